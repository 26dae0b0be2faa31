"""What a trail says of somebody's life: the places, the likeliest homes, and the files that tell of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from footprint.model import PHOTOS, Point, Sight, Subject, Trail, Where
from footprint.places.absences import FAR_M
from footprint.places.distance import metres
from footprint.places.roles import SAME_M, Home, Role, earlier_homes, homes, is_clear, parts
from footprint.places.sensitive import Spot, declared_homes
from footprint.places.stays import Stay, stays

MOST_FILES = 24
"""As many files are named for one finding; each folder or page before the second of any."""

_ROUGH_M = 100.0
"""How far the middle of a postcode may be from the house."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What a set of sights says.

    Attributes:
        published: they are only those that anyone can see.
        sights: the sights.
        stays: the places, those of the most days first.
        homes: the likeliest homes, the likeliest first.
    """

    published: bool
    sights: tuple[Sight, ...]
    stays: tuple[Stay, ...]
    homes: tuple[Home, ...]

    @property
    def photos(self) -> str:
        """What it is read from, in words: "photos that anyone can see"."""
        return "photos that anyone can see" if self.published else "photos"


def lives(trail: Trail) -> Iterator[Lived]:
    """What the published sights say, where there are any; then what all say, where some are not published."""
    published = tuple(sight for sight in trail.sights if sight.published)
    if published:
        yield _lived(published, published=True)
    if len(published) < len(trail.sights):
        yield _lived(trail.sights, published=False)


@lru_cache(maxsize=2)
def _lived(sights: tuple[Sight, ...], *, published: bool) -> Lived:
    """Kept for a moment: several detectors ask for the same."""
    found = stays(sights)
    return Lived(published, sights, found, homes(found))


def homes_of(lived: Lived, subject: Subject) -> tuple[Point, ...]:
    """Where the person lives: as the profile says, else as the sights clearly say; nothing where neither does."""
    declared = tuple(spot.point for spot in declared_homes(subject))
    return declared or ((lived.homes[0].stay.centre,) if is_clear(lived.homes) else ())


def ordinary(lived: Lived, home: Collection[Point]) -> frozenset[Sight]:
    """Sights far from home that show nobody away: at work, and around an earlier home until they moved."""
    works = (part.stay for part in parts(lived.stays, home) if part.role is Role.WORK)
    at_work = {number for stay in works for number in stay.members}
    before = earlier_homes(lived.stays, home)
    return frozenset(
        sight
        for number, sight in enumerate(lived.sights)
        if number in at_work or any(_lived_there(sight, point, last) for point, last in before)
    )


def _lived_there(sight: Sight, point: Point, last: int) -> bool:
    return sight.taken is not None and sight.taken.toordinal() <= last and metres(sight.point, point) <= FAR_M


def is_at(spot: Spot, stay: Stay) -> bool:
    """Whether a place is taken for a home of the profile."""
    return metres(spot.point, stay.centre) <= SAME_M + (_ROUGH_M if spot.rough else 0)


def nearest_home(stay: Stay, declared: Iterable[Spot]) -> Spot | None:
    """The home of the profile that is nearest to a place; None where there is none."""
    return min(declared, key=lambda spot: metres(spot.point, stay.centre), default=None)


def files(sights: Sequence[Sight], members: Iterable[int]) -> tuple[Where, ...]:
    """The files and pages that tell some of the sights, `MOST_FILES` at most.

    The first of each folder or site, then the second: what was seen in a folder that is not looked at again is not
    gone. Of equals, the published come first.
    """
    seen = {(where.source, where.url): where for number in members if (where := sights[number].seen)}
    ranks: dict[str, int] = {}
    ranked: list[tuple[int, bool, Where]] = []
    for where in seen.values():
        rank = ranks[where.place] = ranks.get(where.place, -1) + 1
        ranked.append((rank, where.source == PHOTOS, where))
    ranked.sort(key=lambda item: (item[0], item[1], item[2].url))
    return tuple(where for _, _, where in ranked[:MOST_FILES])
