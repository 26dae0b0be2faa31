"""Whom "her", "whose" or a bare "wife" means: found by who was named before, and rejected where that is another.

A page is taken to be about the person; so a word that nobody else claims is theirs.
"""

from __future__ import annotations

import re

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.text.mentions import Naming, mentions
from footprint.text.names import is_given_name
from footprint.text.relations import NO_NAME, RELATION
from footprint.text.sentences import sentence
from footprint.text.topic import Someone, gender, is_thing, people_before
from footprint.text.whose import is_a_quote_of, is_signed, is_theirs

_MINE = frozenset("my our ma fy ein m n".split())  # noqa: SIM905  words
_A_QUOTE = re.compile(r"[\"\u201d],?\s(?:said|says|told|asked|cried|added)\s[A-Z]")
_FIRST_PERSON = re.compile(r"\b(?:I|I['\u2019](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Mm]e|[Oo]ur|[Ff]y|[Mm]i|[Dd]wi['\u2019]n)\b")
_OFFICE = re.compile(
    r"\b(?:[Tt]he|[Oo]ur)\s(?:\w+\s){0,2}(?:[Cc]ouncillor|[Mm]ember|portfolio\sholder)(?![\w-])(?!\sfor\s[A-Z]|s)"
    r"|\b[Yy]\s[Cc]ynghorydd\b"
)
_ANOTHER_OFFICE = re.compile(r"\b(?:Cllr|Councillor|Cynghorydd)\.?\s(?:[A-Z]\.?\s)?[A-Z][\w'\u2019-]+")
_NEAR = 700
RELATED = re.compile(rf"(?i:{RELATION})\Z")


def is_first_person(word: str) -> bool:
    """Whether a word like "my" is the speaker's."""
    return word.lower() in _MINE


def speaks(text: str, at: int, subject: Subject, *, own: bool) -> bool:
    """Whether "my" at a place is the person's: in their own words, in a quotation of them, in a letter they signed."""
    if own:
        end = sentence(text, at)[1]
        quote = _A_QUOTE.search(text, at, min(len(text), end + 60))
        opened = text.count('"', 0, at) % 2 or text.count("\u201c", 0, at) > text.count("\u201d", 0, at)
        return not (quote and opened) or is_a_quote_of(text, at, subject)
    return is_a_quote_of(text, at, subject) or is_signed(text, at, subject)


def is_of_the_person(
    text: str, at: int, subject: Subject, *, own: bool, word: str = "", kin: tuple[Span, ...] = ()
) -> bool:
    """Whether "her", "whose" or a relative without any such word, at a place in a text, is said of the person.

    `kin` is where names of their family stand, whose relatives are theirs too.
    """
    asked = gender(word)
    start = sentence(text, at)[0]
    people = [one for one in _people(text, at, subject, kin) if at - one.end <= _NEAR]
    if word.lower() == "whose":
        named = _RIGHT_BEFORE.search(text, max(start, at - 40), at)
        if named and not _is_known(text, named.start(1), people, kin):
            return False
        near = bool(people) and people[-1].ours and people[-1].start >= start
        return near or (bool(_AS_A.search(text, max(start, at - 60), at)) and speaks(text, at, subject, own=own))
    if _is_beside_somebody(text, (start, at), people, kin):
        return False
    fitting = [one for one in people if not (asked and one.gender and one.gender != asked)]
    nearest = next((one for one in reversed(fitting) if not one.family or _is_in(one.start, kin)), None)
    if nearest and nearest.ours:
        return not _is_beside_another(people, nearest, asked, text)
    if nearest:
        told = bool(asked) and not own and nearest.start < start  # a portrait goes on about the person
        return nearest.family or (told and is_theirs(word, text, at, subject, own=False))
    return _is_nobody_else_s(text, at, subject, own=own, word="their" if word and fitting else word)


def _is_nobody_else_s(text: str, at: int, subject: Subject, *, own: bool, word: str) -> bool:
    """Nobody is named before whom the word may mean; "their" after relatives of unknown people may mean those."""
    if word == "their":
        return False
    if own:
        return not word or (not _FIRST_PERSON.search(text) and _is_next(text, at, subject, named=True))
    return _is_next(text, at, subject)


def _is_beside_somebody(text: str, span: Span, people: list[Someone], kin: tuple[Span, ...]) -> bool:
    start, at = span
    beside = _BESIDE.search(text, max(start, at - 40), at)
    if not beside or ("w" in beside["joint"] and not is_given_name(beside[1])):
        return False
    return not _is_known(text, beside.start(1), people, kin)


def _is_in(at: int, spans: tuple[Span, ...]) -> bool:
    return any(first <= at < last for first, last in spans)


