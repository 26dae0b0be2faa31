"""ModernGov, the software of most councils' sites: list of councillors, councillor's page, register of interests."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, zip_longest
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from bs4 import BeautifulSoup, Tag
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from footprint.errors import Blocked, CouldNotCheck, RobotsForbid, ServiceFailed, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Record, Skipped, Subject
from footprint.sources import Source
from footprint.web import Answer, Web
from footprint.web.markup import parsed
from footprint.web.names import NameMatch, closest
from footprint.web.pages import read_page, text_of
from footprint.web.shapes import plain

DECLARATIONS = 10
"""This many single declarations, which a register links to, are opened."""

SERVICE = "mgWebService.asmx/GetCouncillorsByWard"
INDEX = "mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A councillor as a list gives them. `fields` and `photo` are empty where it is the list for readers."""

    uid: str
    name: str
    ward: str = ""
    fields: Fields = ()
    photo: str = ""


class ModernGov(Source):
    """One question for each council site: the list of councillors. What belongs to the person is opened from there."""

    name = "moderngov"
    title = "Your council's website"
    finds = "Your council's website: your entry in the list of councillors, your councillor page, register of interests"
    needs = "The address of your council's democracy site (where councillors and meetings are listed)"
    sends = (Kind.COUNCIL_SITE,)

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The list of councillors; the name is compared here and never sent."""
        then = (
            "The whole list of councillors is read, so your name is not sent. Then your own page, your register of "
            f"interests, up to {DECLARATIONS} declarations and your photo are opened."
        )
        sites = [self.base(subject)] if self.base(subject) else self.declared(subject, Kind.COUNCIL_SITE)
        for site in sites:
            base = _base(site)
            yield Query(self.name, f"{base}/{SERVICE}", sends=(site,), then=then, about=(("base", base),))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """Records of the person's entry, page, register and declarations, and their photo."""
        base = dict(query.about)["base"]
        try:
            answer = await web.get(query.url, sends=query.sends, robots=True)
            members = read_list(answer.body)
        except (Blocked, RobotsForbid, ServiceFailed, TooLarge, Unexpected) as error:
            index = await web.get(f"{base}/{INDEX}", sends=query.sends, robots=True)
            members = read_index(await asyncio.to_thread(_opened, index, self.name))
            instead = "The list that people read was used instead; it holds less."
            yield Skipped(self.name, query.url, error.cause, f"{error} {instead}")
        mine = _mine(members, subject, self.declared(subject, Kind.NAME))
        if not mine:
            yield Skipped(self.name, query.url, Cause.NOT_SET, _nobody(len(members), base))
        for member in mine:
            async for item in _Councillor(self, base, member, web).everything(query.url):
                yield item


@dataclass(frozen=True, slots=True)
class _Opened:
    """A page of the site: its lines as they are read, and its structure."""

    url: str
    lines: tuple[str, ...]
    soup: BeautifulSoup


def _opened(answer: Answer, source: str) -> _Opened:
    text = read_page(answer, source).page.text  # first: it refuses what no parser should be given
    lines = tuple(line for line in text.splitlines() if line.strip())
    return _Opened(answer.url, lines, parsed(text_of(answer, html=True)))


