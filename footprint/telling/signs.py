"""The signs of a sentence that are weighed: its marks, their pairs and classes, and who speaks of whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.telling.marks import HER, HOME, KIN, MYSELF, marks
from footprint.telling.themes import pairs, themes
from footprint.text.home_ground import own_places
from footprint.text.owner import named
from footprint.text.sentences import sentences

_PRONOUNS = frozenset(("she", "he", "her", "his", "him", "hers", "she's", "he's"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text, `text[start:end]`, with its signs."""

    start: int
    end: int
    signs: frozenset[str]


@lru_cache(maxsize=8)
def read(text: str, subject: Subject, kind: str, *, own: bool) -> tuple[Sentence, ...]:
    """Each sentence that may be about the person, with its signs; `kind` is "page", "post" or "record"."""
    plain = text.replace("\u2019", "'")
    hers, known = named(text, subject), _known(subject)
    parts: list[_Part] = []
    for span in sentences(text):
        inside = _within(hers, span)
        if own or inside or len(text) <= _SHORT or _is_near(plain, span, hers):
            said = marks(plain, span, inside, known)
            parts.append(_Part(span, said, themes(said)))
        else:
            parts.append(_Part(span))
    return tuple(_sentences(text, parts, kind, own=own))


def _sentences(text: str, parts: Sequence[_Part], kind: str, *, own: bool) -> Iterator[Sentence]:
    for number, part in enumerate(parts):
        if not part.said:
            continue
        before = parts[number - 1] if number else _NOTHING
        around = (theme for near in parts[max(0, number - _AROUND) : number + _AROUND + 1] for theme in near.themes)
        signs = {
            *_words(part.said),
            *part.themes,
            *pairs(part.themes),
            *(f"<{theme}" for theme in before.themes),
            *(f"@{theme}" for theme in around),
            *_who(text, part.span, part.said, before.said, own=own),
            f"#{kind}{own:d}",
        }
        yield Sentence(*part.span, frozenset(signs))


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence's marks and themes; none where it cannot be about the person."""

    span: Span
    said: Sequence[str] = ()
    themes: Sequence[str] = ()


_NOTHING = _Part((0, 0))
_AROUND = 2
"""Sentences on either side whose themes colour what one says."""


_SOMEBODY = re.compile(rf"\b(?:{'|'.join(sorted({*_PRONOUNS, *MYSELF, 'their', 'they', 'who'}))})\b", re.IGNORECASE)
_REACH = 800
_SHORT = 1_500
"""Of texts below so many characters every sentence is read."""


def _is_near(plain: str, span: Span, hers: Sequence[Span]) -> bool:
    """Whether a sentence that does not name the person may speak of them: "she" or "I", and the name not far off."""
    start, end = span
    next_one = bisect_left(hers, (start, 0))
    near = (abs(one[0] - start) <= _REACH for one in hers[max(0, next_one - 1) : next_one + 1])
    return any(near) and _SOMEBODY.search(plain, start, end) is not None


def _within(hers: Sequence[Span], span: Span) -> Sequence[Span]:
    return hers[bisect_left(hers, (span[0], 0)) : bisect_left(hers, (span[1], 0))]


@lru_cache(maxsize=16)
def _known(subject: Subject) -> Mapping[str, str]:
    kin = (fold(part) for fact in subject.all(Kind.FAMILY) for part in fact.value.split()[:1])
    return {**dict.fromkeys(own_places(subject), HOME), **dict.fromkeys(kin, KIN)}


def _words(said: Sequence[str]) -> Iterator[str]:
    yield from said
    for one, other in pairwise(said):
        yield f"{one} {other}"


def _who(text: str, span: Span, said: Sequence[str], before: Sequence[str], *, own: bool) -> Iterator[str]:
    """Who is named, who speaks, and in whose words."""
    start, end = span
    me, her, she = (any(mark in kind for mark in said) for kind in (MYSELF, {HER}, _PRONOUNS))
    quoted = _is_open(text, start) or any(mark in text[start:end] for mark in '"\u201c')
    yield f"#{own:d}me{me:d}"
    yield f"#{own:d}me{me:d}her{her:d}she{she:d}"
    yield f"#{own:d}quoted{quoted:d}me{me:d}"
    yield f"#{own:d}before{HER in before:d}her{her:d}she{she:d}"


_QUOTE = 600


def _is_open(text: str, at: int) -> bool:
    """A quotation that began before a place in a text goes on there."""
    line = text.rfind("\n", max(0, at - _QUOTE), at) + 1
    return text.count('"', line, at) % 2 == 1 or text.rfind("\u201c", line, at) > text.rfind("\u201d", line, at)
