"""Random access to a file or to bytes, in small pieces, with one window of what was read last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

HEAD_WINDOW = 1 << 16
"""Read at once when a file is opened: most pictures keep all their metadata there."""

WINDOW = 1 << 12
LARGEST_WINDOW = 1 << 18


class _Window:
    """The bytes read last, shared by all parts of one stream."""

    __slots__ = ("data", "file", "start")

    def __init__(self, data: bytes, file: BinaryIO) -> None:
        self.data = data
        self.start = 0
        self.file = file

    def fetch(self, start: int, length: int) -> bytes:
        """Read anew from the file, a little more than was asked for."""
        self.file.seek(start)
        self.data = self.file.read(max(length, WINDOW))
        self.start = start
        return self.data[:length]


class Stream:
    """A range of a file or of bytes. `size` is its length in bytes."""

    __slots__ = ("_base", "_window", "size")

    def __init__(self, window: _Window, base: int, size: int) -> None:
        self._window = window
        self._base = base
        self.size = size

    @classmethod
    def of(cls, data: bytes) -> Stream:
        """A stream over bytes."""
        return cls(_Window(data, BytesIO(data)), 0, len(data))

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Stream]:
        """A stream over a file, opened for reading only.

        Raises:
            OSError: when it cannot be opened, or is a folder, a pipe or a device.
        """
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise OSError("This is no ordinary file.")
        with path.open("rb", buffering=0) as file:
            head = file.read(HEAD_WINDOW)
            yield cls(_Window(head, file), 0, status.st_size)

    def at(self, offset: int, length: int) -> bytes:
        """Bytes from `offset` on; fewer than `length` where the stream ends before."""
        length = min(length, self.size - offset)
        if length <= 0 or offset < 0:
            return b""
        window = self._window
        start = self._base + offset
        inside = start - window.start
        if inside >= 0 and inside + length <= len(window.data):
            return window.data[inside : inside + length]
        return window.fetch(start, length)

    def read(self, cap: int) -> bytes:
        """The whole stream, or its first `cap` bytes."""
        return self.at(0, min(self.size, cap))

    def part(self, offset: int, length: int) -> Stream:
        """A range of this stream as a stream of its own; shorter where this one ends before."""
        offset = min(max(offset, 0), self.size)
        return Stream(self._window, self._base + offset, min(max(length, 0), self.size - offset))

    def search(self, pattern: re.Pattern[bytes], offset: int, overlap: int = 1) -> int:
        """Where a pattern of at most `overlap` + 1 bytes is found next, or -1. What is read grows with the distance."""
        window = WINDOW
        while offset < self.size:
            piece = self.at(offset, window)
            found = pattern.search(piece)
            if found:
                return offset + found.start()
            if len(piece) <= overlap:
                return -1
            offset += len(piece) - overlap
            window = min(window * 4, LARGEST_WINDOW)
        return -1

    def chunks(self, offset: int, length: int) -> Iterator[bytes]:
        """A range in pieces of a bounded size, for copying."""
        end = min(offset + length, self.size)
        while offset < end:
            piece = self.at(offset, min(LARGEST_WINDOW, end - offset))
            if not piece:
                return
            yield piece
            offset += len(piece)
