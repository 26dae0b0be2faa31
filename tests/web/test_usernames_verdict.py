"""Found, absent, unknown: the rules as a table, and what holds of any answer."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import TimedOut
from footprint.web import Answer
from footprint.web.usernames import Site
from footprint.web.usernames.looks import failed, look
from footprint.web.usernames.verdict import Verdict, tell

URL = "http://site.example/u/{name}"
BY_STATUS = Site(name="Site", url=URL, missing=(404, 410))
BY_MESSAGE = Site(name="Site", url=URL, absent=("No such member",))
BY_REDIRECT = Site(name="Site", url=URL, elsewhere=True)
BY_BOTH = Site(name="Site", url=URL, present=('data-of="{name}"', "member since"), absent=("No such member",))
ONLY_PRESENT = Site(name="Site", url=URL, present=("member since",))

FOUND, ABSENT, UNKNOWN = Verdict.FOUND, Verdict.ABSENT, Verdict.UNKNOWN


def page(title="Site", body="", *, status=200, url=URL, kind="text/html", head=""):
    text = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return lambda name: Answer(
        url.replace("{name}", name), status, kind, "utf-8", text.replace("{name}", name).encode()
    )


def data(value, status=200):
    text = json.dumps(value)
    return lambda name: Answer(
        URL.replace("{name}", name), status, "application/json", "", text.replace("{name}", name).encode()
    )


def verdict(site, named, *made_up):
    """The verdict on "rosquill" with one answer for it and one (or two) for names that were made up."""
    first, second = made_up * 2 if len(made_up) == 1 else made_up
    looks = [look(site, name, answer(name)) for name, answer in (("kqzvbnm", first), ("wtrpxk738", second))]
    return tell(site, look(site, "rosquill", named("rosquill")), looks)


PROFILE = page("{name} on Site", "<h1>{name}</h1>")
BARE = page("Site", "<div id=app></div>")
GONE = page("Not found", status=404)
GONE_FOR_GOOD = page("Site", status=410)
NO_MEMBER = page("Site", "No such member")
SOFT = page("Page not found | Site")
SORRY_NAMED = page("{name} not found | Site")
ECHO = page("{name} | Site", "Search for {name}")
HOME = page("Site", url="http://site.example/")
LOGIN = page("Site", url="http://site.example/accounts/login/?next=/u/{name}")
CONSENT = page("Before you go on", url="http://consent.site.example/m?continue=http://site.example/u/{name}")
RENAMED = page("Site", url="http://site.example/members/{name}/")
CLOUDFLARE = page("Just a moment...", "<script>window._cf_chl_opt={}</script>")
SIGN_IN = page("Log in • Site")
TOO_MANY = page("Too many requests")
OWN_ADDRESS = page("Site", head='<link rel="canonical" href="http://site.example/u/{name}">')

TABLE = [
    # by status
    (BY_STATUS, PROFILE, [GONE], FOUND),
    (BY_STATUS, BARE, [GONE], FOUND),
    (BY_STATUS, GONE, [GONE], ABSENT),
    (BY_STATUS, GONE_FOR_GOOD, [GONE], ABSENT),
    (BY_STATUS, PROFILE, [SOFT], FOUND),
    (BY_STATUS, SOFT, [SOFT], ABSENT),
    (BY_STATUS, BARE, [SOFT], UNKNOWN),
    (BY_STATUS, SOFT, [GONE], UNKNOWN),
    (BY_STATUS, SORRY_NAMED, [SORRY_NAMED], ABSENT),
    (BY_STATUS, BARE, [BARE], UNKNOWN),
    (BY_STATUS, OWN_ADDRESS, [OWN_ADDRESS], UNKNOWN),
    (BY_STATUS, OWN_ADDRESS, [BARE], FOUND),
    (BY_STATUS, ECHO, [ECHO], UNKNOWN),
    (BY_STATUS, PROFILE, [GONE, ECHO], UNKNOWN),
    (BY_STATUS, HOME, [GONE], UNKNOWN),
    (BY_STATUS, LOGIN, [GONE], UNKNOWN),
    (BY_STATUS, CONSENT, [GONE], UNKNOWN),
    (BY_STATUS, RENAMED, [GONE], FOUND),
    (BY_STATUS, CLOUDFLARE, [GONE], UNKNOWN),
    (BY_STATUS, PROFILE, [CLOUDFLARE], UNKNOWN),
    (BY_STATUS, PROFILE, [GONE, TOO_MANY], UNKNOWN),
    (BY_STATUS, SIGN_IN, [GONE], UNKNOWN),
    (BY_STATUS, data({"login": "{name}"}), [data({}, 404)], FOUND),
    # by message
    (BY_MESSAGE, PROFILE, [NO_MEMBER], FOUND),
    (BY_MESSAGE, NO_MEMBER, [NO_MEMBER], ABSENT),
    (BY_MESSAGE, BARE, [NO_MEMBER], UNKNOWN),
    (BY_MESSAGE, GONE, [NO_MEMBER], UNKNOWN),
    (BY_MESSAGE, PROFILE, [GONE], UNKNOWN),
    (BY_MESSAGE, CLOUDFLARE, [NO_MEMBER], UNKNOWN),
    (BY_MESSAGE, data({"taken": True}), [data({"taken": "No such member"})], FOUND),
    (BY_MESSAGE, data({"error": "Slow down"}), [data({"taken": "No such member"})], UNKNOWN),
    (BY_MESSAGE, data({"query": "{name}"}), [data({"query": "{name}"})], UNKNOWN),
    # by redirect
    (BY_REDIRECT, PROFILE, [HOME], FOUND),
    (BY_REDIRECT, BARE, [HOME], FOUND),
    (BY_REDIRECT, HOME, [HOME], ABSENT),
    (BY_REDIRECT, LOGIN, [HOME], UNKNOWN),
    (BY_REDIRECT, CONSENT, [CONSENT], UNKNOWN),
    (BY_REDIRECT, HOME, [LOGIN], UNKNOWN),
    (BY_REDIRECT, PROFILE, [LOGIN], FOUND),
    (BY_REDIRECT, LOGIN, [LOGIN], UNKNOWN),
    # by texts for both
    (BY_BOTH, page("Site", 'data-of="RosQuill"'), [NO_MEMBER], FOUND),
    (BY_BOTH, page("Site", "member since 2019"), [NO_MEMBER], FOUND),
    (BY_BOTH, page("Site", "member since 2019"), [GONE], UNKNOWN),
    (BY_BOTH, PROFILE, [NO_MEMBER], UNKNOWN),
    (BY_BOTH, NO_MEMBER, [NO_MEMBER], ABSENT),
    (BY_BOTH, page("Site", "member since 2019"), [page("Site", "member since 2019")], UNKNOWN),
    (BY_BOTH, page("Site", "No such member since 2019, member since"), [NO_MEMBER], ABSENT),
    (ONLY_PRESENT, GONE, [GONE], ABSENT),
    (ONLY_PRESENT, BARE, [BARE], UNKNOWN),
]


@pytest.mark.parametrize(("site", "named", "made_up", "expected"), TABLE)
def test_the_rules(site, named, made_up, expected):
    told = verdict(site, named, *made_up)
    assert told.verdict is expected, told
    assert bool(told.problem) is (expected is UNKNOWN)
    assert bool(told.evidence) is (expected is FOUND)


def test_a_site_that_finds_a_made_up_name_is_unreliable_today():
    assert "unreliable today" in str(verdict(BY_STATUS, ECHO, ECHO).problem)
    assert "unreliable today" in str(verdict(BY_BOTH, GONE, page("Site", "member since 2020")).problem)


def test_a_closed_door_says_which_door_it_is():
    assert verdict(BY_STATUS, CLOUDFLARE, GONE).problem.cause == "blocked"
    assert verdict(BY_STATUS, TOO_MANY, GONE).problem.cause == "throttled"
    assert "sign-in" in str(verdict(BY_STATUS, LOGIN, GONE).problem)


def test_no_answer_for_a_made_up_name_is_the_cause():
    one = look(BY_STATUS, "kqzvbnm", GONE("kqzvbnm"))
    told = tell(BY_STATUS, look(BY_STATUS, "rosquill", PROFILE("rosquill")), (one, failed(TimedOut("Slow."))))
    assert (told.verdict, told.problem.cause) == (UNKNOWN, "timed-out")


def test_a_title_that_has_the_name_by_chance_names_no_account():
    told = tell(
        BY_STATUS,
        look(BY_STATUS, "red", page("Red Lion Forum")("red")),
        [look(BY_STATUS, "kqzvbnm", page("Red Lion Forum")("kqzvbnm"))] * 2,
    )
    assert told.verdict is UNKNOWN


def test_a_whole_answer_is_not_a_part_of_one():
    site = Site(name="Site", url=URL, present=('"id":"{name}"',), absent=("=null",))
    answer = data({"id": "{name}", "about": None})
    none = data(None)
    assert verdict(site, none, none).verdict is ABSENT
    found = page()("x").__class__(URL, 200, "application/json", "", b'{"id":"rosquill","about":null}')
    looks = [look(site, name, none(name)) for name in ("kqzvbnm", "wtrpxk738")]
    assert tell(site, look(site, "rosquill", found), looks).verdict is FOUND
    assert verdict(site, answer, none).verdict is UNKNOWN  # its marker is spelt without the space


# --- what holds of any answer -----------------------------------------------------------------------------------------

SITES = st.sampled_from([BY_STATUS, BY_MESSAGE, BY_REDIRECT, BY_BOTH, ONLY_PRESENT])
SCRAPS = st.sampled_from(
    [
        *("<title>", "</title>", "{name}", "Site", "not found", "<h1>", "</h1>", "No such member", "member since"),
        *('<link rel="canonical" href="', '/u/{name}">', "{", "}", '"', ":", "[", "null", "Log in", "\x00", "é", "<"),
    ]
)
TEXTS = st.lists(SCRAPS, max_size=14).map("".join)


@st.composite
def answers(draw):
    text, status = draw(TEXTS), draw(st.sampled_from([200, 200, 204, 404, 410]))
    url = draw(st.sampled_from([URL, URL, "http://site.example/", "http://site.example/login?next={name}"]))
    kind = draw(st.sampled_from(["text/html", "application/json", ""]))
    return lambda name: Answer(url.replace("{name}", name), status, kind, "", text.replace("{name}", name).encode())


@given(SITES, answers())
def test_what_a_site_says_to_any_name_alike_is_never_an_account(site, answer):
    """The heart of it: a name is found only where the site answers otherwise than to names that cannot exist."""
    assert verdict(site, answer, answer).verdict is not FOUND


@given(SITES, answers(), answers(), answers())
def test_there_is_a_verdict_on_anything_and_the_unknown_has_a_cause(site, named, first, second):
    told = verdict(site, named, first, second)
    assert bool(told.problem) is (told.verdict is UNKNOWN)
    assert not told.problem or str(told.problem)


@given(SITES, answers(), answers())
def test_absent_needs_a_sign_of_absence(site, named, made_up):
    told = verdict(site, named, made_up)
    if told.verdict is ABSENT:
        answer = named("rosquill")
        marked = answer.missing or "No such member" in answer.text or "not found" in answer.text
        assert marked or (site.elsewhere and "/u/rosquill" not in answer.url)


@given(st.binary(max_size=3_000))
def test_any_bytes_are_read(body):
    for site in (BY_STATUS, BY_BOTH, BY_REDIRECT):
        look(site, "rosquill", Answer("http://site.example/u/rosquill", 200, "text/html", "", body))


@pytest.mark.parametrize(
    "text",
    [
        "<h1>" * 60_000,
        "<title" * 60_000,
        "<meta " + 'a="' * 100_000,
        ("<meta " + 'ab="' * 240 + ">") * 2_000,
        ("<link rel='canonical' href='" + "a" * 900 + ">") * 500,
        "{" * 200_000,
        '{"a":' * 50_000,
        "[" + '"rosquill",' * 100_000 + '"x"]',
    ],
)
def test_a_page_that_is_built_to_keep_programs_busy_does_not(text):
    start = time.perf_counter()
    look(BY_BOTH, "rosquill", Answer("http://site.example/u/rosquill", 200, "text/html", "", text.encode()))
    assert time.perf_counter() - start < 9


def test_a_name_in_the_query_is_still_the_name_s_own_address():
    site = Site(name="Site", url="http://site.example/find?u={name}", missing=(404,))
    asked = Answer("http://site.example/find?u=rosquill", 200, "text/html", "", b"<title>Site</title>")
    gone = Answer("http://site.example/find?u=x", 404, "text/html", "", b"")
    assert tell(site, look(site, "rosquill", asked), [look(site, "x", gone)] * 2).verdict is FOUND
