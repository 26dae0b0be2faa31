"""JPEG: the segments and scans from which a decoder makes the first picture, and the gain maps that go with it.

What comes out is the file again without fill bytes, garbage and what decoders skip. Markers that make a decoder give
up (ISO/IEC 10918-1, table B.1) make this reader give up too.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import suppress

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_PIECE = 1 << 18
_SEGMENTS_CAP = 50_000
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_HUFFMAN, _ARITHMETIC, _QUANTISATION = 0xC4, 0xCC, 0xDB
_SINGLE = (0xDC, 0xDD)
"""How high the picture is, and how often the decoder starts anew."""

_COMPONENTS, _ARITHMETIC_TABLES = 5, 32
_JFIF, _ICC, _ADOBE, _XMP = 0xE0, 0xE2, 0xEE, 0xE1
_DECODED = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD})
"""Frames, tables, scans, heights and restart intervals."""

_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a segment, which decoders pass over between segments."""

_SKIPPED = frozenset({*range(0xE0, 0xF0), 0xFE})
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""What ends the data of a scan; restart markers and stuffed zeros are part of it."""

_NO_FILL = re.compile(rb"\xff[\x01-\xfe]")
_JFIF_NAME, _JFIF_LENGTH, _JFIF_NEEDED = b"JFIF\0", 14, 12
_ADOBE_NAME, _ADOBE_LENGTH = b"Adobe", 12
_ICC_NAME = b"ICC_PROFILE\0"
_ISO_NAME, _ISO_VERSION_ONLY = b"urn:iso:std:iso:ts:21496:-1\0", 32
"""Its length with nothing but a version behind it: the first picture has no more."""

_APPLE = b"urn:com:apple:photo:2020:aux:hdrgainmap"
_APPLES_NUMBERS = re.compile(rb":(HDRGainMap(?:Version|Headroom))(?:\s*=\s*[\"']|>)([^\"'<]*)")
_CANDIDATES_CAP = 256
_PICTURE = re.compile(rb"\xff\xd8\xff")
_PREFIX = re.compile(rb"xmlns:([\w.-]+)\s*=\s*[\"']http://ns\.adobe\.com/hdr-gain-map/1\.0/[\"']")
_NUMBERS = (
    *(b"Version", b"BaseRenditionIsHDR", b"GainMapMin", b"GainMapMax", b"Gamma", b"OffsetSDR", b"OffsetHDR"),
    *(b"HDRCapacityMin", b"HDRCapacityMax"),
)
_TAG = re.compile(rb"<[^>]*>")


def pieces(stream: Stream) -> Iterator[bytes]:
    """Everything that counts of the first picture, then of each gain map behind it.

    Raises:
        Unreadable: when the first picture makes no sense to its end.
    """
    end = yield from _picture(stream)
    yield from _gain_maps(stream, end)


def _picture(stream: Stream) -> Generator[bytes, None, int]:
    """One picture; returns where it ends."""
    if stream.at(0, 2) != b"\xff\xd8":
        raise Unreadable("This is no JPEG.")
    at, scans = 2, 0
    for _ in range(_SEGMENTS_CAP):
        marker, at = _next(stream, at)
        if marker == _END:
            if not scans:
                raise Unreadable("There is no picture in the file.")
            yield b"\xff\xd9"
            return at
        if marker in _BARE:
            continue
        if marker not in _DECODED and marker not in _SKIPPED:
            raise Unreadable("The picture is damaged: there is something in it that no decoder knows.")
        length = int.from_bytes(stream.at(at, 2), "big")
        if length < 2 or at + length > stream.size:  # noqa: PLR2004  the length counts itself
            raise Unreadable("The picture is damaged: a segment has no length, or too great a one.")
        yield _counting(stream, marker, at, length)
        at += length
        if marker == _SCAN:
            at = yield from _scan(stream, at)
            scans += 1
    raise Unreadable("The file has more segments than any real picture.")


def _next(stream: Stream, at: int) -> tuple[int, int]:
    """The next marker and where what follows it begins; whatever stands before it is passed over, as decoders do."""
    head = stream.at(at, 2)
    if len(head) == 2 and head[0] == 0xFF and 0 < head[1] < 0xFF:  # noqa: PLR2004  most segments follow at once
        return head[1], at + 2
    found = stream.search(_NO_FILL, at)
    if found < 0:
        raise Unreadable("The picture is cut off: its end is missing.")
    return stream.at(found + 1, 1)[0], found + 2


def _counting(stream: Stream, marker: int, at: int, length: int) -> bytes:
    """What a decoder uses of a segment, with its marker; nothing of those that it passes over."""
    if marker in _DECODED:
        body = stream.at(at, length)
        if not _sound(marker, body[2:]):
            raise Unreadable("The picture is damaged: a segment of it is longer or shorter than what it holds.")
        return bytes((0xFF, marker)) + body
    head = stream.at(at + 2, min(length - 2, 32))
    room = length - 2
    if marker == _JFIF and head.startswith(_JFIF_NAME):
        # Decoders take a shorter one for no JFIF header at all; the size of its thumbnail does not count.
        return b"\xff\xe0" + bytes((room >= _JFIF_LENGTH,)) + head[: min(room, _JFIF_NEEDED)]
    if marker == _ADOBE and head.startswith(_ADOBE_NAME):
        return b"\xff\xee" + bytes((room >= _ADOBE_LENGTH,)) + head[: min(room, _ADOBE_LENGTH)]
    if marker == _ICC and head.startswith((_ICC_NAME, _ISO_NAME)):
        return b"\xff\xe2" + stream.at(at, length)
    return b""


def _sound(marker: int, body: bytes) -> bool:
    """Whether a segment is as long as what it says is in it: decoders give up where it is not."""
    room = len(body)
    if marker in (_HUFFMAN, _QUANTISATION):
        at = 0
        while at < room:
            if marker == _QUANTISATION:
                at += 129 if body[at] >> 4 else 65
            else:
                at += 17 + sum(body[at + 1 : at + 17])
        return at == room
    if marker == _SCAN:
        return room > 0 and room == 4 + 2 * body[0]
    if marker in _SINGLE:
        return room == 2  # noqa: PLR2004  one number
    if marker == _ARITHMETIC:
        return room % 2 == 0 and max(body[::2], default=0) < _ARITHMETIC_TABLES
    return room > _COMPONENTS and room == 6 + 3 * body[_COMPONENTS]


def _scan(stream: Stream, at: int) -> Generator[bytes, None, int]:
    """The data of a scan; returns where the next marker stands."""
    while True:
        piece = stream.at(at, _PIECE)
        found = _MARKER.search(piece)
        if found:
            yield piece[: found.start()]
            return at + found.start()
        whole = len(piece) - piece.endswith(b"\xff")
        if whole <= 0:
            raise Unreadable("The picture is cut off: its end is missing.")
        yield piece[:whole]
        at += whole


def _gain_maps(stream: Stream, at: int) -> Iterator[bytes]:
    """Every picture behind the first that says how much brighter that one can be shown."""
    for _ in range(_CANDIDATES_CAP):
        at = stream.search(_PICTURE, at, overlap=2)
        if at < 0:
            return
        part = stream.part(at, stream.size)
        numbers = _numbers(part)
        if numbers is not None:
            try:
                found = list(_picture(part))
            except Unreadable:
                numbers = None
            else:
                yield b"\0gain map\0" + numbers
                yield from found
                at += len(b"".join(found)) // 2
        at += 2


def _numbers(stream: Stream) -> bytes | None:
    """What a picture says of itself as a gain map, beside what stands in its decoded segments; None for others."""
    at, said, found = 2, b"", False
    with suppress(Unreadable):
        for _ in range(_CANDIDATES_CAP):
            marker, at = _next(stream, at)
            if marker in (_START, _END, _SCAN):
                break
            if marker in _BARE:
                continue
            body = stream.at(at + 2, int.from_bytes(stream.at(at, 2), "big") - 2)
            packet = _in_packet(body) if marker == _XMP else b""
            said += packet
            numbers = marker == _ICC and body.startswith(_ISO_NAME) and len(body) > _ISO_VERSION_ONLY
            found = found or bool(packet) or numbers
            at += len(body) + 2
    return said if found else None


def _in_packet(body: bytes) -> bytes:
    """The numbers of a gain map in an XMP packet, each with its name; empty where the packet is of something else."""
    if _APPLE in body:
        return b"\0".join(sorted(b"=".join(pair) for pair in _APPLES_NUMBERS.findall(body))) or b"\0"
    prefix = _PREFIX.search(body)
    if not prefix or prefix[1] + b":GainMapMax" not in body:
        return b""
    said = []
    for name in _NUMBERS:
        full = re.escape(prefix[1] + b":" + name)
        element = re.search(rb"<%b(?:\s[^>]*)?>(.*?)</%b\s*>" % (full, full), body, re.DOTALL)
        attribute = re.search(rb"\s%b\s*=\s*[\"']([^\"']*)[\"']" % full, body)
        value = _TAG.sub(b" ", element[1]) if element else attribute[1] if attribute else b""
        said.append(name + b"=" + b" ".join(value.split()))
    return b"\0".join(said)
