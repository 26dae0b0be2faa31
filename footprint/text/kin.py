"""Where a text speaks of the person's family: "my husband Tobias", "her daughter", "Imogen's mum, Councillor …".

Relations are said in the person's words or of them; somebody else's husband is left out. What is in doubt is a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.home_ground import own_places
from footprint.text.mentions import Mention, Naming, mentions
from footprint.text.relations import (
    AFTER,
    AND_OTHER,
    APART,
    BARE,
    BEFORE,
    CHILDHOOD,
    CHILDREN,
    CLOSE,
    HAS,
    HERE,
    HINTS,
    I_AM,
    IS_COUNCILLOR,
    JOINED,
    LABEL,
    MINE,
    MOST,
    NAMED_FIRST,
    NO_FAMILY,
    NO_NAME,
    OF,
    ONE_NAME,
    ONE_OF,
    OPENS,
    OUR_CHILD,
    POSSESSED,
    POSSESSIVE,
    SAID_THE,
    SPOUSES,
    TO,
    WED,
    WELSH,
    WELSH_OF,
    WHOSE,
    YOUNG,
)
from footprint.text.sentences import sentence
from footprint.text.skim import near, skim, skimmed
from footprint.text.whose import is_a_quote_of, is_theirs, means, names_another


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
        return self.relation in _A_CHILD

    @property
    def spouse(self) -> bool:
        """Husband, wife or partner."""
        return self.relation in _A_SPOUSE


def _plain(line: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in line.split())


_A_CHILD = _plain(CHILDREN) | {"child"}
_A_SPOUSE = _plain(SPOUSES)


def is_child(relation: str) -> bool:
    """Whether a relation, as a profile names it, is a child's."""
    return any(word in _A_CHILD for word in relation.casefold().replace("-", " ").split())


def find_kin(text: str, subject: Subject, *, own: bool) -> tuple[Kin, ...]:
    """Every place that speaks of the person's family, in order. `own` says that the words are the person's."""
    return _find_kin(text, subject, own)


@lru_cache(maxsize=8)
def _find_kin(text: str, subject: Subject, own: bool) -> tuple[Kin, ...]:  # noqa: FBT001  for the cache
    named = mentions(text, subject)
    found = [
        *_possessed(text, subject, own=own),
        *_in_welsh(text, subject, own=own),
        *_of_mentions(text, named, subject),
        *_labelled(text, subject, own=own),
    ]
    once = {kin.names or (kin.start, kin.end): kin for kin in sorted(found, key=lambda kin: (kin.start, kin.end))}
    return tuple(once.values())


def _beside(pattern: re.Pattern[str], text: str, subject: Subject, *, own: bool) -> Iterator[re.Match[str]]:
    """What a pattern matches around words for relatives: in another's text only where the person is named close by."""
    spans = skim(text, HINTS)
    named = [one.start for one in mentions(text, subject)]
    for start, end in spans if own or not named else near(spans, named):
        yield from pattern.finditer(text, start, end)


