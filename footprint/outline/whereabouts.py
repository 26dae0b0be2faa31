"""Where somebody lives and is, as their photos tell together, in words: homes, places, a map, a week, times away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from footprint.model import PHOTOS, Audit, Away, Candidate, PlaceRole, Visited, Whereabouts
from footprint.outline import words
from footprint.outline.nouns import Haunt, Roof, Together
from footprint.places.absences import FAR_M, spoken
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
    rows = tuple(_rows(where))
    number = {one: at for at, row in enumerate(rows, 1) for one in row}
    return Together(
        lead=_lead(where),
        also=tuple(_also(where)),
        homes=tuple(_roof(one, number[one.place], where) for one in where.candidates),
        haunts=tuple(_row(at, row, where) for at, row in enumerate(rows, 1)),
        haunts_more=where.places_more,
        marks=() if share else tuple(_marks(where, number)),
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
        far = "" if right.rough or right.off_m is None else f", to within {right.off_m} m"
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
    """How few suffice, and who can see it; never that what anyone can see tells nothing."""
    if where.enough and where.enough < where.positions:
        yield (
            f"Few are enough: of the {where.positions:,} positions in your photos, {where.enough:,} picked at random "
            "pointed to the right house in at least half of our trials."
        )
    if not where.published:
        yield "Nobody sees this until you send or post the photos as they are."
        return
    one = where.published == 1
    told = f"{where.published:,} of these positions {'is' if one else 'are'} online, where anyone can see "
    yield told + ("it." if one else "them.") + (" Those alone already give your home away." if where.public else "")


def _roof(one: Candidate, number: int, where: Whereabouts) -> Roof:
    says = f"You were there {one.evidence}" if one.evidence else ""
    return Roof(number, SHAPES[where.places[one.place - 1].role], _verdict(one, where), says)


def _verdict(one: Candidate, where: Whereabouts) -> str:
    if one.declared:
        off = "from the middle of its postcode" if one.rough else "off"
        return "This is the address in your profile" + (f": {one.off_m} m {off}" if one.off_m is not None else "")
    if where.declared:
        return "Not your home" + (f": {_far(one.off_m)} from it" if one.off_m is not None else "")
    if one.place > 1:
        return "Less likely to be your home"
    return "Probably your home" if where.clear else "Perhaps your home"


def _rows(where: Whereabouts) -> Iterator[tuple[int, ...]]:
    """The numbers of the places, from 1, that share a row of the table: those of one time away do."""
    homes = {one.place for one in where.candidates}
    trips: dict[object, list[int]] = {}
    for number, place in enumerate(where.places, 1):
        time = None if number in homes else _trip(place, where)
        trips.setdefault(time or number, []).append(number)
    return map(tuple, trips.values())


def _trip(place: Visited, where: Whereabouts) -> Away | None:
    """The time away to which all days at a place belong."""
    first, last = place.first, place.last
    if place.role != "other" or not first or not last or (place.home_m or 0) <= FAR_M:
        return None
    return next((time for time in where.away if time.first <= first and last <= time.last), None)


def _row(number: int, row: tuple[int, ...], where: Whereabouts) -> Haunt:
    places = [where.places[one - 1] for one in row]
    time = _trip(places[0], where)
    if len(places) == 1 or not time:
        return _haunt(number, places[0], where)
    near, far = (_far(pick(place.home_m or 0 for place in places)) for pick in (min, max))
    between = near if near == far else f"{near} to {far.removeprefix('about ')}"
    folders = dict.fromkeys(folder for place in places for folder in _folders(place))
    published, photos = sum(place.published for place in places), sum(place.photos for place in places)
    return Haunt(
        number=number,
        shape=SHAPES["other"],
        what=f"{len(places)} places of one time away, {between} from home",
        says=spoken(time.first, time.last, time.shown),
        seen_in=words.listed(folders),
        days=time.shown,
        photos=photos,
        who=_who(published, photos),
        name="; ".join(dict.fromkeys(words.plain(place.name, words.LONGEST) for place in places)),
    )


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
        who=_who(place.published, place.photos),
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


def _who(published: int, photos: int) -> str:
    if not published:
        return "Only you"
    return "Anyone" if published == photos else f"Anyone sees {published:,}"


def _marks(where: Whereabouts, numbers: Mapping[int, int]) -> Iterator[Mark]:
    for one in everyday(where.places):
        place = where.places[one - 1]
        if place.point:
            yield Mark(numbers[one], place.point, SHAPES[place.role], _what(place, where), place.days)
