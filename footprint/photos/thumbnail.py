"""A small picture of a photo, re-encoded and free of metadata."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from footprint.errors import Unreadable
from footprint.model import Box
from footprint.photos.colours import flat, usual
from footprint.photos.pixels import opened

_QUALITY = 80
_FINER = 2
"""So many times the size that is wanted a decoder should give: what is made smaller after that looks better."""


def thumbnail(source: Path | bytes, edge: int = 240, part: Box | None = None) -> bytes:
    """A JPEG whose longer side is at most `edge` pixels, turned as viewers turn it.

    Of a `part` that is given, with a little around it; else of all. Empty where none can be made: a film, a broken
    file, a picture of more than 125 million pixels.
    """
    try:
        with opened(source) as image:
            if not part:  # JPEG's decoder can give a smaller picture at once
                image.draft(None, (_FINER * edge, _FINER * edge))
            ImageOps.exif_transpose(image, in_place=True)
            small = usual(image)
            if part:
                small = _cut(small, part)
            small.thumbnail((edge, edge))
            return _encoded(small)
    except Unreadable:
        return b""


def _cut(image: Image.Image, part: Box) -> Image.Image:
    """A part, with as much around it as a person needs to know where in the photo it is."""
    wide = max(_LEAST, part.width * _MORE, part.height * _MORE * _SHAPE)
    width, height = min(image.width, round(wide)), min(image.height, round(wide / _SHAPE))
    left = min(max(0, (part.left + part.right - width) // 2), image.width - width)
    top = min(max(0, (part.top + part.bottom - height) // 2), image.height - height)
    return image.crop((left, top, left + width, top + height))


_MORE, _LEAST = 1.3, 40
_SHAPE = 4 / 3
"""Width over height of the frames in which the report shows small pictures."""


def _encoded(image: Image.Image) -> bytes:
    """The pixels alone, on white where they are transparent."""
    bare = Image.new("RGB", image.size)
    bare.paste(flat(image))
    into = BytesIO()
    bare.save(into, "JPEG", quality=_QUALITY, optimize=True)
    return into.getvalue()
