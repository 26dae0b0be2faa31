"""What makes a JPEG XL picture: its codestream, put together from where it lies, and its gain map."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import exifread

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_BOXES_CAP = 20_000
_LAST = 0x8000_0000
_EXIF_CAP = 1 << 22
_PICTURE = frozenset({b"JXL ", b"ftyp", b"jxlc", b"jxlp", b"jxll", b"jxli", b"jhgm"})


def pieces(stream: Stream) -> Iterator[bytes]:
    """The codestream, whatever it is wrapped in, then gain maps.

    Raises:
        Unreadable: when there is none, or its parts are not in order.
    """
    if stream.at(0, 2) == b"\xff\x0a":
        yield from stream.chunks(0, stream.size)
        return
    maps: list[tuple[int, int]] = []
    found, expected = False, 0
    for kind, at, end in _boxes(stream):
        if kind == b"jxlp":
            number = int.from_bytes(stream.at(at, 4), "big")
            if number & ~_LAST != expected:
                raise Unreadable("The parts of the picture are not in their order.")
            expected += 1
        if kind in (b"jxlc", b"jxlp"):
            found = True
            start = at + (4 if kind == b"jxlp" else 0)
            yield from stream.chunks(start, end - start)
        elif kind == b"jhgm":
            maps.append((at, end))
    if not found:
        raise Unreadable("There is no picture in the file.")
    for at, end in maps:
        yield b"jhgm"
        yield from stream.chunks(at, end - at)


def notes(stream: Stream) -> Iterator[tuple[str, int]]:
    """Every box that is not for the picture, and what stands in EXIF boxes, by exifread's names for it.

    Raises:
        Unreadable: when an EXIF box makes no sense.
    """
    if stream.at(0, 2) == b"\xff\x0a":
        return
    for kind, at, end in _boxes(stream):
        if kind == b"Exif":
            block = stream.at(at + 4 + int.from_bytes(stream.at(at, 4), "big"), min(end - at, _EXIF_CAP))
            try:
                tags = exifread.process_file(BytesIO(block), details=False)
            except Exception as error:
                # It raises whatever comes to hand.
                raise Unreadable("A second reader could not read the EXIF block.") from error
            yield from ((name, getattr(tag, "tag", 0)) for name, tag in tags.items())
            if not tags:
                yield "Exif box", 0
        elif kind not in _PICTURE:
            yield f"{kind.decode('latin-1').strip()} box", 0


def _boxes(stream: Stream) -> Iterator[tuple[bytes, int, int]]:
    """Type, where the content begins, and where it ends, of every box."""
    at = 0
    for _ in range(_BOXES_CAP):
        if at >= stream.size:
            return
        head = stream.at(at, 16)
        size, header = int.from_bytes(head[:4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(head[8:16], "big"), 16
        end = stream.size if size == 0 else at + size
        if (size and size < header) or end > stream.size:
            raise Unreadable("A box reaches beyond the file's end.")
        yield head[4:8], at + header, end
        at = end
    raise Unreadable("The file has too many boxes.")
