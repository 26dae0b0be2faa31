"""Snippets with what each gives away, and how well the detectors see it.

A set is a file of JSON lines, one snippet each:

    {"id", "subject", "kind": "page" | "post" | "record", "own": true | false, "text", "title",
     "expected": [{"detector", "value", "declared"}], "tolerated": [{"detector", "value"}], "tags": [...]}

What is tolerated may be found or left alone; so may the postcode of an address that is expected. `own` says that the
words or the site are the person's own; `value` is a part of `text`; `subject` names a table of a TOML file beside it,
each table a profile like any other.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from footprint import profile
from footprint.detectors import all_detectors
from footprint.identity.about import judge
from footprint.model import Confidence, Evidence, Finding, Kind, Match, Page, Post, Record, Sighting, Subject
from footprint.places.spelling import squeezed
from footprint.text.dates import Written, find_dates

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""When a snippet was published and seen, a Wednesday, unless the days in it say otherwise."""

NAMES = {
    "home-address": ("home-address",),
    "postcode": ("postcode",),
    "phone": ("phone",),
    "email": ("email",),
    "birth-date": ("birth-date",),
    "family": ("family",),
    "spouse-employer": ("spouse-employer",),
    "vehicle": ("number-plate", "vehicle"),
    "routine": ("routine",),
    "future-visit": ("whereabouts",),
    "absence": ("absence",),
    "school-or-care-home": ("school-or-care-home",),
    "national-insurance": ("national-insurance",),
    "bank-details": ("bank-details",),
    "signature": ("signature",),
    "relationship": ("relationship",),
    "opinion": ("opinion",),
}
"""The kinds that a set names, and the detectors that look for each."""

DECLARED = frozenset({"home-address", "postcode", "phone", "email", "birth-date", "family", "vehicle"})
"""Kinds whose facts may stand in a profile."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a snippet gives away: its kind, and the words that say it."""

    kind: str
    value: str
    declared: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One snippet. `expected` is empty for a trap; what is `tolerated`, as (kind, words), counts neither way."""

    id: str
    subject: Subject
    evidence: Evidence
    expected: tuple[Told, ...]
    tags: tuple[str, ...] = ()
    tolerated: tuple[tuple[str, str], ...] = ()


def load(name: str, subjects: str) -> list[Case]:
    """The snippets of one set with their subjects; both are names of files here."""
    people = _people(tomllib.loads((HERE / subjects).read_text(encoding="utf-8")))
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [_case(json.loads(line), people) for line in lines if line.strip()]


def _people(tables: dict[str, Any]) -> dict[str, Subject]:
    tables = tables.get("subjects", tables)
    return {key: profile.subject(profile.check(table, key), HERE) for key, table in tables.items()}


def _case(line: dict[str, Any], people: dict[str, Subject]) -> Case:
    subject = people[line["subject"]]
    expected = tuple(Told(told["detector"], told["value"], told["declared"]) for told in line["expected"])
    tolerated = [(told["detector"], told["value"]) for told in line.get("tolerated", ())]
    tolerated += [("postcode", told.value) for told in expected if told.kind == "home-address"]
    tags = tuple(line.get("tags", ()))
    return Case(line["id"], subject, _evidence(line, subject), expected, tags, tuple(tolerated))


def _written(text: str) -> datetime:
    """When a snippet was written: `NOW`, or a week before a day whose weekday fits no coming year of `NOW`'s.

    "I'll be there on Saturday 8 November" was written before a Saturday that was the 8th.
    """
    days = [day for day in find_dates(text) if day.weekday is not None and day.year is None]
    for day in days:
        if any(_fits(day, NOW.year + ahead) and _on(day, NOW.year + ahead) >= NOW.date() for ahead in (0, 1)):
            return NOW
    years = (year for day in days for year in range(NOW.year, NOW.year - 12, -1) if _fits(day, year))
    year = next(years, None)
    if year is None:
        return NOW
    day = next(day for day in days if _fits(day, year))
    return datetime.combine(_on(day, year) - timedelta(7), NOW.timetz())


def _on(day: Written, year: int) -> date:
    return date(year, day.month, day.day)


def _fits(day: Written, year: int) -> bool:
    with suppress(ValueError):
        return _on(day, year).weekday() == day.weekday
    return False


def _evidence(line: dict[str, Any], subject: Subject) -> Evidence:
    text, title, own = line["text"], line.get("title", ""), line["own"]
    then = _written(text)
    handle = next((fact.value for fact in subject.all(Kind.HANDLE)), "somebody") if own else "somebody.bsky.example"
    council = next((fact.value for fact in subject.all(Kind.COUNCIL_SITE)), "http://council.example")
    site = next((fact.value for fact in subject.all(Kind.SITE)), "http://own.example")
    if line["kind"] == "post":
        place = f"Bluesky posts of @{handle}"
        common = {"source": "bluesky", "url": f"https://bsky.example/{line['id']}", "place": place, "seen": then}
        said = {"service": "Bluesky", "handle": handle, "declared": own, "text": text, "published": then}
        return Post(title=title or "Bluesky post", **common, **said)
    if line["kind"] == "record":
        fields = tuple((label, value) for label, _, value in map(_halves, text.split("\n")))
        url, name = f"{council}/mgUserInfo.aspx?UID=1", title or f"Councillor {subject.name}"
        common = {"source": "moderngov", "url": url, "place": "councillor page", "seen": NOW, "title": name}
        return Record(register="councillor-page", fields=fields, **common)
    base = site if own else "http://news.example"
    place = base.partition("://")[2]
    return Page(
        source="brave",
        url=f"{base}/{line['id']}",
        place=place,
        title=title,
        seen=then,
        text=text,
        published=then.date(),
    )


def _halves(line: str) -> tuple[str, str, str]:
    label, colon, value = line.partition(": ")
    return (label, colon, value) if colon else ("", "", line)


_FIRM = frozenset({Confidence.CERTAIN, Confidence.LIKELY})
_GIVEN = Match(Confidence.CERTAIN, 1.0, ("It is given that this is about you",))


# --- what the detectors see ---------------------------------------------------------------------------------------


def sighting(case: Case) -> Sighting:
    """The snippet as it would be judged on its page, which names council, ward and town somewhere else.

    All of them are about the person: what the judge of that thinks is measured elsewhere.
    """
    evidence, kinds = case.evidence, (Kind.COUNCIL, Kind.WARD, Kind.TOWN, Kind.PARTY)
    rest = "\n".join(fact.value for kind in kinds for fact in case.subject.all(kind))
    whole = replace(evidence, text=f"{evidence.text}\n{rest}") if isinstance(evidence, Page | Post) else evidence
    match = judge(whole, case.subject)
    return Sighting(evidence, match if match.confidence in _FIRM else _GIVEN)


def findings(case: Case) -> list[Finding]:
    """What all detectors make of a snippet."""
    seen = sighting(case)
    return [finding for detector in all_detectors() for finding in detector.detect(seen, case.subject)]


@dataclass(slots=True)
class Score:
    """How often one kind was rightly found, missed, and found where it is not."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of what was found so much is right; 1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Of what is there so much was found; 1 where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


