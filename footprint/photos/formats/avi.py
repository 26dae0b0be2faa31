"""AVI: films in RIFF chunks. Words and dates, what cameras write beside the streams, XMP; pictures and sound never.

Names of the chunks: Microsoft's Multimedia Programming Interface, "LIST INFO"; the cameras' from what their files hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.stream import Stream

_CHUNKS_CAP, _DEEPEST = 20_000, 5
_VALUE_CAP = 1 << 16
_HEADER = 8
_LISTS = frozenset({b"RIFF", b"LIST"})
_FILM = frozenset({b"movi", b"rec "})
_INFO = {
    b"IARL": "place",
    b"IART": "artist",
    b"ICMS": "commissioned by",
    b"ICMT": "comment",
    b"ICNT": "country",
    b"ICOP": "copyright",
    b"ICRD": "date taken",
    b"IDIT": "date taken",
    b"IENG": "engineer",
    b"IKEY": "keywords",
    b"ILOC": "location",
    b"INAM": "title",
    b"IPRO": "producer",
    b"ISBJ": "subject",
    b"ISFT": "software",
    b"ISRC": "source",
    b"ISTR": "person",
    b"ITCH": "encoded by",
    b"IWRI": "written by",
    b"strn": "name of a stream",
    b"ecor": "make",
    b"emdl": "model",
    b"etim": "time of day",
    b"eucm": "comment",
}
_SILENT = frozenset(b"avih strh strf indx dmlh idx1 vprp JUNK junk JUNQ ISMP IDPI ILNG erel ever segm".split()) | {
    b"PAD "
}
_CAMERA = re.compile(rb"[\x20-\x7e]{4,64}")
_TEXTS_CAP = 8
_DAY = re.compile(r"[A-Za-z]{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class _Chunk(NamedTuple):
    """One chunk; `said` is where it claims to end."""

    name: bytes
    offset: int
    start: int
    end: int
    said: int


class Avi(Format):
    """AVI films."""

    name: ClassVar[str] = "AVI"
    instead: ClassVar[str] = (
        "AVI films cannot be cleaned yet. Save the film as MP4 with the program you edit films with, and clean that. "
        "The original is as it was."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it is a RIFF file of this kind."""
        return head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"AVIX")

    def split(self, stream: Stream) -> Iterator[Block]:
        """A block for each chunk that tells something, and one for pictures and sound."""
        waiting = [(0, stream.size, 0)]
        cut_off = False
        for _ in range(_CHUNKS_CAP):
            if not waiting:
                break
            at, end, depth = waiting.pop()
            chunk = _chunk(stream, at, end)
            if chunk is None:
                if not depth and at < stream.size:
                    yield Block(BlockKind.TRAILER, at, stream.size - at, "behind the film's end")
                continue
            cut_off |= chunk.said > stream.size
            waiting.append((chunk.end + chunk.end % 2, end, depth))
            kind = stream.at(chunk.start, 4) if chunk.name in _LISTS else b""
            if kind in _FILM:
                yield Block(BlockKind.IMAGE, chunk.offset, chunk.end - chunk.offset, "movi")
            elif kind and depth < _DEEPEST:
                waiting.append((chunk.start + 4, chunk.end, depth + 1))
            else:
                yield from _told(stream, chunk)
        if waiting or cut_off:
            raise Unreadable("The film has more chunks than any real one." if waiting else "The film is cut off.")


def _chunk(stream: Stream, at: int, end: int) -> _Chunk | None:
    """The chunk at an offset; None where none begins there. One that claims too much ends with what it lies in."""
    head = stream.at(at, min(_HEADER, end - at))
    if len(head) < _HEADER or not head[:4].isascii() or not head[:4].decode().isprintable():
        return None
    said = at + _HEADER + int.from_bytes(head[4:], "little")
    return _Chunk(head[:4], at, at + _HEADER, min(said, end), said)


def _told(stream: Stream, chunk: _Chunk) -> Iterator[Block]:
    length = chunk.end - chunk.start
    value = stream.at(chunk.start, min(length, _VALUE_CAP))
    if chunk.name in _INFO:
        word = _INFO[chunk.name]
        yield _text(chunk, word, _dated(value) if word == "date taken" else value)
    elif chunk.name == b"_PMX":
        yield Block(BlockKind.XMP, chunk.offset, chunk.end - chunk.offset, "AVI XMP", _HEADER)
    elif chunk.name == b"strd":
        yield from _camera(chunk, value)
    elif chunk.name not in _SILENT and length:
        yield Block(BlockKind.UNKNOWN, chunk.offset, chunk.end - chunk.offset, f"AVI {chunk.name.decode()}")


def _camera(chunk: _Chunk, value: bytes) -> Iterator[Block]:
    """What a camera writes beside a stream: an IFD behind the word AVIF, or a maker's own fields with texts in them."""
    if value[:4] == b"AVIF":
        block = b"II*\0\x08\0\0\0" + value[_HEADER:]
        yield Block(BlockKind.EXIF, chunk.offset, chunk.end - chunk.offset, "AVI EXIF", payload=block)
        return
    for found in _CAMERA.findall(value)[:_TEXTS_CAP]:
        yield _text(chunk, "camera", found)


def _dated(value: bytes) -> bytes:
    """A moment: "Sat Jun 01 12:30:59 2024" as "2024-06-01 12:30:59"; what is spelled otherwise as it is."""
    found = _DAY.match(value.decode("latin-1").strip())
    if not found or found[1].casefold() not in _MONTHS:
        return value.strip(b"\0\r\n ")
    return f"{found[4]}-{_MONTHS.index(found[1].casefold()) + 1:02}-{int(found[2]):02} {found[3]}".encode()


def _text(chunk: _Chunk, word: str, value: bytes) -> Block:
    return Block(BlockKind.TEXT, chunk.offset, chunk.end - chunk.offset, f"AVI {word}", payload=value)
