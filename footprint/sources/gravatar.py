"""Gravatar: the public profile that belongs to an e-mail address, asked for by the address's hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field

from footprint.model import Account, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.shapes import MANY, NAMED, Needed, Shape, Text

_HANDLE = re.compile(r"https?://[^/]+/([^/?#]+)")


class _Link(Shape):
    label: Text = ""
    url: Text = ""


class _Linked(Shape):
    service_label: Text = ""
    url: Text = ""


class _Profile(Shape):
    hash: Text = ""
    profile_url: Needed
    display_name: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    location: Text = ""
    description: Text = ""
    job_title: Text = ""
    company: Text = ""
    verified_accounts: Annotated[tuple[_Linked, ...], MANY] = ()
    links: Annotated[tuple[_Link, ...], MANY] = ()
    contact_info: Annotated[dict[str, Any], NAMED] = Field(default_factory=dict)

    @property
    def bio(self) -> str:
        """Everything the profile says in words, a line each."""
        said = [
            ("Name", f"{self.first_name} {self.last_name}".strip()),
            ("Location", self.location),
            ("About", self.description),
            ("Job", self.job_title),
            ("Company", self.company),
            *((name.replace("_", " ").capitalize(), value) for name, value in self.contact_info.items()),
        ]
        return "\n".join(f"{label}: {value}" for label, value in said if isinstance(value, str) and value)


class Gravatar(Source):
    """One question for each declared e-mail address."""

    name = "gravatar"
    title = "Gravatar"
    finds = "The public Gravatar profile behind your e-mail addresses: name, place, links and other accounts"
    needs = "Your e-mail addresses (they leave your computer only as a hash)"
    sends = (Kind.EMAIL,)
    address = "https://api.gravatar.com"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """A profile for each address; the address itself stands in no question."""
        for email in self.declared(subject, Kind.EMAIL):
            digest = hashlib.sha256(email.strip().lower().encode()).hexdigest()
            yield Query(
                self.name,
                f"{self.base(subject)}/v3/profiles/{digest}",
                sends=(f"{email} (only as a hash)",),
                then="The address is sent as a SHA-256 hash: Gravatar knows it only if it already has the address.",
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The profile; nothing where there is none."""
        del subject
        answer = await web.get(query.url, sends=query.sends, missing_ok=True)
        if answer.missing:
            return
        profile = web.parse(answer, _Profile)
        links = [*(link.url for link in profile.links), *(account.url for account in profile.verified_accounts)]
        named = _HANDLE.match(profile.profile_url)
        handle = named[1] if named else profile.hash
        yield Account(
            source=self.name,
            url=profile.profile_url,
            place=f"Gravatar profile {handle}",
            title=f"Gravatar profile “{profile.display_name or handle}”",
            seen=datetime.now(UTC),
            service="Gravatar",
            handle=handle,
            declared=True,
            name=profile.display_name,
            bio=profile.bio,
            links=tuple(dict.fromkeys(link for link in links if link)),
        )
