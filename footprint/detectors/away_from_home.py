"""When nobody is at home, as photos tell: days all of whose positions lie far away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm
from footprint.model import Confidence, Finding, Group, Point, Seen, Severity, Sighting, Subject, Trail, Where
from footprint.places.absences import Absence, absences
from footprint.places.lived import MOST_FILES, Lived, files, homes_of, lives, ordinary
from footprint.places.named import gazetteer
from footprint.places.sensitive import declared_homes

_STILL = timedelta(days=2)
"""Seen far away so short a time ago, somebody may still be there."""

_LISTED, _HABITS, _AREAS, _NAMED = 4, 3, 6, 2


class AwayFromHome(Detector):
    """One that is over harms nobody; one that lasts, or comes back each year, and can be seen, does."""

    name: ClassVar[str] = "away-from-home"
    title: ClassVar[str] = "times away from home that your photos, taken together, give away"
    group: ClassVar[Group] = Group.ROUTINE
    reads: ClassVar[tuple[type[Seen], ...]] = (Trail,)

    def applies(self, subject: Subject) -> bool:
        """Only where it is known where home is."""
        return bool(declared_homes(subject))

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """What anyone can see, what all photos tell, and what was posted meanwhile."""
        trail = sighting.evidence
        if not isinstance(trail, Trail) or not is_firm(sighting):
            return
        everything = list(lives(trail))
        home = homes_of(everything[-1], subject) if everything else ()
        if not home:
            return
        usual = ordinary(everything[-1], home)
        for lived in everything:
            if times := absences(lived.sights, home, usual):
                yield self._found(sighting, lived, times, trail.seen.date())
        yield from self._posted(sighting, trail, absences(trail.sights, home, usual))

    def _found(self, sighting: Sighting, lived: Lived, times: tuple[Absence, ...], today: date) -> Finding:
        still = abs(today - times[-1].last) <= _STILL
        many = "once" if len(times) == 1 else f"{len(times)} times"
        severity = Severity.GOOD_TO_KNOW
        if lived.published:
            severity = Severity.SERIOUS if still else Severity.WORTH_MENDING
        return self.finding(
            sighting,
            f"away from home, from {lived.photos}",
            f"Your {lived.photos}, taken together, show when you were away from home: {many}"
            + (", and perhaps now" if still else ""),
            severity=severity,
            value=f"away: {BLOT}",
            masked=f"away: {BLOT}",
            confidence=Confidence.LIKELY,
            reasons=_reasons(times, lived),
            seen_at=files(lived.sights, [number for time in times for number in time.members]),
        )

    def _posted(self, sighting: Sighting, trail: Trail, times: tuple[Absence, ...]) -> Iterator[Finding]:
        """Posts that went out meanwhile: who reads along knows then, not afterwards."""
        live = [(when.date(), where) for when, where in trail.posts if _within(when.date(), times)]
        if not live:
            return
        still = abs(trail.seen.date() - max(day for day, _ in live)) <= _STILL
        posts: dict[str, Where] = {
            where.url: where for _, where in sorted(live, key=lambda pair: pair[0], reverse=True)
        }
        days = len({day for day, _ in live})
        fall = "1 day falls in a time" if days == 1 else f"{days} days fall in times"
        yield self.finding(
            sighting,
            "posted while away from home",
            "You posted while you were away from home",
            severity=Severity.WORTH_MENDING if still else Severity.GOOD_TO_KNOW,
            value=f"away: {BLOT}",
            masked=f"away: {BLOT}",
            confidence=Confidence.LIKELY,
            reasons=(
                f"What you posted on {fall} at which your photos show you away",
                "A post that says or shows where you are tells everyone that your home is empty",
            ),
            seen_at=tuple(posts.values())[:MOST_FILES],
        )


def _places(time: Absence, lived: Lived) -> str:
    """Where they were, no more exact than a town abroad or a council's area: where most of the photos are, first."""
    points = [lived.sights[number].point for number in time.members]
    areas = Counter((round(point.latitude, 1), round(point.longitude, 1)) for point in points)
    names = (gazetteer().name(Point(*area)).coarse for area, _ in areas.most_common(_AREAS))
    named = list(dict.fromkeys(filter(None, names)))[:_NAMED]
    return f", {' and '.join(named)}" if named else ""


def _within(day: date, times: tuple[Absence, ...]) -> bool:
    return any(time.first <= day <= time.last for time in times)


def _reasons(times: tuple[Absence, ...], lived: Lived) -> Iterator[str]:
    """The newest first, and what comes back."""
    newest = [f"{time.words}{_places(time, lived)}" for time in times[::-1][:_LISTED]]
    more = f", and {len(times) - _LISTED} before" if len(times) > _LISTED else ""
    yield f"Every position of these days lies more than 30 km from home: {'; '.join(newest)}{more}"
    years: dict[str, set[int]] = defaultdict(set)
    for time in times:
        for day in (time.first, time.last):
            years[f"{day:%B}"].add(day.year)
    again = [month for month, seen in years.items() if len(seen) > 1]
    if 0 < len(again) <= _HABITS:  # who is away in every month is away at no time that can be guessed
        yield f"In more than one year you were away in {' and '.join(again)}: the next time can be guessed"
