"""Shapes of answers: what services send loosely, read strictly.

A service's own quirks are tolerated here (null for an empty text, one object for a list of one, a list for an empty
object); anything else that does not fit is `Unexpected`, never an empty result.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Annotated, Any
from urllib.parse import urlsplit

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


def moment(text: str) -> datetime | None:
    """A time in UTC, or None: people and services may write anything there."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def day(text: str) -> date | None:
    """A day such as 2013-10-04, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def web_address(text: str) -> str:
    """An address on the web as it stands, or nothing where it is none: other servers may write anything there."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return text if good and text.isprintable() else ""
