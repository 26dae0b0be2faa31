"""The Gazette: official notices that name the person (insolvency, estates, honours, planning), opened one by one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import BeforeValidator, Field

from footprint.errors import CouldNotCheck, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.follow import open_page
from footprint.web.shapes import ENTRIES, Needed, Number, Shape, Text, plain

NAMES = 4
"""This many forms of the name are searched for."""
OPENED = 10
"""This many notices of one question are opened, the newest first."""

_NUMBER = re.compile(r"(?:https?://[\w.-]+)?(?:/id)?/notice/([\w-]{1,40})")


def _content(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    """Text, or an object that holds it beside its attributes."""
    if isinstance(value, dict):
        return "\n".join(text for name, text in value.items() if isinstance(text, str) and not name.startswith("@"))
    return "" if value is None else value


class _Entry(Shape):
    id: Needed
    title: Annotated[str, BeforeValidator(_content)] = ""
    content: Annotated[str, BeforeValidator(_content)] = ""
    published: Text = ""

    @property
    def number(self) -> str:
        """The notice's own; empty for a page of a printed issue."""
        found = _NUMBER.fullmatch(self.id)
        return found[1] if found else ""


class _Feed(Shape):
    """`entry` is missing where nothing was found, and one object where one was; the total may be text, or missing."""

    total: Number | None = Field(default=None, alias="f:total")
    entry: Annotated[tuple[_Entry, ...], ENTRIES] | None = None


class Gazette(Source):
    """One question for each form of the name, as a phrase."""

    name = "gazette"
    title = "The Gazette"
    finds = "Official notices that name you, with the address that stands in them"
    needs = "Your name"
    sends = (Kind.NAME,)
    address = "https://www.thegazette.co.uk"
    pace = 2.0

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The newest notices with the name in them."""
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            phrase = '"' + form.replace('"', " ") + '"'
            params = {"text": phrase, "results-page-size": str(OPENED), "sort-by": "latest-date"}
            yield Query(
                self.name,
                f"{self.base(subject)}/all-notices/notice/data.json?{urlencode(params, quote_via=quote)}",
                sends=(form,),
                then=f"The newest {OPENED} notices found are opened.",
                about=(("name", form),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each notice; where it does not open, the reason and what the search shows of it."""
        feed = await web.json(query.url, _Feed, sends=query.sends)
        if feed.total is None and feed.entry is None:
            raise Unexpected("The Gazette's data have a shape that Footprint does not know: they lack the notices.")
        notices = (feed.entry or ())[:OPENED]
        for items in await asyncio.gather(*(self._notice(entry, subject, web) for entry in notices)):
            for item in items:
                yield item
        more = len(notices) == OPENED if feed.total is None else feed.total > len(notices)
        if more:
            count = f"found {feed.total} notices" if feed.total else "may have found more notices"
            reason = f"The search {count}; the newest {len(notices)} were read."
            yield Skipped(self.name, f"older notices that name {query.sends[0]}", Cause.TOO_LARGE, reason)

    async def _notice(self, entry: _Entry, subject: Subject, web: Web) -> tuple[Record | Skipped, ...]:
        extract = plain(entry.content)
        if not entry.number:
            return (self._record(entry, entry.id, extract),)
        url = f"{self.base(subject)}/notice/{entry.number}"
        try:
            read = await open_page(web, url, self.name)
        except CouldNotCheck as error:
            return Skipped(self.name, url, error.cause, str(error)), self._record(entry, url, extract)
        return (self._record(entry, read.page.url, read.page.text), *read.left_out)

    def _record(self, entry: _Entry, url: str, text: str) -> Record:
        title = plain(entry.title) or "A notice without a title"
        fields = (("Notice", title), ("Published", entry.published[:10]), ("", text))
        return Record(
            source=self.name,
            url=url,
            place=f"The Gazette, notice {entry.number}" if entry.number else "The Gazette",
            title=f"The Gazette: {title}",
            seen=datetime.now(UTC),
            register="gazette",
            fields=tuple((label, value) for label, value in fields if value),
        )
