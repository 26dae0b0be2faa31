"""What the person does again and again, at the same hour and in the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from footprint.detectors import BLOT, Detector, is_firm, less_sure, one_line, spot, told
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Photo, Post, Record, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold, words
from footprint.text.dates import TIME, WEEKDAY
from footprint.text.mentions import mentions
from footprint.text.skim import skimmed
from footprint.text.topic import is_topic
from footprint.text.whose import QUOTED, is_about, means

_PART = r"(?:mornings?|afternoons?|evenings?|nights?|lunchtimes?|lunch)"
_RECURRING = re.compile(
    r"\b(?:(?:every|each)\s(?:(?:other|second|first|third|last|single)\s)?"
    rf"(?:{WEEKDAY}|weekday|weekend|week|day|{_PART})(?:\s{_PART})?|\bany\s{WEEKDAY}(?!\s[0-9])"
    rf"|bob\s(?:bore|nos|prynhawn|dydd|wythnos)(?:\s(?:Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul))?"
    rf"|(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days(?:\s{_PART})?|(?:on\s)?{WEEKDAY}\s(?:mornings|afternoons"
    rf"|evenings|nights)"
    rf"|(?:most|weekday|weekend|school)\s(?:mornings|afternoons|evenings|days|weekends))\b",
    re.IGNORECASE,
)
_HOUR = r"(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_BY = (
    rf"\b(?:by|at|from|before|after|about|around)\s(?:about\s|around\s)?(?:half\s(?:past\s)?"
    rf"|quarter\s(?:past|to)\s){_HOUR}\b"
)
_TIMED = re.compile(rf"{TIME}|{_BY}|\bat\s(?:about\s|around\s)?{_HOUR}\b(?!\s?(?:%|per|am|pm))", re.IGNORECASE)
_SPOTS = either(
    """
    gym pool baths park church chapel mosque temple synagogue choir pub allotment nursery school station library river
    beach track pitch club caf\u00e9 cafe
    """
)
_NO_SPOTS = either("morning afternoon evening night week weekend day month year same end time hope way")
_AT = re.compile(
    r"\b(?:at|in|to|from|along|round|around|by|outside|through|near)\s(?:the\s|my\s|our\s)?(?:[a-z]+\s){0,2}?"
    rf"(?:[A-Z][\w'\u2019-]+|{_SPOTS}\b)|\bhere\b|\bschool run\b|\b[Pp]arkrun\b"
    rf"|\b(?:along|round|around|through|across|at|in|by)\sthe\s(?!{_NO_SPOTS}\b)[a-z]{{3,}}"
)
_MYSELF = re.compile(r"\b(?:I|I['\u2019](?:m|ll|ve|d)|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]ur)\b")
_PUBLIC = re.compile(
    r"\b(?:surger(?:y|ies)|opening (?:hours|times)|opens?\s(?:every|each|daily|on|mon|tue|wed|thu|fri|sat|sun|from)"
    r"|office hours|(?:will\s)?(?:shuts?|closes?|closed|closure)\b|free entry|cancelled|bins?|recycling|refuse"
    r"|collect(?:ed|ions?)|newsletter|column|bus(?:es)?|trains?|timetable|podcast"
    r"|(?:council|committee|cabinet|group|society|club|association|panel|forum|board)\s(?:\w+\s){0,4}(?:meets?|sits"
    r"|meetings?))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"[\s,]{0,3}(?:also\s|has\s|then\s)?"
    + either(
        "said says told tells asked asks added explained claimed wrote writes announced wants called argued warned"
    )
    + r"\b"
)
_USED_TO = re.compile(
    r"\b(?:used to|no longer|gave up|anymore|any more|until (?:19|20)[0-9]{2}"
    r"|for \w+ years:?|in those days|as a (?:boy|girl|child|lad))\b",
    re.IGNORECASE,
)
_FOUND_THEM = re.compile(
    r"\b(?:[Yy]ou(?:['\u2019]ll| will| can)\s(?:usually\s|always\s)?(?:find|catch|meet|see|spot)|[Cc]atch"
    r"|[Ff]ind|[Mm]eet)\s(?P<whom>her|him)\b"
    r"|\b(?P<who>[Ss]he|[Hh]e)(?:['\u2019]s|\sis|\scan\sbe\sfound)\b"
)
_FOUND = re.compile(r"\b(?:find|catch|meet|see|spot|bump into)\s(?:[Cc]llr\.?\s|[Cc]ouncillor\s)?\Z")
_VERB = re.compile(r"[^.!?\n]{0,80}?\b[a-z]+(?:s|es|ed)\b")
_SHE = re.compile(r"\b(?:[Ss]he|[Hh]e|[Tt]hey)\s(?:\w+ly\s)?[a-z]+\b")
_STOP = re.compile(r"[.!?](?=\s+[A-Z])|\n")
_ACTIVITIES = either(
    r"""
    choir gym swims? swimming runs? running parkrun yoga pilates coffee school_run nursery_run training practice
    rehears\w+ football cricket bowls darts pub quiz church mass chapel evensong class lessons? walk walks dog
    commute ferry shift allotment spin lunch breakfast tennis golf badminton netball band bell-ringing
    bellringing dancing zumba aerobics five-a-side hockey rugby team squash bingo bridge whist book_group
    knitting art_class life_drawing sailing rowing riding climbing ballet volunteering market date_night
    """
)
_ACTIVITY = re.compile(rf"\b{_ACTIVITIES}\b", re.IGNORECASE)
_RIDE = re.compile(r"bus|train|collect", re.IGNORECASE)
_I_RIDE = re.compile(r"\bI\s(?:\w+\s)?(?:catch|take|get|ride|board|run|walk|cycle|am|collect)\b|\bI['\u2019]m\b")
_PARTED = re.compile(_PART, re.IGNORECASE)
_HINTS = (
    "every",
    "any ",
    "bob ",
    "each",
    "days",
    "mornings",
    "afternoons",
    "evenings",
    "nights",
    "most ",
    "weekday",
    "weekend",
    "school ",
)
_MOST = 100
_AROUND = 250


class Routine(Detector):
    """A day and an hour or a place that come again. Surgeries, meetings and opening hours are public work."""

    name: ClassVar[str] = "routine"
    title: ClassVar[str] = "when and where you regularly are"
    group: ClassVar[Group] = Group.ROUTINE

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """One finding for each recurring day."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo | Record):
            return
        text = readable(sighting.evidence)
        formed = dict(_by_form(sighting, subject, text))
        seen: set[str] = set()
        for start, end in told(sighting, subject, self.name, formed, loose=isinstance(sighting.evidence, Post)):
            sentence = text[start:end]
            said = next((formed[span] for span in formed if start <= span[0] < end), None) or _again(sentence)
            if _when(said) not in seen and not _is_public(sentence):
                seen.add(_when(said))
                exact = bool(_TIMED.search(sentence) and _AT.search(sentence))
                yield self._finding(sighting, subject, one_line(said), one_line(sentence), exact=exact)

    def _finding(self, sighting: Sighting, subject: Subject, said: str, sentence: str, *, exact: bool) -> Finding:
        own = is_own(sighting.evidence, subject)
        again = _spoken(said)
        return self.finding(
            sighting,
            f"routine, {_when(said)}",
            f"What you do {again} is told {spot(sighting)}",
            severity=Severity.SERIOUS if exact else Severity.WORTH_MENDING,
            value=sentence,
            masked=f"{again}: {BLOT}",
            declared=False,
            confidence=sighting.match.confidence if own else less_sure(sighting),
            reasons=("It gives day, hour and place" if exact else "It gives a recurring day",),
        )


