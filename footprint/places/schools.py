"""Schools, from the list that the Department for Education gives out ("Get Information about Schools", all fields)."""

from __future__ import annotations

from pathlib import Path

from footprint.places.landmarks import Landmarks, number, on_grid, rows

_NAME, _EASTING, _NORTHING = "EstablishmentName", "Easting", "Northing"
_STATUS, _CLOSED = "EstablishmentStatus (name)", "Closed"


def schools(path: Path) -> Landmarks:
    """Every school that is not closed and has a position: England's and Wales'.

    Raises:
        CouldNotCheck: the file is not there, damaged, or another list.
    """
    names, eastings, northings = [], [], []
    for row in rows(path, (_NAME, _EASTING, _NORTHING), "list of schools"):
        easting, northing = number(row.get(_EASTING)), number(row.get(_NORTHING))
        if easting and northing and row.get(_STATUS) != _CLOSED:
            names.append(row[_NAME].strip())
            eastings.append(easting)
            northings.append(northing)
    return on_grid(names, eastings, northings)
