"""CMIS, the software of many councils' sites: list of councillors, councillor's page, register of interests.

It runs inside a portal (DotNetNuke), so a site's pages lie below a name that each council chose: /cmis5/, /CMIS_LIVE/,
/thornmere/. Nothing but the pages that people read is there.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from functools import partial
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from footprint.errors import Missing, Unexpected
from footprint.model import Cause, Evidence, Kind, Query, Skipped, Subject
from footprint.sources import Source
from footprint.web import Web, councils
from footprint.web.council import (
    DOCUMENTS,
    Fields,
    Member,
    Opened,
    Registrar,
    interests,
    namesakes,
    nobody,
    opened,
    part,
    parts,
)
from footprint.web.council_book import Site, Software
from footprint.web.councils import GUESS

PAGE = "Councillors.aspx"
LISTS = 3
"""Pages that are opened at most to come to a list of all councillors."""

PAGES = 30
"""Of a list that is parted into pages, so many are opened."""

_PERSON = re.compile(r"/id/(\d{1,12})(?:/|\Z)", re.IGNORECASE)
_WHOLE = re.compile(r"/ScreenMode/(?:Alphabetical|All)", re.IGNORECASE)
_LIST = re.compile(r"/[^/]*(?:councillors|members|people|cynghorwyr)[^/]*(?:\.aspx\Z|/tabid/)", re.IGNORECASE)
_TURN = re.compile(
    r"(?:page\s*)?\d{1,3}|[a-z]|next(?: page)?|last(?: page)?|nesaf|olaf|>{1,2}|\u00bb|\u203a", re.IGNORECASE
)
"""The words of a link to another page of a list."""
_PAGED = re.compile(
    r"(?:[/?&]|\A)(?:current_?page|page(?:no|num|number|index)?|pg|letter|filter)[/=]\w{1,8}(?=[/&]|\Z)", re.IGNORECASE
)
_POSTED = re.compile(r"__?doPostBack\w*\([^)]*(?:page|next|letter|alphabet)", re.IGNORECASE)
"""ASP.NET's way to another page: a form that only a browser sends."""
_WARDS = re.compile(
    r"^\s*(?:ward|division|constituency|dea|electoral (?:ward|division|area)|area)\s*:?\s*$", re.IGNORECASE
)
_VACANT = re.compile(r"\bvacan(?:t|cy)\b", re.IGNORECASE)
_NO_PORTRAIT = re.compile(r"logo|icon|FileManager|spacer|nophoto|no-?image", re.IGNORECASE)


