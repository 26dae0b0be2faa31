"""What a decoder is given of a HEIC or AVIF file: the primary item, what it is made of, and a sequence's tracks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from struct import error, unpack_from

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_SENSE = "Its tables make no sense to a second reader."
_CAP, _TABLE_CAP = 200_000, 1 << 24
_TIMES, _AT_LEAST = 4, 1 << 24
"""As many times the file's size, and bytes besides, are looked at: pictures have parts in common, but not many."""

_MADE_OF = (b"dimg", b"base", b"tbas", b"exbl", b"scal", b"pred", b"prem")
_BESIDE = (b":alpha\0", b":auxid:1\0", b":aux:hdrgainmap\0")
_SHOWN = frozenset(
    b"ispe pixi colr hvcC lhvC av1C avcC vvcC irot imir clap pasp auxC clli mdcv cclv amve reve ndwt lsel a1op a1lx "
    b"rref tols iscl".split()
)
_SIZES = {b"ispe": 12, b"irot": 1, b"imir": 1, b"clap": 32, b"pasp": 8, b"clli": 4, b"mdcv": 24, b"amve": 8} | {
    b"a1op": 1,
    b"lsel": 2,
    b"nclx": 11,
    b"nclc": 10,
}
_TRACK = frozenset(b"tref elst stsd stts ctts cslg stsc stss sgpd sbgp".split())
_PATHS = frozenset(b"edts mdia minf stbl".split())

Piece = tuple[int, int]
"""An offset in the file, and a length."""


def pieces(stream: Stream) -> Iterator[bytes]:
    """The picture's items one after the other, each with its properties and its data; then the tracks of pictures."""
    left = _TIMES * stream.size + _AT_LEAST
    for piece in _pieces(stream):
        left -= len(piece)
        if left < 0:
            raise Unreadable("The picture is made of the same bytes again and again.")
        yield piece


def _pieces(stream: Stream) -> Iterator[bytes]:
    try:
        top = list(_boxes(stream, 0, stream.size))
        meta = [span for kind, *span in top if kind == b"meta"]
        film = [span for kind, *span in top if kind == b"moov"]
        if len(meta) > 1 or len(film) > 1 or not (meta or film):
            raise Unreadable(_SENSE)
        for start, end in meta:
            yield from _picture(stream, _Tables(stream, start + 4, end))
        for start, end in film:
            for kind, low, high in _boxes(stream, start, end):
                yield from _track(stream, low, high) if kind == b"trak" else ()
    except (error, IndexError, KeyError) as fault:
        raise Unreadable(_SENSE) from fault


