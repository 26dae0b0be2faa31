"""GoPro's measurements (GPMF): where the camera was, which it was, and by whose clock.

Nested rows of a name of four letters, a type, the length of one value and how many there are; all numbers are
big-endian, and each row is filled up to four bytes. https://github.com/gopro/gpmf-parser
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from footprint.model import Trace
from footprint.photos.facts import Facts, decoded, merged, moment
from footprint.photos.timed.fixes import Fix, Samples, course, fix

_NUMBERS = {ord(key): f">{form}" for key, form in zip("bBsSlLfdjJ", "bBhHiIfdqQ", strict=True)}
_DEEPEST = 6
_ROWS_CAP = 4096
_FIXES_CAP = 50_000
_NO_FIX = 0
_CLOCK = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_GPS9 = ">iiiiiiiHH"
_NAMES = {"DVNM": "device", "MINF": "model", "CASN": "serial number", "FMWR": "firmware", "DVID": ""}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

Row = tuple[str, int, int, bytes]
"""Name, type, length of one value, and the values."""


def read(samples: Samples) -> Facts:
    """What a `gpmd` track gives away."""
    return merged(_facts(samples))


def _facts(samples: Samples) -> Iterator[Facts]:
    fixes: list[Fix] = []
    traces: dict[Trace, None] = {}
    empty = False
    for raw in samples.samples:
        for stream_rows in _streams(raw, 0):
            found = list(_fixes(stream_rows)) if len(fixes) < _FIXES_CAP else []
            empty = empty or any(row[0] in ("GPS5", "GPS9") for row in stream_rows)
            fixes.extend(found)
            traces.update(dict.fromkeys(_names(stream_rows)))
    yield course("GoPro track", fixes, samples, empty=empty)
    yield Facts(tuple(traces))


def user_data(raw: bytes) -> Facts:
    """The same rows where they stand in a film's header, once for the whole film."""
    return read(Samples(b"", (raw,), 1))


def rows(raw: bytes) -> Iterator[Row]:
    """The rows of one level, as far as they make sense."""
    at = 0
    for _ in range(_ROWS_CAP):
        if at + 8 > len(raw):
            return
        name, kind, size, repeat = struct.unpack_from(">4sBBH", raw, at)
        length = size * repeat
        if at + 8 + length > len(raw) or not name.isalnum():
            return
        yield name.decode("latin-1"), kind, size, raw[at + 8 : at + 8 + length]
        at += 8 + (length + 3) // 4 * 4


def _streams(raw: bytes, depth: int) -> Iterator[list[Row]]:
    """The rows of each level that are no levels themselves, together."""
    level = list(rows(raw))
    yield [row for row in level if row[1]]
    if depth < _DEEPEST:
        for _, kind, _, inner in level:
            if not kind:
                yield from _streams(inner, depth + 1)


def _names(level: list[Row]) -> Iterator[Trace]:
    for name, kind, _, raw in level:
        if kind == ord("c") and _NAMES.get(name):
            text = decoded(raw)
            if text:
                yield Trace("device", f"GoPro {_NAMES[name]}", text)


def _fixes(level: list[Row]) -> Iterator[Fix]:
    said = {name: (kind, size, raw) for name, kind, size, raw in level}
    scales = _values(*said["SCAL"]) if "SCAL" in said else []
    if "GPS5" in said and said.get("GPSF", (0, 0, b"\0\0\0\1"))[2].strip(b"\0"):
        when = _clock(decoded(said["GPSU"][2])) if "GPSU" in said else None
        numbers = _values(*said["GPS5"])
        for row in zip(*[iter(numbers)] * 5, strict=False):
            yield from _fix(row, scales, when)
    if "GPS9" in said and said["GPS9"][1] == struct.calcsize(_GPS9):
        for row in struct.iter_unpack(_GPS9, said["GPS9"][2][: len(said["GPS9"][2]) // 32 * 32]):
            if row[-1] != _NO_FIX:
                yield from _fix(row, scales, _day(row, scales))


def _fix(row: tuple[float, ...], scales: list[float], when: datetime | None) -> Iterator[Fix]:
    latitude, longitude, altitude = (_scaled(row, scales, at) for at in range(3))
    found = fix(latitude, longitude, altitude, when=when)
    if found:
        yield found


def _scaled(row: tuple[float, ...], scales: list[float], at: int) -> float:
    scale = scales[at] if at < len(scales) else scales[0] if len(scales) == 1 else 1
    return row[at] / scale if scale else 0.0


def _day(row: tuple[float, ...], scales: list[float]) -> datetime | None:
    """Days since 2000 and seconds of the day."""
    try:
        away = timedelta(days=_scaled(row, scales, 5), seconds=_scaled(row, scales, 6))
        return (_EPOCH + away).replace(microsecond=0)
    except OverflowError:
        return None


def _values(kind: int, size: int, raw: bytes) -> list[float]:
    form = _NUMBERS.get(kind)
    if form is None or not size:
        return []
    width = struct.calcsize(form)
    return [value for (value,) in struct.iter_unpack(form, raw[: len(raw) // width * width])]


def _clock(text: str) -> datetime | None:
    """A moment as the satellites give it: "240601123059.500"."""
    found = _CLOCK.match(text)
    return moment("20{}-{}-{} {}:{}:{}Z".format(*found.groups())) if found else None
