"""What the clock on the wall showed where a photo was taken: cameras write local time, GPS and films write UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from footprint.model import Point

EARLIEST = datetime(2002, 1, 1)  # noqa: DTZ001  a wall clock
"""No camera that knew its position is older; clocks that were never set begin at 1970, 1980, 2000 or 2001."""

_AHEAD = timedelta(days=1)
"""A camera may be ahead by the width of the world, but no photo was taken tomorrow."""

_NEW_YEAR = (1, 1, 0)
"""Month, day and hour at which clocks begin that lost their battery."""

_SOUTH, _NORTH, _WEST, _EAST = 49.0, 61.5, -11.0, 2.2
"""Around Britain and Ireland, which share their clock."""

_DEGREES_AN_HOUR = 15


def wall_clock(taken: datetime | None, point: Point, now: datetime) -> datetime | None:
    """The local time of a photo, without a zone; None where there is none, or it cannot be right.

    Args:
        taken: as the file tells it. Without a zone, or with one that is not UTC, it is the time on the wall already.
        point: where it was taken.
        now: aware; what lies behind it is no time at which a photo was taken.
    """
    if taken is None:
        return None
    local = taken.replace(tzinfo=None)
    if local < EARLIEST or local > now.astimezone(UTC).replace(tzinfo=None) + _AHEAD:
        return None
    if taken.tzinfo is not None and not taken.utcoffset():
        local += _offset(local, point)
    unset = (local.month, local.day, local.hour) == _NEW_YEAR and local.minute == 0
    return None if unset else local


def _offset(utc: datetime, point: Point) -> timedelta:
    """How far the wall is ahead of UTC: by law in Britain and Ireland, by the sun elsewhere."""
    if _SOUTH <= point.latitude <= _NORTH and _WEST <= point.longitude <= _EAST:
        return timedelta(hours=int(_last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)))
    return timedelta(hours=round(point.longitude / _DEGREES_AN_HOUR))


def _last_sunday(year: int, month: int) -> datetime:
    """One o'clock UTC on the last Sunday of a month of 31 days: when the clocks change."""
    last = datetime(year, month, 31, 1)  # noqa: DTZ001  UTC, as what it is compared with
    return last - timedelta(days=(last.weekday() + 1) % 7)
