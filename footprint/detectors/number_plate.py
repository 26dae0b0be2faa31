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
from footprint.text.plates import find_plate, find_plates
from footprint.text.whose import is_said_of, means

_CAR = re.compile(
    r"(?i:\b(?:registration(?:\s(?:number|no\.?|mark))?|reg\.?(?:\s(?:number|no\.?))?|(?:number|licen[cs]e"
    r"|car)\s?plate|plate"
    r"|(?:my|her|his|own|our)\s(?:\w+\s){0,3}(?:car|van|mini|motorbike|bike|vehicle|taxi)|drives?\s(?:an?|the|her|his"
    r"|my)?\s?[\w\s]{0,25}))"
    r"[\s:,(]{0,3}(?:is\s)?\Z"
)
_MY = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b[^.!?\n]{0,70}\Z")


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
            plate, car = _bare(text[start:end]), _CAR.search(text, max(0, start - 60), start)
            if plate in known or not car:
                continue
            mine = own and _MY.search(text, max(0, start - 80), start)
            hers = means if car[0].lower().startswith(("her ", "his ")) else is_said_of
            if mine or hers(text, car.start(), subject):
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
