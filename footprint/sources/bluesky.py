"""Bluesky: the declared account and what it posted, and accounts that bear the person's name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.errors import Unexpected
from footprint.model import Account, Cause, Evidence, Kind, Post, Query, Skipped, Subject
from footprint.places.spelling import squeezed
from footprint.sources import Source
from footprint.web import Web
from footprint.web.shapes import ENTRIES, NAMED, Needed, Shape, Text, moment

FEED_PAGES = 3
POSTS_A_PAGE = 100
ACTORS = 25
NAMES = 4
"""This many forms of the name are searched for, as they are and as handles are made of them."""

LONGEST_HANDLE = 18
"""Letters before the first dot: Bluesky takes no more."""


class _Actor(Shape):
    did: Text = ""
    handle: Needed
    name: Text = Field(default="", alias="displayName")
    description: Text = ""
    website: Text = ""
    avatar: Text = ""


class _Actors(Shape):
    actors: Annotated[tuple[_Actor, ...], ENTRIES]


class _PostRecord(Shape):
    text: Text = ""
    created: Text = Field(default="", alias="createdAt")


class _PostView(Shape):
    uri: Needed
    author: _Actor
    record: _PostRecord
    embed: Annotated[dict[str, Any], NAMED] = Field(default_factory=dict)


class _FeedItem(Shape):
    post: _PostView
    reason: Any = None


class _Feed(Shape):
    feed: Annotated[tuple[_FeedItem, ...], ENTRIES]
    cursor: Text = ""


class Bluesky(Source):
    """The declared handle's profile and posts, and a search for each form of the name."""

    name = "bluesky"
    title = "Bluesky"
    finds = "Your Bluesky profile and posts, and Bluesky accounts that bear your name or show your picture"
    needs = "Your name; your Bluesky handle where you have one"
    sends = (Kind.HANDLE, Kind.NAME)
    address = "https://public.api.bsky.app"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """Profile, feed, and searches for the name."""
        for handle in self.declared(subject, Kind.HANDLE, "bluesky"):
            yield self._query(subject, "actor.getProfile", handle, "profile", actor=handle)
            yield self._query(
                subject,
                "feed.getAuthorFeed",
                handle,
                "feed",
                then=f"Up to {FEED_PAGES * POSTS_A_PAGE} of the newest posts are read.",
                actor=handle,
                limit=str(POSTS_A_PAGE),
                filter="posts_with_replies",
            )
        forms = self.declared(subject, Kind.NAME)[:NAMES]
        then = self.compares(subject)
        for text in (*forms, *_handles(forms)):
            yield self._query(subject, "actor.searchActors", text, "search", then=then, q=text, limit=str(ACTORS))

    def _query(self, subject: Subject, method: str, sent: str, what: str, *, then: str = "", **params: str) -> Query:
        url = f"{self.base(subject)}/xrpc/app.bsky.{method}?{urlencode(params, quote_via=quote)}"
        return Query(self.name, url, sends=(sent,), then=then, about=((what, sent),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """An account, its posts, or the accounts that bear the name."""
        what, sent = query.about[0]
        try:
            if what == "profile":
                actor = await web.json(query.url, _Actor, sends=query.sends)
                yield self._account(actor, declared=True)
            elif what == "feed":
                async for item in self._posts(query, sent, web):
                    yield item
        except Unexpected as error:  # so it answers for a handle that it does not know
            raise Unexpected(f"{error} Is “{sent}” written as it is on Bluesky?") from error
        if what == "search":
            found = await web.json(query.url, _Actors, sends=query.sends)
            own = {handle.casefold() for handle in self.declared(subject, Kind.HANDLE, "bluesky")}
            others = [actor for actor in found.actors if actor.handle.casefold() not in own]
            async for item in self.alike((self._account(one, declared=False) for one in others), subject, web):
                yield item

    def _account(self, actor: _Actor, *, declared: bool) -> Account:
        return Account(
            source=self.name,
            url=f"https://bsky.app/profile/{actor.handle}",
            place=f"Bluesky account @{actor.handle}",
            title=f"Bluesky account @{actor.handle}",
            seen=datetime.now(UTC),
            service="Bluesky",
            handle=actor.handle,
            declared=declared,
            name=actor.name,
            bio=actor.description,
            links=(actor.website,) if actor.website else (),
            picture=actor.avatar,
        )

    async def _posts(self, query: Query, handle: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The person's own posts, page by page; what they shared of others is not theirs."""
        cursor = ""
        for _ in range(FEED_PAGES):
            url = f"{query.url}&cursor={quote(cursor, safe='')}" if cursor else query.url
            page = await web.json(url, _Feed, sends=query.sends)
            for item in page.feed:
                if "#reasonRepost" not in f"{item.reason}":
                    yield self._post(item.post)
            cursor = page.cursor
            if not cursor or not page.feed:
                return
        reason = f"The newest {FEED_PAGES * POSTS_A_PAGE} posts were read; older ones were not."
        yield Skipped(self.name, f"older posts of @{handle}", Cause.TOO_LARGE, reason)

    def _post(self, view: _PostView) -> Post:
        handle = view.author.handle
        published = moment(view.record.created)
        return Post(
            source=self.name,
            url=f"https://bsky.app/profile/{handle}/post/{view.uri.rsplit('/', 1)[-1]}",
            place=f"Bluesky posts of @{handle}",
            title=f"Bluesky post{published.strftime(' of %d %B %Y') if published else ''}",
            seen=datetime.now(UTC),
            service="Bluesky",
            handle=handle,
            declared=True,
            text="\n".join(part for part in (view.record.text, *_descriptions(view.embed)) if part),
            published=published,
        )


def _handles(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Forms of the name as an account may be called: "Ros Quillfeather" as "rosquillfeather"."""
    made = dict.fromkeys(map(squeezed, forms))
    return tuple(h for h in made if h.isascii() and len(h) <= LONGEST_HANDLE and h not in {*forms, ""})


def _descriptions(embed: Any, depth: int = 5) -> Iterator[str]:  # noqa: ANN401  an open union of views
    """The texts that describe a post's pictures; not those of a quoted post, which may be another's."""
    if isinstance(embed, list) and depth:
        for part in embed:
            yield from _descriptions(part, depth - 1)
    if isinstance(embed, dict) and depth:
        if isinstance(embed.get("alt"), str):
            yield embed["alt"]
        for name in ("images", "items", "media"):
            yield from _descriptions(embed.get(name), depth - 1)
