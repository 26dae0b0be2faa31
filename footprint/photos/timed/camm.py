"""Google's camera motion track (`camm`): records of a kind of measurement and its numbers, little-endian.

https://developers.google.com/streetview/publish/camm-spec
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from footprint.photos.facts import Facts
from footprint.photos.timed.fixes import Fix, Samples, course, fix

_HEAD = struct.Struct("<2xH")
_LENGTHS = {0: 16, 1: 12, 2: 16, 3: 16, 4: 16, 5: 28, 6: 60, 7: 16}
"""Kind → bytes of a record, its head included."""

_SHORT, _LONG = 5, 6
_POSITION = struct.Struct("<3d")
_POSITION_AND_TIME = struct.Struct("<dI2df")
_SATELLITES, _COMPUTERS = datetime(1980, 1, 6, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
_SINCE_1970 = 1_550_000_000
"""Seconds. More since 1980 are still to come; some cameras count from 1970 instead."""

_AHEAD = timedelta(seconds=18)
"""How far the satellites' clocks are ahead of ours since 2017."""


def read(samples: Samples) -> Facts:
    """What a `camm` track gives away."""
    seen = [found for raw in samples.samples for found in _fixes(raw)]
    return course("Camera motion track", [found for found in seen if found], samples, empty=bool(seen))


def _fixes(raw: bytes) -> Iterator[Fix | None]:
    """The positions of a sample; None for one that is none."""
    at = 0
    while at + _HEAD.size <= len(raw):
        (kind,) = _HEAD.unpack_from(raw, at)
        length = _LENGTHS.get(kind, 0)
        if not length or at + length > len(raw):
            return
        body = at + _HEAD.size
        if kind == _SHORT:
            yield fix(*_POSITION.unpack_from(raw, body))
        elif kind == _LONG:
            seconds, signal, latitude, longitude, altitude = _POSITION_AND_TIME.unpack_from(raw, body)
            yield fix(latitude, longitude, altitude, when=_moment(seconds)) if signal else None
        at += length


def _moment(seconds: float) -> datetime | None:
    try:
        if seconds > _SINCE_1970:
            return (_COMPUTERS + timedelta(seconds=seconds)).replace(microsecond=0)
        return (_SATELLITES + timedelta(seconds=seconds) - _AHEAD).replace(microsecond=0) if seconds else None
    except (OverflowError, ValueError):
        return None
