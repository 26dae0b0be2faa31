from __future__ import annotations

import pytest

from footprint.errors import Throttled, Unexpected
from footprint.model import Identifier, Kind, Page, SourceSettings
from footprint.sources.gdelt import GDELT
from footprint.web import Answer

NEWS = "http://news.example/lanterns"
ARTICLE = """<html><head><title>Lanterns lit</title></head><body>
<p>Cllr Rosalind Quillfeather lit the lanterns.</p></body></html>"""
NOTICE = (
    "Please limit requests to one every 5 seconds or contact the project at desk@gdelt.example for larger queries.\n"
)


def article(url=NEWS):
    return {
        "url": url,
        "url_mobile": "",
        "title": "Lanterns lit in Thornmere",
        "seendate": "20261020T083000Z",
        "socialimage": "",
        "domain": "news.example",
        "language": "English",
        "sourcecountry": "United Kingdom",
    }


def text(query, said, kind="text/html"):
    return {query.url: Answer(query.url, 200, kind, "utf-8", said.encode())}


@pytest.fixture
def query(subject):
    return next(GDELT().plan(subject))


@pytest.fixture
def ask(subject, query, serve, fetched):
    async def ask(served):
        return await fetched(GDELT(), query, subject, serve(served))

    return ask


def test_the_names_are_asked_for_with_the_town_and_alone(subject):
    names = '("Rosalind Quillfeather" OR "Ros Quillfeather" OR "Rosalind Mary Quillfeather")'
    assert [dict(query.about)["question"] for query in GDELT().plan(subject)] == [
        f'{names} "Thornmere" sourcecountry:UK',
        f"{names} sourcecountry:UK",
    ]


def test_one_name_needs_no_brackets_and_one_question(subject_with):
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"),))
    assert [dict(query.about)["question"] for query in GDELT().plan(who)] == [
        '"Rosalind Quillfeather" sourcecountry:UK'
    ]


def test_it_is_asked_no_more_often_than_it_allows():
    assert GDELT.pace >= 6.5


async def test_articles_found_are_opened(ask, query):
    [page] = await ask({query.url: {"articles": [article()]}, NEWS: ARTICLE})
    assert isinstance(page, Page)
    assert page.title == "Lanterns lit"


async def test_nothing_found_is_an_answer(ask, query):
    assert await ask({query.url: {}}) == []


async def test_a_notice_with_the_status_of_a_success_is_being_throttled(ask, query):
    with pytest.raises(Throttled, match="slow down"):
        await ask(text(query, NOTICE))


@pytest.mark.parametrize("said", ["The specified phrase is too short.", "Your query was too short or too long."])
async def test_a_question_that_is_not_taken_is_said(ask, query, said):
    with pytest.raises(Unexpected, match="did not take the search"):
        await ask(text(query, said))


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"articles": "none"}, {"articles": [{"url": []}]}])
async def test_another_shape_is_said(ask, query, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({query.url: broken})


async def test_an_empty_answer_is_said(ask, query):
    with pytest.raises(Unexpected):
        await ask(text(query, ""))


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("gdelt", address="http://gdelt.example"))
    first, second = GDELT().plan(who)
    notice = Answer(second.url, 200, "text/html", "utf-8", NOTICE.encode())
    web = await wire({first.url: {"articles": [article()]}, NEWS: ARTICLE, second.url: notice}, "gdelt")
    [page] = await fetched(GDELT(), first, who, web)
    assert page.url == NEWS
    with pytest.raises(Throttled):
        await fetched(GDELT(), second, who, web)


@pytest.mark.parametrize("said", ["Rate limit exceeded.", "Please slow down.", "<p>429 Too Many Requests</p>"])
async def test_a_notice_in_other_words_is_being_throttled_too(ask, query, said):
    with pytest.raises(Throttled):
        await ask(text(query, said))


@pytest.mark.parametrize("headline", [r"Say \'light\' now", "Lanterns\tlit\x01", r"A \d B \\ C \u00e9"])
async def test_headlines_that_json_does_not_allow_are_read(ask, query, headline):
    said = '{"articles": [{"title": "' + headline + f'", "url": "{NEWS}"}}]}}'
    [page] = await ask(
        {**text(query, said, "application/json"), NEWS: Answer(NEWS, 200, "text/html", "", ARTICLE.encode())}
    )
    assert page.title == "Lanterns lit"
