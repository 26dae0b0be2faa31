import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.houses import find_houses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("lives at 22 Heron Lane, Thornmere TM5 1AA.", "22 Heron Lane, Thornmere TM5 1AA"),
        ("of 3 The Green, TM5 1AA", "3 The Green, TM5 1AA"),
        ("22 Heron Lane", "22 Heron Lane"),
        ("Flat 2, 9 St Mary's Rd, Port Gannet\nTM19 3QP and", "Flat 2, 9 St Mary's Rd, Port Gannet\nTM19 3QP"),
        ("5 Upper Thorne, Mereshire TM5 1AB", "5 Upper Thorne, Mereshire TM5 1AB"),
        ("of no. 9 Heron Lane, Thornmere;", "no. 9 Heron Lane, Thornmere"),
        ("Number Seven, Mill Lane, Thornmere.", "Number Seven, Mill Lane, Thornmere"),
        ("HERONS, 22 HERON LANE", "22 HERON LANE"),
        ("by the inn in Heron Lane, number 9, any time", "Heron Lane, number 9"),
        ("Flat 1F2, 31 Heron Close, Thornmere", "Flat 1F2, 31 Heron Close, Thornmere"),
        ("Flat 6, Linden Court, Station Road, Thornmere", "Flat 6, Linden Court, Station Road, Thornmere"),
        ("Lock Keeper's Cottage, Weir Lane, in 2019", "Lock Keeper's Cottage, Weir Lane"),
        ("Bwthyn y Graig, Porth Swtan (ail gartref)", "Bwthyn y Graig, Porth Swtan"),
        ("of 9 Ropewalk, Thornmere", "9 Ropewalk, Thornmere"),
        ("used to share, 9c Heron Gardens TM9 (we", "9c Heron Gardens TM9"),
    ],
)
def test_any_house_is_found(text, address):
    (span,) = find_houses(text)
    assert text[span.start : span.end] == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14 Councillors voted",
        "on 12 March Road works begin",
        "Civic Hall, Market Square, Thornmere, TM1 1AA",
        "In 2019 Heron Lane was closed",
        "26/00417/HOU replacement landing stage",
        "the number 14 bus",
        "from 10 to 12 people in Heron Lane",
    ],
)
def test_what_is_no_house(text):
    assert find_houses(text) == ()


@pytest.mark.parametrize(
    "piece",
    ["1 A", "14 ", "14 Heron ", "14 Heron Lane, ", "1 Aa Aa Aa Aa ", "One ", "Flat 1, ", "Mill, ", "Ty Y ", "A "],
)
def test_time_grows_with_the_text_only(piece):
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    find_houses(text)
    assert time.process_time() - start < 15


@given(st.text())
def test_no_text_is_too_odd(text):
    for span in find_houses(text):
        assert 0 <= span.start < span.end <= len(text)
