"""Matroska and WebM: films in EBML elements. Words, dates and attached files are read, pictures and sound never.

https://www.matroska.org/technical/elements.html, and for tags https://www.matroska.org/technical/tagging.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.ebml import Element, Elements
from footprint.photos.stream import Stream

_EBML, _SEGMENT, _CLUSTER, _SEEK_HEAD = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0x114D9B74
_INFO, _TRACKS, _TAGS, _ATTACHMENTS, _CHAPTERS = 0x1549A966, 0x1654AE6B, 0x1254C367, 0x1941A469, 0x1043A770
_TOLD = frozenset({_INFO, _TRACKS, _TAGS, _ATTACHMENTS, _CHAPTERS})
_SILENT = frozenset({_CLUSTER, _SEEK_HEAD, 0x1C53BB6B, 0xEC, 0xBF})
"""Pictures and sound, where things lie, padding, checksums."""

_IN_CLUSTER = frozenset({0xE7, 0xA3, 0xA0, 0xA7, 0xAB, 0xAF, 0x5854, 0xEC, 0xBF})
_SEEK, _SEEK_ID, _SEEK_POSITION = 0x4DBB, 0x53AB, 0x53AC
_DATE = 0x4461
_EPOCH = datetime(2001, 1, 1, tzinfo=UTC)
_TAG, _SIMPLE, _TAG_NAME, _TAG_STRING, _TAG_BINARY = 0x7373, 0x67C8, 0x45A3, 0x4487, 0x4485
_FILE, _FILE_NAME, _FILE_ABOUT, _FILE_DATA = 0x61A7, 0x466E, 0x467E, 0x465C
_INFO_WORDS = {
    0x7BA9: "title",
    0x4D80: "muxing program",
    0x5741: "writing program",
    0x7384: "file name",
    0x3C83AB: "name of the file before",
    0x3E83BB: "name of the file after",
}
_Known = dict[int, "_Known | str"]
_INSIDE: dict[int, _Known] = {
    _TRACKS: {0xAE: {0x536E: "name of a track"}},
    _CHAPTERS: {0x45B9: {0xB6: {0x80: {0x85: "chapter"}}}},
}
"""Element within element, down to a word."""

_MOST, _KEPT_FOR_LATER = 200_000, 1_000
"""Elements of a film of ten hours; places that its index is believed."""

_WORD_CAP = 1 << 16
_TAGS_DEEP = 4
_STRUCTURE = frozenset(
    {
        *("major brand", "minor version", "compatible brands", "duration", "bps", "number of frames"),
        *("number of bytes", "handler name", "statistics tags", "vendor id", "language", "creation time source"),
    }
)
"""Tags of the tools, which tell of the file and of nobody."""

_WORDS = {
    "com apple quicktime location iso6709": "location",
    "com apple quicktime make": "make",
    "com apple quicktime model": "model",
    "com apple quicktime software": "software",
    "com apple quicktime creationdate": "date taken",
    "com apple quicktime author": "author",
    "statistics writing date utc": "date encoded",
    "statistics writing app": "encoder",
}


class Mkv(Format):
    """Matroska films, WebM among them."""

    name: ClassVar[str] = "MKV"
    costly_after: ClassVar[str] = "Cluster"
    instead: ClassVar[str] = (
        "Matroska and WebM films cannot be cleaned yet. Save the film as MP4 with the program you edit films with, and "
        "clean that. The original is as it was."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it begins as EBML does, and says which kind it is."""
        return head[:4] == _EBML.to_bytes(4, "big") and (b"matroska" in head or b"webm" in head)

    def split(self, stream: Stream) -> Iterator[Block]:
        """What stands in front of pictures and sound, then what the film's own index says lies behind them."""
        film = Elements(stream, _MOST)
        head = film.one(0, stream.size)
        # A segment that claims more than the file has is read as far as it goes.
        segment = film.one(head.end, 1 << 63) if head else None
        if segment is None or segment.id != _SEGMENT:
            raise Unreadable("The film is damaged: there is nothing behind its header.")
        yield from _segment(film, segment._replace(end=min(segment.end, stream.size)))
        if segment.sized and segment.end > stream.size:
            raise Unreadable("The film is cut off.")
        if segment.end < stream.size:
            yield Block(BlockKind.TRAILER, segment.end, stream.size - segment.end, "behind the film's end")


def _segment(film: Elements, segment: Element) -> Iterator[Block]:
    seen: set[int] = set()
    elsewhere: list[int] = []
    at = segment.start
    played = False
    while found := film.one(at, segment.end):
        if found.id == _SEEK_HEAD:
            elsewhere.extend(segment.start + place for place in _places(film, found))
        elif found.id == _CLUSTER and not played:
            played = True
            yield from _jumped(film, segment, elsewhere, seen)
            yield Block(BlockKind.IMAGE, found.offset, found.end - found.offset, "Cluster")
        elif found.offset not in seen:
            yield from _top(film, found, seen)
        # A cluster without a length is written while the film is made: what is in it is passed over piece by piece.
        at = found.start if found.id == _CLUSTER and not found.sized else found.end
    yield from _jumped(film, segment, elsewhere, seen)
    if film.left <= 0:
        raise Unreadable("The film has more parts than are looked at; not all of it was read.")
    if at < segment.end:
        raise Unreadable("The film is cut off or damaged: not all of it could be read.")


