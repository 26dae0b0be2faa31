from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Blocked, NoKey, Throttled, Unexpected
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Skipped, SourceSettings
from footprint.places.address import find_address
from footprint.sources.companies_house import CompaniesHouse, _Address
from tests.judged import HER, everything

BASE = "https://api.company-information.service.gov.uk"
SEARCH = f"{BASE}/search/officers?q=Rosalind%20Quillfeather&items_per_page=50"
HOME = {"premises": "14", "address_line_1": "Kingfisher Wharf", "locality": "Thornmere", "country": "TM4 6QH"}
KEY = "invented-key"


def officer(number="q1", title="Rosalind Mary QUILLFEATHER", born=(3, 1974), address=HOME, **changes):
    found = {
        "kind": "searchresults#officer",
        "title": title,
        "address": address,
        "address_snippet": "14, Kingfisher Wharf, Thornmere, TM4 6QH",
        "appointment_count": 1,
        "description": "Total number of appointments 1 - Born March 1974",
        "description_identifiers": ["appointment-count", "born-on"],
        "links": {"self": f"/officers/{number}/appointments"},
        "matches": {"snippet": [], "title": [1, 8]},
        "snippet": "",
    }
    if born:
        found["date_of_birth"] = {"month": born[0], "year": born[1]}
    return found | changes


def searched(*officers, total=None):
    return {
        "kind": "search#officers",
        "items": list(officers),
        "items_per_page": 50,
        "page_number": 1,
        "start_index": 0,
        "total_results": len(officers) if total is None else total,
    }


def appointment(company="MILLRACE BOOKS LIMITED", address=HOME, **changes):
    return {
        "address": address,
        "appointed_on": "2019-04-01",
        "appointed_to": {"company_name": company, "company_number": "01234567", "company_status": "active"},
        "country_of_residence": "England",
        "links": {"company": "/company/01234567"},
        "name": "Rosalind Mary QUILLFEATHER",
        "nationality": "British",
        "occupation": "Bookbinder",
        "officer_role": "director",
    } | changes


def appointed(*appointments, total=None):
    return {
        "date_of_birth": {"month": 3, "year": 1974},
        "is_corporate_officer": False,
        "items": list(appointments),
        "items_per_page": 50,
        "kind": "personal-appointment",
        "name": "Rosalind Mary QUILLFEATHER",
        "total_results": len(appointments) if total is None else total,
    }


def opened(number):
    return f"{BASE}/officers/{number}/appointments?items_per_page=50"


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served, key=KEY):
        web = serve(served, key=key)
        return await fetched(CompaniesHouse(), next(CompaniesHouse().plan(subject)), subject, web), web

    return ask


def test_every_form_of_the_name_is_searched_for_and_nothing_else_is_sent(subject):
    queries = list(CompaniesHouse().plan(subject))
    assert queries[0].url == SEARCH
    assert [query.sends for query in queries] == [
        ("Rosalind Quillfeather",),
        ("Ros Quillfeather",),
        ("Rosalind Mary Quillfeather",),
    ]


async def test_an_officer_is_shown_with_the_address_written_as_it_is_here(ask):
    answers = {SEARCH: searched(officer()), opened("q1"): appointed(appointment())}
    [record], web = await ask(answers)
    assert record.register == "companies-house"
    assert dict(record.fields) == {
        "Name": "Rosalind Mary QUILLFEATHER",
        "Date of birth": "March 1974",
        "Director": "MILLRACE BOOKS LIMITED (01234567)",
        "Correspondence address": "14 Kingfisher Wharf, Thornmere, TM4 6QH",
    }
    assert record.url == "https://find-and-update.company-information.service.gov.uk/officers/q1/appointments"
    secret = {"Authorization": "Basic " + base64.b64encode(b"invented-key:").decode()}
    assert [options["secret_headers"] for _, options in web.asked] == [secret, secret]
    assert KEY not in "".join(web.urls)


