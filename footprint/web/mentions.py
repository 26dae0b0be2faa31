"""Where a text names the person, in which way, and whether something that stands near is said of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from footprint.model import Kind, Subject
from footprint.places.spelling import either, fold, words
from footprint.web.names import NameMatch, find_names, same_person_name

MOST = 300
"""More mentions than this in one text tell nothing new."""


class Naming(StrEnum):
    """In which way a text names somebody."""

    FULL = "full"
    """By first name and surname, in a form that was declared."""
    FORM = "form"
    """By a nickname, or a part of a declared form."""
    INITIAL = "initial"
    """By the initial and surname."""
    SURNAME = "surname"
    """By the surname alone."""
    OTHER_MIDDLE = "other-middle"
    """With a middle name that the person does not have."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The person's name in a text, or one like it: `text[start:end]`."""

    start: int
    end: int
    text: str
    naming: Naming


def mentions(text: str, subject: Subject) -> tuple[Mention, ...]:
    """Every place where a text names the person or somebody of such a name, in order; at most a few hundred."""
    return _mentions(text, tuple(fact.value for fact in subject.all(Kind.NAME)))


@lru_cache(maxsize=16)
def _mentions(text: str, forms: tuple[str, ...]) -> tuple[Mention, ...]:
    found: dict[int, tuple[int, int, NameMatch]] = {}
    for form in forms:
        for one in islice(find_names(_as_far(text, form), form), MOST):
            start, end, match = found.get(one.end, (one.start, one.end, NameMatch.DIFFERENT))
            best = one.match if one.match.rank > match.rank else match
            found[one.end] = (min(start, one.start), end, best)
    spans = _apart(sorted(found.values()))
    return tuple(Mention(s, e, text[s:e], _naming(text[s:e], m, forms)) for s, e, m in spans)


def _as_far(text: str, form: str) -> str:
    """The text up to where it has used the surname more often than anybody needs."""
    surname = fold(form).split()[-1:] or [""]
    uses = re.finditer(re.escape(surname[0]), fold(text)) if surname[0] else iter(())
    last = next(islice(uses, MOST * 2, None), None)
    return text[: last.end()] if last else text


def _apart(spans: list[tuple[int, int, NameMatch]]) -> Iterator[tuple[int, int, NameMatch]]:
    """Of spans that overlap the longest."""
    kept: list[tuple[int, int, NameMatch]] = []
    for span in spans:
        if kept and span[0] < kept[-1][1]:
            kept[-1] = max(kept[-1], span, key=lambda s: s[1] - s[0])
        else:
            kept.append(span)
    yield from kept


_NOT_GIVEN = words(
    """
    cllr cllrs councillor councillors mr mrs ms miss mx dr sir dame lady lord prof professor rev reverend hon the and y
    ac cynghorydd cyngh alderman alderwoman mayor mayoress deputy former leader van der den de la le von ap ab obe mbe
    cbe jp ba ma bsc msc phd frsa junior senior jr snr jnr
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,3}")


def given_words(name: str, surnames: frozenset[str]) -> tuple[str, ...]:
    """The given names and initials in a name, folded."""
    given: list[str] = []
    for word in _WORD.findall(name):
        plain = fold(word)
        if plain not in _NOT_GIVEN and plain not in surnames:
            given.extend(plain if _CONSONANTS.fullmatch(word) else (plain,))
    return tuple(given)


def _surnames(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for form in forms for word in _WORD.findall(fold((form.split() or [""])[-1])))


_AND_ANOTHER = re.compile(r"\s(?:and|&|ac)\s.*(?=\s)")
"""The second of two who share a surname: "Rosalind and Tobias Quillfeather"."""


def _naming(text: str, match: NameMatch, forms: tuple[str, ...]) -> Naming:
    surnames = _surnames(forms)
    text = _AND_ANOTHER.sub(" ", text)
    given = given_words(text, surnames)
    if not given:
        return Naming.SURNAME
    full = [form for form in forms if len(given_words(form, surnames)) > 1]
    if len(given) > 1 and full and all(same_person_name(text, form) is NameMatch.DIFFERENT for form in full):
        return Naming.OTHER_MIDDLE
    if all(len(word) == 1 for word in given):
        return Naming.INITIAL
    return Naming.FULL if match is NameMatch.SAME else Naming.FORM


# --- whose is it? -----------------------------------------------------------------------------------------------

REACH = 150
"""Characters between a name and what is said of its bearer."""

_AFTER = 40
_TITLED = rf"\b{either('Mr Mrs Ms Miss Mx Dr Cllr Councillor Sir Dame Rev Lord Lady Prof Cynghorydd')}\.?\s+[A-Z]"
_TWO_CAPITALS = r"\b[A-Z][a-z'\u2019-]+[ ][A-Z][a-z'\u2019-]+"
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
_LABELS = re.compile(
    r"(?i:\b(?:(?:home|mobile|personal|private|residential|contact|e-?mail|phone|telephone|postal|correspondence)\s)"
    r"+(?:address|details|e-?mail|mobile|number|phone|telephone|tel|no)\b|\bparty\s?:|\bward\s?:)"
)
_OWN_WORDS = re.compile(
    r"(?i:\b(?:call|contact|e-?mail|message|phone|reach|ring|text|whatsapp|write to)\s+me\b"
    r"|\bmy\s+(?:\w+\s){0,2}(?:address|e-?mail|home|house|mobile|number|phone|car)\b)[^\n]{0,40}\Z"
)


def is_hers(text: str, start: int, end: int, subject: Subject, *, own: bool = False) -> bool:
    """Whether `text[start:end]`, which nobody declared, is said of the person: nobody else stands between.

    `own` says that the text is the person's own, so that "call me on" means them. An empty span is a word like "she".
    """
    if start < end and _SOMEBODY_ELSE.search(text[end : end + _AFTER].split("\n", maxsplit=1)[0]):
        return False
    if own and _OWN_WORDS.search(text, max(0, start - 80), start):
        return True
    found = mentions(text, subject)
    last = bisect_right(found, start, key=lambda mention: mention.end) - 1
    if last < 0 or start - found[last].end > REACH or found[last].naming in (Naming.SURNAME, Naming.OTHER_MIDDLE):
        return False
    between = text[found[last].end : start]
    if start == end:  # "she" may be whoever was named before in the same sentence
        between = text[_sentence_start(text, found[last].start) : found[last].start] + "\n" + between
    return not _SOMEBODY_ELSE.search(_LABELS.sub(" ", _without_facts(between, subject)))


_STOP = re.compile(r"[.!?]\s|\n")


def _sentence_start(text: str, at: int) -> int:
    first = max(0, at - REACH)
    return max((stop.end() for stop in _STOP.finditer(text, first, at)), default=first)


_PLAIN_FACTS = (Kind.COUNCIL, Kind.WARD, Kind.PARTY, Kind.TOWN, Kind.NAME, Kind.ADDRESS, Kind.EMAIL)


def _without_facts(text: str, subject: Subject) -> str:
    """The text without what the person declared, which names nobody else."""
    for kind in _PLAIN_FACTS:
        for fact in subject.all(kind):
            text = re.sub(re.escape(fact.value), " ", text, flags=re.IGNORECASE)
    return text
