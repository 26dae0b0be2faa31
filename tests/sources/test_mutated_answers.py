"""Good answers of every source with something wrong in them: each is read as far as it goes, and what is lost is said.

The answers are those that the tests of each source hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from footprint.errors import CouldNotCheck, Missing
from footprint.identity.about import judge
from footprint.model import Account, Breach, Identifier, Kind, Page, Photo, Post, Record, Skipped, SourceSettings
from footprint.sources import all_sources
from footprint.web import Answer
from tests.examples import SUBJECT
from tests.sources import (
    test_bluesky,
    test_charity_commission,
    test_cmis,
    test_commons,
    test_companies_house,
    test_democracy_club,
    test_electoral_commission,
    test_flickr,
    test_gazette,
    test_gdelt,
    test_github,
    test_gravatar,
    test_hibp,
    test_mastodon,
    test_moderngov,
    test_mojeek,
    test_planit,
    test_rdap,
    test_search_engines,
    test_wayback,
    test_wikidata,
    test_youtube,
)
from tests.sources.conftest import IDENTIFIERS, FakeWeb

SOURCES = {source.name: source for source in all_sources()}
SEEN = datetime(2026, 11, 26, tzinfo=UTC)
WHO = replace(
    SUBJECT,
    identifiers=(
        *IDENTIFIERS,
        test_charity_commission.FRIENDS,
        test_mastodon.HANDLE,
        Identifier(Kind.HANDLE, test_flickr.NUMBER, "flickr"),
        Identifier(Kind.HANDLE, "@rosquill", "youtube"),
    ),
    sources=(SourceSettings("searxng", address=test_search_engines.BASE),),
)


@dataclass(frozen=True)
class Case:
    """A source, asked the question whose answer stands first; `open` names parts that may hold anything."""

    source: str
    served: dict[str, Any]
    open: frozenset[str] = field(default_factory=frozenset)

    @property
    def query(self):
        return next(query for query in SOURCES[self.source].plan(WHO) if query.url == next(iter(self.served)))


def cases() -> Iterator[Case]:  # noqa: PLR0915  a list
    """Every question of every source that is answered with JSON."""
    t = test_bluesky
    yield Case("bluesky", {t.PROFILE: t.ACTOR})
    yield Case("bluesky", {t.FEED: {"feed": [t.item("One"), t.item("Two")]}}, frozenset({"embed", "reason"}))
    yield Case("bluesky", {t.SEARCH: {"actors": [t.ACTOR | {"handle": f"{n}.example"} for n in "ab"]}})
    t = test_search_engines
    yield Case("brave", {t.BRAVE: t.brave_answer(t.NEWS, t.CLUB), t.NEWS: t.ARTICLE, t.CLUB: t.ARTICLE})
    yield Case("searxng", {t.SEARXNG: t.searxng_answer(t.NEWS, t.CLUB), t.NEWS: t.ARTICLE, t.CLUB: t.ARTICLE})
    t = test_charity_commission
    other = t.DETAILS.replace("9990417", "9990418")
    yield Case("charitycommission", {t.SEARCH: [t.hit(), t.hit(9990418)], t.DETAILS: t.details(), other: t.details()})
    t = test_commons
    files = t.details(t.file(metadata=t.METADATA), t.file("File:B.jpg", 8))
    details = {t.DETAILS.replace("pageids=7", f"pageids={ids}"): files for ids in ("7%7C8", "7", "8")}
    anything = frozenset({"metadata", "commonmetadata", "extmetadata"})
    yield Case("commons", {t.SEARCH: t.hits(t.BANDSTAND, "File:B.jpg")} | details, anything)
    t = test_companies_house
    served = {t.SEARCH: t.searched(t.officer("q1"), t.officer("q2"))}
    opened = {t.opened("q1"): t.appointed(t.appointment()), t.opened("q2"): t.appointed(t.appointment("X LTD"))}
    yield Case("companieshouse", served | opened, frozenset({"links"}))
    t = test_democracy_club
    yield Case("democracyclub", {t.SEARCH: t.FOUND, t.PERSON: t.person(), t.PAPERS: t.papers(), t.COPY: t.STATEMENT})
    t = test_electoral_commission
    yield Case("electoralcommission", {t.SEARCH: t.answer(t.donation(), t.donation("C0999002"))})
    t = test_flickr
    yield Case("flickr", {t.FEED: t.feed(t.item(), t.item(title="Two"))})
    yield Case("flickr", {t.MAP: t.photos(t.shot(), t.shot(51190042))}, frozenset({"description"}))
    t = test_gazette
    notices = {f"{t.BASE}/notice/{number}": t.PAGE for number in (4999001, 4999002)}
    yield Case("gazette", {t.SEARCH: t.feed(t.entry(), t.entry("4999002"))} | notices)
    t = test_gdelt
    articles = {"articles": [t.article(), t.article(f"{t.NEWS}/2")]}
    question = next(iter(SOURCES["gdelt"].plan(WHO))).url
    yield Case("gdelt", {question: articles, t.NEWS: t.ARTICLE, f"{t.NEWS}/2": t.ARTICLE})
    t = test_github
    yield Case("github", {t.USER: t.PROFILE})
    yield Case("github", {t.COMMITS: t.answer(t.commit("a@mail.example"), t.commit("b@mail.example", "d4"))})
    users = {f"https://api.github.com/users/{name}": t.other(name) for name in ("one", "two")}
    yield Case("github", {t.SEARCH: t.answer(t.hit("one"), t.hit("two"))} | users)
    yield Case("gravatar", {test_gravatar.URL: test_gravatar.PROFILE}, frozenset({"contact_info"}))
    yield Case("hibp", {test_hibp.MINE: [test_hibp.LEAK, test_hibp.LEAK | {"Name": "Other"}]})
    t = test_mastodon
    posts = {t.STATUSES: [t.status(2), t.status(1)], f"{t.STATUSES}&max_id=1": []}
    yield Case("mastodon", {t.FINGER: t.JRD, t.LOOKUP: t.ACCOUNT} | posts, frozenset({"reblog"}))
    yield Case("mastodon", {t.SEARCH: {"accounts": [t.ACCOUNT | {"acct": f"r{n}@x.example"} for n in range(2)]}})
    t = test_mojeek
    yield Case("mojeek", {t.SEARCH: t.answer(t.NEWS, f"{t.NEWS}/2"), t.NEWS: t.ARTICLE, f"{t.NEWS}/2": t.ARTICLE})
    t = test_planit
    yield Case("planit", {t.SEARCH: t.answer(t.application(), t.application("26/0418"))}, frozenset({"other_fields"}))
    t = test_rdap
    entities = t.entity("registrant", inside=[t.entity("technical")])
    yield Case("rdap", {t.OWN: t.found(entities)}, frozenset({"vcardArray"}))
    t = test_wayback
    yield Case(
        "wayback",
        {
            t.listing(t.SITE, "host"): t.rows(("2014", f"{t.SITE}/"), ("2015", t.CONTACT)),
            t.copy("2014", f"{t.SITE}/"): "<title>Ros</title><p>Hello</p>",
            t.copy("2015", t.CONTACT): "<title>Contact</title><p>Write</p>",
        },
    )
    t = test_wikidata
    two = t.entities(t.HER, {"id": "Q9002", "labels": t.HER["labels"], "claims": {"P31": [t.item("Q5")]}})
    details = {t.details(*ids): two for ids in (("Q9001", "Q9002"), ("Q9001",), ("Q9002",))}
    items = {t.SEARCH: t.found("Q9001", "Q9002")} | details | {t.NAMED: {"entities": t.OTHERS}}
    yield Case("wikidata", items | {t.PICTURE: 404}, frozenset({"datavalue"}))
    t = test_youtube
    yield Case("youtube", {t.CHANNEL: t.CHANNELS, t.UPLOADS: t.uploads("a1", "b2")})
    yield Case("youtube", {t.SEARCH: t.hits(t.hit("a1"), t.hit("b2"))})


CASES = tuple(cases())
IDS = [f"{case.source}-{number}" for number, case in enumerate(CASES)]


class Served(FakeWeb):
    """Answers as told; to what was not foreseen, that there is nothing."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__(answers, key="invented-key")

    async def get(self, url: str, **options: Any) -> Answer:
        if url not in self.served:
            raise Missing(f"There is no {url}.")
        return await super().get(url, **options)


