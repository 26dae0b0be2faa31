"""Reads one photo or film: what it is, where and when it was made, and everything else that it gives away."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.model import Reading, Trace, TraceKind
from footprint.photos import HEAD, Block, BlockKind, cropped, exif, format_of, names, timed, xmp
from footprint.photos.facts import Embedded, Facts, merged, plain
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import c2pa, icc, iptc, quicktime, segments, text, trailers

UNKNOWN = "unknown"
"""The format of what is no photo or film that we know."""

EMPTY = "The file is empty."
NOT_KNOWN = "This is not a photo or film that Footprint knows, whatever its name says."

FAULT = "Something went wrong inside Footprint while reading the file"

_LARGEST = 1_000_000_000
"""Pixels. The largest telephone makes a fifth of it."""

_TRACES_CAP = 1000
_BLOCKS_CAP = 64
"""Blocks of metadata that are read; real files have fewer than ten."""

_INSIDE_CAP, _INSIDE_TIMES = 32, 8
"""How many pictures inside are looked into, and how many times the file's size they may have in all."""

_INSIDE_BLOCKS_CAP = 30_000
"""Of how many blocks all of them may be made."""

_TRAILER_LOOKED_AT = 1 << 22
_PICTURE_OR_FILM = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|ftyp(?<=[\0-\1][\0-\xff]{3}ftyp)")
_FTYP_REACH = 7
_LENGTH_BEFORE_FTYP = 4

_WHERE: dict[BlockKind, TraceKind] = {
    BlockKind.THUMBNAIL: "thumbnail",
    BlockKind.PROVENANCE: "provenance",
    BlockKind.UNKNOWN: "unknown",
    BlockKind.EMBEDDED: "embedded",
}
_SILENT = frozenset({BlockKind.IMAGE, BlockKind.ICC, BlockKind.INDEX})
_VOCABULARIES: dict[BlockKind, Callable[[Stream], Facts]] = {
    BlockKind.EXIF: exif.read,
    BlockKind.XMP: xmp.read,
    BlockKind.IPTC: iptc.read,
    BlockKind.QUICKTIME: quicktime.read,
}
_RANKS = (BlockKind.EXIF, BlockKind.XMP, BlockKind.IPTC, BlockKind.QUICKTIME, BlockKind.TEXT)
_CLOCKS = ("mvhd", "tkhd", "mdhd")
_LOCATION_TRACKS = frozenset({"gpmd", "camm", "mebx location"})


class _Found(NamedTuple):
    """What one file, or one picture inside a file, gave.

    Attributes:
        size: width and height in pixels, where a block says them.
        exif: its EXIF block, the first if there are several.
        blocks: of how many it is made.
    """

    format: str
    facts: Facts
    problem: str | None
    size: tuple[int, int] | None = None
    exif: Stream | None = None
    blocks: int = 0


def read_file(path: Path, *, deep: bool = True, named: bool = True) -> Reading:
    """Read one file. Never raises for what is in it or for its absence: the problem says what went wrong.

    Args:
        path: opened for reading only; stands in the reading as given.
        deep: also look behind the picture's end and into pictures and films inside. A shallow reading costs the
            headers only.
        named: also say what its own name and those of its folders give away.
    """
    try:
        with Stream.open(path) as stream:
            reading = _reading(stream, str(path), deep=deep)
    except OSError as error:
        return Reading(str(path), UNKNOWN, 0, problem=why(error))
    return _with_names(reading, path) if named else reading


def _with_names(reading: Reading, path: Path) -> Reading:
    """A reading with what names give away. They count only where the file itself says nothing of it."""
    facts = names.read(path)
    if not facts.traces or reading.format == UNKNOWN:
        return reading
    return replace(
        reading,
        taken=reading.taken or facts.changed,
        location=reading.location or facts.location,
        traces=(*reading.traces, *facts.traces),
    )


def read_bytes(data: bytes, name: str, *, deep: bool = True) -> Reading:
    """Read a file that is in memory; `name` stands in the reading where a path would."""
    return _reading(Stream.of(data), name, deep=deep)


