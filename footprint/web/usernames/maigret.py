"""Maigret's definitions: sites, many of which share an engine, told by a status, by messages, or by a redirect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError

from footprint.web.shapes import NAMED, Shape, Text
from footprint.web.usernames import NAME, Site
from footprint.web.usernames.reading import Strings, fitting, unasked

PACKAGE = "maigret"
FILE = "maigret/resources/data.json"
_MISSING = (404, 410)
_ADULT = frozenset(("porn", "erotic", "webcam"))


class _Entry(Shape):
    url: Text = ""
    main: Text = Field(default="", alias="urlMain")
    below: Text = Field(default="", alias="urlSubpath")
    probe: Text = Field(default="", alias="urlProbe")
    told_by: Text = Field(default="", alias="checkType")
    present: Strings = Field(default=(), alias="presenseStrs")
    absent: Strings = Field(default=(), alias="absenceStrs")
    allows: Text = Field(default="", alias="regexCheck")
    method: Text = Field(default="GET", alias="requestMethod")
    payload: Any = Field(default=None, alias="requestPayload")
    headers: Annotated[dict[str, str], NAMED] = Field(default_factory=dict)
    tags: Strings = ()
    kind: Text = Field(default="username", alias="type")
    protocol: Text = ""
    activation: Any = None
    disabled: bool = False
    similar: bool = Field(default=False, alias="similarSearch")

    @property
    def wanted(self) -> bool:
        """A site of the ordinary web, in use, that looks for just that name; those for adults are left out."""
        ordinary = self.kind == "username" and not self.protocol and not _ADULT.intersection(self.tags)
        return ordinary and not self.disabled and not self.similar


def is_of_this_kind(data: Any) -> bool:  # noqa: ANN401  whatever stood in the JSON
    """Whether data look like Maigret's."""
    return isinstance(data, dict) and isinstance(data.get("sites"), dict)


def sites(data: Mapping[str, Any]) -> tuple[Site, ...]:
    """The sites of Maigret's data that can be read."""
    engines = data.get("engines")
    engines = engines if isinstance(engines, dict) else {}
    read = (_site(name, one, engines) for name, one in data["sites"].items() if isinstance(one, dict))
    return tuple(site for site in read if site)


def _site(name: str, data: Mapping[str, Any], engines: Mapping[str, Any]) -> Site | None:
    engine = engines.get(data["engine"]) if isinstance(data.get("engine"), str) else None
    shared = engine.get("site") if isinstance(engine, dict) else None
    try:
        entry = _Entry.model_validate(_joined(shared if isinstance(shared, dict) else {}, data))
    except ValidationError:
        return None
    if not entry.wanted:
        return None
    return fitting(
        name=name,
        url=_address(entry.url, entry),
        probe=_address(entry.probe, entry),
        headers=entry.headers,
        allows=entry.allows,
        # Where a status or a redirect tells, texts of presence only say more; those of absence still count.
        present=entry.present,
        absent=entry.absent,
        missing=_MISSING if entry.told_by == "status_code" else (),
        elsewhere=entry.told_by == "response_url",
        unasked="The site has to be unlocked first, which Footprint does not do."
        if entry.activation
        else "" or unasked(entry.method, entry.payload, entry.headers),
    )


def _joined(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A site's own fields over those of its engine; lists add up."""
    joined = {**shared, **own}
    for field, value in shared.items():
        if isinstance(value, list) and isinstance(own.get(field), list):
            joined[field] = [*own[field], *value]
    return joined


def _address(template: str, entry: _Entry) -> str:
    whole = template.replace("{urlMain}", entry.main.rstrip("/")).replace("{urlSubpath}", entry.below)
    return whole.replace("{username}", NAME)
