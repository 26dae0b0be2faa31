"""Whom a page speaks of at a place: the one who was named last, as long as "he" or "she" fits them.

A portrait names its subject once and goes on for paragraphs with "she" and "her"; whoever else is named between takes
the word over, until the person is named again or the pronoun changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold, words
from footprint.text.home_ground import own_places
from footprint.text.mentions import Naming, mentions
from footprint.text.names import is_given_name
from footprint.text.sentences import sentence

_REACH = 1_200
"""Characters from a name to the last "she" that is still hers."""

_CAP = r"[A-Z\u00c0-\u00de][\w'\u2019-]+(?<!['\u2019]s)"
_TITLES = (
    r"(?P<title>Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Rev|Revd|Lord|Lady|Prof|Professor|Cynghorydd|Sister"
    r"|Bro|Sis|Brother|Chief|Coxswain|Constable|Sergeant|Inspector|Father|Canon|Baroness|MP|PC|DC|Sgt|Mayor|Mayoress"
    r"|Provost|Alderman|Pastor|Fr|Skipper|Nurse|Headteacher|Teacher|Captain|Bishop|Imam|Lady|Matron)\.?\s"
)
_PERSON = re.compile(rf"\b(?:{_TITLES}{_CAP}(?:[ ]{_CAP}){{0,2}}|{_CAP}[ ]{_CAP}(?:[ ]{_CAP})?)\b")
_RELATIVE = re.compile(
    r"\b(?P<her>wife|mother|mum|mam|daughter|sister|aunt|auntie|niece|granddaughter|grandmother|gran|nan|nain"
    r"|girlfriend|fianc\u00e9e|girl|sister-in-law|mother-in-law)(?:,\s|\s\(|\s(?:called\s|named\s)?)[A-Z\u00c0-\u00de]"
    r"|\b(?P<him>husband|father|dad|son|brother|uncle|nephew|grandson|grandfather|grandad|taid|boyfriend|lad|boy"
    r"|brother-in-law|father-in-law)(?:,\s|\s\(|\s(?:called\s|named\s)?)[A-Z\u00c0-\u00de]"
)
_ROLE = re.compile(
    r"(?<!\bis )(?<!\bwas )(?<!\bas )\b(?:[Tt]he|[Oo]ne|[Aa]nother|[Aa]n?|[Ee]very|[Mm]y"
    r"|[Oo]ur)\s(?:\w+\s)?(?i:bishop|mayor|alderman|matron|opponent|agent|caseworker|colleague|friend|mayoress|vicar"
    r"|minister|provost|rector|priest"
    r"|imam|rabbi|woman|resident|constituent"
    r"|applicant|pensioner|neighbour|headteacher|doctor|owner|victim|lady|gentleman|student"
    r"|patient|witness|caller|volunteer|shopkeeper|landlord|tenant|winner|queen|king|princess)\b(?!['\u2019])"
)
_A_PLACE = re.compile(
    r"\b(?:[Aa]t|[Ii]n|[Tt]o|[Ff]rom|[Tt]he|[Nn]ear|[Oo]utside|[Vv]ia|[Oo]n|[Oo]f\sthe|[Ff]or\sthe)\s\Z"
)
_NO_PERSON = words(
    """
    the a an this that these those he she they it we you i his her their my our its and but so or if when while where
    after before at in on by for from to of with as now then last next this is was are were has had there here what
    who why how no yes not all both every each one two three asked born north south east west new old upper lower
    great little saint st port mount monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december christmas easter council cabinet labour conservative
    liberal green plaid reform independent party ward parish borough city county district community national royal
    british english welsh scottish irish friends dear thank thanks english punjabi urdu polish
    """
)
_THINGS = words(
    """
    abbey academy arms baths buses business cafe castle centre chapel charity chemist church close club college
    committee community company cottage council county court cup district drive estate fair farm festival gallery
    garden gardens green group guild hall herald high hill home hospital hotel house inn junction juniors lane library
    ltd market mill mosque museum observer office park party pharmacy pier place plc post press primary pub quay road
    school schools section society square star station street surgery terrace theatre times town trust university
    village water way wharf works wynd yard bank infants infirmary mela cymru board authority federation union league
    united rovers city day week road avenue house courier news gazette team fund grammar nursery prep comp rail girls
    infant preschool playgroup club
    """
)
_PRONOUN = re.compile(r"\b([Ss]he|[Hh]er|[Hh]ers|[Hh]e|[Hh]is|[Hh]im)\b")
_SHE, _HE = "she", "he"
_BY_TITLE = {
    **dict.fromkeys(("Mrs", "Ms", "Miss", "Dame", "Lady", "Sister", "Sis", "Baroness"), _SHE),
    **dict.fromkeys(("Mr", "Sir", "Lord", "Bro", "Brother", "Father"), _HE),
}


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody who is named: `text[start:end]`; "she", "he" or "" where nothing tells."""

    start: int
    end: int
    ours: bool
    gender: str = ""
    family: bool = False


