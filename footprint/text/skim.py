"""Where in a long text a pattern is worth trying: around the few words without which it cannot match.

Looking for plain words is a hundred times as quick as matching a pattern at every place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from footprint.places.spans import Span
from footprint.places.spelling import fold

_SHORT = 2_000
"""Texts below so many characters are tried whole."""

_BEFORE, _AFTER = 100, 220


def skim(
    text: str, hints: tuple[str, ...], *, before: int = _BEFORE, after: int = _AFTER, cased: bool = False
) -> tuple[Span, ...]:
    """The parts of a text around each of the hints, in order and apart.

    Args:
        text: anything.
        hints: in small letters without accents; as they are written where `cased`.
        before: so many characters before a hint belong to the part.
        after: and so many from where the hint begins.
        cased: look for the hints as they are.
    """
    if len(text) <= _SHORT:
        return ((0, len(text)),)
    return _skim(text, hints, before, after, cased)


@lru_cache(maxsize=32)
def _skim(text: str, hints: tuple[str, ...], before: int, after: int, cased: bool) -> tuple[Span, ...]:  # noqa: FBT001
    searched = (text if cased else fold(text)).replace("\n", " ")  # the end of a line is a blank
    plain = _shortest({hint.replace("\n", " ") for hint in hints})
    spans: list[Span] = []
    for at in sorted({at for hint in plain for at in _every(searched, hint)}):
        start, end = max(0, at - before), min(len(text), at + after)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _shortest(hints: set[str]) -> list[str]:
    """Without those that begin with another, which finds them as well."""
    kept: list[str] = []
    for hint in sorted(hints):
        if not kept or not hint.startswith(kept[-1]):
            kept.append(hint)
    return kept


def _every(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def skimmed(
    pattern: re.Pattern[str],
    text: str,
    hints: tuple[str, ...],
    *,
    before: int = _BEFORE,
    after: int = _AFTER,
    cased: bool = False,
) -> Iterator[re.Match[str]]:
    """What a pattern matches around the hints; see `skim`."""
    for start, end in skim(text, hints, before=before, after=after, cased=cased):
        yield from pattern.finditer(text, start, end)


def near(spans: Iterable[Span], places: Sequence[int], reach: int = 500) -> Iterator[Span]:
    """Those parts that lie no further than `reach` from one of the places, which are in order."""
    for start, end in spans:
        at = bisect_left(places, start - reach)
        if at < len(places) and places[at] <= end + reach:
            yield start, end
