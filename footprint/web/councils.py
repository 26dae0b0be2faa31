"""Where a council lists its councillors: found once from its name or domain, then remembered.

Most councils' sites are made with ModernGov, most others with CMIS, and most lie at one of a few addresses. Those are
asked in turn, each as its robots.txt allows, until one is such a site; the source then looks whether it lists the
person. What was found is kept in `council_book`, and not looked for again.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from footprint.errors import CouldNotCheck
from footprint.model import Cause, Evidence, Identifier, Kind, Query, Skipped, Subject
from footprint.places.spelling import fold
from footprint.web import Web, council_book
from footprint.web.council import Opened, opened, parts
from footprint.web.council_book import Site, Software
from footprint.web.council_names import slugs
from footprint.web.pages import registered, same_site


@dataclass(frozen=True, slots=True)
class Probe:
    """An address to ask, and what of the council's name or domain stands in it."""

    url: str
    stem: str


GUESS = "guess"
"""Marks a question that is a guess at where the site lies; its value is the rank."""

# --- what the profile says ------------------------------------------------------------------------------------------

_MODERNGOV = re.compile(r"/(?:mg[A-Za-z]{3}\w*|ie[A-Z]\w{2,})\.as[pm]x?\Z")
_CMIS = re.compile(r"cmis|/tabid/\d", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
_PUBLIC_BODIES = (".gov.uk", ".gov.wales", ".llyw.cymru", ".gov.scot")


def software(address: str) -> Software:
    """What a declared site is made with, by its address; ModernGov, which most are, where nothing shows it."""
    host, path = (urlsplit(address).hostname or "", urlsplit(address).path)
    if _MODERNGOV.search(path) or re.search(r"mod(?:ern)?gov", host + path, re.IGNORECASE):
        return Software.MODERNGOV
    if _CMIS.search(host + path) or re.search(r"\.aspx?\Z", path, re.IGNORECASE):
        return Software.CMIS
    kept = council_book.get(host)
    return kept.software if kept else Software.MODERNGOV


def declared(subject: Subject, source: str) -> tuple[str, ...]:
    """Sites that the profile names; not a council's first page, from which its democracy site is yet to be found."""
    return tuple(address for address in _sites(subject, source) if not _is_front(address))


def _sites(subject: Subject, source: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in subject.sendable(source, Kind.COUNCIL_SITE)))


def _is_front(address: str) -> bool:
    """Whether it is a domain's own first page: thornmere.gov.uk, www.thornmere.gov.uk."""
    found = urlsplit(address)
    host = found.hostname or ""
    return found.path in ("", "/") and registered(address) in (host, host.removeprefix("www."))


def known(subject: Subject) -> Site | None:
    """The council's site, where it was found at an earlier time."""
    return council_book.get(_key(subject))


def with_found(subject: Subject) -> Subject:
    """The person, with the council's site that was found where none is declared: what stands there is the council's."""
    kept = known(subject)
    if kept is None or any(not _is_front(fact.value) for fact in subject.all(Kind.COUNCIL_SITE)):
        return subject
    return replace(subject, identifiers=(*subject.identifiers, Identifier(Kind.COUNCIL_SITE, kept.address)))


def forget(subject: Subject) -> str:
    """Let go of a site that was found and is no longer there; says so, or nothing where none was kept."""
    return " Your council's site will be looked for again next time." if council_book.drop(_key(subject)) else ""


def note(address: str, made_with: Software) -> None:
    """Keep what a declared site is made with."""
    council_book.put(urlsplit(address).hostname or "", Site(made_with, address))


def _key(subject: Subject) -> str:
    """What stands for the council: its name, and the domains that are declared, as both lead to its site."""
    facts = [fact.value for kind in (Kind.COUNCIL, Kind.COUNCIL_SITE) for fact in subject.all(kind)]
    mail = (fact.value.rpartition("@")[2].lower() for fact in subject.all(Kind.EMAIL) if fact.on_purpose)
    domains = sorted({domain for domain in mail if domain.endswith(_PUBLIC_BODIES)})
    return " ".join(fold(" ".join((*facts, *domains))).split())


