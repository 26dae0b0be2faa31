"""Texts with a keyword, as PNG keeps them, and comments."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from footprint.model import Point, Trace, TraceKind
from footprint.photos.facts import Facts, decoded, moment, position
from footprint.photos.stream import Stream

_CAP = 1 << 16
_PAIR = re.compile(r"([+-]?\d{1,2}\.\d+)[,; ]\s*([+-]?\d{1,3}\.\d+)")
_KINDS: dict[str, TraceKind] = {
    "author": "owner",
    "copyright": "owner",
    "artist": "owner",
    "software": "device",
    "source": "device",
    "location": "place",
    "creation time": "time",
    "date:create": "time",
    "date:modify": "time",
    "date:timestamp": "time",
}


def _position(value: str) -> Point | None:
    """A position from "52.649, -0.637"."""
    found = _PAIR.fullmatch(value)
    return position(float(found[1]), float(found[2])) if found else None


def _moment(value: str) -> datetime | None:
    """A moment as PNG asks for it ("Sat, 01 Jun 2024 12:30:59 +0100"), or as everybody else writes it."""
    try:
        return moment(value) or moment(parsedate_to_datetime(value).isoformat())
    except ValueError:
        return None


def read(name: str, stream: Stream) -> Facts:
    """A text. `name` is the block's ("PNG text Author"); its last part tells what the text is about."""
    value = decoded(stream.read(_CAP))
    if not value:
        return Facts()
    keyword = re.sub(r"^(PNG text|JPEG) ", "", name).casefold()
    kind = "gps" if "gps" in keyword else _KINDS.get(keyword, "comment")
    taken = _moment(value) if keyword == "creation time" else None
    location = _position(value) if kind in ("gps", "place") else None
    return Facts((Trace("gps" if location else kind, name, value),), location, taken)
