"""WebP: the chunks from which a decoder makes pixels, and what the header says of them."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_PIECE = 1 << 18
_CHUNKS_CAP = 200_000
_COUNTING = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_ICC, _ALPHA, _ANIMATION = 0x20, 0x10, 0x02
_HEADER = 10
"""Flags, three reserved bytes, and width and height less one, three bytes each."""

_ANIMATED = 6
"""The colour behind the pictures, and how often they are shown."""

_PICTURES = (b"VP8 ", b"VP8L")


def pieces(stream: Stream) -> Iterator[bytes]:
    """Every chunk that counts, with its name and length.

    Raises:
        Unreadable: when a chunk reaches beyond the end.
    """
    for name, start, length in _shown(stream):
        if name == b"VP8X":
            yield name + _header(stream.at(start, min(length, _HEADER)))
        elif name == b"ANIM":
            yield name + stream.at(start, min(length, _ANIMATED))
        elif name in _COUNTING:
            yield name + length.to_bytes(4, "little")
            end = start + length
            yield from (stream.at(here, min(_PIECE, end - here)) for here in range(start, end, _PIECE))


def _shown(stream: Stream) -> Iterator[tuple[bytes, int, int]]:
    """The chunks without a second picture beside the first, which decoders pass over."""
    seen = False
    for chunk in _chunks(stream):
        if not (seen and chunk[0] in _PICTURES):
            yield chunk
        seen = seen or chunk[0] in _PICTURES


def besides(stream: Stream) -> Iterator[str]:
    """The names of all other chunks, and what stands behind the last one.

    Raises:
        Unreadable: when a chunk reaches beyond the end.
    """
    end = 0
    for name, start, length in _chunks(stream):
        end = start + length + length % 2
        if name not in _COUNTING and name != b"VP8X":
            yield name.decode("latin-1").strip()
    if end < stream.size:
        yield "bytes after the end"


def _chunks(stream: Stream) -> Iterator[tuple[bytes, int, int]]:
    """(name, where its content begins, how long that is) of each chunk."""
    head = stream.at(0, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise Unreadable("This is no WebP.")
    end = 8 + int.from_bytes(head[4:8], "little")
    if end > stream.size + 1:  # the last chunk's padding is left out often enough
        raise Unreadable("The picture is cut off.")
    at, end = 12, min(end, stream.size)
    for _ in range(_CHUNKS_CAP):
        if at >= end:
            return
        length = int.from_bytes(stream.at(at + 4, 4), "little")
        if at + 8 + length > end:
            raise Unreadable("The picture is cut off.")
        yield stream.at(at, 4), at + 8, length
        at += 8 + length + length % 2
    raise Unreadable("The file has more chunks than any real picture.")


def _header(raw: bytes) -> bytes:
    """The flags that say how to decode, not those that announce metadata; then the canvas."""
    if len(raw) < _HEADER:
        raise Unreadable("The picture is damaged: its header is too short.")
    return bytes((raw[0] & (_ICC | _ALPHA | _ANIMATION),)) + raw[4:]
