from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point
from footprint.places.distance import EARTH_RADIUS_M, metres

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
HALF_ROUND = 3.1415927 * EARTH_RADIUS_M


def test_a_known_distance():
    london, edinburgh = Point(51.5074, -0.1278), Point(55.9533, -3.1883)
    assert metres(london, edinburgh) == pytest.approx(534_000, rel=0.005)


def test_a_thousandth_of_a_degree_northwards_is_111_metres():
    assert metres(Point(52.649, -0.637), Point(52.650, -0.637)) == pytest.approx(111.2, abs=0.2)


def test_altitude_is_left_aside():
    assert metres(Point(52.0, 1.0, 0.0), Point(52.0, 1.0, 900.0)) == 0


def test_across_the_date_line_it_is_not_far():
    assert metres(Point(0, 179.999), Point(0, -179.999)) < 300


@given(POINTS, POINTS)
def test_it_is_the_same_both_ways_and_never_more_than_half_round(a, b):
    assert metres(a, b) == pytest.approx(metres(b, a))
    assert 0 <= metres(a, b) <= HALF_ROUND


@given(POINTS)
def test_a_place_is_no_way_from_itself(a):
    assert metres(a, a) == 0


@given(POINTS, POINTS, POINTS)
def test_no_detour_is_shorter(a, b, c):
    for x, y, z in permutations((a, b, c)):
        assert metres(x, z) <= metres(x, y) + metres(y, z) + 1e-3
