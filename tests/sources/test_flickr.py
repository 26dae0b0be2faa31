from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from footprint.errors import Blocked, NoKey, ServiceFailed, Throttled, Unexpected
from footprint.identity.about import judge
from footprint.model import Cause, Confidence, Identifier, Kind, Photo, Point, Post, Skipped, SourceSettings
from footprint.sources.flickr import Flickr
from tests.judged import HER, detect

BASE = "https://www.flickr.com/services"
NUMBER = "90041700@N07"
FEED = f"{BASE}/feeds/photos_public.gne?id=90041700%40N07&format=json&nojsoncallback=1"
GEO = f"{BASE}/feeds/geo/?id=90041700%40N07&format=json&nojsoncallback=1"
MAP = (
    f"{BASE}/rest/?method=flickr.photos.search&format=json&nojsoncallback=1&user_id=90041700%40N07&has_geo=1"
    "&extras=geo%2Cdate_taken%2Cdescription%2Ctags&per_page=250"
)
LOOKUP = (
    f"{BASE}/rest/?method=flickr.urls.lookupUser&format=json&nojsoncallback=1"
    "&url=https%3A%2F%2Fwww.flickr.com%2Fphotos%2Frosquill%2F"
)
LINK = "https://www.flickr.com/photos/90041700@N07/51190041/"


def item(**more: object) -> dict[str, object]:
    return {
        "title": "Ducks at the mill",
        "link": LINK,
        "media": {"m": "https://live.staticflickr.com/1/51190041_b68ebea7ea_m.jpg"},
        "date_taken": "2026-04-12T10:21:43-08:00",
        "description": ' <p><a href="https://www.flickr.com/people/rosquill/">rosquill</a> posted a photo:</p> <p><a '
        'href="x" title="Ducks"><img src="y" width="240" height="160" alt="Ducks" /></a></p> <p>Our street.</p> ',
        "published": "2026-04-13T09:35:27Z",
        "author": "nobody@flickr.com (rosquill)",
        "author_id": NUMBER,
        "tags": "thornmere ducks",
    } | more


def feed(*items: object) -> dict[str, object]:
    return {"title": "Uploads from rosquill", "link": "x", "modified": "2026-04-13T09:35:27Z", "items": list(items)}


def shot(number: int = 51190041, **more: object) -> dict[str, object]:
    return {
        "id": str(number),
        "owner": NUMBER,
        "secret": "a123456",
        "server": "65535",
        "farm": 66,
        "title": "Garden",
        "ispublic": 1,
        "description": {"_content": "First <b>roses</b>"},
        "datetaken": "2026-05-02 08:14:00",
        "datetakengranularity": 0,
        "tags": "roses",
        "latitude": "52.6490",
        "longitude": "-0.6370",
        "accuracy": "16",
        "context": 0,
        "geo_is_public": 1,
    } | more


def photos(*shots: object, pages: int = 1) -> dict[str, object]:
    return {"photos": {"page": 1, "pages": pages, "perpage": 250, "total": 1, "photo": list(shots)}, "stat": "ok"}


@pytest.fixture
def who(subject_with):
    return subject_with(identifiers=(Identifier(Kind.HANDLE, NUMBER, "flickr"),))


@pytest.fixture
def named(subject_with):
    return subject_with(identifiers=(Identifier(Kind.HANDLE, "rosquill", "Flickr"),))


@pytest.fixture
def ask(who, serve, fetched):
    async def asked(served, number=0, subject=who, key="0123456789abcdef"):
        web = serve(served, key=key)
        return await fetched(Flickr(), list(Flickr().plan(subject))[number], subject, web), web

    return asked


def test_both_feeds_and_the_photos_on_the_map_are_planned(who):
    assert [(query.url, query.sends) for query in Flickr().plan(who)] == [
        (FEED, (NUMBER,)),
        (GEO, (NUMBER,)),
        (MAP, (NUMBER,)),
    ]


def test_an_account_known_by_its_name_is_looked_up_first(named):
    assert [(query.url, query.sends) for query in Flickr().plan(named)] == [(LOOKUP, ("rosquill",))]


@pytest.mark.parametrize("written", [f"https://www.flickr.com/photos/{NUMBER}/", f"flickr.com/people/{NUMBER}"])
def test_its_address_will_do_too(subject_with, written):
    who = subject_with(identifiers=(Identifier(Kind.HANDLE, written, "flickr"),))
    assert [query.url for query in Flickr().plan(who)] == [FEED, GEO, MAP]


def test_a_name_on_another_service_is_not_taken_for_one(subject_with):
    assert not list(Flickr().plan(subject_with(identifiers=(Identifier(Kind.HANDLE, NUMBER, "bluesky"),))))


async def test_without_a_position_the_words_are_a_post(ask):
    [post], web = await ask({FEED: feed(item())}, key="")
    assert isinstance(post, Post)
    assert post.text == "Ducks at the mill\nOur street.\nthornmere ducks"
    assert post.published == datetime(2026, 4, 13, 9, 35, 27, tzinfo=UTC)
    assert (post.url, post.declared) == (LINK, True)
    assert web.urls == [FEED]


@pytest.mark.parametrize("position", [(52.649, -0.637), ("52.649", "-0.637")])
async def test_with_one_it_is_a_photo_near_home(ask, who, position):
    [photo], _ = await ask({GEO: feed(item(latitude=position[0], longitude=position[1]))}, 1, key="")
    assert isinstance(photo, Photo)
    assert photo.reading.location == Point(52.649, -0.637)
    assert photo.reading.taken == datetime(2026, 4, 12, 10, 21, 43)  # noqa: DTZ001  by the camera's clock
    her = replace(HER, identifiers=(*HER.identifiers, *who.identifiers))
    [finding] = detect("photo-place", photo, her)
    assert finding.what.startswith("The photo Ducks at the mill (Flickr photos of 90041700@N07) was taken at your home")


