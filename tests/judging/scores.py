"""How precise each band is, and how much is recalled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from footprint.identity.about import judge
from footprint.model import Confidence, Match
from tests.judging.cases import Case

FIRM = frozenset({Confidence.CERTAIN, Confidence.LIKELY})


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with the judge's answer."""

    case: Case
    match: Match

    @property
    def firm(self) -> bool:
        """It was taken to be about the person: likely or better."""
        return self.match.confidence in FIRM

    @property
    def wrong(self) -> bool:
        """Firm though it is about somebody else, or not firm though it is about the person."""
        return self.case.about is not None and self.firm is not self.case.about


def judged(cases: Iterable[Case]) -> tuple[Judged, ...]:
    """Every case, judged."""
    return tuple(Judged(case, judge(case.evidence, case.subject)) for case in cases)


def band(judged: Iterable[Judged], confidence: Confidence) -> tuple[int, int]:
    """How many of a band are about the person, and how many there are; what nobody can tell may not be certain."""
    told = [one for one in judged if one.case.about is not None or confidence is Confidence.CERTAIN]
    ours = [bool(one.case.about) for one in told if one.match.confidence is confidence]
    return sum(ours), len(ours)


def recalled(judged: Iterable[Judged]) -> tuple[int, int]:
    """How many of those about the person are firm, and how many there are."""
    ours = [one.firm for one in judged if one.case.about]
    return sum(ours), len(ours)


def share(part: tuple[int, int]) -> float:
    """A part of a whole; 1 of nothing."""
    return part[0] / part[1] if part[1] else 1.0
