"""Where a text speaks of the person's family: "my husband Tobias", "her daughter", "Imogen's mum, Councillor …".

Relations are said in the person's words or of them; somebody else's husband is left out. What is in doubt is a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from footprint.model import Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, words
from footprint.web.mentions import Mention, Naming, mentions
from footprint.web.sentences import sentence
from footprint.web.whose import is_a_quote_of, is_theirs, means

CHILDREN = """
    son daughter stepson stepdaughter grandson granddaughter child children kid kids baby boy girl boys girls twins
    grandchild grandchildren nephew niece lad lass bairn toddler teenager youngest eldest sons daughters little_one
    little_ones little_boy little_girl grandsons granddaughters nieces nephews stepchildren godson goddaughter
    foster_son foster_daughter
    """
SPOUSES = """
    husband wife spouse partner civil_partner other_half better_half fiance fiancee fianc\u00e9 fianc\u00e9e hubby
    missus girlfriend boyfriend
    """
ELDERS = """
    mother father mum mam mom dad stepmother stepfather brother sister grandmother grandfather nan nana gran grandma
    granny grandad grandpa parents mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law
    mum-in-law dad-in-law uncle aunt auntie cousin brothers sisters
    """
_RELATION = either(CHILDREN + SPOUSES + ELDERS)
_ONE_OF = {
    "children": "child",
    "kids": "child",
    "twins": "child",
    "boys": "son",
    "girls": "daughter",
    "parents": "parent",
    "boy": "son",
    "girl": "daughter",
    "lad": "son",
    "lass": "daughter",
    "bairn": "child",
    "little one": "child",
    "little boy": "son",
    "little girl": "daughter",
    "youngest": "child",
    "eldest": "child",
}
_INVERSE = {"husband": "spouse", "wife": "spouse", "brother": "sibling", "sister": "sibling"}
_A_NAME = r"(?!(?:I|Cllr|Mr|Mrs|Ms|Dr|Rev)\b)[A-Z\u00c0-\u00de][\w'\u2019-]{1,20}(?<!['\u2019]s)"
_AGE = r"(?:,?\s\(?(?:aged\s|now\s|is\s)?[0-9]{1,2}\b\)?|,?\s\([0-9]{1,2}\))?"
_SEP = r"(?:,\s(?:and\s)?|\s(?:and|&)\s)"
_NAMES = rf"(?P<names>{_A_NAME}(?:[ ]{_A_NAME})?{_AGE}(?:{_SEP}{_A_NAME}(?:[ ]{_A_NAME})?{_AGE}){{0,6}})"
_TITLE = r"(?:(?:Dr|Cllr|Councillor|Mrs?|Ms|Rev)\.?\s)?"
_THEN = (
    r"(?:,?\s(?:of|for)\s(?:[\w-]+\s){0,3}years|,?\saged\s[0-9]{1,2}|,\s[0-9]{1,2}|,?\swho(?:\sis|['\u2019]s)?)?"
    rf"(?:,\s|:\s|\s[\u2013-]\s|\s\(|\s(?:(?:is|are)\s)?(?:called\s|named\s)?){_TITLE}"
)
_POSSESSED = re.compile(
    rf"\b(?P<whose>[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir|whose)\s(?:(?!own\b)[a-z0-9\u2019'-]+\s){{0,3}}?"
    rf"(?P<relation>{_RELATION})(?![\w'\u2019-])(?:{_THEN}{_NAMES})?"
)
_POSSESSIVE = re.compile(
    rf"['\u2019]s?\s(?:(?:late|new|young|own|eldest|youngest|elder|younger|older|little|two|three|four"
    rf"|[0-9]+-year-old)\s){{0,2}}"
    rf"(?P<relation>{_RELATION})(?![\w'\u2019-])(?:{_THEN}{_NAMES})?"
)
_JOINED = re.compile(
    rf"(?:,\s|\s)(?:and|&|with)\s(?:(?:their|his|her|our|my)\s)?(?:[a-z-]+\s){{0,1}}?(?P<relation>{_RELATION})s?"
    rf"(?:,\s|:\s|\s){_NAMES}"
)
_BACKWARDS = either("mum mam mom dad mother father parents parent husband wife partner gran nan grandma grandad granny")
_NAMED_FIRST = re.compile(
    rf"{_NAMES}['\u2019]s?\s(?P<relation>{_BACKWARDS}),?\s(?:is\s)?(?:[Cc]llr\.?\s|[Cc]ouncillor\s|\()?\Z"
)
_I_AM = re.compile(
    r"(?:\bI['\u2019]?m|\bI am|\bas|\bbeing|\bproud(?:ly)?|\bknown as)\s(?:just\s|also\s|here as\s)?"
    rf"{_NAMES}['\u2019]s?\s(?P<relation>{_BACKWARDS})\b"
)
_TO = re.compile(
    rf"\b(?i:(?P<relation>mother|father|mum|mam|dad|daddy|mummy|parent|husband|wife|gran|grandma|grandad"
    rf"|nan))\s(?:of|to)\s"
    rf"(?:(?:my\s|the\s|her\s|his\s)?(?:[a-z0-9-]+\s?){{0,3}},?\s|(?:two|three|four|five|[0-9]),\s|[a-z]+:\s)?{_NAMES}"
)
_OF = re.compile(rf"{_NAMES},?\s(?:who is\s)?(?:the\s)?(?P<relation>{_RELATION})\s(?:of|to)\s{_TITLE}\Z")
_APART = re.compile(
    rf"{_NAMES}(?:,\s|\s\(|\s[\u2013-]\s)(?P<whose>my|our|her|his)\s(?:[a-z-]+\s){{0,2}}?(?P<relation>{_RELATION})\b"
)
_WED = re.compile(
    rf"\b(?:married(?:\sto)?|wed|engaged\sto|in\sa\srelationship\swith|civil\spartnership\swith|share\sour\shome\swith"
    rf"|lives?\swith)\s{_TITLE}(?P<names>{_A_NAME}(?:[ ]{_A_NAME})?)"
)
_LABEL = re.compile(
    rf"(?m)^(?:name\sof\s)?(?P<relation>(?i:{_RELATION}))(?:['\u2019]s\sname)?"
    rf"(?:\s\(?(?:or|/)[^:\n]{{0,40}})?:\s{{0,3}}{_TITLE}"
    rf"(?P<names>{_A_NAME}[ ]{_A_NAME})"
)
_BARE = re.compile(rf"(?:\b(?:with|by|for|from|of)|,|\band)\s(?P<relation>{_RELATION})(?:,\s|\s){_TITLE}{_NAMES}")
_HERE = re.compile(
    rf"(?:\A|[.!?\n]\s{0, 3}){_NAMES}['\u2019]s?\s(?P<relation>{_BACKWARDS})\s(?:here|speaking|again|is|just|has"
    rf"|needs)\b"
)
_ONE_NAME = re.compile(rf"{_A_NAME}(?:[ ]{_A_NAME})?")
_NO_NAME = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter facebook the and i we in on at this that it he she they my our no none
    not if when so but thanks thank happy council councillor cllr mr mrs ms dr local st saint ysgol school primary
    church party labour conservative liberal green tory uk english welsh scottish irish british nhs is was please all
    road street both not
    """
)
_NO_FAMILY = re.compile(
    r"\b(?:business|sporting|trading|dance|dancing|coalition|delivery|training|boxing|crime|host)\s\Z"
)
_MOST = 200
_CLOSE = 60


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
    found = [*_possessed(text, subject, own=own), *_of_mentions(text, named), *_labelled(text, subject, own=own)]
    return tuple(sorted(dict.fromkeys(found), key=lambda kin: (kin.start, kin.end)))


