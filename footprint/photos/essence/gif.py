"""What makes a GIF: screen and colours, each frame with its timing, how often it is repeated, its colour profile."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_FRAMES_CAP = 200_000
_PROFILE = b"ICCRGBG1012"
_REPEATED = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})


class _Reader:
    """Reads from the beginning on; a byte too few is an error."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.at = 0

    def take(self, length: int) -> bytes:
        """The next bytes."""
        raw = self.stream.at(self.at, length)
        if len(raw) < length:
            raise Unreadable("The file ends too early.")
        self.at += length
        return raw

    def colours(self, flags: int) -> bytes:
        """The colour table that flags announce."""
        return self.take(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else b""

    def blocks(self) -> Iterator[bytes]:
        """Pieces up to the one without length."""
        while size := self.take(1)[0]:
            yield self.take(size)


def pieces(stream: Stream) -> Iterator[bytes]:
    """Screen, colours and frames in their order, to the end mark.

    Raises:
        Unreadable: when the file is none, or ends before.
    """
    reader = _Reader(stream)
    screen = reader.take(13)
    if screen[:3] != b"GIF":
        raise Unreadable("The file is no GIF.")
    yield screen
    yield reader.colours(screen[10])
    for _ in range(_FRAMES_CAP):
        mark = reader.take(1)
        if mark == b";":
            return
        if mark == b",":
            place = reader.take(9)
            yield mark + place + reader.colours(place[8]) + reader.take(1)
            yield from reader.blocks()
        elif mark == b"!":
            yield from _extension(reader)
        elif mark != b"\0":
            raise Unreadable("The file is damaged.")
    raise Unreadable("The file has too many frames.")


def _extension(reader: _Reader) -> Iterator[bytes]:
    """Timing, repetition and colour profile; all others are read over."""
    label = reader.take(1)
    held = list(reader.blocks()) if label in (b"\xf9", b"\xff") else [b"" for _ in reader.blocks()]
    name = held[0] if held else b""
    if label == b"\xf9" or name == _PROFILE:
        yield label + b"".join(held)
    elif label == b"\xff" and name in _REPEATED:
        yield from (name + block for block in held[1:] if block[:1] == b"\1")
