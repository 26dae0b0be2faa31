"""XMP in a file of its own, beside the picture it is about: Lightroom, darktable, digiKam and cameras write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.photos import Block, BlockKind, Format
from footprint.photos.stream import Stream

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,100}\?>\s*)?(?:<!--[^>]{0,200}-->\s*)?"
    rb"(?:<\?xpacket|<x:x[am]pmeta|<\w{0,10}:xmpmeta|<rdf:RDF[^>]{0,400}ns\.adobe\.com)"
)


class Xmp(Format):
    """An XMP sidecar."""

    name: ClassVar[str] = "XMP"
    beside: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "This file tells what is known of the photo beside it, and nothing else. Leave it out when you give the photo "
        "away."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it begins as a packet does, in UTF-8 or UTF-16."""
        return _MARKUP.match(head) is not None and _BEGINS.match(head.replace(b"\0", b"")) is not None

    def split(self, stream: Stream) -> Iterator[Block]:
        """One block, the whole file."""
        yield Block(BlockKind.XMP, 0, stream.size, "XMP sidecar")
