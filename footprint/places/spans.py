"""Pieces of a text, as (start, end)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

Span = tuple[int, int]


def apart(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Those spans that overlap none of the others."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(taken):
        if starts and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    for start, end in spans:
        before = bisect_left(starts, end) - 1
        if before < 0 or ends[before] <= start:
            yield start, end
