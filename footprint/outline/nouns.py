"""What a report shows, in the order it shows it. Every text is in plain words; whatever came from outside is veiled."""

from __future__ import annotations

from dataclasses import dataclass

from footprint.model import Confidence, Severity
from footprint.outline.commands import Commands
from footprint.places.map import Mark


@dataclass(frozen=True, slots=True)
class Link:
    """A text, and the address it leads to; "" where it leads nowhere a browser should go."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A remedy in words. `nations` is "" where it holds in all four."""

    name: str
    title: str
    why: str
    steps: tuple[str, ...]
    who: str
    time: str
    minutes: int
    cost: str
    nations: str
    source: Link
    checked: str
    unconfirmed: bool
    if_moved: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Treatment:
    """Advice on one card, and the anchor where its steps stand."""

    advice: Advice
    anchor: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What only the person can check, under one heading."""

    heading: str
    items: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was seen: what it is called, and the site, register or folder it is in."""

    link: Link
    inside: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on a card: a data: address or "", what a stranger reads in it, its name, and its folder here."""

    source: str
    value: str
    link: Link
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One of several places of the same thing: where it stands, as a link, and what to do about it there.

    `sure` is "" where it is as sure as the card says; `best` is None where nothing can be done.
    """

    link: Link
    sure: str
    best: Treatment | None


@dataclass(frozen=True, slots=True)
class Task:
    """What mends one finding.

    Attributes:
        what: the finding in one sentence.
        turn: whose place it is: smaller comes first among what is equally serious; see `summary`.
    """

    advice: Advice
    what: str
    severity: Severity
    turn: int


@dataclass(frozen=True, slots=True)
class Card:
    """The findings of one kind about one fact, wherever they stand, or the photo findings of one kind together.

    Attributes:
        findings: how many it holds.
        rows: the places, where there are several.
        tasks: what mends each of its findings.
        opened: the anchors of the steps that are to be seen from the start.
        confidence: how sure; `sure` says it in words.
        online: others can see it already.
        value: what a stranger reads there; "" where it is not known, not declared, or left out.
        undeclared: the person has yet to say whether it is theirs; `yours` is then its id, but not in a copy for
            sharing.
        doubtful: the pages where it stands may be about somebody else, and the person may say so; not in such a copy.
        history: what became of it, and since when.
        together: all photos together tell it, and the report has a section about that.
        first: whether it is among the things to do first.
        best: the most fitting of all that can be done.
        remedies: what to do, the most fitting first, with the steps on this card.
        again: what to do, with the steps on an earlier card of the section.
        places_more: how many places are not listed; `pictures_more`, how many photos are not shown.
    """

    anchor: str
    what: str
    findings: int
    severity: Severity
    confidence: Confidence
    online: bool
    serious: str
    shape: str
    history: str
    masked: str
    value: str
    undeclared: bool
    yours: str
    doubtful: bool
    places: tuple[Place, ...]
    places_more: int
    rows: tuple[Row, ...]
    rows_more: int
    audience: str
    sure: str
    reasons: tuple[str, ...]
    pictures: tuple[Picture, ...]
    pictures_more: int
    first: bool
    best: Advice | None
    remedies: tuple[Treatment, ...]
    again: tuple[Treatment, ...]
    tasks: tuple[Task, ...]
    opened: frozenset[str] = frozenset()
    together: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The cards under one heading."""

    anchor: str
    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One of the things to do first: starts with a verb, and leads to its card. `time` and `minutes` say the same.

    `steps` is the anchor to go to: that of the steps where the card holds many, else that of the card.
    """

    title: str
    minutes: int
    time: str
    for_what: str
    anchor: str
    steps: str


@dataclass(frozen=True, slots=True)
class Past:
    """A finding that is not in this audit, or photo findings of one kind: `files` are then their names, not all."""

    what: str
    masked: str
    inside: str
    since: str
    files: tuple[str, ...] = ()
    files_more: int = 0


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What could not be checked of one source for one reason. `more` are not listed."""

    cause: str
    reason: str
    mend: str
    items: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class UncheckedSource:
    """What could not be checked of one source, and where to look by hand. `more` reasons are not listed."""

    title: str
    parts: tuple[Unchecked, ...]
    more: int
    by_hand: Link | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What one source answered."""

    title: str
    answer: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A page taken to be about someone else."""

    place: Place
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent to one host: for which source, in how many requests, when, with which strings."""

    host: str
    source: str
    requests: int
    when: str
    sends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Something that photos give away, and how many do."""

    what: str
    files: int


@dataclass(frozen=True, slots=True)
class Worst:
    """A photo that gives much away: its name, its folder, and what it tells."""

    name: str
    folder: str
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that stands in a photo: what it tells, where in the file, and what a stranger reads there."""

    what: str
    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The photos of this computer.

    Attributes:
        command: what to type to clean them all; `opening`, where.
        trial: the name of a photo that was cleaned for trial, "" where none was; `lost` is what its copy no longer
            tells, `left` what it still does.
    """

    counts: str
    kinds: tuple[Count, ...]
    worst: tuple[Worst, ...]
    command: str
    opening: str
    trial: str
    lost: tuple[Told, ...]
    left: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Roof:
    """A place that a stranger may take for home: its number and shape, whether it is home, and what speaks for it."""

    number: int
    shape: str
    verdict: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Haunt:
    """A place at which photos show the person.

    Attributes:
        shape: as on the map.
        what: what it is, and how far from home; `says`, the evidence; `seen_in`, the folders and sites that tell it.
        who: who can see the photos.
        name: what it is called: to be shown where it is asked for.
    """

    number: int
    shape: str
    what: str
    says: str
    seen_in: str
    days: int
    photos: int
    who: str
    name: str


@dataclass(frozen=True, slots=True)
class Together:
    """What all photos tell together of where the person lives and is.

    Attributes:
        lead: what a stranger can tell; `also`, how few photos suffice, and who can see them.
        marks: what the map shows; none in a copy for sharing, or where nothing is left to be drawn.
        week: for each day and hour how many weeks; `week_of`, of what; none where nothing is known of the hours.
        away: the newest times away from home; `away_more`, how many others there are.
    """

    lead: str
    also: tuple[str, ...]
    homes: tuple[Roof, ...]
    haunts: tuple[Haunt, ...]
    haunts_more: int
    marks: tuple[Mark, ...]
    week: tuple[tuple[int, ...], ...]
    week_said: str
    week_of: str
    away: tuple[str, ...]
    away_more: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole report.

    `questions` is how many cards ask the person.
    `commands` is how they are written on this computer.
    """

    name: str
    council: str
    made: str
    took: str
    version: str
    demo: bool
    share: bool
    headline: tuple[str, ...]
    changes: str
    actions: tuple[Action, ...]
    actions_time: str
    sections: tuple[Section, ...]
    together: Together | None
    shelf: Shelf | None
    gone: tuple[Past, ...]
    clear: tuple[str, ...]
    looked: tuple[Looked, ...]
    photos_read: str
    unchecked: tuple[UncheckedSource, ...]
    unchecked_past: tuple[Past, ...]
    only_you: tuple[Checklist, ...]
    tell: tuple[Advice, ...]
    set_aside: tuple[Aside, ...]
    set_aside_more: int
    posted: tuple[Posted, ...]
    seen: str
    not_checked: str
    notices: tuple[str, ...]
    requests: str
    commands: Commands
    questions: int
    reused: int
    consent: str
