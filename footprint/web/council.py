"""What every council's site has, whichever software makes it: a list of councillors, a page for each, a register."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from urllib.parse import SplitResult, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from footprint.errors import CouldNotCheck
from footprint.model import Kind, Record, Skipped, Subject
from footprint.text.names import NameMatch, closest
from footprint.web import Answer, Web
from footprint.web.follow import is_document
from footprint.web.markup import parsed
from footprint.web.pages import is_pdf, read_page, text_of
from footprint.web.pdf import BYTES

DOCUMENTS = 10
"""This many documents, which a councillor's page and register link to, are opened."""

Fields = tuple[tuple[str, str], ...]

_INTERESTS = re.compile(r"interest|declar|pecuniary|\bDPI\b|gifts?\b|hospitality|buddiann|datgan", re.IGNORECASE)
"""What the documents of a register are called, in English and Welsh."""


@dataclass(frozen=True, slots=True)
class Member:
    """A councillor as a list gives them.

    Attributes:
        uid: the site's number for them.
        name: as the site writes it, with titles.
        ward: or division; "" where the list does not say.
        fields: what the list says of them besides; empty where it is the list for readers.
        photo: address of the portrait, or "".
        page: address of their own page where the list gives it.
    """

    uid: str
    name: str
    ward: str = ""
    fields: Fields = ()
    photo: str = ""
    page: str = ""


def namesakes(members: Iterable[Member], subject: Subject, names: tuple[str, ...]) -> tuple[Member, ...]:
    """The councillors who bear the name best; where several do, those of the declared ward."""
    ranked = [(closest(member.name, names), member) for member in members]
    best = max((match.rank for match, _ in ranked), default=0)
    alike = tuple(member for match, member in ranked if match.rank == best and match is not NameMatch.DIFFERENT)
    wards = {ward.value.casefold() for ward in subject.all(Kind.WARD)}
    return tuple(member for member in alike if member.ward.casefold() in wards) or alike


def nobody(count: int, host: str) -> str:
    """Why nobody of the list is the person, as far as can be told."""
    return (
        f"None of the {count} councillors listed on {host} has your name. If the council writes it "
        "in another form, add that form to the names in your profile."
    )


# --- opening --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """A page or PDF of the site: its lines as they are read, its structure, and what of it was not read."""

    url: str
    lines: tuple[str, ...]
    soup: BeautifulSoup
    left_out: tuple[Skipped, ...] = ()


async def opened(web: Web, url: str, source: str, sends: tuple[str, ...] = ()) -> Opened:
    """Open a page or PDF of the site, as its robots.txt allows.

    Raises:
        CouldNotCheck: it could not be had or read.
    """
    answer = await web.get(url, sends=sends, robots=True, pdf=BYTES)
    return await asyncio.to_thread(structured, answer, source)


async def part(web: Web, url: str, source: str) -> Opened | Skipped:
    """A part of what the site holds, which stands or falls by itself."""
    try:
        return await opened(web, url, source)
    except CouldNotCheck as error:
        return Skipped(source, url, error.cause, str(error))


def structured(answer: Answer, source: str) -> Opened:
    """An answer with its structure. A PDF has none.

    Raises:
        CouldNotCheck: as `pages.read_page`.
    """
    read = read_page(answer, source)  # first: it refuses what no parser should be given
    lines = tuple(line for line in read.page.text.splitlines() if line.strip())
    soup = parsed("" if is_pdf(answer) else text_of(answer, html=True))
    return Opened(answer.url, lines, soup, read.left_out)


def parts(href: str, base: str) -> SplitResult:
    """A link's parts, seen from an address; empty ones where it is no address on the web."""
    try:
        found = urlsplit(urljoin(base, href))
        return found if found.scheme in ("http", "https") and found.hostname else urlsplit("")
    except ValueError:
        return urlsplit("")


def interests(soup: BeautifulSoup, url: str) -> Iterator[str]:
    """Documents of a register that a page links to, on its own host: PDFs whose name speaks of interests."""
    here = urlsplit(url).netloc
    for link in soup.select("a[href]"):
        found = parts(str(link["href"]), url)._replace(fragment="")
        called = f"{link.get_text(' ')} {link.get('title') or ''} {found.path.rpartition('/')[2]}"
        # What ModernGov turns into a PDF for a councillor is their register, whatever it is called.
        register = _INTERESTS.search(called) or "mgconvert2pdf" in found.path.lower()
        if found.netloc == here and register and is_document(found.geturl()):
            yield found.geturl()


# --- records --------------------------------------------------------------------------------------------------------

_NOTHING = {"", "none", "nil", "n/a", "na", "not applicable", "-", "\u2013", "none known", "nothing to declare"}


@dataclass(frozen=True, slots=True)
class Registrar:
    """Writes records of one councillor on one site.

    Attributes:
        source: the source's name.
        name: the councillor's, as the site writes it.
        host: of the site.
    """

    source: str
    name: str
    host: str

    @property
    def page_place(self) -> str:
        """Where the councillor's own page is, in words that stay the same."""
        return f"councillor page on {self.host}"

    def listed(self, url: str, fields: Fields) -> Record:
        """The entry in a list of councillors."""
        return self._record(url, "councillor-list", f"list of councillors on {self.host}", fields)

    def page(self, page: Opened, fields: Fields = ()) -> Record:
        """The councillor's own page: what it labels, then whatever else it says."""
        known = {line for _, value in fields for line in value.splitlines()} | {f"{label}:" for label, _ in fields}
        rest = tuple(("", line) for line in page.lines if line not in known)
        return self._record(page.url, "councillor-page", self.page_place, (*fields, *rest))

    def register(self, page: Opened) -> Record:
        """A register of interests or a part of it: its cells with question and column, then whatever else it says."""
        tables = _tables(page.soup)
        known = {text for table in tables for text in table.stripped_strings}
        rest = tuple(("", line) for line in page.lines if line not in known)
        fields = (("Councillor", self.name), *read_interests(tables), *rest)
        return self._record(page.url, "register-of-interests", f"register of interests on {self.host}", fields)

    def _record(self, url: str, register: str, place: str, fields: Fields) -> Record:
        return Record(
            source=self.source,
            url=url,
            place=place,
            title=f"{self.name}: {place}",
            seen=datetime.now(UTC),
            register=register,
            fields=fields,
        )


def _tables(soup: BeautifulSoup) -> list[Tag]:
    return list(soup.select("table.mgInterestsTable") or soup.select("table:has(th)"))


def read_interests(tables: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    """Every filled-in cell of a register: ("question, column", text), a column being the member or the spouse."""
    for table in tables:
        question = _question(table)
        columns: list[str] = []
        for row in table.find_all("tr"):
            columns = [head.get_text(" ", strip=True) for head in row.find_all("th")] or columns
            cells = row.find_all("td")
            for column, cell in zip_longest(columns[: len(cells)], cells, fillvalue=""):
                value = cell.get_text("\n", strip=True) if isinstance(cell, Tag) else ""
                if value.casefold().strip(" .") not in _NOTHING:
                    yield ", ".join(filter(None, (question, column))), value


def _question(table: Tag) -> str:
    """What a table answers: its caption, its summary, or the text right before it."""
    before = table.caption or table.find_previous(["h2", "h3", "h4", "p"])
    said = before.get_text(" ", strip=True) if before else ""
    return said or str(table.get("summary") or "")
