"""How much text a second the detectors read, all of them together, on one core: minutes, news, and a page's text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from footprint.detectors import all_detectors
from footprint.identity.about import judge
from footprint.model import Page, Sighting, Subject
from tests.bench.figure import RUNS, Figure, processor, spread
from tests.telling import cases

SIZE = 500_000
WANTED = 1.0
"""Megabytes a second."""

MINUTES = """
{n}. Apologies for absence were received from Councillors {a} and {b}. Resolved: that the apologies be noted.
The minutes of the meeting held on {d} {month} {year} were approved as a correct record and signed by the Chair.
Councillor {a} moved, Councillor {b} seconded, that the recommendation in paragraph {n}.{d} of the report be agreed.
The Head of Finance reported a projected overspend of £{n},{m} against the revenue budget, an increase of {d} per cent.
{year}/{m}/FUL: change of use from offices to eleven dwellings, {n} Quay Street. Eight letters of objection were.
A member of the public asked when the footway would be repaired. The officer undertook to reply within ten working days.
The Committee considered the air quality action plan and the comments of the Scrutiny Panel set out in Appendix {d}.
On being put to the vote the amendment was lost, seven members voting in favour and {d} against, with two abstentions.
The surgery opens every weekday from 8.30 am; the library is closed on Wednesdays. Enquiries: 01632 960{m}.
"""
NEWS = """
A bid to turn the old corn mill into flats has been thrown out by planners, who fear for the conservation area.
"We have been waiting for this bridge since {year}," said {a}, who runs the bakery on Quay Street with her brother.
The council said the works would begin in {month} and take {d} weeks, with buses diverted along the ring road.
More than {n} people signed the petition, which calls for a crossing outside the primary school before somebody is hurt.
The Rovers came from behind to win {d}-1 on Saturday, their third win away from home since the start of the season.
Police are appealing for witnesses after a grey van was seen leaving the car park at about {d}.30pm on {month} {d}.
"""
PAGE = """
Home
Your council
Report it, pay for it, apply for it
Cookies on this site help us to make it work. Accept all. Reject all.
Page last updated: {d} {month} {year}
Download (PDF, {m} KB)
Bins and recycling: find your collection day by entering your postcode. Blue bin: paper. Brown bin: garden.
Contact us: Civic Hall, Market Square, open Monday to Friday, 9 am to 5 pm.
"""
NAMES = ("Marsh", "Okoro", "Pennywort", "Ahmed", "Lindqvist", "Tremayne", "Baird", "Castellane")
MONTHS = ("January", "March", "May", "July", "September", "November")


def measure(_: Path) -> Iterator[Figure]:
    """A row for each kind of page, and one for all."""
    told = [case for case in cases.load("building.jsonl", "subjects.toml") if isinstance(case.evidence, Page)]
    subject = told[0].subject
    said = [case.evidence.text for case in told if case.subject == subject]
    rates = []
    for name, lines in (("minutes", MINUTES), ("news", NEWS), ("page", PAGE)):
        text = _long(lines.strip().split("\n"), said, subject.name)
        runs = [_rate(text + "\n" * number, subject) for number in range(1, RUNS + 1)]
        rates += runs
        yield Figure(
            f"detectors, {name}", "-", f"{spread(runs).shown('.2f')} MB/s", note=f"{len(text):,} bytes", part=True
        )
    middle = spread(rates)
    wanted = f"{WANTED:.0f} MB/s a core"
    yield Figure("all detectors", wanted, f"{middle.shown('.2f')} MB/s", reached=middle.middle >= WANTED)


def _long(lines: list[str], said: list[str], name: str) -> str:
    """A page of that sort: the person is named in one line of twenty, and one of sixty tells something."""
    chance = random.Random(7)  # noqa: S311  the same page each time
    out: list[str] = []
    length = 0
    while length < SIZE:
        line = chance.choice(lines).format(
            n=chance.randint(10, 400),
            m=chance.randint(100, 999),
            d=chance.randint(2, 28),
            year=chance.randint(1990, 2026),
            month=chance.choice(MONTHS),
            a=chance.choice(NAMES),
            b=chance.choice(NAMES),
        )
        if chance.random() < 1 / 60:
            line = chance.choice(said)
        elif chance.random() < 1 / 20:
            line = f"Councillor {name} spoke. {line}"
        out.append(line)
        length += len(line) + 1
    return "\n".join(out)


def _rate(text: str, subject: Subject) -> float:
    page = Page(
        source="brave", url="http://news.example/long", place="news.example", title="Minutes", seen=cases.NOW, text=text
    )
    sighting = Sighting(page, judge(page, subject))
    detectors = all_detectors()
    spent = processor(lambda: [list(detector.detect(sighting, subject)) for detector in detectors])
    return len(text) / 1e6 / spent
