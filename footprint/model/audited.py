"""An audit, whole, and beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from footprint.model.asked import Sent, Skipped
from footprint.model.found import Finding, Group, Severity
from footprint.model.person import Consent, Point
from footprint.model.seen import Trace, TraceKind, Where


@dataclass(frozen=True, slots=True)
class Looked:
    """What one source answered: how many pieces of evidence, in how many questions. No question: it was not asked."""

    source: str
    title: str
    questions: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Clear:
    """A kind of exposure that was looked for and not found. Never more than that."""

    detector: str
    title: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A page or record taken to be about someone else, with the reasons."""

    source: str
    url: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A photo or film of this computer that gives something away: its path, and what kinds of thing."""

    path: str
    kinds: tuple[TraceKind, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One of the photos, cleaned for trial into a folder that is thrown away: what it told before, and after."""

    path: str
    before: tuple[Trace, ...]
    after: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Album:
    """What the photo folders hold.

    Attributes:
        folders: the folders that were walked.
        photos: how many pictures were looked at; `films`, how many films; `beside`, how many files that tell of a
            photo beside them; `broken`, how many of them all could not be read whole.
        telling: how many of both give something away; `located`, how many a position, a track or the name of a place.
        kinds: kind of trace → how many files have it, the most telling kind first.
        worst: the most telling files, the worst first; the rest is not listed.
        rehearsal: what cleaning does to the worst that can be cleaned; None where there is none.
    """

    folders: tuple[str, ...] = ()
    photos: int = 0
    films: int = 0
    beside: int = 0
    broken: int = 0
    telling: int = 0
    located: int = 0
    kinds: tuple[tuple[TraceKind, int], ...] = ()
    worst: tuple[Telling, ...] = ()
    rehearsal: Rehearsal | None = None


PlaceRole = Literal["home", "perhaps-home", "work", "school-hours", "weekday", "weekly", "overnight", "named", "other"]
"""What a place is to somebody, as photos tell; "named" is one of the profile, other than home."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A place at which photos show somebody.

    Attributes:
        name: what it is called, no more exactly than it is known; "" in a copy for sharing.
        point: where, to ten metres; None in such a copy.
        evidence: in words, as it follows "you were there"; "" in such a copy.
        days: on how many different days; `photos`, in how many photos; `published`, how many of them anyone can see.
        first, last: the first and last day; None where no photo tells a time, and in such a copy.
        home_m: metres to the nearest home; None where it is not known where that is, and in such a copy.
        where: one file or page of each folder and site that tells of it, a few of them; none in such a copy.
    """

    role: PlaceRole
    name: str
    point: Point | None
    evidence: str
    days: int
    photos: int
    published: int
    first: date | None
    last: date | None
    home_m: int | None
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a stranger may take for home.

    Attributes:
        place: its number among the places, from 1.
        evidence: in words, as it follows "you were there"; "" in a copy for sharing.
        off_m: metres to the nearest home that the profile names; None where it names none, and in such a copy.
        rough: that home is known by its postcode only, so that a hundred metres are nothing.
        declared: it is taken for that home.
    """

    place: int
    evidence: str
    off_m: int | None
    rough: bool
    declared: bool


@dataclass(frozen=True, slots=True)
class Away:
    """A time away from home: its first and last day, and how many of the days between show it."""

    first: date
    last: date
    shown: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody lives and is, as all photos of an audit tell together.

    Attributes:
        positions: how many there are, a film may have several; `published`, how many of them anyone can see.
        places: those that matter, home's candidates first, in their order; `places_more`, how many are not listed.
        candidates: for home, the likeliest first; none where the photos are too few.
        clear: the first is so far ahead that it would be taken for home by anybody.
        declared: the profile says where home is.
        public: what anyone can see gives home away already.
        enough: so few of the positions give home away in half of all trials; None where all of them do not.
        away: the times away from home, the oldest first.
        week: for each day from Monday and each hour, in how many different weeks photos show them out of the house, but
            not away; everything counts where it is not known where home is. Empty in a copy for sharing.
    """

    positions: int
    published: int
    places: tuple[Visited, ...]
    places_more: int
    candidates: tuple[Candidate, ...]
    clear: bool
    declared: bool
    public: bool
    enough: int | None
    away: tuple[Away, ...]
    week: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit, whole: what was found, what was not, what could not be looked at, and what was sent out.

    `opened` are the addresses that were really looked at: what was once found there and no longer is, is gone.
    `basis` is what the findings rest on: a hash for each fact compared ("fact:phone …") and for each question asked
    ("asked:brave …"). What rested on another basis cannot be called gone. `whereabouts` is None where no photo has a
    position.
    """

    subject: str
    council: str
    consent: Consent
    started: datetime
    finished: datetime
    version: str
    findings: tuple[Finding, ...]
    clear: tuple[Clear, ...]
    skipped: tuple[Skipped, ...]
    looked: tuple[Looked, ...]
    set_aside: tuple[SetAside, ...]
    sent: tuple[Sent, ...]
    opened: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    photos_read: int = 0
    album: Album = Album()
    demo: bool = False
    whereabouts: Whereabouts | None = None


class Fate(StrEnum):
    """What became of a finding since the audit before."""

    NEW = "new"
    STILL_THERE = "still-there"
    CAME_BACK = "came-back"
    GONE = "gone"
    COULD_NOT_CHECK = "could-not-check"


@dataclass(frozen=True, slots=True)
class PastFinding:
    """What history keeps of a finding: never its value, nor the title of a page, which may quote it.

    `basis` is the part of the audit's basis that it rested on when it was last seen.
    """

    id: str
    detector: str
    group: Group
    what: str
    masked: str
    severity: Severity
    where: tuple[Where, ...]
    first_seen: datetime
    last_seen: datetime
    gone_since: datetime | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """An audit beside the ones before it.

    Attributes:
        fates: finding id → fate, for every finding of this audit and every one that is no longer in it.
        first_seen: finding id → when it was first seen.
        past: the findings that are not in this audit: gone, or could not be checked.
        previous: when the audit before was finished; None for the first.
    """

    fates: Mapping[str, Fate]
    first_seen: Mapping[str, datetime]
    past: tuple[PastFinding, ...] = ()
    previous: datetime | None = None
