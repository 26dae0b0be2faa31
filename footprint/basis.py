"""What a finding rests on: the facts it was compared with, and the questions that led to it.

A finding that is no longer seen is gone only where both are as before: whoever takes a phone number out of the profile
has not taken it off the web. Facts and questions stand here as salted hashes, so nothing can be read from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from footprint.detectors import fingerprint
from footprint.model import PHOTOS, Finding, Group, Identifier, Kind, Query, Subject
from footprint.places.spelling import squeezed
from footprint.web.councils import GUESS

_WHO = (Kind.NAME, Kind.COUNCIL, Kind.TOWN)
"""Facts by which a page is taken to be about the person."""

_COMPARED = {
    Group.HOME: (Kind.ADDRESS, Kind.POSTCODE),
    Group.PHONE: (Kind.PHONE, Kind.EMAIL),
    Group.FAMILY: (Kind.FAMILY, Kind.BIRTH_DATE),
    Group.VEHICLE: (Kind.PLATE,),
    Group.ACCOUNTS: (Kind.HANDLE, Kind.EMAIL),
}
"""Facts that the findings of a group are compared with; routines and photos are with none."""

_BY_POSITION = ("photo-place", "home-inferable", "routine-from-photos", "away-from-home")
_BESIDES = {**dict.fromkeys(_BY_POSITION, _COMPARED[Group.HOME]), "photo-papers": (Kind.FAMILY,)}
"""Facts that detectors need besides those of their group. Where no place is declared to be home, its postcode is it."""

_OF_PLACES = frozenset({*_BY_POSITION, "photo-address", "photo-school", "school-or-care-home"})
"""Detectors that look for the declared places."""

_LOOKED, _THOROUGHLY = "looked:usual", "looked:thorough"
"""What pictures show is known only where they were looked at, and what is small only where that was done thoroughly."""

_DIGITS = 7
"""The last digits of a telephone number that are the same in all its spellings."""


class Basis:
    """The basis of one audit. An entry is "fact:KIND HASH", "asked:SOURCE HASH", "looked:HOW" or "here HASH".

    `here` are the photos of earlier findings that are there still: whoever deletes one has taken no copy off the web.
    Guesses at where a council's site lies are no part of it: once it is found they are not made again.
    """

    def __init__(
        self,
        subject: Subject,
        queries: Iterable[Query],
        looking: Mapping[str, bool] | None = None,
        here: Iterable[str] = (),
    ) -> None:
        self._subject = subject
        asked = [query for query in queries if GUESS not in dict(query.about)]
        self._questions = [(query.source, self._entry(f"asked:{query.source}", query.url)) for query in asked]
        self._portrait = [self._entry("fact:portrait", subject.portrait)] if subject.portrait else []
        self._looking = dict(looking or {})
        self._places = [self._entry("fact:place", repr(place)) for place in subject.places]
        self._here = [self._entry("here", path) for path in here]

    @property
    def whole(self) -> tuple[str, ...]:
        """Every fact and every question."""
        facts = (self._fact(fact) for fact in self._subject.identifiers)
        looked = {_LOOKED} if self._looking else set()
        looked |= {_THOROUGHLY} if any(self._looking.values()) else set()
        questions = (entry for _, entry in self._questions)
        return tuple(sorted({*looked, *facts, *self._portrait, *self._places, *self._here, *questions}))

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The part that a finding rests on."""
        sources = {place.source for place in finding.where}
        questions = (entry for source, entry in self._questions if source in sources)
        places = self._places if finding.detector in _OF_PLACES else ()
        portrait = self._portrait if finding.detector == "impersonation" else ()
        facts = (self._fact(fact) for fact in (*self._who(), *self._compared(finding)))
        looked = (
            {_THOROUGHLY if self._looking[finding.detector] else _LOOKED} if finding.detector in self._looking else ()
        )
        own = finding.where if finding.detector == "photo-public" else ()
        here = (self._entry("here", place.url) for place in own if place.source == PHOTOS)
        return tuple(sorted({*looked, *facts, *places, *portrait, *questions, *here}))

    def _who(self) -> list[Identifier]:
        return [fact for kind in _WHO for fact in self._subject.all(kind)]

    def _compared(self, finding: Finding) -> list[Identifier]:
        """The fact that was found, where it can be told; else all that it may be."""
        kinds = _COMPARED.get(finding.group, ()) if finding.declared else ()
        found = [fact for fact in self._all(kinds) if _alike(fact.value, finding.value or "")] or self._all(kinds)
        return [*found, *self._all(_BESIDES.get(finding.detector, ()))]

    def _all(self, kinds: Iterable[Kind]) -> list[Identifier]:
        return [fact for kind in kinds for fact in self._subject.private(kind)]

    def _fact(self, fact: Identifier) -> str:
        return self._entry(f"fact:{fact.kind}", squeezed(fact.value))

    def _entry(self, what: str, value: str) -> str:
        return f"{what} {fingerprint(value, self._subject)}"


def _alike(fact: str, value: str) -> bool:
    one, other = squeezed(fact), squeezed(value)
    if one.isdecimal() and other.isdecimal():
        return one[-_DIGITS:] == other[-_DIGITS:]
    return bool(one and other) and (one in other or other in one)
