"""GitHub: the profile of a declared handle, the e-mail addresses in its public commits, and accounts of the name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from footprint.errors import CouldNotCheck, Unexpected
from footprint.model import Account, Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.shapes import ENTRIES, Needed, Number, Shape, Text

COMMITS = 100
"""The newest of them are read; GitHub gives no more in one answer."""
USERS = 8
"""Of the accounts that bear the name, so many are opened: without a key GitHub answers 60 questions an hour."""
NAMES = 2
"""This many forms of the name are searched for: without a key GitHub answers ten searches a minute."""

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class _User(Shape):
    login: Needed
    html_url: Needed
    avatar_url: Text = ""
    name: Text = ""
    company: Text = ""
    blog: Text = ""
    location: Text = ""
    email: Text = ""
    bio: Text = ""
    twitter_username: Text = ""


class _Author(Shape):
    name: Text = ""
    email: Text = ""


class _Change(Shape):
    author: _Author


class _Repository(Shape):
    full_name: Text = ""


class _Commit(Shape):
    html_url: Needed
    commit: _Change
    repository: _Repository = _Repository()


class _Commits(Shape):
    total_count: Number = 0
    incomplete_results: bool = False
    items: Annotated[tuple[_Commit, ...], ENTRIES]


class _Hit(Shape):
    login: Needed
    html_url: Text = ""


class _Hits(Shape):
    total_count: Number = 0
    incomplete_results: bool = False
    items: Annotated[tuple[_Hit, ...], ENTRIES]


class GitHub(Source):
    """Two questions for each declared handle, its profile and its commits; and a search for each form of the name."""

    name = "github"
    title = "GitHub"
    finds = "Your GitHub profile, e-mail addresses in your public commits, and accounts that bear your name"
    needs = "Your name; your GitHub user name where you have one. A key is not needed; with one it answers more often"
    sends = (Kind.HANDLE, Kind.NAME)
    key = "github"
    key_optional = True
    address = "https://api.github.com"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The profile and the newest commits of each handle, and the accounts of each form of the name."""
        for handle in self.declared(subject, Kind.HANDLE, "github"):
            user = quote(handle, safe="")
            base = self.base(subject)
            yield Query(self.name, f"{base}/users/{user}", sends=(handle,), about=(("profile", handle),))
            yield Query(
                self.name,
                f"{base}/search/commits?q=author:{user}&sort=author-date&order=desc&per_page={COMMITS}",
                sends=(handle,),
                then=f"The newest {COMMITS} public commits are read.",
                about=(("commits", handle),),
            )
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            phrase = quote(f'fullname:"{form.replace(chr(34), " ")}" type:user', safe="")
            then = f"Up to {USERS} accounts found are opened. {self.compares(subject)}".strip()
            url = f"{self.base(subject)}/search/users?q={phrase}&per_page={USERS}"
            yield Query(self.name, url, sends=(form,), then=then, about=(("search", form),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """An account, a record of the addresses in its commits, or the accounts of the name."""
        kind, handle = query.about[0]
        if kind == "search":
            items = self._search(query, subject, web)
        else:
            items = self._profile(query, handle, web) if kind == "profile" else self._commits(query, handle, web)
        async for item in items:
            yield item

    async def _profile(self, query: Query, handle: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        answer = await web.get(
            query.url, sends=query.sends, headers=_HEADERS, secret_headers=_secret(web), missing_ok=True
        )
        if answer.missing:
            raise Unexpected(f"GitHub knows no user “{handle}”. Look at how it is written in the profile.")
        yield self._account(web.parse(answer, _User), declared=True)

    def _account(self, user: _User, *, declared: bool) -> Account:
        said = [
            ("About", user.bio),
            ("Location", user.location),
            ("Company", user.company),
            ("E-mail", user.email),
            ("Twitter", user.twitter_username),
        ]
        return Account(
            source=self.name,
            url=user.html_url,
            place=f"GitHub profile of {user.login}",
            title=f"GitHub profile of {user.login}",
            seen=datetime.now(UTC),
            service="GitHub",
            handle=user.login,
            declared=declared,
            name=user.name,
            bio="\n".join(f"{label}: {value}" for label, value in said if value),
            links=(user.blog,) if user.blog else (),
            picture=user.avatar_url,
        )

    async def _search(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The accounts of the name, each opened: a search gives no more than their handles."""
        hits = await web.json(query.url, _Hits, sends=query.sends, headers=_HEADERS, secret_headers=_secret(web))
        own = {handle.casefold() for handle in self.declared(subject, Kind.HANDLE, "github")}
        accounts = []
        for hit in [hit for hit in hits.items if hit.login.casefold() not in own][:USERS]:
            url = f"{self.base(subject)}/users/{quote(hit.login, safe='')}"
            try:
                user = await web.json(url, _User, headers=_HEADERS, secret_headers=_secret(web))
            except CouldNotCheck as error:
                yield Skipped(self.name, hit.html_url or url, error.cause, str(error))
            else:
                accounts.append(self._account(user, declared=False))
        async for item in self.alike(accounts, subject, web):
            yield item
        if hits.incomplete_results or hits.total_count > len(hits.items):
            reason = f"GitHub lists {hits.total_count} accounts of this name; {len(hits.items)} were looked at."
            yield Skipped(self.name, f"further accounts named {query.sends[0]}", Cause.TOO_LARGE, reason)

    async def _commits(self, query: Query, handle: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        commits = await web.json(query.url, _Commits, sends=query.sends, headers=_HEADERS, secret_headers=_secret(web))
        addresses: dict[str, _Commit] = {}
        for commit in commits.items:
            email = commit.commit.author.email
            if email and not email.endswith("@users.noreply.github.com"):
                addresses.setdefault(email.lower(), commit)
        for email, commit in addresses.items():
            yield Record(
                source=self.name,
                url=commit.html_url,
                place=f"GitHub commits of {handle}",
                title=f"A commit in {commit.repository.full_name or 'a public repository'}",
                seen=datetime.now(UTC),
                register="commit-emails",
                fields=(("Author", commit.commit.author.name), ("Author e-mail", email)),
            )
        if commits.incomplete_results or commits.total_count > len(commits.items):
            reason = f"GitHub lists {commits.total_count} commits; the newest {len(commits.items)} were read."
            yield Skipped(self.name, f"older commits of {handle}", Cause.TOO_LARGE, reason)


def _secret(web: Web) -> dict[str, str]:
    return {"Authorization": f"Bearer {web.key}"} if web.key else {}
