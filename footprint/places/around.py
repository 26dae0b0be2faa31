"""The postcodes around a place: enough of them draw a town, with its river left blank, and nobody is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from footprint.errors import CouldNotCheck
from footprint.model import Point
from footprint.places.live_postcodes import live_postcodes


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map between two parallels and two meridians, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        """Whether a place lies in it."""
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east


def postcodes_in(frame: Frame) -> tuple[tuple[str, Point], ...]:
    """Every postcode in use inside a frame ("TM4 6QH"), in order; none where their list cannot be read."""
    try:
        live = live_postcodes()
    except CouldNotCheck:
        return ()
    north, east = live.latitude, live.longitude
    inside = np.flatnonzero(
        (frame.south <= north) & (north <= frame.north) & (frame.west <= east) & (east <= frame.east)
    )
    codes = (code.decode() for code in live.codes[inside])
    points = map(Point, north[inside].tolist(), east[inside].tolist())
    return tuple((f"{code[:4].rstrip()} {code[4:]}", point) for code, point in zip(codes, points, strict=True))


def frame_around(points: list[Point], least_m: float = 1_000.0, spare: float = 0.15) -> Frame:
    """The frame that holds all of some places with room to spare, and is no smaller than so many metres.

    Raises:
        ValueError: for no places.
    """
    if not points:
        msg = "no places to frame"
        raise ValueError(msg)
    south, north = min(p.latitude for p in points), max(p.latitude for p in points)
    west, east = min(p.longitude for p in points), max(p.longitude for p in points)
    high = max((north - south) * (1 + 2 * spare), least_m / _METRES)
    narrow = max(0.05, math.cos(math.radians((south + north) / 2)))
    wide = max((east - west) * (1 + 2 * spare), least_m / (_METRES * narrow))
    middle = Point((south + north) / 2, (west + east) / 2)
    return Frame(
        middle.latitude - high / 2, middle.longitude - wide / 2, middle.latitude + high / 2, middle.longitude + wide / 2
    )


_METRES = 111_195.0
"""Metres in a degree of latitude."""
