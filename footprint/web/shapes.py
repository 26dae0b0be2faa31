"""Shapes of answers: what services send loosely, read strictly.

A service's own quirks are tolerated here (null for an empty text, one object for a list of one, a list for an empty
object); anything else that does not fit is `Unexpected`, never an empty result.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Shape(BaseModel):
    """A part of an answer. Fields that are not named are passed over: services add some all the time."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _text(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _many(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    if value is None:
        return []
    return [value] if isinstance(value, dict) else value


def _named(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return {} if value is None or value == [] else value


Text = Annotated[str, BeforeValidator(_text)]
"""A text; null is an empty one, a number its digits."""
MANY = BeforeValidator(_many)
"""For lists: null is an empty one, one object a list of one."""
NAMED = BeforeValidator(_named)
"""For objects: null and an empty list are one without fields."""


_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLOCK = re.compile(r"<(?:br|/p|/li|/div|/tr)\b[^<>]{0,2000}>", re.IGNORECASE)


def plain(html: str) -> str:
    """The text of a short piece of HTML, such as a search result's snippet: tags dropped, entities read."""
    return unescape(_TAG.sub("", _BLOCK.sub("\n", html))).replace("\xa0", " ").strip()
