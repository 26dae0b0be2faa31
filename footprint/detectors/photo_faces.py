"""People whose faces can be seen in photos: how many, never who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from footprint.detectors import Detector, one_line
from footprint.model import Box, Confidence, Finding, Group, Picture, Seen, Severity, Sighting, Subject

_NUMBERS = (
    "no",
    "one person",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


class PhotoFaces(Detector):
    """Faces are counted, not recognised, and who is a child cannot be told from them: so the person is asked."""

    name: ClassVar[str] = "photo-faces"
    title: ClassVar[str] = "people in your photos who have not agreed"
    group: ClassVar[Group] = Group.PHOTOS
    reads: ClassVar[tuple[type[Seen], ...]] = (Picture,)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:  # noqa: ARG002  nobody is recognised
        """One finding a photo, unless everyone on it has agreed."""
        picture = sighting.evidence
        if not isinstance(picture, Picture) or not picture.faces or picture.agreed:
            return
        found = self.finding(
            sighting,
            picture.title,
            f"The photo {one_line(picture.title)} shows {_people(len(picture.faces))}",
            severity=Severity.GOOD_TO_KNOW,
            value="",
            masked="",
            declared=False,
            confidence=Confidence.LIKELY,
            reasons=("Faces were counted; whose they are was not looked at",),
        )
        yield replace(found, part=_around(picture.faces))


def _people(faces: int) -> str:
    if faces == 1:
        return "one person. If it is not you: have they agreed?"
    number = _NUMBERS[faces] if faces < len(_NUMBERS) else f"{faces:,}"
    return f"{number} people; have they agreed?"


def _around(faces: tuple[Box, ...]) -> Box:
    return Box(
        min(face.left for face in faces),
        min(face.top for face in faces),
        max(face.right for face in faces),
        max(face.bottom for face in faces),
    )
