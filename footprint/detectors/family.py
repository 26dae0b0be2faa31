"""Members of the family, named together with the person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, is_firm, less_sure, masked, one_line, spot
from footprint.model import Finding, Group, Identifier, Kind, Photo, Record, Severity, Sighting, Subject
from footprint.places.spelling import either, fold, words
from footprint.web.about import is_own, readable
from footprint.web.mentions import Naming, given_words, mentions
from footprint.web.names import NameMatch, closest, find_names
from footprint.web.whose import is_said_of, means

_CHILDREN = """
    son daughter stepson stepdaughter grandson granddaughter child children kid baby boy girl twins grandchild nephew
    niece
    """
_ADULTS = """
    husband wife spouse partner civil_partner other_half fiance fiancee mother father mum mam mom dad stepmother
    stepfather brother sister grandmother grandfather nan gran grandad parents mother-in-law father-in-law uncle aunt
    cousin
    """
_RELATION = either(_CHILDREN + _ADULTS)
_RELATED = re.compile(rf"\b(?:{_RELATION}|married(?: to)?|lives with|also here)\b")
_CHILD = re.compile(rf"\b{either(_CHILDREN)}s?\b")
_SCHOOLS = either("school academy nursery college pre-?school playgroup kindergarten childminder year_[1-9] sixth_form")
_SCHOOL = re.compile(rf"\b{_SCHOOLS}\b")
_ONE_OF = {"children": "child", "parents": "parent", "twins": "child"}
_NAME = r"([A-Z][a-z'\u2019-]{1,20}(?:\s[A-Z][a-z'\u2019-]{1,20})?)"
_UNDECLARED = re.compile(
    rf"\b([Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir)\s(?:[a-z-]+\s){{0,2}}?({_RELATION})"
    rf"(?:,\s|\s(?:is called\s|called\s|named\s)?){_NAME}\b"
)
_OF = re.compile(rf"{_NAME},?\s(?:who is\s)?(?:the\s)?({_RELATION})\s(?:of|to)\s\Z")
_NO_NAME = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter facebook the and i we in on at
    """
)
_REACH = 200
_CLOSE = 60
_MOST = 100


class Family(Detector):
    """Who can be reached through whom."""

    name: ClassVar[str] = "family"
    title: ClassVar[str] = "members of your family, named with you"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Those of the profile; then others that are called the person's husband, daughter and so on."""
        if not is_credible(sighting) or isinstance(sighting.evidence, Photo):
            return
        text = readable(sighting.evidence)
        members = subject.private(Kind.FAMILY)
        for member in members:
            found = next(_named(sighting, subject, text, member), None)
            if found:
                school = _is_child(member.label) and _near_school(text, found)
                yield self._declared(sighting, subject, member, text[found[0] : found[1]], school=school)
        if is_firm(sighting):
            yield from self._others(sighting, subject, text)

    def _declared(
        self, sighting: Sighting, subject: Subject, member: Identifier, found: str, *, school: bool
    ) -> Finding:
        said, label = one_line(found), member.label or "relative"
        return self.finding(
            sighting,
            f"{label} {fingerprint(fold(member.value), subject)}",
            f"Your {label} is named {spot(sighting)}" + (", with a school" if school else ""),
            severity=Severity.SERIOUS if school else Severity.WORTH_MENDING,
            value=said,
            masked=masked(said),
            reasons=(f"It is the name of your {label} in your profile, beside yours",),
        )

    def _others(self, sighting: Sighting, subject: Subject, text: str) -> Iterator[Finding]:
        own = is_own(sighting.evidence, subject)
        declared = [fact.value for fact in subject.all(Kind.FAMILY)]
        seen: set[str] = set()
        for relation, name, span in islice(_relatives(text, subject, own=own), _MOST):
            if fold(name).split()[0] in _NO_NAME or name in seen or _is_known(name, declared, subject):
                continue
            seen.add(name)
            school = _is_child(relation) and _near_school(text, span)
            yield self.finding(
                sighting,
                f"{relation} {fingerprint(fold(name), subject)}",
                f"Someone who may be your {relation} is named {spot(sighting)}" + (", with a school" if school else ""),
                severity=Severity.SERIOUS if school else Severity.WORTH_MENDING,
                value=one_line(name),
                masked=masked(name),
                declared=False,
                confidence=less_sure(sighting),
                reasons=(f"A name that is not in your profile stands with the word “{relation}”",),
            )


