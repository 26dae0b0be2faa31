"""Leaks in which the person's own e-mail addresses stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, masked, one_line
from footprint.model import Breach, Confidence, Finding, Group, Kind, Seen, Severity, Sighting, Subject

_KINDS = {
    "leaked-passwords": (
        "a password",
        re.compile(r"\b(?:passwords?|password hints?|pins?|security questions|auth tokens?|mnemonic)\b"),
    ),
    "leaked-address": (
        "a postal address",
        re.compile(r"\b(?:physical|home|postal|billing|delivery|shipping) addresses|living arrang"),
    ),
    "leaked-money": (
        "bank or identity details",
        re.compile(r"\b(?:bank account|(?:credit|payment) cards?|government issued|passport|social security|tax )"),
    ),
    "leaked-phone": ("a phone number", re.compile(r"\b(?:phone|mobile|telephone)\b")),
    "leaked-birth-date": ("a date of birth", re.compile(r"\bdates? of birth|years? of birth|\bages\b")),
    "leaked-family": ("family details", re.compile(r"\b(?:family|children|spouses?|marital|next of kin)")),
    "leaked-messages": ("private messages", re.compile(r"\b(?:private|chat|email) messages|chat logs|sms messages")),
}
"""What was in a leak: the register that remedies go by, in plain words, and how a service names it."""

_SERIOUS = frozenset({"leaked-passwords", "leaked-address", "leaked-money"})
_MOST_NAMED = 4


class LeakFound(Detector):
    """One finding for each leak and address."""

    name: ClassVar[str] = "breach"
    title: ClassVar[str] = "your e-mail addresses in data leaks"
    group: ClassVar[Group] = Group.ACCOUNTS
    reads: ClassVar[tuple[type[Seen], ...]] = (Breach,)

    def applies(self, subject: Subject) -> bool:
        """Whether there is an address to ask about."""
        return bool(subject.all(Kind.EMAIL))

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Which address stood in which leak, and what else was in it."""
        leak = sighting.evidence
        if not isinstance(leak, Breach):
            return
        kinds = tuple(
            kind for kind, (_, names) in _KINDS.items() if any(names.search(k.casefold()) for k in leak.leaked)
        )
        found = self.finding(
            sighting,
            f"leak {fingerprint(leak.email.casefold(), subject)}",
            _sentence(leak, kinds),
            severity=_severity(leak, kinds),
            value=leak.email,
            masked=masked(leak.email),
            confidence=None if leak.verified else Confidence.POSSIBLE,
            reasons=_reasons(leak),
        )
        yield replace(found, registers=kinds)


def _sentence(leak: Breach, kinds: tuple[str, ...]) -> str:
    """What leaked, from whom and when; passwords and addresses are named first."""
    named = [_KINDS[kind][0] for kind in kinds][:_MOST_NAMED]
    together = f", with {_listed(named)}" if named else ""
    when = f" in {leak.on:%B %Y}" if leak.on else ""
    return f"Your e-mail address leaked from {one_line(leak.service)}{when}{together}"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _severity(leak: Breach, kinds: tuple[str, ...]) -> Severity:
    if _SERIOUS.intersection(kinds):
        return Severity.SERIOUS
    return Severity.WORTH_MENDING if kinds or leak.sensitive else Severity.GOOD_TO_KNOW


def _reasons(leak: Breach) -> Iterator[str]:
    if leak.leaked:
        yield f"In it were: {one_line(', '.join(leak.leaked))}"
    if leak.sensitive:
        yield "That your address was there at all may tell something private"
    if not leak.verified:
        yield "Whether this leak is real could not be confirmed by those who keep count"
