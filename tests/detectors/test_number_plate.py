import pytest

from footprint.model import Confidence, Severity
from tests.judged import HER, STRANGER, detect, news, own_page, page


def found(evidence, subject=HER):
    return detect("number-plate", evidence, subject)


@pytest.mark.parametrize("written", ["JZ24 RQF", "jz24rqf", "JZ24-RQF", "JZ 24 RQF"])
def test_the_declared_plate_in_any_spelling(written):
    (finding,) = found(page(f"2 Cllr Ros Quillfeather Thornmere {written}"))
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.confidence is Confidence.CERTAIN
    assert "24" not in finding.masked + finding.about


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JZ24 RQG",
        "AJZ24 RQF and JZ24 RQFX",
        "JX73 QAB was parked in two bays",
        "Cllr Rosalind Quillfeather moved amendment AB12 CDE to the motion.",
        "The driver of a van, AB12 CDE, was stopped. Cllr Rosalind Quillfeather welcomed it.",
        "Room A123 BCD, bus K1 ABC",
        "Crews\n1 Wilf Ansell Thornmere JX73 QAB\n2 Cllr Ros Quillfeather Thornmere",
    ],
)
def test_other_letters_and_digits_are_not_hers(text):
    assert found(news(text)) == []


@pytest.mark.parametrize(
    "evidence",
    [
        own_page("My car is a green Morris, registration AB12 CDE, always filthy."),
        own_page("Look out for my old van: A123 BCD"),
        news("Rosalind Quillfeather drives a Morris, AB12 CDE"),
        news("Rosalind Quillfeather's car registration: AB12 CDE"),
    ],
)
def test_a_plate_that_nobody_declared_is_asked_about(evidence):
    (finding,) = found(evidence, STRANGER)
    assert not finding.declared
    assert finding.confidence is Confidence.LIKELY
    assert "CDE" not in finding.about + finding.what + finding.masked
