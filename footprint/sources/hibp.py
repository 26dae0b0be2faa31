"""Have I Been Pwned: the leaks in which a declared e-mail address stood."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from pydantic import Field, RootModel

from footprint.errors import Blocked, NoKey
from footprint.model import Breach, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Answer, Web
from footprint.web.shapes import ENTRIES, MANY, Needed, Shape, Text, day, plain

ADDRESSES = 8
"""This many addresses are asked about; the cheapest key answers ten questions a minute."""


class _Leak(Shape):
    name: Needed = Field(alias="Name")
    title: Text = Field(default="", alias="Title")
    on: Text = Field(default="", alias="BreachDate")
    kinds: Annotated[tuple[Text, ...], MANY] = Field(default=(), alias="DataClasses")
    sensitive: bool | None = Field(default=False, alias="IsSensitive")
    verified: bool | None = Field(default=True, alias="IsVerified")
    fabricated: bool | None = Field(default=False, alias="IsFabricated")


class _Leaks(RootModel[Annotated[tuple[_Leak, ...], ENTRIES]]):
    """An array, the oldest leak anywhere in it."""


class HaveIBeenPwned(Source):
    """One question for each declared e-mail address."""

    name = "hibp"
    title = "Have I Been Pwned"
    finds = "Leaks from other companies in which your e-mail addresses stood, and what else of yours was in them"
    needs = "Your e-mail addresses, and a key from haveibeenpwned.com/API/Key, which costs a few pounds a month"
    sends = (Kind.EMAIL,)
    key = "hibp"
    address = "https://haveibeenpwned.com"
    pace = 6.5

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The leaks of each address. The address itself is sent: the service takes no hash of it."""
        for email in self.declared(subject, Kind.EMAIL)[:ADDRESSES]:
            yield Query(
                self.name,
                f"{self.base(subject)}/api/v3/breachedaccount/{quote(email, safe='')}?truncateResponse=false",
                sends=(email,),
                then="The address itself is sent, over an encrypted connection.",
                about=(("email", email),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A leak each; nothing where the address stands in none."""
        answer = await self._ask(query, web)
        if answer.missing:
            return
        for leak in web.parse(answer, _Leaks).root:
            service = " ".join(plain(leak.title or leak.name).split())
            yield Breach(
                source=self.name,
                url=f"{self.base(subject)}/Breach/{quote(leak.name, safe='')}",
                place=f"Leak from {service}",
                title=f"Leak from {service}",
                seen=datetime.now(UTC),
                service=service,
                email=dict(query.about)["email"],
                on=day(leak.on),
                leaked=tuple(dict.fromkeys(kind for kind in leak.kinds if kind)),
                sensitive=bool(leak.sensitive),
                verified=leak.verified is not False and not leak.fabricated,
            )

    async def _ask(self, query: Query, web: Web) -> Answer:
        if not web.key:
            raise NoKey("Have I Been Pwned answers only with a key.")
        secret = {"hibp-api-key": web.key}
        try:
            return await web.get(query.url, sends=query.sends, secret_headers=secret, missing_ok=True)
        except Blocked as error:
            mend = "See on haveibeenpwned.com whether it is still paid for, or look your address up there by hand."
            raise Blocked(f"{error} {mend}") from error
