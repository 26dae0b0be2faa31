"""PDF: who made it, with what and when, its XMP, the pictures and files in it. Read only, and never drawn.

The file is walked from object to object without its own table of them: so what an older version of it said is found
too. Streams are passed over by their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.cos import date, pairs, text
from footprint.photos.deflated import inflated
from footprint.photos.facts import degrees, position
from footprint.photos.stream import Stream

_BEGINS = re.compile(rb"[\0-\x20\xef\xbb\xbf]{0,64}%PDF-\d")
_STREAM = re.compile(rb"(?<!end)stream(?=[\r\n])(?:\r\n|\n|\r)")
_END = re.compile(rb"endstream")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\d|\s+\d+\s+R)")
_AFTER = 20
_FLATE = re.compile(rb"/FlateDecode\b|/Fl\b")
_METADATA = re.compile(rb"/Type\s*/Metadata\b|/Subtype\s*/XML\b")
_PACKET = re.compile(rb"<\?xpacket|<x:x[am]pmeta|<rdf:RDF|W\0?5\0?M\0?0\0?")
_TRIGGER = re.compile(
    rb"/(?:Author|Creator|Producer|Title|CreationDate|ModDate|Company|GPTS|Annot|Sig|Filespec|EF|Encrypt)(?![A-Za-z])"
    rb"|/T\s*[(<]"
)
_GPTS = re.compile(rb"/GPTS\s*\[([^\]]{0,1000})\]")
_NUMBER_PAIRS = re.compile(rb"[+-]?\d*\.?\d+")

_FIRST_GAP, _GAP = 1 << 12, 1 << 20
_OBJECT_CAP = 1 << 16
_STREAMS_CAP, _OBJECTS_CAP, _TOLD_CAP = 100_000, 20_000, 400
_SEARCHED_CAP, _INFLATED_CAP, _PACKED_CAP = 1 << 29, 1 << 26, 1 << 24
_INFO = frozenset({"Author", "Creator", "Producer", "Title", "CreationDate", "ModDate", "Company"})
_NO_INFO = frozenset(
    {"Type", "Subtype", "S", "Parent", "Dest", "Next", "Prev", "First", "Kids", "ByteRange", "FT", "EF", "Root"}
)
_DATES = frozenset({"CreationDate", "ModDate", "M", "SourceModified"})
_SILENT = frozenset({"Trapped", "PTEX.Fullbanner", "ID", "Contents"})
_SIGNATURE = {
    "Name": "name of the signer",
    "Location": "location of the signature",
    "ContactInfo": "contact",
    "Reason": "reason of the signature",
    "M": "date of the signature",
}
_NOTE = {"T": "comment by", "Contents": "comment", "CreationDate": "date of a comment", "M": "date of a comment"}
_ATTACHED = {
    "F": "name of an attached file",
    "UF": "name of an attached file",
    "Desc": "description of an attached file",
}

_TOO_MUCH = "The PDF has more in it than is ever read; not all of it was looked at."
PROTECTED = "The PDF is protected with a password or against changes: who made it, and much else in it, cannot be read."

_MARKER, _SILENT_SEGMENTS = 0xFF, frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile, Adobe's colours."""

_SEGMENTS_CAP = 40


@dataclass(slots=True)
class _Walk:
    """What is known half-way through a file."""

    stream: Stream
    told: dict[tuple[str, str], None] = field(default_factory=dict)
    encrypted: bool = False
    objects: int = 0
    searched: int = 0
    inflated: int = 0
    full: bool = False
    cut_off: bool = False


