"""TIFF and BigTIFF: directories of rows, and the pictures and texts that they point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar

from footprint.errors import Unreadable, Withheld
from footprint.photos import WHOLE, Block, BlockKind, Part
from footprint.photos.addressed import Addressed, Patch
from footprint.photos.directories import raw
from footprint.photos.directories.classic import classic
from footprint.photos.directories.pages import PIECES_CAP, Range, count, notes, objection, pages, pieces, runs
from footprint.photos.directories.rows import (
    EXIF,
    GPS,
    PICTURE,
    PLACELESS,
    POINTERS,
    RULES,
    SUB,
    Directory,
    Row,
    Rows,
)
from footprint.photos.ifd import Directories
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import iptc

_SIZE = _WIDTH, _HEIGHT = 0x0100, 0x0101
_ICC, _XMP, _IPTC, _PHOTOSHOP, _TAKEN = 0x8773, 0x02BC, 0x83BB, 0x8649, 0x9003
_GEO = frozenset({0x830E, 0x8480, 0x8482, 0x85D8, 0x87AF, 0x87B0, 0x87B1})
"""GeoTIFF's: where on Earth the corners of the picture lie."""

_SAYS = {
    0x8298: "copyright",
    0x013B: "author",
    0x0132: "date",
    0x010E: "description",
    0x010F: "camera",
    0x0110: "camera",
}
_TEXT_TYPES = frozenset({1, 2, 6, 7})
_LONGEST_BYTES = 8
"""Bytes of a value that should be numbers and is said to be text; more may be one."""

_TABLES = 0x015B
_NESTED_CAP = 8
"""XMP and Photoshop's blocks that are looked into: real pages have one of each."""

_SAME = frozenset({3, 4, 13, 16, 18})
"""Whole numbers: two rows may well point at the same ones."""

_ALL_STAY = frozenset({BlockKind.IMAGE, BlockKind.ICC})


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a file is made of.

    Attributes:
        directories: all that belong to pages that are kept, the pages first.
        pages: how many of them are pages.
        blocks: each with the row that it is a part of; later ones paint over earlier ones.
    """

    rows: Rows
    directories: tuple[Directory, ...]
    pages: int
    blocks: tuple[tuple[Block, Row | None], ...]


class Tiff(Addressed):
    """TIFF files. What a person chose to keep stays where the first page says it; nothing is written anew."""

    name: ClassVar[str] = "TIFF"
    costly_after: ClassVar[str] = WHOLE
    needed: ClassVar[frozenset[int]] = PICTURE | {_ICC}

    def matches(self, head: bytes) -> bool:
        """Whether it begins with a header of TIFF or BigTIFF, and no camera's raw picture follows."""
        return head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+") and not raw.kind(head)

    def split(self, stream: Stream) -> Iterator[Block]:
        """The whole file as one block: EXIF's own reader follows its directories, and never reads the picture.

        Then, of every page, the rows with their values, and where the picture's bytes lie. A page is a directory of
        the chain that is no smaller copy; what is left out belongs to no page.
        """
        big = stream.at(2, 2) in (b"+\0", b"\0+")
        payload = classic(Rows(stream)) if big else None
        yield Block(BlockKind.EXIF, 0, stream.size, WHOLE, payload=payload)
        yield from (block for block, _ in _plan(stream).blocks)

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """Two tags of the first directory give them."""
        if block.name != WHOLE:
            return None
        directories = Directories(block.content(stream))
        with suppress(Unreadable):
            said = {e.tag: directories.numbers(e) for e in directories.entries() if e.ifd == "0" and e.tag in _SIZE}
            if all(said.get(tag) for tag in _SIZE):
                return int(said[_WIDTH][0]), int(said[_HEIGHT][0])
        return None

    def mended(self, stream: Stream, parts: Sequence[Part], exif: bytes) -> Iterator[Patch]:
        """Directories without the rows that go; the chain leads from page to page.

        Raises:
            Withheld: where the file is no picture that we can make a copy of.
        """
        del exif
        if all(part.stays and part.content is None for part in parts):
            return
        plan = _plan(stream)
        _check(plan, parts)
        gone = {row.at for (_, row), part in zip(plan.blocks, parts[1:], strict=True) if row and not part.stays}
        kept = _left(plan, gone)
        for number, directory in enumerate(plan.directories):
            following = plan.directories[number + 1].at if number + 1 < plan.pages else 0
            if kept[directory.at]:
                yield directory.at, plan.rows.compacted(directory, kept[directory.at], following)


def _plan(stream: Stream) -> _Plan:
    rows = Rows(stream)
    found = list(rows.directories())
    kept = pages(found, rows)
    below = [d for d in found if d.name in ("EXIF", "GPS", "Interop") and _belongs(d, found, kept)]
    rows.check_sharing(row for d in (*kept, *below) for row in d.rows)
    first = tuple(_few(chain.from_iterable(_rows(rows, d, found) for d in (*kept, *below))))
    blocks: list[tuple[Block, Row | None]] = [pair for pair in first if pair[0].kind not in _ALL_STAY]
    blocks.append((Block(BlockKind.IMAGE, 0, rows.layout.header, "header", inner=True), None))
    blocks += [pair for pair in first if pair[0].kind in _ALL_STAY]
    blocks += [(block, None) for block in _pictures(rows, kept)]
    return _Plan(rows, (*kept, *below), len(kept), tuple(blocks))


def _belongs(directory: Directory, found: Sequence[Directory], kept: Sequence[Directory]) -> bool:
    """Whether a page, or what belongs to one, points to it."""
    parent = directory.parent
    return parent is not None and any(
        d.at <= parent.at < d.at + d.length and (d in kept or d.name == "EXIF") for d in found
    )


