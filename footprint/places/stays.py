"""From single positions to stays: the places where somebody was, with the days and hours of being there.

Squares of 15 m are gathered by DBSCAN, as are points in the original, but weighed by *days*: a square is dense where
somebody was within 60 m of it on several days. Five hundred photos of one party weigh as much as one photo, and a walk
through a street makes no place of the street. What is left over is gathered around itself, no further than 60 m.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from footprint.model import Point, Sight
from footprint.places.arrays import Flags, Floats, Ints, are_usable
from footprint.places.cells import METRES_A_DEGREE, WORLD, neighbours, squares

ENOUGH_DAYS = 2
"""Within reach on so many days: it is a place one comes back to."""

SHARE_OF_DAYS = 0.01
"""Of very many days this share is needed instead: else a whole town centre would grow together in ten years."""

UNDATED_A_DAY = 3
"""So many positions without a time, all different, stand for one day: they may be of one walk."""

NO_HOUR = -1

_DAY_S = 86_400
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a wall clock has no zone
_NEVER = -1
_A_DEGREE = 100_000
"""Positions are taken to the metre, so that a copy has the same."""
_AROUND = 360 * _A_DEGREE
_DAYS, _HOURS = 22, 5
"""Bits that hold any day from 1970 to 9999, and any hour."""

T = TypeVar("T")


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
    return each([list(sights)])[0]


def each(hands: Sequence[Sequence[Sight]]) -> list[tuple[Stay, ...]]:
    """The same of several lots of sights, each for itself: many small ones take hardly longer than one."""
    seen = _seen(hands)
    found: list[list[Stay]] = [[] for _ in hands]
    if len(seen.when):
        stay, core = _gathered(seen)
        order, starts, _ = _runs(stay)
        for number, made in zip(seen.hand[order[starts]].tolist(), map(Stay, *_told(seen, stay, core)), strict=True):
            found[number].append(made)
    return [tuple(sorted(made, key=_rank)) for made in found]


def _rank(stay: Stay) -> tuple[int, int, float, float]:
    return -len(stay.days), -stay.count, stay.centre.latitude, stay.centre.longitude


@dataclass(frozen=True, slots=True)
class _Seen:
    """Sights in columns, each position and time once.

    Attributes:
        hand: of which lot it is.
        when: the wall clock in seconds since 1970; `_NEVER` where there is none, or one of before.
        published: one of the copies is.
        number: the numbers of the usable sights among those given.
        row: in which row of the first columns each of these stands.
    """

    hand: Ints
    latitude: Floats
    longitude: Floats
    when: Ints
    published: Flags
    number: Ints
    row: Ints


def _seen(hands: Sequence[Sequence[Sight]]) -> _Seen:
    sizes = [len(hand) for hand in hands]
    sights, many = [sight for hand in hands for sight in hand], sum(sizes)
    latitude = np.fromiter((sight.point.latitude for sight in sights), float, many)
    longitude = np.fromiter((sight.point.longitude for sight in sights), float, many)
    when = np.fromiter((_seconds(sight.taken) for sight in sights), np.int64, many)
    published = np.fromiter((sight.published for sight in sights), bool, many)
    hand = np.repeat(np.arange(len(sizes)), sizes)
    number = np.arange(many) - np.repeat(np.cumsum(sizes) - sizes, sizes)

    kept = np.flatnonzero(are_usable(latitude, longitude))
    north = np.rint((latitude[kept] + 90) * _A_DEGREE)
    east = np.rint((longitude[kept] + 180) * _A_DEGREE) % _AROUND
    order, starts, row = _runs(when[kept], (north * _AROUND + east).astype(np.int64), hand[kept])
    one = order[starts]
    copies = np.bincount(row, published[kept], len(one))
    north, east = north[one] / _A_DEGREE - 90, east[one] / _A_DEGREE - 180
    return _Seen(hand[kept][one], north, east, when[kept][one], copies > 0, number[kept], row)


def _seconds(taken: datetime | None) -> int:
    if taken is None:
        return _NEVER
    since = (taken if taken.tzinfo is None else taken.replace(tzinfo=None)) - _EPOCH
    return since.days * _DAY_S + since.seconds if since.days >= 0 else _NEVER


def _runs(*keys: Ints) -> tuple[Ints, Ints, Ints]:
    """The order by some keys, the last before all others; where each combination begins in it; which one each has."""
    order = np.lexsort(keys)
    new = np.zeros(len(order), bool)
    for key in keys:
        ordered = key[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    which = np.empty(len(order), np.int64)
    which[order] = np.cumsum(new)
    new[:1] = True
    return order, np.flatnonzero(new), which


def _once(values: Ints) -> Ints:
    """Each value once, in order."""
    ordered = np.sort(values)
    new = np.ones(len(ordered), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


# --- gathering --------------------------------------------------------------------------------------------------------


def _gathered(seen: _Seen) -> tuple[Ints, Flags]:
    """To which stay each row belongs, from 0 on, and whether it lies around the densest square of that."""
    numbers, cell = np.unique(seen.hand << WORLD | squares(seen.latitude, seen.longitude), return_inverse=True)
    many = len(numbers)
    source, target = neighbours(numbers)
    dense, weight = _dense(seen, cell, numbers >> WORLD, (source, target))

    both = dense[source] & dense[target]
    stay = np.where(dense, _grown(source[both], target[both], many), many)
    np.minimum.at(stay, source, stay[target])
    left = stay == many
    both = left[source] & left[target]
    stay[left] = many + _around_themselves(source[both], target[both], many)[left]

    order = np.lexsort((np.where(dense, -1 - weight, 0), stay))
    stay = _runs(stay)[2]
    peak, core = np.zeros((2, many), bool)
    peak[order[_runs(stay[order])[1]]] = True
    core[target[peak[source] & (stay[source] == stay[target])]] = True
    return stay[cell], core[cell]


def _dense(seen: _Seen, cell: Ints, hand: Ints, near: tuple[Ints, Ints]) -> tuple[Flags, Ints]:
    """Around which squares there are enough days; and for each, the days of all squares in reach added up."""
    many, (source, target) = len(hand), near
    dated = seen.when != _NEVER
    day = seen.when[dated] // _DAY_S
    visited = _once(cell[dated] << _DAYS | day)
    own = np.bincount(visited >> _DAYS, minlength=many)
    weight = np.bincount(source, own[target]).astype(np.int64)
    undated = np.bincount(source, np.bincount(cell[~dated], minlength=many)[target]) // UNDATED_A_DAY
    in_all = np.bincount(_once(seen.hand[dated] << _DAYS | day) >> _DAYS, minlength=seen.hand[-1] + 1)
    need = np.maximum(ENOUGH_DAYS, in_all * SHARE_OF_DAYS)[hand] - undated
    dense = own >= need
    unsure = ~dense & (weight >= need)
    at = unsure[source]
    dense[unsure] = _distinct(visited, own, source[at], target[at])[unsure] >= need[unsure]
    return dense, weight


def _distinct(visited: Ints, own: Ints, source: Ints, target: Ints) -> Ints:
    """How many different days each source's targets have together."""
    days = own[target]
    shift = np.cumsum(own)[target] - np.cumsum(days)
    day = visited[np.arange(days.sum()) + np.repeat(shift, days)] & (1 << _DAYS) - 1
    return np.bincount(_once(np.repeat(source, days) << _DAYS | day) >> _DAYS, minlength=len(own))


