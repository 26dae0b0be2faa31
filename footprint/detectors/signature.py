"""Pictures of the person's signature in documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, less_sure, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Confidence, Finding, Group, Page, Photo, Severity, Sighting, Subject
from footprint.text.skim import skimmed
from footprint.text.whose import belongs

_PICTURE = re.compile(
    r"\[[^\]\n]{0,30}\b(?:signature|signed)\b[^\]\n]{0,40}\]|\((?:[\w\s]{0,20}\s)?(?:signature)(?:\s(?:image|scan\w*"
    r"|here|attached|shown))?\)"
    r"|<[^>\n]{0,30}\bsignature\b[^>\n]{0,40}>|\b[\w-]{0,40}signature[\w-]{0,20}\.(?:png|jpe?g|gif|tiff?|webp|svg)\b"
    r"|\b(?:image|scan|picture|photo|copy|facsimile)\s(?:of\s)?(?:\w+\s){0,2}?(?:[A-Z][\w'\u2019]+\s){0,3}signature\b"
    r"|\b(?:scanned|handwritten|electronic|digital|ink|wet(?:-ink)?|inked|hand-written|facsimile)\ssignature\b",
    re.IGNORECASE,
)
_NO_PICTURE = re.compile(
    r"\b(?:required|needed|requires?|needs?|must|should|accept\w*|please|add\syour|insert|policy|unsigned"
    r"|no\ssignature|without|redacted|removed"
    r"|withheld|missing|not\sshown|space\sfor|your\s(?:\w+\s)?signature|signatures\b)",
    re.IGNORECASE,
)
_REACH = 60


class Signature(Detector):
    """Whoever has the picture can sign with it."""

    name: ClassVar[str] = "signature"
    title: ClassVar[str] = "pictures of your signature"
    group: ClassVar[Group] = Group.IDENTITY

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """What a document's reader counted, else what the text says of one beside the person's name."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo):
            return
        text, own = readable(evidence), is_own(evidence, subject)
        told = next(
            (
                found
                for found in skimmed(_PICTURE, text, ("signature", "signed"))
                if _is_hers(text, found, subject, own=own)
            ),
            None,
        )
        if told:
            yield self._finding(sighting, one_line(told[0]), less_sure(sighting), "Words beside your name say so")
        elif isinstance(evidence, Page) and evidence.signatures:
            reason = "A picture stands in the document where people sign; whose signature it is was not looked at"
            yield self._finding(sighting, "", Confidence.POSSIBLE, reason)

    def _finding(self, sighting: Sighting, said: str, confidence: Confidence, reason: str) -> Finding:
        return self.finding(
            sighting,
            "signature",
            f"A picture of what may be your signature stands {spot(sighting)}",
            severity=Severity.WORTH_MENDING,
            value=said or None,
            masked=BLOT,
            declared=False,
            confidence=confidence,
            reasons=(reason,),
        )


def _is_hers(text: str, found: re.Match[str], subject: Subject, *, own: bool) -> bool:
    before = text[max(0, found.start() - _REACH) : found.start()].rpartition("\n")[2]
    around = before + text[found.start() : found.end() + _REACH].partition("\n")[0]
    return not _NO_PICTURE.search(around) and belongs(text, found.span(), subject, own=own)
