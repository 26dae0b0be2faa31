"""Companies House: company officers of the person's name, and the address that each appointment shows."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.errors import CouldNotCheck, NoKey, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.places.postcodes import normal_postcode
from footprint.sources import Source
from footprint.text.dates import find_dates
from footprint.text.names import NameMatch, closest
from footprint.web import Web
from footprint.web.shapes import ENTRIES, NAMED, Needed, Number, Shape, Text

NAMES = 4
"""This many forms of the name are searched for."""
FOUND, APPOINTMENTS = 50, 50
"""This many are asked for in one answer."""
OPENED = 10
"""The appointments of this many officers are opened for one form of the name."""

PAGES = "https://find-and-update.company-information.service.gov.uk"
_OFFICER = re.compile(r"/officers/([\w-]{1,80})/appointments")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FLAT = re.compile(r"((?:flat|apartment|apt|unit|room|suite)\.?\s+\w{1,5})\s+(?=\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"\A(\d{1,5}[A-Za-z]?),\s*")
_AT_HOME = frozenset({"united kingdom", "uk", "england", "wales", "scotland", "northern ireland", "great britain"})


class _Birth(Shape):
    month: Text = ""
    year: Text = ""

    @property
    def words(self) -> str:
        """As in "March 1974"; empty where it is not a month and a year."""
        if not (self.month.isdecimal() and self.year.isdecimal() and 1 <= int(self.month[:2]) <= len(_MONTHS)):
            return ""
        return f"{_MONTHS[int(self.month[:2]) - 1]} {self.year[:4]}"


class _Address(Shape):
    care_of: Text = ""
    po_box: Text = ""
    premises: Text = ""
    address_line_1: Text = ""
    address_line_2: Text = ""
    locality: Text = ""
    region: Text = ""
    country: Text = ""
    postal_code: Text = ""

    @property
    def line(self) -> str:
        """One line, as addresses are written here: the house before its street, the postcode last."""
        house, street = _FLAT.sub(r"\1, ", self.premises.strip()), self.address_line_1.strip()
        numbered = house and house[-1:].isalnum() and any(c.isdigit() for c in house.split()[-1])
        joint = " " if numbered and street and not street[0].isdigit() else ", "
        parts = [self.care_of, self.po_box, joint.join(filter(None, (house, street)))]
        parts += [self.address_line_2, self.locality, self.region]
        if self.country.strip().casefold() not in _AT_HOME:
            parts.append(self.country)
        # The register holds some postcodes in another field, most of all that of the country.
        found = [code for part in (self.postal_code, *parts) if (code := normal_postcode(part))]
        kept = [part.strip() for part in parts if part.strip() and not normal_postcode(part)]
        return ", ".join((*kept, *found[:1]))


class _Officer(Shape):
    title: Needed
    date_of_birth: Annotated[_Birth, NAMED] = _Birth()
    address: Annotated[_Address, NAMED] = _Address()
    address_snippet: Text = ""
    links: Annotated[dict[str, object], NAMED] = Field(default_factory=dict)

    @property
    def line(self) -> str:
        """The address; the search's own line of it where its parts are not told."""
        return self.address.line or _NUMBERED.sub(r"\1 ", self.address_snippet.strip())

    @property
    def id(self) -> str:
        """What the register calls this officer; empty where that is not as it should be."""
        found = _OFFICER.fullmatch(str(self.links.get("self", "")))
        return found[1] if found else ""


class _Officers(Shape):
    items: Annotated[tuple[_Officer, ...], ENTRIES]


class _Company(Shape):
    company_name: Text = ""
    company_number: Text = ""
    company_status: Text = ""


class _Appointment(Shape):
    appointed_to: Annotated[_Company, NAMED] = _Company()
    officer_role: Text = ""
    appointed_on: Text = ""
    resigned_on: Text = ""
    occupation: Text = ""
    address: Annotated[_Address, NAMED] = _Address()


class _Appointments(Shape):
    date_of_birth: Annotated[_Birth, NAMED] = _Birth()
    items: Annotated[tuple[_Appointment, ...], ENTRIES]
    total_results: Number = 0


