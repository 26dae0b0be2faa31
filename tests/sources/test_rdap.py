from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Missing, Offline, ServiceFailed, Throttled
from footprint.model import Cause, Identifier, Kind, SourceSettings
from footprint.sources.rdap import NOMINET, RDAP, _Domain, _people
from tests.examples import SUBJECT
from tests.judged import everything

OWN = "https://rdap.org/domain/rosalindquillfeather.example"
CARD = [
    "vcard",
    [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", "Rosalind Quillfeather"],
        ["org", {}, "text", ["Quill and Lantern Books"]],
        ["adr", {"cc": "GB"}, "text", ["", "", "14 Kingfisher Wharf", "Thornmere", "", "TM4 6QH", ""]],
        ["tel", {"type": ["voice"]}, "uri", "tel:+44.7700900417"],
        ["email", {}, "text", "rosalind.quillfeather@mail.example"],
    ],
]


def found(*entities, name="ROSALINDQUILLFEATHER.EXAMPLE", **changes):
    return {
        "objectClassName": "domain",
        "handle": "417_DOMAIN-EXAMPLE",
        "ldhName": name,
        "status": ["active"],
        "events": [
            {"eventAction": "registration", "eventDate": "2014-02-03T10:00:00Z"},
            {"eventAction": "expiration", "eventDate": "2027-02-03T10:00:00Z"},
        ],
        "entities": list(entities),
        "nameservers": [{"objectClassName": "nameserver", "ldhName": "NS1.HOST.EXAMPLE"}],
        "rdapConformance": ["rdap_level_0"],
    } | changes


def entity(*roles, card=CARD, inside=()):
    return {"objectClassName": "entity", "roles": list(roles), "vcardArray": card, "entities": list(inside)}


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served):
        web = serve(served)
        return await fetched(RDAP(), next(RDAP().plan(subject)), subject, web), web

    return ask


def domains(subject_with, *facts):
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"), *facts))
    return [query.url for query in RDAP().plan(who)]


def test_own_sites_are_asked_for_and_no_address_is_sent(subject):
    queries = list(RDAP().plan(subject))
    assert [query.sends for query in queries] == [
        ("rosalindquillfeather.example",),
        ("quillfeather4thornmere.example",),
    ]
    assert queries[0].url == OWN
    assert "rosalind.quillfeather" not in str(queries)


@pytest.mark.parametrize(
    "address",
    ["ros@gmail.com", "rosalind.quillfeather@posts.example", "cllr@thornmere.gov.uk", "ros@sail-loft.example"],
)
def test_a_domain_that_bears_another_name_is_not_asked_about(subject_with, address):
    assert domains(subject_with, Identifier(Kind.EMAIL, address)) == []


def test_the_registry_of_uk_is_asked_itself(subject_with):
    sites = (
        Identifier(Kind.SITE, "https://www.quill-lantern.org.uk/shop"),
        Identifier(Kind.EMAIL, "me@ros-quillfeather.co.uk"),
    )
    assert domains(subject_with, *sites) == [
        f"{NOMINET}/domain/quill-lantern.org.uk",
        f"{NOMINET}/domain/ros-quillfeather.co.uk",
    ]


def test_letters_of_other_alphabets_are_written_as_names_are(subject_with):
    assert domains(subject_with, Identifier(Kind.SITE, "https://siân.example")) == [
        "https://rdap.org/domain/xn--sin-jla.example"
    ]


@given(st.text(max_size=40))
def test_whatever_stands_in_the_profile_the_question_is_an_address(name):
    who = replace(SUBJECT, identifiers=(Identifier(Kind.SITE, f"https://{name}.example"),))
    for query in RDAP().plan(who):
        assert query.url.isascii()
        assert query.host == "rdap.org"


async def test_what_the_record_shows_is_found(ask):
    shop = entity(
        "registrar", card=["vcard", [["fn", {}, "text", "Names Shop Ltd"], ["tel", {}, "uri", "tel:+44.1632960999"]]]
    )
    [record], _ = await ask({OWN: found(entity("registrant"), shop)})
    assert dict(record.fields) == {
        "Domain": "rosalindquillfeather.example",
        "Registrant": "Rosalind Quillfeather",
        "Registrant's organisation": "Quill and Lantern Books",
        "Registrant's address": "14 Kingfisher Wharf, Thornmere, TM4 6QH",
        "Registrant's telephone": "+44 7700900417",
        "Registrant's e-mail": "rosalind.quillfeather@mail.example",
        "Registered": "2014-02-03",
        "Expires": "2027-02-03",
    }
    assert {finding.detector for finding in everything(record)} >= {"home-address", "phone", "email"}
    assert all("public record of your web address" in finding.what for finding in everything(record))