class Cmis(Source):
    """One question for each council site: the list of councillors. What belongs to the person is opened from there."""

    name = "cmis"
    title = "Your council's website (CMIS)"
    finds = "Where your council's website is made with CMIS: your councillor page, and your register of interests"
    needs = "Your council, or the address of its website, where that is made with CMIS"
    sends = (Kind.COUNCIL_SITE, Kind.COUNCIL)

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The list of councillors; the name is compared here and never sent."""
        then = (
            "The whole list of councillors is read, so your name is not sent. Then your own page, up to "
            f"{DOCUMENTS} documents of your register of interests and your photo are opened."
        )
        own = self.base(subject)
        places = [(own, (own,))] if own else councils.places(subject, self.name, Software.CMIS)
        for site, sends in places:
            yield Query(self.name, _list_of(site), sends=sends, then=then, about=(("site", site),))
        guesses = () if own else tuple(councils.guesses(subject, self.name, then))
        # The other reader of council sites asks the same addresses, and each is asked once.
        yield from guesses[:1] if subject.settings(Software.MODERNGOV).enabled else guesses

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """Records of the person's page and register, and their photo."""
        about = dict(query.about)
        if GUESS not in about:
            try:
                async for item in self._read(query.url, subject, web, query.sends):
                    yield item
            except Unexpected as error:
                raise type(error)(f"{error}{councils.forget(subject)}") from None
        elif about[GUESS] == "0":
            found = partial(self._found, subject=subject, web=web)
            async for item in councils.hunt(web, subject, self.name, Software.CMIS, found):
                yield item

    def _found(self, site: Site, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        return self._read(site.address, subject, web)

    async def _read(
        self, listed: str, subject: Subject, web: Web, sends: tuple[str, ...] = ()
    ) -> AsyncIterator[Evidence | Skipped]:
        """What a site holds about the person."""
        page, members = await self._members(listed, web, sends)
        members, unread = await self._turned(page, members, web)
        mine = namesakes(members, subject, self.declared(subject, Kind.NAME))
        host = urlsplit(page.url).hostname or page.url
        if not mine:
            for skipped in unread:
                yield skipped
            yield Skipped(self.name, page.url, Cause.NOT_SET, nobody(len(members), host))
        for member in mine:
            registrar = Registrar(self.name, member.name, host)
            yield registrar.listed(page.url, member.fields)
            async for item in self._councillor(member, registrar, web):
                yield item

    async def _members(self, listed: str, web: Web, sends: tuple[str, ...]) -> tuple[Opened, tuple[Member, ...]]:
        """The page that lists the councillors, and those whom it lists.

        Raises:
            Unexpected: none of the pages to which the address leads is such a list.
        """
        ahead, seen = [listed], set[str]()
        while ahead and len(seen) < LISTS:
            url = ahead.pop(0)
            seen.add(url)
            try:
                page = await opened(web, url, self.name, sends)
            except Missing:
                if url != listed:
                    raise
                ahead.append(urljoin(url, "./"))  # the list may be called otherwise; the portal's first page tells
                continue
            members = await asyncio.to_thread(read_list, page)
            if members:
                return page, members
            ahead.extend(link for link in _lists(page) if link not in (*seen, *ahead))
        host = urlsplit(listed).hostname
        raise Unexpected(f"No list of councillors was found on {host}. Is it the council's site made with CMIS?")

    async def _turned(
        self, first: Opened, members: tuple[Member, ...], web: Web
    ) -> tuple[tuple[Member, ...], list[Skipped]]:
        """Those whom all pages of a list name, and which pages could not be read."""
        known = {member.uid: member for member in members}
        seen, ahead, unread = {first.url}, list(_further(first)), list[Skipped]()
        while ahead and len(seen) < PAGES:
            url = ahead.pop(0)
            seen.add(url)
            page = await part(web, url, self.name)
            if isinstance(page, Skipped):
                unread.append(page)
                continue
            for member in await asyncio.to_thread(read_list, page):
                known.setdefault(member.uid, member)
            ahead.extend(link for link in _further(page) if link not in (*seen, *ahead))
        what = f"further pages of the list of councillors on {urlsplit(first.url).hostname}"
        if ahead:
            unread.append(Skipped(self.name, what, Cause.TOO_LARGE, f"Its first {len(seen)} pages were read."))
        elif len(seen) == 1 and _is_posted(first):
            reason = "Only its first page was read: the others open in a browser only. Look there yourself."
            unread.append(Skipped(self.name, what, Cause.TOO_LARGE, reason))
        return tuple(known.values()), unread

    async def _councillor(self, member: Member, registrar: Registrar, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The person's own page and what it links to. Each part stands or falls by itself."""
        page = await part(web, member.page, self.name)
        portrait = member.photo
        if isinstance(page, Skipped):
            yield page
        else:
            yield registrar.page(page, read_labels(page.soup))
            async for item in self._register(page, registrar, web):
                yield item
            portrait = _portrait(page.soup, page.url) or portrait
        if portrait:
            for seen in await self.picture(web, portrait, registrar.page_place):
                yield seen

    async def _register(self, page: Opened, registrar: Registrar, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The documents of the register, and a page of it where there is one."""
        linked = tuple(dict.fromkeys((*interests(page.soup, page.url), *_register_pages(page))))
        for link in linked[:DOCUMENTS]:
            found = await part(web, link, self.name)
            if isinstance(found, Skipped):
                yield found
            else:
                yield registrar.register(found)
                for skipped in found.left_out:
                    yield skipped
        if len(linked) > DOCUMENTS:
            reason = f"There are {len(linked)} documents; the first {DOCUMENTS} were read."
            yield Skipped(self.name, f"further documents on {registrar.host}", Cause.TOO_LARGE, reason)


# --- the list ---------------------------------------------------------------------------------------------------------


def _list_of(site: str) -> str:
    """The address of the list: the declared page where it is one, else the usual one beside it."""
    path = urlsplit(site).path
    if _LIST.search(path) and "/ctl/" not in path:
        return site
    folder = re.sub(r"/(?:[^/]*/tabid/.*|[^/]*\.aspx?)\Z", "", path, flags=re.IGNORECASE).rstrip("/")
    return urlsplit(site)._replace(path=f"{folder}/{PAGE}", query="", fragment="").geturl()


def _lists(page: Opened) -> Iterator[str]:
    """Where else the list may be: the same in alphabetical order first, then what is called so."""
    found = [parts(str(link["href"]), page.url)._replace(fragment="") for link in page.soup.select("a[href]")]
    here = urlsplit(page.url).netloc
    lists = [link for link in found if link.netloc == here and _LIST.search(link.path) and "/ctl/" not in link.path]
    yield from (link.geturl() for link in sorted(lists, key=lambda link: not _WHOLE.search(link.path)))


def _further(page: Opened) -> Iterator[str]:
    """Links to the other pages of a list, once each."""
    here = urlsplit(page.url)
    links = dict.fromkeys(
        parts(str(link["href"]), page.url)._replace(fragment="")
        for link in page.soup.select("a[href]")
        if _TURN.fullmatch(link.get_text(" ", strip=True))
    )
    for link in links:
        listed = link.netloc == here.netloc and (link.path == here.path or _LIST.search(link.path))
        if listed and link != here and (_PAGED.search(link.path) or _PAGED.search(link.query)):
            yield link.geturl()


def _is_posted(page: Opened) -> bool:
    """Whether a list has other pages that only a browser can ask for."""
    links = page.soup.select("a[href*='doPostBack' i]")
    return any(_POSTED.search(str(link["href"])) and _TURN.fullmatch(link.get_text(" ", strip=True)) for link in links)


def read_list(page: Opened) -> tuple[Member, ...]:
    """Every councillor on a page: those in blocks of their own, else those whose pages it links to."""
    blocks = [block for block in page.soup.select("div.PE_People_PersonBlock") if isinstance(block, Tag)]
    people = [_member(block, page.url) for block in blocks] or [
        _linked(link, page.url) for link in page.soup.select("a[href*='/id/' i]")
    ]
    members: dict[str, Member] = {}
    for member in people:
        if member and member.name and not _VACANT.search(member.name):
            members.setdefault(member.uid, member)
    return tuple(members.values())


def _member(block: Tag, url: str) -> Member | None:
    """A councillor in a block: name, ward, party by its logo, portrait, and whatever else stands there."""
    link = next((link for link in block.select("a[href]") if _uid(link, url)), None)
    if link is None:
        return None
    called = block.select_one(".NameLink") or link
    name = called.get_text(" ", strip=True) or link.get_text(" ", strip=True)
    said = [text.strip() for text in block.stripped_strings if text.strip() not in (name, "")]
    ward = next((said[at + 1] for at, text in enumerate(said[:-1]) if _WARDS.match(text)), "")
    logo = next((image for image in block.select("img") if "(logo)" in _described(image)), None)
    party = _described(logo).replace("(logo)", "").strip() if logo else ""
    fields = (("Name", name), ("Ward", ward), ("Party", party), *(("", text) for text in said if text != ward))
    return Member(
        uid=_uid(link, url),
        name=name,
        ward=ward,
        fields=tuple((label, value) for label, value in fields if value and not _WARDS.match(value)),
        photo=_portrait(block, url),
        page=parts(str(link["href"]), url).geturl(),
    )


def _linked(link: Tag, url: str) -> Member | None:
    """A councillor of whom the page shows only a link."""
    uid, name = _uid(link, url), link.get_text(" ", strip=True)
    return Member(uid, name, fields=(("Name", name),), page=parts(str(link["href"]), url).geturl()) if uid else None


def _uid(link: Tag, url: str) -> str:
    """The number of a councillor in a link to their page on the same host, or nothing."""
    found = parts(str(link["href"]), url)
    number = _PERSON.search(found.path)
    return number[1] if number and found.netloc == urlsplit(url).netloc else ""


def _described(image: Tag) -> str:
    return f"{image.get('title') or image.get('alt') or ''}"


# --- the page ---------------------------------------------------------------------------------------------------------


def _portrait(part_of: BeautifulSoup | Tag, url: str) -> str:
    """The picture of the councillor: what CMIS calls so, else the first that is no sign."""
    images = [
        image for image in part_of.select("img[src]") if not _NO_PORTRAIT.search(f"{image['src']} {_described(image)}")
    ]
    named = [image for image in images if "PenPic" in str(image["src"])]
    beside = images if isinstance(part_of, Tag) and not isinstance(part_of, BeautifulSoup) else []
    return next((parts(str(image["src"]), url).geturl() for image in (*named, *beside)), "")


def read_labels(soup: BeautifulSoup) -> Fields:
    """What the page labels: ("Home address", "14 Kingfisher Wharf, …"), the label without its colon."""
    fields: list[tuple[str, str]] = []
    for label in soup.select(".DNNLabel, .dnnFormLabel"):
        value = label.find_next_sibling()
        said = label.get_text(" ", strip=True).rstrip(": ")
        if isinstance(value, Tag) and said and "DNNLabel" not in (value.get("class") or ()):
            fields.append((said, value.get_text("\n", strip=True)))
    return tuple(dict.fromkeys((said, value) for said, value in fields if value))


def _register_pages(page: Opened) -> Iterator[str]:
    """A register that is a page of the site, not a document."""
    for link in page.soup.select("a[href]"):
        found = parts(str(link["href"]), page.url)._replace(fragment="")
        about = _PERSON.search(found.path)
        if (
            found.netloc == urlsplit(page.url).netloc
            and about
            and re.search(r"interest|declaration", found.path, re.IGNORECASE)
        ):
            yield found.geturl()