class CompaniesHouse(Source):
    """A search for each form of the name; then the appointments of those who may be the person."""

    name = "companieshouse"
    title = "Companies House"
    finds = "Companies you are or were an officer of, with the address and the month of birth that anyone can see there"
    needs = "Your name, and a free key from developer.company-information.service.gov.uk"
    sends = (Kind.NAME,)
    key = "companieshouse"
    address = "https://api.company-information.service.gov.uk"
    pace = 0.5  # 600 requests in five minutes

    def plan(self, subject: Subject) -> Iterator[Query]:
        """A search for each form of the name."""
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            params = urlencode({"q": form, "items_per_page": str(FOUND)}, quote_via=quote)
            then = f"The appointments of up to {OPENED} of that name are opened, but of none born in another month."
            yield Query(
                self.name,
                f"{self.base(subject)}/search/officers?{params}",
                sends=(form,),
                then=then,
                about=(("name", form),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each officer of the name."""
        if not web.key:
            raise NoKey("Companies House needs a key.")
        answer = await web.json(query.url, _Officers, sends=query.sends, secret_headers=_secret(web))
        names = self.declared(subject, Kind.NAME)
        officers = answer.items[:FOUND]
        named = [officer for officer in officers if closest(officer.title, names) is not NameMatch.DIFFERENT]
        opened, problem = 0, None
        for officer in named:
            if problem or opened == OPENED or not officer.id or _is_another(officer, subject):
                yield self._record(officer)
                continue
            opened += 1
            try:
                async for item in self._appointments(officer, subject, web):
                    yield item
            except CouldNotCheck as error:  # what holds us back now would hold us back from the next officer
                problem = error
        if len(officers) == FOUND and officers[-1] in named:
            asked = dict(query.about)["name"]
            reason = f"The search found more officers of this name than the first {FOUND}; those were read."
            yield Skipped(self.name, f"further officers called {asked}", Cause.TOO_LARGE, reason)
        if problem:
            raise problem

    async def _appointments(self, officer: _Officer, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        url = f"{self.base(subject)}/officers/{officer.id}/appointments?items_per_page={APPOINTMENTS}"
        try:
            answer = await web.json(url, _Appointments, secret_headers=_secret(web))
        except CouldNotCheck as error:
            yield self._record(officer)  # what the search shows of this officer is known all the same
            if not isinstance(error, Unexpected | TooLarge):
                raise
            yield Skipped(self.name, _page(officer), error.cause, str(error))
            return
        first = answer.items[:APPOINTMENTS]
        yield self._record(officer, first, answer.date_of_birth.words)
        if max(answer.total_results, len(answer.items)) > len(first):
            reason = f"There are {answer.total_results} appointments; the first {len(first)} were read."
            yield Skipped(self.name, _page(officer), Cause.TOO_LARGE, reason)

    def _record(self, officer: _Officer, appointments: tuple[_Appointment, ...] = (), born: str = "") -> Record:
        """What the register shows of one officer; each address once."""
        fields = [("Name", officer.title), ("Date of birth", officer.date_of_birth.words or born)]
        addresses = {officer.line: "Correspondence address"}
        for one in appointments:
            company = one.appointed_to
            role = one.officer_role.replace("-", " ").capitalize() or "Officer"
            until = f", resigned {one.resigned_on}" if one.resigned_on else ""
            number = f" ({company.company_number})" if company.company_number else ""
            fields.append((role, f"{company.company_name}{number}{until}"))
            addresses.setdefault(one.address.line, f"Correspondence address for {company.company_name}")
        fields += [(label, line) for line, label in addresses.items()]
        return Record(
            source=self.name,
            url=_page(officer),
            place=f"Companies House, officer {officer.id[:8] or officer.title}",
            title=f"Companies House: {officer.title}",
            seen=datetime.now(UTC),
            register="companies-house",
            fields=tuple((label, value) for label, value in fields if value),
        )


def _page(officer: _Officer) -> str:
    """The page that a person would open."""
    if officer.id:
        return f"{PAGES}/officers/{officer.id}/appointments"
    return f"{PAGES}/search/officers?q={quote(officer.title)}"


def _is_another(officer: _Officer, subject: Subject) -> bool:
    """Born in another month than the person: nothing more is asked about them."""
    born = officer.date_of_birth.words
    declared = [day for fact in subject.all(Kind.BIRTH_DATE) for day in find_dates(fact.value) if day.year]
    return bool(born and declared) and all(born != f"{_MONTHS[day.month - 1]} {day.year}" for day in declared)


def _secret(web: Web) -> dict[str, str]:
    """Basic authentication: the key as user name, without a password."""
    return {"Authorization": "Basic " + base64.b64encode(f"{web.key}:".encode()).decode()}
