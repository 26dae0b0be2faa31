import pytest

from footprint.model import Severity
from tests.judged import detect, news, own_page, page, post


def found(evidence):
    return detect("school-or-care-home", evidence)


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        (post("My daughter starts at Heron Lane Primary School on Monday."), "Heron Lane Primary School"),
        (post("Tea with Mum at Willow Reach Care Home."), "Willow Reach Care Home"),
        (news("Rosalind Quillfeather visits her mother at Willow Reach Care Home."), "Willow Reach Care Home"),
        (own_page("Both our boys go to St Brannoc's and love it."), "St Brannoc's"),
    ],
)
def test_where_one_of_the_family_is_every_day(evidence, name):
    (finding,) = found(evidence)
    assert finding.value == name
    assert finding.severity is Severity.SERIOUS
    assert not finding.declared
    assert name not in finding.what + finding.about + finding.masked


def test_a_place_of_the_profile_is_known():
    (finding,) = found(post("My daughter starts at Larkfield Primary School on Monday."))
    assert finding.declared


@pytest.mark.parametrize(
    "evidence",
    [
        post(""),
        post("A good debate with pupils at Heron Lane Primary School."),
        own_page("Our children at Heron Lane Primary School deserve a new roof, says the petition."),
        news("Rosalind Quillfeather asked about the budget of Heron Lane Primary School."),
        news("Wilf Ansell's son goes to Heron Lane Primary School, he told Rosalind Quillfeather."),
        page("Rosalind Quillfeather, potter, of Port Gannet: her son goes to Heron Lane Primary School."),
    ],
)
def test_schools_in_the_news_are_none(evidence):
    assert found(evidence) == []
