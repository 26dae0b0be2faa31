from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from footprint.errors import Throttled, Unexpected
from footprint.model import Account, Cause, Identifier, Kind, Post, Skipped, SourceSettings
from footprint.sources.bluesky import Bluesky

BASE = "https://public.api.bsky.app/xrpc/app.bsky"
PROFILE = f"{BASE}.actor.getProfile?actor=rosquill.bsky.example"
FEED = f"{BASE}.feed.getAuthorFeed?actor=rosquill.bsky.example&limit=100&filter=posts_with_replies"
SEARCH = f"{BASE}.actor.searchActors?q=Rosalind%20Quillfeather&limit=25"
ACTOR = {
    "did": "did:plc:quill",
    "handle": "rosquill.bsky.example",
    "displayName": "Cllr Ros Quillfeather",
    "description": "Millpond and Eastgate. Tea and maps.",
    "avatar": "https://cdn.bsky.example/img/avatar/plain/quill@jpeg",
    "associated": {"lists": 0, "feedgens": 0, "starterPacks": 0, "labeler": False},
    "labels": [],
    "followersCount": 212,
    "createdAt": "2024-11-12T18:30:11.021Z",
    "indexedAt": "2025-01-20T08:15:00.000Z",
}


def item(text: str, *, created: str = "2026-05-03T07:15:00.000Z", **more: object) -> dict[str, object]:
    post = {
        "uri": "at://did:plc:quill/app.bsky.feed.post/3kabc",
        "cid": "bafyquill",
        "author": {"did": "did:plc:quill", "handle": "rosquill.bsky.example", "displayName": "Cllr Ros Quillfeather"},
        "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": created, "langs": ["en"]},
        "likeCount": 2,
        "indexedAt": "2026-05-03T07:15:01.000Z",
    }
    reason = more.pop("reason", None)
    return {"post": post | more} | ({"reason": reason} if reason else {})


def query_for(subject, url):
    return next(query for query in Bluesky().plan(subject) if query.url == url)


def test_profile_feed_and_a_search_for_each_form_are_planned(subject):
    queries = list(Bluesky().plan(subject))
    assert [query.url for query in queries][:3] == [PROFILE, FEED, SEARCH]
    assert len(queries) == 6
    assert queries[-1].url.endswith("searchActors?q=rosquillfeather&limit=25")  # as handles are made of names
    assert queries[0].sends == ("rosquill.bsky.example",)
    assert queries[2].sends == ("Rosalind Quillfeather",)


def test_without_a_handle_only_the_name_is_searched(subject_with):
    only = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),))
    assert [query.url for query in Bluesky().plan(only)] == [SEARCH]


async def test_the_declared_profile_is_an_account(subject, serve, fetched):
    [account] = await fetched(Bluesky(), query_for(subject, PROFILE), subject, serve({PROFILE: ACTOR}))
    assert isinstance(account, Account)
    assert account.declared
    assert account.url == "https://bsky.app/profile/rosquill.bsky.example"
    assert account.text == "Cllr Ros Quillfeather\nMillpond and Eastgate. Tea and maps."


async def test_posts_carry_the_descriptions_of_their_pictures(subject, serve, fetched):
    picture = {"thumb": "https://cdn.bsky.example/t", "fullsize": "https://cdn.bsky.example/f", "alt": "Our front door"}
    quoted = {"$type": "app.bsky.embed.record#view", "record": {"value": {"text": "Somebody else"}, "alt": "not hers"}}
    feed = [
        item("Morning run", embed={"$type": "app.bsky.embed.images#view", "images": [picture]}),
        item(
            "Film", embed={"$type": "app.bsky.embed.video#view", "cid": "x", "playlist": "y", "alt": "The lantern walk"}
        ),
        item(
            "See this",
            embed={
                "$type": "app.bsky.embed.recordWithMedia#view",
                "record": quoted,
                "media": {"$type": "app.bsky.embed.images#view", "images": [picture | {"alt": "The gate"}]},
            },
        ),
        item("Quote", embed=quoted),
    ]
    posts = await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: {"feed": feed}}))
    assert all(isinstance(post, Post) and post.declared for post in posts)
    assert [post.text for post in posts] == [
        "Morning run\nOur front door",
        "Film\nThe lantern walk",
        "See this\nThe gate",
        "Quote",
    ]
    assert posts[0].published == datetime(2026, 5, 3, 7, 15, tzinfo=UTC)
    assert posts[0].url == "https://bsky.app/profile/rosquill.bsky.example/post/3kabc"


