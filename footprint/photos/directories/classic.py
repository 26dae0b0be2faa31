"""Writes what a BigTIFF says about its picture as a TIFF structure, for the readers that know only those."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footprint.photos.directories.rows import (
    POINTERS,
    SIZES,
    STRIP_LENGTHS,
    STRIPS,
    SUB,
    TILE_LENGTHS,
    TILES,
    Directory,
    Layout,
    Row,
    Rows,
)

_VALUE_CAP, _CAP = 1 << 20, 1 << 22
"""Bytes of one value and of all that are taken; longer ones are pictures."""

_PICTURES = frozenset({STRIPS, STRIP_LENGTHS, TILES, TILE_LENGTHS})
"""Of these one number is enough: that there is a picture."""

_NARROW = {16: 4, 17: 9, 18: 13}
"""Types of eight-byte numbers → those of four bytes."""

_LONG = 4
_LARGEST = 0xFFFF_FFFF


class _Cell(NamedTuple):
    """A row to be written."""

    tag: int
    kind: int
    values: int
    value: bytes
    row: Row


def classic(rows: Rows) -> bytes:
    """A TIFF structure with the texts and numbers of a BigTIFF, without its pictures.

    Raises:
        Unreadable: as `Rows.directories`.
    """
    layout = Layout(rows.layout.endian, 8, 2, 12, 4)
    directories = [d for d in rows.directories() if d.name != POINTERS[SUB]]
    tables: list[tuple[Directory, list[_Cell]]] = []
    left = _CAP
    for directory in directories:
        cells = list(_cells(rows, directory, layout, left))
        left -= sum(len(cell.value) for cell in cells)
        tables.append((directory, cells))
    starts, at = {}, layout.header
    for directory, cells in tables:
        starts[directory.at] = at
        at += _length(cells)
    below = {d.parent.at: starts[d.at] for d in directories if d.parent}
    last = layout.raw(layout.header, layout.word)
    head = (b"II*\0" if layout.endian == "little" else b"MM\0*") + last
    return head + b"".join(
        _written(cells, layout, starts[d.at], below, starts.get(d.following, 0)) for d, cells in tables
    )


def _length(cells: list[_Cell]) -> int:
    return 2 + 12 * len(cells) + 4 + sum(len(cell.value) for cell in cells if len(cell.value) > 4)  # noqa: PLR2004  inline


def _cells(rows: Rows, directory: Directory, layout: Layout, left: int) -> Iterator[_Cell]:
    for row in directory.rows:
        cap = SIZES.get(row.kind, 0) if row.tag in _PICTURES else row.length
        if row.tag == SUB or not 0 < cap <= min(_VALUE_CAP, left):
            continue
        value = rows.value(row, cap)
        kind = row.kind
        if kind in _NARROW or row.tag in POINTERS:
            numbers = [int.from_bytes(value[at : at + 8], layout.endian) for at in range(0, len(value), 8)]
            kind = _NARROW.get(kind, _LONG)
            value = b"".join(layout.raw(min(number, _LARGEST), layout.word) for number in numbers)
        left -= len(value)
        yield _Cell(row.tag, kind, len(value) // SIZES[kind], value, row)


def _written(cells: list[_Cell], layout: Layout, at: int, below: dict[int, int], following: int) -> bytes:
    """A directory that begins at an offset, its long values behind it."""
    behind = at + 2 + 12 * len(cells) + 4
    table, values = [layout.raw(len(cells), 2)], b""
    for cell in cells:
        value = layout.raw(below.get(cell.row.at, 0), 4) if cell.tag in POINTERS else cell.value
        count = 1 if cell.tag in POINTERS else cell.values
        table.append(layout.raw(cell.tag, 2) + layout.raw(cell.kind, 2) + layout.raw(count, 4))
        if len(value) > 4:  # noqa: PLR2004  what has room in a row
            table.append(layout.raw(behind + len(values), 4))
            values += value
        else:
            table.append(value.ljust(4, b"\0"))
    return b"".join((*table, layout.raw(following, 4), values))
