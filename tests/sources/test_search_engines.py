from __future__ import annotations

import pytest

from footprint.errors import Blocked, NoKey, RobotsForbid, ServiceFailed, Throttled, TimedOut, Unexpected
from footprint.model import Cause, Identifier, Kind, Page, Query, Skipped, SourceSettings
from footprint.sources.brave import Brave
from footprint.sources.searxng import SearXNG
from footprint.web import council_book, councils
from footprint.web.council_book import Site, Software
from footprint.web.search import Result, open_results

NEWS = "http://news.example/lanterns"
CLUB = "http://club.example/committee"
BRAVE = (
    "https://api.search.brave.com/res/v1/web/search?q=%22Rosalind%20Quillfeather%22%20Thornmere"
    "&count=10&country=GB&search_lang=en"
)
BASE = "http://search.home.example"
SEARXNG = f"{BASE}/search?q=%22Rosalind%20Quillfeather%22%20Thornmere&format=json&language=en-GB&safesearch=0"
ARTICLE = """<html><head><title>Lanterns lit</title></head><body>
<p>Cllr Rosalind Quillfeather lit the lanterns.</p></body></html>"""


def brave_answer(*urls: str) -> dict[str, object]:
    results = [
        {
            "title": "Lanterns <strong>lit</strong>",
            "url": url,
            "description": "Cllr <strong>Rosalind Quillfeather</strong> &amp; band",
            "age": "2 weeks ago",
            "page_age": "2026-05-10T10:00:00",
            "profile": {"name": "News"},
            "language": "en",
            "family_friendly": True,
            "extra_snippets": ["Call 07700 900 417 to join."],
        }
        for url in urls
    ]
    query = {"original": '"Rosalind Quillfeather" Thornmere', "more_results_available": False}
    return {"query": query, "type": "search"} | ({"web": {"type": "search", "results": results}} if urls else {})


def searxng_answer(*urls: str, silent: list[object] | None = None) -> dict[str, object]:
    results = [
        {
            "url": url,
            "title": "Lanterns lit",
            "content": "Cllr Rosalind Quillfeather & band\nCall 07700 900 417 to join.",
            "engine": "bing",
            "parsed_url": ["http", "news.example", "/lanterns", "", "", ""],
            "engines": ["bing"],
            "positions": [1],
            "score": 1.0,
            "category": "general",
            "publishedDate": None,
        }
        for url in urls
    ]
    empty = {"answers": [], "corrections": [], "infoboxes": [], "suggestions": []}
    asked = {"query": '"Rosalind Quillfeather" Thornmere', "number_of_results": 0}
    return asked | empty | {"results": results, "unresponsive_engines": silent or []}


@pytest.fixture(params=["brave", "searxng"])
def engine(request, subject_with, serve, fetched):
    """One of the two engines, asked the first question."""
    source, url, answer = {
        "brave": (Brave(), BRAVE, brave_answer),
        "searxng": (SearXNG(), SEARXNG, searxng_answer),
    }[request.param]
    who = subject_with(SourceSettings("searxng", address=BASE))

    class Engine:
        def __init__(self):
            self.answer, self.url, self.source, self.who = answer, url, source, who

        async def ask(self, served, **options):
            query = next(source.plan(who))
            assert query.url == url
            web = serve(served, key="invented-key", **options)
            return await fetched(source, query, who, web), web

    return Engine()


async def test_pages_found_are_opened_and_read(engine):
    items, web = await engine.ask({engine.url: engine.answer(NEWS, NEWS, CLUB), NEWS: ARTICLE, CLUB: ARTICLE})
    assert all(isinstance(item, Page) for item in items)
    assert [(item.url, item.place, item.title) for item in items] == [
        (NEWS, "news.example", "Lanterns lit"),
        (CLUB, "club.example", "Lanterns lit"),
    ]
    assert [options.get("robots", False) for _, options in web.asked] == [False, True, True]
    assert all(not options.get("sends") for _, options in web.asked[1:])


@pytest.mark.parametrize("error", [RobotsForbid("No."), Blocked("No."), TimedOut("Nothing."), Throttled("Slow.")])
async def test_a_page_that_does_not_open_leaves_the_engines_extract(engine, error):
    items, _ = await engine.ask({engine.url: engine.answer(NEWS, CLUB), NEWS: error, CLUB: ARTICLE})
    skipped, extract, page = items
    assert (skipped.identifier, skipped.cause) == (NEWS, error.cause)
    assert extract.url == NEWS
    assert extract.text.splitlines() == [
        "Lanterns lit",
        "Cllr Rosalind Quillfeather & band",
        "Call 07700 900 417 to join.",
        "Extract shown by the search engine; the page itself could not be opened.",
    ]
    assert page.url == CLUB