def _grown(source: Ints, target: Ints, many: int) -> Ints:
    """What hangs together has the same number. Links run both ways, so that weak and strong are the same."""
    starts = np.searchsorted(source, np.arange(many + 1)).astype(np.int32)
    graph = csr_array((np.ones(len(target)), target.astype(np.int32), starts), shape=(many, many))
    grown: Ints = connected_components(graph, connection="strong")[1]
    return grown


def _around_themselves(source: Ints, target: Ints, many: int) -> Ints:
    """To which square each belongs where one after another takes those in its reach that are left."""
    owner = list(range(many))
    up = source < target
    for low, high in zip(source[up].tolist(), target[up].tolist(), strict=True):
        if owner[low] == low and owner[high] == high:
            owner[high] = low
    return np.array(owner)


# --- what a stay is ---------------------------------------------------------------------------------------------------


def _told(seen: _Seen, stay: Ints, core: Flags) -> Iterator[list[Any]]:
    """The fields of the stays, each as a list."""
    many = stay.max() + 1
    dated = seen.when != _NEVER
    north, east = _centres(seen, stay, np.flatnonzero(core))
    yield list(map(Point, north.tolist(), east.tolist()))
    away = _turned(seen.longitude - east[stay]) * np.cos(np.radians(north[stay]))
    yield _medians(np.hypot(seen.latitude - north[stay], away) * METRES_A_DEGREE, stay).tolist()
    yield _visits(seen.when[dated], stay[dated], many)
    last = np.full(many, _NEVER)
    np.maximum.at(last, stay, seen.when)
    first = last.copy()
    np.minimum.at(first, stay[dated], seen.when[dated])
    yield [_moment(when) for when in first.tolist()]
    yield [_moment(when) for when in last.tolist()]
    yield np.bincount(stay).tolist()
    yield np.bincount(stay[~dated], minlength=many).tolist()
    yield np.bincount(stay[seen.published], minlength=many).tolist()
    belongs = stay[seen.row]
    yield _parted(seen.number[np.argsort(belongs, kind="stable")].tolist(), belongs, many)


