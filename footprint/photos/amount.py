"""How much a cleaned copy keeps: which blocks stay in it, and what is taken out of those that do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from footprint.errors import Unreadable, Withheld
from footprint.photos import (
    GAIN_MAP_NOTE,
    HEAD,
    MOTION,
    WHOLE,
    Block,
    BlockKind,
    Cleanable,
    Part,
    format_of,
    without,
    xmp,
)
from footprint.photos.stream import Stream

KEEPABLE = ("copyright", "author", "date", "description", "camera")
"""What a person may ask to keep besides the picture."""

_ALWAYS = frozenset({BlockKind.IMAGE, BlockKind.ICC})
_NESTED = frozenset({BlockKind.EMBEDDED, BlockKind.THUMBNAIL})
_UNDERSTOOD = frozenset({BlockKind.QUICKTIME, BlockKind.TIME})
"""Kept where only places go: what of them tells a place is a block of its own."""

_DEEPEST = 4
"""Pictures in films in pictures."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a file a copy keeps.

    Attributes:
        places_only: only what gives away a place or a track goes; else all goes that is not needed to show the picture.
        keep: words of `KEEPABLE`.
        motion: a motion photo keeps its film, which is cleaned in the same way.
    """

    places_only: bool = False
    keep: frozenset[str] = frozenset()
    motion: bool = False


SAFE = Amount()


def parts(
    stream: Stream, blocks: Sequence[Block], amount: Amount, places: frozenset[str] = frozenset(), depth: int = 0
) -> list[Part]:
    """What becomes of each block.

    Args:
        stream: the file that the blocks are of.
        blocks: all of them, in the order of `split`.
        amount: how much is kept.
        places: names of places in the file, which no text that is kept may hold.
        depth: how many files this one lies in.
    """
    return [_part(stream, block, amount, places, depth) for block in blocks]


def _part(stream: Stream, block: Block, amount: Amount, places: frozenset[str], depth: int) -> Part:
    if block.kind in _ALWAYS or block.says in amount.keep:
        return Part(block)
    if block.kind is BlockKind.GAIN_MAP or (block.name == MOTION and amount.motion):
        return _with(block, inside(block.content(stream), amount, places, depth + 1))
    if block.kind is BlockKind.XMP and (depth or block.name == GAIN_MAP_NOTE) and not amount.places_only:
        # In a gain map the numbers that it is used by stand in XMP.
        return _with(block, xmp.gain_map_only(block.content(stream)))
    if not amount.places_only:
        return Part(block, stays=False)
    return _without_places(stream, block, amount, places, depth)


def _without_places(stream: Stream, block: Block, amount: Amount, places: frozenset[str], depth: int) -> Part:
    if block.kind in _UNDERSTOOD:
        return Part(block)
    if block.name == WHOLE:
        return Part(block, stays=False)
    if block.kind in _NESTED and block.name != MOTION:
        return _with(block, inside(block.content(stream), amount, places, depth + 1))
    content = block.content(stream)
    before = content.read(content.size)
    after = without.places(block.kind, before, places)
    return Part(block) if after == before else _with(block, after)


def _with(block: Block, content: bytes | None) -> Part:
    return Part(block, stays=content is not None, content=content)


def inside(content: Stream, amount: Amount, places: frozenset[str], depth: int) -> bytes | None:
    """A picture or film inside, cleaned in the same way; None where it cannot be."""
    form = format_of(content.at(0, HEAD))
    if not isinstance(form, Cleanable) or depth > _DEEPEST:
        return None
    into = BytesIO()
    try:
        blocks = list(form.split(content))
        form.join(content, parts(content, blocks, amount, places, depth), into)
    except (Unreadable, Withheld):
        return None
    return into.getvalue()
