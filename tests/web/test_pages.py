from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import CouldNotCheck, RobotsForbid, TooLarge, Unexpected
from footprint.web import Answer
from footprint.web.follow import open_page
from footprint.web.pages import read_page, same_site
from tests.web.sites import Reply, text

URL = "http://www.council.example/news/today?id=1"


def answer(body, media_type="text/html", charset="", url=URL):
    return Answer(url, 200, media_type, charset, body if isinstance(body, bytes) else body.encode())


def read(body, media_type="text/html", charset="", url=URL):
    return read_page(answer(body, media_type, charset, url), "test")


def text_of(body, **options):
    return read(body, **options).page.text


# --- the page -------------------------------------------------------------------------------------------------------


def test_a_page_says_where_it_is_and_when_it_was_seen():
    page = read("<title> The \n Lantern </title><p>Light").page
    assert (page.source, page.url, page.place, page.title) == ("test", URL, "www.council.example", "The Lantern")
    assert datetime.now(UTC) - page.seen < timedelta(minutes=1)


def test_the_place_may_be_named():
    assert read_page(answer("<p>x"), "test", "register of interests").page.place == "register of interests"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>One</title><h1>Two</h1>", "One"),
        ("<title> </title><meta property='og:title' content='Two'><h1>Three</h1>", "Two"),
        ("<svg><title>Logo</title></svg><h1>Three <b>and</b> more</h1>", "Three and more"),
        ("<p>Nothing", "www.council.example"),
        ("<title>" + "long " * 200 + "</title>", ("long " * 200)[:300]),
    ],
)
def test_the_title_is_what_names_the_page_best(html, title):
    assert read(html + "<p>text").page.title == title


# --- text -----------------------------------------------------------------------------------------------------------


def test_blocks_are_parted_by_line_feeds_and_words_are_not():
    html = """<body><h1>Your  councillor</h1><p>Ros <b>Q</b>uill<wbr>feather<br>
      14&nbsp;Kingfisher
      Wharf</p><table><tr><th>Phone</th><td>01632 960200</td></tr></table><ul><li>a<li>b</ul>
      <span>Call</span><span>07700 900417</span><a href=/x>Home</a><a href=/y>News</a>"""
    assert text_of(html).splitlines() == [
        "Your councillor",
        "Your councillor",
        "Ros Quillfeather",
        "14 Kingfisher Wharf",
        "Phone",
        "01632 960200",
        "a",
        "b",
        "Call 07700 900417 Home News",
    ]


def test_what_programs_read_is_dropped_and_what_people_read_is_kept():
    html = """<head><style>p {}</style><meta name=description content="About Ros"></head>
      <!-- a comment --><script>var x = 1</script><template>t</template><svg><text>v</text></svg>
      <p>Hello</p><noscript>No program</noscript><div style="display:none" hidden>Opens on a click</div>
      <textarea>one
        two</textarea><pre>three
four</pre><footer>Contact: 01632 960200</footer>"""
    assert text_of(html).splitlines() == [
        "About Ros",
        "Hello",
        "No program",
        "Opens on a click",
        "one",
        "two",
        "three",
        "four",
        "Contact: 01632 960200",
    ]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="mailto:ros%40mail.example?subject=Hi">Write</a>', "Write ros@mail.example"),
        ('<a href="MAILTO:ros@mail.example">ros@mail.example</a>', "ros@mail.example"),
        ('<a href="tel:07700900417">Ring</a>', "Ring 07700900417"),
        ('<a href="tel:+447700900417">07700 900 417</a>', "07700 900 417"),
        ('<a href="tel:+447700900417">Ring</a>', "Ring +447700900417"),
        ('<a href="sms:07700900417"></a>', "07700900417"),
        ('<map><area href="tel:07700900417" alt="Ring me"></map>', "07700900417 Ring me"),
        ('<img src=x.png alt="My house">', "My house"),
        ('<img src=x.png alt="">x', "x"),
        ('<span data-cfemail="2a58455a6a4304464f">[email protected]</span>', "[email protected] rop@i.le"),
        ('<span data-cfemail="zz">[email protected]</span>', "[email protected]"),
        ('<span data-cfemail="">[email protected]</span>', "[email protected]"),
    ],
)
def test_what_stands_behind_links_and_pictures_is_told(html, said):
    assert text_of(f"<p>{html}</p>") == said


