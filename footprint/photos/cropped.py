"""Whether the small picture inside a photo shows what was cut away from the large one, or painted over in it.

Some editors crop or paint over a photo and leave the thumbnail as it was. To compare them, both must be decoded; that
is only done where something cheap disagrees: the shapes of the two, the photo's size and what its EXIF block says of
it, or how the file begins, which tells a program from a camera. What is not seen: what was changed by a program that
writes files as cameras do and brings EXIF up to date, a crop to less than a third of the width, one of so little that
a thumbnail cannot tell, and a blur. Nothing is said where there is doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from heapq import nlargest
from math import log, sqrt
from operator import mul
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageStat

from footprint.errors import Unreadable
from footprint.model import Trace
from footprint.photos import HEAD, BlockKind, exif, format_of
from footprint.photos.covered import covered
from footprint.photos.ifd import INTEGERS, POINTERS, Directories
from footprint.photos.pixels import opened
from footprint.photos.stream import Stream
from footprint.photos.thumbnail import thumbnail

THUMBNAIL, FORMAT = "EXIF thumbnail", "JPEG"
"""The name of the small picture that is compared, and the format of what it is compared with."""

CROPPED, COVERED = "shows more than the picture: what is left is", "shows more than the picture: a block covers"
"""How the value of a trace begins."""

_BY_A_PROGRAM = b"\xff\xd8\xff\xe0"
"""So begins what nearly every program writes; cameras begin with EXIF."""

Size = tuple[int, int]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_WIDTH, _HEIGHT = 0xA002, 0xA003
_SIZE_TAGS = frozenset({_WIDTH, _HEIGHT, *POINTERS})
_SHAPE_MAY_DIFFER, _SIZE_MAY_DIFFER = 1.06, 1.02
"""Thumbnails are as broad as a row of whole blocks, and not a pixel more or less."""

_BLOCK = 4
_SHAPES = ((1, 1), (5, 4), (4, 3), (3, 2), (16, 9))
"""What cameras make: sides of whole blocks, or of exactly such a shape."""

_FILE_CAP, _THUMBNAIL_CAP = 1 << 26, 1 << 19
"""Bytes; longer ones are not decoded."""

_PIXELS_CAP, _BUFFERED_CAP, _THUMBNAIL_PIXELS = 60_000_000, 25_000_000, 1_000_000
"""Pixels of a picture that is decoded row by row, of one that a decoder holds all at once, and of a small one."""

_SCANS_CAP, _SCANS_OF_A_SIMPLE_FILE = 30, 2
"""How often the mark of a scan may stand in a file, one of them the thumbnail's."""

_EDGE, _COARSE, _FINE = 160, 8, 16
"""Pixels a side: of what is decoded, and of the squares that are held against one another, first and last."""

_SMALLEST, _SCALE, _STEPS = 0.33, 1.1, 6
"""How small a window may be, how much smaller the next one is, and how many there are to a window's width."""

_PROMISING, _FEW, _CLOSER = 0.7, 3, (0.045, 0.02, 0.01)
"""From which likeness on a window is looked at closely, how many of them are, and by which parts of its width."""

_BLACK, _UNEVEN, _STRIP = 24, 4, 4
"""A bar's shades are darker, of 255; two bars differ by no more pixels; fewer pixels beside a window show nothing."""

_SAME, _BETTER, _MUCH_SMALLER = 0.93, 0.08, 0.86
"""A window shows the picture from this likeness on, if it is so much more like it than the whole, and so small."""

_FLAT = 8.0
"""Standard deviation, of 255: a picture with less shows nothing that could be told from anything else."""


class _Window(NamedTuple):
    """A part of the thumbnail, in its pixels, and how much like the picture it is, -1 to 1."""

    likeness: float
    box: Box


def shows_more(
    picture: Stream, size: Size | None, exif: Stream | None, thumbnail: Stream, its: Size | None
) -> Trace | None:
    """A trace, where a JPEG's thumbnail clearly shows more than the picture.

    Args:
        picture: the file.
        size: the picture's width and height in pixels; None where they are not known.
        exif: the EXIF block that the thumbnail stands in.
        thumbnail: a JPEG.
        its: its width and height.
    """
    if not size or not its or not all((*size, *its)) or its[0] * its[1] > _THUMBNAIL_PIXELS:
        return None
    changed = _odd(size) or _changed(size, exif)
    rewritten = picture.at(0, len(_BY_A_PROGRAM)) == _BY_A_PROGRAM
    unlike = changed or not _alike(size, its)
    if not (unlike or rewritten) or thumbnail.size > _THUMBNAIL_CAP or picture.size > _FILE_CAP:
        return None
    with suppress(Unreadable):
        small = _decoded(thumbnail.read(_THUMBNAIL_CAP))
        small = _without_bars(small) if small else None
        if small is not None and (rewritten or changed or not _alike(size, small.size)):
            large = _decoded(picture.read(_FILE_CAP))
            return _told(small, large) if large else None
    return None


