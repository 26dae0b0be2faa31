"""Dates and times in running text, as people in the United Kingdom write them: the day first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from footprint.text.skim import skimmed

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
    r"|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
"""A month in English or Welsh, as a pattern for text in any case."""

WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
"""A day of the week, as a pattern for text in any case."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha")
_WELSH_HINTS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", " mai ", "mehefin", "gorffennaf"),
    *("awst", " medi ", "hydref", "tachwedd", "rhagfyr"),
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = 3
_PIVOT = 50


def _year(name: str) -> str:
    """A pattern for the year behind a date, as a group of that name, where one stands there."""
    return rf"(?:[,\s]{{0,2}}(?P<{name}>(?:19|20)[0-9]{{2}})(?![0-9])|\s?'(?P<{name}s>[0-9]{{2}})(?!\w))?"


_DATE = re.compile(
    rf"(?<![\w/])(?:(?P<weekday>{WEEKDAY})\.?,?\s{{1,2}})?(?:the\s)?"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|\u2013|&|to|and)\s?[0-9]{{1,2}}(?:st|nd|rd|th)?)?"
    rf"[\s-]{{1,2}}(?:of\s)?(?P<month>{MONTH})\b\.?{_year('year')}"
    rf"|(?P<month2>{MONTH})\.?\s(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w:]|\.[0-9]){_year('year2')})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<![\w/.-])([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:19|20)?[0-9]{2})(?![\w/-]|\.[0-9])")
_ISO = re.compile(r"(?<![\w/-])((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9/-])")
_RELATIVE = re.compile(
    rf"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening))|(?P<tomorrow>tomorrow)"
    rf"|(?:next|this|this coming|on|coming)\s(?P<weekday>{WEEKDAY})\b(?!,?\s(?:the\s)?[0-9]{{1,2}}(?:st|nd|rd|th"
    rf"|\s{MONTH})))",
    re.IGNORECASE,
)
TIME = (
    r"(?:\b[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)|\b(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]\b"
    r"|\b(?:noon|midday|midnight|half past|quarter (?:past|to))\b|\b[0-9]{1,2}\s?o['\u2019]clock\b)"
)
"""A time of day, as a pattern for text in any case."""

_TIME = re.compile(TIME, re.IGNORECASE)


_ORDINAL = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY})\s(?:the\s)?|(?:on|from|until|till|by|tan)\s(?:the\s)?)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|eg|fed|ain)\b"
    rf"(?!\s(?:of\b|cent|hole|floor|anniv|birth|minute|street|avenue|{MONTH}))",
    re.IGNORECASE,
)
"""A day without its month: "on the 20th", "Monday the 12th"."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a text, `text[start:end]`, as far as it is written out. Monday is 0."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text speaks of. `sure` is False where the year was guessed without a weekday to hold it against."""

    start: int
    end: int
    date: date
    sure: bool


def find_dates(text: str) -> Iterator[Written]:
    """Every date with a day and a month: "Saturday 12 December", "9th of March 1974", "09/03/1974", "1974-03-09"."""
    return iter(_all_dates(text))


@lru_cache(maxsize=16)
def _all_dates(text: str) -> tuple[Written, ...]:
    return tuple(_dates(text))


def _dates(text: str) -> Iterator[Written]:
    for found in skimmed(_DATE, text, _MONTHS + _WELSH_HINTS, before=45, after=35):
        day, month = int(found["day"] or found["day2"]), _month(found["month"] or found["month2"])
        written = _century(found["year"] or found["year2"] or found["years"] or found["year2s"])
        weekday = _weekday(found["weekday"]) if found["weekday"] else None
        if _exists(day, month, written):
            yield Written(found.start(), found.end(), day, month, written, weekday)
    for found in _NUMERIC.finditer(text):
        day, month, year = int(found[1]), int(found[3]), _century(found[4])
        if _exists(day, month, year):
            yield Written(found.start(), found.end(), day, month, year, None)
    for found in _ISO.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        if _exists(day, month, year):
            yield Written(found.start(), found.end(), day, month, year, None)


def find_days(text: str, seen: date, published: date | None) -> Iterator[Day]:
    """Every day that a text speaks of, years and "tomorrow" worked out from when it was published or seen.

    Words like "tomorrow" count only where it is known when the text was published. A date without a year is taken
    for the next one from then; on a page without a date its weekday must fit.
    """
    for written in find_dates(text):
        day = _resolved(written, seen, published)
        if day:
            yield Day(written.start, written.end, day, bool(written.year or published or written.weekday is not None))
    if published:
        for found in _RELATIVE.finditer(text):
            yield Day(found.start(), found.end(), _relative(found, published), sure=True)
        for found in _ORDINAL.finditer(text):
            if day := _next(int(found["day"]), _weekday(found["weekday"]) if found["weekday"] else None, published):
                yield Day(found.start(), found.end(), day, sure=True)


def has_time(text: str) -> bool:
    """Whether a time of day stands in a text."""
    return _TIME.search(text) is not None


def _next(day: int, weekday: int | None, published: date) -> date | None:
    """The first such day of a month from then on, within a year."""
    for month in range(published.month, published.month + 13):
        with suppress(ValueError):
            one = date(published.year + (month - 1) // 12, (month - 1) % 12 + 1, day)
            if one >= published and weekday in (None, one.weekday()):
                return one
    return None


def _month(word: str) -> int:
    short = word.lower()[:_SHORT]
    return (_MONTHS if short in _MONTHS else _WELSH_MONTHS).index(short) + 1


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word.lower()[:_SHORT])


def _century(year: str | None) -> int | None:
    if not year:
        return None
    number = int(year)
    return number if len(year) > len("99") else number + (2000 if number < _PIVOT else 1900)


def _exists(day: int, month: int, year: int | None) -> bool:
    with suppress(ValueError):
        return bool(date(year or 2000, month, day))
    return False


_MONTHS_AHEAD = 183


def _resolved(written: Written, seen: date, published: date | None) -> date | None:
    """The date with its year; None where the year cannot be told."""
    if written.year:
        return date(written.year, written.month, written.day)
    base = published or seen
    coming = [day for year in (base.year, base.year + 1) if (day := _in(year, written)) and day >= base]
    if written.weekday is not None:
        return next((day for day in coming if day.weekday() == written.weekday), None)
    if coming and (published or coming[0] - base <= timedelta(_MONTHS_AHEAD)):
        return coming[0]
    return None


def _in(year: int, written: Written) -> date | None:
    with suppress(ValueError):
        return date(year, written.month, written.day)
    return None


def _relative(found: re.Match[str], published: date) -> date:
    if found["today"]:
        return published
    if found["tomorrow"]:
        return published + timedelta(1)
    ahead = (_weekday(found["weekday"]) - published.weekday()) % 7
    return published + timedelta(ahead or 7)