def test_what_search_engines_are_told_is_told():
    data = {
        "@graph": [
            {
                "@type": "Person",
                "Telephone": ["07700 900417", 5],
                "email": "mailto:ros@mail.example",
                "birthDate": "1974-03-09",
                "address": {
                    "streetAddress": "14 Kingfisher Wharf",
                    "addressLocality": "Thornmere",
                    "postalCode": "TM4 6QH",
                    "addressRegion": None,
                },
            },
            {"address": "Civic Hall, Market Square"},
        ],
        "datePublished": "2024-05-06T07:08:09Z",
    }
    html = f'<meta itemprop="telephone" content="01632 960733"><script type="application/LD+json">{json.dumps(data)}'
    page = read(f"{html}</script><script type='application/ld+json'>{{broken</script><p>x").page
    assert set(page.text.splitlines()) == {
        "01632 960733",
        "x",
        "07700 900417",
        "ros@mail.example",
        "1974-03-09",
        "14 Kingfisher Wharf, Thornmere, TM4 6QH",
        "Civic Hall, Market Square",
    }
    assert page.published == date(2024, 5, 6)


def test_invisible_characters_do_not_part_words_or_turn_text_round():
    html = "<p>Quill&shy;fea\u200bther\u202e &#x202E;0770\u20600 900417\x00\x07 \x85end&#xD800;"
    assert text_of(html).removesuffix("\ufffd") == "Quillfeather 07700 900417 end"


# --- published ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ("<meta property='article:published_time' content='2023-04-05T06:07:08+01:00'>", date(2023, 4, 5)),
        ("<meta name='DC.date' content='2023-04-05'>", date(2023, 4, 5)),
        ("<span itemprop=datePublished content='2023-04-05'>", date(2023, 4, 5)),
        ("<time itemprop=datePublished datetime='2022-01-01'>a</time>", date(2022, 1, 1)),
        ("<time>5 April</time><time datetime='2023-04-05'>b</time>", date(2023, 4, 5)),
        ("<time datetime='2021-01-01'></time><meta name=date content='2022-02-02'>", date(2022, 2, 2)),
        ("<time datetime='2999-01-01'></time>", None),
        ("<time datetime='1066-10-14'></time>", None),
        ("<time datetime='yesterday'></time>", None),
        ("<meta name=date content=''>", None),
    ],
)
def test_published_is_what_the_page_says_and_never_in_the_future(html, published):
    assert read(html + "<p>x").page.published == published


# --- links and pictures ---------------------------------------------------------------------------------------------


def test_links_are_absolute_and_on_the_web_once_each():
    html = """<base href="/deep/er/"><base href="/wrong/">
      <a href="a#part">1</a><a href="a">2</a><a href=" ../b?x=1
      ">3</a><a href="//other.example/c">4</a><a href="#top">5</a><a href="mailto:x@y.example">6</a>
      <a href="javascript:void(0)">7</a><a href="http://[bad">8</a><a href="">9</a><a>10</a>
      <a href="data:text/html,x">11</a>
      <area href="map"><iframe src="frame"></iframe><link rel=alternate type="application/rss+xml" href="/feed">
      <link rel=stylesheet href="/style.css"><meta http-equiv=Refresh content="5; URL='/moved'">"""
    html += f'<a href="/{"x" * 3000}">12</a>'
    assert read(html).links == (
        "http://www.council.example/deep/er/a",
        "http://www.council.example/deep/b?x=1",
        "http://other.example/c",
        "http://www.council.example/deep/er/",
        "http://www.council.example/deep/er/map",
        "http://www.council.example/deep/er/frame",
        "http://www.council.example/feed",
        "http://www.council.example/moved",
    )