def read_blocks(stream: Stream, name: str, blocks: Iterable[Block]) -> Reading:
    """Read a file that was split already, deep.

    Raises:
        OSError: when it cannot be read any more.
    """
    return _reading(stream, name, deep=True, blocks=blocks)


def _reading(stream: Stream, name: str, *, deep: bool, blocks: Iterable[Block] | None = None) -> Reading:
    try:
        found = _look(stream, deep=deep, blocks=blocks)
        facts = merged((found.facts, *_inside(stream, found))) if deep else found.facts
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  the one place that turns a format's own fault into a reason
        fault = f"{FAULT} ({type(error).__name__})."
        return Reading(name, UNKNOWN, stream.size, problem=fault)
    traces = facts.traces
    if len(traces) > _TRACES_CAP:
        more = Trace("unknown", "the rest", f"{len(traces) - _TRACES_CAP:,} more")
        traces = (*traces[:_TRACES_CAP], more)
    return Reading(name, found.format, stream.size, facts.taken or facts.changed, facts.location, traces, found.problem)


def why(error: OSError) -> str:
    """What to tell the person about a file that cannot be opened or read."""
    if isinstance(error, FileNotFoundError):
        return "The file is no longer there."
    if isinstance(error, PermissionError):
        return "This computer does not let you open the file. Check who may read it."
    return f"The file could not be read ({plain(error.strerror or str(error))})."


def _look(stream: Stream, *, deep: bool, blocks: Iterable[Block] | None = None) -> _Found:
    """What a stream is and gives away, pictures and films inside it left to the caller."""
    head = stream.at(0, HEAD)
    form = format_of(head)
    if form is None:
        return _Found(UNKNOWN, Facts(), NOT_KNOWN if head else EMPTY)
    problem = size = block_of_exif = None
    told: list[tuple[int, Facts]] = []
    left, count = _BLOCKS_CAP, 0
    try:
        for block in form.split(stream) if blocks is None else blocks:
            count += 1
            if not (block.kind in _SILENT or block.inner or block.payload == b""):
                left -= block.kind in _VOCABULARIES
                if left < 0:
                    raise Unreadable("The file has more metadata than any real one; not all of it was read.")  # noqa: TRY301  it ends the walk as damage does
                told.append((_rank(block), _facts(block, stream)))
            elif deep and block.kind is BlockKind.ICC:
                told.append((_rank(block), icc.read(block.content(stream))))
            if dimensions := form.dimensions(block, stream):
                size = dimensions
                problem = problem or _oversized(size)
            if block.kind is BlockKind.EXIF and block_of_exif is None:
                block_of_exif = block.content(stream)
            if not deep and block.name == form.costly_after:
                break
    except Unreadable as error:
        problem = str(error)
    # The sort is stable: of two blocks of one kind the first counts.
    told.sort(key=itemgetter(0))
    facts = told[0][1] if len(told) == 1 else merged(part for _, part in told)
    return _Found(form.name, facts, problem or facts.problem, size, block_of_exif, count)


def _oversized(dimensions: tuple[int, int]) -> str | None:
    """What to say of a picture larger than any camera makes: decoding it would take all of a computer's memory."""
    width, height = dimensions
    if width * height <= _LARGEST:
        return None
    return f"The picture has too many pixels to be opened: it says {width:,} by {height:,}."


def _inside(stream: Stream, outer: _Found) -> Iterator[Facts]:
    """What pictures and films inside give away, and those inside these; each trace under the name of where it is.

    Neither their number nor their size in all can make this long, however they point at one another.
    """
    waiting = deque(outer.facts.embedded)
    thumbnail = next((item for item in waiting if item.name == cropped.THUMBNAIL), None)
    bytes_left, blocks_left = _INSIDE_TIMES * stream.size, _INSIDE_BLOCKS_CAP
    for _ in range(_INSIDE_CAP):
        if not waiting:
            return
        if waiting[0].content.size > bytes_left or blocks_left <= 0:
            break
        item = waiting.popleft()
        bytes_left -= item.content.size
        looked = _look(item.content, deep=True)
        blocks_left -= looked.blocks
        if item is thumbnail and outer.format == cropped.FORMAT:
            more = cropped.shows_more(stream, outer.size, outer.exif, item.content, looked.size)
            yield Facts((more,) if more else ())
        found = looked.facts
        waiting.extend(Embedded(f"{item.name}: {further.name}", further.content) for further in found.embedded)
        traces = tuple(Trace(t.kind, f"{item.name}: {t.where}", t.value) for t in found.traces)
        yield Facts(traces, found.location, found.taken, found.changed)
    if waiting:
        yield Facts((Trace("unknown", "the rest inside", f"{len(waiting)} more pictures or films, not looked into"),))


