"""IPTC: captions, places and names as newsrooms write them, inside Photoshop's resource blocks."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.model import Trace, TraceKind
from footprint.photos import xmp
from footprint.photos.facts import Embedded, Facts, decoded, merged, moment
from footprint.photos.stream import Stream

_CAP = 1 << 24
_SIGNATURES = frozenset({b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"})
_IPTC, _THUMBNAILS, _URL, _EXIF, _XMP = 0x0404, (0x0409, 0x040C), 0x040B, (0x0422, 0x0423), 0x0424
_THUMBNAIL_HEADER = 28
_APPLICATION_RECORD = 2

_FIELDS: dict[int, tuple[TraceKind, str]] = {
    5: ("comment", "title"),
    25: ("comment", "keyword"),
    26: ("place", "location code"),
    27: ("place", "location"),
    40: ("comment", "instructions"),
    65: ("provenance", "program"),
    80: ("owner", "by-line"),
    85: ("owner", "by-line title"),
    90: ("place", "city"),
    92: ("place", "sub-location"),
    95: ("place", "province"),
    100: ("place", "country code"),
    101: ("place", "country"),
    103: ("provenance", "transmission reference"),
    105: ("comment", "headline"),
    110: ("owner", "credit"),
    115: ("owner", "source"),
    116: ("owner", "copyright"),
    118: ("owner", "contact"),
    120: ("comment", "caption"),
    122: ("owner", "caption writer"),
}
_DATES = {55: (60, "created"), 62: (63, "digitized")}
"""Dataset of a date → that of its time, and what it is the date of."""


def read(stream: Stream) -> Facts:
    """Everything in a run of Photoshop resource blocks; what is cut off is left out."""
    return merged(part for number, data in _resources(stream.read(_CAP)) if (part := _resource(number, data)))


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each resource block, as long as they follow one another."""
    at = 0
    while data[at : at + 4] in _SIGNATURES:
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] if at + 6 < len(data) else 0
        at += 6 + (name + 2) // 2 * 2
        length = int.from_bytes(data[at : at + 4], "big")
        yield number, data[at + 4 : at + 4 + length]
        at += 4 + (length + 1) // 2 * 2


def _resource(number: int, data: bytes) -> Facts | None:
    if number == _IPTC:
        return read_records(Stream.of(data))
    if number == _XMP:
        return xmp.read(Stream.of(data))
    if number in _THUMBNAILS and len(data) > _THUMBNAIL_HEADER:
        picture = Embedded("Photoshop thumbnail", Stream.of(data[_THUMBNAIL_HEADER:]))
        return Facts((Trace("thumbnail", picture.name, f"{len(data):,} bytes"),), embedded=(picture,))
    if number in _EXIF:
        return Facts(embedded=(Embedded("Photoshop", Stream.of(data)),))
    if number == _URL and (url := decoded(data)):
        return Facts((Trace("comment", "Photoshop URL", url),))
    return None


def read_records(stream: Stream) -> Facts:
    """Everything in a run of IPTC records."""
    data = stream.read(_CAP)
    traces: list[Trace] = []
    dates: dict[int, str] = {}
    for record, dataset, raw in _records(data):
        if record != _APPLICATION_RECORD:
            continue
        text = decoded(raw)
        dates.setdefault(dataset, text)
        if dataset in _FIELDS and text:
            kind, name = _FIELDS[dataset]
            traces.append(Trace(kind, f"IPTC {name}", text))
    taken = None
    for day, (clock, name) in _DATES.items():
        if found := moment(_iso(dates.get(day, ""), dates.get(clock, ""))):
            traces.append(Trace("time", f"IPTC date {name}", found.isoformat(sep=" ")))
            taken = taken or found
    return Facts(tuple(traces), taken=taken)


def _iso(day: str, clock: str) -> str:
    """Day "20240601" and clock "123059+0100" as "2024-06-01T12:30:59+0100"."""
    text = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    return f"{text}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}" if clock[:6].isdigit() else text


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(record, dataset, content) of each, as long as they follow one another."""
    at = 0
    while len(data) - at >= 5 and data[at] == 0x1C:  # noqa: PLR2004  the tag marker and its header's length
        record, dataset = data[at + 1], data[at + 2]
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:
            # An extended dataset: what stands for the length is how many bytes the length has.
            size = length & 0x7FFF
            length = int.from_bytes(data[at : at + min(size, 8)], "big")
            at += size
        yield record, dataset, data[at : at + length]
        at += length