def _few(pairs: Iterable[tuple[Block, Row]]) -> Iterator[tuple[Block, Row]]:
    """The same blocks; XMP and Photoshop's blocks beyond the first few are of no known kind."""
    left = _NESTED_CAP
    for block, row in pairs:
        nested = block.kind in (BlockKind.XMP, BlockKind.IPTC)
        left -= nested
        yield (replace(block, kind=BlockKind.UNKNOWN) if nested and left < 0 else block), row


def _pictures(rows: Rows, kept: Sequence[Directory]) -> Iterator[Block]:
    if sum(map(count, kept)) > PIECES_CAP:
        raise Unreadable("The picture has more pieces than any real one.")
    pictures = [(page, pieces(page, rows)) for page in kept]
    for start, end in runs(piece for _, own in pictures for piece in own):
        yield Block(BlockKind.IMAGE, start, end - start, "picture", inner=True)
    for start, end in notes(pictures, rows):
        yield Block(BlockKind.UNKNOWN, start, end - start, "note in a JPEG", inner=True)


def _rows(rows: Rows, directory: Directory, found: Sequence[Directory]) -> Iterator[tuple[Block, Row]]:
    """Each row as a block, and its value as another where it stands elsewhere."""
    for row in directory.rows:
        kind, says = _judged(rows, directory, row, found)
        if kind is BlockKind.IMAGE and row.offset + row.length > rows.stream.size:
            raise Unreadable(
                "The picture is cut off, or damaged: a part of what describes it lies outside of the file."
            )
        name = f"{row.directory}/{row.tag:04X}"
        yield Block(_of_row(kind), row.at, rows.layout.row, name, says=says, inner=True), row
        if row.length and not row.inside and row.offset < rows.stream.size:
            yield (
                Block(kind, row.offset, min(row.length, rows.stream.size - row.offset), name, says=says, inner=True),
                row,
            )


def _of_row(kind: BlockKind) -> BlockKind:
    """What the row of a value is: of what can be written anew, only the value is."""
    return BlockKind.TEXT if kind in (BlockKind.XMP, BlockKind.IPTC) else kind


def _judged(rows: Rows, directory: Directory, row: Row, found: Sequence[Directory]) -> tuple[BlockKind, str]:
    """What a row is for, and the one thing that it says."""
    if directory.name in RULES and not directory.name.isdigit():
        known = row.tag in RULES[directory.name] - POINTERS.keys() and rows.whole(row)
        says = "date" if row.tag == _TAKEN and directory.name == "EXIF" else ""
        if row.tag in POINTERS:
            known = any(d.parent == row and d.name in RULES for d in found)
        return (BlockKind.TEXT if known else BlockKind.UNKNOWN), says
    if directory.name == "GPS":
        return BlockKind.PLACE, ""
    return _of_page(rows, directory, row, found)


def _of_page(rows: Rows, page: Directory, row: Row, found: Sequence[Directory]) -> tuple[BlockKind, str]:
    if row.tag in PICTURE:
        text = row.kind in _TEXT_TYPES and row.length > _LONGEST_BYTES and row.tag != _TABLES
        return (BlockKind.UNKNOWN if text or not row.length else BlockKind.IMAGE), ""
    if row.tag in _GEO or row.tag == GPS:
        return BlockKind.PLACE, ""
    if not rows.whole(row) or row.tag == SUB:
        return BlockKind.UNKNOWN, ""
    if row.tag == EXIF:
        below = next((d for d in found if d.parent == row), None)
        says = "date" if below and below.row(_TAKEN) and page.name == "0" else ""
        return (BlockKind.TEXT if below else BlockKind.UNKNOWN), says
    if row.tag == _IPTC:
        told = iptc.read_records(Stream.of(rows.value(row)))
        return (BlockKind.PLACE if any(t.kind == "place" for t in told.traces) else BlockKind.TEXT), ""
    kinds = {_ICC: BlockKind.ICC, _XMP: BlockKind.XMP, _PHOTOSHOP: BlockKind.IPTC}
    kind = kinds.get(row.tag, BlockKind.TEXT if row.tag in PLACELESS else BlockKind.UNKNOWN)
    return kind, _SAYS.get(row.tag, "") if page.name == "0" else ""


def _left(plan: _Plan, gone: set[int]) -> dict[int, tuple[Row, ...]]:
    """Where a directory begins → its rows that stay; what points to one of which none stays goes too."""
    kept: dict[int, tuple[Row, ...]] = {}
    for directory in reversed(plan.directories):
        stay = tuple(row for row in directory.rows if row.at not in gone)
        kept[directory.at] = stay
        if not stay and directory.parent:
            gone.add(directory.parent.at)
    return kept


def _check(plan: _Plan, parts: Sequence[Part]) -> None:
    """See that a copy can be made, and that what goes does not lie where something else stays."""
    reason = objection(plan.directories[: plan.pages], plan.rows)
    if reason:
        raise Withheld(reason)
    stay = list(runs((p.block.offset, p.block.end) for p in parts if p.stays))
    for (block, row), part in zip(plan.blocks, parts[1:], strict=True):
        if row and not part.stays and block.offset != row.at and row.kind not in _SAME and _meets(block, stay):
            raise Withheld("The file is damaged: what should go lies where something else does that should stay.")


def _meets(block: Block, ranges: Sequence[Range]) -> bool:
    """Whether a block lies in one of some ranges, which are in the order of the file."""
    low, high = 0, len(ranges)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if ranges[middle][1] <= block.offset else (low, middle)
    return low < len(ranges) and ranges[low][0] < block.end
