from __future__ import annotations

from datetime import datetime

import pytest

from footprint.errors import Blocked, ServiceFailed, Throttled, Unexpected
from footprint.model import Cause, Identifier, Kind, Page, Photo, Point, Skipped, SourceSettings
from footprint.photos.prints import is_same, may_be, prints, wanted
from footprint.sources import commons
from footprint.sources.commons import Commons
from tests.photos.test_prints import encoded, scene

BASE = "https://commons.wikimedia.org/w/api.php?action=query&format=json&formatversion=2"
SEARCH = f"{BASE}&list=search&srsearch=%22Rosalind%20Quillfeather%22&srwhat=text&srnamespace=6&srlimit=50"
DETAILS = (
    f"{BASE}&prop=imageinfo%7Ccoordinates&iiurlwidth=320"
    "&iiprop=url%7Ctimestamp%7Cuser%7Csize%7Cmime%7Cmetadata%7Ccommonmetadata%7Cextmetadata&pageids=7"
)
BANDSTAND = "File:Rosalind Quillfeather at the bandstand.jpg"


def hits(*titles: str, first: int = 7) -> dict[str, object]:
    found = [
        {"ns": 6, "title": title, "pageid": number, "size": 900, "wordcount": 80, "snippet": "", "timestamp": ""}
        for number, title in enumerate(titles, first)
    ]
    return {"batchcomplete": True, "query": {"searchinfo": {"totalhits": len(found)}, "search": found}}


def file(title: str = BANDSTAND, pageid: int = 7, coordinates: object = None, **info: object) -> dict[str, object]:
    known = {
        "timestamp": "2026-05-10T10:11:12Z",
        "user": "Lanternwatcher",
        "size": 481516,
        "width": 1600,
        "height": 1200,
        "url": "https://upload.wikimedia.example/7/77/x.jpg",
        "descriptionurl": "https://commons.wikimedia.org/wiki/File:x.jpg",
        "descriptionshorturl": "https://commons.wikimedia.org/w/index.php?curid=7",
        "mime": "image/jpeg",
    }
    page = {"pageid": pageid, "ns": 6, "title": title, "imagerepository": "local", "imageinfo": [known | info]}
    return page | ({"coordinates": coordinates} if coordinates else {})


def details(*files: dict[str, object]) -> dict[str, object]:
    return {"batchcomplete": True, "query": {"pages": list(files)}}


METADATA = [
    {"name": "Make", "value": "Fruit"},
    {"name": "Model", "value": "Phone 12"},
    {"name": "DateTimeOriginal", "value": "2026:05:09 16:20:00"},
    {"name": "GPSLatitude", "value": 52.64897},
    {"name": "GPSLongitude", "value": "-0.63705"},
    {"name": "GPSAltitude", "value": 61.4},
    {
        "name": "ImageDescription",
        "value": [{"name": "x-default", "value": "Ros &amp; the band"}, {"name": "_type", "value": "lang"}],
    },
    {"name": "Keywords", "value": [{"name": 0, "value": "Thornmere"}, {"name": "_type", "value": "ul"}]},
    {"name": "Headline", "value": ["Bandstand", 7, {"name": "_type", "value": "ul"}]},
    {"name": "MEDIAWIKI_EXIF_VERSION", "value": 2},
]


async def ask(served, subject, serve, fetched):
    query = next(Commons().plan(subject))
    assert query.url == SEARCH
    return await fetched(Commons(), query, subject, serve(served))


def test_each_form_of_the_name_is_searched_as_a_phrase(subject):
    queries = list(Commons().plan(subject))
    assert [query.sends for query in queries] == [
        ("Rosalind Quillfeather",),
        ("Ros Quillfeather",),
        ("Rosalind Mary Quillfeather",),
    ]
    assert queries[0].url == SEARCH


def test_a_quotation_mark_in_a_name_does_not_end_the_phrase(subject_with):
    odd = subject_with(identifiers=(Identifier(Kind.NAME, 'Rosalind "Ros" Quillfeather'),))
    assert next(Commons().plan(odd)).url.count("%22") == 2


