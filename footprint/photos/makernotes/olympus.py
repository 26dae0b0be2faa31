"""Olympus and OM System, and the cameras of others that write like them: serial numbers and previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table
from footprint.photos.makernotes.values import date_text, text

_EQUIPMENT = Table(
    {
        0x0101: (Field("device", "SerialNumber", text),),
        0x0102: (Field("device", "InternalSerialNumber", text),),
        0x0202: (Field("device", "LensSerialNumber", text),),
        0x0302: (Field("device", "ExtenderSerialNumber", text),),
        0x1003: (Field("device", "FlashSerialNumber", text),),
    }
)
_SETTINGS = Table({0x0908: (Field("time", "DateTimeUTC", date_text),)}, pictures=((0x0101, 0x0102),))
_TABLE = Table(
    {
        0x0207: (Field("device", "CameraType", text),),
        0x0404: (Field("device", "SerialNumber", text),),
        0x101A: (Field("device", "SerialNumber", text),),
    },
    below={0x2010: _EQUIPMENT, 0x2020: _SETTINGS},
    pictures=((0x0088, 0x0089), (0x1036, 0x1037), (0x0F04, 0x0F05)),
    whole=frozenset({0x0081, 0x0100, 0x0280}),
)


class Olympus(Maker):
    """Olympus, OM System, Epson, Minolta's small cameras."""

    name = "Olympus"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"OLYMPUS\0"), table=_TABLE, start=12, base=0),
        Directory(re.compile(rb"OM SYSTEM\0"), table=_TABLE, start=16, base=0),
        Directory(re.compile(rb"(OLYMP|EPSON|MINOL|CAMER|PREMI)\0"), table=_TABLE, start=8),
        Directory(re.compile(rb"SONY PI\0"), table=_TABLE, start=12),
    )
