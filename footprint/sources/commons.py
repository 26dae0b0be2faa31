"""Wikimedia Commons: pictures whose page names the person, with the position that the picture itself gives away."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import Field

from footprint.errors import CouldNotCheck
from footprint.model import (
    Cause,
    Evidence,
    Kind,
    Page,
    Photo,
    Point,
    Query,
    Reading,
    Skipped,
    Subject,
    Trace,
    TraceKind,
)
from footprint.sources import Source
from footprint.web import Web
from footprint.web.shapes import EACH, ENTRIES, MANY, Needed, Number, Shape, Text, plain, web_address
from footprint.web.wiki import Problem, expected

HITS = 50
DETAILS_AT_ONCE = 10
"""Details hold all of a picture's metadata, so they are asked for in small helpings."""
SMALL_COPIES, SMALL = 12, 320
"""Of so many files a small copy is fetched, so wide in pixels, that the person's own photos are compared with."""
NAMES = 4
"""This many forms of the name are searched for."""

_PLACE = "Wikimedia Commons"
_FILE = "Picture's own data, shown by Wikimedia Commons"
_PAGE = "Wikimedia Commons page"


class _Hit(Shape):
    pageid: int
    title: Needed
    snippet: Text = ""


class _Hits(Shape):
    search: Annotated[tuple[_Hit, ...], ENTRIES]


class _SearchAnswer(Shape):
    error: Problem | None = None
    query: _Hits | None = None


class _Field(Shape):
    name: Text = ""
    value: Any = None


class _Said(Shape):
    value: Any = None


class _Info(Shape):
    descriptionurl: Needed
    thumburl: Text = ""
    timestamp: Text = ""
    user: Text = ""
    size: Number = 0
    mime: Text = ""
    metadata: Annotated[tuple[_Field, ...], MANY] = ()
    commonmetadata: Annotated[tuple[_Field, ...], MANY] = ()
    extmetadata: Annotated[dict[str, _Said], EACH] = Field(default_factory=dict)


class _Coordinates(Shape):
    lat: float
    lon: float


class _File(Shape):
    pageid: int
    title: Needed
    imageinfo: Annotated[tuple[_Info, ...], MANY] = ()
    coordinates: Annotated[tuple[_Coordinates, ...], MANY] = ()


class _Files(Shape):
    pages: Annotated[tuple[_File, ...], ENTRIES]


class _DetailsAnswer(Shape):
    error: Problem | None = None
    query: _Files | None = None


class Commons(Source):
    """A search for each form of the name, then the details of the files found."""

    name = "commons"
    title = "Wikimedia Commons"
    finds = "Photos on Wikimedia Commons that name you, and where they say they were taken"
    needs = "Your name"
    sends = (Kind.NAME,)
    address = "https://commons.wikimedia.org"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """A search for each form of the name, as a phrase."""
        for form in self.declared(subject, Kind.NAME)[:NAMES]:
            phrase = '"' + form.replace('"', " ") + '"'
            # Wikis without a search engine of their own look at titles only, unless they are told.
            search = {"list": "search", "srsearch": phrase, "srwhat": "text", "srnamespace": "6", "srlimit": str(HITS)}
            url = self._url(subject, **search)
            then = (
                f"The details of up to {HITS} files found are read, and small copies of {SMALL_COPIES} pictures, to "
                "compare them here with yours."
            )
            yield Query(self.name, url, sends=(form,), then=then)

    def _url(self, subject: Subject, **params: str) -> str:
        always = {"action": "query", "format": "json", "formatversion": "2"}
        return f"{self.base(subject)}/w/api.php?{urlencode(always | params, quote_via=quote)}"

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A photo for each picture or film, a page for each other file."""
        answer = await web.json(query.url, _SearchAnswer, sends=query.sends)
        hits = expected(answer.query, answer.error, self.title).search
        left = SMALL_COPIES
        for start in range(0, len(hits), DETAILS_AT_ONCE):
            helping = hits[start : start + DETAILS_AT_ONCE]
            try:
                files = await self._details(helping, subject, web)
            except CouldNotCheck as error:
                for hit in helping:
                    yield Skipped(self.name, hit.title, error.cause, str(error))
                continue
            for hit in helping:
                file = files.get(hit.pageid)
                found = self._evidence(hit, file)
                copy = web_address(file.imageinfo[0].thumburl) if file and file.imageinfo else ""
                if isinstance(found, Photo) and copy and left:
                    left -= 1
                    for item in await self.with_small_copy(found, copy, web):
                        yield item
                else:
                    yield found

    async def _details(self, hits: Sequence[_Hit], subject: Subject, web: Web) -> dict[int, _File]:
        url = self._url(
            subject,
            prop="imageinfo|coordinates",
            iiurlwidth=str(SMALL),
            iiprop="url|timestamp|user|size|mime|metadata|commonmetadata|extmetadata",
            pageids="|".join(str(hit.pageid) for hit in hits),
        )
        answer = await web.json(url, _DetailsAnswer)
        return {file.pageid: file for file in expected(answer.query, answer.error, self.title).pages}

    def _evidence(self, hit: _Hit, file: _File | None) -> Evidence | Skipped:
        if file is None or not file.imageinfo:
            return Skipped(self.name, hit.title, Cause.UNEXPECTED, "Wikimedia Commons gave no details of this file.")
        info, title = file.imageinfo[0], hit.title.removeprefix("File:")
        about = _about(info, hit)
        if not info.mime.startswith(("image/", "video/")):
            text = "\n".join((title, *(trace.value for trace in about)))
            return Page(**self._seen(info.descriptionurl, title), text=text)
        fields = _fields(info)
        reading = Reading(
            path=title,
            format=info.mime.partition("/")[2].upper(),
            bytes=info.size,
            taken=_taken(fields),
            location=_own_position(fields) or _page_position(file),
            traces=(*_position_traces(fields, file), *_traces(fields), *about),
        )
        return Photo(**self._seen(info.descriptionurl, title), reading=reading)

    def _seen(self, url: str, title: str) -> dict[str, Any]:
        return {"source": self.name, "url": url, "place": _PLACE, "title": title, "seen": datetime.now(UTC)}


# --- what a picture gives away -----------------------------------------------------------------------------------

_TRACES: dict[str, TraceKind] = {
    "Make": "device",
    "Model": "device",
    "SerialNumber": "device",
    "BodySerialNumber": "device",
    "LensSerialNumber": "device",
    "Artist": "owner",
    "Copyright": "owner",
    "CameraOwnerName": "owner",
    "DateTimeOriginal": "time",
    "SublocationCreated": "place",
    "CityCreated": "place",
    "SublocationDest": "place",
    "CityDest": "place",
    "PersonInImage": "person",
    "ImageDescription": "comment",
    "UserComment": "comment",
    "Headline": "comment",
    "Keywords": "comment",
    "ObjectName": "comment",
}
"""Names that MediaWiki gives to a file's metadata, and what each gives away."""

