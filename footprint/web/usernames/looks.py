"""What one answer shows: that there is no account, that it names the account, or nothing that can be told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from footprint.errors import CouldNotCheck, Unexpected
from footprint.web import Answer
from footprint.web.usernames import EXACTLY, NAME, Site
from footprint.web.usernames.walls import closed, leads_to_a_door

_READ = 200_000
"""Letters of a page in which its headings and addresses are looked for; markers are looked for in all of it."""
_TITLE = re.compile(r"<title\b[^<>]{0,300}>([^<]{0,500})", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]{0,300}>(.{0,300}?)</h1", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"<(?:meta|link)\b([^<>]{0,1000})", re.IGNORECASE)
_ELEMENTS = 300
_ATTRIBUTE = re.compile(r"([a-z:-]{2,20})\s{0,5}=\s{0,5}(?:\"([^\"]{0,600})\"|'([^']{0,600})')", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,1000}>")
_HEADINGS = ("title", "heading", "og:title", "twitter:title", "profile:username")
_ADDRESSES = ("canonical", "og:url")
_ABOUT = ("og:description", "description")
_SORRY = re.compile(
    r"not found|\b404\b|does ?n[o'\u2019]t exist|does not exist|no such|nothing here|no longer (?:available|exists?)"
    r"|(?:could|can) ?n[o'\u2019]?t (?:be )?f(?:ind|ound)|cannot find|isn['\u2019]t available|\boops\b|unavailable",
    re.IGNORECASE,
)
_ECHOES = frozenset(("q", "query", "search", "input", "request", "path", "url", "message", "error", "detail", "title"))
_ERRORS = frozenset(("error", "errors", "message", "detail", "code", "status_code", "exception", "fault"))
_NODES = 20_000
CHANGED = "The site answers in another way than it did when its signs were written down. It may have changed."
_SHORT = 100
_FIELD = "field "


@dataclass(frozen=True, slots=True)
class Look:
    """What one answer shows of one name.

    Attributes:
        state: "absent" says that there is no account; "closed" that nothing can be told; "open" that there is a page.
        problem: why nothing can be told.
        marked: a text stands in it that stands only where there is an account.
        said: what stands in its headings, its own addresses or the fields of its data, as (where, text) pairs.
        names: where of these it names the account.
        stayed: it is still the address of that name that answered.
        where: the address that answered, without the name.
        sorry: its heading, without the name, where that says that there is nothing; else "".
        data: the names of its fields, where it is data and no page; else None.
        title: its heading as it stands, one line.
        about: what it says of itself to search engines, one line.
    """

    state: Literal["absent", "closed", "open"]
    problem: CouldNotCheck | None = None
    marked: bool = False
    said: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()
    stayed: bool = True
    where: str = ""
    sorry: str = ""
    data: frozenset[str] | None = None
    title: str = ""
    about: str = ""

    @property
    def found(self) -> bool:
        """By itself it looks like an account; of a made-up name, that tells against the site."""
        return self.state == "open" and (self.marked or bool(self.names.difference(_ADDRESSES)))

    def names_unlike(self, other: Look) -> frozenset[str]:
        """Where it names the account, and the other neither names its own nor says just the same."""
        same = {where for where, _ in self.said & other.said}
        return self.names - other.names - same


def failed(problem: CouldNotCheck) -> Look:
    """There is no answer."""
    return Look("closed", problem)


def look(site: Site, name: str, answer: Answer) -> Look:
    """Read one answer."""
    text = answer.text
    host = urlsplit(answer.url).hostname or site.name
    stayed = _is_of_name(site, name, answer.url)
    where = _without(answer.url, name)
    said = _said(answer, text)
    title = said.get("title", "")
    if (problem := closed(text, title, host, missing=answer.missing)) or (
        _led(site, name, answer.url) and (problem := leads_to_a_door(answer.url, host))
    ):
        return Look("closed", problem, stayed=stayed, where=where)
    if answer.status in site.missing or _stands(site.absent, text, name):
        return Look("absent", stayed=stayed, where=where)
    if answer.missing:
        return _missing(site, stayed=stayed, where=where)
    data = _data(answer, text)
    sorry = next((_without(said[spot], name) for spot in _HEADINGS if _SORRY.search(said.get(spot, ""))), "")
    pairs = frozenset(_fields(data) if data is not None else _spots(said))
    names = frozenset() if sorry else frozenset(where for where, text in pairs if _is_of(where, text, name))
    return Look(
        "open",
        marked=_stands(site.present, text, name),
        said=pairs,
        names=names,
        stayed=stayed,
        where=where,
        sorry=sorry,
        data=None if data is None else frozenset(map(str, data)) if isinstance(data, dict) else frozenset(),
        title=said.get("og:title") or title,
        about=said.get("og:description") or said.get("description", ""),
    )


def _led(site: Site, name: str, url: str) -> bool:
    """Whether another address than the one that was asked has answered; its query aside."""
    return urlsplit(url).path.rstrip("/") != urlsplit(site.ask_for(name)).path.rstrip("/")


def _is_of_name(site: Site, name: str, url: str) -> bool:
    """Whether an address is still that of the name: in its host or path, or in the query where it was asked so.

    A sign-in that remembers where one came from has the name in its query as well.
    """
    parts = urlsplit(url)
    if not _led(site, name, url) and NAME in urlsplit(site.asked).query:
        return _names(unquote(parts.query), name)
    return _names(unquote(f"{parts.netloc} {parts.path}"), name)


def _missing(site: Site, *, stayed: bool, where: str) -> Look:
    """404 or 410, which the definition does not speak of: evidence, unless it says absence in another way."""
    if not site.absent and not site.elsewhere:
        return Look("absent", stayed=stayed, where=where)
    return Look("closed", Unexpected(CHANGED), stayed=stayed, where=where)


def _stands(markers: tuple[str, ...], text: str, name: str) -> bool:
    """Whether one of the texts stands in an answer; those with the name in them in any case, as sites write it so."""
    for marker in markers:
        if NAME in marker:
            stands = marker.replace(NAME, name).casefold() in text.casefold()
        else:
            stands = text.strip() == marker[1:] if marker.startswith(EXACTLY) else marker in text
        if stands:
            return True
    return False


def _names(text: str, name: str) -> bool:
    """Whether a name stands in a text as a word of its own."""
    found = re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", text, re.IGNORECASE)
    return found is not None


def _without(text: str, name: str) -> str:
    return re.sub(re.escape(name), "", unquote(text), flags=re.IGNORECASE).strip().casefold()


# --- pages ------------------------------------------------------------------------------------------------------------


def _said(answer: Answer, text: str) -> dict[str, str]:
    """The headings of a page and its addresses, each by its own name."""
    if "json" in answer.media_type:
        return {}
    text = text[:_READ]
    said = {
        spot: _line(found[1])
        for spot, found in (("title", _TITLE.search(text)), ("heading", _HEADING.search(text)))
        if found
    }
    for element in islice(_ELEMENT.finditer(text), _ELEMENTS):
        attributes = {key.lower(): double or single for key, double, single in _ATTRIBUTE.findall(element[1])}
        spot = attributes.get("property") or attributes.get("name") or attributes.get("rel") or ""
        if spot.lower() in (*_HEADINGS, *_ADDRESSES, *_ABOUT):
            said.setdefault(spot.lower(), _line(attributes.get("content") or attributes.get("href") or ""))
    return said


def _line(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _spots(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    for spot in _HEADINGS:
        if said.get(spot):
            yield spot, said[spot]
    for spot in _ADDRESSES:
        text = said.get(spot, "")
        parts = urlsplit(text) if text.startswith(("http://", "https://", "/")) else urlsplit("")
        yield spot, unquote(f"{parts.netloc} {parts.path}")


def _is_of(where: str, text: str, name: str) -> bool:
    """Whether what stands there names the account: a word of a page, or the whole of a field."""
    if where.startswith(_FIELD):
        return text.lstrip("@").casefold() == name.casefold()
    return _names(text, name)


# --- data -------------------------------------------------------------------------------------------------------------


def _data(answer: Answer, text: str) -> Any:  # noqa: ANN401  whatever stood in the JSON
    """The data of an answer; None where it is none."""
    if "json" not in answer.media_type and text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _fields(data: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  the same
    """The short texts in data with their fields, those aside that only repeat the question."""
    left = [("", data)]
    for _ in range(_NODES):
        if not left:
            return
        field, value = left.pop()
        if isinstance(value, dict):
            left.extend((str(key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            left.extend((field, inner) for inner in value)
        elif isinstance(value, str) and len(value) < _SHORT and field.lower() not in _ECHOES:
            yield f"{_FIELD}{field}", value


def speaks_of_an_error(look: Look) -> bool:
    """Whether data look like a complaint."""
    return bool(look.data and {field.lower() for field in look.data} & _ERRORS)
