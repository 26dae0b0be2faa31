"""The Charity Commission for England and Wales: the entry of a charity that the person declared as their own.

Its register cannot be searched by trustee; the report has a link for the person to do that by hand.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from pydantic import RootModel

from footprint.errors import NoKey, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.places.spelling import fold
from footprint.sources import Source
from footprint.text.names import NameMatch, closest
from footprint.web import Web
from footprint.web.shapes import ENTRIES, MANY, Needed, Shape, Text

OPENED = 5
"""The entries of this many charities of the name are opened."""

HITS = 1000
"""A name that more charities hold is nobody's own."""

PAGES = "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details"


class _Hit(Shape):
    reg_charity_number: Needed
    group_subsid_suffix: Text = "0"
    charity_name: Text = ""


class _Hits(RootModel[Annotated[tuple[_Hit, ...], ENTRIES]]):
    """A list; null where nothing was found."""


class _Trustee(Shape):
    trustee_name: Text = ""


class _Charity(Shape):
    organisation_number: Text = ""
    charity_name: Needed
    address_line_one: Text = ""
    address_line_two: Text = ""
    address_line_three: Text = ""
    address_line_four: Text = ""
    address_line_five: Text = ""
    address_post_code: Text = ""
    phone: Text = ""
    email: Text = ""
    web: Text = ""
    trustee_names: Annotated[tuple[_Trustee, ...], MANY] = ()

    @property
    def address(self) -> str:
        """One line."""
        lines = (self.address_line_one, self.address_line_two, self.address_line_three, self.address_line_four)
        parts = (part.strip(" ,") for part in (*lines, self.address_line_five, self.address_post_code))
        return ", ".join(part for part in parts if part)


class CharityCommission(Source):
    """One question for each business or charity of the person's own."""

    name = "charitycommission"
    title = "The Charity Commission"
    finds = (
        "What the register of charities shows of a charity of yours: its address, phone and e-mail, and you as trustee"
    )
    needs = (
        "The name of a charity of your own under businesses, and a free key from api-portal.charitycommission.gov.uk"
    )
    sends = (Kind.BUSINESS,)
    key = "charitycommission"
    address = "https://api.charitycommission.gov.uk"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """A search for each name."""
        for name in self.declared(subject, Kind.BUSINESS):
            url = f"{self.base(subject)}/register/api/searchCharityName/{quote(name, safe='')}"
            then = f"The entries of up to {OPENED} charities of that name are opened."
            yield Query(self.name, url, sends=(name,), then=then, about=(("name", name),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each charity whose name holds the one asked for."""
        if not web.key:
            raise NoKey("The Charity Commission needs a key.")
        secret = {"Ocp-Apim-Subscription-Key": web.key}
        answer = await web.get(query.url, sends=query.sends, secret_headers=secret, missing_ok=True)
        hits = () if answer.missing else web.parse(answer, _Hits).root
        asked = dict(query.about)["name"]
        named = [hit for hit in hits[:HITS] if _numbered(hit) and fold(asked) in fold(hit.charity_name)]
        for hit in named[:OPENED]:
            entry = f"{hit.reg_charity_number}/{hit.group_subsid_suffix}"
            url = f"{self.base(subject)}/register/api/allcharitydetailsV2/{entry}"
            try:
                found = await web.json(url, _Charity, secret_headers=secret)
            except (Unexpected, TooLarge) as error:  # the others of that name may still be read
                yield Skipped(self.name, f"charity {hit.reg_charity_number}", error.cause, str(error))
                continue
            yield self._record(found, hit, subject)
        if len(named) > OPENED:
            reason = f"The search found {len(named)} charities of this name; the first {OPENED} were opened."
            yield Skipped(self.name, f"further charities called {asked}", Cause.TOO_LARGE, reason)

    def _record(self, charity: _Charity, hit: _Hit, subject: Subject) -> Record:
        """What concerns the person: other trustees are other people, and are left out."""
        names = tuple(fact.value for fact in subject.all(Kind.NAME))
        trustees = (one.trustee_name for one in charity.trustee_names)
        fields = [
            ("Charity", charity.charity_name),
            *(("Trustee", name) for name in trustees if closest(name, names) is not NameMatch.DIFFERENT),
            ("Contact address", charity.address),
            ("Telephone", charity.phone),
            ("E-mail", charity.email),
            ("Website", charity.web),
        ]
        return Record(
            source=self.name,
            url=f"{PAGES}/{quote(charity.organisation_number or hit.reg_charity_number, safe='')}",
            place=f"Register of charities, number {hit.reg_charity_number}",
            title=f"Register of charities: {charity.charity_name}",
            seen=datetime.now(UTC),
            register="charity",
            fields=tuple((label, value) for label, value in fields if value),
        )


def _numbered(hit: _Hit) -> bool:
    """Whether its numbers are some, as they go into an address."""
    return hit.reg_charity_number.isdecimal() and hit.group_subsid_suffix.isdecimal()
