"""Detectors: one kind of exposure, one file.

To add one, write a module here with one subclass of `Detector`: class attributes say what it looks for, and `detect`
is a pure function from one sighting and the subject to findings. A detector never fetches, stores or prints. Then
write a remedy for it; a test holds that there is one.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from footprint import plugins
from footprint.model import Finding, Group, Photo, Record, Sighting, Subject, Where


class Detector(ABC):
    """One kind of exposure.

    Attributes:
        name: short, stable; the first half of a finding's identity.
        title: what was looked for, as it follows "We looked for": "your home address".
        group: under which heading of the report it stands.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[Group]

    @abstractmethod
    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The exposures of this kind in one piece of evidence."""


ANYONE = "Anyone on the internet"
NOBODY_YET = "Nobody yet: the photo is on your computer. Anyone you give or post the original to"


def all_detectors() -> tuple[Detector, ...]:
    """Every detector, the package's own and those of other distributions."""
    return plugins.members(__name__, Detector)


def identity(what: str, sighting: Sighting) -> str:
    """The second half of a finding's identity: what is exposed, and in which place."""
    return f"{what} · {sighting.evidence.place}"


def fingerprint(value: str, subject: Subject) -> str:
    """Stands for a value that was not declared, in identities and history: a salted hash, nothing to read."""
    return hashlib.sha256(subject.salt + value.encode()).hexdigest()[:16]


def where(sighting: Sighting) -> tuple[Where, ...]:
    """Where the sighting was made."""
    e = sighting.evidence
    return (Where(e.source, e.url, e.place, e.title, e.seen),)


def registers(sighting: Sighting) -> tuple[str, ...]:
    """Which public register it stands in, if any."""
    return (sighting.evidence.register,) if isinstance(sighting.evidence, Record) else ()


def audience(sighting: Sighting) -> str:
    """Who can see it."""
    local = isinstance(sighting.evidence, Photo) and sighting.evidence.source == "photos"
    return NOBODY_YET if local else ANYONE
