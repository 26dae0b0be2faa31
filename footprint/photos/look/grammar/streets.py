"""The names of streets on their signs, in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.confusions import skeleton, stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import below, joined, rows, standing
from footprint.photos.look.grammar.programs import is_program
from footprint.places.spelling import fold, spellings, words

_KINDS = words(
    "STREET ROAD LANE CLOSE WAY AVENUE DRIVE CRESCENT GARDENS GROVE PLACE TERRACE SQUARE COURT MEWS HILL RISE ROW WALK "
    "GREEN PARADE WYND BRAE LOAN VENNEL PEND YARD WHARF QUAY VIEW CROFT DALE VALE RIDGE CHASE FIELDS MEADOW MEADOWS "
    "PADDOCK ORCHARD SPINNEY COPSE PATH PASSAGE APPROACH CIRCUS ESPLANADE PROMENADE GATE HEIGHTS LEA MOUNT "
    "ST RD LN AVE AV DR CRES GDNS GRO TERR SQ CT PL"
)
_ENGLISH = re.compile(
    rf"(?:(?:THE|ST|ST\.|MT|[A-Z][A-Z'\u2019.-]*[A-Z])\s){{1,4}}(?:{'|'.join(sorted(_KINDS))})\.?"
    r"(?:\s(?:NORTH|SOUTH|EAST|WEST))?(?:[\s,]+(?:[A-Z]{1,2}[0-9]{1,2}[A-Z]?))?"
)
_WELSH = re.compile(
    r"(?:HEOL|FFORDD|STRYD|L[O\u00d4]N|CLOS|MAES|RHODFA|RHES|CILGANT|GERDDI|TEIRAS|CWRT|SGW[A\u00c2]R|LLWYBR)"
    r"(?:[\s'\u2019-]+(?:Y|YR|YN|AR|[A-Z\u00c0-\u00de]+)){1,4}"
)
_NO_STREET = re.compile(
    r"\b(?:TO|FROM|GET|SAVE|SPLIT|SNAP|ONE|GIVE|THIS|THAT|WRONG|RIGHT|YOUR|EVERY|NO|HALF|ALL|FIRE|KEEP|PUBLIC|PRIVATE|PRIORITY|CYCLE|FOOT|RAIL|SUB|"
    r"MOTOR|RUN|CAR|COACH|BUS|TOW|OPEN|WORLD|HIGH\sCOURT|COUNTY|CROWN|SUPREME|FOOD|TENNIS|BACK|LEFT|ANY|ONLY|OUR|MY|GOOD|"
    r"BEST|EASY|SHOP|LOVE|WE|YOU|IS|ARE|FOR|AND\sTHE|LEVEL|TAKE|WILL|CAN|CLOSED?|OFF|HARD|TEST|DON.?T)\b.*\Z"
)
_LEADING = re.compile(r"\s*[(,]?\s*(?:LEADING\sTO|FORMERLY|LATE|NO\sTHROUGH\sROAD|CUL.DE.SAC).*\Z")
_GLUED = re.compile(
    r"\A(?!(?:AIR|AERO|SEA|BI)P|RAIL|CROSS|DIS|EN|OVER|HARD|DISK)([A-Z']{3,})"
    r"(STREET|ROAD|LANE|CLOSE|AVENUE|DRIVE|CRESCENT|GARDENS|TERRACE|SQUARE)\Z"
)
"""Between wide letters readers miss a blank."""
_COMMANDS = re.compile(
    r"\b(?:VIEW|CLOSE|PLACE|SQUARE|PATH|ROW|DRIVE|GATE|LOAN|GREEN|RISE|MOUNT|COURT|CT|ST|PL|AV|DR)\.?\Z"
)
"""Kinds of street that are words of programs too."""

_SURE = 0.75
_LONGEST = 34


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """The street of the profile wherever it stands; others where a line is nothing but the name of one."""
    own = standing(lines, lambda text: bool(_own(text, known)))
    for line in own:
        street = _own(line.text, known)
        yield Sign("street", street, line.box, certain=True, reason="It is the street in your profile")
    names = {skeleton(_own(line.text, known)) for line in own}
    program = is_program(lines)
    for line in (*lines, *rows(lines), *_over_two_lines(lines)):
        found = read(line.text) if line.score >= _SURE and line not in own else None
        if found and skeleton(found) not in names and not (program and _COMMANDS.search(found)):
            names.add(skeleton(found))
            yield Sign("street", found, line.box, certain=False, reason="It is written like the name of a street")


def _over_two_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Names of which the second line is nothing but the kind."""
    for lower in lines:
        if lower.text.upper().strip(". ") in _KINDS:
            yield from (joined((upper, lower)) for upper in lines if upper is not lower and below(upper, lower))


def _own(text: str, known: Known) -> str:
    folded = fold(text)
    for street in known.streets:
        spelt = spellings(street)
        if (spelt and re.search(rf"(?<!\w){spelt}(?!\w)", folded)) or stands(street, text):
            return street
    return ""


def read(text: str) -> str | None:
    """A whole line as the name of a street, in capitals; None where it is none."""
    line = _GLUED.sub(r"\1 \2", _LEADING.sub("", " ".join(text.upper().split())))
    if len(line) > _LONGEST or not text[:1].isupper():
        return None
    welsh = _WELSH.fullmatch(line)
    english = _ENGLISH.fullmatch(line)
    if welsh or (english and not _NO_STREET.match(line)):
        return line
    return None
