"""FLIR: what heat cameras write into segments of their own: a position, serial numbers, the moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from struct import unpack

from footprint.model import Point, Trace
from footprint.photos.facts import Facts, decoded, degrees, moment, position
from footprint.photos.stream import Stream

HEADER = b"FLIR\0\1"
_START, _CAP = 8, 1 << 22
_DIRECTORY, _ROW, _ROWS_CAP = 0x18, 32, 200
_CAMERA, _GPS = 0x20, 0x2B
_TEXTS = (
    (0xD4, 32, "Model"),
    (0x104, 16, "SerialNumber"),
    (0x170, 32, "LensModel"),
    (0x1A0, 16, "LensSerialNumber"),
    (0x21C, 32, "FilterSerialNumber"),
)
_MOMENT = 0x384


def read(content: Stream) -> Facts:
    """Everything telling in such a segment, or in several joined. Never raises for its content.

    Where the data goes on in segments that are not joined, what lies there is not seen.
    """
    data = content.read(_CAP)[_START:]
    if data[:4] not in (b"FFF\0", b"AFF\0"):
        return Facts()
    traces: list[Trace] = []
    location, taken = None, None
    for kind, raw in _records(data):
        if kind == _CAMERA:
            traces += _camera(raw)
            when = _moment(raw)
            traces += [Trace("time", "FLIR DateTimeOriginal", when.isoformat(sep=" "))] if when else []
            taken = taken or when
        elif kind == _GPS and (point := _position(raw)):
            traces.append(Trace("gps", "FLIR GPS", degrees(point)))
            location = location or point
    return Facts(tuple(traces), location, taken)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each, in whichever order the header's version makes sense."""
    order = ">" if int.from_bytes(data[0x14:0x18], "big") in range(100, 200) else "<"
    head = data[_DIRECTORY : _DIRECTORY + 8]
    if len(head) < 8:  # noqa: PLR2004  two numbers
        return
    start, count = unpack(f"{order}2I", head)
    for number in range(min(count, _ROWS_CAP)):
        row = data[start + number * _ROW : start + (number + 1) * _ROW]
        if len(row) == _ROW:
            kind, at, length = unpack(f"{order}H10xII12x", row)
            yield kind, data[at : at + length]


def _camera(raw: bytes) -> Iterator[Trace]:
    for at, length, name in _TEXTS:
        if text := decoded(raw[at : at + length]):
            yield Trace("device", f"FLIR {name}", text)


def _moment(raw: bytes) -> datetime | None:
    """Seconds since 1970, in the order in which the record's first number is 2."""
    order = "<" if raw[:2] == b"\2\0" else ">"
    cell = raw[_MOMENT : _MOMENT + 10]
    if len(cell) < 10:  # noqa: PLR2004  seconds, milliseconds, the zone
        return None
    seconds, _, west = unpack(f"{order}IIh", cell)
    if not seconds:
        return None
    return moment(datetime.fromtimestamp(seconds - west * 60, UTC).strftime("%Y-%m-%d %H:%M:%S"))


def _position(raw: bytes) -> Point | None:
    """Latitude, longitude and height, where the first number says that they are valid."""
    if len(raw) < 0x24 or raw[:4] not in (b"\1\0\0\0", b"\0\0\0\1"):  # noqa: PLR2004  where the height ends
        return None
    order = "<" if raw[0] else ">"
    latitude, longitude, altitude = unpack(f"{order}ddf", raw[0x10:0x24])
    return position(latitude, longitude, altitude)
