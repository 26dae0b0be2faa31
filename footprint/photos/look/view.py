"""One picture, looked at: the text that can be read in it, and where there are faces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from footprint.errors import Unreadable
from footprint.model import Box
from footprint.photos.colours import flat, usual
from footprint.photos.look import Line
from footprint.photos.look.faces import faces
from footprint.photos.look.grammar.cards import blotted
from footprint.photos.look.letters import read
from footprint.photos.look.regions import regions
from footprint.photos.pixels import opened

SIDES = USUAL, THOROUGH = 1_600, 2_560
"""The longer side at which text is looked for, in pixels; the larger finds smaller text in three times the time."""

LARGEST = 64_000_000
"""Pixels in a picture that is looked at: more would need more memory than a small computer has."""

LONGEST = 32_000
"""Pixels on its longer side: OpenCV counts no further than 32,767, and no camera makes so many."""

MOVES = frozenset({"GIF", "PNG", "WEBP", "AVIF", "TIFF"})
"""Pillow's names of formats in which a file may show several pictures."""

_SURE = 0.5
"""What is read with less likelihood is noise."""

_STRIP = 512
"""Rows of pixels that are taken at once."""

_LONG = 3
"""Pictures more than so many times as long as wide are looked at in parts."""


@dataclass(frozen=True, slots=True)
class View:
    """What was seen. Of a bank card's number only the last digits are in it, of faces only where they are.

    Attributes:
        more: whether there are further pictures in the file, which were not looked at: it moves, or has several pages.
    """

    lines: tuple[Line, ...]
    faces: tuple[Box, ...]
    more: bool = False

    def written(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))


def from_written(text: str) -> View:
    """What `View.written` wrote.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    data = json.loads(text)
    lines = tuple(Line(line["text"], Box(**line["box"]), line["score"]) for line in data["lines"])
    return View(lines, tuple(Box(**box) for box in data["faces"]), data["more"])


def view(path: str, side: int) -> View:
    """Look at one picture.

    Args:
        path: of a picture of any format that Pillow knows; it is opened for reading only.
        side: `USUAL` or `THOROUGH`.

    Raises:
        Unreadable: it is broken, no picture, or too large.
        NotInstalled: the extra is missing.
    """
    pixels, more = _decoded(path)
    return View(tuple(blotted(lines(pixels, side))), tuple(people(pixels)), more)


def lines(pixels: Any, side: int) -> list[Line]:  # noqa: ANN401  a numpy array; an extra
    """The text in a picture.

    Raises:
        NotInstalled: as `view`.
    """
    found: list[Line] = []
    for left, top, part in _parts(pixels):
        before = tuple(found)
        places = regions(part, side)
        for place, (text, score) in zip(places, read(part, places), strict=True):
            box = _moved(_around(place, part.shape), left, top)
            if text and score >= _SURE and not any(_same(box, line.box) for line in before):
                found.append(Line(text, box, round(score, 3)))
    return found


def people(pixels: Any) -> list[Box]:  # noqa: ANN401  a numpy array; an extra
    """A box for every face in a picture, the largest first.

    Raises:
        NotInstalled: as `view`.
    """
    found: list[Box] = []
    for left, top, part in _parts(pixels):
        moved = [_moved(box, left, top) for box in faces(part)]
        found += [box for box in moved if not any(_same(box, other) for other in found)]
    return sorted(found, key=lambda box: (-box.height, box.left))


def _parts(pixels: Any) -> Iterator[tuple[int, int, Any]]:  # noqa: ANN401
    """A picture; a long one, such as a panorama or a page on a telephone, in parts with where each begins.

    Made so small that its longer side fits, nothing could be read in it. Parts overlap by half of their shorter side.
    """
    height, width = pixels.shape[:2]
    short, long = sorted((height, width))
    if long <= _LONG * short:
        yield 0, 0, pixels
        return
    length = max(_LONG * short, USUAL)
    for start in range(0, max(1, long - short // 2), length - short // 2):
        end = start + length
        yield (start, 0, pixels[:, start:end]) if width > height else (0, start, pixels[start:end])


def _moved(box: Box, left: int, top: int) -> Box:
    return Box(box.left + left, box.top + top, box.right + left, box.bottom + top)


def _same(a: Box, b: Box) -> bool:
    """Whether two boxes cover mostly the same: what lies in two parts is seen twice."""
    wide = min(a.right, b.right) - max(a.left, b.left)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    return wide > 0 and high > 0 and 2 * wide * high > min(a.width * a.height, b.width * b.height)


def decoded(path: str) -> Any:  # noqa: ANN401  a numpy array; an extra
    """The pixels of a picture as it is shown: height by width by 3, red green blue, bytes.

    Raises:
        Unreadable: as `view`.
    """
    return _decoded(path)[0]


def _decoded(path: str) -> tuple[Any, bool]:
    """The same, and whether there are more pictures in the file."""
    with small_enough(Path(path)) as image:
        more = image.format in {*MOVES, "HEIF"} and getattr(image, "is_animated", False)
        ImageOps.exif_transpose(image, in_place=True)  # every copy of twelve million pixels counts
        return pixels_of(image), more


@contextmanager
def small_enough(path: Path) -> Iterator[Image.Image]:
    """A picture that can be looked at, its header read, its pixels not yet decoded.

    Raises:
        Unreadable: it is broken, no picture, or too large; also for what is raised while it is open.
    """
    with opened(path, most=LARGEST) as image:
        if max(image.size) > LONGEST:
            raise Unreadable(
                f"The picture is {max(image.size):,} pixels long, and more than {LONGEST:,} are not looked at. "
                "Cut it into parts, and look at those."
            )
        yield image


def pixels_of(image: Image.Image) -> Any:  # noqa: ANN401  a numpy array
    """The pixels of a picture, a strip at a time, so that they are never there in several depths at once."""
    import numpy as np  # noqa: PLC0415  it takes longer to load than most of what does without

    image = usual(image)
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _STRIP):
        strip = (0, top, image.width, min(top + _STRIP, image.height))
        pixels[top : strip[3]] = np.asarray(flat(image.crop(strip)))
    return pixels


def _around(corners: Any, shape: tuple[int, ...]) -> Box:  # noqa: ANN401  a numpy array; an extra
    (left, top), (right, bottom) = corners.min(0).tolist(), corners.max(0).tolist()
    height, width = shape[:2]
    return Box(max(0, int(left)), max(0, int(top)), min(width, round(right)), min(height, round(bottom)))
