"""What Google Takeout writes beside each photo, and for each album: JSON with places, people, dates and devices.

The keys are not documented; these are what exports from 2015 to 2026 hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.facts import degrees, position
from footprint.photos.stream import Stream

_CAP = 1 << 22
_NODES_CAP, _DEEPEST = 20_000, 40
_TITLE = rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"title"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"'
_PHOTO = re.compile(
    rb'"(?:photoTakenTime|photoLastModifiedTime|geoDataExif|googlePhotosOrigin|imageViews)"\s*:\s*["{]'
    rb'|"creationTime"\s*:\s*\{\s*"timestamp"'
)
_ALBUM = re.compile(rb'"date"\s*:\s*\{\s*"timestamp"|"access"\s*:\s*"(?:protected|public|unlisted|private)?"')
_CUT = re.compile(_TITLE + rb'description"\s*:\s*"(?:[^"\\]|\\.)*\\?\Z')
"""A title and a description that is longer than what was read of the file."""

_BEGINS = re.compile(_TITLE)
_PICTURE = re.compile(
    rb'\.(?:jpe?g|heic|heif|png|gif|webp|mp4|mov|m4v|3gp|avi|dng|cr2|nef|arw|tiff?|mp)"', re.IGNORECASE
)
_TIMES = {
    "photoTakenTime": "date taken",
    "creationTime": "date uploaded",
    "photoLastModifiedTime": "date changed",
    "modificationTime": "date changed",
    "date": "date",
}
_POSITIONS = {"geoData": "position", "geoDataExif": "position in EXIF"}
_TEXTS = {
    "title": "title",
    "description": "description",
    "url": "address",
    "contentOwnerName": "person",
    "text": "comment",
    "narrative": "comment",
    "deviceType": "device",
    "localFolderName": "device folder",
    "androidPackageName": "source",
}
_WITHIN = {
    "people": ("name", "people"),
    "location": ("name", "place"),
    "locationEnrichment": ("name", "place"),
    "appSource": ("name", "source"),
}
"""What a name is depends on what it stands in."""


class Takeout(Format):
    """Google Takeout's sidecar."""

    name: ClassVar[str] = "Takeout JSON"
    beside: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "This file tells what Google Photos knew of the photo beside it, and nothing else. Leave it out when you give "
        "the photo away."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it begins as one does: a title, then what no other JSON has."""
        if not _BEGINS.match(head):
            return False
        return any(p.search(head) for p in (_PHOTO, _ALBUM)) or bool(_CUT.match(head) and _PICTURE.search(head))

    def split(self, stream: Stream) -> Iterator[Block]:
        """A block for each thing it tells, each with the whole file's extent.

        Raises:
            Unreadable: when it is damaged.
        """
        if stream.size > _CAP:
            raise Unreadable("The sidecar is too large to be read.")
        try:
            root = json.loads(stream.read(_CAP))
        except (ValueError, RecursionError) as error:
            raise Unreadable("The sidecar is damaged and could not be read.") from error
        for word, value in dict.fromkeys(_told(root)):
            yield Block(BlockKind.TEXT, 0, stream.size, f"Takeout {word}", payload=value.encode(errors="replace"))


def _told(root: object) -> Iterator[tuple[str, str]]:
    """(word, value) of everything in a tree that tells something, in the order of the file."""
    waiting: list[tuple[tuple[str, ...], object]] = [((), root)]
    for _ in range(_NODES_CAP):
        if not waiting:
            return
        path, node = waiting.pop()
        if isinstance(node, dict) and len(path) < _DEEPEST:
            yield from _moment(path, node)
            yield from _position(path, node)
            waiting.extend(reversed([((*path, str(key)), value) for key, value in node.items()]))
        elif isinstance(node, list):
            waiting.extend((path, value) for value in reversed(node))
        elif isinstance(node, str) and node.strip():
            yield from _text(path, node)
    raise Unreadable("The sidecar holds more than any real one; not all of it was read.")


def _moment(path: tuple[str, ...], node: dict[str, object]) -> Iterator[tuple[str, str]]:
    word = _TIMES.get(path[-1]) if path else None
    if word is None:
        return
    try:
        when = datetime.fromtimestamp(int(str(node.get("timestamp", ""))), UTC)
    except (ValueError, OverflowError, OSError):
        return
    # A comment's own time is the comment's.
    yield (word if len(path) == 1 else "date of a comment"), when.isoformat(sep=" ")


def _position(path: tuple[str, ...], node: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Degrees, or ten-millionths of them. (0, 0) is in every sidecar whose photo has no position."""
    for names, scale in ((("latitude", "longitude"), 1.0), (("latitudeE7", "longitudeE7"), 1e-7)):
        numbers = [value for name in names if isinstance(value := node.get(name), int | float)]
        try:
            point = position(numbers[0] * scale, numbers[1] * scale) if len(numbers) == len(names) else None
        except OverflowError:
            point = None
        if point:
            yield _POSITIONS.get(path[-1] if path else "", "position"), degrees(point)


def _text(path: tuple[str, ...], value: str) -> Iterator[tuple[str, str]]:
    key, holders = path[-1] if path else "", path[:-1]
    for holder in reversed(holders):
        name, word = _WITHIN.get(holder, ("", ""))
        if name == key:
            yield word, value
            return
    if key in _TEXTS:
        yield _TEXTS[key], value
    elif "googlePhotosOrigin" in holders:
        yield "source", value
