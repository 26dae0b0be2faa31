"""How far apart two positions are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from footprint.model import Point

EARTH_RADIUS_M = 6_371_008.8


def metres(a: Point, b: Point) -> float:
    """Metres along the great circle on a sphere: within half a per cent of the truth. Altitude is left aside."""
    south, north = radians(a.latitude), radians(b.latitude)
    half_chord_squared = (
        sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half_chord_squared)))
