"""Goes through folders, a few files at a time, and notes of each file what tells whether it has changed.

Nothing here reads a file, and nothing grows with their number: of a folder its names are held, of its files' sizes and
times a piece. It loads nothing heavy, because most of the time nothing has changed.
"""

from __future__ import annotations

import marshal
import os
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import pairwise
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple, Protocol

PIECE = 128
"""Files in a piece, more or less: what is read, remembered and said at once."""

_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir"})
_MOUNT_POINT = 0xA0000003
"""What Windows calls a link from one folder to another."""

BY_HANDLE = os.scandir in os.supports_fd and os.stat in os.supports_dir_fd
"""Whether files can be asked for below an open folder, which is quicker. Windows tells it all in the listing."""

STAMP = 4
"""Whole numbers in a stamp: size, times of change of content and of entry in nanoseconds, number of the file."""

NO_STAMP = (-1, -1, -1, -1)
"""Of a file that cannot be looked at, or that changes just now: it matches nothing."""

_SETTLED = 2_000_000_000
"""Nanoseconds. The coarsest file system (FAT) counts time in twos of seconds: what was written less than that ago can
be written again without a trace."""

_HALF, _WHOLE = 1 << 63, 1 << 64


class Unseen(NamedTuple):
    """A path that was not looked at, and why, in a plain sentence."""

    path: str
    reason: str


class Piece(NamedTuple):
    """A few files of one folder, in the order of their names.

    Attributes:
        folder: as the person spelled it; empty for files that were named themselves.
        prefix: what stands before each name in a path.
        names: the files; whole paths where `folder` is empty.
        stamps: `STAMP` numbers for each name, eight bytes each; empty where `folder` is.
        last: whether it is the folder's last piece. An empty folder has one piece, without names.
    """

    folder: str
    prefix: str
    names: Sequence[str]
    stamps: bytes
    last: bool = True


Cuts = Callable[[str], Sequence[str]]
"""Folder → the names with which its pieces began when it was remembered, in order."""


class _Listing(NamedTuple):
    """What a folder holds, sorted: names of files, names of folders, and the links to folders."""

    files: list[str]
    below: list[str]
    links: list[Unseen]


class Looked(NamedTuple):
    """A folder as it was looked at: its number, what is in it, and stamps of all its files."""

    number: tuple[int, int]
    files: list[str]
    below: list[str]
    links: Sequence[tuple[str, ...]]
    stamps: bytes


class Ahead(Protocol):
    """Looks at folders before their turn comes."""

    def ask(self, folder: str) -> None:
        """Have a folder looked at."""

    def take(self, folder: str) -> Looked | None:
        """What was seen in it; None where it was not looked at."""


Status = Callable[[str], os.stat_result]


def nowhere(_folder: str) -> Sequence[str]:
    """Nothing is remembered."""
    return ()


def pieces(roots: Iterable[Path], cuts: Cuts = nowhere, ahead: Ahead | None = None) -> Iterator[Piece | Unseen]:
    """Every file under some folders, and the files that were named themselves, in a fixed order.

    Links to folders are not followed, and no folder is walked twice. Hidden files and those of the system are left
    out. Whether a file is a photo is told by reading it.
    """
    seen: set[tuple[int, int]] = set()
    named: list[str] = []
    for root in roots:
        kind = _kind(root)
        if kind is None:
            named.append(str(root))
        if named and (kind is not None or len(named) >= PIECE):
            yield Piece("", "", named, b"")
            named = []
        if isinstance(kind, Unseen):
            yield kind
        elif kind is not None:
            yield from _under(str(root), seen, cuts, ahead)
    if named:
        yield Piece("", "", named, b"")


def count(roots: Iterable[Path]) -> int:
    """How many files `pieces` will come by, in a fraction of its time."""
    seen: set[tuple[int, int]] = set()
    total = 0
    for root in roots:
        kind = _kind(root)
        total += kind is None
        waiting = [str(root)] if isinstance(kind, str) else []
        while waiting:
            folder = waiting.pop()
            with suppress(OSError):
                if _first_visit(os.stat(folder), seen):  # noqa: PTH116  a Path for each would cost more than the asking
                    with os.scandir(folder) as entries:
                        listing = _sorted_out(entries, folder, in_order=False)
                    total += len(listing.files)
                    waiting.extend(os.path.join(folder, name) for name in listing.below)  # noqa: PTH118  as above
    return total


