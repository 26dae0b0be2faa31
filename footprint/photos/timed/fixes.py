"""Positions that a timed track of a film tells, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from footprint.model import Point, Trace
from footprint.photos.facts import EMPTY_GPS, Facts, degrees, moment, position


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
    """What positions give away: how many they are, and where the first and the last of them lie.

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
    ends = dict.fromkeys(degrees(one.point) for one in (first, fixes[-1]))
    traces = (Trace("track", where, value), *(Trace("gps", where, end) for end in ends))
    taken = next((fix.when for fix in fixes if fix.when), None)
    return Facts(traces, first.point, taken)


def _period(fixes: Iterable[Fix]) -> str:
    moments = [fix.when for fix in fixes if fix.when]
    if not moments:
        return ""
    start, end = moments[0], moments[-1]
    if start == end:
        return f" at {start:%Y-%m-%d %H:%M}"
    return f" from {start:%Y-%m-%d %H:%M} to {end:{'%H:%M' if start.date() == end.date() else '%Y-%m-%d %H:%M'}}"
