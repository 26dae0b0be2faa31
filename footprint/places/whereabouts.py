"""Where somebody lives and is, as the photos of an audit tell together: what the report shows of it, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from footprint.model import Away, Candidate, PlaceRole, Point, Sight, Subject, Trail, Visited, Where, Whereabouts
from footprint.places.absences import FAR_M, absences
from footprint.places.distance import is_usable, metres, nearest_m
from footprint.places.few import fewest
from footprint.places.lived import Lived, files, homes_of, is_at, lives, nearest_home, ordinary
from footprint.places.roles import SAME_M, Home, Part, at_home, is_clear, is_firm, parts
from footprint.places.sensitive import Spot, declared_homes, nearest
from footprint.places.stays import Stay

MOST_PLACES = 16
MOST_WHERE = 3
EVERYDAY_M = 12_000.0
"""What lies around home within this is on the map: a wider one shows no streets any more."""

_COME_BACK = 2
_DIGITS = 4
"""Of a degree: ten metres, about what a telephone's position is good for."""

Name = Callable[[Point], str]
"""What a place is called, no more exactly than it is known: "near RG4 5"."""


def whereabouts(trail: Trail, subject: Subject, name: Name) -> Whereabouts | None:
    """All that positions and times tell together; None where no photo has a position."""
    told = list(lives(trail))
    if not told or not told[-1].stays:
        return None
    lived = told[-1]
    scene = _Scene.of(lived, subject, name)
    chosen, more = scene.chosen()
    guess = scene.taken_for_home
    return Whereabouts(
        positions=sum(stay.count for stay in lived.stays),
        published=sum(stay.published for stay in lived.stays),
        places=tuple(scene.visited(stay) for stay in chosen),
        places_more=more,
        candidates=tuple(scene.candidate(number, home) for number, home in enumerate(scene.candidates, 1)),
        clear=is_clear(lived.homes),
        declared=bool(scene.declared),
        public=told[0].published and scene.gives_home_away(told[0]),
        enough=fewest(lived.sights, guess.stay.centre) if guess else None,
        away=tuple(_away(lived, scene.home)),
        week=_week(lived.sights, scene.home),
    )


