"""The UK postcodes in use, each with its position and its council: which is nearest to a place.

Positions and councils come from the National Statistics Postcode Directory (see `postcodes`). That holds terminated
postcodes too; those in use are listed in `uk-postcodes-parsing` (MIT), whose files are read as data. Both together take
some seconds, so that what comes of them is kept in the cache folder: it tells nothing of anybody.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from footprint import storage
from footprint.errors import Illegible, NotSet, TargetError
from footprint.model import Point
from footprint.places.arrays import Floats, Ints, on_sphere
from footprint.places.grid import grid_of, unprojected
from footprint.places.postcodes import PACKAGE, Columns, columns, normal_postcode

_IN_USE = "uk-postcodes-parsing"
_INWARD = re.compile(r"'([0-9][A-Z]{2})'")
_LAYOUT = 1
"""Counted up when the columns change: what was kept otherwise is made anew."""

_DAMAGED = "The list of UK postcodes is damaged. Install Footprint again."

_Kept: TypeAlias = tuple[NDArray[Any], ...]
_COLUMNS = ("codes", "latitude", "longitude", "authority", "authorities")


class LivePostcodes:
    """The postcodes in use.

    Attributes:
        codes: in order, in seven bytes each, the outward part filled up to four: b"TM4 6QH".
        latitude, longitude: of the middle of each, in degrees, right to about a hundred metres.
        authority: the row of each one's council in `authorities`, which are the codes of National Statistics.
    """

    def __init__(
        self,
        codes: NDArray[np.bytes_],
        latitude: Floats,
        longitude: Floats,
        authority: Ints,
        authorities: NDArray[np.bytes_],
    ) -> None:
        self.codes, self.latitude, self.longitude = codes, latitude, longitude
        self.authority, self.authorities = authority, authorities

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(on_sphere(self.latitude.astype(float), self.longitude.astype(float)))

    def nearest(self, latitude: Floats, longitude: Floats, within_m: float) -> tuple[Floats, Ints]:
        """For each of some positions, how many metres away the nearest is, and its row.

        Infinite, and one more than the last row, where there is none so near.
        """
        metres, rows = self._tree.query(on_sphere(latitude, longitude), distance_upper_bound=within_m)
        return metres, rows

    def sector(self, row: int) -> tuple[str, str]:
        """The sector of a row ("TM4 6"), and the code of its council."""
        code = self.codes[row].decode()
        return f"{code[:4].rstrip()} {code[4]}", self.authorities[self.authority[row]].decode()

    def position(self, postcode: str) -> Point | None:
        """The middle of a postcode in any spelling; None where it is none, or not in use."""
        outward, _, inward = (normal_postcode(postcode) or "").partition(" ")
        code = f"{outward:<4}{inward}".encode()
        row = int(np.searchsorted(self.codes, code))
        if row == len(self.codes) or self.codes[row] != code:
            return None
        return Point(float(self.latitude[row]), float(self.longitude[row]))


@lru_cache(maxsize=1)
def live_postcodes() -> LivePostcodes:
    """All of them, as kept, or made anew where the packages have changed, or what was kept is missing or damaged.

    Raises:
        CouldNotCheck: a package is missing or damaged.
    """
    try:
        stamp = f"{_LAYOUT} {version(PACKAGE)} {version(_IN_USE)}"
    except PackageNotFoundError:
        raise NotSet("The list of UK postcodes is not installed. Install Footprint again.") from None
    path = storage.cache_folder() / "postcodes.npz"
    kept = _kept(path, stamp)
    if kept is None:
        kept = _made()
        _keep(kept, path, stamp)
    return LivePostcodes(*kept)


def _kept(path: Path, stamp: str) -> _Kept | None:
    """What was kept; None where it is not there, of other packages, or damaged (each column has its own checksum)."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if file["stamp"].item() != stamp:
                return None
            return tuple(file[name] for name in _COLUMNS)
    except (OSError, ValueError, LookupError, EOFError, MemoryError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None


def _keep(made: _Kept, path: Path, stamp: str) -> None:
    """For the next time; a folder that cannot be written to only costs time."""
    file = io.BytesIO()
    named: dict[str, Any] = dict(zip(_COLUMNS, made, strict=True))
    np.savez_compressed(file, stamp=np.array(stamp), **named)
    with suppress(TargetError):
        storage.private_folder(path.parent)
        storage.write_private(path, file.getvalue())


def _made() -> _Kept:
    try:
        parts = [tuple(_of_letter(columns(letter), live)) for letter, live in sorted(_in_use().items())]
    except (ValueError, TypeError, LookupError):  # columns of different lengths, or of something else
        raise Illegible(_DAMAGED) from None
    codes, latitude, longitude, councils = (np.concatenate(part) for part in zip(*parts, strict=True))
    authorities, authority = np.unique(councils, return_inverse=True)
    return codes, latitude, longitude, authority.astype(np.uint16), authorities


def _of_letter(found: Columns, live: set[str]) -> Iterator[NDArray[Any]]:
    """Codes, latitudes, longitudes and councils of what is in use and has a position.

    Raises:
        CouldNotCheck: there is nothing of the letter.
    """
    if not found.codes:
        raise Illegible(_DAMAGED)
    eastings, northings = np.array(found.eastings, float), np.array(found.northings, float)
    kept = np.fromiter((code in live for code in found.codes), bool, len(found.codes))
    kept &= np.isfinite(eastings) & np.isfinite(northings)
    codes = np.array(found.codes, "S7")[kept]
    latitude, longitude = np.zeros((2, len(codes)), np.float32)
    irish = np.char.startswith(codes, b"BT")
    for there, area in ((irish, "BT"), (~irish, "")):
        latitude[there], longitude[there] = unprojected(eastings[kept][there], northings[kept][there], grid_of(area))
    yield from (codes, latitude, longitude, np.array(list(map(str, found.authorities)), "S9")[kept])


def _in_use() -> dict[str, set[str]]:
    """First letter → the postcodes in use, in seven characters each.

    Raises:
        CouldNotCheck: the package is missing or damaged.
    """
    live: dict[str, set[str]] = defaultdict(set)
    try:
        for file in files(_IN_USE) or ():
            if file.parent.name == "outcodes" and not file.stem.startswith("_"):
                outward = f"{file.stem.upper():<4}"
                live[outward[0]].update(outward + inward for inward in _INWARD.findall(file.read_text()))
    except (OSError, ValueError):
        raise Illegible("The list of UK postcodes in use is damaged. Install Footprint again.") from None
    if not live:
        raise Illegible("The list of UK postcodes in use is empty. Install Footprint again.")
    return live
