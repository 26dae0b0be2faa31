import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.contacts import find_phone, find_phones, normal_phone
from footprint.text.spoken import digits, find_spoken

NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
WORDS = dict(zip("0123456789", NAMES, strict=True))


@pytest.mark.parametrize(
    "said",
    [
        "oh seven seven double oh, nine hundred, four one seven",
        "07700-nine hundred-417",
        "zero seven seven zero zero nine zero zero four one seven",
        "O77OO 9OO417",
        "plus four four seven seven double oh nine double oh four one seven",
        "0-7-7-0-0-9-0-0-4-1-7",
    ],
)
def test_a_number_that_people_only_were_to_read(said):
    assert normal_phone(said) == "+447700900417"
    assert list(find_phone(f"Ring me on {said}, please", "07700 900417"))


@pytest.mark.parametrize("text", ["", "one two three", "a hundred and seven people", "double glazing, seven offers"])
def test_other_words_are_no_number(text):
    assert list(find_phones(text)) == []


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.sampled_from([" ", ", ", "-"]))
def test_every_number_can_be_spelt_out(rest, gap):
    number = "07" + rest
    assert digits(gap.join(WORDS[digit] for digit in number)) == number


@given(st.text())
def test_any_text_can_be_looked_at(text):
    for start, end in find_spoken(text):
        assert text[start:end]


@pytest.mark.parametrize("piece", ["oh seven ", "double ", "0 ", "nine hundred and "])
def test_a_flood_takes_no_time(piece):
    start = time.process_time()
    list(find_spoken(piece * (100_000 // len(piece))))
    assert time.process_time() - start < 6
