"""Whose is it? Whether a number, a "she" or a "lives at" that nobody declared is said of the person.

A wrong yes would pin somebody else's number on them, so whatever is in doubt is a no.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from footprint.model import Kind, Subject
from footprint.places.spelling import either
from footprint.web.mentions import Mention, Naming, mentions

_REACH = 150
"""Characters between a name and what is said of its bearer."""

_AFTER = 40
_TITLED = rf"\b{either('Mr Mrs Ms Miss Mx Dr Cllr Councillor Sir Dame Rev Lord Lady Prof Cynghorydd')}\.?\s+[A-Z]"
_VENUES = """
    Abbey Academy Arms Baths Cafe Castle Centre Chapel Church Club College Council Fair Festival Gallery Garden
    Green Hall Hospital Hotel House Inn Library Market Mill Museum Park Party Pier Post Primary Pub School Station
    Theatre University
    """
_TWO_CAPITALS = rf"\b[A-Z][a-z'\u2019-]+[ ](?!{either(_VENUES)}\b)[A-Z][a-z'\u2019-]+"
_OFFICES = either(
    r"""
    adverts? advertis\w+ agent agency bookings? box_office business chair(?:man|woman|person)? charity clerk club
    company coordinator council(?!lor) customer dentist directors? doctors? editor\w* emergency enquir\w+ fax
    general gp group helpline hotline hospital hotel isbn landlord librar\w+ manager media minute news\w*
    office\w* opening order organis\w+ party patrons? plumb\w+ police policy press pub publish\w+ reception ref
    reference reporter reservations restaurant sales samaritans school secretary shop society sponsor\w* staff
    surgery surgeries switchboard team tickets? treasurer university venue work
    """
)
_SOMEBODY_ELSE = re.compile(rf"{_TITLED}|{_TWO_CAPITALS}|(?i:\b{_OFFICES}\b)")
_A_CAPITAL = re.compile(r"\b[A-Z]\w")
_LABELS = re.compile(
    r"(?i:\b(?:(?:home|mobile|personal|private|residential|contact|e-?mail|phone|telephone|postal|correspondence)\s)"
    r"+(?:address|details|e-?mail|mobile|number|phone|telephone|tel|no)\b|\bparty\s?:|\bward\s?:)"
)
_OWN_WORDS = re.compile(
    r"(?i:\b(?:call|contact|e-?mail|message|phone|reach|ring|text|whatsapp|write to)\s+me\b"
    r"|\bmy\s+(?:\w+\s){0,2}(?:address|e-?mail|home|house|mobile|number|phone|car)\b)[^.!?\n]{0,40}\Z"
)
_PROSE_ENDS = re.compile(r"(?<!\b[Tt]el)(?<!\b[Mm]ob)(?<!\b[Nn]o)(?<!\b[Ee]xt)[.!?](?:\s|\Z)")
QUOTED = re.compile(
    r"[\"\u201c]([^\"\u201c\u201d]{3,200}?)[,.!?]?[\"\u201d],?\s(?:said|says|added|adds|explained|laughed|tweeted|wrote)\s\Z"
)
"""Words in quotes, right before the name of who said them."""

_STOP = re.compile(r"[.!?]\s|\n")
_PRONOUN = re.compile(r"\b([Ss]he|[Hh]e|[Tt]hey)\s(?:\w+\s){0,3}\Z")


def stands_with(text: str, start: int, end: int, subject: Subject, *, own: bool = False) -> bool:
    """Whether `text[start:end]`, a number or an address, stands with the person's name: nobody else is between.

    `own` says that the text is the person's own, so that "call me on" means them.
    """
    if _SOMEBODY_ELSE.search(text[end : end + _AFTER].split("\n", maxsplit=1)[0]):
        return False
    if own and _OWN_WORDS.search(text, max(0, start - 80), start):
        return True
    mention = _last(text, start, subject)
    if mention is None:
        return False
    between = text[mention.end : start]
    return not _PROSE_ENDS.search(between) and not _names_another(between, subject)


def means(text: str, at: int, subject: Subject) -> bool:
    """Whether a word like "she" means the person: they were named last, and nobody else beside them."""
    mention = _last(text, at, subject)
    if mention is None:
        return False
    before = text[_sentence(text, mention.start) : mention.start]
    return not _names_another(f"{before}\n{text[mention.end : at]}", subject)


def is_said_of(text: str, at: int, subject: Subject) -> bool:
    """Whether words like "lives at" follow the person's name, or a "she" that means them, in their own sentence."""
    start = _sentence(text, at)
    mention = _last(text, at, subject)
    if mention and mention.start >= start:
        return not _A_CAPITAL.search(_without_facts(text[mention.end : at], subject)) and means(text, at, subject)
    pronoun = _PRONOUN.search(text, start, at)
    return pronoun is not None and means(text, pronoun.start(), subject)


def _last(text: str, at: int, subject: Subject) -> Mention | None:
    """The name that was given last, where it is near and really the person's."""
    found = mentions(text, subject)
    last = bisect_right(found, at, key=lambda mention: mention.end) - 1
    if last < 0 or at - found[last].end > _REACH or found[last].naming in (Naming.SURNAME, Naming.OTHER_MIDDLE):
        return None
    return found[last]


def _names_another(text: str, subject: Subject) -> bool:
    return _SOMEBODY_ELSE.search(_LABELS.sub(" ", _without_facts(text, subject))) is not None


def _sentence(text: str, at: int) -> int:
    """Where the sentence or line around a place begins."""
    first = max(0, at - _REACH)
    return max((stop.end() for stop in _STOP.finditer(text, first, at)), default=first)


_PLAIN_FACTS = (Kind.COUNCIL, Kind.WARD, Kind.PARTY, Kind.TOWN, Kind.NAME, Kind.ADDRESS, Kind.EMAIL, Kind.FAMILY)


def _without_facts(text: str, subject: Subject) -> str:
    """The text without what the person declared, which names nobody else."""
    for kind in _PLAIN_FACTS:
        for fact in subject.all(kind):
            text = re.sub(re.escape(fact.value), " ", text, flags=re.IGNORECASE)
    return text
