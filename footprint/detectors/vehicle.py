"""What car the person drives, by its make and colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.cars import find_cars
from footprint.text.drivers import drives
from footprint.text.owner import named
from footprint.text.plates import find_plate, find_plates

_PLATE_GAP = 30


class Vehicle(Detector):
    """A car that can be told in the street. Its plate is another detector's."""

    name: ClassVar[str] = "vehicle"
    title: ClassVar[str] = "what car you drive"
    group: ClassVar[Group] = Group.VEHICLE
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each car once, with its plate where one stands beside it."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, own = readable(sighting.evidence), is_own(sighting.evidence, subject)
        seen: set[str] = set()
        for span, coloured in _cars(text, subject, own=own):
            plate = _plate_beside(text, span, subject)
            car = fold(one_line(text[span[0] : span[1]]))
            if car in seen or not (plate or drives(text, span, subject, own=own, plain=not coloured)):
                continue
            seen.add(car)
            yield self._finding(sighting, subject, car, _with(text, span, plate), coloured=coloured)

    def _finding(self, sighting: Sighting, subject: Subject, car: str, said: str, *, coloured: bool) -> Finding:
        return self.finding(
            sighting,
            f"car {fingerprint(car, subject)}",
            f"What car you may drive is told {spot(sighting)}. Is it yours?",
            severity=Severity.WORTH_MENDING if coloured else Severity.GOOD_TO_KNOW,
            value=said,
            masked=masked(said),
            declared=False,
            confidence=less_sure(sighting),
            reasons=(
                "Its make and colour are said to be your car's" if coloured else "Its make is said to be your car's",
            ),
        )


def _cars(text: str, subject: Subject, *, own: bool) -> Iterator[tuple[Span, bool]]:
    """Every car in the person's own text; in another's, those near their name or plate."""
    if own:
        return find_cars(text)
    plates = [start for fact in subject.private(Kind.PLATE) for start, _ in find_plate(text, fact.value)]
    return find_cars(text, sorted((*(one[0] for one in named(text, subject)), *plates)))


def _plate_beside(text: str, car: Span, subject: Subject) -> Span | None:
    """A declared plate right before or behind."""
    start, end = max(0, car[0] - _PLATE_GAP), car[1] + _PLATE_GAP
    for fact in subject.private(Kind.PLATE):
        for first, last in find_plate(text[start:end], fact.value):
            return start + first, start + last
    return None


def _with(text: str, car: Span, plate: Span | None) -> str:
    """The car as it is written, with a plate beside it."""
    start, end = car
    if plate is None:
        near = text[start : end + _PLATE_GAP]
        plate = next(((start + a, start + b) for a, b in find_plates(near)), None)
    if plate:
        start, end = min(start, plate[0]), max(end, plate[1])
    return one_line(text[start:end])
