"""Files that belong to their owner alone: folders 0700, files 0600, and never half-written.

On Windows the modes do nothing; there the owner's own profile folder already keeps others out.
"""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs

from footprint.errors import TargetError


def data_folder() -> Path:
    """Where Footprint keeps what it remembers; FOOTPRINT_DATA names another place."""
    named = os.environ.get("FOOTPRINT_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("footprint", appauthor=False))


def cache_folder() -> Path:
    """Where Footprint keeps what it can do without; beside the rest where FOOTPRINT_DATA names a place."""
    named = os.environ.get("FOOTPRINT_DATA")
    return Path(named) / "cache" if named else Path(platformdirs.user_cache_dir("footprint", appauthor=False))


def private_folder(path: Path) -> Path:
    """Make a folder, and the parents that it lacks, for its owner alone. One that was there before keeps its mode.

    Raises:
        TargetError: when it cannot be made or is no folder.
    """
    try:
        for missing in reversed([one for one in (path, *path.parents) if not one.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        raise TargetError(
            f"The folder {path} cannot be made: {error.strerror}. Name another with --into, or free the place."
        ) from error
    return path


def write_private(path: Path, content: str | bytes) -> Path:
    """Write a file that only its owner can read: whole or not at all, in place of what was there.

    Raises:
        TargetError: when it cannot be written; what was there before is still there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror}. Name another place, or free it.") from error
    return path


def delete(path: Path) -> None:
    """Delete a file that may be gone already.

    Raises:
        TargetError: when it is there and cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise TargetError(f"{path} cannot be deleted: {error.strerror}. Close what uses it, then try again.") from error
