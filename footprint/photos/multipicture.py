"""Several pictures in one file: their index (CIPA DC-007), and the directory that gain maps and films are found by.

What a cleaned copy needs of these is written anew, with nothing in it but what its own parts are and how long.
Sources: CIPA DC-007-2009, "Ultra HDR Image Format v1.1" and "Motion Photo format 1.0" (developer.android.com).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from footprint.errors import Unreadable
from footprint.photos import markup
from footprint.photos.ifd import Directories
from footprint.photos.stream import Stream

GAIN_MAP_NUMBERS = "gain map numbers"
"""The name of the segment in which a gain map says how it is to be used (ISO 21496-1)."""

GAIN_MAP_VERSION = "gain map version"
"""The name of the one in which the first picture says that there is a gain map."""

_ENTRIES = 0xB002
_ENTRY, _ENTRIES_CAP = 16, 1000
_PRIMARY = 0x030000
_TYPE = 0x00FFFFFF
"""The bits of an entry that say what kind of picture it is; the others are of dependence and of data format."""

_APPLE = b"urn:com:apple:photo:2020:aux:hdrgainmap"
_HDRGM = b"http://ns.adobe.com/hdr-gain-map/1.0/"
_REQUIRED = b"GainMapMax"
_ITEM = '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="{0}" Item:Mime="{1}"{2}/></rdf:li>'
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"'
    ' xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"'
    ' xmlns:Container="http://ns.google.com/photos/1.0/container/"'
    ' xmlns:Item="http://ns.google.com/photos/1.0/container/item/"{fields}>'
    "<Container:Directory><rdf:Seq>{items}</rdf:Seq></Container:Directory>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DIRECTORY = "{http://ns.google.com/photos/1.0/container/}Directory"
_SPACES = (b"http://ns.google.com/photos/1.0/container/", b"http://ns.google.com/photos/1.0/camera/")
_MOTION = re.compile(r"\{http://ns\.google\.com/photos/1\.0/camera/\}(MotionPhoto|MicroVideo).*")
_GAIN_MAP_FIELDS = ' hdrgm:Version="1.0"'
_MOTION_FIELDS = (
    ' GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1" GCamera:MotionPhotoPresentationTimestampUs="-1"'
    ' GCamera:MicroVideo="1" GCamera:MicroVideoVersion="1" GCamera:MicroVideoOffset="{0}"'
    ' GCamera:MicroVideoPresentationTimestampUs="-1"'
)
_GAIN_MAP = re.compile(rb'Item:Semantic="GainMap" Item:Mime="image/jpeg" Item:Length="([0-9]{1,12})"')
_FILM = re.compile(rb'Item:Semantic="MotionPhoto" Item:Mime="(video/(?:mp4|quicktime))" Item:Length="([0-9]{1,12})"')


class Listed(NamedTuple):
    """A picture that an index names. `kind` is its number for what it is; 0 says nothing."""

    offset: int
    length: int
    kind: int


def listed(index: Stream, at: int) -> Iterator[Listed]:
    """The pictures that an index names, the first among them; nothing where it is damaged.

    Args:
        index: a TIFF structure.
        at: where it begins in the file: offsets count from there, but for the first picture's.
    """
    try:
        directories = Directories(index)
        order = "big" if directories.big_endian else "little"
        raw = next((directories.value(entry) for entry in directories.entries() if entry.tag == _ENTRIES), b"")
    except Unreadable:
        return
    for start in range(0, min(len(raw), _ENTRY * _ENTRIES_CAP) - _ENTRY + 1, _ENTRY):
        kind, length, offset = (int.from_bytes(raw[start + n : start + n + 4], order) for n in (0, 4, 8))  # type: ignore[arg-type]
        yield Listed(at + offset if offset else 0, length, kind & _TYPE)


def index(pictures: Sequence[Listed], at: int) -> bytes:
    """An index of pictures, the first one first. `at` is where it will begin in the file."""
    head = b"MM\0*" + (8).to_bytes(4, "big")
    rows = (
        (0xB000, 7, 4, b"0100"),
        (0xB001, 4, 1, len(pictures).to_bytes(4, "big")),
        (_ENTRIES, 7, _ENTRY * len(pictures), (8 + 2 + 3 * 12 + 4).to_bytes(4, "big")),
    )
    directory = len(rows).to_bytes(2, "big") + b"".join(
        tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + count.to_bytes(4, "big") + value
        for tag, kind, count, value in rows
    )
    entries = b"".join(
        (one.kind or (0 if number else _PRIMARY)).to_bytes(4, "big")
        + one.length.to_bytes(4, "big")
        + (one.offset - at if number else 0).to_bytes(4, "big")
        + bytes(4)
        for number, one in enumerate(pictures)
    )
    return head + directory + bytes(4) + entries


def tells_of_gain_map(packet: bytes) -> bool:
    """Whether a picture with this XMP packet is a gain map."""
    return _APPLE in packet or (_HDRGM in packet and _REQUIRED in packet)


def needs_directory(picture: bytes) -> bool:
    """Whether viewers look for this gain map in the directory, and not in the index alone."""
    return _HDRGM in picture and _REQUIRED in picture


def directory(gain_map: int = 0, film: int = 0, mime: str = "video/mp4") -> bytes:
    """An XMP packet that says how long the gain map and the film behind the picture are; 0 for none."""
    items = [_ITEM.format("Primary", "image/jpeg", "")]
    fields = ""
    if gain_map:
        fields += _GAIN_MAP_FIELDS
        items.append(_ITEM.format("GainMap", "image/jpeg", f' Item:Length="{gain_map}"'))
    if film:
        fields += _MOTION_FIELDS.format(film)
        items.append(_ITEM.format("MotionPhoto", mime, f' Item:Length="{film}"'))
    return _PACKET.format(fields=fields, items="".join(items)).encode()


def is_directory(packet: bytes) -> bool:
    """Whether a packet is a directory as written here, and nothing besides."""
    gain_map, film = _GAIN_MAP.search(packet), _FILM.search(packet)
    if not gain_map and not film:
        return False
    mime = film[1].decode() if film else ""
    return packet == directory(int(gain_map[1]) if gain_map else 0, int(film[2]) if film else 0, mime)


def updated(packet: bytes, fresh: bytes) -> bytes:
    """An XMP packet that says of what lies behind the picture what `fresh` says, and all else as before.

    Args:
        packet: of the original; as it is where it says nothing of the kind, or is damaged.
        fresh: a directory; empty where nothing is left behind the picture.
    """
    if not fresh and not any(space in packet for space in _SPACES):
        return packet
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if not markup.bounded(packet):
        return packet
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t\xef\xbb\xbf"), parser)
    except etree.XMLSyntaxError:
        return packet
    descriptions = root.find(f".//{_RDF}RDF")
    if descriptions is None:
        return packet
    for description in descriptions:
        for child in [c for c in description if c.tag == _DIRECTORY or _MOTION.fullmatch(str(c.tag))]:
            description.remove(child)
        for name in [name for name in description.attrib if _MOTION.fullmatch(str(name))]:
            del description.attrib[name]
    if fresh:
        description = etree.fromstring(fresh, parser)[0][0]
        version = f"{{{_HDRGM.decode()}}}Version"
        if any(version in other.attrib or other.find(version) is not None for other in descriptions):
            description.attrib.pop(version, None)
        descriptions.append(description)
    written: bytes = etree.tostring(root, encoding="utf-8")
    return written
