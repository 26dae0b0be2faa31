"""The kinds of trace in a person's words, the most telling first."""

from __future__ import annotations

from typing import NamedTuple

from footprint.model import TraceKind


class Telling(NamedTuple):
    """What a kind of trace is to a person, and how telling it is beside the others."""

    words: str
    weight: int


KINDS: dict[TraceKind, Telling] = {
    "gps": Telling("where it was taken", 100),
    "track": Telling("a track of where it was taken", 100),
    "place": Telling("the name of a place", 40),
    "person": Telling("the name of a person", 20),
    "owner": Telling("who owns it", 10),
    "time": Telling("when it was taken", 3),
    "comment": Telling("a title or comment", 3),
    "device": Telling("the camera", 3),
    "thumbnail": Telling("a small second picture", 2),
    "embedded": Telling("another picture or film inside it", 6),
    "provenance": Telling("how it was made or changed", 1),
    "unknown": Telling("data that we cannot read", 1),
}
LOCATING: frozenset[TraceKind] = frozenset({"gps", "track"})
PLACES: frozenset[TraceKind] = frozenset({"gps", "track", "place"})