_RIGHT_BEFORE = re.compile(r"(?<![A-Z][\w.] )\b([A-Z\u00c0-\u00de][\w-]+)(?:,?\s\(?[0-9]{1,3}\)?)?,?\s\Z")
_AS_A = re.compile(r"\bI\s[^.!?\n]{0,30}\bas\san?\s(?:\w+\s){1,3}\Z")
_BESIDE = re.compile(
    r"\b(?!The\b|And\b|But\b)([A-Z\u00c0-\u00de][\w-]+)(?:,?\s\(?(?:aged\s)?[0-9]{1,3}\)?)?(?P<joint>,?\s(?:and"
    r"|&|a)\s|\s(?:with|or)\s|\sa)\Z"
)
"""Whoever is joined with "her husband": "Jo and her husband Pete"."""


def _is_known(text: str, at: int, people: list[Someone], kin: tuple[Span, ...]) -> bool:
    """Whether the name at a place is the person's or one of the family's; a thing, or a month, is nobody's."""
    said = re.compile(r"[\w-]+").match(text, at)
    if said and (
        RELATED.match(said[0])
        or is_thing(said[0])
        or said[0].lower() in NO_NAME
        or _AT.search(text, max(0, at - 30), at)
    ):
        return True
    return any(one.ours and one.start <= at < one.end for one in people) or any(start <= at < end for start, end in kin)


_AT = re.compile(r"\b(?:[Aa]t|[Ii]n|[Nn]ear|[Oo]n|[Oo]utside)\s(?:[A-Z][\w'\u2019-]+\s)*\Z")


def _people(text: str, at: int, subject: Subject, kin: tuple[Span, ...]) -> list[Someone]:
    """Who was named before, with the person's office as a name of theirs, and with the family."""
    people = people_before(text, at, subject)
    if not _another_councillor(text, at, subject):
        people += [Someone(*found.span(), ours=True) for found in _OFFICE.finditer(text, max(0, at - _NEAR), at)]
    people += [Someone(*span, ours=False, family=True) for span in kin if span[1] <= at]
    return sorted(people, key=lambda one: (one.start, one.family))


def _another_councillor(text: str, at: int, subject: Subject) -> bool:
    named = [(one.start, one.end) for one in mentions(text, subject)]
    return any(
        not any(start < found.end() and found.start() < end for start, end in named)
        for found in _ANOTHER_OFFICE.finditer(text, max(0, at - _NEAR), at)
    )


def is_the_office(text: str, span: Span, subject: Subject) -> bool:
    """Whether words like "the councillor" mean the person: no other councillor is named before."""
    return _OFFICE.fullmatch(text, *span) is not None and not _another_councillor(text, span[0], subject)


def _is_beside_another(people: list[Someone], ours: Someone, asked: str, text: str) -> bool:
    """Somebody else is named before the person in the sentence, whom the word may mean just as well."""
    start = sentence(text, ours.start)[0]
    return any(
        start <= one.start < ours.start and not one.ours and not one.family and (not asked or one.gender in ("", asked))
        for one in people
    )


def _is_next(text: str, at: int, subject: Subject, *, named: bool = False) -> bool:
    """Nobody is named before: theirs where they are the first to be named behind, or nobody is and none need be."""
    behind = [one for one in people_before(text, min(len(text), at + _NEAR), subject) if one.start >= at]
    people = [one for one in behind if one.ours or not (one.family or _is_a_firm(text, one))]
    return people[0].ours if people else not named


def _is_a_firm(text: str, one: Someone) -> bool:
    """Two words with capitals behind "for" or "at", without a title, may be a firm."""
    return not _TITLED.match(text, one.start) and _FOR.search(text, max(0, one.start - 12), one.start) is not None


_TITLED = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Cllr|Councillor)\b")
_FOR = re.compile(r"\b(?:for|with|by|at|of|in)\s(?:the\s)?\Z")


def names_the_person(text: str, span: Span, subject: Subject) -> bool:
    """Whether what stands before "'s wife" is the person's name, or their office."""
    start, end = span
    for one in mentions(text, subject):
        if one.naming is not Naming.OTHER_MIDDLE and one.start <= start < one.end and one.end <= end + len("'s"):
            return True
    return is_the_office(text, span, subject)


def is_own_voice(text: str, subject: Subject, *, post: bool = False) -> bool:
    """Whether a post or a text in the first person, taken to be about the person, does not name them: they speak."""
    if (
        text.lstrip().startswith("@")
        or mentions(text, subject)
        or not (post or _FIRST_PERSON.search(text))
        or _OFFICE.search(text)
    ):
        return False
    firsts = {re.escape(fact.value.split()[0]) for fact in subject.all(Kind.NAME) if fact.value.split()}
    return not firsts or re.search(rf"(?i)\b(?:{'|'.join(sorted(firsts))})\b", text) is None
