"""Number plates of the person's cars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import (
    Detector,
    fingerprint,
    is_credible,
    is_firm,
    less_sure,
    masked,
    one_line,
    spot,
)
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Severity, Sighting, Subject
from footprint.text.drivers import drives
from footprint.text.plates import find_plate, find_plates

_CALLED = re.compile(
    r"\b(?:registration|reg|vrm|(?:number|licen[cs]e|car)?\s?plate|car|van|mini|motorbike|bike|vehicle|taxi|drives?|jeep"
    r"|truck|camper|keeper)\b",
    re.IGNORECASE,
)
_NO_PLATE = re.compile(
    r"(?i:\b(?:minute|ref|reference|invoice|order|item|part|lot|application|example|machine|quoting|road|postcode|flight)\b)"
    r"[^\n.]{0,12}\Z"
)
_REACH = 60


class NumberPlate(Detector):
    """A plate leads from a car in the street to its driver."""

    name: ClassVar[str] = "number-plate"
    title: ClassVar[str] = "your number plates"
    group: ClassVar[Group] = Group.VEHICLE
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The declared plates; then others that are said to be on the person's car."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        declared = [fact.value for fact in subject.private(Kind.PLATE)]
        for plate in declared:
            found = next(find_plate(text, plate), None)
            if found:
                yield self.finding(
                    sighting,
                    f"plate {fingerprint(_bare(plate), subject)}",
                    f"Your number plate stands {spot(sighting)}",
                    severity=Severity.WORTH_MENDING,
                    value=one_line(text[found[0] : found[1]]).upper(),
                    masked=masked(plate),
                    reasons=("It is the plate in your profile",),
                )
        if is_firm(sighting):
            yield from self._others(sighting, subject, text, {_bare(plate) for plate in declared})

    def _others(self, sighting: Sighting, subject: Subject, text: str, known: set[str]) -> Iterator[Finding]:
        own = is_own(sighting.evidence, subject)
        for start, end in find_plates(text):
            plate = _bare(text[start:end])
            if plate in known or _NO_PLATE.search(text, max(0, start - _REACH), start):
                continue
            called = _CALLED.search(text, max(0, start - _REACH), start) is not None
            if (called or not own) and drives(text, (start, end), subject, own=own, labelled=called):
                yield self.finding(
                    sighting,
                    f"plate {fingerprint(plate, subject)}",
                    f"What may be a number plate of yours stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    value=plate,
                    masked=masked(plate),
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("A plate that is not in your profile is said to be on your car",),
                )
                return


def _bare(plate: str) -> str:
    return re.sub(r"\W", "", plate).upper()
