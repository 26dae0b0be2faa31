"""The documented fields of `footprint scan` and `footprint clean`: one JSON object a file."""

from __future__ import annotations

from footprint.model import Point, Reading, Skipped
from footprint.photos.clean import Cleaned
from footprint.photos.read import UNKNOWN


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


def cleaned(result: Cleaned) -> dict[str, object]:
    """A result as `footprint clean --format jsonl` gives it."""
    return {
        "source": written(result.source),
        "copy": None if result.copy is None else written(result.copy),
        "removed": list(result.removed),
        "kept": list(result.kept),
        "verified": result.verified,
        "problem": result.problem,
    }


def _location(point: Point | None) -> dict[str, float | None] | None:
    if point is None:
        return None
    return {"latitude": point.latitude, "longitude": point.longitude, "altitude": point.altitude}


def written(path: str) -> str:
    """A path that can be written down; what is no text in it becomes U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in path)
