"""Pictures of whatever depth and colours, as red, green and blue of eight bits each: what a person is shown of them."""

from __future__ import annotations

from PIL import Image, ImageChops

_PAPER = "white"
_WHITE = {"F": (1, 255, 65_535), "I": (255, 65_535)}
"""How Pillow's names of deep greys begin → what may be meant for white in them: no file says which."""

_STRIP = 512
"""Rows that are taken at once."""


def flat(image: Image.Image) -> Image.Image:
    """The picture in red, green and blue of eight bits each, on white where it is transparent."""
    image = usual(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, _PAPER)
        image.paste(layer, mask=layer)
    return image if image.mode == "RGB" else image.convert("RGB")


def usual(image: Image.Image) -> Image.Image:
    """The picture itself; one that Pillow would convert wrongly, or not make smaller, in eight bits and usual inks."""
    if image.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        return ImageChops.invert(image)  # Pillow takes all for Adobe's, which alone writes inks the other way round
    return _shallow(image) if image.mode[0] in _WHITE else image


def _shallow(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, 32 bits or fractions, in eight bits.

    White is the least of the usual values that nothing in the picture surpasses; where there is none such, or there are
    values below zero, the darkest becomes black and the brightest white.
    """
    import numpy as np  # noqa: PLC0415  few pictures are so, and it takes longer to load than many to be read

    values = np.asarray(image)
    known = np.isfinite(values)
    if not known.any():
        return Image.new("L", image.size)
    low, high = (float(end(values, where=known, initial=values[known][0])) for end in (np.min, np.max))
    usual_whites = (white for white in _WHITE[image.mode[0]] if low >= 0 and high <= white)
    black, white = next(((0.0, float(white)) for white in usual_whites), (low, high))
    grey = np.empty(values.shape, np.uint8)
    for top in range(0, len(values), _STRIP):
        part = (values[top : top + _STRIP].astype(np.float64) - black) * (255 / ((white - black) or 1))
        grey[top : top + _STRIP] = np.nan_to_num(part, nan=0, posinf=255, neginf=0).clip(0, 255)
    return Image.fromarray(grey)
