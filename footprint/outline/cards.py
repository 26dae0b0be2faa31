"""Findings as cards under headings: those of one kind about one fact together, and the photos of one kind."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from footprint.model import PHOTOS, Audit, Comparison, Confidence, Fate, Finding, Group, Remedy, Where
from footprint.outline import words
from footprint.outline.advice import Cabinet
from footprint.outline.commands import Commands
from footprint.outline.nouns import Card, Link, Picture, Place, Row, Section, Task
from footprint.outline.piles import heading, is_local, is_photo, piles, tails
from footprint.outline.redaction import TOLD_BY, Veil, hint
from footprint.outline.turns import turn
from footprint.places.spelling import squeezed

MOST_PICTURES = 24
MOST_PLACES = 8
MOST_FILES = 24
MOST_REASONS = 6
LONGEST_VALUE = 1000
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """What every card needs to know. `asking` are the ids of the findings whose owner the person has yet to name."""

    audit: Audit
    comparison: Comparison
    remedies: Mapping[str, Remedy]
    veil: Veil
    share: bool
    asking: frozenset[str]
    commands: Commands

    def shown(self, text: str) -> str:
        """Our own sentences, and names the person gave: only known values are blotted."""
        return words.plain(self.veil(text[: words.READ]), words.LONGEST)

    def foreign(self, text: str) -> str:
        """Text from outside: whatever looks like a detail is blotted too."""
        return words.plain(self.veil.strictly(text[: words.READ]), words.LONGEST)


def sections(desk: Desk) -> tuple[Section, ...]:
    """The groups in their order, the empty ones left out; in each the most urgent card first."""
    made = []
    number = 0
    for group in Group:
        cabinet = Cabinet(group.value, desk.remedies, desk.audit)
        cards = []
        for findings in piles((f for f in desk.audit.findings if f.group is group), desk.asking):
            number += 1
            cards.append(_card(findings, f"finding-{number}", cabinet, desk))
        if cards:
            made.append(Section(f"group-{group.value}", words.GROUPS[group], tuple(cards)))
    return tuple(made)


def _card(pile: list[Finding], anchor: str, cabinet: Cabinet, desk: Desk) -> Card:
    """The card of a pile. A single finding shows what it reads and where; several show their pictures or places."""
    pile = sorted(pile, key=lambda finding: (-finding.severity.rank, _turn(finding, desk)))
    first, alone = pile[0], len(pile) == 1
    surest = max((finding.confidence for finding in pile), key=lambda confidence: confidence.rank)
    pictures = tuple(_pictures(pile, desk)) if _pictured(pile) and not desk.share else ()
    places = tuple(dict.fromkeys(_place(place, desk) for place in first.where)) if alone else ()
    rows = () if alone or is_local(first) else tuple(_rows(pile, cabinet, desk, surest))
    names = tuple(dict.fromkeys(name for finding in pile for name in finding.remedies))
    remedies, again = cabinet.treatments(names)
    undeclared = first.id in desk.asking
    together = _has_section(first, desk)
    most = MOST_FILES if together else MOST_PLACES
    masked = _masked(pile, places, desk)
    return Card(
        anchor=anchor,
        what=heading(pile, [desk.shown(finding.what) for finding in pile], share=desk.share),
        findings=len(pile),
        severity=first.severity,
        confidence=surest,
        online=not is_local(first),
        serious=words.SEVERITIES[first.severity],
        shape=words.SHAPES[first.severity],
        history=_history(pile, desk.comparison),
        masked=masked,
        value=_value(pile) if masked and not desk.share else "",
        undeclared=undeclared,
        yours=first.id if undeclared and not desk.share else "",
        doubtful=bool(places or rows) and _doubtful(pile, desk),
        places=places[:most],
        places_more=max(0, len(places) - most),
        rows=rows[:MOST_ROWS],
        rows_more=max(0, len(rows) - MOST_ROWS),
        audience=words.plain(first.audience, words.LONGEST),
        sure=words.CONFIDENCES[surest],
        reasons=_reasons(pile, desk),
        pictures=pictures[:MOST_PICTURES],
        pictures_more=max(0, len(pictures) - MOST_PICTURES),
        first=False,
        best=cabinet.best(names),
        remedies=remedies,
        again=again,
        tasks=() if undeclared else tuple(_tasks(pile, cabinet, desk)),
        together=together,
    )


def _turn(finding: Finding, desk: Desk) -> int:
    return turn(finding, next((desk.remedies[name] for name in finding.remedies if name in desk.remedies), None))


def _has_section(finding: Finding, desk: Desk) -> bool:
    """Whether a section of the report shows what it says."""
    return desk.audit.whereabouts is not None and finding.detector in TOLD_BY


def _masked(pile: list[Finding], places: Iterable[Place], desk: Desk) -> str:
    """What is left of the value; "" where pictures, places or a section show it."""
    first = pile[0]
    several = len(pile) > 1 and (_pictured(pile) or is_local(first))
    return "" if several or _has_section(first, desk) else _hint(first, places, desk)


def _hint(finding: Finding, places: Iterable[Place], desk: Desk) -> str:
    stands = (f"{place.link.text} {place.inside}" for place in places)
    return words.plain(hint(finding.masked, finding.group, desk.shown(finding.what), *stands), words.LONGEST)


def _pictured(pile: list[Finding]) -> bool:
    """Whether the card shows pictures: of one photo there has to be one, several are listed in any case."""
    return bool(pile[0].thumbnail) or (len(pile) > 1 and (is_photo(pile[0]) or is_local(pile[0])))


def _doubtful(pile: list[Finding], desk: Desk) -> bool:
    """Whether a page may be about somebody else, and the person may say so."""
    unsure = any(finding.confidence is not Confidence.CERTAIN for finding in pile)
    return unsure and not desk.share and not is_local(pile[0])


def _reasons(pile: list[Finding], desk: Desk) -> tuple[str, ...]:
    reasons = dict.fromkeys(desk.foreign(reason) for finding in pile for reason in finding.reasons)
    return tuple(reasons)[:MOST_REASONS]


def _value(pile: list[Finding]) -> str:
    """What a stranger reads there, each spelling once; "" where that is no more than the hint."""
    values = {squeezed(finding.value): finding.value for finding in pile if finding.value}
    shown = [value for value in values.values() if value not in {finding.masked for finding in pile}]
    return words.plain("; ".join(shown), LONGEST_VALUE)


def _rows(pile: list[Finding], cabinet: Cabinet, desk: Desk, surest: Confidence) -> Iterator[Row]:
    """A row for each finding of a card of several."""
    says = tails([desk.shown(finding.what) for finding in pile])
    for finding, tail in zip(pile, says, strict=True):
        sure = "" if finding.confidence is surest else words.CONFIDENCES[finding.confidence]
        yield Row(Link(tail, _place(finding.where[0], desk).link.href), sure, cabinet.treatment(finding.remedies))


def _tasks(pile: list[Finding], cabinet: Cabinet, desk: Desk) -> Iterator[Task]:
    """What mends each finding, by the most fitting advice."""
    for finding in pile:
        if treatment := cabinet.treatment(finding.remedies):
            what = heading([finding], [desk.shown(finding.what)], share=desk.share)
            yield Task(treatment.advice, what, finding.severity, _turn(finding, desk))


def _pictures(pile: list[Finding], desk: Desk) -> Iterator[Picture]:
    """One of each photo, wherever else it lies; of what many photos tell together each of them."""
    for finding in pile:
        for number, place in enumerate(finding.where[:1] if is_photo(finding) else finding.where):
            thumbnail = b"" if number else finding.thumbnail
            source = f"data:image/jpeg;base64,{base64.b64encode(thumbnail).decode()}" if thumbnail else ""
            said = words.plain(f"{finding.what}: {finding.value}" if finding.value else "", LONGEST_VALUE)
            folder = words.plain(PurePath(place.place).name if place.source == PHOTOS else "", words.LONGEST)
            yield Picture(source, said, _place(place, desk).link, desk.shown(folder))


def _place(place: Where, desk: Desk) -> Place:
    """Where it was seen. What is read is veiled; the address itself is whole, or left out of a copy for sharing."""
    local = place.source == PHOTOS
    tell = desk.shown if local else desk.foreign
    host = words.host(place.url)
    title = tell(place.title) or tell(host) or tell(place.place) or "A page without a title"
    named = not host or max(host.split("."), key=len) in place.place.casefold()
    inside = tell(place.place) if named else f"{tell(place.place)}, {tell(host)}"
    return Place(Link(title, "" if local else words.address(place.url)), "" if inside in title else inside)


def _history(pile: list[Finding], comparison: Comparison) -> str:
    """New, still there or came back, and since when."""
    first = min((comparison.first_seen[f.id] for f in pile if f.id in comparison.first_seen), default=None)
    seen = f"first seen {words.day(first)}" if first else ""
    fates = Counter(comparison.fates[f.id] for f in pile if f.id in comparison.fates)
    if comparison.previous is None or not fates:
        return words.capital(seen)
    if set(fates) == {Fate.NEW}:
        return f"New since {words.day(comparison.previous)}"
    told = (f"{fates[fate]} {words.FATES[fate].lower()}" for fate in Fate if fates[fate])
    fate = words.FATES[next(iter(fates))] if len(fates) == 1 else words.listed(told)
    return f"{fate}, {seen}" if seen else fate
