"""Searching the web for a person: what to ask an engine, and opening what it found."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from footprint.errors import CouldNotCheck
from footprint.model import MAY_BE_SENT, Cause, Kind, Page, Query, Skipped, Subject
from footprint.web import Web
from footprint.web.councils import known, software
from footprint.web.follow import open_page
from footprint.web.pages import same_site
from footprint.web.pictures import PICTURES

OPENED = 10
"""This many results of one question are opened."""
_COUNCILLORS = re.compile(
    r"/mg(?:UserInfo|RofI|DeclarationSubmission|MemberIndex|WebService)\b|/ViewCMIS_Person\b", re.IGNORECASE
)
"""ModernGov's and CMIS's pages about councillors; minutes and agendas are opened like any other page."""
LONGEST = 350
"""Letters in one question; engines take 400, some fewer words."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an engine is asked.

    Attributes:
        text: as the person would type it.
        sends: the declared strings in it.
        left_out: declared strings that did not fit.
    """

    text: str
    sends: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def then(self) -> str:
        """What follows, for the plan."""
        more = f" These did not fit: {', '.join(self.left_out)}." if self.left_out else ""
        pictures = f"Up to {PICTURES} pictures on each that names you are looked at."
        return f"The first {OPENED} pages found are opened, where they let programs in. {pictures}{more}"


@dataclass(frozen=True, slots=True)
class Result:
    """One result of an engine, as plain text."""

    url: str
    title: str
    snippet: str


def questions(subject: Subject, source: str) -> Iterator[Question]:
    """Eight at most, the most telling first.

    The name with the town, and with the council; all other forms of it; e-mail addresses; handles; the person's own
    business; adults of the family who agreed to it; and what the profile lets this source send besides.
    """

    def values(kind: Kind) -> tuple[str, ...]:
        private = (i.value for i in subject.sendable(source, kind) if not i.on_purpose)
        return tuple(dict.fromkeys(private))

    names, town, council = values(Kind.NAME), values(Kind.TOWN)[:1], values(Kind.COUNCIL)[:1]
    besides = sorted(subject.settings(source).also_send - MAY_BE_SENT - {Kind.FAMILY})
    asked = (
        _question(names[:1], town or council),
        _question(names[:1], council),
        _question(names[1:], town or council),
        _question(values(Kind.EMAIL)),
        _question(values(Kind.HANDLE)),
        _question(values(Kind.BUSINESS), town or council),
        _question(values(Kind.FAMILY), town or council),
        _question(tuple(value for kind in besides for value in values(kind))),
    )
    yield from dict.fromkeys(question for question in asked if question.sends)


def _question(any_of: tuple[str, ...], beside: tuple[str, ...] = ()) -> Question:
    """One of these, each as a phrase; and this beside it."""
    fitting: list[str] = []
    room = LONGEST - sum(len(word) + 3 for word in beside)
    for value in any_of:
        room -= len(value) + len(' OR ""')
        if room >= 0 or not fitting:
            fitting.append(value)
    if not fitting:
        return Question("", ())
    either = " OR ".join(_phrase(value) for value in fitting)
    grouped = f"({either})" if beside and len(fitting) > 1 else either
    words = (_phrase(word) if " " in word else word for word in beside)
    left_out = tuple(value for value in any_of if value not in fitting)
    return Question(" ".join((grouped, *words)), (*fitting, *beside), left_out)


def _phrase(value: str) -> str:
    return '"' + value.replace('"', " ") + '"'


async def open_results(
    query: Query, results: Iterable[Result], subject: Subject, web: Web
) -> AsyncIterator[Page | Skipped]:
    """Every page found, opened; where one does not let us in, the reason and the engine's own extract of it.

    The person's own sites, and their own pages on the council's, are left to the sources that read them whole.
    """
    found = {result.url: result for result in results if _host(result.url) and not _read_elsewhere(result.url, subject)}
    first = list(found.values())[:OPENED]
    for items in await asyncio.gather(*(_open(result, query.source, web) for result in first)):
        for item in items:
            yield item
    if len(found) > OPENED:
        asked = dict(query.about).get("question", query.url)
        reason = f"The search found {len(found)} pages; the first {OPENED} were opened."
        yield Skipped(query.source, f"further pages found for {asked}", Cause.TOO_LARGE, reason)


async def _open(result: Result, source: str, web: Web) -> tuple[Page | Skipped, ...]:
    """One page; or why it did not open, and what the engine shows of it."""
    try:
        return (await open_page(web, result.url, source)).seen
    except CouldNotCheck as error:
        return Skipped(source, result.url, error.cause, str(error)), _extract(source, result)


def _host(url: str) -> str:
    """The host of an address; empty where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _read_elsewhere(url: str, subject: Subject) -> bool:
    """Whether another source opens that page: the person's own sites, their own pages on the council's."""
    own = subject.all(Kind.SITE) if subject.settings("ownsites").enabled else ()
    return any(same_site(url, site.value) for site in own) or (
        _host(url) in _councils(subject) and _COUNCILLORS.search(urlsplit(url).path) is not None
    )


def _councils(subject: Subject) -> frozenset[str]:
    """Hosts on which another source reads what the council publishes of the person."""
    kept = known(subject)
    sites = [site.value for site in subject.all(Kind.COUNCIL_SITE)] + ([kept.address] if kept else [])
    read = {_host(site) for site in sites if subject.settings(software(site)).enabled}
    return frozenset(read - {""})


def _extract(source: str, result: Result) -> Page:
    """What the engine shows of a page that could not be opened."""
    note = "Extract shown by the search engine; the page itself could not be opened."
    return Page(
        source=source,
        url=result.url,
        place=_host(result.url),
        title=result.title or result.url,
        seen=datetime.now(UTC),
        text="\n".join(part for part in (result.title, result.snippet, note) if part),
    )
