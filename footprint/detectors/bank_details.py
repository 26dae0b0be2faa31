"""Bank accounts: sort code and account number, or IBAN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked_end, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Photo, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either
from footprint.text.mentions import mentions
from footprint.text.owner import is_unopposed, named
from footprint.text.skim import skimmed
from footprint.text.whose import belongs


def _sort_code(gap: str) -> str:
    """A pattern for a sort code, in pairs or called so; `gap` names the sign between the pairs."""
    return (
        rf"(?:(?<![\w/-])[0-9]{{2}}(?P<{gap}>[-\u2010-\u2015 /.])[0-9]{{2}}(?P={gap})[0-9]{{2}}(?![\w/-]?[0-9])"
        r"|(?i:sort(?:ing)?(?:\s?code)?|s/?c|cod\sdidoli)[\s:#.is]{0,6}[0-9]{6}(?![0-9]))"
    )


_ACCOUNT = (
    r"(?<![\w/-])(?:[0-9]{4}[ -]?[0-9]{4}|(?:[0-9]{2}[ ]){3}[0-9]{2}|[0-9]{3}[ ][0-9]{3}[ ][0-9]{2}"
    r"|(?:[0-9][ ]){7}[0-9])(?![\w-]|[/.][0-9])"
)
_BETWEEN = r"[^0-9\n]{0,60}(?:\n[^0-9\n]{0,40})?"
_PAIR = re.compile(
    rf"{_sort_code('a')}{_BETWEEN}(?P<account>{_ACCOUNT})|(?P<first>{_ACCOUNT}){_BETWEEN}{_sort_code('b')}"
)
_ROLL = re.compile(
    r"(?i:\b(?:society|mortgage|roll)\b)[^\n0-9]{0,50}?(?<![\w/-])"
    r"(?P<roll>(?:[A-Z]{1,3}[ /-]?)?(?=[0-9/-]{0,12}[/-])[0-9][0-9/-]{6,15}[0-9])(?!\w)"
)
"""What a building society asks for beside its own account, or knows a mortgage by."""

_BARE = re.compile(rf"[0-9](?<![\w/.-].)[0-9]{{5}}[ ]?[|,;/\t ]{{1,2}}[ ]?(?P<account>{_ACCOUNT})")
"""As in the columns of a list of payments."""

_PAIRED = re.compile(
    r"[0-9](?<![\w/-].)[0-9]([-\u2010-\u2015])[0-9]{2}\1[0-9]{2}[ ]{0,2}[|,;:/\t ]{1,2}[ ]{0,2}[0-9]{8}(?![\w-])"
)
_PAYMENT = re.compile(
    r"\u00a3[0-9]|\b[0-9]{1,5}\.[0-9]{2}\b|\b(?:cheque|paid|pay|bacs|bank|sort|account|acc|a/c|refund|salary|owe"
    r"|halifax|barclays|lloyds|natwest|nationwide|santander|hsbc|tsb|monzo|starling)\b",
    re.IGNORECASE,
)
_IBAN = re.compile(r"[A-Z](?<!\w.)[A-Z][0-9]{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)")
_BRITISH_IBAN = re.compile(r"GB[0-9]{2}[A-Z]{4}[0-9]{14}")
_CHECKED = 97
_A_BANK = re.compile(
    r"\b(?:sort\s?code|s/?c|account|acc(?:t|ount)?\.?|a/c|bank\w*|bacs|transfer|pay(?:able|ment|ee)?"
    r"|faster\spayment|cyfrif|cod\sdidoli|sort|paid|paying|rent|dues|expenses|stake|winnings|wages|salary|quid|tenner"
    r"|owes?|owed|refund|chip\sin|settle|deposit|invoice|monzo|starling|iban|money|send|whip-?round)\b",
    re.IGNORECASE,
)
_SHARED = either(
    r"""
    council appeal fund charity trust (?<!building\s)society(?!\sref) club donat\w* lifeboat campaign party association
    ltd limited pta foundation school church hospice company group branch(?!\ssort) treasurer foodbank food_bank
    community committee theatre festival eisteddfod rhoddion traders supplier's forged precept reserve hmrc
    tax(?!\scode) rent rates fees fines scam\w* fraud\w* example e\.g\.?
    """
)
_COMMON = re.compile(rf"\b{_SHARED}(?!\w)", re.IGNORECASE)
_REACH = 160
_HINTS = (
    "sort",
    "account",
    "acc",
    "a/c",
    "s/c",
    "bank",
    "bacs",
    "transfer",
    "pay",
    "owe",
    "refund",
    "chip in",
    "settle",
    "deposit",
    "invoice",
    "cyfrif",
    "didoli",
    "monzo",
    "iban",
)


class BankDetails(Detector):
    """Enough for a direct debit in the person's name."""

    name: ClassVar[str] = "bank-details"
    title: ClassVar[str] = "your bank details"
    group: ClassVar[Group] = Group.IDENTITY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Accounts that stand with the person's name; one of a council, club or appeal is meant to be known."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, own = readable(sighting.evidence), is_own(sighting.evidence, subject)
        seen: set[str] = set()
        for number, span in _accounts(text):
            if number in seen or _is_common(text, span, subject):
                continue
            if not belongs(text, span, subject, own=own) and not is_unopposed(
                text, span, subject, own=own, office=False
            ):
                continue
            seen.add(number)
            yield self.finding(
                sighting,
                f"bank account {fingerprint(number, subject)}",
                f"What may be your bank details stand {spot(sighting)}. Are they yours?",
                severity=Severity.SERIOUS,
                value=one_line(text[span[0] : span[1]]),
                masked=masked_end(number),
                declared=False,
                confidence=less_sure(sighting),
                reasons=("A sort code and account number, or an IBAN, stand with your name",),
            )


