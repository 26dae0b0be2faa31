"""Samsung's blocks behind a picture, or in HEIC's `sefd` box: found from the end, where their directory is.

No maker has published it; exiftool's authors worked it out. Numbers are little-endian.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footprint.photos.stream import Stream

_HEAD, _ROW, _FOOT = 12, 12, 8
_BEGINNING, _END = b"SEFH", b"SEFT"
_BLOCKS_CAP = 100


class Listed(NamedTuple):
    """A block that the directory names.

    Attributes:
        at: where it begins; below 0 where the directory is damaged.
        length: how many bytes it has.
        kind: the number of what is in it.
        row: what the directory says.
    """

    at: int
    length: int
    kind: int
    row: bytes


def blocks(stream: Stream) -> Iterator[Listed]:
    """Every block, as the directory that ends a stream names them; nothing where none does."""
    foot = stream.at(stream.size - _FOOT, _FOOT)
    length = int.from_bytes(foot[:4], "little")
    start = stream.size - _FOOT - length
    head = stream.at(start, min(length, _HEAD + _ROW * _BLOCKS_CAP))
    if foot[4:] != _END or head[:4] != _BEGINNING:
        return
    count = min(int.from_bytes(head[8:12], "little"), (len(head) - _HEAD) // _ROW)
    for number in range(count):
        row = head[_HEAD + _ROW * number : _HEAD + _ROW * (number + 1)]
        kind, before, size = (int.from_bytes(row[at:end], "little") for at, end in ((2, 4), (4, 8), (8, 12)))
        yield Listed(start - before, size, kind, row)


def directory(listed: list[Listed], end: int) -> bytes:
    """A directory of some blocks, to stand at `end`, behind them."""
    rows = [block.row[:4] + (end - block.at).to_bytes(4, "little") + block.row[8:] for block in listed]
    head = _BEGINNING + bytes(4) + len(rows).to_bytes(4, "little")
    return b"".join((head, *rows, (_HEAD + _ROW * len(rows)).to_bytes(4, "little"), _END))
