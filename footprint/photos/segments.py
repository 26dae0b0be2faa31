"""Segments of a JPEG that its standards do not know, and some makers and programs write all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from footprint.model import Trace, TraceKind
from footprint.photos import ciff, makernotes
from footprint.photos.facts import Facts, decoded, moment, plain
from footprint.photos.stream import Stream

_HEAD, _CAP = 64, 1 << 16
_PICTURE_INFO = re.compile(rb"\[picture info\]|^(Agfa|OLYMPUS|Polaroid|SEIKO|Type=|\[)", re.IGNORECASE)
_LINE = re.compile(rb"([\w#]+)=([\x20-\x7e]+)")
_WORDS: dict[str, tuple[TraceKind, str]] = {
    "serial#": ("device", "SerialNumber"),
    "type": ("device", "CameraType"),
    "id": ("device", "ID"),
    "version": ("device", "Version"),
}
_DUCKY, _DUCKY_TAG = b"Ducky", 4
_DUCKY_TEXTS: dict[int, tuple[TraceKind, str]] = {2: ("comment", "Comment"), 3: ("owner", "Copyright")}


def read(content: Stream) -> Facts:
    """What a segment of no known kind gives away; nothing at all where nobody knows how to read it."""
    head = content.at(0, _HEAD)
    return next((reads(content) for begins, reads in _READERS if begins(head)), Facts())


def _picture_info(content: Stream) -> Facts:
    """Lines of "name=value", in the first digital cameras of several makers."""
    traces: list[Trace] = []
    taken = None
    for name, raw in _LINE.findall(content.read(_CAP)):
        word, value = name.decode("ascii").casefold(), decoded(raw)
        if word in _WORDS:
            kind, label = _WORDS[word]
            traces.append(Trace(kind, f"picture info {label}", value))
        elif word == "timedate" and (when := moment(_spelled(value))):
            traces.append(Trace("time", "picture info DateTimeOriginal", when.isoformat(sep=" ")))
            taken = taken or when
    return Facts(tuple(traces), taken=taken)


def _spelled(value: str) -> str:
    """Seconds since 1970 by the camera's own clock as a date; what is one already stays as it is."""
    if not re.fullmatch(r"\d{1,10}", value):
        return value
    return datetime.fromtimestamp(int(value), UTC).strftime("%Y-%m-%d %H:%M:%S")


def _ducky(content: Stream) -> Facts:
    """A comment and a copyright, as Photoshop writes them for the web."""
    return Facts(tuple(_ducky_texts(content.read(_CAP)[len(_DUCKY) :])))


def _ducky_texts(data: bytes) -> Iterator[Trace]:
    while len(data) >= _DUCKY_TAG:
        tag, length = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
        if tag in _DUCKY_TEXTS and (text := plain(data[8 : 4 + length].decode("utf-16-be", errors="replace"))):
            kind, name = _DUCKY_TEXTS[tag]
            yield Trace(kind, f"Ducky {name}", text)
        data = data[_DUCKY_TAG + length :]


def _meta(content: Stream) -> Facts:
    """Kodak's second EXIF block."""
    return makernotes.read_structure(content.part(6, content.size), "KDK Meta")


def _unicode(content: Stream) -> Facts:
    text = plain(content.read(_CAP)[8:].decode("utf-16-be", errors="replace"))
    return Facts((Trace("comment", "JPEG comment", text),) if text else ())


def _unique_id(content: Stream) -> Facts:
    text = decoded(content.read(_CAP).partition(b"\0")[2])
    return Facts((Trace("provenance", "Samsung UniqueID", text),) if text else ())


_READERS: tuple[tuple[Callable[[bytes], object], Callable[[Stream], Facts]], ...] = (
    (ciff.begins, ciff.read),
    (re.compile(rb"meta\0\0(II|MM)", re.IGNORECASE).match, _meta),
    (re.compile(rb"Ducky").match, _ducky),
    (re.compile(rb"UNICODE\0").match, _unicode),
    (re.compile(rb"ssuniqueid\0").match, _unique_id),
    (_PICTURE_INFO.search, _picture_info),
)
