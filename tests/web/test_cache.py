"""What was answered today is not asked for again, as far as HTTP's rules allow."""

import stat
import sys
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import book
from footprint.errors import Offline, ServiceFailed, Unexpected
from footprint.web import cache
from footprint.web.asking import Asking, address
from footprint.web.cache import DAY, Cache
from footprint.web.ledger import KEPT
from footprint.web.reply import TOLD, Reply
from tests.web.sites import Reply as Served
from tests.web.sites import redirect, text

HOME = "http://council.example/"
KEY = "k3y/+ with=odd&signs"
KEPT_FOR_AN_HOUR = {"Cache-Control": "max-age=3600"}


def ago(**past) -> str:
    return format_datetime(datetime.now(UTC) - timedelta(**past), usegmt=True)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "0123456789abcdef.answers"


@pytest.fixture
def run(going_out, file):
    """One run of an audit: its client's cache lies in the same file as those of the runs before."""

    @asynccontextmanager
    async def make(*, fresh=False, key=""):
        kept = Cache(file, fresh=fresh)
        try:
            async with going_out() as client:
                client.cache = kept
                web = client.web("test", pace=0, key=key)
                yield client, web
        finally:
            kept.close()

    return make


async def twice(run, **options):
    """Asks for one page in two runs: the texts, and the ledger of the second."""
    texts = []
    for _ in range(2):
        async with run() as (client, web):
            texts.append((await web.get(HOME, **options)).text)
    return texts, client.ledger.lines


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "max-age=3600"},
        {"Cache-Control": "private, max-age=60"},
        {"Cache-Control": "public, max-age=60, s-maxage=0"},
        {"Expires": ago(hours=-1)},
        {"Expires": ago(hours=-1), "Date": ago()},
        {"Last-Modified": ago(days=30)},
        {"Cache-Control": "max-age=3600", "Age": "60"},
        {"Cache-Control": "max-age=3600", "Vary": "Accept, User-Agent"},
        {"Cache-Control": "max-age=3600", "Vary": "Authorization, Cookie"},
    ],
)
async def test_what_may_be_kept_is_not_asked_for_again(site, run, headers):
    site.routes["/"] = [text("one", **headers), text("two")]
    texts, ledger = await twice(run, sends=("Ros",))
    assert texts == ["one", "one"]
    assert len(site.asked) == 1
    [line] = ledger
    assert (line.outcome, line.left, line.url, line.sends) == (KEPT, False, HOME, ("Ros",))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "no-store"},
        {"Cache-Control": "max-age=0"},
        {"Cache-Control": "no-cache"},
        {"Cache-Control": "max-age=3600, no-cache"},
        {"Cache-Control": "max-age=3600", "Age": "3601"},
        {"Cache-Control": "max-age=3600", "Date": ago(hours=2)},
        {"Expires": "0"},
        {"Expires": ago(hours=1), "Date": ago(hours=2)},
        {"Cache-Control": "max-age=3600", "Vary": "*"},
        {"Cache-Control": "max-age=rubbish"},
        {"Cache-Control": "s-maxage=3600"},
    ],
)
async def test_what_may_not_be_kept_is_asked_for_again(site, run, headers):
    site.routes["/"] = [text("one", **headers), text("two")]
    texts, ledger = await twice(run)
    assert texts == ["one", "two"]
    assert [line.left for line in ledger] == [True]


async def test_what_must_not_be_kept_is_not_on_the_disk(site, run, file):
    site.routes["/"] = text("14 Kingfisher Wharf", **{"Cache-Control": "no-store"})
    site.routes["/kept"] = text("17 Heron Lane", **KEPT_FOR_AN_HOUR)
    async with run() as (_, web):
        await web.get(HOME)
        await web.get(HOME + "kept")
        on_disk = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"17 Heron Lane" in on_disk
    assert b"Kingfisher" not in on_disk


@pytest.mark.parametrize(
    ("validator", "asks"),
    [({"ETag": '"a1"'}, "if-none-match"), ({"Last-Modified": ago(days=1)}, "if-modified-since")],
)
async def test_what_is_out_of_date_is_asked_for_only_if_it_has_changed(site, run, validator, asks):
    site.routes["/"] = [text("one", **validator, **{"Cache-Control": "no-cache"}), Served(304, headers=validator)]
    texts, ledger = await twice(run)
    assert texts == ["one", "one"]
    assert site.asked[1].headers[asks] == next(iter(validator.values()))
    assert [(line.outcome, line.left) for line in ledger] == [("304", True)]


async def test_what_has_changed_takes_the_place_of_what_was_kept(site, run):
    headers = {"ETag": '"a1"', "Cache-Control": "no-cache"}
    site.routes["/"] = [text("one", **headers), text("two", ETag='"a2"', **KEPT_FOR_AN_HOUR)]
    for _ in range(3):
        async with run() as (_, web):
            last = (await web.get(HOME)).text
    assert last == "two"
    assert len(site.asked) == 2


