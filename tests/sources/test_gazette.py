from __future__ import annotations

import pytest

from footprint.errors import RobotsForbid, Throttled, Unexpected
from footprint.model import Cause, Record, Skipped, SourceSettings
from footprint.sources.gazette import Gazette
from tests.judged import everything

BASE = "https://www.thegazette.co.uk"
SEARCH = (
    f"{BASE}/all-notices/notice/data.json?text=%22Rosalind%20Quillfeather%22&results-page-size=10&sort-by=latest-date"
)
NOTICE = f"{BASE}/notice/4999001"
PAGE = """<html><head><title>Goods vehicle operator's licence</title></head><body><h1>Application</h1>
<p>Rosalind Quillfeather of 14 Kingfisher Wharf, Thornmere, TM4 6QH is applying for a licence.</p></body></html>"""


def entry(number="4999001", title="Rosalind Quillfeather", **changes):
    return {
        "id": f"{BASE}/id/notice/{number}",
        "f:status": "published",
        "f:notice-code": "2503",
        "title": title,
        "link": [{"@rel": "self", "@href": f"{BASE}/notice/{number}/data.htm"}],
        "author": {"name": "Keeper"},
        "updated": "2026-03-02T10:00:00",
        "published": "2026-03-01T00:00:00",
        "category": {"@term": "Licensing"},
        "content": "<div>Rosalind <b>Quillfeather</b> of 14 Kingfisher Wharf&hellip;</div>",
    } | changes


def feed(*entries, total=None, one=False):
    answer = {"id": "x", "f:page-number": "1", "f:total": str(len(entries)) if total is None else total}
    return answer | ({"entry": entries[0] if one else list(entries)} if entries else {})


@pytest.fixture
def ask(subject, serve, fetched):
    async def ask(served, **options):
        return await fetched(Gazette(), next(Gazette().plan(subject)), subject, serve(served, **options))

    return ask


def test_each_form_of_the_name_is_asked_for_as_a_phrase(subject):
    queries = list(Gazette().plan(subject))
    assert queries[0].url == SEARCH
    assert [query.sends for query in queries][1:] == [("Ros Quillfeather",), ("Rosalind Mary Quillfeather",)]


@pytest.mark.parametrize("one", [True, False])
@pytest.mark.parametrize("total", ["1", 1, " 1 "])
async def test_a_notice_is_opened_and_its_address_found(ask, one, total):
    [record] = await ask({SEARCH: feed(entry(), total=total, one=one), NOTICE: PAGE})
    assert (record.url, record.register) == (NOTICE, "gazette")
    assert record.place == "The Gazette, notice 4999001"
    assert ("Published", "2026-03-01") in record.fields
    [found] = [finding for finding in everything(record) if finding.detector == "home-address"]
    assert found.what == "Your home address stands in a notice in The Gazette"


async def test_a_notice_that_does_not_open_leaves_what_the_search_shows(ask):
    skipped, record = await ask({SEARCH: feed(entry()), NOTICE: RobotsForbid("No.")})
    assert (skipped.identifier, skipped.cause) == (NOTICE, Cause.ROBOTS)
    assert "14 Kingfisher Wharf" in record.text
    assert "<" not in record.text


@pytest.mark.parametrize("content", [{"@type": "html", "div": "Of Kingfisher Wharf"}, "Of Kingfisher Wharf"])
async def test_the_text_may_stand_in_an_object(ask, content):
    items = await ask({SEARCH: feed(entry(content=content)), NOTICE: 404}, forbidden=(NOTICE,))
    assert "Of Kingfisher Wharf" in items[-1].text
    assert "html" not in items[-1].text


async def test_a_page_of_a_printed_issue_is_shown_as_the_search_has_it(ask):
    [record] = await ask({SEARCH: feed(entry(id=f"{BASE}/London/issue/12345/page/678"))})
    assert record.place == "The Gazette"


async def test_nothing_found_is_an_answer(ask):
    assert await ask({SEARCH: feed()}) == []


async def test_older_notices_are_said(ask):
    entries = [entry(str(n)) for n in range(12)]
    pages = {f"{BASE}/notice/{n}": PAGE for n in range(10)}
    items = await ask({SEARCH: feed(*entries, total="1,031")} | pages)
    assert sum(isinstance(item, Record) for item in items) == 10
    [skipped] = [item for item in items if isinstance(item, Skipped)]
    assert "1031" in skipped.reason


@pytest.mark.parametrize(
    "broken",
    ["<h1>Down</h1>", [], {}, {"f:total": "many"}, {"f:total": 1, "entry": "x"}, {"f:total": 1, "entry": [{}]}],
)
async def test_another_shape_is_said(ask, broken):
    with pytest.raises(Unexpected, match=r"does not know|data expected|data were expected"):
        await ask({SEARCH: broken})


@pytest.mark.parametrize("total", [{}, {"f:total": None}, {"f:total": ""}])
async def test_a_search_that_does_not_count_is_read(ask, total):
    answer = {name: value for name, value in feed(entry("1")).items() if name != "f:total"} | total
    items = await ask({SEARCH: answer, f"{BASE}/notice/1": PAGE})
    assert isinstance(items[0], Record)
    assert all(item.cause is Cause.PARTLY for item in items[1:])


async def test_where_nobody_counts_there_may_be_more(ask):
    answer = feed(*(entry(str(n)) for n in range(10))) | {"f:total": None}
    items = await ask({SEARCH: answer} | {f"{BASE}/notice/{n}": PAGE for n in range(10)})
    assert "may have found more" in items[-1].reason


async def test_a_notice_without_its_number_hides_no_other(ask):
    record, _, left_out = await ask({SEARCH: feed(entry("1"), {"title": "A"}, total=2), f"{BASE}/notice/1": PAGE})
    assert isinstance(record, Record)
    assert left_out.reason.startswith("1 of 2 entries could not be read")


async def test_being_throttled_is_said(ask):
    with pytest.raises(Throttled):
        await ask({SEARCH: Throttled("Slow down.")})


async def test_over_the_wire(subject_with, wire, fetched):
    who = subject_with(SourceSettings("gazette", address="http://gazette.example"))
    query = next(Gazette().plan(who))
    web = await wire({query.url: feed(entry(), one=True), "http://gazette.example/notice/4999001": PAGE}, "gazette")
    [record] = await fetched(Gazette(), query, who, web)
    assert "14 Kingfisher Wharf, Thornmere, TM4 6QH" in record.text
