"""Who an audit is about: the facts they declared, their places, and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from footprint.kin import is_child


class Kind(StrEnum):
    """What an identifier is."""

    NAME = "name"
    COUNCIL = "council"
    COUNCIL_SITE = "council-site"
    WARD = "ward"
    PARTY = "party"
    TOWN = "town"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth-date"
    FAMILY = "family"
    PLATE = "plate"
    SITE = "site"
    BUSINESS = "business"


MAY_BE_SENT = frozenset(
    {
        Kind.NAME,
        Kind.COUNCIL,
        Kind.COUNCIL_SITE,
        Kind.WARD,
        Kind.PARTY,
        Kind.TOWN,
        Kind.HANDLE,
        Kind.EMAIL,
        Kind.SITE,
        Kind.BUSINESS,
    }
)
"""Kinds that may stand in a query."""

STAYS_HERE = tuple(kind for kind in Kind if kind not in MAY_BE_SENT)
"""All others: they stay on this computer unless the profile widens one source."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One fact that the person declared about themselves.

    Attributes:
        kind: what it is.
        value: as the person wrote it. An address is one line, its parts parted by commas.
        label: for a handle its service ("github"), for family the relation ("husband"), else empty.
        on_purpose: published on purpose (a council phone, a surgery address): never an exposure.
        search: for family, an adult who has also agreed to be searched for by name.
    """

    kind: Kind
    value: str
    label: str = ""
    on_purpose: bool = False
    search: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS 84 decimal degrees; altitude in metres where known."""

    latitude: float
    longitude: float
    altitude: float | None = None


@dataclass(frozen=True, slots=True)
class SensitivePlace:
    """A place the person wants no photo to give away: home, a school, a care home.

    `point` is None where only a postcode was given; `places` resolves it.
    """

    name: str
    radius_m: float = 200.0
    point: Point | None = None
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Who this is about, who said so and when. No audit runs without it; it ends after 12 months."""

    relationship: Literal["me", "someone who asked me to"]
    given: date
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the profile says of one source. `sites` and `file` choose what the search for user names asks."""

    name: str
    enabled: bool = True
    address: str = ""
    also_send: frozenset[Kind] = frozenset()
    sites: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFiles:
    """Paths of the person's own lists of places, each empty where there is none; they stay here.

    Attributes:
        schools: the Department for Education's list.
        care_homes: the Care Quality Commission's list.
        open_names: Ordnance Survey's OS Open Names, a folder or its zip file.
    """

    schools: str = ""
    care_homes: str = ""
    open_names: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The one person an audit is about.

    Attributes:
        id: 16 hexadecimal digits; names the history file, never sent.
        salt: secret bytes for hashes of values that the person has not declared.
        portrait: the path of a picture of the person, that accounts' pictures are compared with; it stays here.
        place_files: lists by which places in photos are named.
    """

    id: str
    consent: Consent
    identifiers: tuple[Identifier, ...]
    places: tuple[SensitivePlace, ...] = ()
    photo_folders: tuple[str, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    salt: bytes = field(default=b"", repr=False)
    portrait: str = ""
    place_files: PlaceFiles = PlaceFiles()

    @property
    def name(self) -> str:
        """The first name form given: how the person is addressed in the report."""
        return self.all(Kind.NAME)[0].value

    def all(self, kind: Kind) -> tuple[Identifier, ...]:
        """Every identifier of a kind, those published on purpose included."""
        return tuple(i for i in self.identifiers if i.kind is kind)

    def private(self, kind: Kind) -> tuple[Identifier, ...]:
        """The identifiers of a kind that were not published on purpose."""
        return tuple(i for i in self.all(kind) if not i.on_purpose)

    def settings(self, source: str) -> SourceSettings:
        """What the profile says of a source; the defaults where it says nothing."""
        return next((s for s in self.sources if s.name == source), SourceSettings(source))

    def may_send(self, source: str, fact: Identifier) -> bool:
        """Whether a fact may stand in a query to this source. The name of a child never may."""
        if fact.kind is Kind.FAMILY and is_child(fact.label):
            return False
        return fact.search or fact.kind in MAY_BE_SENT | self.settings(source).also_send

    def sendable(self, source: str, kind: Kind) -> tuple[Identifier, ...]:
        """The identifiers of a kind that may stand in a query to this source."""
        return tuple(fact for fact in self.all(kind) if self.may_send(source, fact))
