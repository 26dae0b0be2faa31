from __future__ import annotations

import pytest

from footprint.errors import ServiceFailed, Throttled, Unexpected
from footprint.model import Cause, SourceSettings
from footprint.sources.electoral_commission import ElectoralCommission

BASE = "https://search.electoralcommission.org.uk"
SEARCH = f"{BASE}/api/search/Donations?query=Rosalind%20Quillfeather&start=0&rows=50&sort=AcceptedDate&order=desc"


def donation(reference="C0999001", donor="Mrs Rosalind Quillfeather", receiver="The Lantern Party", **changes):
    return {
        "ECRef": reference,
        "DonorName": donor,
        "DonorStatus": "Individual",
        "CompanyRegistrationNumber": None,
        "Postcode": None,
        "RegulatedEntityName": receiver,
        "RegulatedEntityType": "Political Party",
        "Value": 7500.0,
        "DonationType": "Cash",
        "AcceptedDate": "/Date(1774998000000)/",
        "ReceivedDate": "/Date(1773619200000)/",
        "ReportingPeriodName": "Q1 2026",
        "IsSponsorship": False,
    } | changes


def answer(*donations, total=None):
    return {"Total": len(donations) if total is None else total, "Result": list(donations)}


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served):
        return await fetched(ElectoralCommission(), next(ElectoralCommission().plan(subject)), subject, serve(served))

    return ask


def test_each_form_of_the_name_is_asked_for(subject):
    queries = list(ElectoralCommission().plan(subject))
    assert queries[0].url == SEARCH
    assert len(queries) == 3
    assert all(len(query.sends) == 1 for query in queries)


async def test_donations_by_and_to_the_person_are_told(ask):
    mine, given = donation(), donation("NC099", "Millrace Books Ltd", "Cllr Ros Quillfeather", Postcode="TM1 2AB")
    other = donation("C0999002", "Tobias Quillfeather")
    items = await ask({SEARCH: answer(mine, other, given)})
    assert [item.title for item in items] == ["Donation C0999001", "Donation NC099"]
    assert items[0].register == "donations"
    assert dict(items[0].fields) == {
        "Donor": "Mrs Rosalind Quillfeather",
        "Kind of donor": "Individual",
        "Given to": "The Lantern Party",
        "Value": "£7,500.00",
        "Kind of donation": "Cash",
        "Received": "2026-03-16",
    }
    assert items[0].url == f"{BASE}/English/Donations/C0999001"
    assert ("Postcode of the donor", "TM1 2AB") in items[1].fields


async def test_nothing_found_is_an_answer(ask):
    assert await ask({SEARCH: answer()}) == []
    assert await ask({SEARCH: {"Total": 0, "Result": None}}) == []


async def test_older_ones_that_were_not_read_are_said(ask):
    items = await ask({SEARCH: answer(*[donation(f"C{n}") for n in range(50)], total=72)})
    assert items[-1].cause is Cause.TOO_LARGE
    assert "72" in items[-1].reason


@pytest.mark.parametrize(
    ("received", "accepted", "day"),
    [
        ("/Date(0)/", None, "1970-01-01"),
        ("/Date(1773619200000+0000)/", None, "2026-03-16"),
        (None, "/Date(-86400000)/", "1969-12-31"),
        ("/Date(99999999999999)/", None, "5138-11-16"),
        ("/Date(-99999999999999)/", None, None),
        ("2026-03-16", None, "2026-03-16"),
        (None, None, None),
    ],
)
async def test_days_in_any_form(ask, received, accepted, day):
    [record] = await ask({SEARCH: answer(donation(ReceivedDate=received, AcceptedDate=accepted))})
    assert dict(record.fields).get("Received") == day


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, {"Total": 1, "Result": "x"}, {"Total": 1, "Result": [1]}])
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


@pytest.mark.parametrize("error", [Throttled("Slow down."), ServiceFailed("Broken.")])
async def test_being_held_back_is_said(ask, error):
    with pytest.raises(type(error)):
        await ask({SEARCH: error})


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("electoralcommission", address="http://ec.example"))
    query = next(ElectoralCommission().plan(who))
    web = await wire({query.url: answer(donation())}, "electoralcommission")
    assert len(await fetched(ElectoralCommission(), query, who, web)) == 1
