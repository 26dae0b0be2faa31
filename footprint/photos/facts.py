"""What a vocabulary reads out of a block, and the few forms that all vocabularies share: text, moments, positions."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from footprint.model import Point, Trace, TraceKind
from footprint.photos.stream import Stream

TEXT_CAP = 300
"""Longer texts in a file are cut: a trace says what is there, it does not repeat it whole."""

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
"""In which the texts of photos are written."""

EMPTY_GPS = "empty GPS block"

_YEARS = range(1826, 2100)
"""From the first photo on; what lies outside is a clock that was never set, or a test."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture or film found inside a block: read in turn for traces of its own."""

    name: str
    content: Stream


@dataclass(slots=True, unsafe_hash=True)
class Facts:
    """What was read out of a block, or of several. It is not frozen only because that takes five times as long.

    Attributes:
        taken: without a zone unless the file gives one.
        changed: when the file was last changed: stands in for `taken` where nothing better is found.
        problem: what could not be read, in a plain sentence.
    """

    traces: tuple[Trace, ...] = ()
    location: Point | None = None
    taken: datetime | None = None
    changed: datetime | None = None
    embedded: tuple[Embedded, ...] = ()
    problem: str | None = None


def merged(all_facts: Iterable[Facts]) -> Facts:
    """Facts as one; a location, a moment and a problem are the first there is."""
    traces: list[Trace] = []
    embedded: list[Embedded] = []
    location = taken = changed = problem = None
    for part in all_facts:
        traces += part.traces
        embedded += part.embedded
        location = location or part.location
        taken = taken or part.taken
        changed = changed or part.changed
        problem = problem or part.problem
    return Facts(once(traces), location, taken, changed, tuple(embedded), problem)


def once(traces: list[Trace]) -> tuple[Trace, ...]:
    """Every trace once, told apart by what is in it: that is quicker than to compare the traces themselves."""
    if len({trace.where for trace in traces}) == len(traces):
        return tuple(traces)
    return tuple({(t.kind, t.where, t.value): t for t in traces}.values())


def plain(text: str) -> str:
    """Text from outside on one line, without control or direction characters, and not too long."""
    if not (text.isascii() and text.isprintable()):
        text = " ".join(text.split())[: TEXT_CAP * 4]
        text = "".join(c if c.isprintable() or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = " ".join(text.split())
    return text if len(text) <= TEXT_CAP else text[: TEXT_CAP - 1] + "…"


def decoded(raw: bytes) -> str:
    """Bytes that should be text: UTF-8 where they are, else Latin-1. Cut at the first NUL."""
    raw = raw.split(b"\0", 1)[0]
    try:
        return plain(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return plain(raw.decode("latin-1"))


def names_one(raw: bytes, names: frozenset[str]) -> bool:
    """Whether one of some names of places stands in bytes, in whatever encoding, or a position written out."""
    return any(word in raw for word in _spelled(names)) or bool(_WRITTEN_OUT.search(raw.replace(b"\0", b"")))


_WRITTEN_OUT = re.compile(rb"(?<![\d.])[+-]?\d{1,2}\.\d{3,}\s*[,;/ ]\s*[+-]?\d{1,3}\.\d{3,}(?!\d|\.\d)")
"""Two numbers such as only positions are written with."""


def kind_of_words(kind: TraceKind, text: str) -> TraceKind:
    """What a text tells: a caption in which a position is written out names a place."""
    return "place" if kind == "comment" and _WRITTEN_OUT.search(text.encode()) else kind


@lru_cache(maxsize=8)
def _spelled(names: frozenset[str]) -> tuple[bytes, ...]:
    spelled = (name.encode(encoding, errors="ignore") for name in names for encoding in ENCODINGS)
    return tuple(word for word in spelled if word)


_MOMENT = re.compile(
    r"""\s*(\d{4})[:/.-][ ]?(\d{1,2})[:/.-][ ]?(\d{1,2})                  # 2024:06:01, 2024-06-01, 2024: 6: 1
    (?:[T\s]+(\d{1,2}):[ ]?(\d{1,2})(?::[ ]?(\d{1,2}))?(?:[.,]\d+)?)?  # 12:30:59.5
    \s*(Z|[+-]\d{2}:?\d{2})?""",
    re.VERBOSE,
)

_USUAL_LENGTH, _USUAL_ZONES = len("2024:06:01 12:30:59"), (0, len("+01:00"))
_USUAL_MARKS = frozenset(usual[4::3] for usual in ("2024:06:01 12:30:59", "2024-06-01T12:30:59"))
"""What stands between the numbers."""


def moment(text: str, zone: str = "") -> datetime | None:
    """A date and time as EXIF, XMP and ISO 8601 write them; None where it is none, all zeros, or before photography.

    Args:
        text: what stands in the file.
        zone: "+01:00", where the file keeps it apart.
    """
    usual = _usual(text, zone)
    if usual:
        return usual
    found = _MOMENT.match(text)
    if not found:
        return None
    *numbers, own_zone = found.groups()
    try:
        parts = [int(number or 0) for number in numbers]
        year, month, day, hour, minute, second = parts
        if year not in _YEARS:
            return None
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(own_zone or zone.strip()))
    except ValueError:
        return None


def _usual(text: str, zone: str) -> datetime | None:
    """A moment as nearly all cameras write it, "2024:06:01 12:30:59"; None for a spelling that takes longer to read."""
    if len(text) != _USUAL_LENGTH or text[4::3] not in _USUAL_MARKS or len(zone) not in _USUAL_ZONES:
        return None
    try:
        when = datetime.fromisoformat(f"{text[:4]}-{text[5:7]}-{text[8:]}{zone}")
    except ValueError:
        return None
    return when if when.year in _YEARS else None


def _zone(text: str) -> timezone | None:
    if text == "Z":
        return UTC
    found = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", text)
    if not found:
        return None
    away = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if away >= timedelta(days=1):
        return None  # The moment still counts where its zone makes no sense.
    return timezone(-away if found[1] == "-" else away)


def position(latitude: float, longitude: float, altitude: float | None = None) -> Point | None:
    """A usable position; None for (0, 0), which cameras write when they know none, and for what is not on Earth."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or (latitude == 0 and longitude == 0):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004  the poles and the date line
        return None
    if altitude is not None and not (math.isfinite(altitude) and abs(altitude) < 100_000):  # noqa: PLR2004  metres: space
        altitude = None
    return Point(latitude, longitude, altitude)


def degrees(point: Point) -> str:
    """A position as a person can paste it into a map."""
    return f"{point.latitude:.6f}, {point.longitude:.6f}"