def gender(word: str) -> str:
    """Say "she" for "her" and "she", "he" for "his" and "he", else nothing."""
    low = word.lower()
    return _SHE if low in ("she", "her", "hers") else _HE if low in ("he", "his", "him") else ""


def is_topic(text: str, at: int, subject: Subject, whose: str = "") -> bool:
    """Whether the person is the one of whom a page speaks at a place. `whose` is the pronoun that stands there."""
    asked = gender(whose)
    for one in reversed(_before(text, at, subject)):
        fits = not (asked and one.gender) or one.gender == asked
        if one.ours and fits:
            return _alone(text, one, at, subject, asked)
        if not fits or (one.family and not asked) or _in_passing(text, one, at):
            continue
        return False
    return False


_IN_PASSING = 15
_SPEAKS = re.compile(r"\b(?:said|says|told|by|asked|added)\s\Z")


def _in_passing(text: str, one: Someone, at: int) -> bool:
    """Named late in a sentence of an earlier paragraph, and not as a speaker: the next one goes on about another."""
    if one.gender or "\n" not in text[one.end : at]:
        return False
    before = text[sentence(text, one.start)[0] : one.start]
    after = text[one.end : one.end + _IN_PASSING]
    return (
        len(before) >= _IN_PASSING and not _SPEAKS.search(before) and not re.match(r",?\s(?:said|says|told)\b", after)
    )


def _alone(text: str, ours: Someone, at: int, subject: Subject, asked: str) -> bool:
    """Nobody else stands in the sentence of the person's name whom the word may mean just as well."""
    start = sentence(text, ours.start)[0]
    return not any(
        start <= one.start and not one.ours and not one.family and (not asked or one.gender in ("", asked))
        for one in _before(text, at, subject)
        if one.end <= ours.start
    )


def is_thing(word: str) -> bool:
    """Whether a word with a capital belongs to the name of a place or a body: "Primary", "Hall"."""
    return fold(word) in _THINGS


def people_before(text: str, at: int, subject: Subject) -> list[Someone]:
    """Everybody named before a place, in order: the person, their family, and others."""
    return _before(text, at, subject)


def named_nearest(text: str, at: int, subject: Subject) -> Someone | None:
    """Who was named last before a place."""
    people = _before(text, at, subject)
    return people[-1] if people else None


