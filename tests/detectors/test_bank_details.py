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
        news("From Rosalind Quillfeather: PL61 1090 1014 0000 0712 1981 2874"),
        news("Rosalind Quillfeather. Sort 11/22/99 Acct 6610-4471 Allowance \u00a3414. Tax code 1257L."),
        news("Account holder Rosalind Quillfeather; branch sort code 30 99 50; account no 44718802; society ref: none"),
        news("Paid to Rosalind Quillfeather's own account, number 20118845, sorting code 82-60-99, not the group's."),
        news("Refund due to Mrs R Quillfeather. Mere Building Society, roll number W/40917731-2."),
        own_page("Pay me back: sort code 08 99 12. account 1 9 4 4 0 2 7 1."),
        own_page("Until then the rent goes into mine: 60-99-03 // 81140926"),
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
        news("Rosalind Quillfeather read out the supplier's details, which were forged: 07-99-15, 66021149."),
        news("Precept received. Reconciled by Rosalind Quillfeather. Reserve account 20-99-11 40071125: \u00a331,008."),
        news("From Rosalind Quillfeather: PL62 1090 1014 0000 0712 1981 2874"),
        news("Wilf Ansell: sort code 20-00-11, account 55779911"),
        news("The meeting of 20-00-11; minute 55779911."),
        page("Rosalind Quillfeather, potter, of Port Gannet: sort code 20-00-11, account 55779911"),
    ],
)
def test_accounts_of_all_or_of_others_are_none(evidence):
    assert found(evidence) == []
