"""EXIF: where and when a picture was taken, with what and by whom. Reads an EXIF block or a whole TIFF file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import isfinite

from footprint.errors import Unreadable
from footprint.model import Point, Trace, TraceKind
from footprint.photos import makernotes, xmp
from footprint.photos.exif_names import MORE_TEXTS, NUMBERS, OPAQUE, opaque, shown_numbers
from footprint.photos.facts import (
    EMPTY_GPS,
    Embedded,
    Facts,
    decoded,
    degrees,
    kind_of_words,
    merged,
    moment,
    plain,
    position,
)
from footprint.photos.ifd import INTEGERS, POINTERS, RATIONAL, SRATIONAL, Directories, Entry
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import geotiff, iptc

ORIENTATION = 0x0112
_UPRIGHT, _LAST = 1, 8

_TEXTS: dict[int, tuple[TraceKind, str]] = MORE_TEXTS | {
    0x000B: ("provenance", "ProcessingSoftware"),
    0x010D: ("comment", "DocumentName"),
    0x010E: ("comment", "ImageDescription"),
    0x010F: ("device", "Make"),
    0x0110: ("device", "Model"),
    0x0131: ("device", "Software"),
    0x013B: ("owner", "Artist"),
    0x013C: ("device", "HostComputer"),
    0x8298: ("owner", "Copyright"),
    0x9286: ("comment", "UserComment"),
    0x9C9B: ("comment", "XPTitle"),
    0x9C9C: ("comment", "XPComment"),
    0x9C9D: ("owner", "XPAuthor"),
    0x9C9E: ("comment", "XPKeywords"),
    0x9C9F: ("comment", "XPSubject"),
    0xA420: ("provenance", "ImageUniqueID"),
    0xA430: ("owner", "CameraOwnerName"),
    0xA431: ("device", "BodySerialNumber"),
    0xA433: ("device", "LensMake"),
    0xA434: ("device", "LensModel"),
    0xA435: ("device", "LensSerialNumber"),
    0xA436: ("comment", "ImageTitle"),
    0xA437: ("owner", "Photographer"),
    0xA438: ("owner", "ImageEditor"),
    0xA439: ("device", "CameraFirmware"),
    0xA43A: ("provenance", "RAWDevelopingSoftware"),
    0xA43B: ("provenance", "ImageEditingSoftware"),
    0xA43C: ("provenance", "MetadataEditingSoftware"),
    0xC614: ("device", "UniqueCameraModel"),
    0xC62F: ("device", "CameraSerialNumber"),
    0xC68B: ("provenance", "OriginalRawFileName"),
}
_WIDE = range(0x9C9B, 0x9CA0)
"""Windows writes these in UTF-16, little-endian whatever the rest is."""

_TIMES = {
    0x9003: ("EXIF DateTimeOriginal", 0x9011),
    0x9004: ("EXIF DateTimeDigitized", 0x9012),
    0x0132: ("EXIF DateTime", 0x9010),
}
"""Tag → its trace and the tag with its time zone; the best moment first."""

_MOMENTS = frozenset({*_TIMES, *(zone for _, zone in _TIMES.values())})
_MAKER_NOTES = {0x927C: makernotes.read, 0xC634: makernotes.read_private}
"""The second is where a DNG file keeps the one of the camera it was made from."""

_NESTED: dict[int, Callable[[Stream], Facts]] = {0x02BC: xmp.read, 0x83BB: iptc.read_records, 0x8649: iptc.read}
_BEYOND_NOTE = 1 << 30
"""Bytes behind a maker note's beginning that its offsets may point at: previews can lie far behind it."""

_SUBFILE, _STRIPS, _TILES, _JPEG, _JPEG_LENGTH = 0x00FE, 0x0111, 0x0144, 0x0201, 0x0202
_PICTURES = {_SUBFILE, _STRIPS, _TILES, _JPEG, _JPEG_LENGTH}
_REDUCED = 1
"""In a subfile's type: a smaller copy of another picture."""

