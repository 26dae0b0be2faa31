"""The date of birth, or the birthday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, fingerprint, is_credible, is_firm, less_sure, one_line, spot
from footprint.model import Finding, Group, Kind, Severity, Sighting, Subject
from footprint.web.about import is_own, published, readable
from footprint.web.dates import Written, find_dates
from footprint.web.mentions import is_hers, mentions

_BORN = re.compile(r"\b(?:born|birth(?:day|date)?s?|d\.?o\.?b|b\.|turn(?:s|ed|ing)?|celebrat\w+)(?!\w)", re.IGNORECASE)
_BIRTHDAY = re.compile(
    r"\b(?:birthday|birth|born|d\.?o\.?b|turn(?:s|ed|ing)? [1-9][0-9]|[1-9][0-9]th birthday)(?!\w)", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:my (?:[1-9][0-9](?:st|nd|rd|th) )?birthday(?: (?:is )?today)?|i(?:'m|\u2019m| am| turn(?:ed)?) [1-9][0-9] today"
    r"|today is my birthday|happy birthday(?: to me)?)\b",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    r"\b(?:date of birth|born(?: in)?|d\.?o\.?b\.?)[:\s]{1,3}(?:in )?([A-Z][a-z]{2,8})\.?,? ((?:19|20)[0-9]{2})\b"
)
_BEFORE, _AFTER = 60, 30
_REACH = 150


class BirthDate(Detector):
    """A bank asks for it to know who is calling."""

    name: ClassVar[str] = "birth-date"
    title: ClassVar[str] = "your date of birth or birthday"
    group: ClassVar[Group] = Group.FAMILY

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The fullest form in which it stands there."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        declared = [written for fact in subject.private(Kind.BIRTH_DATE) for written in find_dates(fact.value)]
        if declared:
            found = max(_mentioned(sighting, subject, text, declared[0]), default=None)
            if found:
                yield self._finding(sighting, *found)
        elif is_firm(sighting):
            yield from self._others(sighting, subject, text)

    def _finding(self, sighting: Sighting, full: int, said: str) -> Finding:
        what = ("Your birthday is told", "The month and year of your birth stand", "Your date of birth stands")[full]
        return self.finding(
            sighting,
            "date of birth",
            f"{what} {spot(sighting)}",
            severity=Severity.GOOD_TO_KNOW if not full else Severity.WORTH_MENDING,
            value=said,
            masked=f"{BLOT} {BLOT}",
            reasons=("It is the date in your profile",),
        )

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """ "Born on 9 March 1974", said of the person, where the profile has no date."""
        own = is_own(sighting.evidence, subject)
        for written in find_dates(text):
            born = re.search(
                r"(?i)\b(?:born|date of birth|dob)\b[^\n.]{0,30}\Z", text[max(0, written.start - 50) : written.start]
            )
            if not born or not written.year:
                continue
            at = max(0, written.start - 50) + born.start()
            first_person = own and re.search(r"\bI was\s\Z", text[max(0, at - 10) : at])
            if first_person or is_hers(text, at, written.end, subject):
                said = f"{written.year}-{written.month:02}-{written.day:02}"
                yield self.finding(
                    sighting,
                    f"date of birth {fingerprint(said, subject)}",
                    f"What may be your date of birth stands {spot(sighting)}. Is it yours?",
                    severity=Severity.WORTH_MENDING,
                    masked=f"{BLOT} {BLOT}",
                    declared=False,
                    confidence=less_sure(sighting),
                    reasons=("A date that is not in your profile is given as your birth",),
                )
                return


def _mentioned(sighting: Sighting, subject: Subject, text: str, born: Written) -> Iterator[tuple[int, str]]:
    """Each place where the declared date stands: how full (0 a birthday, 1 month and year, 2 the whole), and the words."""
    for written in find_dates(text):
        if (written.day, written.month) != (born.day, born.month):
            continue
        said = one_line(text[written.start : written.end])
        before = text[max(0, written.start - _BEFORE) : written.start]
        after = text[written.end : written.end + _AFTER]
        if written.year == born.year:
            near = any(0 <= written.start - one.end <= _REACH for one in mentions(text, subject))
            if near or _BORN.search(before) or _BIRTHDAY.search(after):
                yield 2, said
        elif _BIRTHDAY.search(_last_sentence(before)) or _BIRTHDAY.search(after.split(". ", maxsplit=1)[0]):
            yield 0, said
    for found in _MONTH_YEAR.finditer(text):
        if any((w.month, w.year) == (born.month, born.year) for w in find_dates(f"1 {found[1]} {found[2]}")):
            yield 1, one_line(f"{found[1]} {found[2]}")
    day = published(sighting.evidence)
    wished = _TODAY.search(text)
    if day and wished and (day.day, day.month) == (born.day, born.month):
        own = is_own(sighting.evidence, subject)
        named = any(abs(one.start - wished.end()) <= _BEFORE for one in mentions(text, subject))
        if (own and "my" in wished[0].lower()) or (own and wished[0].lower().startswith("i")) or (named and not own):
            yield 0, one_line(wished[0])


def _last_sentence(text: str) -> str:
    return re.split(r"[.!?]\s|\n", text)[-1]
