"""The home address, in any usual spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import ClassVar

from footprint.detectors import (
    Detector,
    fingerprint,
    is_credible,
    is_firm,
    less_sure,
    masked,
    one_line,
    spot,
)
from footprint.identity.about import is_own, readable
from footprint.model import Confidence, Finding, Group, Kind, Photo, Record, Severity, Sighting, Subject
from footprint.places.address import AddressSpan, find_address, find_house, find_street
from footprint.places.spans import apart
from footprint.places.spelling import fold
from footprint.text.houses import find_houses
from footprint.text.mentions import mentions
from footprint.text.residence import is_home, is_own_house
from footprint.text.whose import names_another

_LIVING = re.compile(
    r"\b(?:i|we)(?:'ve|'m|'re)? (?!used)(?:\w+ ){0,3}?(?:lived?|living|moved)\b|\blives\b|\bliving\b|\bhas lived\b"
    r"|\b(?:my|our) (?:home|house|flat|street|road)\b"
    r"|\bneighbours? (?:in|on)\b|\b(?:her|his) (?:home|house)\b|\bresident (?:of|in)\b"
)
_OF = re.compile(r"(?:\s?\(?[0-9]{2}\)?)?(?:,\s(?:aged\s[0-9]{2},\s)?(?:(?:of|from)\s)?|\s(?:of|from)\s)")
"""As newspapers have it: "Rosalind Quillfeather (52), of Kingfisher Wharf"."""

_LOOK_BACK = 60
_NEXT = 20


class HomeAddress(Detector):
    """A declared home, its street where somebody lives, or an address that may be the person's home."""

    name: ClassVar[str] = "home-address"
    title: ClassVar[str] = "your home address"
    group: ClassVar[Group] = Group.HOME
    asks: ClassVar[bool] = True
    covers: ClassVar[tuple[str, ...]] = ("postcode",)

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The declared address first; only where it is not there, its street or another address."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        declared = list(self._declared(sighting, subject, text))
        yield from declared
        if is_firm(sighting):
            if not declared:
                yield from islice(chain(self._house(sighting, subject, text), self._street(sighting, subject, text)), 1)
            yield from self._others(sighting, subject, text)

    def _declared(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        for number, fact in enumerate(subject.private(Kind.ADDRESS)):
            spans = list(find_address(text, fact.value))
            if not spans:
                continue
            best = max(spans, key=_worth)
            sure = _how_sure(best, sighting)
            if sure is None:
                continue
            said = ", ".join(
                filter(None, (one_line(line).strip(" ,") for line in text[best.start : best.end].split("\n")))
            )
            yield self.finding(
                sighting,
                "home address" if not number else f"home address {number + 1}",
                f"Your home address stands {spot(sighting)}",
                severity=Severity.SERIOUS,
                value=said,
                masked=masked(said),
                confidence=sure,
                reasons=(_completeness(best),),
            )

    def _house(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """The name of the house or the flat alone: "back at Ty Isaf", "Flat 4B will be dark"."""
        own = is_own(sighting.evidence, subject)
        for fact in subject.private(Kind.ADDRESS):
            for start, end in find_house(text, fact.value):
                if is_own_house(text, (start, end), fact.value, subject, own=own):
                    title, reason = "Your house is named", "It names your house without the rest of the address"
                    yield self._part(sighting, "home address", text[start:end], title, reason)

    def _street(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """The street without the number, said to be where the person lives: "I live on Kingfisher Wharf"."""
        for start, end in islice(_streets_lived_in(sighting, subject, text), 1):
            title, reason = "The street you live in is named", "It names your street without the house number"
            yield self._part(sighting, "home street", text[start:end], title, reason)

    def _part(self, sighting: Sighting, what: str, said: str, title: str, reason: str) -> Finding:
        """A part of a declared address, which says less than all of it."""
        return self.finding(
            sighting,
            what,
            f"{title} {spot(sighting)}",
            severity=Severity.WORTH_MENDING,
            value=one_line(said),
            masked=masked(said),
            confidence=less_sure(sighting),
            reasons=(reason,),
        )

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """An address that nobody declared, said to be where the person lives."""
        known = [found.span for fact in subject.all(Kind.ADDRESS) for found in find_address(text, fact.value)]
        own, record = is_own(sighting.evidence, subject), isinstance(sighting.evidence, Record)
        for start, end in apart((found.span for found in find_houses(text)), known):
            if is_home(text, (start, end), subject, own=own, record=record):
                said = text[start:end]
                yield self.finding(
                    sighting,
                    f"address {fingerprint(fold(one_line(said)), subject)}",
                    f"What may be your home address, or an old one, stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    value=one_line(said),
                    masked=masked(said),
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("An address that is not in your profile is given as where you live",),
                )
                return


def _worth(span: AddressSpan) -> tuple[bool, bool, bool, int]:
    return not span.elsewhere, span.certain, "street" in span.parts, span.end - span.start


def _how_sure(span: AddressSpan, sighting: Sighting) -> Confidence | None:
    """None where it is too weak: the street of another town, on a page that is hardly about the person."""
    if span.certain:
        return sighting.match.confidence
    if span.elsewhere:
        return Confidence.POSSIBLE if is_firm(sighting) else None
    return sighting.match.confidence if is_firm(sighting) else Confidence.POSSIBLE


def _completeness(span: AddressSpan) -> str:
    if "postcode" in span.parts:
        return "It is your house and postcode"
    if "town" in span.parts:
        return "It is your house, street and town, without the postcode"
    if span.elsewhere:
        return "It is your house number and street, but another place follows"
    return "It is your house and street, without town and postcode"


def _streets_lived_in(sighting: Sighting, subject: Subject, text: str) -> Iterator[tuple[int, int]]:
    """Where the street of a declared home is named in a sentence about living there."""
    own = is_own(sighting.evidence, subject) and not isinstance(sighting.evidence, Photo)
    for fact in subject.private(Kind.ADDRESS):
        for start, end in find_street(text, fact.value):
            sentence = _sentence(text, start)
            lives = _LIVING.search(fold(sentence)) and (own or _is_her_home(text, start, sentence, subject))
            if lives or any(
                _OF.fullmatch(text, m.end, start) for m in mentions(text, subject) if 0 < start - m.end < _NEXT
            ):
                yield start, end


def _is_her_home(text: str, at: int, sentence: str, subject: Subject) -> bool:
    """The person is named in the sentence; or nobody is, in words that name the very street."""
    return any(mentions(sentence, subject)) or not names_another(text, at, subject)


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a text, as far as it is near."""
    before = re.split(r"[.!?]\s|\n", text[max(0, at - 2 * _LOOK_BACK) : at])[-1]
    return before + re.split(r"[.!?]\s|\n", text[at : at + 2 * _LOOK_BACK], maxsplit=1)[0]
