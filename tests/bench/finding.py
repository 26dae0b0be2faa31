"""What is found in real photos, held against what exiftool 13 found in them with everything inside followed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from footprint.model import Reading
from footprint.photos.read import read_file
from tests.bench.figure import Figure, skipped
from tests.photos.conftest import REAL

_SAYS = {
    "gps in EXIF": "gps EXIF GPS",
    "gps in QuickTime": "gps QuickTime",
    "date taken": "time (?!EXIF DateTime$|XMP xmp:ModifyDate|XMP xmp:MetadataDate|IPTC)",
    "thumbnail": "thumbnail (?!.*maker note)",
    "preview picture": "thumbnail .*(maker note preview|PRVW)|embedded picture",
    "serial in EXIF": "(device|provenance) EXIF (.*SerialNumber|ImageUniqueID)",
    "serial in maker note": "device .*maker note .*Serial",
    "document id in XMP": "provenance XMP (xmpMM|stRef|stEvt|photoshop:DocumentAncestors)",
    "place name in XMP": "place XMP",
    "place in maker note": "place .*maker note",
    "name in EXIF": "owner EXIF|device EXIF HostComputer",
    "name in XMP": "(owner|person) XMP|provenance XMP (xmp:creatortool|crs:RawFileName)",
    "name in IPTC": "owner IPTC",
    "name in maker note": "(owner|person) (.*maker note|CIFF)",
    "motion video": "embedded (XMP GCamera|Samsung|after the picture)",
}
"""Class of the truth → how the kind and place begin of a trace that says so. Some classes hold more than
their name: the other tool took names of computers, programs and raw files for a person's, and a picture's number for a
serial."""

_WRONG = 1e-4

Truth = Mapping[str, Mapping[str, list[str]]]


def measure(work: Path) -> Iterator[Figure]:
    del work
    if not (REAL / "truth.json").exists():
        yield skipped("traces found", "The shared real photos are not here, so what is found in them is not measured.")
        return
    truth: Truth = json.loads((REAL / "truth.json").read_text(encoding="utf-8"))
    readings = {name: read_file(REAL / name) for name in truth}
    yield from _classes(truth, readings)
    yield _positions(truth, readings)


def says(reading: Reading, bears: str) -> bool:
    """Whether a trace of the right vocabulary says what a class of the truth says: the kind alone is not enough."""
    wanted = re.compile(_SAYS[bears])
    return any(wanted.match(f"{trace.kind} {trace.where}") for trace in reading.traces)


def _classes(truth: Truth, readings: Mapping[str, Reading]) -> Iterator[Figure]:
    total, ours = Counter[str](), Counter[str]()
    missed: dict[str, list[str]] = {}
    for name, entry in truth.items():
        for bears in entry["bears"]:
            total[bears] += 1
            if says(readings[name], bears):
                ours[bears] += 1
            else:
                missed.setdefault(bears, []).append(Path(name).name)
    yield Figure(
        "traces found",
        "every class, every file",
        f"{ours.total()} of {total.total()}",
        {"exiftool -ee": f"{total.total()} by construction: it wrote the truth"},
        reached=ours == total,
        note=f"{len(total)} classes in {len(truth)} real files",
    )
    for bears, count in total.most_common():
        yield Figure(
            f"  {bears}", "every file", f"{ours[bears]} of {count}", note=", ".join(missed.get(bears, [])), part=True
        )


def _positions(truth: Truth, readings: Mapping[str, Reading]) -> Figure:
    wrong = absent = 0
    expected = {name: entry["exif_position"] for name, entry in truth.items() if "exif_position" in entry}
    for name, (latitude, longitude) in expected.items():
        location = readings[name].location
        absent += location is None
        wrong += location is not None and not (
            abs(location.latitude - float(latitude)) <= _WRONG and abs(location.longitude - float(longitude)) <= _WRONG
        )
    more = sum(
        reading.location is not None and not any("gps" in bears for bears in truth[name]["bears"])
        for name, reading in readings.items()
    )
    return Figure(
        "wrong positions (> 0.0001 degrees)",
        "0",
        f"{wrong} of {len(expected)}, {absent} not found",
        {"exiftool": "0 by construction: it wrote the truth"},
        reached=not wrong and not absent,
        note=f"in {more} more files, which are damaged, a position is found of which the truth says nothing",
    )
