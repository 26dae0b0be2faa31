"""Is a position near a place that the person wants no photo to give away?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from footprint.model import Kind, Point, SensitivePlace, Subject
from footprint.places.address import read_address
from footprint.places.distance import metres
from footprint.places.postcodes import locate, normal_postcode
from footprint.places.spelling import fold, spellings

_HOME = re.compile(r"(?:(?:my|our|the)\s+)?(?:home|house|flat|home address)")


@dataclass(frozen=True, slots=True)
class Near:
    """A sensitive place within its own radius of a position.

    Attributes:
        metres: how far apart they are.
        rough: the place is known by its postcode only, so the distance may be a hundred metres out.
    """

    place: SensitivePlace
    metres: float
    home: bool
    rough: bool


def nearest(point: Point, subject: Subject) -> Near | None:
    """The sensitive place that a position gives away: home before all others, then the nearest."""
    return min(_around(point, subject), key=_rank, default=None)


def nearest_of(points: Iterable[Point], subject: Subject) -> tuple[Near, Point] | None:
    """The same of several positions, with that which gives it away."""
    around = ((near, point) for point in points if (near := nearest(point, subject)))
    return min(around, key=lambda found: _rank(found[0]), default=None)


def _rank(near: Near) -> tuple[bool, float]:
    return not near.home, near.metres


@dataclass(frozen=True, slots=True)
class Spot:
    """Where home lies. `rough`: it is known by its postcode only, right to about a hundred metres."""

    point: Point
    rough: bool


def declared_homes(subject: Subject) -> tuple[Spot, ...]:
    """Where the person's homes lie, as far as the profile tells."""
    homes = (place for place in places(subject) if is_home(place, subject))
    spots = ((place.point or locate(place.postcode), place.point is None) for place in homes)
    return tuple(Spot(point, rough) for point, rough in spots if point)


def places(subject: Subject) -> tuple[SensitivePlace, ...]:
    """The declared places; and home by its postcode, where no place was declared to be it."""
    if any(is_home(place, subject) for place in subject.places):
        return subject.places
    return (
        *(SensitivePlace("home", postcode=postcode) for postcode in sorted(_home_postcodes(subject))),
        *subject.places,
    )


def unknown(subject: Subject) -> tuple[SensitivePlace, ...]:
    """The places whose postcode is in no list, and that have no position of their own: no photo can be near them."""
    return tuple(place for place in places(subject) if place.point is None and locate(place.postcode) is None)


def named(text: str, subject: Subject) -> SensitivePlace | None:
    """The sensitive place that a text names in full. One word alone ("home") is no name."""
    folded = fold(text)
    for place in subject.places:
        if " " in place.name.strip() and (name := spellings(place.name)):  # noqa: SIM102  the name is made once
            if re.search(rf"(?<!\w){name}(?!\w)", folded):
                return place
    return None


def is_home(place: SensitivePlace, subject: Subject) -> bool:
    """The person called it home, or it has the postcode of their home."""
    postcode = normal_postcode(place.postcode)
    return bool(_HOME.fullmatch(fold(place.name).strip())) or (postcode in _home_postcodes(subject))


def _home_postcodes(subject: Subject) -> set[str]:
    """The postcodes of the declared private addresses, and those declared by themselves."""
    alone = (normal_postcode(fact.value) for fact in subject.private(Kind.POSTCODE))
    addresses = (read_address(fact.value).postcode for fact in subject.private(Kind.ADDRESS))
    return {postcode for postcode in (*alone, *addresses) if postcode}


def _around(point: Point, subject: Subject) -> Iterator[Near]:
    for place in places(subject):
        at = place.point or locate(place.postcode)
        if at and (distance := metres(point, at)) <= place.radius_m:
            yield Near(place, distance, is_home(place, subject), rough=place.point is None)
