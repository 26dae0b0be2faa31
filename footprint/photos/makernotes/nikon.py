"""Nikon: serial numbers, how often the shutter was released, the nearest place of interest."""

from __future__ import annotations

import re

from footprint.photos.facts import decoded, plain
from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table, Value
from footprint.photos.makernotes.values import number, text

_UTF_16 = 2
_NO_COUNT = "4294965247"


def _location(value: Value) -> str:
    """A name of a place, behind a byte that says how it is encoded; four bytes of something else stand between."""
    encoding, raw = value.raw[0], value.raw[5:]
    if encoding == _UTF_16:
        return plain(raw.decode("utf-16-be", errors="replace").split("\0", 1)[0])
    return decoded(raw)


def _count(value: Value) -> str:
    found = number(value)
    return "" if found == _NO_COUNT else found


_PREVIEW = Table(pictures=((0x0201, 0x0202),))
_TABLE = Table(
    {
        0x001D: (Field("device", "SerialNumber", text),),
        0x0037: (Field("device", "MechanicalShutterCount", number),),
        0x0039: (Field("place", "CountryCode", text, 5, 3), Field("place", "Location", _location, 4, 75)),
        0x00A0: (Field("device", "SerialNumber", text),),
        0x00A7: (Field("device", "ShutterCount", _count),),
    },
    below={0x0011: _PREVIEW},
)


class Nikon(Maker):
    """Nikon."""

    name = "Nikon"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"Nikon\0\x02"), table=_TABLE, start=18, base=10),
        Directory(re.compile(rb"Nikon\0\x01"), start=8),
        Directory(make=re.compile("nikon", re.IGNORECASE), table=_TABLE),
    )
