"""Pentax: the cities of home and of the journey, as the clock's settings have them; serial numbers, names, dates."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table, Value
from footprint.photos.makernotes.values import number, one_of, text

_CITIES = dict(
    enumerate(
        (
            "Pago Pago",
            "Honolulu",
            "Anchorage",
            "Vancouver",
            "San Francisco",
            "Los Angeles",
            "Calgary",
            "Denver",
            "Mexico City",
            "Chicago",
            "Miami",
            "Toronto",
            "New York",
            "Santiago",
            "Caracas",
            "Halifax",
            "Buenos Aires",
            "Sao Paulo",
            "Rio de Janeiro",
            "Madrid",
            "London",
            "Paris",
            "Milan",
            "Rome",
            "Berlin",
            "Johannesburg",
            "Istanbul",
            "Cairo",
            "Jerusalem",
            "Moscow",
            "Jeddah",
            "Tehran",
            "Dubai",
            "Karachi",
            "Kabul",
            "Male",
            "Delhi",
            "Colombo",
            "Kathmandu",
            "Dhaka",
            "Yangon",
            "Bangkok",
            "Kuala Lumpur",
            "Vientiane",
            "Singapore",
            "Phnom Penh",
            "Ho Chi Minh",
            "Jakarta",
            "Hong Kong",
            "Perth",
            "Beijing",
            "Shanghai",
            "Manila",
            "Taipei",
            "Seoul",
            "Adelaide",
            "Tokyo",
            "Guam",
            "Sydney",
            "Noumea",
            "Wellington",
            "Auckland",
            "Lima",
            "Dakar",
            "Algiers",
            "Helsinki",
            "Athens",
            "Nairobi",
            "Amsterdam",
            "Stockholm",
            "Lisbon",
            "Copenhagen",
            "Warsaw",
            "Prague",
            "Budapest",
        )
    )
)
_city = one_of(_CITIES)
_DATE_LENGTH = 4


def _date(value: Value) -> str:
    """A year in two bytes, the largest first, a month and a day: "2024:06:01"."""
    if len(value.raw) != _DATE_LENGTH or not value.raw.strip(b"\0"):
        return ""
    return f"{int.from_bytes(value.raw[:2], 'big'):04}:{value.raw[2]:02}:{value.raw[3]:02}"


_TABLE = Table(
    {
        0x0006: (Field("time", "Date", _date),),
        0x0023: (Field("place", "HometownCity", _city),),
        0x0024: (Field("place", "DestinationCity", _city),),
        0x006B: (Field("place", "HometownCity", _city, 2, 1), Field("place", "DestinationCity", _city, 3, 1)),
        0x0215: (Field("device", "InternalSerialNumber", number, 16, 4),),
        0x0229: (Field("device", "SerialNumber", text),),
        0x022E: (Field("owner", "Artist", text),),
        0x022F: (Field("owner", "Copyright", text),),
    },
    pictures=((0x0004, 0x0003),),
)
_OLD = Table(
    {0x1000: (Field("place", "HometownCityCode", text),), 0x1001: (Field("place", "DestinationCityCode", text),)}
)


class Pentax(Maker):
    """Pentax, and Ricoh's cameras that are Pentax's."""

    name = "Pentax"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"AOC\0"), table=_TABLE, start=6),
        Directory(re.compile(rb"PENTAX \0"), table=_TABLE, start=10, base=0),
        Directory(re.compile(rb"RICOH\0(II|MM)"), table=_TABLE, start=8, base=0),
        Directory(re.compile(rb"S1\0{6}\x0c\0{3}"), start=12, base=0),
        Directory(make=re.compile("asahi", re.IGNORECASE), table=_OLD),
        Form(re.compile(rb"\d{3}"), re.compile("pentax", re.IGNORECASE), complete=False),
    )
