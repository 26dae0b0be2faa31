"""IPTC: captions, places and names as newsrooms write them, inside Photoshop's resource blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from footprint.model import Trace, TraceKind
from footprint.photos import xmp
from footprint.photos.facts import Embedded, Facts, decoded, kind_of_words, merged, moment, plain
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import photoshop

_CAP = 1 << 24
_SIGNATURES = frozenset({b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"})
_IPTC, THUMBNAILS, _EXIF, _XMP = 0x0404, (0x0409, 0x040C), (0x0422, 0x0423), 0x0424
_NESTED = frozenset({_IPTC, *THUMBNAILS, *_EXIF, _XMP})
_THUMBNAIL_HEADER = 28
_RESOURCES_CAP, _RECORDS_CAP, _NESTED_CAP = 2_000, 5_000, 16
"""Real files have some dozens of the first two, and a few of those that are read in turn."""

_TEXT_CAP = 1 << 12

_ENVELOPE, _APPLICATION = 1, 2
_CHARSET, _PREVIEW = 90, 202
_LATIN_1 = (b"\x1b.A", b"\x1b-A")

_ENVELOPE_FIELDS: dict[int, tuple[TraceKind, str]] = {
    5: ("comment", "destination"),
    30: ("provenance", "service"),
    40: ("provenance", "envelope number"),
    50: ("provenance", "product"),
    100: ("provenance", "unique name"),
}
_FIELDS: dict[int, tuple[TraceKind, str]] = {
    5: ("comment", "title"),
    12: ("comment", "subject"),
    15: ("comment", "category"),
    20: ("comment", "category"),
    22: ("provenance", "fixture"),
    25: ("comment", "keyword"),
    26: ("place", "location code"),
    27: ("place", "location"),
    40: ("comment", "instructions"),
    45: ("provenance", "reference service"),
    50: ("provenance", "reference number"),
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
    121: ("comment", "local caption"),
    122: ("owner", "caption writer"),
    154: ("comment", "audio outcue"),
    184: ("provenance", "job"),
    185: ("provenance", "master document"),
    186: ("provenance", "short document"),
    187: ("provenance", "unique document"),
    188: ("owner", "owner"),
    230: ("comment", "notes"),
    231: ("provenance", "history"),
    232: ("device", "camera"),
    255: ("comment", "catalogue sets"),
}
PLACES = frozenset((_APPLICATION, dataset) for dataset, (kind, _) in _FIELDS.items() if kind == "place")
"""Record and dataset of what names a place."""

_DATES = {
    (_APPLICATION, 55): (60, "created"),
    (_APPLICATION, 62): (63, "digitized"),
    (_APPLICATION, 30): (35, "released"),
    (_APPLICATION, 37): (38, "expired"),
    (_APPLICATION, 47): (0, "of reference"),
    (_ENVELOPE, 70): (80, "sent"),
}
"""Record and dataset of a date → the dataset of its time, and what it is the date of."""

_TAKEN = frozenset({"created", "digitized"})


def read(stream: Stream) -> Facts:
    """Everything in a run of Photoshop resource blocks; what is cut off is left out."""
    facts: list[Facts] = []
    nested = 0
    for number, name, data in islice(resources(stream.read(_CAP)), _RESOURCES_CAP):
        nested += number in _NESTED
        if number not in _NESTED or nested <= _NESTED_CAP:
            facts.append(_resource(number, name, data))
    return merged(facts)


def resources(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, name, content) of each resource block, as long as they follow one another."""
    at = 0
    while data[at : at + 4] in _SIGNATURES:
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        letters = data[at + 6] if at + 6 < len(data) else 0
        name = data[at + 7 : at + 7 + letters]
        at += 6 + (letters + 2) // 2 * 2
        length = int.from_bytes(data[at : at + 4], "big")
        yield number, name, data[at + 4 : at + 4 + length]
        at += 4 + (length + 1) // 2 * 2


def _resource(number: int, name: bytes, data: bytes) -> Facts:
    if number == _IPTC:
        return read_records(Stream.of(data))
    if number == _XMP:
        return xmp.read(Stream.of(data))
    if number in THUMBNAILS and len(data) > _THUMBNAIL_HEADER:
        return _picture("Photoshop thumbnail", data[_THUMBNAIL_HEADER:], len(data))
    if number in _EXIF:
        return Facts(embedded=(Embedded("Photoshop", Stream.of(data)),))
    return Facts(tuple(photoshop.traces(number, name, data)))


def _picture(name: str, data: bytes, length: int) -> Facts:
    return Facts((Trace("thumbnail", name, f"{length:,} bytes"),), embedded=(Embedded(name, Stream.of(data)),))


def read_records(stream: Stream) -> Facts:
    """Everything in a run of IPTC records."""
    traces: list[Trace] = []
    dates: dict[tuple[int, int], str] = {}
    pictures: list[Facts] = []
    latin_1 = False
    for record, dataset, raw in islice(records(stream.read(_CAP)), _RECORDS_CAP):
        if (record, dataset) == (_ENVELOPE, _CHARSET):
            latin_1 = raw in _LATIN_1
        elif (record, dataset) == (_APPLICATION, _PREVIEW) and raw:
            pictures.append(_picture("IPTC preview", raw, len(raw)))
        elif record in (_ENVELOPE, _APPLICATION):
            raw = raw[:_TEXT_CAP]  # noqa: PLW2901  far fewer are shown
            text = plain(raw.split(b"\0", 1)[0].decode("latin-1")) if latin_1 else decoded(raw)
            dates.setdefault((record, dataset), text)
            kind, name = (_FIELDS if record == _APPLICATION else _ENVELOPE_FIELDS).get(dataset, ("comment", ""))
            if name and text:
                traces.append(Trace(kind_of_words(kind, text), f"IPTC {name}", text))
    return merged((_dated(traces, dates), *pictures))


def _dated(traces: list[Trace], dates: dict[tuple[int, int], str]) -> Facts:
    taken = None
    for (record, day), (clock, name) in _DATES.items():
        if found := moment(_iso(dates.get((record, day), ""), dates.get((record, clock), ""))):
            traces.append(Trace("time", f"IPTC date {name}", found.isoformat(sep=" ")))
            taken = taken or (found if name in _TAKEN else None)
    return Facts(tuple(traces), taken=taken)


def _iso(day: str, clock: str) -> str:
    """Day "20240601" and clock "123059+0100" as "2024-06-01T12:30:59+0100"."""
    text = f"{day[:4]}-{day[4:6]}-{day[6:8]}"
    return f"{text}T{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}" if clock[:6].isdigit() else text


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
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
