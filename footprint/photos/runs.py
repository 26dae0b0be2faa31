"""Stretches of a file, put together, taken apart and held against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Run = tuple[int, int]
"""Where a stretch of the file begins and ends."""


def merged(runs: Iterable[Run]) -> list[Run]:
    """Stretches in order, those that touch or overlap as one; empty ones left out."""
    found: list[Run] = []
    for start, end in sorted(run for run in runs if run[1] > run[0]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def gaps(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """What merged stretches leave of one."""
    for begin, behind in runs:
        if begin >= end:
            break
        if begin > start:
            yield start, begin
        start = max(start, behind)
    if start < end:
        yield start, end


def common(first: Sequence[Run], second: Sequence[Run]) -> Iterator[Run]:
    """Where two lists of merged stretches overlap."""
    at = 0
    for start, end in first:
        while at < len(second) and second[at][1] <= start:
            at += 1
        if at < len(second) and second[at][0] < end:
            yield second[at]