@pytest.mark.parametrize(
    ("html", "images"),
    [
        ("<img src=a.png>", ["a.png"]),
        ("<img src=a.png srcset='b.png 1x, c.png 2x'>", ["a.png", "c.png"]),
        ("<source srcset='a.webp 400w,b,x.webp 800w, c.webp'>", ["b,x.webp"]),
        ("<img srcset='a.png, b.png ..x'>", ["a.png"]),
        ("<img data-src=lazy.png data-srcset='big.png 2x'>", ["lazy.png", "big.png"]),
        ("<img src='data:image/png;base64,AAAA'>", []),
        ("<a href='Photo.JPG?size=full'>see</a><a href=film.mov>", ["Photo.JPG?size=full", "film.mov"]),
        ("<meta property='og:image' content='og.png'>", ["og.png"]),
        ("<video src=v.mp4 poster=p.jpg></video>", ["v.mp4", "p.jpg"]),
        ("<p style=\"background: URL( 'bg.jpg' )\">", ["bg.jpg"]),
        ("<img src=a.png><img src=a.png>", ["a.png"]),
    ],
)
def test_pictures_are_found_and_are_no_links(html, images):
    found = read(html + "<p>x")
    assert [image.removeprefix("http://www.council.example/news/") for image in found.images] == images
    assert found.links == ()


def test_links_are_counted():
    assert len(read("".join(f"<a href={n}>x</a>" for n in range(6000))).links) == 5000


# --- other kinds ----------------------------------------------------------------------------------------------------


def test_plain_text_is_text():
    found = read("<b>not</b>  markup\r\n\r\nsecond\x0bthird", "text/plain")
    assert found.page.text == "<b>not</b> markup\nsecond\nthird"
    assert found.page.title == "www.council.example"
    assert found.links == ()


FEED = """<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE rss>
<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News of the ward</title><link>http://www.council.example/</link>
<item><title>Surgery</title><link>/surgery</link><guid isPermaLink="false">nonsense 1</guid>
<description>&lt;p&gt;On &lt;b&gt;Friday&lt;/b&gt;&lt;img src="/hall.jpg"&gt;&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>At the <a href="/hall">hall</a></p>]]></content:encoded>
<enclosure url="http://cdn.example/photo.jpg" type="image/jpeg"/></item></channel></rss>"""


@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", ""])
def test_a_feed_is_its_entries(media_type):
    found = read(FEED, media_type)
    assert found.page.title == "News of the ward"
    assert {"Surgery", "On Friday", "At the hall"} <= set(found.page.text.splitlines())
    assert set(found.links) >= {
        URL.partition("news")[0],
        URL.partition("news")[0] + "surgery",
        "http://www.council.example/hall",
    }
    assert set(found.images) == {"http://cdn.example/photo.jpg", "http://www.council.example/hall.jpg"}


def test_an_atom_feed_links_by_attribute():
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><link href="/e"/></entry></feed>',
        "application/atom+xml",
    )
    assert (found.page.title, found.links) == ("A", ("http://www.council.example/e",))


def test_a_broken_feed_is_read_as_far_as_it_goes():
    assert "kept" in text_of("<rss><item><title>kept</title><description>a & b</item>", media_type="text/xml")


def test_a_page_called_xml_is_a_page():
    assert (
        text_of('<?xml version="1.0"?><!DOCTYPE html><html><p>one<br/>two</p></html>', media_type="text/xml")
        == "one\ntwo"
    )


def test_a_page_without_a_type_is_looked_at():
    assert text_of("  <p>one", media_type="") == "one"
    assert text_of("one", media_type="") == "one"


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"%PDF-1.7", "text/html", "a PDF document"),
        (b"x", "application/pdf", "a PDF document"),
        (b"x", "image/jpeg", "a picture"),
        (b"<svg/>", "image/svg+xml", "a picture"),
        (b"x", "video/mp4", "a film"),
        (b"{}", "application/json", "a file"),
        (b"x", "text/css", "a file"),
        (b"x", "strange/kind", "a file"),
        (b"a\0b", "", "a file"),
        (b"", "text/html", "empty page"),
        (b" \n", "text/plain", "empty page"),
        (b"no element", "text/xml", "cannot be read"),
    ],
)
def test_what_is_no_text_is_unexpected(body, media_type, words):
    with pytest.raises(Unexpected, match=words) as caught:
        read(body, media_type)
    assert "www.council.example" in str(caught.value)