async def test_what_others_wrote_and_she_shared_is_not_hers(subject, serve, fetched):
    shared = item("Not hers", reason={"$type": "app.bsky.feed.defs#reasonRepost", "by": ACTOR})
    pinned = item("Hers", reason={"$type": "app.bsky.feed.defs#reasonPin"})
    posts = await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: {"feed": [shared, pinned]}}))
    assert [post.text for post in posts] == ["Hers"]


async def test_the_feed_is_read_on_to_its_end(subject, serve, fetched):
    web = serve({FEED: {"feed": [item("One")], "cursor": "2026-05::1"}, f"{FEED}&cursor=2026-05%3A%3A1": {"feed": []}})
    posts = await fetched(Bluesky(), query_for(subject, FEED), subject, web)
    assert [post.text for post in posts] == ["One"]
    assert len(web.asked) == 2


async def test_posts_that_were_not_read_are_said(subject, serve, fetched):
    page = {"feed": [item("More")], "cursor": "c"}
    items = await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: page, f"{FEED}&cursor=c": page}))
    assert len(items) == 4
    assert isinstance(items[-1], Skipped)
    assert items[-1].cause is Cause.TOO_LARGE


@pytest.mark.parametrize("created", ["", "yesterday", "2026-13-45T00:00:00Z"])
async def test_a_post_with_an_odd_date_has_none(subject, serve, fetched, created):
    feed = {"feed": [item("Odd", created=created)]}
    [post] = await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: feed}))
    assert post.published is None


async def test_a_date_without_a_zone_is_taken_as_utc(subject, serve, fetched):
    feed = {"feed": [item("Odd", created="2026-05-03T07:15:00")]}
    [post] = await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: feed}))
    assert post.published == datetime(2026, 5, 3, 7, 15, tzinfo=UTC)


async def test_accounts_that_bear_the_name_are_found_and_others_left(subject, serve, fetched):
    def actor(handle: str, name: str | None) -> dict[str, object]:
        return {"did": f"did:plc:{handle}", "handle": handle, "displayName": name, "description": ""}

    actors = [
        ACTOR,
        actor("roz.pots.example", "Rosalind Quillfeather"),
        actor("rquill.example", "R. Quillfeather \U0001f33f"),
        actor("quillfan.example", "Quill Feathers and Pens"),
        actor("empty.example", None),
        actor("tobias.example", "Tobias Quillfeather"),
    ]
    found = await fetched(Bluesky(), query_for(subject, SEARCH), subject, serve({SEARCH: {"actors": actors}}))
    assert [(account.handle, account.declared) for account in found] == [
        ("roz.pots.example", False),
        ("rquill.example", False),
    ]


async def test_no_account_of_the_name_is_an_answer(subject, serve, fetched):
    assert await fetched(Bluesky(), query_for(subject, SEARCH), subject, serve({SEARCH: {"actors": []}})) == []


@pytest.mark.parametrize("url", [PROFILE, FEED, SEARCH])
@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"error": "InvalidRequest"}, {"feed": "no", "actors": "no"}])
async def test_another_shape_is_said(subject, serve, fetched, url, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await fetched(Bluesky(), query_for(subject, url), subject, serve({url: broken}))


async def test_being_throttled_is_said(subject, serve, fetched):
    with pytest.raises(Throttled):
        await fetched(Bluesky(), query_for(subject, FEED), subject, serve({FEED: Throttled("Slow down.")}))


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("bluesky", address="http://bsky.example"))
    queries = list(Bluesky().plan(who))
    profile, feed, search = (query.url for query in queries[:3])
    web = await wire({profile: ACTOR, feed: {"feed": [item("Hello")]}, search: {"actors": [ACTOR]}}, "bluesky")
    found = [await fetched(Bluesky(), query, who, web) for query in queries[:3]]
    assert [[type(item).__name__ for item in items] for items in found] == [["Account"], ["Post"], []]
    with pytest.raises(Unexpected, match="written as it is on Bluesky"):
        await fetched(Bluesky(), replace(queries[0], url="http://bsky.example/gone"), who, web)
