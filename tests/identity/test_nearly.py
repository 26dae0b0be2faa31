"""Names that come near the person's: misspelled, shortened, or a first name beside another of the family."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.identity.common_names import is_common, is_first_name, weight
from footprint.identity.nearly import distance, nearly
from footprint.model import Identifier, Kind
from footprint.text.mentions import Naming
from tests.examples import SUBJECT


def person(*names, family=()):
    facts = (
        *(Identifier(Kind.NAME, one) for one in names),
        *(Identifier(Kind.FAMILY, one, "husband") for one in family),
    )
    return replace(SUBJECT, identifiers=facts)


HER = person("Rosalind Quillfeather", "Ros Quillfeather", family=("Tobias Quillfeather",))
JONES, RAFAL, HANLEY = person("David Jones"), person("Rafał Wiśniowski"), person("Bernie O'Hanveigh")


@pytest.mark.parametrize(
    ("who", "text", "said", "naming"),
    [
        (HER, "Coun Rosalind Quilfeather spoke", "Rosalind Quilfeather", Naming.MISSPELLED),
        (HER, "Coun Roslaind Quillfaether spoke", "Roslaind Quillfaether", Naming.MISSPELLED),
        (HER, "Coun Ros Quillfeathers spoke", "Ros Quillfeathers", Naming.MISSPELLED),
        (JONES, "Coun Davied Jones laughed", "Davied Jones", Naming.MISSPELLED),
        (RAFAL, "Councillor Raphael Wisniowski", "Raphael Wisniowski", Naming.MISSPELLED),
        (HER, "Cake by Rosalind Q. and Bev", "Rosalind Q.", Naming.SHORTENED),
        (HANLEY, "Ask Bernie O H about it", "Bernie O H", Naming.SHORTENED),
        (HER, "Rosalind has the keys and Tobias the van", "Rosalind", Naming.GIVEN),
    ],
)
def test_what_comes_near(who, text, said, naming):
    (mention,) = nearly(text, who)
    assert (mention.text, mention.naming) == (said, naming)
    assert text[mention.start : mention.end] == said


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (JONES, "Coun Daniel Jones"),
        (JONES, "Coun David Johns"),
        (JONES, "David James"),
        (person("Owen Prince"), "Owen Price"),
        (person("Jane Tarrowby"), "June Tarrowby"),
        (HER, "rosalind quilfeather"),
        (HER, "Mavis Quilfeather"),
        (HER, "Rosalind Quayle and Tobias Marchbanks"),
        (HER, "rosalind has the keys and tobias the van"),
        (person("David Jones", family=("Susan Jones",)), "David has the keys and Susan the van"),
    ],
)
def test_what_is_another_name(who, text):
    assert nearly(text, who) == ()


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_distance_is_the_same_both_ways_and_nothing_only_from_itself(a, b):
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) is (a == b)
    assert distance(a, b, 1) == min(distance(a, b, 9), 2)


@pytest.mark.parametrize("piece", ["Rosalind Q ", "Quil", "Rosalind ", "Tobias Rosalind. ", "Q" * 50, "Quillfeathe "])
def test_no_page_makes_it_slow(piece):
    text = piece * (500_000 // len(piece))
    start = time.process_time()
    nearly(text, HER)
    assert time.process_time() - start < 6


def test_how_common_a_name_is():
    assert is_common("Jones")
    assert not is_common("Quillfeather")
    assert is_first_name("Susan")
    assert weight(["David Jones"]) < weight(["Thessaly Jones"]) < 0 < weight(["David Quillfeather"])
    assert weight([]) > 0
