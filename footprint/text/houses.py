"""Homes in running text that nobody declared: every usual form of a UK address, whoever's it is.

Each form begins with what seldom stands for anything else: a number before a street, a flat, the name of a house
before a street, a street before "number 9", or the words that lead to a postcode. Town and postcode are read on from
there. Every pattern is bounded, so the time grows with the text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from footprint.places.address import AddressSpan, Part, longest
from footprint.places.postcodes import find_postcodes
from footprint.places.spans import Span
from footprint.places.spelling import STREET_WORD, either
from footprint.text.skim import skimmed

_CAPITAL = r"[A-Z\u00c0-\u00de][\w'\u2019]{0,20}\.?"
_KIND = rf"(?=[A-Z])(?i:{STREET_WORD})(?![\w'\u2019])"
_UNITS = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine"
_WORDS = (
    *_UNITS.split("|"),
    *("Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"),
    *("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"),
)
_IN_WORDS = (
    rf"(?:(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)(?:[- ](?i:{_UNITS}))?|{_UNITS}|Ten|Eleven|Twelve"
    r"|Thirteen|Fourteen|Fifteen|Sixteen|Seventeen|Eighteen|Nineteen)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FIGURES = (
    r"(?<![\w\u00a3$\u20ac/.-])(?!(?:19|20)[0-9]{2}\b)[0-9]{1,4}[A-Za-z]?"
    rf"(?:\s?[/-]\s?[0-9]{{1,4}}[A-Za-z]?)?(?![\w/.]),?[ \n](?!(?:{_MONTHS})\b)"
)
_FLAT = (
    r"(?:\b(?i:flat|apartment|apt|room|unit|studio)\.?\s?[0-9A-Z]{1,4}(?:/[0-9]{1,3})?[A-Za-z]?"
    r"|(?<![\w/])[0-9][FL/][0-9]),?[ \n]"
)
_BLOCK = rf"(?:{_CAPITAL}[ ]){{1,3}}(?:House|Court|Mansions|Maltings|Buildings|Point|Tower|Heights|Lodge|Mill|Works)"
_STREETS_ALONE = r"(?:[A-Z][a-z]{2,10}(?:walk|gate|way|side|bank|croft|cliffe?|wynd|row))(?=,)"
_WELSH = (
    r"(?:Maes|Heol|Ffordd|L[o\u00f4]n|Stryd|Clos|Rhes|Bryn|Cae|Parc|Rhodfa|Llys|Min|Pen|Tan|Cilgant|Gerddi|Cwrt)"
    rf"(?:[ -](?:y|yr|yn|ar|{_CAPITAL})){{1,4}}"
)
"""Streets whose kind comes first."""

_STREET = rf"(?:(?:[Tt]he[ ])?(?:{_CAPITAL}[ -]){{1,4}}{_KIND}|{_WELSH}|{_STREETS_ALONE})"
_NUMBERED = re.compile(rf"{_FIGURES}{_STREET}")
_WORDED = re.compile(rf"\b{_IN_WORDS},?[ ]{_STREET}")
_LEADING = re.compile(rf"(?:{_FLAT})?(?:\b{_BLOCK}(?:,[ ]?|\n))?(?:\b(?i:number|no\.?)\s)?\Z")
_IN_A_BLOCK = re.compile(rf"{_FLAT}{_BLOCK}\b(?:,[ ]?{_STREET})?")
_TURNED = re.compile(rf"{_STREET},?\s\(?(?i:number|no\.?|nr\.?)\s?[0-9]{{1,4}}[A-Za-z]?(?![\w/.])")
_HOUSES = (
    "Cottage House Farm Farmhouse Lodge Barn Gatehouse Rectory Vicarage Manor Bungalow Croft Mill Forge Grange Villa"
    " Stables Granary Oast Schoolhouse Manse Parsonage"
)
_NAMED = re.compile(
    rf"\b(?:(?:[Tt]he[ ])?(?:{_CAPITAL}[ ]){{0,3}}{either(_HOUSES)}"
    rf"|(?:Bwthyn|T\u0177|Ty|Tigh|Fferm|Plas|Tyddyn)(?:[ ](?:y|yr|na|nan|{_CAPITAL})){{1,3}}),[ ]"
    rf"(?:{_STREET}|{_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}})"
)
_NAMED_HINTS = (
    *(f"{house}, " for house in _HOUSES.split()),
    *("Bwthyn ", "T\u0177 ", "Ty ", "Tigh ", "Fferm ", "Plas ", "Tyddyn "),
)
_UNIT_HINTS = tuple(f"{unit} " for unit in ("Flat", "flat", "FLAT", "Apartment", "Apt", "Room", "Studio"))
_WORD_HINTS = _WORDS
_BACK, _STEPS, _LABEL = 100, 6, 10
_LOOKED_BACK = re.compile(rf"{_FIGURES}{_CAPITAL}(?:[ ,\n-]{{1,3}}(?:{_CAPITAL}|of|the|on|upon)){{0,9}}[\s,.]{{1,3}}\Z")
_PLACE = r"[A-Z][\w'\u2019-]{1,20}(?:[ -](?:[A-Z][\w'\u2019-]{1,20}|on|upon|in|the|le|of|under|by|next)){0,4}"
_COMES = r"[\s,.]{1,3}[A-Z]{1,2}[0-9]"
_ONWARD = re.compile(
    rf"(?:,\s{{1,2}}|\n){_PLACE}(?=\.?\s{{0,3}}(?:[,;\n).|]|\Z)|{_COMES})|[ ]{_PLACE}(?={_COMES}[0-9A-Z]?\s)"
)
_DISTRICT = re.compile(r",?[ ][A-Z]{1,2}[0-9]{1,2}[A-Z]?(?![\w-])")


def find_houses(text: str) -> tuple[AddressSpan, ...]:
    """Everything that looks like somebody's door, in order and apart."""
    return _find_houses(text)


