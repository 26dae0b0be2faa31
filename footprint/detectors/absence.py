"""When nobody is at home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, less_sure, one_line, spot, told
from footprint.identity.about import is_own, published, readable
from footprint.model import Finding, Group, Photo, Post, Record, Seen, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.text.away import find_away
from footprint.text.dates import find_days
from footprint.text.sentences import sentence
from footprint.text.whose import is_about


class Absence(Detector):
    """A holiday told beforehand, or while it lasts. One that is over harms nobody."""

    name: ClassVar[str] = "absence"
    title: ClassVar[str] = "when you are away from home"
    group: ClassVar[Group] = Group.ROUTINE

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding for each text: its first such words."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo | Record):
            return
        text, own = readable(evidence), is_own(evidence, subject)
        for start, end in told(
            sighting, subject, self.name, _by_form(evidence, text, subject, own=own), loose=isinstance(evidence, Post)
        ):
            if not _is_over(sighting, text, start):
                yield self.finding(
                    sighting,
                    "away from home",
                    f"That you are away from home, or will be, is told {spot(sighting)}",
                    severity=Severity.SERIOUS,
                    value=one_line(text[start:end]),
                    masked=f"away: {BLOT}",
                    declared=False,
                    confidence=sighting.match.confidence if own else less_sure(sighting),
                    reasons=("It speaks of you, and not of a time that is over",),
                )
                return


def _by_form(evidence: Seen, text: str, subject: Subject, *, own: bool) -> Iterator[Span]:
    for found in find_away(text, subject, own=own):
        if is_about(text, found, subject, own=own, post=isinstance(evidence, Post)):
            yield found


def _is_over(sighting: Sighting, text: str, at: int) -> bool:
    """Every day that is named there lies in the past."""
    start, end = sentence(text, at)
    today, first = sighting.evidence.seen.date(), published(sighting.evidence)
    days = [day.date for day in find_days(text[start:end], today, first)]
    return bool(days) and max(days) < today