_ABOUT: dict[str, TraceKind] = {"ImageDescription": "comment", "Artist": "owner", "Credit": "comment"}
"""What the people of Wikimedia Commons wrote beside the picture."""


def _fields(info: _Info) -> dict[str, Any]:
    """The picture's own metadata by name."""
    return {field.name: field.value for field in (*info.commonmetadata, *info.metadata)}


def _strings(value: Any, depth: int = 4) -> Iterator[str]:  # noqa: ANN401  metadata nest lists of names and values
    """The readable texts in a value; what MediaWiki adds to mark lists and languages is none."""
    if isinstance(value, str) and value.strip():
        yield plain(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and depth:
        for part in value:
            if isinstance(part, dict) and part.get("name") != "_type":
                yield from _strings(part.get("value"), depth - 1)
            elif not isinstance(part, dict):
                yield from _strings(part, depth - 1)


def _traces(fields: dict[str, Any]) -> Iterator[Trace]:
    for name, kind in _TRACES.items():
        for value in dict.fromkeys(_strings(fields.get(name))):
            yield Trace(kind, f"{_FILE}: {name}", value)


def _about(info: _Info, hit: _Hit) -> tuple[Trace, ...]:
    """Description, author and uploader: they say whether the picture is of the person, or by them.

    Where a wiki gives no description, what it was found by does: the words around the name.
    """
    said = [
        Trace(kind, f"{_PAGE}: {name}", value)
        for name, kind in _ABOUT.items()
        for value in _strings(info.extmetadata.get(name, _Said()).value)
    ]
    if not said and (found := plain(hit.snippet)):
        said.append(Trace("comment", f"{_PAGE}: text", found))
    return (*said, Trace("owner", f"{_PAGE}: uploaded by", info.user)) if info.user else tuple(said)


def _position_traces(fields: dict[str, Any], file: _File) -> Iterator[Trace]:
    for where, point in ((_FILE, _own_position(fields)), (f"{_PAGE}: camera location", _page_position(file))):
        if point is not None:
            yield Trace("gps", where, f"{point.latitude:.6f}, {point.longitude:.6f}")


def _own_position(fields: dict[str, Any]) -> Point | None:
    """The position in the picture's own metadata; MediaWiki gives it in decimal degrees, south and west negative."""
    latitude, longitude = _number(fields.get("GPSLatitude")), _number(fields.get("GPSLongitude"))
    return _point(latitude, longitude, _number(fields.get("GPSAltitude")))


def _page_position(file: _File) -> Point | None:
    """The position that somebody wrote on the picture's page."""
    return _point(file.coordinates[0].lat, file.coordinates[0].lon, None) if file.coordinates else None


def _point(latitude: float | None, longitude: float | None, altitude: float | None) -> Point | None:
    """A point on Earth. Exactly 0, 0 is what cameras write that know no position."""
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return Point(latitude, longitude, altitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004  degrees


def _number(value: Any) -> float | None:  # noqa: ANN401  a number or its text
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _taken(fields: dict[str, Any]) -> datetime | None:
    """When it was taken, by the camera's clock."""
    for text in _strings(fields.get("DateTimeOriginal")):
        for form in ("%Y:%m:%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"):
            with suppress(ValueError):
                return datetime.strptime(text[:19], form)  # noqa: DTZ007  wall-clock time, as cameras write it
    return None
