"""The replayed sites say what their definitions say, and nothing that would tell by accident."""

from __future__ import annotations

import pytest

from footprint.web import Answer
from footprint.web.usernames import Site, sherlock
from footprint.web.usernames.looks import look
from footprint.web.usernames.made_up import made_up
from footprint.web.usernames.verdict import Verdict, tell
from tests.bench.replay import HANDLE, SHARES, Replayed, answer, replayed

KINDS = (
    {"errorType": "status_code", "url": "https://a.example/{}"},
    {"errorType": "status_code", "url": "https://{}.b.example/", "errorCode": 410},
    {"errorType": "status_code", "url": "https://c.example/u/{}", "urlProbe": "https://api.c.example/v1?u={}&x=1"},
    {"errorType": "message", "url": "https://d.example/{}", "errorMsg": ["<title>Gone</title>", "Never was"]},
    {"errorType": "message", "url": "https://e.example/{}", "urlProbe": "https://e.example/api/{}", "errorMsg": "[]"},
    {"errorType": "message", "url": "https://f.example/{}", "errorMsg": "<body"},
    {"errorType": "response_url", "url": "https://g.example/{}"},
)
DATA = {f"Site {number}": {**KINDS[number % len(KINDS)], "urlMain": "https://a.example"} for number in range(480)}


def ask(site: Replayed, definition: Site, name: str) -> Answer | None:
    """What a client that follows redirects gets; None where there is no answer."""
    target = definition.ask_for(name).removeprefix("https://h.example")
    while True:
        status, kind, text = answer(site, target, "", 1e9 * (site.count + 1))
        if status != 302:
            break
        target = kind
    return Answer(f"https://h.example{target}", status, kind, "", text.encode()) if status in (200, 404, 410) else None


def definition_of(site: Replayed) -> Site:
    addresses = {key: "https://h.example" + site.entry[key] for key in ("url", "urlProbe") if key in site.entry}
    (definition,) = sherlock.sites({site.name: {**site.entry, **addresses}})
    return definition


def test_the_sites_are_the_same_each_time_and_behave_as_their_shares_say():
    first, second = replayed(DATA), replayed(DATA)
    assert [(s.behaves, s.exists, s.delay, s.shows) for s in first] == [
        (s.behaves, s.exists, s.delay, s.shows) for s in second
    ]
    for behaves, share in SHARES.items():
        assert sum(site.behaves == behaves for site in first) == round(share * len(first))
    assert 40 < sum(site.exists for site in first) < 110


@pytest.mark.parametrize("exists", [True, False])
def test_what_a_site_that_behaves_well_says_is_told_rightly(exists):
    told = {Verdict.FOUND: 0, Verdict.ABSENT: 0, Verdict.UNKNOWN: 0}
    for site in replayed(DATA):
        if site.behaves == "well":
            site.exists = exists
            definition = definition_of(site)
            looks = [look(definition, name, ask(site, definition, name)) for name in (HANDLE, *made_up(definition))]
            told[tell(definition, looks[0], looks[1:]).verdict] += 1
    wrong = Verdict.ABSENT if exists else Verdict.FOUND
    assert told[wrong] == 0
    assert told[Verdict.UNKNOWN] <= 0.1 * sum(told.values())  # pages that show nothing without running programs


def test_data_hold_no_word_for_a_missing_account():
    for site in replayed(DATA):
        if site.behaves == "well" and site.kind == "message":
            site.exists = True
            text = ask(site, definition_of(site), HANDLE).text
            assert not any(message in text for message in site.messages)
