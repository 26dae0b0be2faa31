"""Web archives: lists of old copies of pages, and the copies themselves.

Two kinds of software answer the same questions in different places and forms: the Internet Archive's own, with an array
of rows under a row of names, and pywb, which many other archives run, with an object on each line.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, AliasChoices, Field, RootModel

from footprint.errors import Unexpected
from footprint.web import Answer, Web
from footprint.web.charsets import decode
from footprint.web.data import heed
from footprint.web.pages import ReadPage, read_page
from footprint.web.pdf import BYTES
from footprint.web.shapes import ENTRIES, Needed, Shape, Text, web_address

LISTED = 5000
"""So many copies are listed at once."""

_FORM = "%Y%m%d%H%M%S"
_COPY = re.compile(r"/(?P<timestamp>\d{14})(?:id_)?/(?P<url>https?:/.+)")
_NO_PAGE = re.compile(r"\.(?:docx?|xlsx?|jpe?g|png|gif|svg|ico|css|js|json|xml|zip|mp[34]|woff2?)$", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "")


def _timestamp(text: str) -> str:
    if not re.fullmatch("[0-9]{14}", text):
        raise ValueError("no time of a copy")
    datetime.strptime(text, _FORM)  # noqa: DTZ007  only whether it is one
    return text


class Capture(Shape):
    """One copy in a list. Archives name the same things differently, and small ones leave some out."""

    timestamp: Annotated[str, AfterValidator(_timestamp)]
    url: Needed = Field(validation_alias=AliasChoices("original", "url"))
    key: Text = Field(default="", validation_alias="urlkey")
    status: Text = Field(default="", validation_alias=AliasChoices("statuscode", "status"))
    kind: Text = Field(default="", validation_alias=AliasChoices("mimetype", "mime"))
    digest: Text = ""

    @property
    def page(self) -> str:
        """What is the same for all copies of one page."""
        return self.key or self.url.partition("://")[2].casefold()

    @property
    def is_page(self) -> bool:
        """A page of text or a PDF, and one that was there."""
        kind = self.kind.partition(";")[0].strip().lower()
        there = self.status in ("200", "-", "") and kind in _PAGES and web_address(self.url)
        return bool(there) and not _NO_PAGE.search(urlsplit(self.url).path)


@dataclass(frozen=True, slots=True)
class Archive:
    """Where an archive keeps its lists and its copies. An address with a path is a collection of pywb's."""

    base: str

    @property
    def _is_collection(self) -> bool:
        return urlsplit(self.base).path.strip("/") not in ("", "web")

    @property
    def _copies(self) -> str:
        return self.base if self._is_collection else f"{self.base.removesuffix('/web')}/web"

    def listing(self, url: str, match: str = "exact", collapse: str = "digest") -> str:
        """The address of a list of copies: of a page, of all that begin like it ("prefix"), or of its "host".

        `collapse` leaves out what is the same as the copy before; not all archives do.
        """
        where = f"{self.base}/cdx" if self._is_collection else f"{self.base.removesuffix('/web')}/cdx/search/cdx"
        options = f"output=json&matchType={match}&collapse={collapse}&filter=statuscode:200&limit={LISTED}"
        return f"{where}?url={quote(url, safe='')}&{options}"

    def copy(self, capture: Capture) -> str:
        """The address of a copy as people see it."""
        return f"{self._copies}/{capture.timestamp}/{capture.url}"


