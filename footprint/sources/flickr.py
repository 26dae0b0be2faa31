"""Flickr: photos of a declared account that say where they were taken.

Without a key the feeds are read, which hold the newest twenty photos, and the newest twenty that stand on the map. With
one, every public photo on the map is.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BeforeValidator

from footprint.errors import Blocked, CouldNotCheck, NoKey, ServiceFailed, Unexpected
from footprint.model import Cause, Evidence, Kind, Photo, Point, Post, Query, Reading, Skipped, Subject, Trace
from footprint.sources import Source
from footprint.web import Answer, Web
from footprint.web.shapes import ENTRIES, Needed, Number, Shape, Text, moment, plain, web_address

HANDLES = 2
PHOTOS_A_PAGE = 250
PAGES = 4
"""Of the photos on the map, so many pages are read; Flickr gives no more than 250 of them in one answer."""

_NUMBER = re.compile(r"[0-9]{1,12}@N[0-9]{2}")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.|m\.)?flickr\.com/(?:photos|people)/(?P<name>[^/?#\s]+)/?", re.IGNORECASE)
_POSTED = re.compile(r"\A.{0,200}? posted an? (?:photo|video):?\s*", re.DOTALL)
_APOSTROPHE = re.compile(rb"(?<!\\)((?:\\\\)*)\\'")
_UNKNOWN = "Flickr knows no such account. Look at how it is written in the profile."
_BROKEN = "Flickr answered that it is out of order. Try again another day."
_STATUSES: dict[int, tuple[type[CouldNotCheck], str]] = {
    1: (Unexpected, _UNKNOWN),
    2: (Unexpected, _UNKNOWN),
    4: (Blocked, "Flickr does not show the photos of this account to others."),
    5: (Unexpected, "Flickr says that this account was deleted. Take it out of the profile."),
    10: (ServiceFailed, _BROKEN),
    100: (Blocked, "Flickr did not accept the key. Check it and set it again."),
    105: (ServiceFailed, _BROKEN),
    106: (ServiceFailed, _BROKEN),
}
"""What Flickr says with status 200 and the word "fail"."""


def _content(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return value.get("_content", value or "") if isinstance(value, dict) else "" if value is None else value


def _degrees(value: Any) -> Any:  # noqa: ANN401  whatever stood in the JSON
    return value if value not in (None, "") else 0


Content = Annotated[str, BeforeValidator(_content)]
"""A text, which the interface wraps into an object of its own."""
Degrees = Annotated[float, BeforeValidator(_degrees)]


class _Item(Shape):
    """A photo in a feed."""

    title: Text = ""
    link: Text = ""
    date_taken: Text = ""
    published: Text = ""
    description: Text = ""
    tags: Text = ""
    latitude: Degrees = 0
    longitude: Degrees = 0


class _Feed(Shape):
    items: Annotated[tuple[_Item, ...], ENTRIES]


class _Answer(Shape):
    """What every answer of the interface has."""

    stat: Needed
    code: Number = 0
    message: Text = ""


Said = TypeVar("Said", bound=_Answer)


class _User(Shape):
    id: Needed


class _Lookup(_Answer):
    user: _User | None = None


class _Shot(Shape):
    """A photo in the interface's list."""

    id: Needed
    title: Content = ""
    description: Content = ""
    tags: Text = ""
    datetaken: Text = ""
    latitude: Degrees = 0
    longitude: Degrees = 0


class _Page(Shape):
    pages: Number = 1
    photo: Annotated[tuple[_Shot, ...], ENTRIES]


