"""GDELT: news of the last three months from many papers that name the person, opened one by one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote, urlencode

from footprint.errors import Throttled, Unexpected
from footprint.model import Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Answer, Web, notices
from footprint.web.search import OPENED, Result, open_results
from footprint.web.shapes import ENTRIES, Needed, Shape, Text

NAMES = 4
"""This many forms of the name stand in one question."""
RECORDS = 50
_NOTICE = 1000
"""A notice in words is shorter than this."""
_CONTROL = re.compile(rb"[\x00-\x1f]")
_ESCAPE = re.compile(rb'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')


class _Article(Shape):
    url: Needed
    title: Text = ""


class _Articles(Shape):
    """An empty object where nothing was found."""

    articles: Annotated[tuple[_Article, ...], ENTRIES] | None = None


class GDELT(Source):
    """The names with the town, then the names alone."""

    name = "gdelt"
    title = "GDELT news search"
    finds = "News articles of the last three months that name you"
    needs = "Your name"
    sends = (Kind.NAME, Kind.TOWN, Kind.COUNCIL)
    address = "https://api.gdeltproject.org"
    pace = 6.5  # one request in five seconds, by a clock that is not ours
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """Two questions; one where no town or council is declared."""
        names = self.declared(subject, Kind.NAME)[:NAMES]
        beside = (self.declared(subject, Kind.TOWN) or self.declared(subject, Kind.COUNCIL))[:1]
        for place in dict.fromkeys((beside, ())) if names else ():
            phrases = [_phrase(name) for name in names]
            either = phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"
            text = " ".join((either, *map(_phrase, place), "sourcecountry:UK"))
            params = {
                "query": text,
                "mode": "artlist",
                "format": "json",
                "maxrecords": str(RECORDS),
                "sort": "datedesc",
            }
            yield Query(
                self.name,
                f"{self.base(subject)}/api/v2/doc/doc?{urlencode(params, quote_via=quote)}",
                sends=(*names, *place),
                then=f"The first {OPENED} articles found are opened, where they let programs in.",
                about=(("question", text),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The articles found."""
        answer = await web.get(query.url, sends=query.sends)
        _heed(answer)
        articles = web.parse(_mended(answer), _Articles).articles
        if articles is None and "".join(answer.text.split()) != "{}":
            raise Unexpected("GDELT's data have a shape that Footprint does not know: they lack the articles.")
        found = (Result(article.url, article.title, "") for article in articles or ())
        async for item in open_results(query, found, subject, web):
            yield item


def _heed(answer: Answer) -> None:
    """The service says in plain words, with the status of a success, that it was asked too often or cannot search.

    Raises:
        Throttled: it asked us to slow down.
        Unexpected: it takes the question for wrong.
    """
    said = answer.text.strip()[:_NOTICE].casefold()
    if said.startswith(("{", "[")):
        return
    if notices.too_often(said):
        raise Throttled("GDELT asked us to slow down, though one request went out in more than six seconds.")
    if said and not said.startswith("<"):
        raise Unexpected(
            "GDELT did not take the search for one that it can answer. A very short or common name is one."
        )


def _mended(answer: Answer) -> Answer:
    """The list as JSON: headlines are passed on with control characters and backslashes that JSON does not know."""
    known = _ESCAPE.sub(lambda found: found[0] if found[1] else b"", answer.body)
    return replace(answer, body=_CONTROL.sub(b" ", known))


def _phrase(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
