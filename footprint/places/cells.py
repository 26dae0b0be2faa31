"""A net of squares over the whole Earth, and which of those that hold something lie within reach of another.

Rows follow the parallels; each row has as many columns as fit around the Earth there, so that a square is about as
wide as it is high anywhere. The date line is no edge: columns are counted around.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from math import ceil, cos, floor, pi, radians, sqrt

from footprint.places.distance import EARTH_RADIUS_M

SIDE_M = 15.0
"""How wide a square is: about what a telephone's position is good for."""

REACH_M = 60.0
"""Squares whose middles are this near to one another are the same place: a house, its garden, and the error of both."""

METRES_A_DEGREE = EARTH_RADIUS_M * pi / 180
_ROWS_A_DEGREE = METRES_A_DEGREE / SIDE_M
_SHIFT = 22
"""A square's number is its row and, in the last 22 bits, its column: 2.7 million columns lie around the equator."""

_STEPS = int(REACH_M / SIDE_M)
_HALF = tuple((step, sqrt(_STEPS**2 - step**2)) for step in range(-_STEPS, _STEPS + 1))
"""How many columns to each side are within reach, so many rows away."""


def columns(row: int) -> int:
    """How many squares lie in a row."""
    latitude = (row + 0.5) / _ROWS_A_DEGREE - 90
    return max(1, round(360 * _ROWS_A_DEGREE * cos(radians(latitude))))


class Net:
    """The squares, numbered; it remembers how many columns each row has."""

    def __init__(self) -> None:
        self._columns: dict[int, int] = {}

    def cell(self, latitude: float, longitude: float) -> int:
        """The number of the square in which a position lies, in degrees."""
        row = int((latitude + 90) * _ROWS_A_DEGREE)
        around = self._around(row)
        return row << _SHIFT | int((longitude + 180) / 360 * around) % around

    def neighbours(self, cells: Iterable[int]) -> Neighbours:
        """Those squares, to be asked for one another."""
        rows: dict[int, list[int]] = {}
        for cell in sorted(cells):
            rows.setdefault(cell >> _SHIFT, []).append(cell & (1 << _SHIFT) - 1)
        return Neighbours(rows, {row: self._around(row) for row in rows})

    def _around(self, row: int) -> int:
        try:
            return self._columns[row]
        except KeyError:
            return self._columns.setdefault(row, columns(row))


class Neighbours:
    """Squares that hold something, by row, each row's columns in order."""

    def __init__(self, rows: dict[int, list[int]], around: dict[int, int]) -> None:
        self._rows = rows
        self._around = around

    def __call__(self, cell: int) -> list[int]:
        """All of them within reach of one, itself included, in their own order."""
        row, column = cell >> _SHIFT, cell & (1 << _SHIFT) - 1
        here = self._around[row]
        found: list[int] = []
        for step, half in _HALF:
            filled = self._rows.get(row + step)
            if filled is None:
                continue
            around = self._around[row + step]
            middle = (column + 0.5) * around / here - 0.5
            first, last = ceil(middle - half), floor(middle + half)
            base = (row + step) << _SHIFT
            if first >= 0 and last < around:
                at = bisect_left(filled, first)
                while at < len(filled) and filled[at] <= last:
                    found.append(base | filled[at])
                    at += 1
            else:
                found.extend(base | column for column in _wrapped(filled, first, last, around))
        return found


def _wrapped(filled: list[int], first: int, last: int, around: int) -> Iterator[int]:
    """The same across the date line, or around a pole."""
    if last - first >= around:
        return iter(filled)
    wanted = {column % around for column in range(first, last + 1)}
    return (column for column in filled if column in wanted)
