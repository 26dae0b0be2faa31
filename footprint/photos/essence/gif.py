"""What makes a GIF: screen and colours, each frame with its timing, how often it is repeated, its colour profile."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_FRAMES_CAP = 200_000
_STRETCH = 1 << 18
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

    def run(self) -> Iterator[bytes]:
        """Pieces with their lengths, up to the one without length, in stretches as long as are convenient."""
        reach = 1 << 9
        while True:
            window = self.stream.at(self.at, reach)
            reach = min(reach * 4, _STRETCH)
            at = 0
            while at < len(window) and window[at]:
                at += window[at] + 1
            ended = at < len(window)
            yield self.take(at + ended)
            if ended:
                return
            if not window:
                raise Unreadable("The file ends too early.")


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
            yield from reader.run()
        elif mark == b"!":
            yield from _extension(reader)
        elif mark != b"\0":
            raise Unreadable("The file is damaged.")
    raise Unreadable("The file has too many frames.")


def _extension(reader: _Reader) -> Iterator[bytes]:
    """Timing, repetition and colour profile; all others are read over."""
    label = reader.take(1)
    name = reader.stream.at(reader.at + 1, 11) if label == b"\xff" else b""
    wanted = label == b"\xf9" or name == _PROFILE
    loops = name in _REPEATED and reader.stream.at(reader.at + 12, 2) == b"\3\1"
    for stretch in reader.run():
        if wanted:
            yield label + stretch
        elif loops:
            yield stretch[:16]
            loops = False
