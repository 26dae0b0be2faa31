import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.skim import near, skim, skimmed

HOLIDAY = re.compile(r"on holiday in [A-Z]\w+")
LONG = "The minutes were read and agreed. " * 200


def test_a_short_text_is_tried_whole():
    assert skim("nothing of it", ("holiday",)) == ((0, 13),)


@pytest.mark.parametrize("before", ["", LONG])
@pytest.mark.parametrize("after", ["", LONG])
def test_what_is_matched_is_the_same_as_in_the_whole_text(before, after):
    text = f"{before} We are on holiday in Madeira. {after} On holiday in Fiji, they say on holiday in Rome."
    assert [m.span() for m in skimmed(HOLIDAY, text, ("holiday",))] == [m.span() for m in HOLIDAY.finditer(text)]


def test_hints_are_found_in_any_case_unless_they_are_to_be_as_written():
    assert skim(LONG + "MINI", ("mini",)) != ()
    assert skim(LONG.replace("M", "m") + "mini", ("Mini",), cased=True) == ()


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 300))), st.lists(st.integers(0, 5000)))
def test_only_parts_near_a_place_are_kept(parts, places):
    spans = [(start, start + length) for start, length in parts]
    kept = list(near(spans, sorted(places)))
    assert kept == [(a, b) for a, b in spans if any(a - 500 <= place <= b + 500 for place in places)]
