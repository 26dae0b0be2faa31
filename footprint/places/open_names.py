"""Streets and settlements of Great Britain, from Ordnance Survey's "OS Open Names" (CSV: a folder, or the zip itself).

It comes in tiles of 20 km, each a file named by its south-western corner ("SU66.csv"), so that only the tiles around a
place are read. Columns: Ordnance Survey, "OS Open Names technical specification".
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from footprint.errors import Illegible, NotSet
from footprint.model import Point
from footprint.places.grid import BRITISH, project
from footprint.places.landmarks import Landmarks, lines, number, on_grid

_NAME, _KIND, _EASTING, _NORTHING, _WIDTH = 2, 7, 8, 9, 17
_STREETS = frozenset({"Named Road", "Section Of Named Road"})
_SETTLEMENTS = frozenset({"City", "Town", "Village", "Hamlet", "Suburban Area", "Other Settlement"})
_TILE = re.compile(r"(?:.*/)?([A-Z]{2}[0-9]{2})\.csv", re.IGNORECASE)
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_MAP_M, _TILE_M = 100_000, 20_000


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile names. A street's position is its middle: whoever is near it may be in another street."""

    streets: Landmarks
    settlements: Landmarks


class OpenNames:
    """The tiles of a folder, or of a zip file.

    Raises:
        CouldNotCheck: there are none, or a tile cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tiles = {found[1].upper(): name for name in self._names() if (found := _TILE.fullmatch(name))}
        if not self._tiles:
            raise Illegible(f"There is nothing of OS Open Names in {path.name}. Download it again, as CSV.")
        self._tile = lru_cache(maxsize=16)(self._read)

    def at(self, point: Point) -> Tile | None:
        """The tile in which a place lies; None where there is none of it, as outside Great Britain."""
        name = self._tiles.get(tile_name(*project(point, BRITISH)))
        return self._tile(name) if name else None

    def _names(self) -> list[str]:
        named = f"OS Open Names ({self._path.name})"
        try:
            if not self._path.exists():
                raise NotSet(f"{named} is not there. Say in the profile where it is, under [place_names].")
            if self._path.is_dir():
                return [file.relative_to(self._path).as_posix() for file in self._path.rglob("*") if file.is_file()]
            with zipfile.ZipFile(self._path) as archive:
                return archive.namelist()
        except PermissionError as error:
            raise Illegible(f"{named} cannot be read: {error.strerror}. Check who may open it.") from None
        except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
            raise Illegible(f"{named} is damaged, or neither a folder nor a zip. Download it again, as CSV.") from None

    def _read(self, name: str) -> Tile:
        try:
            if self._path.is_dir():
                with (self._path / name).open("rb") as file:
                    return _tile(lines(file))
            with zipfile.ZipFile(self._path) as archive, archive.open(name) as file:
                return _tile(lines(file))
        except (OSError, EOFError, ValueError, csv.Error, zipfile.BadZipFile, zlib.error, RuntimeError):
            raise Illegible(f"The file {name} of OS Open Names is damaged. Download it again.") from None


def tile_name(easting: float, northing: float) -> str:
    """The name of the tile in which a position on the grid lies, in metres: "SU66"; "" off the grid."""
    east, north = int(easting // _MAP_M), int(northing // _MAP_M)
    if not (0 <= east < 7 and 0 <= north < 13):  # noqa: PLR2004  squares of the national grid
        return ""
    first = 17 - 5 * (north // 5) + east // 5
    second = 20 - 5 * (north % 5) + east % 5
    x, y = (int(metres % _MAP_M // _TILE_M) * 2 for metres in (easting, northing))
    return f"{_LETTERS[first]}{_LETTERS[second]}{x}{y}"


def _tile(found: Iterable[list[str]]) -> Tile:
    streets: list[tuple[str, float, float]] = []
    settlements: list[tuple[str, float, float]] = []
    for row in found:
        if len(row) < _WIDTH:
            continue
        easting, northing = number(row[_EASTING]), number(row[_NORTHING])
        kept = streets if row[_KIND] in _STREETS else settlements if row[_KIND] in _SETTLEMENTS else None
        if kept is not None and easting is not None and northing is not None:
            kept.append((row[_NAME].strip(), easting, northing))
    return Tile(_landmarks(streets), _landmarks(settlements))


def _landmarks(found: list[tuple[str, float, float]]) -> Landmarks:
    return on_grid([name for name, _, _ in found], [east for _, east, _ in found], [north for *_, north in found])
