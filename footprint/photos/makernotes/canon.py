"""Canon: owner, serial numbers, the city of the clock's time zone."""

from __future__ import annotations

import re
from struct import unpack

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Picture, Table, Value
from footprint.photos.makernotes.values import digits, number, padded, text, zone

_CITIES = dict(
    enumerate(
        (
            "Chatham Islands",
            "Wellington",
            "Solomon Islands",
            "Sydney",
            "Adelaide",
            "Tokyo",
            "Hong Kong",
            "Bangkok",
            "Yangon",
            "Dhaka",
            "Kathmandu",
            "Delhi",
            "Karachi",
            "Kabul",
            "Dubai",
            "Tehran",
            "Moscow",
            "Cairo",
            "Paris",
            "London",
            "Azores",
            "Fernando de Noronha",
            "Sao Paulo",
            "Newfoundland",
            "Santiago",
            "Caracas",
            "New York",
            "Chicago",
            "Denver",
            "Los Angeles",
            "Anchorage",
            "Honolulu",
            "Samoa",
        ),
        1,
    )
)
_NOT_SET = 32766
_CITY_LENGTH = 8
_NEAREST_TO_TIME_ZONES = 24 * 60


def _city(value: Value) -> str:
    """The city in the clock's settings, and how many minutes it is from Greenwich."""
    if len(value.raw) < _CITY_LENGTH:
        return ""
    minutes, code = unpack(f"{value.order}2i", value.raw)
    if abs(minutes) > _NEAREST_TO_TIME_ZONES:
        return ""
    if code == _NOT_SET:
        return f"(not set), time zone {zone(minutes)}"
    return f"{_CITIES[code]}, time zone {zone(minutes)}" if code in _CITIES else ""


def _oldest(value: Value) -> str:
    """The EOS D30 writes a number in two halves, the first in hexadecimal digits."""
    whole = int(number(value) or 0)
    return f"{whole >> 16:04x}{whole & 0xFFFF:05d}" if whole else ""


def _lens(value: Value) -> str:
    """Five bytes, of which those with zeros at the beginning are none."""
    return "" if value.raw.startswith(b"\0\0\0\0") else digits(value)


_GAPS = (0, 4, 6, 16, 28)
"""A pointer that leads nowhere stands behind the directory, and in a few models some more that is empty."""

_TABLE = Table(
    {
        0x0007: (Field("device", "FirmwareVersion", text),),
        0x0009: (Field("owner", "OwnerName", text),),
        0x000C: (
            Field("device", "SerialNumber", _oldest, models=r"EOS D30\b"),
            Field("device", "SerialNumber", padded(6), models="EOS-1D"),
            Field("device", "SerialNumber", padded(10), models=r"^(?!.*(EOS D30\b|EOS-1D))"),
        ),
        0x000D: (
            Field("owner", "ShortOwnerName", text, 0xAC, 16, models=r"EOS 5D$"),
            Field("owner", "OwnerName", text, 0x10F, 32, models=r"EOS (450D|DIGITAL REBEL XSi|Kiss X2)\b"),
            Field("device", "LensSerialNumber", _lens, 0x164, 5, models=r"EOS 5D Mark III\b"),
        ),
        0x0028: (Field("provenance", "ImageUniqueID", digits),),
        0x0035: (Field("place", "TimeZoneCity", _city, 4, 8),),
        0x0095: (Field("device", "LensModel", text),),
        0x0096: (
            Field("device", "InternalSerialNumber", text, 9, models="EOS 5D"),
            Field("device", "InternalSerialNumber", text, models="^(?!.*EOS 5D)"),
        ),
        0x4019: (Field("device", "LensSerialNumber", _lens, 0, 5),),
    },
    packed={0x00B6: Picture(20, 8)},
)


class Canon(Maker):
    """Canon."""

    name = "Canon"
    forms: tuple[Form, ...] = (Directory(make=re.compile("canon", re.IGNORECASE), table=_TABLE, gaps=_GAPS),)
