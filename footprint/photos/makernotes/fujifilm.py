"""Fujifilm, and General Imaging's cameras that are Fujifilm's: serial numbers."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table
from footprint.photos.makernotes.values import text

_TABLE = Table({0x0010: (Field("device", "InternalSerialNumber", text),)})


class Fujifilm(Maker):
    """Fujifilm."""

    name = "Fujifilm"
    forms: tuple[Form, ...] = (Directory(re.compile(rb"FUJIFILM|GENERALE"), table=_TABLE, start_at=8, base=0),)


class GeneralImaging(Maker):
    """General Imaging (GE)."""

    name = "GE"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"GE\x0c\0\0\0\x16\0\0\0"), table=_TABLE, start=12, base=6),
        Directory(re.compile(rb"GE(\0\0|NIC\0)"), start=18),
    )
