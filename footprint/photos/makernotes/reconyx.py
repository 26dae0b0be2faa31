"""Reconyx, cameras that watch a place: the moment, the serial number, and the label that the owner gave it."""

from __future__ import annotations

import re
from struct import unpack

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Field, Form, Record, Value
from footprint.photos.makernotes.values import text, wide

_SIX = 12
_YEARS = range(1990, 2100)


def _swapped(value: Value) -> str:
    """Six numbers of two bytes (second, minute, hour, month, day, year), in whichever order makes a year."""
    if len(value.raw) < _SIX:
        return ""
    for order in "<>":
        second, minute, hour, month, day, year = unpack(f"{order}6H", value.raw)
        if year in _YEARS:
            return f"{year:04}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}"
    return ""


def _backwards(value: Value) -> str:
    """Second, minute, hour, day, month, year: six numbers of two bytes."""
    if len(value.raw) < _SIX:
        return ""
    second, minute, hour, day, month, year = unpack("<6H", value.raw)
    return f"{year:04}:{month:02}:{day:02} {hour:02}:{minute:02}:{second:02}" if year in _YEARS else ""


def _bytes(value: Value) -> str:
    """The same in bytes, the year in two."""
    wider = bytes(byte for one in value.raw[:5] for byte in (one, 0)) + value.raw[5:7]
    return _backwards(value._replace(raw=wider))


class Reconyx(Maker):
    """Reconyx."""

    name = "Reconyx"
    forms: tuple[Form, ...] = (
        Record(
            re.compile(rb"\x01\xf1"),
            fields=(
                Field("time", "DateTimeOriginal", _swapped, 0x16, 12),
                Field("device", "SerialNumber", wide, 0x2A, 30),
                Field("comment", "UserLabel", text, 0x56, 22),
            ),
        ),
        Record(
            re.compile(rb"RECONYXUF\0"),
            fields=(
                Field("time", "DateTimeOriginal", _bytes, 0x3B, 7),
                Field("device", "SerialNumber", text, 0x4B, 15),
                Field("comment", "UserLabel", text, 0x5A, 21),
            ),
        ),
        Record(
            re.compile(rb"RECONYXH2\0"),
            fields=(
                Field("time", "DateTimeOriginal", _backwards, 0x3E, 12),
                Field("device", "SerialNumber", wide, 0x7E, 30),
                Field("comment", "UserLabel", text, 0x68, 22),
            ),
        ),
    )