def everyday(places: Sequence[Visited]) -> list[int]:
    """The numbers of the places, from 1, that one map shows: those around home, or else around the first."""
    known = [(number, place.point) for number, place in enumerate(places, 1) if place.point]
    middle = next((place.point for place in places if place.role == "home"), known[0][1] if known else None)
    return [number for number, point in known if middle and metres(point, middle) <= EVERYDAY_M]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is known while the places are chosen.

    Attributes:
        declared: homes as the profile says; `home`, as it says, or else as the photos clearly do.
        candidates: the likeliest homes that are more than chance.
        parts: the places that play a part; there are none where it is not known where home is.
    """

    lived: Lived
    subject: Subject
    name: Name
    declared: tuple[Spot, ...]
    home: tuple[Point, ...]
    candidates: tuple[Home, ...]
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, lived: Lived, subject: Subject, name: Name) -> Self:
        home = homes_of(lived, subject)
        candidates = tuple(one for one in lived.homes if is_firm(one))
        found = parts(lived.stays, home) if home else ()
        return cls(lived, subject, name, declared_homes(subject), home, candidates, found)

    @property
    def taken_for_home(self) -> Home | None:
        """The candidate that is the declared home; where none is declared, the first if it is clear."""
        if self.declared:
            return next((home for home in self.candidates if self._is_declared(home.stay)), None)
        return self.lived.homes[0] if is_clear(self.lived.homes) else None

    def gives_home_away(self, lived: Lived) -> bool:
        """Whether these sights alone have the home for their likeliest."""
        first = next(iter(lived.homes), None)
        if first is None or not is_firm(first):
            return False
        return self._is_declared(first.stay) if self.declared else nearest_m(first.stay.centre, self.home) <= SAME_M

    def chosen(self) -> tuple[list[Stay], int]:
        """The places that matter, each once, and how many are left out; what is the same house is not counted again."""
        homes = [home.stay for home in self.candidates]
        named = (stay for stay in self.lived.stays if self._named(stay))
        ranked = {id(stay): stay for stay in (*homes, *(part.stay for part in self.parts), *named)}
        first = list(ranked.values())
        houses = [*self.home, *(stay.centre for stay in homes)]
        others = [s for s in self.lived.stays if id(s) not in ranked and nearest_m(s.centre, houses) > SAME_M]
        others.sort(key=lambda stay: (len(stay.days) < _COME_BACK, not stay.published, -len(stay.days)))
        room = max(0, MOST_PLACES - len(first))
        return first[:MOST_PLACES] + others[:room], len(others) - len(others[:room]) + len(first[MOST_PLACES:])

    def candidate(self, number: int, home: Home) -> Candidate:
        """A candidate in words and metres."""
        spot = nearest_home(home.stay, self.declared)
        return Candidate(
            place=number,
            evidence=home.evidence,
            off_m=_tens(metres(spot.point, home.stay.centre)) if spot else None,
            rough=bool(spot and spot.rough),
            declared=self._is_declared(home.stay),
        )

    def visited(self, stay: Stay) -> Visited:
        """A place as it is shown."""
        role, evidence = self._role(stay)
        photos = min(stay.count, len({self.lived.sights[number].seen or number for number in stay.members}))
        middle = Point(round(stay.centre.latitude, _DIGITS), round(stay.centre.longitude, _DIGITS))
        return Visited(
            role=role,
            name=self._named(stay) or self.name(middle),
            point=middle,
            evidence=evidence,
            days=len(stay.days),
            photos=photos,
            published=min(photos, stay.published),
            first=date.fromordinal(stay.days[0]) if stay.days else None,
            last=date.fromordinal(stay.days[-1]) if stay.days else None,
            home_m=_tens(nearest_m(stay.centre, self.home)) if self.home else None,
            where=tuple(_one_each(files(self.lived.sights, stay.members))),
        )

    def _role(self, stay: Stay) -> tuple[PlaceRole, str]:
        guess = self.taken_for_home
        if (guess and stay is guess.stay) or self._is_declared(stay):
            return "home", at_home(stay)
        leads = bool(self.candidates) and stay is self.candidates[0].stay
        if leads and (not self.declared or is_clear(self.lived.homes)):
            return "perhaps-home", at_home(stay)
        if part := next((part for part in self.parts if part.stay is stay), None):
            return part.role.value, part.evidence
        return "named" if self._named(stay) else "other", at_home(stay)

    def _is_declared(self, stay: Stay) -> bool:
        return any(is_at(spot, stay) for spot in self.declared)

    def _named(self, stay: Stay) -> str:
        near = nearest(stay.centre, self.subject)
        return near.place.name if near and not near.home else ""


def _one_each(where: Iterable[Where]) -> Iterator[Where]:
    """The first of each folder or site, a few of them."""
    seen: dict[tuple[str, str], Where] = {}
    for one in where:
        seen.setdefault((one.source, one.place), one)
    return iter(tuple(seen.values())[:MOST_WHERE])


def _tens(far: float) -> int:
    """Metres in tens, rounded up: no position is better than that."""
    return max(10, -int(-far // 10) * 10)


def _away(lived: Lived, home: Collection[Point]) -> Iterator[Away]:
    """The times away from home, where it is known where that is."""
    times = absences(lived.sights, home, ordinary(lived, home)) if home else ()
    return (Away(time.first, time.last, time.shown) for time in times)


def _week(sights: Iterable[Sight], home: Collection[Point]) -> tuple[tuple[int, ...], ...]:
    """For each day and hour, in how many different weeks something shows them out of the house, but not away."""
    weeks: list[list[set[int]]] = [[set() for _ in range(24)] for _ in range(7)]
    for sight in sights:
        taken = sight.taken
        if taken is None or not is_usable(sight.point) or not any((taken.hour, taken.minute, taken.second)):
            continue
        if not home or SAME_M < nearest_m(sight.point, home) <= FAR_M:
            weeks[taken.weekday()][taken.hour].add((taken.toordinal() - 1) // 7)
    return tuple(tuple(len(seen) for seen in day) for day in weeks)
