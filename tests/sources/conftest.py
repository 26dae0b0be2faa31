from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, closing
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import piexif
import pytest
from PIL import Image

from footprint.errors import CouldNotCheck, RobotsForbid, TooLarge, Unexpected
from footprint.model import Cause, Consent, Evidence, Identifier, Kind, Query, Skipped, SourceSettings, Subject
from footprint.sources import Source
from footprint.web import PAGE_CAP, PDF, Answer, Web
from footprint.web.addresses import Resolver
from footprint.web.client import Client
from footprint.web.data import parse
from footprint.web.lenient import Lenient
from footprint.web.limits import Limits

Served = Answer | CouldNotCheck


class FakeWeb:
    """The web as a dictionary: what is not in it was not expected to be asked."""

    def __init__(self, served: Mapping[str, Served], key: str = "", forbidden: tuple[str, ...] = ()) -> None:
        self.served, self.key, self.forbidden = served, key, forbidden
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def get(self, url: str, **options: Any) -> Answer:
        self.asked.append((url, options))
        if options.get("robots") and url in self.forbidden:
            raise RobotsForbid(f"{url} asks programs to stay away.")
        answer = self.served[url]
        if isinstance(answer, CouldNotCheck):
            raise answer
        if answer.missing and not options.get("missing_ok"):
            raise Unexpected("There is nothing at this address.")
        cap = options.get("cap", PAGE_CAP)
        if len(answer.body) > (max(cap, options.get("pdf", 0)) if PDF.match(answer.body) else cap):
            raise TooLarge("It is too large.")
        return answer

    async def json(self, url: str, model: Any, **options: Any) -> Any:
        return self.parse(await self.get(url, **options), model)

    def parse(self, answer: Answer, model: Any) -> Any:
        return parse(answer, model)

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


@pytest.fixture
def serve() -> Callable[..., FakeWeb]:
    """Makes a web of address → text, bytes, data for JSON, a status, or an error."""

    def make(pages: Mapping[str, Any], *, key: str = "", forbidden: tuple[str, ...] = ()) -> FakeWeb:
        return FakeWeb({url: _answer(url, what) for url, what in pages.items()}, key, forbidden)

    return make


def _answer(url: str, what: Any) -> Served:
    if isinstance(what, CouldNotCheck | Answer):
        return what
    if isinstance(what, int):
        return Answer(url, what, "text/html", "utf-8", b"<h1>Not here</h1>")
    if isinstance(what, bytes):
        return Answer(url, 200, "image/jpeg", "", what)
    if isinstance(what, str):
        kind = "text/xml" if what.startswith("<?xml") else "text/html"
        return Answer(url, 200, kind, "utf-8", what.encode())
    return Answer(url, 200, "application/json", "utf-8", json.dumps(what).encode())


@pytest.fixture
async def wire() -> AsyncIterator[Callable[..., Any]]:
    """The real client, to whom hosts of `serve` answer on this computer: (pages, source's name, key) → its web."""
    async with AsyncExitStack() as stack:

        async def make(pages: Mapping[str, Any], source: str, *, key: str = "") -> Web:
            answers = {url: _answer(url, what) for url, what in pages.items()}
            server = await asyncio.start_server(partial(_answer_on_the_wire, answers), "127.0.0.1", 0)
            await stack.enter_async_context(server)
            port = server.sockets[0].getsockname()[1]
            hosts = {urlsplit(url).hostname or "": ("127.0.0.1", port) for url in pages}
            limits = Limits(backoff=0.001, backoff_most=0.001, connect=2, read=2, deadline=4)
            client = await stack.enter_async_context(Client(Resolver(hosts, only=True), limits=limits))
            return client.web(source, pace=0, key=key)

        yield make


