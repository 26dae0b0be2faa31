"""GeoTIFF: where on Earth a map, an aerial or a drone's picture lies, in tags of the first directory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from footprint.model import Trace
from footprint.photos.facts import Facts, degrees, plain, position

TIE_POINT, TRANSFORMATION, KEYS, TEXTS = 0x8482, 0x85D8, 0x87AF, 0x87B1
CORNERS = frozenset({TIE_POINT, TRANSFORMATION})
TAGS = CORNERS | {KEYS, TEXTS}

_MODEL, _GEOGRAPHIC = 1024, 2
_AT = {TIE_POINT: (3, 4), TRANSFORMATION: (3, 7)}
"""Tag → which of its numbers are the corner's two."""


def read(numbers: Mapping[int, Sequence[float]], text: str) -> Facts:
    """Where the upper left corner lies: a position where it is given in degrees, else a map's own numbers.

    Args:
        numbers: tag → its values, of `CORNERS` and `KEYS`.
        text: what the tag `TEXTS` holds: names of the map's grid, often of a country or a place.
    """
    traces = [Trace("place", "GeoTIFF grid", name)] if (name := plain(text.rstrip("|"))) else []
    keys = list(numbers.get(KEYS, ()))
    model = {keys[at]: keys[at + 3] for at in range(4, len(keys) - 3, 4)}.get(_MODEL)
    for tag, (first, second) in _AT.items():
        corner = numbers.get(tag, ())
        if len(corner) <= second:
            continue
        east, north = corner[first], corner[second]
        point = position(north, east) if model == _GEOGRAPHIC else None
        if point:
            return Facts((Trace("gps", "GeoTIFF", degrees(point)), *traces), location=point)
        if east or north:
            return Facts((Trace("place", "GeoTIFF corner", f"{east:g} east, {north:g} north"), *traces))
    return Facts(tuple(traces))