def _rank(block: Block) -> int:
    """The smaller, the more a block's place and time are trusted."""
    # In a film, what was written on purpose, with its zone, is better than the header's clock.
    return _RANKS.index(block.kind) if block.kind in _RANKS and not block.name.endswith(_CLOCKS) else len(_RANKS)


def _facts(block: Block, stream: Stream) -> Facts:
    """What a block gives away, by the vocabulary it is written in."""
    content = block.content(stream)
    if block.kind in _VOCABULARIES:
        return _VOCABULARIES[block.kind](content) if content.size else Facts()
    if block.kind is BlockKind.TEXT:
        return text.read(block.name, content)
    return _other(block, content)


def _other(block: Block, content: Stream) -> Facts:
    """What a block gives away by being there."""
    if block.kind is BlockKind.TIME:
        return _time(block, content)
    if block.kind is BlockKind.TRACK and block.payload is not None:
        return timed.read(block.name, content)
    if block.kind is BlockKind.TRACK:
        tells_where = block.name in _LOCATION_TRACKS
        return Facts((Trace("track" if tells_where else "unknown", "timed track", f"{block.name}, {_size(block)}"),))
    if block.kind is BlockKind.TRAILER:
        return _trailer(block, content)
    if block.kind is BlockKind.GAIN_MAP:
        # It belongs to the picture; what it tells besides is found in it.
        return Facts(embedded=(Embedded(block.name, content),))
    return _noticed(block, content)


def _noticed(block: Block, content: Stream) -> Facts:
    """A block that is a trace itself, unless it is no longer unknown when it is looked into."""
    if block.kind is BlockKind.UNKNOWN and (known := segments.read(content)).traces:
        return known
    trace = Trace(_WHERE[block.kind], plain(block.name), _size(block))
    if block.kind is BlockKind.PROVENANCE:
        return merged((Facts((trace,)), c2pa.read(content)))
    looked_into = block.kind in (BlockKind.EMBEDDED, BlockKind.THUMBNAIL)
    return Facts((trace,), embedded=(Embedded(trace.where, content),) if looked_into else ())


def _size(block: Block) -> str:
    return f"{block.length:,} bytes"


def _time(block: Block, content: Stream) -> Facts:
    raw = content.read(7)
    try:
        year, (month, day, hour, minute, second) = int.from_bytes(raw[:2], "big"), raw[2:7]
        when = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  PNG says UTC, few writers obey
    except ValueError:
        return Facts()
    where = block.name if " " in block.name else f"PNG {block.name}"
    return Facts((Trace("time", where, when.isoformat(sep=" ")),), changed=when)


def _trailer(block: Block, content: Stream) -> Facts:
    """What lies behind a picture's end: often a film (motion photos) or a second picture."""
    start = content.search(_PICTURE_OR_FILM, 0, overlap=_FTYP_REACH)
    if start >= 0:
        start -= _LENGTH_BEFORE_FTYP if content.at(start, 4) == b"ftyp" else 0
        inside = Embedded("behind the picture", content.part(start, content.size))
        noticed = Facts((Trace("embedded", block.name, f"a picture or film, {_size(block)}"),), embedded=(inside,))
        return merged((noticed, trailers.samsung(content)))
    if not content.read(_TRAILER_LOOKED_AT).strip(b"\0"):
        return Facts()
    return merged((Facts((Trace("unknown", block.name, _size(block)),)), trailers.read(content)))
