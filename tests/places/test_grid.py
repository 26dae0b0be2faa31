import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point
from footprint.places.distance import metres
from footprint.places.grid import BRITISH, IRISH, project, unproject, unprojected


def test_the_survey_s_own_example_lies_where_it_says():
    # Caister water tower: Ordnance Survey, "A guide to coordinate systems in Great Britain", annex C
    assert metres(unproject(651409.903, 313177.270, BRITISH), Point(52.65798, 1.71605)) < 5


def test_the_irish_grid_is_another_one():
    spire_of_dublin = Point(53.34979, -6.26026)
    assert metres(unproject(315904, 234671, IRISH), spire_of_dublin) < 10
    assert metres(unproject(315904, 234671, BRITISH), spire_of_dublin) > 100_000


@given(st.floats(0, 700_000), st.floats(0, 1_250_000), st.integers(-500, 500), st.integers(-500, 500))
def test_metres_on_the_grid_are_metres_on_the_ground(east, north, more_east, more_north):
    here, there = unproject(east, north, BRITISH), unproject(east + more_east, north + more_north, BRITISH)
    apart = (more_east**2 + more_north**2) ** 0.5
    assert abs(metres(here, there) - apart) < 5


@given(st.floats(49.8, 60.9), st.floats(-8.7, 1.8), st.sampled_from([BRITISH, IRISH]))
def test_there_and_back_again(latitude, longitude, grid):
    point = Point(latitude, longitude)
    assert metres(unproject(*project(point, grid), grid), point) < 0.02


@given(
    st.lists(st.tuples(st.floats(0, 700_000), st.floats(0, 1_250_000)), max_size=8), st.sampled_from([BRITISH, IRISH])
)
def test_many_at_once_are_each_as_alone(positions, grid):
    columns = np.array(positions, float).reshape(-1, 2).T
    many = [Point(*pair) for pair in zip(*(column.tolist() for column in unprojected(*columns, grid)), strict=True)]
    assert all(metres(one, unproject(*at, grid)) < 0.001 for one, at in zip(many, positions, strict=True))