def test_a_page_that_only_a_browser_can_show_is_no_empty_page():
    with pytest.raises(Unexpected, match="without running programs"):
        read("<title>App</title><body><div id=root></div><script src=app.js></script>")
    assert read("<title>Quiet</title><body></body>").page.text == "Quiet"
    assert read("<script></script><img src=a.png>").images


# --- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<p>Sgŵar Ŵyn £5".encode(), "utf-8"),
        ("<p>Sgŵar Ŵyn £5".encode(), ""),
        ("<p>Sgŵar Ŵyn £5".encode("utf-8-sig"), "cp1252"),
        ("<p>Sgŵar Ŵyn £5".encode("utf-16"), ""),
        ("<meta charset=iso-8859-14><p>Sgŵar Ŵyn £5".encode("iso-8859-14"), ""),
        ("<p>Sgŵar Ŵyn £5".encode("iso-8859-14"), "iso8859-14"),
    ],
)
def test_the_encoding_is_found(body, charset):
    assert text_of(body, charset=charset) == "Sgŵar Ŵyn £5"


@pytest.mark.parametrize("charset", ["utf-8", "", "ascii", "koi8"])
def test_a_wrong_encoding_still_gives_the_words(charset):
    assert text_of("<p>caf\xe9 “14 Kingfisher Wharf”".encode("cp1252"), charset=charset) == "café “14 Kingfisher Wharf”"


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "unicode_escape", "hex", "rot13", "utf-7", "mbcs", "\0", "x" * 99]
)
def test_no_page_picks_a_codec_that_is_no_encoding(charset):
    html = f'<meta charset="{charset}"><p>+AGE- \\u0061 plain'
    assert text_of(html, charset=charset) == "+AGE- \\u0061 plain"


def test_bytes_that_fit_nothing_are_still_text():
    assert "plain" in text_of(b"<p>plain \x81\x8d\xff", charset="utf-8")


# --- hostile pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 30_000 + "deep",
        "<p><i>" * 15_000 + "deep",
        "<h1>" * 20_000 + "deep",
        "<table><tr><td>" * 8_000 + "deep",
        '<a href="mailto:q@mail.example">' * 20_000 + "deep",
        "<script type='application/ld+json'>" + "[" * 500_000 + "</script>deep",
        "<p style='" + "url(" * 200_000 + "'>deep",
        "<img srcset='" + "a" * 500_000 + "'>deep",
        "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">deep",
        "<title>" * 20_000 + "</title>deep",
        "deep" + " " * 1_000_000,
    ],
)
def test_pages_built_to_break_programs_are_read_in_a_moment(html):
    started = time.process_time()
    assert "deep" in text_of(html)
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("<b>" * 250_001, "text/html"),
        ("<a>" * 250_001, "text/xml"),
        ("<r>" + "<d>&lt;p&gt;</d>" * 5_001 + "</r>", "text/xml"),
    ],
)
def test_pages_of_too_many_parts_are_not_read(body, media_type):
    with pytest.raises(TooLarge, match=r"www\.council\.example"):
        read(body, media_type)


def test_deep_xml_is_read_in_a_moment():
    assert text_of("<?xml version='1.0'?>" + "<link>" * 20_000 + "deep", media_type="text/xml") == "deep"


@pytest.mark.parametrize(
    "entity", ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "lol"><!ENTITY x "' + "&a;" * 1000 + '">']
)
def test_entities_are_not_filled_in(entity):
    with pytest.raises(Unexpected):
        read(f'<?xml version="1.0"?><!DOCTYPE rss [{entity}]><rss><title>&x;&x;</title></rss>', "text/xml")


@pytest.mark.parametrize(
    "body", ["<?xml?><p>Words</p>", " <?xml<?xml <p>Words</p>", "http://words.example/Words", "Words.html", "/Words"]
)
def test_the_parser_has_nothing_to_say_to_the_person(body, capfd):
    assert "Words" in read(body, "text/html").page.text
    assert capfd.readouterr().err == ""


