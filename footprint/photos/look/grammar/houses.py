"""Numbers and names of houses, on doors, gates and bins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar import streets
from footprint.photos.look.grammar.confusions import stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import near
from footprint.photos.look.grammar.programs import is_program

_NUMBERED = re.compile(
    r"(?:NO|N[o\u00ba\u00b0]|Number|NUMBER|No|House|HOUSE|Flat|FLAT)[.:]?\s?([1-9][0-9]{0,3}[A-Za-z]?)"
)
_ALONE = re.compile(r"[1-9][0-9]{0,2}[A-Da-d]?")
_HOUSE_AND_STREET = re.compile(r"([1-9][0-9]{0,3}[A-Za-z]?)[,\s]+(\D.*)")
_OLD = re.compile(
    r"THE\sOLD\s(?:FORGE|RECTORY|VICARAGE|MANSE|PARSONAGE|SCHOOL\s?HOUSE|SCHOOL|POST\sOFFICE|MILL|BAKERY|BAKEHOUSE|"
    r"CHAPEL|COACH\sHOUSE|STABLES?|BARN|DAIRY|SMITHY|COTTAGE|HOUSE|FARM(?:HOUSE)?|STATION|TOLL\sHOUSE|POLICE\sHOUSE)"
)
_NAMED = re.compile(
    r"(?:THE\s)?(?:[A-Z][A-Z'\u2019-]+\s){1,3}(?:COTTAGES?|LODGE|BARN|FARMHOUSE|BUNGALOW|VILLA|GRANGE|RECTORY|VICARAGE|"
    r"MANSE|FARM|CROFT|HOUSE)|THE\s(?:COTTAGE|LODGE|RECTORY|VICARAGE|MANSE|BUNGALOW|COACH\sHOUSE|GATEHOUSE|FARMHOUSE|"
    r"SCHOOL\sHOUSE|GRANGE|HAVEN|NOOK|LAURELS|WILLOWS|ELMS|LIMES|BEECHES|OAKS|FIRS|PINES|HOLLIES|OLD\sHOUSE)"
)
_NO_HOUSE = re.compile(
    r"\b(?:STEAK|PUBLIC|COFFEE|TEA|OPEN|FULL|WHITE|TOWN|AUCTION|OPERA|CUSTOMS?|POWER|PLAY|MANOR|PUMP|ART|GREEN|FREE|"
    r"ALE|WARE|CLUB|WIND|COTTAGE\sPIE|TRAVEL|PREMIER|PIZZA|FISH|CURRY|SOLAR|CITY|RANDOM|CLEARING|PUBLISHING|COUNTRY|"
    r"FAMILY|FULL|IN|ON|OF|OUR|YOUR|SALE|CARE|NURSING|RESIDENTIAL)\b"
)
_SPEEDS = frozenset({"5", "10", "15", "20", "30", "40", "50", "60", "70"})
_ROUND, _PLAIN, _TALL = frozenset("689"), 0.97, 0.9
"""Balls, wheels and knobs are read as round figures; but less surely, and they are as wide as high, as no figure is."""

_FEW = 3
_LARGE = 24
_SURE = 0.85


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """The house of the profile; what is marked as a number or named as a house; a number in nearly no company."""
    signs = [] if is_program(lines) else [line for line in lines if streets.read(line.text)]
    for line in lines:
        text = " ".join(line.text.split())
        own = next((house for house in known.houses if stands(house, text)), None)
        if own:
            yield Sign("house", own, line.box, certain=True, reason="It is the house in your profile")
        elif line.score >= _SURE:
            yield from _others(line, text, lines, signs, known)


def _others(line: Line, text: str, lines: Sequence[Line], signs: Sequence[Line], known: Known) -> Iterator[Sign]:
    marked = _NUMBERED.fullmatch(text)
    door = _HOUSE_AND_STREET.fullmatch(text)
    if door and streets.read(door[2]):
        own = door[1] in known.numbers and any(stands(street, door[2]) for street in known.streets)
        reason = "It is the house in your profile" if own else "It is a number before the name of a street"
        yield Sign("house", text, line.box, certain=own, reason=reason)
    elif marked:
        yield Sign("house", marked[1], line.box, certain=False, reason="It is written as the number of a house")
    elif _ALONE.fullmatch(text) and (beside := _beside(line, lines, signs)):
        yield Sign("house", text, line.box, certain=False, reason=beside)
    elif is_name(text):
        yield Sign("house", text, line.box, certain=False, reason="It is written like the name of a house")


def is_name(text: str) -> bool:
    """Whether a whole line is the name of a house."""
    line = text.upper()
    old = _OLD.fullmatch(line)
    named = old or (_NAMED.fullmatch(line) and not _NO_HOUSE.search(line))
    return bool(named) and text[:1].isupper()


def _beside(line: Line, lines: Sequence[Line], signs: Sequence[Line]) -> str:
    """Why a number by itself is taken for a house's; empty where it is not."""
    if any(near(line.box, sign.box) for sign in signs):
        return "It is a number beside the name of a street"
    if any(near(line.box, other.box) and is_name(" ".join(other.text.split())) for other in lines if other is not line):
        return "It is a number beside the name of a house"
    text = " ".join(line.text.split())
    large = line.box.height >= _LARGE and text not in _SPEEDS and not _is_round(line, text)
    numbers = sum(any(letter.isdigit() for letter in other.text) for other in lines)
    alone = len(lines) <= _FEW and numbers == 1
    return "It is a number by itself, as on a door or a gate" if large and alone else ""


def _is_round(line: Line, text: str) -> bool:
    """Whether what was read as figures may be round things."""
    wide = line.box.width > _TALL * len(text) * line.box.height
    return set(text) <= _ROUND and (wide or line.score < _PLAIN)
