"""SearXNG: the person's own search engine, which asks many others; what it finds is opened page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated
from urllib.parse import quote, urlencode

from footprint.errors import Blocked, ServiceFailed
from footprint.model import Cause, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.search import Result, open_results, questions
from footprint.web.shapes import ENTRIES, MANY, Shape, Text, plain


class _Result(Shape):
    url: Text
    title: Text = ""
    content: Text = ""


class _Answer(Shape):
    results: Annotated[tuple[_Result, ...], ENTRIES]
    unresponsive_engines: Annotated[tuple[tuple[Text, ...] | Text, ...], MANY] = ()


class SearXNG(Source):
    """A few searches on an instance of one's own; what they find is opened."""

    name = "searxng"
    title = "SearXNG"
    finds = "Web pages that name you: news, clubs, minutes, old candidate pages"
    needs = "Your name, and the public address of a SearXNG of your own under [sources.searxng]"
    sends = (Kind.NAME, Kind.TOWN, Kind.COUNCIL, Kind.EMAIL, Kind.HANDLE, Kind.BUSINESS)
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """One query for each question; none without an address."""
        base = self.base(subject)
        for question in questions(subject, self.name) if base else ():
            params = {"q": question.text, "format": "json", "language": "en-GB", "safesearch": "0"}
            yield Query(
                self.name,
                f"{base}/search?{urlencode(params, quote_via=quote)}",
                sends=question.sends,
                then=question.then,
                about=(("question", question.text),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The pages found, and which of the engines behind it did not answer."""
        try:
            answer = await web.json(query.url, _Answer, sends=query.sends)
        except Blocked as error:
            mend = 'Add "json" under search: formats: in its settings.yml, which is off by default.'
            raise Blocked(f"This SearXNG does not give its results to programs. {mend}") from error
        silent = ", ".join(": ".join(e) if isinstance(e, tuple) else e for e in answer.unresponsive_engines)
        if silent and not answer.results:
            raise ServiceFailed(f"None of the search engines behind this SearXNG answered ({plain(silent)}).")
        found = (Result(r.url, plain(r.title), plain(r.content)) for r in answer.results if r.url)
        async for item in open_results(query, found, subject, web):
            yield item
        if silent:
            asked = dict(query.about)["question"]
            reason = f"Some search engines behind this SearXNG did not answer: {plain(silent)}."
            yield Skipped(self.name, f"a part of the search for {asked}", Cause.SERVICE_FAILED, reason)
