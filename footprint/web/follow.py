"""Opening a page that was found."""

from __future__ import annotations

import asyncio

from footprint.web import PAGE_CAP, Web
from footprint.web.pages import ReadPage, read_page


async def open_page(
    web: Web, url: str, source: str, place: str | None = None, *, sends: tuple[str, ...] = (), cap: int = PAGE_CAP
) -> ReadPage:
    """Ask for a page, as its robots.txt allows, and read it.

    Args:
        web: what the source goes out with.
        url: of the page.
        source: who asks.
        place: where that is, in words that stay the same; the host by default.
        sends: the person's declared strings that stand in the address.
        cap: bytes taken at most.

    Raises:
        CouldNotCheck: it could not be had or read.
    """
    answer = await web.get(url, sends=sends, robots=True, cap=cap)
    # Reading takes seconds where the page is large, and the other hosts should not wait for it.
    return await asyncio.to_thread(read_page, answer, source, place)
