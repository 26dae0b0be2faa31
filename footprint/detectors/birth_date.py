"""The date of birth, or the birthday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import ClassVar

from footprint.detectors import BLOT, Detector, fingerprint, is_credible, is_firm, less_sure, one_line, spot
from footprint.identity.about import is_own, published, readable
from footprint.model import Finding, Group, Kind, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.ages import Age, find_ages, fits
from footprint.text.births import (
    is_birth,
    is_birthday,
    is_listed_birthday,
    is_of_an_event,
    months_of_birth,
    tells_age,
)
from footprint.text.dates import Written, find_dates
from footprint.text.mentions import mentions
from footprint.text.owner import named
from footprint.text.whose import is_a_quote_of, is_theirs, names_another

_BIRTHDAY = re.compile(
    r"\b(?:birthday|birth|born|d\.?o\.?b|turn(?:s|ed|ing)? [1-9][0-9]|[1-9][0-9]th birthday)(?!\w)", re.IGNORECASE
)
_BY_ME = re.compile(
    r"(?:\bI(?:['\u2019](?:m|ll|ve|d))?\s(?:\w+\s){0,3}|\b[Mm]y\s(?:(?:big|own)\s)?|\b[Ww]e\s(?:both\s)?|(?:\A"
    r"|[.!?\n:]\s{0,3}|\bso\s|\band\s|\bbeing\s|\bjust\s|\bHello,?\s|\bfi fy hun,?\s))\Z"
)
_I = re.compile(r"(?:my|I|i)\b|(?:it\W?s|it is|it was|birthday) (?:my|to me)\b", re.IGNORECASE)
_TO = re.compile(
    r"(?:,|\s(?:to|for|of|with))?\s(?:our\s|my\s|the\s|dear\s|own\s|good\s|friend\s|ward\s|local\s|colleague\s){0,4}\Z"
)
_WISHED = re.compile(r"\bhappy (?:[1-9][0-9](?:st|nd|rd|th) )?birthday\b", re.IGNORECASE)
_MONTH_YEAR = re.compile(
    r"\b(?i:date of birth|born(?: in)?|d\.?o\.?b\.?)[:\s]{1,3}(?:in )?([A-Z][a-z]{2,8})\.?,? ((?:19|20)[0-9]{2})\b"
)
_AS_BORN = re.compile(r"\b(?:born|date of birth|dob)\b[^\n.]{0,30}\Z", re.IGNORECASE)
_WHO = re.compile(r"(?:\bwho(?:\s|\W)?(?:will|ll|is|was)?\s?|\b(?:[Ss]he|[Hh]e)(?:\W(?:s|ll))?\s(?:\w+\s){0,2})\Z")
_BEFORE, _AFTER = 80, 45
_MOST = 100
_FAR = 150


class BirthDate(Detector):
    """A bank asks for it to know who is calling."""

    name: ClassVar[str] = "birth-date"
    title: ClassVar[str] = "your date of birth or birthday"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The fullest form in which it stands there."""
        if not is_credible(sighting):
            return
        text = readable(sighting.evidence)
        declared = [written for fact in subject.private(Kind.BIRTH_DATE) for written in find_dates(fact.value)]
        if declared:
            found = max(islice(_mentioned(sighting, subject, text, declared[0]), _MOST), default=None)
            if found:
                yield self._finding(sighting, *found)
                return
        elif is_firm(sighting):
            others = list(self._others(sighting, subject, text))
            yield from others
            if others:
                return
        if is_firm(sighting):
            yield from self._ages(sighting, subject, text)

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

    def _ages(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """A birthday told by its age or its day: "turned 52 on Saturday". One that fits the profile comes first."""
        born = [
            date(w.year, w.month, w.day)
            for f in subject.private(Kind.BIRTH_DATE)
            for w in find_dates(f.value)
            if w.year
        ]
        day = published(sighting.evidence)
        told = [age for age in find_ages(text) if _is_hers(sighting, subject, text, age)]
        fitting = [age for age in told if any(fits(age, text, one, day) for one in born)]
        for age in (fitting or told)[:1]:
            said, declared = one_line(text[age.start : age.end]), bool(fitting)
            yield self.finding(
                sighting,
                "date of birth" if declared else f"birthday {fingerprint(fold(said), subject)}",
                f"Your birthday is told {spot(sighting)}"
                if declared
                else f"What may be your birthday is told {spot(sighting)}. Is it yours?",
                severity=Severity.GOOD_TO_KNOW if age.years is None else Severity.WORTH_MENDING,
                value=said,
                masked=f"{BLOT} {BLOT}",
                declared=declared,
                confidence=None if declared else less_sure(sighting),
                reasons=("It tells the day" + (" and your age" if age.years else ""),),
            )

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        """A birth or birthday that is the person's, where the profile has no date. The fullest comes first."""
        own = is_own(sighting.evidence, subject)
        dates = list(islice(find_dates(text), _MOST))
        for written in dates:
            if is_birth(text, written, subject, own=own):
                yield self._other(sighting, subject, text, (written.start, written.end))
                return
        days = [(one.start, one.end) for one in dates if is_birthday(text, one, subject, own=own)]
        for span in (*months_of_birth(text, subject, own=own), *days)[:1]:
            yield self._other(sighting, subject, text, span)

    def _other(self, sighting: Sighting, subject: Subject, text: str, span: Span) -> Finding:
        said = one_line(text[span[0] : span[1]])
        return self.finding(
            sighting,
            f"date of birth {fingerprint(fold(said), subject)}",
            f"What may be your date of birth stands {spot(sighting)}. Is it yours?",
            severity=Severity.WORTH_MENDING,
            value=said,
            masked=f"{BLOT} {BLOT}",
            declared=False,
            confidence=less_sure(sighting),
            reasons=("A date that is not in your profile is given as your birth",),
        )


def _mentioned(sighting: Sighting, subject: Subject, text: str, born: Written) -> Iterator[tuple[int, str]]:
    """Each place where the declared date stands: 0 for a birthday, 1 month and year, 2 the whole; and the words."""
    for written in find_dates(text):
        if (written.day, written.month) != (born.day, born.month):
            continue
        said = one_line(text[written.start : written.end]).rstrip(".")
        before = text[max(0, written.start - _BEFORE) : written.start]
        after = text[written.end : written.end + _AFTER]
        if written.year == born.year:
            if not is_of_an_event(text, written):
                yield 2, said
        elif (written.year and _AS_BORN.search(before)) or _is_another_s(sighting, subject, text, written.start):
            continue
        elif (
            _BIRTHDAY.search(before if is_own(sighting.evidence, subject) else _last_sentence(before))
            or _BIRTHDAY.search(after.split(". ", maxsplit=1)[0])
            or is_listed_birthday(text, written, subject)
            or tells_age(text, written, born.year or 0, published(sighting.evidence))
        ):
            yield 0, said
    for found in _MONTH_YEAR.finditer(text):
        if any((w.month, w.year) == (born.month, born.year) for w in find_dates(f"1 {found[1]} {found[2]}")):
            yield 1, one_line(f"{found[1]} {found[2]}")
    yield from ((0, said) for said in _wishes(sighting, subject, text, born))


def _is_another_s(sighting: Sighting, subject: Subject, text: str, at: int) -> bool:
    """Somebody else is named between the person and the day."""
    before = [mention.end for mention in mentions(text, subject) if at - _FAR <= mention.end <= at]
    if is_own(sighting.evidence, subject) or not before:
        return False
    return names_another(text[before[-1] : at], at - before[-1], subject)


def _wishes(sighting: Sighting, subject: Subject, text: str, born: Written) -> Iterator[str]:
    """Good wishes to the person, published on the very day."""
    day = published(sighting.evidence)
    if not day or (day.day, day.month) != (born.day, born.month):
        return
    for found in _WISHED.finditer(text):
        if any(abs(mention.start - found.end()) <= _BEFORE for mention in mentions(text, subject)):
            yield one_line(found[0])


def _is_hers(sighting: Sighting, subject: Subject, text: str, age: Age) -> bool:
    """Said by the person of themselves, or of them: "her 40th birthday", "happy 75th birthday to …"."""
    if is_own(sighting.evidence, subject) or is_a_quote_of(text, age.start, subject):
        return bool(_I.match(text, age.start) or _BY_ME.search(text, max(0, age.start - _BEFORE), age.start))
    if is_theirs("his", text, age.start, subject, own=False) or _is_wished(text, subject):
        return True
    after = (mention for mention in mentions(text, subject) if age.end <= mention.start <= age.end + _AFTER)
    if _WHO.search(text, max(0, age.start - _BEFORE), age.start):
        before = [one for one in mentions(text, subject) if age.start - _BEFORE <= one.end <= age.start]
        if before and not re.search(r"[A-Z]", text[before[-1].end : age.start]):
            return True
    return any(_TO.fullmatch(text, age.end, mention.start) for mention in after)


def _is_wished(text: str, subject: Subject) -> bool:
    """Somebody wishes the person a happy birthday, and nobody else."""
    wishes = list(_WISHED.finditer(text))
    return bool(wishes) and all(
        any(0 < one[0] - wish.end() <= _AFTER for one in named(text, subject)) for wish in wishes
    )


def _last_sentence(text: str) -> str:
    return re.split(r"[.!?]\s|\n", text)[-1]
