"""The person's own websites: a careful crawl of what they declared, feeds, documents and pictures included."""

from __future__ import annotations

import heapq
import re
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

from footprint.errors import CouldNotCheck
from footprint.model import Cause, Evidence, Kind, Page, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web
from footprint.web.follow import open_page
from footprint.web.pages import ReadPage, same_site

PAGES = 40
DEPTH = 3
"""Clicks from the first page."""
PICTURES = 60
FEEDS = 3
"""Feeds of a site that are opened: they show what its pages no longer do."""

_DOCUMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|odt|ods|rtf|zip)$", re.IGNORECASE)
_NO_PAGE = re.compile(r"\.(?:css|js|json|xml|rss|svg|gif|ico|mp3|woff2?)$", re.IGNORECASE)
_TELLING = (
    re.compile(r"contact|cysyllt|find-me|where|get-in-touch|\.vcf\Z", re.IGNORECASE),
    re.compile(
        r"about|amdan|who|event|digwyddiad|diary|calendar|\.ics\Z|surger|cymhorthf|family|privacy", re.IGNORECASE
    ),
    re.compile(r"photo|pictur|galler|lluniau|oriel|news|newyddion|blog|\.pdf\Z", re.IGNORECASE),
)
"""Pages that tell most, the first before the second. A Welsh "cysylltu" is a "contact"."""


class OwnSites(Source):
    """One crawl for each declared site. It stays on the site and keeps to what its robots.txt allows."""

    name = "ownsites"
    title = "Your own websites"
    finds = "What your own websites say about you, and what the photos on them give away"
    needs = "The addresses of your own websites"
    sends = (Kind.SITE,)
    exhaustive = False
    pictures = 0  # it looks at them itself, at more of them, when it has seen every page

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The first page of each site."""
        then = f"Up to {PAGES} pages, feeds and PDF documents of the site and {PICTURES} pictures on them are opened."
        for site in self.declared(subject, Kind.SITE):
            yield Query(self.name, site, sends=(site,), then=then)

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The site's pages, then the pictures on them. A site whose first page cannot be opened is an error."""
        del subject
        crawl = _Crawl(self.name, query, web)
        async for item in crawl.pages():
            yield item
        for picture in list(crawl.pictures)[:PICTURES]:
            for seen in await self.picture(web, picture, f"photos on {crawl.host}"):
                yield seen
        if len(crawl.pictures) > PICTURES:
            reason = f"There are {len(crawl.pictures)} pictures on the pages; the first {PICTURES} were looked at."
            yield Skipped(self.name, f"further pictures on {crawl.host}", Cause.TOO_LARGE, reason)


class _Crawl:
    """One site: the nearest pages first, and of those the pages that tell most.

    Attributes:
        pictures: every picture on the pages opened, in the order in which they were seen.
    """

    def __init__(self, source: str, query: Query, web: Web) -> None:
        self.pictures: dict[str, None] = {}
        self._source, self._query, self._web = source, query, web
        self._start = query.url
        self._ahead: list[tuple[int, int, int, str]] = []
        self._seen: set[str] = set()
        self._feeds: set[str] = set()
        self._add(query.url, 0)

    @property
    def host(self) -> str:
        """Whose pages they are."""
        return urlsplit(self._start).hostname or self._start

    def _add(self, url: str, depth: int) -> None:
        if url.rstrip("/") not in self._seen:
            self._seen.add(url.rstrip("/"))
            path = urlsplit(url).path
            rank = next((n for n, telling in enumerate(_TELLING) if telling.search(path)), len(_TELLING))
            heapq.heappush(self._ahead, (depth, rank, len(self._seen), url))

    async def pages(self) -> AsyncIterator[Page | Skipped]:
        """Page after page, up to the cap; a page that does not open is only itself missing."""
        opened = 0
        while self._ahead and opened < PAGES:
            depth, _, _, url = heapq.heappop(self._ahead)
            try:
                read = await open_page(self._web, url, self._source, sends=self._query.sends)
            except CouldNotCheck as error:
                if not opened:
                    raise
                opened += 1
                yield Skipped(self._source, url, error.cause, str(error))
                continue
            opened += 1
            self._seen.add(read.page.url.rstrip("/"))
            if opened == 1:
                self._start = read.page.url  # the site may have moved
            elif not same_site(read.page.url, self._start):
                continue
            for item in read.seen:
                yield item
            for skipped in self._follow(read, depth + 1):
                yield skipped
        if self._ahead:
            reason = f"The site has more pages than the {PAGES} that were opened."
            yield Skipped(self._source, f"further pages of {self.host}", Cause.TOO_LARGE, reason)

    def _follow(self, read: ReadPage, depth: int) -> Iterator[Skipped]:
        """Note a page's links and pictures; a document is not read, which is said."""
        self.pictures |= dict.fromkeys(read.page.pictures)
        for url in read.feeds:
            if same_site(url, self._start) and len(self._feeds) < FEEDS:
                self._feeds.add(url)
                self._add(url, 1)
        for url in read.links:
            path = urlsplit(url).path
            if not same_site(url, self._start) or _NO_PAGE.search(path):
                continue
            if _DOCUMENT.search(path):
                yield Skipped(self._source, url, Cause.UNREADABLE, "Documents are not read. Look through it yourself.")
            elif depth <= DEPTH:
                self._add(url, depth)
