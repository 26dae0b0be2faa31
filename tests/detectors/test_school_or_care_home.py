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
        (post("Parents' evening at Heron Lane High tonight."), "Heron Lane High"),
        (post("anyone selling a heron lane primary cardigan? mine has come home in another"), "heron lane primary"),
        (own_page("We chose Kestrel Lodge for Mum because it has hens."), "Kestrel Lodge"),
        (own_page("Dad moved into Kestrel Grange in September."), "Kestrel Grange"),
        (own_page("My son has a place now and he's at Kestrelfield. He starts in year 3."), "Kestrelfield"),
        (news("Rosalind Quillfeather, who has two children at Heron Lane Academy, spoke."), "Heron Lane Academy"),
        (news("Cllr Quillfeather, whose mother lives at Kestrel Court, left the room."), "Kestrel Court"),
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
        own_page("For the record, my kids do not go to Heron Lane Primary School."),
        own_page("Both my parents taught at Heron Lane Primary School."),
        news("A welcome to Wilf, husband of Cllr Quillfeather, our new senior nurse at Mereshire Hospice."),
        post("School run, then coffee at Kestrel's."),
        post("My husband is the manager at Kestrel Grange."),
        post("Good luck to all the bairns at Heron Lane Primary School."),
        news("A parent of a pupil at Heron Lane Primary School asked Cllr Quillfeather about the roof."),
        news("Wilf Ansell's son goes to Heron Lane Primary School, he told Rosalind Quillfeather."),
        page("Rosalind Quillfeather, potter, of Port Gannet: her son goes to Heron Lane Primary School."),
    ],
)
def test_schools_in_the_news_are_none(evidence):
    assert found(evidence) == []
