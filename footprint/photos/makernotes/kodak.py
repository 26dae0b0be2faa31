"""Kodak: dates and serial numbers, at fixed places or in directories."""

from __future__ import annotations

import re
from dataclasses import replace

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Record, Table, Value
from footprint.photos.makernotes.values import date_text, text, with_charset

_MOMENT_LENGTH = 8


def _created(value: Value) -> str:
    """A year in two bytes, a month, a day, and the time in four: "2024:06:01 12:30:59"."""
    raw = value.raw
    if len(raw) < _MOMENT_LENGTH or not raw.strip(b"\0"):
        return ""
    year = int.from_bytes(raw[:2], "little" if value.order == "<" else "big")
    return f"{year:04}:{raw[2]:02}:{raw[3]:02} {raw[4]:02}:{raw[5]:02}:{raw[6]:02}"


_SERIAL = Table({0xFA19: (Field("device", "SerialNumber", text),), 0xFA04: (Field("device", "SerialNumber", text),)})
_BELOW = Table(below=dict.fromkeys((*range(0xFC00, 0xFC07), 0xFCFF, 0xFE00), _SERIAL))
_PIXPRO = Table({0x0308: (Field("device", "LensSerialNumber", text),)})
_KODAK = re.compile(".*kodak", re.IGNORECASE)
_KDK = Record(
    re.compile(rb"KDK INFO"),
    _KODAK,
    fields=(Field("time", "DateTimeOriginal", _created, 24, 8),),
    order=">",
    complete=False,
)


_META = Table(
    {
        0xC353: (Field("owner", "CameraOwner", with_charset),),
        0xC354: (Field("device", "SerialNumber", with_charset),),
        0xC357: (Field("device", "CaptureDeviceFID", with_charset),),
        0xC419: (Field("provenance", "SourceImageFileName", with_charset),),
    }
)


class KodakMeta(Maker):
    """A second block like EXIF, in a segment of its own (APP3): no maker note, but written like one."""

    name = "Kodak Meta"
    forms: tuple[Form, ...] = (Directory(make=re.compile("KDK Meta$"), table=_META),)


class Kodak(Maker):
    """Kodak."""

    name = "Kodak"
    forms: tuple[Form, ...] = (
        _KDK,
        replace(_KDK, header=re.compile(rb"KDK"), order="<"),
        Record(
            re.compile(rb"[CK][A-Z\d]{3} ?[A-Z\d]{1,2}\d{2}[A-Z\d]\d{4}[ \0]"),
            _KODAK,
            fields=(Field("device", "SerialNumber", text, 0, 16),),
            complete=False,
        ),
        Record(
            re.compile(rb"IIII[\x02\x03]\0.{14}\d{4}/\d{2}/\d{2} ", re.DOTALL),
            fields=(Field("time", "DateTimeOriginal", date_text, 0x14, 20),),
            complete=False,
        ),
        Record(
            re.compile(rb".{41}JPG", re.DOTALL),
            re.compile("eastman kodak", re.IGNORECASE),
            fields=(Field("provenance", "OriginalFileName", text, 0x20, 12),),
            complete=False,
        ),
        Directory(
            re.compile(rb"MM\0\x2a\0\0\0\x08\0.\0\0", re.DOTALL), _KODAK, table=_BELOW, start=8, base=0, wide=True
        ),
        Directory(re.compile(rb"MM\0\x2a\0\0\0\x08|II\x2a\0\x08\0\0\0"), _KODAK, table=_BELOW, start=8, base=0),
        Directory(
            re.compile(rb"II\x2a\0\x08\0\0\0.\0\0\0|MM\0\x2a\0\0\0\x08\0\0\0.", re.DOTALL),
            models="(?i)kodak|pixpro",
            table=_PIXPRO,
            start=8,
            base=0,
            wide=True,
        ),
        Directory(
            re.compile(rb"\0[\x02-\x7f]..\0[\x01-\x0c]\0\0|[\x02-\x7f]\0..[\x01-\x0c]\0..\0\0", re.DOTALL),
            _KODAK,
            table=_BELOW,
        ),
        Form(make=_KODAK, complete=False),
    )
