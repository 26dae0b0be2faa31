"""Positions that a timed track of a film tells, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from footprint.model import Point, Trace
from footprint.photos.facts import EMPTY_GPS, Facts, degrees, moment, position
from footprint.places.distance import metres

_STOP_M, _STOP_S = 60.0, 180.0
"""Who stays within so many metres for so many seconds has stopped there, and is not held up at a light."""

_MOST_STOPS = 12


class Fix(NamedTuple):
    """A position, and when the film was there."""

    point: Point
    when: datetime | None = None


class Samples(NamedTuple):
    """Samples of a timed track.

    Attributes:
        entry: its sample entry, without the box's header.
        samples: the first, the last, and some between.
        in_all: how many the track has.
    """

    entry: bytes
    samples: tuple[bytes, ...]
    in_all: int


def fix(
    latitude: float,
    longitude: float,
    altitude: float | None = None,
    *,
    south: bool = False,
    west: bool = False,
    when: datetime | None = None,
) -> Fix | None:
    """A position in degrees, where it is one; `south` and `west` turn its signs."""
    point = position(-latitude if south else latitude, -longitude if west else longitude, altitude)
    return Fix(point, when) if point else None


def angle(numbers: Sequence[int]) -> float | None:
    """Degrees from degrees, minutes and seconds, each a fraction of two numbers; None where the first has none."""
    if not numbers[1]:
        return None
    degrees_, minutes, seconds = (
        top / bottom if bottom else 0.0 for top, bottom in zip(numbers[::2], numbers[1::2], strict=True)
    )
    return degrees_ + minutes / 60 + seconds / 3600


def stamp(raw: bytes) -> str:
    """A moment whose digits stand in the halves of seven bytes, the century first; empty where it is none."""
    digits = raw.hex()
    text = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]} {digits[8:10]}:{digits[10:12]}:{digits[12:14]}"
    return text if moment(text) else ""


def course(where: str, fixes: Sequence[Fix], samples: Samples, *, empty: bool = False) -> Facts:
    """What positions give away: how many they are, where the first and the last of them lie, and where it stopped.

    Args:
        where: the track's name in a trace: "GoPro track".
        fixes: in the order of time.
        samples: what they were read from.
        empty: positions were there, all of them 0 or without a signal.
    """
    if not fixes:
        return Facts((Trace("unknown", where, EMPTY_GPS),) if empty else ())
    first = fixes[0]
    more = "more than " if samples.in_all > len(samples.samples) else ""
    many = f"{more}{len(fixes):,} {'position' if len(fixes) == 1 else 'positions'}"
    value = f"{many}{_period(fixes)}, first {degrees(first.point)}"
    told = dict.fromkeys(degrees(one.point) for one in (first, *islice(_stops(fixes), _MOST_STOPS), fixes[-1]))
    traces = (Trace("track", where, value), *(Trace("gps", where, point) for point in told))
    taken = next((fix.when for fix in fixes if fix.when), None)
    return Facts(traces, first.point, taken)


def _stops(fixes: Iterable[Fix]) -> Iterator[Fix]:
    """The first position of every stop, where the track tells times."""
    start: Fix | None = None
    stopped = False
    for one in fixes:
        if start is None or metres(start.point, one.point) > _STOP_M:
            start, stopped = one, False
        elif not stopped and _seconds(start.when, one.when) >= _STOP_S:
            stopped = True
            yield start


def _seconds(start: datetime | None, end: datetime | None) -> float:
    """Between two moments; none where one is not known, or only one of them says in which zone."""
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return 0.0
    return (end - start).total_seconds()


def _period(fixes: Iterable[Fix]) -> str:
    moments = [fix.when for fix in fixes if fix.when]
    if not moments:
        return ""
    start, end = moments[0], moments[-1]
    if start == end:
        return f" at {start:%Y-%m-%d %H:%M}"
    return f" from {start:%Y-%m-%d %H:%M} to {end:{'%H:%M' if start.date() == end.date() else '%Y-%m-%d %H:%M'}}"