async def test_a_picture_tells_where_when_and_by_what(subject, serve, fetched):
    description = {"ImageDescription": {"value": "<p>Cllr <b>Rosalind Quillfeather</b><br>opens it</p>", "source": "c"}}
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(metadata=METADATA, extmetadata=description))}
    [photo] = await ask(served, subject, serve, fetched)
    assert isinstance(photo, Photo)
    assert photo.reading.location == Point(52.64897, -0.63705, 61.4)
    assert photo.reading.taken == datetime(2026, 5, 9, 16, 20)  # noqa: DTZ001  the camera's clock
    assert (photo.title, photo.url) == (
        "Rosalind Quillfeather at the bandstand.jpg",
        "https://commons.wikimedia.org/wiki/File:x.jpg",
    )
    assert (photo.reading.format, photo.reading.bytes, photo.reading.problem) == ("JPEG", 481516, None)
    traces = [(trace.kind, trace.value) for trace in photo.reading.traces]
    assert ("gps", "52.648970, -0.637050") in traces
    assert ("device", "Fruit") in traces
    assert ("comment", "Ros & the band") in traces
    assert ("comment", "Thornmere") in traces
    assert ("comment", "Bandstand") in traces
    assert ("comment", "Cllr Rosalind Quillfeather\nopens it") in traces
    assert ("owner", "Lanternwatcher") in traces
    assert not any(value in {"lang", "ul"} for _, value in traces)


async def test_a_position_on_the_page_alone_counts_and_says_so(subject, serve, fetched):
    written = [{"lat": 52.652, "lon": -0.629, "primary": True, "globe": "earth"}]
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(coordinates=written, metadata=None))}
    [photo] = await ask(served, subject, serve, fetched)
    assert photo.reading.location == Point(52.652, -0.629)
    [trace] = [trace for trace in photo.reading.traces if trace.kind == "gps"]
    assert "camera location" in trace.where


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0, 0), (91, 0.5), (52.6, 181), ("north", -0.6), (None, -0.6), ("nan", 1), ([], {})]
)
async def test_a_position_that_is_none_is_left_out(subject, serve, fetched, latitude, longitude):
    fields = [{"name": "GPSLatitude", "value": latitude}, {"name": "GPSLongitude", "value": longitude}]
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(metadata=fields))}
    [photo] = await ask(served, subject, serve, fetched)
    assert photo.reading.location is None
    assert not [trace for trace in photo.reading.traces if trace.kind == "gps"]


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "last summer", True, {"a": 1}])
async def test_a_time_that_is_none_is_left_out(subject, serve, fetched, taken):
    fields = [{"name": "DateTimeOriginal", "value": taken}, {"name": "GPSAltitude", "value": "0/0"}]
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(commonmetadata=fields, user=None))}
    [photo] = await ask(served, subject, serve, fetched)
    assert photo.reading.taken is None


async def test_a_number_in_a_text_field_is_read(subject, serve, fetched):
    fields = [{"name": "SerialNumber", "value": 20417}]
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(metadata=fields))}
    [photo] = await ask(served, subject, serve, fetched)
    assert ("device", "20417") in [(trace.kind, trace.value) for trace in photo.reading.traces]


async def test_other_files_are_pages(subject, serve, fetched):
    said = {"ImageDescription": {"value": "Minutes naming Rosalind Quillfeather"}}
    served = {
        SEARCH: hits("File:Minutes.pdf"),
        DETAILS: details(file("File:Minutes.pdf", mime="application/pdf", extmetadata=said)),
    }
    [page] = await ask(served, subject, serve, fetched)
    assert isinstance(page, Page)
    assert page.text == "Minutes.pdf\nMinutes naming Rosalind Quillfeather\nLanternwatcher"


async def test_nothing_found_is_an_answer(subject, serve, fetched):
    assert await ask({SEARCH: hits()}, subject, serve, fetched) == []


async def test_a_file_without_details_is_said(subject, serve, fetched):
    [skipped] = await ask({SEARCH: hits(BANDSTAND), DETAILS: details()}, subject, serve, fetched)
    assert isinstance(skipped, Skipped)
    assert (skipped.identifier, skipped.cause) == (BANDSTAND, Cause.UNEXPECTED)


