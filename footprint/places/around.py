"""The postcodes around a place: enough of them draw a town, with its river left blank, and nobody is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from footprint.model import Point
from footprint.places.grid import BRITISH, IRISH, Grid, project, unproject
from footprint.places.postcodes import columns

_LETTERS = "ABCDEFGHIJKLMNOPRSTUWYZ"
_BELFAST = "BT"


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


@lru_cache(maxsize=4)
def postcodes_in(frame: Frame) -> tuple[tuple[str, Point], ...]:
    """Every postcode with a position inside a frame ("TM4 6QH"), some of them no longer in use; in order.

    Takes two seconds: all postcodes of the country are gone through.
    """
    grids = {grid: _edges(frame, grid) for grid in (BRITISH, IRISH)}
    return tuple(found for letter in _LETTERS for found in _of_letter(letter, frame, grids))


def _of_letter(
    letter: str, frame: Frame, grids: dict[Grid, tuple[float, float, float, float]]
) -> Iterator[tuple[str, Point]]:
    for code, easting, northing in zip(*columns(letter), strict=True):
        grid = IRISH if code.startswith(_BELFAST) else BRITISH
        west, south, east, north = grids[grid]
        if west <= easting <= east and south <= northing <= north:  # False for what has no position
            point = unproject(easting, northing, grid)
            if frame.holds(point):
                yield f"{code[:4].rstrip()} {code[4:]}", point


def _edges(frame: Frame, grid: Grid) -> tuple[float, float, float, float]:
    """West, south, east and north on a grid, in metres, so that all of the frame lies within."""
    corners = [
        project(Point(latitude, longitude), grid)
        for latitude in (frame.south, frame.north)
        for longitude in (frame.west, (frame.west + frame.east) / 2, frame.east)
    ]
    eastings, northings = zip(*corners, strict=True)
    return min(eastings), min(northings), max(eastings), max(northings)


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
