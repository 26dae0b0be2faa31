"""What is left of a block when all that gives away a place is taken out of it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from footprint.photos import BlockKind
from footprint.photos.facts import names_one
from footprint.photos.without import exif, iptc, xmp

_READERS: dict[BlockKind, Callable[[bytes, frozenset[str]], bytes | None]] = {
    BlockKind.EXIF: exif.places,
    BlockKind.IPTC: iptc.places,
    BlockKind.XMP: xmp.places,
}


def places(kind: BlockKind, content: bytes, names: frozenset[str]) -> bytes | None:
    """A block's content without places; None where it cannot be kept.

    Args:
        kind: the vocabulary that the content is written in.
        content: what a vocabulary reads.
        names: names of places that stand somewhere in the file: no text may keep one.
    """
    if kind in _READERS:
        return _READERS[kind](content, names)
    if kind is BlockKind.TEXT:
        return None if names_one(content, names) else content
    return None
