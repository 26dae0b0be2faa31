"""Personal phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, is_firm, less_sure, masked_end, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Record, Severity, Sighting, Subject
from footprint.text.contacts import find_local_phone, find_phone, find_phones, is_mobile, normal_phone
from footprint.text.owner import is_unopposed
from footprint.text.whose import stands_with

_PRIVATE = re.compile(r"(?i:\b(?:home|mobile|personal|private)\b[^\n]{0,20}[:\s]{0,3})\Z")
_LABELLED_OTHERWISE = re.compile(
    r"(?i:\b(?:fax|work|office|bus(?:iness)?\.?|isbn|ref(?:erence)?|policy|invoice|account|order|charity|company"
    r"|minute)\b"
    r"[^\n]{0,20}[:\s]{0,3})\Z"
)
_REFERENCE = re.compile(
    r"(?i:\b(?:policy|invoice|reference|ref|isbn|issn|order|account|charity|company|minute|licen[cs]e|serial|tracking"
    r"|parcel"
    r"|column|lamp|light|lot|minutes?|budget|total|sum|\u00a3|permit|petition|id|contract|barcode|item|part)\b(?:\s(?:no|number|id|code))?[.:#\s]{0,3})\Z"
)
_NOT_MINE_BEHIND = re.compile(
    r"[^.!?\n]{0,60}\b(?:press\s[0-9]|option\s[0-9]|claim(?:s|ed|ing)|(?:ring|rings|rang|ringing|call|calls|called|text"
    r"|texted)\sme(?:\s(?:\w+\stimes|claiming|twice|again))|scam\w*|spam|block\sit)\b",
    re.IGNORECASE,
)
_NOT_ME = re.compile(
    r"\b(?:don['\u2019]?t|do\snot|never|no\suse)\s(?:\w+\s)?(?:dm|message|ring|call|ask|text|e-?mail|phone)\w*\sme\b[^.!?\n]*\Z"
    r"|\b(?:members['\u2019]?\sline|duty\steam|call\scentre)\b[^.!?\n]*\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r";\s([A-Z][a-z]{2,})[\s:(]{1,2}\Z")
"""The next one in a list of first names: "Rosalind 496 0712; Declan 07700 900071"."""

_OWN_PHONE = re.compile(
    r"\b(?:own|home|personal|private|house)\s(?:mobile|phone|number|landline)\b[^.!?\n]*\Z", re.IGNORECASE
)
_SWITCHBOARD, _FAR = 2, 80


class Phone(Detector):
    """Numbers of the profile, in any usual spelling; and others that are said to be the person's."""

    name: ClassVar[str] = "phone"
    title: ClassVar[str] = "your personal phone numbers"
    group: ClassVar[Group] = Group.PHONE
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The declared numbers, then others."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        for fact in subject.private(Kind.PHONE):
            spans = find_phone(text, fact.value)
            if is_firm(sighting):
                spans = chain(spans, find_local_phone(text, fact.value))
            found = next((f for f in spans if not _is_reference(text, f[0])), None)
            if found:
                yield self._declared(sighting, subject, fact.value, text[found[0] : found[1]])
        if is_firm(sighting):
            yield from self._others(sighting, subject, text)

    def _declared(self, sighting: Sighting, subject: Subject, number: str, said: str) -> Finding:
        mobile = is_mobile(number)
        kind = "mobile" if mobile else "landline"
        return self.finding(
            sighting,
            f"{kind} {fingerprint(normal_phone(number) or number, subject)}",
            f"Your {kind} number stands {spot(sighting)}",
            severity=Severity.SERIOUS if mobile else Severity.WORTH_MENDING,
            value=one_line(said),
            masked=masked_end(number),
            reasons=("It is the number in your profile",),
        )

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """A number that nobody declared, said to be the person's."""
        known = {normal_phone(fact.value) or "" for fact in subject.all(Kind.PHONE)}
        offices = {(normal_phone(f.value) or "")[:-_SWITCHBOARD] for f in subject.all(Kind.PHONE) if f.on_purpose}
        seen: set[str] = set()
        for start, end in find_phones(text):
            number = normal_phone(text[start:end]) or ""
            private = _PRIVATE.search(text, max(0, start - 40), start)
            if number in known | seen or (number[:-_SWITCHBOARD] in offices and not private):
                continue
            if _is_hers(sighting, subject, text, (start, end)):
                seen.add(number)
                yield self.finding(
                    sighting,
                    f"phone {fingerprint(number, subject)}",
                    f"What may be a phone number of yours stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    value=one_line(text[start:end]),
                    masked=masked_end(number),
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("A number that is not in your profile stands beside your name",),
                )


def _is_reference(text: str, at: int) -> bool:
    """A number of something else that happens to have the same digits."""
    return _REFERENCE.search(text, max(0, at - 40), at) is not None


def _is_hers(sighting: Sighting, subject: Subject, text: str, span: tuple[int, int]) -> bool:
    start, end = span
    before = text[max(0, start - 40) : start]
    if _LABELLED_OTHERWISE.search(before):
        return False
    if isinstance(sighting.evidence, Record) and _PRIVATE.search(before):
        return True
    if _NOT_MINE_BEHIND.match(text, end) or _NOT_ME.search(text, max(0, start - _FAR), start):
        return False
    other = _LISTED.search(text, max(0, start - 40), start)
    if other and not any(other[1] in fact.value.split() for fact in subject.all(Kind.NAME)):
        return False
    own, office = is_own(sighting.evidence, subject), not _OWN_PHONE.search(text, max(0, start - _FAR), start)
    return stands_with(text, start, end, subject, own=own) or is_unopposed(text, span, subject, own=own, office=office)
