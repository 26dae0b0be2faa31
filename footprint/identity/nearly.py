"""Where a text names the person nearly: misspelled as newspapers do, by first name and initial, or by that alone.

Such a name is no name by itself: it counts only with an office, one of the family or the business beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from footprint.identity.common_names import is_common, is_first_name
from footprint.identity.office import TITLE, has_office, is_called
from footprint.identity.shared_facts import facts
from footprint.model import Kind, Subject
from footprint.places.spelling import fold
from footprint.text.mentions import MOST, Mention, Naming
from footprint.text.names import alike

NEEDS_OFFICE = (Naming.MISSPELLED, Naming.SHORTENED)
"""These say something where an office stands with them; without one they are somebody else's."""

_SHORTEST, _MIDDLING, _LONG = 4, 6, 8
_ALIKE = 5
"""A first name of so many letters may be misspelled into another known one: "Raphael" for "Rafal"."""


def nearly(text: str, subject: Subject) -> tuple[Mention, ...]:
    """Every place where a text has a name that may be meant for the person's, in order."""
    return _written(text, tuple(fact.value for fact in subject.all(Kind.NAME))) or tuple(_alone(text, subject))


@lru_cache(maxsize=16)
def _written(text: str, forms: tuple[str, ...]) -> tuple[Mention, ...]:
    folded = fold(text)
    names = {(given[0], given[-1]) for form in forms if len(given := fold(form).split()) > 1}
    found = {
        start: Mention(start, end, text[start:end], naming)
        for first, last in sorted(names)
        for start, end, naming in (*_misspelled(text, folded, first, last), *_shortened(text, folded, first, last))
    }
    return tuple(found[start] for start in sorted(found))


def _misspelled(text: str, folded: str, first: str, last: str) -> Iterator[tuple[int, int, Naming]]:
    """Such as "Davied Jones", "Mohamed Hussein", "Grace Adeynka", "E. Adeynka" or "Cllr Adeynka"."""
    for at, end, family in _like(folded, last):
        for start, given in _before(text, folded, at):
            known = alike(given, first)
            slip = not known and _is_slip(given, first)
            titled = family != last and len(last) > _SHORTEST and _TITLED.fullmatch(given)
            if (slip and (family == last or len(last) >= _MIDDLING)) or (known and family != last) or titled:
                yield (at if titled else start), end, Naming.MISSPELLED
                break


_TITLED = re.compile(rf"{TITLE}|mrs?|ms|miss|dr")


def _like(folded: str, last: str) -> Iterator[tuple[int, int, str]]:
    """Every word that is the surname, or nearly: never another common one, "Reid" for "Read"."""
    if len(last) < _SHORTEST - 1:
        return
    spare = 2 if len(last) >= _LONG else 1
    pattern = re.compile(rf"(?<![\w'@.-]){re.escape(last[0])}[\w'-]{{{len(last) - 1 - spare},{len(last) - 1 + spare}}}")
    seen: dict[str, bool] = {}
    for found in islice(pattern.finditer(folded), 10 * MOST):
        word = found[0].removesuffix("'s")
        if word not in seen:
            near = len(last) >= _SHORTEST or len(word) > len(last)
            other = is_common(word) and word.rstrip("aeis") != last.rstrip("aeis")  # but "Clarke"
            seen[word] = word == last or (near and not other and _is_alike(word, last, spare))
        if seen[word]:
            yield found.start(), found.start() + len(word), word


_WORD = re.compile(r"(?<![\w'@.-])([^\W\d_][\w'-]{0,20})\.? \Z")
_WORDS = 3


def _before(text: str, folded: str, at: int) -> Iterator[tuple[int, str]]:
    """The words right before a surname that have capitals, and where each begins, the nearest first."""
    for _ in range(_WORDS if text[at].isupper() else 0):
        found = _WORD.search(folded, max(0, at - 30), at)
        if not found or not text[found.start(1)].isupper():
            return
        at = found.start(1)
        yield at, found[1]


def _is_slip(given: str, first: str) -> bool:
    """A first name that is another's in its letters alone: not "Jane" for "June", but "Davied" for "David"."""
    shortest = min(len(given), len(first))
    if shortest < _SHORTEST:
        return len(given) > 1 and first.startswith(given) and not is_first_name(given)
    if _sounds(given) == _sounds(first) and (shortest >= _ALIKE or not is_first_name(given)):
        return True
    return not is_first_name(given) and distance(_spelled(given), _spelled(first), 1) <= 1