@lru_cache(maxsize=8)
def _find_houses(text: str) -> tuple[AddressSpan, ...]:
    postcodes = dict(find_postcodes(text))
    spans = [_onward(text, found, postcodes) for found in _formed(text)]
    for start, end in postcodes.items():
        back = _LOOKED_BACK.search(text, max(0, start - _BACK), start)
        if back:
            spans.append(AddressSpan(back.start(), end, frozenset({"house", "street", "postcode"})))
    return tuple(longest(spans))


def _formed(text: str) -> Iterator[Span]:
    for found in _NUMBERED.finditer(text):
        yield _led(text, found)
    for found in skimmed(_WORDED, text, _WORD_HINTS, before=20, after=80, cased=True):
        yield _led(text, found)
    for pattern, hints in (
        (_IN_A_BLOCK, _UNIT_HINTS),
        (_TURNED, (" number ", "(number ", " no. ")),
        (_NAMED, _NAMED_HINTS),
    ):
        yield from (one.span() for one in skimmed(pattern, text, hints, before=60, after=100, cased=True))


def _led(text: str, found: re.Match[str]) -> Span:
    """With the flat and the block that stand before the number."""
    lead = text[max(0, found.start() - _LABEL) : found.start()].rstrip(" ").lower()
    may = lead.endswith((",", "\n", "number", "no", "no.")) or lead[-1:].isdigit()
    before = _LEADING.search(text, max(0, found.start() - _BACK), found.start()) if may else None
    return (before.start() if before else found.start()), found.end()


def _onward(text: str, found: Span, postcodes: dict[int, int]) -> AddressSpan:
    """House and street, with the town and postcode that follow them."""
    first, end = found
    parts: frozenset[Part] = frozenset({"house", "street"})
    for _ in range(_STEPS):
        place = _ONWARD.match(text, end)
        if not place:
            break
        end, parts = place.end(), parts | {"town"}
    start = end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip(" ,.\n"))
    if start in postcodes:
        return AddressSpan(first, postcodes[start], parts | {"postcode"})
    district = _DISTRICT.match(text, end)
    return AddressSpan(first, district.end() if district else end, parts)