class Pdf(Format):
    """PDF documents."""

    name: ClassVar[str] = "PDF"
    instead: ClassVar[str] = (
        "PDF files cannot be cleaned. Take the pictures out of it and clean those, or print it to a new PDF: that "
        "leaves most of this behind. The original is as it was."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it begins with its signature, before which blanks may stand."""
        return _BEGINS.match(head) is not None

    def split(self, stream: Stream) -> Iterator[Block]:
        """XMP, pictures and files as they come; at the end what the objects say, each thing once."""
        walk = _Walk(stream)
        yield Block(BlockKind.IMAGE, 0, stream.size, "PDF")
        yield from _streams(walk)
        if not walk.encrypted:
            for word, value in walk.told:
                yield Block(BlockKind.TEXT, 0, stream.size, f"PDF {word}", payload=value.encode(errors="replace"))
        if walk.encrypted:
            raise Unreadable(PROTECTED)
        if walk.full:
            raise Unreadable(_TOO_MUCH)
        if walk.cut_off:
            raise Unreadable("The PDF is cut off, or damaged near its end.")


def _streams(walk: _Walk) -> Iterator[Block]:
    at = 0
    for _ in range(_STREAMS_CAP):
        gap, found = _gap(walk, at)
        _objects(walk, gap)
        if walk.searched > _SEARCHED_CAP:
            break
        if found is None:
            if at + len(gap) >= walk.stream.size:
                return
            at += max(1, len(gap) - _OBJECT_CAP)
            continue
        start = at + found.end()
        words = gap[max(gap.rfind(b"obj"), len(gap) - _OBJECT_CAP, 0) :]
        end = _end(walk, start, words)
        yield from _stream(walk, words, start, end)
        at = end
    walk.full = True


def _gap(walk: _Walk, at: int) -> tuple[bytes, re.Match[bytes] | None]:
    """What stands before the next stream, and that stream's keyword; None where none begins within reach."""
    reach = _FIRST_GAP
    while True:
        piece = walk.stream.at(at, reach)
        found = _STREAM.search(piece)
        if found or reach >= _GAP or at + reach >= walk.stream.size:
            walk.searched += len(piece)
            return (piece[: found.start()] if found else piece), found
        reach *= 4


def _end(walk: _Walk, start: int, words: bytes) -> int:
    """Where a stream ends: where its length says so, if it does end there, else where its keyword is found."""
    said = _LENGTH.search(words)
    if said:
        end = start + int(said[1])
        if _END.search(walk.stream.at(end, _AFTER)):
            return end
    end = walk.stream.search(_END, start, overlap=len(b"endstream"))
    if end < 0:
        walk.cut_off = True
        end = walk.stream.size
    walk.searched += end - start
    return end


# --- streams ---------------------------------------------------------------------------------------------------------
def _stream(walk: _Walk, words: bytes, start: int, end: int) -> Iterator[Block]:
    if b"/ObjStm" in words:
        _packed_objects(walk, words, _content(walk, words, start, end))
    elif _METADATA.search(words):
        packet = _content(walk, words, start, end)
        if _PACKET.search(packet):
            yield Block(BlockKind.XMP, start, end - start, "PDF XMP", payload=packet.rstrip(b"\r\n"))
    elif b"/EmbeddedFile" in words:
        if not _FLATE.search(words):
            yield Block(BlockKind.EMBEDDED, start, end - start, "PDF attached file")
        elif content := _content(walk, words, start, end):
            yield Block(BlockKind.EMBEDDED, start, end - start, "PDF attached file", payload=content)
    elif b"/DCTDecode" in words or b"/JPXDecode" in words or b"/DCT" in words:
        yield from _picture(walk, words, start, end)


def _content(walk: _Walk, words: bytes, start: int, end: int) -> bytes:
    raw = walk.stream.at(start, min(end - start, _PACKED_CAP))
    if not _FLATE.search(words):
        return raw
    content = inflated(raw, min(_PACKED_CAP, _INFLATED_CAP - walk.inflated)).content
    walk.inflated += len(content)
    walk.full |= walk.inflated >= _INFLATED_CAP
    return content


def _picture(walk: _Walk, words: bytes, start: int, end: int) -> Iterator[Block]:
    """A picture that has something to tell of its own; the others are what the page shows, and nothing else."""
    if _FLATE.search(words):
        content = _content(walk, words, start, end)
        if _tells(Stream.of(content)):
            yield Block(BlockKind.EMBEDDED, start, end - start, "PDF picture", payload=content)
    elif _tells(walk.stream.part(start, end - start)):
        yield Block(BlockKind.EMBEDDED, start, end - start, "PDF picture")


def _tells(picture: Stream) -> bool:
    """Whether a JPEG has any segment, or a JPEG 2000 any box, that is no part of the picture."""
    if picture.at(0, 2) != b"\xff\xd8":
        head = picture.at(0, 4096)
        return head[4:8] == b"jP  " and (b"uuid" in head or b"xml " in head)
    at = 2
    for _ in range(_SEGMENTS_CAP):
        head = picture.at(at, 4)
        if len(head) < 4 or head[0] != _MARKER or head[1] == 0xDA:  # noqa: PLR2004  a marker and a length; the scan
            return False
        if (0xE0 <= head[1] <= 0xEF or head[1] == 0xFE) and head[1] not in _SILENT_SEGMENTS:  # noqa: PLR2004  fields and comments
            return True
        at += 2 + int.from_bytes(head[2:], "big")
    return False


def _packed_objects(walk: _Walk, words: bytes, content: bytes) -> None:
    """Objects in a stream: pairs of a number and an offset in front, then the objects without a mark between them."""
    first = re.search(rb"/First\s+(\d{1,9})", words)
    begin = int(first[1]) if first else 0
    numbers = content[:begin].split()[1::2]
    starts = sorted({begin + int(n) for n in numbers if n.isdigit() and len(n) < 10})  # noqa: PLR2004  no offset is longer
    for start, end in pairwise([*starts, len(content)]):
        piece = content[start:end]
        if _TRIGGER.search(piece):
            _object(walk, piece[:_OBJECT_CAP])


# --- objects ---------------------------------------------------------------------------------------------------------
def _objects(walk: _Walk, gap: bytes) -> None:
    """Every object in a gap between streams that may tell something."""
    done = 0
    for found in _TRIGGER.finditer(gap):
        if found.start() < done:
            continue
        start = max(gap.rfind(b"obj", done, found.start()), done, found.start() - _OBJECT_CAP)
        end = gap.find(b"endobj", found.end())
        end = min(end if end >= 0 else len(gap), found.start() + _OBJECT_CAP)
        _object(walk, gap[start:end])
        done = max(end, found.end())


def _object(walk: _Walk, raw: bytes) -> None:
    walk.objects += 1
    if walk.objects > _OBJECTS_CAP or len(walk.told) >= _TOLD_CAP:
        walk.full = True
        return
    said = list(pairs(raw))
    keys = dict(reversed(said))
    if "Encrypt" in keys and ("Root" in keys or "Size" in keys):
        walk.encrypted = True
    for word, value in _told(said, keys):
        shown = text(value)
        if shown.strip("\0 \r\n\t"):
            walk.told[word, date(shown) if shown.startswith("D:") else shown] = None
    for corners in _GPTS.finditer(raw):
        numbers = [float(number) for number in _NUMBER_PAIRS.findall(corners[1])[:2]]
        point = position(*numbers) if len(numbers) == 2 else None  # noqa: PLR2004  latitude and longitude
        if point:
            walk.told["corner of a map", degrees(point)] = None


def _told(said: list[tuple[str, bytes | str]], keys: dict[str, bytes | str]) -> Iterator[tuple[str, bytes]]:
    """(word, string) of each thing that an object says, by the kind of object it is."""
    strings = [(key, value) for key, value in said if isinstance(value, bytes)]
    if "EF" in keys or keys.get("Type") in ("Filespec", "F"):
        yield from ((_ATTACHED[key], value) for key, value in strings if key in _ATTACHED)
    if keys.get("Type") in ("Sig", "DocTimeStamp") or "ByteRange" in keys:
        yield from ((_SIGNATURE[key], value) for key, value in strings if key in _SIGNATURE)
    elif "Rect" in keys and "FT" not in keys and "Subtype" in keys:
        yield from ((_NOTE[key], value) for key, value in strings if key in _NOTE)
    elif not _NO_INFO & keys.keys() and any(key in _INFO for key, _ in strings):
        yield from ((key, value) for key, value in strings if key not in _SILENT)
