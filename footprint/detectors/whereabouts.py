"""Where the person will be, and when: an appointment that anyone can keep."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_doubtful, is_firm, less_sure, one_line, spot, told
from footprint.identity.about import is_own, published, readable
from footprint.model import Confidence, Finding, Group, Photo, Post, Record, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either
from footprint.text.away import find_away
from footprint.text.dates import Day, find_dates, find_days, has_time
from footprint.text.mentions import MOST, mentions
from footprint.text.topic import is_topic
from footprint.text.whose import QUOTED, means

_AHEAD = timedelta(400)
_MOST = 300
"""More days than this in one text are no diary."""

_HEADING = 70
_UNDER = 600
_DETAILS = 4
_LONGEST = 500
_DOING = either(
    """
    be going at in on away off out back there speaking running attending hosting opening judging holding flying
    travelling heading visiting taking reading making meeting joining performing singing playing walking knocking
    giving preaching competing marrying umpiring lecturing signing compering
    leading helping serving staffing manning marching selling swimming cycling racing
    """
)
_MYSELF = re.compile(
    rf"\b(?:I|[Ww]e)(?:['\u2019](?:ll|m|re)|\s(?:will|shall|am|are))\s(?:also\s|both\s|all\s)?{_DOING}\b"
    r"|\b(?i:come (?:along )?and (?:say h\w+|see|meet|join|find|chat)|(?:join|meet|see|find|catch|visit|with) me\b"
    r"|join us\b"
    r"|where to (?:meet|find|see) (?:me|us)|see you (?:at|in|on|there)|I have a stall|my stall)"
)
_SHOWS = re.compile(
    r"\b(?:[Ss]ee you all|[Ss]ee you|[Cc]ome and (?:hear|watch|shout)|I['\u2019]m on (?:at|the)\b"
    r"|I (?:speak|play|preach|read|run|fly))\b"
)
_AHEAD_OF_ME = re.compile(
    rf"\b(?i:(?:really\s)?(?:looking\sforward\sto|can['\u2019]?t\swait\s(?:to|for)|excited\s(?:to|about)|(?:delighted"
    rf"|honoured|proud|happy|thrilled|pleased|lucky"
    rf"|chuffed|due|booked|asked|invited)\sto(?:\sbe)?)(?:\sbe)?)\s(?:{_DOING}|[a-z]+)\b"
)
_OPENS = re.compile(
    rf"(?:\A|[.!?\n]\s{0, 3})(?:(?i:I['\u2019]m\s)?(?i:{_DOING})|Catch\sme|Join\s(?:me|us)|Find\s(?:me|us))\b"
)
_DOES = either(
    """
    attend open speak join host present be_at be_in be_on be_there judge read perform visit cut unveil lead run launch
    start officiate give make take appear sing play plant lay switch_on turn_on welcome serve hand
    """
)
_WILL = re.compile(
    r"\s{0,2}(?:\([^()\n]{0,60}\)|,[^,.\n]{0,60},|,(?=\swill\s))?\s{0,2}(?:(?:and|&|with)\s[^.,\n]{0,40}?\s)?"
    rf"(?:(?:will|is to|are to|is due to|shall)\s(?:also\s)?(?:be\s)?{_DOES}\w*\b"
    rf"|(?:is|are)\s(?:also\s)?(?:{_DOES}\w*ing|giving|taking|making|serving|judging|cutting|running|hosting|leading|presenting|at|in)\b)"
)
_READS = re.compile(
    r"(?:,[^,.\n]{0,40},)?\s(?:reads|speaks|performs|opens|hosts|judges|signs|talks|plays|sings|launches|joins|leads"
    r"|flies|travels"
    r"|appears|presents|unveils|chats|cooks|runs\sin|takes\spart|(?:is\s)?in\sconversation)\b"
)
_RANGE = re.compile(r"\b(?:until|till|by|to|before|from)\s(?:\w+\s)?\Z|[\u2013-]\s?\Z")
"""Before a day that only ends something: opening times, a term, a deadline."""

_MONEY = re.compile("[\u00a3$\u20ac][0-9]")
_SPEAKER = re.compile(
    r"\b(?:[Oo]ur|[Tt]he|[Gg]uest)\s(?:(?:guest|main|next)\s)?(?:speaker|judge|guest|celebrant"
    r"|starter)\b[^.!?\n]{0,90}\bwill be\b"
)
_TO_DO = re.compile(rf"\b(?:[Ss]he|[Hh]e)(?:['\u2019]s|\sis)\s(?:due\s)?to\s{_DOES}")
_I = re.compile(r"\bI(?:['\u2019]ll|['\u2019]m)?\b")
_HAPPENED = re.compile(r"\b(?:was|were|has|have|had|celebrated|attended|visited|joined|said)\b")
_HEADED = re.compile(
    r"\b(?:where (?:to (?:meet|find|see) (?:me|us)|i(?:'ll|\u2019ll| will) be)|(?:meet|find|see) me"
    r"|my (?:diary|events|dates|talks))\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?i:with|by|from|featuring|meet|join|speakers?:?|guests?:?|hosts?:?|hosted by|led by|opened by|judges?:?|and"
    r"|in conversation with|special guest|[0-9](?:h|am|pm)?(?=:\s))[\s,:]{1,2}(?:(?i:our|your|local|ward"
    r"|special|guest|the)\s){0,3}\Z"
)
_SHE = re.compile(rf"\b(?:[Ss]he|[Hh]e|[Tt]hey)(?:['\u2019]ll|\s(?:will|is|are))\s(?:also\s)?{_DOING}\b")
_PUBLIC = re.compile(
    r"\b(?:full council|council meetings?|cabinet|committee|sub-committee|surger(?:y|ies)|agenda|minutes|consultation"
    r"|deadline|clos(?:es|ing)|polling|elections?|by-election|term of office|works? (?:start|begin)|collections?"
    r"|expires?|due by|(?:report|motion|petition|paper|budget|question)s?)\b",
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
        own, by_words = is_own(evidence, subject), told(sighting, subject, "future-visit")
        days = find_days(text, today, published(evidence))
        for day in islice((day for day in days if today <= day.date <= today + _AHEAD), _MOST):
            if day.date in seen:
                continue
            context = _context(text, day)
            if (
                any(find_away(context.line, subject))
                or _PUBLIC.search(context.line)
                or _is_only_a_limit(text, day)
                or _is_told_after(text, day, published(evidence))
                or not (
                    _is_within(day, context, by_words)
                    or ((own or not day.bare) and _is_told(sighting, subject, text, context, sure=day.sure))
                )
            ):
                continue
            seen.add(day.date)
            yield self._finding(sighting, subject, day, context)

    def _finding(self, sighting: Sighting, subject: Subject, day: Day, context: _Context) -> Finding:
        own = is_own(sighting.evidence, subject)
        exact = has_time(context.text) and bool(_PLACE.search(context.text))
        said = f"{day.date:%A} {day.date.day} {day.date:%B}"
        return self.finding(
            sighting,
            f"whereabouts on {day.date.isoformat()}",
            f"Where you will be on {said} is told {spot(sighting)}",
            severity=Severity.WORTH_MENDING if exact else Severity.GOOD_TO_KNOW,
            value=one_line(context.line),
            masked=f"{said}: {BLOT}",
            declared=False,
            confidence=_how_sure(sighting, day, own=own),
            reasons=("The day lies ahead, and the words around it are about you",),
        )


def _how_sure(sighting: Sighting, day: Day, *, own: bool) -> Confidence:
    """Certain only in the person's own words."""
    if not day.sure:
        return Confidence.POSSIBLE
    return sighting.match.confidence if own else less_sure(sighting)