def hidden(path: Path) -> bytes:
    """The thumbnail inside a photo, encoded anew and free of metadata; empty where there is none that can be read."""
    with suppress(OSError, Unreadable), Stream.open(path) as stream:
        form = format_of(stream.at(0, HEAD))
        blocks = (block for block in form.split(stream) if block.kind is BlockKind.EXIF) if form else ()
        for block in blocks:
            for inside in exif.read(block.content(stream)).embedded:
                if inside.name == THUMBNAIL:
                    return thumbnail(inside.content.read(_THUMBNAIL_CAP))
    return b""


def _told(small: Image.Image, large: Image.Image) -> Trace | None:
    """What two decoded pictures tell, the larger difference first."""
    if (share := _share(small, large)) < 1:
        return Trace("thumbnail", THUMBNAIL, f"{CROPPED} {share:.0%} of it")
    if _alike(small.size, large.size) and (share := covered(small, large)):
        return Trace("thumbnail", THUMBNAIL, f"{COVERED} {max(share, 0.01):.0%} of it")
    return None


def _alike(one: Size, other: Size) -> bool:
    """Whether two pictures have the same shape."""
    shapes = sorted((one[0] / one[1], other[0] / other[1]))
    return shapes[1] / shapes[0] <= _SHAPE_MAY_DIFFER


def _odd(size: Size) -> bool:
    """Whether no camera makes pictures of this size: its sides are made of whole blocks, or of one of a few shapes."""
    short, long = sorted(size)
    return bool(short % _BLOCK or long % _BLOCK) and not any(short * a == long * b for a, b in _SHAPES)


def _changed(size: Size, exif: Stream | None) -> bool:
    """Whether the EXIF block gives another size, turned or not."""
    said = {} if exif is None else _said(exif)
    if not all(said.get(tag) for tag in (_WIDTH, _HEIGHT)):
        return False
    pairs = zip(sorted(said.values()), sorted(size), strict=True)
    return any(max(pair) > _SIZE_MAY_DIFFER * min(pair) for pair in pairs)


def _said(exif: Stream) -> dict[int, int]:
    found: dict[int, int] = {}
    with suppress(Unreadable):
        directories = Directories(exif)
        for name, entries in directories.walk(_SIZE_TAGS):
            for entry in entries if name == "EXIF" else ():
                if entry.tag not in POINTERS and entry.kind in INTEGERS:
                    found[entry.tag] = int((directories.numbers(entry) or [0])[0])
    return found


def _decoded(data: bytes) -> Image.Image | None:
    """A picture in shades of grey, at most `_EDGE` pixels a side; None where that would take too long."""
    scans = data.count(b"\xff\xda")
    if scans > _SCANS_CAP:
        return None
    with opened(data, ("JPEG",)) as image:
        in_one_go = scans <= _SCANS_OF_A_SIMPLE_FILE and not image.info.get("progressive")
        if image.width * image.height > (_PIXELS_CAP if in_one_go else _BUFFERED_CAP):
            return None
        image.draft("L", (_EDGE, _EDGE))
        grey = image.convert("L")
        grey.thumbnail((_EDGE, _EDGE), Image.Resampling.BOX)
        return grey


def _without_bars(small: Image.Image) -> Image.Image:
    """A thumbnail without the black bars that fill it up to its shape: two of the same breadth."""
    box = small.point(lambda shade: 255 * (shade > _BLACK)).getbbox()
    if box is None:
        return small
    left, top, right, bottom = box
    even_across = abs(left - (small.width - right)) <= _UNEVEN
    even_down = abs(top - (small.height - bottom)) <= _UNEVEN
    if not even_across:
        left, right = 0, small.width
    if not even_down:
        top, bottom = 0, small.height
    return small.crop((left, top, right, bottom))


def _share(small: Image.Image, large: Image.Image) -> float:
    """How much of a thumbnail its picture shows; 1 unless it is clear that it shows a part only."""
    if ImageStat.Stat(large).stddev[0] < _FLAT or ImageStat.Stat(small).stddev[0] < _FLAT:
        return 1.0
    turned = [large.transpose(way) for way in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)]
    whole = (0, 0, *small.size)
    otherwise = max(_likeness(_Square(way, _FINE), small, whole) for way in (large, *turned))
    if otherwise >= _SAME:
        return 1.0
    # A picture that lies as its thumbnail does was hardly turned before it was cropped.
    ways = [large, *turned] if (large.width < large.height) != (small.width < small.height) else [large]
    otherwise = max(otherwise, *(_inside(small, way) for way in ways))
    best = max(_best(small, way) for way in ways)
    share = _area(best.box) / (small.width * small.height)
    if best.likeness < max(_SAME, otherwise + _BETTER) or share > _MUCH_SMALLER or not _lively(small, best.box):
        return 1.0
    return share


