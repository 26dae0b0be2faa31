"""ModernGov, the software of most councils' sites: list of councillors, councillor's page, register of interests."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from urllib.parse import parse_qs, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from bs4 import BeautifulSoup
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from footprint.errors import Blocked, Missing, RobotsForbid, ServiceFailed, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web, councils
from footprint.web.council import (
    DOCUMENTS,
    Member,
    Opened,
    Registrar,
    interests,
    namesakes,
    nobody,
    part,
    parts,
    structured,
)
from footprint.web.council_book import Site, Software
from footprint.web.councils import GUESS
from footprint.web.markup import parsed
from footprint.web.shapes import plain

DECLARATIONS = 10
"""This many single declarations, which a register links to, are opened."""

SERVICE = "mgWebService.asmx/GetCouncillorsByWard"
INDEX = "mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0"


class ModernGov(Source):
    """One question for each council site: the list of councillors. What belongs to the person is opened from there."""

    name = "moderngov"
    title = "Your council's website"
    finds = "Your council's website: your entry in the list of councillors, your councillor page, register of interests"
    needs = "Your council, or the address of its democracy site (where councillors are listed), made with ModernGov"
    sends = (Kind.COUNCIL_SITE, Kind.COUNCIL)

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The list of councillors; the name is compared here and never sent."""
        then = (
            "The whole list of councillors is read, so your name is not sent. Then your own page, your register of "
            f"interests, up to {DECLARATIONS} declarations, {DOCUMENTS} documents and your photo are opened."
        )
        own = self.base(subject)
        places = [(own, (own,))] if own else councils.places(subject, self.name, Software.MODERNGOV)
        for site, sends in places:
            base = _base(site)
            yield Query(self.name, f"{base}/{SERVICE}", sends=sends, then=then, about=(("base", base),))
        if not own:
            yield from councils.guesses(subject, self.name, then)

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """Records of the person's entry, page, register and declarations, and their photo."""
        about = dict(query.about)
        if GUESS not in about:
            try:
                async for item in self._read(about["base"], subject, web, query.sends):
                    yield item
            except Unexpected as error:
                raise type(error)(f"{error}{councils.forget(subject)}") from None
        elif about[GUESS] == "0":
            found = partial(self._found, subject=subject, web=web)
            async for item in councils.hunt(web, subject, self.name, Software.MODERNGOV, found):
                yield item

    def _found(self, site: Site, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        return self._read(site.address, subject, web)

    async def _read(
        self, base: str, subject: Subject, web: Web, sends: tuple[str, ...] = ()
    ) -> AsyncIterator[Evidence | Skipped]:
        """What a site holds about the person."""
        listed = f"{base}/{SERVICE}"
        try:
            answer = await web.get(listed, sends=sends, robots=True)
            members = read_list(answer.body)
        except (Blocked, RobotsForbid, ServiceFailed, TooLarge, Unexpected) as error:
            index = await web.get(f"{base}/{INDEX}", sends=sends, robots=True, missing_ok=True)
            members = _indexed(await asyncio.to_thread(structured, index, self.name), missing=index.missing)
            instead = "The list that people read was used instead; it holds less."
            yield Skipped(self.name, listed, error.cause, f"{error} {instead}")
        mine = namesakes(members, subject, self.declared(subject, Kind.NAME))
        if not mine:
            yield Skipped(self.name, listed, Cause.NOT_SET, nobody(len(members), urlsplit(base).hostname or base))
        for member in mine:
            async for item in _Councillor(self, base, member, web).everything(listed):
                yield item


@dataclass(frozen=True, slots=True)
class _Councillor:
    """What a site holds about one councillor."""

    source: ModernGov
    base: str
    member: Member
    web: Web

    @property
    def registrar(self) -> Registrar:
        """Writes its records."""
        return Registrar(self.source.name, self.member.name, urlsplit(self.base).hostname or self.base)

    async def everything(self, listed: str) -> AsyncIterator[Evidence | Skipped]:
        """The entry in the list, then what is behind it. Each part stands or falls by itself."""
        registrar = self.registrar
        if self.member.fields:
            yield registrar.listed(listed, self.member.fields)
        page = await self._open(f"{self.base}/mgUserInfo.aspx?UID={self.member.uid}")
        yield page if isinstance(page, Skipped) else registrar.page(page)
        soup = parsed("") if isinstance(page, Skipped) else page.soup
        async for item in self._register(soup):
            yield item
        shown = soup.select_one(".mgBigPhoto img[src]")
        portrait = self.member.photo or (str(shown["src"]) if shown else "")
        if portrait:
            for seen in await self.source.picture(self.web, _here(portrait, self.base), registrar.page_place):
                yield seen

    async def _open(self, url: str) -> Opened | Skipped:
        return await part(self.web, url, self.source.name)

    async def _register(self, page: BeautifulSoup) -> AsyncIterator[Evidence | Skipped]:
        """The register of interests, and the single declarations and PDFs that it and the page link to."""
        linked = _links(page, self.base, "mgrofi.aspx")
        register = await self._open(linked[0] if linked else f"{self.base}/mgRofI.aspx?UID={self.member.uid}")
        for item in self._interests(register):
            yield item
        soup = page if isinstance(register, Skipped) else register.soup
        declarations = _links(soup, self.base, "mgdeclarationsubmission.aspx")
        documents = tuple(dict.fromkeys(url for one in (page, soup) for url in interests(one, f"{self.base}/")))
        for link in (*declarations[:DECLARATIONS], *documents[:DOCUMENTS]):
            for item in self._interests(await self._open(link)):
                yield item
        for links, most, what in ((declarations, DECLARATIONS, "declarations"), (documents, DOCUMENTS, "documents")):
            if len(links) > most:
                reason = f"There are {len(links)} {what}; the first {most} were read."
                yield Skipped(self.source.name, f"further {what} on {self.registrar.host}", Cause.TOO_LARGE, reason)

    def _interests(self, page: Opened | Skipped) -> tuple[Evidence | Skipped, ...]:
        """A part of the register, and what of it was not read."""
        return (page,) if isinstance(page, Skipped) else (self.registrar.register(page), *page.left_out)


def _base(site: str) -> str:
    """Where the site's pages lie: its address without a page's name at the end."""
    parts = urlsplit(site)
    path = re.sub(r"/[^/]*\.as[pm]x.*$", "", parts.path, flags=re.IGNORECASE).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _here(url: str, base: str) -> str:
    """A picture's address on the public site. Some lists name the machine behind it, which nobody can reach."""
    shown, site = parts(url, f"{base}/"), urlsplit(base)
    return urlunsplit((site.scheme, site.netloc, shown.path, shown.query, ""))


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


def _indexed(page: Opened, *, missing: bool) -> tuple[Member, ...]:
    """Every councillor of the list for readers; where there is none, whether the site is made with other software."""
    try:
        return read_index(page)
    except Unexpected as error:
        problem = str(error)
    if any(site.software is Software.CMIS for site in councils.tell(page)):
        councils.note(page.url, Software.CMIS)
        problem += " The site is made with CMIS: run the audit again, and it is read as such."
    raise Missing(problem) if missing else Unexpected(problem)


def read_index(page: Opened) -> tuple[Member, ...]:
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
    link = parts(href, "http://here/")
    if not link.path.lower().endswith("mguserinfo.aspx"):
        return ""
    uid = next((values[0] for name, values in parse_qs(link.query).items() if name.lower() == "uid"), "")
    return uid if uid.isdecimal() else ""


def _links(soup: BeautifulSoup, base: str, page: str) -> list[str]:
    """Addresses on this site that a page links to, of one of ModernGov's pages."""
    here = urlsplit(base).netloc
    found = (parts(str(link["href"]), f"{base}/") for link in soup.select("a[href]"))
    return list(
        dict.fromkeys(
            link._replace(fragment="").geturl()
            for link in found
            if link.netloc == here and link.path.lower().endswith(page)
        )
    )
