"""Texts with a keyword, as PNG, PDF, SVG, Matroska, AVI and sidecars keep them, and comments."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from footprint.model import Trace, TraceKind
from footprint.photos.coordinates import written
from footprint.photos.facts import Facts, decoded, kind_of_words, moment
from footprint.photos.stream import Stream

_CAP = 1 << 16
_WHOSE = re.compile(r"^(?:PNG text|JPEG(?: 2000)?|PDF|SVG|Matroska|AVI|Takeout|AAE|Picasa) ")
_USER = re.compile(
    r"(?:^|[\\/:])(?:Users|home|Documents and Settings)[\\/]+(?!Public\b|Shared\b)[^\\/]+[\\/]", re.IGNORECASE
)

_WORDS: dict[TraceKind, str] = {
    "owner": """author; copyright; artist; composer; director; producer; publisher; performer; creator; company;
        manager; engineer; commissioned by; comment by; signed by; contact; rights; written by; accompaniment;
        contributor; name of the signer""",
    "person": "people; actor; person; face",
    "device": """software; source; encoder; pdf producer; pdf creator; muxing program; writing program; make; model;
        camera; device; serial number; encoded by; editor; upload""",
    "place": """location; recording location; composition location; composer nationality; place; city; country;
        location of the signature; geotiff""",
    "gps": "position; position in exif; corner of a map",
    "time": """creation time; date:create; date:modify; date:timestamp; date taken; date recorded; date; date released;
        date encoded; date tagged; date digitized; date purchased; creationdate; moddate; date uploaded;
        date changed""",
    "provenance": "address; document id; source file; edit",
}
_KINDS = {word.strip(): kind for kind, words in _WORDS.items() for word in " ".join(words.split()).split(";")}
_TAKEN = frozenset({"creation time", "date taken", "date recorded", "date digitized", "creationdate"})
_CHANGED = frozenset({"date", "date encoded", "date changed", "moddate"})


def _moment(value: str) -> datetime | None:
    """A moment as PNG asks for it ("Sat, 01 Jun 2024 12:30:59 +0100"), or as everybody else writes it."""
    try:
        return moment(value) or moment(parsedate_to_datetime(value).isoformat())
    except (ValueError, OverflowError):  # the second is for a day or a year of twenty digits
        return None


def read(name: str, stream: Stream) -> Facts:
    """A text. `name` is the block's ("PNG text Author"); its last part tells what the text is about."""
    value = decoded(stream.read(_CAP))
    if not value:
        return Facts()
    keyword = _WHOSE.sub("", name).casefold()
    kind = "gps" if "gps" in keyword else _KINDS.get(name.casefold()) or _KINDS.get(keyword, "comment")
    location = written(value) if kind in ("gps", "place") else None
    kind = kind_of_words(kind, value)
    if kind == "comment" and _USER.search(value):
        kind = "owner"  # A path through a person's own folder holds the name they log in with.
    when = _moment(value) if keyword in _TAKEN | _CHANGED else None
    taken, changed = (when, None) if keyword in _TAKEN else (None, when)
    return Facts((Trace("gps" if location else kind, name, value),), location, taken, changed)
