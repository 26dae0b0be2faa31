"""The documented fields of `footprint scan` and `footprint clean`: one JSON object a file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from footprint.model import Point, Reading, Skipped, Trace
from footprint.photos.library.folders import written
from footprint.photos.read import UNKNOWN

if TYPE_CHECKING:
    from footprint.photos.clean import Cleaned


def scanned(reading: Reading | Skipped) -> dict[str, object]:
    """A reading as `footprint scan --format jsonl` gives it; the same fields for what could not be looked at."""
    if isinstance(reading, Skipped):
        reading = Reading(reading.identifier, UNKNOWN, 0, problem=reading.reason)
    return {
        "path": written(reading.path),
        "format": reading.format,
        "bytes": reading.bytes,
        "taken": reading.taken.isoformat() if reading.taken else None,
        "location": _location(reading.location),
        "traces": [{"kind": t.kind, "where": t.where, "value": t.value} for t in reading.traces],
        "problem": reading.problem,
    }


def reading(line: bytes | str, path: str) -> Reading:
    """The reading that `scanned` made a line of, for it is the same; the path is given, for names may be no text."""
    told: dict[str, Any] = json.loads(line)
    place = told["location"]
    return Reading(
        path,
        told["format"],
        told["bytes"],
        datetime.fromisoformat(told["taken"]) if told["taken"] else None,
        Point(place["latitude"], place["longitude"], place["altitude"]) if place else None,
        tuple(Trace(trace["kind"], trace["where"], trace["value"]) for trace in told["traces"]),
        told["problem"],
    )


def cleaned(result: Cleaned) -> dict[str, object]:
    """A result as `footprint clean --format jsonl` gives it."""
    return {
        "source": written(result.source),
        "copy": None if result.copy is None else written(result.copy),
        "removed": list(result.removed),
        "kept": list(result.kept),
        "verified": result.verified,
        "problem": result.problem,
        "covered": dict(result.covered),
    }


def _location(point: Point | None) -> dict[str, float | None] | None:
    if point is None:
        return None
    return {"latitude": point.latitude, "longitude": point.longitude, "altitude": point.altitude}