def _moment(when: int) -> datetime | None:
    return None if when == _NEVER else _EPOCH + timedelta(seconds=when)


def _visits(when: Ints, stay: Ints, many: int) -> list[tuple[tuple[int, int], ...]]:
    day, second = np.divmod(when, _DAY_S)
    hour = np.where(second > 0, second // 3600, NO_HOUR)
    visits = _once(stay << _DAYS + _HOURS | day << _HOURS | hour - NO_HOUR)
    days = (visits >> _HOURS & (1 << _DAYS) - 1) + _EPOCH.toordinal()
    hours = (visits & (1 << _HOURS) - 1) + NO_HOUR
    return _parted(list(zip(days.tolist(), hours.tolist(), strict=True)), visits >> _DAYS + _HOURS, many)


def _parted(row: list[T], stay: Ints, many: int) -> list[tuple[T, ...]]:
    """What is in the order of the stays, in a piece for each."""
    ends = np.cumsum(np.bincount(stay, minlength=many)).tolist()
    return [tuple(row[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _centres(seen: _Seen, stay: Ints, rows: Ints) -> tuple[Floats, Floats]:
    """The medians of the days' means, of some rows of each stay; a position without a time counts as a day."""
    of, when = stay[rows], seen.when[rows]
    order, starts, _ = _runs(np.where(when == _NEVER, -1 - rows, when // _DAY_S), of)
    rows, of = rows[order], of[order]
    meridian = seen.longitude[rows[_runs(of)[1]]]
    times = np.diff(starts, append=len(rows))
    north = np.add.reduceat(seen.latitude[rows], starts) / times
    aside = np.add.reduceat(_turned(seen.longitude[rows] - meridian[of]), starts) / times
    of = of[starts]
    return _medians(north, of), _turned(meridian + _medians(aside, of))


def _medians(values: Floats, of: Ints) -> Floats:
    """The median of each group, numbered from 0 on; none is empty."""
    ordered = values[np.lexsort((values, of))]
    many = np.bincount(of)
    start = np.cumsum(many) - many
    medians: Floats = (ordered[start + (many - 1) // 2] + ordered[start + many // 2]) / 2
    return medians


def _turned(degrees: Floats) -> Floats:
    """Angles between -180 and 180 degrees."""
    return (degrees + 180) % 360 - 180
