"""Colour profiles (ICC.1:2022): which screen or scanner one was measured of, where it is none of the usual ones.

A profile stays in a copy as it is, since the colours are read by it: what is found here is told, and is no reason to
withhold the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.model import Trace
from footprint.photos.facts import Facts, decoded, plain
from footprint.photos.stream import Stream

WHERE = "colour profile"
"""With what the `where` of each trace begins."""

_CAP = 1 << 16
_TAGS_CAP = 100
_HEADER, _MARK, _MARK_AT, _PARTS = 128, b"acsp", 36, 2
_MEASURED = frozenset({b"mntr", b"scnr"})
"""Profiles of screens and of scanners; also spaces that nobody's screen has, which their names tell."""

_USUAL = re.compile(
    r"""rgb|p3|gr[ae]y|cmyk|gamma|linear|rec\.?\s?\d|bt\.?\s?\d|\bhd\b|smpte|ntsc|\bpal\b|romm|prophoto|wide.?gamut
      |wide.?color|dot.gain|generic|standard|default|d50|d65|working|^c2(?:ci)?$|^color\ lcd$|^lcd$|^camera|lab2lab""",
    re.IGNORECASE | re.VERBOSE,
)
_SERIAL_AT = 16
"""Where Apple's note about a screen has its serial number, behind type, maker and model."""


def read(stream: Stream) -> Facts:
    """What a profile gives away. In JPEG two bytes stand before it, and a long one goes on in further segments."""
    raw = stream.read(_CAP)
    at = next((start for start in (0, _PARTS) if raw[start + _MARK_AT :][:4] == _MARK), -1)
    if at < 0:
        return Facts()
    raw = raw[at:]
    return Facts(tuple(_traces(raw, dict(_tags(raw)))))


def _traces(raw: bytes, tags: dict[bytes, bytes]) -> Iterator[Trace]:
    name = _text(tags.get(b"desc", b""))
    if raw[12:16] in _MEASURED and name and not _USUAL.search(name):
        yield Trace("device", f"{WHERE}'s name", name)
    note = tags.get(b"mmod", b"")
    serial = int.from_bytes(note[_SERIAL_AT : _SERIAL_AT + 4], "big") if note[:4] == b"mmod" else 0
    if serial:
        yield Trace("device", f"{WHERE}, the screen's serial number", str(serial))
    behind = raw[int.from_bytes(raw[:4], "big") :]
    if behind.strip(b"\0"):
        yield Trace("unknown", f"{WHERE}, behind its end", f"{len(behind):,} bytes")


def _tags(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and value of each tag of which there is something."""
    count = int.from_bytes(raw[_HEADER : _HEADER + 4], "big")
    for at in range(_HEADER + 4, _HEADER + 4 + 12 * min(count, _TAGS_CAP), 12):
        offset, length = (int.from_bytes(raw[at + n : at + n + 4], "big") for n in (4, 8))
        yield raw[at : at + 4], raw[offset : offset + length]


def _text(value: bytes) -> str:
    """A text in either of the two ways that profiles have; of several languages the first."""
    if value[:4] == b"desc":
        return decoded(value[12 : 12 + int.from_bytes(value[8:12], "big")])
    if value[:4] == b"mluc":
        length, offset = (int.from_bytes(value[at : at + 4], "big") for at in (20, 24))
        return plain(value[offset : offset + length].decode("utf-16-be", errors="replace"))
    return ""
