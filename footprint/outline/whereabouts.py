"""Where somebody lives and is, as their photos tell together, in words: homes, places, a map, a week, times away."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from footprint.model import PHOTOS, Audit, Candidate, PlaceRole, Visited, Whereabouts
from footprint.outline import words
from footprint.outline.nouns import Haunt, Roof, Together
from footprint.places.absences import spoken
from footprint.places.map import Mark
from footprint.places.week import said
from footprint.places.whereabouts import everyday

MOST_AWAY = 6
_PATTERN_WEEKS = 3
"""An hour that no more weeks share shows nothing that comes back."""

_KILOMETRE = 1000
_STEP_M = 50
_LONG_WAY_M = 100_000
_NUMBERS = ("none", "one place", "two places", "three places")

SHAPES = MappingProxyType[PlaceRole, str](
    {
        "home": "home",
        "perhaps-home": "home",
        "work": "work",
        "school-hours": "routine",
        "weekday": "routine",
        "weekly": "routine",
        "overnight": "family",
        "named": "other",
        "other": "other",
    }
)
"""How a place is drawn; see `places.map.SHAPES`."""

ROLES = MappingProxyType[PlaceRole, str](
    {
        "home": "Your home",
        "perhaps-home": "Perhaps your home",
        "work": "Probably where you work",
        "school-hours": "A place at the hours of school",
        "weekday": "A place on weekdays",
        "weekly": "A place on the same day of the week",
        "overnight": "Another house where you spend nights",
        "named": "A place that your profile names",
        "other": "Another place",
    }
)


def together(audit: Audit, *, share: bool) -> Together | None:
    """What the report says of all photos together; None where none has a position.

    A copy for sharing has no map, no names, no distances, no hours, no week and no times away.
    """
    where = audit.whereabouts
    if where is None:
        return None
    week = where.week if max(map(max, where.week), default=0) >= _PATTERN_WEEKS else ()
    newest = where.away[::-1]
    return Together(
        lead=_lead(where),
        also=tuple(_also(where)),
        homes=tuple(_roof(one, where) for one in where.candidates),
        haunts=tuple(_haunt(number, place, where) for number, place in enumerate(where.places, 1)),
        haunts_more=where.places_more,
        marks=() if share else tuple(_marks(where)),
        week=week,
        week_said=said(week) if week else "",
        week_of="your photos show you out of the house" if _knows_home(where) else "you took photos",
        away=tuple(spoken(time.first, time.last, time.shown) for time in newest[:MOST_AWAY]),
        away_more=max(0, len(newest) - MOST_AWAY),
    )


def _knows_home(where: Whereabouts) -> bool:
    return where.declared or where.clear


def _lead(where: Whereabouts) -> str:
    """What a stranger can tell, in one sentence. Never that nothing can be told."""
    if not where.candidates:
        return "Your photos show places where you have been. They are too few to work out where you live."
    right = next((one for one in where.candidates if one.declared), None)
    if right and right.place == 1:
        far = "" if right.rough else f", to within {right.off_m} m"
        return f"From your photos alone, a stranger can work out where you live{far}."
    if right:
        among = _NUMBERS[len(where.candidates)]
        return (
            f"From your photos alone, a stranger can narrow down where you live to {among}. One of them is your home."
        )
    if where.clear and where.declared:
        return "From your photos alone, a stranger would take another place for your home."
    if where.clear:
        return "From your photos alone, a stranger can work out one place where you probably live."
    return "Your photos do not show plainly where you live, but they show places that you come back to."


def _also(where: Whereabouts) -> Iterator[str]:
    """How few suffice, and who can see it."""
    if where.enough and where.enough < where.positions:
        yield (
            f"Few are enough: of the {where.positions:,} positions in your photos, {where.enough:,} picked at random "
            "pointed to the right house in at least half of our trials."
        )
    if not where.published:
        yield "Nobody sees this until you send or post the photos as they are."
        return
    if where.published == 1:
        seen, lone = "1 of these positions is online, where anyone can see it. That one alone", "s"
    else:
        seen, lone = f"{where.published:,} of these positions are online, where anyone can see them. Those alone", ""
    gives = f"already give{lone} your home away"
    does_not = f"do{'es' if lone else ''} not point to your home yet"
    yield f"{seen} {gives if where.public else does_not}."


def _roof(one: Candidate, where: Whereabouts) -> Roof:
    says = f"You were there {one.evidence}" if one.evidence else ""
    return Roof(one.place, SHAPES[where.places[one.place - 1].role], _verdict(one, where), says)


def _verdict(one: Candidate, where: Whereabouts) -> str:
    if one.declared:
        off = "from the middle of its postcode" if one.rough else "off"
        return f"This is the address in your profile: {one.off_m} m {off}"
    if one.off_m is not None:
        return f"Not your home: {_far(one.off_m)} from it"
    if one.place > 1:
        return "Less likely to be your home"
    return "Probably your home" if where.clear else "Perhaps your home"


def _haunt(number: int, place: Visited, where: Whereabouts) -> Haunt:
    evidence = place.evidence
    if place.first and place.last:
        evidence += f"; {_span(place)}"
    return Haunt(
        number=number,
        shape=SHAPES[place.role],
        what=_what(place, where),
        says=words.capital(evidence),
        seen_in=words.listed(dict.fromkeys(_folders(place))) if place.where else "",
        days=place.days,
        photos=place.photos,
        who=_who(place),
        name=words.plain(place.name, words.LONGEST),
    )


def _what(place: Visited, where: Whereabouts) -> str:
    """What it is, and how far from home."""
    role = ROLES[place.role]
    if place.role == "home" and not where.declared:
        role = "Probably your home"
    if place.role == "home" or place.home_m is None:
        return role
    if place.role == "perhaps-home":
        return f"Looks like your home, but is {_far(place.home_m)} from it"
    return f"{role}, {_far(place.home_m)} from home"


def _far(metres: int) -> str:
    """Like "about 450 m", "about 12 km" or "about 1,550 km"."""
    if metres < _KILOMETRE - _STEP_M:
        return f"about {max(_STEP_M, round(metres / _STEP_M) * _STEP_M)} m"
    return f"about {round(metres / _KILOMETRE, -1 if metres > _LONG_WAY_M else None):,.0f} km"


def _span(place: Visited) -> str:
    first, last = (f"{day:%b %Y}" if day else "" for day in (place.first, place.last))
    return first if first == last else f"{first} to {last}"


def _folders(place: Visited) -> Iterator[str]:
    """The folders by their own names, the sites as they are called."""
    for one in place.where:
        yield (
            words.plain(words.file_name(one.place) if one.source == PHOTOS else one.place, words.LONGEST) or "a folder"
        )


def _who(place: Visited) -> str:
    if not place.published:
        return "Only you"
    return "Anyone" if place.published == place.photos else f"Anyone sees {place.published:,}"


def _marks(where: Whereabouts) -> Iterator[Mark]:
    for number in everyday(where.places):
        place = where.places[number - 1]
        if place.point:
            yield Mark(number, place.point, SHAPES[place.role], _what(place, where), place.days)
