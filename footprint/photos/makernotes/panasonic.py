"""Panasonic, and Leica, whose cameras are often Panasonic's: places with their names, babies, faces, serial numbers."""

from __future__ import annotations

import re

from footprint.model import TraceKind
from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table
from footprint.photos.makernotes.values import date_text, number, padded, text


def _words(kind: TraceKind, name: str) -> tuple[Field, ...]:
    return (Field(kind, name, text),)


_FACES = tuple(
    field
    for person in (1, 2, 3)
    for field in (
        Field("person", f"RecognizedFace{person}Name", text, 48 * person - 44, 20),
        Field("person", f"RecognizedFace{person}Age", date_text, 48 * person - 16, 20),
    )
)
PANASONIC = Table(
    {
        0x0025: _words("device", "InternalSerialNumber"),
        0x0033: (Field("person", "BabyAge", date_text),),
        0x0052: _words("device", "LensSerialNumber"),
        0x0054: _words("device", "AccessorySerialNumber"),
        0x0061: _FACES,
        0x0065: _words("comment", "Title"),
        0x0066: _words("person", "BabyName"),
        0x0067: _words("place", "Location"),
        0x0069: _words("place", "Country"),
        0x006B: _words("place", "State"),
        0x006D: _words("place", "City"),
        0x006F: _words("place", "Landmark"),
        0x0080: _words("place", "City2"),
        0x8010: (Field("person", "BabyAge", date_text),),
    }
)


class Panasonic(Maker):
    """Panasonic."""

    name = "Panasonic"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"Panasonic"), table=PANASONIC, start=12),
        Directory(re.compile(rb"MKE"), make=re.compile("panasonic", re.IGNORECASE)),
    )


_SERIALS = Table({0x3103: _words("device", "SerialNumber")})
_M8 = Table({0x0303: (Field("device", "SerialNumber", padded(7)),)})
_R8 = Table({0x000B: (Field("device", "SerialNumber", text, 4, 8),)})
_M9 = Table(below=dict.fromkeys((0x3000, 0x3100, 0x3400, 0x3900), _SERIALS))
_X = Table(
    {
        0x0305: (Field("device", "SerialNumber", number),),
        0x0407: _words("provenance", "OriginalFileName"),
        0x0500: _words("device", "InternalSerialNumber"),
    }
)
_S = Table({0x0321: (Field("device", "LensSerialNumber", padded(10)),)}, whole=frozenset({0x0300}))
_UNKNOWN = Table()
_LEICA = re.compile("leica", re.IGNORECASE)


class Leica(Maker):
    """Leica."""

    name = "Leica"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"LEICA CAMERA AG\0"), table=PANASONIC, start=18),
        Directory(re.compile(rb"LEICA\0\0\0"), re.compile("LEICA$"), table=PANASONIC, start=8),
        Directory(re.compile(rb"LEICA\0\0\0"), table=_M8, start=8, base=8),
        Directory(re.compile(rb"LEICA0"), table=_M9, start=8, base=0),
        Directory(re.compile(rb"LEICA\0[\x01\x04-\x07\x10\x1a]\0"), table=_X, start=8, base=0),
        Directory(re.compile(rb"LEICA\0[\x08\x09]\0"), table=_X, start=8),
        Directory(re.compile(rb"LEICA\0\x02\xff"), table=_S, start=8, complete=False),
        Directory(re.compile(rb"LEICA\0\x02\0"), table=_UNKNOWN, start=8),
        Directory(re.compile(rb"LEICA"), _LEICA, table=_S, start=8, complete=False),
        Directory(make=_LEICA, table=_R8),
    )
