"""Whether a position is one, and how far apart two are."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, inf, isfinite, radians, sin, sqrt

from footprint.model import Point

EARTH_RADIUS_M = 6_371_008.8

POLE = 90.0
NOWHERE = 0.001
"""Degrees around 0, 0: an empty GPS block, not a place in the sea."""


def is_usable(point: Point) -> bool:
    """A position on Earth that a camera really knew."""
    inside = abs(point.latitude) <= POLE and abs(point.longitude) <= 2 * POLE
    somewhere = abs(point.latitude) > NOWHERE or abs(point.longitude) > NOWHERE
    return isfinite(point.latitude) and isfinite(point.longitude) and inside and somewhere


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
