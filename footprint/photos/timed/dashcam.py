"""Dashcams (Novatek): a list in the header of the film says where blocks with positions lie among the pictures.

Numbers are little-endian in the blocks, big-endian in the list. No maker published it; exiftool's authors found out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime

from footprint.photos.boxes import Box
from footprint.photos.facts import Facts
from footprint.photos.stream import Stream
from footprint.photos.timed.fixes import Fix, Samples, course, fix

LIST = b"gps "
"""The type of the box with the list."""

_MARK, _MARK_AT = b"freeGPS ", 4
_MOMENT = struct.Struct("<6I")
_MOMENT_AT, _SIDES_AT, _PLACE_AT = 48, 72, 76
_FLOATS = struct.Struct("<2f")
_ROW = struct.Struct(">II")
_ROWS_CAP = 100_000
_BLOCK_CAP = 512


def places(stream: Stream, box: Box) -> list[tuple[int, int]]:
    """Where the blocks lie that a list names."""
    start = box.offset + box.header
    raw = stream.at(start + 8, min(box.end - start - 8, _ROWS_CAP * _ROW.size))
    rows = _ROW.iter_unpack(raw[: len(raw) // _ROW.size * _ROW.size])
    return [(at, at + min(length, _BLOCK_CAP)) for at, length in rows if at and length]


def read(samples: Samples) -> Facts:
    """What the blocks give away."""
    marked = [raw for raw in samples.samples if raw[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK]
    return course("Dashcam track", [found for raw in marked for found in _fixes(raw)], samples, empty=bool(marked))


def _fixes(raw: bytes) -> Iterator[Fix]:
    if len(raw) < _PLACE_AT + _FLOATS.size or raw[_SIDES_AT : _SIDES_AT + 1] != b"A":
        return
    hour, minute, second, year, month, day = _MOMENT.unpack_from(raw, _MOMENT_AT)
    latitude, longitude = _FLOATS.unpack_from(raw, _PLACE_AT)
    north, east = raw[_SIDES_AT + 1 : _SIDES_AT + 2], raw[_SIDES_AT + 2 : _SIDES_AT + 3]
    if not (abs(latitude) <= 9000 and abs(longitude) <= 18000):  # noqa: PLR2004  degrees and minutes in one number
        return
    when = _moment(year, month, day, hour, minute, second)
    found = fix(_degrees(latitude), _degrees(longitude), south=north == b"S", west=east == b"W", when=when)
    if found:
        yield found


def _degrees(value: float) -> float:
    """Degrees from ddmm.mmmm."""
    whole = int(value // 100)
    return whole + (value - whole * 100) / 60


def _moment(year: int, *rest: int) -> datetime | None:
    try:
        return datetime(year + 2000 if year < 100 else year, *rest, tzinfo=UTC)  # type: ignore[misc, arg-type]  # noqa: PLR2004
    except (ValueError, OverflowError):
        return None