def _before(text: str, at: int, subject: Subject) -> list[Someone]:
    first = max(0, at - _REACH)
    return [one for one in _people(text, first // _BLOCK, subject) if first <= one.start and one.end <= at]


_BLOCK = 1_200


@lru_cache(maxsize=64)
def _people(text: str, block: int, subject: Subject) -> tuple[Someone, ...]:
    """Everybody named in a stretch of a text, in order; what is said right after a name tells "she" from "he"."""
    first, last = block * _BLOCK, min(len(text), block * _BLOCK + _REACH + _BLOCK + _NEXT)
    ours = list(_ours(text, (first, last), subject))
    taken = {place for start, end in ours for place in range(start, end)}
    others = [
        one for one in _others(text, (first, last), subject) if one.start not in taken and one.end - 1 not in taken
    ]
    people = sorted([*(Someone(*span, ours=True) for span in ours), *others], key=lambda one: one.start)
    hers = _own_gender(text, subject)
    return tuple(
        Someone(
            one.start, one.end, one.ours, hers if one.ours else one.gender or _follows(text, people, place), one.family
        )
        for place, one in enumerate(people)
    )


def _ours(text: str, span: Span, subject: Subject) -> Iterator[Span]:
    """The person, by any name: also the first name alone."""
    first, last = span
    for one in mentions(text, subject):
        if first <= one.start < last and one.naming is not Naming.OTHER_MIDDLE:
            yield without_ending(one.start, one.text), one.end
    firsts = sorted({re.escape(fact.value.split()[0]) for fact in subject.all(Kind.NAME) if fact.value.split()})
    if firsts:
        alone = re.compile(rf"\b(?:{'|'.join(firsts)})\b(?![ ][A-Z\u00c0-\u00de])")
        yield from (found.span() for found in alone.finditer(text, first, last))


_ENDS = re.compile(r"(?<!\bCllr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])\.\s")


def without_ending(start: int, said: str) -> int:
    """Where a name starts without the end of the sentence before: "Councillor Begg. Councillor MacRae"."""
    return start + max((found.end() for found in _ENDS.finditer(said)), default=0)


def _others(text: str, span: Span, subject: Subject) -> Iterator[Someone]:
    first, last = span
    known = {fold(fact.value).split()[0] for fact in subject.all(Kind.FAMILY) if fact.value.split()}
    for found in _PERSON.finditer(text, first, last):
        parts = fold(found[0]).replace("-", " ").split()
        if found["title"] is None and not _is_person(text, found.start(), parts, subject):
            continue
        yield Someone(
            *found.span(), ours=False, gender=_BY_TITLE.get(found["title"] or "", ""), family=parts[0] in known
        )
    for found in _ROLE.finditer(text, first, last):
        yield Someone(*found.span(), ours=False)
    for found in _RELATIVE.finditer(text, first, last):
        yield Someone(found.end() - 1, found.end(), ours=False, gender=_SHE if found["her"] else _HE, family=True)


def _is_person(text: str, at: int, parts: list[str], subject: Subject) -> bool:
    if parts[0] in _NO_PERSON or any(part in _THINGS for part in parts) or own_places(subject) & set(parts):
        return False
    return is_given_name(parts[0]) or not _A_PLACE.search(text, max(0, at - 12), at)


def _follows(text: str, people: list[Someone], place: int) -> str:
    """The first "she" or "he" after a name and before the next one."""
    end = people[place + 1].start if place + 1 < len(people) else len(text)
    after = people[place].end
    found = _PRONOUN.search(text, after, min(end, after + _NEXT))
    return gender(found[1]) if found and "\n" not in text[after : found.start()] else ""


_NEXT = 100


@lru_cache(maxsize=16)
def _own_gender(text: str, subject: Subject) -> str:
    """What the page calls the person, by title or by what follows their name."""
    votes = {_SHE: 0, _HE: 0}
    for one in mentions(text, subject)[:20]:
        title = re.match(r"(Mrs|Ms|Miss|Mr|Dame|Sir|Bro|Sis)\b", one.text)
        found = _PRONOUN.search(text, one.end, one.end + _NEXT)
        between = text[one.end : found.start()] if found else ""
        if title:
            votes[_BY_TITLE[title[1]]] += 2
        elif found and not _PERSON.search(between):
            votes[gender(found[1])] += 1
    for fact in subject.all(Kind.FAMILY):
        label = fold(fact.label)
        if label in ("wife", "husband"):
            votes[_HE if label == "wife" else _SHE] += 1
    if votes[_SHE] == votes[_HE]:
        return ""
    return max(votes, key=lambda one: votes[one])
