"""The files of folders as paths, and what they give away as readings."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from footprint.model import PHOTOS, Cause, Reading, Skipped
from footprint.photos.library import lines
from footprint.photos.library.folders import Unseen, pieces
from footprint.photos.library.scan import Scan


def walk(roots: Iterable[Path]) -> Iterator[Path | Skipped]:
    """Every file under some folders, and the files that were named themselves, in a fixed order.

    Links to folders are not followed, and no folder is walked twice. Hidden files and those of the system are left
    out. Whether a file is a photo is told by reading it.

    Yields:
        Paths, and a `Skipped` for what is not there or cannot be listed.
    """
    for piece in pieces(roots):
        if isinstance(piece, Unseen):
            yield skipped(piece)
        else:
            yield from (Path(piece.prefix + name) for name in piece.names)


def readings(scan: Scan) -> Generator[Reading | Skipped, None, None]:
    """A reading for each photo, film, and file that claims to be one, remembered or fresh, in order."""
    with closing(iter(scan)) as found:
        for item in found:
            if isinstance(item, Unseen):
                yield skipped(item)
            else:
                yield from (lines.reading(line, path) for path, line in item.lines())


def skipped(unseen: Unseen) -> Skipped:
    """What was not looked at, as every layer knows it."""
    return Skipped(PHOTOS, unseen.path, Cause.UNREADABLE, unseen.reason)
