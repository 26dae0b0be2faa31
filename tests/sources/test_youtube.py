from __future__ import annotations

import pytest

from footprint.errors import Blocked, Missing, NoKey, Throttled, Unexpected
from footprint.model import Account, Cause, Identifier, Kind, Post, Query, Skipped, SourceSettings
from footprint.sources.youtube import YouTube

API = "https://www.googleapis.com/youtube/v3"
CHANNEL = f"{API}/channels?part=snippet,contentDetails&forHandle=rosquill"
UPLOADS = f"{API}/playlistItems?part=snippet&maxResults=50&playlistId=UUquillfeather0000000214"
SEARCH = f"{API}/search?part=snippet&type=video&maxResults=25&q=%22Rosalind%20Quillfeather%22"
ID = "UCquillfeather00000002140"[:24]
KEY = "AIzaInvented"


def snippet(title: str = "Bus ride", description: str = "On the 14", **more: object) -> dict[str, object]:
    return {
        "publishedAt": "2026-05-03T07:15:00Z",
        "channelId": ID,
        "title": title,
        "description": description,
        "thumbnails": {"default": {"url": "https://i.ytimg.example/a.jpg", "width": 120, "height": 90}},
        "channelTitle": "Thornmere Town Talk",
        "liveBroadcastContent": "none",
    } | more


CHANNELS = {
    "kind": "youtube#channelListResponse",
    "pageInfo": {"totalResults": 1, "resultsPerPage": 5},
    "items": [
        {
            "kind": "youtube#channel",
            "id": ID,
            "snippet": snippet("Ros Quillfeather", "Councillor. Thornmere.", customUrl="@rosquill", country="GB"),
            "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": "UUquillfeather0000000214"}},
        }
    ],
}
NONE = {"kind": "youtube#channelListResponse", "pageInfo": {"totalResults": 0}}


def uploads(*films: str, following: str = "") -> dict[str, object]:
    items = [
        {"kind": "youtube#playlistItem", "snippet": snippet() | {"resourceId": {"kind": "x", "videoId": film}}}
        for film in films
    ]
    return {"kind": "youtube#playlistItemListResponse", "items": items} | (
        {"nextPageToken": following} if following else {}
    )


def hits(*items: dict[str, object]) -> dict[str, object]:
    return {"kind": "youtube#searchListResponse", "regionCode": "GB", "items": list(items)}


def hit(film: str, **changes: object) -> dict[str, object]:
    return {"id": {"kind": "youtube#video", "videoId": film}, "snippet": snippet(**changes)}


@pytest.fixture
def who(subject_with):
    handle, name = Identifier(Kind.HANDLE, "@rosquill", "youtube"), Identifier(Kind.NAME, "Rosalind Quillfeather")
    return subject_with(identifiers=(name, handle))


@pytest.fixture
def ask(who, serve, fetched):
    async def asked(served, number=0, key=KEY):
        web = serve(served, key=key)
        return await fetched(YouTube(), list(YouTube().plan(who))[number], who, web), web

    return asked


def test_the_channel_and_a_search_for_the_name_are_planned(who):
    assert [(query.url, query.sends) for query in YouTube().plan(who)] == [
        (CHANNEL, ("rosquill",)),
        (SEARCH, ("Rosalind Quillfeather",)),
    ]


def test_only_two_searches_are_made_of_the_hundred_a_day(subject):
    assert len([query for query in YouTube().plan(subject) if "/search?" in query.url]) == 2


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://www.youtube.com/@rosquill", "forHandle=rosquill"),
        ("youtube.com/@rosquill/videos", "forHandle=rosquill"),
        (f"https://www.youtube.com/channel/{ID}", f"id={ID}"),
        (ID, f"id={ID}"),
        ("../x&y=1", "forHandle=..%2Fx%26y%3D1"),
    ],
)
def test_a_channel_may_be_written_in_any_form(subject_with, written, asked):
    [query] = YouTube().plan(subject_with(identifiers=(Identifier(Kind.HANDLE, written, "youtube"),)))
    assert query.url == f"{API}/channels?part=snippet,contentDetails&{asked}"