@dataclass(frozen=True, slots=True)
class _Councillor:
    """What a site holds about one councillor."""

    source: ModernGov
    base: str
    member: Member
    web: Web

    @property
    def host(self) -> str:
        return urlsplit(self.base).hostname or self.base

    async def everything(self, listed: str) -> AsyncIterator[Evidence | Skipped]:
        """The entry in the list, then what is behind it. Each part stands or falls by itself."""
        if self.member.fields:
            yield self._record(listed, "councillor-list", f"list of councillors on {self.host}", self.member.fields)
        page = await self._open(f"{self.base}/mgUserInfo.aspx?UID={self.member.uid}")
        if isinstance(page, Skipped):
            yield page
        else:
            yield self._record(page.url, "councillor-page", self._page_place, tuple(("", line) for line in page.lines))
        soup = parsed("") if isinstance(page, Skipped) else page.soup
        async for item in self._register(soup):
            yield item
        shown = soup.select_one(".mgBigPhoto img[src]")
        portrait = self.member.photo or (str(shown["src"]) if shown else "")
        if portrait:
            for seen in await self.source.picture(self.web, _here(portrait, self.base), self._page_place):
                yield seen

    @property
    def _page_place(self) -> str:
        return f"councillor page on {self.host}"

    async def _open(self, url: str) -> _Opened | Skipped:
        try:
            answer = await self.web.get(url, robots=True)
            return await asyncio.to_thread(_opened, answer, self.source.name)
        except CouldNotCheck as error:
            return Skipped(self.source.name, url, error.cause, str(error))

    def _record(self, url: str, register: str, place: str, fields: Fields) -> Record:
        return Record(
            source=self.source.name,
            url=url,
            place=place,
            title=f"{self.member.name}: {place}",
            seen=datetime.now(UTC),
            register=register,
            fields=fields,
        )

    async def _register(self, page: BeautifulSoup) -> AsyncIterator[Evidence | Skipped]:
        """The register of interests, and the single declarations that it links to."""
        linked = _links(page, self.base, "mgrofi.aspx")
        register = await self._open(linked[0] if linked else f"{self.base}/mgRofI.aspx?UID={self.member.uid}")
        yield self._interests(register)
        soup = page if isinstance(register, Skipped) else register.soup
        declarations = _links(soup, self.base, "mgdeclarationsubmission.aspx")
        for link in declarations[:DECLARATIONS]:
            yield self._interests(await self._open(link))
        if len(declarations) > DECLARATIONS:
            reason = f"There are {len(declarations)} declarations; the first {DECLARATIONS} were read."
            yield Skipped(self.source.name, f"further declarations on {self.host}", Cause.TOO_LARGE, reason)
        for link in () if soup.select_one("table.mgInterestsTable") else _links(soup, self.base, "mgconvert2pdf.aspx"):
            reason = "A part of your register of interests is a PDF, which is not read. Look through it yourself."
            yield Skipped(self.source.name, link, Cause.UNREADABLE, reason)

    def _interests(self, page: _Opened | Skipped) -> Record | Skipped:
        """Each cell of the register under its question and column; then whatever else the page says."""
        if isinstance(page, Skipped):
            return page
        tables = _tables(page.soup)
        known = {text for table in tables for text in table.stripped_strings}
        rest = tuple(("", line) for line in page.lines if line not in known)
        fields = (("Councillor", self.member.name), *read_interests(tables), *rest)
        return self._record(page.url, "register-of-interests", f"register of interests on {self.host}", fields)


def _base(site: str) -> str:
    """Where the site's pages lie: its address without a page's name at the end."""
    parts = urlsplit(site)
    path = re.sub(r"/[^/]*\.as[pm]x.*$", "", parts.path, flags=re.IGNORECASE).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _parts(href: str, base: str) -> SplitResult:
    """A link's parts, seen from the site; empty ones where it is no address."""
    try:
        return urlsplit(urljoin(f"{base}/", href))
    except ValueError:
        return urlsplit("")


def _here(url: str, base: str) -> str:
    """A picture's address on the public site. Some lists name the machine behind it, which nobody can reach."""
    parts, site = _parts(url, base), urlsplit(base)
    return urlunsplit((site.scheme, site.netloc, parts.path, parts.query, ""))


def _mine(members: tuple[Member, ...], subject: Subject, names: tuple[str, ...]) -> tuple[Member, ...]:
    """The councillors who bear the name best; where several do, those of the declared ward."""
    ranked = [(closest(member.name, names), member) for member in members]
    best = max((match.rank for match, _ in ranked), default=0)
    alike = tuple(member for match, member in ranked if match.rank == best and match is not NameMatch.DIFFERENT)
    wards = {ward.value.casefold() for ward in subject.all(Kind.WARD)}
    return tuple(member for member in alike if member.ward.casefold() in wards) or alike


def _nobody(count: int, base: str) -> str:
    return (
        f"None of the {count} councillors listed on {urlsplit(base).hostname} has your name. If the council writes it "
        "in another form, add that form to the names in your profile."
    )