def places(subject: Subject, source: str, wanted: Software) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sites made with what is wanted, each with the declared strings in it.

    Those that are declared go before that which was found at an earlier time.
    """
    named = declared(subject, source)
    for address in named:
        if software(address) is wanted:
            yield address, (address,)
    kept = known(subject)
    if kept and kept.software is wanted and not named:
        stems = (probe.stem for probe in probes(subject, source))
        yield kept.address, tuple(stem for stem in dict.fromkeys(stems) if stem in kept.address)[:1]


def guesses(subject: Subject, source: str, then: str) -> Iterator[Query]:
    """A question for each address at which the site may lie, where it is not known. `about` says which is a guess.

    They are asked in turn with the first of them, and `then` says what follows where one is the site; the others stand
    in the plan so that none is sent unannounced.
    """
    if declared(subject, source) or known(subject):
        return
    for rank, probe in enumerate(probes(subject, source)):
        first = f"The usual addresses of councils' sites are asked in turn until one is yours, or leads to it. {then}"
        said = "Asked only while your council's site is not found." if rank else first
        yield Query(source, probe.url, sends=(probe.stem,), then=said, about=((GUESS, str(rank)),))


# --- where to look ----------------------------------------------------------------------------------------------------

MOST = 24
"""Addresses asked at most."""
STEPS = 3
"""Pages opened at one address, the first included."""
_USUAL = (
    "{scheme}://democracy.{domain}/",
    "https://{stem}.moderngov.co.uk/",
    "{scheme}://moderngov.{domain}/",
    "{scheme}://www.{domain}/",
    "https://{stem}.cmis.uk.com/",
    "{scheme}://committees.{domain}/",
    "{scheme}://modgov.{domain}/",
    "{scheme}://councillors.{domain}/",
    "{scheme}://cmis.{domain}/",
    "{scheme}://meetings.{domain}/",
    "{scheme}://mycouncil.{domain}/",
    "{scheme}://democratic.{domain}/",
    "{scheme}://council.{domain}/",
    "{scheme}://committee.{domain}/",
)
"""The commonest first. The first five are asked for every spelling, the others for the likeliest alone."""
_OF_EACH = 5


def probes(subject: Subject, source: str) -> tuple[Probe, ...]:
    """Addresses to ask where no site is declared; none where neither the council's name nor its domain is known."""
    fronts = [address for address in _sites(subject, source) if _is_front(address)]
    domains = [(urlsplit(address).scheme, registered(address)) for address in fronts]
    domains += [("https", domain) for domain in (*_of_mail(subject, source), *_of_names(subject, source))]
    found = [Probe(address, _stem(registered(address))) for address in fronts]
    for rank, (scheme, domain) in enumerate(dict.fromkeys(domains)):
        for pattern in _USUAL[:_OF_EACH] if rank else _USUAL:
            url = pattern.format(scheme=scheme, domain=domain, stem=_stem(domain))
            if not any(_same(url, probe.url) for probe in found):
                found.append(Probe(url, _stem(domain)))
    return tuple(found[:MOST])


def _stem(domain: str) -> str:
    return domain.partition(".")[0]


def _same(one: str, other: str) -> bool:
    hosts = [(urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other)]
    return hosts[0] == hosts[1]


def _of_mail(subject: Subject, source: str) -> Iterator[str]:
    """Domains of the e-mail addresses that the council gives out; a private one may be of another public body."""
    for fact in subject.sendable(source, Kind.EMAIL):
        host = fact.value.rpartition("@")[2].lower()
        if fact.on_purpose and host.endswith(_PUBLIC_BODIES) and _HOST.fullmatch(host):
            yield registered(f"https://{host}")


def _of_names(subject: Subject, source: str) -> Iterator[str]:
    for fact in subject.sendable(source, Kind.COUNCIL)[:1]:
        welsh = re.search(r"\b(?:cyngor|sir|dinas)\b", fold(fact.value)) is not None
        for slug in slugs(fact.value):
            yield f"{slug}.gov.uk"
            if welsh:
                yield f"{slug}.llyw.cymru"


# --- looking ----------------------------------------------------------------------------------------------------------

_LIST = re.compile(r"/[^/]*(?:councillors|members|people|cynghorwyr)[^/]*(?:\.aspx\Z|/tabid/)", re.IGNORECASE)
_COUNCILLORS = re.compile(r"councillors|cynghorwyr", re.IGNORECASE)
_LEADS = re.compile(r"councillors|cynghorwyr|democracy|council.{0,3}meetings|your.{0,3}council", re.IGNORECASE)
_HOSTED = (".moderngov.co.uk", ".cmis.uk.com", ".cmis-ni.org")
UNFOUND = "your council's site"
"""What is said to be skipped where it was not found."""
_NOT_THERE = (Cause.OFFLINE, Cause.MISSING, Cause.UNEXPECTED, Cause.REFUSED)
"""Why a guess was wrong; anything else is said by itself, because the site may be there."""
_CLASSES = ("ModCMIS", "ViewCMIS", "PE_People_")


