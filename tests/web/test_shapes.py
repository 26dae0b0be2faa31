from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from footprint.errors import Unexpected
from footprint.web import Answer
from footprint.web.data import parse
from footprint.web.shapes import (
    EACH,
    ENTRIES,
    MANY,
    NAMED,
    Needed,
    Number,
    Shape,
    Text,
    Unread,
    day,
    moment,
    plain,
    web_address,
)


class Part(Shape):
    name: Text = ""


class Whole(Shape):
    text: Text = ""
    parts: Annotated[tuple[Part, ...], MANY] = ()
    named: Annotated[dict[str, str], NAMED] = Field(default_factory=dict)


@pytest.mark.parametrize(("sent", "text"), [(None, ""), (7, "7"), (1.5, "1.5"), ("x", "x")])
def test_a_text_may_be_null_or_a_number(sent, text):
    assert Whole.model_validate({"text": sent}).text == text


@pytest.mark.parametrize(("sent", "count"), [(None, 0), ([], 0), ({"name": "x"}, 1), ([{}, {}], 2)])
def test_a_list_may_be_null_or_one_object(sent, count):
    assert len(Whole.model_validate({"parts": sent}).parts) == count


@pytest.mark.parametrize(("sent", "named"), [(None, {}), ([], {}), ({"a": "b"}, {"a": "b"})])
def test_an_object_may_be_null_or_an_empty_list(sent, named):
    assert Whole.model_validate({"named": sent}).named == named


@pytest.mark.parametrize("sent", [{"text": True}, {"text": []}, {"parts": "x"}, {"parts": 7}, {"named": ["x"]}])
def test_anything_else_does_not_fit(sent):
    with pytest.raises(ValidationError):
        Whole.model_validate(sent)


# --- what is left out where it is counted -----------------------------------------------------------------------------


class Entry(Shape):
    title: Needed
    text: Text = ""
    born: Annotated[Part, NAMED] = Part()
    parts: Annotated[tuple[Part, ...], MANY] = ()
    named: Annotated[dict[str, Part], EACH] = Field(default_factory=dict)
    inner: Part | None = None


class Found(Shape):
    total: Number | None = None
    items: Annotated[tuple[Entry, ...], ENTRIES] = ()


def read(data):
    unread = Unread()
    answer = Answer("http://api.example/a", 200, "application/json", "utf-8", json.dumps(data).encode())
    return parse(answer, Found, unread), unread


GOOD = {"title": "A", "text": "B"}


@pytest.mark.parametrize(
    "bad", [{}, {"title": None}, {"title": ""}, {"title": []}, {"text": "x"}, None, "x", 7, [], [GOOD], True]
)
def test_an_entry_that_cannot_be_read_is_left_out_and_counted(bad):
    found, unread = read({"items": [GOOD, bad, GOOD]})
    assert [entry.title for entry in found.items] == ["A", "A"]
    assert unread.words == "1 of 3 entries could not be read; the rest was used."


@pytest.mark.parametrize(
    ("bad", "lost"),
    [
        ({"text": []}, 1),
        ({"born": "1974"}, 1),
        ({"born": {"name": {}}}, 1),
        ({"parts": "x"}, 1),
        ({"parts": [{"name": "x"}, 7, "y"]}, 2),
        ({"parts": [{"name": []}]}, 1),
        ({"named": {"a": {"name": "x"}, "b": 7}}, 1),
        ({"named": "x"}, 1),
        ({"inner": [], "text": {}}, 2),
    ],
)
def test_a_detail_that_cannot_be_read_leaves_its_entry(bad, lost):
    found, unread = read({"items": [GOOD | bad]})
    assert found.items[0].title == "A"
    assert (unread.entries, unread.of, unread.details) == (0, 1, lost)


