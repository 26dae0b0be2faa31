"""Samsung: names of places, of recognised faces, serial numbers, previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Picture, Record, Table
from footprint.photos.makernotes.values import lines, text

_TABLE = Table(
    {
        0x0030: (Field("place", "LocalLocationName", lines),),
        0x0031: (Field("place", "LocationName", text),),
        0x0123: (Field("person", "FaceName", text),),
        0xA002: (Field("device", "SerialNumber", text),),
        0xA005: (Field("device", "InternalLensSerialNumber", text),),
    },
    below={0x0035: Table(pictures=((0x0201, 0x0202),))},
)
_VERSION = re.compile(rb"\0.\0\x01\0\x07\0{3}\x040100|.\0\x01\0\x07\0\x04\0{3}0100", re.DOTALL)


class Samsung(Maker):
    """Samsung."""

    name = "Samsung"
    forms: tuple[Form, ...] = (
        Record(re.compile(rb"STMN\d{3}"), picture=Picture(8, 12), complete=False),
        Directory(_VERSION, re.compile("samsung", re.IGNORECASE), table=_TABLE),
        Directory(make=re.compile("samsung", re.IGNORECASE), table=_TABLE, complete=False),
    )