class _Photos(_Answer):
    photos: _Page | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A photo as both tell of it."""

    url: str
    title: str
    words: str
    taken: str
    point: Point | None


class Flickr(Source):
    """The feeds of each declared account, and its photos on the map."""

    name = "flickr"
    title = "Flickr"
    finds = "Your photos on Flickr that say where they were taken, and what is written beside them"
    needs = "Your Flickr account, best by its number, like 12345678@N00. Its name, and older photos, need a free key"
    sends = (Kind.HANDLE,)
    key = "flickr"
    key_optional = True
    address = "https://www.flickr.com"

    def plan(self, subject: Subject) -> Iterator[Query]:
        """The two feeds, where the account's number is known, and the photos on the map."""
        for handle in dict.fromkeys(map(_read, self.declared(subject, Kind.HANDLE, "flickr")[:HANDLES])):
            if _NUMBER.fullmatch(handle):
                for feed in ("photos_public.gne", "geo/"):
                    asked = urlencode({"id": handle, "format": "json", "nojsoncallback": "1"})
                    url = f"{self.base(subject)}/services/feeds/{feed}?{asked}"
                    yield Query(self.name, url, sends=(handle,), about=(("feed", handle),))
                url = self._photos(subject, handle)
            else:
                page = f"https://www.flickr.com/photos/{quote(handle, safe='')}/"
                url = self._rest(subject, "flickr.urls.lookupUser", url=page)
            then = f"With a key only: up to {PAGES * PHOTOS_A_PAGE} photos that stand on the map are read."
            yield Query(self.name, url, sends=(handle,), then=then, about=(("map", handle),))

    def _rest(self, subject: Subject, method: str, **params: str) -> str:
        asked = urlencode({"method": method, "format": "json", "nojsoncallback": "1", **params})
        return f"{self.base(subject)}/services/rest/?{asked}"

    def _photos(self, subject: Subject, number: str) -> str:
        asked = {"user_id": number, "has_geo": "1", "extras": "geo,date_taken,description,tags"}
        return self._rest(subject, "flickr.photos.search", **asked, per_page=str(PHOTOS_A_PAGE))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        """A photo for each that says where it was taken; a post for each other of which words are known."""
        what, handle = query.about[0]
        items = self._feed(query, handle, web) if what == "feed" else self._map(query, handle, subject, web)
        async for item in items:
            yield item

    async def _feed(self, query: Query, handle: str, web: Web) -> AsyncIterator[Evidence | Skipped]:
        answer = await web.get(query.url, sends=query.sends, missing_ok=True)
        if answer.missing:
            raise Unexpected(f"Flickr knows no account “{handle}”. Look at how it is written in the profile.")
        feed = web.parse(_mended(answer), _Feed)
        for item in feed.items:
            words = "\n".join(part for part in (_POSTED.sub("", plain(item.description)), item.tags) if part)
            link = web_address(item.link) or f"{self.address}/photos/{quote(handle, safe='@')}/"
            seen = _Seen(link, item.title, words, item.date_taken, _point(item.latitude, item.longitude))
            yield self._photo(seen, handle) if seen.point else self._post(seen, handle, item.published)

    async def _map(self, query: Query, handle: str, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        if not web.key:
            raise NoKey(_without_key(handle))
        url = query.url
        if not _NUMBER.fullmatch(handle):
            found = await self._ask(url, _Lookup, query.sends, web)
            if found.user is None:
                raise Unexpected("Flickr answered without the account's number.")
            url = self._photos(subject, found.user.id)
        pages = 1
        for number in range(1, PAGES + 1):
            if number > pages:
                return
            answer = await self._ask(url if number == 1 else f"{url}&page={number}", _Photos, query.sends, web)
            if answer.photos is None:
                raise Unexpected("Flickr answered without its list of photos.")
            pages = answer.photos.pages
            for shot in answer.photos.photo:
                yield self._photo(self._shot(shot, handle, subject), handle)
        if pages > PAGES:
            reason = f"The newest {PAGES * PHOTOS_A_PAGE} photos on the map were read; older ones were not."
            yield Skipped(self.name, f"older photos of {handle}", Cause.TOO_LARGE, reason)

    async def _ask(self, url: str, model: type[Said], sends: tuple[str, ...], web: Web) -> Said:
        """An answer of the interface, which says "ok"."""
        answer = await web.json(url, model, sends=sends, secret_params={"api_key": web.key})
        if answer.stat != "ok":
            said = f"Flickr answered: {plain(answer.message) or 'it could not do that'} ({answer.code})."
            error, reason = _STATUSES.get(answer.code, (Unexpected, said))
            raise error(reason)
        return answer

    def _shot(self, shot: _Shot, handle: str, subject: Subject) -> _Seen:
        url = f"{self.base(subject)}/photos/{quote(handle, safe='@')}/{quote(shot.id, safe='')}/"
        words = "\n".join(part for part in (plain(shot.description), shot.tags) if part)
        return _Seen(url, shot.title, words, shot.datetaken, _point(shot.latitude, shot.longitude))

    def _photo(self, seen: _Seen, handle: str) -> Photo:
        where = f"{self.title} page"
        traces = [Trace("comment", where, seen.words)] if seen.words else []
        if seen.point:
            traces.append(Trace("gps", f"{where}: map", f"{seen.point.latitude:.6f}, {seen.point.longitude:.6f}"))
        title = seen.title or "A photo without a title"
        reading = Reading(title, "JPEG", 0, _taken(seen.taken), seen.point, tuple(traces))
        return Photo(
            source=self.name,
            url=seen.url,
            place=f"Flickr photos of {handle}",
            title=title,
            seen=datetime.now(UTC),
            reading=reading,
        )

    def _post(self, seen: _Seen, handle: str, published: str) -> Post:
        return Post(
            source=self.name,
            url=seen.url,
            place=f"Flickr photos of {handle}",
            title=seen.title or "A photo without a title",
            seen=datetime.now(UTC),
            service="Flickr",
            handle=handle,
            declared=True,
            text="\n".join(part for part in (seen.title, seen.words) if part),
            published=moment(published),
        )


def _read(handle: str) -> str:
    """The number or name of an account, also where its address was written down."""
    found = _ADDRESS.fullmatch(handle)
    return found["name"] if found else handle


def _without_key(handle: str) -> str:
    how = "Run `footprint sources --set-key flickr`; Flickr gives keys on flickr.com/services/api."
    if _NUMBER.fullmatch(handle):
        return f"Without a key only the newest photos are seen, not all that stand on the map. {how}"
    return f"Without a key Flickr is asked by number, like 12345678@N00, not by name. Write the number, or: {how}"


def _mended(answer: Answer) -> Answer:
    """A feed as JSON: Flickr escapes apostrophes, which JSON does not know."""
    return replace(answer, body=_APOSTROPHE.sub(rb"\1'", answer.body))


def _point(latitude: float, longitude: float) -> Point | None:
    """A point on Earth. Exactly 0, 0 is what Flickr gives for none."""
    if (latitude, longitude) == (0, 0) or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004  degrees


def _taken(text: str) -> datetime | None:
    """When it was taken, by the camera's clock: the zone that a feed writes is Flickr's own."""
    try:
        return datetime.fromisoformat(text[:19])
    except ValueError:
        return None
