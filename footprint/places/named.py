"""What to call a place: by the nearest UK postcode, or a town abroad; and what the person's own lists know of it.

Never more exact than the data: a postcode's sector (a few thousand addresses) and its council, or town and country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from footprint.errors import CouldNotCheck
from footprint.model import PlaceFiles, Point
from footprint.places.authorities import authority
from footprint.places.care_homes import care_homes
from footprint.places.distance import is_usable
from footprint.places.landmarks import Landmarks
from footprint.places.live_postcodes import LivePostcodes, live_postcodes
from footprint.places.open_names import OpenNames, Tile
from footprint.places.schools import schools
from footprint.places.towns import Towns, towns

POSTCODE_M = 5_000.0
"""Where no postcode is so near, it is abroad, or far out."""

BESIDE_M = 150.0
"""A school or care home so near to a stay may be what it was for."""

STREET_M, SETTLEMENT_M = 150.0, 2_000.0

_UNITED_KINGDOM = "United Kingdom"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name:
    """What is known of a place; each is empty where nothing is.

    Attributes:
        near: the sector of the nearest postcode ("TM4 6"), or a town abroad.
        authority: the council's area: "Reading".
        country: in English.
        school, care_home: the nearest within `BESIDE_M`, from the person's own lists.
        street, settlement: the nearest of OS Open Names, where the person has it.
    """

    near: str = ""
    authority: str = ""
    country: str = ""
    school: str = ""
    care_home: str = ""
    street: str = ""
    settlement: str = ""

    @property
    def words(self) -> str:
        """Like "near RG4 5, Reading", "near Lyon, France", "France"; "" where nothing is known.

        With OS Open Names it is "near Heron Way, Little Mere, RG4 5, Reading".
        """
        near = ", ".join(filter(None, (self.street, self.settlement, self.near)))
        return ", ".join(filter(None, (near and f"near {near}", self.authority or self.country)))

    @property
    def coarse(self) -> str:
        """The same without a street or postcode: "Reading", "near Lyon, France"."""
        return self.authority or self.words

    @property
    def beside(self) -> str:
        """What may have been visited there, from the person's own lists: "by Larkfield Primary School"."""
        return f"by {self.school or self.care_home}" if self.school or self.care_home else ""

    @property
    def whole(self) -> str:
        """All of it: "by Larkfield Primary School, near TM4 6, Mereshire"."""
        return ", ".join(filter(None, (self.beside, self.words)))


class Gazetteer:
    """All lists of places, each read when it is first needed. One that cannot be read is left out, and said."""

    def __init__(self, own: PlaceFiles) -> None:
        self._own = own
        self._problems: dict[str, CouldNotCheck] = {}

    def name(self, point: Point) -> Name:
        """What a position is called."""
        if not is_usable(point):
            return Name()
        near, council, country = self._nearest(point)
        tile = self._tile(point)
        return Name(
            near,
            council,
            country,
            school=self._schools.nearest(point, BESIDE_M) if self._schools else "",
            care_home=self._care_homes.nearest(point, BESIDE_M) if self._care_homes else "",
            street=tile.streets.nearest(point, STREET_M) if tile else "",
            settlement=tile.settlements.nearest(point, SETTLEMENT_M) if tile else "",
        )

    def problems(self) -> Iterator[tuple[str, CouldNotCheck]]:
        """What is missing or damaged, each with the reason: every list but that of towns abroad is looked at for it."""
        _ = self._postcodes, self._schools, self._care_homes, self._open_names
        yield from self._problems.items()

    def _nearest(self, point: Point) -> tuple[str, str, str]:
        if self._postcodes:
            at = np.array(point.latitude), np.array(point.longitude)
            far, row = self._postcodes.nearest(*at, within_m=POSTCODE_M)
            if np.isfinite(far):
                sector, council = self._postcodes.sector(int(row))
                return sector, self._tried("names of councils", lambda: authority(council)) or "", _UNITED_KINGDOM
        town, country = self._towns.near(point) if self._towns else ("", "")
        return town, "", country

    def _tile(self, point: Point) -> Tile | None:
        names = self._open_names
        return self._tried("streets and settlements", lambda: names.at(point)) if names else None

    @cached_property
    def _postcodes(self) -> LivePostcodes | None:
        return self._tried("postcodes of places", live_postcodes)

    @cached_property
    def _towns(self) -> Towns | None:
        return self._tried("towns abroad", towns)

    @cached_property
    def _schools(self) -> Landmarks | None:
        return self._given("schools near your photos", self._own.schools, schools)

    @cached_property
    def _care_homes(self) -> Landmarks | None:
        return self._given("care homes near your photos", self._own.care_homes, care_homes)

    @cached_property
    def _open_names(self) -> OpenNames | None:
        return self._given("streets and settlements", self._own.open_names, OpenNames)

    def _given(self, what: str, path: str, read: Callable[[Path], T]) -> T | None:
        return self._tried(what, lambda: read(Path(path))) if path else None

    def _tried(self, what: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CouldNotCheck as error:
            self._problems.setdefault(what, error)
            return None


_NO_OWN = PlaceFiles()


@lru_cache(maxsize=4)
def gazetteer(own: PlaceFiles = _NO_OWN) -> Gazetteer:
    """The lists, with those of the person's own where they are asked for."""
    return Gazetteer(own)