@pytest.mark.parametrize(
    "none", [{"text": None, "born": None, "parts": None, "named": [], "inner": None}, {"born": []}]
)
def test_null_is_as_good_as_nothing(none):
    found, unread = read({"total": None, "items": [GOOD | none]})
    assert found.items[0].parts == ()
    assert unread.words == ""


def test_of_an_entry_that_is_left_out_no_details_are_counted():
    _, unread = read({"items": [{"text": [], "parts": [7]}, GOOD]})
    assert (unread.entries, unread.of, unread.details) == (1, 2, 0)


@pytest.mark.parametrize("items", [[{}], [7, 8], "x", 7, True, {"text": "x"}])
def test_an_answer_of_which_no_entry_can_be_read_is_none(items):
    with pytest.raises(Unexpected, match="shape that Footprint does not know"):
        read({"items": items})


@pytest.mark.parametrize("items", [None, [], GOOD])
def test_no_entries_and_one_are_answers(items):
    found, unread = read({"items": items})
    assert len(found.items) == bool(items)
    assert unread.words == ""


@pytest.mark.parametrize(("sent", "total"), [(None, None), (7, 7), ("1,204", 1204), (" 3 ", 3)])
def test_a_number_as_people_write_it(sent, total):
    assert read({"total": sent})[0].total == total


def test_where_nobody_counts_everything_has_to_fit():
    answer = Answer("http://api.example/a", 200, "application/json", "", json.dumps({"items": [GOOD, {}]}).encode())
    with pytest.raises(Unexpected):
        parse(answer, Found)


def test_what_is_counted_of_several_answers_adds_up():
    unread = Unread(1, 20, 0)
    unread.add(Unread(0, 10, 2))
    assert unread.words == "1 of 30 entries and 2 details could not be read; the rest was used."


def test_a_nest_without_end_costs_little():
    class Nest(Shape):
        text: Text = ""
        parts: Annotated[tuple[Nest, ...], MANY] = ()

    data: dict[str, object] = {}
    for _ in range(60):
        data = {"text": [], "parts": [data, 7]}
    unread = Unread()
    Nest.model_rebuild(_types_namespace={"Nest": Nest})
    Nest.model_validate(data, context=unread)
    assert unread.details == 120


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Cllr <strong>Ros</strong> &amp; band", "Cllr Ros & band"),
        ("<p>One<br />two</p><p>three</p>", "One\ntwo\nthree"),
        ("5 < 6", "5 < 6"),
        ("a&nbsp;b", "a b"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("", ""),
    ],
)
def test_short_html_is_read_as_text(html, text):
    assert plain(html) == text


@given(st.text())
def test_any_text_can_be_read(text):
    assert isinstance(plain(text), str)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-05-03T07:15:00.000Z", datetime(2026, 5, 3, 7, 15, tzinfo=UTC)),
        ("2026-05-03T08:15:00+01:00", datetime(2026, 5, 3, 7, 15, tzinfo=UTC)),
        ("2026-05-03T07:15:00", datetime(2026, 5, 3, 7, 15, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_in_utc_or_none(text, time):
    assert moment(text) == time


@pytest.mark.parametrize(("text", "found"), [("2013-10-04", date(2013, 10, 4)), ("2013-13-04", None), ("", None)])
def test_a_day_is_one_or_none(text, found):
    assert day(text) == found


@given(st.text())
def test_any_text_is_a_time_or_none(text):
    assert moment(text) is None or moment(text).tzinfo is UTC
    assert day(text) is None or isinstance(day(text), date)


@pytest.mark.parametrize(
    "text", ["http://[", "javascript:alert(1)", "//a.example", "file:///etc", "http://", "http://a:99999/", "", "a\nb"]
)
def test_what_is_no_address_on_the_web_is_none(text):
    assert web_address(text) == ""


@given(st.one_of(st.text(), st.text().map("http://{}".format)))
def test_an_address_on_the_web_can_be_taken_apart(text):
    found = web_address(text)
    assert found in ("", text)
    if found:
        assert urlsplit(found).hostname
