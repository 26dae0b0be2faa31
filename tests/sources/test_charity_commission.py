from __future__ import annotations

import re

import pytest

from footprint.errors import NoKey, Throttled, Unexpected
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Skipped, SourceSettings
from footprint.sources.charity_commission import CharityCommission
from footprint.web import Answer
from tests.judged import HER, everything
from tests.sources.conftest import IDENTIFIERS

BASE = "https://api.charitycommission.gov.uk/register/api"
FRIENDS = Identifier(Kind.BUSINESS, "Friends of Thornmere Lantern Fair")
SEARCH = f"{BASE}/searchCharityName/Friends%20of%20Thornmere%20Lantern%20Fair"
DETAILS = f"{BASE}/allcharitydetailsV2/9990417/0"
KEY = "invented-key"


def hit(number=9990417, name="FRIENDS OF THORNMERE LANTERN FAIR", **changes):
    return {
        "organisation_number": 999041,
        "reg_charity_number": number,
        "group_subsid_suffix": 0,
        "charity_name": name,
        "reg_status": "R",
        "date_of_registration": "2012-04-02T00:00:00",
        "date_of_removal": None,
    } | changes


def details(**changes):
    return {
        "organisation_number": 999041,
        "reg_charity_number": 9990417,
        "group_subsid_suffix": 0,
        "charity_name": "FRIENDS OF THORNMERE LANTERN FAIR",
        "charity_type": "Other",
        "reg_status": "R",
        "address_line_one": "14 Kingfisher Wharf",
        "address_line_two": "Thornmere",
        "address_line_three": None,
        "address_line_four": "",
        "address_line_five": None,
        "address_post_code": "TM4 6QH",
        "phone": "01632 960733",
        "email": "fair@lanterns.example",
        "web": None,
        "trustee_names": [
            {"organisation_number": 999041, "trustee_name": "Rosalind Quillfeather", "trustee_id": 1},
            {"organisation_number": 999041, "trustee_name": "Barnaby Otherwise", "trustee_id": 2},
        ],
        "who_what_where": [],
        "constituency_name": [],
        "last_modified_time": "2026-09-01T02:00:00",
    } | changes


@pytest.fixture
def who(subject_with):
    return subject_with(identifiers=(*IDENTIFIERS, FRIENDS))


@pytest.fixture
def ask(who, serve, fetched):
    async def ask(served, key=KEY):
        web = serve(served, key=key)
        return await fetched(CharityCommission(), next(CharityCommission().plan(who)), who, web), web

    return ask


def test_only_a_charity_of_ones_own_is_asked_for(who, subject):
    [query] = CharityCommission().plan(who)
    assert (query.url, query.sends) == (SEARCH, (FRIENDS.value,))
    assert list(CharityCommission().plan(subject)) == []


async def test_the_entry_is_read_and_what_it_shows_is_found(ask):
    [record], web = await ask({SEARCH: [hit()], DETAILS: details()})
    assert record.register == "charity"
    assert ("Contact address", "14 Kingfisher Wharf, Thornmere, TM4 6QH") in record.fields
    assert ("Trustee", "Rosalind Quillfeather") in record.fields
    assert "Otherwise" not in record.text
    assert record.url.endswith("/charity-details/999041")
    assert all(options["secret_headers"] == {"Ocp-Apim-Subscription-Key": KEY} for _, options in web.asked)
    found = {finding.detector: finding.what for finding in everything(record)}
    assert found["home-address"] == "Your home address stands on the register of charities"
    assert "phone" in found


async def test_a_charity_of_strangers_is_nobodys_finding(ask):
    strangers = details(address_line_one="2 Mill Row", address_post_code="TM1 2AB", phone="", trustee_names=None)
    [record], _ = await ask({SEARCH: [hit()], DETAILS: strangers})
    assert judge(record, HER).confidence is Confidence.UNLIKELY
    assert everything(record) == []


async def test_charities_of_other_names_are_passed_over(ask):
    others = [hit(name="FRIENDS OF PORT GANNET"), hit(number="12/../34")]
    assert (await ask({SEARCH: others}))[0] == []


async def test_one_without_a_number_is_said(ask):
    [left_out], _ = await ask({SEARCH: [hit(name="FRIENDS OF PORT GANNET"), hit(number=None, name=FRIENDS.value)]})
    assert left_out.reason == "1 of 2 entries could not be read; the rest was used."


@pytest.mark.parametrize("none", [404, [], Answer(SEARCH, 200, "application/json", "utf-8", b"null")])
async def test_no_such_charity_is_an_answer(ask, none):
    assert (await ask({SEARCH: none}))[0] == []


async def test_further_ones_are_said(ask):
    hits = [hit(number=100 + n) for n in range(7)]
    pages = {f"{BASE}/allcharitydetailsV2/{100 + n}/0": details() for n in range(5)}
    items, _ = await ask({SEARCH: hits} | pages)
    [skipped] = [item for item in items if isinstance(item, Skipped)]
    assert skipped.cause is Cause.TOO_LARGE
    assert len(items) == 6


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", {"statusCode": 500}, [1], [{"charity_name": "x"}]])
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, details(charity_name={})])
async def test_another_shape_of_an_entry_is_said(ask, broken):
    [skip], _ = await ask({SEARCH: [hit()], DETAILS: broken})
    assert skip.cause is Cause.UNEXPECTED
    assert re.search(r"does not know|data expected|data were expected", skip.reason)


async def test_no_key_is_said(ask):
    with pytest.raises(NoKey):
        await ask({}, key="")


async def test_being_throttled_is_said(ask):
    with pytest.raises(Throttled):
        await ask({SEARCH: Throttled("Slow down.")})


async def test_over_the_wire(subject_with, wire, fetched):
    settings = SourceSettings("charitycommission", address="http://charities.example")
    who = subject_with(settings, identifiers=(*IDENTIFIERS, FRIENDS))
    query = next(CharityCommission().plan(who))
    entry = "http://charities.example/register/api/allcharitydetailsV2/9990417/0"
    web = await wire({query.url: [hit()], entry: details()}, "charitycommission", key=KEY)
    [record] = await fetched(CharityCommission(), query, who, web)
    assert "TM4 6QH" in record.text


async def test_an_entry_that_does_not_open_does_not_hide_the_next(ask):
    served = {SEARCH: [hit(), hit(9990418)], DETAILS: Unexpected("Odd.")}
    (skip, found), _ = await ask(served | {DETAILS.replace("9990417", "9990418"): details()})
    assert (skip.cause, skip.identifier) == (Cause.UNEXPECTED, "charity 9990417")
    assert found.title == "Register of charities: FRIENDS OF THORNMERE LANTERN FAIR"
