"""The small EXIF block that a cleaned copy may have: how the picture is turned, and what a person chose to keep."""

from __future__ import annotations

from collections.abc import Mapping

import piexif

_HEADER = b"Exif\0\0"
_ORIENTATION = piexif.ImageIFD.Orientation
_EXIF_TAGS = frozenset(piexif.TAGS["Exif"])
_UPRIGHT = 1


def exif(orientation: int = _UPRIGHT, texts: Mapping[int, str] | None = None, colours: int = 0) -> bytes:
    """An EXIF block (a TIFF structure, without JPEG's header); empty where there is nothing to say.

    Args:
        orientation: 2 to 8 is written down; 1 is what every viewer takes for granted.
        texts: tag → text, for tags of the first and of the EXIF directory.
        colours: the colour space, where it means Adobe RGB; 0 for nothing, which everybody takes for sRGB.
    """
    first: dict[int, object] = {} if orientation == _UPRIGHT else {_ORIENTATION: orientation}
    second: dict[int, object] = {}
    for tag, text in (texts or {}).items():
        (second if tag in _EXIF_TAGS else first)[tag] = text.encode()
    interop: dict[int, object] = {}
    if colours:
        second[piexif.ExifIFD.ColorSpace] = colours
        interop[piexif.InteropIFD.InteroperabilityIndex] = b"R03"  # what DCF calls Adobe RGB
    if not first and not second:
        return b""
    block: bytes = piexif.dump({"0th": first, "Exif": second, "Interop": interop})
    return block.removeprefix(_HEADER)