async def test_the_channel_and_its_films_are_read(ask):
    served = {CHANNEL: CHANNELS, UPLOADS: uploads("a1", following="T/2"), f"{UPLOADS}&pageToken=T%2F2": uploads("b2")}
    (account, first, second), web = await ask(served)
    assert isinstance(account, Account)
    assert (account.handle, account.declared, account.name) == ("@rosquill", True, "Ros Quillfeather")
    assert isinstance(first, Post)
    assert first.declared
    assert first.text == "Bus ride\nOn the 14"
    assert second.url == "https://www.youtube.com/watch?v=b2"
    assert all(options["secret_headers"] == {"X-Goog-Api-Key": KEY} for _, options in web.asked)
    assert not [url for url in web.urls if KEY in url]


async def test_films_that_were_not_read_are_said(ask):
    more = uploads("a1", following="T")
    found, _ = await ask({CHANNEL: CHANNELS, UPLOADS: more, f"{UPLOADS}&pageToken=T": more})
    assert isinstance(found[-1], Skipped)
    assert found[-1].cause is Cause.TOO_LARGE


async def test_films_that_name_her_are_posts_of_others(ask):
    films = hits(hit("c3", title="Cllr Ros Quillfeather &amp; the 14", channelTitle="Town &#39;Talk"), hit(""))
    [post, left_out], _ = await ask({SEARCH: films}, 1)
    assert left_out.reason == "1 of 2 entries could not be read; the rest was used."
    assert (post.declared, post.handle, post.service) == (False, "Town 'Talk", "YouTube")
    assert post.title == "Cllr Ros Quillfeather & the 14"


async def test_no_film_is_an_answer(ask):
    assert (await ask({SEARCH: {"kind": "youtube#searchListResponse"}}, 1))[0] == []


async def test_a_channel_that_is_not_there_is_said(ask):
    with pytest.raises(Unexpected, match="knows no channel"):
        await ask({CHANNEL: NONE})


async def test_without_a_key_nothing_is_asked(ask):
    for number in (0, 1):
        with pytest.raises(NoKey):
            await ask({}, number, key="")


async def test_a_key_for_something_else_is_told_with_the_mend(ask):
    with pytest.raises(Blocked, match="the key is wrong, or not meant for the YouTube Data API"):
        await ask({SEARCH: Blocked("www.googleapis.com does not let programs in (403).")}, 1)


async def test_a_key_that_is_none_is_told_with_the_mend(ask):
    with pytest.raises(Unexpected, match="key may be wrong"):
        await ask({SEARCH: Unexpected("www.googleapis.com answered in a way that is not known (status 400).")}, 1)


async def test_a_day_s_searches_used_up_are_told(ask):
    told = {"message": "You have exceeded your quota.", "domain": "youtube.quota", "reason": "quotaExceeded"}
    with pytest.raises(Throttled, match="tomorrow"):
        await ask({SEARCH: {"error": {"code": 403, "message": told["message"], "errors": [told]}}}, 1)


async def test_being_throttled_is_said(ask):
    with pytest.raises(Throttled):
        await ask({SEARCH: Throttled("Slow down.")}, 1)


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {}, {"kind": "x", "items": "no"}, {"kind": "x", "items": [1]}])
async def test_another_shape_is_said(ask, broken):
    for number, url in enumerate((CHANNEL, SEARCH)):
        with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
            await ask({url: broken}, number)


def again(place: str) -> Query:
    return Query("youtube", "https://www.youtube.com/watch?v=c3", about=(("place", place),))


async def test_a_film_found_before_is_asked_for_again(who, serve):
    url = f"{API}/videos?part=snippet&id=c3"
    there = {"kind": "youtube#videoListResponse", "items": [{"id": "c3", "snippet": snippet()}]}
    own, other = "YouTube channel rosquill", "YouTube channel Town Talk"
    for place in (own, other):
        [post] = await YouTube().again(again(place), who, serve({url: there}, key=KEY))
        assert (post.url, post.place, post.declared) == (again(place).url, place, place == own)
    with pytest.raises(Missing):
        await YouTube().again(again(own), who, serve({url: {"kind": "x", "items": []}}, key=KEY))


async def test_over_the_wire(subject_with, wire, fetched):
    name = Identifier(Kind.NAME, "Rosalind Quillfeather")
    who = subject_with(SourceSettings("youtube", address="http://films.example"), identifiers=(name,))
    [query] = YouTube().plan(who)
    web = await wire({query.url: hits(hit("c3"))}, "youtube", key=KEY)
    assert [type(item).__name__ for item in await fetched(YouTube(), query, who, web)] == ["Post"]
    closed = await wire({query.url: 403}, "youtube", key=KEY)
    with pytest.raises(Blocked, match="YouTube Data API"):
        await fetched(YouTube(), query, who, closed)
