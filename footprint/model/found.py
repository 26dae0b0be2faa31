"""What is made of it: whom it is about, what is exposed, how serious that is, and what to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from footprint.model.seen import Box, Evidence, Where


class Confidence(StrEnum):
    """How sure: that the evidence is about this person and shows what is said."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"

    @property
    def rank(self) -> int:
        """3 for certain down to 0 for unlikely."""
        return (Confidence.UNLIKELY, Confidence.POSSIBLE, Confidence.LIKELY, Confidence.CERTAIN).index(self)


class Severity(StrEnum):
    """How serious: what a stranger who means harm could do with it."""

    SERIOUS = "serious"
    WORTH_MENDING = "worth-mending"
    GOOD_TO_KNOW = "good-to-know"

    @property
    def rank(self) -> int:
        """2 for serious down to 0 for good to know."""
        return (Severity.GOOD_TO_KNOW, Severity.WORTH_MENDING, Severity.SERIOUS).index(self)


class Group(StrEnum):
    """What is exposed: the headings of the report."""

    HOME = "home"
    PHONE = "phone"
    FAMILY = "family"
    ROUTINE = "routine"
    VEHICLE = "vehicle"
    PHOTOS = "photos"
    ACCOUNTS = "accounts"
    IDENTITY = "identity"
    VIEWS = "views"


@dataclass(frozen=True, slots=True)
class Match:
    """Is it about this person? A confidence, the score behind it (0 to 1), and the reasons in plain words."""

    confidence: Confidence
    score: float
    reasons: tuple[str, ...]


def remembered(address: str, salt: bytes) -> str:
    """What stands for the address of a page in a decision about it: a salted hash, nothing to read."""
    return hashlib.sha256(salt + address.partition("#")[0].rstrip("/").encode(errors="replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece of evidence with the answer to "is it about this person?": what detectors are given."""

    evidence: Evidence
    match: Match


@dataclass(frozen=True, slots=True)
class Finding:
    """One exposure. Its identity is `(detector, about)`, never when or how often it was seen.

    Attributes:
        about: what is exposed and in which place, the same in every audit; made by `detectors.identity`.
        what: one plain sentence for the person: "Your home address is on the register of interests".
        value: what a stranger reads there. None where the person has not declared it: it is never written down.
        masked: the same with all but a hint blotted out.
        declared: whether it matches a fact in the profile.
        where: every place it was seen, the first seen first.
        registers: for records, which registers, and for leaks, what was in them; remedies are chosen by it.
        remedies: names of remedies, the most fitting first; filled in by the pipeline.
        thumbnail: for photos, a small picture free of metadata.
        part: what the small picture is to show, where that is not all of the photo.
        basis: the part of the audit's basis that it rests on; filled in by the pipeline.
    """

    detector: str
    about: str
    group: Group
    what: str
    value: str | None
    masked: str
    declared: bool
    severity: Severity
    confidence: Confidence
    reasons: tuple[str, ...]
    audience: str
    where: tuple[Where, ...]
    registers: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    thumbnail: bytes = field(default=b"", repr=False)
    part: Box | None = None
    basis: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stand for `(detector, about)`."""
        return hashlib.sha256(f"{self.detector}\0{self.about}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One piece of advice: dated, sourced, with its jurisdiction. Read from `remedies/*.toml`.

    Attributes:
        section: "mend" answers a finding; "only-you" is a setting that only the person can look at; "tell" is
            someone to tell.
        who: who decides: you change it, you ask, you opt out, or it stays public by law.
        detectors: the detectors whose findings it answers.
        sources: where given, only for findings of these sources; likewise `registers`.
        declared: where given, only for what the profile declares, or only for what it does not.
        order: smaller comes first among those that fit equally well.
        minutes: of the person's own time.
        confidence: "confirmed", "reported" by a third party, or "unconfirmed".
    """

    name: str
    section: Literal["mend", "only-you", "tell"]
    title: str
    why: str
    steps: tuple[str, ...]
    who: Literal["you-change-it", "you-ask", "you-opt-out", "stays-public-by-law"]
    minutes: int
    cost: str
    source_url: str
    checked_on: date
    jurisdiction: tuple[str, ...]
    confidence: Literal["confirmed", "reported", "unconfirmed"]
    if_moved: str
    detectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    declared: bool | None = None
    order: int = 50
    links: tuple[tuple[str, str], ...] = ()
