"""Picasa's notes of a folder (`.picasa.ini`): whose faces are where in which photo, albums and their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.facts import degrees, position
from footprint.photos.stream import Stream

_CAP = 1 << 22
_LINES_CAP = 20_000
_BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:"
    rb"\[(?:Picasa|Contacts2?|encoding|\.album:[0-9a-f]{8,64})\]"
    rb"|\[[^\]\r\n]{1,200}\.\w{2,4}\]\s{1,4}(?:faces|star|rotate|filters|crop|backuphash|geotag|caption|keywords|albums|IIDLIST_\w+)=)"
)
_SECTION = re.compile(r"\[(.+)\]\s*")
_GEOTAG = re.compile(r"\s*(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)\s*")
_WORDS = {
    "name": "album",
    "caption": "caption",
    "keywords": "keywords",
    "description": "description",
    "location": "place",
    "date": "date",
}


class Picasa(Format):
    """Picasa's notes of a folder."""

    name: ClassVar[str] = "Picasa"
    beside: ClassVar[bool] = True
    instead: ClassVar[str] = (
        "This file holds Picasa's notes of the photos beside it, faces and names among them. Leave it out when you "
        "give the photos away."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it begins with a section that Picasa writes."""
        return _BEGINS.match(head) is not None

    def split(self, stream: Stream) -> Iterator[Block]:
        """A block for each thing it tells, each with the whole file's extent."""
        lines = stream.read(_CAP).decode("utf-8", errors="replace").splitlines()
        for word, value in dict.fromkeys(_told(lines[:_LINES_CAP])):
            yield Block(BlockKind.TEXT, 0, stream.size, f"Picasa {word}", payload=value.encode())
        if stream.size > _CAP or len(lines) > _LINES_CAP:
            raise Unreadable("The file is longer than any real one; not all of it was read.")


def _told(lines: list[str]) -> Iterator[tuple[str, str]]:
    section = ""
    faces = 0
    for line in lines:
        if named := _SECTION.fullmatch(line):
            section = named[1]
            continue
        key, _, value = line.partition("=")
        if not value.strip():
            continue
        faces += value.count("rect64(") if key == "faces" else 0
        if section.startswith("Contacts"):
            yield "person", value.split(";")[0]
        elif key == "geotag":
            yield from _position(value)
        elif key in _WORDS:
            yield _WORDS[key], value
    if faces:
        yield "face", f"{faces:,} faces are marked in the photos of this folder"


def _position(value: str) -> Iterator[tuple[str, str]]:
    numbers = _GEOTAG.fullmatch(value)
    point = position(float(numbers[1]), float(numbers[2])) if numbers else None
    if point:
        yield "position", degrees(point)
