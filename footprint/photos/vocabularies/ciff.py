"""CIFF: how Canon's first cameras kept what they knew, in an APP0 segment of a JPEG or as a whole file (CRW)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from struct import iter_unpack
from typing import Literal, NamedTuple

from footprint.model import Trace, TraceKind
from footprint.photos.facts import Embedded, Facts, decoded, moment
from footprint.photos.stream import Stream

_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
_HEAP, _HEADER = b"HEAP", 14
_ROW, _POINTER, _COUNT = 10, 4, 2
_DIRECTORIES_CAP, _ROWS_CAP, _VALUE_CAP = 32, 500, 512
_NESTED = frozenset({0x2800, 0x3000})
_IN_ROW, _TAG, _TYPE = 0x4000, 0x3FFF, 0x3800

_TEXTS: dict[int, tuple[TraceKind, str]] = {
    0x0805: ("comment", "UserComment"),
    0x0810: ("owner", "OwnerName"),
    0x0816: ("provenance", "OriginalFileName"),
    0x0817: ("provenance", "ThumbnailFileName"),
    0x080A: ("device", "Make"),
    0x080B: ("device", "FirmwareVersion"),
}
_SERIAL, _MOMENT = 0x180B, 0x180E
_PICTURES = {0x2007: "preview", 0x2008: "thumbnail"}


class _Row(NamedTuple):
    tag: int
    offset: int
    length: int


def begins(head: bytes) -> bool:
    """Whether something that begins so is CIFF."""
    return head[:2] in _ORDERS and head[6:10] == _HEAP


def read(stream: Stream) -> Facts:
    """Everything telling in a CIFF structure. Never raises for its content."""
    head = stream.at(0, _HEADER)
    if not begins(head):
        return Facts()
    endian = _ORDERS[head[:2]]
    traces: list[Trace] = []
    embedded: list[Embedded] = []
    taken = None
    for row in _rows(stream, int.from_bytes(head[2:6], endian), endian):
        raw = stream.at(row.offset, min(row.length, _VALUE_CAP))
        if row.tag in _TEXTS and (text := decoded(raw)):
            kind, name = _TEXTS[row.tag]
            traces.append(Trace(kind, f"CIFF {name}", text))
        elif row.tag == _SERIAL and (number := int.from_bytes(raw[:4], endian)):
            traces.append(Trace("device", "CIFF SerialNumber", f"{number:010}"))
        elif row.tag == _MOMENT and (when := _moment(int.from_bytes(raw[:4], endian))):
            traces.append(Trace("time", "CIFF DateTimeOriginal", when))
            taken = taken or moment(when)
        elif row.tag in _PICTURES and row.length > len(raw):
            where = f"CIFF {_PICTURES[row.tag]}"
            traces.append(Trace("thumbnail", where, f"{row.length:,} bytes"))
            embedded.append(Embedded(where, stream.part(row.offset, row.length)))
    return Facts(tuple(traces), taken=taken, embedded=tuple(embedded))


def _moment(seconds: int) -> str:
    """Seconds since 1970 by the camera's own clock, which knows no zone."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S") if seconds else ""


def _rows(stream: Stream, start: int, endian: Literal["little", "big"]) -> Iterator[_Row]:
    """Every value of every directory: one stands at the end of its block, and its last four bytes say where."""
    waiting = [(start, stream.size - start)]
    for _ in range(_DIRECTORIES_CAP):
        if not waiting:
            return
        block, size = waiting.pop()
        table = block + int.from_bytes(stream.at(block + size - _POINTER, _POINTER), endian)
        count = min(int.from_bytes(stream.at(table, _COUNT), endian), _ROWS_CAP)
        raw = stream.at(table + _COUNT, count * _ROW)
        code = "<HII" if endian == "little" else ">HII"
        for number, (tag, length, pointer) in enumerate(iter_unpack(code, raw[: len(raw) // _ROW * _ROW])):
            if tag & _IN_ROW:
                yield _Row(tag & _TAG, table + _COUNT + number * _ROW + 2, 8)
            elif tag & _TYPE in _NESTED:
                waiting.append((block + pointer, length))
            else:
                yield _Row(tag & _TAG, block + pointer, length)