def answer(url: str, what: Any) -> Answer:
    if isinstance(what, Answer):
        return what
    if isinstance(what, int):
        return Answer(url, what, "text/html", "utf-8", b"")
    if isinstance(what, str):
        return Answer(url, 200, "text/html", "utf-8", what.encode())
    return Answer(url, 200, "application/json", "utf-8", json.dumps(what).encode())


async def asked(case: Case, changed: dict[str, Any] | None = None) -> tuple[list[Any], list[Skipped]]:
    """Evidence, and reasons for what could not be checked."""
    served = {url: answer(url, what) for url, what in (case.served | (changed or {})).items()}
    items: list[Any] = []
    try:
        async for item in SOURCES[case.source].answer(case.query, WHO, Served(served)):
            items.append(item)  # noqa: PERF401  what came before an error is kept
    except CouldNotCheck as error:
        items.append(Skipped(case.source, "the question", error.cause, str(error)))
    reasons = [item for item in items if isinstance(item, Skipped)]
    assert all(skip.reason for skip in reasons)
    found = [replace(item, seen=SEEN) for item in items if not isinstance(item, Skipped)]
    for item in found:
        assert isinstance(item, Record | Page | Photo | Post | Account | Breach)
        assert item.url
        assert item.place
        judge(item, WHO)
    return found, reasons


