"""QuickTime's and MP4's own words: where, when, with what and by whom a film was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from footprint.model import Trace, TraceKind
from footprint.photos import xmp
from footprint.photos.boxes import EPOCH, FULL, Box, boxes, child, children
from footprint.photos.coordinates import iso6709
from footprint.photos.facts import EMPTY_GPS, Facts, decoded, degrees, merged, moment, plain, position
from footprint.photos.films.described import key_names
from footprint.photos.stream import Stream
from footprint.photos.timed import gpmf

_VALUE_CAP = 1 << 16
_YEARS = range(1990, 2100)
"""Creation times outside of these are clocks that were never set."""

_CLOCKED = {b"mvhd": "QuickTime header", b"tkhd": "QuickTime track header", b"mdhd": "QuickTime media header"}
_HANDLER_NAME = 24
_MAKERS = re.compile(
    "gopro|dji|insta360|core media|samsung|huawei|xiaomi|sony|canon|nikon|panasonic|olympus|garmin", re.IGNORECASE
)
"""Names of handlers that tell something; most are those of a program that many use."""

_ATOMS: dict[bytes, tuple[TraceKind, str]] = {
    b"\xa9mak": ("device", "make"),
    b"\xa9mod": ("device", "model"),
    b"\xa9swr": ("device", "software"),
    b"\xa9too": ("device", "encoder"),
    b"\xa9enc": ("device", "encoder"),
    b"\xa9day": ("time", "date"),
    b"\xa9aut": ("owner", "author"),
    b"\xa9ART": ("owner", "artist"),
    b"\xa9wrt": ("owner", "writer"),
    b"\xa9prd": ("owner", "producer"),
    b"\xa9cpy": ("owner", "copyright"),
    b"\xa9nam": ("comment", "title"),
    b"\xa9cmt": ("comment", "comment"),
    b"\xa9des": ("comment", "description"),
    b"\xa9inf": ("comment", "information"),
    b"auth": ("owner", "author"),
    b"perf": ("owner", "performer"),
    b"cprt": ("owner", "copyright"),
    b"titl": ("comment", "title"),
    b"dscp": ("comment", "description"),
    b"manu": ("device", "make"),
    b"modl": ("device", "model"),
    b"\xa9mdl": ("device", "model"),
    b"@mod": ("device", "model"),
    b"cmnm": ("device", "model"),
    b"@swr": ("device", "software"),
    b"FIRM": ("device", "firmware"),
    b"SNum": ("device", "serial number"),
    b"slno": ("device", "serial number"),
    b"cmid": ("device", "camera's serial number"),
    b"LENS": ("device", "lens's serial number"),
    b"date": ("time", "date"),
    b"@day": ("time", "date"),
    b"\xa9art": ("owner", "artist"),
    b"aART": ("owner", "artist"),
    b"\xa9dir": ("owner", "director"),
    b"\xa9com": ("owner", "composer"),
    b"\xa9key": ("comment", "keywords"),
    b"desc": ("comment", "description"),
    b"ldes": ("comment", "description"),
    b"name": ("comment", "track name"),
    b"kywd": ("comment", "keywords"),
    b"apID": ("owner", "account of who bought it"),
    b"purd": ("time", "date of purchase"),
    b"\xa9prf": ("person", "performers"),
    b"\xa9src": ("owner", "source"),
    b"\xa9swf": ("owner", "songwriter"),
    b"\xa9nrt": ("person", "narrator"),
    b"\xa9pub": ("owner", "publisher"),
}
_THREE_GPP = frozenset({b"auth", b"perf", b"cprt", b"titl", b"dscp"})
"""Full boxes whose text follows a packed language."""

_MAYBE_THREE_GPP = frozenset({b"manu", b"modl"})
"""The same where they begin with four NULs."""

_HASHES = {b"CAME": "hash of the serial number", b"MUID": "media identifier"}
_DEVICE = re.compile(r"<Device\b([^>]*)>")
_ATTRIBUTE = re.compile(r"\b(manufacturer|modelName|serialNo)=\"([^\"]*)\"")
_ATTRIBUTES = {"manufacturer": "make", "modelName": "model", "serialNo": "serial number"}
_CREATED = re.compile(r"<CreationDate\b[^>]*\bvalue=\"([^\"]*)\"")
_MEASURED = re.compile(r"<Item\b[^>]*\bname=\"(Latitude|Longitude)(Ref)?\"[^>]*\bvalue=\"([^\"]*)\"")
_XML_CAP = 1 << 18

_KEYS: dict[str, tuple[TraceKind, str]] = {
    "make": ("device", "make"),
    "manufacturer": ("device", "make"),
    "model": ("device", "model"),
    "software": ("device", "software"),
    "version": ("device", "software"),
    "serial": ("device", "serial number"),
    "creationdate": ("time", "creation date"),
    "author": ("owner", "author"),
    "artist": ("owner", "artist"),
    "director": ("owner", "director"),
    "producer": ("owner", "producer"),
    "copyright": ("owner", "copyright"),
    "title": ("comment", "title"),
    "displayname": ("comment", "display name"),
    "comment": ("comment", "comment"),
    "description": ("comment", "description"),
    "information": ("comment", "information"),
    "keywords": ("comment", "keywords"),
    "identifier": ("provenance", "content identifier"),
    "name": ("place", "place name"),
    "body": ("place", "place"),
    "note": ("place", "place note"),
}
"""The last word of a key such as "com.apple.quicktime.make"."""


def read(stream: Stream) -> Facts:
    """Everything that a `mvhd`, `tkhd`, `mdhd`, `hdlr`, `udta` or `meta` box gives away; the stream begins with it."""
    box = next(boxes(stream), None)
    if box is None:
        return Facts()
    if box.type in _CLOCKED:
        return _header(stream, box)
    if box.type == b"hdlr":
        return _handler(stream, box)
    return merged(_meta(stream, box) if box.type == b"meta" else _user_data(stream, box))


def _header(stream: Stream, box: Box) -> Facts:
    fields = stream.at(box.offset + box.header, 12)
    raw = fields[4:12] if fields[:1] == b"\1" else fields[4:8]
    seconds = int.from_bytes(raw, "big")
    try:
        made = EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return Facts()
    if made.year not in _YEARS:
        return Facts()
    return Facts((Trace("time", _CLOCKED[box.type], made.isoformat(sep=" ")),), taken=made)


def _handler(stream: Stream, box: Box) -> Facts:
    """Who made a track: a text that is counted in QuickTime, and ends with a NUL in MP4."""
    start = box.offset + box.header + _HANDLER_NAME
    raw = stream.at(start, min(box.end - start, _VALUE_CAP))
    name = decoded(raw[1:] if raw and raw[0] == len(raw) - 1 else raw)
    return _fact("device", "handler", name) if _MAKERS.search(name) else Facts()


def _user_data(stream: Stream, box: Box) -> Iterator[Facts]:
    for atom in children(stream, box):
        raw = stream.at(atom.offset + atom.header, min(atom.length - atom.header, _VALUE_CAP))
        if atom.type == b"meta":
            yield from _meta(stream, atom)
        elif atom.type == b"XMP_":
            yield xmp.read(stream.part(atom.offset + atom.header, atom.length - atom.header))
        elif atom.type == b"\xa9xyz":
            yield _place("QuickTime ©xyz", decoded(raw[4:]))
        elif atom.type == b"loci":
            yield _loci(raw[FULL:])
        elif atom.type == b"GPMF":
            yield gpmf.user_data(raw)
        elif atom.type in _HASHES and raw.strip(b"\0"):
            yield _fact("device", _HASHES[atom.type], raw[:32].hex())
        elif atom.type in _ATOMS:
            yield _fact(*_ATOMS[atom.type], decoded(_text(atom.type, raw)))


def _text(kind: bytes, raw: bytes) -> bytes:
    """The text of an atom, without its language and length."""
    if kind in _THREE_GPP or (kind in _MAYBE_THREE_GPP and raw[:FULL] == b"\0\0\0\0"):
        return raw[FULL + 2 :]
    return raw[4:] if kind[0] == 0xA9 else raw  # noqa: PLR2004  ©


def _meta(stream: Stream, box: Box) -> Iterator[Facts]:
    # In MP4 this is a full box, in QuickTime it is not: the box inside tells.
    skip = 0 if stream.at(box.offset + box.header + 4, 4) == b"hdlr" else FULL
    xml = child(stream, box, b"xml ", skip)
    if xml:
        yield from _xml(stream, xml)
    names = key_names(stream, box, skip)
    listing = child(stream, box, b"ilst", skip)
    for item in children(stream, listing) if listing else ():
        data = child(stream, item, b"data")
        if data is None:
            continue
        start = data.offset + data.header
        text = decoded(stream.at(start + 8, min(data.end - start - 8, _VALUE_CAP)))
        key = names.get(int.from_bytes(item.type, "big"), "")
        if key:
            yield _key(key, text if stream.at(start, 4) == b"\0\0\0\1" else "")
        elif item.type == b"\xa9xyz":
            yield _place("QuickTime ©xyz", text)
        elif item.type in _ATOMS:
            yield _fact(*_ATOMS[item.type], text)


def _xml(stream: Stream, box: Box) -> Iterator[Facts]:
    """What Sony's cameras say of a film (NonRealTimeMeta): which camera, when, and where it began."""
    start = box.offset + box.header
    text = stream.at(start, min(box.end - start, _XML_CAP)).decode("utf-8", errors="replace")
    for device in _DEVICE.findall(text):
        for name, value in _ATTRIBUTE.findall(device):
            yield _fact("device", _ATTRIBUTES[name], plain(value))
    created = _CREATED.search(text)
    if created:
        yield _fact("time", "creation date", plain(created[1]))
    said = {name + side: value for name, side, value in _MEASURED.findall(text)}
    if {"Latitude", "Longitude"} <= said.keys():
        yield _measured(said)


