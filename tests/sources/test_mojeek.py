from __future__ import annotations

import pytest

from footprint.errors import Blocked, NoKey, Throttled, Unexpected
from footprint.model import Page, SourceSettings
from footprint.sources.mojeek import Mojeek

NEWS = "http://news.example/lanterns"
SEARCH = "https://api.mojeek.com/search?q=%22Rosalind%20Quillfeather%22%20Thornmere&fmt=json&t=10&lb=EN&rb=GB"
ARTICLE = """<html><head><title>Lanterns lit</title></head><body>
<p>Cllr Rosalind Quillfeather lit the lanterns.</p></body></html>"""
KEY = "invented-mojeek-key"


def answer(*urls, status="OK"):
    results = [
        {"url": url, "title": "Lanterns <b>lit</b>", "desc": "Cllr Rosalind Quillfeather &amp; band", "size": 4096}
        for url in urls
    ]
    head = {"query": "x", "results": len(urls), "start": 1, "return": 10}
    return {"response": {"status": status, "head": head, "results": results}}


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served, key=KEY):
        web = serve(served, key=key)
        return await fetched(Mojeek(), next(Mojeek().plan(subject)), subject, web), web

    return ask


async def test_pages_found_are_opened_and_the_key_goes_where_nothing_shows_it(ask):
    [page, left_out], web = await ask({SEARCH: answer(NEWS, ""), NEWS: ARTICLE})
    assert isinstance(page, Page)
    assert left_out.reason.startswith("1 of 2 entries could not be read")
    (url, options), _ = web.asked
    assert options.pop("secret_params") == {"api_key": KEY}
    assert KEY not in f"{url} {options}"


async def test_nothing_found_is_an_answer(ask):
    assert (await ask({SEARCH: answer()}))[0] == []


async def test_a_refusal_in_words_is_said(ask):
    with pytest.raises(Blocked, match="key"):
        await ask({SEARCH: {"response": {"status": "Invalid API key"}}})


async def test_a_key_that_is_used_up_is_said(ask):
    with pytest.raises(Throttled, match="tomorrow"):
        await ask({SEARCH: {"response": {"status": "Daily query limit exceeded"}}})


async def test_without_a_key_it_is_said(ask):
    with pytest.raises(NoKey):
        await ask({}, key="")


async def test_being_throttled_is_said(ask):
    with pytest.raises(Throttled):
        await ask({SEARCH: Throttled("Slow down.")})


@pytest.mark.parametrize(
    "broken", ["<h1>Down</h1>", [], {}, {"response": []}, {"response": {"status": "OK", "results": 4}}]
)
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


async def test_over_the_wire_the_key_is_sent_and_stands_in_no_ledger(subject_with, wire, fetched):
    who = subject_with(SourceSettings("mojeek", address="http://mojeek.example"))
    query = next(Mojeek().plan(who))
    asked = f"{query.url}&api_key={KEY}".replace("%20", "+")  # so the client writes blanks where it adds the key
    web = await wire({asked: answer(NEWS), NEWS: ARTICLE}, "mojeek", key=KEY)
    [page] = await fetched(Mojeek(), query, who, web)
    assert page.url == NEWS
    lines = web._client.ledger.lines
    assert [line.host for line in lines if "robots" not in line.url] == ["mojeek.example", "news.example"]
    assert KEY not in str(lines)