def _possessed(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """Those called "my husband" or "her daughter", and who is joined to them."""
    for found in islice(_beside(POSSESSED, text, subject, own=own), MOST):
        relation = _relation(found)
        if relation == "partner" and found["whose"].lower() == "our":
            continue
        if NO_FAMILY.search(text, max(0, found.start() - 20), found.start("relation")):
            continue
        theirs = is_theirs(found["whose"], text, found.start(), subject, own=own)
        if theirs or _is_declared(text, found, relation, subject):
            kin = _kin(text, found, relation)
            yield kin
            yield from _joined(text, kin)
    for found in islice(_beside(APART, text, subject, own=own), MOST):
        if is_theirs(found["whose"], text, found.start("whose"), subject, own=own, over=found.span("names")):
            yield _kin(text, found, _relation(found))


def _is_declared(text: str, found: re.Match[str], relation: str, subject: Subject) -> bool:
    """The very relation and first name of the profile: "his wife Marged", whoever was named before."""
    name = (found["names"] or "").split(",")[0].split(" ")[0]
    known = {(fact.label.casefold(), fact.value.split(" ")[0]) for fact in subject.all(Kind.FAMILY)}
    return (relation, name) in known and not names_another(text, found.start(), subject)


def _joined(text: str, kin: Kin) -> Iterator[Kin]:
    for _ in range(4):
        found = JOINED.match(text, kin.end)
        if not found:
            return
        kin = _kin(text, found, _relation(found))
        yield kin


def _in_welsh(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """Those called "fy mab" or "ei thad"."""
    for found in islice(_beside(WELSH, text, subject, own=own), MOST):
        mine = found["whose"].lower() in ("fy", "ein", "m")
        if is_theirs("my" if mine else "his", text, found.start(), subject, own=own) or (
            not mine and any(found.start() - _NEAR <= one.end <= found.start() for one in mentions(text, subject))
        ):
            yield _kin(text, found, _relation(found))


_NEAR = 80


def _of_mentions(text: str, named: tuple[Mention, ...], subject: Subject) -> Iterator[Kin]:
    """The relation beside the name: "Gerald Tunstall's wife", "Edna, mother of Rosalind", "Imogen's mum, …"."""
    known = not named or any(one.naming is not Naming.SURNAME or _OFFICE.match(one.text) for one in named)
    for end in _first_names(text, named, subject) if known else ():
        if found := POSSESSIVE.match(text, end):
            yield _kin(text, found, _relation(found))
        if found := NAMED_FIRST.search(text, max(0, end - CLOSE), _first_start(text, end)):
            yield _kin(text, found, _backwards(found["relation"]))
    for one in named[:MOST]:
        if one.naming is Naming.OTHER_MIDDLE or (one.naming is Naming.SURNAME and not known):
            continue
        if found := POSSESSIVE.match(text, one.end):
            kin = _kin(text, found, _relation(found))
            yield kin if kin.names else _named_before(text, one.start, kin)
            yield from _joined(text, kin)
        if one.naming is not Naming.SURNAME or _OFFICE.match(one.text):
            yield from _towards(text, one)


_THE_COUNCILLOR = re.compile(r"\b[Tt]he councillor(?=['\u2019]s\s)")
_OFFICE = re.compile(r"(?:Cllr|Councillor|Cynghorydd|Cyng)\b")


def _first_start(text: str, end: int) -> int:
    return max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1


def _named_before(text: str, at: int, kin: Kin) -> Kin:
    """The name that "Mrs Kowalska's daughter" is said of, where one stands right before."""
    found = BEFORE.search(text, max(0, at - CLOSE), at)
    return Kin(found.start(), kin.end, kin.relation, tuple(_names(text, *found.span("names")))) if found else kin


def _towards(text: str, one: Mention) -> Iterator[Kin]:
    """What stands before the person's name and leads to it: "Edna, mother of …", "Yusuf, whose mum is …"."""
    first = max(0, one.start - CLOSE)
    for pattern in (OF, WELSH_OF):
        if found := pattern.search(text, first, one.start):
            yield _kin(text, found, _relation(found))
    if found := AFTER.match(text, one.end):
        yield _kin(text, found, _backwards(found["relation"]))
    if found := SAID_THE.search(text, sentence(text, one.start)[0], one.start):
        yield _kin(text, found, _backwards(found["relation"]))
    for pattern in (NAMED_FIRST, WHOSE):
        start = one.start
        if pattern is WHOSE and (title := _OFFICE.match(one.text)):
            start += title.end() - title.start() - len(title[0])
        if found := pattern.search(text, first, start):
            yield _kin(text, found, _backwards(found["relation"]))


def _first_names(text: str, named: tuple[Mention, ...], subject: Subject) -> Iterator[int]:
    """Where the person is called by the first name alone."""
    firsts = {fact.value.split()[0] for fact in subject.all(Kind.NAME) if fact.value.split()}
    firsts |= {
        word for one in named if one.naming is Naming.FULL for word in one.text.split()[:-1] if word[1:].islower()
    }
    if firsts:
        yield from (found.end() for found in islice(_THE_COUNCILLOR.finditer(text), MOST))
        alone = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(firsts)))})\b(?![ ][A-Z])")
        yield from (found.end() for found in islice(alone.finditer(text), MOST))