def parts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to everything in an answer, the whole not counted."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, key)
        yield from parts(inner, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(data)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def without(data: Any, path: tuple[Any, ...]) -> Any:
    changed = deepcopy(data)
    del at(changed, path[:-1])[path[-1]]
    return changed


def data_of(case: Case) -> Iterator[tuple[str, Any]]:
    """Each answer in JSON, once."""
    seen = set()
    for url, what in case.served.items():
        if isinstance(what, dict | list) and id(what) not in seen:
            seen.add(id(what))
            yield url, what


def odd(value: Any) -> tuple[Any, ...]:
    """What cannot stand for a value."""
    if isinstance(value, dict):
        return ("x", 7, [7])
    if isinstance(value, list):
        return ("x", 7, True)
    return ([], [value], {"x": value})


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_the_good_answers_are_whole(case):
    found, reasons = await asked(case)
    assert found
    assert [skip for skip in reasons if "P18" not in skip.reason and case.source != "wikidata"] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_what_is_lost_to_a_value_of_another_kind_is_said(case):
    whole, before = await asked(case)
    silent = []
    for url, data in data_of(case):
        for path in parts(data):
            for value in odd(at(data, path)):
                found, reasons = await asked(case, {url: put(data, path, value)})
                if found != whole and reasons == before and not case.open.intersection(path):
                    silent.append((path, value))
    assert silent == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_an_entry_that_cannot_be_read_hides_no_other(case):
    whole, _ = await asked(case)
    for url, data in data_of(case):
        for path in parts(data):
            held = at(data, path[:-1])
            several = isinstance(held, list) and len(held) > 1 and isinstance(held[0], dict)
            if several and not case.open.intersection(path):
                found, reasons = await asked(case, {url: put(data, path, "x")})
                assert len(found) >= len(whole) - 2, path
                assert reasons or found == whole, path


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_what_is_missing_null_or_empty_breaks_nothing(case):
    for url, data in data_of(case):
        for path in parts(data):
            await asked(case, {url: without(data, path)})
            for nothing in (None, [], {}, "", 0, False):
                await asked(case, {url: put(data, path, nothing)})


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_what_is_no_data_at_all_is_said(case):
    url, data = next(iter(data_of(case)))
    text = json.dumps(data)
    bodies = [text[: len(text) * share // 10].encode() for share in range(10)]
    bodies += [b"<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>", b"\xff\xfe\x00", b"\x00", b"nul"]
    bodies += [text.encode("utf-16-le"), text.encode("utf-32"), b"[" * 5_000]
    bodies += [b'"text"', b"7", b"[7]", b'[["x"]]', b"{}"]
    for body in bodies:
        for charset in ("utf-8", "", "iso-8859-1"):
            _, reasons = await asked(case, {url: Answer(url, 200, "application/json", charset, body)})
            assert reasons or body == b"{}" or (body == b"" and case.source == "wayback"), (body[:60], charset)


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_the_wrong_encoding_loses_no_entry(case):
    url, data = next(iter(data_of(case)))
    whole, before = await asked(case)
    body = json.dumps(data, ensure_ascii=False).encode()
    for charset in ("", "us-ascii", "iso-8859-1", "cp1252", "x-unknown"):
        found, reasons = await asked(case, {url: Answer(url, 200, "text/plain", charset, body)})
        assert (len(found), reasons) == (len(whole), before)


@pytest.mark.parametrize("case", CASES, ids=IDS)
async def test_a_notice_in_place_of_an_answer_is_told_as_one(case):
    url, _ = next(iter(data_of(case)))
    notice = {"detail": "Request was throttled. Expected available in 45 seconds."}
    _, reasons = await asked(case, {url: notice})
    assert "throttled" in {skip.cause for skip in reasons}


# --- pages and XML ----------------------------------------------------------------------------------------------------

PAGES = (
    Case("moderngov", {test_moderngov.LIST: test_moderngov.FULL, test_moderngov.INDEX: "<p>Nobody</p>"}),
    Case("cmis", {test_cmis.LIST: test_cmis.FULL}),
    Case("democracyclub", {test_democracy_club.SEARCH: test_democracy_club.FOUND}),
)


def whose(case: Case):
    site = test_cmis.LIST if case.source == "cmis" else test_moderngov.BASE
    others = tuple(fact for fact in IDENTIFIERS if fact.kind is not Kind.COUNCIL_SITE)
    return replace(WHO, identifiers=(*others, Identifier(Kind.COUNCIL_SITE, site)))


@pytest.mark.parametrize("case", PAGES, ids=[case.source for case in PAGES])
async def test_a_page_that_is_cut_off_garbled_or_something_else_is_read_or_said(case):
    source, who = SOURCES[case.source], whose(case)
    url, text = next(iter(case.served.items()))
    query = next(query for query in source.plan(who) if query.url == url)
    bodies = [text[: len(text) * share // 40].encode() for share in range(41)]
    bodies += [text.encode("utf-16"), text.encode("utf-16-le"), b"\0" * 9, b"{}", b"[]"]
    for body, kind, charset in product(
        bodies, ("text/xml", "text/html", "application/json", ""), ("utf-8", "", "cp1252")
    ):
        served = {one: answer(one, what) for one, what in case.served.items()}
        web = Served(served | {url: Answer(url, 200, kind, charset, body)})
        items: list[Any] = []
        try:
            async for item in source.answer(query, who, web):
                items.append(item)  # noqa: PERF401  what came before an error is kept
        except CouldNotCheck as error:
            items.append(Skipped(case.source, "the question", error.cause, str(error)))
        assert items, (body[:60], kind, charset)
