"""The header of a film, box by box: what is needed to play it stays, and all else goes."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.photos import Block, BlockKind
from footprint.photos.boxes import C2PA_UUID, FULL, PADDING, XMP_UUID, Box, children
from footprint.photos.films.described import described, picture
from footprint.photos.films.entries import LOOKED_AT, entries, rest
from footprint.photos.films.track import Track, number, tracks
from footprint.photos.stream import Stream

_BELOW: dict[bytes, frozenset[bytes]] = {
    b"edts": frozenset({b"elst"}),
    b"tapt": frozenset({b"clef", b"prof", b"enof"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"nmhd", b"hdlr", b"dinf", b"stbl"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset(
        b"stsd stts ctts cslg stss stps stsc stsz stz2 stco co64 sdtp sbgp sgpd stsh padb stdp subs".split()
    ),
    b"mvex": frozenset({b"mehd", b"trex", b"leva"}),
    b"tref": frozenset(b"auxl fall folw sbas scal vdep vplx dpnd thmb".split()),
}
"""Container → what it holds that is needed to play the film."""

_SILENT = frozenset({b"iods", b"pdin", b"elng", b"load", b"prft", b"clip", b"ctab"})
"""Known, not needed, and no news."""

_LENGTHS = {b"vmhd": 20, b"smhd": 16, b"clef": 20, b"prof": 20, b"enof": 20, b"mehd": 20, b"trex": 32, b"nmhd": 12}
_ROWS = {b"stts": 8, b"ctts": 8, b"stss": 4, b"stps": 4, b"stsc": 12, b"stco": 4, b"co64": 8}
"""Table → bytes of a row; how many there are stands before the first."""

_GROUPS = frozenset({b"roll", b"prol", b"rap ", b"sync", b"tscl", b"tsas", b"stsa", b"alst", b"tele"})
_HANDLER_MAKER = 12
_WHOLE_REFERENCE = 12
_SOURCES = frozenset({b"url ", b"alis", b"urn ", b"rsrc"})
_PLAIN = frozenset(b"ftyp styp sidx mdat moof mfra mfhd mfro tfra tfhd tfdt trun".split())


def plain_box(stream: Stream, box: Box, path: str = "") -> Block:
    """A box that stands by itself, as a block. Padding always goes: what was there before may stand in a later part."""
    name = path + box.name
    if box.type == b"uuid":
        kind = {XMP_UUID: BlockKind.XMP, C2PA_UUID: BlockKind.PROVENANCE}.get(box.uuid, BlockKind.UNKNOWN)
        return Block(kind, box.offset, box.length, name, box.header)
    if box.type in _PLAIN:
        return Block(BlockKind.IMAGE, box.offset, box.length, name, box.header)
    if box.type in PADDING and box.length == box.header:
        return Block(BlockKind.IMAGE, box.offset, box.length, name, box.header)
    if box.type in _SILENT:
        return Block(BlockKind.UNKNOWN, box.offset, box.length, name, box.header, inner=True)
    return rest(stream, box.offset, box.length, name, box.header)


def unknown_box(stream: Stream, box: Box, path: str = "") -> Iterator[Block]:
    """The same, and the small picture that one of a camera's own may hold."""
    block = plain_box(stream, box, path)
    yield block
    if block.kind is BlockKind.UNKNOWN:
        yield from picture(stream, box, path)


def container(box: Box, path: str, head: int = 0) -> Iterator[Block]:
    """A box that holds others: its header stays, and what is between the others, or behind them, goes."""
    yield Block(BlockKind.UNKNOWN, box.offset, box.length, f"{path}{box.name}/", inner=True)
    yield Block(BlockKind.IMAGE, box.offset, box.header + head, f"{path}{box.name}/")


def movie_header(stream: Stream, box: Box, path: str = "") -> Iterator[Block]:
    """The blocks of a `moov` box, its own header first."""
    yield from container(box, path)
    path += f"{box.name}/"
    found = {track.box.offset: track for track in tracks(stream, box)}
    header = _Header(stream, frozenset(track.id for track in found.values() if track.played))
    for inner in children(stream, box):
        if inner.type == b"trak":
            yield from header.track(found[inner.offset], path)
        elif inner.type == b"mvhd":
            yield from header.stamped(inner, path)
        elif inner.type == b"mvex":
            yield from header.below(inner, path, None)
        else:
            yield from header.other(inner, path)


