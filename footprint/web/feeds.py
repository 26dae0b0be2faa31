"""XML as text: feeds above all, and whatever else comes as XML."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from footprint.errors import TooLarge, Unexpected
from footprint.web import markup
from footprint.web.markup import Marked

MOST_ITEMS = 5_000
"""Each is a page of its own to read."""

_ADDRESSES = ("link", "guid", "id", "comments")
"""Elements whose text is an address."""


def read_xml(xml: str, url: str) -> Marked:
    """Read a feed or other XML that lies at `url`. Each element without children of its own makes a block.

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
    innermost = [tag for tag in elements if not any(isinstance(child, Tag) for child in tag.contents)]
    texts = [(tag, tag.get_text()) for tag in innermost]
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


def _block(text: str, url: str) -> Marked:
    """One element's text; feeds put whole pages into one."""
    return markup.read_html(text, url) if "<" in text else Marked("", markup.lines(text))


def _pointed_to(elements: list[Tag]) -> Iterator[str]:
    """What elements point to in their attributes."""
    for tag in elements:
        for attribute in ("href", "url", "src"):
            yield str(tag.get(attribute) or "")