def _kind(root: Path) -> str | Unseen | None:
    """The path of a folder, nothing for a file, or why it is neither."""
    try:
        mode = root.stat().st_mode
    except OSError as error:
        return Unseen(str(root), _absent(error))
    if S_ISDIR(mode):
        return str(root)
    return None if S_ISREG(mode) else Unseen(str(root), "This is neither a folder nor an ordinary file.")


def _absent(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "This computer does not let you open it. Check who may read it."
    return "There is no such folder or file. Check how it is spelled, and whether its disk is connected."


def _under(root: str, seen: set[tuple[int, int]], cuts: Cuts, ahead: Ahead | None) -> Iterator[Piece | Unseen]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        looked = ahead.take(folder) if ahead else None
        # Every other folder is looked at elsewhere, while this process looks at the one before it.
        following = 2 if looked else 1
        if ahead and len(waiting) >= following:
            ahead.ask(waiting[-following])
        try:
            below = yield from (_seen(folder, looked, seen, cuts) if looked else _folder(folder, seen, cuts))
        except OSError as error:
            yield Unseen(folder, f"The folder could not be opened ({error.strerror or 'no reason given'}).")
            continue
        waiting.extend(os.path.join(folder, name) for name in reversed(below))  # noqa: PTH118  a Path for each would cost more than the listing


def _folder(folder: str, seen: set[tuple[int, int]], cuts: Cuts) -> Generator[Piece | Unseen, None, list[str]]:
    """The pieces of one folder; returns the names of the folders in it."""
    with closing(_Handle(folder)) as handle:
        if not _first_visit(handle.status(), seen):
            return []
        listing = handle.listing()
        yield from listing.links
        prefix = prefix_of(folder)
        start = 0
        for end in _ends(listing.files, cuts(folder)):
            names = listing.files[start:end]
            yield Piece(folder, prefix, names, handle.stamps(names), end == len(listing.files))
            start = end
        return listing.below


def _seen(
    folder: str, looked: Looked, seen: set[tuple[int, int]], cuts: Cuts
) -> Generator[Piece | Unseen, None, list[str]]:
    """The same of a folder that was looked at before its turn."""
    if looked.number in seen:
        return []
    seen.add(looked.number)
    yield from (Unseen(*link) for link in looked.links)
    prefix = prefix_of(folder)
    start = 0
    for end in _ends(looked.files, cuts(folder)):
        stamps = looked.stamps[start * 8 * STAMP : end * 8 * STAMP]
        yield Piece(folder, prefix, looked.files[start:end], stamps, end == len(looked.files))
        start = end
    return looked.below


def look(folder: str) -> Looked | None:
    """All of a folder at once; None where it cannot be looked at, or is not told from others by its number."""
    try:
        with closing(_Handle(folder)) as handle:
            status = handle.status()
            files, below, links = handle.listing()
            parts = (handle.stamps(files[at : at + PIECE]) for at in range(0, len(files), PIECE))
            stamps = b"".join(parts)
    except OSError:
        return None
    return Looked((status.st_dev, status.st_ino), files, below, links, stamps) if status.st_ino else None


def answer(asked: BinaryIO, told: BinaryIO) -> None:
    """Look at each folder that is asked for, until nobody asks any more: what `Ahead` starts elsewhere does."""
    with suppress(EOFError, OSError):
        while True:
            looked = look(marshal.load(asked))  # noqa: S302  it comes from our own process
            if looked:
                told_plainly = (*looked[:3], [tuple(link) for link in looked.links], looked.stamps)
                marshal.dump(told_plainly, told)
            else:
                marshal.dump(None, told)
            told.flush()


def prefix_of(folder: str) -> str:
    """What stands before a file's name in its path: "photos/2024/", and nothing for this folder itself."""
    return str(Path(folder) / "x")[:-1]


def _ends(names: Sequence[str], cuts: Sequence[str]) -> list[int]:
    """Where pieces end: at the cuts of last time, so that a new file changes one piece; none is much too long."""
    bounds = sorted({bisect_left(names, cut) for cut in cuts[1:]} | {0, len(names)})
    ends: list[int] = []
    for start, end in pairwise(bounds):
        if end - start > 2 * PIECE:
            ends.extend(range(start + PIECE, end, PIECE))
        ends.append(end)
    return ends or [0]


class _Handle:
    """A folder that is open for asking."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._number = os.open(folder, os.O_RDONLY) if BY_HANDLE else -1
        self._entries: dict[str, os.DirEntry[str]] = {}

    def close(self) -> None:
        """Let it go."""
        if self._number >= 0:
            os.close(self._number)

    def listing(self) -> _Listing:
        """What is in it."""
        if self._number >= 0:
            with os.scandir(self._number) as entries:
                return _sorted_out(entries, self.folder)
        with os.scandir(self.folder) as entries:
            self._entries = {entry.name: entry for entry in entries}
            return _sorted_out(self._entries.values(), self.folder)

    def status(self) -> os.stat_result:
        """What the system knows of the folder itself."""
        return os.stat(self.folder if self._number < 0 else self._number)  # noqa: PTH116  a Path knows no open folder

    def stamps(self, names: list[str]) -> bytes:
        """Stamps of files in it."""
        if self._number >= 0:
            return _stamps(names, partial(os.stat, dir_fd=self._number))
        return _stamps(names, lambda name: self._entries[name].stat())


def _first_visit(status: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    key = (status.st_dev, status.st_ino)
    # Where a file system has no numbers for its files they are all zero.
    if status.st_ino and key in seen:
        return False
    seen.add(key)
    return True


def _sorted_out(entries: Iterable[os.DirEntry[str]], folder: str, *, in_order: bool = True) -> _Listing:
    """Files, folders and links apart; the system tells them apart without looking at each."""
    found = _Listing([], [], [])
    add = found.files.append
    for entry in entries:
        name = entry.name
        # Hidden files, and those of the system, are nothing that a person put there to look at.
        if name[0] == "." or name.casefold() in _SYSTEM:
            continue
        try:
            if entry.is_file(follow_symlinks=False):
                add(name)
            else:
                _other(entry, prefix_of(folder) + name, found)
        except OSError as error:
            reason = f"It could not be looked at ({error.strerror or 'no reason given'})."
            found.links.append(Unseen(prefix_of(folder) + name, reason))
    if in_order:
        found.files.sort()
        found.below.sort()
        found.links.sort()
    return found


def _other(entry: os.DirEntry[str], path: str, found: _Listing) -> None:
    """What is no ordinary file: a folder, a link, or something without a content, which is left out."""
    if entry.is_dir(follow_symlinks=False) and not _joins(entry):
        found.below.append(entry.name)
    elif entry.is_dir():
        reason = "This is a link to another folder and was not followed. Name that folder itself."
        found.links.append(Unseen(path, reason))
    elif entry.is_symlink() and (entry.is_file() or not os.path.exists(path)):  # noqa: PTH110  a text is in hand
        # A link that leads nowhere is found out by reading it.
        found.files.append(entry.name)


def _joins(entry: os.DirEntry[str]) -> bool:
    """Whether Windows shows another folder here."""
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _MOUNT_POINT


def _stamps(names: list[str], status: Status) -> bytes:
    """Stamps of files. One that is gone meanwhile, or is changing just now, gets none that could match."""
    numbers: list[int] = []
    put = numbers.extend
    settled = time.time_ns() - _SETTLED
    for name in names:
        try:
            known = status(name)
            changed = known.st_mtime_ns
            put((known.st_size, changed, known.st_ctime_ns, known.st_ino))
            if settled < changed < settled + 2 * _SETTLED:
                numbers[-STAMP:] = NO_STAMP
        except OSError:
            put(NO_STAMP)
    try:
        return array("q", numbers).tobytes()
    except OverflowError:  # some network disks number their files so
        return array("q", [(n + _HALF) % _WHOLE - _HALF for n in numbers]).tobytes()


def written(path: str) -> str:
    """A path that can be written down; what is no text in it becomes U+FFFD."""
    if path.isascii():
        return path
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in path)
