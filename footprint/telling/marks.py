"""The marks of a sentence: its words in small letters, with days, times, numbers and names made alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from footprint.places.spans import Span
from footprint.places.spelling import fold, words

HER, NAME, HOME, KIN = "<her>", "<name>", "<home>", "<kin>"
"""The person; any other name; a place that belongs to the person; the first name of somebody of their family."""

_MARK = re.compile(
    r"(?P<time>[0-9]{1,2}(?:[:.][0-9]{2}\s?(?:[ap]\.?m\b)?|\s?[ap]\.?m\b))|(?P<nth>[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<number>[0-9]+)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<sign>[?!\"\u201c\u201d:;(@#&])"
)
_WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec"
)
ABROAD = "<abroad>"
"""A place that people travel to, seldom one that they live in."""

_RESORTS = words(
    """
    spain majorca mallorca menorca ibiza tenerife lanzarote fuerteventura canaries benidorm marbella malaga
    barcelona madrid seville andalusia portugal algarve lisbon porto madeira france paris brittany normandy
    provence dordogne nice lyon italy rome venice florence tuscany sicily sardinia naples amalfi greece crete
    corfu rhodes kos zante kefalonia athens cyprus paphos turkey antalya bodrum dalaman istanbul egypt hurghada
    morocco marrakesh marrakech tunisia croatia dubrovnik malta gozo germany berlin munich cologne austria
    vienna switzerland alps zermatt amsterdam brussels bruges belgium netherlands prague budapest krakow gdansk
    poland iceland reykjavik norway fjords sweden stockholm denmark copenhagen finland lapland ireland dublin
    donegal kerry galway florida orlando disney disneyland vegas america usa canada toronto vancouver california
    york australia sydney melbourne perth zealand auckland dubai emirates thailand phuket bali vietnam japan
    tokyo china india goa kerala delhi mumbai punjab amritsar pakistan lahore karachi islamabad bangladesh
    sylhet dhaka kashmir lanka maldives mauritius seychelles kenya nigeria lagos ghana accra gambia africa
    jamaica barbados antigua tobago trinidad caribbean cuba mexico cancun mecca madinah medina jerusalem israel
    lourdes cornwall devon newquay ives padstow tenby pembrokeshire anglesey snowdonia gower lakes windermere
    keswick skye mull highlands orkney shetland hebrides arran islay butlins centerparcs pontins bournemouth
    blackpool scarborough whitby skegness norfolk broads cotswolds jersey guernsey scilly wight
"""
)
MYSELF = words("i my me we our us i'm i'll i've i'd we're we'll we've we'd myself mine ours im ive")
"""What people call themselves by."""

_NO_NAME = MYSELF | words("the a an in on at to for and of but mr mrs ms cllr councillor st")


def marks(text: str, span: Span, hers: Sequence[Span], known: Mapping[str, str]) -> list[str]:
    """The marks of `text[start:end]`.

    `hers` are the places where the person is named, in order; `known` gives the marks of words that are the person's.
    """
    start, end = span
    found: list[str] = []
    at = start
    for first, last in hers:
        if last <= at or first >= end:
            continue
        found += _plain(text, at, max(at, first), start, known)
        if not found or found[-1] != HER:
            found.append(HER)
        at = last
    if at < end:
        found += _plain(text, at, end, start, known)
    return found


def _plain(text: str, at: int, end: int, first: int, known: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for one in _MARK.finditer(text, at, end):
        mark = _mark(one, known, opening=one.start() == first)
        if mark != NAME or not found or found[-1] != NAME:
            found.append(mark)
    return found


def _mark(found: re.Match[str], known: Mapping[str, str], *, opening: bool) -> str:
    said, kind = found[0], found.lastgroup
    if kind == "number":
        return "<year>" if len(said) == 4 and said[0] in "12" else "<number>"  # noqa: PLR2004  a year's length
    if kind != "word":
        return said if kind == "sign" else f"<{kind}>"
    return known.get(fold(said)) or _word(said, opening)


@lru_cache(maxsize=20_000)
def _word(said: str, opening: bool) -> str:  # noqa: FBT001
    word = fold(said)
    capital = said[0].isupper()
    if word in _WEEKDAYS:
        return "<weekday>"
    if word.endswith("s") and word[:-1] in _WEEKDAYS:
        return "<weekdays>"
    if capital and word in _MONTHS:
        return "<month>"
    if capital and word in _RESORTS:
        return ABROAD
    if capital and not opening and len(word) > 1 and word not in _NO_NAME:
        return NAME
    return word
