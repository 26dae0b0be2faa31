"""Things with a name and a position, from a file of the person's own; and rows of such files, read one by one."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
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
_ON_EARTH = 1e8
"""No position is so many metres, or degrees, from where its grid begins."""


class Landmarks:
    """Some of them: their names, and where they are, in degrees."""

    def __init__(self, names: Sequence[str], latitude: Floats, longitude: Floats) -> None:
        self._names = names
        self._tree = cKDTree(on_sphere(latitude, longitude)) if names else None

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


def rows(path: Path, needed: tuple[str, ...], what: str) -> Iterator[dict[str, str]]:
    """The rows of a list (CSV) that names its columns in one of its first lines, as column → text.

    Args:
        path: the file; in UTF-8, or as Windows writes.
        needed: columns that it must have.
        what: the list in words: "list of schools".

    Raises:
        CouldNotCheck: it is not there, cannot be read, or is another list.
    """
    if not path.is_file():
        raise NotSet(f"The {what} ({path.name}) is not there. Say in the profile where it is, under [place_names].")
    try:
        with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
            yield from _rows(file, needed, f"The {what} ({path.name})")
    except OSError as error:
        raise Illegible(f"The {what} ({path.name}) cannot be read: {error.strerror}.") from None


def _rows(file: IO[str], needed: tuple[str, ...], named: str) -> Iterator[dict[str, str]]:
    try:
        table = csv.reader(file)
        for line in islice(table, _HEADINGS):
            columns = [name.strip() for name in line]
            if set(needed) <= set(columns):
                yield from (dict(zip(columns, line, strict=False)) for line in table)
                return
    except csv.Error:
        raise Illegible(f"{named} is damaged. Download it again.") from None
    raise Illegible(f"{named} is another file: it has no columns {', '.join(needed)}. Download it again.")


def _encoding(path: Path) -> str:
    """UTF-8 where all of it is; else that of Windows."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
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
        yield from csv.reader(text)
