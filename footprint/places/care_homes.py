"""Care homes, from the list of locations that the Care Quality Commission gives out ("care directory with filters")."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from footprint.model import Point
from footprint.places.distance import is_usable
from footprint.places.landmarks import Landmarks, number, rows, some
from footprint.places.live_postcodes import live_postcodes

_LIST = "list of care homes"
_NAME, _IS_ONE = "Location Name", "Care home?"
_LATITUDE, _LONGITUDE, _POSTCODE = "Location Latitude", "Location Longitude", "Location Postal Code"


def care_homes(path: Path) -> Landmarks:
    """Every care home whose position or postcode is known: England's.

    Raises:
        CouldNotCheck: the file is not there, damaged, or another list.
    """
    homes = [row for row in rows(path, (_NAME, _IS_ONE), _LIST) if _is_one(row)]
    found = [(row[_NAME].strip(), point) for row in homes if (point := _point(row))]
    latitude, longitude = (np.array([getattr(point, name) for _, point in found]) for name in ("latitude", "longitude"))
    return some(Landmarks([name for name, _ in found], latitude, longitude), path, _LIST)


def _is_one(row: dict[str, str]) -> bool:
    return row.get(_IS_ONE, "").strip().upper() == "Y"


def _point(row: dict[str, str]) -> Point | None:
    latitude, longitude = number(row.get(_LATITUDE)), number(row.get(_LONGITUDE))
    if latitude is not None and longitude is not None and is_usable(point := Point(latitude, longitude)):
        return point
    return live_postcodes().position(row.get(_POSTCODE, ""))
