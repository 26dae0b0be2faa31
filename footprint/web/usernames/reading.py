"""What the readers of definitions share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from footprint.web.usernames import EXACTLY, Site, sound

_HARMLESS = frozenset(("accept", "accept-language", "x-requested-with"))
"""Headers that say what is asked for. Others pretend to be a browser, or carry a cookie or a key."""


def _texts(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    if value is None:
        return ()
    return (
        tuple(one for one in value if one) if isinstance(value, list) else (value,) if isinstance(value, str) else value
    )


Strings = Annotated[tuple[str, ...], BeforeValidator(_texts)]
"""A text or a list of them; null and empty ones are none."""


def unasked(method: str, payload: Any, headers: Mapping[str, str]) -> str:  # noqa: ANN401  whatever stood in the JSON
    """Why a site cannot be asked in the way that its definition wants; "" where it can."""
    if payload is not None or method.upper() not in ("", "GET", "HEAD"):
        return "The site can only be asked by sending a form to it, which Footprint does not do."
    if not all(name.lower() in _HARMLESS for name in headers):
        return "The site wants a program to look like a browser or to carry a cookie, which Footprint does not do."
    return ""


def fitting(**fields: Any) -> Site | None:  # noqa: ANN401  the fields of a site
    """A site of these fields; None where it is not asked about a name, or where nothing could tell of an account."""
    fields["name"] = " ".join(str(fields["name"]).split())[:100]
    fields["probe"] = "" if fields.get("probe") == fields["url"] else fields.get("probe", "")
    # These data have no sign for "the whole answer", and a text that happens to begin so is none.
    for kind in ("present", "absent"):
        fields[kind] = tuple(text for text in fields.get(kind, ()) if text and not text.startswith(EXACTLY))
    if any(
        not (name.isascii() and value.isprintable()) or not value.isascii() for name, value in fields["headers"].items()
    ):
        fields["headers"], fields["unasked"] = {}, "Its definition cannot be sent."
    try:
        site = Site(**fields)
    except ValidationError:
        return None
    told = site.present or site.absent or site.missing or site.elsewhere
    known = site.unasked or (told and sound(site.asked))
    return site if known and _is_address(site.url) else None


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and url.isprintable() and " " not in url