def _labelled(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """A line "Spouse: …"; "married to …" and "mum to …", said by the person or of them."""
    for found in skimmed(LABEL, text, HINTS):
        yield _kin(text, found, _relation(found))
    for found in islice(_beside(IS_COUNCILLOR, text, subject, own=own), MOST):
        if any(found["names"].split()[-1] in one.text for one in mentions(text, subject)):
            yield _kin(text, found, _backwards(found["relation"]))
    for pattern in (HAS, BARE):
        yield from _counted(pattern, text, subject, own=own)
    yield from _own_children(text, subject) if own else ()
    yield from _said(text, subject, own=own)


def _said(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """In their own words "Mali's mum here"; "married to …", "mum to …" said by them or of them."""
    for found in islice(_beside(OPENS, text, subject, own=own), MOST) if own else ():
        yield _kin(text, found, _relation(found))
    for found in _beside(HERE, text, subject, own=own) if own else ():
        yield _kin(text, found, _backwards(found["relation"].lower()))
    for pattern in (TO, WED, I_AM):
        for found in islice(_beside(pattern, text, subject, own=own), MOST):
            if _is_said(text, found.start(), subject, own=own):
                relation = "partner" if pattern is WED else _backwards(found["relation"].lower())
                yield _kin(text, found, relation)


def _counted(pattern: re.Pattern[str], text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """Without any "my" or "her": "has two sons: Ruaridh and Finlay", "with daughter Mali"."""
    for found in islice(_beside(pattern, text, subject, own=own), MOST):
        mine = own and MINE.search(text, sentence(text, found.start())[0], found.start("relation"))
        if mine or is_theirs("his", text, found.start("relation"), subject, own=False):
            kin = _kin(text, found, _relation(found))
            yield kin
            yield from _joined(text, kin)


def _own_children(text: str, subject: Subject) -> Iterator[Kin]:
    """In the person's own words: "our Imogen" or "Fergus starts …", in a sentence of school and first teeth."""
    home = own_places(subject)
    for found in islice(skimmed(OUR_CHILD, text, YOUNG), MOST):
        group = "names" if found["names"] else "opens"
        first, last = sentence(text, found.start(group))
        name = found[group]
        if fold(name) in home | NO_NAME or CHILDHOOD.search(name) or not CHILDHOOD.search(text, first, last):
            continue
        if group == "names" or not re.match(
            r"[^\n]{0,40}\s[Cc]ouncil\b|\s(?:is|has|and)\s(?:the|an?)\s", text[found.end() : last]
        ):
            yield Kin(found.start(group), found.end(group), "child", (found.span(group),))


_OTHERS = re.compile(r"\b(?:[Ss]he|[Hh]e|[Tt]hey|[Yy]ou|[Ww]ho|[Hh]er|[Hh]is|[Tt]heir)\b")


def _is_said(text: str, at: int, subject: Subject, *, own: bool) -> bool:
    start, _ = sentence(text, at)
    if own:
        before = text[start:at]
        return not _OTHERS.search(before) and not re.search(r"[^\W\d_a-z][a-z]+\s(?:[a-z]+\s){0,2}\Z", before[2:])
    return (
        is_theirs("his", text, at, subject, own=False) or is_a_quote_of(text, at, subject) or _opens(text, at, subject)
    )


def _opens(text: str, at: int, subject: Subject) -> bool:
    """A sentence without a name that goes on about the person: "Father of two, …"."""
    start, _ = sentence(text, at)
    return not text[start:at].strip() and means(text, at, subject)


def _backwards(relation: str) -> str:
    if relation in {"husband", "wife", "partner", "other half"}:
        return "partner"
    return "grandchild" if relation.startswith(("gran", "nan")) else "child"


def _relation(found: re.Match[str]) -> str:
    relation = " ".join(found["relation"].lower().split())
    return ONE_OF.get(relation, relation.removesuffix("s") if relation.removesuffix("s") in _A_CHILD else relation)


def _kin(text: str, found: re.Match[str], relation: str) -> Kin:
    names = tuple(_names(text, *found.span("names"))) if found["names"] else ()
    if names and (more := AND_OTHER.match(text, found.end())):
        names += tuple(_names(text, *more.span("names")))
    if found["names"] and not names:
        return Kin(
            found.start(), found.end("relation") if "relation" in found.re.groupindex else found.start(), relation
        )
    return Kin(found.start(), found.end(), relation, names)


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of a list, until a word with a capital that is none."""
    for one in ONE_NAME.finditer(text, start, end):
        parts = one[0].split()
        if parts[0].lower() in NO_NAME:
            return
        if len(parts) > 1 and parts[1].lower() in NO_NAME:
            yield one.start(), one.start() + len(parts[0])
            return
        yield one.span()
