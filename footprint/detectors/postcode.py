"""The home postcode, where the rest of the address does not stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Record, Severity, Sighting, Subject
from footprint.places.address import find_address, read_address
from footprint.places.postcodes import declared_postcode, find_postcode, find_postcodes, normal_postcode
from footprint.places.spans import Span, apart
from footprint.text.houses import find_houses
from footprint.text.mentions import mentions
from footprint.text.owner import is_unopposed
from footprint.text.sentences import sentence

_HOME = re.compile(
    r"(?i:\b(?:(?:home|my|your|private|residential|house)\s)?(?:post\s?code|pc|c\u00f4d\spost|zip)(?:\sis)?|\blives?\s+in"
    r"|\bi(?:'m|\s+am)\s+in|\bbased\s+at\s+home\s+in|\bhome\s+(?:to\s+\w+,?|is|in|at|:))[\s:|,]{0,3}\Z"
)
_OURS = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Uu]s|my\shob|drinks|ours|I['\u2019]\w+)\b")
_A_VENUE = re.compile(
    r"\b(?:car\spark|hall|centre|surgery|office|open|meet\w*|event|parking|residents?|customers|roadworks|bins?|crews?"
    r"|moved\sto|application|applicant|site|polling|venue|register|deadline)\b",
    re.IGNORECASE,
)


class Postcode(Detector):
    """A postcode leads to fifteen doors or so."""

    name: ClassVar[str] = "postcode"
    title: ClassVar[str] = "your home postcode by itself"
    group: ClassVar[Group] = Group.HOME
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Nothing where the home address itself stands: that says it already."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        if any(not s.elsewhere for fact in subject.private(Kind.ADDRESS) for s in find_address(text, fact.value)):
            return
        # a neighbour's address, the council's
        named = mentions(text, subject)
        taken = [one.span for one in find_houses(text) if not any(one.start <= m.start < one.end for m in named)]
        taken += [address.span for fact in subject.all(Kind.ADDRESS) for address in find_address(text, fact.value)]
        own = list(_own(subject))
        found = next((postcode for postcode in own if any(apart(find_postcode(text, postcode), taken))), None)
        if found:
            yield self.finding(
                sighting,
                "home postcode",
                f"Your home postcode stands {spot(sighting)}",
                severity=Severity.WORTH_MENDING,
                value=found,
                masked=masked(found),
                reasons=("It is the postcode in your profile",),
            )
        elif is_firm(sighting):
            yield from self._others(sighting, subject, text, taken)

    def _others(self, sighting: Sighting, subject: Subject, text: str, taken: list[Span]) -> Iterator[Finding]:
        """A postcode that nobody declared, said to be the person's."""
        known = {normal_postcode(fact.value) for fact in subject.all(Kind.POSTCODE)}
        known |= {read_address(fact.value).postcode for fact in subject.all(Kind.ADDRESS)}
        own, record = is_own(sighting.evidence, subject), isinstance(sighting.evidence, Record)
        codes = list(apart(find_postcodes(text), taken))
        alone = len({text[start:end] for start, end in codes}) == 1
        for start, end in codes:
            postcode = normal_postcode(text[start:end]) or ""
            if postcode in known or not is_unopposed(text, (start, end), subject, own=own or record, office=False):
                continue
            first, last = sentence(text, start)
            called = _HOME.search(text, max(0, start - 40), start)
            if _A_VENUE.search(text, first, start if called else last):
                continue
            if called or (own and alone and _OURS.search(text)):
                yield self.finding(
                    sighting,
                    f"postcode {fingerprint(postcode, subject)}",
                    f"What may be your home postcode stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    value=postcode,
                    masked=masked(one_line(postcode)),
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("A postcode that is not in your profile is given as your home's",),
                )
                return


def _own(subject: Subject) -> Iterator[str]:
    """The declared home postcodes, each once."""
    values = [fact.value for fact in subject.private(Kind.POSTCODE)]
    values += [read_address(fact.value).postcode for fact in subject.private(Kind.ADDRESS)]
    yield from dict.fromkeys(filter(None, map(declared_postcode, values)))
