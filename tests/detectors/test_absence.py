from datetime import date

import pytest

from footprint.model import Confidence, Severity
from tests.judged import detect, news, own_page, page, post, record


def found(evidence):
    return detect("absence", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        post("We are off to Tenerife on 20 December for two weeks. Bliss."),
        post("Nobody home till Sunday, so please leave parcels next door."),
        post("Flying to Lisbon tonight!"),
        own_page("I am on holiday from 20 December, and the house will be empty."),
        news("Rosalind Quillfeather is away until 3 January and could not be reached.", published=date(2026, 12, 20)),
    ],
)
def test_when_nobody_is_at_home(evidence):
    (finding,) = found(evidence)
    assert finding.severity is Severity.SERIOUS
    assert not finding.declared
    assert finding.about.startswith("away from home · ")


@pytest.mark.parametrize(
    "evidence",
    [
        post(""),
        post("Back from Tenerife, brown as a bun."),
        post("The Rovers lost 3-1 away on Saturday."),
        post("The museum is going to Lisbon on loan for two weeks."),
        post("I was away from 2 to 4 May 2024."),
        news("Wilf Ansell is away until 3 January."),
        page("Rosalind Quillfeather, potter, of Port Gannet, is away until 3 January."),
        record(("Note", "away until 3 January")),
    ],
)
def test_what_is_over_or_another_s_is_nothing(evidence):
    assert found(evidence) == []


def test_in_another_s_words_it_is_less_sure():
    (finding,) = found(news("Rosalind Quillfeather is on holiday until Friday."))
    assert finding.confidence is Confidence.LIKELY
