"""The school of a child, or the care home of a relative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Post, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.kin import Kin, find_kin, is_child
from footprint.text.schools import Place, find_care_homes, find_schools
from footprint.text.sentences import sentence
from footprint.text.whose import is_about

_SCHOOL_LIFE = re.compile(
    r"\b(?:school run|nursery run|drop[- ]?offs?|dropp(?:ed|ing) off|pick(?:ing|ed)?[- ]?ups?|pick(?:ing|ed)? \w+ up"
    r"|parents['\u2019]? evening"
    r"|first day|last day|sports day|nativity|school uniform|new uniform|school gates?|at the gates?"
    r"|every other (?:mum|dad|parent)|packed lunch|term starts"
    r"|settl(?:ed|ing) in"
    r"|start(?:s|ed|ing) (?:in |at )?(?:reception|year|school|nursery|big school)|school play|book bag|reading diary"
    r"|our class)\b",
    re.IGNORECASE,
)
_ELDER_LIFE = re.compile(
    r"\b(?:Mum|Mam|Mom|Dad|Nan|Nana|Gran|Grandma|Granny|Grandad|Grandpa|Nain|Taid|Auntie|Uncle)(?:['\u2019]s)?\b"
)
_WORK = re.compile(
    r"\b(?:teach(?:es|er|ing)?|taught|works?|working|employ\w+|govern\w+|headteacher|head teacher|job|nurse at"
    r"|carer at|manag\w+|volunteer\w*"
    r"|caretaker|lectur\w+)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:budgets?|inspect\w+|ofsted|planning|funding|petition|consultation|pupils from|councillors?|application"
    r"|proposals?|cuts"
    r"|catchment|motion|campaign\w*|all our children|our children deserve|our schools|places at)\b",
    re.IGNORECASE,
)
_ROLL = re.compile(
    r"\b(?:Year [0-9]{1,2}|P[1-7]|[Ss]corers?|[Oo]ur class"
    r"|[Rr]ecitation|[Cc]ast|[Bb]oard [0-9]|Joseff|Innkeeper|[Pp]upils|[Rr]eception)\b"
)
"""A list of children: the team, the cast, the class of the one school that is named."""

_PAGE = 600
_GOES_ON = re.compile(r"\s{0,2}(?:They|He|She|Both)\b")
_MOST = 100


class SchoolOrCareHome(Detector):
    """Where a child or a frail relative is to be found every day."""

    name: ClassVar[str] = "school-or-care-home"
    title: ClassVar[str] = "the school or care home of one of your family"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each once: that stands in a sentence with the person's child or relative, or in their own words of home."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, own = readable(sighting.evidence), is_own(sighting.evidence, subject)
        kin = find_kin(text, subject, own=own)
        post = isinstance(sighting.evidence, Post)
        seen: set[str] = set()
        last = 0
        for place in islice(sorted(_places(text), key=lambda one: (one.start, -one.end)), _MOST):
            if place.start < last:
                continue
            last = place.end
            at = fold(text[place.start : place.end])
            if at not in seen and _is_of_family(text, place, kin, subject, own=own, post=post):
                seen.add(at)
                yield self._finding(sighting, subject, one_line(text[place.start : place.end]), place)

    def _finding(self, sighting: Sighting, subject: Subject, said: str, place: Place) -> Finding:
        kind = "care home" if place.care else "school"
        declared = any(_is_same(said, one.name) for one in subject.places)
        ask = "" if declared else " Is it one of your family's?"
        whose = "of one of your family" if declared else "that may be of one of your family"
        return self.finding(
            sighting,
            f"{kind} {fingerprint(fold(said), subject)}",
            f"A {kind} {whose} is named {spot(sighting)}" + (f".{ask}" if ask else ""),
            severity=Severity.SERIOUS,
            value=said,
            masked=masked(said),
            declared=declared,
            confidence=None if declared else less_sure(sighting),
            reasons=(f"It is named together with you and {'a relative' if place.care else 'a child'}",),
        )


def _is_same(said: str, name: str) -> bool:
    """A place of the profile, by its name or a part of it: "Larkfield" alone would be too little."""
    short, long = sorted((fold(said), fold(name)), key=len)
    return " " in short and short in long


def _places(text: str) -> Iterator[Place]:
    yield from find_schools(text)
    yield from find_care_homes(text)


def _is_of_family(text: str, place: Place, kin: tuple[Kin, ...], subject: Subject, *, own: bool, post: bool) -> bool:
    start, end = sentence(text, place.start)
    said = text[start:end]
    plain = said.replace(text[place.start : place.end], " ")
    if _WORK.search(plain):
        return False
    fit = [
        one for one in kin if one.child is not place.care and _is_near((one.start, one.end), (start, end), post=post)
    ]
    certain = any(one.names or _is_one(text, one) for one in fit)
    if certain or _is_on_their_roll(text, place, kin) or _is_told_next(text, (start, end), place, kin):
        return True
    if _PUBLIC.search(plain):
        return False
    if fit or any(
        _stands(fact.value, said) for fact in subject.private(Kind.FAMILY) if is_child(fact.label) is not place.care
    ):
        return bool(fit) or own
    if place.care or not own:
        return own and _ELDER_LIFE.search(plain) is not None
    life = _SCHOOL_LIFE.search(text if post else plain)
    return life is not None and is_about(text, (place.start, place.end), subject, own=own, post=post)


def _is_on_their_roll(text: str, place: Place, kin: tuple[Kin, ...]) -> bool:
    """A short list of pupils with their child in it, and this its school."""
    if place.care or len(text) > _PAGE or not _ROLL.search(text):
        return False
    first = min((one.start for one in find_schools(text)), default=place.start)
    return any(one.child and one.names for one in kin) and (
        place.start == first or len({fold(text[p.start : p.end]) for p in find_schools(text)}) == 1
    )


def _is_told_next(text: str, said: Span, place: Place, kin: tuple[Kin, ...]) -> bool:
    """A sentence with "they" or "she" after one about the child or relative, in the same paragraph."""
    start, _ = said
    line = text.rfind("\n", 0, start) + 1
    return _GOES_ON.match(text, start) is not None and any(
        one.child is not place.care and one.names and line <= one.start < start for one in kin
    )


def _is_one(text: str, kin: Kin) -> bool:
    """A certain person, as in "my daughter"; "our children" may be the whole town's."""
    return re.match(r"our\s(?:children|kids)\b", text[kin.start : kin.end], re.IGNORECASE) is None


def _is_near(kin: Span, said: Span, *, post: bool) -> bool:
    return post or (kin[0] < said[1] and said[0] < kin[1])


def _stands(name: str, said: str) -> bool:
    first = (name.split() or ["?"])[0]
    return re.search(rf"\b{re.escape(first)}\b", said) is not None
