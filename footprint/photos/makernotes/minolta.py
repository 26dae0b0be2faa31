"""Minolta and Konica Minolta: dates and previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table, Value

_MOMENT_LENGTH = 8


def _moment(value: Value) -> str:
    """Two numbers of four bytes, the largest byte first: year, month, day, and hour, minute, second."""
    raw = value.raw
    if len(raw) < _MOMENT_LENGTH or not raw.strip(b"\0"):
        return ""
    year, hour = int.from_bytes(raw[:2], "big"), int.from_bytes(raw[4:6], "big")
    return f"{year:04}:{raw[2]:02}:{raw[3]:02} {hour:02}:{raw[6]:02}:{raw[7]:02}"


_DATE = (Field("time", "MinoltaDate", _moment, 84, 8),)
_TABLE = Table({0x0001: _DATE, 0x0003: _DATE}, pictures=((0x0088, 0x0089),), whole=frozenset({0x0081}))
_MINOLTA = re.compile("(konica )?minolta", re.IGNORECASE)


class Minolta(Maker):
    """Minolta."""

    name = "Minolta"
    forms: tuple[Form, ...] = (
        Form(re.compile(rb"MLY0|KC|\+M\+M|\xd7"), _MINOLTA, complete=False),
        Directory(make=_MINOLTA, table=_TABLE),
    )
