"""Finds files in folders, and reads them in batches, wherever that is done."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from footprint.model import PHOTOS, Cause, Reading, Skipped
from footprint.photos.read import EMPTY, NOT_KNOWN, read_file

MEDIA = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".gif", ".tif", ".tiff", ".bmp"),
        *(".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2"),
        *(".mp4", ".mov", ".m4v", ".3gp", ".3g2", ".avi", ".mkv", ".webm", ".mts", ".m2ts"),
        *(".dng", ".nef", ".cr2", ".cr3", ".crw", ".arw", ".orf", ".rw2", ".raf", ".pef", ".srw"),
    },
)
"""Endings that say "photo or film". A file without one that is none is simply another file."""

_SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir"})
_MOUNT_POINT = 0xA0000003
"""What Windows calls a link from one folder to another."""

_BATCH = 50
_IN_FLIGHT = 8
"""Batches handed out at once: memory does not grow with the number of files."""

Found = Path | Skipped


def walk(roots: Iterable[Path]) -> Iterator[Found]:
    """Every file under some folders, and the files that were named themselves, in a fixed order.

    Links to folders are not followed, and no folder is walked twice. Hidden files and those of the system are left
    out. Whether a file is a photo is told by reading it.

    Yields:
        Paths, and a `Skipped` for what is not there or cannot be listed.
    """
    seen: set[tuple[int, int]] = set()
    for root in roots:
        try:
            mode = root.stat().st_mode
        except OSError as error:
            yield _skipped(root, _absent(error))
            continue
        if S_ISDIR(mode):
            yield from _under(root, seen)
        elif S_ISREG(mode):
            yield root
        else:
            yield _skipped(root, "This is neither a folder nor an ordinary file.")


def is_folder(path: Path) -> bool:
    """Whether there is a folder that we may look at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _absent(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "This computer does not let you open it. Check who may read it."
    return "There is no such folder or file. Check how it is spelled, and whether its disk is connected."


def _under(root: Path, seen: set[tuple[int, int]]) -> Iterator[Found]:
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            if not _first_visit(folder, seen):
                continue
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _skipped(folder, f"The folder could not be opened ({error.strerror or 'no reason given'}).")
            continue
        below: list[Path] = []
        for entry in entries:
            if not _hidden(entry.name):
                yield from _entry(entry, below)
        folders.extend(reversed(below))


def _first_visit(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    key = (status.st_dev, status.st_ino)
    # Where a file system has no numbers for its files they are all zero.
    if status.st_ino and key in seen:
        return False
    seen.add(key)
    return True


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _SYSTEM


def _entry(entry: os.DirEntry[str], below: list[Path]) -> Iterator[Found]:
    """One name in a folder; what is a folder itself goes onto `below`."""
    path = Path(entry.path)
    try:
        if entry.is_dir():
            if _is_link(entry):
                yield _skipped(path, "This is a link to another folder and was not followed. Name that folder itself.")
            else:
                below.append(path)
        elif entry.is_file() or entry.is_symlink():
            # A link that leads nowhere is found out by reading it.
            yield path
    except OSError as error:
        yield _skipped(path, f"It could not be looked at ({error.strerror or 'no reason given'}).")


def _is_link(entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    return entry.is_symlink() or getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def _skipped(path: Path, reason: str) -> Skipped:
    return Skipped(PHOTOS, str(path), Cause.UNREADABLE, reason)


def ignore(_done: int) -> None:
    """Tell nobody."""


def scan(
    found: Iterable[Found],
    executor: Executor,
    progress: Callable[[int], None] = ignore,
    *,
    named: frozenset[Path] = frozenset(),
    deep: bool = True,
) -> Iterator[Reading | Skipped]:
    """Read what was found, in the same order whichever executor reads it.

    Args:
        found: what `walk` gives; `Skipped` goes through as it is.
        executor: reads batches of files.
        progress: told how many files are done, other files included.
        named: files that the person named: these are reported even when they are clearly no photos.
        deep: as in `read_file`.

    Yields:
        A reading for each photo, film, and file that claims to be one. Other files in a folder are left out.
    """
    done = 0
    for items in _in_order(_batches(found), executor, deep=deep):
        done += len(items)
        yield from (item for item in items if _of_interest(item, named))
        progress(done)


def _in_order(
    batches: Iterator[tuple[Found, ...]], executor: Executor, *, deep: bool
) -> Iterator[list[Reading | Skipped]]:
    """The results of batches in the order of the batches, few of them handed out at once."""
    pending: deque[tuple[tuple[Found, ...], Future[list[Reading | Skipped]]]] = deque()
    try:
        for batch in batches:
            pending.append((batch, executor.submit(_read, batch, deep=deep)))
            while pending and (len(pending) >= _IN_FLIGHT or pending[0][1].done()):
                yield _result(*pending.popleft(), deep=deep)
        while pending:
            yield _result(*pending.popleft(), deep=deep)
    finally:
        for _, future in pending:
            future.cancel()


def _batches(found: Iterable[Found]) -> Iterator[tuple[Found, ...]]:
    items = iter(found)
    while batch := tuple(islice(items, _BATCH)):
        yield batch


def _read(batch: tuple[Found, ...], *, deep: bool) -> list[Reading | Skipped]:
    return [item if isinstance(item, Skipped) else read_file(item, deep=deep) for item in batch]


def _result(
    batch: tuple[Found, ...], future: Future[list[Reading | Skipped]], *, deep: bool
) -> list[Reading | Skipped]:
    try:
        return future.result()
    except BrokenExecutor:
        # A lost worker takes its batch with it; reading it again gives the same.
        return _read(batch, deep=deep)


def _of_interest(item: Reading | Skipped, named: frozenset[Path]) -> bool:
    """Whether it is a photo or film, or should have been one."""
    if isinstance(item, Skipped) or item.problem not in (NOT_KNOWN, EMPTY):
        return True
    path = Path(item.path)
    return path.suffix.casefold() in MEDIA or path in named
