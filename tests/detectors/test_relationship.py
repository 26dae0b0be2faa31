import pytest

from footprint.model import Severity
from tests.judged import detect, news, own_page, post


def found(evidence):
    return detect("relationship", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        post("Ten years married today!"),
        own_page("I am divorced and happily so."),
        news("Rosalind Quillfeather got engaged in May."),
    ],
)
def test_what_is_told_of_her_marriage(evidence):
    (finding,) = found(evidence)
    assert finding.severity is Severity.GOOD_TO_KNOW


@pytest.mark.parametrize(
    "evidence",
    [
        post(""),
        post("Every single bin was missed."),
        post("Congratulations to Leo and Mia on their engagement!"),
        news("Rosalind Quillfeather said that the council was engaged with residents."),
        news("Mr Webb, a widower, lived alone. Rosalind Quillfeather called for a review."),
    ],
)
def test_what_is_told_of_others_is_not(evidence):
    assert found(evidence) == []
