"""Whose place a detail stands in, and so how soon it is that place's turn."""

from __future__ import annotations

from footprint.model import Finding, Remedy
from footprint.outline.piles import is_local

_COUNCIL = frozenset(("councillor-page", "councillor-list"))
REGISTER, COUNCIL, OWN, OTHERS, RECORDS, HERE = range(6)


def turn(finding: Finding, remedy: Remedy | None) -> int:
    """The place's turn, the smallest first.

    The council's register of interests and its pages come first: everybody knows where to look there, and the council
    can mend it at once. Then come the person's own site and posts, then the pages of others, then public records,
    which change slowly or not at all; what is only on this computer comes last.
    """
    if is_local(finding):
        return HERE
    if "register-of-interests" in finding.registers:
        return REGISTER
    if _COUNCIL.intersection(finding.registers):
        return COUNCIL
    if finding.registers:
        return RECORDS
    return OWN if remedy and remedy.who == "you-change-it" else OTHERS
