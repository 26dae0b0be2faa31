"""What text says: the PP-OCRv6 small recogniser, as it lies in rapidocr, on crops of full resolution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from footprint.photos.look.weights import RECOGNISER, session

_HEIGHT = 48
_WIDEST = 1_600
_BATCH = 6
_DOUBTFUL = 0.9
"""What is read with less likelihood may stand on its head, and is read that way too."""

_UPRIGHT = 1.5
"""A crop so many times as high as wide is text that runs down, or up: it is turned, and read both ways."""


def read(pixels: Any, corners: Sequence[Any]) -> list[tuple[str, float]]:  # noqa: ANN401  numpy arrays; an extra
    """The text in each region and how sure that is, from 0 to 1; "" where there is none.

    Args:
        pixels: height by width by 3, red green blue, bytes.
        corners: of each region, clockwise from the upper left.

    Raises:
        NotInstalled: where the extra is missing.
    """
    import numpy as np  # noqa: PLC0415  an extra

    crops = [_crop(pixels, box) for box in corners]
    said = _all(crops)
    doubtful = [
        number
        for number, ((_, score), box) in enumerate(zip(said, corners, strict=True))
        if score < _DOUBTFUL or _runs_down(*_size(box))
    ]
    turned = _all([np.rot90(crops[number], 2) for number in doubtful])
    for number, other in zip(doubtful, turned, strict=True):
        said[number] = max(said[number], other, key=itemgetter(1))
    return said


def _all(crops: Sequence[Any]) -> list[tuple[str, float]]:
    """Those of like width together, which takes the least time."""
    order = sorted(range(len(crops)), key=lambda number: crops[number].shape[1])
    said: dict[int, tuple[str, float]] = {}
    for first in range(0, len(order), _BATCH):
        numbers = order[first : first + _BATCH]
        said |= dict(zip(numbers, _read([crops[number] for number in numbers]), strict=True))
    return [said[number] for number in range(len(crops))]


def _crop(pixels: Any, box: Any) -> Any:  # noqa: ANN401
    import cv2  # noqa: PLC0415  an extra
    import numpy as np  # noqa: PLC0415  an extra

    width, height = _size(box)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(box, target)
    crop = cv2.warpPerspective(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if _runs_down(width, height):
        crop = np.rot90(crop)
    wide = min(_WIDEST, max(_HEIGHT, round(crop.shape[1] * _HEIGHT / crop.shape[0])))
    return cv2.resize(np.ascontiguousarray(crop), (wide, _HEIGHT))


def _size(box: Any) -> tuple[int, int]:  # noqa: ANN401
    """Width and height of what lies between four corners, in pixels."""
    import numpy as np  # noqa: PLC0415  an extra

    top, right, bottom, left = (float(np.linalg.norm(box[(side + 1) % 4] - box[side])) for side in range(4))
    return max(1, round(max(top, bottom))), max(1, round(max(left, right)))


def _runs_down(width: int, height: int) -> bool:
    return height >= width * _UPRIGHT


def _read(crops: Sequence[Any]) -> Iterator[tuple[str, float]]:
    import numpy as np  # noqa: PLC0415  an extra

    net = session(*RECOGNISER)
    batch = np.zeros((len(crops), 3, _HEIGHT, max(crop.shape[1] for crop in crops)), np.float32)
    for number, crop in enumerate(crops):
        batch[number, :, :, : crop.shape[1]] = (crop[:, :, ::-1].astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    likely = net.run(None, {net.get_inputs()[0].name: batch})[0]
    for one in likely:
        yield _decoded(one.argmax(1).tolist(), one.max(1).tolist())


@cache
def _characters() -> tuple[str, ...]:
    """Number 0 is the blank between two letters."""
    written = session(*RECOGNISER).get_modelmeta().custom_metadata_map["character"]
    return ("", *written.split("\n"), " ")


def _decoded(numbers: Sequence[int], likely: Sequence[float]) -> tuple[str, float]:
    """Connectionist temporal classification, greedily: repeats are one letter, blanks part them."""
    letters = _characters()
    text, scores, at = "", [], 0
    for number, run in groupby(numbers):
        length = len(list(run))
        if number and number < len(letters):
            text += letters[number]
            scores.append(max(likely[at : at + length]))
        at += length
    return text.strip(), sum(scores) / len(scores) if scores else 0.0
