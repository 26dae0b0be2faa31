"""Films in boxes, MP4 and MOV alike: every box, and every byte of picture and sound.

A copy is as long as its original, and nothing in it moves. What is not needed to play picture and sound becomes a box
of zeros (`free`), and so do tracks of anything else; of the data only the bytes stay that a sample of picture or
sound takes up. What lies within a sample is left as it is: an encoder's notes in the stream itself (SEI) among it;
only a film with the notes of a camcorder (MDPM) is known by a few of its pictures, and withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Part
from footprint.photos.addressed import Addressed, Patch
from footprint.photos.boxes import Box, boxes, child
from footprint.photos.films.described import described
from footprint.photos.films.entries import rest
from footprint.photos.films.fragments import fragment
from footprint.photos.films.fragments import pieces as fragment_pieces
from footprint.photos.films.frames import notes
from footprint.photos.films.freed import BEHIND, freed
from footprint.photos.films.header import container, movie_header, unknown_box
from footprint.photos.films.track import Samples, Track, number, tracks
from footprint.photos.runs import Run, common, gaps, merged
from footprint.photos.stream import Stream
from footprint.photos.timed import READ, behind, listed, noted, packed
from footprint.photos.timed.camcorder import MDPM
from footprint.photos.timed.dashcam import LIST
from footprint.photos.timed.insta360 import INSTA360

HEADER_END = "end of header"
"""The name of an empty block: what comes behind it asks for the tables of all samples."""

_PIECES_CAP, _RUNS_CAP, _BLOCKS_CAP = 200_000, 1_500_000, 200_000
_TOO_MANY = "The film has more pieces than any real one."
_GAPS_LOOKED_AT = 64
_TRACKS_READ = 8
_NO_TYPE = b"\0\0\0\0"
_NOT_COMPLETE = "The film is damaged: a part of it is missing."
_FILM = frozenset({b"moov", b"mdat", b"moof"})


class _Film(NamedTuple):
    """The boxes of a file, what lies behind the last one, and what is wrong with them."""

    boxes: list[Box]
    trailer: Run | None
    problem: str


class Movie(Addressed):
    """A film in boxes."""

    costly_after: ClassVar[str] = HEADER_END
    decoder: ClassVar[str] = ""

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every box, those of the header one by one; then the stretches of data that are played, and timed tracks."""
        film = _film(stream)
        movie = next((box for box in film.boxes if box.type == b"moov"), None)
        found = tracks(stream, movie) if movie else []
        played = frozenset(track.id for track in found if track.played)
        left = _BLOCKS_CAP
        for box in film.boxes:
            for block in movie_header(stream, box) if box is movie else _top(stream, box, played):
                left -= 1
                if left < 0:
                    raise Unreadable("The film has more boxes than any real one.")
                yield block
        if film.problem or movie is None:
            raise Unreadable(film.problem or "The film has no header: it is cut off.")
        yield Block(BlockKind.IMAGE, 0, 0, HEADER_END)
        if film.trailer:
            yield from _behind(stream, film.trailer)
        yield from _timed(stream, movie, found)
        yield from _data(stream, film.boxes, movie, found)

    def mended(self, stream: Stream, parts: Sequence[Part], exif: bytes) -> Iterator[Patch]:
        """Boxes of zeros where something went; a picture's EXIF has no place in a film."""
        del exif
        return freed(stream, parts)


def _top(stream: Stream, box: Box, played: frozenset[int]) -> Iterator[Block]:
    """A box at the top, other than the header."""
    if box.type in (b"moof", b"mfra"):
        yield from fragment(stream, box, played)
    elif box.type == b"mdat":
        yield from container(box, "")
    elif box.type in (b"meta", b"udta"):
        yield from described(stream, box, "")
    elif box.type == b"moov":
        yield Block(BlockKind.UNKNOWN, box.offset, box.length, "moov")
    else:
        yield from unknown_box(stream, box)


def _film(stream: Stream) -> _Film:
    found: list[Box] = []
    problem = ""
    try:
        found.extend(boxes(stream))
    except Unreadable as error:
        problem = str(error)
        found = _as_far_as(stream)
    # Zeros behind the end look like a box without a type that reaches to the end.
    if found and found[-1].type == _NO_TYPE:
        found.pop()
        problem = problem or _NOT_COMPLETE
    end = found[-1].end if found else 0
    complete = {b"moov", b"mdat"} <= {box.type for box in found}
    if problem and complete and end < stream.size:
        return _Film(found, (end, stream.size), "")
    return _Film(found, None, problem)


