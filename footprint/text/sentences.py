"""Sentences of a text, as (start, end); a line's end ends one too, and so does a lot of text without any full stop."""

from __future__ import annotations

import re
from functools import lru_cache

from footprint.places.spans import Span

REACH = 250
_ENDS = re.compile(
    r"[.!?](?<!\b[Nn]o\.)(?<!\b[Tt]el\.)(?<!\b[Ss]t\.)(?<!\b[Mm]r\.)(?<!\b[Dd]r\.)(?<!\bMrs\.)(?<!\bRev\.)(?<!\bRd\.)"
    r"(?<!\b[A-Z][.!?])[\"'\u201d\u2019)]?(?=\s|\Z)|\n"
)


def sentence(text: str, at: int) -> Span:
    """Where the sentence or line around a place begins and ends, at most `REACH` characters to each side."""
    first = max(0, at - REACH)
    start = max((stop.end() for stop in _ENDS.finditer(text, first, at)), default=first)
    end = _ENDS.search(text, at, at + REACH)
    return start, end.start() if end else min(len(text), at + REACH)


@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence and line of a text that says anything, in order."""
    ends = [*(stop.end() for stop in _ENDS.finditer(text)), len(text)]
    starts = [0, *ends[:-1]]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip())
