"""Random access to a file or to bytes, in small pieces, with one window of what was read last."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Self

HEAD_WINDOW = 3 << 12
"""Read at once when a file is opened, and held: most pictures keep there all that tells something, but thumbnails."""

WINDOW = 1 << 12
HELD = 1 << 26
"""A file up to this size is held in memory whole where it is gone through several times: photos are, films are not."""

LARGEST_WINDOW = 1 << 16
"""More at once is slower: memory for it is asked of the system each time."""

# A pipe must not make us wait for someone to write into it; Windows would translate line ends.
_MODE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_FILE = -1


class _Window:
    """The bytes at the beginning of a file and those read last, shared by all parts of one stream."""

    __slots__ = ("data", "file", "head", "start")

    def __init__(self, head: bytes, file: int) -> None:
        self.head = head
        self.data = b""
        self.start = 0
        self.file = file

    def fetch(self, start: int, length: int) -> bytes:
        """From what was read last, or read anew from the file, a little more than was asked for."""
        inside = start - self.start
        if inside < 0 or inside + length > len(self.data):
            os.lseek(self.file, start, os.SEEK_SET)
            self.data = os.read(self.file, max(length, WINDOW))
            self.start, inside = start, 0
        return self.data[inside : inside + length]


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
        return cls(_Window(data, _NO_FILE), 0, len(data))

    @classmethod
    def open(cls, path: Path, *, held: bool = False) -> Stream:
        """A stream over a file, opened for reading only; the context manager closes it.

        Args:
            path: where it is.
            held: read all of it now, if it is no longer than `HELD`.

        Raises:
            OSError: when it cannot be opened, or is a folder, a pipe or a device.
        """
        file = os.open(path, _MODE)
        try:
            status = os.fstat(file)
            if not S_ISREG(status.st_mode):
                raise OSError("This is no ordinary file.")  # noqa: TRY301  the file is closed in one place
            first = status.st_size if held and HEAD_WINDOW < status.st_size <= HELD else HEAD_WINDOW
            return cls(_Window(os.read(file, first), file), 0, status.st_size)
        except BaseException:
            os.close(file)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._window.file)

    def at(self, offset: int, length: int) -> bytes:
        """Bytes from `offset` on; fewer than `length` where the stream ends before."""
        end = offset + length
        if end > self.size:
            length = self.size - offset
            end = self.size
        if length <= 0 or offset < 0:
            return b""
        base, head = self._base, self._window.head
        if base + end <= len(head):
            return head[base + offset : base + end]
        return self._window.fetch(base + offset, length)

    def read(self, cap: int) -> bytes:
        """The whole stream, or its first `cap` bytes."""
        return self.at(0, min(self.size, cap))

    @property
    def held(self) -> bytes | None:
        """The whole stream, where it is in memory; else None."""
        end = self._base + self.size
        return self._window.head[self._base : end] if end <= len(self._window.head) else None

    def part(self, offset: int, length: int) -> Stream:
        """A range of this stream as a stream of its own; shorter where this one ends before."""
        if offset < 0 or length < 0 or offset + length > self.size:
            offset = min(max(offset, 0), self.size)
            length = min(max(length, 0), self.size - offset)
        return Stream(self._window, self._base + offset, length)

    def search(self, pattern: re.Pattern[bytes], offset: int, overlap: int = 1) -> int:
        """Where a pattern of at most `overlap` + 1 bytes is found next, or -1. What is read grows with the distance."""
        head, end = self._window.head, self._base + self.size
        if offset >= 0 and end <= len(head):
            found = pattern.search(memoryview(head)[self._base + offset : end])
            return offset + found.start() if found else -1
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
