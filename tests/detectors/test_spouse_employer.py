import pytest

from footprint.model import Severity
from tests.judged import detect, news, own_page, page, post, record


def found(evidence):
    return detect("spouse-employer", evidence)


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        (own_page("My husband works for Leat Chandlery as a rigger."), "Leat Chandlery"),
        (post("So proud of Tobias, made head rigger at Leat Chandlery!"), "Leat Chandlery"),
        (news("Cllr Quillfeather declared an interest as her husband worked for Leat Stores."), "Leat Stores"),
        (own_page("Tobias has worked for Leat Chandlery since 1996."), "Leat Chandlery"),
        (own_page("Tobias has done six nights at Mereshire Infirmary."), "Mereshire Infirmary"),
        (own_page("Tobias's firm, Leat Surveyors, has given him a chair."), "Leat Surveyors"),
        (own_page("Leat Chandlery has just made my husband its new director."), "Leat Chandlery"),
        (post("Herself is on at Leat Stores till six."), "Leat Stores"),
        (news("Cllr Quillfeather, married to a solicitor at Leat & Pryor, spoke."), "Leat & Pryor"),
        (news("Rosalind Quillfeather (spouse employed at Leat Stores) left."), "Leat Stores"),
        (news("Rosalind Quillfeather, whose husband is a nurse at Mereshire Infirmary, spoke."), "Mereshire Infirmary"),
        (
            record(("1. Employment, Spouse/Partner", "Nurse, Mereshire Infirmary"), register="register-of-interests"),
            "Mereshire Infirmary",
        ),
    ],
)
def test_where_her_husband_works(evidence, name):
    (finding,) = found(evidence)
    assert finding.value == name
    assert finding.severity is Severity.WORTH_MENDING
    assert not finding.declared
    assert name not in finding.what + finding.about + finding.masked


@pytest.mark.parametrize(
    "evidence",
    [
        own_page(""),
        own_page("My husband builds boats."),
        own_page("Tobias gave it up the day the Leat Chandlery asked him to clean the fish."),
        own_page("My husband used to work for Leat Chandlery."),
        own_page("Tobias is retired, after a working life at Leat Chandlery."),
        own_page("Our partners at Leat Chandlery work hard."),
        own_page("Tobias and I had dinner at Leat Hall."),
        news("Rosalind Quillfeather heard from a resident whose husband works nights at Leat Stores."),
        record(("1. Employment, Spouse/Partner", "Boat builder, self-employed"), register="register-of-interests"),
        record(("1. Employment, Spouse/Partner", "None"), register="register-of-interests"),
        news("Agnes Wherry, whose husband works at Mereshire Infirmary, thanked Rosalind Quillfeather."),
        page("Rosalind Quillfeather, potter, of Port Gannet: her husband works at Port Gannet Harbour."),
    ],
)
def test_where_there_is_no_employer_of_hers(evidence):
    assert found(evidence) == []
