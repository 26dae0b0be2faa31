"""Where somebody is at the same hours, week after week, as their photos tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, masked, one_line
from footprint.model import Confidence, Finding, Group, Point, Seen, Severity, Sighting, Subject, Trail
from footprint.places.distance import nearest_m
from footprint.places.lived import Lived, files, homes_of, lives
from footprint.places.named import gazetteer
from footprint.places.roles import Part, Role, parts
from footprint.places.sensitive import declared_homes, nearest

_SAID = {
    Role.WORK: "show where you spend your working days",
    Role.SCHOOL_HOURS: "show where you are on weekdays when schools begin or end",
    Role.WEEKDAY: "show where you are at the same hours on weekdays",
    Role.WEEKLY: "show where you come back to on the same day of the week",
    Role.OVERNIGHT: "show another house in which you spend nights",
}
_GRAVE = frozenset({Role.SCHOOL_HOURS, Role.OVERNIGHT})
"""What concerns a child or another household, too."""

_KILOMETRE = 1000


class RoutineFromPhotos(Detector):
    """Work, the way to school, a place on one day of the week, a second bed: a finding for each of these kinds."""

    name: ClassVar[str] = "routine-from-photos"
    title: ClassVar[str] = "routines that your photos, taken together, give away"
    group: ClassVar[Group] = Group.ROUTINE
    reads: ClassVar[tuple[type[Seen], ...]] = (Trail,)

    def applies(self, subject: Subject) -> bool:
        """Only where it is known where home is: without it no other place is told apart from it."""
        return bool(declared_homes(subject))

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """What anyone can see, and what all photos tell. Without a home to leave out there is nothing to say."""
        trail = sighting.evidence
        if not isinstance(trail, Trail) or not is_firm(sighting):
            return
        for lived in lives(trail):
            if home := homes_of(lived, subject):
                kinds: dict[Role, list[Part]] = defaultdict(list)
                for part in parts(lived.stays, home):
                    kinds[part.role].append(part)
                yield from (self._found(sighting, lived, found, home=home, subject=subject) for found in kinds.values())

    def _found(
        self, sighting: Sighting, lived: Lived, found: list[Part], *, home: tuple[Point, ...], subject: Subject
    ) -> Finding:
        role = found[0].role
        near = [n for part in found if (n := nearest(part.stay.centre, subject)) and not n.home]
        lists = gazetteer(subject.place_files)
        names = dict.fromkeys(one_line(lists.name(part.stay.centre).whole) for part in found)
        name = one_line(near[0].place.name) if near else "; ".join(filter(None, names)) or BLOT
        members = [number for part in found for number in part.stay.members]
        more = f", {len(found)} places in all" if len(found) > 1 else ""
        return self.finding(
            sighting,
            f"{role} from {lived.photos}",
            f"Your {lived.photos}, taken together, {_SAID[role]}{more}",
            severity=_severity(lived, grave=bool(near) or role in _GRAVE),
            value=name,
            masked=masked(name) if near else BLOT,
            confidence=Confidence.LIKELY,
            reasons=[_reason(part, home) for part in found],
            seen_at=files(lived.sights, members),
        )


def _severity(lived: Lived, *, grave: bool) -> Severity:
    if lived.published:
        return Severity.SERIOUS if grave else Severity.WORTH_MENDING
    return Severity.WORTH_MENDING if grave else Severity.GOOD_TO_KNOW


def _reason(part: Part, home: tuple[Point, ...]) -> str:
    """How far from home, roughly: never where."""
    away = nearest_m(part.stay.centre, home)
    far = "less than a kilometre" if away < _KILOMETRE else f"about {round(away / _KILOMETRE)} km"
    return f"They show you at a place {far} from home {part.evidence}"