async def test_a_304_makes_what_was_kept_fresh_again(site, run):
    first = text("one", ETag='"a1"', **{"Cache-Control": "max-age=0"})
    site.routes["/"] = [first, Served(304, headers={"ETag": '"a1"', **KEPT_FOR_AN_HOUR}), text("two")]
    for _ in range(3):
        async with run() as (_, web):
            assert (await web.get(HOME)).text == "one"
    assert len(site.asked) == 2


async def test_a_304_that_means_something_else_leads_to_a_plain_request(site, run):
    site.routes["/"] = [
        text("one", ETag='"a1"', **{"Cache-Control": "no-cache"}),
        Served(304, headers={"ETag": '"other"'}),
        text("two"),
    ]
    texts, ledger = await twice(run)
    assert texts == ["one", "two"]
    assert "if-none-match" not in site.asked[2].headers
    assert [line.outcome for line in ledger] == ["304", "200"]


async def test_a_304_that_nobody_asked_for_is_unexpected(site, run):
    site.routes["/"] = Served(304)
    async with run() as (_, web):
        with pytest.raises(Unexpected, match="304"):
            await web.get(HOME)


@pytest.mark.parametrize(("now", "kind"), [(Served(503), ServiceFailed), (None, Offline)])
async def test_nothing_out_of_date_is_given_where_nobody_answers(site, run, now, kind):
    site.routes["/"] = text("one", ETag='"a1"', **{"Cache-Control": "no-cache"})
    async with run() as (_, web):
        await web.get(HOME)

    async def hang_up(reader, writer):
        pass

    site.routes["/"] = now or hang_up
    async with run() as (_, web):
        with pytest.raises(kind):
            await web.get(HOME)


async def test_what_is_missing_and_what_leads_on_may_be_kept_too(site, run):
    site.routes["/"] = Served(301, headers={"Location": "/there", **KEPT_FOR_AN_HOUR})
    site.routes["/there"] = Served(404, b"none", KEPT_FOR_AN_HOUR)
    for _ in range(2):
        async with run() as (client, web):
            answer = await web.get(HOME, missing_ok=True)
            assert (answer.missing, answer.url) == (True, HOME + "there")
    assert len(site.asked) == 2
    assert [line.left for line in client.ledger.lines] == [False, False]


async def test_a_passing_redirect_is_not_kept(site, run):
    site.routes["/"] = redirect("/there")
    site.routes["/there"] = text("ok", **KEPT_FOR_AN_HOUR)
    await twice(run)
    assert site.paths == ["/", "/there", "/"]


async def test_robots_txt_is_kept_for_a_day_where_nothing_is_said_of_it(site, run):
    site.routes |= {"/robots.txt": text("User-agent: *\nDisallow: /private"), "/": text("ok")}
    await twice(run, robots=True)
    assert site.paths == ["/robots.txt", "/", "/"]


async def test_robots_txt_is_asked_for_again_where_it_says_so(site, run):
    site.routes |= {"/robots.txt": text("", **{"Cache-Control": "no-cache"}), "/": text("ok", **KEPT_FOR_AN_HOUR)}
    await twice(run, robots=True)
    assert site.paths == ["/robots.txt", "/", "/robots.txt"]


async def test_fresh_asks_anew_and_keeps_the_new(site, run):
    site.routes["/"] = [text("one", **KEPT_FOR_AN_HOUR), text("two", **KEPT_FOR_AN_HOUR), text("three")]
    told = []
    for fresh in (False, True, False):
        async with run(fresh=fresh) as (_, web):
            told.append((await web.get(HOME)).text)
    assert told == ["one", "two", "two"]


async def test_other_headers_and_other_caps_are_other_questions(site, run):
    site.routes["/"] = [text(str(n), **KEPT_FOR_AN_HOUR) for n in range(4)]
    options = [{}, {"headers": {"Accept": "text/csv"}}, {"cap": 1000}, {"params": {"q": "1"}}]
    for _ in range(2):
        async with run() as (_, web):
            assert [(await web.get(HOME, **one)).text for one in options] == ["0", "1", "2", "3"]
    assert len(site.asked) == 4


# --- keys -----------------------------------------------------------------------------------------------------------


def on_disk(file) -> bytes:
    return b"".join(path.read_bytes() for path in file.parent.iterdir())


async def test_no_key_is_kept_and_its_answers_are(site, run, file):
    site.routes["/"] = [text("private to me", **KEPT_FOR_AN_HOUR, Vary="hibp-api-key"), text("two")]
    secret = {"secret_headers": {"hibp-api-key": "h34der-k3y"}, "secret_params": {"api_key": KEY}}
    for _ in range(2):
        async with run(key=KEY) as (_, web):
            assert (await web.get(HOME, **secret)).text == "private to me"
            kept = on_disk(file)
    assert len(site.asked) == 1
    assert b"private to me" in kept
    assert not [form for form in (b"h34der", b"k3y/+", b"k3y%2F", b"k3y") if form in kept]


