"""Feeds as text: RSS, Atom and JSON Feed; and whatever else comes as XML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from footprint.errors import TooLarge, Unexpected
from footprint.web import markup
from footprint.web.markup import Marked

MOST_ITEMS = 5_000
"""Each is a page of its own to read."""

_HEAD = 1_000
_MOST_AUTHORS = 20
_ADDRESSES = ("link", "guid", "id", "comments")
"""Elements whose text is an address."""


def read_xml(xml: str, url: str) -> Marked:
    """Read a feed or other XML that lies at `url`. Each element without children of its own makes a block.

    One that has text beside its children, as a page inside an Atom feed has, is read as HTML.

    Raises:
        TooLarge: it has more tags than any feed needs.
        Unexpected: there is no element in it.
    """
    markup.refuse_bomb(xml, url)
    if "<" not in xml:
        raise Unexpected(f"{urlsplit(url).hostname} sent something that cannot be read.")
    # As bytes, because text that names an encoding of its own is not taken.
    soup = BeautifulSoup(xml.encode("utf-8", errors="replace"), "xml", from_encoding="utf-8")
    elements = [tag for tag in soup.find_all(name=True) if isinstance(tag, Tag)]
    if not elements:
        raise Unexpected(f"{urlsplit(url).hostname} sent something that cannot be read.")
    texts = list(_texts(soup))
    if sum("<" in text for _, text in texts) > MOST_ITEMS:
        raise TooLarge(f"A feed of {urlsplit(url).hostname} has more entries than Footprint reads.")
    blocks = [(tag.name, _block(text, url)) for tag, text in texts]
    addresses = (*(text for tag, text in texts if tag.name in _ADDRESSES), *_pointed_to(elements))
    pages, pictures = markup.parted(url, addresses)
    return Marked(
        title=next((block.text for name, block in blocks if name == "title"), ""),
        text=markup.lines("\n".join(block.text for _, block in blocks)),
        links=tuple(dict.fromkeys((*pages, *(link for _, block in blocks for link in block.links)))),
        images=tuple(dict.fromkeys((*pictures, *(image for _, block in blocks for image in block.images)))),
        pictures=tuple(picture for _, block in blocks for picture in block.pictures),
    )


def _texts(soup: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Elements that make a block, each with its text or its HTML. Without recursion: XML may be nested without end."""
    pending: list[Tag] = [soup]
    while pending:
        tag = pending.pop()
        inside = [child for child in tag.contents if isinstance(child, Tag)]
        beside = any(type(child) is NavigableString and child.strip() for child in tag.contents)
        if not inside:
            yield tag, tag.get_text()
        elif beside and tag is not soup:
            yield tag, tag.decode()
        else:
            pending.extend(reversed(inside))


def is_json(body: bytes) -> bool:
    """Whether JSON says of itself that it is a feed."""
    return b"//jsonfeed.org/version" in body[:_HEAD]


def read_json(text: str, url: str) -> Marked:
    """Read a JSON Feed that lies at `url`.

    Raises:
        TooLarge: it has more entries than any feed needs.
        Unexpected: it is no such feed.
    """
    host = urlsplit(url).hostname
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        feed = None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Unexpected(f"{host} sent a feed that cannot be read.")
    if len(items) > MOST_ITEMS:
        raise TooLarge(f"A feed of {host} has more entries than Footprint reads.")
    objects = [feed, *(item for item in items if isinstance(item, dict))]
    blocks = [_block(said, url) for one in objects for said in _said(one)]
    pages, pictures = markup.parted(url, (address for one in objects for address in _named(one)))
    return Marked(
        title=" ".join(markup.lines(_text(feed.get("title"))).split()),
        text=markup.lines("\n".join(block.text for block in blocks)),
        links=tuple(dict.fromkeys((*pages, *(link for block in blocks for link in block.links)))),
        images=tuple(dict.fromkeys((*pictures, *(image for block in blocks for image in block.images)))),
        pictures=tuple(picture for block in blocks for picture in block.pictures),
    )


def _said(one: dict[str, Any]) -> Iterator[str]:
    """What a feed or one of its entries says, in the order in which it is read."""
    for name in ("title", "description", "date_published", "summary", "content_html", "content_text"):
        yield _text(one.get(name))
    authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
    for author in authors[:_MOST_AUTHORS] if isinstance(authors, list) else ():
        yield _text(author.get("name")) if isinstance(author, dict) else ""


def _named(one: dict[str, Any]) -> Iterator[str]:
    """Addresses that a feed or one of its entries names."""
    for name in ("home_page_url", "url", "external_url", "image", "banner_image"):
        yield _text(one.get(name))
    attached = one.get("attachments")
    for file in attached if isinstance(attached, list) else ():
        yield _text(file.get("url")) if isinstance(file, dict) else ""


def _text(value: Any) -> str:  # noqa: ANN401  whatever stood in the JSON
    return value if isinstance(value, str) else ""


def _block(text: str, url: str) -> Marked:
    """One element's text; feeds put whole pages into one."""
    return markup.read_html(text, url) if "<" in text else Marked("", markup.lines(text))


def _pointed_to(elements: list[Tag]) -> Iterator[str]:
    """What elements point to in their attributes."""
    for tag in elements:
        for attribute in ("href", "url", "src"):
            yield str(tag.get(attribute) or "")
