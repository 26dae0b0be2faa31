"""Boxes of which nothing stays become boxes of zeros, so that what lies behind them is still found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from footprint.errors import Withheld
from footprint.photos import Block, BlockKind, Part
from footprint.photos.addressed import Patch, painted
from footprint.photos.films.frames import NOTES
from footprint.photos.stream import Stream
from footprint.photos.timed.camcorder import MDPM
from footprint.photos.timed.insta360 import INSTA360

BEHIND = "behind the film"
"""The name of what lies behind the last box."""

_SMALL, _LARGE = 8, 16
_COMPANIONS = ("meta/hdlr", "meta/keys")
"""Without these nobody knows what the items of a `meta` box are."""

_COMPANION_CAP = 1 << 16
_REASONS = {
    "cmov": "The film's header is compressed, which Footprint cannot clean.",
    "rmra": "The file only points at other films, and cannot be cleaned.",
    "rmda": "The file only points at other films, and cannot be cleaned.",
    "sinf": "The film is encrypted: it cannot be told what is in it.",
    "pssh": "The film is encrypted: it cannot be told what is in it.",
    "senc": "The film is encrypted: it cannot be told what is in it.",
}
_ENCRYPTED = frozenset({"encv", "enca", "encs", "enct", "drms", "drmi", "p608"})


def freed(stream: Stream, parts: Sequence[Part]) -> Iterator[Patch]:
    """The headers of boxes in a copy: `free` where nothing stays of one, its own where something does.

    Raises:
        Withheld: when a box goes without which the film cannot be played.
    """
    gone = [part.block for part in parts if not part.stays]
    for block in gone:
        _needed(block)
    stretches = painted(parts, stream.size)
    starts = [start for start, _, stays in stretches if stays]
    ends = [end for _, end, stays in stretches if stays]
    done = described = 0
    for block in gone:
        if block.end == stream.size and block.name in (BEHIND, INSTA360) and block.length >= _SMALL:
            yield block.offset, _box(block.length)
    for block in sorted(gone, key=lambda block: (block.offset, -block.length)):
        if block.offset < done or not _is_box(stream, block):
            continue
        following = bisect_right(ends, block.offset)
        if following < len(starts) and starts[following] < block.end:
            yield block.offset, stream.at(block.offset, _header(stream, block))
            described = block.end if block.name.endswith("meta") else described
        elif block.name.endswith(_COMPANIONS) and block.offset < described:
            yield block.offset, stream.at(block.offset, min(block.length, _COMPANION_CAP))
        else:
            yield block.offset, _free(stream, block)
            done = block.end


def _needed(block: Block) -> None:
    last = block.name.rpartition("/")[2]
    if last in _REASONS:
        raise Withheld(_REASONS[last])
    if block.name.endswith("stsd/" + last) and len(last) == 4:  # noqa: PLR2004  a codec
        if last in _ENCRYPTED:
            raise Withheld(_REASONS["sinf"])
        raise Withheld(f"The film is coded in a way that Footprint does not know ({last}), so it may hold anything.")
    if "dref/" in block.name and not block.name.endswith(" rest") and last:
        raise Withheld("The film's pictures or sound lie in another file, not in this one.")
    if last == MDPM:
        raise Withheld("The camera wrote when and where into the pictures themselves, and it cannot be taken out.")
    if last == NOTES:
        raise Withheld("The film's single pictures hold notes of their own, which cannot be taken out.")


def _is_box(stream: Stream, block: Block) -> bool:
    """Whether a block is one box from its header on, and not a part of one."""
    kind = stream.at(block.offset + 4, 4)
    shown = kind.decode("latin-1").replace("\xa9", "©")
    named = block.name == shown or block.name.endswith(f"/{shown}")
    return block.length >= _SMALL and (named or (kind == b"trak" and block.kind is BlockKind.TRACK))


def _header(stream: Stream, block: Block) -> int:
    length = _LARGE if stream.at(block.offset, 4) == b"\0\0\0\1" else _SMALL
    # In MP4 a `meta` box has a version before what is in it.
    is_full = block.name.endswith("meta") and stream.at(block.offset + length + 4, 4) != b"hdlr"
    return length + (4 if is_full else 0)


def _box(length: int) -> bytes:
    """The header of a box of zeros."""
    if length >> 32:
        return b"\0\0\0\1free" + length.to_bytes(8, "big")
    return length.to_bytes(4, "big") + b"free"


def _free(stream: Stream, block: Block) -> bytes:
    if stream.at(block.offset, 4) == b"\0\0\0\1":
        return b"\0\0\0\1free" + block.length.to_bytes(8, "big")
    return stream.at(block.offset, 4) + b"free"
