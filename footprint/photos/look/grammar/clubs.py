"""Sports clubs and the badges on kit: where somebody is every week at the same hour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.naming import Naming
from footprint.photos.look.grammar.programs import is_program

CLUB = Naming(
    "club",
    "a club",
    r"(?:football|cricket|rugby|tennis|golf|bowls|bowling|hockey|netball|athletics|running|cycling|swimming|rowing|"
    r"sailing|gymnastics|judo|karate|boxing|squash|badminton|sports|social|youth|boys|girls) (?:club|academy|team)|"
    r"a?f\.?c\.?|r\.?f\.?c\.?|r\.?u\.?f\.?c\.?|c\.?c\.?|harriers|parkrun|scouts?|scout group|guides|brownies|rainbows|"
    r"beavers|cubs|cadets|gym|leisure centre|united f\.?c\.?",
    r"(?:to|along|its|using|show|hide|the|and|configure) guides|"
    r"night|book club|price|kfc|c\.?c\.?t\.?v|\bcc:|tour guides?|guides? to",
    r"clwb",
)
_COMMANDS = re.compile(r"\b(?:guides|cubs|rainbows|scouts?)\b", re.IGNORECASE)


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """Every line that names one, but for the guides of a program that draws."""
    program = is_program(lines)
    for sign in CLUB.judge(lines, known):
        if sign.certain or not (program and _COMMANDS.search(sign.text)):
            yield sign
