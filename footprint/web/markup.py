"""HTML as a stranger reads it: its text, its links and its pictures.

Text that a page hides until something is clicked is kept, because search engines and strangers read it too. So is
what stands behind a link (`mailto:`, `tel:`), in a picture's description and in the data for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from footprint.errors import TooLarge
from footprint.places.spelling import squeezed
from footprint.web import linked_data
from footprint.web.pictures import Picture

MOST_TAGS = 250_000
"""A page of more is built to keep programs busy."""

_QUIET = "<!---->"
"""Stands before every page: of one that begins like XML, an address or a file name the parser would warn the person."""
_MOST_LINKS = 5_000
_LONGEST_LINK = 2_000
_LONGEST_TITLE = 300
_FIRST_YEAR = 1990
_A_SIGNS_NAME = 4

_DROPPED = frozenset(("head", "script", "style", "template", "svg", "math", "object", "canvas", "iframe", "noembed"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"),
        *("sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_BESIDE = ("a", "span", "img")
"""Inline tags that are seen apart from a tag that follows at once: the entries of a menu, a label and its value."""

_SPACE = NavigableString(" ")
_KEEPS_LINES = frozenset(("pre", "textarea", "listing", "xmp"))
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|tiff?|heic|heif|avif|gif|mp4|mov|m4v)$", re.IGNORECASE)
_CANDIDATE = re.compile(r"([^\s,]\S*)(?:\s+([\d.]{1,9})[wx])?")
_BACKGROUND = re.compile(r"url\(\s*['\"]?([^'\")]{1,2000})", re.IGNORECASE)
_REFRESH = re.compile(r"^[\d.\s]*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_FEED = re.compile(r"\b(?:rss|atom)\+xml|\bfeed\+json", re.IGNORECASE)
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "pubdate")
_DESCRIPTIONS = ("description", "og:description", "author")


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands in a marked-up text.

    Attributes:
        title: one line, or "".
        text: blocks parted by line feeds.
        links: absolute, http and https only, without fragments, once each; no pictures among them.
        images: likewise, pictures and videos.
        pictures: what is told of them.
        feeds: addresses of feeds that the page says are its own.
        published: when it says that it was published.
        blank: it shows nothing without a program running in the browser.
    """

    title: str
    text: str
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    feeds: tuple[str, ...] = ()
    published: date | None = None
    blank: bool = False


def parsed(html: str) -> BeautifulSoup:
    """The structure of a page, whatever it begins with."""
    return BeautifulSoup(_QUIET + html, "lxml")


def read_html(html: str, url: str) -> Marked:
    """Read a page that lies at `url`.

    Raises:
        TooLarge: it has more tags than any page needs.
    """
    refuse_bomb(html, url)
    soup = parsed(html)
    tags = [tag for tag in soup.find_all(name=True) if isinstance(tag, Tag)]
    base = next((_join(url, _attribute(tag, "href")) for tag in tags if tag.name == "base"), "") or url
    title = _title(tags)
    body = lines("".join(_flow(soup)))
    scripts = [tag for tag in tags if tag.name == "script"]
    data = linked_data.read(str(tag.string or "") for tag in scripts if "ld+json" in _attribute(tag, "type").lower())
    said = (title, *_described(tags), body, *data.lines)
    links, pictures = _addresses(tags, base)
    images = tuple(dict.fromkeys(picture.url for picture in pictures))
    return Marked(
        title=title,
        text=lines("\n".join(said)),
        links=links,
        images=images,
        pictures=pictures,
        feeds=absolute(base, (_attribute(tag, "href") for tag in tags if _is_feed(tag))),
        published=_published(tags, data.published),
        blank=not (body or links or images) and bool(scripts),
    )


def refuse_bomb(text: str, url: str) -> None:
    """Raise `TooLarge` for a text of more tags than any page needs."""
    if text.count("<") + text.count("&lt;") > MOST_TAGS:
        raise TooLarge(f"A page of {urlsplit(url).hostname} is built of more parts than Footprint reads.")


def lines(text: str) -> str:
    """Text without invisible characters, runs of spaces and empty lines."""
    parts = (" ".join(_INVISIBLE.sub("", line).split()) for line in text.splitlines())
    return "\n".join(part for part in parts if part)


