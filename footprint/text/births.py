"""Whether a date in a text is a birth or a birthday, and whether it is the person's."""

from __future__ import annotations

import re
from datetime import date

from footprint.model import Subject
from footprint.places.spans import Span
from footprint.text.dates import MONTH, Written
from footprint.text.owner import is_unopposed, named
from footprint.text.sentences import sentence

_ADULTS = (1925, 2008)
"""Years in which somebody on a council now may have been born."""

_BORN = re.compile(
    r"\b(?:born|birth(?:day|date)?s?|d\.?\s?o\.?\s?b\.?|b\.|b:|ganwyd|ganed|geni|pen-?blwydd)(?!\w)", re.IGNORECASE
)
_BIRTHDAY = re.compile(r"\b(?:birthdays?|pen-?blwydd|turn(?:s|ed|ing)?\s[1-9][0-9])(?!\w)", re.IGNORECASE)
_MINE = re.compile(
    r"(?i:\bmy\s(?:\w+\s)?birthday|\bbirthday\s(?:of\smine|twin)|\bI\s(?:\w+\s){0,3}birthday|\bbirthday\sto\sme)\b"
)
_ME = re.compile(r"\b(?:I|[Mm]y|[Ff]y|[Ff]i)\b")
_OTHER_DATE = re.compile(
    r"\b(?:elected|joined|started?|appoint\w+|since|died|expires?|issued|valid|from|resigned|term|opened|founded|dedicated"
    r"|established|built|unveiled|laid|killed|married|sefydlwyd|meeting|inspected|dated?(?!\sof\sbirth)|clear|until)\b",
    re.IGNORECASE,
)
_DONE_ON = re.compile(r"\b(?:was|were|been)\s\w+\s(?:\w+\s){0,2}on\s(?:the\s)?\Z")
_ROW = re.compile(r"[ \u00a0,;:|(\t-]{1,5}(?:(?:[A-Z]|[MF]|[Mm]ale|[Ff]emale)\b\.?[\s,;|]{0,3}){0,2}")
_MONTH_YEAR = re.compile(
    rf"(?i:\b(?:date\sof\sbirth|born(?:\sin)?|d\.?o\.?b\.?|geni))[:\s]{{1,3}}(?:in\s)?(?P<said>(?i:{MONTH})\.?,?\s"
    r"(?P<year>(?:19|20)[0-9]{2}))\b"
)
_AGE = re.compile(r"(?<![\w.:/\u00a3-])([2-9][0-9])(?![\w%:/]|[.,][0-9])")
_LIST, _NEAR = 120, 40


def is_birth(text: str, written: Written, subject: Subject, *, own: bool) -> bool:
    """A whole date of an adult's birth, called so or right behind the person's name, that nothing says is another's."""
    if not written.year or not _ADULTS[0] <= written.year <= _ADULTS[1]:
        return False
    start = written.start
    first = sentence(text, start)[0]
    lead = text[first:start]
    called = list(_BORN.finditer(lead))
    if called:
        whose = lead[: called[0].start()]
        if _OTHER_DATE.search(lead, called[-1].end()) or (own and re.search("[a-z]", whose) and not _ME.search(whose)):
            return False
        return is_unopposed(text, (start, written.end), subject, own=own, office=False)
    beside = any(0 < start - one[1] <= _NEAR and _ROW.fullmatch(text, one[1], start) for one in named(text, subject))
    row = text[text.rfind("\n", 0, start) + 1 : start]
    cell = re.search(r"[|\t;]\s{0,3}\Z", row) and any(first <= one[0] < start for one in named(text, subject))
    return bool(beside or cell) and not _OTHER_DATE.search(row)


def is_birthday(text: str, written: Written, subject: Subject, *, own: bool) -> bool:
    """A day and month without a year that is told as the person's birthday."""
    first, last = sentence(text, written.start)
    if written.year or not _BIRTHDAY.search(text, first, last):
        return False
    if own:
        return _MINE.search(text, first, last) is not None
    return is_unopposed(text, (written.start, written.end), subject, own=False, office=False)


def months_of_birth(text: str, subject: Subject, *, own: bool) -> list[Span]:
    """Where the month and year of the person's birth stand behind such a label, as registers of companies have it."""
    return [
        found.span("said")
        for found in _MONTH_YEAR.finditer(text)
        if _ADULTS[0] <= int(found["year"]) <= _ADULTS[1]
        and is_unopposed(text, found.span("said"), subject, own=own, office=False)
    ]


def is_listed_birthday(text: str, written: Written, subject: Subject) -> bool:
    """The person's own day in a list of birthdays: "Birthdays this month: Rosalind (9th March), Wilf (10th)."."""
    before = text[max(0, written.start - _LIST) : written.start]
    beside = any(
        0 < written.start - one[1] <= _NEAR and _ROW.fullmatch(text, one[1], written.start)
        for one in named(text, subject)
    )
    return beside and _BIRTHDAY.search(before) is not None


def tells_age(text: str, written: Written, born: int, published: date | None) -> bool:
    """Whether the age that one born in that year reaches on that day stands beside it: "60 next March, the 22nd"."""
    first, last = sentence(text, written.start)
    around = text[max(first, written.start - _NEAR) : written.start] + " " + text[written.end : last + _NEAR]
    ages = {int(found[1]) for found in _AGE.finditer(around)}
    return published is not None and any(published.year + ahead - born in ages for ahead in (0, 1))


def is_of_an_event(text: str, written: Written) -> bool:
    """The day of something else: "was dedicated on 9 March 1974"."""
    first = sentence(text, written.start)[0]
    lead = text[first : written.start]
    return bool(_OTHER_DATE.search(lead) or _DONE_ON.search(lead)) and not _BORN.search(lead)
