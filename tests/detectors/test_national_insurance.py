import pytest

from footprint.model import Severity
from tests.judged import detect, news, own_page, page, record


def found(evidence):
    return detect("national-insurance", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        own_page("My NI number is QQ 12 34 56 C."),
        news("Claimant: Rosalind Quillfeather, National Insurance number: QQ123456C"),
        record(("National Insurance No", "qq 12 34 56 c"), register="claims"),
        own_page("They make me speak my national insurance number: 'Q... Q... 1 2 3 4 5 6... C.'"),
        news("P45 Part 1A. Surname QUILLFEATHER, First names ROSALIND, NI number QQ 12 34 56 C, leaving 31 03 2019"),
    ],
)
def test_a_number_that_is_called_so_and_stands_with_her_name(evidence):
    (finding,) = found(evidence)
    assert finding.severity is Severity.SERIOUS
    assert finding.value == "QQ123456C"
    assert finding.masked == "▮▮▮C"
    assert not finding.declared


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Part QQ123456C fits the pump.",
        "A National Insurance number is two letters, six digits and a letter.",
        "National Insurance part no. AB1234567",
        "NI: BG 12 34 56 A",
    ],
)
def test_what_only_looks_like_one_is_none(text):
    assert found(own_page(text)) == []


def test_another_s_is_none():
    assert found(news("Wilf Ansell, NI number QQ 12 34 56 C")) == []
    assert found(news("A Mr Dow gave his NI number as QQ 12 34 56 C before Rosalind Quillfeather stopped him.")) == []
    assert found(page("Rosalind Quillfeather, potter, of Port Gannet, NI number QQ 12 34 56 C")) == []
