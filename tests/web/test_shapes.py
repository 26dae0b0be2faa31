from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from footprint.web.shapes import MANY, NAMED, Shape, Text, day, moment, plain, web_address


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
