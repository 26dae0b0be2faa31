"""Relatives that are told the other way round: "mother of Rosalind", "Imogen's mum, Councillor Marram"."""

from __future__ import annotations

import re

from footprint.places.spans import Span
from footprint.text.antecedent import is_the_office
from footprint.text.kinsfolk import (
    A_CHILD,
    IN_WELSH,
    Kin,
    Seen,
    is_person,
    is_said,
    names_ahead,
    names_in,
    owns,
    relation_of,
)
from footprint.text.mentions import Naming, mentions
from footprint.text.names import is_given_name
from footprint.text.relations import BACKWARDS, BEHIND, CLOSE, JOB, OF, ONE_NAME
from footprint.text.sentences import sentence

_ANY_NAME = re.compile(rf"(?:{ONE_NAME.pattern}|[A-Z]\.[ ]?{ONE_NAME.pattern})")
_Y_CYNGHORYDD = re.compile(r"\sy\s[Cc]ynghorydd(?=[,.\s])(?!\s[A-Z])")
_I = re.compile(r"\s(?:i\s|i['\u2019]r\s|[Yy]r?\s)?(?:[Cc]ynghorydd\s|[Cc]yng\.?\s)?")
_OF_OFFICE = re.compile(r"\s(?:of|to)\s((?:the|our)\s(?:\w+\s){0,2}(?:councillor|member|portfolio\sholder))\b")
_OF_THREE = re.compile(r"\sof\s(?:the|my|our|her|his)\s(?:two|three|four|five|six|lot)\b")


def said_of_whom(seen: Seen, word: re.Match[str], start: int) -> list[Kin] | None:
    """Read "mother of …": the person's mother, where they are among the names; else their children, if they are she.

    None where the word is not followed by "of" and names.
    """
    text = seen.text
    if _is_of_them_in_welsh(seen, word):
        return _those_of(seen, word, start, _behind_them(seen, word))
    if _is_of_their_office(seen, word):
        return _those_of(seen, word, start, ())
    found = None if _OF_THREE.match(text, word.end()) else OF.match(text, word.end()) or JOB.match(text, word.end())
    if not found:
        return None
    names = tuple(names_in(seen, *found.span("names")))
    firsts = [one.start() for one in ONE_NAME.finditer(text, *found.span("names"))]
    if any(is_person(seen, first, first) for first in firsts) or is_person(seen, found.start("names"), word.end()):
        return _those_of(seen, word, start, names)
    relation = _of_others(seen, word, start, by_job=found.re is JOB)
    to = word[0].lower() not in BACKWARDS and text.startswith(" to ", word.end())  # "walks a grandson to Stoke Road"
    return [Kin(start, names[-1][1], relation, names)] if relation and names else None if to else []


def _is_of_them_in_welsh(seen: Seen, word: re.Match[str]) -> bool:
    """A word for a relative right before the person: "merch y Cynghorydd Ffion"."""
    if word[0].lower() not in IN_WELSH | {"mam", "nain", "taid"}:
        return False
    found = _I.match(seen.text, word.end())
    named = found is not None and is_person(seen, found.end(), word.end() + 1)
    return named or _Y_CYNGHORYDD.match(seen.text, word.end()) is not None


def _behind_them(seen: Seen, word: re.Match[str]) -> tuple[Span, ...]:
    """The name behind both: "gŵr Rosalind Quillfeather, Dylan"."""
    ends = [one.end for one in mentions(seen.text, seen.subject) if word.end() < one.start < word.end() + CLOSE]
    found = BEHIND.match(seen.text, ends[0]) if ends and seen.text.startswith(", ", ends[0]) else None
    return tuple(names_in(seen, *found.span("names"))) if found else ()


def _is_of_their_office(seen: Seen, word: re.Match[str]) -> bool:
    found = _OF_OFFICE.match(seen.text, word.end())
    return found is not None and is_the_office(seen.text, found.span(1), seen.subject)


def _of_others(seen: Seen, word: re.Match[str], start: int, *, by_job: bool) -> str:
    """What those are to the person of whom "mother of" or "daughter of" is said, where it is said of the person."""
    relation = word[0].lower()
    if by_job:
        return ("parent" if relation in A_CHILD else relation) if seen.said_of(start) else ""
    if relation in BACKWARDS:
        return _turned(relation) if is_said(seen, start) else ""
    return "relative" if seen.of_kin and "-in-" in relation else ""


def _those_of(seen: Seen, word: re.Match[str], start: int, others: tuple[Span, ...]) -> list[Kin]:
    """The relative of whom "mother of Rosalind" is said: named right before, or first in the sentence."""
    text = seen.text
    first = sentence(text, start)[0]
    names = names_ahead(seen, start)
    if not names:
        said = [
            one.span() for one in _ANY_NAME.finditer(text, max(first, start - 2 * CLOSE), start) if _is_whole(seen, one)
        ]
        names = tuple(name for span in said[:1] for name in names_in(seen, *span))
    names = names or (() if relation_of(word[0]) in A_CHILD else others)  # "son of Sean and Orla": parents
    seen.of_kin = True
    return [Kin(min([start, *(first for first, _ in names)]), word.end(), relation_of(word[0]), names)]


