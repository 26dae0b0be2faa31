from __future__ import annotations

from datetime import UTC, datetime

import pytest

from footprint.errors import Blocked, Missing, Offline, Throttled, Unexpected
from footprint.model import Account, Cause, Identifier, Kind, Post, Skipped, SourceSettings
from footprint.sources.mastodon import Mastodon

HANDLE = Identifier(Kind.HANDLE, "rosquill@toot.example", "mastodon")
NAME = Identifier(Kind.NAME, "Rosalind Quillfeather")
FINGER = "https://toot.example/.well-known/webfinger?resource=acct:rosquill@toot.example"
LOOKUP = "https://toot.example/api/v1/accounts/lookup?acct=rosquill@toot.example"
STATUSES = "https://toot.example/api/v1/accounts/1090041/statuses?limit=40&exclude_reblogs=true"
SEARCH = "https://toot.example/api/v2/search?q=Rosalind%20Quillfeather&type=accounts&limit=40"
JRD = {
    "subject": "acct:rosquill@toot.example",
    "aliases": ["https://toot.example/@rosquill", "https://toot.example/users/rosquill"],
    "links": [
        {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "https://toot.example/@rosquill"},
        {"rel": "self", "type": "application/activity+json", "href": "https://toot.example/users/rosquill"},
        {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": "https://toot.example/authorize?uri={uri}"},
    ],
}
ACCOUNT = {
    "id": "1090041",
    "username": "rosquill",
    "acct": "rosquill",
    "display_name": "Ros Quillfeather",
    "locked": False,
    "bot": False,
    "created_at": "2022-11-06T00:00:00.000Z",
    "note": "<p>Buses &amp; lanterns.<br>Millpond and Eastgate.</p>",
    "url": "https://toot.example/@rosquill",
    "avatar": "https://files.toot.example/a.gif",
    "avatar_static": "https://files.toot.example/a.png",
    "fields": [
        {
            "name": "Site",
            "value": '<a href="https://rosalind.example" rel="me"><span class="invisible">https://</span>'
            "<span>rosalind.example</span></a>",
            "verified_at": None,
        },
        {"name": "Phone", "value": "07700 900417", "verified_at": None},
    ],
    "emojis": [],
}


def status(number: int, content: str = "<p>Hello</p>", **more: object) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": "2026-05-03T07:15:00.000Z",
        "spoiler_text": "",
        "url": f"https://toot.example/@rosquill/{number}",
        "uri": f"https://toot.example/users/rosquill/statuses/{number}",
        "content": content,
        "reblog": None,
        "media_attachments": [],
        "account": ACCOUNT,
    } | more


@pytest.fixture
def who(subject_with):
    return subject_with(identifiers=(NAME, HANDLE, Identifier(Kind.PHONE, "07700 900417")))


@pytest.fixture
def ask(who, serve, fetched):
    async def asked(served, number=0, subject=who):
        query = list(Mastodon().plan(subject))[number]
        return await fetched(Mastodon(), query, subject, serve(served))

    return asked


def test_the_declared_account_and_a_search_on_its_server_are_planned(who):
    assert [(query.url, query.sends) for query in Mastodon().plan(who)] == [
        (FINGER, ("rosquill@toot.example",)),
        (SEARCH, ("Rosalind Quillfeather",)),
    ]


@pytest.mark.parametrize(
    "written", ["@rosquill@toot.example", "rosquill@TOOT.example", "https://toot.example/@rosquill"]
)
def test_an_account_may_be_written_in_any_of_its_forms(subject_with, written):
    [first, *_] = Mastodon().plan(subject_with(identifiers=(Identifier(Kind.HANDLE, written, "Mastodon"),)))
    assert first.url.casefold() == FINGER


def test_without_an_account_the_largest_server_is_searched(subject_with):
    [query] = Mastodon().plan(subject_with(identifiers=(NAME,)))
    assert query.host == "mastodon.social"


