"""Is one picture a copy of another? A picture's light and dark is compared, never who is on it.

Services shrink a picture, press it harder, cut it square and show it round; whoever takes somebody's picture may also
mirror it. So prints of several crops are compared. A print is 64 bits that say where the rows of a tiny grey copy grow
lighter (a "dHash") and 64 that say it of the columns. Where two nearly agree, the copies themselves are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

from PIL import Image, ImageOps

from footprint.errors import Unreadable
from footprint.photos.colours import flat, usual
from footprint.photos.pixels import LARGEST, opened

_SIDE = 8
_BITS = 2 * _SIDE * _SIDE
_NEARLY = 26
"""Of a print's 128 bits so many may differ before two crops have nothing to do with one another."""
_FINE = 24
"""Dots on a side of the grey copies that are compared in the end."""
_SHRUNK = 512
"""Crops are cut from a copy of this size: what is compared is far smaller yet."""
FLAT = 24
"""Steps of grey, between the darkest and the lightest, that a picture needs for its print to say anything."""
_WHOLE = tuple(part / 100 for part in range(100, 48, -4))
_SHOWN = (1.0, 0.86, 0.72)
"""What part of a picture's shorter side a crop is. A square of 0.7 fits into a round picture."""
_PLACES = tuple(place / 20 for place in range(21))
"""Where on its longer side a picture may have been cut square."""
_LARGEST = 25_000_000
"""Dots in an account's picture; services show far fewer, and decoding them takes memory."""


@dataclass(frozen=True, slots=True)
class Print:
    """What one square crop looks like: its bits, and its dots as they differ from their mean."""

    bits: int
    dots: tuple[float, ...]


@lru_cache(maxsize=4)
def portrait(path: Path) -> tuple[Print, ...]:
    """The prints of a declared portrait: every crop of it, and each mirrored.

    Raises:
        Unreadable: it is no picture that can be read, or has nothing on it.
    """
    small = grey(path)
    found = (*_prints(small, _WHOLE), *_prints(ImageOps.mirror(small), _WHOLE))
    if not found:
        raise Unreadable("There is nothing to be seen on the picture.")
    return found


def likeness(own: tuple[Print, ...], other: bytes) -> float:
    """How alike the best fitting crops of two pictures are: 1 the same, 0 nothing in common.

    Other pictures of the same kind, a head before a wall, come to 0.92; copies to 0.95 and more.

    Raises:
        Unreadable: the other is no picture that can be read.
    """
    shown = _prints(grey(other, _LARGEST), _SHOWN)
    near = ((one, two) for one in own for two in shown if (one.bits ^ two.bits).bit_count() <= _NEARLY)
    return max((agreement(one.dots, two.dots) for one, two in near), default=0.0)


def agreement(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    """The correlation of two copies' dots, as far as it is above 0."""
    return max(0.0, sum(a * b for a, b in zip(one, two, strict=True)))


def grey(source: Path | bytes, most: int = LARGEST, side: int = _SHRUNK) -> Image.Image:
    """A small grey copy, turned as viewers turn it, on white where it is transparent.

    Raises:
        Unreadable: it is no picture that can be read, or has more dots than `most`.
    """
    with opened(source, most=most) as image:
        image.draft("RGB", (side, side))
        ImageOps.exif_transpose(image, in_place=True)
        small = usual(image)
        small.thumbnail((side, side))
        return flat(small).convert("L")


def _prints(small: Image.Image, parts: tuple[float, ...]) -> tuple[Print, ...]:
    """The prints of a picture's square crops; a crop on which there is next to nothing has none."""
    found = (_print(small, box) for part in parts for box in _crops(small.size, part))
    return tuple(one for one in found if one is not None)


def _crops(size: tuple[int, int], part: float) -> Iterator[tuple[float, float, float, float]]:
    """The square crops of a size: in the middle, and all along a picture that is no square."""
    width, height = size
    short = min(width, height)
    margin = short * (1 - part) / 2
    for place in (0.5,) if width == height else _PLACES:
        left, top = margin + (width - short) * place, margin + (height - short) * place
        yield left, top, left + short * part, top + short * part


def _print(small: Image.Image, box: tuple[float, float, float, float]) -> Print | None:
    tiny = small.resize((_SIDE + 1, _SIDE + 1), Image.Resampling.BOX, box=box).tobytes()
    if max(tiny) - min(tiny) < FLAT:
        return None
    bits = 0
    for here in (y * (_SIDE + 1) + x for y in range(_SIDE) for x in range(_SIDE)):
        bits = bits << 2 | (tiny[here] < tiny[here + 1]) << 1 | (tiny[here] < tiny[here + _SIDE + 1])
    return Print(bits, dots(small, box))


def dots(small: Image.Image, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """A part of a grey copy in few dots, without what a brighter or harder copy changes: mean 0, length 1."""
    shades = small.resize((_FINE, _FINE), Image.Resampling.BOX, box=box).tobytes()
    mean = sum(shades) / len(shades)
    length = sqrt(sum((shade - mean) ** 2 for shade in shades)) or 1.0
    return tuple((shade - mean) / length for shade in shades)