def _spelled(name: str) -> str:
    return re.sub(r"(.)\1", r"\1", name.replace("gh", "").replace("ph", "f").replace("ck", "k").replace("th", "t"))


def _sounds(name: str) -> str:
    """The consonants that are heard, behind the first letter."""
    plain = _spelled(name)
    return plain[:1] + re.sub(r"[aeiouyhw]", "", plain[1:])


def _is_alike(a: str, b: str, most: int) -> bool:
    """A letter or two apart, or of one sound."""
    near = min(distance(a, b, most), distance(_spelled(a), _spelled(b), most)) <= most
    return near or (len(b) >= _LONG and _sounds(a) == _sounds(b))


def distance(a: str, b: str, most: int) -> int:
    """How many letters were added, dropped, changed or swapped with a neighbour; `most` + 1 stands for any more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, row = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def _shortened(text: str, folded: str, first: str, last: str) -> Iterator[tuple[int, int, Naming]]:
    """Such as "Peggy T", "Zo\u00eb H.", "Bernie O H": the first name in full, the surname by its initials."""
    letters = [last[0], *([last[2]] if last.startswith("o'") and len(last) > _SHORTEST else [])]
    initials = rf"{letters[0]}(?:[.' ]{{0,2}}{letters[1]})?" if len(letters) > 1 else letters[0]
    pattern = re.compile(rf"(?<![\w'@.-]){re.escape(first)} {initials}(?![\w'@&-])\.?")
    for found in islice(pattern.finditer(folded), MOST):
        if text[found.start()].isupper() and text[found.start() + len(first) + 1].isupper():
            yield *found.span(), Naming.SHORTENED


_TOGETHER = 120
"""Characters between the first names of two of a family."""

_MARRIED = re.compile(r"(?i:\b(?:wife|husband|partner|mother|father|son|daughter|wraig|gŵr)\b)")


def _alone(text: str, subject: Subject) -> Iterator[Mention]:
    """First names that stand with the office, with the business, or with somebody of the family."""
    shared = dict(facts(text, subject))
    placed = any(spans for fact, spans in shared.items() if fact.kind in (Kind.WARD, Kind.COUNCIL, Kind.TOWN))
    business = any(spans for fact, spans in shared.items() if fact.kind is Kind.BUSINESS)
    family = tuple(fact.value for fact in subject.all(Kind.FAMILY) if fact.value.split())
    for first in _given(tuple(fact.value for fact in subject.all(Kind.NAME))):
        beside = {start for start, _ in _with_family(text, first, family)}
        for found in islice(_first_names(first).finditer(text), MOST):
            mention = Mention(*found.span(), found[0], Naming.CALLED)
            if found.start() in beside or business:
                yield replace(mention, naming=Naming.GIVEN)
            elif placed and (is_called(text, mention) or (not found.start() and has_office(text, mention))):
                yield mention


@lru_cache(maxsize=16)
def _given(forms: tuple[str, ...]) -> tuple[str, ...]:
    """First names, with the second one behind it or without."""
    parted = [form.split()[:-1] for form in forms]
    return tuple(
        dict.fromkeys(" ".join(given[:length]) for given in parted for length in (2, 1) if given[length - 1 :])
    )


def _with_family(text: str, first: str, family: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Such as "Peggy at the Forge has them, Geoff is not attached": two names that are rare, or a marriage between."""
    for other in family:
        called, *surname = other.split()
        rare = not (is_first_name(first) and is_first_name(called))
        others = [found.start() for found in islice(_first_names(called, *surname[-1:]).finditer(text), MOST)]
        for found in islice(_first_names(first).finditer(text), MOST) if others else ():
            near = min(others, key=lambda at: abs(found.start() - at))
            if abs(found.start() - near) < _TOGETHER and (
                rare or _MARRIED.search(text, *sorted((found.start(), near)))
            ):
                yield found.span()


@lru_cache(maxsize=64)
def _first_names(name: str, surname: str = "") -> re.Pattern[str]:
    """The name, in any accents, without anybody else's surname behind it."""
    given = " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    spelt = "|".join(dict.fromkeys(map(re.escape, (given, fold(given).title(), name.upper()))))
    return re.compile(
        rf"(?<![\w'@.-])(?:{spelt})(?:\s{re.escape(surname)})?(?!['\u2019](?!s\b)|[\w@-]|\s(?!J[Ii]\b)[A-Z])"
    )