class _Square:
    """A picture as a square of few pixels, ready to be held against parts of others."""

    __slots__ = ("deviations", "points", "spread")

    def __init__(self, image: Image.Image, points: int) -> None:
        shades = _shades(image, points)
        mean = sum(shades) / len(shades)
        self.points = points
        self.deviations = [shade - mean for shade in shades]
        self.spread = sqrt(sum(map(mul, self.deviations, self.deviations)))


def _shades(image: Image.Image, points: int, box: Box | None = None) -> bytes:
    return image.resize((points, points), Image.Resampling.BOX, box=box).tobytes()


def _likeness(one: _Square, image: Image.Image, box: Box) -> float:
    """The correlation of a picture with a part of another, which brightness and contrast do not change."""
    shades = _shades(image, one.points, box)
    # As the deviations of one add up to nothing, the mean of the other falls out of the sum of products.
    spread = sqrt(max(0.0, sum(map(mul, shades, shades)) - sum(shades) ** 2 / len(shades)))
    return float(sum(map(mul, one.deviations, shades)) / (one.spread * spread)) if one.spread and spread else 0.0


def _inside(small: Image.Image, large: Image.Image) -> float:
    """How much like the thumbnail the most similar part of the picture is: some cameras cut thumbnails to a shape."""
    square = _Square(small, _FINE)
    shape = small.width / small.height
    width, height = min(large.width, large.height * shape), min(large.height, large.width / shape)
    return max(_likeness(square, large, box) for box in _places(large.size, width, height))


def _best(small: Image.Image, large: Image.Image) -> _Window:
    """The part of the thumbnail that is most like the picture."""
    coarse, fine = _Square(large, _COARSE), _Square(large, _FINE)
    found = nlargest(_FEW, (_Window(_likeness(coarse, small, box), box) for box in _windows(small, large)))
    best = found[0]
    for step in _CLOSER:
        near = (
            box for window in found if window.likeness >= _PROMISING for box in _around(window.box, small.size, step)
        )
        best = max((_Window(_likeness(fine, small, box), box) for box in near), default=best)
        found = [best]
    return best


def _windows(small: Image.Image, large: Image.Image) -> Iterator[Box]:
    """Parts of the thumbnail that have the picture's shape, large and small."""
    shape = large.width / large.height
    width = min(small.width, small.height * shape)
    for step in range(int(log(1 / _SMALLEST, _SCALE)) + 1):
        yield from _places(small.size, width / _SCALE**step, width / _SCALE**step / shape)


def _places(size: Size, width: float, height: float) -> Iterator[Box]:
    """Windows of a size, at even distances over a picture."""
    across, down = max(0.0, size[0] - width), max(0.0, size[1] - height)
    columns, rows = (int(room / side * _STEPS) + 1 for room, side in ((across, width), (down, height)))
    for row in range(rows + 1):
        for column in range(columns + 1):
            left, top = across * column / columns, down * row / rows
            yield left, top, min(left + width, size[0]), min(top + height, size[1])


def _around(box: Box, size: Size, step: float) -> Iterator[Box]:
    """Windows a little beside one, and a little larger or smaller, by parts of its width."""
    left, top, right, bottom = box
    for scale in (1 - step, 1.0, 1 + step):
        width, height = (right - left) * scale, (bottom - top) * scale
        for across in (-2, -1, 0, 1, 2):
            for down in (-2, -1, 0, 1, 2):
                x = (left + right - width) / 2 + across * step * width
                y = (top + bottom - height) / 2 + down * step * height
                if x >= 0 and y >= 0 and x + width <= size[0] and y + height <= size[1]:
                    yield x, y, x + width, y + height


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _lively(small: Image.Image, box: Box) -> bool:
    """Whether there is anything to be seen outside of a window: no bar, no plain frame."""
    left, top, right, bottom = (round(edge) for edge in box)
    beside = [(0, 0, small.width, top), (0, bottom, small.width, small.height)]
    beside += [(0, top, left, bottom), (right, top, small.width, bottom)]
    wide = [strip for strip in beside if min(strip[2] - strip[0], strip[3] - strip[1]) >= _STRIP]
    return any(ImageStat.Stat(small.crop(strip)).stddev[0] >= _FLAT for strip in wide)