def _is_whole(seen: Seen, one: re.Match[str]) -> bool:
    """More than one word, or one that does not only open a sentence."""
    return " " in one[0] or is_given_name(one[0]) or one.start() - sentence(seen.text, one.start())[0] > 1


_LEADS_TO = re.compile(
    r",?\s(?:is\s|was\s|\()?(?:the\s|our\s)?(?:local\s|own\s)?(?:[Cc]llr\.?\s|[Cc]ouncillor\s|[Cc]ynghorydd\s|Mrs?\s|Ms\s)?"
)
_ANYBODY = frozenset("somebody someone everybody everyone nobody anyone anybody".split())  # noqa: SIM905  words
_SELF = re.compile(r"\s(?:here|speaking|again|is|just|has|needs)\b")
_I_AM = re.compile(r"(?:\bI['\u2019]?m|\bI am|\bas|\bbeing|\bproud(?:ly)?|\bknown as)\s(?:just\s|also\s|here as\s)?\Z")
_IS = re.compile(r"(?:\sis|\swas|,)\s(?:also\s)?\Z")


def turned(seen: Seen, word: re.Match[str], lead: re.Match[str] | None) -> Kin | None:
    """Read "Imogen's mum, Councillor Marram", "Yusuf, whose dad is our councillor": the one before is theirs."""
    if word[0].lower() not in BACKWARDS or not lead:
        return None
    text = seen.text
    leads = _LEADS_TO.match(text, word.end())
    named = bool(leads and (is_person(seen, leads.end(), word.end()) or _is_office(seen, word.end())))
    names: tuple[Span, ...] = ()
    if lead["owner"]:
        names = _owner(seen, word, lead, named=named)
    elif named and (lead["det"] or "").lower() in ("his", "her", "whose"):
        names = _named_last(seen, lead.start())
    return Kin(names[0][0], word.end(), _turned(word[0].lower()), names) if names else None


def _owner(seen: Seen, word: re.Match[str], lead: re.Match[str], *, named: bool) -> tuple[Span, ...]:
    """Whose mum the person is said to be: "Imogen's mum, Councillor Marram", "Cllr Marram is Imogen's mum"."""
    span = lead.span("owner")
    if lead["owner"].lower() in _ANYBODY or owns(seen, lead):
        return ()
    if lead["owner"][0].islower() or lead["owner"].startswith("The "):
        return (span,) if _is_before(seen, lead.start()) else ()
    whole = [one.span() for one in _ANY_NAME.finditer(seen.text, max(0, span[0] - CLOSE), span[1])]
    span = next((one for one in reversed(whole) if one[1] == span[1]), span)
    return (span,) if named or _is_before(seen, span[0]) or _is_own(seen, span[0], word.end()) else ()


def _named_last(seen: Seen, end: int) -> tuple[Span, ...]:
    """Who was named before "whose mum is Councillor Marram"."""
    start = max(sentence(seen.text, end)[0] - CLOSE, 0)
    people = [
        one.span()
        for one in _ANY_NAME.finditer(seen.text, start, end)
        if _is_whole(seen, one) and not re.match(r"[ ][A-Z]", seen.text[one.end() : one.end() + 2])
    ]
    return next((found for span in reversed(people) if (found := tuple(names_in(seen, *span)))), ())


def _is_office(seen: Seen, end: int) -> bool:
    found = re.compile(r",?\s(?:is\s)?((?:the|our)\s(?:\w+\s)?councillor|a councillor)\b").match(seen.text, end)
    return (
        bool(found) and (found[1] == "a councillor" or is_the_office(seen.text, found.span(1), seen.subject))
        if found
        else False
    )


def _is_before(seen: Seen, at: int) -> bool:
    """The person is named right before, with "is" or a comma: "Cllr Marram is …"."""
    joint = _IS.search(seen.text, max(0, at - 12), at)
    if not joint:
        return False
    return any(
        abs(one.end - joint.start()) <= 1 and one.naming is not Naming.OTHER_MIDDLE
        for one in mentions(seen.text, seen.subject)
    )


def _is_own(seen: Seen, start: int, end: int) -> bool:
    """In their own words: "Imogen's mum here", "I'm Imogen's mum"."""
    if not seen.own:
        return False
    if _I_AM.search(seen.text, max(0, start - 30), start):
        return True
    return sentence(seen.text, start)[0] >= start - 3 and _SELF.match(seen.text, end) is not None


def _turned(relation: str) -> str:
    if relation in {"husband", "wife", "partner", "spouse", "hubby", "other half", "better half"}:
        return "partner"
    if relation in {"brother", "sister"}:
        return "sibling"
    if relation in {"uncle", "aunt", "auntie"}:
        return "niece or nephew"
    return "grandchild" if relation.startswith(("gran", "nan", "nain", "taid")) else "child"
