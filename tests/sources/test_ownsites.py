from __future__ import annotations

import pytest

from footprint.errors import Blocked, Offline, ServiceFailed, TimedOut
from footprint.model import Cause, Identifier, Kind, Page, Photo, Skipped
from footprint.sources import ownsites
from footprint.sources.ownsites import OwnSites
from footprint.web import Answer
from tests.pdfs import pdf

SITE = "http://www.rosalindquillfeather.example"
HOME = f"{SITE}/"


def page(*links: str, images: tuple[str, ...] = (), text: str = "Tea and maps.") -> str:
    anchors = "".join(f'<a href="{link}">There</a> ' for link in links)
    pictures = "".join(f'<img src="{image}" alt="A picture">' for image in images)
    return f"<html><head><title>Ros</title></head><body><h1>Ros</h1><p>{text}</p>{anchors}{pictures}</body></html>"


@pytest.fixture
def crawl(subject, serve, fetched):
    async def run(served, **options):
        query = next(OwnSites().plan(subject))
        web = serve({(SITE + path if path.startswith("/") else path): what for path, what in served.items()}, **options)
        web.served[SITE] = web.served[HOME]
        return await fetched(OwnSites(), query, subject, web), web

    return run


def urls(items, kind):
    return [item.url for item in items if isinstance(item, kind)]


def skips(items):
    return [(item.identifier, item.cause) for item in items if isinstance(item, Skipped)]


def test_each_declared_site_is_planned(subject):
    queries = list(OwnSites().plan(subject))
    assert [query.url for query in queries] == [SITE, "http://quillfeather4thornmere.example"]
    assert queries[0].sends == (SITE,)
    assert "40 pages" in queries[0].then


def test_nothing_is_planned_without_a_site(subject_with):
    assert list(OwnSites().plan(subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),)))) == []


async def test_the_site_is_read_page_by_page_those_that_tell_most_first(crawl):
    served = {
        "/": page(
            "/poems", "/about", "/contact", "/", "#top", "http://[x", "mailto:ros@mail.example", "tel:07700900417"
        ),
        "/contact": page("/"),
        "/about": page(),
        "/poems": page("/poems/tea"),
        "/poems/tea": page(),
    }
    items, web = await crawl(served)
    assert [url.removeprefix(SITE) for url in urls(items, Page)] == ["/", "/contact", "/about", "/poems", "/poems/tea"]
    assert not skips(items)
    assert all(options["robots"] for _, options in web.asked)


async def test_other_sites_are_left_alone(crawl):
    items, _ = await crawl({"/": page("http://elsewhere.example/", "https://bsky.app/profile/rosquill.bsky.example")})
    assert urls(items, Page) == [HOME]


async def test_three_clicks_are_the_end_of_it(crawl):
    served = {"/": page("/1"), "/1": page("/2"), "/2": page("/3"), "/3": page("/4")}
    items, _ = await crawl(served)
    assert urls(items, Page)[-1] == f"{SITE}/3"


async def test_pages_beyond_the_cap_are_said(crawl, monkeypatch):
    monkeypatch.setattr(ownsites, "PAGES", 2)
    items, _ = await crawl({"/": page("/1", "/2", "/3"), "/1": page()})
    assert len(urls(items, Page)) == 2
    assert skips(items) == [("further pages of www.rosalindquillfeather.example", Cause.TOO_LARGE)]


async def test_robots_and_broken_pages_are_said_each_for_itself(crawl):
    served = {
        "/": page("/private", "/gone", "/slow", "/broken", "/fine", "/file"),
        "/private": page(),
        "/gone": 404,
        "/slow": TimedOut("Nothing came."),
        "/broken": ServiceFailed("Broken."),
        "/file": b"\x00\x01",
        "/fine": page(),
    }
    items, _ = await crawl(served, forbidden=(f"{SITE}/private",))
    assert urls(items, Page) == [HOME, f"{SITE}/fine"]
    assert skips(items) == [
        (f"{SITE}/private", Cause.ROBOTS),
        (f"{SITE}/gone", Cause.UNEXPECTED),
        (f"{SITE}/slow", Cause.TIMED_OUT),
        (f"{SITE}/broken", Cause.SERVICE_FAILED),
        (f"{SITE}/file", Cause.UNEXPECTED),
    ]


@pytest.mark.parametrize("error", [Offline("No such name."), Blocked("Not for programs.")])
async def test_a_site_that_is_down_is_said(crawl, error):
    with pytest.raises(type(error)):
        await crawl({"/": error})


