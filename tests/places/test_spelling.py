import re

import pytest

from footprint.places.spelling import either, fold, spellings, words


def test_folding():
    assert fold("Ffordd y M\u00d4R, St\u00a0Mary\u2019s\u2013Road") == "ffordd y mor, st mary's-road"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("St. Mary's Road", "saint marys rd"),
        ("Saint Marys Road", "st. mary's road"),
        ("Kingfisher Wharf", "kingfisher-whf"),
        ("Millpond and Eastgate", "millpond & eastgate"),
        ("Mount Pleasant", "mt pleasant"),
        ("O'Brien Close", "obrien cl"),
    ],
)
def test_one_name_in_another_spelling(name, written):
    assert re.fullmatch(spellings(name), written)


def test_a_street_is_no_saint():
    assert not re.fullmatch(spellings("Mill Street"), "mill saint")


def test_a_name_without_letters_has_no_spelling():
    assert spellings("...") == ""


def test_words_and_alternatives():
    assert words("a b\n c") == {"a", "b", "c"}
    assert either("a abc b_c") == r"(?:abc|b\sc|a)"