async def open_copy(web: Web, shown: str, source: str) -> tuple[ReadPage, Answer]:
    """A copy, read as the page that was taken; and the raw answer, which says that it came from the page's own address.

    Args:
        web: what the source goes out with.
        shown: the copy's address as people see it.
        source: who asks.

    Raises:
        CouldNotCheck: it could not be had or read.
    """
    where = _COPY.search(shown)
    if where is None or not web_address(where["url"]):
        raise Unexpected("This is not the address of a copy in an archive.")
    base, url = shown[: where.start()], where["url"]
    answer = await web.get(f"{base}/{where['timestamp']}id_/{url}", pdf=BYTES)
    if urlsplit(answer.url).netloc != urlsplit(base).netloc:
        raise Unexpected(f"{urlsplit(base).hostname} sent us on to another site instead of showing its copy.")
    taken = _COPY.search(answer.url)  # an archive may answer with the copy that is nearest in time
    day = datetime.strptime((taken or where)["timestamp"], _FORM).replace(tzinfo=UTC).date()
    # Its links lead on from where it once stood, and so do its pictures, which are those of today.
    original = replace(answer, url=url)
    read = await asyncio.to_thread(read_page, original, source, f"archived copy of {urlsplit(url).hostname or url}")
    page = replace(read.page, url=shown, title=_titled(read.page.title, day), published=day, pictures=())
    return replace(read, page=page, left_out=tuple(replace(skip, identifier=shown) for skip in read.left_out)), original


def _titled(title: str, day: date) -> str:
    return f"{title}, archived copy of {day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Listing:
    """The copies in a list that are pages, in its order. `cut` says that there are more than the archive listed."""

    captures: tuple[Capture, ...]
    cut: bool = False

    @property
    def pages(self) -> dict[str, tuple[Capture, ...]]:
        """The copies of each page."""
        found: dict[str, list[Capture]] = {}
        for capture in self.captures:
            found.setdefault(capture.page, []).append(capture)
        return {page: tuple(captures) for page, captures in found.items()}


class _Captures(RootModel[Annotated[tuple[Capture, ...], ENTRIES]]):
    """All that is listed."""


def read_listing(answer: Answer, web: Web) -> Listing:
    """What a list holds. Copies of another shape are left out where the web is lenient.

    Raises:
        Throttled: it says that it was asked too often.
        Unexpected: it is no such list.
    """
    heed(answer)
    try:
        rows = _rows(decode(answer.body, answer.charset).strip())
        captures = web.parse(replace(answer, charset="utf-8", body=json.dumps(rows).encode()), _Captures).root
    except (Unexpected, ValueError, RecursionError):
        host = urlsplit(answer.url).hostname
        problem = Unexpected(f"{host} answered with something that is not a list of copies. It may be out of order.")
    else:
        return Listing(tuple(c for c in captures if c.is_page), cut=len(rows) >= LISTED)
    raise problem


def _rows(text: str) -> list[Any]:
    """The rows of an array under a row of names, or those that stand on a line each; one that is none as it came."""
    if not text.startswith("["):
        lines = [line for line in text.splitlines() if line.strip()]
        read = [_object(line) for line in lines]
        if lines and not any(isinstance(row, dict) for row in read):
            raise ValueError("no objects")
        return read
    rows = json.loads(text)
    if not any(isinstance(row, list) for row in rows):
        return list(rows)
    names = rows[0]
    if not isinstance(names, list) or "timestamp" not in names or not all(isinstance(name, str) for name in names):
        raise ValueError("rows without their names")
    fit = [isinstance(row, list) and len(row) == len(names) for row in rows[1:]]
    return [dict(zip(names, row, strict=True)) if whole else row for whole, row in zip(fit, rows[1:], strict=True)]


def _object(line: str) -> Any:  # noqa: ANN401  whatever stands there
    try:
        return json.loads(line)
    except ValueError:
        return line


def versions(captures: Iterable[Capture], most: int) -> tuple[Capture, ...]:
    """The copies of a page that differ: the oldest, the newest, and some evenly between."""
    oldest_last = sorted(captures, key=lambda capture: capture.timestamp, reverse=True)
    different = list({capture.digest or capture.timestamp: capture for capture in oldest_last}.values())
    different.sort(key=lambda capture: capture.timestamp)
    if len(different) <= most:
        return tuple(different)
    return tuple(different[round(number * (len(different) - 1) / (most - 1))] for number in range(most))