async def test_pictures_on_the_pages_are_read_for_what_they_give_away(crawl, jpeg):
    served = {
        "/": page("/events", images=("/img/garden%20party.jpg",)),
        "/events": page("/img/full.jpg", images=("/img/garden%20party.jpg", "data:image/png;base64,AAAA")),
        "/img/garden%20party.jpg": jpeg,
        "/img/full.jpg": jpeg,
    }
    items, web = await crawl(served)
    photos = [item for item in items if isinstance(item, Photo)]
    assert [photo.title for photo in photos] == ["garden party.jpg", "full.jpg"]
    assert photos[0].place == "photos on www.rosalindquillfeather.example"
    assert photos[0].reading.location.latitude == pytest.approx(52.649, abs=1e-4)
    assert photos[0].thumbnail
    assert photos[0].thumbnail != jpeg
    assert not skips(items)
    assert len(web.asked) == 4


async def test_pictures_of_other_hosts_are_opened_only_where_they_are_named_like_one(crawl, jpeg):
    served = {
        "/": page(images=("http://counter.example/pixel?u=1", "http://cdn.example/a.jpg", "/logo.svg", "/photo?id=7")),
        "http://cdn.example/a.jpg": jpeg,
        "/photo?id=7": jpeg,
    }
    items, _ = await crawl(served)
    assert urls(items, Photo) == ["http://cdn.example/a.jpg", f"{SITE}/photo?id=7"]


async def test_pictures_that_cannot_be_read_are_said(crawl, jpeg):
    served = {
        "/": page(images=("/gone.jpg", "/text.jpg", "/huge.jpg")),
        "/gone.jpg": 404,
        "/text.jpg": "<p>Not a picture</p>",
        "/huge.jpg": bytes(40_000_001),
    }
    items, _ = await crawl(served)
    assert skips(items) == [
        (f"{SITE}/gone.jpg", Cause.UNEXPECTED),
        (f"{SITE}/text.jpg", Cause.UNREADABLE),
        (f"{SITE}/huge.jpg", Cause.TOO_LARGE),
    ]


async def test_pictures_beyond_the_cap_are_said(crawl, jpeg, monkeypatch):
    monkeypatch.setattr(ownsites, "PICTURES", 1)
    items, _ = await crawl({"/": page(images=("/1.jpg", "/2.jpg")), "/1.jpg": jpeg})
    assert urls(items, Photo) == [f"{SITE}/1.jpg"]
    assert skips(items) == [("further pictures on www.rosalindquillfeather.example", Cause.TOO_LARGE)]


async def test_documents_are_read_or_said_and_assets_left(crawl):
    served = {
        "/": page("/cv.pdf", "/scan.pdf", "/old.docx", "/data.xml", "/style.css", "http://elsewhere.example/x.pdf")
    }
    served |= {"/cv.pdf": pdf("Rosalind Quillfeather\n14 Kingfisher Wharf"), "/scan.pdf": pdf(scans=1)}
    items, web = await crawl(served)
    assert urls(items, Page) == [HOME, f"{SITE}/cv.pdf"]
    assert skips(items) == [(f"{SITE}/old.docx", Cause.UNREADABLE), (f"{SITE}/scan.pdf", Cause.UNREADABLE)]
    assert len(web.asked) == 3


async def test_a_document_that_was_read_in_part_is_said(crawl):
    items, _ = await crawl({"/": page("/cv.pdf"), "/cv.pdf": pdf("Words", scans=1)})
    assert urls(items, Page) == [HOME, f"{SITE}/cv.pdf"]
    assert skips(items) == [(f"{SITE}/cv.pdf", Cause.UNREADABLE)]


# --- feeds, calendars, cards ------------------------------------------------------------------------------------------


def heads(*links: str) -> str:
    return f"<html><head><title>Ros</title>{''.join(links)}</head><body><p>Tea.</p></body></html>"


RSS = f"""<?xml version="1.0"?><rss><channel><title>Ros</title><item><title>Fete</title><link>{SITE}/fete</link>
<description>&lt;p&gt;Meet me at 14 Kingfisher Wharf&lt;img src="/fete.jpg"&gt;</description></item></channel></rss>"""


async def test_a_feed_shows_what_the_pages_no_longer_do(crawl, jpeg):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    served = {"/": heads(link), "/feed.xml": RSS, "/fete": page(text="The fete."), "/fete.jpg": jpeg}
    items, _ = await crawl(served)
    assert urls(items, Page) == [HOME, f"{SITE}/feed.xml", f"{SITE}/fete"]
    assert "14 Kingfisher Wharf" in items[1].text
    assert urls(items, Photo) == [f"{SITE}/fete.jpg"]


