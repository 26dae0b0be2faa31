"""WhatsMyName's definitions: a status and a text for presence, and a status and a text for absence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import regex
from pydantic import Field, ValidationError

from footprint.web.shapes import NAMED, Shape, Text
from footprint.web.usernames import NAME, Site
from footprint.web.usernames.reading import fitting, unasked

_ANSWERS = frozenset((*range(200, 300), 404, 410))
"""Statuses of an answer whose text is read; any other is a reason why there is none."""


class _Entry(Shape):
    name: Text
    asked: Text = Field(alias="uri_check")
    pretty: Text = Field(default="", alias="uri_pretty")
    present: Text = Field(default="", alias="e_string")
    there: int = Field(default=200, alias="e_code")
    absent: Text = Field(default="", alias="m_string")
    missing: int = Field(default=404, alias="m_code")
    stripped: Text = Field(default="", alias="strip_bad_char")
    payload: Any = Field(default=None, alias="post_body")
    headers: Annotated[dict[str, str], NAMED] = Field(default_factory=dict)
    category: Text = Field(default="", alias="cat")
    valid: bool = True


def is_of_this_kind(data: Any) -> bool:  # noqa: ANN401  whatever stood in the JSON
    """Whether data look like WhatsMyName's."""
    return isinstance(data, dict) and isinstance(data.get("sites"), list)


def sites(data: Mapping[str, Any]) -> tuple[Site, ...]:
    """The sites of WhatsMyName's data that can be read; those for adults are left out."""
    read = (_site(entry) for entry in data["sites"] if isinstance(entry, dict))
    return tuple(site for site in read if site)


def _site(data: Mapping[str, Any]) -> Site | None:
    try:
        entry = _Entry.model_validate(data)
    except ValidationError:
        return None
    if not entry.valid or "nsfw" in entry.category.lower():
        return None
    probe = _address(entry.asked)
    by_status = entry.missing in _ANSWERS and entry.missing != entry.there
    return fitting(
        name=entry.name,
        url=_address(entry.pretty) or probe,
        probe=probe if entry.pretty else "",
        headers=entry.headers,
        # Without these letters it would be another name, and perhaps another person's.
        allows=_without(entry.stripped),
        present=_markers(entry.present),
        absent=_markers(entry.absent),
        missing=(entry.missing,) if by_status else (),
        unasked=unasked("POST" if entry.payload else "GET", None, entry.headers),
    )


def _without(letters: str) -> str:
    return f"^[^{regex.escape(letters)}]+$" if letters else ""


def _markers(text: str) -> tuple[str, ...]:
    return (text.replace("{account}", NAME),) if text else ()


def _address(template: str) -> str:
    return template.replace("{account}", NAME)
