"""Apple: identifiers that tie a picture to its film, to its burst and to the telephone's library."""

from __future__ import annotations

import re

from footprint.photos.makernotes import Maker
from footprint.photos.makernotes.note import Directory, Field, Form, Table
from footprint.photos.makernotes.values import text

_TABLE = Table(
    {
        0x000B: (Field("provenance", "BurstUUID", text),),
        0x0011: (Field("provenance", "ContentIdentifier", text),),
        0x0015: (Field("provenance", "ImageUniqueID", text),),
        0x0020: (Field("provenance", "ImageCaptureRequestID", text),),
        0x002B: (Field("provenance", "PhotoIdentifier", text),),
    }
)


class Apple(Maker):
    """Apple."""

    name = "Apple"
    forms: tuple[Form, ...] = (Directory(re.compile(rb"Apple iOS\0"), table=_TABLE, start=14, base=0),)