# --- the two lists ----------------------------------------------------------------------------------------------

_LABELS = {
    "fullusername": "Name",
    "politicalpartytitle": "Party",
    "districttitle": "District",
    "representing": "Represents",
    "keyposts": "Posts",
    "surgerydetails": "Surgery details",
}
_NOT_SHOWN = {"councillorid", "photosmallurl", "photobigurl"}
_LINES = ("line1", "line2", "line3", "line4", "postcode")


def read_list(body: bytes) -> tuple[Member, ...]:
    """Every councillor of the list for programs.

    Raises:
        Unexpected: it is no such list, or names nobody.
    """
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Unexpected("The council's list of councillors for programs is switched off or broken.") from None
    members = tuple(_member(councillor, ward) for ward in root.iter("ward") for councillor in ward.iter("councillor"))
    if not any(member.uid for member in members):
        raise Unexpected("The council's list of councillors for programs names nobody.")
    return members


def _member(councillor: Element, ward: Element) -> Member:
    title = _said(ward.find("wardtitle"))
    fields = (("Ward", title), *chain.from_iterable(_fields(part) for part in councillor))
    return Member(
        uid=_said(councillor.find("councillorid")),
        name=_said(councillor.find("fullusername")),
        ward=title,
        fields=tuple((label, value) for label, value in fields if value),
        photo=_said(councillor.find("photobigurl")),
    )


def _fields(part: Element) -> Iterator[tuple[str, str]]:
    """One part of an entry, labelled. Parts that are not known are kept under their own name."""
    if part.tag in ("workaddress", "homeaddress"):
        kind = part.tag.removesuffix("address").capitalize()
        yield f"{kind} address", ", ".join(filter(None, (_said(part.find(name)) for name in _LINES)))
        for detail in part:
            if detail.tag not in _LINES:
                yield f"{kind} {detail.tag.replace('email', 'e-mail')}", _said(detail)
    elif part.tag == "termsofoffice":
        for term in part:
            yield "Term of office", " to ".join(filter(None, map(_said, term)))
    elif part.tag not in _NOT_SHOWN:
        yield _LABELS.get(part.tag, part.tag.capitalize()), _said(part)


def _said(element: Element | None) -> str:
    """The text in an element, which may hold HTML of its own."""
    return plain("".join(element.itertext())).strip(" ,") if element is not None else ""


def read_index(page: _Opened) -> tuple[Member, ...]:
    """Every councillor of the list for readers.

    Raises:
        Unexpected: it links to nobody's page.
    """
    members: dict[str, Member] = {}
    for link in page.soup.select("a[href]"):
        uid = _uid(str(link["href"]))
        name = link.get_text(" ", strip=True)
        if uid and name:
            members.setdefault(uid, Member(uid, name))
    if not members:
        host = urlsplit(page.url).hostname
        raise Unexpected(f"No list of councillors was found on {host}. Is it the council's democracy site (ModernGov)?")
    return tuple(members.values())


def _uid(href: str) -> str:
    """The number of a councillor in a link to their page, or nothing."""
    parts = _parts(href, "")
    if not parts.path.lower().endswith("mguserinfo.aspx"):
        return ""
    uid = next((values[0] for name, values in parse_qs(parts.query).items() if name.lower() == "uid"), "")
    return uid if uid.isdecimal() else ""


# --- the register -----------------------------------------------------------------------------------------------

_NOTHING = {"", "none", "nil", "n/a", "na", "not applicable", "-", "\u2013", "none known", "nothing to declare"}


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


def _links(soup: BeautifulSoup, base: str, page: str) -> list[str]:
    """Addresses on this site that a page links to, of one of ModernGov's pages."""
    here = urlsplit(base).netloc
    found = (_parts(str(link["href"]), base) for link in soup.select("a[href]"))
    return list(
        dict.fromkeys(
            parts._replace(fragment="").geturl()
            for parts in found
            if parts.netloc == here and parts.path.lower().endswith(page)
        )
    )
