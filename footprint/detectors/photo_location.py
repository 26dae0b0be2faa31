"""Photos that say where they were taken, away from the places that the person named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, kind_of_picture, masked, one_line
from footprint.model import Finding, Group, Kind, Photo, Point, Severity, Sighting, Subject
from footprint.places.address import read_address
from footprint.places.sensitive import named, nearest
from footprint.places.spelling import fold, spellings
from footprint.web.about import LOCAL_PHOTOS

_NOWHERE = 0.001
"""Degrees around 0, 0: an empty GPS block, not a place in the sea."""


class PhotoLocation(Detector):
    """A position, a recorded path, or the name of a place. A photo near a sensitive place is another detector's."""

    name: ClassVar[str] = "photo-location"
    title: ClassVar[str] = "photos that say where they were taken"
    group: ClassVar[Group] = Group.PHOTOS

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a photo at most: its position, else its path, else its place names."""
        photo = sighting.evidence
        if not isinstance(photo, Photo) or not is_firm(sighting):
            return
        names = [trace.value for trace in photo.reading.traces if trace.kind == "place"]
        point = photo.reading.location
        if named("\n".join(names), subject):
            return
        if point and is_usable(point):
            if not nearest(point, subject):
                said = f"{point.latitude:.0f}.{BLOT}, {point.longitude:.0f}.{BLOT}"
                where = "It holds the coordinates of the place"
                yield self._finding(sighting, photo, "says where it was taken", said, where, Severity.WORTH_MENDING)
        elif any(trace.kind == "track" for trace in photo.reading.traces):
            where = "It holds a path of positions"
            yield self._finding(
                sighting, photo, "holds the path along which it was taken", BLOT, where, Severity.WORTH_MENDING
            )
        elif names:
            where = "It names the place: no coordinates"
            severity, what = Severity.GOOD_TO_KNOW, "names the place where it was taken"
            if _names_own_street(names, subject):
                severity, what = Severity.WORTH_MENDING, "names the street you live in"
            yield self._finding(
                sighting, photo, what, masked(one_line(", ".join(dict.fromkeys(names)))), where, severity
            )

    def _finding(
        self, sighting: Sighting, photo: Photo, what: str, hint: str, reason: str, severity: Severity
    ) -> Finding:
        shown = "" if photo.source == LOCAL_PHOTOS else f", on {photo.place},"
        return self.finding(
            sighting,
            photo.title,
            f"{kind_of_picture(photo).capitalize()} {one_line(photo.title)}{shown} {what}",
            severity=severity,
            masked=hint,
            declared=False,
            reasons=(reason,),
        )


def is_usable(point: Point) -> bool:
    """A position on Earth that a camera really knew."""
    inside = abs(point.latitude) <= 90 and abs(point.longitude) <= 180  # noqa: PLR2004  degrees
    somewhere = abs(point.latitude) > _NOWHERE or abs(point.longitude) > _NOWHERE
    return isfinite(point.latitude) and isfinite(point.longitude) and inside and somewhere


def _names_own_street(names: list[str], subject: Subject) -> bool:
    streets = (spellings(read_address(fact.value).street) for fact in subject.private(Kind.ADDRESS))
    folded = fold("\n".join(names))
    return any(street and re.search(rf"(?<!\w){street}(?!\w)", folded) for street in streets)
