"""Does an account that the person did not declare pass itself off as them? By its name, its picture and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from footprint.identity.office import is_councillor
from footprint.identity.shared_facts import facts
from footprint.model import Account, Kind, Subject
from footprint.text.mentions import Naming, mentions
from footprint.text.names import NameMatch, closest

_OFFICE = (Kind.COUNCIL, Kind.WARD, Kind.PARTY)
_SURE = frozenset({Naming.FULL, Naming.FORM, Naming.INITIAL})


@dataclass(frozen=True, slots=True)
class Posing:
    """What of the person an account has: their name, their portrait, and their office, in words ("your ward, …")."""

    name: bool
    portrait: bool
    office: tuple[str, ...]


def posing(account: Account, subject: Subject) -> Posing | None:
    """What an undeclared account has of the person; None where it is theirs, or bears no more than the name."""
    if account.declared:
        return None
    named = closest(account.name, [form.value for form in subject.all(Kind.NAME)]) is not NameMatch.DIFFERENT
    office = tuple(_office(account, subject)) if named else ()
    if not account.shows_portrait and not office:
        return None
    return Posing(named, account.shows_portrait, office)


def _office(account: Account, subject: Subject) -> Iterator[str]:
    """The office that it claims: the council, the ward or the party in what it says, or "Cllr" with the name."""
    text = account.text
    for fact, spans in facts(text, subject):
        if spans and fact.kind in _OFFICE:
            yield f"your {fact.kind}, {fact.value}"
    if any(is_councillor(text, one) for one in mentions(text, subject) if one.naming in _SURE):
        yield "the office of a councillor"
