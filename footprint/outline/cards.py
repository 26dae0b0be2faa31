"""Findings as cards under headings: one each, but the photo findings of one kind together."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from footprint.model import PHOTOS, Audit, Comparison, Confidence, Fate, Finding, Group, Remedy, Where
from footprint.outline import words
from footprint.outline.advice import Cabinet
from footprint.outline.nouns import Card, Link, Picture, Place, Section
from footprint.outline.redaction import Veil

MOST_PICTURES = 24
MOST_PLACES = 8
MOST_REASONS = 6
LONGEST_VALUE = 1000

_PHOTOS_SAY = {
    "photo-location": ("says where it was taken", "say where they were taken"),
    "photo-place": ("was taken at a place you want kept private", "were taken at places you want kept private"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What every card needs to know. `asking` are the ids of the findings whose owner the person has yet to name."""

    audit: Audit
    comparison: Comparison
    remedies: Mapping[str, Remedy]
    veil: Veil
    share: bool
    asking: frozenset[str]

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
        for findings in _piles((f for f in desk.audit.findings if f.group is group), desk.asking):
            number += 1
            cards.append(_card(findings, f"finding-{number}", cabinet, desk))
        if cards:
            made.append(Section(f"group-{group.value}", words.GROUPS[group], tuple(cards)))
    return tuple(made)


def is_photo(finding: Finding) -> bool:
    """Whether it is about what a photo or video file is: such findings are shown together."""
    return finding.detector.startswith("photo-")


def asks(finding: Finding) -> bool:
    """Whether the person is asked if it is theirs: its value is withheld until then, or we are not sure."""
    unsure = finding.confidence is Confidence.POSSIBLE and not is_photo(finding)
    return not finding.declared and (finding.value is None or unsure)


def is_local(finding: Finding) -> bool:
    """Whether it is only on this computer."""
    return all(place.source == PHOTOS for place in finding.where)


def _piles(findings: Iterable[Finding], asking: Container[str]) -> list[list[Finding]]:
    """One pile a card, the most urgent first."""
    piles: dict[object, list[Finding]] = defaultdict(list)
    for finding in findings:
        kind = (finding.detector, finding.severity, is_local(finding), finding.remedies)
        alike = is_photo(finding) or (is_local(finding) and finding.id not in asking)
        piles[kind if alike else finding.id].append(finding)
    for pile in piles.values():
        pile.sort(key=lambda finding: not finding.thumbnail)
    return sorted(piles.values(), key=lambda pile: _urgency(pile, asking))


def _urgency(pile: list[Finding], asking: Container[str]) -> tuple[object, ...]:
    top = max(pile, key=lambda finding: finding.confidence.rank)
    return -top.severity.rank, is_local(top), top.id in asking, -top.confidence.rank


def _card(pile: list[Finding], anchor: str, cabinet: Cabinet, desk: Desk) -> Card:
    """The card of a pile. A single finding shows what it reads and where; several show their pictures."""
    first = max(pile, key=lambda finding: finding.confidence.rank)
    alone = len(pile) == 1
    pictures = tuple(_pictures(pile, desk)) if (not alone or first.thumbnail) and not desk.share else ()
    places = tuple(dict.fromkeys(_place(place, desk) for place in first.where)) if alone else ()
    hidden = "" if desk.share or not alone or first.value == first.masked else first.value or ""
    undeclared = first.id in desk.asking
    reasons = dict.fromkeys(desk.foreign(reason) for finding in pile for reason in finding.reasons)
    remedies, again = cabinet.treatments(first.remedies)
    return Card(
        anchor=anchor,
        what=_what(pile, desk),
        severity=first.severity,
        confidence=first.confidence,
        online=not is_local(first),
        serious=words.SEVERITIES[first.severity],
        shape=words.SHAPES[first.severity],
        history=_history(pile, desk.comparison),
        masked=words.plain(first.masked, words.LONGEST) if alone else "",
        value=words.plain(hidden, LONGEST_VALUE),
        undeclared=undeclared,
        yours=first.id if undeclared and not desk.share else "",
        doubtful=bool(places) and not desk.share and not is_local(first) and first.confidence is not Confidence.CERTAIN,
        places=places[:MOST_PLACES],
        places_more=max(0, len(places) - MOST_PLACES),
        audience=words.plain(first.audience, words.LONGEST),
        sure=words.CONFIDENCES[first.confidence],
        reasons=tuple(reasons)[:MOST_REASONS],
        pictures=pictures[:MOST_PICTURES],
        pictures_more=max(0, len(pictures) - MOST_PICTURES),
        first=False,
        best=cabinet.best(first.remedies),
        remedies=remedies,
        again=again,
    )


def _what(pile: list[Finding], desk: Desk) -> str:
    """One sentence. A copy for sharing never names the place of a photo."""
    first = pile[0]
    alone = len(pile) == 1
    if first.detector not in _PHOTOS_SAY:
        return desk.shown(first.what) if alone else f"{desk.shown(first.what)}, and {len(pile) - 1} more like it"
    if alone and not desk.share:
        return desk.shown(first.what)
    one, many = _PHOTOS_SAY[first.detector]
    where = "on this computer " if is_local(first) else "online "
    return f"{words.count(len(pile), 'photo', 'photos')} {where}{one if alone else many}"


def _pictures(pile: list[Finding], desk: Desk) -> Iterator[Picture]:
    for finding in pile:
        for number, place in enumerate(finding.where):
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