class _Header:
    """One walk over the header of a film; `played` are the numbers of the tracks that stay."""

    def __init__(self, stream: Stream, played: frozenset[int]) -> None:
        self.stream = stream
        self.played = played
        self.said: set[bytes] = set()

    def track(self, track: Track, path: str) -> Iterator[Block]:
        """A track that is played, box by box; any other in one piece."""
        if not track.played:
            yield Block(BlockKind.TRACK, track.box.offset, track.box.length, track_name(self.stream, track))
            return
        yield from container(track.box, path)
        path += "trak/"
        for inner in children(self.stream, track.box):
            if inner.type == b"tkhd":
                yield from self.stamped(inner, path)
            elif inner.type in (b"edts", b"tapt", b"mdia", b"tref"):
                yield from self.below(inner, path, track)
            else:
                yield from self.other(inner, path)

    def other(self, box: Box, path: str) -> Iterator[Block]:
        """A box that is not needed."""
        if box.type in (b"udta", b"meta"):
            yield from described(self.stream, box, path)
        else:
            yield from unknown_box(self.stream, box, path)

    def stamped(self, box: Box, path: str) -> Iterator[Block]:
        """A box that begins with when something was made and changed."""
        wide = self.stream.at(box.offset + box.header, 1) == b"\1"
        start, length = box.offset + box.header + FULL, 16 if wide else 8
        when = self.stream.at(start, length)
        whole = box.header + {b"mvhd": 100, b"tkhd": 84, b"mdhd": 24}[box.type] + (12 if wide else 0)
        news = bool(when.strip(b"\0")) and when[: length // 2] not in self.said
        self.said.add(when[: length // 2])
        name = path + box.name
        yield Block(BlockKind.QUICKTIME, box.offset, box.length, name, inner=not news)
        yield from self._exact(box, name, whole)
        yield Block(BlockKind.TIME, start, length, f"{name} times", inner=True, says="date")

    def below(self, box: Box, path: str, track: Track | None) -> Iterator[Block]:
        """A container, and what of it is needed."""
        yield from container(box, path)
        path += f"{box.name}/"
        for inner in children(self.stream, box):
            if inner.type not in _BELOW[box.type]:
                yield from self.other(inner, path)
            elif inner.type in _BELOW:
                yield from self.below(inner, path, track)
            elif box.type in (b"tref", b"mvex"):
                yield self._reference(inner, path)
            elif inner.type == b"stsd" and track:
                yield from entries(self.stream, inner, track, path)
            else:
                yield from self._leaf(inner, path)

    def _leaf(self, box: Box, path: str) -> Iterator[Block]:
        name = path + box.name
        if box.type == b"mdhd":
            yield from self.stamped(box, path)
        elif box.type == b"hdlr":
            yield from self._handler(box, name)
        elif box.type == b"dref":
            yield from self._sources(box, path)
        elif box.type in (b"sbgp", b"sgpd"):
            known = self.stream.at(box.offset + box.header + FULL, 4) in _GROUPS
            yield Block(BlockKind.IMAGE if known else BlockKind.UNKNOWN, box.offset, box.length, name, box.header)
        else:
            yield from self._exact(box, name, self._length(box))

    def _length(self, box: Box) -> int:
        """How long a box is by what it says of itself."""
        start = box.offset + box.header + FULL
        if box.type in _ROWS:
            return box.header + 8 + number(self.stream, start) * _ROWS[box.type]
        if box.type == b"elst":
            wide = self.stream.at(start - FULL, 1) == b"\1"
            return box.header + 8 + number(self.stream, start) * (20 if wide else 12)
        if box.type == b"stsz":
            return box.header + 12 + (0 if number(self.stream, start) else number(self.stream, start + 4) * 4)
        if box.type in _LENGTHS:
            return _LENGTHS[box.type] - 8 + box.header
        return box.length

    def _exact(self, box: Box, name: str, length: int) -> Iterator[Block]:
        """A box as long as it says, and what lies behind that within it."""
        length = min(length, box.length)
        yield Block(BlockKind.IMAGE, box.offset, length, name, box.header)
        if length < box.length:
            yield rest(self.stream, box.offset + length, box.length - length, f"{name} rest")

    def _handler(self, box: Box, name: str) -> Iterator[Block]:
        """What kind of track it is, and the name of the program that made it."""
        start = box.offset + box.header + _HANDLER_MAKER
        named = bool(self.stream.at(start, min(box.end - start, LOOKED_AT)).strip(b"\0"))
        yield Block(BlockKind.QUICKTIME, box.offset, box.length, name, inner=not named)
        yield Block(BlockKind.IMAGE, box.offset, box.header + _HANDLER_MAKER, name)
        yield Block(BlockKind.QUICKTIME, start, box.end - start, f"{name} name", inner=True, says="camera")

    def _reference(self, box: Box, path: str) -> Block:
        """Which tracks belong together, or how those that come in pieces begin."""
        start = box.offset + box.header + (FULL if box.type == b"trex" else 0)
        room = min(box.end - start, 4 if box.type == b"trex" else LOOKED_AT)
        named = {number(self.stream, at) for at in range(start, start + room - 3, 4)}
        stays = box.type == b"mehd" or (named <= self.played and box.end - start <= LOOKED_AT)
        return Block(
            BlockKind.IMAGE if stays else BlockKind.UNKNOWN, box.offset, box.length, path + box.name, inner=True
        )

    def _sources(self, box: Box, path: str) -> Iterator[Block]:
        """Where the film lies: in this file, or in another one."""
        yield from container(box, path, FULL + 4)
        for inner in children(self.stream, box, FULL + 4):
            here = inner.type in _SOURCES and number(self.stream, inner.offset + inner.header, 4) & 1
            name = f"{path}dref/{inner.name}"
            if here:
                yield from self._exact(inner, name, _WHOLE_REFERENCE)
            else:
                yield Block(BlockKind.UNKNOWN, inner.offset, inner.length, name)


def track_name(stream: Stream, track: Track) -> str:
    """What a track that is not played calls itself."""
    name = (track.codec or track.handler or b"no kind").decode("latin-1")
    heads = (stream.at(entry.offset, min(entry.length, LOOKED_AT)) for entry in track.entries)
    return "mebx location" if name == "mebx" and any(b"location" in head for head in heads) else name
