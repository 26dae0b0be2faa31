"""Photoshop's resource blocks with names, addresses and paths in them; `iptc` reads those that hold other things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from footprint.model import Trace, TraceKind
from footprint.photos.facts import decoded, plain

_CAP, _STRINGS_CAP = 1 << 16, 200
_PATHS = range(2000, 2998)
_CHANNELS, _CAPTION, _URL, _CLIPPING = 0x03EE, 0x03F0, 0x040B, 0x0BB7
_WIDE_CHANNELS, _SLICES, _WORKFLOW, _URLS, _VERSION, _SAVED = 0x0415, 0x041A, 0x041B, 0x041E, 0x0421, 0x043E
_PRINTERS = frozenset({0x03E9, 0x03EA, 0x043C, 0x043D})
_MADE_UP = re.compile(r"(path|alpha|work path|transparency|ebene|spot color)\s*\d*", re.IGNORECASE)
"""Names that nobody chose."""

_SLICES_HEADER, _OLD_SLICES, _OF_LAYER = 20, 6, 1
_SHORT = 4


def traces(number: int, name: bytes, data: bytes) -> Iterator[Trace]:
    """What a resource block gives away.

    Args:
        number: of the resource.
        name: of the block: paths have theirs there.
        data: its content.
    """
    if number in _READERS:
        kind, what, reads = _READERS[number]
        for text in islice(reads(data[:_CAP]), _STRINGS_CAP):
            if text and not _MADE_UP.fullmatch(text):
                yield Trace(kind, f"Photoshop {what}", text)
    elif number in _PATHS and (text := decoded(name)) and not _MADE_UP.fullmatch(text):
        yield Trace("comment", "Photoshop path name", text)
    elif number in _PRINTERS and data:
        yield Trace("unknown", "Photoshop print settings", f"{len(data):,} bytes")


def _one(data: bytes) -> Iterator[str]:
    yield decoded(data)


def _counted(data: bytes) -> Iterator[str]:
    """Texts, each behind a byte that says how long it is."""
    while data and data[0]:
        yield decoded(data[1 : 1 + data[0]])
        data = data[1 + data[0] :]


def _wide(data: bytes) -> Iterator[str]:
    """UTF-16 texts, each behind four bytes that say how many letters it has."""
    while len(data) > _SHORT:
        text, data = _first(data)
        yield text


def _first(data: bytes) -> tuple[str, bytes]:
    end = _SHORT + 2 * int.from_bytes(data[:_SHORT], "big")
    return plain(data[_SHORT:end].decode("utf-16-be", errors="replace")), data[end:]


def _urls(data: bytes) -> Iterator[str]:
    """A number of them, each behind eight bytes."""
    data = data[4:]
    while len(data) > 12:  # noqa: PLR2004  eight bytes and the letters' number
        text, data = _first(data[8:])
        yield text


def _version(data: bytes) -> Iterator[str]:
    """Which program wrote the file, behind five bytes."""
    yield _first(data[5:])[0]


def _slices(data: bytes) -> Iterator[str]:
    """The parts that a picture was cut into for a web page: the name of all, then name, address and text of each."""
    if int.from_bytes(data[:4], "big") != _OLD_SLICES:
        return
    text, data = _first(data[_SLICES_HEADER:])
    yield text
    data = data[4:]
    while len(data) > _SLICES_HEADER:
        origin = int.from_bytes(data[8:12], "big")
        name, data = _first(data[16 if origin == _OF_LAYER else 12 :])
        yield name
        data = data[20:]  # Its type and its four edges.
        for _ in range(4):
            text, data = _first(data)
            yield text
        data = data[1:]  # Whether its text is HTML.
        text, data = _first(data)
        yield text
        data = data[12:]  # How it is aligned, and its colour.


_READERS: dict[int, tuple[TraceKind, str, Callable[[bytes], Iterator[str]]]] = {
    _CHANNELS: ("comment", "channel name", _counted),
    _WIDE_CHANNELS: ("comment", "channel name", _wide),
    _CAPTION: ("comment", "caption", _counted),
    _URL: ("comment", "URL", _one),
    _WORKFLOW: ("comment", "workflow URL", _wide),
    _URLS: ("comment", "URL", _urls),
    _SLICES: ("comment", "slice", _slices),
    _VERSION: ("device", "program", _version),
    _SAVED: ("provenance", "path of the file", _wide),
    _CLIPPING: ("comment", "clipping path", _counted),
}