@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "text/xml", "", "application/x"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_page_or_a_reason(body, media_type):
    try:
        found = read(body, media_type)
    except CouldNotCheck:
        return
    found.page.text.encode()
    assert "\n\n" not in found.page.text


@given(st.text("<>/='\" abimgstyle&#;!-\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_a_page(html):
    found = read("<p>" + html + "<p>the end</p>")
    assert found.page.text == found.page.text.strip()
    assert all(link.startswith(("http://", "https://")) for link in (*found.links, *found.images))


# --- one site -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://democracy.thornmere.example/x", "https://www.thornmere.example", True),
        ("http://thornmere.example", "http://quillfeather4thornmere.example", False),
        ("http://www.thornmere.gov.uk", "http://thornmere.gov.uk.", True),
        ("http://thornmere.gov.uk", "http://eastgate.gov.uk", False),
        ("http://a.github.io", "http://b.github.io", False),
        ("http://a.wordpress.com", "http://b.wordpress.com", False),
        ("http://www.a.wordpress.com", "http://a.wordpress.com", True),
        ("http://gov.uk", "http://gov.uk", True),
        ("http://127.0.0.1", "http://127.0.0.2", False),
        ("http://127.0.0.1:1", "http://127.0.0.1:2", True),
        ("http://[2001:db8::1]", "http://[2001:db8::1]/x", True),
        ("http://localhost", "http://localhost", True),
        ("nonsense", "nonsense", False),
    ],
)
def test_sites_are_told_apart_by_their_registered_name(one, other, same):
    assert same_site(one, other) is same


# --- opening --------------------------------------------------------------------------------------------------------


async def test_a_found_page_is_opened_as_its_site_allows(site, web, client):
    site.routes["/robots.txt"] = text("User-agent: *\nDisallow: /no")
    site.routes["/yes"] = text("<title>Yes</title><p>Come in")
    opened = await open_page(web, "http://council.example/yes", "searxng", sends=("Ros",))
    assert (opened.page.source, opened.page.text) == ("searxng", "Yes\nCome in")
    assert client.ledger.lines[-1].sends == ("Ros",)
    with pytest.raises(RobotsForbid):
        await open_page(web, "http://council.example/no", "searxng")


async def test_a_found_file_is_not_opened(site, web):
    site.routes["/file"] = Reply(200, b"%PDF-1.4", {"Content-Type": "application/pdf"})
    with pytest.raises(Unexpected, match="PDF"):
        await open_page(web, "http://council.example/file", "searxng")


def test_a_page_inside_an_atom_feed_keeps_all_its_words():
    xhtml = '<div xmlns="http://www.w3.org/1999/xhtml"><p>My home, <b>14 Kingfisher</b> Wharf<br/>Thornmere</p></div>'
    entry = f'<entry><title>A</title><content type="xhtml">{xhtml}<a href="/more">More</a></content></entry>'
    answer_ = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    assert "My home, 14 Kingfisher Wharf\nThornmere" in text_of(answer_, media_type="application/atom+xml")


def test_a_page_names_its_feeds():
    html = """<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate home" href="/b.json"
    type="application/feed+json"><link rel="stylesheet" type="text/css" href="/c.css"><p>Words"""
    page = Answer("http://www.council.example/", 200, "text/html", "utf-8", html.encode())
    assert read_page(page, "ownsites").feeds == ("http://www.council.example/feed", "http://www.council.example/b.json")


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ({"@type": "Place", "name": "The Lantern Inn"}, "Tuesday 1 December 2026, 19:00: Quiz night, The Lantern Inn"),
        ("The Lantern Inn", "Tuesday 1 December 2026, 19:00: Quiz night, The Lantern Inn"),
        ([7], "Tuesday 1 December 2026, 19:00: Quiz night"),
        (None, "Tuesday 1 December 2026, 19:00: Quiz night"),
    ],
)
def test_events_told_to_search_engines_are_read(location, said):
    event = {"@type": "Event", "name": "Quiz night", "startDate": "2026-12-01T19:00:00Z", "location": location}
    html = f'<p>Events</p><script type="application/ld+json">{json.dumps([event, {"startDate": 7}])}</script>'
    assert said in text_of(html).splitlines()
