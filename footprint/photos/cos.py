"""Objects as PDF files spell them: keys with strings and words, dates, packed streams (ISO 32000-1, 7.3, 7.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS_CAP = 5_000
_STRING_CAP = 1 << 16
_ENDS = rb"\0\t\n\f\r ()<>\[\]{}/%"
_BLANK = rb"[\0\t\n\f\r ]*"
_NEXT = re.compile(
    rb"/(?P<name>[^%b]+)%b(?:(?P<literal>\()|<(?P<hex>[0-9A-Fa-f\s]*)>|/?(?P<word>[^%b]*))|(?P<alone>\()"
    % (_ENDS, _BLANK, _ENDS)
)
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_AS_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_LATIN = str.maketrans(
    {0x84: "\u2014", 0x85: "\u2013", 0x8D: "\u201c", 0x8E: "\u201d", 0x8F: "\u2018", 0x90: "\u2019", 0xA0: "\u20ac"}
)
"""Where PDFDocEncoding is not Latin-1, as far as names and titles go."""

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?.*", re.DOTALL)


def pairs(raw: bytes) -> Iterator[tuple[str, bytes | str]]:
    """Each key with what follows it: a string as bytes, a name or number as text, empty text for all else.

    Dictionaries inside are not told apart from the one around them. Ends after a bounded number.
    """
    at = 0
    for _ in range(_PAIRS_CAP):
        found = _NEXT.search(raw, at)
        if found is None:
            return
        at = found.end()
        value: bytes | str = (found["word"] or b"").decode("latin-1")
        if found["literal"] or found["alone"]:
            value, at = _literal(raw, at)
        elif found["hex"] is not None:
            digits = b"".join(found["hex"].split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        if found["name"]:
            yield _AS_HEX.sub(lambda code: bytes([int(code[1], 16)]), found["name"]).decode("latin-1"), value


def _literal(raw: bytes, start: int) -> tuple[bytes, int]:
    """A string in parentheses, which may nest, and where it ends."""
    depth = 1
    end = len(raw)
    for found in _PAREN.finditer(raw, start, start + _STRING_CAP):
        depth += (found[0] == b"(") - (found[0] == b")")
        if not depth:
            end = found.start()
            break
    return _ESCAPE.sub(_unescaped, raw[start : min(end, start + _STRING_CAP)]), end + 1


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return b"" if found[2] else _ESCAPED.get(found[3], found[3])


def text(raw: bytes) -> str:
    """A string as text: UTF-16 or UTF-8 where it begins so, else PDF's own encoding."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", errors="replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", errors="replace")
    return raw.decode("latin-1").translate(_NOT_LATIN)


def date(said: str) -> str:
    """A moment as others write it: "D:20240601123059+01'00'" is "2024-06-01 12:30:59+01:00"; other text as it is."""
    found = _DATE.fullmatch(said)
    if not found:
        return said
    year, month, day, hour, minute, second, universal, sign, *away = found.groups()
    zone = "Z" if universal else f"{sign}{away[0]}:{away[1] or '00'}" if sign else ""
    return f"{year}-{month or '01'}-{day or '01'} {hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
