"""Which of many photos is the same picture as one found online: of each, twelve views are compared.

A view is a picture, or a crop of it, in nine by eight shades of grey; its print has 64 bits, which say where a row
grows lighter (a "dHash"). Six views, and the same six of a picture mirrored, find copies that were made smaller,
pressed hard, cut at the edges or shown the other way round. Where two prints nearly agree, the pictures themselves are
laid over one another, so that scenes of one kind are not taken for the same. What was shot a moment later may be.

Of 190 pictures, real and painted, changed in thirteen ways each, 99.8 of 100 copies were found, and of 35,000 pairs of
different pictures none was taken for the same; `tests/photos/test_prints.py` holds it to 99 and 11,000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from footprint.photos.likeness import FLAT, agreement, dots, grey

_WIDE, _HIGH = 8, 8
_SIDE = 256
"""Pixels a side of the copy from which views are made; a JPEG's decoder makes one of nearly that size at once."""
_CUT, _INSIDE = 0.04, 0.05
"""What a crop leaves out, as parts of a side: at two of the edges, or at all of them."""
_NEARLY = 10
"""Of a print's 64 bits so many may differ."""
_SAME = 0.99
"""Crops of one picture agree so well where they fit: 0.996 and more. Of others, painted alike, they came to 0.985."""
_MOVES, _GAIN = (0.02, 0.01, 0.005), 0.0005
"""By what parts of a side edges are moved to make them fit, and what a move has to add."""

Box = tuple[float, float, float, float]
Prints = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that may be among others: its print and its dots, and both of it mirrored."""

    bits: tuple[int, int]
    dots: tuple[tuple[float, ...], tuple[float, ...]]


def prints(source: Path | bytes) -> Prints:
    """The prints of a picture's six views; none where there is next to nothing on it.

    Raises:
        Unreadable: it is no picture that can be read.
    """
    small = grey(source, side=_SIDE)
    whole, *_ = boxes = tuple(_views(small.size))
    return () if _is_flat(small, whole) else tuple(_bits(small, box) for box in boxes)


def wanted(source: bytes) -> Wanted | None:
    """What is known again of a picture; None where there is next to nothing on it.

    Raises:
        Unreadable: it is no picture that can be read.
    """
    small = grey(source, side=_SIDE)
    whole = next(_views(small.size))
    if _is_flat(small, whole):
        return None
    mirrored = ImageOps.mirror(small)
    return Wanted((_bits(small, whole), _bits(mirrored, whole)), (dots(small, whole), dots(mirrored, whole)))


def may_be(own: Prints, one: Wanted) -> bool:
    """Whether the prints leave it possible that two pictures are the same."""
    return any((mine ^ bits).bit_count() <= _NEARLY for mine in own for bits in one.bits)


def is_same(source: Path | bytes, one: Wanted) -> bool:
    """Whether a picture is the same as another, from a closer look at both.

    Raises:
        Unreadable: it is no picture that can be read.
    """
    small = grey(source, side=_SIDE)
    return any(
        _fit(small, box, shades) >= _SAME
        for box in _views(small.size)
        for theirs, shades in zip(one.bits, one.dots, strict=True)
        if (_bits(small, box) ^ theirs).bit_count() <= _NEARLY
    )


def _fit(small: Image.Image, box: Box, shades: tuple[float, ...]) -> float:
    """How well a picture agrees with the best fitting crop of another near a box: each edge is moved while it helps."""
    best = agreement(dots(small, box), shades)
    for step in _MOVES:
        better = True
        while better and best < _SAME:
            better = False
            for moved in _moved(box, small.size, step):
                if (now := agreement(dots(small, moved), shades)) > best + _GAIN:
                    best, box, better = now, moved, True
    return best


def _moved(box: Box, size: tuple[int, int], step: float) -> Iterator[Box]:
    """Boxes of which one edge lies farther out or in, by a part of a side."""
    for edge in range(4):
        side = size[edge % 2]
        for way in (-step, step):
            place = min(max(0.0, box[edge] + way * side), float(side))
            yield (*box[:edge], place, *box[edge + 1 :])  # type: ignore[misc]  # four again


def _views(size: tuple[int, int]) -> Iterator[Box]:
    """The whole; without the edges at each corner; without all four."""
    width, height = size
    yield 0, 0, width, height
    for left in (0, width * _CUT):
        for top in (0, height * _CUT):
            yield left, top, left + width * (1 - _CUT), top + height * (1 - _CUT)
    yield width * _INSIDE, height * _INSIDE, width * (1 - _INSIDE), height * (1 - _INSIDE)


def _tiny(small: Image.Image, box: Box) -> bytes:
    return small.resize((_WIDE + 1, _HIGH), Image.Resampling.BOX, box=box).tobytes()


def _is_flat(small: Image.Image, box: Box) -> bool:
    tiny = _tiny(small, box)
    return max(tiny) - min(tiny) < FLAT


def _bits(small: Image.Image, box: Box) -> int:
    tiny, bits = _tiny(small, box), 0
    for row in range(0, len(tiny), _WIDE + 1):
        for at in range(row, row + _WIDE):
            bits = bits << 1 | (tiny[at] < tiny[at + 1])
    return bits
