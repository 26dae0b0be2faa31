"""Positions as they are spelled in texts, and all of a file."""

from __future__ import annotations

import re

from footprint.model import Point, Reading
from footprint.photos.facts import position
from footprint.places.distance import is_usable, nearest_m

_ISO6709 = re.compile(r"([+-]\d{1,6}(?:\.\d+)?)([+-]\d{1,7}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?")
_PAIR = re.compile(r"([+-]?\d{1,2}\.\d+)[,; ]\s*([+-]?\d{1,3}\.\d+)")


_SPELLING_M = 10.0
"""So near to another one of the same file, it is the same position in another spelling."""


def positions(reading: Reading) -> tuple[Point, ...]:
    """Every position that a file tells, that of the picture first: a film or a second block inside may tell others."""
    told = (written(trace.value) for trace in reading.traces if trace.kind == "gps")
    found: list[Point] = []
    for point in (reading.location, *told):
        if point and is_usable(point) and nearest_m(point, found) > _SPELLING_M:
            found.append(point)
    return tuple(found)


def written(text: str) -> Point | None:
    """A position from a text that holds nothing else: "52.649, -0.637" or "+52.6490-000.6370/"."""
    found = _PAIR.fullmatch(text)
    return position(float(found[1]), float(found[2])) if found else iso6709(text)


def iso6709(text: str) -> Point | None:
    """A position from "+52.6490-000.6370+045.1/", where degrees may run on into minutes and seconds."""
    found = _ISO6709.match(text)
    if not found:
        return None
    altitude = float(found[3]) if found[3] else None
    return position(_angle(found[1], 2), _angle(found[2], 3), altitude)


def _angle(text: str, width: int) -> float:
    """Degrees from "+5238.94": `width` digits of degrees, or fewer, then two of minutes, two of seconds."""
    sign, digits = text[0], text[1:]
    whole, dot, fraction = digits.partition(".")
    parts = [whole[:width], *(whole[at : at + 2] for at in range(width, len(whole), 2))]
    parts[-1] += dot + fraction
    value = sum((float(part) / 60.0**place for place, part in enumerate(parts)), 0.0)
    return -value if sign == "-" else value
