"""Somebody of the person's family as a text speaks of them, with the names that stand beside the word for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.antecedent import is_of_the_person, names_the_person
from footprint.text.home_ground import own_places
from footprint.text.mentions import Naming, mentions
from footprint.text.relations import AHEAD, CHILDREN, CLOSE, ELDERS, NO_NAME, ONE_NAME, ONE_OF, SPOUSES, WELSH
from footprint.text.sentences import sentence
from footprint.text.topic import is_thing, without_ending


@dataclass(frozen=True, slots=True)
class Kin:
    """A place that speaks of somebody of the family: `text[start:end]`.

    Attributes:
        relation: "husband", "daughter".
        names: where their names stand, each as (start, end); empty where none is given.
    """

    start: int
    end: int
    relation: str
    names: tuple[Span, ...] = ()

    @property
    def child(self) -> bool:
        """A child, or somebody's."""
        return self.relation in A_CHILD

    @property
    def spouse(self) -> bool:
        """Husband, wife or partner."""
        return self.relation in _A_SPOUSE


def plain_words(line: str) -> frozenset[str]:
    """The words of a line, with a blank for "_"."""
    return frozenset(word.replace("_", " ") for word in line.split())


A_CHILD = plain_words(CHILDREN) | {"child"}
_A_SPOUSE = plain_words(SPOUSES)
AN_ELDER = plain_words(ELDERS)
IN_WELSH = plain_words(WELSH) - AN_ELDER


@dataclass(slots=True)
class Seen:
    """What is known of the family while a text is read: where their names stand, and where words for them end."""

    text: str
    subject: Subject
    own: bool
    names: list[Span]
    ends: set[int] = field(default_factory=set)
    of_kin: bool = False

    def said_of(self, at: int, word: str = "") -> bool:
        """Whether "her", or no such word, at a place is the person's."""
        names = tuple(self.names)
        return is_of_the_person(self.text, at, self.subject, own=self.own, word=word, kin=names)


def relation_of(said: str) -> str:
    """The plain word for a relative: "son" for "boys" and "lad"."""
    relation = " ".join(said.lower().split())
    one = ONE_OF.get(relation, relation)
    return one.removesuffix("s") if one.removesuffix("s") in A_CHILD else one


def owns(seen: Seen, lead: re.Match[str]) -> bool:
    """Whether the name with "'s" is the person's, or one of their family."""
    span = lead.span("owner") if lead["owner"] else (lead.start("bare_owner"), lead.end("bare_owner") - 1)
    said = fold(seen.text[slice(*span)])
    if names_the_person(seen.text, span, seen.subject) or is_first_name(seen, *span):
        return True
    if span[1] in seen.ends:
        return True
    return any(fold(seen.text[start:end]).split()[0] == said for start, end in seen.names)


_TITLE = re.compile(r"(?:cllr|councillor|cyng|cynghorydd)\.?\s")


def is_first_name(seen: Seen, start: int, end: int) -> bool:
    """The person's first name alone, or as the text spells it in full."""
    said = _TITLE.sub("", fold(seen.text[start:end]))
    if re.match(r"[ ][A-Z]", seen.text[end : end + 2]) and not seen.text[end:].startswith(tuple("'\u2019")):
        return False
    return said in _first_names(seen.text, seen.subject)


@lru_cache(maxsize=8)
def _first_names(text: str, subject: Subject) -> frozenset[str]:
    """What the profile and the text call the person by, folded."""
    declared = (fact.value for fact in subject.all(Kind.NAME))
    written = (one.text for one in mentions(text, subject) if one.naming in (Naming.FULL, Naming.FORM))
    return frozenset(fold(name).split()[0] for name in (*declared, *written) if name.split())


def is_person(seen: Seen, start: int, first: int) -> bool:
    """Whether the person is named at a place, by whatever name."""
    named = any(
        first <= one.start <= start < one.end
        and without_ending(one.start, one.text) <= start
        and one.naming is not Naming.OTHER_MIDDLE
        for one in mentions(seen.text, seen.subject)
    )
    end = re.compile(r"[\w\u00c0-\u00ff-]*").match(seen.text, start)
    return named or bool(end and end[0] and is_first_name(seen, start, end.end()))


_TITLED = re.compile(r"\bChief\s\Z")


def is_said(seen: Seen, at: int) -> bool:
    """Whether "mum to …" or "married to …" is said of the person."""
    start, _ = sentence(seen.text, at)
    before = seen.text[start:at]
    if seen.own:
        return seen.said_of(at) and not re.search(r"\b(?:[Yy]ou|[Ww]ho|[Tt]hey)\b", before)
    return seen.said_of(at)


def names_ahead(seen: Seen, end: int) -> tuple[Span, ...]:
    """The name or names right before "my husband" or "mother of"; of a list without "and" the last."""
    first = sentence(seen.text, max(0, end - 1))[0]
    found = AHEAD.search(seen.text, max(first, end - CLOSE), end)
    if not found:
        return ()
    names = tuple(name for name in names_in(seen, *found.span("names")) if not is_person(seen, name[0], 0))
    if len(names) < 2 and _is_a_place(seen, found.start("names")):  # noqa: PLR2004  one
        return ()
    return names if len(names) < 2 or re.search(r"\s(?:and|&|a|ac)\s", found["names"]) else names[-1:]  # noqa: PLR2004


def names_in(seen: Seen, start: int, end: int) -> Iterator[Span]:
    """The names of a list, until a word with a capital that is none."""
    for one in ONE_NAME.finditer(seen.text, start, end):
        parts = one[0].split()
        if (
            {parts[0].lower(), parts[0].lower().removesuffix("s")} & NO_NAME
            or is_thing(parts[-1])
            or is_thing(parts[0])
        ):
            return
        if is_person(seen, one.start(), 0) and not _TITLED.search(seen.text, max(0, one.start() - 8), one.start()):
            continue
        if re.match(r"['\u2019]s?\s[A-Z]", seen.text[one.end() : one.end() + 4]):
            return
        if len(parts) == 1 and fold(parts[0]) in own_places(seen.subject):
            return
        if len(parts) > 1 and parts[1].lower() in NO_NAME:
            yield one.start(), one.start() + len(parts[0])
            return
        yield one.span()


_AT = re.compile(r"\b(?:[Aa]t|[Ii]n|[Tt]o|[Ff]rom|[Nn]ear|[Oo]utside|[Tt]he|[Yy]ng|[Nn]g)\s\Z")


def _is_a_place(seen: Seen, at: int) -> bool:
    return _AT.search(seen.text, max(0, at - 10), at) is not None
