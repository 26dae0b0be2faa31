"""plan → gather → judge → detect → advise: one audit, top to bottom. Nothing here prints, stores or renders."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from footprint import __version__
from footprint.basis import Basis
from footprint.detectors import masked_point
from footprint.gather import Harvest, Progress, Task, Tell, gather, plan
from footprint.identity import about
from footprint.joins import joined
from footprint.model import (
    PHOTOS,
    Audit,
    Cause,
    Clear,
    Confidence,
    Evidence,
    Finding,
    Group,
    Kind,
    Looked,
    Match,
    Photo,
    Picture,
    SetAside,
    Severity,
    Sighting,
    Skipped,
    Where,
    Whereabouts,
    remembered,
)
from footprint.photos.album import Counting
from footprint.photos.cropped import hidden
from footprint.photos.thumbnail import thumbnail
from footprint.pictures import SHOWN, photos
from footprint.places.named import gazetteer
from footprint.places.spelling import squeezed
from footprint.places.whereabouts import whereabouts
from footprint.remedies import library
from footprint.trail import Tracing, unnamed
from footprint.web.councils import with_found

Titled = TypeVar("Titled", Where, SetAside)

ILLUSTRATED = 24
"""This many photo findings of one kind get a thumbnail; the report shows no more."""


def audit(task: Task, tell: Tell) -> Audit:
    """Look everywhere that was planned, judge what was seen, and say what to do about it."""
    started = task.journal.began if task.journal else datetime.now(UTC)
    made = plan(task)
    tally = _Tally()
    knowing = replace(task, subject=with_found(task.subject))
    harvest = asyncio.run(gather(task, made, tell, lambda items: tally.take_new(items, knowing)))
    if (subject := with_found(task.subject)) != knowing.subject:  # the council's site was found on the way
        tally, knowing = _Tally(), replace(task, subject=subject)
        for _, items in harvest.answers:
            tally.take_new(items, knowing)
    tally.skipped[:0] = harvest.skipped
    for item in photos(task, tell, tally.online):
        tally.take(item, knowing)
    where = _placed(tally, knowing, tell)
    basis = Basis(task.subject, made.queries, _looking(task), _here(task))
    settled, withheld = _settled(tally.findings.values(), basis, task)
    return Audit(
        subject=task.subject.name,
        council=next((i.value for i in task.subject.all(Kind.COUNCIL)), ""),
        consent=task.subject.consent,
        started=started,
        finished=datetime.now(UTC),
        version=__version__,
        findings=tuple(_illustrate(advise(sorted(settled, key=_urgency), task))),
        clear=_clear(tally, task),
        skipped=tuple(dict.fromkeys(tally.skipped)),
        looked=_looked(harvest, task),
        set_aside=tuple(_untold(aside, withheld) for aside in tally.set_aside),
        sent=harvest.sent,
        opened=harvest.opened,
        basis=basis.whole,
        photos_read=tally.photos_read,
        album=tally.photos.album(task.folders),
        demo=task.demo,
        whereabouts=where,
    )


def _placed(tally: _Tally, task: Task, tell: Tell) -> Whereabouts | None:
    """Where all photos together show the person; None where none could be read."""
    trail = tally.tracing.trail()
    if not trail:
        return None
    tell(Progress("places", "", 0, 1))
    tally.take(trail, task)
    lists = gazetteer(task.subject.place_files)
    where = whereabouts(trail, task.subject, lambda point: lists.name(point).whole or masked_point(point))
    tally.skipped.extend(unnamed(trail, task.subject))  # once all were asked for names
    tell(Progress("places", "", 1, 1))
    return where


@dataclass(slots=True)
class _Tally:
    """What judging adds up to: it grows with what is found, not with what is looked at."""

    skipped: list[Skipped] = field(default_factory=list)
    findings: dict[str, Finding] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    seen: set[type] = field(default_factory=set)
    photos_read: int = 0
    photos: Counting = field(default_factory=Counting)
    tracing: Tracing = field(default_factory=Tracing)
    online: list[Photo] = field(default_factory=list)
    _known: set[Evidence] = field(default_factory=set)

    def take_new(self, items: Iterable[Evidence], task: Task) -> None:
        """Judge each piece once, though several questions of a source led to it."""
        for item in items:
            same = replace(item, seen=datetime.min.replace(tzinfo=UTC))
            if same not in self._known:
                self._known.add(same)
                self.take(item, task)

    def take(self, item: Evidence | Skipped, task: Task) -> None:
        """Judge one piece, and keep what the detectors see in it."""
        sighting = item if isinstance(item, Skipped) else _judged(item, task)
        if isinstance(sighting, Skipped):
            self.skipped.append(sighting)
            return
        evidence = sighting.evidence
        self.tracing.take(sighting)
        if not isinstance(evidence, Photo) or not evidence.reading.problem:
            self.seen.add(type(evidence))
        if isinstance(evidence, Photo) and evidence.source == PHOTOS:
            self.photos_read += not evidence.reading.problem
            self.photos.take(evidence.reading)
        elif isinstance(evidence, Photo) and evidence.thumbnail and sighting.match is not _NOT_ME:
            self.online.append(evidence)
        if sighting.match.confidence is Confidence.UNLIKELY and not isinstance(evidence, Photo):
            self.set_aside.append(SetAside(evidence.source, evidence.url, evidence.title, sighting.match.reasons))
        for found in () if sighting.match is _NOT_ME else _detect(sighting, task):
            if isinstance(found, Skipped):
                self.skipped.append(found)
            else:
                self.findings[found.id] = _merge(self.findings.get(found.id, found), found)


def _judged(item: Evidence, task: Task) -> Sighting | Skipped:
    try:
        return Sighting(item, _match(item, task))
    except Exception as error:  # noqa: BLE001  one page, however odd, must not take the audit with it; it is said
        reason = f"Whether this is about you could not be told ({type(error).__name__}). Look for yourself."
        return Skipped(item.source, item.url, Cause.FAULT, reason)


_NOT_ME = Match(Confidence.UNLIKELY, 0.0, ("You said that this is about somebody else",))


def _match(item: Evidence, task: Task) -> Match:
    """What the person said of a page or account, before anything that stands on it."""
    said = task.decided.get(remembered(item.url, task.subject.salt))
    if said == "not-me":
        return _NOT_ME
    match = about.judge(item, task.subject)
    if said == "mine":
        return Match(Confidence.CERTAIN, 1.0, ("You said that this is about you", *match.reasons))
    return match


def _detect(sighting: Sighting, task: Task) -> Iterator[Finding | Skipped]:
    for detector in task.detectors:
        try:
            yield from detector.detect(sighting, task.subject)
        except Exception as error:  # noqa: BLE001  one detector must not take the audit with it; it is said, not hidden
            reason = f"The check for {detector.title} went wrong here ({type(error).__name__}). Look for yourself."
            yield Skipped(sighting.evidence.source, sighting.evidence.url, Cause.FAULT, reason)


def _merge(first: Finding, second: Finding) -> Finding:
    """The same exposure in the same place, seen twice: the surer and the more serious of both, and every page."""
    where = {(place.source, place.url): place for place in (*first.where, *second.where)}
    surer = max(first, second, key=lambda finding: finding.confidence.rank)
    return replace(
        surer,
        value=first.value or second.value,
        severity=max(first.severity, second.severity, key=lambda severity: severity.rank),
        where=tuple(sorted(where.values(), key=lambda place: place.seen)),
        registers=tuple(dict.fromkeys((*first.registers, *second.registers))),
        thumbnail=first.thumbnail or second.thumbnail,
    )


def _settled(findings: Iterable[Finding], basis: Basis, task: Task) -> tuple[list[Finding], set[str]]:
    """The findings as they may be written down, and the values that are withheld."""
    asking = {detector.name: detector.own for detector in task.detectors if detector.asks}
    others = {detector.name for detector in task.detectors if detector.harmful_of_others}
    left = [f for f in findings if task.decided.get(f.id) != "not-me" or f.detector in others]
    own = [replace(f, basis=basis.of(f)) for f in joined(left, task.subject)]
    settled = [_settle(finding, task.decided.get(finding.id), asking) for finding in own]
    declared = {squeezed(fact.value) for fact in task.subject.identifiers}
    kept_back = {f.value for f, kept in zip(own, settled, strict=True) if f.value and kept.value is None}
    withheld = {value for value in kept_back if squeezed(value) not in declared}  # their own user name is no secret
    return [replace(f, where=tuple(_untold(place, withheld) for place in f.where)) for f in settled], withheld


def _settle(finding: Finding, decided: str | None, asking: Mapping[str, Severity | None]) -> Finding:
    """A value that may be somebody else's is not written down until the person says that it is theirs."""
    if finding.declared:
        return finding
    if decided == "mine":
        reasons = ("You said that this is yours", *finding.reasons)
        severity = asking.get(finding.detector) or finding.severity
        return replace(finding, declared=True, confidence=Confidence.CERTAIN, severity=severity, reasons=reasons)
    if decided == "not-me":  # and still of their concern
        what = finding.what.removesuffix(" Is this you?") + " You said that it is not you."
        return replace(finding, what=what, confidence=Confidence.CERTAIN)
    return replace(finding, value=None) if finding.detector in asking else finding


