"""Texts with a keyword, as PNG keeps them, and comments."""

from __future__ import annotations

import re

from footprint.model import Trace, TraceKind
from footprint.photos.facts import Facts, decoded, moment
from footprint.photos.stream import Stream

_CAP = 1 << 16
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


def read(name: str, stream: Stream) -> Facts:
    """A text. `name` is the block's ("PNG text Author"); its last part tells what the text is about."""
    value = decoded(stream.read(_CAP))
    if not value:
        return Facts()
    keyword = re.sub(r"^(PNG text|JPEG) ", "", name).casefold()
    kind = "gps" if "gps" in keyword else _KINDS.get(keyword, "comment")
    taken = moment(value) if keyword == "creation time" else None
    return Facts((Trace(kind, name, value),), taken=taken)
