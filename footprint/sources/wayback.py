"""The Internet Archive: old copies of the person's own websites, and of their pages on the council's.

The profile may give the address of another archive, or of a collection of pywb's ("https://archive.example/coll").
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit, urlunsplit

from footprint.errors import Blocked, CouldNotCheck, TooLarge, Unexpected
from footprint.model import Cause, Evidence, Kind, Page, Query, Skipped, Subject
from footprint.sources import Source
from footprint.text.names import NameMatch, closest, find_names
from footprint.web import Answer, Web
from footprint.web.archive import Archive, Capture, Listing, open_copy, read_listing, versions
from footprint.web.council import interests
from footprint.web.markup import parsed, refuse_bomb
from footprint.web.pages import ReadPage, is_pdf, same_site, text_of

SITES = 4
PAGES = 8
"""Of a site's addresses, those that tell most are looked at."""
VERSIONS = 4
"""Of a page's copies, so many that differ are opened."""
LISTS = 3
"""So many old lists of councillors are read, to find the person's own page."""
UNNAMED = 12
"""Where no list tells whose a page is, so many are opened to see."""
DOCUMENTS = 3
"""This many documents of a register, to which old copies link, are followed back."""
LINKS = 4
"""This many pages of the person on the council's site are followed back."""
HEAD = 3
"""A page's own name stands in its title or in so many lines after it."""

_INDEXES = ("mgMemberIndex.aspx", "Councillors.aspx")
"""Lists of councillors, in ModernGov and in CMIS."""
_LIVE_INDEX = "mgMemberIndex.aspx?FN=ALPHA&VW=LIST&PIC=0"
_PAGE = "mgUserInfo.aspx"
_REGISTER = "mgRofI.aspx"
_TELLING = (
    re.compile(r"contact|cysyllt|find-me|where", re.IGNORECASE),
    re.compile(r"about|who|privacy|imprint|family|surger|amdana", re.IGNORECASE),
    re.compile(r"^/?(?:index\.\w+|home)?/?$", re.IGNORECASE),
    re.compile(r"event|diary|calendar|news|\.pdf\Z", re.IGNORECASE),
)
"""Addresses that tell most, the first before the second."""


class Wayback(Source):
    """One question for each own site and for the council's: which copies there are. Those that tell most are opened."""

    name = "wayback"
    title = "Internet Archive"
    finds = "Old copies of your councillor page and of your own websites, which outlive what was taken down"
    needs = "The addresses of your own websites, or of your council's democracy site"
    sends = (Kind.SITE, Kind.COUNCIL_SITE)
    address = "https://web.archive.org"
    pace = 2.5  # the Internet Archive gives 24 lists a minute, and shuts out whoever asks for more
    exhaustive = False

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The list of each site's copies, and of the council's old lists of councillors."""
        archive = Archive(self.base(subject))
        then = f"Up to {VERSIONS} old copies each of the {PAGES} pages that tell most are opened."
        for site in self.declared(subject, Kind.SITE)[:SITES]:
            match = "prefix" if urlsplit(site).path.strip("/") else "host"
            yield Query(self.name, archive.listing(site, match), (site,), then, about=(("site", site),))
        then = (
            "Old lists of councillors are read to find your page, or the council's own list where there are none; your "
            f"name is not sent. Then up to {VERSIONS} old copies each of your page and register, and of up to "
            f"{DOCUMENTS} documents that they link to, are opened."
        )
        for site in self.declared(subject, Kind.COUNCIL_SITE)[:1]:
            base = _base(site)
            url = archive.listing(f"{base}/{_INDEXES[0]}", "prefix")
            yield Query(self.name, url, (base,), then, about=(("council", base), ("page", site)))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """Pages as they were."""
        about = dict(query.about)
        visit = _Visit(self.name, query, Archive(self.base(subject)), web)
        names = self.declared(subject, Kind.NAME)
        items = visit.site() if "site" in about else visit.council(about["council"], about["page"], names)
        async for item in items:
            yield item

    async def again(self, query: Query, subject: Subject, web: Web) -> tuple[Evidence | Skipped, ...]:
        """A copy in which something was found before."""
        del subject
        return (await open_copy(web, query.url, self.name))[0].seen


@dataclass(frozen=True, slots=True)
class _Visit:
    """One question put to the archive, and all that follows."""

    source: str
    query: Query
    archive: Archive
    web: Web

    async def site(self) -> AsyncIterator[Evidence | Skipped]:
        """The pages of an own site that tell most, each as it was over the years."""
        listed = await self._list(self.query.url)
        pages = sorted(listed.pages.values(), key=_rank)
        for captures in pages[:PAGES]:
            every = await self._list(self.archive.listing(captures[0].url)) if listed.cut else Listing(captures)
            async for item in self._copies(every):
                yield item
        if len(pages) > PAGES or listed.cut:
            what = f"further archived pages of {_host(self.query.sends[0])}"
            reason = f"The archive holds more pages of this site than the {PAGES} that were looked at."
            yield Skipped(self.source, what, Cause.TOO_LARGE, reason)

    async def council(self, base: str, page: str, names: tuple[str, ...]) -> AsyncIterator[Evidence | Skipped]:
        """The person's own pages on the council's site, each as it was over the years."""
        problems: list[Skipped] = []
        uid = _uid(page)
        pages = _pages(base, uid) if uid else await self._named(base, names, problems)
        if not pages:
            pages = await self._unnamed(base, names, problems)
        documents: dict[str, None] = {}
        for url in pages:
            async for item in self._copies(await self._list(self.archive.listing(url)), documents):
                yield item
        for url in list(documents)[:DOCUMENTS]:
            async for item in self._copies(await self._list(self.archive.listing(url))):
                yield item
        for problem in () if pages else problems:
            yield problem

    async def _list(self, url: str) -> Listing:
        return read_listing(await self.web.get(url, sends=self.query.sends), self.web)

    async def _copies(
        self, listing: Listing, documents: dict[str, None] | None = None
    ) -> AsyncIterator[Page | Skipped]:
        """The copies of one page that differ. One that cannot be read is only itself missing.

        The documents of a register that they link to are added to `documents`.
        """
        for capture in versions(listing.captures, VERSIONS):
            opened = await self._open(capture)
            if isinstance(opened, Skipped):
                yield opened
                continue
            for item in opened[0].seen:
                yield item
            if documents is not None:
                documents |= dict.fromkeys(await asyncio.to_thread(_documents, opened[1]))

    async def _open(self, capture: Capture) -> tuple[ReadPage, Answer] | Skipped:
        """A copy as a page and as it was answered. What ails one alone is said of it."""
        shown = self.archive.copy(capture)
        try:
            read, original = await open_copy(self.web, shown, self.source)
        except (Unexpected, TooLarge, Blocked) as error:
            return Skipped(self.source, shown, error.cause, str(error))
        return read, original

    # --- which page is the person's ------------------------------------------------------------------------------

    async def _named(self, base: str, names: tuple[str, ...], problems: list[Skipped]) -> list[str]:
        """The person's pages by old lists of councillors; by the council's own list where none gives the name."""
        for index in _INDEXES:
            url = self.query.url if index == _INDEXES[0] else self.archive.listing(f"{base}/{index}", "prefix")
            found: list[str] = []
            for capture in versions((await self._list(url)).captures, LISTS):
                opened = await self._open(capture)
                if isinstance(opened, Skipped):
                    problems.append(opened)
                else:
                    found += await asyncio.to_thread(_links, opened[1], names)
            if found:
                return _own(base, found)
        url = f"{base}/{_LIVE_INDEX}"
        try:
            answer = await self.web.get(url, sends=self.query.sends, robots=True)
            return _own(base, await asyncio.to_thread(_links, answer, names))
        except CouldNotCheck as error:
            problems.append(Skipped(self.source, url, error.cause, str(error)))
            return []

    async def _unnamed(self, base: str, names: tuple[str, ...], problems: list[Skipped]) -> list[str]:
        """Where no list gives the name: by opening the councillors' pages, where they are few."""
        listed = await self._list(self.archive.listing(f"{base}/{_PAGE}", "prefix", "urlkey"))
        newest = {
            uid: copy for copy in sorted(listed.captures, key=lambda copy: copy.timestamp) if (uid := _uid(copy.url))
        }
        host = _host(base)
        reason = f"The archive holds no page of {host} that is known to be yours. Look there yourself."
        own: list[str] = []
        if len(newest) > UNNAMED:
            reason = (
                f"The archive holds the pages of {len(newest)} councillors, and no list that says which is yours. "
                "Give the address of your own page on the council's site as council_site in your profile."
            )
        else:
            for uid, capture in newest.items():
                opened = await self._open(capture)
                if isinstance(opened, Skipped):
                    problems.append(opened)
                elif _names(opened[0].page, names):
                    own += _pages(base, uid)
        problems.append(Skipped(self.source, f"old copies of your page on {host}", Cause.NOT_SET, reason))
        return own


