"""PNG and APNG: the chunks from which a decoder makes pixels, and what colours they are."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 18
_CHUNKS_CAP = 200_000
_AROUND = 12
"""Length, name and checksum."""

_SMALL = 0x20
"""Set in the first letter of a chunk that a decoder may pass over."""

_COUNTING = frozenset(
    {
        *(b"tRNS", b"acTL", b"fcTL", b"fdAT"),
        *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"cICP", b"mDCV", b"mDCv", b"cLLI", b"cLLi"),
    },
)
"""Chunks that may be passed over by name, and are not."""

_ONE_LENGTH = {
    *((b"gAMA", 4), (b"cHRM", 32), (b"sRGB", 1), (b"pHYs", 9), (b"cICP", 4), (b"acTL", 8), (b"fcTL", 26)),
    *((b"mDCV", 24), (b"mDCv", 24), (b"cLLI", 8), (b"cLLi", 8)),
}
"""Names and lengths: where one is of another length, decoders pass it over."""

_END = b"\0\0\0\0IEND\xaeB\x60\x82"
"""The chunk that ends a picture, empty as it is meant to be."""

_ALWAYS_ONE = frozenset(name for name, _ in _ONE_LENGTH)
_TOO_LONG = {b"PLTE": 3 * 256, b"tRNS": 256, b"sBIT": 4}


def pieces(stream: Stream) -> Iterator[bytes]:
    """Every chunk that counts, with its length, name and checksum, up to the one that ends the picture.

    Raises:
        Unreadable: when the picture has no end, or its data lie in several places: of those, programs show different
            amounts.
    """
    data_ended = False
    before = b""
    for name, at, length in _chunks(stream):
        data_ended = data_ended or (before == b"IDAT" != name)
        before = name
        if name == b"IDAT" and data_ended:
            raise Unreadable("The picture is damaged: it goes on where it had ended.")
        if name == b"IEND" and length > _AROUND:
            yield _END
        elif _counts(name, length - _AROUND):
            yield from (stream.at(start, min(_PIECE, at + length - start)) for start in range(at, at + length, _PIECE))


def besides(stream: Stream) -> Iterator[str]:
    """The names of all other chunks, and what stands behind the picture's end.

    Raises:
        Unreadable: when the picture has no end.
    """
    end = 0
    for name, at, length in _chunks(stream):
        end = at + length
        if not _counts(name, length - _AROUND) or (name == b"IEND" and length > _AROUND):
            yield name.decode("latin-1")
    if end < stream.size:
        yield "bytes after the end"


def _counts(name: bytes, length: int) -> bool:
    if (name in _ALWAYS_ONE and (name, length) not in _ONE_LENGTH) or length > _TOO_LONG.get(name, length):
        return False
    return not name[0] & _SMALL or name in _COUNTING


def _chunks(stream: Stream) -> Iterator[tuple[bytes, int, int]]:
    """(name, where it begins, how long it is) of each chunk."""
    if stream.at(0, 8) != _SIGNATURE:
        raise Unreadable("This is no PNG.")
    at = 8
    for _ in range(_CHUNKS_CAP):
        head = stream.at(at, 8)
        length = int.from_bytes(head[:4], "big") + _AROUND
        if len(head) < 8 or at + length > stream.size:  # noqa: PLR2004  a length and a name
            raise Unreadable("The picture is cut off: its end is missing.")
        name = head[4:]
        yield name, at, length
        at += length
        if name == b"IEND":
            return
    raise Unreadable("The file has more chunks than any real picture.")