def _context(text: str, day: Day) -> _Context:
    start, end = _line(text, day.start)
    line = text[start:end]
    if len(line.strip()) <= _HEADING:
        start = _line(text, max(0, start - 1))[0]
        end = _details_end(text, end)
    start, end = max(start, day.start - _LONGEST), min(end, day.end + _LONGEST)
    return _Context(start, text[start:end], _sentences(line, text[day.start : day.end]))


def _details_end(text: str, end: int) -> int:
    """Where the lines under a date end that tell of it: before the next date, and after a few."""
    for _ in range(_DETAILS):
        start, stop = _line(text, min(len(text), end + 1))
        if start <= end - 1 or any(find_dates(text[start:stop])):
            break
        end = stop
    return end


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, at - _LONGEST), at) + 1 or max(0, at - _LONGEST)
    end = text.find("\n", at, at + _LONGEST)
    return min(start, at), end if end >= 0 else min(len(text), at + _LONGEST)


def _sentences(line: str, day: str) -> str:
    """The sentence of a line in which the day stands."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", line)
    return next((part for part in parts if day in part), line)


def _says_so(sighting: Sighting, text: str, context: _Context) -> bool:
    """In the person's own words: "I'll be …", "looking forward to …", under "Where to meet me"."""
    timed, post = has_time(context.text), isinstance(sighting.evidence, Post)
    if any(way.search(context.text) for way in (_MYSELF, _SHOWS)) or _AHEAD_OF_ME.search(context.line):
        return True
    if post and (_OPENS.search(context.text) or (timed and _I.search(context.text))):
        return True
    return timed and _is_headed(text, context.start)


