"""The search for user names, end to end: the real client, and sites on this computer that behave as sites do."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from footprint import gather
from footprint.model import Account, Cause, Identifier, Kind, Skipped, SourceSettings
from footprint.sources.usernames import Usernames
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.limits import Limits

NAMES = (
    Identifier(Kind.NAME, "Rosalind Quillfeather"),
    Identifier(Kind.HANDLE, "rosquill", "github"),
    Identifier(Kind.HANDLE, "QuillRos", "millpond"),
    Identifier(Kind.HANDLE, "RosQuill", "bluesky"),
)
STATUS = {"errorType": "status_code"}
MESSAGE = {"errorType": "message", "errorMsg": "No such member"}
REDIRECT = {"errorType": "response_url"}


def html(title, body=""):
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def good(name):
    return (200, html(f"{name} - Millpond")) if name in ("rosquill", "QuillRos") else (404, html("Not found"))


def soft_404(name):
    return (200, html(f"{name} - Soft")) if name == "rosquill" else (200, html("Page not found"))


def echo(name):
    return 200, html(f"{name} - Echo")


def message(name):
    return (200, html("rosquill - Msg")) if name == "rosquill" else (200, html("Msg", "No such member"))


def redirect(name):
    return (200, html("Red")) if name == "rosquill" else (302, "http://red.example/")


def wall(_):
    return 200, html("Just a moment...", "_cf_chl_opt")


def login(_):
    return 302, "http://login.example/accounts/login"


SITES = {
    "good.example": (STATUS, good),
    "soft.example": (STATUS, soft_404),
    "echo.example": (STATUS, echo),
    "msg.example": (MESSAGE, message),
    "red.example": (REDIRECT, redirect),
    "wall.example": (STATUS, wall),
    "login.example": (STATUS, login),
    "barred.example": (STATUS, lambda _: (403, html("Forbidden"))),
    "broken.example": (STATUS, lambda _: (503, html("Sorry"))),
    "busy.example": (STATUS, lambda _: (429, html("Slow down"))),
    "none.example": (STATUS, lambda _: (404, html("Not found"))),
    "away.example": (STATUS, good),
    "hang.example": (STATUS, None),
}


@pytest.fixture
async def sites(monkeypatch):
    """The sites, on one port; what they were asked is kept."""
    asked: list[str] = []
    open_ones = set()

    async def serve(reader, writer):
        open_ones.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError), closing(writer.transport):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            host = next(line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("host:"))
            target = unquote(head.split(" ", 2)[1])
            asked.append(f"{host}{target}")
            status, body = answer(host, target)
            if status is None:
                await asyncio.sleep(30)
            place = f"Location: {body}\r\n" if status == 302 else ""
            writer.write(
                f"HTTP/1.1 {status} So\r\nContent-Type: text/html\r\n{place}"
                f"Content-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n{body}".encode()
            )
            await writer.drain()

    def answer(host, target):
        if target == "/robots.txt":
            return (200, "User-agent: *\nDisallow: /u/\n") if host == "away.example" else (404, "")
        if not target.startswith("/u/"):
            return 200, html("Welcome")
        behaves = SITES[host][1]
        return behaves(target.removeprefix("/u/")) if behaves else (None, "")

    monkeypatch.setattr("footprint.sources.usernames.PATIENCE", 5.0)
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    limits = Limits(backoff=0.001, backoff_most=0.001, attempts=2)
    async with Client(Resolver(dict.fromkeys(SITES, ("127.0.0.1", port)), only=True), limits=limits) as client:
        client.asked = asked
        yield client
    server.close()
    for task in open_ones:
        task.cancel()
    await asyncio.gather(*open_ones, return_exceptions=True)
    await server.wait_closed()


@pytest.fixture
def who(tmp_path, subject_with):
    """Somebody whose profile names a list of these sites, in Sherlock's form."""
    entries = {
        host.partition(".")[0].title(): {"url": f"http://{host}/u/{{}}", "urlMain": f"http://{host}", **how}
        for host, (how, _) in SITES.items()
    }
    file = tmp_path / "sites.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return subject_with(SourceSettings("usernames", file=str(file)), identifiers=NAMES)


