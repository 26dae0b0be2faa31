"""PNG and APNG: chunks with a name and a checksum."""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Cleanable, Part
from footprint.photos.deflated import inflated
from footprint.photos.stream import Stream

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS_CAP = 100_000
_TEXT_CAP, _TEXTS_CAP = 1 << 22, 1 << 24
"""Bytes of one text and of all texts that are taken, before and after decompression."""

_AROUND = 12
"""Length, name and checksum."""

_PICTURE = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
        *(b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"cICP", b"mDCV", b"cLLI", b"mDCv", b"cLLi", b"bKGD"),
    },
)
_LENGTHS = {
    b"IHDR": 13,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sRGB": 1,
    b"pHYs": 9,
    b"cICP": 4,
    b"acTL": 8,
    b"fcTL": 26,
    b"IEND": 0,
    b"mDCV": 24,
    b"mDCv": 24,
    b"cLLI": 8,
    b"cLLi": 8,
}
_LONGEST = {b"PLTE": 768, b"tRNS": 256, b"sBIT": 4, b"bKGD": 6}
"""How long those are that are always the same, and what others are never longer than: decoders pass over the rest."""

_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_OTHERS = {b"iCCP": BlockKind.ICC, b"eXIf": BlockKind.EXIF, b"tIME": BlockKind.TIME, b"caBX": BlockKind.PROVENANCE}
_PROFILES = {
    "XML:com.adobe.xmp": BlockKind.XMP,
    "Raw profile type xmp": BlockKind.XMP,
    "Raw profile type exif": BlockKind.EXIF,
    "Raw profile type APP1": BlockKind.EXIF,
    "Raw profile type iptc": BlockKind.IPTC,
    "Raw profile type 8bim": BlockKind.IPTC,
}
_HEX = re.compile(rb"^\s*[\w .:-]+\n\s*\d+\n")
"""ImageMagick's raw profiles: a name, a length, then hexadecimal digits."""

_TEXT_NAME = "PNG text "
_KEYWORD = 79
"""Bytes that a keyword has at most."""

_LINE = 72
"""Digits on a line, as ImageMagick writes them."""

_XMP_KEYWORD = b"XML:com.adobe.xmp"
_EXIF_HEADER = b"Exif\0\0"
_XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"


class Png(Cleanable):
    """PNG, animated or not."""

    name: ClassVar[str] = "PNG"
    orients: ClassVar[tuple[str, ...]] = ("eXIf", "PNG text Raw profile type exif", "PNG text Raw profile type APP1")
    decoder: ClassVar[str] = "PNG"

    def matches(self, head: bytes) -> bool:
        """Whether it begins with PNG's signature."""
        return head.startswith(_SIGNATURE)

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every chunk, to the end of the file: only their headers are read, and texts."""
        yield Block(BlockKind.IMAGE, 0, len(_SIGNATURE), "signature")
        at = len(_SIGNATURE)
        budget = _Budget()
        for _ in range(_CHUNKS_CAP):
            head = stream.at(at, 8)
            if len(head) < 8:  # noqa: PLR2004  a length and a name
                raise Unreadable("The picture is cut off: its end is missing.")
            block = _block(stream, at, head, budget)
            yield block
            at = block.end
            if at > stream.size:
                raise Unreadable("The picture is cut off.")
            if block.name == "IEND":
                if at < stream.size:
                    yield Block(BlockKind.TRAILER, at, stream.size - at, "after the picture's end")
                return
        raise Unreadable("The file has more chunks than any real picture.")

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The first chunk gives them."""
        if block.name != "IHDR":
            return None
        said = stream.at(block.offset + 8, 8)
        return int.from_bytes(said[:4], "big"), int.from_bytes(said[4:], "big")

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the chunks that stay, as they are; a fresh eXIf chunk comes after the header.

        The chunk that ends a picture is empty; one that is not is written anew.
        """
        for part in parts:
            if part.block.name == "IEND" and not part.stays:
                into.write(_chunk(b"IEND", b""))
            if part.stays and part.content is not None:
                into.write(_with_content(stream, part.block, part.content))
            elif part.stays:
                into.writelines(stream.chunks(part.block.offset, part.block.length))
            if exif and part.block.name == "IHDR":
                into.write(_chunk(b"eXIf", exif))


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def _with_content(stream: Stream, block: Block, content: bytes) -> bytes:
    """A chunk with other content: XMP as plain as it can be, a profile in digits as it was."""
    name = stream.at(block.offset + 4, 4)
    if name not in _TEXTS:
        return _chunk(name, content)
    if block.kind is BlockKind.XMP:
        return _chunk(b"iTXt", _XMP_KEYWORD + bytes(5) + content)
    keyword = block.name.removeprefix(_TEXT_NAME).encode("latin-1")
    digits = content.hex().encode()
    lines = b"\n".join(digits[at : at + _LINE] for at in range(0, len(digits), _LINE))
    text = b"\n%s\n%8d\n%s\n" % (keyword.removeprefix(b"Raw profile type "), len(content), lines)
    return _chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(text))


class _Budget:
    """How many bytes of text are still taken: what is packed and too large counts as far as it was unpacked."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _TEXTS_CAP

    @property
    def cap(self) -> int:
        """Bytes of the next text."""
        return max(1, min(_TEXT_CAP, self.left))

    def unpacked(self, name: str, rest: bytes) -> bytes | None:
        """The words of a text chunk after its keyword; None where they are damaged, or too many."""
        packed = name == "zTXt"
        if packed:
            rest = rest[1:]
        elif name == "iTXt":
            packed = rest[:1] == b"\1"
            rest = (*rest[2:].split(b"\0", 2), b"", b"", b"")[2]
        if not packed:
            self.left -= len(rest)
            return rest
        text = inflated(rest, self.cap)
        # What is damaged may have been unpacked a long way before that shows.
        self.left -= max(len(rest) if text.damaged else 0, len(text.content))
        return None if text.more else text.sound