async def test_an_account_without_its_server_is_said_and_nothing_asked(subject_with, serve, fetched):
    who = subject_with(identifiers=(Identifier(Kind.HANDLE, "rosquill", "mastodon"),))
    [query] = Mastodon().plan(who)
    web = serve({})
    with pytest.raises(Unexpected, match=r"like name@mastodon\.social"):
        await fetched(Mastodon(), query, who, web)
    assert not web.asked


@pytest.mark.parametrize(
    "odd", ["a@b/../c", "x@host?q=1", "a@[::1]", "@@", "r@localhost", "r o s@toot.example", "é@ü.example"]
)
def test_a_hostile_account_leads_to_no_other_server(subject_with, odd):
    for query in Mastodon().plan(subject_with(identifiers=(Identifier(Kind.HANDLE, odd, "mastodon"),))):
        assert query.host == "mastodon.social"
        assert query.url.isascii()


async def test_the_account_and_its_posts_are_read(ask):
    picture = {"type": "image", "description": "Our front door"}
    served = {
        FINGER: JRD,
        LOOKUP: ACCOUNT,
        STATUSES: [
            status(9, "<p>Morning run</p>", media_attachments=[picture, {"description": None}]),
            status(8, "<p>Shared</p>", reblog={"id": "1", "content": "<p>not hers</p>"}),
            status(7, "<p>One</p><p>Two &lt;3</p>", spoiler_text="Careful"),
        ],
        f"{STATUSES}&max_id=7": [],
    }
    account, first, second = await ask(served)
    assert isinstance(account, Account)
    assert (account.handle, account.declared, account.service) == ("rosquill@toot.example", True, "Mastodon")
    assert (
        account.bio == "Buses & lanterns.\nMillpond and Eastgate.\nSite: https://rosalind.example\nPhone: 07700 900417"
    )
    assert account.links == ("https://rosalind.example",)
    assert account.picture == "https://files.toot.example/a.png"
    assert isinstance(first, Post)
    assert first.text == "Morning run\nOur front door"
    assert first.published == datetime(2026, 5, 3, 7, 15, tzinfo=UTC)
    assert second.text == "Careful\nOne\nTwo <3"


async def test_the_server_behind_the_name_is_asked(ask, who):
    link = {"rel": "self", "href": "https://social.toot.example/users/rosquill"}
    there = "https://social.toot.example"
    served = {
        FINGER: JRD | {"links": [link]},
        LOOKUP.replace("https://toot.example", there): ACCOUNT,
        STATUSES.replace("https://toot.example", there): [],
    }
    [account] = await ask(served)
    assert account.declared


@pytest.mark.parametrize("href", ["http://toot.example/users/r", "javascript:alert(1)", "", "//x", "http://["])
async def test_no_server_is_believed_that_is_asked_without_encryption(ask, href):
    served = {FINGER: JRD | {"links": [{"rel": "self", "href": href}]}, LOOKUP: ACCOUNT, STATUSES: []}
    assert len(await ask(served)) == 1


async def test_an_account_that_is_not_there_is_said_with_the_mend(ask):
    with pytest.raises(Unexpected, match="written as it is on Mastodon"):
        await ask({FINGER: Missing("There is no such page on toot.example (404).")})
    with pytest.raises(Unexpected, match="does not run Mastodon"):
        await ask({FINGER: JRD, LOOKUP: 404})


async def test_posts_that_are_shown_to_nobody_are_said_and_the_account_kept(ask):
    account, skipped = await ask({FINGER: JRD, LOOKUP: ACCOUNT, STATUSES: Blocked("toot.example wants a sign-in.")})
    assert isinstance(account, Account)
    assert isinstance(skipped, Skipped)
    assert skipped.cause is Cause.BLOCKED


async def test_posts_that_were_not_read_are_said(ask):
    served = {FINGER: JRD, LOOKUP: ACCOUNT, STATUSES: [status(9)]}
    served |= {f"{STATUSES}&max_id={number}": [status(number - 1)] for number in (9, 8)}
    *_, skipped = await ask(served)
    assert skipped.cause is Cause.TOO_LARGE


