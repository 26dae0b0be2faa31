"""When somebody was away from home: days all of whose sights lie far away, joined where nothing says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from footprint.model import Point, Sight
from footprint.places.distance import is_usable, nearest_m

FAR_M = 30_000.0
"""Beyond a day's errands, and beyond most people's way to work."""

GAP_DAYS = 4
"""Days without any photo that may lie within an absence: after more of them somebody may have been home between."""

LEAST_DAYS = 2
"""A single day away is an outing: there is somebody at home in the evening."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A time away from home.

    Attributes:
        first, last: the first and last day on which something shows it.
        shown: how many of the days between show it; on the others nothing was seen.
        members: the numbers of its sights among those given.
    """

    first: date
    last: date
    shown: int
    members: tuple[int, ...]

    @property
    def days(self) -> int:
        """How long it was at least."""
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """Like "3 to 14 August 2025 (12 days, seen on 9 of them)"."""
        return spoken(self.first, self.last, self.shown)


def absences(
    sights: Iterable[Sight], homes: Collection[Point], ordinary: Container[Sight] = frozenset()
) -> tuple[Absence, ...]:
    """The times away from every home, the oldest first. `ordinary` sights show nobody away, however far they are."""
    far: dict[date, list[int]] = defaultdict(list)
    near: set[date] = set()
    for number, sight in enumerate(sights):
        if sight.taken is None or not is_usable(sight.point):
            continue
        day = sight.taken.date()
        if nearest_m(sight.point, homes) > FAR_M and sight not in ordinary:
            far[day].append(number)
        else:
            near.add(day)
    return tuple(_joined(far, near))


def _joined(far: dict[date, list[int]], near: set[date]) -> Iterator[Absence]:
    """Days away in a row: a day that shows home parts them, and so does a long silence."""
    homely = sorted(day.toordinal() for day in near)
    row: list[date] = []
    for day in sorted(day for day in far if day not in near):
        if row and not _follows(row[-1], day, homely):
            yield from _absence(row, far)
            row = []
        row.append(day)
    yield from _absence(row, far)


def _follows(before: date, day: date, homely: list[int]) -> bool:
    if (day - before).days - 1 > GAP_DAYS:
        return False
    return not any(before.toordinal() < home < day.toordinal() for home in homely)


def _absence(row: list[date], far: dict[date, list[int]]) -> Iterator[Absence]:
    if len(row) >= LEAST_DAYS:
        yield Absence(row[0], row[-1], len(row), tuple(number for day in row for number in far[day]))


def spoken(first: date, last: date, shown: int) -> str:
    """A time away in words, with how many of its days show it where not all do."""
    days = (last - first).days + 1
    seen = "" if shown == days else f", seen on {shown} of them"
    return f"{_span(first, last)} ({days} days{seen})"


def _span(first: date, last: date) -> str:
    """Like "3 to 14 August 2025", with as much of the first day as differs."""
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start = f"{first.day} {first:%B}" + ("" if first.year == last.year else f" {first.year}")
    return f"{start} to {last.day} {last:%B %Y}"