_PROCESSING, _AREA, _GPS_TIME, _GPS_DATE = 0x1B, 0x1C, 0x07, 0x1D
_HERE, _DESTINATION = (0x01, 0x02, 0x03, 0x04), (0x13, 0x14, 0x15, 0x16)
_ALTITUDE_REF, _ALTITUDE = 0x05, 0x06
_CHARSETS = frozenset({b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8})
_WANTED = frozenset(
    {*_TEXTS, *_MOMENTS, *_PICTURES, *_NESTED, *_MAKER_NOTES, *geotiff.TAGS, *NUMBERS, *OPAQUE, *POINTERS}
)
"""All that is understood in the directories, that of GPS aside."""

_FRACTIONS = frozenset({RATIONAL, SRATIONAL})
_TEXT_CAP = 1 << 12
"""As many bytes of a text are read; far fewer are shown."""

_NESTED_CAP, _NESTED_BYTES_CAP = 8, 1 << 24
"""XMP and IPTC blocks inside that are read, and what they have in all: real files have one of each."""


@dataclass(slots=True)
class _Seen:
    """What one pass over the directories collects."""

    traces: list[Trace] = field(default_factory=list)
    times: dict[int, bytes] = field(default_factory=dict)
    gps: dict[int, Entry] = field(default_factory=dict)
    geo: dict[int, Entry] = field(default_factory=dict)
    pictures: dict[str, dict[int, int]] = field(default_factory=dict)
    nested: list[Facts] = field(default_factory=list)
    nested_left: int = _NESTED_BYTES_CAP
    has_gps: bool = False
    problem: str | None = None

    def add(self, kind: TraceKind, name: str, value: str) -> None:
        """Note a trace, unless there is nothing in it."""
        if value:
            self.traces.append(Trace(kind, f"EXIF {name}", value))


def read(stream: Stream) -> Facts:
    """Everything that an EXIF block gives away. Never raises for its content: the problem says what was damaged."""
    try:
        directories = Directories(stream)
    except Unreadable as error:
        return Facts(problem=str(error))
    seen = _Seen()
    try:
        for name, entries in directories.walk(_WANTED):
            if name == "GPS":
                _note_gps(entries, seen)
            else:
                _note(entries, directories, seen)
    except Unreadable as error:
        seen.problem = str(error)
    location = _gps(directories, seen)
    by_satellite = _gps_time(directories, seen)
    if by_satellite:
        seen.add("time", "GPS time", by_satellite.isoformat(sep=" "))
    original, digitized, changed = _times(seen)
    taken = original or digitized or by_satellite
    pictures = tuple(_pictures(directories, seen))
    own = Facts(tuple(seen.traces), location, taken, changed, pictures, seen.problem)
    nested = [_geo(directories, seen), *seen.nested] if seen.geo else seen.nested
    return merged((own, *nested))


def _geo(directories: Directories, seen: _Seen) -> Facts:
    """Where a map lies."""
    numbers = {tag: directories.numbers(entry) for tag, entry in seen.geo.items()}
    names = seen.geo.get(geotiff.TEXTS)
    return geotiff.read(numbers, decoded(directories.value(names, _TEXT_CAP)) if names else "")


def orientation(stream: Stream) -> int:
    """How the picture is to be turned, 1 to 8; 1 where the block does not say."""
    return said_orientation(stream) or _UPRIGHT


def said_orientation(stream: Stream) -> int:
    """What the block says of how the picture is to be turned: 1 to 8, where viewers understand it; 0 for nothing."""
    try:
        directories = Directories(stream)
        for entry in directories.entries():
            if entry.tag == ORIENTATION and entry.ifd == "0" and entry.kind in INTEGERS:
                value = (directories.numbers(entry) or [0])[0]
                return int(value) if _UPRIGHT <= value <= _LAST else _UPRIGHT
    except Unreadable:
        return 0
    return 0


def raw_positions(stream: Stream) -> Iterator[bytes]:
    """The bytes of every latitude and longitude, as they stand: none may be left in a cleaned copy."""
    try:
        directories = Directories(stream)
        for entry in directories.entries():
            told = entry.ifd == "GPS" and entry.tag in (*_HERE, *_DESTINATION)
            if (told or entry.tag in geotiff.CORNERS) and entry.length > 8:  # noqa: PLR2004  too short to tell
                yield directories.value(entry)
    except Unreadable:
        return


def _note_gps(entries: list[Entry], seen: _Seen) -> None:
    """The first of each tag counts."""
    seen.has_gps = seen.has_gps or bool(entries)
    seen.gps = {entry.tag: entry for entry in reversed(entries)} | seen.gps


