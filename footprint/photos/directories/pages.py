"""The pages of a TIFF file: which directories are pictures of their own, and where the bytes of each picture lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from footprint.errors import Unreadable
from footprint.photos.directories.rows import (
    POINTERS,
    SIZES,
    STRIP_LENGTHS,
    STRIPS,
    SUB,
    TILE_LENGTHS,
    TILES,
    Directory,
    Rows,
)
from footprint.photos.stream import Stream

Range = tuple[int, int]
"""Where something begins in the file, and where it ends."""

_SUBFILE, _OLD_SUBFILE, _WIDTH, _HEIGHT, _COMPRESSION, _PHOTOMETRIC = 0x00FE, 0x00FF, 0x0100, 0x0101, 0x0103, 0x0106
_REDUCED, _OLD_REDUCED = 1, 2
_TABLES = 0x015B
_OLD_JPEG, _WITH_JPEG = 6, frozenset({7, 34892})
_SENSOR = frozenset({32803, 34892})
"""Photometric interpretations of what a sensor gave, before it becomes a picture."""

_DNG_VERSION = 0xC612
PIECES_CAP = 1 << 18
"""Strips and tiles of all pages; the largest maps have fewer."""

_SEGMENTS_CAP = 64
SEGMENTS_CAP = 300_000
"""Segments of a JPEG stream that are looked at, and of all streams."""

_SCAN = 0xDA
_DECODED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xDE)}) - {0xC8}
_NAMED = {0xE0: (b"JFIF\0", 16), 0xEE: (b"Adobe", 14)}
"""Segments of a JPEG without which colours go wrong → how they begin, and how long they are."""


def pages(directories: Iterable[Directory], rows: Rows) -> list[Directory]:
    """The directories of the chain that are pictures to keep: the first, and each that is no smaller copy."""
    return [d for d in directories if d.name == "0" or (d.name.isdigit() and _own(d, rows))]


def _own(directory: Directory, rows: Rows) -> bool:
    return bool(_number(rows, directory, _WIDTH) and _number(rows, directory, _HEIGHT)) and not _reduced(
        directory, rows
    )


def _reduced(directory: Directory, rows: Rows) -> bool:
    """Whether it says that it is a smaller copy."""
    return bool(_number(rows, directory, _SUBFILE) & _REDUCED) or (
        _number(rows, directory, _OLD_SUBFILE) == _OLD_REDUCED
    )


def _number(rows: Rows, directory: Directory, tag: int) -> int:
    row = directory.row(tag)
    return next(iter(rows.numbers(row)), 0) if row else 0


def objection(kept: Sequence[Directory], rows: Rows) -> str:
    """Why no copy can be made of a file with these pages, in a plain sentence; empty where one can."""
    found = list(rows.directories())
    if any(_number(rows, d, _PHOTOMETRIC) in _SENSOR or d.row(_DNG_VERSION) for d in found):
        return "This is a camera's RAW picture, which is not cleaned: export a JPEG from it and clean that."
    largest = max(_pixels(page, rows) for page in kept)
    if any(_pixels(d, rows) > largest or (d.name == POINTERS[SUB] and _reduced(kept[0], rows)) for d in found):
        return "The file begins with a small copy of a picture that stands elsewhere in it. Save it as JPEG first."
    return next(filter(None, (_of_page(page, rows) for page in kept)), "")


def _pixels(directory: Directory, rows: Rows) -> int:
    return _number(rows, directory, _WIDTH) * _number(rows, directory, _HEIGHT)


def _of_page(page: Directory, rows: Rows) -> str:
    if not count(page):
        return "There is no picture in the file."
    if _number(rows, page, _COMPRESSION) == _OLD_JPEG:
        return "The picture is of an old kind that no program writes any more. Save it as JPEG first."
    for starts, lengths in ((STRIPS, STRIP_LENGTHS), (TILES, TILE_LENGTHS)):
        if page.row(starts) and not page.row(lengths):
            return "The file does not say how long its picture is. Save it as JPEG first."
    return ""


def count(page: Directory) -> int:
    """How many strips and tiles a picture says it has."""
    starts = (page.row(tag) for tag in (STRIPS, TILES))
    return sum(row.length // SIZES[row.kind] for row in starts if row and row.length)


def pieces(page: Directory, rows: Rows) -> list[Range]:
    """Where the picture's bytes lie: its strips or tiles, `PIECES_CAP` of them at most.

    Raises:
        Unreadable: where one lies outside of the file.
    """
    found = [piece for piece in _listed(page, rows) if piece[0] < piece[1]]
    if max((end for _, end in found), default=0) > rows.stream.size:
        raise Unreadable("The picture is cut off: its end is missing.")
    return found


def _listed(page: Directory, rows: Rows) -> Iterator[Range]:
    for starts, lengths in ((STRIPS, STRIP_LENGTHS), (TILES, TILE_LENGTHS)):
        first, second = page.row(starts), page.row(lengths)
        if not first or not second:
            continue
        offsets, sizes = rows.numbers(first, PIECES_CAP), rows.numbers(second, PIECES_CAP)
        yield from ((at, at + size) for at, size in zip(offsets, sizes, strict=False))


def runs(ranges: Iterable[Range]) -> Iterator[Range]:
    """Ranges in the order of the file, those that touch or overlap as one."""
    start = end = -1
    for first, last in sorted(ranges):
        if first > end:
            if start >= 0:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if start >= 0:
        yield start, end


def notes(pictures: Iterable[tuple[Directory, Sequence[Range]]], rows: Rows) -> Iterator[Range]:
    """What stands in JPEG streams before the picture and no decoder needs: the contents of such segments.

    Args:
        pictures: each page with what `pieces` gave of it.
        rows: the file's.

    Raises:
        Unreadable: when there are more segments than any real picture has.
    """
    segments = (
        segment
        for page, own in pictures
        if _number(rows, page, _COMPRESSION) in _WITH_JPEG
        for start, end in (*_tables(page, rows), *sorted(set(own)))
        for segment in _segments(rows.stream, start, end)
    )
    for number, (start, end, needed) in enumerate(segments):
        if number >= SEGMENTS_CAP:
            raise Unreadable("The picture has more pieces than any real one.")
        if not needed and start < end:
            yield start, end


def _tables(page: Directory, rows: Rows) -> Iterator[Range]:
    row = page.row(_TABLES)
    if row and rows.whole(row):
        yield row.offset, row.offset + row.length


def _segments(stream: Stream, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, needed by a decoder) of the content of each segment before the picture."""
    at = start + 2 if stream.at(start, 2) == b"\xff\xd8" else end
    for _ in range(_SEGMENTS_CAP):
        head = stream.at(at, 20)
        fill = len(head) - len(head.lstrip(b"\xff")) - 1
        if fill < 0 or len(head) < fill + 4 or at + fill + 4 > end or head[fill + 1] == _SCAN:
            return
        marker, length = head[fill + 1], int.from_bytes(head[fill + 2 : fill + 4], "big")
        content = at + fill + 4
        at += fill + 2 + max(2, length)
        signature, whole = _NAMED.get(marker, (b"", 0))
        yield content, min(at, end), marker in _DECODED or (whole == length and head[fill + 4 :].startswith(signature))
