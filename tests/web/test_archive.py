from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Throttled, Unexpected
from footprint.web import Answer
from footprint.web.archive import LISTED, Archive, Capture, Listing, read_listing, versions
from footprint.web.lenient import Lenient

ROW = {
    "urlkey": "example,thornmere,democracy)/mguserinfo.aspx?uid=214",
    "timestamp": "20170506070809",
    "original": "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214",
    "mimetype": "text/html",
    "statuscode": "200",
    "digest": "AFIO4HH7XRJJF3BLGDXG3N2NO2POJRXP",
    "length": "438",
}
LINE = {
    "urlkey": "example,thornmere,democracy)/mguserinfo.aspx?uid=214",
    "timestamp": "20170506070809",
    "url": "http://democracy.thornmere.example/mgUserInfo.aspx?UID=214",
    "mime": "text/html",
    "status": "200",
    "digest": "AFIO4HH7XRJJF3BLGDXG3N2NO2POJRXP",
    "length": "438",
    "offset": "459",
    "filename": "t.warc.gz",
    "access": "allow",
}


def answer(text: str) -> Answer:
    return Answer("http://archive.example/cdx", 200, "application/json", "utf-8", text.encode())


def listed(told: Answer, web: Lenient | None = None) -> Listing:
    return read_listing(told, web or Lenient(None))


def array(*rows: dict[str, str]) -> str:
    return json.dumps([list(ROW), *([row[name] for name in ROW] for row in rows)])


def lines(*rows: dict[str, str]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def test_both_forms_of_a_list_say_the_same():
    [one] = listed(answer(array(ROW))).captures
    [two] = listed(answer(lines(LINE))).captures
    assert one == two
    assert one.url == ROW["original"]


@pytest.mark.parametrize("empty", ["", "[]", "\n", json.dumps([list(ROW)])])
def test_an_empty_list_is_one(empty):
    assert listed(answer(empty)) == Listing(())


def test_a_small_archive_may_leave_much_out():
    [capture] = listed(answer(lines({"url": "http://a.example/", "timestamp": "20170506070809"}))).captures
    assert capture.page == "a.example/"


@pytest.mark.parametrize(
    "change",
    [
        {"statuscode": "404"},
        {"statuscode": "301"},
        {"mimetype": "image/jpeg"},
        {"original": "http://a.example/register.DOCX?x=1"},
        {"original": "http://["},
        {"original": "javascript:alert(1)"},
    ],
)
def test_what_is_no_page_is_left_out(change):
    assert listed(answer(array(ROW | change))) == Listing(())


@pytest.mark.parametrize(
    "broken",
    [
        "<h1>Down</h1>",
        "Blocked Site Error",
        "[1, 2]",
        '[["timestamp"], ["2017"]]',
        '[["timestamp", "original"], ["20170506070809"]]',
        '{"timestamp": "20171306070809", "url": "http://a.example/"}',
        '{"timestamp": "2017050607080", "url": "http://a.example/"}',
        '{"message": "url= param required"}',
        "[" * 100_000,
        '{"timestamp": 5}',
        "null",
    ],
)
def test_what_is_no_list_is_said(broken):
    with pytest.raises(Unexpected, match="not a list of copies"):
        listed(answer(broken))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (json.dumps([list(ROW), list(ROW.values()), ["20170506070809"]]), 1),
        (json.dumps([list(ROW), list(ROW.values()), None, "x", [None] * len(ROW)]), 3),
        (lines(LINE) + "{broken\n" + lines({"timestamp": "5"}), 2),
        (json.dumps([LINE, {}, 7]), 2),
    ],
)
def test_a_row_that_cannot_be_read_hides_no_other(text, lost):
    web = Lenient(None)
    [capture] = listed(answer(text), web).captures
    assert capture.url == ROW["original"]
    assert (web.unread.entries, web.unread.of) == (lost, lost + 1)


@pytest.mark.parametrize("notice", ['{"message": "Too many requests"}', "<h1>429 Too Many Requests</h1>"])
def test_a_notice_in_place_of_a_list_is_heeded(notice):
    with pytest.raises(Throttled):
        listed(answer(notice))


@pytest.mark.parametrize(
    "change", [{"mimetype": "application/pdf"}, {"original": "http://a.example/Register.PDF?x=1", "mimetype": ""}]
)
def test_an_old_copy_of_a_pdf_is_listed(change):
    assert len(listed(answer(array(ROW | change))).captures) == 1


@given(st.text())
def test_any_text_is_a_list_or_said_to_be_none(text):
    with suppress(Unexpected):
        assert isinstance(listed(answer(text)), Listing)


def test_a_list_that_reached_its_limit_is_cut_whatever_is_in_it():
    assert not listed(answer(lines(LINE))).cut
    picture = LINE | {"mime": "image/jpeg"}
    assert listed(answer(lines(*[picture] * LISTED))) == Listing((), cut=True)


@pytest.mark.parametrize("base", ["https://web.archive.org", "https://web.archive.org/web"])
def test_the_internet_archive_has_its_own_addresses(base):
    archive = Archive(base)
    assert archive.listing("http://a.example/?x=1&y") == (
        "https://web.archive.org/cdx/search/cdx?url=http%3A%2F%2Fa.example%2F%3Fx%3D1%26y"
        "&output=json&matchType=exact&collapse=digest&filter=statuscode:200&limit=5000"
    )
    copy = archive.copy(Capture.model_validate(ROW))
    assert copy == f"https://web.archive.org/web/20170506070809/{ROW['original']}"


def test_a_collection_of_pywb_s_has_others():
    archive = Archive("http://localhost:8080/coll")
    assert archive.listing("http://a.example").startswith("http://localhost:8080/coll/cdx?url=http%3A%2F%2Fa.example&")
    copy = archive.copy(Capture.model_validate(ROW))
    assert copy == f"http://localhost:8080/coll/20170506070809/{ROW['original']}"


def capture(year: int, digest: str = "") -> Capture:
    return Capture.model_validate(ROW | {"timestamp": f"{year}0101000000", "digest": digest or str(year)})


def years(captures: tuple[Capture, ...]) -> list[int]:
    return [int(one.timestamp[:4]) for one in captures]


def test_the_oldest_the_newest_and_some_between_are_chosen():
    assert years(versions([capture(year) for year in range(2000, 2021)], 4)) == [2000, 2007, 2013, 2020]


def test_copies_that_are_the_same_are_one_the_oldest():
    same = [capture(2012, "a"), capture(2010, "a"), capture(2014, "b"), capture(2016, "a")]
    assert years(versions(same, 4)) == [2010, 2014]


@given(st.lists(st.builds(capture, st.integers(1996, 2026), st.sampled_from("abcdefgh"))), st.integers(2, 6))
def test_no_more_are_chosen_than_asked_for_each_different_and_in_order(captures, most):
    chosen = versions(captures, most)
    assert len(chosen) == min(most, len({one.digest for one in captures}))
    assert len({one.digest for one in chosen}) == len(chosen)
    assert years(chosen) == sorted(years(chosen))
    assert datetime.strptime(chosen[0].timestamp, "%Y%m%d%H%M%S") if chosen else True  # noqa: DTZ007


@pytest.mark.parametrize("rows", [[list(ROW.values())], [list(ROW.values())] * 3, [[]]])
def test_rows_without_their_names_are_said_and_not_taken_for_none(rows):
    with pytest.raises(Unexpected, match="not a list of copies"):
        listed(answer(json.dumps(rows)))
