"""What the profile says that may be seen in a picture: a match with it is certain."""

from __future__ import annotations

from dataclasses import dataclass

from footprint.model import Kind, Subject
from footprint.places.address import read_address
from footprint.places.sensitive import is_home


@dataclass(frozen=True, slots=True)
class Known:
    """Facts as the person wrote them.

    Attributes:
        houses: names of houses, without a number.
        numbers: numbers of houses in one of `streets`.
        places: schools, care homes and others that no photo should give away, by names of more than one word.
        names: of the person and of the family.
    """

    plates: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


NOTHING = Known()
"""Of somebody without a profile."""


def known(subject: Subject) -> Known:
    """What is known of a subject; what was published on purpose is not looked for."""
    addresses = [read_address(fact.value) for fact in subject.private(Kind.ADDRESS)]
    places = [place for place in subject.places if not is_home(place, subject)]
    postcodes = (fact.value for fact in subject.private(Kind.POSTCODE))
    return Known(
        plates=tuple(fact.value for fact in subject.private(Kind.PLATE)),
        postcodes=_each(*postcodes, *(one.postcode for one in addresses), *(place.postcode for place in places)),
        streets=_each(*(one.street for one in addresses)),
        houses=_each(*(one.house for one in addresses)),
        numbers=_each(*(one.number for one in addresses)),
        places=_each(*(place.name for place in places if " " in place.name.strip())),
        names=_each(*(fact.value for kind in (Kind.NAME, Kind.FAMILY) for fact in subject.all(kind))),
        phones=_each(*(fact.value for fact in subject.private(Kind.PHONE))),
        emails=_each(*(fact.value for fact in subject.private(Kind.EMAIL))),
    )


def _each(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
