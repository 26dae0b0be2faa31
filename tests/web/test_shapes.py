from __future__ import annotations

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from footprint.web.shapes import MANY, NAMED, Shape, Text, plain


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