async def _answer_on_the_wire(
    answers: Mapping[str, Served], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One request, by its host and path; what is not there is missing."""
    with closing(writer):
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = request.split(" ", 2)[1]
        host = next(line.split(":", 1)[1].strip() for line in request.splitlines() if line.lower().startswith("host:"))
        answer = answers.get(f"http://{host}{path}", Answer("", 404, "text/html", "utf-8", b"<h1>Not here</h1>"))
        assert isinstance(answer, Answer)
        head = f"HTTP/1.1 {answer.status} So\r\nContent-Type: {answer.media_type}; charset=utf-8\r\n"
        writer.write(f"{head}Content-Length: {len(answer.body)}\r\nConnection: close\r\n\r\n".encode() + answer.body)
        await writer.drain()


@pytest.fixture
def fetched() -> Callable[..., Any]:
    """Asks one question and gives all that came, evidence and reasons, in order; last, what could not be read."""

    async def fetch(source: Source, query: Query, subject: Subject, web: FakeWeb) -> list[Evidence | Skipped]:
        lenient = Lenient(web)
        items = [item async for item in source.fetch(query, subject, lenient)]
        return items + [Skipped(source.name, "", Cause.PARTLY, said) for said in [lenient.unread.words] if said]

    return fetch


IDENTIFIERS = (
    Identifier(Kind.NAME, "Rosalind Quillfeather"),
    Identifier(Kind.NAME, "Ros Quillfeather"),
    Identifier(Kind.NAME, "Rosalind Mary Quillfeather"),
    Identifier(Kind.COUNCIL, "Thornmere Borough Council"),
    Identifier(Kind.COUNCIL_SITE, "http://democracy.thornmere.example"),
    Identifier(Kind.WARD, "Millpond and Eastgate"),
    Identifier(Kind.PARTY, "The Lantern Party"),
    Identifier(Kind.TOWN, "Thornmere"),
    Identifier(Kind.HANDLE, "rosquill.bsky.example", "bluesky"),
    Identifier(Kind.HANDLE, "rosquill", "github"),
    Identifier(Kind.EMAIL, "rosalind.quillfeather@mail.example"),
    Identifier(Kind.EMAIL, "cllr.r.quillfeather@thornmere.example", on_purpose=True),
    Identifier(Kind.PHONE, "07700 900 417"),
    Identifier(Kind.PHONE, "01632 960 733"),
    Identifier(Kind.PHONE, "01632 960 200", on_purpose=True),
    Identifier(Kind.ADDRESS, "14 Kingfisher Wharf, Thornmere, TM4 6QH"),
    Identifier(Kind.ADDRESS, "Civic Hall, Market Square, Thornmere, TM1 1AA", on_purpose=True),
    Identifier(Kind.POSTCODE, "TM4 6QH"),
    Identifier(Kind.BIRTH_DATE, "1974-03-09"),
    Identifier(Kind.FAMILY, "Tobias Quillfeather", "husband"),
    Identifier(Kind.PLATE, "JZ24 RQF"),
    Identifier(Kind.SITE, "http://www.rosalindquillfeather.example"),
    Identifier(Kind.SITE, "http://quillfeather4thornmere.example"),
)


@pytest.fixture
def subject_with() -> Callable[..., Subject]:
    """Makes a subject of other identifiers or with settings for sources."""

    def make(*settings: SourceSettings, identifiers: tuple[Identifier, ...] = IDENTIFIERS) -> Subject:
        consent = Consent("me", date(2026, 11, 1))
        return Subject("0123456789abcdef", consent, identifiers, sources=settings)

    return make


@pytest.fixture
def subject(subject_with: Callable[..., Subject]) -> Subject:
    """The invented councillor."""
    return subject_with()


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A picture with a position in it, over the open water of a reservoir."""
    picture = io.BytesIO()
    gps = {
        piexif.GPSIFD.GPSLatitudeRef: "N",
        piexif.GPSIFD.GPSLatitude: ((52, 1), (38, 1), (5640, 100)),
        piexif.GPSIFD.GPSLongitudeRef: "W",
        piexif.GPSIFD.GPSLongitude: ((0, 1), (38, 1), (1320, 100)),
    }
    Image.new("RGB", (64, 48), "teal").save(picture, "JPEG", exif=piexif.dump({"GPS": gps}))
    return picture.getvalue()