async def test_the_photos_of_her_own_account_are_certainly_hers(ask, who):
    [photo], _ = await ask({GEO: feed(item(latitude=52.649, longitude=-0.637))}, 1)
    assert judge(photo, who).confidence is Confidence.CERTAIN


async def test_a_feed_with_odd_apostrophes_is_read(ask):
    text = json.dumps(feed(item(title="Ros@s ducks and @@"))).replace("@s", "\\'s").replace("@@", "\\\\\\'")
    [post], _ = await ask({FEED: text}, key="")
    assert post.title == "Ros's ducks and \\'"


async def test_with_a_key_every_photo_on_the_map_is_read(ask):
    [photo], web = await ask({MAP: photos(shot())}, 2)
    assert photo.url == LINK
    assert photo.title == "Garden"
    assert photo.reading.location == Point(52.649, -0.637)
    assert [(trace.kind, trace.value) for trace in photo.reading.traces] == [
        ("comment", "First roses\nroses"),
        ("gps", "52.649000, -0.637000"),
    ]
    [(url, options)] = web.asked
    assert options["secret_params"] == {"api_key": "0123456789abcdef"}
    assert "0123456789abcdef" not in url


async def test_page_follows_page_and_what_is_left_is_said(ask):
    served = {MAP: photos(shot(1), pages=9)}
    served |= {f"{MAP}&page={number}": photos(shot(number), pages=9) for number in (2, 3, 4)}
    found, web = await ask(served, 2)
    assert len(web.asked) == 4
    assert len(found) == 5
    assert isinstance(found[-1], Skipped)
    assert found[-1].cause is Cause.TOO_LARGE


async def test_a_name_is_turned_into_its_number(ask, named):
    lookup = {"user": {"id": NUMBER, "username": {"_content": "Ros"}}, "stat": "ok"}
    [photo], web = await ask({LOOKUP: lookup, MAP: photos(shot())}, 0, named)
    assert photo.url == "https://www.flickr.com/photos/rosquill/51190041/"
    assert photo.place == "Flickr photos of rosquill"
    assert len(web.asked) == 2


async def test_without_a_key_what_it_would_have_shown_is_said(ask, named, who):
    for number, subject, mend in ((2, who, "newest photos"), (0, named, "12345678@N00")):
        with pytest.raises(NoKey, match=mend) as raised:
            await ask({}, number, subject, key="")
        assert "set-key flickr" in str(raised.value)


@pytest.mark.parametrize(
    ("code", "error"),
    [(1, Unexpected), (100, Blocked), (4, Blocked), (10, ServiceFailed), (105, ServiceFailed), (7, Unexpected)],
)
async def test_what_flickr_says_with_good_conscience_is_an_error(ask, code, error):
    with pytest.raises(error, match="Flickr"):
        await ask({MAP: {"stat": "fail", "code": code, "message": "Nothing <b>here</b>"}}, 2)


async def test_an_account_that_is_not_there_is_said(ask):
    with pytest.raises(Unexpected, match="knows no account"):
        await ask({FEED: 404})


@pytest.mark.parametrize("position", [(0, 0), ("0", "0"), (None, None), ("", ""), (91, 0), (1e400, 5)])
async def test_no_position_or_an_impossible_one_is_none(ask, position):
    text = json.dumps(photos(shot(latitude=position[0], longitude=position[1])))
    [photo], _ = await ask({MAP: text}, 2)
    assert photo.reading.location is None


@pytest.mark.parametrize("change", [{"title": {"_content": "Garden"}}, {"description": ""}, {"datetaken": "soon"}])
async def test_odd_details_are_read_as_far_as_they_go(ask, change):
    [photo], _ = await ask({MAP: photos(shot(**change))}, 2)
    assert photo.title == "Garden"


@pytest.mark.parametrize(
    "broken", ["<h1>Down</h1>", "jsonFlickrFeed({", [], {"items": "no"}, {"stat": "ok"}, {"photos": {}}]
)
async def test_another_shape_is_said(ask, broken):
    for number, url in enumerate((FEED, GEO, MAP)):
        with pytest.raises(Unexpected):
            await ask({url: broken}, number)


async def test_being_throttled_is_said(ask):
    for number, url in enumerate((FEED, GEO, MAP)):
        with pytest.raises(Throttled):
            await ask({url: Throttled("Slow down.")}, number)


async def test_over_the_wire(subject_with, wire, fetched):
    number = Identifier(Kind.HANDLE, NUMBER, "flickr")
    who = subject_with(SourceSettings("flickr", address="http://flickr.example"), identifiers=(number,))
    here = [url.replace("https://www.flickr.com", "http://flickr.example") for url in (FEED, GEO, MAP)]
    geo = item(latitude=52.649, longitude=-0.637)
    keyed = f"{here[2]}&api_key=0123456789abcdef"
    web = await wire(
        {here[0]: feed(item()), here[1]: feed(geo), keyed: photos(shot())}, "flickr", key="0123456789abcdef"
    )
    found = [await fetched(Flickr(), query, who, web) for query in Flickr().plan(who)]
    assert [[type(one).__name__ for one in items] for items in found] == [["Post"], ["Photo"], ["Photo"]]
