"""Looks for many byte strings at once, in data of which little looks like any of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from footprint.photos.stream import LARGEST_WINDOW, Stream

_RUNS_CAP = 64
"""With more than so many in a piece, to look at all of it for one needle after the other is quicker."""


class Needles:
    """Byte strings that are looked for.

    Every one of them is made of bytes of which needles are made, so it stands in a run of such bytes that is at least
    as long as the shortest needle. To find these runs takes one pass over the data, however many needles there are;
    each is then looked into as it stands. In the data of a picture, in which every byte is as frequent as any other,
    there is hardly one.
    """

    __slots__ = ("_classes", "_needles", "_shortest_run", "longest")

    def __init__(self, needles: Collection[bytes]) -> None:
        """Needles without bytes are left out: they stand everywhere."""
        self._needles = [needle for needle in needles if needle]
        made_of = frozenset(b"".join(self._needles))
        self._classes = bytes(byte in made_of for byte in range(256))
        self._shortest_run = b"\1" * min(map(len, self._needles), default=1)
        self.longest = max(map(len, self._needles), default=1)

    def are_in(self, data: bytes) -> bool:
        """Whether one of them stands in the data."""
        classes = data.translate(self._classes)
        start = classes.find(self._shortest_run)
        for _ in range(_RUNS_CAP):
            if start < 0:
                return False
            end = classes.find(b"\0", start)
            run = data[start:end] if end >= 0 else data[start:]
            if any(needle in run for needle in self._needles):
                return True
            start = classes.find(self._shortest_run, end) if end >= 0 else -1
        return start >= 0 and any(needle in data for needle in self._needles)

    def are_in_any_of(self, stream: Stream) -> bool:
        """The same of a stream, of any length."""
        return any(self.are_in(piece) for piece in _overlapping(stream, self.longest - 1))


def _overlapping(stream: Stream, overlap: int) -> Iterator[bytes]:
    """A file piece by piece, for a film is too large to be held in memory; each begins with the last one's end."""
    for start in range(0, stream.size, LARGEST_WINDOW):
        before = min(start, overlap)
        yield stream.at(start - before, before + LARGEST_WINDOW)
