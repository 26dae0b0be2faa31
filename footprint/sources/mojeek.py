"""Mojeek: a search engine with an index of its own; pages that name the person, opened one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Annotated
from urllib.parse import quote, urlencode

from footprint.errors import Blocked, NoKey, Throttled
from footprint.model import Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web, notices
from footprint.web.search import OPENED, Result, open_results, questions
from footprint.web.shapes import ENTRIES, Needed, Shape, Text, plain


class _Result(Shape):
    url: Needed
    title: Text = ""
    desc: Text = ""


class _Response(Shape):
    """Where something is wrong, `status` says what, and there are no results."""

    status: Needed
    results: Annotated[tuple[_Result, ...], ENTRIES] = ()


class _Answer(Shape):
    response: _Response


class Mojeek(Source):
    """A few searches; what they find is opened."""

    name = "mojeek"
    title = "Mojeek"
    finds = "Web pages that name you, from an index that is neither Google's nor Bing's"
    needs = "Your name, and a key from mojeek.com/services/search/web-search-api"
    sends = (Kind.NAME, Kind.TOWN, Kind.COUNCIL, Kind.EMAIL, Kind.HANDLE, Kind.BUSINESS)
    key = "mojeek"
    address = "https://api.mojeek.com"
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """One query for each question. The key goes into the address only when it is asked."""
        for question in questions(subject, self.name):
            params = {"q": question.text, "fmt": "json", "t": str(OPENED), "lb": "EN", "rb": "GB"}
            yield Query(
                self.name,
                f"{self.base(subject)}/search?{urlencode(params, quote_via=quote)}",
                sends=question.sends,
                then=question.then,
                about=(("question", question.text),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The pages found."""
        if not web.key:
            raise NoKey("Mojeek needs a key.")
        answer = await web.json(query.url, _Answer, sends=query.sends, secret_params={"api_key": web.key})
        response = answer.response
        if notices.too_often(response.status):
            raise Throttled("Mojeek was asked as often as your key allows. Try again tomorrow.")
        if response.status.upper() != "OK":
            raise Blocked("Mojeek did not answer the search. Look whether the key is still good, and set it again.")
        found = (Result(r.url, plain(r.title), plain(r.desc)) for r in response.results)
        async for item in open_results(query, found, subject, web):
            yield item
