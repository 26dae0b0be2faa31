"""How the values of maker notes are read: text, numbers, moments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from footprint.photos.facts import decoded, plain
from footprint.photos.makernotes.note import Value

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_INTEGERS = {1, 3, 4, 6, 8, 9, 0}
_LONGEST = 8
_ZEROS = re.compile(r"[\s0:/.-]*")


def text(value: Value) -> str:
    """Text up to the first NUL behind it, without what it was filled up with; empty where it is none."""
    raw = value.raw.lstrip(b"\0").split(b"\0", 1)[0].rstrip(b"\xff").strip()
    found = "" if _CONTROL.search(raw) else decoded(raw)
    # Where cameras have nothing to say, some write "---".
    return found if any(letter.isalnum() for letter in found) else ""


def with_charset(value: Value) -> str:
    """Text behind eight bytes that name its encoding, where they do."""
    if value.raw.startswith(b"UNICODE\0"):
        return wide(value._replace(raw=value.raw[8:]))
    return text(value._replace(raw=value.raw.removeprefix(b"ASCII\0\0\0").removeprefix(b"\0" * 8)))


def lines(value: Value) -> str:
    """Texts one after the other, each ended by a NUL."""
    raw = value.raw.split(b"\0\0", 1)[0].replace(b"\0", b" ")
    return text(value._replace(raw=raw))


def wide(value: Value) -> str:
    """UTF-16 in the record's order, up to its first NUL."""
    codec = "utf-16-le" if value.order == "<" else "utf-16-be"
    return plain(value.raw.decode(codec, errors="replace").split("\0", 1)[0])


def whole(value: Value) -> int | None:
    """A number without a sign, up to eight bytes long."""
    if value.kind not in _INTEGERS or not 0 < len(value.raw) <= _LONGEST:
        return None
    return int.from_bytes(value.raw, "little" if value.order == "<" else "big")


def number(value: Value) -> str:
    """A number as digits; empty for 0, which cameras write where they have none, and for all bits set."""
    found = whole(value)
    empty = (1 << 8 * len(value.raw)) - 1
    return str(found) if found and found != empty else ""


def padded(digits: int) -> Callable[[Value], str]:
    """A number filled up with zeros."""
    return lambda value: found.rjust(digits, "0") if (found := number(value)) else ""


def digits(value: Value) -> str:
    """Bytes as hexadecimal digits; empty where all are zero or all bits set."""
    return value.raw.hex() if value.raw.strip(b"\0") and value.raw.strip(b"\xff") else ""


def date_text(value: Value) -> str:
    """A date and perhaps a time, as text; empty where its digits are zeros or nines."""
    found = text(value)
    return "" if _ZEROS.fullmatch(found) or found.startswith("9999") else found


def decimal_bytes(value: Value) -> str:
    """A moment in seven bytes, two decimal digits in each: "2024:06:01 12:30:59"."""
    two = value.raw[:7].hex()
    if not two.isdigit() or not two.strip("0"):
        return ""
    return f"{two[:4]}:{two[4:6]}:{two[6:8]} {two[8:10]}:{two[10:12]}:{two[12:14]}"


def one_of(names: Mapping[int, str]) -> Callable[[Value], str]:
    """A number that stands for a name."""
    return lambda value: names.get(found, "") if (found := whole(value)) is not None else ""


def zone(minutes: int) -> str:
    """Minutes east of Greenwich as "+01:00"."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
