"""Schools, from the list that the Department for Education gives out ("Get Information about Schools", all fields)."""

from __future__ import annotations

from pathlib import Path

from footprint.places.landmarks import Landmarks, number, on_grid, rows, some

_NAME, _EASTING, _NORTHING = "EstablishmentName", "Easting", "Northing"
_LIST = "list of schools"
_STATUS, _CLOSED = "EstablishmentStatus (name)", "Closed"


def schools(path: Path) -> Landmarks:
    """Every school that is not closed and has a position: England's and Wales'.

    Raises:
        CouldNotCheck: the file is not there, damaged, or another list.
    """
    names, eastings, northings = [], [], []
    for row in rows(path, (_NAME, _EASTING, _NORTHING), _LIST):
        easting, northing = number(row.get(_EASTING)), number(row.get(_NORTHING))
        if easting and northing and row.get(_STATUS) != _CLOSED:
            names.append(row[_NAME].strip())
            eastings.append(easting)
            northings.append(northing)
    return some(on_grid(names, eastings, northings), path, _LIST)
