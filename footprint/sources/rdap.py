"""RDAP: what the public record of the person's own domains shows of who registered them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import Field

from footprint.errors import CouldNotCheck, Missing, Unexpected
from footprint.model import Evidence, Kind, Query, Record, Skipped, Subject
from footprint.places.spelling import squeezed
from footprint.sources import Source
from footprint.text.contacts import domain, is_office_email
from footprint.web import Web
from footprint.web.pages import registered
from footprint.web.shapes import MANY, Needed, Shape, Text

NOMINET = "https://rdap.nominet.uk/uk"
"""The registry of .uk; every other one is found by way of rdap.org, which sends on."""
DOMAINS = 8
_DEPTH = 3
_PARTS = 4

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+")
_HIDDEN = re.compile(r"redacted|withheld|not disclosed|privacy|data protected|statutory masking", re.IGNORECASE)
_ROLES = {
    "registrant": "Registrant",
    "administrative": "Administrative contact",
    "technical": "Technical contact",
    "billing": "Billing contact",
}
_TELLING = 4
"""A surname shorter than this stands in many domains that have nothing to do with it."""


class _Event(Shape):
    action: Text = Field(default="", alias="eventAction")
    day: Text = Field(default="", alias="eventDate")


class _Entity(Shape):
    roles: Annotated[tuple[Text, ...], MANY] = ()
    card: list[Any] | None = Field(default=None, alias="vcardArray")
    entities: Annotated[tuple[_Entity, ...], MANY] = ()


class _Domain(Shape):
    kind: Text = Field(default="domain", alias="objectClassName")
    name: Needed = Field(alias="ldhName")
    events: Annotated[tuple[_Event, ...], MANY] = ()
    entities: Annotated[tuple[_Entity, ...], MANY] = ()


class RDAP(Source):
    """One question for each domain: those of own sites, and of e-mail addresses whose domain bears the person's name.

    Any other domain behind an e-mail address is a mail service's or an employer's: its record tells of nobody.
    """

    name = "rdap"
    title = "Domain registration records"
    finds = "Your name, address, phone or e-mail in the public record of a web address that you registered"
    needs = "A website of your own, or an e-mail address at a domain that bears your name"
    sends = (Kind.SITE, Kind.EMAIL)
    address = "https://rdap.org"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """One question for each domain. Of an e-mail address only what stands behind the @ is sent."""
        for name in self._domains(subject)[:DOMAINS]:
            then = "If the registry of .uk does not answer, rdap.org is asked, which sends on to the right registry."
            yield Query(self.name, f"{self._registry(subject, name)}/domain/{name}", sends=(name,), then=then)

    def _domains(self, subject: Subject) -> tuple[str, ...]:
        sites = [_registered(site) for site in self.declared(subject, Kind.SITE)]
        emails = (value for value in self.declared(subject, Kind.EMAIL) if not is_office_email(value, subject))
        behind = [_registered(f"https://{domain(email)}") for email in emails]
        named = {squeezed(part) for name in self.declared(subject, Kind.NAME) for part in name.split()[-1:]}
        own = (name for name in behind if any(len(last) >= _TELLING and last in squeezed(name) for last in named))
        return tuple(dict.fromkeys(name for name in (*sites, *own) if name))

    def _registry(self, subject: Subject, name: str) -> str:
        """Nominet for .uk, unless the profile gives another address."""
        given = subject.settings(self.name).address
        return NOMINET if name.endswith(".uk") and not given else self.base(subject)

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record of the registration, or why it could not be read."""
        (name,) = query.sends
        other = f"{self.base(subject)}/domain/{name}"
        for url in dict.fromkeys((query.url, other)):
            try:
                found = await self._ask(web, url, name)
            except CouldNotCheck as error:
                problem = error
            else:
                yield self._record(found, name)
                return
        # The domain alone would read as if the website itself could not be looked at.
        yield Skipped(self.name, f"registration record of {name}", problem.cause, str(problem))

    async def _ask(self, web: Web, url: str, name: str) -> _Domain:
        """What one registry, or whoever it sends on to, says of a domain."""
        try:
            return await web.json(url, _Domain, sends=(name,), headers={"Accept": "application/rdap+json"})
        except Missing as error:
            said = f"There is no public record of {name}. Look at how it is written in the profile."
            raise Unexpected(said) from error

    def _record(self, found: _Domain, name: str) -> Record:
        events = {event.action: event.day[:10] for event in found.events}
        fields = [
            ("Domain", name),
            *_people(found.entities),
            ("Registered", events.get("registration", "")),
            ("Expires", events.get("expiration", "")),
        ]
        return Record(
            source=self.name,
            url=f"https://lookup.icann.org/en/lookup?name={quote(name)}",
            place=f"Registration record of {name}",
            title=f"Registration record of {name}",
            seen=datetime.now(UTC),
            register="domain",
            fields=tuple((label, value) for label, value in fields if value),
        )


def _registered(url: str) -> str:
    """The registered name, in the letters that are asked for; empty where it is none."""
    try:
        name = registered(url).encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        return ""
    return name if _NAME.fullmatch(name) else ""


def _people(entities: tuple[_Entity, ...], depth: int = _DEPTH) -> Iterator[tuple[str, str]]:
    """Whoever registered it or looks after it, in every part that is not blotted out; the registrar is a shop."""
    for entity in entities:
        role = next((_ROLES[role] for role in entity.roles if role in _ROLES), "")
        if role:
            yield from ((f"{role}{what}", value) for what, value in _card(entity.card) if not _HIDDEN.search(value))
        if depth and "registrar" not in entity.roles:
            yield from _people(entity.entities, depth - 1)


def _card(card: list[Any] | None) -> Iterator[tuple[str, str]]:
    """The lines of a jCard: ["vcard", [[name, parameters, type, value, …], …]]."""
    lines = card[1] if card and len(card) > 1 and isinstance(card[1], list) else []
    labels = {"fn": "", "org": "'s organisation", "adr": "'s address", "tel": "'s telephone", "email": "'s e-mail"}
    for line in lines:
        if not (isinstance(line, list) and len(line) >= _PARTS and isinstance(line[0], str) and line[0] in labels):
            continue
        params = line[1] if isinstance(line[1], dict) else {}
        said = params.get("label") if line[0] == "adr" else None
        value = said if isinstance(said, str) and said.strip() else _flat(line[3])
        value = re.sub(r"^(?:tel|mailto):", "", ", ".join(value.split("\n")).strip())
        if value:
            yield labels[line[0]], value.replace(".", " ", 1) if line[0] == "tel" and value[:1] == "+" else value


def _flat(value: Any, depth: int = _DEPTH) -> str:  # noqa: ANN401  whatever stood in the JSON
    """Text, or the parts of a list that are some, parted by commas."""
    if isinstance(value, list) and depth:
        return ", ".join(part for part in (_flat(one, depth - 1).strip() for one in value) if part)
    return value if isinstance(value, str) else ""
