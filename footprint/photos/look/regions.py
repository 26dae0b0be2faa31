"""Where text stands in a picture: the PP-OCRv4 detector (DBNet), as it lies in rapidocr-onnxruntime.

Liao, Wan, Yao, Chen and Bai, "Real-time Scene Text Detection with Differentiable Binarization" (2020).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footprint.photos.look.weights import DETECTOR, session

_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of red, green and blue from 0 to 1, in the pictures of which the network learnt."""

_INK = 0.3
"""From this likelihood on a pixel belongs to text."""

_SURE = 0.5
"""The mean likelihood over a region from which on it counts."""

_GROWN = 1.6
"""Regions are found shrunken; they grow by their area over their girth, so many times."""

_THIN = 3
_MOST = 200


def regions(pixels: Any, side: int) -> list[Any]:  # noqa: ANN401  a numpy array; an extra
    """Every region with text, as four corners in pixels, clockwise from the upper left, in reading order.

    Args:
        pixels: height by width by 3, red green blue, bytes.
        side: the longer side of what the network sees; more finds smaller text and takes longer.

    Raises:
        NotInstalled: where the extra is missing.
    """
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    net = session(*DETECTOR)
    height, width = pixels.shape[:2]
    scale = min(1.0, side / max(height, width))
    seen_height, seen_width = (max(32, round(size * scale / 32) * 32) for size in (height, width))
    small = cv2.resize(
        pixels, (seen_width, seen_height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    mean, spread = (np.array(value, np.float32)[:, None, None] * 255 for value in (_MEAN, _SPREAD))
    batch = (cv2.dnn.blobFromImage(small) - mean) / spread
    likely = net.run(None, {net.get_inputs()[0].name: batch})[0][0, 0]
    found = list(_boxes(likely, (width / seen_width, height / seen_height)))
    return sorted(found, key=lambda box: (round(float(box[:, 1].min()) / 20), float(box[:, 0].min())))


def _boxes(likely: Any, scale: tuple[float, float]) -> Iterator[Any]:  # noqa: ANN401
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    ink = cv2.dilate((likely > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:_MOST]:
        (x, y), (across, along), angle = cv2.minAreaRect(outline)
        if min(across, along) < _THIN or _mean(likely, outline) < _SURE:
            continue
        grown = across * along * _GROWN / (2 * (across + along)) * 2
        corners = cv2.boxPoints(((x, y), (across + grown, along + grown), angle))
        yield _clockwise(corners * np.array(scale, np.float32))


def _mean(likely: Any, outline: Any) -> float:  # noqa: ANN401
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    left, top, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [outline - (left, top)], 1)
    return float(cv2.mean(likely[top : top + height, left : left + width], mask)[0])


def _clockwise(corners: Any) -> Any:  # noqa: ANN401
    """From the upper left corner on."""
    import numpy as np  # noqa: PLC0415  an extra

    across = corners[np.argsort(corners[:, 0])]
    left, right = across[:2], across[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)
