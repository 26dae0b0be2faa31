"""A small picture of a photo, re-encoded and free of metadata."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from footprint.errors import Unreadable
from footprint.model import Box
from footprint.photos.pixels import opened

_QUALITY = 80
_PAPER = "white"


def thumbnail(source: Path | bytes, edge: int = 240, part: Box | None = None) -> bytes:
    """A JPEG whose longer side is at most `edge` pixels, turned as viewers turn it.

    Of a `part` that is given, with a little around it; else of all. Empty where none can be made: a film, a broken
    file, a picture of more than 125 million pixels.
    """
    try:
        with opened(source) as image:
            if part:
                return _encoded(_cut(ImageOps.exif_transpose(image), part, edge))
            # JPEG's decoder can give a smaller picture at once; turning comes after, on few pixels.
            image.thumbnail((edge, edge))
            return _encoded(ImageOps.exif_transpose(image))
    except Unreadable:
        return b""


def _cut(image: Image.Image, part: Box, edge: int) -> Image.Image:
    """A part, with as much around it as a person needs to know where in the photo it is."""
    wide = max(_LEAST, part.width * _MORE, part.height * _MORE * _SHAPE)
    width, height = min(image.width, round(wide)), min(image.height, round(wide / _SHAPE))
    left = min(max(0, (part.left + part.right - width) // 2), image.width - width)
    top = min(max(0, (part.top + part.bottom - height) // 2), image.height - height)
    cut = image.crop((left, top, left + width, top + height))
    cut.thumbnail((edge, edge))
    return cut


_MORE, _LEAST = 1.3, 40
_SHAPE = 4 / 3
"""Width over height of the frames in which the report shows small pictures."""


def _encoded(image: Image.Image) -> bytes:
    """The pixels alone, on white where they are transparent."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, _PAPER)
        image.paste(layer, mask=layer)
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    into = BytesIO()
    bare.save(into, "JPEG", quality=_QUALITY, optimize=True)
    return into.getvalue()
