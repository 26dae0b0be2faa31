"""User names: whether sites know the names that the person uses elsewhere.

Only the person's own names are asked, and each account that is found is shown with the question whether it is theirs:
a name is no proof, and many names are used by several people.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

from footprint import profile
from footprint.errors import CouldNotCheck
from footprint.model import Account, Cause, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source, all_sources
from footprint.web import MEGABYTE, Web
from footprint.web.usernames import Site
from footprint.web.usernames.definitions import chosen
from footprint.web.usernames.looks import Look, failed, look
from footprint.web.usernames.made_up import made_up
from footprint.web.usernames.verdict import Told, Verdict, stops, tell

PATIENCE = 8.0
"""Seconds for one answer: of hundreds of sites some never answer, and their cause is said."""
CAP = 2 * MEGABYTE
"""Of a page whose texts tell; where a status or an address does, its head is enough."""
HEAD = MEGABYTE // 10
_UNCONTROLLED = "No name could be made up that the site allows, to see if it can be believed, so it was not asked."


class Usernames(Source):
    """One question for each site and name: the name, between two that cannot exist."""

    name = "usernames"
    title = "Your user names on other sites"
    finds = "Accounts on other sites that have one of your user names; you say which are yours"
    needs = "Your user names, under [person.handles]"
    sends = (Kind.HANDLE,)
    pace = 0.5

    def plan(self, subject: Subject) -> Iterator[Query]:
        """Every name on every site that could have given it out.

        Raises:
            NotSet: the profile names definitions of sites that are not there.
        """
        # The same all day: an audit that was stopped goes on, and what was answered today need not be asked again.
        seed = f"{subject.id} {subject.salt.hex()} {profile.today()}"
        for site, names in self._askable(subject):
            controls = made_up(site, seed) if not site.unasked else ()
            for handle in names if controls else ():
                yield self._query(site, handle, controls)

    def unasked(self, subject: Subject) -> Iterator[Skipped]:
        """The names on sites that cannot be asked, or only in a way that is not Footprint's."""
        for site, names in self._askable(subject):
            if reason := site.unasked or (not made_up(site) and _UNCONTROLLED):
                for handle in names:
                    yield Skipped(self.name, site.look_at(handle), Cause.WITHHELD, reason)

    def _askable(self, subject: Subject) -> Iterator[tuple[Site, list[str]]]:
        """Each site with the names that it could have given out, where there are any."""
        handles = {handle.casefold(): handle for handle in reversed(self.declared(subject, Kind.HANDLE))}
        read = {source.name for source in all_sources()}
        known = {
            (i.value.casefold(), i.label.casefold()) for i in subject.all(Kind.HANDLE) if i.label.casefold() in read
        }
        for site in chosen(subject.settings(self.name)) if handles else ():
            names = [
                handle
                for folded, handle in reversed(handles.items())
                if site.fits(handle) and (folded, site.name.casefold()) not in known  # another source reads those
            ]
            if names:
                yield site, names

    def _query(self, site: Site, handle: str, controls: tuple[str, ...]) -> Query:
        asked = " and ".join(site.ask_for(name) for name in controls)
        return Query(
            self.name,
            site.ask_for(handle),
            sends=(handle,),
            then=f"Two made-up names are asked for as well, others each day, to see if it can be believed: {asked}",
            about=(("site", site.model_dump_json()), ("handle", handle), *(("made up", name) for name in controls)),
        )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """An account of that name; nothing where the site says that there is none; else why that cannot be told."""
        (_, data), (_, handle), *controls = query.about
        site = Site.model_validate_json(data)
        named, told = await self._told(site, handle, [name for _, name in controls], web)
        if told.verdict is Verdict.FOUND:
            yield self._account(site, handle, named, subject)
        elif told.problem:
            yield Skipped(self.name, site.look_at(handle), told.problem.cause, _of_any(str(told.problem)))

    async def _told(self, site: Site, handle: str, controls: list[str], web: Web) -> tuple[Look, Told]:
        """Ask for a made-up name, the name, and another made-up name: what changes meanwhile is seen."""
        first = await self._look(site, controls[0], web, made_up=True)
        if stopped := stops(site, first):
            return first, stopped
        named = await self._look(site, handle, web, made_up=False)
        if named.state == "closed":
            return named, Told(Verdict.UNKNOWN, named.problem)
        return named, tell(site, named, (first, await self._look(site, controls[1], web, made_up=True)))

    async def _look(self, site: Site, name: str, web: Web, *, made_up: bool) -> Look:
        whole = bool(site.present or site.absent)
        try:
            answer = await web.get(
                site.ask_for(name),
                sends=() if made_up else (name,),
                headers=site.headers,
                robots=not site.documented,
                missing_ok=True,
                cap=CAP if whole else HEAD,
                cut=not whole,
                patience=PATIENCE,
            )
        except CouldNotCheck as problem:
            return failed(problem)
        return look(site, name, answer)

    def _account(self, site: Site, handle: str, named: Look, subject: Subject) -> Account:
        labels = {i.label.casefold() for i in subject.all(Kind.HANDLE) if i.value == handle}
        return Account(
            source=self.name,
            url=site.look_at(handle),
            place=f"{site.name} account {handle}",
            title=f"{site.name} account {handle}",
            seen=datetime.now(UTC),
            service=site.name,
            handle=handle,
            declared=site.name.casefold() in labels,
            name=named.title,
            bio=named.about,
        )


def _of_any(reason: str) -> str:
    """A reason without the host at its beginning: of many sites those with the same reason are told together."""
    return re.sub(r"\A\S+\.\S+ ", "The site ", reason)
