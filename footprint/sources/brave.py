"""Brave Search: web pages that name the person, opened one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import BeforeValidator

from footprint.errors import NoKey
from footprint.model import Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.search import OPENED, Result, open_results, questions
from footprint.web.shapes import ENTRIES, MANY, Needed, Shape, Text, plain


class _Result(Shape):
    url: Needed
    title: Text = ""
    description: Text = ""
    extra_snippets: Annotated[tuple[Text, ...], MANY] = ()


def _results(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return value["results"] if isinstance(value, dict) and "results" in value else value


class _Asked(Shape):
    original: Text = ""


class _Answer(Shape):
    """`web` is missing where nothing was found; `query` is always there."""

    query: _Asked
    web: Annotated[tuple[_Result, ...], ENTRIES, BeforeValidator(_results)] = ()


class Brave(Source):
    """A few searches; what they find is opened."""

    name = "brave"
    title = "Brave Search"
    finds = "Web pages that name you: news, clubs, minutes, old candidate pages"
    needs = "Your name, and a key from brave.com/search/api"
    sends = (Kind.NAME, Kind.TOWN, Kind.COUNCIL, Kind.EMAIL, Kind.HANDLE, Kind.BUSINESS)
    key = "brave"
    address = "https://api.search.brave.com"
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """One query for each question."""
        for question in questions(subject, self.name):
            params = {"q": question.text, "count": str(OPENED), "country": "GB", "search_lang": "en"}
            yield Query(
                self.name,
                f"{self.base(subject)}/res/v1/web/search?{urlencode(params, quote_via=quote)}",
                sends=question.sends,
                then=question.then,
                about=(("question", question.text),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The pages found."""
        if not web.key:
            raise NoKey("Brave Search needs a key.")
        secret = {"X-Subscription-Token": web.key}
        answer = await web.json(query.url, _Answer, sends=query.sends, secret_headers=secret)
        found = (
            Result(r.url, plain(r.title), plain("\n".join((r.description, *r.extra_snippets)))) for r in answer.web
        )
        async for item in open_results(query, found, subject, web):
            yield item