def _relatives(text: str, subject: Subject, *, own: bool) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Relation, name and place of whoever is called the person's: "her son Jack", "Edna, mother of Rosalind"."""
    for found in _UNDECLARED.finditer(text):
        if _is_whose(found[1], text, found.start(), subject, own=own):
            yield _ONE_OF.get(found[2], found[2]), found[3], found.span()
    for mention in mentions(text, subject):
        of = _OF.search(text, max(0, mention.start - _CLOSE), mention.start)
        if of and mention.naming is not Naming.SURNAME:
            yield of[2], of[1], of.span()


def _is_whose(whose: str, text: str, at: int, subject: Subject, *, own: bool) -> bool:
    """Whether "my" or "her" is the person's. In the middle of a sentence "her" may be anybody's who is named in it."""
    if whose.lower() in ("my", "our"):
        return own
    return means(text, at, subject) if whose[0].isupper() else is_said_of(text, at, subject)


def _named(sighting: Sighting, subject: Subject, text: str, member: Identifier) -> Iterator[tuple[int, int]]:
    """Each place where a member of the family is named together with the person, or with the relation."""
    hers = isinstance(sighting.evidence, Record) or is_own(sighting.evidence, subject)
    surnames = frozenset(fold(member.value).split()[-1:])
    folded = fold(text)
    for one in islice(find_names(text, member.value), _MOST):
        if not any(len(word) > 1 for word in given_words(one.text, surnames)):
            continue  # the surname alone is the person's own
        close = folded[max(0, one.start - _CLOSE) : one.end + _CLOSE]
        beside = any(
            -_REACH <= mention.start - one.end <= _REACH or -_REACH <= one.start - mention.end <= _REACH
            for mention in mentions(text, subject)
            if mention.end <= one.start or one.end <= mention.start
        )
        if hers or beside or (_RELATED.search(close) and is_firm(sighting)):
            yield one.start, one.end
    for found in _by_first_name(member).finditer(text):
        if hers or means(text, found.start(), subject):
            yield found.span(1)


@lru_cache(maxsize=64)
def _by_first_name(member: Identifier) -> re.Pattern[str]:
    """The first name with the relation: "my husband Tobias", "Tobias, her husband"."""
    first = re.escape((member.value.split() or ["?"])[0])
    label = f"(?i:{re.escape(member.label) if member.label else _RELATION})"
    before = rf"\b(?i:my|our|her|his|their)\s(?:\w+\s){{0,2}}{label},?\s(?={first}\b)"
    after = rf"\b(?={first},?\s(?i:my|our|her|his)\s{label}\b)"
    return re.compile(rf"(?:{before}|{after})({first})\b")


def _is_known(name: str, declared: list[str], subject: Subject) -> bool:
    """One of the family in the profile, or the person, by first name or in full."""
    everybody = [*declared, *(fact.value for fact in subject.all(Kind.NAME))]
    if any(fold(name).split()[0] == fold(known).split()[0] for known in everybody if known.strip()):
        return True
    return " " in name and closest(name, everybody) is not NameMatch.DIFFERENT


def _is_child(relation: str) -> bool:
    return _CHILD.search(fold(relation)) is not None


def _near_school(text: str, span: tuple[int, int]) -> bool:
    """A school in the same sentence or the next words."""
    return _SCHOOL.search(fold(text[max(0, span[0] - _REACH // 2) : span[1] + _REACH // 2])) is not None
