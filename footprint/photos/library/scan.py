"""Scans a library of photos: what is remembered of files that have not changed, and what is read of the others.

Memory does not grow with the number of files: few pieces of folders are under way at once, and each goes out in its
order as soon as it is whole. What was read is remembered before it goes out, so that a scan that is stopped, however
rudely, goes on where it was.
"""

from __future__ import annotations

import os
from array import array
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from footprint.photos.library.ahead import Ahead
from footprint.photos.library.cache import LINE, PASSING, Cache, Known
from footprint.photos.library.folders import NO_STAMP, PIECE, Piece, Unseen, nowhere, pieces

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from footprint.photos.library.batch import Work

_IN_FLIGHT = max(8, 3 * (os.cpu_count() or 1))
"""Batches that are handed out at once: as many as keep every core busy."""

_WORTH_LOOKING_AHEAD = 2000
"""Files of which none had to be read: by then there are likely more."""

_HELD = 2 * _IN_FLIGHT * PIECE
"""Files that wait at once to go out in their order, those included that need not be read."""

_UNKNOWN = array("q", NO_STAMP).tobytes()
_WIDTH = len(_UNKNOWN)


class Told(NamedTuple):
    """What some files of one folder give away.

    Attributes:
        prefix: what stands before each name in a path.
        names: the files that were looked at.
        known: their marks, and the lines of those that are photos, or should be.
    """

    prefix: str
    names: Sequence[str]
    known: Known

    def lines(self, mark: int = LINE) -> Iterator[tuple[str, bytes]]:
        """Path and line of each file that has a mark."""
        for name, its, line in zip(self.names, self.known.marks, each(self.known), strict=True):
            if its & LINE and its & mark:
                yield self.prefix + name, line

    def count(self, mark: int) -> int:
        """How many files have a mark."""
        marks = self.known.marks
        return sum(marks.count(value) for value in set(marks) if value & mark)