def _rank(captures: tuple[Capture, ...]) -> tuple[int, int, str]:
    """The pages that tell most first, and of those the ones nearest to the site's front door."""
    parts = urlsplit(captures[0].url)
    telling = next((n for n, pattern in enumerate(_TELLING) if pattern.search(parts.path)), len(_TELLING))
    return telling, len(parts.path) + len(parts.query), captures[0].url


def _base(site: str) -> str:
    """Where the council's pages lie: its address without a page's name at the end."""
    parts = urlsplit(site)
    path = re.sub(r"/[^/]*\.as[pm]x.*$", "", parts.path, flags=re.IGNORECASE).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _uid(url: str) -> str:
    """The number of a councillor in the address of one of ModernGov's pages, or nothing."""
    found = {name.lower(): values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    uid = found.get("uid", "")
    return uid if uid.isascii() and uid.isdecimal() else ""


def _pages(base: str, uid: str) -> list[str]:
    return [f"{base}/{_PAGE}?UID={uid}", f"{base}/{_REGISTER}?UID={uid}"]


def _own(base: str, links: Iterable[str]) -> list[str]:
    """The pages that links with the person's name lead to, and the register that belongs to each."""
    found = (_pages(base, uid) if (uid := _uid(link)) else [link] for link in links)
    return list(dict.fromkeys(page for pages in found for page in pages))[:LINKS]


def _links(answer: Answer, names: tuple[str, ...]) -> list[str]:
    """Where a page's links lead whose words are the person's name, on the same site."""
    text = text_of(answer, html=True)
    refuse_bomb(text, answer.url)
    links = []
    for link in parsed(text).select("a[href]"):
        if closest(link.get_text(" ", strip=True), names) is not NameMatch.DIFFERENT:
            with suppress(ValueError):  # a link may hold anything
                links.append(urldefrag(urljoin(answer.url, str(link["href"]))).url)
    return [link for link in dict.fromkeys(links) if same_site(link, answer.url)]


def _documents(answer: Answer) -> tuple[str, ...]:
    """The documents of a register of interests that a page links to."""
    return tuple(interests(parsed("" if is_pdf(answer) else text_of(answer, html=True)), answer.url))


def _names(page: Page, names: tuple[str, ...]) -> bool:
    """Whether a page's head gives the person's name."""
    head = "\n".join((page.title, *page.text.splitlines()[:HEAD]))
    return any(found for name in names for found in find_names(head, name))
