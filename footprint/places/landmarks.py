"""Things with a name and a position, from a file of the person's own; and rows of such files, read one by one."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO

import numpy as np
from scipy.spatial import cKDTree

from footprint.errors import Illegible, NotSet
from footprint.model import Point
from footprint.places.arrays import Floats, on_sphere
from footprint.places.grid import BRITISH, unprojected

_HEADINGS = 30
"""In so many lines at the most the names of the columns must stand: lists begin with titles and dates."""

_CHUNK = 1 << 20
_END = ("\n", "\r")
_ON_EARTH = 1e8
"""No position is so many metres, or degrees, from where its grid begins."""


class Landmarks:
    """Some of them: their names, and where they are, in degrees."""

    def __init__(self, names: Sequence[str], latitude: Floats, longitude: Floats) -> None:
        self._names = names
        self._tree = cKDTree(on_sphere(latitude, longitude)) if names else None

    def __len__(self) -> int:
        return len(self._names)

    def nearest(self, point: Point, within_m: float) -> str:
        """The name of the nearest within so many metres; "" where there is none."""
        if self._tree is None:
            return ""
        at = on_sphere(np.array(point.latitude), np.array(point.longitude))
        row = self._tree.query(at, distance_upper_bound=within_m)[1]
        return self._names[row] if row < len(self._names) else ""


def on_grid(names: Sequence[str], eastings: Sequence[float], northings: Sequence[float]) -> Landmarks:
    """The same of positions on the grid of Great Britain, in metres."""
    return Landmarks(names, *unprojected(np.array(eastings, float), np.array(northings, float), BRITISH))


def some(found: Landmarks, path: Path, what: str) -> Landmarks:
    """The same; a list of nothing is not taken for one that knows of nothing here.

    Raises:
        CouldNotCheck: there are none.
    """
    if not found:
        raise Illegible(f"The {what} ({path.name}) has none with a position. Download it again.")
    return found


def rows(path: Path, needed: tuple[str, ...], what: str) -> Iterator[dict[str, str]]:
    """The rows of a list (CSV) that names its columns in one of its first lines, as column → text.

    Args:
        path: the file; in UTF-8, or as Windows writes.
        needed: columns that it must have.
        what: the list in words: "list of schools".

    Raises:
        CouldNotCheck: it is not there, cannot be read, or is another list.
    """
    named = f"The {what} ({path.name})"
    try:
        if path.is_dir():
            raise NotSet(f"{named} is a folder. Name the file in it in the profile, under [place_names].")
        if not path.is_file():
            raise NotSet(f"{named} is not there. Say in the profile where it is, under [place_names].")
        if zipfile.is_zipfile(path):
            raise NotSet(f"{named} is packed. Unpack it, and name the file from it in the profile.")
        with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
            yield from _rows(file, needed, named)
    except OSError as error:
        raise Illegible(f"{named} cannot be read: {error.strerror}. Check who may open it.") from None


def _rows(file: IO[str], needed: tuple[str, ...], named: str) -> Iterator[dict[str, str]]:
    try:
        table = _table(file)
        for line in islice(table, _HEADINGS):
            columns = [name.strip() for name in line]
            if set(needed) <= set(columns):
                yield from (dict(zip(columns, line, strict=False)) for line in table)
                return
    except csv.Error:
        raise Illegible(f"{named} is damaged, or not all of it is there. Download it again.") from None
    raise Illegible(f"{named} is another file: it has no columns {', '.join(needed)}. Download it again.")


def _table(text: Iterable[str]) -> Iterator[list[str]]:
    """The rows of a list that is there to its end.

    Raises:
        csv.Error: it is empty, or was broken off: in its last line, which is shorter than others, or within a text.
    """
    line, before, last = "", [""], [""]

    def noted() -> Iterator[str]:
        nonlocal line
        for line in text:  # noqa: UP028  each is noted, too
            yield line

    for row in csv.reader(noted()):
        before, last = last, row or last
        yield row
    if not line or last[-1].endswith(_END) or (not line.endswith(_END) and len(last) < len(before)):
        raise csv.Error


def _encoding(path: Path) -> str:
    """UTF-16 where it says so, UTF-8 where all of it is; else that of Windows."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        file.seek(0)
        try:
            for piece in chain(iter(lambda: file.read(_CHUNK), b""), (b"",)):
                decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def number(text: str | None) -> float | None:
    """The number that a text is; None where it is none, or could be no position."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < _ON_EARTH else None


def lines(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of a list in UTF-8 that does not name its columns."""
    with io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text:
        yield from _table(text)
