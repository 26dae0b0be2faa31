"""Bank cards: a long number whose last digit is right (Luhn). Only its last four digits are ever kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.confusions import mended
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import around, beside

BLOT = "\u25ae"
_ISSUERS = frozenset("23456")
_ON_CARDS = frozenset({15, 16})
_BLANKS = {15: {4, 10}, 16: {4, 8, 12}}
"""After how many digits a number of so many may have a blank."""

_GROUP, _OF_A_GROUP = 4, {4, 8, 10, 12}
_BLOTTED = re.compile(rf"[{BLOT}\s]{{8,}}[0-9]{{4}}")


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:  # noqa: ARG001  no card stands in a profile
    """Cards whose number was blotted out when the picture was read, and those that still have it."""
    for line in lines:
        if _BLOTTED.fullmatch(line.text.strip()):
            yield Sign("card", line.text, line.box, certain=False, reason="It is the number of a bank card")
    for card in _found(lines):
        text = f"{BLOT * 4} {_number(card)[-_GROUP:]}"
        yield Sign("card", text, around(card), certain=False, reason="It is the number of a bank card")


def blotted(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a card's number as one line of which only the last digits are left."""
    left = list(lines)
    for card in _found(lines):
        text = f"{BLOT * _GROUP} {BLOT * _GROUP} {BLOT * _GROUP} {_number(card)[-_GROUP:]}"
        left = [line for line in left if line not in card]
        left.append(replace(card[0], text=text, box=around(card)))
    return left


def _found(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that make up a number, alone or four side by side."""
    taken: list[Line] = []
    for line in lines:
        run = [line]
        while not is_card(_number(run)) and len(run) < _GROUP and _is_group(run[-1]):
            following = next((one for one in lines if one not in run and beside(run[-1], one)), None)
            if following is None:
                break
            run.append(following)
        if is_card(_number(run)) and not any(one in taken for one in run):
            taken += run
            yield run


def _is_group(line: Line) -> bool:
    return len(_number([line])) >= _GROUP


def _number(run: Sequence[Line]) -> str:
    """The digits of lines with nothing else in them, with blanks only where a card has some; empty for others."""
    groups = re.split(r"[\s-]+", " ".join(line.text.strip() for line in run).upper())
    signs = "".join(groups)
    ends = {*accumulate(map(len, groups))} - {len(signs)}
    if not ends <= _BLANKS.get(len(signs), _OF_A_GROUP):
        return ""
    made = mended(signs, "D" * len(signs))
    return made[0] if made and made[1] <= 1 else ""


def is_card(number: str) -> bool:
    """Whether digits could be on a bank card: of its length, of an issuer, the last one right."""
    if len(number) not in _ON_CARDS or number[0] not in _ISSUERS or len(set(number)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004  the sum of its digits
    return total % 10 == 0