def _as_far_as(stream: Stream) -> list[Box]:
    """The boxes before a place where there is none; one that is cut off counts where its type is a film's."""
    found: list[Box] = []
    walk = boxes(stream)
    try:
        for box in walk:
            # What reaches beyond the end comes cut; its own words say more.
            says = number(stream, box.offset)
            whole = (number(stream, box.offset + 8, 8) if says == 1 else says) in (0, box.length)
            if not whole and box.type not in _FILM and found:
                break
            found.append(box)
    except Unreadable:
        pass
    return found


def _behind(stream: Stream, trailer: Run) -> Iterator[Block]:
    """What lies behind the last box: of a camera that we know, or anything."""
    start, length = trailer[0], trailer[1] - trailer[0]
    payload = behind(stream)
    if payload:
        yield Block(BlockKind.TRACK, start, length, INSTA360, payload=payload)
    else:
        yield Block(BlockKind.TRAILER, start, length, BEHIND)


def _timed(stream: Stream, movie: Box, found: Sequence[Track]) -> Iterator[Block]:
    """A few samples of each timed track whose words are known."""
    listing = child(stream, movie, LIST)
    if listing:
        yield Block(BlockKind.TRACK, listing.offset, listing.length, "gps ", payload=listed(stream, listing))
    read = [track for track in found if not track.played and track.table and track.codec in READ]
    for track in read[:_TRACKS_READ]:
        payload = packed(stream, track)
        if payload:
            yield Block(
                BlockKind.TRACK, track.box.offset, track.box.length, track.codec.decode("latin-1"), payload=payload
            )


def _data(stream: Stream, found: Sequence[Box], movie: Box, every: Sequence[Track]) -> Iterator[Block]:
    """The stretches of data that are played, and what nothing points at."""
    fragments = [box for box in found if box.type == b"moof"]
    parts = list(fragment_pieces(stream, movie, fragments, every)) if fragments else []
    numbers = {track.id for track in every if track.played}
    played = [(piece.start, piece.end) for piece in parts if piece.track in numbers]
    others = [(piece.start, piece.end) for piece in parts if piece.track not in numbers]
    for track in every:
        (played if track.played else others).extend(_runs(stream, track))
        if len(played) + len(others) > _RUNS_CAP:
            raise Unreadable(_TOO_MANY)
    stays = merged(played)
    goes = merged(others)
    _check(stream, found, stays, goes)
    yield from _unclaimed(stream, found, merged((*stays, *goes)))
    for track in every:
        payload = noted(stream, track)
        if payload:
            yield Block(BlockKind.TRACK, track.box.offset, 0, MDPM, payload=payload)
    for start, end in stays:
        yield Block(BlockKind.IMAGE, start, end - start, "samples")
    for track in every:
        if track.played:
            yield from notes(stream, track)


def _runs(stream: Stream, track: Track) -> list[Run]:
    if track.table is None:
        return []
    try:
        return merged(Samples(stream, track.table).runs())
    except Unreadable:
        if track.played:
            raise
        return []


def _check(stream: Stream, found: Sequence[Box], stays: Sequence[Run], goes: Sequence[Run]) -> None:
    """Whether what is played is data, all of it there, and nothing else's.

    Raises:
        Unreadable: when it is not.
    """
    if len(stays) > _PIECES_CAP:
        raise Unreadable(_TOO_MANY)
    if stays and stays[-1][1] > stream.size:
        raise Unreadable("The film is cut off: a part of its pictures or its sound is missing.")
    data = merged((box.offset + box.header, box.end) for box in found if box.type == b"mdat")
    if any(common(stays, list(gaps(data, 0, stream.size)))):
        raise Unreadable("The film is damaged: its pictures or its sound would lie outside of its data.")
    if any(common(stays, goes)):
        raise Unreadable("The film is damaged: two of its tracks lie in the same place.")


def _unclaimed(stream: Stream, found: Sequence[Box], claimed: Sequence[Run]) -> Iterator[Block]:
    """The first stretch of data, other than zeros, that no track points at."""
    looked = 0
    for box in found:
        if box.type != b"mdat":
            continue
        for start, end in gaps(claimed, box.offset + box.header, box.end):
            block = rest(stream, start, end - start, "data that no track points at")
            looked += 1
            if not block.inner or looked >= _GAPS_LOOKED_AT:
                yield block
                return
