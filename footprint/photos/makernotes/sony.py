"""Sony: serial numbers, some of them behind a simple cipher, and previews."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table, Value
from footprint.photos.makernotes.values import date_text, digits, text

_MODULUS = 249
"""Each byte was raised to its third power, modulo this; larger bytes stand as they are."""

_PLAIN = bytes.maketrans(
    bytes(byte**3 % _MODULUS for byte in range(2, 248)), bytes(range(2, 248))
)  # What 0, 1 and a few more were cannot be told apart; they do not stand in a serial number alone.

_NEW = r"^(ILCE-(6100|6300|6400|6500|6600|7C|7M3|7RM2|7RM3A?|7RM4A?|7SM2|9|9M2)|ILCA-99M2|ZV-E10)"
_NEWEST = r"^(ILCE-(7M4|7RM5|7SM3)|ILME-FX3)"
_OTHERS = r"DSC-|Stellar|ILME-|ILCE-1|ZV-"
_SINGLE_LENS = r"^(SLT-|HV|ILCA-(?!99M2))"
_MIRRORLESS = rf"^(?!Lunar|NEX-(5N|7|VG20E)|SLT-|HV|ILCA-|{_OTHERS}|{_NEW[2:-1]}|{_NEWEST[2:-1]})"


def _deciphered(value: Value) -> str:
    return digits(value._replace(raw=value.raw.translate(_PLAIN)))


def _turned(value: Value) -> str:
    """Eight digits, two by two from the end."""
    found = text(value)
    if not re.fullmatch(r"\d{8}", found):
        return found
    return found[6:] + found[4:6] + found[2:4] + found[:2]


_TABLE = Table(
    {
        0x2031: (Field("device", "SerialNumber", _turned),),
        0x3000: (Field("time", "SonyDateTime", date_text, 6, 20),),
        0x9050: (
            Field("device", "InternalSerialNumber", _deciphered, 0x7C, 4, models=_MIRRORLESS),
            Field("device", "InternalSerialNumber", _deciphered, 0xF0, 5, models=_SINGLE_LENS),
            Field("device", "InternalSerialNumber", _deciphered, 0x88, 6, models=_NEW),
            Field("device", "InternalSerialNumber", _deciphered, 0x88, 6, models=_NEWEST),
            Field("device", "InternalSerialNumber", _deciphered, 0x8A, 6, models=r"^ILCE-1\b"),
        ),
    },
    whole=frozenset({0x2001}),
)
_ERICSSON = Table(pictures=((0x0201, 0x0202),))


class Sony(Maker):
    """Sony, Sony Ericsson, and Hasselblad's cameras that are Sony's."""

    name = "Sony"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"SONY (DSC|CAM|MOBILE)|\0\0SONY PIC\0|VHAB     \0"), table=_TABLE, start=12),
        Directory(re.compile(rb"SEMC MS\0"), table=_ERICSSON, start=20, base=12),
        Form(re.compile(rb"SONY PIC\0"), complete=False),
        Directory(make=re.compile("sony", re.IGNORECASE), table=_TABLE),
        Directory(make=re.compile("hasselblad", re.IGNORECASE), models="^(HV|Stellar|Lusso|Lunar)", table=_TABLE),
    )