def _note(entries: list[Entry], directories: Directories, seen: _Seen) -> None:
    big_endian = directories.big_endian
    for entry in entries:
        tag = entry.tag
        if tag in _TEXTS:
            trace = _told(tag, _text_of(entry, directories, seen), big_endian)
            if trace:
                seen.traces.append(trace)
        elif tag in _MOMENTS:
            seen.times.setdefault(tag, _text_of(entry, directories, seen))
        elif tag in _PICTURES:
            first = directories.numbers(entry)
            seen.pictures.setdefault(entry.ifd, {}).setdefault(tag, int(first[0]) if first else 0)
        elif tag in _MAKER_NOTES:
            _maker_note(entry, directories, seen)
        else:
            _note_rare(entry, directories, seen)


def _note_rare(entry: Entry, directories: Directories, seen: _Seen) -> None:
    """What scanners, maps, editors and newsrooms add."""
    tag = entry.tag
    if tag in geotiff.TAGS:
        seen.geo.setdefault(tag, entry)
    elif tag in NUMBERS:
        kind, name = NUMBERS[tag]
        seen.add(kind, name, shown_numbers(tag, directories.numbers(entry)))
    elif tag in OPAQUE:
        seen.add("unknown", OPAQUE[tag], opaque(tag, directories.value(entry, _TEXT_CAP), entry.length))
    elif tag in _NESTED and len(seen.nested) < _NESTED_CAP:
        raw = directories.value(entry, seen.nested_left)
        seen.nested_left -= len(raw)
        seen.nested.append(_NESTED[tag](Stream.of(raw)))
        if len(raw) < entry.length and directories.whole(entry):
            seen.problem = "The file has more metadata than any real one; not all of it was read."


def _maker_note(entry: Entry, directories: Directories, seen: _Seen) -> None:
    """Read what the camera's maker wrote; a few of them, for a real file has one."""
    if len(seen.nested) < _NESTED_CAP:
        camera = {trace.where: trace.value for trace in seen.traces}
        facts = _MAKER_NOTES[entry.tag](
            directories.part(0, entry.offset + _BEYOND_NOTE),
            entry.offset,
            entry.length,
            make=camera.get("EXIF Make", ""),
            model=camera.get("EXIF Model", ""),
            big_endian=directories.big_endian,
        )
        seen.nested.append(facts)


def _text_of(entry: Entry, directories: Directories, seen: _Seen) -> bytes:
    """The bytes of a text; none where fractions stand in its place."""
    if entry.kind in _FRACTIONS:
        return b""
    raw = directories.value(entry, _TEXT_CAP)
    if len(raw) < entry.length and not directories.whole(entry):
        seen.problem = "The EXIF block is damaged: a value lies outside of it."
    return raw


@lru_cache(maxsize=1024)
def _told(tag: int, raw: bytes, big_endian: bool) -> Trace | None:  # noqa: FBT001  a cache knows arguments by position
    """The trace of a text; None where there is nothing in it. A library says the same few things in every photo."""
    kind, name = _TEXTS[tag]
    wide = tag in _WIDE
    text = plain(raw.decode("utf-16-le", errors="replace").rstrip("\0")) if wide else _text(raw, big_endian=big_endian)
    return Trace(kind_of_words(kind, text), f"EXIF {name}", text) if text else None


def _text(raw: bytes, *, big_endian: bool) -> str:
    """A text; its first 8 bytes may name its encoding."""
    charset, text = raw[:8], raw[8:]
    if charset not in _CHARSETS:
        return decoded(raw)
    if charset == b"UNICODE\0":
        return plain(text.decode("utf-16-be" if big_endian else "utf-16-le", errors="replace").rstrip("\0"))
    if charset.startswith(b"JIS"):
        return plain(text.decode("iso2022_jp", errors="replace").rstrip("\0"))
    return decoded(text)


def _times(seen: _Seen) -> list[datetime | None]:
    """The moments in the order of `_TIMES`; each one is a trace."""
    moments: list[datetime | None] = []
    for tag, (where, zone) in _TIMES.items():
        raw = seen.times.get(tag)
        when, value = _when(raw, seen.times.get(zone, b"")) if raw else (None, "")
        moments.append(when)
        if value:
            seen.traces.append(Trace("time", where, value))
    return moments


