"""Where a text speaks of the person's family: "my husband Tobias", "her daughter", "Imogen's mum, Councillor …".

Each word for a relative is found first, with the names that stand beside it, and left out where a sign says that it is
another's: a name with "'s", somebody who was named nearer, a "your", another sense of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from footprint.model import Kind, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.antecedent import is_first_person, speaks
from footprint.text.home_ground import own_places
from footprint.text.kin_turned import said_of_whom, turned
from footprint.text.kinsfolk import (
    A_CHILD,
    AN_ELDER,
    IN_WELSH,
    Kin,
    Seen,
    is_person,
    is_said,
    names_ahead,
    names_in,
    owns,
    relation_of,
)
from footprint.text.mentions import mentions
from footprint.text.names import is_given_name
from footprint.text.relations import (
    AND_OTHER,
    BEHIND,
    CHILDHOOD,
    CLOSE,
    HINTS,
    LABEL,
    LEAD,
    MOST,
    NO_FAMILY,
    NO_KIN,
    NO_NAME,
    ONE_NAME,
    OUR_CHILD,
    RELATION,
    WED,
)
from footprint.text.sentences import sentence
from footprint.text.skim import near, skim, skimmed
from footprint.text.topic import is_thing

_WORD = re.compile(rf"(?<![\w-])(?i:{RELATION})(?![\w-])")


def is_child(relation: str) -> bool:
    """Whether a relation, as a profile names it, is a child's."""
    return any(word in A_CHILD for word in relation.casefold().replace("-", " ").split())


def find_kin(text: str, subject: Subject, *, own: bool) -> tuple[Kin, ...]:
    """Every place that speaks of the person's family, in order. `own` says that the words are the person's."""
    return _find_kin(text, subject, own)


@lru_cache(maxsize=8)
def _find_kin(text: str, subject: Subject, own: bool) -> tuple[Kin, ...]:  # noqa: FBT001  for the cache
    seen = Seen(text, subject, own, _declared(text, subject))
    found = [*_labelled(seen), *_own_children(seen)]
    seen.names += [name for kin in found for name in kin.names]
    for word in islice(_words(seen), MOST):
        for kin in _read(seen, word):
            found.append(kin)
            seen.names += kin.names
            seen.ends.add(word.end())
    once: dict[object, Kin] = {}
    for kin in sorted(found, key=lambda kin: (kin.start, kin.end)):
        once.setdefault(kin.names or (kin.start, kin.end), kin)
    return tuple(once.values())