async def test_the_home_address_and_the_month_of_birth_are_found_in_it(ask):
    [record], _ = await ask({SEARCH: searched(officer()), opened("q1"): appointed(appointment())})
    assert judge(record, HER).confidence is Confidence.CERTAIN
    found = {finding.detector: finding for finding in everything(record)}
    assert found["home-address"].what == "Your home address stands on the Companies House register"
    assert found["birth-date"].value == "March 1974"
    assert found["home-address"].registers == ("companies-house",)


@pytest.mark.parametrize("born", [(5, 1974), (3, 1981)])
async def test_who_was_born_in_another_month_is_shown_from_the_search_and_nothing_more_is_asked(ask, born):
    [record], web = await ask({SEARCH: searched(officer(born=born, address={"locality": "Port Gannet"}))})
    assert web.urls == [SEARCH]
    assert judge(record, HER).confidence is Confidence.UNLIKELY


async def test_without_a_birthday_on_either_side_the_appointments_are_opened(subject_with, serve, fetched):
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),))
    web = serve({SEARCH: searched(officer(born=(5, 1981))), opened("q1"): appointed(appointment())}, key=KEY)
    assert len(await fetched(CompaniesHouse(), next(CompaniesHouse().plan(who)), who, web)) == 1
    assert opened("q1") in web.urls


async def test_officers_of_other_names_are_passed_over(ask):
    others = (officer("a", "Tobias QUILLFEATHER"), officer("b", "Rosalind FEATHERSTONE"), officer("c", "QUILL LTD"))
    assert (await ask({SEARCH: searched(*others)}))[0] == []


async def test_each_address_and_each_company_is_told_once_with_what_is_past(ask):
    other = {"premises": "Lock House", "address_line_1": "Mill Lane", "locality": "Thornmere", "postal_code": "TM1 2AB"}
    appointments = (appointment(), appointment("OLD MILL LTD", other, resigned_on="2021-05-06"), appointment("C LTD"))
    [record], _ = await ask({SEARCH: searched(officer()), opened("q1"): appointed(*appointments)})
    assert record.text.count("14 Kingfisher Wharf") == 1
    assert ("Director", "OLD MILL LTD (01234567), resigned 2021-05-06") in record.fields
    assert ("Correspondence address for OLD MILL LTD", "Lock House, Mill Lane, Thornmere, TM1 2AB") in record.fields


async def test_what_the_search_does_not_tell_is_taken_from_where_it_stands(ask):
    bare = officer(born=None, address=None)
    [record], _ = await ask({SEARCH: searched(bare), opened("q1"): appointed(appointment(address=None))})
    assert ("Date of birth", "March 1974") in record.fields
    assert ("Correspondence address", "14 Kingfisher Wharf, Thornmere, TM4 6QH") in record.fields


