"""Proves that a copy is clean and shows the same picture, with readers that had no part in making it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import exifread

from footprint.errors import Unreadable, Withheld
from footprint.model import Reading, Trace
from footprint.photos import Block, BlockKind, Cleanable, exif, pixels, xmp
from footprint.photos.pixels import seen, shown
from footprint.photos.read import read_file
from footprint.photos.stream import Stream

T = TypeVar("T")

_SHORTEST = 6
"""Shorter texts are met by chance in picture data."""

_LONGEST = 100
_EXIF_CAP = 1 << 22
_TELLING = frozenset({"place", "person", "owner", "comment", "provenance"})
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
_ORIENTATION = "Image Orientation"
_UPRIGHT = 1

# It warns of every file without EXIF, which is what is hoped for here.
logging.getLogger("exifread").setLevel(logging.CRITICAL)


def secrets(stream: Stream, blocks: Sequence[Block], reading: Reading) -> set[bytes]:
    """Byte strings that must stand nowhere in a cleaned copy: names, places, serials, and positions as they stand."""
    found = {form for trace in reading.traces if _telling(trace) for form in _forms(trace.value)}
    for block in blocks:
        if block.kind is BlockKind.EXIF:
            found.update(exif.raw_positions(block.content(stream)))
        elif block.kind is BlockKind.XMP:
            found.update(xmp.raw_positions(block.content(stream)))
    return {secret for secret in found if len(secret) >= _SHORTEST and secret.strip(b"\0 ")}


def _telling(trace: Trace) -> bool:
    return trace.kind in _TELLING or "serial" in trace.where.casefold()


def _forms(value: str) -> Iterator[bytes]:
    text = value.rstrip("…")[:_LONGEST]
    if len(text) >= _SHORTEST:
        yield from (text.encode(encoding, errors="ignore") for encoding in _ENCODINGS)


def prove(original: Path, copy: Path, form: Cleanable, orientation: int, must_not_hold: Iterable[bytes]) -> None:
    """Compare a copy with its original, and look for what should not be in it.

    Args:
        original: the file it was made from.
        copy: not yet under its final name.
        form: the format of both.
        orientation: as viewers obey it in the original.
        must_not_hold: see `secrets`.

    Raises:
        Withheld: with the reason, when any of it cannot be shown.
        OSError: when one of them cannot be read.
    """
    _own_reader(copy, form, orientation)
    _second_reader(copy, orientation)
    _raw_bytes(copy, must_not_hold)
    before, profile = _opened(seen, original, form)
    after = _opened(shown, copy, form)
    if after.notes:
        raise Withheld(f"A second reader still finds something in the copy: {', '.join(sorted(after.notes))[:200]}.")
    if before != after.pixels:
        raise Withheld("The copy would not show the same picture.")
    if profile != after.profile:
        raise Withheld("The copy would not have the same colour profile.")
    if after.orientation != orientation:
        raise Withheld("The copy would not be turned the same way.")


def _own_reader(copy: Path, form: Cleanable, orientation: int) -> None:
    reading = read_file(copy)
    if reading.problem or reading.format != form.name:
        raise Withheld(f"The copy could not be read again: {reading.problem or reading.format}")
    if reading.traces:
        raise Withheld(f"Something would be left in the copy: {reading.traces[0].where}.")
    with Stream.open(copy) as stream:
        if displayed(stream, list(form.split(stream)), form) != orientation:
            raise Withheld("The copy would not be turned the same way.")


def displayed(stream: Stream, blocks: Iterable[Block], form: Cleanable) -> int:
    """How viewers turn the picture, 1 to 8: the first of its EXIF and XMP blocks that says.

    Raises:
        Withheld: when the block is so damaged that a second reader understands it differently.
    """
    blocks = list(blocks)
    for name in form.orients:
        block = next((b for b in blocks if b.kind is BlockKind.EXIF and b.name == name), None)
        turned = _said(block.content(stream)) if block else 0
        if turned:
            return turned
    packets = (xmp.said_orientation(b.content(stream)) for b in blocks if b.kind is BlockKind.XMP)
    return next(filter(None, packets), _UPRIGHT)


def _said(block: Stream) -> int:
    turned = exif.said_orientation(block)
    second = pixels.orientation(block.read(_EXIF_CAP))
    # What neither can read, and what says nothing, leaves the picture as it is.
    if (turned or _UPRIGHT) != (second or _UPRIGHT):
        raise Withheld("The file's EXIF block is damaged: it cannot be told how the picture is to be turned.")
    return turned


def _second_reader(copy: Path, orientation: int) -> None:
    allowed = {_ORIENTATION} if orientation != _UPRIGHT else set()
    try:
        with copy.open("rb") as file:
            tags = exifread.process_file(file, details=False)
    except OSError:
        raise
    except Exception as error:
        # It raises whatever comes to hand; a copy that it cannot read is not proven.
        raise Withheld(f"A second reader could not read the copy ({type(error).__name__}).") from error
    left = sorted(set(tags) - allowed)
    if left:
        raise Withheld(f"A second reader still finds something in the copy: {', '.join(left)[:200]}.")


def _raw_bytes(copy: Path, must_not_hold: Iterable[bytes]) -> None:
    data = copy.read_bytes()
    if any(secret in data for secret in must_not_hold):
        raise Withheld("Something that should be gone still stands somewhere in the copy.")


def _opened(read: Callable[[Path, str], T], path: Path, form: Cleanable) -> T:
    try:
        return read(path, form.name.upper())
    except Unreadable as error:
        raise Withheld(f"It cannot be shown that the picture stays the same. {error}") from error
