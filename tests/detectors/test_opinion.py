import pytest

from footprint.model import Group, Severity
from tests.judged import detect, news, own_page, page, post


def found(evidence):
    return detect("opinion", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        post("As a Quaker I would rather listen."),
        post("I voted Remain."),
        own_page("I was diagnosed with asthma at school."),
        own_page("I am a member of UNISON."),
        news("\u201cI am a lifelong republican,\u201d said Rosalind Quillfeather."),
    ],
)
def test_what_she_said_herself_is_listed_and_not_judged(evidence):
    (finding,) = found(evidence)
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert finding.group is Group.VIEWS


@pytest.mark.parametrize(
    "evidence",
    [
        post(""),
        post("I voted against the amendment."),
        post("The Christian Aid shop needs coats."),
        news("\u201cI am a Quaker,\u201d said Wilf Ansell. Rosalind Quillfeather smiled."),
        news("Members of the Muslim community met Rosalind Quillfeather."),
        page("\u201cI am a Quaker,\u201d said Rosalind Quillfeather, potter, of Port Gannet."),
    ],
)
def test_what_others_are_or_the_council_decides_is_not(evidence):
    assert found(evidence) == []
