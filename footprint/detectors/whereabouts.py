"""Where the person will be, and when: an appointment that anyone can keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, spot
from footprint.model import Confidence, Finding, Group, Photo, Record, Severity, Sighting, Subject
from footprint.web.about import is_own, published, readable
from footprint.web.dates import Day, find_days, has_time
from footprint.web.mentions import MOST, Mention, is_hers, mentions

_AHEAD = timedelta(400)
_HEADING = 70
_LONGEST = 500
_DOING = (
    r"(?:be|going|at|in|on|away|off|out|back|there|speaking|running|attending|hosting|opening|judging|holding|flying"
    r"|travelling|heading|visiting|taking|reading|making|meeting|joining|performing|singing|playing|walking|knocking|leading"
    r"|helping|serving|staffing|manning|marching|selling|swimming|cycling|racing)\b"
)
_MYSELF = re.compile(
    rf"\b(?:I|[Ww]e)(?:['\u2019](?:ll|m|re)|\s(?:will|shall|am|are))\s(?:also\s|both\s|all\s)?{_DOING}"
    r"|\b(?i:come (?:along )?and (?:say h\w+|see|meet|join|find|chat)|(?:join|meet|see|find|catch|visit) (?:me|us)\b"
    r"|where to (?:meet|find|see) (?:me|us)|see you (?:at|in|on|there)|come and say|I have a stall|my stall)"
)
_AWAY = re.compile(
    r"\b(?i:away (?:from|until|till|on|in)|on holiday|off to|fly(?:ing)? (?:out|to)|out of (?:the country|town)|honeymoon)\b"
)
_WILL = re.compile(
    r"[^.!?\n]{0,60}?\b(?:(?:will|to|is|are|who will|shall)\s(?:also\s)?(?:be\s)?)"
    r"(?:attend|open|speak|join|host|present|be at|be in|be on|be there|judge|read|perform|visit|cut|unveil|lead|run|launch|start|officiate"
    r"|give|make|take|appear|sing|play|plant|lay|switch on|turn on|welcome|serve|hand)\w*\b"
)
_LISTED = re.compile(
    r"\b(?i:with|by|from|featuring|meet|join|speakers?:?|guests?:?|hosts?:?|hosted by|led by|opened by|judges?:?|and"
    r"|in conversation with|special guest)[\s,:]{1,2}(?:(?i:our|your|local|ward|special|guest|the)\s){0,3}\Z"
)
_SHE = re.compile(r"\b(?:[Ss]he|[Hh]e|[Tt]hey)(?:['\u2019]ll|\s(?:will|is|are))\s(?:also\s)?" + _DOING)
_PUBLIC = re.compile(
    r"\b(?:full council|council meetings?|cabinet|committee|sub-committee|surger(?:y|ies)|agenda|minutes|consultation|deadline"
    r"|clos(?:es|ing)|polling|elections?|by-election|term of office|works? (?:start|begin)|collections?|expires?|due by)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:at|in|to|outside|on|near|from)\s(?:the\s|my\s|our\s)?[A-Z0-9]|,\s[A-Z]")


@dataclass(frozen=True, slots=True)
class _Context:
    """The words around a day: its own line, and for a heading the lines beside it."""

    start: int
    text: str
    line: str


class Whereabouts(Detector):
    """Future days only. Meetings of the council, surgeries and deadlines are public work."""

    name: ClassVar[str] = "whereabouts"
    title: ClassVar[str] = "where you will be on a coming day"
    group: ClassVar[Group] = Group.ROUTINE

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding for each coming day."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo | Record):
            return
        text, today = readable(evidence), evidence.seen.date()
        seen: set[date] = set()
        for day in find_days(text, today, published(evidence)):
            if not today <= day.date <= today + _AHEAD or day.date in seen:
                continue
            context = _context(text, day)
            if _PUBLIC.search(context.line) or not _speaks_of(sighting, subject, text, context):
                continue
            seen.add(day.date)
            yield self._finding(sighting, subject, day, context)

    def _finding(self, sighting: Sighting, subject: Subject, day: Day, context: _Context) -> Finding:
        own = is_own(sighting.evidence, subject)
        away = bool(_AWAY.search(context.line)) and own
        exact = has_time(context.text) and bool(_PLACE.search(context.text))
        confidence = sighting.match.confidence if own else Confidence.LIKELY
        if not day.sure or sighting.match.confidence is Confidence.LIKELY:
            confidence = Confidence.POSSIBLE if not day.sure else Confidence.LIKELY
        said = f"{day.date:%A} {day.date.day} {day.date:%B}"
        return self.finding(
            sighting,
            f"whereabouts on {day.date.isoformat()}",
            f"That you will be away on {said} is told {spot(sighting)}"
            if away
            else f"Where you will be on {said} is told {spot(sighting)}",
            severity=Severity.SERIOUS if away else Severity.WORTH_MENDING if exact else Severity.GOOD_TO_KNOW,
            masked=f"{said}: {BLOT}",
            declared=False,
            confidence=confidence,
            reasons=("The day lies ahead, and the words around it are about you",),
        )


def _context(text: str, day: Day) -> _Context:
    start, end = _line(text, day.start)
    line = text[start:end]
    if len(line.strip()) <= _HEADING:
        start = _line(text, max(0, start - 1))[0]
        end = _line(text, min(len(text), end + 1))[1]
    start, end = max(start, day.start - _LONGEST), min(end, day.end + _LONGEST)
    return _Context(start, text[start:end], _sentences(line, text[day.start : day.end]))


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, at - _LONGEST), at) + 1 or max(0, at - _LONGEST)
    end = text.find("\n", at, at + _LONGEST)
    return min(start, at), end if end >= 0 else min(len(text), at + _LONGEST)


def _sentences(line: str, day: str) -> str:
    """The sentence of a line in which the day stands."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", line)
    return next((part for part in parts if day in part), line)


def _speaks_of(sighting: Sighting, subject: Subject, text: str, context: _Context) -> bool:
    """It is the person who will be there."""
    if is_own(sighting.evidence, subject) and (_MYSELF.search(context.text) or _AWAY.search(context.line)):
        return True
    end = context.start + len(context.text)
    inside = [m for m in mentions(text, subject)[:MOST] if context.start <= m.start and m.end <= end]
    if any(_is_expected(text, mention, context.start) for mention in inside):
        return True
    pronoun = _SHE.search(text, context.start, end)
    return bool(pronoun) and is_hers(text, pronoun.start(), pronoun.start(), subject)


def _is_expected(text: str, mention: Mention, start: int) -> bool:
    return bool(
        _WILL.match(text, mention.end, mention.end + 120)
        or _LISTED.search(text, max(start, mention.start - 40), mention.start)
    )
