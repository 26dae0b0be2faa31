from datetime import date

import pytest

from footprint.text.births import is_birth, is_birthday, is_listed_birthday, is_of_an_event, months_of_birth, tells_age
from footprint.text.dates import find_dates
from tests.examples import SUBJECT


def first(text):
    return next(find_dates(text))


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("DBS tracker: QUILLFEATHER Rosalind, 14/08/79, enhanced", True),
        ("QUILLFEATHER Rosalind F 02.11.1979 British", True),
        ("Rosalind Quillfeather. Date of birth as given: twenty-eighth of November nineteen seventy-six.", True),
        ("Rosalind Quillfeather: date of appointment 14/08/1979", False),
        ("Rosalind Quillfeather presented Mrs Ivy Lunn, born on 9 October 1936, with a card.", False),
        ("Rosalind Quillfeather joined on 12.06.1981", False),
        ("Rosalind Quillfeather, 30/09/2027", False),
    ],
)
def test_a_birth(text, hers):
    assert is_birth(text, first(text), SUBJECT, own=False) is hers


def test_a_birthday_without_a_year():
    text = "I share a birthday with my mayor, 14 August."
    assert is_birthday(text, first(text), SUBJECT, own=True)
    text = "Rosalind Quillfeather will spend her birthday, 14 August, on a pier."
    assert is_birthday(text, first(text), SUBJECT, own=False)
    text = "Come to the library's birthday on 14 August."
    assert not is_birthday(text, first(text), SUBJECT, own=True)


def test_month_and_year_as_registers_have_them():
    text = "QUILLFEATHER, Rosalind. Director. Date of birth: June 1976."
    assert [text[start:end] for start, end in months_of_birth(text, SUBJECT, own=False)] == ["June 1976"]
    assert months_of_birth("MARCHBANKS, Kit. Date of birth: June 1976.", SUBJECT, own=False) == []


def test_a_list_of_birthdays():
    text = "Ringers' birthdays this month: Rosalind Quillfeather (30th August), Peg Ambler (31st)."
    assert is_listed_birthday(text, first(text), SUBJECT)
    assert not is_listed_birthday("Peg Ambler (30th August)", first("Peg Ambler (30th August)"), SUBJECT)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("60 next March, the twenty-second to be exact", True),
        ("he's 55 the seventeenth of May coming", False),
        ("At 18.60 on 22 March", False),
    ],
)
def test_an_age_beside_the_day(text, fits):
    assert tells_age(text, first(text), 1967, date(2026, 11, 25)) is fits


def test_the_day_of_something_else():
    assert is_of_an_event("The bell was cast on 9 March 1974.", first("The bell was cast on 9 March 1974."))
    assert not is_of_an_event("She was born on 9 March 1974.", first("She was born on 9 March 1974."))
