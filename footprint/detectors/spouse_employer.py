"""Where the person's husband, wife or partner works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold
from footprint.text.kin import find_kin
from footprint.text.relations import SPOUSES
from footprint.text.sentences import sentence
from footprint.text.skim import skimmed

_CAP = r"(?:St\.?[ ])?[A-Z0-9\u00c0-\u00de][\w'\u2019&.-]{0,30}(?<![.])"
_ORG = (
    rf"(?P<org>(?!(?:I|We|He|She|They|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|January"
    rf"|February|March|April|May|June|July|August|September|October|November|December)\b){_CAP}(?:[ ](?:(?:of|and|the"
    rf"|for|&|y|yr|on|upon|in)[ ]){{0,2}}{_CAP}){{0,6}})"
)
_JOB = (
    r"(?:doctor|nurse|teacher|gp|surgeon|solicitor|barrister|lawyer|engineer|accountant|manager|director|consultant"
    r"|officer|lecturer|professor|"
    r"electrician|driver|chef|cook|pharmacist|midwife|paramedic|firefighter|librarian|caretaker|technician|analyst"
    r"|scientist|editor|reporter|"
    r"architect|designer|developer|buyer|baker|brewer|cashier|receptionist|secretary|administrator|porter|dentist|vet"
    r"|optician|optometrist|assistant|"
    r"carer|physio\w*|radiographer|pilot|steward\w*|planner|surveyor|mechanic|welder|fitter|clerk|partner|executive"
    r"|head|deputy|chief|sergeant|constable|"
    r"detective|trader|adviser|advisor|therapist|registrar|researcher|supervisor|foreman|keeper|warden|trainer|coach"
    r"|coordinator|co-ordinator|worker|owner|founder|matron|sister|instructor|joiner|plumber|plasterer|builder|machinist|apprentice|postman|conductor|tutor"
    r"|guard|ranger|skipper|barista|curator|underwriter|actuary|translator|broker|surveyor|butcher|teller)"
)
_WORKS = re.compile(
    rf"\b(?:works?|(?:last|first)\sday|retir(?:ed|es|ing)|years|promot\w+|career|contract|working"
    rf"|is\s(?:now\s)?working|has\sworked|works?\spart[- ]time|employed|is\semployed|job|post|role"
    rf"|shifts?|teach(?:es|ing)?|lectures|nurses|practises|"
    rf"trains|serves|manag(?:es|ing)|runs|running|joined|joins|joining|started|starts|starting|volunteers|drives"
    rf"|flies|cooks|consults|(?:[\w-]{{1,20}}[ ]){{0,3}}?{_JOB})\b"
    rf"(?:[ ,](?:(?!and\b|but\b|who\b|my\b|met\b|our\b)(?:[a-z0-9'\u2019-]{{1,20}}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    rf"|Sun)days?)[ ,]){{0,6}}?|\s)(?:for|at|with|by|in"
    rf"|of|from)\s(?:the\s|our\slocal\s|nearby\s|a\sshop\scalled\s)?{_ORG}"
    rf"|\b(?:runs|owns|manages|joined|joins|heads|founded)\s(?:the\s)?(?P<run>{_CAP}(?:[ ](?:(?:of|and|the|for"
    rf"|&)[ ]){{0,2}}{_CAP}){{0,5}})"
)
_WHERE = re.compile(
    rf"\b(?P<org>{_CAP}(?:[ ](?:(?:of|and|the|for|&)[ ]){{0,2}}{_CAP}){{0,5}}),?\s(?:which is\s)?(?:where|employs"
    rf"|employer\sof|the\semployer\sof)\s\Z"
)
_WORKS_THERE = re.compile(
    r"[^.!?\n]{0,40}?\b(?:works?|is\sa|teaches|is\sthe|has\sworked|is\sbased|is\semployed|nurses)\b"
)
_LABEL = re.compile(
    rf"(?im)(?:^|[.;|][ ])(?=[^:\n]{{0,120}}\b{either(SPOUSES)}\b)(?=[^:\n]{{0,120}}\b(?:employ\w*|occupation|job"
    rf"|work|trade"
    rf"|profession|vocation|office)\b)[^:\n]{{0,120}}:\s*(?P<value>[^\n]{{2,160}})"
)
_PLAIN_LABEL = re.compile(
    rf"(?im)^[^\w\n]{{0,6}}(?:(?:my|name of)\s)?{either(SPOUSES)}(?:\s(?:or|and|/)\s?[^:\n]{{0,30}}"
    rf"|['\u2019]s\s[^:\n]{{0,30}})?:\s*"
    rf"(?P<value>[^\n]{{2,160}})"
)
"""A field that may hold a name first and then an office: "Partner: Dylan Rees, electrician, Trydan Glanrafon Cyf"."""

_TRADE = re.compile(rf"(?:(?<=:)|(?<=:\s)|[,;(]\s?)(?:an?\s)?(?:[\w-]{{2,20}}\s){{0,3}}{_JOB}\b", re.IGNORECASE)
_THEY_WORK = re.compile(
    rf"\b(?:[Ss]he|[Hh]e|[Tt]hey)(?:['\u2019]s|\s(?:is|has\sbeen))?\s(?:now\s|also\s|still\s)?"
    rf"(?:an?\s(?:[\w-]+\s){{0,4}}|been\s|works?\s(?:\w+\s){{0,3}}?|teaches\s(?:\w+\s)?|nurses\s|the\s(?:[\w-]+\s){{1,4}})(?:for|at|with|by)\s"
    rf"(?:the\s)?{_ORG}"
)
"""What a next sentence says of them: "He's a driver for Marlpit Metro"."""

_LET_GO = re.compile(rf"\b(?:at|from|of)\s(?:the\s)?{_ORG},?\s(?:who|for|where)\s(?:\w+\s){{0,4}}\Z")
_AFTER_SPOUSE = 120
_IN_VALUE = re.compile(rf"(?:\b(?:at|for|with|by|of)\s(?:the\s)?|,\s|\s[\u2013-]\s|\(){_ORG}")
_NOTHING = re.compile(
    r"(?i:none|nil|n/?a|not applicable|retired|unemployed|nothing|no|-+|as above|homemaker|housewife|self[- ]employed"
    r"|not employed)\b"
)
_SELF = re.compile(r"\b(?:self[- ]employed|retired|unemployed|not employed)\b", re.IGNORECASE)
_NO_ORG = re.compile(r"(?:Council|Cabinet|Full|Home|Facebook|Twitter|Zoom|Law|Love|God|Tenerife|Spain|France)\Z")
_PAST = re.compile(r"\b(?:used to|formerly|worked|until (?:19|20)|former)\b", re.IGNORECASE)
_PUBLIC = re.compile(r"\b(?:volunteers?|stall|parish choir)\b", re.IGNORECASE)
_MOST = 100


class SpouseEmployer(Detector):
    """Somebody who waits for the one can find the other."""

    name: ClassVar[str] = "spouse-employer"
    title: ClassVar[str] = "where your husband, wife or partner works"
    group: ClassVar[Group] = Group.FAMILY
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each employer once."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, seen = readable(sighting.evidence), set[str]()
        for start, end in islice(_employers(sighting, text, subject), _MOST):
            said = one_line(text[start:end]).rstrip(" .,")
            if fold(said) in seen or _NO_ORG.fullmatch(said):
                continue
            seen.add(fold(said))
            yield self.finding(
                sighting,
                f"spouse's employer {fingerprint(fold(said), subject)}",
                f"Where your husband, wife or partner may work stands {spot(sighting)}. Is it right?",
                severity=Severity.WORTH_MENDING,
                value=said,
                masked=masked(said),
                declared=False,
                confidence=less_sure(sighting),
                reasons=("It is said of your husband, wife or partner",),
            )


def _employers(sighting: Sighting, text: str, subject: Subject) -> Iterator[Span]:
    own = is_own(sighting.evidence, subject)
    yield from _labelled(text)
    yield from _named_first(text)
    spouses = [(kin.start, kin.end) for kin in find_kin(text, subject, own=own) if kin.spouse]
    for start, end in [*spouses, *_declared(text, subject)]:
        first, last = sentence(text, start)
        found = _WORKS.search(text, max(start, end - 1), last)
        if found and not _PAST.search(text, start, found.end()) and not _PUBLIC.search(found[0]):
            yield found.span("org" if found["org"] else "run")
        elif not found and (next_one := _next_sentence(text, last)):
            yield next_one
        thanked = _LET_GO.search(text, max(first, start - 100), start)
        if thanked and not _PAST.search(text, first, end):
            yield thanked.span("org")
        before = _WHERE.search(text, max(first, start - 80), start)
        if before and _WORKS_THERE.match(text, end, last):
            yield before.span("org")


def _next_sentence(text: str, last: int) -> Span | None:
    """Where the sentence after the one about them says that they work, and names nobody else before."""
    found = _THEY_WORK.search(text, last, min(len(text), last + _AFTER_SPOUSE))
    if not found or "\n" in text[last : found.start()] or _PAST.search(found[0]):
        return None
    between = text[last + 1 : found.start()]
    return None if re.search(r"\b[A-Z][a-z]+\s[A-Z]", between) else found.span("org")


def _declared(text: str, subject: Subject) -> Iterator[Span]:
    """The declared spouse by name: on a page that is taken to be about the person."""
    for fact in subject.private(Kind.FAMILY):
        if fold(fact.label) in _SPOUSES and fact.value.split():
            names = "|".join(re.escape(name) for name in (fact.value, fact.value.split()[0]))
            yield from (found.span() for found in re.finditer(rf"\b(?:{names})\b(?!\s[A-Z])", text))


_SPOUSES = frozenset(word.replace("_", " ") for word in SPOUSES.split())


def _named_first(text: str) -> Iterator[Span]:
    """A field with a trade in it, and after a comma the firm."""
    for found in skimmed(_PLAIN_LABEL, text, ("spouse", "husband", "wife", "partner")):
        if _NOTHING.match(found["value"]) or _SELF.search(found["value"]):
            continue
        trade = _TRADE.search(text, found.start("value"), found.end("value"))
        org = trade and re.compile(rf",\s(?:the\s)?{_ORG}").search(text, trade.end() - 1, found.end("value"))
        if org:
            yield org.span("org")


def _labelled(text: str) -> Iterator[Span]:
    """A field of a register: "Employment, spouse or partner: Nurse, Kirkton Infirmary"."""
    for found in skimmed(_LABEL, text, ("spouse", "husband", "wife", "partner", "fianc", "missus")):
        if _NOTHING.match(found["value"]) or _SELF.search(found["value"]):
            continue
        inside = list(_IN_VALUE.finditer(text, found.start("value"), found.end("value")))
        yield inside[-1].span("org") if inside else found.span("value")
