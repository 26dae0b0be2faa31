"""Accounts on public services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, less_sure, masked
from footprint.identity.about import has_own_handle, readable
from footprint.identity.posing import posing
from footprint.model import Account, Confidence, Finding, Group, Kind, Seen, Severity, Sighting, Subject
from footprint.places.address import find_address
from footprint.places.postcodes import find_postcode
from footprint.text.contacts import find_email, find_phone


class AccountFound(Detector):
    """The person's own accounts, for their overview; and those that bear their name and may be somebody else's."""

    name: ClassVar[str] = "account"
    title: ClassVar[str] = "accounts in your name"
    group: ClassVar[Group] = Group.ACCOUNTS
    reads: ClassVar[tuple[type[Seen], ...]] = (Account,)
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding an account."""
        account = sighting.evidence
        if not isinstance(account, Account) or not is_credible(sighting):
            return
        if account.declared:
            yield self._own(sighting, account, subject)
        elif not posing(account, subject):  # `impersonation` says it of those
            yield self._other(sighting, account, subject)

    def _own(self, sighting: Sighting, account: Account, subject: Subject) -> Finding:
        given = _gives_away(account, subject)
        return self.finding(
            sighting,
            f"account on {account.service}",
            f"Your account {account.handle} on {account.service} can be found by anyone"
            + (f", and shows {given}" if given else ""),
            severity=Severity.WORTH_MENDING if given else Severity.GOOD_TO_KNOW,
            value=account.handle,
            masked=masked(account.handle),
        )

    def _other(self, sighting: Sighting, account: Account, subject: Subject) -> Finding:
        bears = f"An account on {account.service} bears your name. Is this you?"
        known = f"An account with your user name exists on {account.service}: is it yours?"
        return self.finding(
            sighting,
            f"account on {account.service} {fingerprint(account.handle.casefold(), subject)}",
            known if has_own_handle(account, subject) else bears,
            severity=Severity.GOOD_TO_KNOW,
            value=account.handle,
            masked=masked(account.handle),
            declared=False,
            confidence=min(less_sure(sighting), _at_most(sighting), key=lambda confidence: confidence.rank),
            reasons=("It is not among the accounts in your profile",),
        )


def _at_most(sighting: Sighting) -> Confidence:
    return Confidence.LIKELY if sighting.match.confidence is Confidence.CERTAIN else Confidence.POSSIBLE


def _gives_away(account: Account, subject: Subject) -> str:
    """What private fact the account shows; the detector of that fact tells the rest."""
    text = readable(account)
    if any(any(find_address(text, fact.value)) for fact in subject.private(Kind.ADDRESS)):
        return "your home address"
    if any(any(find_phone(text, fact.value)) for fact in subject.private(Kind.PHONE)):
        return "your phone number"
    if any(any(find_email(text, fact.value)) for fact in subject.private(Kind.EMAIL)):
        return "your personal e-mail address"
    if any(any(find_postcode(text, fact.value)) for fact in subject.private(Kind.POSTCODE)):
        return "your home postcode"
    return ""
