"""From single positions to stays: the places where somebody was, with the days and hours of being there.

Squares of 15 m are gathered by DBSCAN, as are points in the original, but weighed by *days*: a square is dense where
somebody was within 60 m of it on several days. Five hundred photos of one party weigh as much as one photo, and a walk
through a street makes no place of the street. What is left over is gathered around itself, no further than 60 m.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import cos, hypot, radians
from statistics import fmean, median

from footprint.model import Point, Sight
from footprint.places.cells import METRES_A_DEGREE, Net
from footprint.places.distance import is_usable

ENOUGH_DAYS = 2
"""Within reach on so many days: it is a place one comes back to."""

SHARE_OF_DAYS = 0.01
"""Of very many days this share is needed instead: else a whole town centre would grow together in ten years."""

UNDATED_A_DAY = 3
"""So many positions without a time, all different, stand for one day: they may be of one walk."""

_DAY_S = 86_400
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a wall clock has no zone
_NEVER = -1
NO_HOUR = -1


@dataclass(frozen=True, slots=True)
class Stay:
    """A place where somebody was.

    Attributes:
        centre: the middle of its densest part, each day counting once.
        spread_m: half of its positions lie within this distance of the centre.
        visits: each (day, hour) once, in order: the day as `date.toordinal` counts, the hour from 0 to 23, or
            `NO_HOUR`.
        first, last: the first and last time there; None where none is known.
        count: how many sights it is made of, copies left out.
        undated: how many of them have no time.
        published: how many of them anyone can see.
        members: their numbers among the sights given, copies included.
    """

    centre: Point
    spread_m: float
    visits: tuple[tuple[int, int], ...]
    first: datetime | None
    last: datetime | None
    count: int
    undated: int
    published: int
    members: tuple[int, ...]

    @property
    def days(self) -> tuple[int, ...]:
        """Each day there once, in order."""
        return tuple(dict.fromkeys(day for day, _ in self.visits))

    @property
    def hours(self) -> tuple[int, ...]:
        """For each hour from 0 to 23, on how many days it saw somebody there."""
        counts = [0] * 24
        for _, hour in self.visits:
            if hour != NO_HOUR:
                counts[hour] += 1
        return tuple(counts)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """How many days there were Mondays, how many Tuesdays, and so on."""
        counts = [0] * 7
        for day in self.days:
            counts[date.fromordinal(day).weekday()] += 1
        return tuple(counts)


def stays(sights: Iterable[Sight]) -> tuple[Stay, ...]:
    """The places where somebody was, those of the most days first; every usable sight belongs to one of them."""
    seen = _Seen(sights)
    made = [_stay(cells, peak, seen) for cells, peak in _clusters(seen)]
    made.sort(key=lambda stay: (-len(stay.days), -stay.count, stay.centre.latitude, stay.centre.longitude))
    return tuple(made)


class _Seen:
    """The sights in columns, and by square: a million of them take some hundred megabytes less than as objects."""

    def __init__(self, sights: Iterable[Sight]) -> None:
        self.net = Net()
        self.latitude, self.longitude = array("d"), array("d")
        self.when, self.number = array("q"), array("q")
        self.published = bytearray()
        where = array("q")
        for number, sight in enumerate(sights):
            point = sight.point
            if is_usable(point):
                self.latitude.append(point.latitude)
                self.longitude.append(point.longitude)
                self.when.append(_seconds(sight.taken))
                self.number.append(number)
                self.published.append(sight.published)
                where.append(self.net.cell(point.latitude, point.longitude))
        self.cells: dict[int, Sequence[int]] = _by_cell(where)
        self.days = {cell: self._days(rows) for cell, rows in self.cells.items()}
        self.undated = {cell: count for cell, rows in self.cells.items() if (count := self._undated(rows))}
        self.neighbours = self.net.neighbours(self.cells)

    def _days(self, rows: Sequence[int]) -> frozenset[int]:
        return frozenset(self.when[row] // _DAY_S for row in rows if self.when[row] != _NEVER)

    def _undated(self, rows: Sequence[int]) -> int:
        return len({self.place(row) for row in rows if self.when[row] == _NEVER})

    def place(self, row: int) -> tuple[float, float]:
        """The position of a row to a metre: that of a copy is the same."""
        return round(self.latitude[row], 5), round(self.longitude[row], 5)

    def once(self, cells: Iterable[int]) -> list[int]:
        """The rows of some squares without copies: the same time and position. One that is published stands for all."""
        kept: dict[tuple[float, float, int], int] = {}
        for row in sorted((row for cell in cells for row in self.cells[cell]), key=self._rank):
            kept.setdefault((*self.place(row), self.when[row]), row)
        return list(kept.values())

    def _rank(self, row: int) -> tuple[bool, float, float]:
        return not self.published[row], self.latitude[row], self.longitude[row]


def _seconds(taken: datetime | None) -> int:
    """The wall clock in seconds since 1970; that of before says nothing."""
    if taken is None:
        return _NEVER
    return max(_NEVER, (taken.replace(tzinfo=None) - _EPOCH) // timedelta(seconds=1))


def _by_cell(where: array[int]) -> dict[int, Sequence[int]]:
    """Square → the rows in it, the squares in the order of their numbers."""
    cells: dict[int, Sequence[int]] = {}
    order = sorted(range(len(where)), key=where.__getitem__)
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or where[order[end]] != where[order[start]]:
            cells[where[order[start]]] = array("l", order[start:end])
            start = end
    return cells


# --- gathering --------------------------------------------------------------------------------------------------------


def _clusters(seen: _Seen) -> Iterator[tuple[list[int], int]]:
    """The squares of each stay, and the densest of them."""
    dense = _dense(seen)
    left = dict.fromkeys(seen.cells)
    for start in seen.cells:
        if start in dense and start in left:
            yield _grown(start, dense, left, seen)
    for start in list(left):
        if start in left:
            around = [cell for cell in seen.neighbours(start) if cell in left]
            for cell in around:
                del left[cell]
            yield around, start


def _grown(start: int, dense: frozenset[int], left: dict[int, None], seen: _Seen) -> tuple[list[int], int]:
    """Everything that dense squares reach from one of them on, taken out of what is left."""
    del left[start]
    cells, waiting = [start], [start]
    peak, most = start, 0
    while waiting:
        around = seen.neighbours(waiting.pop())
        for cell in around:
            if cell in left:
                del left[cell]
                cells.append(cell)
                if cell in dense:
                    waiting.append(cell)
    for cell in sorted(cells):
        weight = sum(len(seen.days[near]) for near in seen.neighbours(cell)) if cell in dense else 0
        if weight > most:
            peak, most = cell, weight
    return cells, peak


def _dense(seen: _Seen) -> frozenset[int]:
    """The squares around which there are enough days."""
    in_all = len(frozenset[int]().union(*seen.days.values()))
    need = max(ENOUGH_DAYS, in_all * SHARE_OF_DAYS)
    return frozenset(cell for cell in seen.cells if _is_dense(cell, need, seen))


def _is_dense(cell: int, need: float, seen: _Seen) -> bool:
    days = seen.days[cell]
    if len(days) >= need:
        return True
    undated = 0
    for near in seen.neighbours(cell):
        days |= seen.days[near]
        undated += seen.undated.get(near, 0)
        if len(days) + undated // UNDATED_A_DAY >= need:
            return True
    return False


# --- what a stay is ---------------------------------------------------------------------------------------------------


def _stay(cells: list[int], peak: int, seen: _Seen) -> Stay:
    rows = seen.once(cells)
    core = set(seen.neighbours(peak)).intersection(cells)
    centre = _centre(seen.once(sorted(core)), seen)
    times = sorted(seen.when[row] for row in rows if seen.when[row] != _NEVER)
    return Stay(
        centre=centre,
        spread_m=median(_away(seen, row, centre) for row in rows),
        visits=tuple(sorted({_visit(when) for when in times})),
        first=_EPOCH + timedelta(seconds=times[0]) if times else None,
        last=_EPOCH + timedelta(seconds=times[-1]) if times else None,
        count=len(rows),
        undated=len(rows) - len(times),
        published=sum(seen.published[row] for row in rows),
        members=tuple(sorted(seen.number[row] for cell in cells for row in seen.cells[cell])),
    )


def _visit(when: int) -> tuple[int, int]:
    day, second = divmod(when, _DAY_S)
    return _EPOCH.toordinal() + day, second // 3600 if second else NO_HOUR


def _centre(rows: list[int], seen: _Seen) -> Point:
    """The median of the days' means; a position without a time counts as a day."""
    east = seen.longitude[rows[0]]
    days: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        when = seen.when[row]
        days.setdefault((_NEVER, row) if when == _NEVER else (when // _DAY_S, 0), []).append(row)
    north = median(fmean(seen.latitude[row] for row in day) for day in days.values())
    aside = median(fmean(_turned(seen.longitude[row] - east) for row in day) for day in days.values())
    return Point(north, _turned(east + aside))


def _turned(degrees: float) -> float:
    """An angle between -180 and 180 degrees."""
    return (degrees + 180) % 360 - 180


def _away(seen: _Seen, row: int, centre: Point) -> float:
    """Metres from the centre, on a map that is flat around it."""
    north = seen.latitude[row] - centre.latitude
    east = _turned(seen.longitude[row] - centre.longitude) * cos(radians(centre.latitude))
    return hypot(north, east) * METRES_A_DEGREE
