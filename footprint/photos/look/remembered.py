"""Remembers what was seen in pictures and their prints, by their content, so that none is looked at twice.

What can be read in pictures is in here: the file is its owner's alone, and `footprint purge` deletes it.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

from footprint import book, storage
from footprint.photos.look.view import View, from_written
from footprint.photos.look.weights import edition
from footprint.photos.prints import Prints

NAME = "looked.sqlite"
_LAYOUT = 3
"""Counted up when the tables change, or when the same picture would be seen otherwise."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS files (path BLOB PRIMARY KEY ON CONFLICT REPLACE, stamp TEXT, content BLOB)",
    """CREATE TABLE IF NOT EXISTS views
    (content BLOB, side INTEGER, view TEXT, PRIMARY KEY (content, side) ON CONFLICT REPLACE)""",
    "CREATE TABLE IF NOT EXISTS prints (content BLOB PRIMARY KEY ON CONFLICT REPLACE, bits BLOB)",
)
_CHUNK = 1 << 20
_PRINT = struct.Struct("<Q")


class Remembered:
    """What was seen before, in one file of the data folder; a file is not read again to know its content."""

    def __init__(self, file: Path | None = None) -> None:
        self._book = book.Book(file or path(), _TABLES, _layout())

    def content(self, picture: str) -> bytes | None:
        """What stands for the content of a file, where it was known before and the file has not changed since."""
        found = self._book.run("SELECT stamp, content FROM files WHERE path = ?", _key(picture))
        return found[0][1] if found and found[0][0] == _stamp(picture) else None

    def read(self, picture: str) -> bytes:
        """The same, read from the file where it was not known.

        Raises:
            OSError: it cannot be read.
        """
        known = self.content(picture)
        if known is not None:
            return known
        stamp, digest = _stamp(picture), hashlib.blake2b(digest_size=16)
        with Path(picture).open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        self._book.run("INSERT INTO files VALUES (?, ?, ?)", _key(picture), stamp, digest.digest())
        return digest.digest()

    def view(self, content: bytes, side: int) -> View | None:
        """What was seen at this size, or at a larger one."""
        for (text,) in self._book.run(
            "SELECT view FROM views WHERE content = ? AND side >= ? ORDER BY side", content, side
        ):
            with suppress(ValueError, TypeError, KeyError):
                return from_written(text)
        return None

    def remember(self, content: bytes, side: int, view: View) -> None:
        """Keep what was seen. It is there whatever happens next."""
        self._book.run("INSERT INTO views VALUES (?, ?, ?)", content, side, view.written())

    def prints(self, content: bytes) -> Prints | None:
        """The prints of a picture, where they were made before."""
        for (bits,) in self._book.run("SELECT bits FROM prints WHERE content = ?", content):
            with suppress(struct.error):
                return struct.unpack(f"<{len(bits) // _PRINT.size}Q", bits)
        return None

    def remember_prints(self, content: bytes, prints: Prints) -> None:
        """Keep them."""
        self._book.run("INSERT INTO prints VALUES (?, ?)", content, b"".join(map(_PRINT.pack, prints)))

    def close(self) -> None:
        """Let the file go."""
        self._book.close()


def _layout() -> int:
    """Of these tables and these weights: what others saw is thrown away. SQLite keeps 31 bits."""
    return zlib.crc32(f"{_LAYOUT} {edition()}".encode()) & 0x7FFF_FFFF or 1


def _key(picture: str) -> bytes:
    """One name for a file, from whichever folder it is named; as bytes, for names need not be text."""
    return os.fsencode(os.path.abspath(picture))  # noqa: PTH100  a Path for each would cost more


def _stamp(picture: str) -> str:
    """Size and time of change; empty for what is not there."""
    try:
        status = os.stat(picture)  # noqa: PTH116  a Path for each would cost more than the asking
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def path() -> Path:
    """Where everything lies that is remembered of what pictures show."""
    return storage.data_folder() / NAME
