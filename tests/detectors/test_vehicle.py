import pytest

from footprint.model import Severity
from tests.judged import detect, news, own_page, page, post


def found(evidence):
    return detect("vehicle", evidence)


@pytest.mark.parametrize(
    ("evidence", "car"),
    [
        (own_page("I drive an elderly green Morris Traveller."), "green Morris Traveller"),
        (news("Rosalind Quillfeather was pictured beside her white Nissan Leaf."), "white Nissan Leaf"),
        (post("My car's been keyed: grey Volvo estate, by the station."), "grey Volvo estate"),
        (page("14. Rosalind Quillfeather, blue Ford Fiesta, JZ24 RQF"), "blue Ford Fiesta, JZ24 RQF"),
    ],
)
def test_what_she_drives(evidence, car):
    (finding,) = found(evidence)
    assert finding.value == car
    assert finding.severity is Severity.WORTH_MENDING
    assert not finding.declared


def test_a_make_alone_is_good_to_know():
    (finding,) = found(post("My Skoda passed its MOT."))
    assert finding.severity is Severity.GOOD_TO_KNOW


@pytest.mark.parametrize(
    "evidence",
    [
        post(""),
        post("A white Ford Transit keeps blocking the quay."),
        post("Police are looking for a silver Vauxhall Astra."),
        news("The council bought four red Ford vans. Rosalind Quillfeather objected."),
        news("Wilf Ansell drives a blue Ford Fiesta, he told Rosalind Quillfeather."),
        page("Rosalind Quillfeather, potter, of Port Gannet, drives a blue Ford Fiesta."),
    ],
)
def test_other_cars_are_none(evidence):
    assert found(evidence) == []
