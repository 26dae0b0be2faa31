"""The map: what lies where on it, its size, and that it says in words what it shows."""

import math
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point
from footprint.places.around import Frame, frame_around, postcodes_in
from footprint.places.distance import metres
from footprint.places.grid import BRITISH, IRISH, project, unproject
from footprint.places.map import HEIGHT, SHAPES, WIDTH, Mark, draw, paper
from footprint.places.postcodes import locate

HOME = Mark(1, Point(51.4668, -0.9654), "home", "Perhaps your home", 41)
WORK = Mark(2, Point(51.4572, -0.9712), "work", "Perhaps where you work", 9)
SVG = "{http://www.w3.org/2000/svg}"


def places(drawing):
    """Where each mark lies on the paper, by its number."""
    found = re.findall(r'translate\(([\d.]+) ([\d.]+)\)"><g class="map-size"><path [^>]*/><text[^>]*>(\d+)<', drawing)
    return {int(number): (float(x), float(y)) for x, y, number in found}


def test_every_mark_has_its_number_where_it_lies():
    at = places(draw([HOME, WORK], ()))
    assert set(at) == {1, 2}
    assert at[1][0] > at[2][0]  # home lies to the east
    assert at[1][1] < at[2][1]  # and to the north


def test_distances_are_the_same_in_every_direction():
    here, east, north = (
        Mark(1, Point(57.0, -4.0), "other", "a", 1),
        Mark(2, Point(57.0, -3.9), "other", "b", 1),
        Mark(3, Point(57.05, -4.0), "other", "c", 1),
    )
    at = places(draw([here, east, north], ()))
    units = [abs(at[2][0] - at[1][0]), abs(at[3][1] - at[1][1])]
    apart = [metres(here.point, east.point), metres(here.point, north.point)]
    assert units[0] / apart[0] == pytest.approx(units[1] / apart[1], rel=0.01)


def test_it_is_a_drawing_without_anything_to_fetch_or_run_and_says_what_it_shows():
    drawing = draw([HOME, WORK], [("RG4 8AA", HOME.point)])
    tree = ET.fromstring(drawing)  # noqa: S314  our own
    assert "1: Perhaps your home, 41 days; 2: Perhaps where you work, 9 days." in tree.find(f"{SVG}desc").text
    assert not re.search(r"href|src=|<script|style=|url\(", drawing)
    assert "RG4 8" not in drawing  # the mark lies upon it


def test_names_are_no_markup():
    assert "<b>" not in draw([Mark(1, HOME.point, "home", "<b>home</b>", 1)], ())


def test_a_town_is_drawn_within_its_size_and_shows_names_and_a_round_scale():
    around = postcodes_in(paper([HOME, WORK]))
    drawing = draw([HOME, WORK], around)
    assert len(around) > 1_000
    assert 5_000 < len(drawing.encode()) < 150_000
    assert re.search(r'class="map-sector"[^>]*>RG\d+ \d<', drawing)
    assert re.search(r">(?:1|2|5)00 m<|>(?:1|2|5|10|20) km<", drawing)


def test_no_name_of_a_sector_stands_upon_the_scale():
    sheet = paper([HOME, WORK])
    corner = Point(sheet.south + (sheet.north - sheet.south) * 0.09, sheet.west + (sheet.east - sheet.west) * 0.12)
    above = Point(sheet.south + (sheet.north - sheet.south) * 0.3, corner.longitude)
    drawing = draw([HOME, WORK], [("RG9 1AA", corner), ("RG9 2AA", above)])
    assert ">RG9 2<" in drawing
    assert ">RG9 1<" not in drawing


def test_a_number_of_two_digits_is_smaller():
    drawing = draw([replace(HOME, number=9), replace(WORK, number=10)], ())
    assert re.findall(r'<text( class="map-two")? dy=".36em">(\d+)<', drawing) == [(' class="map-two"', "10"), ("", "9")]


def test_marks_far_apart_lie_on_the_paper():
    marks = [Mark(1, Point(60.15, -1.15), "home", "a", 1), Mark(2, Point(50.1, -5.5), "other", "b", 400)]
    for x, y in places(draw(marks, ())).values():
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_marks_on_one_spot_stand_side_by_side_and_lead_to_it():
    marks = [Mark(number, HOME.point, "other", "a", 1) for number in range(1, 5)]
    drawing = draw(marks, ())
    at = list(places(drawing).values())
    assert all(math.dist(a, b) >= 20 for a, b in combinations(at, 2))
    assert drawing.count("map-leader") == drawing.count("map-spot") >= 3
    assert "map-leader" not in draw([HOME, WORK], ())


@given(st.lists(st.tuples(st.floats(51.4, 51.5), st.floats(-1.1, -0.9)), min_size=1, max_size=16))
def test_no_mark_leaves_the_paper(spots):
    marks = [Mark(number, Point(*spot), "home", "a", 400) for number, spot in enumerate(spots, 1)]
    for x, y in places(draw(marks, ())).values():
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_each_kind_has_a_shape_of_its_own():
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_without_places_there_is_no_map():
    with pytest.raises(ValueError, match="no places"):
        paper([])


# --- what is around -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("postcode", ["BT1 5GS", "ZE1 0AA"])
def test_postcodes_around_are_found_where_they_are_located(postcode):
    at = locate(postcode)
    found = dict(postcodes_in(frame_around([at], 600)))
    assert metres(found[postcode], at) < 1


def test_a_frame_in_the_sea_holds_nothing():
    assert postcodes_in(Frame(54.0, -20.0, 54.1, -19.9)) == ()


@given(st.floats(50, 60.5), st.floats(-7.5, 1.7))
def test_projecting_is_unprojecting_backwards(latitude, longitude):
    for grid in (BRITISH, IRISH):
        back = unproject(*project(Point(latitude, longitude), grid), grid)
        assert metres(back, Point(latitude, longitude)) < 0.05


@given(st.lists(st.tuples(st.floats(49.9, 60.9), st.floats(-8.1, 1.8)), min_size=1, max_size=8))
def test_a_frame_holds_all_that_it_is_made_for(places):
    points = [Point(*place) for place in places]
    frame = frame_around(points)
    assert all(frame.holds(point) for point in points)
