import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.cars import find_cars


@pytest.mark.parametrize(
    ("text", "car", "coloured"),
    [
        ("a blue Mini", "blue Mini", True),
        ("a metallic purple Honda Jazz", "metallic purple Honda Jazz", True),
        ("a Honda Jazz in metallic purple", "Honda Jazz in metallic purple", True),
        ("my Picasso (the gold one)", "Picasso (the gold", True),
        ("yr hen Volvo las o'r diwedd", "Volvo las", True),
        ("Make: Austin. Colour: maroon over cream", "Austin. Colour: maroon", True),
        ("one extremely purple micra", "purple micra", True),
        ("a mud-coloured Defender", "mud-coloured Defender", True),
        ("my Kia Niro is here", "Kia Niro", False),
    ],
)
def test_make_and_colour_in_any_order(text, car, coloured):
    ((start, end), is_coloured) = next(find_cars(text))
    assert (text[start:end], is_coloured) == (car, coloured)


@pytest.mark.parametrize("text", ["", "Civic engagements", "a game of golf", "focus on the panda", "a red dress"])
def test_what_is_no_car(text):
    assert list(find_cars(text)) == []


@pytest.mark.parametrize("piece", ["red ", "blue old Kia ", "Kia ", "Land ", "Kia, "])
def test_time_grows_with_the_text_only(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    list(find_cars(text))
    assert time.process_time() - start < 30


@given(st.text())
def test_no_text_is_too_odd(text):
    for (start, end), _ in find_cars(text):
        assert 0 <= start < end <= len(text)