async def test_a_server_that_repeats_itself_is_not_asked_for_ever(ask):
    served = {FINGER: JRD, LOOKUP: ACCOUNT, STATUSES: [status(9)], f"{STATUSES}&max_id=9": [status(9)]}
    assert len(await ask(served)) == 3


async def test_accounts_of_the_name_are_found_and_her_own_left_out(ask):
    other = ACCOUNT | {
        "acct": "roz@pots.example",
        "display_name": "Rosalind Quillfeather",
        "url": "https://pots.example/@roz",
    }
    fan = ACCOUNT | {"acct": "pens", "display_name": "Quill Pens"}
    [account] = await ask({SEARCH: {"accounts": [ACCOUNT, other, fan], "statuses": [], "hashtags": []}}, 1)
    assert (account.handle, account.declared) == ("roz@pots.example", False)


async def test_a_server_that_lets_nobody_search_says_so(ask):
    with pytest.raises(Blocked, match="not signed in"):
        await ask({SEARCH: Blocked("toot.example wants a key or a sign-in (401).")}, 1)


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"error": "x"}, {"accounts": "no"}, {"accounts": [1]}])
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken}, 1)
    with pytest.raises(Unexpected):
        await ask({FINGER: broken})
    with pytest.raises(Unexpected):
        await ask({FINGER: JRD, LOOKUP: broken})
    if broken:
        with pytest.raises(Unexpected):
            await ask({FINGER: JRD, LOOKUP: ACCOUNT, STATUSES: broken})


@pytest.mark.parametrize("error", [Throttled("Slow down."), Offline("No answer.")])
async def test_being_throttled_or_offline_is_said(ask, error):
    for number, url in ((0, FINGER), (1, SEARCH)):
        with pytest.raises(type(error)):
            await ask({url: error}, number)


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("mastodon", address="http://toot.example"), identifiers=(NAME, HANDLE))
    home, search = Mastodon().plan(who)
    here = {"rel": "self", "href": "http://toot.example/users/rosquill"}
    served = {
        FINGER: JRD | {"links": [here]},
        LOOKUP: ACCOUNT,
        STATUSES: [status(1)],
        f"{STATUSES}&max_id=1": [],
    }
    web = await wire({url.replace("https", "http"): answer for url, answer in served.items()}, "mastodon")
    assert [type(item).__name__ for item in await fetched(Mastodon(), home, who, web)] == ["Account", "Post"]
    with pytest.raises(Missing):
        await fetched(Mastodon(), search, who, web)
    closed = await wire({search.url: 401}, "mastodon")
    with pytest.raises(Blocked, match="not signed in"):
        await fetched(Mastodon(), search, who, closed)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "", "//elsewhere.example/x"])
async def test_an_address_that_is_none_is_not_passed_on(ask, url):
    served = {FINGER: JRD, LOOKUP: ACCOUNT | {"url": url}, STATUSES: [status(1, url=url, uri=url)]}
    account, post = await ask(served | {f"{STATUSES}&max_id=1": []})
    assert account.url == "https://toot.example/@rosquill"
    assert post.url == "https://toot.example"


async def test_her_own_account_is_known_by_the_address_that_the_profile_gives(subject_with, serve, fetched):
    who = subject_with(SourceSettings("mastodon", address="http://127.0.0.1:3000"), identifiers=(NAME, HANDLE))
    _, search = Mastodon().plan(who)
    web = serve({search.url: {"accounts": [ACCOUNT]}})
    assert await fetched(Mastodon(), search, who, web) == []


async def test_small_pictures_in_a_name_are_no_part_of_it(ask):
    other = ACCOUNT | {"acct": "roz@pots.example", "display_name": ":bus: Rosalind Quillfeather :verified_2:"}
    [account] = await ask({SEARCH: {"accounts": [other]}}, 1)
    assert account.name == "Rosalind Quillfeather"
