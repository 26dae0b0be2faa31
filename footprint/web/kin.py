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
from footprint.places.spelling import either, fold, words
from footprint.web.home_ground import own_places
from footprint.web.mentions import Mention, Naming, mentions
from footprint.web.sentences import sentence
from footprint.web.skim import near, skim, skimmed
from footprint.web.whose import is_a_quote_of, is_theirs, means, names_another

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
_SAID_THE = re.compile(
    rf"{_NAMES}(?:,\s|\s|['\u2019]s)[^.!?\n]{{0,100}}\b(?:[Hh]is|[Hh]er"
    rf"|[Tt]heir)\s(?:proud\s)?(?P<relation>{_BACKWARDS}),?\s"
    r"(?:[Cc]llr\.?\s|[Cc]ouncillor\s)?\Z"
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
_BARE = re.compile(
    rf"(?:\b(?:with|by|for|from|of|a|baby|new|two|three|four|five|twin|young|have|has)|,|\band)\s(?P<relation>{_RELATION})(?:,\s|\s|\scalled\s){_TITLE}{_NAMES}"
)
_HERE = re.compile(
    rf"(?:\A|[.!?\n]\s{0, 3}){_NAMES}['\u2019]s?\s(?P<relation>{_BACKWARDS})\s(?:here|speaking|again|is|just|has"
    rf"|needs)\b"
)
_OUR_CHILD = re.compile(
    rf"\b(?:[Oo]ur|[Mm]y)\s(?:little\s|wee\s|big\s|own\s|lovely\s|darling\s)?(?P<names>{_A_NAME})(?![\w-]|\s[A-Z])"
    rf"|(?:\A|[.!?\n]\s?)(?P<opens>{_A_NAME})(?=\s(?:starts?|started|starting|lost|loves?|turns?|turned|is|has|got"
    rf"|and|goes|went|came|won|passed"
    r"|aced|graduat\w+|took|said|made|wants)\b)"
)
_CHILDHOOD = re.compile(
    r"\b(?:school|nursery|in reception|year (?:one|two|[1-9])|p[1-7]|first day|turn(?:s|ed) [0-9]\b|nativity"
    r"|first tooth|gcses?|a-levels?"
    r"|graduat\w+|uni|was born|sports day|half[- ]term|exams?|primary|academy|playgroup|reception class|bedtime"
    r"|first steps|big school)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:I|I['\u2019](?:m|ve)|[Ww]e|[Ww]e['\u2019]ve)\b")
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
_STEMS = (
    *(
        "son",
        "daughter",
        "step",
        "grand",
        "gran",
        "child",
        "kid",
        "baby",
        "boy",
        "girl",
        "twins",
        "nephew",
        "niece",
        "lad",
        "lass",
    ),
    *(
        "bairn",
        "toddler",
        "teenager",
        "youngest",
        "eldest",
        "little one",
        "little boy",
        "little girl",
        "god",
        "foster",
        "husband",
    ),
    *(
        "wife",
        "spouse",
        "partner",
        "civil partner",
        "other half",
        "better half",
        "fianc",
        "hubby",
        "missus",
        "mother",
        "father",
        "mum",
    ),
    *(
        "mam",
        "mom",
        "dad",
        "brother",
        "sister",
        "nan",
        "parent",
        "uncle",
        "aunt",
        "cousin",
        "married",
        "wed",
        "engaged",
        "live with",
    ),
    *("lives with", "share our", "in a relationship"),
)
_HINTS = tuple(f"{before}{stem}" for stem in _STEMS for before in " \n")
_YOUNG = (
    *(
        "school",
        "nursery",
        "reception",
        "year ",
        "p1",
        "p2",
        "p3",
        "p4",
        "p5",
        "p6",
        "p7",
        "first day",
        "turn",
        "nativity",
        "tooth",
    ),
    *(
        "gcse",
        "level",
        "graduat",
        "uni",
        "was born",
        "sports day",
        "half",
        "exam",
        "primary",
        "academy",
        "playgroup",
        "bedtime",
        "steps",
    ),
)
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
    once = {kin.names or (kin.start, kin.end): kin for kin in sorted(found, key=lambda kin: (kin.start, kin.end))}
    return tuple(once.values())


def _beside(pattern: re.Pattern[str], text: str, subject: Subject, *, own: bool) -> Iterator[re.Match[str]]:
    """What a pattern matches around words for relatives: in another's text only where the person is named close by."""
    spans = skim(text, _HINTS)
    for start, end in spans if own else near(spans, [one.start for one in mentions(text, subject)]):
        yield from pattern.finditer(text, start, end)


def _possessed(text: str, subject: Subject, *, own: bool) -> Iterator[Kin]:
    """Those called "my husband" or "her daughter", and who is joined to them."""
    for found in islice(_beside(_POSSESSED, text, subject, own=own), _MOST):
        relation = _relation(found)
        if relation == "partner" and found["whose"].lower() == "our":
            continue
        if _NO_FAMILY.search(text, max(0, found.start() - 20), found.start("relation")):
            continue
        theirs = is_theirs(found["whose"], text, found.start(), subject, own=own)
        if theirs or _is_declared(text, found, relation, subject):
            kin = _kin(text, found, relation)
            yield kin
            yield from _joined(text, kin)
    for found in islice(_beside(_APART, text, subject, own=own), _MOST):
        if is_theirs(found["whose"], text, found.start("whose"), subject, own=own, over=found.span("names")):
            yield _kin(text, found, _relation(found))


def _is_declared(text: str, found: re.Match[str], relation: str, subject: Subject) -> bool:
    """The very relation and first name of the profile: "his wife Marged", whoever was named before."""
    name = (found["names"] or "").split(",")[0].split(" ")[0]
    known = {(fact.label.casefold(), fact.value.split(" ")[0]) for fact in subject.all(Kind.FAMILY)}
    return (relation, name) in known and not names_another(text, found.start(), subject)


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
        if found := _SAID_THE.search(text, sentence(text, one.start)[0], one.start):
            yield _kin(text, found, _backwards(found["relation"]))
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
    for found in skimmed(_LABEL, text, _HINTS):
        yield _kin(text, found, _relation(found))
    for found in islice(_beside(_BARE, text, subject, own=own), _MOST):
        mine = own and _MINE.search(text, sentence(text, found.start())[0], found.start("relation"))
        if mine or is_theirs("his", text, found.start("relation"), subject, own=False):
            kin = _kin(text, found, _relation(found))
            yield kin
            yield from _joined(text, kin)
    yield from _own_children(text, subject) if own else ()
    for found in _beside(_HERE, text, subject, own=own) if own else ():
        yield _kin(text, found, _backwards(found["relation"].lower()))
    for pattern in (_TO, _WED, _I_AM):
        for found in islice(_beside(pattern, text, subject, own=own), _MOST):
            if _is_said(text, found.start(), subject, own=own):
                relation = "partner" if pattern is _WED else _backwards(found["relation"].lower())
                yield _kin(text, found, relation)


def _own_children(text: str, subject: Subject) -> Iterator[Kin]:
    """In the person's own words: "our Imogen" or "Fergus starts …", in a sentence of school and first teeth."""
    home = own_places(subject)
    for found in islice(skimmed(_OUR_CHILD, text, _YOUNG), _MOST):
        group = "names" if found["names"] else "opens"
        first, last = sentence(text, found.start(group))
        name = found[group]
        if fold(name) in home | _NO_NAME or _CHILDHOOD.search(name) or not _CHILDHOOD.search(text, first, last):
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
