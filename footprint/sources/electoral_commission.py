"""The Electoral Commission: donations to parties and politicians, by donor or receiver of the person's name."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.text.names import NameMatch, closest
from footprint.web import Web
from footprint.web.shapes import ENTRIES, Needed, Number, Shape, Text

NAMES = 4
"""This many forms of the name are searched for."""
ROWS = 50
"""The newest of them are read."""

_DOT_NET = re.compile(r"/Date\((-?\d{1,14})(?:[+-]\d{4})?\)/")


class _Donation(Shape):
    reference: Needed = Field(alias="ECRef")
    donor: Text = Field(default="", alias="DonorName")
    status: Text = Field(default="", alias="DonorStatus")
    postcode: Text = Field(default="", alias="Postcode")
    receiver: Text = Field(default="", alias="RegulatedEntityName")
    value: Text = Field(default="", alias="Value")
    kind: Text = Field(default="", alias="DonationType")
    accepted: Text = Field(default="", alias="AcceptedDate")
    received: Text = Field(default="", alias="ReceivedDate")


class _Donations(Shape):
    total: Number = Field(default=0, alias="Total")
    result: Annotated[tuple[_Donation, ...], ENTRIES] = Field(alias="Result")


class ElectoralCommission(Source):
    """One question for each form of the name."""

    name = "electoralcommission"
    title = "The Electoral Commission"
    finds = "Political donations that you gave or were given, with the date and the amount"
    needs = "Your name"
    sends = (Kind.NAME,)
    address = "https://search.electoralcommission.org.uk"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The newest donations that name the person."""
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            params = {"query": form, "start": "0", "rows": str(ROWS), "sort": "AcceptedDate", "order": "desc"}
            url = f"{self.base(subject)}/api/search/Donations?{urlencode(params, quote_via=quote)}"
            yield Query(self.name, url, sends=(form,), then=f"The newest {ROWS} are read.", about=(("name", form),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each donation by or to somebody of the name; the search finds single words too."""
        answer = await web.json(query.url, _Donations, sends=query.sends)
        names = self.declared(subject, Kind.NAME)
        rows = answer.result[:ROWS]
        named = [
            donation
            for donation in rows
            if any(closest(who, names) is not NameMatch.DIFFERENT for who in (donation.donor, donation.receiver))
        ]
        for donation in named:
            yield self._record(donation)
        if named and named[-1] is rows[-1] and answer.total > len(rows):
            reason = f"The search found {answer.total} donations; the newest {len(rows)} were read."
            yield Skipped(self.name, f"older donations that name {query.sends[0]}", Cause.TOO_LARGE, reason)

    def _record(self, donation: _Donation) -> Record:
        fields = (
            ("Donor", donation.donor),
            ("Kind of donor", donation.status),
            ("Postcode of the donor", donation.postcode),
            ("Given to", donation.receiver),
            ("Value", _pounds(donation.value)),
            ("Kind of donation", donation.kind),
            ("Received", _day(donation.received) or _day(donation.accepted)),
        )
        return Record(
            source=self.name,
            url=f"https://search.electoralcommission.org.uk/English/Donations/{quote(donation.reference, safe='')}",
            place="Electoral Commission, donations",
            title=f"Donation {donation.reference}",
            seen=datetime.now(UTC),
            register="donations",
            fields=tuple((label, value) for label, value in fields if value),
        )


def _pounds(value: str) -> str:
    """As in "£7,500.00"; what is no number is left as it is."""
    return f"£{float(value):,.2f}" if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", value) else value


def _day(text: str) -> str:
    """A day such as "2026-03-11": the service writes milliseconds since 1970."""
    found = _DOT_NET.fullmatch(text)
    if not found:
        return text
    try:
        return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(found[1])):%Y-%m-%d}"
    except OverflowError:
        return ""