def _measured(said: dict[str, str]) -> Facts:
    """A position as degrees, minutes and seconds with colons between."""
    latitude, longitude = (_sixtieths(said[name]) for name in ("Latitude", "Longitude"))
    if latitude is None or longitude is None:
        return Facts((Trace("unknown", "QuickTime XML", EMPTY_GPS),))
    point = position(
        -latitude if said.get("LatitudeRef") == "S" else latitude,
        -longitude if said.get("LongitudeRef") == "W" else longitude,
    )
    if point is None:
        return Facts((Trace("unknown", "QuickTime XML", EMPTY_GPS),))
    return Facts((Trace("gps", "QuickTime XML", degrees(point)),), point)


def _sixtieths(text: str) -> float | None:
    try:
        return sum(float(part) / 60.0**place for place, part in enumerate(text.split(":")[:3]))
    except ValueError:
        return None


def _key(key: str, text: str) -> Facts:
    if key.casefold().endswith("iso6709"):
        return _place("QuickTime location", text)
    if "location" in key.casefold() and iso6709(text):
        return _place("QuickTime location", text)
    kind = _KEYS.get(key.rpartition(".")[2].casefold())
    if kind and text:
        return _fact(*kind, text)
    return Facts((Trace("unknown", "QuickTime key", plain(f"{key}: {text}" if text else key)),))


