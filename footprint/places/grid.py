"""The two map grids of the United Kingdom, brought to WGS 84.

Great Britain counts metres on the OSGB36 datum, Northern Ireland on Ireland 1965. Each is unprojected (Transverse
Mercator on its own ellipsoid), then shifted by a seven-parameter Helmert transformation: right to a few metres.
Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C; the shift
of Ireland 1965: Ordnance Survey Ireland, "Making maps compatible with GPS".
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin

import numpy as np

from footprint.model import Point
from footprint.places.arrays import Floats

_ENOUGH_M = 1e-5
_ROUNDS = 10
_ROUNDS_DOWN = 4
"""The latitude on the ellipsoid gains two digits and more a round, and starts within a minute of arc."""


@dataclass(frozen=True, slots=True)
class _Ellipsoid:
    """Half axes in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The square of the eccentricity."""
        return 1 - (self.b / self.a) ** 2


@dataclass(frozen=True, slots=True)
class _Shift:
    """To WGS 84: metres, parts per million, seconds of arc (position vector)."""

    x: float
    y: float
    z: float
    ppm: float
    rx: float
    ry: float
    rz: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A national grid: its ellipsoid, true origin in degrees, false origin in metres, scale, and shift."""

    ellipsoid: _Ellipsoid
    latitude: float
    longitude: float
    easting: float
    northing: float
    scale: float
    shift: _Shift


_WGS84 = _Ellipsoid(6_378_137.0, 6_356_752.314245)

BRITISH = Grid(
    _Ellipsoid(6_377_563.396, 6_356_256.909),
    latitude=49.0,
    longitude=-2.0,
    easting=400_000.0,
    northing=-100_000.0,
    scale=0.9996012717,
    shift=_Shift(446.448, -125.157, 542.060, -20.4894, 0.1502, 0.2470, 0.8421),
)

IRISH = Grid(
    _Ellipsoid(6_377_340.189, 6_356_034.447),
    latitude=53.5,
    longitude=-8.0,
    easting=200_000.0,
    northing=250_000.0,
    scale=1.000035,
    shift=_Shift(482.530, -130.596, 564.557, 8.150, -1.042, -0.214, -0.631),
)


def grid_of(postcode: str) -> Grid:
    """The grid on which the positions of a postcode, or of its area, are given."""
    return IRISH if postcode.startswith("BT") else BRITISH


def unproject(easting: float, northing: float, grid: Grid) -> Point:
    """A position on a grid, in metres, as WGS 84."""
    latitude, longitude = unprojected(np.array([easting]), np.array([northing]), grid)
    return Point(float(latitude[0]), float(longitude[0]))


def unprojected(eastings: Floats, northings: Floats, grid: Grid) -> tuple[Floats, Floats]:
    """The same of many positions: their latitudes and longitudes in degrees."""
    latitude, longitude = _on_own_datum(eastings, northings, grid)
    return _spherical(_shifted(_cartesian(latitude, longitude, grid.ellipsoid), grid.shift))


def project(point: Point, grid: Grid) -> tuple[float, float]:
    """Easting and northing of a position in WGS 84, in metres: `unproject` the other way round, to a centimetre."""
    easting, northing = grid.easting, grid.northing + float(_meridian_arc(np.array(radians(point.latitude)), grid))
    for _ in range(_ROUNDS):
        here = unproject(easting, northing, grid)
        north = radians(point.latitude - here.latitude) * _EARTH_M
        east = radians(point.longitude - here.longitude) * _EARTH_M * cos(radians(point.latitude))
        turn = radians(here.longitude - grid.longitude) * sin(radians(here.latitude))  # grid north is not true north
        easting += east * cos(turn) - north * sin(turn)
        northing += north * cos(turn) + east * sin(turn)
        if hypot(north, east) < _CENTIMETRE:
            break
    return easting, northing


_EARTH_M, _CENTIMETRE = 6_378_137.0, 0.01


def _meridian_arc(latitude: Floats, grid: Grid) -> Floats:
    """Metres along the meridian from the true origin (annex C, equation C3)."""
    n = (grid.ellipsoid.a - grid.ellipsoid.b) / (grid.ellipsoid.a + grid.ellipsoid.b)
    less, more = latitude - radians(grid.latitude), latitude + radians(grid.latitude)
    arc: Floats = (
        grid.ellipsoid.b
        * grid.scale
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
            + 15 / 8 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
            - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
        )
    )
    return arc


def _on_own_datum(easting: Floats, northing: Floats, grid: Grid) -> tuple[Floats, Floats]:
    """Latitude and longitude in radians on the grid's own datum (annex C.2; VII to XIIA are its names)."""
    axis, e2 = grid.ellipsoid.a * grid.scale, grid.ellipsoid.e2
    latitude: Floats = np.full(easting.shape, radians(grid.latitude))
    for _ in range(_ROUNDS):
        rest = northing - grid.northing - _meridian_arc(latitude, grid)
        latitude = latitude + rest / axis
        if np.all(np.abs(rest) < _ENOUGH_M):
            break
    nu = axis / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    rho = axis * (1 - e2) / (1 - e2 * np.sin(latitude) ** 2) ** 1.5
    eta2, t, secant = nu / rho - 1, np.tan(latitude), 1 / np.cos(latitude)
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * t**2)
    xii = secant / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    xiia = secant / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    east = easting - grid.easting
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        radians(grid.longitude) + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _cartesian(latitude: Floats, longitude: Floats, ellipsoid: _Ellipsoid) -> tuple[Floats, Floats, Floats]:
    """Earth-centred metres, at height 0."""
    nu = ellipsoid.a / np.sqrt(1 - ellipsoid.e2 * np.sin(latitude) ** 2)
    return (
        nu * np.cos(latitude) * np.cos(longitude),
        nu * np.cos(latitude) * np.sin(longitude),
        nu * (1 - ellipsoid.e2) * np.sin(latitude),
    )


def _shifted(at: tuple[Floats, Floats, Floats], shift: _Shift) -> tuple[Floats, Floats, Floats]:
    """The Helmert transformation, for small angles."""
    x, y, z = at
    grown = 1 + shift.ppm * 1e-6
    rx, ry, rz = (radians(seconds / 3600) for seconds in (shift.rx, shift.ry, shift.rz))
    return (
        shift.x + x * grown - y * rz + z * ry,
        shift.y + x * rz + y * grown - z * rx,
        shift.z - x * ry + y * rx + z * grown,
    )


def _spherical(at: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    """Earth-centred metres as WGS 84 degrees; the height is not kept."""
    x, y, z = at
    flat = np.hypot(x, y)
    latitude = np.arctan2(z, flat * (1 - _WGS84.e2))
    for _ in range(_ROUNDS_DOWN):
        nu = _WGS84.a / np.sqrt(1 - _WGS84.e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + _WGS84.e2 * nu * np.sin(latitude), flat)
    return np.degrees(latitude), np.degrees(np.arctan2(y, x))
