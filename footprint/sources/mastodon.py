"""Mastodon: the declared account and what it posted, and accounts that bear the person's name.

There are thousands of servers. A declared "name@its.server" is found through that server's WebFinger; a name is
searched for on the servers of the declared accounts, else on the largest, and most let nobody search who is not
signed in, which is then said.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import RootModel

from footprint.errors import Blocked, Missing, Unexpected
from footprint.model import Account, Cause, Evidence, Kind, Post, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.shapes import ENTRIES, MANY, Needed, Shape, Text, moment, plain, web_address

PAGES = 3
POSTS_A_PAGE = 40
FOUND = 40
NAMES = 2
SERVERS = 2
"""This many forms of the name are searched for, on this many servers."""

_HANDLE = re.compile(r"@?(?P<user>[^@/\s]+)@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?)", re.IGNORECASE)
_PROFILE = re.compile(r"https?://(?P<host>[a-z0-9.-]+\.[a-z0-9-]+(?::\d{1,5})?)/@(?P<user>[^@/\s]+)/?", re.IGNORECASE)
_EMOJI = re.compile(r":\w{1,60}:", re.ASCII)
_LINK = re.compile(r'href="(https?://[^"<>\s]{1,500})"')


class _Link(Shape):
    rel: Text = ""
    href: Text = ""


class _Finger(Shape):
    subject: Needed
    links: Annotated[tuple[_Link, ...], MANY] = ()


class _Field(Shape):
    name: Text = ""
    value: Text = ""


class _Account(Shape):
    id: Needed
    acct: Needed
    url: Text = ""
    display_name: Text = ""
    note: Text = ""
    avatar: Text = ""
    avatar_static: Text = ""
    fields: Annotated[tuple[_Field, ...], MANY] = ()


class _Media(Shape):
    description: Text = ""


class _Status(Shape):
    id: Needed
    url: Text = ""
    uri: Text = ""
    created_at: Text = ""
    content: Text = ""
    spoiler_text: Text = ""
    reblog: Any = None
    media_attachments: Annotated[tuple[_Media, ...], MANY] = ()


class _Statuses(RootModel[Annotated[tuple[_Status, ...], ENTRIES]]):
    """An array, the newest first."""


class _Found(Shape):
    accounts: Annotated[tuple[_Account, ...], ENTRIES]


@dataclass(frozen=True, slots=True)
class _Handle:
    """A declared account: its name on a server, and where that is."""

    user: str
    host: str

    def __str__(self) -> str:
        return f"{self.user}@{self.host}"


class Mastodon(Source):
    """The declared account with its posts, and a search for the name."""

    name = "mastodon"
    title = "Mastodon"
    finds = "Your Mastodon profile and posts, and accounts that bear your name, where a server lets one ask"
    needs = "Your name; your Mastodon account, with its server, where you have one"
    sends = (Kind.HANDLE, Kind.NAME)
    address = "https://mastodon.social"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """Where each declared account lives, and searches for the name."""
        handles = self.declared(subject, Kind.HANDLE, "mastodon")
        known = [(handle, _read(handle)) for handle in handles]
        servers = dict.fromkeys(self._server(subject, found.host) for _, found in known if found)
        for written, found in known:
            yield self._profile_query(subject, written, found)
        for server in list(servers or {self.base(subject): None})[:SERVERS]:
            for form in self.declared(subject, Kind.NAME)[:NAMES]:
                asked = urlencode({"q": form, "type": "accounts", "limit": str(FOUND)}, quote_via=quote)
                url = f"{server}/api/v2/search?{asked}"
                yield Query(self.name, url, sends=(form,), then=self.compares(subject), about=(("search", server),))

    def _server(self, subject: Subject, host: str) -> str:
        """Where a server is asked; the profile may give one address for all."""
        return subject.settings(self.name).address.rstrip("/") or f"https://{host.lower()}"

    def _profile_query(self, subject: Subject, written: str, found: _Handle | None) -> Query:
        sent = str(found) if found else written
        server = self._server(subject, found.host) if found else self.base(subject)
        url = f"{server}/.well-known/webfinger?resource=acct:{quote(sent, safe='@')}"
        then = f"The profile and up to {PAGES * POSTS_A_PAGE} of the newest posts are read, on the server it names."
        return Query(self.name, url, sends=(sent,), then=then, about=(("profile", written),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """An account and its posts, or the accounts that bear the name."""
        what, about = query.about[0]
        items = self._search(query, about, subject, web) if what == "search" else self._profile(query, about, web)
        async for item in items:
            yield item

    async def _profile(self, query: Query, written: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        handle = _read(written)
        if handle is None:
            raise Unexpected(f"“{written}” names no server. Write it in the profile like name@mastodon.social.")
        server = await self._home(query, web)
        url = f"{server}/api/v1/accounts/lookup?acct={quote(str(handle), safe='@')}"
        answer = await web.get(url, sends=query.sends, missing_ok=True)
        if answer.missing:
            raise Unexpected(f"{urlsplit(server).hostname} does not show “{handle}”, or does not run Mastodon.")
        account = web.parse(answer, _Account)
        yield self._account(account, server, declared=True)
        async for item in self._posts(account, str(handle), server, web):
            yield item

    async def _home(self, query: Query, web: Web) -> str:
        """The server that an account lives on; the part behind the @ may only point there."""
        try:
            finger = await web.json(query.url, _Finger, sends=query.sends)
        except Missing as error:
            raise Unexpected(f"{error} Is “{query.sends[0]}” written as it is on Mastodon?") from error
        asked = urlsplit(query.url)
        self_links = (urlsplit(web_address(link.href)) for link in finger.links if link.rel == "self")
        home = next((link for link in self_links if link.scheme in ("https", asked.scheme)), asked)
        return f"{home.scheme}://{home.netloc}"

    async def _posts(self, account: _Account, handle: str, server: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The account's own posts, page by page; what it shared of others is not its own."""
        account_id = quote(account.id, safe="")
        start = f"{server}/api/v1/accounts/{account_id}/statuses?limit={POSTS_A_PAGE}&exclude_reblogs=true"
        last = ""
        for _ in range(PAGES):
            url = f"{start}&max_id={quote(last, safe='')}" if last else start
            try:
                page = (await web.json(url, _Statuses)).root
            except (Blocked, Missing) as error:
                yield Skipped(self.name, f"posts of @{handle}", error.cause, str(error))
                return
            for status in page:
                if not status.reblog:
                    yield self._post(status, handle, server)
            if not page or page[-1].id == last:
                return
            last = page[-1].id
        reason = f"The newest {PAGES * POSTS_A_PAGE} posts were read; older ones were not."
        yield Skipped(self.name, f"older posts of @{handle}", Cause.TOO_LARGE, reason)

    async def _search(self, query: Query, server: str, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        try:
            found = await web.json(query.url, _Found, sends=query.sends)
        except Blocked as error:
            host = urlsplit(server).hostname
            reason = f"{host} lets nobody search who is not signed in. Search for your name there yourself."
            raise Blocked(reason) from error
        own = set(self._own(subject))
        accounts = (self._account(account, server, declared=False) for account in found.accounts)
        others = (account for account in accounts if account.handle.casefold() not in own)
        async for item in self.alike(others, subject, web):
            yield item

    def _own(self, subject: Subject) -> Iterator[str]:
        """The declared accounts, also by the address of the server that is asked for them."""
        for handle in filter(None, map(_read, self.declared(subject, Kind.HANDLE, "mastodon"))):
            yield str(handle).casefold()
            yield f"{handle.user}@{urlsplit(self._server(subject, handle.host)).netloc}".casefold()

    def _account(self, account: _Account, server: str, *, declared: bool) -> Account:
        handle = account.acct if "@" in account.acct else f"{account.acct}@{urlsplit(server).netloc}"
        fields = [f"{plain(field.name)}: {plain(field.value)}" for field in account.fields if field.value]
        marked = (account.note, *(field.value for field in account.fields))
        return Account(
            source=self.name,
            url=web_address(account.url) or f"{server}/@{quote(account.acct, safe='@')}",
            place=f"Mastodon account @{handle}",
            title=f"Mastodon account @{handle}",
            seen=datetime.now(UTC),
            service="Mastodon",
            handle=handle,
            declared=declared,
            name=_EMOJI.sub(" ", account.display_name).strip(),
            bio="\n".join(part for part in (plain(account.note), *fields) if part),
            links=tuple(dict.fromkeys(link for text in marked for link in _LINK.findall(text))),
            picture=account.avatar_static or account.avatar,
        )

    def _post(self, status: _Status, handle: str, server: str) -> Post:
        published = moment(status.created_at)
        told = (status.spoiler_text, plain(status.content), *(media.description for media in status.media_attachments))
        return Post(
            source=self.name,
            url=web_address(status.url) or web_address(status.uri) or server,
            place=f"Mastodon posts of @{handle}",
            title=f"Mastodon post{published.strftime(' of %d %B %Y') if published else ''}",
            seen=datetime.now(UTC),
            service="Mastodon",
            handle=handle,
            declared=True,
            text="\n".join(part for part in told if part),
            published=published,
        )


def _read(written: str) -> _Handle | None:
    """A declared account, as "name@its.server" or as the address of its profile; None where it names no server."""
    found = _HANDLE.fullmatch(written) or _PROFILE.fullmatch(written)
    return _Handle(found["user"], found["host"]) if found else None
