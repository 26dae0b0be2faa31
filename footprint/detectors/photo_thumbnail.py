"""Photos whose small picture inside still shows what was cut away from the large one, or painted over in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, is_firm, kind_of_picture, one_line
from footprint.model import PHOTOS, Finding, Group, Photo, Seen, Severity, Sighting, Subject
from footprint.photos.cropped import COVERED, CROPPED


class PhotoThumbnail(Detector):
    """Whoever crops a photo or covers something in it has a reason; the camera's thumbnail may be as it was."""

    name: ClassVar[str] = "photo-thumbnail"
    title: ClassVar[str] = "photos whose thumbnail shows what was cut away or covered"
    group: ClassVar[Group] = Group.PHOTOS
    reads: ClassVar[tuple[type[Seen], ...]] = (Photo,)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:  # noqa: ARG002  whatever was hidden counts
        """One finding a photo."""
        photo = sighting.evidence
        if not isinstance(photo, Photo) or not is_firm(sighting):
            return
        told = next((t.value for t in photo.reading.traces if t.value.startswith((CROPPED, COVERED))), "")
        if not told:
            return
        shown = "" if photo.source == PHOTOS else f" ({photo.place})"
        done, what = (
            ("cropped", "what was cut away") if told.startswith(CROPPED) else ("painted over", "what was there")
        )
        said = f"{kind_of_picture(photo).capitalize()} {one_line(photo.title)}{shown} was {done}"
        yield self.finding(
            sighting,
            photo.title,
            f"{said}, and a small picture inside it still shows {what}",
            severity=Severity.WORTH_MENDING if photo.source == PHOTOS else Severity.SERIOUS,
            value="",
            masked="",
            declared=False,
            reasons=(f"The thumbnail inside {told}",),
        )