async def outcome(client, who):
    source, web = Usernames(), client.web("usernames", pace=0)

    async def answer(query):
        return [item async for item in source.fetch(query, who, web)]

    found = await asyncio.gather(*(answer(query) for query in source.plan(who)))
    items = [item for items in found for item in items]
    accounts = {item.url: item for item in items if isinstance(item, Account)}
    return accounts, {item.identifier: item for item in items if isinstance(item, Skipped)}


async def test_only_what_shows_an_account_is_found_and_each_other_site_says_why_not(sites, who):
    accounts, skipped = await outcome(sites, who)
    assert set(accounts) == {
        "http://good.example/u/rosquill",
        "http://good.example/u/QuillRos",
        "http://soft.example/u/rosquill",
        "http://msg.example/u/rosquill",
        "http://red.example/u/rosquill",
    }
    causes = {url: skip.cause for url, skip in skipped.items() if url.endswith("/rosquill")}
    assert causes == {
        "http://echo.example/u/rosquill": Cause.UNEXPECTED,
        "http://wall.example/u/rosquill": Cause.BLOCKED,
        "http://login.example/u/rosquill": Cause.BLOCKED,
        "http://barred.example/u/rosquill": Cause.BLOCKED,
        "http://broken.example/u/rosquill": Cause.SERVICE_FAILED,
        "http://busy.example/u/rosquill": Cause.THROTTLED,
        "http://away.example/u/rosquill": Cause.ROBOTS,
        "http://hang.example/u/rosquill": Cause.TIMED_OUT,
    }
    assert "unreliable today" in skipped["http://echo.example/u/rosquill"].reason


async def test_a_hit_is_a_question_unless_the_profile_has_that_account(sites, who):
    accounts, _ = await outcome(sites, who)
    one = accounts["http://soft.example/u/rosquill"]
    assert (one.service, one.handle, one.declared) == ("Soft", "rosquill", False)
    assert one.name == "rosquill - Soft"
    assert not any(account.declared for account in accounts.values())


async def test_an_account_that_the_profile_has_under_that_site_is_declared(sites, who, subject_with):
    own = (Identifier(Kind.NAME, "Rosalind Quillfeather"), Identifier(Kind.HANDLE, "rosquill", "good"))
    accounts, _ = await outcome(sites, subject_with(*who.sources, identifiers=own))
    assert accounts["http://good.example/u/rosquill"].declared
    assert not accounts["http://soft.example/u/rosquill"].declared


async def test_two_made_up_names_are_asked_for_once_each_and_the_ledger_has_them_all(sites, who):
    planned = list(Usernames().plan(who))
    await outcome(sites, who)
    for host in ("good.example", "msg.example"):
        asked = [line.removeprefix(f"{host}/u/") for line in sites.asked if line.startswith(f"{host}/u/")]
        assert len(asked) == len(set(asked)) == 4
        assert {"rosquill", "QuillRos"} < set(asked)
    out = {(line.host, line.url) for line in sites.ledger.lines}
    assert {f"{urlsplit(url).netloc}{unquote(urlsplit(url).path)}" for _, url in out} == set(sites.asked)
    assert {query.url for query in planned if query.host == "good.example"} <= {url for _, url in out}
    made_up = [line for line in sites.ledger.lines if line.host == "good.example" and "quill" not in line.url.lower()]
    assert all(not line.sends for line in made_up)


async def test_a_closed_site_is_not_asked_again_for_each_name(sites, who):
    await outcome(sites, who)
    assert len([line for line in sites.asked if line.startswith("wall.example/u/")]) <= 2  # made up for each run alike
    assert not [line for line in sites.asked if line.startswith("wall.example/u/") and "quill" in line.lower()]


