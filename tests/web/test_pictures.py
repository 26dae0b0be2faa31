from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.web import Answer
from footprint.web.pages import read_page
from footprint.web.pictures import Picture, likely

HOST = "www.news.example"
BASE = f"http://{HOST}"


def found(html: str) -> list[str]:
    answer = Answer(f"{BASE}/story", 200, "text/html", "utf-8", f"<html><body>{html}</body></html>".encode())
    return [url.removeprefix(BASE) for url in read_page(answer, "brave").page.pictures]


def test_the_likeliest_to_be_a_whole_photograph_comes_first():
    html = """<img src="/plain.png"><img src="/small-150x100.jpg"><img src="/fete.jpg" width="800" height="600">
    <a href="/camera.jpg"><img src="/camera-300x200.jpg"></a>"""
    assert found(html) == ["/camera.jpg", "/fete.jpg", "/plain.png", "/small-150x100.jpg", "/camera-300x200.jpg"]


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="/logo.jpg">',
        '<img src="/img/site-logo-2x.png">',
        '<img src="/header.png" alt="Thornmere Echo logo">',
        '<img src="/x.jpg" class="social icon">',
        '<img src="/x.jpg" width="16" height="16">',
        '<img src="/x.jpg" width="1px">',
        '<img src="/drawing.svg">',
        '<img src="/spinner.gif">',
        '<img src="http://counter.example/pixel?u=1">',
        '<img src="http://counter.example/tr" width="900">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="javascript:x.jpg">',
    ],
)
def test_signs_counters_and_drawings_are_left_out(tag):
    assert found(tag) == []


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ('<img src="/iconic-fete.jpg">', "/iconic-fete.jpg"),
        ('<img src="/fete?id=7">', "/fete?id=7"),
        ('<img src="/a.jpg" width="100%">', "/a.jpg"),
        ('<img src="/a.jpg" alt="Cllr Quillfeather shows the new logo of the club">', "/a.jpg"),
        ('<img src="http://cdn.example/a.jpg">', "http://cdn.example/a.jpg"),
        ('<img src="http://img.news.example/a?b" width="600">', "http://img.news.example/a?b"),
        ('<video src="/speech.mp4"></video>', "/speech.mp4"),
        ('<meta property="og:image" content="/shared.jpg">', "/shared.jpg"),
        ('<img srcset="/a-300.jpg 300w, /a-2000.jpg 2000w">', "/a-2000.jpg"),
    ],
)
def test_what_may_be_a_photograph_is_kept(tag, url):
    assert found(tag.replace("news.example", "www.news.example")) == [url.replace("news.example", "www.news.example")]


def test_pictures_in_a_feed_are_known_too():
    feed = f"""<?xml version="1.0"?><rss><channel><title>Ros</title><item><title>Fete</title>
    <enclosure url="{BASE}/fete.jpg"/><description>&lt;img src="/logo.png"&gt;&lt;img src="/tea.jpg"&gt;</description>
    </item></channel></rss>"""
    answer = Answer(f"{BASE}/feed", 200, "application/rss+xml", "utf-8", feed.encode())
    assert read_page(answer, "ownsites").page.pictures == (f"{BASE}/fete.jpg", f"{BASE}/tea.jpg")


PICTURES = st.builds(
    Picture,
    st.sampled_from(
        [f"{BASE}/{name}" for name in ("a.jpg", "b.png", "logo.png", "c", "d.svg")] + ["http://x.example/e"]
    ),
    st.text(max_size=20),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.booleans(),
)


@given(st.lists(PICTURES, max_size=20))
def test_each_comes_once_and_only_of_those_that_were_there(pictures):
    kept = likely(pictures, HOST)
    assert len(kept) == len(set(kept))
    assert set(kept) <= {picture.url for picture in pictures} - {f"{BASE}/d.svg", "http://x.example/e"}
