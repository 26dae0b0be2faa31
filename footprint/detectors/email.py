"""Personal e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Severity, Sighting, Subject
from footprint.places.spelling import fold
from footprint.text.contacts import domain, find_email, find_emails, is_office_email, normal_email, site
from footprint.text.owner import is_unopposed
from footprint.text.whose import stands_with


class Email(Detector):
    """Addresses of the profile, in any usual spelling; and others that are said to be the person's."""

    name: ClassVar[str] = "email"
    title: ClassVar[str] = "your personal e-mail addresses"
    group: ClassVar[Group] = Group.PHONE
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The declared addresses, then others. An address of the council is no exposure."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        for fact in subject.private(Kind.EMAIL):
            found = next(find_email(text, fact.value), None)
            if found and not is_office_email(fact.value, subject):
                yield self.finding(
                    sighting,
                    f"e-mail {fingerprint(normal_email(fact.value), subject)}",
                    f"Your personal e-mail address stands {spot(sighting)}",
                    severity=Severity.WORTH_MENDING,
                    value=one_line(text[found[0] : found[1]]),
                    masked=masked(normal_email(fact.value)),
                    reasons=("It is the address in your profile",),
                )
        if is_firm(sighting):
            yield from self._others(sighting, subject, text)

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """An address that nobody declared, of the person's name or said to be theirs."""
        known = {normal_email(fact.value) for fact in subject.all(Kind.EMAIL)}
        own_domains = {site(fact.value)[0] for fact in subject.all(Kind.SITE)}
        own = is_own(sighting.evidence, subject)
        for start, end in find_emails(text):
            address = normal_email(text[start:end])
            office = is_office_email(address, subject) and not _is_of_own_firm(address, subject)
            if address in known or domain(address) in own_domains or office:
                continue
            known.add(address)
            if _bears_name(address, subject) or (
                not _bears_another(address, subject)
                and (
                    stands_with(text, start, end, subject, own=own)
                    or is_unopposed(text, (start, end), subject, own=own)
                )
            ):
                yield self.finding(
                    sighting,
                    f"e-mail {fingerprint(address, subject)}",
                    f"What may be a personal e-mail address of yours stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    value=one_line(text[start:end]),
                    masked=masked(address),
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("An address that is not in your profile bears your name or stands beside it",),
                )


def _is_of_own_firm(address: str, subject: Subject) -> bool:
    """Like "hello@quillfeather-words.example": the box of a firm that bears the person's surname."""
    surnames = {fold(fact.value).split()[-1] for fact in subject.all(Kind.NAME) if " " in fact.value.strip()}
    hosts = {domain(fact.value) for fact in subject.all(Kind.EMAIL) if fact.on_purpose}
    return domain(address) not in hosts and bool(surnames & set(re.split(r"[^a-z]+", domain(address))))


def _bears_another(address: str, subject: Subject) -> bool:
    """Like "kit.marchbanks@…" or "k.marchbanks@…": a whole name, and not the person's."""
    said = set(re.findall(r"[^\W\d_]{3,}", address.partition("@")[0]))
    own = {re.sub(r"[^a-z]", "", word) for fact in subject.all(Kind.NAME) for word in fold(fact.value).split()}
    own |= {half for fact in subject.all(Kind.NAME) for half in re.split(r"[\s-]", fold(fact.value))}
    initial = re.fullmatch(r"[a-z]\.([a-z]{3,})[0-9]*", address.partition("@")[0])
    return (len(said) > 1 or initial is not None) and not said & own


def _bears_name(address: str, subject: Subject) -> bool:
    """Like "r.quillfeather@…", "ros_quillfeather@…" or "quillfeather.rosalind@…"."""
    local = address.partition("@")[0]
    for fact in subject.all(Kind.NAME):
        first, *_, last = fold(fact.value).split() or [""]
        if not last or last == first:
            continue
        names = rf"(?:{re.escape(first)}|{re.escape(first[:1])})"
        if re.fullmatch(
            rf"{names}[._-]?{re.escape(last)}[0-9]{{0,4}}|{re.escape(last)}[._-]?{names}[0-9]{{0,4}}", local
        ):
            return True
    return False
