"""The National Insurance number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, fingerprint, is_firm, less_sure, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Photo, Severity, Sighting, Subject
from footprint.text.owner import is_unopposed

_GAP = r"[ \u00a0.\u2026-]{0,4}"
_NUMBER = re.compile(
    rf"[A-CEGHJ-TW-Z](?<![\w-].){_GAP}[A-CEGHJ-NP-TW-Z](?={_GAP}[0-9])"
    rf"(?<!BG|GB|KN|NK|NT|TN|ZZ)(?<!Q[A-PR-Z]|[A-PR-Z]Q)(?:{_GAP}[0-9]){{6}}{_GAP}[A-D](?![\w-])",
    re.IGNORECASE,
)
"""Letters as HMRC gives them out; QQ is never given out and stands in for real ones."""

_TIGHT = re.compile(r"\w\w([ \u00a0.-]?)\d\d\1\d\d\1\d\d[ \u00a0.-]?\w")
"""As the number is mostly written; in any other way it counts only where it is called so."""

_LABEL = re.compile(
    r"\b(?:national\s?insurance|n\.?i\.?(?:\s?n\.?o\.?)?|nino|n\.?\s?insurance|ni\s?(?:no|number)|rhif\syswiriant)\b",
    re.IGNORECASE,
)
_REACH = 60
_SPECIMEN = re.compile(
    r"\b(?:example|looks?\slike|e\.g\.|format|specimen|sample|starts?\swith|part\s(?:no|number)|serial|catalogue)\b",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"\b(?:part(?!\s[0-9])|forms?|catalogue|serial|model|order|item|stock|product|example|looks?\slike|e\.g\.|code?|component|chassis"
    r"|engine|policy|invoice|ref(?:erence)?|ticket|batch|lot|licen[cs]e|permit|isbn|grid|bus|flight|budget|cost\scentre"
    r"|object|exhibit|accession|specimen|sample|starts?\swith)\b",
    re.IGNORECASE,
)


class NationalInsurance(Detector):
    """With it somebody can pass as the person towards employers and offices."""

    name: ClassVar[str] = "national-insurance"
    title: ClassVar[str] = "your National Insurance number"
    group: ClassVar[Group] = Group.IDENTITY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Numbers of that form that are called so, or are written in pairs, and stand with the person's name."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo):
            return
        text, own = readable(evidence), is_own(evidence, subject)
        seen: set[str] = set()
        for found in _NUMBER.finditer(text):
            number = re.sub(r"\W", "", found[0]).upper()
            before = text[max(0, found.start() - _REACH) : found.start()]
            called = _LABEL.search(before) or _LABEL.search(text, found.end(), found.end() + _REACH // 2)
            if number in seen or (_SPECIMEN if called else _NO_NUMBER).search(before.rpartition("\n")[2]):
                continue
            plain = found[0].isupper() and _TIGHT.fullmatch(found[0])
            if not called and (number.startswith("QQ") or not plain):
                continue
            if is_unopposed(text, found.span(), subject, own=own, office=False):
                seen.add(number)
                yield self.finding(
                    sighting,
                    f"National Insurance number {fingerprint(number, subject)}",
                    f"What may be your National Insurance number stands {spot(sighting)}. Is it yours?",
                    severity=Severity.SERIOUS,
                    value=number,
                    masked=BLOT + number[-1],
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("A number of that form stands with your name",),
                )
