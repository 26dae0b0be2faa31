"""A net of squares over the whole Earth, and which of those that hold something lie within reach of another.

Rows follow the parallels; each row has as many columns as fit around the Earth there, so that a square is about as
wide as it is high anywhere. Middles are compared as points in space: neither the date line nor a pole is an edge.
"""

from __future__ import annotations

from math import pi

import numpy as np
from scipy.spatial import cKDTree

from footprint.places.arrays import Floats, Ints, on_sphere
from footprint.places.distance import EARTH_RADIUS_M

SIDE_M = 15.0
"""How wide a square is: about what a telephone's position is good for."""

REACH_M = 60.0
"""Squares whose middles are this near to one another are the same place: a house, its garden, and the error of both."""

METRES_A_DEGREE = EARTH_RADIUS_M * pi / 180
_ROWS_A_DEGREE = METRES_A_DEGREE / SIDE_M
_SHIFT = 22
"""A square's number is its row and, in the last 22 bits, its column: 2.7 million columns lie around the equator."""
WORLD = 44
"""Above so many bits a number may tell worlds apart: squares of two worlds are never in reach of one another."""
_APART_M = 1e9

_ROUNDING_M = 0.01
"""Squares are not quite of one size: their columns are whole numbers around the Earth."""


def squares(latitude: Floats, longitude: Floats) -> Ints:
    """The number of the square in which each position lies, in degrees."""
    row = ((latitude + 90) * _ROWS_A_DEGREE).astype(np.int64)
    around = _around(row)
    column = ((longitude + 180) / 360 * around).astype(np.int64) % around
    numbers: Ints = row << _SHIFT | column
    return numbers


def neighbours(cells: Ints) -> tuple[Ints, Ints]:
    """Which of some squares lie within reach of which: for each its own index in `cells` and theirs, itself included.

    In the order of the first index; each pair stands there both ways.
    """
    row, column = (cells & (1 << WORLD) - 1) >> _SHIFT, cells & (1 << _SHIFT) - 1
    middles = on_sphere((row + 0.5) / _ROWS_A_DEGREE - 90, (column + 0.5) / _around(row) * 360 - 180)
    low, high = (
        cKDTree(np.column_stack((middles, (cells >> WORLD) * _APART_M)))
        .query_pairs(REACH_M + _ROUNDING_M, output_type="ndarray")
        .T
    )
    own = np.arange(len(cells))
    source = np.concatenate((low, high, own))
    order = np.argsort(source, kind="stable")
    return source[order], np.concatenate((high, low, own))[order]


def _around(row: Ints) -> Ints:
    """How many squares lie in each row."""
    latitude = np.radians((row + 0.5) / _ROWS_A_DEGREE - 90)
    around: Ints = np.maximum(1, np.rint(360 * _ROWS_A_DEGREE * np.cos(latitude))).astype(np.int64)
    return around
