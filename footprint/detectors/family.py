"""Members of the family, named together with the person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_credible, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Identifier, Kind, Photo, Post, Record, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold, words
from footprint.text.antecedent import is_own_voice
from footprint.text.kin import find_kin, is_child
from footprint.text.mentions import given_words, mentions
from footprint.text.names import NameMatch, alike, closest, find_names
from footprint.text.relations import CHILDREN, ELDERS, SPOUSES
from footprint.text.whose import is_a_quote_of

_RELATION = either(CHILDREN + SPOUSES + ELDERS)
_RELATED = re.compile(rf"\b(?:{_RELATION}|married(?: to)?|lives with|also here)\b")
_SCHOOLS = either("school academy nursery college pre-?school playgroup kindergarten childminder year_[1-9] sixth_form")
_SCHOOL = re.compile(rf"\b{_SCHOOLS}\b")

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
                school = is_child(member.label) and _near_school(text, found)
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
        own = is_own(sighting.evidence, subject) or is_own_voice(
            text, subject, post=isinstance(sighting.evidence, Post)
        )
        declared = [fact.value for fact in subject.all(Kind.FAMILY)]
        seen: set[str] = set()
        for relation, name, span in islice(_relatives(text, subject, own=own), _MOST):
            if fold(name).split()[0] in _NO_NAME or name in seen or _is_known(name, declared, subject):
                continue
            seen.add(name)
            school = is_child(relation) and _near_school(text, span)
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


def _relatives(text: str, subject: Subject, *, own: bool) -> Iterator[tuple[str, str, Span]]:
    """Relation, name and place of whoever is called the person's: "her son Jack", "Edna, mother of Rosalind"."""
    for kin in find_kin(text, subject, own=own):
        for start, end in kin.names:
            yield kin.relation, text[start:end], (start, end)


def _named(sighting: Sighting, subject: Subject, text: str, member: Identifier) -> Iterator[Span]:
    """Each place where a member of the family is named together with the person, or with the relation."""
    hers = isinstance(sighting.evidence, Record) or is_own(sighting.evidence, subject)
    surnames = frozenset(fold(member.value).split()[-1:])
    folded = fold(text)
    for one in islice(find_names(text, member.value), _MOST):
        given = [word for word in given_words(one.text, surnames) if len(word) > 1]
        if not given or not any(alike(word, fold(member.value).split()[0]) for word in given):
            continue  # the surname alone is the person's own
        if re.search(r"[(\[{<]", one.text):
            continue
        close = folded[max(0, one.start - _CLOSE) : one.end + _CLOSE]
        beside = any(
            -_REACH <= mention.start - one.end <= _REACH or -_REACH <= one.start - mention.end <= _REACH
            for mention in mentions(text, subject)
            if mention.end <= one.start or one.end <= mention.start or len(mention.text) > len(one.text)
        )
        if hers or beside or (_RELATED.search(close) and is_firm(sighting)):
            yield one.start, one.end
    yield from _couples(text, subject, member)
    yield from _first_names(sighting, subject, text, member)


def _couples(text: str, subject: Subject, member: Identifier) -> Iterator[Span]:
    """Both by their first names: "Tobias and Rosalind Quillfeather", "Rosalind and Tobias"."""
    first = re.escape((member.value.split() or ["?"])[0])
    own = "|".join(sorted({re.escape(fact.value.split()[0]) for fact in subject.all(Kind.NAME) if fact.value.split()}))
    pair = re.compile(rf"\b(?:{first}\s(?:and|&)\s(?:{own})|(?:{own})\s(?:and|&)\s{first})\b")
    for found in islice(pair.finditer(text), _MOST):
        at = text.index(member.value.split()[0], found.start())
        yield at, at + len(member.value.split()[0])


def _first_names(sighting: Sighting, subject: Subject, text: str, member: Identifier) -> Iterator[Span]:
    """The first name alone: joined with the person in their own words, "Tobias and I", or as that of a relative."""
    own = is_own(sighting.evidence, subject)
    for found in islice(_with_me(member).finditer(text), _MOST):
        if own or is_a_quote_of(text, found.start(), subject):
            yield found.span("with" if found["with"] else "and")
    for kin in find_kin(
        text, subject, own=own or is_own_voice(text, subject, post=isinstance(sighting.evidence, Post))
    ):
        for start, end in kin.names:
            if _is_called(text[start:end], member.value):
                yield start, end


@lru_cache(maxsize=64)
def _with_me(member: Identifier) -> re.Pattern[str]:
    first = re.escape((member.value.split() or ["?"])[0])
    return re.compile(
        rf"\b(?P<and>{first})(?=,?\s(?:and|&|a)\s(?:I|me|fi)\b)"
        rf"|\b(?:(?:I|[Mm]e|fi)\s(?:and|&|a)|(?:live|here|home|night|weekend|away)\swith)\s(?P<with>{first})\b(?!\s[A-Z])"
    )


def _is_called(said: str, name: str) -> bool:
    """The first name alone in any form of it, or the name with the initial only."""
    given, full = fold(said).split(), fold(name).split()
    if len(given) == 1:
        return alike(given[0], full[0])
    return given[-1] == full[-1] and alike(given[0].strip("."), full[0])


def _is_known(name: str, declared: list[str], subject: Subject) -> bool:
    """One of the family in the profile, or the person, by first name or in full."""
    everybody = [*declared, *(fact.value for fact in subject.all(Kind.NAME))]
    if any(fold(name).split()[0] == fold(known).split()[0] for known in everybody if known.strip()):
        return True
    return " " in name and closest(name, everybody) is not NameMatch.DIFFERENT


def _near_school(text: str, span: Span) -> bool:
    """A school in the same sentence or the next words."""
    return _SCHOOL.search(fold(text[max(0, span[0] - _REACH // 2) : span[1] + _REACH // 2])) is not None
