"""An EXIF block without what tells a place: exactly as long, so that nothing in it moves."""

from __future__ import annotations

from footprint.errors import Unreadable
from footprint.photos import exif
from footprint.photos.directories.rows import without_places
from footprint.photos.kinds import tells_a_place
from footprint.photos.stream import Stream


def places(content: bytes, names: frozenset[str]) -> bytes | None:
    """A block without places; None where it is too damaged for that, or still tells one."""
    try:
        block = without_places(content, names)
    except Unreadable:
        return None
    left = exif.read(Stream.of(block))
    return None if left.problem or tells_a_place(left.traces) else block
