"""Photos of this computer that are online already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from footprint.detectors import ANYONE, Detector, one_line, where
from footprint.model import Confidence, Finding, Group, Photo, Seen, Severity, Sighting, Subject, Twins
from footprint.photos.coordinates import positions
from footprint.places.sensitive import nearest_of


class PhotoPublic(Detector):
    """To clean such a photo here is not enough: what stands online has to be changed too."""

    name: ClassVar[str] = "photo-public"
    title: ClassVar[str] = "photos of yours that are online already"
    group: ClassVar[Group] = Group.PHOTOS
    reads: ClassVar[tuple[type[Seen], ...]] = (Twins,)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding a photo, as grave as the gravest of its copies."""
        twins = sighting.evidence
        if not isinstance(twins, Twins) or not twins.online:
            return
        online = sorted(twins.online, key=lambda photo: (-_severity(photo, subject).rank, photo.place, photo.url))
        first = online[0]
        kept = ", still with its position" if _tells(first) else ""
        others = f" and in {len(online) - 1} more" if len(online) > 1 else ""
        found = self.finding(
            sighting,
            twins.title,
            f"The photo {one_line(twins.title)} is already public: {one_line(first.place)}{others}{kept}",
            severity=_severity(first, subject),
            value="",
            masked="",
            declared=False,
            confidence=Confidence.LIKELY,
            reasons=("Light and dark in both pictures were compared; nothing left this computer for it",),
            seen_at=(
                *(place for photo in online for place in where(replace(sighting, evidence=photo))),
                *where(sighting),
            ),
        )
        yield replace(found, audience=ANYONE, thumbnail=first.thumbnail)


def _tells(photo: Photo) -> bool:
    """Whether the copy says where it was taken."""
    return bool(positions(photo.reading))


def _severity(photo: Photo, subject: Subject) -> Severity:
    points = positions(photo.reading)
    if not points:
        return Severity.GOOD_TO_KNOW
    return Severity.SERIOUS if nearest_of(points, subject) else Severity.WORTH_MENDING
