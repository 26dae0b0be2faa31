"""Opening a page that was found."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from footprint.web import Web
from footprint.web.pages import ReadPage, read_page
from footprint.web.pdf import BYTES

_DOCUMENT = re.compile(
    r"\.pdf\Z|/mgConvert2PDF\.aspx\Z|/LinkClick\.aspx\Z"
    r"|/(?:get|view|show|open|display|download)?_?(?:document|file|attachment|download|pdf)s?_?(?:download|view|handler)?"
    r"\.(?:aspx|ashx|axd|php)\Z",
    re.IGNORECASE,
)
"""Addresses of PDFs: by their ending, and as councils' sites give them out."""


async def open_page(
    web: Web, url: str, source: str, place: str | None = None, *, sends: tuple[str, ...] = ()
) -> ReadPage:
    """Ask for a page or a PDF, as its robots.txt allows, and read it.

    Args:
        web: what the source goes out with.
        url: of the page.
        source: who asks.
        place: where that is, in words that stay the same; the host by default.
        sends: the person's declared strings that stand in the address.

    Raises:
        CouldNotCheck: it could not be had or read.
    """
    answer = await web.get(url, sends=sends, robots=True, pdf=BYTES)
    # Reading takes seconds where the page is large, and the other hosts should not wait for it.
    return await asyncio.to_thread(read_page, answer, source, place)


def is_document(url: str) -> bool:
    """Whether an address is that of a PDF, as far as an address shows it."""
    return _DOCUMENT.search(urlsplit(url).path) is not None
