"""The tracks of a film: what each is for, and where in the file its samples lie."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos.boxes import FULL, Box, below, child, children
from footprint.photos.runs import Run
from footprint.photos.stream import LARGEST_WINDOW, Stream

PLAYED = frozenset({b"vide", b"soun", b"pict", b"auxv"})
"""Handlers of tracks that are shown or heard; a text can hold anything, and is not needed for either."""

_TRACKS_CAP = 100
_ROWS_CAP = 8_000_000
"""Rows of one table: a film of a day and a half at 60 pictures a second has fewer."""

_CHUNKS_CAP = 1_500_000

_TOO_MANY = "The film has more pieces than any real one."
_CUT = "The film is damaged: a table of its pieces is cut off."


class Track(NamedTuple):
    """One track. `box` is its `trak`; `table` its `stbl`, None where it has none."""

    box: Box
    id: int
    handler: bytes
    table: Box | None
    entries: tuple[Box, ...]

    @property
    def played(self) -> bool:
        """Whether it is picture or sound."""
        return self.handler in PLAYED

    @property
    def codec(self) -> bytes:
        """What the first of its sample entries is called; empty without one."""
        return self.entries[0].type if self.entries else b""


def tracks(stream: Stream, movie: Box) -> list[Track]:
    """The tracks of a `moov` box.

    Raises:
        Unreadable: when there are more than any film has.
    """
    stream.at(
        movie.offset, min(movie.length, LARGEST_WINDOW)
    )  # the walk goes to and fro: let it find all in one window
    found = [_track(stream, box) for box in children(stream, movie) if box.type == b"trak"]
    if len(found) > _TRACKS_CAP:
        raise Unreadable("The film has more tracks than any real one.")
    return found


def _track(stream: Stream, box: Box) -> Track:
    header, media = child(stream, box, b"tkhd"), child(stream, box, b"mdia")
    handler = child(stream, media, b"hdlr") if media else None
    table = below(stream, media, b"minf", b"stbl") if media else None
    description = child(stream, table, b"stsd") if table else None
    entries = children(stream, description, FULL + 4) if description else []
    return Track(
        box,
        _id(stream, header) if header else 0,
        stream.at(handler.offset + handler.header + FULL + 4, 4) if handler else b"",
        table,
        tuple(entries),
    )


def _id(stream: Stream, header: Box) -> int:
    wide = stream.at(header.offset + header.header, 1) == b"\1"
    return int.from_bytes(stream.at(header.offset + header.header + FULL + (16 if wide else 8), 4), "big")


def number(stream: Stream, at: int, width: int = 4) -> int:
    """A number as boxes write them."""
    return int.from_bytes(stream.at(at, width), "big")


class Samples:
    """Where the samples of one track lie.

    Attributes:
        count: how many there are.
        fixed: how long each is; 0 where each has a length of its own.
    """

    def __init__(self, stream: Stream, table: Box) -> None:
        """Read the tables.

        Raises:
            Unreadable: when one of them is cut off, or says that it is larger than any is.
        """
        found = {box.type: box for box in reversed(children(stream, table))}
        self.fixed, self.count, self._sizes = _sizes(stream, found.get(b"stsz"), found.get(b"stz2"))
        self._offsets = _offsets(stream, found.get(b"stco"), found.get(b"co64"))
        self._layout = _layout(stream, found.get(b"stsc"))

    def chunks(self) -> Iterator[tuple[int, int, int]]:
        """(offset, number of its first sample, how many samples it has) of each chunk."""
        first = 0
        for (start, each), (end, _) in pairwise((*self._layout, (len(self._offsets), 0))):
            for offset in self._offsets[start:end]:
                if first >= self.count or not each:
                    return
                yield offset, first, min(each, self.count - first)
                first += each

    def length(self, first: int, many: int) -> int:
        """How long some samples are together."""
        return self.fixed * many if self.fixed else sum(self._sizes[first : first + many])

    def runs(self) -> Iterator[Run]:
        """Where they lie, chunk by chunk; chunks that follow one another as one."""
        start = end = 0
        for offset, first, many in self.chunks():
            if offset != end:
                if end > start:
                    yield start, end
                start = offset
            end = offset + self.length(first, many)
        if end > start:
            yield start, end

    def spread(self, most: int) -> Iterator[Run]:
        """Where single samples lie: the first, the last, and others evenly between, at most so many."""
        last = self.count - 1
        wanted = iter(sorted({last * step // max(1, most - 1) for step in range(most)}) if self.count else ())
        want = next(wanted, None)
        for offset, first, many in self.chunks():
            at, start = first, offset
            while want is not None and want < first + many:
                start += self.length(at, want - at)
                at = want
                yield start, start + self.length(want, 1)
                want = next(wanted, None)


def _rows(stream: Stream, box: Box, head: int, width: int) -> tuple[int, bytes]:
    """How many rows a table says it has, and what they hold."""
    count = number(stream, box.offset + box.header + head - 4)
    if count > _ROWS_CAP:
        raise Unreadable(_TOO_MANY)
    room = box.length - box.header - head
    if count * width > room:
        raise Unreadable(_CUT)
    return count, stream.at(box.offset + box.header + head, count * width)


def numbers(raw: bytes, width: int) -> array[int]:
    """Numbers of 1, 2, 4 or 8 bytes, as boxes write them."""
    found = array({1: "B", 2: "H", 4: "I", 8: "Q"}[width])
    found.frombytes(raw[: len(raw) // width * width])
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _sizes(stream: Stream, plain: Box | None, packed: Box | None) -> tuple[int, int, array[int]]:
    """How long each sample is: the same length for all, how many, or else the length of each."""
    none: array[int] = array("I")
    if plain is not None:
        at = plain.offset + plain.header + FULL
        fixed = number(stream, at)
        if fixed:
            return fixed, number(stream, at + 4), none
        count, raw = _rows(stream, plain, 12, 4)
        return 0, count, numbers(raw, 4)
    if packed is None:
        return 0, 0, none
    bits = number(stream, packed.offset + packed.header + 7, 1)
    if bits == 4:  # noqa: PLR2004  two lengths in a byte
        count, _ = number(stream, packed.offset + packed.header + 8), None
        raw = _rows_of_halves(stream, packed, count)
        return 0, count, array("B", (half for byte in raw for half in (byte >> 4, byte & 15)))
    if bits not in (8, 16):
        raise Unreadable(_CUT)
    count, raw = _rows(stream, packed, 12, bits // 8)
    return 0, count, numbers(raw, bits // 8)


def _rows_of_halves(stream: Stream, box: Box, count: int) -> bytes:
    if count > _ROWS_CAP:
        raise Unreadable(_TOO_MANY)
    if (count + 1) // 2 > box.length - box.header - 12:
        raise Unreadable(_CUT)
    return stream.at(box.offset + box.header + 12, (count + 1) // 2)


def _offsets(stream: Stream, short: Box | None, long: Box | None) -> array[int]:
    box, width = (short, 4) if short is not None else (long, 8)
    if box is None:
        return array("I")
    if number(stream, box.offset + box.header + FULL) > _CHUNKS_CAP:
        raise Unreadable(_TOO_MANY)
    return numbers(_rows(stream, box, 8, width)[1], width)


def _layout(stream: Stream, box: Box | None) -> list[tuple[int, int]]:
    """(number of the first chunk, samples in each chunk from there on)."""
    if box is None:
        return []
    rows = numbers(_rows(stream, box, 8, 12)[1], 4)
    layout = [(max(0, first - 1), each) for first, each in zip(rows[::3], rows[1::3], strict=True)]
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(layout)):
        raise Unreadable("The film is damaged: the tables of its pieces make no sense.")
    return layout