async def hunt(
    web: Web, subject: Subject, source: str, wanted: Software, read: Callable[[Site], AsyncIterator[Evidence | Skipped]]
) -> AsyncIterator[Evidence | Skipped]:
    """Look for the council's site, and read the first that lists the person.

    Args:
        web: what the source goes out with.
        subject: whose council it is.
        source: the source's name.
        wanted: what the source reads; at a site that is made otherwise it leaves off, because another source reads it.
        read: reads a site; what it yields is evidence only where the person is listed.
    """
    tried: list[Skipped] = []
    async for site in search(web, probes(subject, source), source):
        if isinstance(site, Skipped):
            tried.append(site)
        elif site.software is not wanted:
            break
        else:
            items = await _all(read(site), source, site.address)
            if any(not isinstance(item, Skipped) for item in items):
                council_book.put(_key(subject), site)
                for item in items:
                    yield item
                return
            tried.extend(item for item in items if isinstance(item, Skipped))
    else:
        yield _unfound(tried, source)
    for skip in tried:
        if skip.cause not in _NOT_THERE:
            yield skip


async def _all(items: AsyncIterator[Evidence | Skipped], source: str, address: str) -> list[Evidence | Skipped]:
    """What a site holds; where it cannot be read, why."""
    found: list[Evidence | Skipped] = []
    try:
        async for item in items:
            found.append(item)  # noqa: PERF401  what came before an error is kept
    except CouldNotCheck as error:
        found.append(Skipped(source, address, error.cause, str(error)))
    return found


def _unfound(tried: list[Skipped], source: str) -> Skipped:
    offline = all(skip.cause is Cause.OFFLINE for skip in tried)
    how = "could be reached" if offline else "is a site of your council that lists you"
    reason = (
        f"None of the {len(tried)} addresses at which councils mostly list their councillors {how}. Open that page in "
        'your browser, and write its address in the profile: council_site = "https://\u2026".'
    )
    return Skipped(source, UNFOUND, Cause.OFFLINE if offline else Cause.NOT_SET, reason)


async def search(web: Web, asked: Iterable[Probe], source: str) -> AsyncIterator[Site | Skipped]:
    """Ask one address after another; each site found, once, and why an address could not be asked."""
    seen: set[Site] = set()
    for probe in asked:
        try:
            sites = await _at(web, probe, source)
        except CouldNotCheck as error:
            yield Skipped(source, probe.url, error.cause, str(error))
            continue
        for site in sites:
            if site not in seen:
                seen.add(site)
                yield site


async def _at(web: Web, probe: Probe, source: str) -> tuple[Site, ...]:
    """Sites that an address is, or leads to in a step or two."""
    ahead, seen = [probe.url], set[str]()
    while ahead and len(seen) < STEPS:
        url = ahead.pop(0)
        seen.add(url)
        try:
            page = await opened(web, url, source, (probe.stem,))
        except CouldNotCheck:
            if url == probe.url:
                raise
            continue
        # In a thread: a large page should not hold the other sources up.
        if sites := await asyncio.to_thread(tell, page):
            return sites
        leads = await asyncio.to_thread(_leads, page)
        ahead = [*(link for link in leads if link not in seen), *ahead]
    return ()


def tell(page: Opened) -> tuple[Site, ...]:
    """The council's sites that a page belongs to or links to."""
    links = (parts(str(link["href"]), page.url).geturl() for link in page.soup.select("a[href]"))
    near = [page.url, *(link for link in links if _is_near(link, page.url))]
    sites = [Site(Software.MODERNGOV, _folder(url)) for url in near if _MODERNGOV.search(urlsplit(url).path)]
    made = page.soup.find(lambda tag: any(name in f"{tag.get('class')} {tag.get('id')}" for name in _CLASSES))
    for url in near:
        found = urlsplit(url)
        if (made or _CMIS.search(f"{found.hostname}{found.path}")) and _LIST.search(found.path):
            sites.append(Site(Software.CMIS, url))
    if made and not sites:
        sites.append(Site(Software.CMIS, urljoin(page.url, "Councillors.aspx")))
    return tuple(dict.fromkeys(sites))[:1]


def _folder(url: str) -> str:
    """Where a page lies; without the mark of a visit that some sites put there."""
    found = urlsplit(url)
    inside = re.sub(r"/\((?:S|%28S)[^/]*", "", found.path.replace("%28", "(").rpartition("/")[0])
    return f"{found.scheme}://{found.netloc}{inside}"


def _is_near(link: str, url: str) -> bool:
    host = urlsplit(link).hostname or ""
    return bool(host) and (same_site(link, url) or host.endswith(_HOSTED))


def _leads(page: Opened) -> list[str]:
    """Links of a council's page to those about its councillors, on its own site; the plainest first."""
    found: dict[str, bool] = {}
    for link in page.soup.select("a[href]"):
        url = parts(str(link["href"]), page.url)._replace(fragment="").geturl()
        said = f"{link.get_text(' ')} {urlsplit(url).path}"
        if _LEADS.search(said) and same_site(url, page.url) and url.rstrip("/") != page.url.rstrip("/"):
            found.setdefault(url, _COUNCILLORS.search(said) is None)
    return sorted(found, key=found.__getitem__)
