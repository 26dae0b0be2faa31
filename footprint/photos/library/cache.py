"""Remembers what was read of each file, so that a file that has not changed is not read again.

A row holds a piece of a folder: names, stamps, and the finished lines as `footprint scan --format jsonl` gives them. A
folder that has not changed costs its listing, one comparison a piece, and the writing of lines that are there already.

A reading is known again by the file's path, size, time of change, number, and the reader: the photo package's files as
they lie on the disk, with all that is installed beside it. An edit that leaves size and both times as they were cannot
be seen; on Linux and Macs nothing can do that by accident.

What photos give away is in here: the file is its owner's alone, and `footprint purge` deletes it. Where it cannot be
used (full disk, damage, another program) it is left out or begun anew, and never the cause of an error.

SQLite as Python brings it: SQLAlchemy takes longer to load than a thousand folders to compare.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import footprint
from footprint import storage
from footprint.errors import TargetError
from footprint.photos.library.folders import NO_STAMP, Piece, written

NAME = "photos.sqlite"
LINE, ATTENTION, LOCATED, BROKEN, PASSING = 1, 2, 4, 8, 16
"""Marks of a file, added up in one byte: it has a line; that line asks for attention, says where, tells of a problem,
and of one that may pass, such as a file that another program holds: it is tried again each time."""

_LAYOUT = 1
"""Counted up when the table changes: what was written otherwise is thrown away."""

_TABLE = """
CREATE TABLE IF NOT EXISTS pieces (
  folder BLOB NOT NULL, deep INTEGER NOT NULL, first BLOB NOT NULL, reader BLOB NOT NULL, prefix BLOB NOT NULL,
  names BLOB NOT NULL, stamps BLOB NOT NULL, marks BLOB NOT NULL, lines BLOB NOT NULL,
  UNIQUE (folder, deep, first) ON CONFLICT REPLACE
)"""
_ROW = """
SELECT prefix, names, stamps, marks, lines FROM pieces
WHERE folder = ? AND deep = ? AND first = ? AND reader = ?"""
_PAGE = 32_768
"""Bytes. Lines of a hundred files are read from pages of this size four times as fast as from SQLite's own."""

_PATIENCE = 2.0
"""Seconds to wait while another scan writes."""

_NEAREST = 3
"""As many folders of a path as readers may look at."""

_NOWHERE = array("q", NO_STAMP).tobytes()
_WIDTH = len(_NOWHERE)


class Known(NamedTuple):
    """What files of a piece give away.

    Attributes:
        marks: a byte a file.
        lines: a line of JSON for each file that is marked `LINE`, each with its line feed.
    """

    marks: bytes
    lines: bytes


def _lay_out(book: sqlite3.Connection) -> None:
    """Make a new file ready.

    Raises:
        sqlite3.DatabaseError: it is damaged, or laid out otherwise.
    """
    (layout,) = book.execute("PRAGMA user_version").fetchone()
    if layout not in (0, _LAYOUT):
        raise sqlite3.DatabaseError("It is laid out otherwise.")
    if not layout:
        book.execute(f"PRAGMA page_size = {_PAGE}")
        book.execute("PRAGMA journal_mode = WAL")
        book.execute(_TABLE)
        book.execute(f"PRAGMA user_version = {_LAYOUT}")
    book.execute("PRAGMA synchronous = NORMAL")


class _Row(NamedTuple):
    names: bytes
    stamps: bytes
    known: Known


