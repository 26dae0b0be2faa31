"""What is left of a block when all that gives away a place is taken out of it, and nothing else."""

from __future__ import annotations

from footprint.photos import BlockKind


def places(kind: BlockKind, content: bytes, names: frozenset[str]) -> bytes | None:
    """A block's content without places; None where it cannot be kept.

    Args:
        kind: the vocabulary that the content is written in.
        content: what a vocabulary reads.
        names: names of places that stand somewhere in the file: no text may keep one.
    """
    if kind is not BlockKind.TEXT:
        return None
    return None if any(name.encode() in content for name in names) else content
