"""UK number plates in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from footprint.places.spans import Span

_LETTERS = "A-HJ-PR-Y"
_TODAY = r"[A-Z]{2}[0-9]{2}\s?[A-Z]{3}"
_UNTIL_2001 = rf"[{_LETTERS}][0-9]{{1,3}}\s?[A-Z]{{3}}"
_UNTIL_1983 = rf"[A-Z]{{3}}\s?[0-9]{{1,3}}[{_LETTERS}]"
_IRISH = r"[A-Z]{1,2}[IZ][A-Z]?\s?[0-9]{2,4}(?!\s?[A-Z])"
_PLATE = re.compile(rf"(?<![\w-])(?:{_TODAY}|{_UNTIL_2001}|{_UNTIL_1983}|{_IRISH})(?![\w-])")


def find_plate(text: str, plate: str) -> Iterator[Span]:
    """Where one plate stands, with or without blanks and hyphens, as (start, end)."""
    signs = [re.escape(sign) for sign in plate if sign.isalnum()]
    if len(signs) < _SHORTEST:
        return iter(())
    spelling = re.compile(r"(?<!\w)" + r"[\s.\u00a0-]{0,2}".join(signs) + r"(?!\w)", re.IGNORECASE)
    return (found.span() for found in spelling.finditer(text))


_SHORTEST = 4


def find_plates(text: str) -> Iterator[Span]:
    """Everything in capitals with the shape of a plate; much else has it too, so look at the words around."""
    return (found.span() for found in _PLATE.finditer(text))