@pytest.mark.parametrize(
    "echo",
    [KEY, "k3y%2F%2B+with%3Dodd%26signs", r"k3y\/+ with=odd&signs"],
)
async def test_an_answer_that_repeats_a_key_is_not_kept(site, run, file, echo):
    site.routes["/"] = text(f'{{"asked": "{echo}"}}', **KEPT_FOR_AN_HOUR)
    site.routes["/on"] = Served(301, headers={"Location": f"/x?{echo.replace(' ', '')}", **KEPT_FOR_AN_HOUR})
    async with run(key=KEY) as (_, web):
        await web.get(HOME, secret_params={"api_key": KEY})
        assert b"k3y" not in on_disk(file)


async def test_what_was_answered_with_a_key_is_not_given_without_one(site, run):
    site.routes["/"] = [text("with", **KEPT_FOR_AN_HOUR), text("without", **KEPT_FOR_AN_HOUR)]
    async with run(key=KEY) as (_, web):
        assert (await web.get(HOME, secret_params={"api_key": KEY})).text == "with"
    async with run() as (_, web):
        assert (await web.get(HOME)).text == "without"


async def test_no_cookie_is_kept(site, run, file):
    site.routes["/"] = text("ok", **KEPT_FOR_AN_HOUR, **{"Set-Cookie": "session=b15cu1t"})
    async with run() as (_, web):
        await web.get(HOME)
        assert b"b15cu1t" not in on_disk(file)


# --- the file -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of the folder as a whole")
async def test_the_file_is_its_owners_alone(site, run, file):
    site.routes["/"] = text("ok", **KEPT_FOR_AN_HOUR)
    async with run() as (_, web):
        await web.get(HOME)
        assert {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_what_is_older_than_a_day_is_deleted(site, run, file, monkeypatch):
    site.routes["/"] = text("14 Kingfisher Wharf", **{"Cache-Control": "max-age=8000000"})
    async with run() as (_, web):
        await web.get(HOME)
    later = time.time() + DAY + 1
    monkeypatch.setattr(time, "time", lambda: later)
    async with run():
        assert b"Kingfisher" not in on_disk(file)


async def test_no_more_is_kept_than_the_bound_and_the_oldest_goes_first(site, run, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 5000)
    site.routes |= {f"/{n}": text(str(n) * 1000, **KEPT_FOR_AN_HOUR) for n in range(8)}
    async with run() as (_, web):
        for n in range(8):
            await web.get(f"{HOME}{n}")
    before = len(site.asked)
    async with run() as (_, web):
        for n in reversed(range(8)):
            await web.get(f"{HOME}{n}")
    again = [int(path[1:]) for path in site.paths[before:]]
    assert 0 in again
    assert 7 not in again
    assert len(again) < 8


async def test_a_large_answer_is_not_kept(site, run, monkeypatch):
    monkeypatch.setattr(cache, "EACH", 1000)
    site.routes["/"] = text("x" * 1001, **KEPT_FOR_AN_HOUR)
    await twice(run)
    assert len(site.asked) == 2


@pytest.mark.parametrize("damage", [b"rubbish" * 1000, b"SQLite format 3\0" + b"\xff" * 5000, b""])
async def test_a_damaged_file_is_begun_anew(site, run, file, damage):
    file.parent.mkdir()
    file.write_bytes(damage)
    site.routes["/"] = text("ok", **KEPT_FOR_AN_HOUR)
    await twice(run)
    assert len(site.asked) == 1


async def test_a_file_that_cannot_be_used_is_done_without(site, run, file):
    file.mkdir(parents=True)
    site.routes["/"] = text("ok", **KEPT_FOR_AN_HOUR)
    assert (await twice(run))[0] == ["ok", "ok"]
    assert len(site.asked) == 2


def test_everything_is_deleted(file):
    kept = Cache(file)
    kept.close()
    assert file.exists()
    book.delete(file)
    assert list(file.parent.iterdir()) == []


# --- whatever a server says -----------------------------------------------------------------------------------------

HEADERS = st.dictionaries(
    st.sampled_from(TOLD),
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "max-age=99999999999999999999",
                'no-cache="',
                "private=set-cookie,",
                "Fri, 31 Dec 99999 23:59:59 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
                "-1",
                "*",
                ", ,",
                'W/"',
                "max-age=" + "9" * 5000,
            ]
        ),
    ),
)


@given(HEADERS, HEADERS, st.sampled_from([200, 203, 301, 404, 410]), st.sampled_from([200, 304, 404]))
async def test_no_header_breaks_it(tmp_path_factory, first, second, status, then):
    kept = Cache(tmp_path_factory.mktemp("cache") / "a.answers")
    asking = Asking("test", address(HOME))
    left = []

    async def ask(validators):
        left.append(validators)
        again = Reply(then, second, b"two")
        return again if len(left) > 1 and (then != 304 or validators) else Reply(status, first, b"one")

    for _ in range(2):
        reply, _ = await kept.answer(asking, {"Accept": "*/*"}, ask)
        assert reply.body in {b"one", b"two"}
        assert reply.status in {status, then} - {304}
    kept.close()
