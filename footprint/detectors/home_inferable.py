"""Home, as a stranger works it out from many photos: where the nights are, and one comes back to."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import ClassVar

from footprint.detectors import Detector, is_firm, masked_point
from footprint.model import Confidence, Finding, Group, Seen, Severity, Sighting, Subject, Trail
from footprint.places.distance import metres
from footprint.places.few import fewest
from footprint.places.lived import Lived, files, is_at, lives
from footprint.places.named import gazetteer
from footprint.places.roles import Home, is_clear
from footprint.places.roles import is_firm as is_more_than_chance
from footprint.places.sensitive import Spot, declared_homes


class HomeInferable(Detector):
    """No single photo need say that it was taken at home: days and hours do."""

    name: ClassVar[str] = "home-inferable"
    title: ClassVar[str] = "whether your photos, taken together, give your home away"
    group: ClassVar[Group] = Group.HOME
    reads: ClassVar[tuple[type[Seen], ...]] = (Trail,)

    def applies(self, subject: Subject) -> bool:
        """Only where it is known where home is: else nothing but a clear lead is spoken of."""
        return bool(declared_homes(subject))

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding for what anyone can see, one for all photos."""
        trail = sighting.evidence
        if isinstance(trail, Trail) and is_firm(sighting):
            declared = declared_homes(subject)
            for lived in lives(trail):
                yield from self._known(sighting, lived, declared) if declared else self._guessed(sighting, lived)

    def _known(self, sighting: Sighting, lived: Lived, declared: tuple[Spot, ...]) -> Iterator[Finding]:
        """Where home is declared: is it among the candidates? If not, some other place may be taken for it."""
        for number, home in enumerate(lived.homes):
            spot = min(declared, key=lambda spot: metres(spot.point, home.stay.centre))
            if is_at(spot, home.stay) and is_more_than_chance(home):
                away = _within(metres(spot.point, home.stay.centre))
                said = f"Your {lived.photos}, taken together, give your home away to within {away} m"
                if number:
                    said = f"Your home is among the {len(lived.homes)} likeliest that your {lived.photos} point to"
                yield self._found(sighting, lived, home, said, Confidence.LIKELY if number else None)
                return
        if is_clear(lived.homes):
            said = f"Your {lived.photos} make another place look like your home"
            yield self._found(sighting, lived, lived.homes[0], said, Confidence.LIKELY, other=True)

    def _guessed(self, sighting: Sighting, lived: Lived) -> Iterator[Finding]:
        """Where it is not, only a clear lead is spoken of."""
        if is_clear(lived.homes):
            said = f"Your {lived.photos}, taken together, point to one place as your home"
            yield self._found(sighting, lived, lived.homes[0], said, Confidence.LIKELY)

    def _found(
        self,
        sighting: Sighting,
        lived: Lived,
        home: Home,
        what: str,
        confidence: Confidence | None,
        *,
        other: bool = False,
    ) -> Finding:
        hint = masked_point(home.stay.centre)
        severity = Severity.SERIOUS if lived.published else Severity.WORTH_MENDING
        return self.finding(
            sighting,
            f"{'another place' if other else 'home'} worked out from {lived.photos}",
            what,
            severity=Severity.GOOD_TO_KNOW if other else severity,
            value=gazetteer().name(home.stay.centre).words or hint,
            masked=hint,
            confidence=confidence,
            reasons=_reasons(lived, home),
            seen_at=files(lived.sights, home.stay.members),
        )


def _within(away: float) -> int:
    """Metres in tens, rounded up."""
    return max(10, ceil(away / 10) * 10)


def _reasons(lived: Lived, home: Home) -> Iterator[str]:
    yield f"They show you there {home.evidence}"
    enough = fewest(lived.sights, home.stay.centre)
    positions = sum(stay.count for stay in lived.stays)
    if enough and enough < positions:
        of = f"{enough} of these {positions:,} positions"
        yield f"So few are enough: {of}, drawn at random, gave it away in at least half of all trials"
    others = [other.evidence for other in lived.homes if other is not home and is_more_than_chance(other)]
    if others:
        yield f"Weighed beside it: a place where they show you {', and one '.join(others)}"