@lru_cache(maxsize=16)
def _when(raw: bytes, zone: bytes) -> tuple[datetime | None, str]:
    """A moment, and how it is shown. Most photos hold the same one three times."""
    when = moment(decoded(raw), _zone(zone))
    return when, when.isoformat(sep=" ") if when else ""


@lru_cache(maxsize=128)
def _zone(raw: bytes) -> str:
    return decoded(raw)


def _gps(directories: Directories, seen: _Seen) -> Point | None:
    if not seen.has_gps:
        return None
    here = _point(directories, seen, _HERE)
    there = _point(directories, seen, _DESTINATION) if _DESTINATION[0] in seen.gps else None
    if here:
        seen.add("gps", "GPS", degrees(here))
    else:
        seen.add("unknown", "GPS", EMPTY_GPS)
    if there:
        seen.add("gps", "GPS destination", degrees(there))
    for tag, name in ((_AREA, "GPS area"), (_PROCESSING, "GPS processing method")):
        if tag in seen.gps:
            text = _text(_text_of(seen.gps[tag], directories, seen), big_endian=directories.big_endian)
            seen.add("place" if tag == _AREA else "device", name, text)
    return here


def _point(directories: Directories, seen: _Seen, tags: tuple[int, int, int, int]) -> Point | None:
    """A position from its four tags. Without a hemisphere, or with a denominator of zero, it is none."""
    latitude = _angle(directories, seen.gps.get(tags[0]), seen.gps.get(tags[1]), b"NS")
    longitude = _angle(directories, seen.gps.get(tags[2]), seen.gps.get(tags[3]), b"EW")
    if latitude is None or longitude is None:
        return None
    return position(latitude, longitude, _altitude(directories, seen) if tags is _HERE else None)


def _angle(directories: Directories, hemisphere: Entry | None, entry: Entry | None, letters: bytes) -> float | None:
    if hemisphere is None or entry is None:
        return None
    letter = directories.value(hemisphere, 1).upper()
    angle = directories.fraction(entry)
    if not letter or letter not in letters or not isfinite(angle):
        return None
    return -abs(angle) if letter == letters[1:] else angle


def _altitude(directories: Directories, seen: _Seen) -> float | None:
    if _ALTITUDE not in seen.gps:
        return None
    numbers = directories.numbers(seen.gps[_ALTITUDE])
    if not numbers or not isfinite(numbers[0]):
        return None
    below = _ALTITUDE_REF in seen.gps and directories.value(seen.gps[_ALTITUDE_REF], 1) == b"\1"
    return -abs(numbers[0]) if below else numbers[0]


def _gps_time(directories: Directories, seen: _Seen) -> datetime | None:
    if _GPS_DATE not in seen.gps:
        return None
    day = _day(directories.value(seen.gps[_GPS_DATE], _TEXT_CAP))
    clock = directories.numbers(seen.gps[_GPS_TIME])[:3] if _GPS_TIME in seen.gps else []
    if len(clock) == 3 and isfinite(sum(clock)):  # noqa: PLR2004  hours, minutes, seconds
        hour, minute, second = map(int, clock)
        return moment(f"{day} {hour:02}:{minute:02}:{second:02}", "+00:00")
    return moment(day)


@lru_cache(maxsize=16)
def _day(raw: bytes) -> str:
    """A day as text. Photos that follow one another are mostly of the same."""
    return decoded(raw)


def _pictures(directories: Directories, seen: _Seen) -> Iterator[Embedded]:
    """The small pictures inside, each a trace: they may show what was cut away from the large one."""
    # Where the first directory has a picture it is a TIFF file, in which further ones are its pages.
    paged = not {_STRIPS, _TILES}.isdisjoint(seen.pictures.get("0", ()))
    for ifd, tags in seen.pictures.items():
        name = "thumbnail" if ifd == "1" else "second picture"
        start, length = tags.get(_JPEG, 0), tags.get(_JPEG_LENGTH, 0)
        if start and length:
            seen.add("thumbnail", name, f"{length:,} bytes")
            yield Embedded(f"EXIF {name}", directories.part(start, length))
        elif _STRIPS in tags and ifd not in ("0", "EXIF") and (not paged or tags.get(_SUBFILE, 0) & _REDUCED):
            seen.add("thumbnail", name, "a picture without compression")
