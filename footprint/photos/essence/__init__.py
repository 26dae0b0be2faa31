"""What a decoder makes pixels and sound from, found by readers that share no code with `formats`.

Two files with the same essence show and sound the same, whatever else differs: that is stronger than to compare
what one decoder makes of them, and works for pictures that are damaged, very large, or of a kind that nothing here
decodes. To add one, write a module with `pieces` and name it below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from footprint.photos.essence import film, gif, heif, jpeg, jxl, png, tiff, webp
from footprint.photos.stream import Stream

Pieces = Callable[[Stream], Iterator[bytes]]
"""Every byte that counts, in an order that both files have; raises `Unreadable` where the file makes no sense."""

Notes = Callable[[Stream], Iterator[tuple[str, int]]]
"""Name and number of every tag besides those that count, as exifread names them, of what exifread cannot read."""

_PIECES: dict[str, Pieces] = {
    "AVIF": heif.pieces,
    "GIF": gif.pieces,
    "HEIC": heif.pieces,
    "JPEG": jpeg.pieces,
    "JPEG XL": jxl.pieces,
    "MOV": film.pieces,
    "MP4": film.pieces,
    "PNG": png.pieces,
    "TIFF": tiff.pieces,
    "WebP": webp.pieces,
}
"""Format's name → its reader. Pictures of the other formats are decoded and compared pixel by pixel."""

_BESIDES: dict[str, Callable[[Stream], Iterator[str]]] = {"PNG": png.besides, "WebP": webp.besides}
"""Format's name → what lists everything in a file that no decoder uses."""

_NOTES: dict[str, Notes] = {"JPEG XL": jxl.notes, "TIFF": tiff.notes}


def known(form: str) -> bool:
    """Whether there is a reader for a format."""
    return form in _PIECES


def notes(stream: Stream, form: str) -> dict[str, int]:
    """Name → number of the tags that a file has besides what is needed; none for most formats.

    Raises:
        Unreadable: when the file makes no sense.
        OSError: when it cannot be read.
    """
    return dict(_NOTES[form](stream)) if form in _NOTES else {}


def digest(path: Path, form: str) -> bytes:
    """A hash of everything that a decoder uses of a file, the colour profile included.

    Raises:
        Unreadable: when the file makes no sense.
        OSError: when it cannot be read.
    """
    with Stream.open(path) as stream:
        return of(stream, form)


def of(stream: Stream, form: str) -> bytes:
    """The same of a file in a file.

    Raises:
        Unreadable: when it makes no sense.
    """
    found = hashlib.sha256()
    for piece in _PIECES[form](stream):
        found.update(piece)
    return found.digest()


def same(one: Stream, other: Stream, form: str) -> bool:
    """Whether a decoder makes the same of two files: every byte that it uses is compared.

    Raises:
        Unreadable: when one of them makes no sense.
        OSError: when it cannot be read.
    """
    return all(mine == theirs for mine, theirs in _side_by_side(_PIECES[form](one), _PIECES[form](other)))


def _side_by_side(one: Iterator[bytes], other: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The bytes of both in pairs of one length, however each is cut; in the last pair one is empty, or both are."""
    mine = theirs = b""
    while True:
        # An empty piece is no end.
        mine = mine or next(filter(None, one), b"")
        theirs = theirs or next(filter(None, other), b"")
        if not mine or not theirs:
            yield mine, theirs
            return
        length = min(len(mine), len(theirs))
        yield mine[:length], theirs[:length]
        mine, theirs = mine[length:], theirs[length:]


def besides(stream: Stream, form: str) -> frozenset[str] | None:
    """The names of everything in a file that no decoder uses; None for formats of which that is not known.

    Raises:
        Unreadable: when the file makes no sense.
        OSError: when it cannot be read.
    """
    if form not in _BESIDES:
        return None
    return frozenset(_BESIDES[form](stream))