async def test_details_are_asked_for_in_helpings_and_one_that_fails_is_said(subject, serve, fetched):
    titles = [f"File:{number}.jpg" for number in range(12)]
    first = DETAILS.removesuffix("7") + "%7C".join(str(number) for number in range(7, 17))
    second = DETAILS.removesuffix("7") + "17%7C18"
    served = {
        SEARCH: hits(*titles),
        first: ServiceFailed("It is broken today."),
        second: details(*(file(titles[number - 7], number) for number in (17, 18))),
    }
    items = await ask(served, subject, serve, fetched)
    assert [item.cause for item in items if isinstance(item, Skipped)] == [Cause.SERVICE_FAILED] * 10
    assert [item.title for item in items if isinstance(item, Photo)] == ["10.jpg", "11.jpg"]


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ratelimited", Throttled),
        ("readapidenied", Blocked),
        ("internal_api_error_DBQueryError", ServiceFailed),
        ("x", Unexpected),
    ],
)
async def test_what_the_wiki_says_is_wrong_is_said(subject, serve, fetched, code, error):
    problem = {"error": {"code": code, "info": "It is not to be.", "docref": "See api.php"}}
    with pytest.raises(error, match=r"not to be|as many"):
        await ask({SEARCH: problem}, subject, serve, fetched)


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"batchcomplete": True}, {"query": {"search": "none"}}])
async def test_another_shape_is_said(subject, serve, fetched, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken}, subject, serve, fetched)


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("commons", address="http://commons.wikimedia.example"))
    query = next(Commons().plan(who))
    url = DETAILS.replace("https://commons.wikimedia.org", "http://commons.wikimedia.example")
    served = {query.url: hits(BANDSTAND), url: details(file(metadata=METADATA))}
    [photo] = await fetched(Commons(), query, who, await wire(served, "commons"))
    assert photo.reading.location == Point(52.64897, -0.63705, 61.4)


SMALL = "https://upload.wikimedia.example/thumb/7/77/x.jpg/320px-x.jpg"


async def test_a_small_copy_is_fetched_to_compare_the_persons_own_photos_with(subject, serve, fetched):
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(thumburl=SMALL)), SMALL: encoded(scene(1))}
    [photo] = await ask(served, subject, serve, fetched)
    own = encoded(scene(1), 92)
    assert may_be(prints(own), wanted(photo.thumbnail))
    assert is_same(own, wanted(photo.thumbnail))
    assert photo.url == "https://commons.wikimedia.org/wiki/File:x.jpg"


@pytest.mark.parametrize("copy", [Blocked("No."), Throttled("Later."), b"no picture"])
async def test_without_a_small_copy_the_rest_is_told(subject, serve, fetched, copy):
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(thumburl=SMALL, metadata=METADATA)), SMALL: copy}
    photo, *skips = await ask(served, subject, serve, fetched)
    assert photo.reading.location == Point(52.64897, -0.63705, 61.4)
    assert photo.thumbnail == b""
    (skip,) = skips
    assert skip.reason.startswith("It could not be compared with your photos")
    assert skip.identifier == photo.url


async def test_no_more_small_copies_than_were_planned(subject, serve, fetched, monkeypatch):
    monkeypatch.setattr(commons, "SMALL_COPIES", 1)
    titles = (BANDSTAND, "File:Other.jpg")
    both = details(file(thumburl=SMALL), file("File:Other.jpg", 8, thumburl=f"{SMALL}?8"))
    served = {SEARCH: hits(*titles), DETAILS.replace("pageids=7", "pageids=7%7C8"): both, SMALL: encoded(scene(1))}
    items = await ask(served, subject, serve, fetched)
    assert [bool(photo.thumbnail) for photo in items] == [True, False]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://x.example/a.jpg", "no address"])
async def test_what_is_no_address_is_not_fetched(subject, serve, fetched, address):
    served = {SEARCH: hits(BANDSTAND), DETAILS: details(file(thumburl=address))}
    [photo] = await ask(served, subject, serve, fetched)
    assert photo.thumbnail == b""
