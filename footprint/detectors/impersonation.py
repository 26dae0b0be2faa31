"""Accounts that pass themselves off as the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, less_sure, masked
from footprint.identity.posing import Posing, posing
from footprint.model import Account, Confidence, Finding, Group, Seen, Severity, Sighting, Subject


class Impersonation(Detector):
    """Accounts that the person did not declare, and that have more of them than the name."""

    name: ClassVar[str] = "impersonation"
    title: ClassVar[str] = "accounts that pass themselves off as you"
    group: ClassVar[Group] = Group.ACCOUNTS
    covers: ClassVar[tuple[str, ...]] = ("account",)
    reads: ClassVar[tuple[type[Seen], ...]] = (Account,)
    asks: ClassVar[bool] = True
    own: ClassVar[Severity | None] = Severity.GOOD_TO_KNOW
    harmful_of_others: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding an account; one that bears the name alone is left to `account`."""
        account = sighting.evidence
        if not isinstance(account, Account) or not is_credible(sighting):
            return
        has = posing(account, subject)
        if has:
            yield self.finding(
                sighting,
                f"posing on {account.service} {fingerprint(account.handle.casefold(), subject)}",
                f"An account on {account.service} {_shown(has)}. Is this you?",
                severity=Severity.SERIOUS if has.name and has.portrait else Severity.WORTH_MENDING,
                value=account.handle,
                masked=masked(account.handle),
                declared=False,
                confidence=Confidence.LIKELY if has.portrait else less_sure(sighting),
                reasons=_reasons(has),
            )


def _shown(has: Posing) -> str:
    if has.portrait:
        return "bears your name and shows your picture" if has.name else "shows your picture under another name"
    return "bears your name and speaks as a councillor"


def _reasons(has: Posing) -> Iterator[str]:
    yield "It is not among the accounts in your profile"
    if has.name:
        yield "It bears your name"
    if has.portrait:
        yield "Its picture is a copy of the portrait in your profile"
    for office in has.office:
        yield f"It claims {office}"