# --- text -----------------------------------------------------------------------------------------------------------


def _flow(root: Tag) -> Iterator[str]:
    """The text in pieces, blocks parted by line feeds. Without recursion: pages may be nested without end."""
    pending: list[tuple[PageElement | str, bool]] = [(root, False)]
    lately = ""
    while pending:
        node, keeps = pending.pop()
        if isinstance(node, Tag):
            pending.extend(reversed(list(_opened(node, keeps=keeps))))
            continue
        if isinstance(node, PreformattedString):
            continue
        piece = str(node)
        if isinstance(node, NavigableString):
            piece = piece if keeps else re.sub(r"\s+", " ", piece)
        elif piece != "\n" and squeezed(piece).removeprefix("44") in squeezed(lately):
            continue  # the text said so already, a telephone number perhaps in its national form
        lately = (lately + piece)[-200:]
        yield piece


def _opened(tag: Tag, *, keeps: bool) -> Iterator[tuple[PageElement | str, bool]]:
    """What a tag is made of, in reading order. A plain string is a line feed, or something to say if it was not."""
    if tag.name in _DROPPED:
        return
    keeps = keeps or tag.name in _KEEPS_LINES
    block = tag.name not in _INLINE
    if block:
        yield "\n", keeps
    for child in tag.contents:
        yield child, keeps
    for said in _unseen(tag):
        yield f" {said} ", keeps
    if block:
        yield "\n", keeps
    elif tag.name in _BESIDE and isinstance(tag.next_sibling, Tag):
        yield _SPACE, keeps


def _unseen(tag: Tag) -> Iterator[str]:
    """What a tag tells beside its text: whom a link writes to or calls, what a picture shows."""
    scheme, _, target = _attribute(tag, "href").strip().partition(":")
    if tag.name in ("a", "area") and scheme.lower() in ("mailto", "tel", "sms", "callto"):
        yield unquote(target.partition("?")[0])
    if tag.name in ("img", "area"):
        yield _attribute(tag, "alt")
    if scrambled := _attribute(tag, "data-cfemail"):
        yield _unscrambled(scrambled)


def _unscrambled(code: str) -> str:
    """An e-mail address as any browser puts it together: each byte is combined with the first."""
    try:
        key, *letters = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(letter ^ key for letter in letters).decode("utf-8", errors="replace")


# --- what the head says -------------------------------------------------------------------------------------------


def _title(tags: list[Tag]) -> str:
    """The page's title, else its name for social media, else its first heading."""
    named = (_attribute(tag, "content") for tag in tags if _name(tag) == "og:title")
    titles = (tag.get_text() for tag in tags if tag.name == "title" and tag.parent and tag.parent.name != "svg")
    headings = (tag.get_text() for tag in tags if tag.name == "h1")
    # Only the first of each: a hostile page nests them, and then each is as long as the page.
    found = (" ".join(lines(next(texts, "")).split()) for texts in (titles, named, headings))
    return next((text for text in found if text), "")[:_LONGEST_TITLE]


def _described(tags: list[Tag]) -> Iterator[str]:
    """What the page says to search engines about itself."""
    for tag in tags:
        if _name(tag) in _DESCRIPTIONS or (tag.name == "meta" and linked_data.tells(_attribute(tag, "itemprop"))):
            yield _attribute(tag, "content")


def _published(tags: list[Tag], by_data: str) -> date | None:
    """When the page says it was published: its own word first, else the first time it names."""
    said = [_attribute(tag, "content") or _attribute(tag, "datetime") for tag in tags if _name(tag) in _DATES]
    times = [_attribute(tag, "datetime") for tag in tags if tag.name == "time" and tag.has_attr("datetime")]
    return next(filter(None, map(day, (*said, by_data, *times))), None)