async def test_pages_beyond_the_cap_are_said(engine):
    urls = [f"http://news.example/{number}" for number in range(12)]
    items, _ = await engine.ask({engine.url: engine.answer(*urls)} | dict.fromkeys(urls[:10], ARTICLE))
    assert len([item for item in items if isinstance(item, Page)]) == 10
    [skipped] = [item for item in items if isinstance(item, Skipped)]
    assert skipped.cause is Cause.TOO_LARGE
    assert '"Rosalind Quillfeather" Thornmere' in skipped.identifier


async def test_pages_that_other_sources_read_are_left_to_them(engine):
    own = "http://rosalindquillfeather.example/contact"
    council = "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214"
    minutes = "http://democracy.thornmere.example/ieListDocuments.aspx?MId=1"
    items, _ = await engine.ask({engine.url: engine.answer(own, council, minutes), minutes: ARTICLE})
    assert [item.url for item in items] == [minutes]


@pytest.mark.parametrize("url", ["http://[x", "not an address", "mailto:ros@mail.example"])
async def test_a_result_that_is_no_address_is_passed_over(engine, url):
    items, _ = await engine.ask({engine.url: engine.answer(url, NEWS), NEWS: ARTICLE})
    assert [item.url for item in items] == [NEWS]


async def test_nothing_found_is_an_answer(engine):
    items, _ = await engine.ask({engine.url: engine.answer()})
    assert items == []


