"""JPEG: segments, then the picture, then whatever someone put behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import SEEK_END
from typing import BinaryIO, ClassVar

from footprint.errors import Unreadable, Withheld
from footprint.photos import MOTION, Block, BlockKind, Cleanable, Part, multipicture
from footprint.photos.behind import behind
from footprint.photos.boxes import brands
from footprint.photos.markers import EXIF_MARKER, HEAD, NEEDED, WHOLE, fill_before, walk, whole
from footprint.photos.multipicture import Listed
from footprint.photos.stream import Stream

_FIRST = ("start", "JFIF", "JFIF rest")
"""What readers expect before everything else."""

_LONGEST = 0xFFFF - 2
"""No segment is longer; more are never put together."""


class Jpeg(Cleanable):
    """JPEG."""

    name: ClassVar[str] = "JPEG"
    begins: ClassVar[bytes] = b"\xff\xd8"
    costly_after: ClassVar[str] = "scan"
    orients: ClassVar[tuple[str, ...]] = ("EXIF",)
    decoder: ClassVar[str] = "JPEG"

    def matches(self, head: bytes) -> bool:
        """Whether it begins with JPEG's first marker."""
        return head[:2] == self.begins

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every segment. Behind "scan" the end of the picture must be searched for."""
        segments = walk(stream)
        header: list[Block] = []
        damage: Unreadable | None = None
        try:
            for block in segments:
                header.append(block)
                if block.name == "scan":
                    break
        except Unreadable as error:
            damage = error
        yield from whole(stream, header)
        if damage:
            raise damage
        at = header[-1].end
        try:
            for block in segments:
                yield block
                at = block.end
        except Unreadable as error:
            damage = error
        yield from behind(stream, at, {one.offset: one.length for one in _listed(stream, header)}, walk)
        if damage:
            raise damage

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The frame header gives them, behind marker, length and depth."""
        if block.name != "frame":
            return None
        header = stream.at(block.offset, 64).lstrip(b"\xff")
        return int.from_bytes(header[6:8], "big"), int.from_bytes(header[4:6], "big")

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the segments that stay. Fresh ones stand where readers expect them: after JFIF.

        If anything is different from the original, the index of pictures and the directory of what lies behind the
        picture are written anew, and the film comes last.
        """
        kept = [part for part in parts if part.stays]
        if not exif and len(kept) == len(parts) and all(part.content is None for part in parts):
            into.writelines(stream.chunks(0, stream.size))
            return
        kept = sorted((p for p in kept if p.block.kind is not BlockKind.INDEX), key=lambda p: p.block.name == MOTION)
        packet = _directory(stream, kept)
        kept = [_updated(stream, part, packet) for part in kept]
        if any(part.block.name == "XMP" for part in kept):
            packet = b""
        pictures = [number for number, part in enumerate(kept) if _is_second(stream, part)]
        fresh = _fresh(exif, packet, len(pictures))
        starts, index_at = [], 0
        for number, part in enumerate(kept):
            following = kept[number + 1].block.name if number + 1 < len(kept) else ""
            starts.append(into.tell())
            into.writelines(_written(stream, part, following))
            if fresh and part.block.name in _FIRST and following not in _FIRST:
                into.writelines(fresh)
                index_at, fresh = into.tell() - len(multipicture.index([_NOWHERE] * (len(pictures) + 1), 0)), []
        if pictures:
            kinds = {one.offset: one.kind for one in _listed(stream, [part.block for part in parts])}
            starts.append(into.tell())
            ends = [n for n, part in enumerate(kept) if part.block.name == "end"]
            found = [Listed(starts[n], starts[n + 1] - starts[n], kinds.get(kept[n].block.offset, 0)) for n in pictures]
            into.seek(index_at)
            into.write(multipicture.index([Listed(0, starts[ends[0] + 1], kinds.get(0, 0)), *found], index_at))
            into.seek(0, SEEK_END)


_NOWHERE = Listed(0, 0, 0)


def _listed(stream: Stream, blocks: Sequence[Block]) -> list[Listed]:
    """What the file's index names."""
    index = next((block for block in blocks if block.kind is BlockKind.INDEX), None)
    return list(multipicture.listed(index.content(stream), index.offset + index.skip)) if index else []


