"""Democracy Club: the person's candidacies, what the list of candidates says of them, and the papers of the election.

Its interface has no search by name, so the page on which people search is asked, as its robots.txt allows. The data
are Democracy Club's, under CC BY 4.0.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from footprint.errors import CouldNotCheck, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.text.names import NameMatch, closest
from footprint.web import Answer, Web
from footprint.web.data import heed
from footprint.web.follow import open_page
from footprint.web.markup import parsed, refuse_bomb
from footprint.web.pages import text_of
from footprint.web.shapes import MANY, NAMED, Needed, Shape, Text

NAMES = 2
"""This many forms of the name are searched for, each with another surname; the search finds first names loosely."""
PEOPLE = 5
"""This many candidates of the name are opened."""
PAPERS = 3
"""The papers of this many elections are opened for each candidate, the newest first."""

LINKS = 500
"""No page of results has more."""

PAGES = "https://candidates.democracyclub.org.uk"
_PERSON = re.compile(r"(?:https?://[\w.:-]+)?/person/(\d{1,9})(?:/[^?#]*)?(?:[?#].*)?")
_BALLOT = re.compile(r"\w[\w.-]{2,200}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


class _Party(Shape):
    name: Text = ""


class _Ballot(Shape):
    ballot_paper_id: Text = ""

    @property
    def day(self) -> str:
        """The day of the election; empty where the name does not end with one."""
        found = _DAY.search(self.ballot_paper_id)
        return found[0] if found else ""

    @property
    def words(self) -> str:
        """As in "Thornmere, Millpond And Eastgate, 2023-05-04"."""
        place = [part.replace("-", " ").title() for part in _DAY.sub("", self.ballot_paper_id).split(".")[1:] if part]
        return ", ".join((*place, self.day))


class _Candidacy(Shape):
    ballot: Annotated[_Ballot, NAMED] = _Ballot()
    party: Annotated[_Party, NAMED] = _Party()
    party_name: Text = ""


class _Identifier(Shape):
    value: Text = ""
    value_type: Text = ""


class _OtherName(Shape):
    name: Text = ""


class _Person(Shape):
    id: Needed
    name: Needed
    other_names: Annotated[tuple[_OtherName, ...], MANY] = ()
    email: Text = ""
    birth_date: Text = ""
    statement_to_voters: Text = ""
    identifiers: Annotated[tuple[_Identifier, ...], MANY] = ()
    candidacies: Annotated[tuple[_Candidacy, ...], MANY] = ()


class _Papers(Shape):
    uploaded_file: Text = ""
    source_url: Text = ""


class _BallotPapers(Shape):
    sopn: Annotated[_Papers, NAMED] = _Papers()


class DemocracyClub(Source):
    """A search for the name; then each candidate of that name, and the statements of persons nominated."""

    name = "democracyclub"
    title = "Democracy Club's candidates"
    finds = "Elections you stood in, what is kept of you as a candidate, and papers that may show your home address"
    needs = "Your name"
    sends = (Kind.NAME,)
    address = PAGES
    pace = 6.0  # ten requests in a minute

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The search page for the first form of the name with each surname."""
        forms = {
            form.split()[-1].casefold(): form for form in reversed(self.declared(subject, Kind.NAME)) if form.split()
        }
        for form in [form for form in self.declared(subject, Kind.NAME) if form in forms.values()][:NAMES]:
            yield Query(
                self.name,
                f"{self.base(subject)}/search?{urlencode({'q': form}, quote_via=quote)}",
                sends=(form,),
                then=f"Up to {PEOPLE} of that name are opened, and the papers of their last {PAPERS} elections.",
                about=(("name", form),),
            )

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A record for each candidate of the name, and the papers as pages."""
        answer = await web.get(query.url, sends=query.sends, robots=True)
        names = self.declared(subject, Kind.NAME)
        people = [number for number, name in _found(answer) if closest(name, names) is not NameMatch.DIFFERENT]
        numbers = tuple(dict.fromkeys(people))
        for number in numbers[:PEOPLE]:
            url = f"{self.base(subject)}/api/next/people/{number}/?format=json"
            try:
                person = await web.json(url, _Person)
            except (Unexpected, TooLarge) as error:  # the others of that name may still be read
                yield Skipped(self.name, f"{PAGES}/person/{number}", error.cause, str(error))
                continue
            yield self._record(person, number)
            async for item in self._papers(person, subject, web):
                yield item
        if "</html" not in answer.text.casefold():
            reason = "The page of search results broke off in the middle. Try again later."
            yield Skipped(self.name, f"the rest of the search for {query.sends[0]}", Cause.PARTLY, reason)
        if len(numbers) > PEOPLE:
            reason = f"The search found {len(numbers)} candidates of this name; the first {PEOPLE} were read."
            yield Skipped(self.name, f"further candidates called {query.sends[0]}", Cause.TOO_LARGE, reason)

    def _record(self, person: _Person, number: str) -> Record:
        fields = [
            ("Name", person.name),
            *(("Other name", other.name) for other in person.other_names),
            ("Date of birth", person.birth_date),
            ("E-mail", person.email),
            *((_label(one.value_type), one.value) for one in person.identifiers),
            ("Statement to voters", person.statement_to_voters),
            *(("Stood in", f"{one.ballot.words} for {one.party_name or one.party.name}") for one in person.candidacies),
        ]
        return Record(
            source=self.name,
            url=f"{PAGES}/person/{number}",
            place=f"Democracy Club, candidate {number}",
            title=f"Democracy Club: {person.name}",
            seen=datetime.now(UTC),
            register="candidate",
            fields=tuple((label, value) for label, value in fields if value),
        )

    async def _papers(self, person: _Person, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The statements of persons nominated, of the newest elections."""
        ballots = {one.ballot.ballot_paper_id: one.ballot for one in person.candidacies}
        newest = sorted(ballots.values(), key=lambda ballot: ballot.day, reverse=True)
        for ballot in [ballot for ballot in newest if _BALLOT.fullmatch(ballot.ballot_paper_id)][:PAPERS]:
            url = f"{self.base(subject)}/api/next/ballots/{ballot.ballot_paper_id}/?format=json"
            try:
                papers = (await web.json(url, _BallotPapers)).sopn
            except CouldNotCheck as error:
                yield Skipped(self.name, url, error.cause, str(error))
                continue
            for item in await self._open((papers.uploaded_file, papers.source_url), ballot, web):
                yield item

    async def _open(self, urls: Iterable[str], ballot: _Ballot, web: Web) -> tuple[Evidence | Skipped, ...]:
        """The first copy that opens; where none does, why."""
        place = f"Statement of persons nominated, {ballot.words}"
        problems: list[Skipped] = []
        for url in (url for url in urls if url.startswith(("https://", "http://"))):
            try:
                return (await open_page(web, url, self.name, place)).seen
            except CouldNotCheck as error:
                problems.append(Skipped(self.name, url, error.cause, str(error)))
        return tuple(problems)


def _found(answer: Answer) -> Iterator[tuple[str, str]]:
    """Number and name of each candidate on the page of results.

    Raises:
        Throttled: it says that it was asked too often.
        Unexpected: it is no page of a search.
        TooLarge: it has more tags than any page needs.
    """
    html = text_of(answer, html=True)
    refuse_bomb(html, answer.url)
    page = parsed(html)
    anchors = page.find_all("a", href=True, limit=LINKS)
    links = [(_PERSON.fullmatch(str(link["href"])), link.get_text(" ")) for link in anchors]
    people = [(found[1], " ".join(name.split())) for found, name in links if found and name.strip()]
    if not people and page.find("input", attrs={"name": "q"}) is None:
        heed(answer)
        raise Unexpected("Democracy Club's page of search results has a shape that Footprint does not know.")
    yield from people


def _label(kind: str) -> str:
    return kind.replace("_", " ").capitalize() or "Link"
