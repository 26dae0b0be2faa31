"""An answer as a page: what a stranger reads there, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from bs4.dammit import EncodingDetector
from tldextract import TLDExtract

from footprint.errors import Unexpected
from footprint.model import Cause, Page, Skipped
from footprint.web import PDF, Answer, cards, charsets, feeds
from footprint.web.markup import Marked, lines, read_html
from footprint.web.pdf import read_pdf
from footprint.web.pictures import Picture, likely

_HTML = ("text/html", "application/xhtml+xml")
_XML = ("text/xml", "application/xml")
_PDF = "application/pdf"
_JSON_FEED = "application/feed+json"
_CARDS = ("text/calendar", "text/vcard", "text/x-vcard", "text/directory")
_BEGINNINGS = {b"begin:vcalendar": _CARDS[0], b"begin:vcard": _CARDS[1]}
"""What shows what it is, whatever it is called."""
_NO_TEXT = ("text/css", "text/javascript")
_KINDS = {"application": "a file", "image": "a picture", "video": "a film", "audio": "a recording", "text": "a file"}
_SNIFFED = 1_000
_MOST_PHOTOS = 100
_SHARED = (
    "wordpress.com",
    "tumblr.com",
    "livejournal.com",
    "typepad.com",
    "substack.com",
    "squarespace.com",
    "medium.com",
)
"""Hosts where each name below belongs to somebody else, beside those that the list of public suffixes knows."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with the addresses that it links to and those of its pictures: absolute, once each.

    `feeds` are those that it says are its own. `left_out` says what of it was not read.
    """

    page: Page
    links: tuple[str, ...]
    images: tuple[str, ...]
    feeds: tuple[str, ...] = ()
    left_out: tuple[Skipped, ...] = ()

    @property
    def seen(self) -> tuple[Page | Skipped, ...]:
        """The page, and what of it was not read."""
        return (self.page, *self.left_out)


def read_page(answer: Answer, source: str, place: str | None = None) -> ReadPage:
    """Read a page, a plain text, a PDF or a feed. Large ones take seconds: `follow.open_page` does it in a thread.

    Args:
        answer: what a host answered.
        source: who asked.
        place: where that is, in words that stay the same; the host by default.

    Raises:
        TooLarge: it is built to keep programs busy.
        Illegible: it is a PDF without words, or one that is locked.
        Unexpected: it is no text, is empty, or shows nothing without a program running in the browser.
    """
    host = urlsplit(answer.url).hostname or ""
    marked, left_out = _marked(answer, host)
    if marked.blank:
        raise Unexpected(f"{host} shows nothing there without running programs. Look at the page in your browser.")
    page = Page(
        source=source,
        url=answer.url,
        place=place or host,
        title=marked.title or place or host,
        seen=datetime.now(UTC),
        text=marked.text,
        published=marked.published,
        pictures=_photos(marked, host),
        signatures=marked.signatures,
    )
    partly = (Skipped(source, answer.url, Cause.UNREADABLE, left_out),) if left_out else ()
    return ReadPage(page, marked.links, marked.images, marked.feeds, partly)


def _photos(marked: Marked, host: str) -> tuple[str, ...]:
    """What may be photographs on it."""
    told = {picture.url for picture in marked.pictures}
    untold = (Picture(url, linked=True) for url in marked.images if url not in told)  # what feeds enclose
    return likely((*marked.pictures, *untold), host)[:_MOST_PHOTOS]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: democracy.thornmere.example and www.thornmere.example do."""
    return registered(one) == registered(other) != ""


def is_pdf(answer: Answer) -> bool:
    """Whether an answer is a PDF."""
    return _media_type(answer) == _PDF


def _marked(answer: Answer, host: str) -> tuple[Marked, str]:
    """What stands in it, and what of it was not read."""
    if not answer.body.strip():
        raise Unexpected(f"{host} sent an empty page.")
    if is_pdf(answer):
        read = read_pdf(answer.body, host)
        return read.marked, read.left_out
    return _text(answer, host), ""


def _text(answer: Answer, host: str) -> Marked:
    kind = _media_type(answer)
    if kind in _HTML:
        return read_html(text_of(answer, html=True), answer.url)
    if kind in _XML or (kind.endswith("+xml") and not kind.startswith("image/")):
        return feeds.read_xml(text_of(answer, html=False), answer.url)
    if kind == _JSON_FEED or (kind == "application/json" and feeds.is_json(answer.body)):
        return feeds.read_json(text_of(answer, html=False), answer.url)
    if kind in _CARDS:
        return Marked("", lines(cards.read(text_of(answer, html=False))))
    if kind.startswith("text/") and kind not in _NO_TEXT:
        return Marked("", lines(text_of(answer, html=False)))
    what = _KINDS.get(kind.partition("/")[0], "a file")
    raise Unexpected(f"{host} has {what} there, not a page of text, so its words were not read.")


def _media_type(answer: Answer) -> str:
    """What the headers say, else what it looks like."""
    start = answer.body.lstrip()[:_SNIFFED].lower()
    begun = next((kind for begins, kind in _BEGINNINGS.items() if start.startswith(begins)), "")
    begun = _PDF if PDF.match(answer.body) else begun
    if begun:
        return begun
    kind = answer.media_type
    if kind in ("", *_XML):
        if b"<html" in start or b"<!doctype html" in start:
            return "text/html"
        if start.startswith(b"<?xml"):
            return "text/xml"
    if kind:
        return kind
    if start.startswith(b"<"):
        return "text/html"
    return "application/octet-stream" if b"\0" in start else "text/plain"


def text_of(answer: Answer, *, html: bool) -> str:
    """The body as text: by its headers, else by what it says of itself."""
    declared = EncodingDetector.find_declared_encoding(answer.body[: 10 * _SNIFFED], is_html=html)
    # Browsers drop the null character; parsers make a mark of it or stop there.
    return charsets.decode(answer.body, answer.charset, declared or "").replace("\0", "")


def registered(url: str) -> str:
    """The registered name that an address belongs to; where the ending is not known, its last two labels."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    found = _suffixes()(host)
    if found.suffix:
        return f"{found.domain}.{found.suffix}" if found.domain else host
    if found.ipv4 or found.ipv6:
        return host
    return ".".join(host.split(".")[-2:])


@cache
def _suffixes() -> TLDExtract:
    """The list of public suffixes that comes with the package; nothing is fetched and nothing written."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True, extra_suffixes=_SHARED)