def _declared(text: str, subject: Subject) -> list[Span]:
    """Where those of the profile are named, by the first name at least."""
    firsts = {fact.value.split()[0] for fact in subject.all(Kind.FAMILY) if fact.value.split()}
    if not firsts:
        return []
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(firsts)))})\b(?:[ ][A-Z][\w'\u2019-]+)?")
    return [found.span() for found in islice(named.finditer(text), MOST)]


def _words(seen: Seen) -> Iterator[re.Match[str]]:
    """Words for relatives: in another's long text only where the person is named close by."""
    spans = skim(seen.text, HINTS)
    named = [one.start for one in mentions(seen.text, seen.subject)]
    for start, end in spans if seen.own or not named else near(spans, named):
        for found in _WORD.finditer(seen.text, start, end):
            before = seen.text[max(0, found.start() - CLOSE) : found.start()]
            if not NO_KIN.match(seen.text, found.start()) and not NO_FAMILY.search(before):
                yield found


def _read(seen: Seen, word: re.Match[str]) -> Iterator[Kin]:
    """What one word for a relative says of the person's family."""
    lead = LEAD.search(seen.text, max(0, word.start() - CLOSE), word.start())
    start = lead.start() if lead else word.start()
    towards = said_of_whom(seen, word, start)
    if towards is not None:
        yield from towards
        return
    if other := turned(seen, word, lead):
        yield other
        return
    det = (lead["det"] or "").lower() if lead else "a"
    before = () if det in _GENERIC | _NUMBERS | {"whose"} else names_ahead(seen, start)
    behind = BEHIND.match(seen.text, word.end())
    if behind and not lead and not seen.own and behind[0].startswith(":"):
        return
    if behind and (ours := _beside_the_person(seen, word, behind)):
        yield ours
        return
    names = tuple(names_in(seen, *behind.span("names"))) if behind else ()
    if before and (not names or seen.text[word.end()] != " "):
        names, start = before, before[0][0]
    elif names and behind and (more := AND_OTHER.match(seen.text, behind.end())):
        names += tuple(names_in(seen, *more.span("names"))) if seen.text[more.end() : more.end() + 5] != " the " else ()
    if _is_theirs(seen, word, lead, start, named=bool(names)):
        names = names or _opening(seen, word, lead)
        yield Kin(start, max(word.end(), names[-1][1] if names else 0), relation_of(word[0]), names)


_ENDS = re.compile(r"(?:\si)?\s*(?:[.!?\n]|\Z)")
_OPENING = re.compile(
    rf"\s*({ONE_NAME.pattern})(?=['\u2019]s\s|\s(?:has|is|was|lost|got|won|came|went|wedi|passed|just|made|says"
    rf"|said)\s)"
)
_ONE_POST = 200


def _opening(seen: Seen, word: re.Match[str], lead: re.Match[str] | None) -> tuple[Span, ...]:
    """The name that opens a text which says of its bearer further on: "That's my boy."."""
    if not lead or not is_first_person(lead["det"] or "") or not _ENDS.match(seen.text, word.end()):
        return ()
    found = _OPENING.match(seen.text)
    return tuple(names_in(seen, *found.span(1))) if found and word.start() - found.end() < _ONE_POST else ()


def _beside_the_person(seen: Seen, word: re.Match[str], behind: re.Match[str]) -> Kin | None:
    """Say "she leaves daughters Grace and Abena": the person stands among them, so the others are sisters."""
    spans = [one.span() for one in ONE_NAME.finditer(seen.text, *behind.span("names"))]
    others = tuple(names_in(seen, *behind.span("names")))
    if len(spans) < 2 or not others or relation_of(word[0]) not in A_CHILD:  # noqa: PLR2004  two names
        return None
    return (
        Kin(word.start(), behind.end(), "sibling", others) if any(is_person(seen, one, 0) for one, _ in spans) else None
    )


_GENERIC = frozenset("a an that some every any each no one".split())  # noqa: SIM905  words
_AT_HOME = frozenset("wife missus hubby kids boys girls bairns weans grandkids".split())  # noqa: SIM905
_ANYBODY = frozenset("girl boy lad lass man baby kid".split())  # noqa: SIM905  words: "still a chapel girl, Baptist"
_NUMBERS = frozenset("two three four five both".split())  # noqa: SIM905  words
_HAS = re.compile(r"\b(?:has|have|had|having|with|[Ii]['\u2019]ve|walks?|being)\s\Z|\A\s*\Z")
_OF_ELDERS = frozenset({"", "the", "y"})
_NOBODY_S = re.compile(r"\b(?:[Yy]ou\s(?!I)|[Yy]our|[Ee]very|[Ii]magine|[Ss]uppose|[Ii]f\s(?:an?|one))\b")
_THIRD = {
    **{word: word for word in ("her", "his", "their", "whose")},
    "ei": "",
    "eu": "",
    "i": "",
    "u": "",
}
"""Words for "her" in English and Welsh → what they tell of whom."""
_TOWN_S = frozenset({"parents", "parent", "infants", "toddler", "teenager"})


def _is_theirs(seen: Seen, word: re.Match[str], lead: re.Match[str] | None, at: int, *, named: bool) -> bool:
    """Whether the relative is one of the person's, by what leads to the word."""
    det = ((lead["det"] or lead["welsh"] or "") if lead else "").lower()
    if lead and (lead["owner"] or lead["bare_owner"]):
        return owns(seen, lead)
    if det == "your" or (not det and word[0].lower() in IN_WELSH):
        return False  # in Welsh "gŵr Delyth" is Delyth's husband
    if is_first_person(det):
        if det == "our" and (relation_of(word[0]) == "partner" or (not named and word[0].lower() in _TOWN_S)):
            return False
        return speaks(seen.text, lead.start("det") if lead and lead["det"] else at, seen.subject, own=seen.own)
    if det in _THIRD:
        return seen.said_of(at, _THIRD[det])
    return _is_bare(seen, word, det, at, named=named)


def _is_bare(seen: Seen, word: re.Match[str], det: str, at: int, *, named: bool) -> bool:
    """Nobody is said to have them: "husband Marcus", "the youngest, Cathal", "Auntie Pam", "two boys"."""
    start, _ = sentence(seen.text, word.start())
    said = word[0].lower()
    if not named and _HAS.search(seen.text, max(0, at - 20), at) and (det in _GENERIC or det in _NUMBERS):
        return seen.said_of(at) and not _NOBODY_S.search(seen.text, start, word.start())
    if det in _GENERIC and (not named or said in _ANYBODY):
        return False
    if seen.own:
        at_home = said in _AT_HOME and (det == "the" or (not det and not seen.text[start:at].strip()))
        plain = named or at_home or (said in AN_ELDER and det in _OF_ELDERS)
        return plain and not _NOBODY_S.search(seen.text, start, word.start()) and _is_ours_to_say(seen, word, at)
    opens = not seen.text[start:at].strip()
    return named and (said == word[0] or opens or "-" in said) and seen.said_of(at)


def _is_ours_to_say(seen: Seen, word: re.Match[str], at: int) -> bool:
    return speaks(seen.text, word.start(), seen.subject, own=True) and seen.said_of(at)


def _labelled(seen: Seen) -> Iterator[Kin]:
    """A line "Spouse: …"; and "married to …"."""
    for found in _labels(seen.text):
        if _OF_WORK.search(found[0]) and found["names"][1:2] not in (".", " "):
            continue
        if names := tuple(names_in(seen, *found.span("names"))):
            yield Kin(*found.span(), relation_of(found["relation"]), names)
    for found in islice(skimmed(WED, seen.text, _WED), MOST):
        if is_person(seen, found.start("names"), found.start()):
            names = names_ahead(seen, found.start()) or names_ahead(seen, found.start() - len("who is "))
            yield Kin(*found.span(), "partner", names)
        elif is_said(seen, found.start()) and (names := tuple(names_in(seen, *found.span("names")))):
            yield Kin(*found.span(), "partner", names)


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Lines with a label of a relation. Most lines with a colon have another, and are passed over by plain search."""
    end = -1
    while (end := text.find(":", end + 1)) >= 0:
        start = text.rfind("\n", max(0, end - _LABEL), end) + 1
        first = (start or end <= _LABEL) and ":" not in text[start:end]
        if first and _RELATED.search(text, start, end) and (found := LABEL.match(text, start)):
            yield found


_LABEL = 120
_RELATED = re.compile(rf"\b(?i:{RELATION})\b")
_WED = (
    "married",
    "wed ",
    "engaged to",
    "relationship with",
    "partnership with",
    "home with",
    "live with",
    "lives with",
)
_OF_WORK = re.compile(r"(?i:employ|occupation|job|work|trade|profession|office|land|address)[^:\n]*:")
_OF_COUNCIL = re.compile(r"[^\n]{0,40}\s[Cc]ouncil\b|\s(?:is|has|and)\s(?:the|an?)\s")
_STARTS = re.compile(r"\s(?:starts?|started|starting|lost|turns?|turned)\b")
_THEN = re.compile(r"[^\n]{0,120}?\b(?:[Ss]he|[Hh]e|[Hh]is|[Hh]er)\b")


def _own_children(seen: Seen) -> Iterator[Kin]:
    """In the person's own words: "our Imogen" or "Fergus starts …", in a sentence of school and first teeth."""
    text = seen.text
    for found in islice(skimmed(OUR_CHILD, text, (*HINTS, "our ", "my ")), MOST) if seen.own else ():
        group = "names" if found["names"] else "opens"
        first, last = sentence(text, found.start(group))
        name = found[group]
        if fold(name) in own_places(seen.subject) | NO_NAME or CHILDHOOD.search(name) or is_thing(name):
            continue
        if group == "names" and found["our"].lower() in ("her", "his"):
            continue
        given = is_given_name(name) or _THEN.match(text, found.end()) is not None
        young = CHILDHOOD.search(text, first, last) is not None
        if group == "names":
            fits = name[1:].islower() and (young or given)
        else:
            fits = young and (given or _STARTS.match(text, found.end()) is not None)
            fits = fits and not _OF_COUNCIL.match(text, found.end(), last)
        if fits:
            yield Kin(found.start(group), found.end(group), "child", (found.span(group),))
