from __future__ import annotations

import pytest

from footprint.errors import Throttled, Unexpected
from footprint.gather import betrays
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Skipped, SourceSettings
from footprint.sources.planit import PlanIt
from tests.judged import HER, everything

BASE = "https://www.planit.org.uk/api/applics/json"
SEARCH = f"{BASE}?search=%22Rosalind%20Quillfeather%22&auth=Thornmere&pg_sz=50&sort=-start_date"
PORTAL = "https://planning.mereshire.example/applications/TM-26-0417"


def application(number="26/0417/HSE", applicant="Mrs R Quillfeather", **changes):
    return {
        "name": f"Thornmere/{number}",
        "uid": number,
        "area_name": "Thornmere",
        "area_id": 999,
        "address": "14 Kingfisher Wharf Thornmere",
        "postcode": "TM4 6QH",
        "description": "Single storey rear extension",
        "app_type": "Full",
        "app_state": "Permitted",
        "app_size": "Small",
        "start_date": "2026-03-13",
        "decided_date": None,
        "location_x": -0.637,
        "location_y": 52.649,
        "url": PORTAL,
        "link": f"https://www.planit.org.uk/planapplic/Thornmere/{number}",
        "last_different": "2026-03-14T11:59:17.642",
        "other_fields": {"applicant_name": applicant, "n_documents": 4, "agent_name": None},
    } | changes


def answer(*applications, total=None):
    return {
        "records": list(applications),
        "pg_sz": 50,
        "from": 0,
        "total": len(applications) if total is None else total,
    }


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served):
        web = serve(served)
        return await fetched(PlanIt(), next(PlanIt().plan(subject)), subject, web), web

    return ask


def test_the_name_is_asked_for_in_the_councils_area_and_everywhere(subject):
    queries = list(PlanIt().plan(subject))
    assert queries[0].url == SEARCH
    assert [query.sends for query in queries] == [
        ("Rosalind Quillfeather", "Thornmere"),
        ("Ros Quillfeather", "Thornmere"),
        ("Rosalind Quillfeather",),
    ]
    assert not any(betrays(query, subject) for query in queries)


def test_the_own_postcode_is_asked_for_only_where_the_profile_says_so(subject_with):
    who = subject_with(SourceSettings("planit", also_send=frozenset({Kind.POSTCODE})))
    last = list(PlanIt().plan(who))[-1]
    assert last.url == f"{BASE}?pcode=TM4%206QH&krad=0.1&pg_sz=50&sort=-start_date"
    assert not betrays(last, who)


def test_without_a_council_each_form_is_asked_for_everywhere(subject_with):
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),))
    assert [query.sends for query in PlanIt().plan(who)] == [("Rosalind Quillfeather",)]


async def test_an_application_is_read_and_the_home_found_in_it(ask):
    [record], _ = await ask({SEARCH: answer(application())})
    assert record.register == "planning"
    assert record.url == PORTAL
    assert ("Applicant", "Mrs R Quillfeather") in record.fields
    assert ("Address", "14 Kingfisher Wharf Thornmere, TM4 6QH") in record.fields
    [found] = [finding for finding in everything(record) if finding.detector == "home-address"]
    assert found.what == "Your home address stands in a planning application"


async def test_a_namesakes_application_in_another_place_is_not_hers(ask):
    elsewhere = application(
        applicant="Rosalind Quillfeather",
        address="Flat 2, 9 Harbour Row, Port Gannet",
        postcode="PG7 2AB",
        area_name="Gannet",
    )
    [record], _ = await ask({SEARCH: answer(elsewhere)})
    assert judge(record, HER).confidence.rank < Confidence.LIKELY.rank
    assert everything(record) == []


async def test_further_pages_are_read_and_then_said(ask):
    many = [application(str(n)) for n in range(50)]
    pages = {SEARCH: answer(*many, total=400), f"{SEARCH}&page=2": answer(*many, total=400)}
    items, web = await ask(pages | {f"{SEARCH}&page=3": answer(*many, total=400)})
    assert len(web.urls) == 3
    [skipped] = [item for item in items if isinstance(item, Skipped)]
    assert (skipped.cause, len(items)) == (Cause.TOO_LARGE, 151)


@pytest.mark.parametrize("total", [None, 50])
async def test_a_whole_first_page_may_be_all(ask, total):
    many = [application(str(n)) for n in range(50)]
    served = {SEARCH: answer(*many) | {"total": total}, f"{SEARCH}&page=2": answer(total=0)}
    items, _ = await ask(served)
    assert len(items) == 50


@pytest.mark.parametrize("others", [None, [], {}, {"applicant_name": None}, {"applicant_name": 7}])
async def test_what_is_not_told_of_the_applicant_is_left_out(ask, others):
    [record], _ = await ask({SEARCH: answer(application(other_fields=others, postcode=None, description=None))})
    assert "None" not in record.text


@pytest.mark.parametrize("link", [None, "javascript:alert(1)", ""])
async def test_an_address_at_the_council_that_is_none_gives_way_to_the_other(ask, link):
    [record], _ = await ask({SEARCH: answer(application(url=link))})
    assert record.url == "https://www.planit.org.uk/planapplic/Thornmere/26/0417/HSE"


async def test_nothing_found_is_an_answer(ask):
    assert (await ask({SEARCH: answer()}))[0] == []


@pytest.mark.parametrize(
    "broken", ["<h1>Down</h1>", [], {"error": "no such area"}, {"records": "x"}, {"records": [[]]}]
)
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


async def test_being_throttled_is_said(ask):
    with pytest.raises(Throttled):
        await ask({SEARCH: Throttled("Slow down.")})


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("planit", address="http://planit.example"))
    query = next(PlanIt().plan(who))
    web = await wire({query.url: answer(application())}, "planit")
    [record] = await fetched(PlanIt(), query, who, web)
    assert "TM4 6QH" in record.text
