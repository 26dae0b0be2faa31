"""Where a text names the person nearly: misspelled as newspapers do, or by first name and the surname's initial.

Such a name is no name by itself: it counts only with an office and a place beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from footprint.identity.common_names import is_common, is_first_name
from footprint.model import Kind, Subject
from footprint.places.spelling import fold
from footprint.text.mentions import MOST, Mention, Naming
from footprint.text.names import alike

NEEDS_OFFICE = (Naming.MISSPELLED, Naming.SHORTENED)
"""These say something where an office stands with them; without one they are somebody else's."""

_SHORTEST, _LONG = 4, 8
_ALIKE = 5
"""A first name of so many letters may be misspelled into another known one: "Raphael" for "Rafal"."""


def nearly(text: str, subject: Subject) -> tuple[Mention, ...]:
    """Every place where a text has a name that may be meant for the person's, in order."""
    forms = tuple(fact.value for fact in subject.all(Kind.NAME))
    family = tuple(fact.value for fact in subject.all(Kind.FAMILY) if fact.value.split())
    return _nearly(text, forms, family)


@lru_cache(maxsize=16)
def _nearly(text: str, forms: tuple[str, ...], family: tuple[str, ...]) -> tuple[Mention, ...]:
    folded = fold(text)
    names = {(given[0], given[-1]) for form in forms if len(given := fold(form).split()) > 1}
    found = {
        start: Mention(start, end, text[start:end], naming)
        for first, last in sorted(names)
        for start, end, naming in (*_misspelled(text, folded, first, last), *_shortened(text, folded, first, last))
    }
    for first in sorted({first for first, _ in names}) if not found else ():
        found |= {
            start: Mention(start, end, text[start:end], Naming.GIVEN) for start, end in _alone(text, first, family)
        }
    return tuple(found[start] for start in sorted(found))


def _misspelled(text: str, folded: str, first: str, last: str) -> Iterator[tuple[int, int, Naming]]:
    """Such as "Davied Jones", "Mohamed Hussein", "Grace Adeynka": one of the two right or nearly, the other nearly."""
    for at, end, family in _like(folded, last):
        start, given = _before(folded, at)
        if not given or not (text[start].isupper() and text[at].isupper()):
            continue
        known = alike(given, first)
        slip = not known and _is_slip(given, first)
        if (slip and (family == last or len(last) >= _LONG)) or (known and family != last):
            yield start, end, Naming.MISSPELLED


def _like(folded: str, last: str) -> Iterator[tuple[int, int, str]]:
    """Every word that is the surname, or nearly: never another common one, "Clark" for "Clarke"."""
    if len(last) < _SHORTEST - 1:
        return
    spare = 2 if len(last) >= _LONG else 1
    pattern = re.compile(rf"(?<![\w'@.-]){re.escape(last[0])}[\w'-]{{{len(last) - 1 - spare},{len(last) - 1 + spare}}}")
    seen: dict[str, bool] = {}
    for found in islice(pattern.finditer(folded), 10 * MOST):
        word = found[0].removesuffix("'s")
        if word not in seen:
            near = len(last) >= _SHORTEST or len(word) > len(last)
            seen[word] = word == last or (near and not is_common(word) and distance(word, last, spare) <= spare)
        if seen[word]:
            yield found.start(), found.start() + len(word), word


_FIRST_NAME = re.compile(r"(?<![\w'@.-])([^\W\d_][\w'-]{1,20}) \Z")


def _before(folded: str, at: int) -> tuple[int, str]:
    """The word right before a surname, and where it begins."""
    found = _FIRST_NAME.search(folded, max(0, at - 30), at)
    return (found.start(1), found[1]) if found else (at, "")


def _is_slip(given: str, first: str) -> bool:
    """A first name that is another's in its letters alone: not "Jane" for "June", but "Davied" for "David"."""
    if min(len(given), len(first)) < _SHORTEST:
        return False
    sounds = _sounds(given) == _sounds(first)
    if sounds and min(len(given), len(first)) >= _ALIKE:
        return True
    return not is_first_name(given) and distance(_spelled(given), _spelled(first), 1) <= 1


def _spelled(name: str) -> str:
    return re.sub(r"(.)\1", r"\1", name.replace("ph", "f").replace("ck", "k").replace("th", "t"))


def _sounds(name: str) -> str:
    """The consonants that are heard, behind the first letter."""
    plain = _spelled(name)
    return plain[:1] + re.sub(r"[aeiouyhw]", "", plain[1:])


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


def _alone(text: str, first: str, family: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Such as "Peggy at the Forge has them, Geoff is not attached": first names that a family has together."""
    for other in family:
        called, *surname = other.split()
        if is_first_name(first) and is_first_name(called):
            continue
        others = [found.start() for found in islice(_first_names(called, *surname[-1:]).finditer(text), MOST)]
        for found in islice(_first_names(first).finditer(text), MOST) if others else ():
            if any(abs(found.start() - at) < _TOGETHER for at in others):
                yield found.span()


@lru_cache(maxsize=64)
def _first_names(name: str, surname: str = "") -> re.Pattern[str]:
    """The name without anybody else's surname behind it."""
    given = re.escape(name[:1].upper() + name[1:].lower())
    return re.compile(rf"(?<![\w'@.-]){given}(?:\s{re.escape(surname)})?(?![\w'\u2019@-]|\s[A-Z])")
