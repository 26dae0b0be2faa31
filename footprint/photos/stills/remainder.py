"""What a copy of a still picture has of its items, and what is written so that it makes sense without the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from footprint.errors import Withheld
from footprint.photos import Part
from footprint.photos.addressed import Patch, contents, painted
from footprint.photos.boxes import FULL
from footprint.photos.facts import plain
from footprint.photos.runs import common, merged
from footprint.photos.stills import sequence
from footprint.photos.stills.catalogue import NEEDS, Catalogue, Extent
from footprint.photos.stills.layout import Layout
from footprint.photos.stills.pieces import CODED, DERIVED, HARMLESS, PICTURES, PROPERTIES, pieces
from footprint.photos.stills.shortlist import Shortlist, written
from footprint.photos.stream import Stream

_NO_PRIMARY = "The file does not say which of its pictures is to be shown."
_AMONG_OTHERS = "The picture's data lie where they should not: among other things in the file."
_NOT_KNOWN = "The picture needs something that Footprint does not know"
NO_PLACE = "There is no place in this file for what should be kept. Clean it without keeping anything."


class View:
    """The file as it is in the copy before anything is mended."""

    def __init__(self, stream: Stream, parts: Sequence[Part]) -> None:
        self._stream = stream
        self._contents = list(contents(parts))
        self._runs = painted(parts, stream.size)
        self._starts = [start for start, _, _ in self._runs]

    def stays(self, offset: int) -> bool:
        """Whether the byte at an offset does."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and self._runs[number][2]

    def read(self, start: int, end: int) -> bytes:
        """A range that fits into memory."""
        raw = bytearray(end - start)
        first = max(0, bisect_right(self._starts, start) - 1)
        for low, high, stays in self._runs[first:]:
            if low >= end:
                break
            if stays:
                low, high = max(low, start), min(high, end)  # noqa: PLW2901  the part of it that was asked for
                raw[low - start : high - start] = self._stream.at(low, high - low)
        for offset, content in self._contents:
            if start <= offset < end:
                raw[offset - start : offset - start + len(content)] = content
        return bytes(raw)


def mended(stream: Stream, parts: Sequence[Part], layout: Layout, exif: bytes, view: View) -> Iterator[Patch]:
    """The tables without the items that go, and in an Exif item that would have gone what a person asked to keep.

    Raises:
        Withheld: when it cannot be shown that the copy would show the same.
    """
    found = layout.catalogues[0]
    needed = found.needed()
    _check_items(found, needed)
    _check_properties(found, needed)
    left = _left(stream, parts, found, needed)
    moved = {item: pieces for item, pieces in left.items() if pieces != list(found.extents(item))}
    if exif:
        item, start = _room(found, left, len(exif) + FULL)
        moved[item] = [Extent(start, len(exif) + FULL)]
        yield start, bytes(FULL) + exif
    items = needed | left.keys() | moved.keys()
    _check_places(stream, layout, found, needed, items)
    body = written(stream, Shortlist(found, items, moved, view.read, view.stays))
    yield found.box.offset + found.box.header, body


def _left(stream: Stream, parts: Sequence[Part], found: Catalogue, needed: frozenset[int]) -> dict[int, list[Extent]]:
    """Items that are not needed and stay → their pieces."""
    staying = {part.block for part in parts if part.stays}
    found_pieces: dict[int, dict[Extent, bool]] = {}
    for item, block in pieces(stream, found, needed):
        if item not in needed:
            # Of several blocks for the same bytes the last one counts.
            found_pieces.setdefault(item, {})[Extent(block.offset, block.length)] = block in staying
    return {
        item: [extent for extent in found.extents(item) if stays[extent]]
        for item, stays in found_pieces.items()
        if any(stays.values())
    }


def _room(found: Catalogue, left: Mapping[int, Sequence[Extent]], length: int) -> tuple[int, int]:
    """An Exif item that goes, and where it begins, which is long enough for another."""
    for item in found.items.values():
        extents = found.extents(item.id)
        goes = item.type == b"Exif" and item.id not in left
        if goes and extents and extents[0].length >= length and found.places[item.id].method == 0:
            return item.id, extents[0].offset
    raise Withheld(NO_PLACE)


def _check_items(found: Catalogue, needed: frozenset[int]) -> None:
    """That the picture is made of what is understood, and lies in this file."""
    if found.primary not in found.items:
        raise Withheld(_NO_PRIMARY)
    for number in needed:
        item, place = found.items.get(number), found.places.get(number)
        if item is None or (place is None and item.type != b"iden"):
            raise Withheld("The picture is damaged: a part of it is missing.")
        if item.protected:
            raise Withheld("The picture is protected against being copied.")
        if item.type not in CODED | DERIVED:
            raise Withheld(f"{_NOT_KNOWN} ({_spelled(item.type)}).")
        if place and (place.elsewhere or place.method > 1):
            raise Withheld("The picture's data lie in another file, or in a way that Footprint does not understand.")
    for ref in found.references:
        if ref.source in needed and ref.type not in NEEDS | {b"auxl", b"thmb", b"cdsc"}:
            raise Withheld(f"{_NOT_KNOWN} ({_spelled(ref.type)}).")


def _spelled(kind: bytes) -> str:
    """Four letters, fit to be shown."""
    return plain(kind.decode("latin-1"))


def _check_properties(found: Catalogue, needed: frozenset[int]) -> None:
    """That nothing goes without which nobody may show the picture."""
    for number in needed:
        for use in found.uses.get(number, ()):
            if use.number > len(found.properties):
                raise Withheld("The picture is damaged: a property of it is missing.")
            kind = found.properties[use.number - 1].type if use.number else b"free"
            if use.essential and kind not in PROPERTIES | HARMLESS:
                raise Withheld(f"{_NOT_KNOWN} ({_spelled(kind)}).")


def check_samples(stream: Stream, layout: Layout) -> None:
    """That the pictures of a sequence lie where data should lie.

    Raises:
        Withheld: when they do not.
    """
    _check_within(layout, _samples(stream, layout))


def _samples(stream: Stream, layout: Layout) -> Iterator[Extent]:
    return (piece for box in layout.boxes if box.type == b"moov" for piece in sequence.samples(stream, box))


def _check_within(layout: Layout, pieces: Iterable[Extent]) -> None:
    data = sorted(layout.data())
    for piece in pieces:
        at = bisect_right(data, (piece.offset, 1 << 64)) - 1
        if at < 0 or piece.end > data[at].end:
            raise Withheld(_AMONG_OTHERS)


def _check_places(
    stream: Stream, layout: Layout, found: Catalogue, needed: frozenset[int], items: Collection[int]
) -> None:
    """That all lies where data should lie, and that the picture has nothing in common with the notes that go."""
    _check_within(layout, (piece for item in found.items for piece in found.extents(item)))
    idat = found.part(b"idat")
    for item in items:
        for piece in found.extents(item):
            if idat and found.places[item].method == 0 and idat.offset <= piece.offset < idat.end:
                raise Withheld(_AMONG_OTHERS)
    notes = [item.id for item in found.items.values() if item.type not in PICTURES and item.id not in items]
    pictures = [*_samples(stream, layout)] + [piece for item in needed for piece in found.extents(item)]
    gone = merged(piece.run for item in notes for piece in found.extents(item))
    if any(common(merged(piece.run for piece in pictures), gone)):
        raise Withheld(_AMONG_OTHERS)
