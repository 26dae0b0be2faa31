"""YouTube: the declared channel and its films, and films whose titles or descriptions name the person.

A search costs a hundredth of what a key may ask for in a day, so only two are made.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.errors import Blocked, Missing, NoKey, Unexpected
from footprint.model import Account, Cause, Evidence, Kind, Post, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Model, Web
from footprint.web.shapes import EACH, ENTRIES, Needed, Shape, Text, moment, plain

HANDLES = 2
NAMES = 2
HITS = 25
PAGES = 2
FILMS_A_PAGE = 50

_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.|m\.)?youtube\.com/(?:channel/|@|c/|user/)?(?P<name>[^/?#\s]+).*")
_WATCH = "https://www.youtube.com/watch?v="


class _Picture(Shape):
    url: Text = ""


class _Snippet(Shape):
    title: Text = ""
    description: Text = ""
    published: Text = Field(default="", alias="publishedAt")
    channel: Text = Field(default="", alias="channelTitle")
    address: Text = Field(default="", alias="customUrl")
    thumbnails: Annotated[dict[str, _Picture], EACH] = Field(default_factory=dict)


class _Playlists(Shape):
    uploads: Text = ""


class _Details(Shape):
    playlists: _Playlists = Field(default=_Playlists(), alias="relatedPlaylists")


class _Channel(Shape):
    id: Needed
    snippet: _Snippet
    details: _Details = Field(default=_Details(), alias="contentDetails")


class _Channels(Shape):
    kind: str
    items: Annotated[tuple[_Channel, ...], ENTRIES] = ()


class _Video(Shape):
    snippet: _Snippet


class _Videos(Shape):
    kind: str
    items: Annotated[tuple[_Video, ...], ENTRIES] = ()


class _Film(Shape):
    film: Needed = Field(alias="videoId")


class _Hit(Shape):
    id: _Film
    snippet: _Snippet


class _Hits(Shape):
    kind: str
    items: Annotated[tuple[_Hit, ...], ENTRIES] = ()


class _Listed(_Snippet):
    resource: _Film = Field(alias="resourceId")


class _Upload(Shape):
    snippet: _Listed


class _Uploads(Shape):
    kind: str
    items: Annotated[tuple[_Upload, ...], ENTRIES] = ()
    following: Text = Field(default="", alias="nextPageToken")


class YouTube(Source):
    """One question for each declared channel and for each form of the name."""

    name = "youtube"
    title = "YouTube"
    finds = "Your YouTube channel, and films whose titles or descriptions name you"
    needs = "Your name, or your YouTube channel, and a free key from console.cloud.google.com (YouTube Data API)"
    sends = (Kind.HANDLE, Kind.NAME)
    key = "youtube"
    address = "https://www.googleapis.com"
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The channels, and a search for each form of the name as a phrase."""
        handles = dict.fromkeys(map(_read, self.declared(subject, Kind.HANDLE, "youtube")[:HANDLES]))
        for handle in handles:
            named = {"id": handle} if _CHANNEL.fullmatch(handle) else {"forHandle": handle}
            url = self._url(subject, "channels", part="snippet,contentDetails", **named)
            then = f"The titles and descriptions of up to {PAGES * FILMS_A_PAGE} of its newest films are read."
            yield Query(self.name, url, sends=(handle,), then=then, about=(("channel", handle),))
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            phrase = '"' + form.replace('"', " ") + '"'
            url = self._url(subject, "search", part="snippet", type="video", maxResults=str(HITS), q=phrase)
            yield Query(self.name, url, sends=(form.replace('"', " "),), about=(("search", form),))

    def _url(self, subject: Subject, method: str, **params: str) -> str:
        return f"{self.base(subject)}/youtube/v3/{method}?{urlencode(params, quote_via=quote, safe=',')}"

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A channel and its films, or films that name the person."""
        if not web.key:
            raise NoKey("YouTube answers only with a key.")
        what, about = query.about[0]
        items = self._channel(query, about, subject, web) if what == "channel" else self._search(query, web)
        async for item in items:
            yield item

    async def _ask(self, url: str, model: type[Model], sends: tuple[str, ...], web: Web) -> Model:
        try:
            return await web.json(url, model, sends=sends, secret_headers={"X-Goog-Api-Key": web.key})
        except Blocked as error:
            reason = (
                "YouTube did not let us in: the key is wrong, or not meant for the YouTube Data API or this computer. "
                "Look in console.cloud.google.com."
            )
            raise Blocked(reason) from error
        except Unexpected as error:  # so it answers to a key that is none
            raise Unexpected(f"{error} If that goes on, the key may be wrong: set it again.") from error

    async def again(self, query: Query, subject: Subject, web: Web) -> tuple[Evidence | Skipped, ...]:
        """A film in which something was found before: a search may no longer show it."""
        film = query.url.removeprefix(_WATCH)
        found = await self._ask(self._url(subject, "videos", part="snippet", id=film), _Videos, (), web)
        if not found.items:
            raise Missing("This film is no longer on YouTube.")
        place = dict(query.about)["place"]
        own = [_place(_read(handle)) for handle in self.declared(subject, Kind.HANDLE, "youtube")]
        return (self._post(found.items[0].snippet, film, place.removeprefix(_place("")), declared=place in own),)

    async def _channel(
        self, query: Query, handle: str, subject: Subject, web: Web
    ) -> AsyncIterator[Evidence | Skipped]:
        found = await self._ask(query.url, _Channels, query.sends, web)
        if not found.items:
            raise Unexpected(f"YouTube knows no channel “{handle}”. Look at how it is written in the profile.")
        for channel in found.items[:1]:
            yield self._account(channel, handle)
            async for item in self._films(channel, handle, subject, web):
                yield item

    async def _films(
        self, channel: _Channel, handle: str, subject: Subject, web: Web
    ) -> AsyncIterator[Evidence | Skipped]:
        """The channel's own films, the newest first."""
        playlist = channel.details.playlists.uploads
        if not playlist:
            return
        url = self._url(subject, "playlistItems", part="snippet", maxResults=str(FILMS_A_PAGE), playlistId=playlist)
        token = ""
        for _ in range(PAGES):
            page = await self._ask(f"{url}&pageToken={quote(token, safe='')}" if token else url, _Uploads, (), web)
            for upload in page.items:
                yield self._post(upload.snippet, upload.snippet.resource.film, handle, declared=True)
            token = page.following
            if not token:
                return
        reason = f"The newest {PAGES * FILMS_A_PAGE} films were read; older ones were not."
        yield Skipped(self.name, f"older films of {handle}", Cause.TOO_LARGE, reason)

    async def _search(self, query: Query, web: Web) -> AsyncIterator[Evidence | Skipped]:
        found = await self._ask(query.url, _Hits, query.sends, web)
        for hit in found.items:
            yield self._post(hit.snippet, hit.id.film, plain(hit.snippet.channel), declared=False)

    def _account(self, channel: _Channel, handle: str) -> Account:
        snippet = channel.snippet
        return Account(
            source=self.name,
            url=f"https://www.youtube.com/channel/{quote(channel.id, safe='')}",
            place=_place(handle),
            title=_place(handle),
            seen=datetime.now(UTC),
            service="YouTube",
            handle=snippet.address or handle,
            declared=True,
            name=snippet.title,
            bio=snippet.description,
            picture=next((picture.url for picture in snippet.thumbnails.values()), ""),
        )

    def _post(self, snippet: _Snippet, film: str, handle: str, *, declared: bool) -> Post:
        """A film by its words. Searches give titles as HTML, and descriptions cut short."""
        title = plain(snippet.title)
        return Post(
            source=self.name,
            url=f"{_WATCH}{quote(film, safe='')}",
            place=_place(handle),
            title=title,
            seen=datetime.now(UTC),
            service="YouTube",
            handle=handle,
            declared=declared,
            text="\n".join(part for part in (title, plain(snippet.description)) if part),
            published=moment(snippet.published),
        )


def _read(handle: str) -> str:
    """The name or number of a channel, also where its address was written down."""
    found = _ADDRESS.fullmatch(handle)
    return (found["name"] if found else handle).lstrip("@")


def _place(handle: str) -> str:
    return f"YouTube channel {handle}"
