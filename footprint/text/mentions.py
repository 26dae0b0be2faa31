"""Where a text names the person, and in which way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from footprint.model import Kind, Subject
from footprint.places.spelling import fold, words
from footprint.text.names import NameMatch, alike, closest, find_names, same_person_name

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
    HALF = "half"
    """By first name and one half of a double-barrelled surname that was not declared by itself."""
    OTHER_MIDDLE = "other-middle"
    """With a given name that the person does not have."""
    MISSPELLED = "misspelled"
    """By first name and surname, one of them with letters that are not in any declared form."""
    GIVEN = "given"
    """By the first name alone, beside that of somebody of the family."""
    CALLED = "called"
    """By the first name alone, with the office: "Councillor Nest"."""
    SHORTENED = "shortened"
    """By first name and the surname's initial."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The person's name in a text, or one like it: `text[start:end]`."""

    start: int
    end: int
    text: str
    naming: Naming


def mentions(text: str, subject: Subject) -> tuple[Mention, ...]:
    """Every place where a text names the person or somebody of such a name, in order; at most a few hundred."""
    forms = tuple(fact.value for fact in subject.all(Kind.NAME))
    crossed = _crossed(forms)
    folded = fold(text) if crossed else ""
    return _mentions(text, forms + tuple(form for form in crossed if fold(form).split()[-1] in folded))


@lru_cache(maxsize=16)
def _crossed(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Each first name with each surname, and with two: "Aga Barlow" and "Aga Wi\u015bniewska-Barlow"."""
    parted = [form.split() for form in forms if len(form.split()) > 1]
    known = dict.fromkeys((fold(form[0]), fold(form[-1])) for form in parted)
    firsts, lasts = dict.fromkeys(first for first, _ in known), dict.fromkeys(last for _, last in known)
    if len(lasts) < _TWO or firsts.keys() & lasts.keys() or any(len(first) < _TWO + 1 for first in firsts):
        return ()  # one surname only, a name that is written surname first too, or by initials
    both = [f"{a}-{b}" for a in lasts for b in lasts if a != b and "-" not in a + b]
    return tuple(
        f"{first} {last}".title() for first in firsts for last in (*lasts, *both) if (first, last) not in known
    )


_TWO = 2


@lru_cache(maxsize=16)
def _mentions(text: str, forms: tuple[str, ...]) -> tuple[Mention, ...]:
    found: dict[int, tuple[int, int, NameMatch]] = {}
    for form in forms:
        for one in islice(find_names(_as_far(text, form), form), MOST):
            start, end, match = found.get(one.end, (one.start, one.end, NameMatch.DIFFERENT))
            best = one.match if one.match.rank > match.rank else match
            found[one.end] = (min(start, one.start), end, best)
    spans = _apart(sorted(found.values()))
    whole = [Mention(s, e, text[s:e], _naming(text[s:e], m, forms)) for s, e, m in spans]
    return tuple(sorted((*whole, *_halved(text, forms, whole)), key=lambda mention: mention.start))


_BARRELLED = re.compile(r"(\S+(?:\s\S+)*)\s([^\W\d_][\w'\u2019]{2,})-([^\W\d_][\w'\u2019]{2,})")


def _halved(text: str, forms: tuple[str, ...], whole: list[Mention]) -> Iterator[Mention]:
    """Where half of a double-barrelled surname stands with the first name: before a marriage, or for short."""
    barrelled = filter(None, map(_BARRELLED.fullmatch, forms))
    halves = {f"{form[1].split()[0]} {half}" for form in barrelled for half in form.groups()[1:]} - set(forms)
    taken = {mention.start for mention in whole}
    for form in sorted(halves):
        for one in islice(find_names(_as_far(text, form), form), MOST):
            given = given_words(one.text, frozenset({fold(form.split()[-1])}))
            if given and len(given[0]) > 1 and one.start not in taken:
                taken.add(one.start)
                yield Mention(one.start, one.end, one.text, Naming.HALF)


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


def _without_opening(text: str, forms: tuple[str, ...]) -> str:
    """The name without a word that only opens the sentence: "Yesterday Rosalind Quillfeather"."""
    parts = text.split()
    if "," in text:
        return text
    if fold(parts[0]) in _surnames(forms):  # as lists have it: "Quillfeather Rosalind"
        return f"{parts[0]}, {' '.join(parts[1:])}"
    endings = [" ".join(parts[start:]) for start in range(len(parts) - 2, -1, -1)]
    surnames = _surnames(forms)
    fits = {ending: (closest(ending, forms).rank, bool(given_words(ending, surnames))) for ending in endings}
    return max(endings, key=fits.__getitem__, default=text)  # the first, so the shortest


def _is_another_long_form(first: str, forms: tuple[str, ...], surnames: frozenset[str]) -> bool:
    """A first name that fits a declared short form only, and not what it is short for: "Samuel" beside "Samantha"."""
    own = {given[0] for form in forms if (given := given_words(form, surnames))}
    if first in own:
        return False
    short = {one for one in own if any(len(other) > len(one) and alike(one, other) for other in own)}
    fitting = {one for one in own if alike(first, one)}
    return bool(fitting) and fitting <= short


_AND_ANOTHER = re.compile(r"\s(?:and|&|ac)\s.*(?=\s)")
"""The second of two who share a surname: "Rosalind and Tobias Quillfeather"."""


def _naming(text: str, match: NameMatch, forms: tuple[str, ...]) -> Naming:
    surnames = _surnames(forms)
    text = _without_opening(_AND_ANOTHER.sub(" ", text), forms)
    given = given_words(text, surnames)
    if not given:  # "Chan Wai-ling" of one who writes the surname last too
        return Naming.FULL if match is NameMatch.SAME and len(text.split()) > 1 else Naming.SURNAME
    full = [form for form in forms if len(given_words(form, surnames)) > 1]
    if len(given) > 1 and full and all(same_person_name(text, form) is NameMatch.DIFFERENT for form in full):
        return Naming.OTHER_MIDDLE
    if all(len(word) == 1 for word in given):
        return Naming.INITIAL
    if _is_another_long_form(given[0], forms, surnames):
        return Naming.OTHER_MIDDLE
    return Naming.FULL if match is NameMatch.SAME else Naming.FORM
