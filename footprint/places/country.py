"""The country in outline, as its postcodes draw it, and where in it a map lies. Nobody is asked for it.

Land without a house for miles is left out where nothing lies around it; for finding oneself it does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from scipy import ndimage

from footprint.errors import CouldNotCheck
from footprint.model import Point
from footprint.places.around import Frame
from footprint.places.live_postcodes import live_postcodes

_SOUTH, _WEST, _NORTH, _EAST = 49.8, -8.4, 61.0, 2.0
_HIGH, _WIDE = 0.06, 0.1
"""Degrees of a cell: some seven kilometres each way."""

_UNITS = 2
"""How large a cell is drawn: the middle of a side is a whole number then."""

_GAPS = 2
"""Gaps of up to twice so many cells between houses are land too."""

_LEAST_ARM = 4
"""Of a cross that marks a small frame, from its middle."""

_ROWS, _COLUMNS = round((_NORTH - _SOUTH) / _HIGH), round((_EAST - _WEST) / _WIDE)


def overview(frame: Frame) -> str:
    """A small drawing (SVG) of the United Kingdom with a frame marked in it, a few kilobytes.

    "" where the frame lies elsewhere, or the list of postcodes cannot be read.
    """
    middle = Point((frame.south + frame.north) / 2, (frame.west + frame.east) / 2)
    if not Frame(_SOUTH, _WEST, _NORTH, _EAST).holds(middle):
        return ""
    drawn = outline()
    if not drawn:
        return ""
    x, y = (middle.longitude - _WEST) / _WIDE * _UNITS, (_NORTH - middle.latitude) / _HIGH * _UNITS
    wide = max(_LEAST_ARM, (frame.east - frame.west) / _WIDE * _UNITS / 2)
    high = max(_LEAST_ARM, (frame.north - frame.south) / _HIGH * _UNITS / 2)
    return (
        f'<svg class="country" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_COLUMNS * _UNITS} {_ROWS * _UNITS}"'
        ' role="img" aria-label="Where the map lies in the United Kingdom">'
        f'<path class="country-land" d="{drawn}"/>'
        f'<rect class="country-frame" x="{x - wide:.1f}" y="{y - high:.1f}"'
        f' width="{2 * wide:.1f}" height="{2 * high:.1f}"/></svg>'
    )


@lru_cache(maxsize=1)
def outline() -> str:
    """The land as a path (SVG), in units from the upper left corner; "" where no postcodes can be read."""
    try:
        live = live_postcodes()
    except CouldNotCheck:
        return ""
    edges = [_NORTH - _HIGH * np.arange(_ROWS, -1, -1), _WEST + _WIDE * np.arange(_COLUMNS + 1)]
    housed, _, _ = np.histogram2d(live.latitude, live.longitude, edges)
    wide = np.pad(housed[::-1] > 0, _GAPS + 1)
    land = ndimage.binary_fill_holes(ndimage.binary_closing(wide, iterations=_GAPS))
    return "".join(_path(ring) for ring in _rings(land[_GAPS:-_GAPS, _GAPS:-_GAPS]))


def _path(ring: list[tuple[int, int]]) -> str:
    """Through the middle of each side of a cell, so that a coast of steps becomes one of slopes."""
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return "M" + " ".join(f"{(b + d - 2):g},{(a + c - 2):g}" for (a, b), (c, d) in sides) + "Z"


def _rings(land: Any) -> Iterator[list[tuple[int, int]]]:  # noqa: ANN401  a numpy array of truths
    """The corners around every piece of land, the land always on the same hand. Its outermost cells are no land."""
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, column in np.argwhere(land).tolist():
        corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        beyond = [(row - 1, column), (row, column + 1), (row + 1, column), (row, column - 1)]
        for start, end, other in zip(corners, [*corners[1:], corners[0]], beyond, strict=True):
            if not land[other]:
                onward.setdefault(start, []).append(end)
    while onward:
        at, ring = next(iter(onward)), []
        while at in onward:
            ring.append(at)
            ends = onward[at]
            following = ends.pop()
            if not ends:
                del onward[at]
            at = following
        yield ring