async def test_what_was_left_unread_is_said(ask):
    many = [officer(f"q{n}") for n in range(50)]
    pages = {opened(f"q{n}"): appointed(appointment(), total=60) for n in range(10)}
    items, web = await ask({SEARCH: searched(*many, total=80)} | pages)
    assert len(web.urls) == 11
    skipped = [item for item in items if isinstance(item, Skipped)]
    assert len(skipped) == 11
    assert {skip.cause for skip in skipped} == {Cause.TOO_LARGE}
    assert "Rosalind Quillfeather" in skipped[-1].identifier


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (HOME, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (HOME | {"country": "England", "postal_code": "TM46QH"}, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (HOME | {"country": None, "region": "TM4 6QH"}, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (HOME | {"premises": "", "address_line_1": "14 Kingfisher Wharf"}, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (HOME | {"premises": "Flat 3 14"}, "Flat 3, 14 Kingfisher Wharf, Thornmere, TM4 6QH"),
        (HOME | {"premises": "Wharf House"}, "Wharf House, Kingfisher Wharf, Thornmere, TM4 6QH"),
        ({"po_box": "PO Box 7", "locality": "Port Gannet", "country": "Jersey"}, "PO Box 7, Port Gannet, Jersey"),
        ({}, ""),
    ],
)
def test_addresses_are_written_as_they_are_here(address, line):
    assert _Address.model_validate(address).line == line


@given(
    st.integers(1, 9999),
    st.sampled_from(["postal_code", "country", "region", "locality"]),
    st.booleans(),
)
def test_the_declared_home_is_seen_wherever_the_register_puts_its_parts(number, holder, apart):
    home = f"{number} Kingfisher Wharf, Thornmere, TM4 6QH"
    street = {"premises": str(number), "address_line_1": "Kingfisher Wharf"}
    parts = (street if apart else {"address_line_1": f"{number} Kingfisher Wharf"}) | {"address_line_2": "Thornmere"}
    line = _Address.model_validate(parts | {holder: "TM4 6QH"}).line
    assert any(span.certain for span in find_address(f"Correspondence address: {line}", home))


@pytest.mark.parametrize("links", [None, [], {}, {"self": None}, {"self": "//evil.example/officers/x"}, {"self": 4}])
async def test_an_officer_without_a_proper_address_is_shown_from_the_search(ask, links):
    [record], web = await ask({SEARCH: searched(officer(links=links))})
    assert web.urls == [SEARCH]
    assert "14 Kingfisher Wharf, Thornmere, TM4 6QH" in record.text


@pytest.mark.parametrize(
    "born", [None, {}, [], {"month": None, "year": 1974}, {"month": 13, "year": 1974}, {"month": "x", "year": "y"}]
)
async def test_a_birthday_of_another_shape_is_left_out(ask, born):
    found = officer(born=None) | {"date_of_birth": born}
    its = appointed(appointment()) | {"date_of_birth": born}
    [record], _ = await ask({SEARCH: searched(found), opened("q1"): its})
    assert "Date of birth" not in record.text


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"items": "none"}, {"items": [{"title": []}]}, {"error": "x"}])
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


async def test_no_key_is_said(ask):
    with pytest.raises(NoKey):
        await ask({}, key="")


@pytest.mark.parametrize("error", [Throttled("Slow down."), Blocked("The key is wrong.")])
async def test_being_held_back_is_said(ask, error):
    with pytest.raises(type(error)):
        await ask({SEARCH: error})


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("companieshouse", address="http://companies.example"))
    query = next(CompaniesHouse().plan(who))
    found = query.url.replace("search/officers?q=Rosalind%20Quillfeather&", "officers/q1/appointments?")
    web = await wire({query.url: searched(officer()), found: appointed(appointment())}, "companieshouse", key=KEY)
    [record] = await fetched(CompaniesHouse(), query, who, web)
    assert "14 Kingfisher Wharf, Thornmere, TM4 6QH" in record.text


async def test_appointments_that_do_not_open_hide_neither_the_officer_nor_the_next(ask):
    url = f"{BASE}/officers/{{}}/appointments?items_per_page=50"
    served = {
        SEARCH: searched(officer("q1"), officer("q2")),
        url.format("q1"): Unexpected("Odd."),
        url.format("q2"): appointed(),
    }
    shown, skip, other = (await ask(served))[0]
    assert isinstance(skip, Skipped)
    assert skip.cause is Cause.UNEXPECTED
    assert skip.identifier == shown.url
    assert ("Correspondence address", "14 Kingfisher Wharf, Thornmere, TM4 6QH") in shown.fields
    assert other.url.endswith("/q2/appointments")


async def test_held_back_from_appointments_the_search_is_told_and_no_more_asked(subject, serve):
    query = next(CompaniesHouse().plan(subject))
    first = f"{BASE}/officers/q1/appointments?items_per_page=50"
    web = serve({SEARCH: searched(officer("q1"), officer("q2")), first: Throttled("Slow down.")}, key=KEY)
    told = []

    async def listen():
        async for item in CompaniesHouse().fetch(query, subject, web):
            told.append(item.url)  # noqa: PERF401  what came before the error

    with pytest.raises(Throttled):
        await listen()
    assert [url.split("/")[-2] for url in told] == ["q1", "q2"]
    assert web.urls == [SEARCH, first]