def _block(stream: Stream, at: int, head: bytes, budget: _Budget) -> Block:
    """One chunk, and what is read of it."""
    length, name = int.from_bytes(head[:4], "big") + _AROUND, head[4:]
    shown = name.decode("latin-1")
    if name in _PICTURE:
        return Block(BlockKind.IMAGE if _fits(name, length - _AROUND) else BlockKind.UNKNOWN, at, length, shown)
    if name in _TEXTS:
        raw = stream.at(at + 8, min(length - _AROUND, budget.cap + _KEYWORD))
        return _text(Block(BlockKind.TEXT, at, length, shown, 8), raw, budget)
    kind = _OTHERS.get(name, BlockKind.UNKNOWN)
    if kind is BlockKind.EXIF:
        # Some writers put JPEG's header before the block.
        raw = stream.at(at + 8, min(length - _AROUND, _TEXT_CAP))
        return Block(kind, at, length, shown, 8, raw.removeprefix(_EXIF_HEADER))
    if kind is BlockKind.TIME:
        return Block(kind, at, length, shown, 8, stream.at(at + 8, 7))
    if kind is BlockKind.ICC:
        raw = stream.at(at + 8, min(length - _AROUND, budget.cap))
        return Block(kind, at, length, shown, 8, budget.unpacked("zTXt", raw.partition(b"\0")[2]))
    return Block(kind, at, length, shown, 8)


def _fits(name: bytes, length: int) -> bool:
    """Whether a chunk of the picture is no longer than what a decoder takes of it."""
    return length == _LENGTHS.get(name, length) and length <= _LONGEST.get(name, length)


def _text(chunk: Block, raw: bytes, budget: _Budget) -> Block:
    """A text chunk: XMP, a raw profile, or a keyword with words."""
    key, _, rest = raw.partition(b"\0")
    keyword = key[:_KEYWORD].decode("latin-1")
    text = budget.unpacked(chunk.name, rest) if len(raw) <= budget.cap else None
    if text is None:
        return replace(chunk, kind=BlockKind.UNKNOWN, name=f"{_TEXT_NAME}{keyword}, damaged or too large")
    kind = _PROFILES.get(keyword, BlockKind.TEXT)
    if kind is not BlockKind.TEXT and keyword.startswith("Raw"):
        text = _profile(text)
        if text.startswith(_XMP_HEADER):
            # APP1 is what JPEG calls the segment; it holds either.
            kind, text = BlockKind.XMP, text.removeprefix(_XMP_HEADER)
        text = text.removeprefix(_EXIF_HEADER).removeprefix(b"Photoshop 3.0\0")
    return replace(chunk, kind=kind, name=f"{_TEXT_NAME}{keyword}", payload=text)


def _profile(text: bytes) -> bytes:
    """The bytes of a raw profile; none where its digits are no digits."""
    try:
        return binascii.unhexlify(b"".join(_HEX.sub(b"", text, count=1).split()))
    except binascii.Error:
        return b""
