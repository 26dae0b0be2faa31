"""Makers whose notes tell little: a serial number, a date, a small picture, or nothing at all."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Record, Table, Value
from footprint.photos.makernotes.values import date_text, text

_SERIAL = "SERIAL NUMBER:"


def _after_words(value: Value) -> str:
    found = text(value)
    return found.removeprefix(_SERIAL).strip() if found.startswith(_SERIAL) else ""


def _spelled_out(value: Value) -> str:
    """A serial number in the midst of a text."""
    found = re.search(rb"serial number:\s*([\x20-\x7e]+)", value.raw, re.IGNORECASE)
    return text(value._replace(raw=found[1])) if found else ""


def _hp(version: bytes, serial: int) -> Record:
    fields = (
        Field("time", "CameraDateTime", date_text, 0x14, 20),
        Field("device", "SerialNumber", _after_words, serial, 26),
    )
    return Record(re.compile(rb"IIII" + version + rb"\0"), fields=fields, complete=False)


class Sanyo(Maker):
    """Sanyo."""

    name = "Sanyo"
    forms: tuple[Form, ...] = (Directory(re.compile(rb"SANYO\0"), table=Table(whole=frozenset({0x0100})), start=8),)


class HewlettPackard(Maker):
    """HP."""

    name = "HP"
    forms: tuple[Form, ...] = (
        _hp(rb"\x04", 0x5C),
        _hp(rb"\x06", 0x58),
        Record(re.compile(rb"610[\0-\x04]"), fields=(Field("device", "SerialNumber", _spelled_out),), complete=False),
        Form(re.compile(rb"Hewlett-Packard|Vivitar")),
    )


class Motorola(Maker):
    """Motorola."""

    name = "Motorola"
    forms: tuple[Form, ...] = (
        Directory(
            re.compile(rb"MOT\0"),
            table=Table(
                {0x5500: (Field("device", "BuildNumber", text),), 0x5501: (Field("device", "SerialNumber", text),)}
            ),
            start=8,
            base=0,
        ),
    )


class Sigma(Maker):
    """Sigma and Foveon."""

    name = "Sigma"
    forms: tuple[Form, ...] = (
        Directory(
            re.compile(rb"(SIGMA|FOVEON)\0"), table=Table({0x0002: (Field("device", "SerialNumber", text),)}), start=10
        ),
    )


class Dji(Maker):
    """DJI: how the drone flew, and nothing of where."""

    name = "DJI"
    forms: tuple[Form, ...] = (
        Form(re.compile(rb"\[ae_dbg_info:")),
        Form(re.compile(rb"...@AMBA", re.DOTALL), re.compile("DJI"), complete=False),
        Directory(make=re.compile("DJI$")),
    )


class Flir(Maker):
    """FLIR, heat cameras."""

    name = "FLIR"
    forms: tuple[Form, ...] = (Directory(make=re.compile("FLIR Systems")),)


class Jvc(Maker):
    """JVC."""

    name = "JVC"
    forms: tuple[Form, ...] = (
        Directory(re.compile(rb"JVC "), start=4),
        Form(re.compile(rb"VER:"), re.compile("JVC|Victor")),
    )
