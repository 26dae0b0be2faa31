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
    r"|ionawr|chwefror|[mf]awrth|ebrill|mai|fai|[mf]ehefin|g?orffennaf|awst|[mf]edi|hydref|[td]achwedd|rh?agfyr)"
)
"""A month in English or Welsh, as a pattern for text in any case."""

WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
"""A day of the week, as a pattern for text in any case."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha")
_SOFTENED = {"faw": "maw", "fai": "mai", "feh": "meh", "orf": "gor", "fed": "med", "dac": "tac", "rag": "rha"}
_WELSH_HINTS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", " mai ", "mehefin", "gorffennaf"),
    *("awst", " medi ", "hydref", "tachwedd", "rhagfyr", " fawrth", " fai ", " fehefin", " orffennaf", " fedi "),
    *(" dachwedd", " ragfyr"),
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = 3
_PIVOT = 50


_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DECADES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST_TEN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TO_TWENTY = ("eleven", "twelf", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_WELSH_TEN = (
    *("cyntaf", "ail", "trydydd", "pedwerydd", "pumed", "chweched", "seithfed", "wythfed", "nawfed", "degfed"),
)
_ORDINALS = {
    **{word: number for number, word in enumerate((*_FIRST_TEN, *(f"{word}th" for word in _TO_TWENTY)), 1)},
    **{word: number for number, word in enumerate(_WELSH_TEN, 1)},
    "twentieth": 20,
    "thirtieth": 30,
    **{
        f"{ten} {word}": 10 * n + m
        for n, ten in ((2, "twenty"), (3, "thirty"))
        for m, word in enumerate(_FIRST_TEN[:9], 1)
    },
}
DAY_IN_WORDS = "(?:" + "|".join(word.replace(" ", "[- ]") for word in sorted(_ORDINALS, key=len, reverse=True)) + ")"
"""A day of the month in words, as a pattern for text in any case: "twenty-second", in Welsh "ail"."""

YEAR_IN_WORDS = rf"nineteen[- ](?:hundred\sand\s)?(?:{'|'.join(_DECADES)})(?:[- ](?:{'|'.join(_UNITS)}))?"


def _year(name: str) -> str:
    """A pattern for the year behind a date, as a group of that name, where one stands there."""
    return (
        rf"(?:[,\s]{{0,2}}(?P<{name}>(?:19|20)[0-9]{{2}})(?![0-9])|\s?'(?P<{name}s>[0-9]{{2}})(?!\w)"
        rf"|,?\s(?P<{name}w>{YEAR_IN_WORDS}))?"
    )


_DATE = re.compile(
    rf"(?<![\w/])(?:(?P<weekday>{WEEKDAY})\.?,?\s{{1,2}})?(?:the\s)?"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|\u2013|&|to|and)\s?[0-9]{{1,2}}(?:st|nd|rd|th)?)?"
    rf"[\s-]{{1,2}}(?:of\s)?(?P<month>{MONTH})\b\.?{_year('year')}"
    rf"|(?P<month2>{MONTH})\.?\s(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\w:]|\.[0-9]){_year('year2')}"
    rf"|(?P<month3>{MONTH}),?\sthe\s(?P<day3>{DAY_IN_WORDS})\b)",
    re.IGNORECASE,
)
_OF_A_MONTH = re.compile(rf"\bof?\s(?P<month>{MONTH})\b{_year('year')}", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"\b{DAY_IN_WORDS}\s\Z", re.IGNORECASE)
_LONGEST_DAY = 16
_NUMERIC = re.compile(r"(?<![\w/-])(?<![0-9]\.)([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:19|20)?[0-9]{2})(?![\w/-]|\.[0-9])")
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


_PART = r"(?:morning|mornin|lunchtime|dinnertime|afternoon|teatime|evening|eve|night|first\sthing|week|at|from)"
_BARE = re.compile(
    rf"(?<!last )(?<!every )(?<!each )(?<!past )(?<!on )(?<!next )(?<!this )(?<!\w)"
    rf"(?:(?P<full>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<short>{WEEKDAY})(?=,?\s(?:{_PART}\b|[0-9])))"
    rf"(?P<later>\sweek\b)?(?![\w'\u2019])(?!\s(?:last|just\sgone|the\s)?[0-9]{{1,2}}(?:st|nd|rd|th|\s{MONTH}))",
    re.IGNORECASE,
)
"""A weekday without more: "Friday night", "sat 10am", "Saturday week"."""

_WELSH_DAYS = ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul")
_WELSH_DAY = re.compile(
    r"\b(?:d?dydd|nos|bore|fore|p(?:ry)?nhawn)\s(?P<weekday>[lf]lun|[mf]awrth|[mf]ercher|iau|g?wener|sadwrn|sul)\b",
    re.IGNORECASE,
)
_FEASTS = {
    "christmas eve": (24, 12),
    "christmas day": (25, 12),
    "boxing day": (26, 12),
    "new years eve": (31, 12),
    "hogmanay": (31, 12),
    "new years day": (1, 1),
    "twelfth night": (5, 1),
    "burns night": (25, 1),
    "valentines day": (14, 2),
    "valentines night": (14, 2),
    "st davids day": (1, 3),
    "st patricks day": (17, 3),
    "st georges day": (23, 4),
    "may day": (1, 5),
    "halloween": (31, 10),
    "bonfire night": (5, 11),
    "armistice day": (11, 11),
    "st andrews day": (30, 11),
    "st andrews night": (30, 11),
}
"""Days that everybody knows by name, without apostrophes: (day, month)."""

_FEAST = re.compile("|".join(feast.replace("s ", "['\u2019]?s ") for feast in _FEASTS), re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY})\s(?:the\s)?|(?:on|from|until|till|by|tan|of)\s(?:the\s)?|the\s)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|eg|fed|ain)\b"
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
    """A day that a text speaks of.

    `sure` is False where the year was guessed without a weekday to hold it against; `bare` where only a weekday or a
    feast is named, which may as well be the last one.
    """

    start: int
    end: int
    date: date
    sure: bool
    bare: bool = False


def find_dates(text: str) -> Iterator[Written]:
    """Every date with a day and a month: "Saturday 12 December", "9th of March 1974", "09/03/1974", "1974-03-09"."""
    return iter(_all_dates(text))


@lru_cache(maxsize=16)
def _all_dates(text: str) -> tuple[Written, ...]:
    return tuple(_dates(text))


def _dates(text: str) -> Iterator[Written]:
    for found in skimmed(_DATE, text, _MONTHS + _WELSH_HINTS, before=45, after=35):
        day = _day(found["day"] or found["day2"] or found["day3"])
        month = _month(found["month"] or found["month2"] or found["month3"])
        written = _century(next((found[year] for year in _YEARS if found[year]), None))
        weekday = _weekday(found["weekday"]) if found["weekday"] else None
        if _exists(day, month, written):
            yield Written(found.start(), found.end(), day, month, written, weekday)
    yield from _in_words(text)
    for found in _NUMERIC.finditer(text):
        day, month, year = int(found[1]), int(found[3]), _century(found[4])
        if _exists(day, month, year):
            yield Written(found.start(), found.end(), day, month, year, None)
    for found in _ISO.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        if _exists(day, month, year):
            yield Written(found.start(), found.end(), day, month, year, None)


def _in_words(text: str) -> Iterator[Written]:
    """A day in words before its month: "the twenty-second of March 1967"."""
    for found in skimmed(_OF_A_MONTH, text, _MONTHS + _WELSH_HINTS, before=45, after=35):
        before = _DAY_BEFORE.search(text, max(0, found.start() - _LONGEST_DAY), found.start())
        if before:
            year = _century(found["year"] or found["years"] or found["yearw"])
            day, month = _day(before[0].strip()), _month(found["month"])
            if _exists(day, month, year):
                yield Written(before.start(), found.end(), day, month, year, None)


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
        yield from _by_name(text, published)


def _by_name(text: str, published: date) -> Iterator[Day]:
    """Weekdays without more, in English and Welsh, and feasts: the next from when it was written."""
    for found in _BARE.finditer(text):
        weekday = _weekday(found["full"] or found["short"])
        ahead = (weekday - published.weekday()) % 7 or 7
        yield Day(
            found.start(), found.end(), published + timedelta(ahead + 7 * bool(found["later"])), sure=True, bare=True
        )
    for found in _WELSH_DAY.finditer(text):
        ahead = (_welsh(found["weekday"]) - published.weekday()) % 7 or 7
        yield Day(found.start(), found.end(), published + timedelta(ahead), sure=True, bare=True)
    for found in _FEAST.finditer(text):
        day, month = _FEASTS[re.sub("['\u2019]", "", found[0].lower())]
        written = Written(*found.span(), day, month, None, None)
        if one := _resolved(written, published, published):
            yield Day(*found.span(), one, sure=True, bare=True)


def _welsh(word: str) -> int:
    """Its number, whatever the mutation of its first letter."""
    return next(number for number, day in enumerate(_WELSH_DAYS) if day.endswith(word.lower()[1:]))


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


_YEARS = tuple(f"{year}{form}" for year in ("year", "year2") for form in ("", "s", "w"))


def _day(said: str) -> int:
    return int(said) if said.isdecimal() else _ORDINALS[said.lower().replace("-", " ")]


def _month(word: str) -> int:
    short = _SOFTENED.get(word.lower()[:_SHORT], word.lower()[:_SHORT])
    return (_MONTHS if short in _MONTHS else _WELSH_MONTHS).index(short) + 1


def _weekday(word: str) -> int:
    return _WEEKDAYS.index(word.lower()[:_SHORT])


def _century(year: str | None) -> int | None:
    if not year:
        return None
    if not year.isdecimal():
        return _year_in_words(year)
    number = int(year)
    return number if len(year) > len("99") else number + (2000 if number < _PIVOT else 1900)


def _year_in_words(said: str) -> int:
    decade, *unit = [word for word in re.split(r"[-\s]", said.lower()) if word in _DECADES or word in _UNITS]
    return 1900 + 10 * (_DECADES.index(decade) + 2) + (_UNITS.index(unit[0]) + 1 if unit else 0)


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
