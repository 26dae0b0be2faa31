"""What Apple's Photos writes beside a picture that was edited: what was done to it, when and with what.

A property list, as XML or binary; the edits themselves are another one inside it, often packed.
"""

from __future__ import annotations

import base64
import json
import plistlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import ClassVar
from xml.parsers.expat import ExpatError

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.deflated import BARE, ZLIB, inflated
from footprint.photos.stream import Stream

_CAP, _EDITS_CAP = 1 << 22, 1 << 22
_NODES_CAP = 20_000
_XML = re.compile(rb"<plist\b.{0,100}?<key>adjustment[A-Z]", re.DOTALL)
_BINARY = re.compile(rb"\Abplist00.{0,400}?adjustment(?:Base|Data|Editor|Format|Render|Time|Type)", re.DOTALL)
_FIRST = frozenset({b"<", b"b", b"\xef", b" ", b"\r", b"\n", b"\t"})
_CROP = re.compile(r"crop|straighten|perspective", re.IGNORECASE)
_WORDS = {
    "adjustmentEditorBundleID": "editor",
    "adjustmentFormatIdentifier": "edit",
}


class Aae(Format):
    """Apple's list of edits."""

    name: ClassVar[str] = "AAE"
    beside: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "This file tells how the photo beside it was edited, and nothing else. Leave it out when you give the photo "
        "away."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it is a property list whose first keys are those of an edit."""
        # This is asked of every file: most are done with after their first byte.
        return head[:1] in _FIRST and bool(_XML.search(head) or _BINARY.match(head))

    def split(self, stream: Stream) -> Iterator[Block]:
        """A block for each thing it tells, each with the whole file's extent.

        Raises:
            Unreadable: when it is damaged.
        """
        if stream.size > _CAP:
            raise Unreadable("The list of edits is too large to be read.")
        root = _list(stream.read(_CAP))
        if root is None:
            raise Unreadable("The list of edits is damaged and could not be read.")
        for word, value in _told(root):
            yield Block(BlockKind.TEXT, 0, stream.size, f"AAE {word}", payload=value.encode(errors="replace"))


def _list(raw: bytes) -> dict[str, object] | None:
    try:
        root = plistlib.loads(raw)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, ExpatError):
        return None
    return root if isinstance(root, dict) else None


def _told(root: dict[str, object]) -> Iterator[tuple[str, str]]:
    when = root.get("adjustmentTimestamp")
    if isinstance(when, datetime):
        yield "date changed", when.isoformat(sep=" ")
    for key, word in _WORDS.items():
        value = root.get(key)
        if isinstance(value, str):
            yield word, value
    edits = _edits(root.get("adjustmentData"))
    if edits is not None and any(_CROP.search(name) for name in _names(edits)):
        yield "edit", "the picture was cropped; who has the original can see what was cut away"


def _edits(data: object) -> object:
    """The list inside, unpacked: deflated, or as it is, and sometimes as Base64 text."""
    if isinstance(data, str):
        with suppress(ValueError):
            data = base64.b64decode(data[:_EDITS_CAP])
    if not isinstance(data, bytes):
        return data if isinstance(data, dict) else None
    raw = _inflated(data)
    return _list(raw) or _json(raw)


def _inflated(raw: bytes) -> bytes:
    """Deflated with or without a header, to a bounded length; as it is where it is not deflated."""
    tried = (inflated(raw, _EDITS_CAP, header) for header in (BARE, ZLIB))
    return next((found.content for found in tried if not found.damaged), raw)


def _json(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _names(root: object) -> Iterator[str]:
    """Every key, and every text that says what an edit is, in a tree."""
    waiting = [root]
    for _ in range(_NODES_CAP):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield from (str(key) for key in node)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, str):
            yield node