async def test_a_json_feed_is_read_like_any_other(crawl, jpeg):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ros",
        "authors": [{"name": "Rosalind Quillfeather"}, 7],
        "items": [
            {"url": f"{SITE}/fete", "content_html": "<p>At <b>14</b> Kingfisher Wharf</p>", "image": "/fete.jpg"},
            {"content_text": "Tea", "attachments": [{"url": "/tea.jpg"}, "x"], "author": {"name": "Ros"}},
            "not an entry",
        ],
    }
    link = '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    served = {"/": heads(link), "/feed.json": feed, "/fete": page(), "/fete.jpg": jpeg, "/tea.jpg": jpeg}
    items, _ = await crawl(served)
    [feed_page] = [item for item in items if isinstance(item, Page) and item.url == f"{SITE}/feed.json"]
    assert feed_page.title == "Ros"
    assert {"At 14 Kingfisher Wharf", "Tea", "Rosalind Quillfeather"} <= set(feed_page.text.splitlines())
    assert urls(items, Page)[-1] == f"{SITE}/fete"
    assert urls(items, Photo) == [f"{SITE}/fete.jpg", f"{SITE}/tea.jpg"]


async def test_feeds_are_few_and_on_the_site(crawl):
    links = [f'<link rel="alternate" type="application/atom+xml" href="/{n}.xml">' for n in range(5)]
    away = '<link rel="alternate" type="application/rss+xml" href="http://elsewhere.example/feed">'
    other = '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">'
    served = {"/": heads(away, other, *links)} | {f"/{n}.xml": RSS.replace(f"{SITE}/fete", "") for n in range(3)}
    items, _ = await crawl(served | {"/fete.jpg": 404})
    assert urls(items, Page) == [HOME, *(f"{SITE}/{n}.xml" for n in range(3))]


async def test_calendars_and_cards_on_the_site_are_read_first(crawl):
    card = Answer(f"{SITE}/ros.vcf", 200, "text/vcard", "utf-8", b"BEGIN:VCARD\nTEL:07700900417\nEND:VCARD")
    diary = Answer(f"{SITE}/diary.ics", 200, "application/octet-stream", "", b"BEGIN:VCALENDAR\nX-WR-CALNAME:Diary\n")
    items, _ = await crawl(
        {"/": page("/poems", "/diary.ics", "/ros.vcf"), "/poems": page(), "/ros.vcf": card, "/diary.ics": diary}
    )
    assert urls(items, Page) == [HOME, f"{SITE}/ros.vcf", f"{SITE}/diary.ics", f"{SITE}/poems"]
    assert items[1].text == "Telephone: 07700900417"
    assert items[2].text == "Diary"


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b'{"items": 7}',
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        b"\xff\xfe",
        b'{"items": [' + b"{}," * 5_001 + b"{}]}",
    ],
)
async def test_a_feed_that_means_harm_is_said(crawl, body):
    link = '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    feed = Answer(f"{SITE}/feed.json", 200, "application/feed+json", "utf-8", body)
    items, _ = await crawl({"/": heads(link), "/feed.json": feed})
    assert [identifier for identifier, _ in skips(items)] == [f"{SITE}/feed.json"]


async def test_a_page_that_leads_away_is_not_taken_for_the_site(crawl, serve):
    away = Answer("http://elsewhere.example/", 200, "text/html", "utf-8", page("/more").encode())
    items, _ = await crawl({"/": page("/out"), "/out": away})
    assert urls(items, Page) == [HOME]


async def test_a_site_that_moved_is_followed(crawl):
    moved = Answer("https://rosquill.example/", 200, "text/html", "utf-8", page("/contact").encode())
    items, _ = await crawl({"/": moved, "https://rosquill.example/contact": page()})
    assert urls(items, Page) == ["https://rosquill.example/", "https://rosquill.example/contact"]


async def test_over_the_wire(subject, wire, fetched, jpeg):
    served = {
        HOME: heads(
            '<link rel="alternate" type="application/rss+xml" href="/feed">', '<link rel=me href="/contact">'
        ).replace("Tea.", '<a href="/contact">Contact</a> <a href="/private">No</a> <a href="/cv.pdf">CV</a>'),
        f"{SITE}/contact": page(text="14 Kingfisher Wharf", images=("/garden.jpg",)),
        f"{SITE}/feed": RSS.replace(f"{SITE}/fete<", f"{SITE}/contact<").replace("/fete.jpg", "/logo.png"),
        f"{SITE}/cv.pdf": pdf("Born in Thornmere"),
        f"{SITE}/garden.jpg": jpeg,
        f"{SITE}/robots.txt": "User-agent: *\nDisallow: /private",
    }
    query = next(OwnSites().plan(subject))
    items = await fetched(OwnSites(), query, subject, await wire(served, "ownsites"))
    assert urls(items, Page) == [SITE, f"{SITE}/contact", f"{SITE}/cv.pdf", f"{SITE}/feed"]
    assert urls(items, Photo) == [f"{SITE}/garden.jpg"]
    assert skips(items) == [(f"{SITE}/private", Cause.ROBOTS)]
