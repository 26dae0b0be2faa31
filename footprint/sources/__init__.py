"""Public sources: one source, one file.

To add one, write a module here with one subclass of `Source`: say in class attributes what it is, `plan` every
question from the profile without asking anything, and `fetch` the answer to one question as evidence. A source
never judges what it sees, and raises `CouldNotCheck` (or yields `Skipped`) for what it could not see.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from footprint import plugins
from footprint.errors import CouldNotCheck, Unreadable
from footprint.identity.about import readable
from footprint.model import Account, Cause, Evidence, Kind, Page, Photo, Query, Reading, Skipped, Subject
from footprint.photos import likeness
from footprint.photos.read import read_bytes
from footprint.photos.thumbnail import thumbnail
from footprint.text.mentions import mentions
from footprint.text.names import NameMatch, closest
from footprint.web import MEGABYTE, PHOTO_CAP, Web
from footprint.web.follow import open_page
from footprint.web.lenient import Lenient
from footprint.web.pictures import PICTURES

PICTURES_COMPARED = 12
"""Of the accounts that one search finds, the pictures of so many are held beside the portrait."""
PICTURE_CAP = 2 * MEGABYTE

_LINES = 3
_AT_ONCE = 4
"""Pictures of one question in memory at a time."""
_AROUND = 200
"""Letters on either side of a name: enough to tell whose it is."""


class Source(ABC):
    """One public source.

    Attributes:
        name: short, stable; used in the profile, the ledger and the report.
        title: what a person would call it.
        finds: what it can find, in plain English.
        needs: what the profile (or a key) must give, in plain English.
        sends: the kinds of identifier that stand in its queries by default.
        key: the name of its key ("brave"), or "".
        key_optional: it answers without the key, only less often.
        address: the service's address; the profile may give another.
        pace: seconds between two requests to its programming interface; pages keep the web's own pace.
        exhaustive: what its answer no longer shows is gone. False for a search, whose results come and go, and for a
            crawl, which has an end: pages and pictures that it found before are opened again by themselves.
        pictures: on each page that it finds and that names the person, so many are looked at.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    finds: ClassVar[str]
    needs: ClassVar[str]
    sends: ClassVar[tuple[Kind, ...]]
    key: ClassVar[str] = ""
    key_optional: ClassVar[bool] = False
    address: ClassVar[str] = ""
    pace: ClassVar[float] = 1.0
    exhaustive: ClassVar[bool] = True
    pictures: ClassVar[int] = PICTURES

    def base(self, subject: Subject) -> str:
        """The address that is asked, without a slash at its end."""
        return (subject.settings(self.name).address or self.address).rstrip("/")

    def declared(self, subject: Subject, kind: Kind, label: str = "") -> tuple[str, ...]:
        """The declared values that may stand in its queries, once each; with a label, only those of that service."""
        sendable = subject.sendable(self.name, kind)
        return tuple(dict.fromkeys(i.value for i in sendable if not label or i.label.casefold() == label))

    async def picture(self, web: Web, url: str, place: str, beside: str = "") -> tuple[Photo | Skipped, ...]:
        """A picture found online, read as one on this computer is; and what could not be read of it.

        `beside` is what the page on which it stands says about the person.
        """
        try:
            answer = await web.get(url, robots=True, cap=PHOTO_CAP)
        except CouldNotCheck as error:
            return (Skipped(self.name, url, error.cause, str(error)),)
        name = unquote(urlsplit(answer.url).path.rpartition("/")[2]) or answer.url
        # in a thread: a large picture must not hold up the other sources
        reading, small = await asyncio.to_thread(_look, answer.body, name)
        now = datetime.now(UTC)
        photo = Photo(
            source=self.name,
            url=answer.url,
            place=place,
            title=name,
            seen=now,
            reading=reading,
            thumbnail=small,
            beside=beside,
        )
        return (photo, Skipped(self.name, url, Cause.UNREADABLE, reading.problem)) if reading.problem else (photo,)

    async def with_small_copy(self, photo: Photo, address: str, web: Web) -> tuple[Photo | Skipped, ...]:
        """A photo of which only words were read, with a small copy that can be compared; and why there is none."""
        try:
            answer = await web.get(address, robots=True, cap=PICTURE_CAP)
        except CouldNotCheck as error:
            reason = f"It could not be compared with your photos. {error}"
            return photo, Skipped(self.name, photo.url, error.cause, reason)
        if small := await asyncio.to_thread(thumbnail, answer.body):
            return (replace(photo, thumbnail=small),)
        reason = "It could not be compared with your photos, because its small copy cannot be read."
        return photo, Skipped(self.name, photo.url, Cause.UNREADABLE, reason)

    async def answer(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """What `fetch` gives, then the likeliest pictures on those of its pages that name the person.

        What of an answer cannot be read is left out and said at the end, and the rest is used.

        Raises:
            CouldNotCheck: as `fetch` does; the pictures on what came before are looked at first.
        """
        problem: CouldNotCheck | None = None
        pages: list[Page] = []
        lenient = Lenient(web)
        try:
            async for item in self.fetch(query, subject, lenient):
                yield item
                if isinstance(item, Page) and item.pictures:
                    pages.append(item)
        except CouldNotCheck as error:
            problem = error
        async for seen in self._pictures(pages, query, subject, web):
            yield seen
        if left_out := lenient.unread.words:
            asked = ", ".join(query.sends) or self.title
            yield Skipped(self.name, f"a part of what was found for {asked}", Cause.PARTLY, left_out)
        if problem:
            raise problem

    async def _pictures(
        self, pages: list[Page], query: Query, subject: Subject, web: Web
    ) -> AsyncIterator[Photo | Skipped]:
        """Pictures on pages, each once."""
        looked: set[str] = set()
        wanted: list[tuple[str, Page, str]] = []
        left = 0
        for page in pages if self.pictures else ():
            beside = await asyncio.to_thread(_said, page, subject)
            new = [url for url in page.pictures if url not in looked] if beside else []
            looked.update(new)
            wanted.extend((url, page, beside) for url in new[: self.pictures])
            left += len(new[self.pictures :])
        turns = asyncio.Semaphore(_AT_ONCE)

        async def look(url: str, page: Page, beside: str) -> tuple[Photo | Skipped, ...]:
            async with turns:
                return await self.picture(web, url, f"photos on {page.place}", beside)

        for seen in await asyncio.gather(*(look(*one) for one in wanted)):
            for item in seen:
                yield item
        if left:
            reason = (
                f"On each page that names you the {self.pictures} likeliest pictures were looked at; {left} were not."
            )
            yield Skipped(self.name, f"{query.url}#pictures", Cause.TOO_LARGE, reason)

    async def again(self, query: Query, subject: Subject, web: Web) -> tuple[Evidence | Skipped, ...]:
        """What lies at an address where something was found before; `query.about` names the place it was seen in.

        Raises:
            CouldNotCheck: it could not be had or read.
        """
        del subject
        return (await open_page(web, query.url, self.name)).seen

    def compares(self, subject: Subject) -> str:
        """What follows a search for accounts, in plain English; empty where there is no portrait to compare with."""
        if not subject.portrait:
            return ""
        return f"The pictures of up to {PICTURES_COMPARED} accounts found are fetched, to compare them here with yours."

    async def alike(self, accounts: Iterable[Account], subject: Subject, web: Web) -> AsyncIterator[Account | Skipped]:
        """The accounts of a search that bear the person's name or show their portrait; the others are left out.

        Where the profile names a portrait, the accounts' pictures are fetched and compared with it on this computer.
        """
        names, left = self.declared(subject, Kind.NAME), PICTURES_COMPARED
        judged = [(closest(account.name, names) is not NameMatch.DIFFERENT, account) for account in accounts]
        for named, account in sorted(judged, key=lambda pair: not pair[0]):
            seen: float | Skipped | None = None
            if subject.portrait and account.picture:
                left -= 1
                seen = await self._likeness(account, Path(subject.portrait), web) if left >= 0 else None
            if isinstance(seen, Skipped):
                if named:
                    yield seen
            else:
                account = replace(account, likeness=seen)  # noqa: PLW2901  the same, with what was seen of it
            if named or account.shows_portrait:
                yield account
        if left < 0:
            reason = (
                f"The pictures of the first {PICTURES_COMPARED} accounts were compared with yours; others were not."
            )
            yield Skipped(self.name, "pictures of further accounts", Cause.TOO_LARGE, reason)

    async def _likeness(self, account: Account, own: Path, web: Web) -> float | Skipped:
        """How alike an account's picture and the portrait are; the portrait never leaves this computer."""
        try:
            prints = await asyncio.to_thread(likeness.portrait, own)
        except (Unreadable, OSError):
            reason = "The portrait that your profile names cannot be read. Name another picture, in JPEG or PNG."
            return Skipped(self.name, "accounts that use your picture", Cause.UNREADABLE, reason)
        try:
            answer = await web.get(account.picture, robots=True, cap=PICTURE_CAP)
            return await asyncio.to_thread(likeness.likeness, prints, answer.body)
        except CouldNotCheck as error:
            reason = f"Its picture could not be compared with yours. {error}"
            return Skipped(self.name, account.url, error.cause, reason)
        except Unreadable:
            reason = "Its picture could not be compared with yours, because it cannot be read."
            return Skipped(self.name, account.url, Cause.UNREADABLE, reason)

    @abstractmethod
    def plan(self, subject: Subject) -> Iterator[Query]:
        """Every question it would ask; none where the profile lacks what it needs."""

    def unasked(self, subject: Subject) -> Iterator[Skipped]:
        """What of its field it does not ask, each with the reason; by default there is nothing such."""
        del subject
        yield from ()

    @abstractmethod
    def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """The answer to one question, as it comes in.

        Raises:
            CouldNotCheck: when the question itself could not be answered.
        """


def _said(page: Page, subject: Subject) -> str:
    """The page's title and the lines in which it names the person; "" where it does not."""
    text = readable(page)
    named = mentions(text, subject)[:_LINES]
    if not named:
        return ""
    around = (text[max(0, one.start - _AROUND) : one.end + _AROUND] for one in named)
    return "\n".join((page.title, *around))


def _look(data: bytes, name: str) -> tuple[Reading, bytes]:
    """What a picture gives away, and a small copy of it that gives away nothing."""
    return read_bytes(data, name), thumbnail(data)


def all_sources() -> tuple[Source, ...]:
    """Every source, the package's own and those of other distributions."""
    return plugins.members(__name__, Source)
