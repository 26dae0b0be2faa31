"""A file that gets its name only when it is finished and proven; until then nothing of it can be taken for a copy."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from footprint.errors import Withheld

_BEGINNING, _ENDING = ".footprint-", ".part"
_DAY = 24 * 60 * 60


def sweep(folder: Path, mark: str) -> None:
    """Delete what processes that were ended left unfinished in a folder."""
    for left in folder.glob(f"{_BEGINNING}{mark}*{_ENDING}"):
        with suppress(OSError):
            left.unlink()


def sweep_old(folder: Path) -> None:
    """Delete what runs that were ended left unfinished in a folder, once nobody has written to it for a day."""
    for left in folder.glob(f"{_BEGINNING}*{_ENDING}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY:
                left.unlink()


@contextmanager
def draft(target: Path, mark: str = "") -> Iterator[tuple[BinaryIO, Path]]:
    """A new file beside a name that is free, open for writing; it is gone when this ends, whatever happens.

    `mark` stands in its name, so that whoever ends this process can `sweep` after it.
    """
    try:
        if os.path.lexists(target):
            raise _clash(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(_ENDING, f"{_BEGINNING}{mark}", target.parent)
    except OSError as error:
        raise not_written(error) from error
    file = os.fdopen(number, "wb")
    try:
        yield file, Path(name)
    finally:
        with suppress(OSError):  # what could not be written is told already
            file.close()
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def down_to_the_disk(file: BinaryIO) -> None:
    """Close a file whose bytes will be there after a crash."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


def give_name(path: Path, target: Path) -> None:
    """The final name for a draft, unless somebody else took it in the meantime."""
    try:
        if os.name == "nt":
            path.rename(target)  # refuses where there is a file of that name
        else:
            _link(path, target)
    except FileExistsError as error:
        raise _clash(target) from error
    except OSError as error:
        raise not_written(error) from error


def _link(path: Path, target: Path) -> None:
    """A second name for a file, never over another's; the first one is taken away later."""
    try:
        target.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (exFAT on a memory card) know no second names.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        path.rename(target)


def _clash(target: Path) -> Withheld:
    return Withheld(f"There is already a file of that name in {target.parent}; nothing was written over.")


def not_written(error: OSError) -> Withheld:
    """What to tell the person where the disk would not take a copy."""
    if error.errno == errno.ENOSPC:
        return Withheld("The disk is full: no copy was made, and the original is as it was.")
    return Withheld(f"The copy could not be written ({error.strerror or 'no reason given'}).")


def is_folder(path: Path) -> bool:
    """Whether there is a folder that we may look at."""
    try:
        return path.is_dir()
    except OSError:
        return False
