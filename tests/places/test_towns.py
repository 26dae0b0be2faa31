"""Towns abroad."""

from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Illegible, NotSet
from footprint.model import Point
from footprint.places import towns as module
from footprint.places.towns import Towns, towns


@pytest.mark.parametrize(
    ("point", "name"),
    [
        (Point(45.7578, 4.8320), ("Lyon", "France")),  # Place Bellecour
        (Point(40.7794, -73.9632), ("New York City", "United States")),  # Central Park
        (Point(-33.8642, 151.2166), ("Sydney", "Australia")),  # Royal Botanic Garden
        (Point(55.0, 2.5), ("", "")),
        (Point(40.0, -40.0), ("", "")),
        (Point(90.0, 0.0), ("", "")),
        (Point(0.5, -160.0), ("", "")),
    ],
)
def test_the_largest_place_around_is_named(point, name):
    assert towns().near(point) == name


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_there_is_an_answer_everywhere(latitude, longitude):
    name, country = towns().near(Point(latitude, longitude))
    assert country or not name


def test_the_date_line_parts_nothing():
    places = [{"city": "Waiyevo", "country_code": "FJ", "population": 2000, "latitude": -16.79, "longitude": -179.99}]
    here = Towns(places, {"FJ": "Fiji"})
    assert here.near(Point(-16.79, 179.99)) == here.near(Point(-16.79, -180.0)) == ("Waiyevo", "Fiji")
    assert here.near(Point(-16.79, 179.5)) == ("", "Fiji")
    assert here.near(Point(-16.79, 178.0)) == ("", "")


def test_without_the_package_it_says_so(monkeypatch):
    def gone(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(module, "files", gone)
    with pytest.raises(NotSet, match="not installed"):
        towns.__wrapped__()


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"])
def test_a_damaged_list_says_so(monkeypatch, content):
    class Packaged:
        name = "geocode.gz"

        def read_binary(self):
            return content

    monkeypatch.setattr(module, "files", lambda name: [Packaged()])
    with pytest.raises(Illegible, match="damaged"):
        towns.__wrapped__()
