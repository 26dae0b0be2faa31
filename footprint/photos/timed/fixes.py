"""Positions that a timed track of a film tells, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from footprint.model import Point, Trace
from footprint.photos.facts import EMPTY_GPS, Facts, degrees


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


def course(where: str, fixes: Sequence[Fix], samples: Samples, *, empty: bool = False) -> Facts:
    """What positions give away.

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
    traces = (Trace("track", where, value), Trace("gps", where, degrees(first.point)))
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
