"""Sherlock's definitions: an object of sites, each told by a status, a message of absence, or a redirect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError

from footprint.web.shapes import NAMED, Shape
from footprint.web.usernames import NAME, Site
from footprint.web.usernames.reading import Strings, fitting, unasked

PACKAGE = "sherlock-project"
FILE = "sherlock_project/resources/data.json"
_MISSING = (404, 410)


def _numbers(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return [value] if isinstance(value, int) else value


class _Entry(Shape):
    url: str
    probe: str = Field(default="", alias="urlProbe")
    kinds: Strings = Field(alias="errorType")
    messages: Strings = Field(default=(), alias="errorMsg")
    codes: Annotated[tuple[int, ...], BeforeValidator(_numbers)] = Field(default=(), alias="errorCode")
    allows: str = Field(default="", alias="regexCheck")
    method: str = Field(default="GET", alias="request_method")
    payload: Any = Field(default=None, alias="request_payload")
    headers: Annotated[dict[str, str], NAMED] = Field(default_factory=dict)
    adult: bool = Field(default=False, alias="isNSFW")


def is_of_this_kind(data: Any) -> bool:  # noqa: ANN401  whatever stood in the JSON
    """Whether data look like Sherlock's."""
    return isinstance(data, dict) and any(isinstance(one, dict) and "errorType" in one for one in data.values())


def sites(data: Mapping[str, Any]) -> tuple[Site, ...]:
    """The sites of Sherlock's data that can be read; those for adults are left out."""
    read = (_site(name, entry) for name, entry in data.items() if isinstance(entry, dict))
    return tuple(site for site in read if site)


def _site(name: str, data: Mapping[str, Any]) -> Site | None:
    try:
        entry = _Entry.model_validate(data)
    except ValidationError:
        return None
    if entry.adult:
        return None
    by_status = "status_code" in entry.kinds
    return fitting(
        name=name,
        url=entry.url.replace("{}", NAME),
        probe=entry.probe.replace("{}", NAME),
        headers=entry.headers,
        allows=entry.allows,
        absent=entry.messages if "message" in entry.kinds else (),
        missing=(*_MISSING, *entry.codes) if by_status else (),
        elsewhere="response_url" in entry.kinds,
        unasked=unasked(entry.method, entry.payload, entry.headers),
    )