def _places(film: Elements, seek_head: Element) -> Iterator[int]:
    """Where things that tell something lie, from the segment's beginning."""
    for seek in film.within(seek_head):
        fields = {number: film.number(part) for number, part in film.by_id(seek).items()}
        if seek.id == _SEEK and fields.get(_SEEK_ID) in _TOLD:
            yield fields.get(_SEEK_POSITION, 0)


def _jumped(film: Elements, segment: Element, places: list[int], seen: set[int]) -> Iterator[Block]:
    """What lies where the index says; each is read once."""
    for place in places[:_KEPT_FOR_LATER]:
        found = film.one(place, segment.end) if place not in seen else None
        if found and found.id in _TOLD:
            yield from _top(film, found, seen)
    places.clear()


def _top(film: Elements, found: Element, seen: set[int]) -> Iterator[Block]:
    seen.add(found.offset)
    if found.id == _INFO:
        yield from _info(film, found)
    elif found.id == _TAGS:
        for tag in film.within(found):
            if tag.id == _TAG:
                yield from _tags(film, tag)
    elif found.id == _ATTACHMENTS:
        for file in film.within(found):
            if file.id == _FILE:
                yield from _attached(film, file)
    elif found.id in _INSIDE:
        yield from _words(film, found, _INSIDE[found.id])
    elif found.id not in _SILENT | _IN_CLUSTER:
        yield Block(BlockKind.UNKNOWN, found.offset, found.end - found.offset, f"Matroska element {found.id:X}")


def _info(film: Elements, info: Element) -> Iterator[Block]:
    for field in film.within(info):
        if field.id == _DATE:
            when = _date(film, field)
            if when:
                yield _text(field, "date taken", when.isoformat(sep=" ").encode())
        elif field.id in _INFO_WORDS:
            yield _text(field, _INFO_WORDS[field.id], film.content(field, _WORD_CAP))


def _date(film: Elements, field: Element) -> datetime | None:
    """A moment in billionths of a second from the beginning of 2001 on; 0 is a clock that was never set."""
    since = int.from_bytes(film.content(field, 8), "big", signed=True)
    return _EPOCH + timedelta(microseconds=since // 1000) if since else None


def _words(film: Elements, found: Element, known: _Known) -> Iterator[Block]:
    """Every word that lies where `known` says, in the order of the file."""
    waiting: list[tuple[Element, _Known | str]] = [(found, known)]
    while waiting:
        within, there = waiting.pop()
        if isinstance(there, str):
            yield _text(within, there, film.content(within, _WORD_CAP))
        else:
            waiting.extend(reversed([(e, there[e.id]) for e in film.within(within) if e.id in there]))


def _tags(film: Elements, tag: Element, depth: int = 0) -> Iterator[Block]:
    for simple in film.within(tag):
        if simple.id != _SIMPLE:
            continue
        fields = film.by_id(simple)
        name = film.content(fields[_TAG_NAME], 100) if _TAG_NAME in fields else b""
        keyword = _keyword(name.decode(errors="replace"))
        if _TAG_STRING in fields and keyword not in _STRUCTURE:
            yield _text(fields[_TAG_STRING], keyword, film.content(fields[_TAG_STRING], _WORD_CAP))
        elif _TAG_BINARY in fields:
            yield _embedded(fields[_TAG_BINARY], keyword)
        if depth < _TAGS_DEEP:
            yield from _tags(film, simple, depth + 1)


def _keyword(name: str) -> str:
    """A tag's name in plain words: "DATE_RECORDED" is "date recorded"."""
    plain = " ".join(re.sub(r"[_.-]", " ", name).casefold().split())
    return _WORDS.get(plain, plain) or "tag"


def _attached(film: Elements, file: Element) -> Iterator[Block]:
    fields = film.by_id(file)
    for number, word in ((_FILE_NAME, "name of an attached file"), (_FILE_ABOUT, "description of an attached file")):
        if number in fields:
            yield _text(fields[number], word, film.content(fields[number], _WORD_CAP))
    if _FILE_DATA in fields:
        yield _embedded(fields[_FILE_DATA], "attached file")


def _embedded(found: Element, word: str) -> Block:
    return Block(BlockKind.EMBEDDED, found.start, found.end - found.start, f"Matroska {word}")


def _text(found: Element, word: str, value: bytes) -> Block:
    return Block(BlockKind.TEXT, found.offset, found.end - found.offset, f"Matroska {word}", payload=value)
