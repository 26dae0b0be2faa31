"""The country in outline: that it looks like it, and where a map is marked in it."""

import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageDraw

from footprint.errors import CouldNotCheck
from footprint.places import country
from footprint.places.around import Frame
from footprint.places.country import outline, overview

SVG = "{http://www.w3.org/2000/svg}"
TOWN = Frame(51.42, -1.02, 51.48, -0.92)


def drawn():
    """The land, filled; and how many pieces of it there are."""
    root = ET.fromstring(overview(TOWN))  # noqa: S314  our own
    _, _, wide, high = map(int, root.attrib["viewBox"].split())
    paper = Image.new("1", (wide, high))
    rings = re.findall(r"M([^Z]+)Z", root.find(f"{SVG}path").attrib["d"])
    for ring in rings:
        ImageDraw.Draw(paper).polygon([tuple(map(float, pair.split(","))) for pair in ring.split()], fill=1)
    return paper, rings


def at(north, west):
    return (west + 8.4) / 0.1 * 2, (61.0 - north) / 0.06 * 2


@pytest.mark.parametrize(
    ("north", "west", "land"),
    [
        (52.48, -1.90, True),  # Birmingham
        (57.20, -3.83, True),  # Aviemore
        (54.60, -6.20, True),  # Antrim
        (60.15, -1.20, True),  # Lerwick
        (50.10, -5.40, True),  # Penzance
        (53.35, -6.26, False),  # Dublin
        (54.20, -5.00, False),  # the Irish Sea
        (56.00, 0.50, False),  # the North Sea
        (50.10, -1.00, False),  # the Channel
    ],
)
def test_land_is_land_and_sea_is_sea(north, west, land):
    paper, _ = drawn()
    assert bool(paper.getpixel(at(north, west))) is land


def test_it_is_one_island_and_some_smaller_ones_in_a_few_kilobytes():
    _, rings = drawn()
    assert 5 < len(rings) < 40
    assert len(max(rings, key=len)) > len(outline()) / 3
    assert len(overview(TOWN)) < 20_000


def test_the_frame_is_marked_where_it_lies_and_never_too_small_to_see():
    frame = ET.fromstring(overview(TOWN)).find(f"{SVG}rect").attrib  # noqa: S314  our own
    x, y, wide, high = (float(frame[name]) for name in ("x", "y", "width", "height"))
    assert (x + wide / 2, y + high / 2) == pytest.approx(at(51.45, -0.97), abs=0.2)
    assert min(wide, high) >= 8


def test_what_lies_elsewhere_is_not_marked():
    assert overview(Frame(38.6, -9.3, 38.8, -9.0)) == ""


def test_without_the_list_of_postcodes_there_is_none(monkeypatch):
    def damaged():
        raise CouldNotCheck("It is damaged.")

    country.outline.cache_clear()
    monkeypatch.setattr(country, "live_postcodes", damaged)
    assert overview(TOWN) == ""
    country.outline.cache_clear()
