"""An audit, whole, and beside the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from footprint.model.asked import Sent, Skipped
from footprint.model.found import Finding, Group, Severity
from footprint.model.person import Consent
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


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit, whole: what was found, what was not, what could not be looked at, and what was sent out.

    `opened` are the addresses that were really looked at: what was once found there and no longer is, is gone.
    `basis` is what the findings rest on: a hash for each fact compared ("fact:phone …") and for each question asked
    ("asked:brave …"). What rested on another basis cannot be called gone.
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
