"""The names of places where the person is at home: whoever is in their own town is not away."""

from __future__ import annotations

import re
from functools import lru_cache

from footprint.model import Kind, Subject
from footprint.places.address import read_address
from footprint.places.spelling import fold, words

_KINDS_OF_COUNCIL = words(
    """
    royal london metropolitan borough district city county unitary council authority of the cyngor bwrdeistref sirol
    sir comhairle
    """
)


def council_core(name: str) -> str:
    """What is left of a council's name without the words that say what kind of council it is."""
    return " ".join(word for word in re.split(r"[\s,]+", name) if fold(word) not in _KINDS_OF_COUNCIL)


@lru_cache(maxsize=16)
def own_places(subject: Subject) -> frozenset[str]:
    """Folded words of the places that belong to the person: town, council, ward, street, locality."""
    names = [fact.value for kind in (Kind.TOWN, Kind.WARD) for fact in subject.all(kind)]
    names += [council_core(fact.value) for fact in subject.all(Kind.COUNCIL)]
    for fact in subject.all(Kind.ADDRESS):
        address = read_address(fact.value)
        names += [address.street, address.house, *address.rest]
    return frozenset(word for name in names for word in re.findall(r"\w{3,}", fold(name))) - {"and", "the", "upon"}
