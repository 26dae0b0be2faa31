"""Ricoh: serial numbers, dates and previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Picture, Table, Value
from footprint.photos.makernotes.values import decimal_bytes, digits, text

_WORDS = re.compile(rb"[-\w ]+")


def _serial(value: Value) -> str:
    """Letters and digits in some models, numbers in others."""
    return text(value) if _WORDS.fullmatch(value.raw) else digits(value)


_BELOW = Table(
    {
        0x002C: (
            Field("device", "BodySerialNumber", text, 16, 16),
            Field("device", "LensSerialNumber", text, 48, 16),
        )
    }
)
_TABLE = Table(
    {0x0005: (Field("device", "SerialNumber", _serial),), 0x1001: (Field("time", "RicohDate", decimal_bytes, 6, 7),)},
    below={0x2001: _BELOW, 0x4001: Table()},
    packed={0x1001: Picture(28, 30, 2)},
)
_RICOH = re.compile("(pentax )?ricoh", re.IGNORECASE)


class Ricoh(Maker):
    """Ricoh."""

    name = "Ricoh"
    forms: tuple[Form, ...] = (
        Directory(
            re.compile(rb"(MM\0\x2a\0\0\0\x08\0.\0\0|II\x2a\0\x08\0\0\0.\0\0\0)", re.DOTALL), _RICOH, start=8, base=0
        ),
        Directory(re.compile(rb"(Ricoh|      |MM\0\x2a|II\x2a\0)", re.IGNORECASE), _RICOH, table=_TABLE, start=8),
        Form(make=re.compile("ricoh", re.IGNORECASE), complete=False),
    )
