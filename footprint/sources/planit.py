"""PlanIt: planning applications that name the person, or lie at their own postcode where that may be sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.text.home_ground import council_core
from footprint.web import Web
from footprint.web.shapes import ENTRIES, NAMED, Number, Shape, Text

NAMES = 2
"""This many forms of the name are searched for."""
PAGE_SIZE, PAGES = 50, 3
AROUND = "0.1"
"""Kilometres around a postcode."""

_PEOPLE = (
    ("applicant_name", "Applicant"),
    ("applicant_company", "Applicant's company"),
    ("applicant_address", "Applicant's address"),
    ("agent_name", "Agent"),
)


class _Application(Shape):
    name: Text = ""
    uid: Text = ""
    area_name: Text = ""
    address: Text = ""
    postcode: Text = ""
    description: Text = ""
    app_state: Text = ""
    start_date: Text = ""
    link: Text = ""
    url: Text = ""
    other_fields: Annotated[dict[str, Any], NAMED] = Field(default_factory=dict)


class _Applications(Shape):
    records: Annotated[tuple[_Application, ...], ENTRIES]
    total: Number | None = None


class PlanIt(Source):
    """The names in the council's area and everywhere; the own postcode where the profile lets it be sent."""

    name = "planit"
    title = "PlanIt planning applications"
    finds = "Planning applications that name you, with the address they are about"
    needs = 'Your name. To have your own street looked at, also_send = ["postcode"] under [sources.planit]'
    sends = (Kind.NAME, Kind.COUNCIL)
    address = "https://www.planit.org.uk"
    pace = 5.0  # its limits are not published, and going over them shuts one out for minutes

    def plan(self, subject: Subject) -> Iterator[Query]:
        """One question for each form of the name in the council's area, one for the first everywhere."""
        areas = [core for name in self.declared(subject, Kind.COUNCIL)[:1] if (core := council_core(name))]
        names = self.declared(subject, Kind.NAME)[:NAMES]
        for area in areas:
            for form in names:
                yield self._query(subject, (form, area), search=_phrase(form), auth=area)
        for form in names[:1] if areas else names:
            yield self._query(subject, (form,), search=_phrase(form))
        for code in self.declared(subject, Kind.POSTCODE)[:1]:
            yield self._query(subject, (code,), pcode=code, krad=AROUND)

    def _query(self, subject: Subject, sends: tuple[str, ...], **params: str) -> Query:
        params |= {"pg_sz": str(PAGE_SIZE), "sort": "-start_date"}
        return Query(
            self.name,
            f"{self.base(subject)}/api/applics/json?{urlencode(params, quote_via=quote)}",
            sends=sends,
            then=f"Up to {PAGES * PAGE_SIZE} applications are read, the newest first.",
            about=(("asked", ", ".join(sends)),),
        )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each application, page by page."""
        del subject
        read = 0
        for number in range(1, PAGES + 1):
            url = f"{query.url}&page={number}" if number > 1 else query.url
            page = await web.json(url, _Applications, sends=query.sends)
            for application in page.records[:PAGE_SIZE]:
                yield self._record(application)
            read += len(page.records)
            if len(page.records) < PAGE_SIZE or page.total == read:
                return
        reason = f"The newest {read} applications were read; older ones were not."
        yield Skipped(self.name, f"older applications for {dict(query.about)['asked']}", Cause.TOO_LARGE, reason)

    def _record(self, application: _Application) -> Record:
        reference = application.uid or application.name
        others = application.other_fields
        postcode = application.postcode if application.postcode not in application.address else ""
        fields = (
            ("Reference", reference),
            ("Council", application.area_name),
            *((label, str(others.get(name) or "")) for name, label in _PEOPLE),
            ("Address", ", ".join(part for part in (application.address, postcode) if part)),
            ("Proposal", application.description),
            ("Received", application.start_date),
            ("Decision", application.app_state),
        )
        links = (application.url, application.link)  # the council can change it, the others only copy
        return Record(
            source=self.name,
            url=next((link for link in links if link.startswith(("https://", "http://"))), self.address),
            place=f"Planning application {reference} ({application.area_name})",
            title=f"Planning application {reference}",
            seen=datetime.now(UTC),
            register="planning",
            fields=tuple((label, value) for label, value in fields if value),
        )


def _phrase(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