class Cache:
    """What was read before, in one file of the data folder."""

    def __init__(self, folder: Path | None = None, *, deep: bool) -> None:
        """Open it or begin it. Readings that look behind the picture are apart from those that do not."""
        self.path = path(folder)
        self._deep = int(deep)
        self._reader = reader()
        self._book: sqlite3.Connection | None = None
        self._folder = b""
        self._firsts: list[str] = []
        self._gone: set[str] = set()
        self._last: tuple[str, _Row | None] = ("", None)
        self._visited: set[int] = set()
        with suppress(TargetError, OSError):
            storage.private_folder(self.path.parent)
            self._open()

    def close(self) -> None:
        """Let the file go."""
        if self._book:
            with suppress(sqlite3.Error):
                self._book.close()
        self._book = None

    def _open(self) -> None:
        for _ in range(2):
            try:
                self._book = self._opened()
            except sqlite3.OperationalError:  # in use, or not to be written: so be it
                return
            except sqlite3.DatabaseError:
                delete(self.path)
            else:
                return

    def _opened(self) -> sqlite3.Connection:
        """The file, made for its owner alone.

        Raises:
            sqlite3.DatabaseError: it is damaged or laid out otherwise.
        """
        self.path.touch(mode=0o600, exist_ok=True)
        book = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        try:
            _lay_out(book)
        except BaseException:
            book.close()
            raise
        return book

    def cuts(self, folder: str) -> Sequence[str]:
        """The names with which the pieces of a folder begin; it is the folder that is asked for from now on."""
        self._folder = os.fsencode(os.path.abspath(folder))  # noqa: PTH100  a Path for each would cost more than the asking
        self._visited.add(hash(self._folder))
        self._last = ("", None)
        rows = self._run("SELECT first FROM pieces WHERE folder = ? AND deep = ?", (self._folder, self._deep))
        self._firsts = sorted(os.fsdecode(first) for (first,) in rows)
        self._gone = set(self._firsts)
        return self._firsts

    def whole(self, piece: Piece) -> Known | None:
        """What is known of a piece in which nothing has changed."""
        row = self._row(piece)
        if row is None or row.stamps != piece.stamps or row.names != _packed(piece.names) or _NOWHERE in row.stamps:
            return None
        return row.known

    def parts(self, piece: Piece) -> Mapping[str, tuple[int, bytes]]:
        """Name → mark and line, for the files of a piece that have not changed."""
        row = self._row(piece)
        if row is None:
            return {}
        lines = iter(row.known.lines.splitlines(keepends=True))
        before = {
            name: (row.stamps[at * _WIDTH : (at + 1) * _WIDTH], mark, next(lines) if mark & LINE else b"")
            for at, (name, mark) in enumerate(zip(_unpacked(row.names), row.known.marks, strict=True))
        }
        known = {}
        for at, name in enumerate(piece.names):
            stamp, mark, line = before.get(name, (_NOWHERE, 0, b""))
            if stamp != _NOWHERE and stamp == piece.stamps[at * _WIDTH : (at + 1) * _WIDTH]:
                known[name] = (mark, line)
        return known

    def _row(self, piece: Piece) -> _Row | None:
        """The row in which the first file of a piece would stand."""
        if not self._firsts or not piece.names:
            return None
        first = self._firsts[max(bisect_right(self._firsts, piece.names[0]) - 1, 0)]
        self._gone.discard(piece.names[0])
        if self._last[0] == first and self._last[1]:
            return self._last[1]
        found = self._run(_ROW, (self._folder, self._deep, os.fsencode(first), self._reader))
        row = None
        for prefix, names, stamps, marks, lines in found:
            now = spelled(piece.prefix)
            if _nearest(prefix) == _nearest(now):
                row = _Row(names, stamps, Known(marks, moved(lines, prefix, now)))
        self._last = (first, row)
        return row

    def remember(self, piece: Piece, known: Known) -> None:
        """Keep what was just read of a piece. It is there whatever happens next."""
        folder = os.fsencode(os.path.abspath(piece.folder))  # noqa: PTH100  as above
        row = (folder, self._deep, os.fsencode(piece.names[0]), self._reader, spelled(piece.prefix))
        self._run(
            "INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, _packed(piece.names), piece.stamps, *known),
        )

    def end_of_folder(self) -> None:
        """Forget the pieces of the folder that no longer begin so."""
        for first in self._gone:
            self._run(
                "DELETE FROM pieces WHERE folder = ? AND deep = ? AND first = ?",
                (self._folder, self._deep, os.fsencode(first)),
            )

    def end(self, roots: Iterable[Path]) -> None:
        """Forget the folders below some others that are no longer there: all that are were asked for."""
        separator = os.fsencode(os.sep)
        for root in roots:
            above = os.fsencode(os.path.abspath(root)).rstrip(separator)  # noqa: PTH100  as above
            between = (above + separator, above + bytes((separator[0] + 1,)))
            rows = self._run("SELECT DISTINCT folder FROM pieces WHERE folder > ? AND folder < ?", between)
            for (folder,) in rows:
                if hash(folder) not in self._visited:
                    self._run("DELETE FROM pieces WHERE folder = ?", (folder,))

    def _run(self, statement: str, values: tuple[object, ...]) -> list[tuple[bytes, ...]]:
        """Rows; none from here on where the file cannot be used, which is begun anew where it is damaged."""
        if self._book is None:
            return []
        try:
            return self._book.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            self.close()
        except sqlite3.DatabaseError:
            self.close()
            with suppress(TargetError, OSError):
                delete(self.path)
                self._open()
        return []


def moved(lines: bytes, before: bytes, now: bytes) -> bytes:
    """Lines with another folder before each name: the same one may be spelled in more than one way."""
    if before == now or not lines:
        return lines
    start = b'{"path": "'
    return (b"\n" + lines).replace(b"\n" + start + before, b"\n" + start + now)[1:]


def _nearest(prefix: bytes) -> list[bytes]:
    """The names of the nearest folders: they may tell something of a file that is in its line."""
    return prefix.split(spelled(os.sep))[-_NEAREST - 1 :]


def spelled(prefix: str) -> bytes:
    """What stands before a name as JSON writes it."""
    return json.dumps(written(prefix))[1:-1].encode()


def _packed(names: Sequence[str]) -> bytes:
    return os.fsencode("\0".join(names))


def _unpacked(names: bytes) -> list[str]:
    return os.fsdecode(names).split("\0")


def path(folder: Path | None = None) -> Path:
    """Where everything lies that is remembered of any photo."""
    return (folder or storage.data_folder()) / NAME


def delete(file: Path | None = None) -> None:
    """Delete everything remembered of any photo.

    Raises:
        TargetError: when it is there and cannot be deleted.
    """
    file = file or path()
    for ending in ("", "-wal", "-shm", "-journal"):
        storage.delete(file.with_name(file.name + ending))


def reader() -> bytes:
    """Stands for how files are read: changes with any file of the photo package, and with what is installed.

    It is told by sizes and times, in a fraction of the time that reading the files would take.
    """
    package = Path(__file__).parents[1]
    told = [footprint.__version__, sys.version]
    for folder in (package, *sorted(entry for entry in package.iterdir() if entry.is_dir())):
        told += _states(folder, ".py")
    installed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    told += [_state(path) for path in (*installed, str(package.parent / "model.py"))]
    return hashlib.blake2b("\0".join(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _states(folder: Path, ending: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(_state(entry.path) for entry in entries if entry.name.endswith(ending))
    except OSError:
        return []


def _state(path: str) -> str:
    try:
        status = os.stat(path or ".")  # noqa: PTH116  a Path for each would cost more than the asking
    except OSError:
        return path
    return f"{path} {status.st_size} {status.st_mtime_ns}"