def _is_within(day: Day, context: _Context, spans: Sequence[Span]) -> bool:
    """Whether one of the sentences holds the day, or stands under it as under a heading."""
    headed = len(context.line.strip()) <= _HEADING and "\n" in context.text.strip()
    end = context.start + len(context.text) if headed else day.end
    place = bisect_right(spans, day.start, key=lambda span: span[1])
    return place < len(spans) and spans[place][0] < end


def _is_told(sighting: Sighting, subject: Subject, text: str, context: _Context, *, sure: bool) -> bool:
    """By its form, unless the words are against it; of lines under a heading by their form alone."""
    if not _speaks_of(sighting, subject, text, context, sure=sure):
        return False
    span = (context.start, context.start + len(context.text))
    return "\n" in context.text.strip() or not is_doubtful(sighting, subject, "future-visit", span)


def _speaks_of(sighting: Sighting, subject: Subject, text: str, context: _Context, *, sure: bool) -> bool:
    """It is the person who will be there."""
    if is_own(sighting.evidence, subject) and _says_so(sighting, text, context):
        return True
    end = context.start + len(context.text)
    inside = [m for m in mentions(text, subject)[:MOST] if context.start <= m.start and m.end <= end]
    if any(_WILL.match(text, one.end, one.end + 200) or _is_quoted(text, context.start, one.start) for one in inside):
        return True
    if sure and any(_READS.match(text, one.end) for one in inside):
        return True
    if inside and _SPEAKER.search(context.line):
        return True
    listed = any(_LISTED.search(text, max(context.start, m.start - 40), m.start) for m in inside)
    if listed and sure and not _HAPPENED.search(context.line):
        return True
    pronoun = _SHE.search(text, context.start, end) or _TO_DO.search(text, context.start, end)
    return pronoun is not None and (
        means(text, pronoun.start(), subject)
        or is_topic(text, pronoun.start(), subject, pronoun[0].split("'")[0].split()[0])
    )


_AFTERWARDS = re.compile(
    r"\b(?:was|were|had|came|went|met|saw|beat|made|gave|got|took|told"
    r"|thanks to everyone|thank you|lovely|great|brilliant)\b",
    re.IGNORECASE,
)


def _is_told_after(text: str, day: Day, first: date | None) -> bool:
    """Of the very day of writing, without an hour, and in words of what has been."""
    return day.date == first and not has_time(text) and _AFTERWARDS.search(text) is not None


_THING = re.compile(r"\s(?:will be|is) an?\s")
_SHUT = re.compile(r"\b(?:will be|are|is) (?:shut|closed)\b")


def _is_only_a_limit(text: str, day: Day) -> bool:
    """Until then a gallery is open, or from then a price holds; nobody says that they will be there."""
    if _THING.match(text, day.end):
        return True
    start, end = _line(text, day.start)
    if _SHUT.search(text, start, day.start) and not _MYSELF.search(text, start, end):
        return True
    before = text[max(start, day.start - 12) : day.start]
    sums = text[max(start, day.start - 40) : day.start]
    return bool(_RANGE.search(before) or _MONEY.search(sums)) and not _MYSELF.search(text, start, day.start)


def _is_quoted(text: str, start: int, name: int) -> bool:
    """Words of the person's own, in quotes before the name: “I will be there,” said she."""
    quoted = QUOTED.search(text, start, name)
    return quoted is not None and _MYSELF.search(quoted[1]) is not None


def _is_headed(text: str, start: int) -> bool:
    """A short line above says that what follows is where the person can be met."""
    above = text[max(0, start - _UNDER) : start].split("\n")
    return any(len(line) <= _HEADING and _HEADED.search(line) for line in above)
