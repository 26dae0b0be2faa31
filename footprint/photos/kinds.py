"""The kinds of trace in a person's words, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from footprint.model import Reading, Trace, TraceKind
from footprint.photos.facts import EMPTY_GPS


class Meaning(NamedTuple):
    """What a kind of trace is to a person, and how telling it is beside the others."""

    words: str
    weight: int


KINDS: dict[TraceKind, Meaning] = {
    "gps": Meaning("where it was taken", 100),
    "track": Meaning("a track of where it was taken", 100),
    "place": Meaning("the name of a place", 40),
    "person": Meaning("the name of a person", 20),
    "owner": Meaning("who owns it", 10),
    "time": Meaning("when it was taken", 3),
    "comment": Meaning("a title or comment", 3),
    "device": Meaning("the camera", 3),
    "thumbnail": Meaning("a small second picture", 2),
    "embedded": Meaning("another picture or film inside it", 6),
    "provenance": Meaning("how it was made or changed", 1),
    "unknown": Meaning("data that we cannot read", 1),
}
LOCATING: frozenset[TraceKind] = frozenset({"gps", "track"})
PLACES: frozenset[TraceKind] = LOCATING | {"place"}
TELLING: frozenset[TraceKind] = PLACES | {"person", "owner", "embedded", "unknown"}
"""What a person should look at before others see the file."""


def told(reading: Reading) -> frozenset[TraceKind]:
    """What a file gives away; a camera's empty place for a position gives away nothing."""
    return frozenset(trace.kind for trace in reading.traces if trace.value != EMPTY_GPS)


def tells_a_place(traces: Iterable[Trace]) -> bool:
    """Whether a place is among them, or room for one: where that is left something may have been missed."""
    return any(trace.kind in PLACES or trace.value == EMPTY_GPS for trace in traces)