def _boxes(stream: Stream, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, and where the box's content begins and ends."""
    for _ in range(_CAP):
        if at + 8 > end:
            return
        length, kind = unpack_from(">I4s", stream.at(at, 8))
        start = at + 8
        if length == 1:
            (length,), start = unpack_from(">Q", stream.at(at + 8, 8)), at + 16
        length = length or end - at
        if at + length > end or at + length < start:
            return
        yield kind, start, at + length
        at += length


@dataclass(slots=True)
class _Tables:
    """The lists of a `meta` box, each read in one go."""

    stream: Stream
    start: int
    end: int
    primary: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    data: dict[int, list[Piece]] = field(default_factory=dict)
    below: dict[int, list[tuple[bytes, int]]] = field(default_factory=dict)
    beside: dict[int, list[int]] = field(default_factory=dict)
    properties: list[tuple[bytes, int, int]] = field(default_factory=list)
    uses: dict[int, list[tuple[bytes, bytes]]] = field(default_factory=dict)
    toned: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        spans = {kind: (start, end) for kind, start, end in _boxes(self.stream, self.start, self.end)}
        raw = self.raw(spans[b"pitm"])
        self.primary = unpack_from(">I" if raw[0] else ">H", raw, 4)[0]
        start, end = spans[b"iinf"]
        for _, low, high in _boxes(self.stream, start + (8 if self.stream.at(start, 1)[0] else 6), end):
            raw = self.raw((low, min(high, low + 14)))
            number, kind = unpack_from(">I2x4s" if raw[0] == 3 else ">H2x4s", raw, 4)  # noqa: PLR2004  long numbers
            self.kinds[number] = kind
        self._locations(self.raw(spans[b"iloc"]), spans.get(b"idat", (0, 0)))
        for kind, low, high in _boxes(self.stream, *spans.get(b"iprp", (0, 0))):
            if kind == b"ipco":
                self.properties = list(_boxes(self.stream, low, high))
            elif kind == b"ipma":
                self._associations(self.raw((low, high)))
        if b"iref" in spans:
            self._references(*spans[b"iref"])
        for kind, low, high in _boxes(self.stream, *spans.get(b"grpl", (0, 0))):
            if kind == b"altr":
                count = unpack_from(">I", raw := self.raw((low, high)), 8)[0]
                self.toned.append(unpack_from(f">{min(count, _CAP)}I", raw, 12))

    def raw(self, span: tuple[int, int]) -> bytes:
        """A table's bytes."""
        return self.stream.at(span[0], min(span[1] - span[0], _TABLE_CAP))

    def _locations(self, raw: bytes, idat: tuple[int, int]) -> None:
        version, sizes, more = raw[0], raw[4], raw[5]
        wide = "I" if version == 2 else "H"  # noqa: PLR2004  long numbers
        (count,) = unpack_from(f">{wide}", raw, 6)
        at = 6 + (4 if wide == "I" else 2)

        def number(width: int) -> int:
            nonlocal at
            at += width
            if at > len(raw):
                raise Unreadable(_SENSE)
            return int.from_bytes(raw[at - width : at], "big")

        for _ in range(count):
            item = number(4 if wide == "I" else 2)
            inside = number(2) if version else 0
            number(2)
            start, end = idat if inside == 1 else (0, self.stream.size)
            base = start + number(more >> 4)
            self.data[item] = []
            for _ in range(number(2)):
                number(more & 15 if version else 0)
                at_first = base + number(sizes >> 4)
                self.data[item].append((at_first, number(sizes & 15) or end - at_first))

    def _associations(self, raw: bytes) -> None:
        width, size = (4 if raw[0] else 2), (2 if raw[3] & 1 else 1)
        at = 8
        for _ in range(unpack_from(">I", raw, 4)[0]):
            item, count = int.from_bytes(raw[at : at + width], "big"), raw[at + width]
            at += width + 1
            found = self.uses.setdefault(item, [])
            for _ in range(count):
                said = int.from_bytes(raw[at : at + size], "big")
                at += size
                top = 1 << (8 * size - 1)
                kind, low, high = self.properties[(said & (top - 1)) - 1] if said & (top - 1) else (b"", 0, 0)
                if kind in _SHOWN or said & top:
                    found.append((kind + (b"!" if said & top else b"."), _taken(kind, self.raw((low, high)))))

    def _references(self, start: int, end: int) -> None:
        wide = "I" if self.stream.at(start, 1)[0] else "H"
        for kind, low, high in _boxes(self.stream, start + 4, end):
            source, count = unpack_from(f">{wide}H", raw := self.raw((low, high)))
            for target in unpack_from(f">{count}{wide}", raw, 6 if wide == "I" else 4):
                if kind in _MADE_OF:
                    self.below.setdefault(source, []).append((kind, target))
                elif kind == b"auxl" and any(
                    said[:4] == b"auxC" and text in value + b"\0"
                    for said, value in self.uses.get(source, ())
                    for text in _BESIDE
                ):
                    self.beside.setdefault(target, []).append(source)


def _taken(kind: bytes, raw: bytes) -> bytes:
    """As much of a property as a decoder takes; what a copy has behind that are zeros."""
    if kind == b"pixi" and raw[:4] == b"\0\0\0\0":
        return raw[: 5 + raw[4]]
    return raw[: _SIZES.get(raw[:4] if kind == b"colr" else kind, len(raw))]


def _picture(stream: Stream, tables: _Tables) -> Iterator[bytes]:
    toned = [n for group in tables.toned if tables.primary in group for n in group if tables.kinds.get(n) == b"tmap"]
    waiting, seen = [*sorted(toned, reverse=True), tables.primary], set()
    while waiting:
        item = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        yield b"item %d " % item + tables.kinds[item]
        for kind, value in tables.uses.get(item, ()):
            yield b"property " + kind + b"%d " % len(value) + value
        for offset, length in tables.data.get(item, ()):
            yield from _range(stream, offset, length)
        for kind, target in tables.below.get(item, ()):
            yield b"of " + kind + b"%d " % target
        beside = sorted(tables.beside.get(item, ()), reverse=True)
        waiting += beside + [target for _, target in reversed(tables.below.get(item, ()))]


def _range(stream: Stream, offset: int, length: int) -> Iterator[bytes]:
    if length < 0 or offset + length > stream.size:
        raise Unreadable("The picture is cut off.")
    yield b"data %d " % length
    yield from stream.chunks(offset, length)


def _track(stream: Stream, start: int, end: int) -> Iterator[bytes]:
    found = dict(_flat(stream, start, end))
    handler = stream.at(found[b"hdlr"][0] + 8, 4)
    if handler not in (b"pict", b"vide", b"auxv"):
        return
    clock, media = (stream.at(*_span(found[kind])) for kind in (b"tkhd", b"mdhd"))
    yield b"track " + handler + clock[20 if clock[0] else 12 :] + media[20 if media[0] else 12 :]
    for kind in sorted(_TRACK & found.keys()):
        raw = stream.at(*_span(found[kind]))
        if kind == b"stsd":
            yield from _entries(raw)
        else:
            yield kind + b"%d " % len(raw) + raw
    yield from _samples(stream, found)


def _entries(raw: bytes) -> Iterator[bytes]:
    """How the pictures are packed: the fixed fields without a program's name, and what of the rest shows."""
    whole = Stream.of(raw)
    for kind, start, end in _boxes(whole, 8, len(raw)):
        yield b"entry " + kind + raw[start : start + 42] + raw[start + 74 : start + 78]
        for inner, low, high in _boxes(whole, start + 78, end):
            if inner in _SHOWN or inner in (b"ccst", b"auxi"):
                yield inner + raw[low:high]


def _flat(stream: Stream, start: int, end: int) -> Iterator[tuple[bytes, Piece]]:
    for kind, low, high in _boxes(stream, start, end):
        if kind in _PATHS:
            yield from _flat(stream, low, high)
        else:
            yield kind, (low, high)


def _span(piece: Piece) -> Piece:
    return piece[0], min(piece[1] - piece[0], _TABLE_CAP)


def _samples(stream: Stream, found: dict[bytes, Piece]) -> Iterator[bytes]:
    """Every picture's bytes in order."""
    raw = stream.at(*_span(found[b"stsz"]))
    same, count = unpack_from(">II", raw, 4)
    sizes = [same] * min(count, _CAP) if same else list(unpack_from(f">{min(count, _CAP)}I", raw, 12))
    kind, letter = (b"stco", "I") if b"stco" in found else (b"co64", "Q")
    raw = stream.at(*_span(found[kind]))
    chunks = unpack_from(f">{min(unpack_from('>I', raw, 4)[0], _CAP)}{letter}", raw, 8)
    raw = stream.at(*_span(found[b"stsc"]))
    runs = [unpack_from(">II", raw, 8 + 12 * n) for n in range(min(unpack_from(">I", raw, 4)[0], _CAP))]
    at = 0
    for (first, each), (following, _) in pairwise([*runs, (len(chunks) + 1, 0)]):
        for chunk in chunks[first - 1 : following - 1]:
            length = sum(sizes[at : at + each])
            at += each
            yield from _range(stream, chunk, length)