def _again(sentence: str) -> str:
    """The recurring day as a sentence gives it, or what stands for it."""
    found = _RECURRING.search(sentence)
    return found[0] if found else "regularly"


def _by_form(sighting: Sighting, subject: Subject, text: str) -> Iterator[tuple[Span, str]]:
    """A recurring day with an hour, a place or something done then, in a sentence about the person."""
    for found in islice(skimmed(_RECURRING, text, _HINTS), _MOST):
        span = _sentence(text, found.start())
        said = text[span[0] : span[1]]
        timed = bool(_TIMED.search(said))
        vague = _when(found[0]).startswith("most") and not timed
        if vague or _USED_TO.search(said) or not (timed or _AT.search(said) or _is_set(said)) or _is_public(said):
            continue
        if _speaks_of(sighting, subject, text, span):
            yield found.span(), found[0]


def _is_public(sentence: str) -> bool:
    """Work for the town, or what is open to all. The bus that one takes oneself is neither."""
    found = _PUBLIC.search(sentence)
    return found is not None and not (_RIDE.match(found[0]) and _I_RIDE.search(sentence))


def _is_set(sentence: str) -> bool:
    """A part of the day and what is done then: "captains the darts team on Thursday nights"."""
    return bool(_PARTED.search(sentence) and _ACTIVITY.search(sentence))


def _spoken(said: str) -> str:
    """As it stands inside a sentence: "every Tuesday", "on Monday mornings"."""
    first = said.split(maxsplit=1)[0].lower()
    return said[0].lower() + said[1:] if first in _OPENING else f"on {said}"


_OPENING = words("regularly every each on most weekday weekend school")


def _when(said: str) -> str:
    """The recurring day in the same words each time: "Every Tuesday", "on Tuesdays" → "tuesday"."""
    words = re.sub(r"\b(?:every|each|on)\b", " ", fold(said)).split()
    return " ".join(word.rstrip("s") for word in words)


def _sentence(text: str, at: int) -> tuple[int, int]:
    first = max(0, at - _AROUND)
    stops = [stop.end() for stop in _STOP.finditer(text, first, at)]
    start = stops[-1] if stops else first
    last = _STOP.search(text, at, at + _AROUND)
    return start, last.start() if last else min(len(text), at + _AROUND)


def _speaks_of(sighting: Sighting, subject: Subject, text: str, span: tuple[int, int]) -> bool:
    start, end = span
    if is_own(sighting.evidence, subject):
        whole = isinstance(sighting.evidence, Post)
        if _MYSELF.search(text) if whole else _MYSELF.search(text, start, end):
            return True
        if whole and _ACTIVITY.search(text) and is_about(text, span, subject, own=True, post=True):
            return True
    for mention in mentions(text, subject):
        if start <= mention.start and mention.end <= end:
            if _FOUND.search(text, start, mention.start):
                return True
            quoted = QUOTED.search(text, start, mention.start)
            if quoted and _MYSELF.search(quoted[1]):
                return True
            after = text[mention.end : end]
            if not _REPORTED.match(after) and _VERB.match(after):
                return True
    return _goes_on_about(text, span, subject)


def _goes_on_about(text: str, span: tuple[int, int], subject: Subject) -> bool:
    """By "she" or "find her" alone, on a page that speaks of the person."""
    start, end = span
    found = _FOUND_THEM.search(text, start, end)
    if found and is_topic(text, found.start(), subject, found["whom"] or found["who"]):
        return True
    pronoun = _SHE.search(text, start, end)
    return pronoun is not None and (
        means(text, pronoun.start(), subject) or is_topic(text, pronoun.start(), subject, pronoun[0].split()[0])
    )