def measure(cases: Iterable[Case]) -> dict[str, Score]:
    """Kind → its score over all snippets."""
    scores = {kind: Score() for kind in NAMES}
    kinds = {name: kind for kind, names in NAMES.items() for name in names}
    for case in cases:
        found: dict[str, list[Finding]] = {kind: [] for kind in NAMES}
        for finding in findings(case):
            if finding.detector in kinds:
                found[kinds[finding.detector]].append(finding)
        for kind, score in scores.items():
            allowed = [value for other, value in case.tolerated if other == kind]
            counted = [one for one in found[kind] if not any(overlap(value, one.value or "") for value in allowed)]
            _compare(case, [told for told in case.expected if told.kind == kind], found[kind], counted, score)
    return scores


def _compare(case: Case, expected: list[Told], found: list[Finding], counted: list[Finding], score: Score) -> None:
    """Count one kind in one snippet. Each thing told is found by any finding whose words overlap with it.

    Only those that are `counted` can be wrong.
    """
    for told in expected:
        if any(overlap(told.value, finding.value or "") for finding in found):
            score.right += 1
        else:
            score.missed += 1
            score.failures.append(f"missed {case.id}: {told.value!r} in {case.evidence.text!r}")
    for finding in counted:
        if not any(overlap(told.value, finding.value or "") for told in expected):
            score.wrong += 1
            score.failures.append(f"wrong  {case.id}: {finding.what} {finding.value!r} in {case.evidence.text!r}")


def overlap(one: str, other: str) -> bool:
    """One is a part of the other, whatever blanks and signs stand between; or they share most of their words."""
    a, b = squeezed(one), squeezed(other)
    if a and b and (a in b or b in a):
        return True
    first, second = Counter(one.casefold().split()), Counter(other.casefold().split())
    shared = sum((first & second).values())
    return shared > 0 and 2 * shared >= min(sum(first.values()), sum(second.values()))


def rows(scores: dict[str, Score]) -> Iterator[str]:
    """The scores as lines of a table."""
    yield f"{'kind':<20} {'there':>5} {'found':>5} {'precision':>9} {'recall':>6}"
    for kind, one in scores.items():
        there, found = one.right + one.missed, one.right + one.wrong
        yield f"{kind:<20} {there:>5} {found:>5} {one.precision:>9.3f} {one.recall:>6.3f}"
