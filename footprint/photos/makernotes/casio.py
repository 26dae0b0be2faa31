"""Casio: the home town of the clock, and previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table
from footprint.photos.makernotes.values import text

_TABLE = Table(
    {0x3006: (Field("place", "HometownCity", text),)}, pictures=((0x0004, 0x0003),), whole=frozenset({0x2000})
)


class Casio(Maker):
    """Casio."""

    name = "Casio"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"(QVC|DCI)\0"), table=_TABLE, start=6),
        Directory(make=re.compile("casio", re.IGNORECASE)),
    )