def _accounts(text: str) -> Iterator[tuple[str, Span]]:
    """The account number or IBAN, and where the whole stands."""
    for found in skimmed(_PAIR, text, _HINTS):
        if _A_BANK.search(text, max(0, found.start() - _REACH // 2), found.end()):
            yield re.sub(r"\D", "", found["account"] or found["first"]), found.span()
    for found in _PAIRED.finditer(text):
        yield re.sub(r"\D", "", found[0])[-8:], found.span()
    for found in _BARE.finditer(text):
        if _PAYMENT.search(text, max(0, found.start() - _REACH), found.end() + _REACH):
            yield re.sub(r"\D", "", found["account"]), found.span()
    for found in skimmed(_ROLL, text, ("society", "mortgage", "roll ")):
        yield re.sub(r"\W", "", found["roll"]), found.span("roll")
    for found in _IBAN.finditer(text):
        number = re.sub(r"\W", "", found[0])
        if _BRITISH_IBAN.fullmatch(number) or _is_checked(number):
            yield number, found.span()


def _is_checked(number: str) -> bool:
    """Whether the check digits of an IBAN are right, as ISO 13616 reckons them."""
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % _CHECKED == 1


def _is_common(text: str, span: Span, subject: Subject) -> bool:
    """An account that everybody is asked to pay into: no name of the person's stands between the body's and it."""
    if _OWN_ACCOUNT.search(text, max(0, span[0] - _REACH // 2), span[0]) or _is_in_their_name(text, span, subject):
        return False
    start = max(text.rfind("\n\n", 0, span[0]), span[0] - _REACH, 0)
    payee = max((found.end() for found in _PAYEE.finditer(text, start, span[0])), default=start)
    named = [one.start for one in mentions(text, subject) if start <= one.start < span[0]]
    row = text.rfind("\n", 0, span[0]) + 1
    if named and row <= named[-1] <= row + _PAYEE_GAP:
        start = named[-1]
    if named and payee <= named[-1] <= payee + _PAYEE_GAP and payee > start:
        start = named[-1]
    return _COMMON.search(text[start : span[1] + _REACH // 4]) is not None


_OWN_ACCOUNT = re.compile(
    r"\b(?:my|his|her|their|\w+['\u2019]s)\s(?:own|personal)\s(?:\w+\s){0,2}(?:account|bank)\b|\b(?:in)?to\smine\b",
    re.IGNORECASE,
)


def _is_in_their_name(text: str, span: Span, subject: Subject) -> bool:
    """The person's name stands right before the numbers, or after "account holder" or "name of"."""
    return any(
        0 <= span[0] - one[1] <= _PAYEE_GAP
        or (0 <= span[0] - one[1] <= _REACH and _NAME_OF.search(text, max(0, one[0] - _PAYEE_GAP * 3), one[0]))
        or (span[1] <= one[0] <= span[1] + _REACH // 2 and _NAME_OF.search(text, span[1], one[0]))
        for one in named(text, subject)
    )


_NAME_OF = re.compile(r"\b(?:name\sof|borrower|holder|payee|beneficiary)[\s:]{1,2}\Z", re.IGNORECASE)
_PAYEE = re.compile(
    r"(?i:\b(?:pay(?:able)?|payee|paid|refund(?:\sdue)?|owed?|reimburse|transfer(?:red)?|name|reim|bacs)\b)(?:\s?(?:to"
    r"|in|:|is|of))?\s?"
)
_PAYEE_GAP = 6
