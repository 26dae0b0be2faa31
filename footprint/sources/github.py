"""GitHub: the profile of a declared handle, and the e-mail addresses that stand in its public commits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from footprint.errors import Unexpected
from footprint.model import Account, Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.data import parse
from footprint.web.shapes import MANY, Shape, Text

COMMITS = 100
"""The newest of them are read; GitHub gives no more in one answer."""

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class _User(Shape):
    login: str
    html_url: str
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
    html_url: str
    commit: _Change
    repository: _Repository = _Repository()


class _Commits(Shape):
    total_count: int
    incomplete_results: bool = False
    items: Annotated[tuple[_Commit, ...], MANY]


class GitHub(Source):
    """Two questions for each declared handle: who it says it is, and what its commits give away."""

    name = "github"
    title = "GitHub"
    finds = "Your GitHub profile, and e-mail addresses that stand in your public commits"
    needs = "Your GitHub user name. A key is not needed; with one GitHub answers more often"
    sends = (Kind.HANDLE,)
    key = "github"
    key_optional = True
    address = "https://api.github.com"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The profile and the newest commits of each handle."""
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

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """An account, or a record of the addresses in its commits."""
        del subject
        kind, handle = query.about[0]
        ask = self._profile if kind == "profile" else self._commits
        async for item in ask(query, handle, web):
            yield item

    async def _profile(self, query: Query, handle: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        answer = await web.get(
            query.url, sends=query.sends, headers=_HEADERS, secret_headers=_secret(web), missing_ok=True
        )
        if answer.missing:
            raise Unexpected(f"GitHub knows no user “{handle}”. Look at how it is written in the profile.")
        user = parse(answer, _User)
        said = [
            ("About", user.bio),
            ("Location", user.location),
            ("Company", user.company),
            ("E-mail", user.email),
            ("Twitter", user.twitter_username),
        ]
        yield Account(
            source=self.name,
            url=user.html_url,
            place=f"GitHub profile of {user.login}",
            title=f"GitHub profile of {user.login}",
            seen=datetime.now(UTC),
            service="GitHub",
            handle=user.login,
            declared=True,
            name=user.name,
            bio="\n".join(f"{label}: {value}" for label, value in said if value),
            links=(user.blog,) if user.blog else (),
        )

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