async def test_what_is_blotted_out_is_left_out(ask):
    hidden = ["vcard", [["fn", {}, "text", "REDACTED FOR PRIVACY"], ["adr", {"label": "Data Protected"}, "text", [""]]]]
    [record], _ = await ask({OWN: found(entity("registrant", card=hidden))})
    assert [label for label, _ in record.fields] == ["Domain", "Registered", "Expires"]
    assert everything(record) == []


async def test_an_address_may_be_a_label_and_contacts_may_lie_deeper(ask):
    label = {"label": "14 Kingfisher Wharf\nThornmere\nTM4 6QH"}
    card = ["vcard", [["adr", label, "text", ["", "", "", "", "", "", ""]]]]
    [record], _ = await ask({OWN: found(entity("sponsor", inside=[entity("administrative", card=card)]))})
    assert ("Administrative contact's address", "14 Kingfisher Wharf, Thornmere, TM4 6QH") in record.fields


@pytest.mark.parametrize(
    "card", [None, [], ["vcard"], ["vcard", "x"], ["vcard", [["fn"], "x", ["fn", 1, 2, {"a": 1}]]]]
)
async def test_a_card_of_another_shape_says_nothing(ask, card):
    [record], _ = await ask({OWN: found(entity("registrant", card=card))})
    assert "Registrant" not in record.text


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda x: st.lists(x, max_size=4), max_leaves=20))
def test_any_card_is_read_or_passed_over(lines):
    answer = found(entity("registrant", card=["vcard", lines] if isinstance(lines, list) else None))
    for label, value in _people(_Domain.model_validate_json(json.dumps(answer)).entities):
        assert label.startswith("Registrant")
        assert value


async def test_a_name_that_is_not_registered_is_said(ask):
    [skipped], _ = await ask({OWN: Missing("404")})
    assert skipped.cause is Cause.UNEXPECTED
    assert "no public record of rosalindquillfeather.example" in skipped.reason


UK = "https://rdap.nominet.uk/uk/domain/quill.uk"
ORG = "https://rdap.org/domain/quill.uk"


@pytest.mark.parametrize(
    "error", [Offline("No."), ServiceFailed("Broken."), Throttled("Slow."), Missing("404"), "<h1>Down</h1>"]
)
async def test_where_the_registry_does_not_answer_the_other_way_is_tried(subject_with, serve, fetched, error):
    who = subject_with(identifiers=(Identifier(Kind.SITE, "https://quill.uk"),))
    web = serve({UK: error, ORG: found(name="quill.uk")})
    [record] = await fetched(RDAP(), next(RDAP().plan(who)), who, web)
    assert web.urls == [UK, ORG]
    assert record.title == "Registration record of quill.uk"


async def test_where_neither_answers_it_is_said(ask):
    [skipped], _ = await ask({OWN: Throttled("Slow down.")})
    assert (skipped.cause, skipped.reason) == (Cause.THROTTLED, "Slow down.")
    assert skipped.identifier == "registration record of rosalindquillfeather.example"


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, {"errorCode": 400}, found(name={})])
async def test_another_shape_is_said(ask, broken):
    [skipped], _ = await ask({OWN: broken})
    assert skipped.cause is Cause.UNEXPECTED
    assert re.search(r"does not know|data expected|data were expected", skipped.reason)


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("rdap", address="http://rdap.example"))
    query = next(RDAP().plan(who))
    web = await wire({query.url: found(entity("registrant"))}, "rdap")
    [record] = await fetched(RDAP(), query, who, web)
    assert "14 Kingfisher Wharf" in record.text


def test_a_blank_name_is_nobody_s_surname():
    who = replace(SUBJECT, identifiers=(*SUBJECT.identifiers, Identifier(Kind.NAME, " ")))
    assert list(RDAP().plan(who)) == list(RDAP().plan(SUBJECT))
