"""Whether a position is one, and how far apart two are."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, inf, isfinite, radians, sin, sqrt

import numpy as np

from footprint.model import Point
from footprint.places.arrays import Flags, Floats

EARTH_RADIUS_M = 6_371_008.8

_POLE = 90.0
_NOWHERE = 0.001
"""Degrees around 0, 0: an empty GPS block, not a place in the sea."""


def is_usable(point: Point) -> bool:
    """A position on Earth that a camera really knew."""
    inside = abs(point.latitude) <= _POLE and abs(point.longitude) <= 2 * _POLE
    somewhere = abs(point.latitude) > _NOWHERE or abs(point.longitude) > _NOWHERE
    return isfinite(point.latitude) and isfinite(point.longitude) and inside and somewhere


def are_usable(latitude: Floats, longitude: Floats) -> Flags:
    """The same of many positions, in degrees."""
    north, east = np.abs(latitude), np.abs(longitude)
    return (
        (north <= _POLE) & (east <= 2 * _POLE) & ((north > _NOWHERE) | (east > _NOWHERE))
    )  # False where it is no number


def metres(a: Point, b: Point) -> float:
    """Metres along the great circle on a sphere: within half a per cent of the truth. Altitude is left aside."""
    south, north = radians(a.latitude), radians(b.latitude)
    half_chord_squared = (
        sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half_chord_squared)))


def nearest_m(point: Point, others: Iterable[Point]) -> float:
    """Metres to the nearest of some positions; infinite where there is none."""
    return min((metres(point, other) for other in others), default=inf)


def on_sphere(latitude: Floats, longitude: Floats) -> Floats:
    """Positions in degrees as points in space, in metres from the middle of the Earth: rows of x, y, z."""
    north, east = np.radians(latitude), np.radians(longitude)
    flat = np.cos(north)
    return EARTH_RADIUS_M * np.stack((flat * np.cos(east), flat * np.sin(east), np.sin(north)), axis=-1)