class _Batch:
    """Work that is done together, and what comes of it."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.files = 0
        self.future: Future[list[Known]] | None = None
        self.results: list[Known] = []


class _Part:
    """A piece of which some files must be read, in a batch."""

    def __init__(self, piece: Piece, old: Mapping[str, tuple[int, bytes]]) -> None:
        self.piece = piece
        self.old = old
        self.missing = [name for name in piece.names if name not in old]
        self.batch = _Batch()
        self.number = 0

    def join(self, batch: _Batch) -> None:
        """Let it be read with others."""
        self.batch, self.number = batch, len(batch.parts)
        batch.parts.append(self)
        batch.files += len(self.missing)

    @property
    def work(self) -> Work:
        """What must be read of it."""
        return self.piece.prefix, self.missing, not self.piece.folder

    @property
    def last(self) -> bool:
        """Whether nothing of its batch comes after it."""
        return self.number == len(self.batch.parts) - 1

    def known(self, new: Known) -> Known:
        """What was remembered and what was read, in the order of the names."""
        if not self.old:
            return new
        fresh = iter(zip(new.marks, each(new), strict=True))
        told = [self.old[name] if name in self.old else next(fresh) for name in self.piece.names]
        return Known(bytes(mark for mark, _ in told), b"".join(line for _, line in told))


class Scan:
    """One scan of some folders.

    Args:
        roots: folders, and files.
        executor: makes what reads batches of files; called when the first file must be read.
        deep: as in `read_file`.
        cache: what is remembered; None to read everything.

    `done` counts the files that went out.
    """

    def __init__(
        self, roots: Iterable[Path], executor: Callable[[], Executor], *, deep: bool, cache: Cache | None
    ) -> None:
        self._roots = tuple(roots)
        self._executor = executor
        self._deep = deep
        self._cache = cache
        self._gathered = _Batch()
        self._in_flight: deque[_Batch] = deque()
        self._under_way: deque[_Part | Told | Unseen] = deque()
        self._held = 0
        self._complete = True
        self._ahead = Ahead()
        self._read_any = False
        self.done = 0

    def __iter__(self) -> Generator[Told | Unseen, None, None]:
        """What is told of files, in order, and what could not be looked at."""
        try:
            for piece in pieces(self._roots, self._cache.cuts if self._cache else nowhere, self._ahead):
                self._take(piece)
                while self._under_way and self._may_go_out(self._under_way[0]):
                    yield self._next()
            while self._under_way:
                yield self._next()
            if self._cache and self._complete:
                self._cache.end(self._roots)
        finally:
            self._ahead.close()
            self._keep_what_is_done()

    def _take(self, piece: Piece | Unseen) -> None:
        if isinstance(piece, Unseen):
            self._complete = False
            self._under_way.append(piece)
            return
        cache = self._cache if piece.folder else None
        if piece.names:
            self._held += len(piece.names)
            known = cache.whole(piece) if cache else None
            if known is not None:
                self._under_way.append(Told(piece.prefix, piece.names, known))
            else:
                self._read(_Part(piece, cache.parts(piece) if cache else {}))
        if cache and piece.last:
            cache.end_of_folder()

    def _read(self, part: _Part) -> None:
        self._under_way.append(part)
        if part.missing or not part.piece.folder:
            part.join(self._gathered)
            if self._gathered.files >= PIECE:
                self._submit()
        else:  # files have gone
            part.batch.results = [Known(b"", b"")]

    def _submit(self) -> None:
        from footprint.photos.library import batch  # noqa: PLC0415  where nothing has changed, no reader need be loaded

        gathered, self._gathered = self._gathered, _Batch()
        work = [part.work for part in gathered.parts]
        self._read_any = True
        self._ahead.close()  # the other cores have better things to do
        gathered.future = self._executor().submit(batch.read, work, deep=self._deep)
        self._in_flight.append(gathered)

    def _may_go_out(self, item: _Part | Told | Unseen) -> bool:
        """Whether it is ready; with too much under way, what comes first is waited for."""
        if not isinstance(item, _Part) or item.batch.results:
            return True
        crowded = len(self._in_flight) >= _IN_FLIGHT or self._held >= _HELD
        return crowded or (item.batch.future is not None and item.batch.future.done())

    def _next(self) -> Told | Unseen:
        item = self._under_way.popleft()
        if isinstance(item, Unseen):
            return item
        told = self._told(item) if isinstance(item, _Part) else item
        self._held -= len(told.names)
        self.done += len(told.names)
        if self.done >= _WORTH_LOOKING_AHEAD and not self._read_any:
            self._ahead.start()
        return told

    def _told(self, part: _Part) -> Told:
        batch = part.batch
        if not batch.results:
            if batch.future is None:
                self._submit()
            batch.results = self._results(batch)
        known = part.known(batch.results[part.number])
        if batch.future is not None and part.last:
            self._in_flight.popleft()
            batch.parts.clear()  # a ring of batch and parts would keep megabytes of lines until rings are looked for
        self._remember(part.piece, known)
        return Told(part.piece.prefix, part.piece.names, known)

    def _results(self, batch: _Batch) -> list[Known]:
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415  as in _submit

        assert batch.future is not None  # noqa: S101  it was submitted
        try:
            return batch.future.result()
        except BrokenExecutor:
            return [self._one_by_one(part.work) for part in batch.parts]

    def _one_by_one(self, work: Work) -> Known:
        """Read each file by itself: the one over which the program is lost is named, and the others are read."""
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415  as in _submit

        from footprint.photos.library import batch  # noqa: PLC0415  as in _submit

        prefix, names, named = work
        found: list[Known] = []
        for name in names:
            try:
                found += self._executor().submit(batch.read, [(prefix, [name], named)], deep=self._deep).result()
            except BrokenExecutor:
                found.append(batch.lost(prefix, name))
        return Known(b"".join(known.marks for known in found), b"".join(known.lines for known in found))

    def _remember(self, piece: Piece, known: Known) -> None:
        if self._cache and piece.folder:
            stamps = piece.stamps
            if any(mark & PASSING for mark in known.marks):
                parts = (stamps[at : at + _WIDTH] for at in range(0, len(stamps), _WIDTH))
                stamps = b"".join(
                    _UNKNOWN if mark & PASSING else part for part, mark in zip(parts, known.marks, strict=True)
                )
            self._cache.remember(piece._replace(stamps=stamps), known)

    def _keep_what_is_done(self) -> None:
        """Of a scan that is stopped: what has been read and did not go out yet."""
        for item in self._under_way:
            future = item.batch.future if isinstance(item, _Part) else None
            if isinstance(item, _Part) and future and future.done() and not future.cancelled():
                results = item.batch.results or ([] if future.exception() else future.result())
                if results:
                    self._remember(item.piece, item.known(results[item.number]))
        self._under_way.clear()


def each(known: Known) -> Iterator[bytes]:
    """The line of each file; empty for one that has none."""
    lines = iter(known.lines.splitlines(keepends=True))
    return (next(lines) if mark & LINE else b"" for mark in known.marks)