def _is_second(stream: Stream, part: Part) -> bool:
    """Whether a part is a picture that an index is to name."""
    if part.block.kind not in (BlockKind.GAIN_MAP, BlockKind.EMBEDDED):
        return False
    return _content(stream, part, 2) == b"\xff\xd8"


def _content(stream: Stream, part: Part, cap: int) -> bytes:
    return part.block.content(stream).read(cap) if part.content is None else part.content[:cap]


def _directory(stream: Stream, parts: Sequence[Part]) -> bytes:
    """A packet that says how long the gain map and the film are; empty where neither needs one."""
    lengths = {part.block.name: _part_length(part) for part in reversed(parts) if part.block.name == MOTION}
    for part in parts:
        if part.block.kind is BlockKind.GAIN_MAP and multipicture.needs_directory(_content(stream, part, WHOLE)):
            lengths.setdefault("gain map", _part_length(part))
    if not lengths:
        return b""
    film = next((part for part in parts if part.block.name == MOTION), None)
    mime = "video/quicktime" if film and b"qt  " in brands(_content(stream, film, 64)) else "video/mp4"
    return multipicture.directory(lengths.get("gain map", 0), lengths.get(MOTION, 0), mime)


def _part_length(part: Part) -> int:
    return part.block.length if part.content is None else len(part.content)


def _updated(stream: Stream, part: Part, packet: bytes) -> Part:
    """The picture's own XMP, where it stays, with the directory in it as it is now."""
    if part.block.name != "XMP":
        return part
    before = _content(stream, part, WHOLE)
    after = multipicture.updated(before, packet)
    return part if after == before else replace(part, content=after)


def _fresh(exif: bytes, packet: bytes, pictures: int) -> list[bytes]:
    """Segments that the original does not have; the last is an index, still empty, if there are more pictures."""
    fresh = []
    if exif:
        fresh.append(_segment_of(EXIF_MARKER, b"Exif\0\0" + exif))
    if packet:
        fresh.append(_segment_of(EXIF_MARKER, b"http://ns.adobe.com/xap/1.0/\0" + packet))
    if pictures:
        fresh.append(_segment_of(0xE2, b"MPF\0" + multipicture.index([_NOWHERE] * (pictures + 1), 0)))
    return fresh


def _written(stream: Stream, part: Part, following: str) -> Iterator[bytes]:
    block = part.block
    if block.kind in (BlockKind.GAIN_MAP, BlockKind.EMBEDDED):
        yield from stream.chunks(block.offset, block.length) if part.content is None else (part.content,)
    elif part.content is not None:
        head = stream.at(block.offset, HEAD)
        fill = fill_before(head)
        marker = head[fill + 1]
        signature = stream.at(block.offset + fill + 4, block.skip - fill - 4)
        yield _segment_of(marker, signature + part.content)
    elif block.name in ("JFIF", "Adobe") and following != f"{block.name} rest":
        yield _without_rest(stream.at(block.offset, block.length), block)
    else:
        yield from stream.chunks(block.offset, block.length)


def _segment_of(marker: int, body: bytes) -> bytes:
    if len(body) > _LONGEST:
        raise Withheld("Something that should be kept is too long for its place in the copy.")
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _without_rest(raw: bytes, block: Block) -> bytes:
    """A segment that ends with what is needed: its length says so, and JFIF's thumbnail has no width or height."""
    needed = len(raw) - block.skip
    said = int.from_bytes(raw[block.skip + 2 : block.skip + 4], "big") + 2
    if needed < dict(NEEDED.values())[block.name] or said <= needed:
        return raw  # There was no rest.
    length = (needed - 2).to_bytes(2, "big")
    body = raw[block.skip + 4 :]
    return raw[: block.skip + 2] + length + (body[:-2] + b"\0\0" if block.name == "JFIF" else body)
