import time
from importlib.metadata import PackageNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point
from footprint.places import postcodes
from footprint.places.distance import metres
from footprint.places.postcodes import find_postcode, find_postcodes, locate, normal_postcode


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("TM4 6QH", "TM4 6QH"),
        ("tm46qh", "TM4 6QH"),
        (" Tm4\u00a06qH ", "TM4 6QH"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("B33 8TH", "B33 8TH"),
    ],
)
def test_the_way_the_royal_mail_writes_it(written, normal):
    assert normal_postcode(written) == normal


@pytest.mark.parametrize(
    "text", ["", "TM4", "6QH", "TM4 6Q", "Q14 6QH", "TM4 6QV", "TM4566QH", "hello there", "٤٤4 6QH"]
)
def test_what_is_no_postcode(text):
    assert normal_postcode(text) is None


@given(st.text())
def test_a_normal_postcode_stays_as_it_is(text):
    normal = normal_postcode(text)
    assert normal is None or normal_postcode(normal) == normal


@pytest.mark.parametrize("text", ["at TM4 6QH.", "tm4 6qh", "(TM46QH)", "TM4\u00a06QH", "TM4-6QH", "TM4\n6QH"])
def test_one_postcode_in_any_spelling(text):
    (span,) = find_postcode(text, "tm46qh")
    assert normal_postcode(text[slice(*span)].replace("-", "")) == "TM4 6QH"


@pytest.mark.parametrize("text", ["TM4 6QJ", "ATM4 6QH", "TM4 6QHX", "TM46 QH", ""])
def test_another_postcode_is_not_that_one(text):
    assert not list(find_postcode(text, "TM4 6QH"))


def test_nothing_is_found_for_what_is_no_postcode():
    assert not list(find_postcode("nowhere at all", "nowhere"))


def test_any_postcode_is_found_in_capitals_only():
    text = "TM4 6QH, then TM11AA; not in a1 1aa words, ISBN 0-7700-9004-1 or M25 J16"
    assert [text[slice(*span)] for span in find_postcodes(text)] == ["TM4 6QH", "TM11AA"]


@pytest.mark.parametrize(
    ("postcode", "where"),
    [
        ("SW1A 1AA", Point(51.5010, -0.1416)),
        ("eh99 1sp", Point(55.9521, -3.1750)),
        ("CF99 1SN", Point(51.4637, -3.1620)),
        ("BT4 3XX", Point(54.6047, -5.8320)),
    ],
)
def test_palaces_and_parliaments_lie_where_they_do(postcode, where):
    found = locate(postcode)
    assert found is not None
    assert metres(found, where) < 400


@pytest.mark.parametrize("postcode", ["TM4 6QH", "ZE1 8ZZ", "GY1 1AA", "IM1 1AA", "AB11 3AG", "not one", ""])
def test_what_has_no_position_is_nowhere(postcode):
    assert locate(postcode) is None


def test_one_letter_is_read_in_well_under_a_second():
    locate.cache_clear()
    start = time.process_time()
    locate("SW1A 1AA")
    assert time.process_time() - start < 3


def test_without_the_directory_nothing_is_known(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    locate.cache_clear()
    monkeypatch.setattr(postcodes, "files", missing)
    assert locate("SW1A 1AA") is None
    monkeypatch.setattr(postcodes, "files", lambda name: None)
    assert locate("SW1A 2AA") is None
    locate.cache_clear()