def _possessed(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """Those called "my husband" or "her daughter", and who is joined to them."""
    for found in islice(_POSSESSED.finditer(text), _MOST):
        relation = _relation(found)
        if relation == "partner" and found["whose"].lower() == "our":
            continue
        if not _NO_FAMILY.search(text, max(0, found.start() - 20), found.start("relation")) and is_theirs(
            found["whose"], text, found.start(), subject, own=own
        ):
            kin = _kin(text, found, relation)
            yield kin
            yield from _joined(text, kin)
    for found in islice(_APART.finditer(text), _MOST):
        if is_theirs(found["whose"], text, found.start("whose"), subject, own=own, over=found.span("names")):
            yield _kin(text, found, _relation(found))


def _joined(text: str, kin: Kin) -> Iterator[Kin]:
    for _ in range(4):
        found = _JOINED.match(text, kin.end)
        if not found:
            return
        kin = _kin(text, found, _relation(found))
        yield kin


def _of_mentions(text: str, named: tuple[Mention, ...]) -> Iterator[Kin]:
    """The relation beside the name: "Gerald Tunstall's wife", "Edna, mother of Rosalind", "Imogen's mum, …"."""
    known = any(one.naming is not Naming.SURNAME for one in named)
    for end in _first_names(text, named) if known else ():
        if found := _POSSESSIVE.match(text, end):
            yield _kin(text, found, _relation(found))
    for one in named[:_MOST]:
        if one.naming is Naming.OTHER_MIDDLE or (one.naming is Naming.SURNAME and not known):
            continue
        if found := _POSSESSIVE.match(text, one.end):
            kin = _kin(text, found, _relation(found))
            yield kin
            yield from _joined(text, kin)
        if one.naming is Naming.SURNAME:
            continue
        if found := _OF.search(text, max(0, one.start - _CLOSE), one.start):
            yield _kin(text, found, _relation(found))
        if found := _NAMED_FIRST.search(text, max(0, one.start - _CLOSE), one.start):
            yield _kin(text, found, _backwards(found["relation"]))


def _first_names(text: str, named: tuple[Mention, ...]) -> Iterator[int]:
    """Where the person is called by the first name alone, with an apostrophe behind it."""
    firsts = {
        word for one in named if one.naming is Naming.FULL for word in one.text.split()[:-1] if word[1:].islower()
    }
    if firsts:
        alone = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(firsts)))})(?=['\u2019]s\s)")
        yield from (found.end() for found in islice(alone.finditer(text), _MOST))


def _labelled(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """A line "Spouse: …"; "married to …" and "mum to …", said by the person or of them."""
    for found in _LABEL.finditer(text):
        yield _kin(text, found, _relation(found))
    for found in islice(_BARE.finditer(text), _MOST):
        if is_theirs("his", text, found.start("relation"), subject, own=False):
            kin = _kin(text, found, _relation(found))
            yield kin
            yield from _joined(text, kin)
    for found in _HERE.finditer(text) if own else ():
        yield _kin(text, found, _backwards(found["relation"].lower()))
    for pattern in (_TO, _WED, _I_AM):
        for found in islice(pattern.finditer(text), _MOST):
            if _is_said(text, found.start(), subject, own=own):
                relation = "partner" if pattern is _WED else _backwards(found["relation"].lower())
                yield _kin(text, found, relation)


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
    if relation in {"husband", "wife", "partner"}:
        return "partner"
    return "grandchild" if relation.startswith(("gran", "nan")) else "child"


def _relation(found: re.Match[str]) -> str:
    relation = " ".join(found["relation"].lower().split())
    return _ONE_OF.get(relation, relation.removesuffix("s") if relation.removesuffix("s") in _A_CHILD else relation)


def _kin(text: str, found: re.Match[str], relation: str) -> Kin:
    names = tuple(_names(text, *found.span("names"))) if found["names"] else ()
    if found["names"] and not names:
        return Kin(
            found.start(), found.end("relation") if "relation" in found.re.groupindex else found.start(), relation
        )
    return Kin(found.start(), found.end(), relation, names)


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    """The names of a list, until a word with a capital that is none."""
    for one in _ONE_NAME.finditer(text, start, end):
        parts = one[0].split()
        if parts[0].lower() in _NO_NAME:
            return
        if len(parts) > 1 and parts[1].lower() in _NO_NAME:
            yield one.start(), one.start() + len(parts[0])
            return
        yield one.span()