@pytest.mark.parametrize("broken", ["<h1>Down</h1>", [], {"message": "no"}, {"query": [], "results": "none"}])
async def test_another_shape_is_said(engine, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await engine.ask({engine.url: broken})


@pytest.mark.parametrize("error", [Throttled("Slow down."), ServiceFailed("Broken."), TimedOut("Nothing came.")])
async def test_an_engine_that_does_not_answer_is_said(engine, error):
    with pytest.raises(type(error)):
        await engine.ask({engine.url: error})


async def test_braves_key_goes_into_a_secret_header_only(subject, serve, fetched):
    web = serve({BRAVE: brave_answer()}, key="BSA-invented")
    await fetched(Brave(), next(Brave().plan(subject)), subject, web)
    [(url, options)] = web.asked
    assert options.pop("secret_headers") == {"X-Subscription-Token": "BSA-invented"}
    assert "BSA-invented" not in f"{url} {options}"


async def test_brave_without_a_key_is_said(subject, serve, fetched):
    with pytest.raises(NoKey):
        await fetched(Brave(), next(Brave().plan(subject)), subject, serve({}))


def test_searxng_without_an_address_plans_nothing(subject):
    assert list(SearXNG().plan(subject)) == []


async def test_searxng_that_keeps_its_json_off_says_how_to_mend_it(subject_with, serve, fetched):
    who = subject_with(SourceSettings("searxng", address=f"{BASE}/"))
    query = next(SearXNG().plan(who))
    with pytest.raises(Blocked, match=r"settings\.yml"):
        await fetched(SearXNG(), query, who, serve({SEARXNG: Blocked("403")}))


SILENT = [["google", "CAPTCHA"], ["qwant", "timeout"]]


async def test_searxng_whose_engines_are_all_silent_has_not_searched(subject_with, serve, fetched):
    who = subject_with(SourceSettings("searxng", address=BASE))
    query = next(SearXNG().plan(who))
    with pytest.raises(ServiceFailed, match="google: CAPTCHA, qwant: timeout"):
        await fetched(SearXNG(), query, who, serve({SEARXNG: searxng_answer(silent=SILENT)}))


@pytest.mark.parametrize("silent", [SILENT, ["google"], "google"])
async def test_searxng_says_which_engines_were_silent(subject_with, serve, fetched, silent):
    who = subject_with(SourceSettings("searxng", address=BASE))
    query = next(SearXNG().plan(who))
    answer = searxng_answer(NEWS, silent=silent if isinstance(silent, list) else [silent])
    page, skipped = await fetched(SearXNG(), query, who, serve({SEARXNG: answer, NEWS: ARTICLE}))
    assert isinstance(page, Page)
    assert skipped.cause is Cause.SERVICE_FAILED
    assert "google" in skipped.reason


async def test_a_result_without_an_address_is_passed_over(subject_with, serve, fetched):
    who = subject_with(SourceSettings("searxng", address=BASE))
    assert await fetched(SearXNG(), next(SearXNG().plan(who)), who, serve({SEARXNG: searxng_answer("")})) == []


def test_every_form_of_the_name_is_searched_in_few_questions(subject):
    assert [dict(query.about)["question"] for query in Brave().plan(subject)] == [
        '"Rosalind Quillfeather" Thornmere',
        '"Rosalind Quillfeather" "Thornmere Borough Council"',
        '("Ros Quillfeather" OR "Rosalind Mary Quillfeather") Thornmere',
        '"rosalind.quillfeather@mail.example"',
        '"rosquill.bsky.example" OR "rosquill"',
    ]


def test_what_the_profile_lets_a_source_send_besides_is_asked_for(subject_with):
    who = subject_with(SourceSettings("brave", also_send=frozenset({Kind.PHONE, Kind.PLATE})))
    queries = list(Brave().plan(who))
    assert dict(queries[-1].about)["question"] == '"07700 900 417" OR "01632 960 733" OR "JZ24 RQF"'
    assert queries[-1].sends == ("07700 900 417", "01632 960 733", "JZ24 RQF")
    assert len(queries) == 6


def test_a_bare_name_is_asked_for_by_itself(subject_with):
    who = subject_with(identifiers=(Identifier(Kind.NAME, 'Rosalind "Ros" Quillfeather'),))
    assert [dict(query.about)["question"] for query in Brave().plan(who)] == ['"Rosalind  Ros  Quillfeather"']


def test_what_does_not_fit_into_a_question_is_said(subject_with):
    forms = tuple(Identifier(Kind.NAME, f"Rosalind {'Mary ' * number}Quillfeather") for number in range(12))
    queries = list(Brave().plan(subject_with(identifiers=forms)))
    assert all(len(dict(query.about)["question"]) <= 400 for query in queries)
    assert "did not fit" in queries[-1].then
    sent = {string for query in queries for string in query.sends}
    assert all(form.value in sent or form.value in queries[-1].then for form in forms)


async def test_over_the_wire(subject_with, wire, fetched):
    settings = (SourceSettings("searxng", address=BASE), SourceSettings("brave", address="http://brave.example"))
    who = subject_with(*settings)
    for source, answer in ((Brave(), brave_answer(NEWS, CLUB)), (SearXNG(), searxng_answer(NEWS, CLUB))):
        query = next(source.plan(who))
        served = {query.url: answer, NEWS: ARTICLE, "http://club.example/robots.txt": "User-agent: *\nDisallow: /"}
        items = await fetched(source, query, who, await wire(served, source.name, key="invented-key"))
        assert [(type(item).__name__, getattr(item, "cause", "")) for item in items] == [
            ("Page", ""),
            ("Skipped", Cause.ROBOTS),
            ("Page", ""),
        ]


TOBIAS = Identifier(Kind.FAMILY, "Tobias Quillfeather", "husband", search=True)
EDNA = Identifier(Kind.FAMILY, "Edna Quillfeather", "mother")
POPPY = Identifier(Kind.FAMILY, "Poppy Quillfeather", "daughter", search=True)


def test_the_own_business_and_adults_who_agreed_are_searched_for_and_no_child(subject_with):
    identifiers = (
        Identifier(Kind.NAME, "Rosalind Quillfeather"),
        Identifier(Kind.TOWN, "Thornmere"),
        Identifier(Kind.BUSINESS, "Quill and Lantern Books"),
        *(TOBIAS, EDNA, POPPY),
    )
    asked = [dict(query.about)["question"] for query in Brave().plan(subject_with(identifiers=identifiers))]
    assert asked == [
        '"Rosalind Quillfeather" Thornmere',
        '"Rosalind Quillfeather"',
        '"Quill and Lantern Books" Thornmere',
        '"Tobias Quillfeather" Thornmere',
    ]
    who = subject_with(SourceSettings("brave", also_send=frozenset({Kind.FAMILY})), identifiers=identifiers)
    last = list(Brave().plan(who))[-1]
    assert last.sends == ("Tobias Quillfeather", "Edna Quillfeather", "Thornmere")


async def test_a_councils_page_that_was_found_is_left_to_the_source_that_reads_it(subject_with, serve):
    council = Identifier(Kind.COUNCIL, "Thornmere Borough Council")
    who = subject_with(identifiers=(Identifier(Kind.NAME, "Rosalind Quillfeather"), council))
    base = "https://cmis.thornmere.gov.uk/cmis5"
    council_book.put(councils._key(who), Site(Software.CMIS, f"{base}/Councillors.aspx"))
    own = f"{base}/Councillors/tabid/62/ctl/ViewCMIS_Person/mid/480/id/214/Default.aspx"
    web = serve({f"{base}/Meetings.aspx": "<p>Minutes"})
    results = [Result(own, "Cllr", ""), Result(f"{base}/Meetings.aspx", "Minutes", "")]
    items = [item async for item in open_results(Query("brave", "http://b.example/"), results, who, web)]
    assert [item.url for item in items] == [f"{base}/Meetings.aspx"]
