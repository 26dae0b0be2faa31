"""What is found in real photos, held against what exiftool 13 found in them with everything inside followed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from footprint.model import Reading
from footprint.photos.read import read_file
from tests.bench import peers
from tests.bench.figure import Figure, skipped
from tests.photos.conftest import REAL

_CLASSES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "gps in EXIF": (frozenset({"gps"}), ("GPS:GPSLatitude",)),
    "gps in QuickTime": (frozenset({"gps"}), ("GPSCoordinates", "LocationInformation")),
    "date taken": (frozenset({"time"}), ("DateTimeOriginal", "CreateDate")),
    "thumbnail": (frozenset({"thumbnail"}), ("ThumbnailImage", "ThumbnailOffset", "PhotoshopThumbnail")),
    "preview picture": (frozenset({"thumbnail", "embedded"}), ("PreviewImage", "MPImage")),
    "serial in EXIF": (frozenset({"device"}), ("SerialNumber",)),
    "serial in maker note": (frozenset({"device"}), ("SerialNumber", "InternalSerialNumber", "CameraSerialNumber")),
    "document id in XMP": (frozenset({"provenance"}), ("DocumentID", "InstanceID")),
    "place name in XMP": (frozenset({"place"}), ("City", "Location", "State", "Country")),
    "place in maker note": (frozenset({"place"}), ("City", "Location", "State", "Country", "Landmark")),
    "name in EXIF": (frozenset({"owner"}), ("Artist", "OwnerName", "Copyright", "XPAuthor")),
    "name in XMP": (frozenset({"owner"}), ("Creator", "Rights", "Artist")),
    "name in IPTC": (frozenset({"owner"}), ("By-line", "Credit", "CopyrightNotice")),
    "name in maker note": (frozenset({"owner", "device", "person"}), ("OwnerName", "Artist")),
    "motion video": (frozenset({"embedded"}), ("EmbeddedVideoFile", "MicroVideo", "MotionPhoto")),
}
"""Class of the truth → our kinds of trace, and exiftool's names of tags."""

_WRONG = 1e-4


def measure(work: Path) -> Iterator[Figure]:
    del work
    if not (REAL / "truth.json").exists():
        yield skipped("traces found", "The real photos are not here.")
        return
    truth = json.loads((REAL / "truth.json").read_text(encoding="utf-8"))
    readings = {name: read_file(REAL / name) for name in truth}
    without = _exiftool(truth)
    yield from _classes(truth, readings, without)
    yield _positions(truth, readings, without)
    unread = sorted(name for name, reading in readings.items() if reading.problem and not reading.traces)
    yield Figure(
        "refused, of readable files (reading)", "under 1 %", f"{len(unread)} of {len(truth)}", note=", ".join(unread)
    )


def _exiftool(truth: dict[str, object]) -> dict[str, dict[str, object]]:
    """Without following what is inside, as most people call it."""
    if peers.EXIFTOOL is None:
        return {}
    found = peers.exiftool("-a", "-G1", "-n", files=[REAL / name for name in truth])
    return {str(Path(str(one["SourceFile"])).relative_to(REAL)): one for one in found}


def _classes(
    truth: dict[str, dict[str, list[str]]], readings: dict[str, Reading], without: dict[str, dict[str, object]]
) -> Iterator[Figure]:
    total, ours, theirs = Counter[str](), Counter[str](), Counter[str]()
    missed: dict[str, list[str]] = {}
    for name, entry in truth.items():
        kinds = {trace.kind for trace in readings[name].traces}
        for bears in entry["bears"]:
            wanted, tags = _CLASSES.get(bears, (frozenset[str](), ()))
            total[bears] += 1
            if wanted & kinds:
                ours[bears] += 1
            else:
                missed.setdefault(bears, []).append(Path(name).name)
            theirs[bears] += any(key.endswith(tags) for key in without.get(name, {}))
    for bears, count in total.most_common():
        peer = {"exiftool": f"{theirs[bears]} of {count} (with -ee it wrote the truth)"} if without else {}
        yield Figure(bears, "every file", f"{ours[bears]} of {count}", peer, ", ".join(missed.get(bears, [])))


def _positions(
    truth: dict[str, dict[str, list[float]]], readings: dict[str, Reading], without: dict[str, dict[str, object]]
) -> Figure:
    wrong = absent = theirs = 0
    expected = {name: entry["exif_position"] for name, entry in truth.items() if "exif_position" in entry}
    for name, (latitude, longitude) in expected.items():
        location = readings[name].location
        absent += location is None
        wrong += location is not None and not (
            abs(location.latitude - latitude) <= _WRONG and abs(location.longitude - longitude) <= _WRONG
        )
        theirs += "GPS:GPSLatitude" not in without.get(name, {})
    return Figure(
        "wrong positions (> 0.0001 degrees)",
        "0",
        f"{wrong} of {len(expected)}, {absent} not found",
        {"exiftool": f"0 by definition, {theirs} not found"} if without else {},
    )
