"""Reads a batch of files, in this process or another, and gives back little: finished lines, and a byte a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from footprint.model import Reading
from footprint.photos.kinds import LOCATING, TELLING, told
from footprint.photos.library.cache import ATTENTION, BROKEN, LINE, LOCATED, PASSING, Known
from footprint.photos.library.endings import MEDIA
from footprint.photos.library.lines import scanned
from footprint.photos.read import EMPTY, NOT_KNOWN, UNKNOWN, read_file

_encode = json.JSONEncoder().encode

LOST = "Reading this file ended the program that read it, more than once, so it was left out."

Work = tuple[str, Sequence[str], bool]
"""What stands before each name; the names; whether the person named each file."""


def read(work: Sequence[Work], *, deep: bool) -> list[Known]:
    """Read files. For each piece of work, marks and lines.

    A file in a folder that is no photo or film, and does not claim to be one, has no line.
    """
    return [_read(*piece, deep=deep) for piece in work]


def _read(prefix: str, names: Sequence[str], named: bool, *, deep: bool) -> Known:  # noqa: FBT001  it comes out of a tuple
    marks = bytearray()
    lines: list[str] = []
    for name in names:
        reading = read_file(Path(prefix + name), deep=deep)
        if named or reading.problem not in (NOT_KNOWN, EMPTY) or Path(name).suffix.casefold() in MEDIA:
            marks.append(_mark(reading))
            lines.append(_encode(scanned(reading)))
        else:
            marks.append(0)
    return Known(bytes(marks), _joined(lines))


def lost(prefix: str, name: str) -> Known:
    """What is said of a file over which a program was lost."""
    reading = Reading(prefix + name, UNKNOWN, 0, problem=LOST)
    return Known(bytes((_mark(reading),)), _joined([_encode(scanned(reading))]))


def _mark(reading: Reading) -> int:
    kinds = told(reading)
    mark = LINE
    if reading.problem:
        mark |= BROKEN | ATTENTION
        if not reading.bytes and reading.problem != EMPTY:  # nothing could be read at all
            mark |= PASSING
    if not TELLING.isdisjoint(kinds):
        mark |= ATTENTION
    if not LOCATING.isdisjoint(kinds):
        mark |= LOCATED
    return mark


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
