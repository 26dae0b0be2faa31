"""Segments of a JPEG that its standards do not know, and some makers and programs write all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Literal

from footprint.model import Trace, TraceKind
from footprint.photos import makernotes
from footprint.photos.facts import Facts, decoded, moment, plain
from footprint.photos.stream import Stream
from footprint.photos.timed import gpmf
from footprint.photos.vocabularies import ciff, flir
from footprint.photos.xmp_names import kind_of

_HEAD, _CAP = 64, 1 << 16
_PICTURE_INFO = re.compile(rb"\[picture info\]|^(Agfa|OLYMPUS|Polaroid|SEIKO|Type=|\[)", re.IGNORECASE)
_LINE = re.compile(rb"([\w#]+)=([\x20-\x7e]+)")
_WORDS: dict[str, tuple[TraceKind, str]] = {
    "serial#": ("device", "SerialNumber"),
    "type": ("device", "CameraType"),
    "id": ("device", "ID"),
    "version": ("device", "Version"),
}
_RMETA, _RMETA_HEADER, _SECTIONS_CAP, _ENTRIES_CAP, _RICOH_VALUES = b"RMETA\0", 20, 16, 100, (2, 18)
_STREAM = re.compile(rb"/\0((?:[\x20-\x2e\x30-\x7e]\0){1,60})")
_JPS, _GOPRO = b"_JPSJPS_", b"GoPro\0"
_ELEMENT = re.compile(rb"<(\w+)>([^<>]{1,500})</")
_ALBUM = frozenset({"Album", "Caption", "Keywords", "Name", "People", "Places"})
_DOTS = re.compile(rb"(\d{4})[.:](\d\d)[.:](\d\d)[.: ](\d\d)[.:](\d\d)[.:](\d\d)")
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


def _ricoh(content: Stream) -> Facts:
    """What the person behind a Ricoh chose from a list that they made: names, and for each a value."""
    data = content.read(_CAP)[len(_RMETA) :]
    if len(data) < _RMETA_HEADER:
        return Facts()
    endian: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    if int.from_bytes(data[4:6], endian):
        text = decoded(data[20:]) if data[20:27] == b"BARCODE" else ""
        return Facts((Trace("comment", "Ricoh BARCODE", text),) if text else ())
    names, values = _ricoh_lists(data, endian)
    pairs = ((decoded(name), decoded(value)) for name, value in zip(names, values, strict=False))
    return Facts(tuple(Trace(_guessed(name), f"Ricoh {name}", value) for name, value in pairs if value))


def _ricoh_lists(data: bytes, endian: Literal["little", "big"]) -> tuple[list[bytes], list[bytes]]:
    names: list[bytes] = []
    values: list[bytes] = []
    at = int.from_bytes(data[8:10], endian) + 10
    for _ in range(_SECTIONS_CAP):
        kind, length = int.from_bytes(data[at : at + 2], endian), int.from_bytes(data[at + 2 : at + 4], endian)
        if length < 2:  # noqa: PLR2004  its own two bytes
            break
        inside = data[at + 4 : at + 2 + length].split(b"\0")[:_ENTRIES_CAP]
        if kind == 1:
            names = inside
        elif kind in _RICOH_VALUES:
            values = inside
        at += 2 + length
    return names, values


def _guessed(name: str) -> TraceKind:
    """What a field that a person named tells."""
    return kind_of(f"unknown:{name}") or "comment"


def _jukebox(content: Stream) -> Facts:
    """Album, people and so on as Media Jukebox writes them, in XML of a kind."""
    fields = _ELEMENT.findall(content.read(_CAP))
    pairs = ((decoded(name), decoded(value)) for name, value in fields)
    return Facts(tuple(Trace(_guessed(name), f"Media Jukebox {name}", v) for name, v in pairs if v and name in _ALBUM))


def _stereo(content: Stream) -> Facts:
    """The comment of a stereo picture, behind a header whose length stands before it."""
    data = content.read(_CAP)[len(_JPS) :]
    start = int.from_bytes(data[:2], "big") + 4
    text = decoded(data[start:])
    return Facts((Trace("comment", "JPS comment", text),) if text else ())


def _casio(content: Stream) -> Facts:
    """Casio's QV-7000SX: "2024.06.01.12.30.59"."""
    found = _DOTS.fullmatch(content.at(0x4D, 19))
    parts = [part.decode() for part in found.groups()] if found else []
    when = moment(f"{':'.join(parts[:3])} {':'.join(parts[3:])}")
    if when is None:
        return Facts()
    return Facts((Trace("time", "Casio DateTimeOriginal", when.isoformat(sep=" ")),), taken=when)


def _infiray(content: Stream) -> Facts:
    """Heat cameras of InfiRay: the serial numbers of their two sensors."""
    fields = ((0xC0, "IRSensorSerialNumber"), (0x240, "VisibleSensorSerialNumber"))
    texts = ((name, decoded(content.at(at, 32))) for at, name in fields)
    return Facts(tuple(Trace("device", f"InfiRay {name}", text) for name, text in texts if text))


def _flashpix(content: Stream) -> Facts:
    """The list of what follows in other such segments: sounds, and pictures for a small screen."""
    data = content.read(_CAP)
    if data[6:7] != b"\1":
        return Facts()
    names = (plain(found[1].decode("utf-16-le")) for found in _STREAM.finditer(data))
    return Facts(tuple(Trace("embedded", "FlashPix", name) for name in names))


def _gopro(content: Stream) -> Facts:
    """What GoPro's cameras say of themselves, written as their films' tracks are."""
    return gpmf.user_data(content.read(_CAP)[len(_GOPRO) :])


_READERS: tuple[tuple[Callable[[bytes], object], Callable[[Stream], Facts]], ...] = (
    (ciff.begins, ciff.read),
    (re.compile(rb"meta\0\0(II|MM)", re.IGNORECASE).match, _meta),
    (re.compile(rb"Ducky").match, _ducky),
    (re.compile(rb"UNICODE\0").match, _unicode),
    (re.compile(rb"ssuniqueid\0").match, _unique_id),
    (re.compile(flir.HEADER).match, flir.read),
    (re.compile(_GOPRO).match, _gopro),
    (re.compile(rb"FPXR\0").match, _flashpix),
    (re.compile(_RMETA).match, _ricoh),
    (re.compile(rb"Media Jukebox\0").match, _jukebox),
    (re.compile(_JPS).match, _stereo),
    (re.compile(rb"QVCI\0").match, _casio),
    (re.compile(rb"infisense\0").match, _infiray),
    (_PICTURE_INFO.search, _picture_info),
)
