"""Telephone numbers that are written to be read by people only: "oh seven seven double oh", "07700-nine hundred-…"."""

from __future__ import annotations

import re
from functools import lru_cache

from footprint.places.spans import Span
from footprint.text.skim import skimmed

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_BY_TEN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {
    **dict(zip(_DIGITS, "0123456789", strict=True)),
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "nil": "0",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
}
_TENS = dict(zip(_BY_TEN, "23456789", strict=True))
_AGAIN = {"double": 2, "dbl": 2, "treble": 3, "triple": 3}
_MANY = {"hundred": "00", "thousand": "000"}
_WORD = "|".join(sorted({*_ONES, *_TENS, *_AGAIN, *_MANY}, key=lambda word: (-len(word), word)))
_TOKEN = rf"(?:\b(?:{_WORD})(?![a-z])|[0-9](?:\ufe0f?\u20e3)?|(?<=[0-9Oo])[OolI](?=[0-9OolI\s])|\bO(?=[0-9OolI]))"
_GAP = r"(?:[\s,.()\u2010-\u2015/_*|\u00b7\u2022-]{0,3}(?:and\s)?)"
_RUN = re.compile(
    rf"(?<![\w+])(?:(?:\+|plus\s)(?:44|four\sfour|four-four|double\sfour){_GAP})?(?=0|O[0-9Oo]|zero|oh|o\s|nought"
    rf"|naught|[(]?0|7|seven|double){_TOKEN}"
    rf"(?:{_GAP}{_TOKEN}){{4,24}}(?!\w)",
    re.IGNORECASE,
)
_HINTS = (
    "zero",
    "oh ",
    "oh-",
    "oh,",
    "nought",
    "naught",
    "double",
    "treble",
    "triple",
    "hundred",
    "\u20e3",
    "plus four",
)
_MIXED = re.compile(r"[0-9][Oo][0-9Oo]|[0-9][0-9 ][Oo][Oo]")
_PART = re.compile(rf"plus|\+|{_WORD}|[0-9]|[OolI]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]|\u20e3")


def find_spoken(text: str) -> tuple[Span, ...]:
    """Runs of digits and words for digits that begin as a telephone number does, at least one word among them."""
    return _find_spoken(text)


@lru_cache(maxsize=8)
def _find_spoken(text: str) -> tuple[Span, ...]:
    hints = _HINTS if _MIXED.search(text) is None else (*_HINTS, *"0123456789")
    return tuple(found.span() for found in skimmed(_RUN, text, hints) if _LETTERS.search(found[0]))


def digits(said: str) -> str:
    """The digits of such a run: "oh seven double oh" becomes "0700"."""
    out, times = "", 1
    tens = ""
    for part in _PART.findall(said):
        word = part.lower()
        if word in ("plus", "+"):
            out += "+"
        elif word in _AGAIN:
            times = _AGAIN[word]
        elif word in _TENS:
            out, tens = out + tens, _TENS[word]
            tens += "0"
        elif word in _MANY:
            out += _MANY[word]
        else:
            sign = "1" if part in ("l", "I") else _ONES.get(word, part)
            if tens and len(sign) == 1:
                out, tens = out + tens[0] + sign, ""
                continue
            out, tens, times = out + tens + sign * times, "", 1
    return out + tens
