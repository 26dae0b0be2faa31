"""What camcorders write into the pictures themselves (MDPM, in an H.264 stream's user data): when, where, with what.

Rows of a tag and four bytes; a position takes three of them. No maker has published it; exiftool's authors found out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from footprint.model import Trace
from footprint.photos.facts import Facts, merged, moment
from footprint.photos.timed.fixes import Fix, Samples, angle, course, fix, stamp

MDPM = "MDPM"
"""The name of a block that holds such notes."""

HEAD = 1 << 13
"""How much of a picture's beginning is looked at: notes stand before the picture."""

_MARK = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66") + b"MDPM"
_ROW, _ROWS_CAP = 5, 64
_DAY, _CLOCK = 0x18, 0x19
_SOUTH, _LATITUDE, _WEST, _LONGITUDE = 0xB1, 0xB2, 0xB5, 0xB6
_MAKER = 0xE0
_MAKERS = {0x0103: "Panasonic", 0x0108: "Sony", 0x1011: "Canon", 0x1104: "JVC"}
_PART = struct.Struct(">2H")
_WHERE = "camcorder's notes in the picture"


def noted(sample: bytes) -> bool:
    """Whether a picture's beginning holds such notes."""
    return _MARK in sample


def read(samples: Samples) -> Facts:
    """What the notes give away."""
    every = [rows for raw in samples.samples if (rows := dict(_rows(raw)))]
    fixes = [found for rows in every if (found := _fix(rows))]
    times = [text for rows in every if (text := _moment(rows))]
    makers = dict.fromkeys(_MAKERS.get(int.from_bytes(rows[_MAKER][:2], "big"), "") for rows in every if _MAKER in rows)
    traces = (
        *(Trace("time", _WHERE, text) for text in times[:1]),
        *(Trace("device", _WHERE, name) for name in makers if name),
    )
    said = traces or ((Trace("unknown", _WHERE, MDPM),) if every else ())
    return merged((course(_WHERE, fixes, samples), Facts(said, taken=moment(times[0]) if times else None)))


def _rows(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = raw.find(_MARK)
    if at < 0:
        return
    # Within a stream a 3 is put in where a picture could seem to begin.
    body = raw[at + len(_MARK) :].replace(b"\0\0\3", b"\0\0")
    for start in range(1, 1 + min(body[0] if body else 0, _ROWS_CAP) * _ROW, _ROW):
        row = body[start : start + _ROW]
        if len(row) == _ROW:
            yield row[0], row[1:]


def _moment(rows: dict[int, bytes]) -> str:
    """Before the century stands a byte of the zone."""
    if not {_DAY, _CLOCK} <= rows.keys():
        return ""
    return stamp(rows[_DAY][1:] + rows[_CLOCK])


def _fix(rows: dict[int, bytes]) -> Fix | None:
    latitude, longitude = _angle(rows, _LATITUDE), _angle(rows, _LONGITUDE)
    if latitude is None or longitude is None:
        return None
    south, west = rows.get(_SOUTH, b"")[:1] == b"S", rows.get(_WEST, b"")[:1] == b"W"
    return fix(latitude, longitude, south=south, west=west, when=moment(_moment(rows)))


def _angle(rows: dict[int, bytes], tag: int) -> float | None:
    """Three rows: degrees, minutes and seconds."""
    if not {tag, tag + 1, tag + 2} <= rows.keys():
        return None
    return angle([number for place in range(3) for number in _PART.unpack(rows[tag + place])])