def _untold(seen: Titled, withheld: set[str]) -> Titled:
    """The title of a page may quote what is withheld: then it is withheld too."""
    title = squeezed(seen.title)
    return replace(seen, title="") if any(squeezed(value) in title for value in withheld) else seen


def _urgency(finding: Finding) -> tuple[int, int, int, str]:
    return (-finding.severity.rank, -finding.confidence.rank, list(Group).index(finding.group), finding.about)


def advise(findings: Iterable[Finding], task: Task) -> Iterator[Finding]:
    """Give each finding its remedies, the most fitting first."""
    for finding in findings:
        yield replace(finding, remedies=library.fitting(finding, task.remedies))


def _illustrate(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings in single photos of this computer their small picture, as many as are shown."""
    shown: Counter[str] = Counter()
    for finding in findings:
        local = len(finding.where) == 1 and finding.where[0].source == PHOTOS and not finding.thumbnail
        if local and shown[finding.detector] < ILLUSTRATED:
            shown[finding.detector] += 1
            yield replace(finding, thumbnail=_small(finding))
        else:
            yield finding


def _small(finding: Finding) -> bytes:
    """What a stranger sees: the part that tells, or the thumbnail that shows more than the picture."""
    photo = Path(finding.where[0].url)
    inside = hidden(photo) if finding.detector == _IN_THUMBNAIL else b""
    return inside or thumbnail(photo, part=finding.part)


_IN_THUMBNAIL = "photo-thumbnail"


def _here(task: Task) -> Iterator[str]:
    """The photos of earlier findings that are there still."""
    return (place.url for place in task.known if place.source == PHOTOS and Path(place.url).is_file())


def _looking(task: Task) -> dict[str, bool]:
    """Detectors that need pictures to be looked at, and whether that was done thoroughly; empty where it was not."""
    if task.look is None:
        return {}
    return {detector.name: task.look.thorough for detector in task.detectors if Picture in detector.reads}


def _clear(tally: _Tally, task: Task) -> tuple[Clear, ...]:
    """What was looked for and not found, where there was anything to look at, and no time was lacking to look."""
    seen = {finding.detector for finding in tally.findings.values()}
    found = seen.union(*(detector.covers for detector in task.detectors if detector.name in seen))
    left = {Picture} if any(skip.identifier == SHOWN for skip in tally.skipped) else set()
    looked = [
        d for d in task.detectors if tally.seen.difference(left).intersection(d.reads) and d.applies(task.subject)
    ]
    return tuple(Clear(detector.name, detector.title) for detector in looked if detector.name not in found)


def _looked(harvest: Harvest, task: Task) -> tuple[Looked, ...]:
    questions = Counter(query.source for query, _ in harvest.answers)
    evidence: Counter[str] = Counter()
    for query, items in harvest.answers:
        evidence[query.source] += len(items)
    return tuple(Looked(s.name, s.title, questions[s.name], evidence[s.name]) for s in task.sources)