def _fact(kind: TraceKind, name: str, text: str) -> Facts:
    if not text:
        return Facts()
    taken = moment(text) if kind == "time" else None
    return Facts((Trace(kind, f"QuickTime {name}", text),), taken=taken)


def _place(where: str, text: str) -> Facts:
    point = iso6709(text)
    if point:
        return Facts((Trace("gps", where, degrees(point)),), point)
    return Facts((Trace("unknown", where, EMPTY_GPS),))


def _loci(raw: bytes) -> Facts:
    """3GPP's place: language, name, role, then longitude, latitude and altitude as 16.16 fixed point."""
    wide = raw[2:4] in (b"\xfe\xff", b"\xff\xfe")
    name, fields = _terminated(raw[2:], wide=wide)
    place = (Trace("place", "QuickTime loci", name),) if name else ()
    if len(fields) < 13:  # noqa: PLR2004  a role and three numbers of four bytes
        return Facts(place)
    longitude, latitude, altitude = (
        int.from_bytes(fields[at : at + 4], "big", signed=True) / 65_536 for at in (1, 5, 9)
    )
    point = position(latitude, longitude, altitude)
    if point is None:
        return Facts((*place, Trace("unknown", "QuickTime loci", EMPTY_GPS)))
    return Facts((*place, Trace("gps", "QuickTime loci", degrees(point))), point)


def _terminated(raw: bytes, *, wide: bool) -> tuple[str, bytes]:
    """A text that ends with a NUL, and what follows it."""
    if not wide:
        text, _, rest = raw.partition(b"\0")
        return decoded(text), rest
    end = next((at for at in range(2, len(raw) - 1, 2) if raw[at : at + 2] == b"\0\0"), len(raw))
    return decoded(raw[:end].decode("utf-16", errors="replace").encode()), raw[end + 2 :]
