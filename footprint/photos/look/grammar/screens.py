"""E-mail on a screen."""

from __future__ import annotations

from footprint.photos.look.grammar.cues import Cues

SCREEN = Cues(
    "screen",
    "It has the words of a program for e-mail",
    some=(
        r"\binbox\b|\bmewnflwch\b",
        r"^\s*from\s*:",
        r"^\s*(?:to|cc)\s*:",
        r"^\s*subject\s*:|^\s*(?:re|fwd?)\s*:",
        r"^\s*(?:sent|date)\s*:|\bsent items\b|\bdrafts\b",
        r"[\w.+-]+@[\w-]+\.[\w.]{2,}",
        r"\breply\b(?:\s?all)?|\bforward\b",
    ),
)
judge = SCREEN.judge
