"""Photos that say where they were taken, away from the places that the person named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, kind_of_picture, masked, masked_point, one_line
from footprint.model import PHOTOS, Finding, Group, Kind, Photo, Seen, Severity, Sighting, Subject
from footprint.photos.coordinates import positions
from footprint.places.address import read_address
from footprint.places.sensitive import named, nearest_of
from footprint.places.spelling import fold, spellings


class PhotoLocation(Detector):
    """A position, a recorded path, or the name of a place. A photo near a sensitive place is another detector's."""

    name: ClassVar[str] = "photo-location"
    title: ClassVar[str] = "photos that say where they were taken"
    group: ClassVar[Group] = Group.PHOTOS
    reads: ClassVar[tuple[type[Seen], ...]] = (Photo,)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a photo at most: its position, else its path, else its place names."""
        photo = sighting.evidence
        if not isinstance(photo, Photo) or not is_firm(sighting):
            return
        told = _told(photo, subject)
        if told is None:
            return
        shown = "" if photo.source == PHOTOS else f" ({photo.place})"
        yield self.finding(
            sighting,
            photo.title,
            f"{kind_of_picture(photo).capitalize()} {one_line(photo.title)}{shown} {told.what}",
            severity=told.severity,
            value=told.value,
            masked=told.hint,
            declared=False,
            reasons=(told.reason,),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a photo tells of its place, and how much of it may be shown."""

    what: str
    value: str
    hint: str
    reason: str
    severity: Severity = Severity.WORTH_MENDING


def _told(photo: Photo, subject: Subject) -> _Told | None:
    """The most exact of what it tells; None where that is nothing, or is a sensitive place."""
    points, traces = positions(photo.reading), photo.reading.traces
    names = [trace.value for trace in traces if trace.kind == "place"]
    if nearest_of(points, subject) or named("\n".join(names), subject):
        return None
    if points:
        point = points[0]
        value = f"{point.latitude:.5f}, {point.longitude:.5f}"
        return _Told("says where it was taken", value, masked_point(point), "It holds the coordinates of the place")
    if any(trace.kind == "track" for trace in traces):
        return _Told("holds the path along which it was taken", BLOT, BLOT, "It holds a path of positions")
    if not names:
        return None
    said = one_line(", ".join(dict.fromkeys(names)))
    hint, reason = masked(said), "It names the place, without coordinates"
    if _names_own_street(names, subject):
        return _Told("names the street you live in", said, hint, reason)
    return _Told("names the place where it was taken", said, hint, reason, Severity.GOOD_TO_KNOW)


def _names_own_street(names: list[str], subject: Subject) -> bool:
    streets = (spellings(read_address(fact.value).street) for fact in subject.private(Kind.ADDRESS))
    folded = fold("\n".join(names))
    return any(street and re.search(rf"(?<!\w){street}(?!\w)", folded) for street in streets)
