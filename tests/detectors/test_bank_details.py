import pytest

from footprint.model import Group, Severity
from tests.judged import detect, news, own_page, page, record


def found(evidence):
    return detect("bank-details", evidence)


@pytest.mark.parametrize(
    "evidence",
    [
        own_page("If you owe me: sort code 20-00-11, account 55779911."),
        record(("Sort code", "20 00 11"), ("Account number", "55779911"), register="claims"),
        news("Please pay R Quillfeather, account no. 5577 9911, sort code 200011."),
        news("Rosalind Quillfeather, IBAN GB29 NWBK 6016 1331 9268 19"),
    ],
)
def test_an_account_that_stands_with_her_name(evidence):
    (finding,) = found(evidence)
    assert finding.severity is Severity.SERIOUS
    assert finding.group is Group.IDENTITY
    assert not finding.declared
    assert "55779911" not in finding.about + finding.what + finding.masked


@pytest.mark.parametrize(
    "evidence",
    [
        own_page(""),
        own_page("Give to the lifeboat appeal: sort code 20-00-11, account 55779911."),
        news("Pay your council tax: sort code 20-00-11, account 55779911. Cllr Rosalind Quillfeather"),
        news("Wilf Ansell: sort code 20-00-11, account 55779911"),
        news("The meeting of 20-00-11; minute 55779911."),
        page("Rosalind Quillfeather, potter, of Port Gannet: sort code 20-00-11, account 55779911"),
    ],
)
def test_accounts_of_all_or_of_others_are_none(evidence):
    assert found(evidence) == []
