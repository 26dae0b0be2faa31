"""Whatever a register answers, it becomes evidence or a reason: never another error, never a silent crash."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint.errors import CouldNotCheck
from footprint.identity.about import judge
from footprint.model import Identifier, Kind, Page, Record, Skipped, SourceSettings
from footprint.sources import all_sources
from footprint.web import Answer
from tests.examples import SUBJECT
from tests.sources.conftest import FakeWeb

NAMES = (
    "charitycommission",
    "companieshouse",
    "democracyclub",
    "electoralcommission",
    "gazette",
    "gdelt",
    "mojeek",
    "planit",
    "rdap",
)
SOURCES = {source.name: source for source in all_sources() if source.name in NAMES}
WHO = replace(
    SUBJECT,
    identifiers=(*SUBJECT.identifiers, Identifier(Kind.BUSINESS, "Friends of Thornmere")),
    sources=tuple(SourceSettings(name) for name in NAMES),
)
KEYS = st.sampled_from(
    """items title date_of_birth month year address premises country postal_code links self appointed_to company_name
    officer_role total_results Total Result ECRef DonorName AcceptedDate f:total entry id content published results
    response status articles url records total name uid other_fields applicant_name ldhName entities roles vcardArray
    events eventAction eventDate candidacies ballot ballot_paper_id identifiers value sopn uploaded_file source_url
    reg_charity_number charity_name trustee_names trustee_name organisation_number""".split()  # noqa: SIM905
)
LEAVES = st.sampled_from(
    [
        *(None, True, 0, -1, 7.5, 10**30, "", "x", "OK", "Rosalind Quillfeather", "Friends of Thornmere", "registrant"),
        *(
            "/officers/a/appointments",
            "http://a.example/\u202e",
            "/Date(99999999999999999)/",
            "\x00\x1b[31m",
            "9" * 5000,
        ),
        *("https://www.thegazette.co.uk/id/notice/1", "local.x.2023-05-04", "../..", "vcard", "fn"),
    ]
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8), max_leaves=40
)


class AnyWeb(FakeWeb):
    """Answers every address with the same."""

    def __init__(self, answer: Any) -> None:
        super().__init__({}, key="invented-key")
        self.answer = answer

    async def get(self, url: str, **options: Any) -> Answer:
        self.asked.append((url, options))
        if "candidates." in url and "/search" in url:
            return Answer(url, 200, "text/html", "utf-8", b'<a href="/person/1/x">Rosalind Quillfeather</a>')
        return Answer(url, 200, "application/json", "utf-8", json.dumps(self.answer).encode())


async def asked(source, web):
    """What came, or the reason why nothing did."""
    query = next(iter(source.plan(WHO)))
    try:
        return [item async for item in source.fetch(query, WHO, web)]
    except CouldNotCheck as error:
        return [Skipped(source.name, query.url, error.cause, str(error))]


def hold(items):
    """Each is a reason in words, or evidence that can be judged."""
    for item in items:
        assert isinstance(item, Record | Page | Skipped)
        if isinstance(item, Skipped):
            assert item.reason
        else:
            assert item.url
            assert item.place
            judge(item, WHO)


@pytest.mark.parametrize("name", NAMES)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(answer=ANYTHING)
def test_any_answer_is_evidence_or_a_reason(name, answer):
    web = AnyWeb(answer)
    hold(asyncio.run(asked(SOURCES[name], web)))
    assert len(web.asked) < 60


def officers(*found):
    return {"items": list(found), "total_results": len(found)}


@pytest.mark.parametrize("name", NAMES)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(part=ANYTHING)
def test_any_part_of_a_good_answer_is_evidence_or_a_reason(name, part):
    good = {
        "charitycommission": [{"reg_charity_number": 1, "charity_name": "Friends of Thornmere", "phone": part}],
        "companieshouse": officers({"title": "Rosalind Quillfeather", "address": part, "date_of_birth": part}),
        "democracyclub": {"id": 1, "name": "Rosalind Quillfeather", "candidacies": part, "identifiers": part},
        "electoralcommission": {"Total": 1, "Result": [{"ECRef": "C", "DonorName": "Ros Quillfeather", "Value": part}]},
        "gazette": {"f:total": "1", "entry": {"id": "x", "title": part, "content": part}},
        "gdelt": {"articles": part},
        "mojeek": {"response": {"status": "OK", "results": part}},
        "planit": {"records": [{"uid": "1", "other_fields": part, "address": part}], "total": 1},
        "rdap": {"ldhName": "X.EXAMPLE", "entities": [{"roles": ["registrant"], "vcardArray": part}], "events": part},
    }[name]
    hold(asyncio.run(asked(SOURCES[name], AnyWeb(good))))