def day(text: str) -> date | None:
    """A day as machines write it ("2026-11-22T10:00:00Z"), if it lies neither in the future nor before the web."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return found if found.year >= _FIRST_YEAR and found <= tomorrow else None


def _name(tag: Tag) -> str:
    named = _attribute(tag, "property") or _attribute(tag, "name") or _attribute(tag, "itemprop")
    return named.strip().lower() if tag.name == "meta" or tag.has_attr("itemprop") else ""


# --- links and pictures -------------------------------------------------------------------------------------------


def _addresses(tags: list[Tag], base: str) -> tuple[tuple[str, ...], tuple[Picture, ...]]:
    """Links and pictures of a page."""
    named = [(tag, kind, address) for tag in tags for kind, address in _named(tag)]
    pages, linked = parted(base, [address for _, kind, address in named if kind == "link"])
    shown = [_picture(tag, base, address) for tag, kind, address in named if kind == "picture"]
    pictures = [*filter(None, shown), *(Picture(address, linked=True) for address in linked)]
    return pages, tuple(pictures)[:_MOST_LINKS]


def _is_feed(tag: Tag) -> bool:
    """Whether a tag names a feed of the page."""
    alternate = tag.name == "link" and "alternate" in _attribute(tag, "rel").lower()
    return alternate and _FEED.search(_attribute(tag, "type")) is not None


def _picture(tag: Tag, base: str, address: str) -> Picture | None:
    """A picture and what its tag tells of it."""
    url = _join(base, address)
    alt = _attribute(tag, "alt")[:_LONGEST_TITLE]
    named = alt if len(alt.split()) <= _A_SIGNS_NAME else ""  # more is what a photograph shows
    words = " ".join((named, _attribute(tag, "class")[:_LONGEST_TITLE], _attribute(tag, "id")[:_LONGEST_TITLE]))
    width, height = (_pixels(_attribute(tag, name)) for name in ("width", "height"))
    return Picture(url, words, width, height) if url else None


def _pixels(text: str) -> int:
    """A size in pixels; 0 where it is none."""
    found = re.match(r"(\d{1,5})(?:px)?\s*\Z", text.strip(), re.ASCII)
    return int(found[1]) if found else 0


def parted(base: str, links: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Absolute addresses of links: those of pages, and those of pictures by their endings."""
    found = absolute(base, links)
    pictures = tuple(link for link in found if _PICTURE.search(urlsplit(link).path))
    return tuple(link for link in found if link not in set(pictures)), pictures


def absolute(base: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses on the web, absolute, without fragments, once each."""
    found = dict.fromkeys(filter(None, (_join(base, address) for address in addresses)))
    return tuple(found)[:_MOST_LINKS]


def _named(tag: Tag) -> Iterator[tuple[str, str]]:
    """What a tag points to: ("link" or "picture", address)."""
    name = tag.name
    if name in ("a", "area"):
        yield "link", _attribute(tag, "href")
    elif name in ("frame", "iframe"):
        yield "link", _attribute(tag, "src")
    elif name == "link" and "xml" in _attribute(tag, "type"):
        yield "link", _attribute(tag, "href")
    elif name == "meta" and _attribute(tag, "http-equiv").lower() == "refresh":
        yield from (("link", found[1]) for found in _REFRESH.finditer(_attribute(tag, "content")[:_LONGEST_LINK]))
    elif name == "meta" and _name(tag) in ("og:image", "og:image:url", "twitter:image"):
        yield "picture", _attribute(tag, "content")
    elif name in ("img", "source", "video"):
        for attribute in ("src", "data-src", "data-original", "poster"):
            yield "picture", _attribute(tag, attribute)
        for attribute in ("srcset", "data-srcset"):
            yield "picture", _largest(_attribute(tag, attribute))
    for found in _BACKGROUND.finditer(_attribute(tag, "style")):
        yield "picture", found[1]


def _largest(candidates: str) -> str:
    """The largest picture of a `srcset`."""
    found = _CANDIDATE.findall(candidates[:10_000])
    return str(max(found, key=lambda candidate: _size(candidate[1]))[0]).rstrip(",") if found else ""


def _size(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


def _join(base: str, address: str) -> str:
    """An absolute address on the web, or ""."""
    address = re.sub(r"[\t\r\n]", "", address.strip())
    if not address or len(address) > _LONGEST_LINK:
        return ""
    try:
        found = urlsplit(urldefrag(urljoin(base, address)).url)
    except ValueError:
        return ""
    return found.geturl() if found.scheme in ("http", "https") and found.hostname else ""


def _attribute(tag: Tag, name: str) -> str:
    """An attribute as text, "" where there is none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")
