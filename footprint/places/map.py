"""A map that asks nobody: a dot for every postcode, and where somebody stays, as one drawing (SVG) without any script.

Tiles from a server would tell that server where the person lives. Every mark has a number, which leads to a table; its
shape says what the place is, so that print without colour says as much.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations, count

from footprint.model import Point
from footprint.places.around import Frame, frame_around

WIDTH, HEIGHT = 720, 480
MOST_DOTS = 3_000
_MOST_LABELS = 24
_EDGE = 24
_LEAST_M = 3_000
_METRES = 111_195.0
_STEPS = (1, 2, 5)
_LABEL_APART = 54
_FOOT = 76
"""As high is the strip at the foot of the map, on the left, that is the scale's."""
_RADIUS, _ROUNDS = 15, 40

SHAPES = {
    "home": "M-9,-2L0,-11L9,-2V9H-9Z",
    "work": "M-8,-8H8V8H-8Z",
    "routine": "M0,-13L12,9H-12Z",
    "family": "M0,-11L11,0L0,11L-11,0Z",
    "other": "M-11,0A11,11 0 1 0 11,0A11,11 0 1 0 -11,0Z",
}
"""What a place is → its outline, around 0,0: a house, a square, a triangle, a diamond, a circle."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map.

    Attributes:
        number: leads to the table beside the map.
        point: where; as exact as it may be shown.
        kind: one of `SHAPES`.
        name: what it is, in words: "Perhaps your home".
        days: on how many days somebody was there; more make it larger.
    """

    number: int
    point: Point
    kind: str
    name: str
    days: int


def paper(marks: Sequence[Mark]) -> Frame:
    """The part of the country that a map of some places shows: all of them, and what else there is room for.

    Raises:
        ValueError: where there are no marks.
    """
    sheet = _Sheet.of(frame_around([mark.point for mark in marks], _LEAST_M))
    high, wide = HEIGHT / 2 / sheet.north, WIDTH / 2 / sheet.east
    middle = sheet.middle
    return Frame(middle.latitude - high, middle.longitude - wide, middle.latitude + high, middle.longitude + wide)


