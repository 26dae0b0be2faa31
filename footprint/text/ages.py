"""Ages told together with the birthday: "turned 52 on Saturday", "her 40th birthday last week"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from footprint.text.dates import MONTH, WEEKDAY, find_dates, find_days

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_ORDINALS = {
    **{f"{word[:-1]}ieth": number for word, number in _TENS.items()},
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "eighteenth": 18,
    "twenty-first": 21,
}
_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?)"
_AGE = rf"(?P<age{{0}}>[1-9][0-9]|1[01][0-9]|[2-9]-0|{_WORDS})"
_TH = rf"(?P<th>[1-9][0-9](?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})-)?(?:{'|'.join(_ORDINALS)}))"
_DAY_IN_WORDS = (
    rf"(?:(?:twenty-|thirty-)?(?:{'|'.join(_ORDINALS)})|(?:ten|eleven|thirteen|fourteen"
    rf"|fifteen|sixteen|seventeen|nineteen)th)"
)
_WHEN = (
    rf"(?:(?:on|last|this|next|this coming)\s(?:the\s)?(?:{WEEKDAY}\b"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:\s(?:of\s)?{MONTH}\b)?|{MONTH}\b|week\b"
    rf"|month\b|weekend\b|christmas\b|new\syear\b|boxing\sday)"
    rf"|today|tomorrow|yesterday|tonight|this\s(?:morning|week|weekend|month)|in\s(?:{MONTH})\b|{WEEKDAY}\b"
    rf"|over\sthe\sweekend|(?:earlier|later)\sthis\s\w+)"
)
_TOLD = re.compile(
    r"\b(?:"
    rf"(?:turn(?:s|ed|ing)?|hits?|hit|reach(?:es|ed)?|will\sbe|am|['\u2019]m|is|was|be|becomes?"
    rf"|became)\s(?:the\sbig\s|a\s(?:very\s)?(?:happy|grand)\s)?{_AGE.format(1)}(?:\syears?\sold"
    rf"|\syears\syoung)?,?\s(?:years\s)?(?:old\s)?{_WHEN}"
    rf"|(?:{_WHEN},?\s(?:\w+\s){{0,4}}?)(?:turn(?:s|ed|ing)?|hits?)\s(?:the\sbig\s)?{_AGE.format(2)}\b"
    rf"|{_TH}\sbirthday(?:\s(?:party|celebrations?|bash|cake|lunch|tea))?(?:[^.!?\n]{{0,40}}?\b{_WHEN})?"
    rf"|(?<![\d.:])(?<!at\s){_AGE.format(5)}\s(?:on\s{WEEKDAY}\b|next\sweek|this\sweek)"
    rf"|(?:my|her|his|their)\s(?:big\s)?birthday\s(?:is|was|falls|being)?\s?(?:{_WHEN})|birthday\s(?:to\sme\b"
    rf"|today\b|tomorrow\b)"
    r"|hanner\scant\s(?:oed\s)?(?:heddiw|yfory)\b"
    rf"|{_AGE.format(3)}\s(?:today|tomorrow)\b"
    rf"|(?<![\d.:])(?<!at\s){_AGE.format(4)}\son\s(?:the\s)?(?:{WEEKDAY},?\s)?(?:(?:[0-9]{{1,2}}(?:st"
    rf"|nd|rd|th)?|{_DAY_IN_WORDS})\s(?:of\s)?(?:{MONTH})"
    rf"|{MONTH}\s[0-9]{{1,2}})\b"
    rf"|it(?:['\u2019]s|\sis|\swas)\s(?:my|her|his)\s(?:\w+\s)?birthday\b(?:\s{_WHEN})?"
    r")",
    re.IGNORECASE,
)
_MOST = 50


@dataclass(frozen=True, slots=True)
class Age:
    """A birthday told by its age or its day: `text[start:end]`. `years` is None where no age is told."""

    start: int
    end: int
    years: int | None


def find_ages(text: str) -> Iterator[Age]:
    """Every birthday that is told with an age or a day, whoever's it is."""
    for found in islice(_TOLD.finditer(text), _MOST):
        said = next((found[f"age{n}"] for n in range(1, 6) if found[f"age{n}"]), None)
        years = _number(said) if said else _ordinal(found["th"]) if found["th"] else None
        if found[0].lower().startswith("hanner cant"):
            years = 50
        yield Age(found.start(), found.end(), years)


def fits(age: Age, text: str, born: date, day: date | None) -> bool:
    """Whether somebody born on that day can have had this birthday; `day` is when the text was published."""
    if _names_day(text[age.start : age.end], born):
        return True
    if age.years is None:
        days = [told.date for told in find_days(text[age.start : age.end], day, day)] if day else []
        return not days or any(
            abs((one.replace(year=2000) - born.replace(year=2000)).days) <= 1 for one in days if _plain(one)
        )
    if day is None:
        return born.year + age.years <= date.max.year
    return any((day + timedelta(days)).year - born.year == age.years for days in (-200, 0, 200))


def _names_day(said: str, born: date) -> bool:
    """The very day and month, in figures or in words: "the first of December"."""
    told = re.search(rf"({_DAY_IN_WORDS})\s(?:of\s)?(?={MONTH})", said, re.IGNORECASE)
    if told and told[1].lower() in _ORDINALS:
        said = f"{said[: told.start()]}{_ORDINALS[told[1].lower()]} {said[told.end() :]}"
    return any((one.day, one.month) == (born.day, born.month) for one in find_dates(said))


def _plain(day: date) -> bool:
    return (day.month, day.day) != (2, 29)


def _number(said: str) -> int:
    plain = said.lower().replace("-0", "0")
    if plain.isdecimal():
        return int(plain)
    tens, *ones = re.split(r"[- ]", plain)
    return _TENS[tens] + (_ONES[ones[0]] if ones else 0)


def _ordinal(said: str) -> int:
    digits = re.match(r"[0-9]+", said)
    if digits:
        return int(digits[0])
    tens, _, ones = said.lower().partition("-")
    if said.lower() in _ORDINALS:
        return _ORDINALS[said.lower()]
    return _TENS.get(tens, 0) + _ORDINALS.get(ones, 0)