def test_each_declared_name_once_on_each_site_and_nobody_else_s(who):
    queries = list(Usernames().plan(who))
    assert {query.sends for query in queries} == {("rosquill",), ("QuillRos",)}
    assert len(queries) == len({query.url for query in queries}) == 2 * len(SITES)
    for query in queries:
        assert "made-up names" in query.then
        made_up = [value for field, value in query.about if field == "made up"]
        assert len(made_up) == 2
        assert all(name in query.then for name in made_up)


def controls(who):
    """Host → the pairs of made-up names that its questions have."""
    by_host: dict[str, set] = {}
    for query in Usernames().plan(who):
        by_host.setdefault(query.host, set()).add(tuple(value for field, value in query.about if field == "made up"))
    return by_host


def test_made_up_names_stay_the_same_for_a_day_and_are_others_for_each_site_person_and_day(who, monkeypatch):
    first = controls(who)
    assert all(len(pairs) == 1 for pairs in first.values())
    names = [name for pairs in first.values() for pair in pairs for name in pair]
    assert len(names) == len(set(names)) == 2 * len(SITES)
    assert controls(who) == first
    another = controls(replace(who, salt=b"another"))
    monkeypatch.setattr("footprint.profile.today", lambda: date(2027, 1, 2))
    for other in (another, controls(who)):
        assert all(other[host].isdisjoint(first[host]) for host in first)


def test_an_account_that_another_source_reads_is_not_asked_for_again(subject_with):
    asked = {query.url for query in Usernames().plan(subject_with(identifiers=NAMES))}
    assert "https://api.github.com/users/QuillRos" in asked
    assert "https://api.github.com/users/rosquill" not in asked
    assert "https://codeberg.org/api/v1/users/rosquill" in asked


def test_without_user_names_nothing_is_asked(subject_with):
    assert list(Usernames().plan(subject_with(identifiers=NAMES[:1]))) == []
    assert list(Usernames().unasked(subject_with(identifiers=NAMES[:1]))) == []


def test_what_stays_unasked_is_said_with_its_reason(subject_with):
    skips = list(Usernames().unasked(subject_with(identifiers=NAMES)))
    named = {
        urlsplit(skip.identifier).hostname: skip for skip in skips if skip.identifier.rstrip("/").endswith("rosquill")
    }
    assert "www.instagram.com" in named
    assert named["www.instagram.com"].cause is Cause.WITHHELD
    assert "sign-in" in named["www.instagram.com"].reason


def test_a_list_that_is_not_there_is_said_in_the_plan(subject_with, tmp_path):
    who = subject_with(SourceSettings("usernames", file=str(tmp_path / "gone.json")), identifiers=NAMES)
    task = gather.Task(who, (), lambda _: "", Client, {}, sources=(Usernames(),))
    made = gather.plan(task)
    assert made.queries == ()
    (skip,) = made.skipped
    assert skip.cause is Cause.NOT_SET
    assert "sources.usernames.file" in skip.reason


def test_the_plan_tells_what_is_asked_and_what_is_not(subject_with):
    task = gather.Task(subject_with(identifiers=NAMES), (), lambda _: "", Client, {}, sources=(Usernames(),))
    made = gather.plan(task)
    assert "api.github.com" in {query.host for query in made.queries}
    assert {skip.cause for skip in made.skipped} == {Cause.WITHHELD}
    assert not {query.host for query in made.queries} & {"www.instagram.com", "www.facebook.com", "x.com"}


async def test_odd_names_are_quoted(subject_with, tmp_path, sites):
    file = tmp_path / "sites.json"
    entry = {"url": "http://good.example/find?u={}&x=1", "urlMain": "http://good.example", **STATUS}
    file.write_text(json.dumps({"Good": entry}), encoding="utf-8")
    odd = tuple(
        Identifier(Kind.HANDLE, value) for value in ("rös+quill", "a&b=c", "../admin", "ros quill", "ros.quill")
    )
    who = subject_with(SourceSettings("usernames", file=str(file)), identifiers=(NAMES[0], *odd))
    asked = [parse_qs(urlsplit(query.url).query)["u"] for query in Usernames().plan(who)]
    assert asked == [["rös+quill"], ["ros.quill"]]