def draw(marks: Sequence[Mark], postcodes: Sequence[tuple[str, Point]]) -> str:
    """The map of some places, some tens of kilobytes.

    Args:
        marks: the first lies above the others.
        postcodes: those on its `paper`, each with its position.

    Raises:
        ValueError: where there are no marks.
    """
    sheet = _Sheet.of(frame_around([mark.point for mark in marks], _LEAST_M))
    said = "; ".join(f"{mark.number}: {mark.name}, {_days(mark.days)}" for mark in marks)
    spots = [sheet.at(mark.point) for mark in marks]
    apart = _apart(spots, [_RADIUS * _size(mark) for mark in marks])
    parts = (
        (
            f'<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            ' aria-labelledby="map-title map-said">'
        ),
        '<title id="map-title">Map of the places that your photos give away</title>',
        f'<desc id="map-said">{escape(said)}.</desc>',
        f'<rect class="map-ground" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<path class="map-dots" d="{_dots(sheet, postcodes)}"/>',
        *_sectors(sheet, postcodes, [*apart]),
        *_scale(sheet),
        *_leaders(spots, apart),
        *(_mark(mark, spot) for mark, spot in reversed([*zip(marks, apart, strict=True)])),
        "</svg>",
    )
    return "\n".join(parts)


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Paper: its middle in degrees, and how many units a degree north and a degree east are."""

    middle: Point
    north: float
    east: float

    @classmethod
    def of(cls, frame: Frame) -> _Sheet:
        middle = Point((frame.south + frame.north) / 2, (frame.west + frame.east) / 2)
        narrow = max(0.05, math.cos(math.radians(middle.latitude)))
        high = (HEIGHT - 2 * _EDGE) / (frame.north - frame.south)
        wide = (WIDTH - 2 * _EDGE) / ((frame.east - frame.west) * narrow)
        north = min(high, wide)
        return cls(middle, north, north * narrow)

    def at(self, point: Point) -> tuple[float, float]:
        """A place in units from the upper left corner."""
        x = WIDTH / 2 + (point.longitude - self.middle.longitude) * self.east
        return x, HEIGHT / 2 - (point.latitude - self.middle.latitude) * self.north

    @property
    def metre(self) -> float:
        """Units in a metre."""
        return self.north / _METRES


def _dots(sheet: _Sheet, postcodes: Sequence[tuple[str, Point]]) -> str:
    """One path of strokes without length, which round ends make dots; no two on one spot."""
    spots: dict[tuple[int, int], None] = {}
    for _, point in postcodes:
        x, y = sheet.at(point)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            spots[round(x), round(y)] = None
    step = 1 + len(spots) // MOST_DOTS
    return "".join(f"M{x},{y}h0" for x, y in list(spots)[::step])


def _sectors(sheet: _Sheet, postcodes: Sequence[tuple[str, Point]], taken: list[tuple[float, float]]) -> Iterator[str]:
    """The names of postcode sectors ("RG4 5") in the middle of each, the fullest first.

    None stands upon another or upon what is `taken`.
    """
    sectors: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, point in postcodes:
        sectors[code[:-2]].append(sheet.at(point))
    left = _MOST_LABELS
    for name, spots in sorted(sectors.items(), key=lambda sector: (-len(sector[1]), sector[0])):
        x, y = (sum(axis) / len(spots) for axis in zip(*spots, strict=True))
        inside = _EDGE < x < WIDTH - _EDGE and _EDGE < y < HEIGHT - _EDGE
        inside &= x > WIDTH / 5 + 2 * _LABEL_APART or y < HEIGHT - _FOOT  # the scale stands there
        if inside and all(math.hypot(x - a, y - b) >= _LABEL_APART for a, b in taken):
            taken.append((x, y))
            yield f'<text class="map-sector" x="{x:.0f}" y="{y:.0f}">{escape(name)}</text>'
            left -= 1
        if not left:
            return


def _scale(sheet: _Sheet) -> Iterator[str]:
    """A bar of a round length, a fifth of the width at most."""
    most = WIDTH / 5 / sheet.metre
    metres = next(
        step * 10**power
        for power in count(int(math.log10(max(most, 1))), -1)
        for step in reversed(_STEPS)
        if step * 10**power <= most
    )
    x, y, long = _EDGE, HEIGHT - _EDGE, metres * sheet.metre
    said = f"{metres:g} m" if metres < 1_000 else f"{metres / 1_000:g} km"  # noqa: PLR2004  metres in a kilometre
    yield f'<path class="map-scale" d="M{x},{y - 5}v5h{long:.1f}v-5"/>'
    yield f'<text class="map-scale-said" x="{x + long / 2:.0f}" y="{y - 8}">{said}</text>'


def _apart(spots: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """The same spots, pushed off one another, and onto the paper, until no mark hides another or there is no room."""
    moved = [_on_paper(*spot) for spot in spots]
    pairs = list(combinations(range(len(moved)), 2))
    for _ in range(_ROUNDS):
        for one, other in pairs:
            (x, y), (a, b) = moved[one], moved[other]
            gap = math.hypot(a - x, b - y)
            lacks = (radii[one] + radii[other] - gap) / 2
            if lacks > 0:
                east, north = ((a - x) / gap, (b - y) / gap) if gap else (math.cos(other), math.sin(other))
                moved[one] = _on_paper(x - east * lacks, y - north * lacks)
                moved[other] = _on_paper(a + east * lacks, b + north * lacks)
    return moved


def _on_paper(x: float, y: float) -> tuple[float, float]:
    return min(max(x, _EDGE), WIDTH - _EDGE), min(max(y, _EDGE), HEIGHT - _EDGE)


def _leaders(spots: Sequence[tuple[float, float]], apart: Sequence[tuple[float, float]]) -> Iterator[str]:
    """A line from each mark that was pushed aside to the spot where it belongs."""
    for (x, y), (a, b) in zip(spots, apart, strict=True):
        if math.hypot(a - x, b - y) > _RADIUS / 2:
            yield f'<path class="map-leader" d="M{a:.1f},{b:.1f}L{x:.1f},{y:.1f}"/>'
            yield f'<path class="map-spot" d="M{x:.1f},{y:.1f}h0"/>'


def _size(mark: Mark) -> float:
    return min(2.2, 1 + math.log10(max(1, mark.days)) / 2)


def _mark(mark: Mark, spot: tuple[float, float]) -> str:
    """Its shape and number; a style sheet can make `map-size` larger where the drawing is small."""
    return (
        f'<g class="map-mark map-{mark.kind}" transform="translate({spot[0]:.1f} {spot[1]:.1f})">'
        f'<g class="map-size"><path transform="scale({_size(mark):.2f})" d="{SHAPES[mark.kind]}"/>'
        f'<text{_narrow(mark.number)} dy=".36em">{mark.number}</text></g></g>'
    )


def _narrow(number: int) -> str:
    """What makes a number of two digits fit into its mark."""
    return ' class="map-two"' if number > 9 else ""  # noqa: PLR2004  the last of one digit
