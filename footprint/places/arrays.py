"""Positions and other numbers in columns, as numpy holds them.

Apart from `distance`, which those need that never have more than a few, and start faster without numpy.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from footprint.places.distance import EARTH_RADIUS_M, NOWHERE, POLE

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]
Flags: TypeAlias = NDArray[np.bool_]


def are_usable(latitude: Floats, longitude: Floats) -> Flags:
    """Which are positions on Earth that a camera really knew, in degrees: `distance.is_usable` of many."""
    north, east = np.abs(latitude), np.abs(longitude)
    return (north <= POLE) & (east <= 2 * POLE) & ((north > NOWHERE) | (east > NOWHERE))  # False where it is no number


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Positions in degrees as points in space, in metres from the middle of the Earth: rows of x, y, z."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return EARTH_RADIUS_M * np.stack((flat * np.cos(east), flat * np.sin(east), np.sin(north)), axis=-1)
