"""The nouns of Footprint: frozen, plain, and known to every layer.

Nothing here fetches, stores, prints or decides. Times are timezone-aware UTC; positions are WGS 84 decimal
degrees; distances are metres; sizes are bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from urllib.parse import urlsplit

from footprint.cause import Cause as Cause  # noqa: PLC0414  it is one of the nouns, and is looked for here
from footprint.kin import is_child

PHOTOS = "photos"
"""Stands for a source's name wherever something was found in a photo folder of this computer."""


class Kind(StrEnum):
    """What an identifier is."""

    NAME = "name"
    COUNCIL = "council"
    COUNCIL_SITE = "council-site"
    WARD = "ward"
    PARTY = "party"
    TOWN = "town"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth-date"
    FAMILY = "family"
    PLATE = "plate"
    SITE = "site"
    BUSINESS = "business"


MAY_BE_SENT = frozenset(
    {
        Kind.NAME,
        Kind.COUNCIL,
        Kind.COUNCIL_SITE,
        Kind.WARD,
        Kind.PARTY,
        Kind.TOWN,
        Kind.HANDLE,
        Kind.EMAIL,
        Kind.SITE,
        Kind.BUSINESS,
    }
)
"""Kinds that may stand in a query. All others stay on this computer unless the profile widens one source."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One fact that the person declared about themselves.

    Attributes:
        kind: what it is.
        value: as the person wrote it. An address is one line, its parts parted by commas.
        label: for a handle its service ("github"), for family the relation ("husband"), else empty.
        on_purpose: published on purpose (a council phone, a surgery address): never an exposure.
        search: for family, an adult who has also agreed to be searched for by name.
    """

    kind: Kind
    value: str
    label: str = ""
    on_purpose: bool = False
    search: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS 84 decimal degrees; altitude in metres where known."""

    latitude: float
    longitude: float
    altitude: float | None = None


@dataclass(frozen=True, slots=True)
class SensitivePlace:
    """A place the person wants no photo to give away: home, a school, a care home.

    `point` is None where only a postcode was given; `places` resolves it.
    """

    name: str
    radius_m: float = 200.0
    point: Point | None = None
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Who this is about, who said so and when. No audit runs without it; it ends after 12 months."""

    relationship: Literal["me", "someone who asked me to"]
    given: date
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the profile says of one source. `sites` and `file` choose what the search for user names asks."""

    name: str
    enabled: bool = True
    address: str = ""
    also_send: frozenset[Kind] = frozenset()
    sites: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The one person an audit is about.

    Attributes:
        id: 16 hexadecimal digits; names the history file, never sent.
        salt: secret bytes for hashes of values that the person has not declared.
        portrait: the path of a picture of the person, that accounts' pictures are compared with; it stays here.
    """

    id: str
    consent: Consent
    identifiers: tuple[Identifier, ...]
    places: tuple[SensitivePlace, ...] = ()
    photo_folders: tuple[str, ...] = ()
    sources: tuple[SourceSettings, ...] = ()
    salt: bytes = field(default=b"", repr=False)
    portrait: str = ""

    @property
    def name(self) -> str:
        """The first name form given: how the person is addressed in the report."""
        return self.all(Kind.NAME)[0].value

    def all(self, kind: Kind) -> tuple[Identifier, ...]:
        """Every identifier of a kind, those published on purpose included."""
        return tuple(i for i in self.identifiers if i.kind is kind)

    def private(self, kind: Kind) -> tuple[Identifier, ...]:
        """The identifiers of a kind that were not published on purpose."""
        return tuple(i for i in self.all(kind) if not i.on_purpose)

    def settings(self, source: str) -> SourceSettings:
        """What the profile says of a source; the defaults where it says nothing."""
        return next((s for s in self.sources if s.name == source), SourceSettings(source))

    def may_send(self, source: str, fact: Identifier) -> bool:
        """Whether a fact may stand in a query to this source. The name of a child never may."""
        if fact.kind is Kind.FAMILY and is_child(fact.label):
            return False
        return fact.search or fact.kind in MAY_BE_SENT | self.settings(source).also_send

    def sendable(self, source: str, kind: Kind) -> tuple[Identifier, ...]:
        """The identifiers of a kind that may stand in a query to this source."""
        return tuple(fact for fact in self.all(kind) if self.may_send(source, fact))


# --- what is asked, and what was sent -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    """One question to a source, known before anything is sent.

    Attributes:
        source: the source's name.
        url: the first address it will ask, without any key.
        sends: the declared strings of the person that stand in it.
        then: in plain English, what may follow ("up to 40 pages of the same site").
        about: data for the source itself (the handle, the site), as (name, value) pairs.
    """

    source: str
    url: str
    sends: tuple[str, ...] = ()
    then: str = ""
    about: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of the ledger: one request that left this computer. Keys never stand in `url`.

    Where `left` is False, it did not: the same was answered before on that day, and that answer could be kept.
    """

    at: datetime
    source: str
    host: str
    method: str
    url: str
    sends: tuple[str, ...]
    outcome: str
    left: bool = True


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be checked, and why.

    Attributes:
        source: the source's name, or "photos".
        identifier: what was not looked at: an address, a file's path, a search; empty for the whole source.
        cause: the machine's word for it.
        reason: a plain sentence with the mend where there is one.
    """

    source: str
    identifier: str
    cause: Cause
    reason: str


# --- what was seen -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What every piece of evidence has.

    Attributes:
        source: the source's name, or "photos".
        url: the address (or the file's path) where it was seen.
        place: where that is in words that stay the same from audit to audit: a host, "register of interests on
            democracy.example", a photo folder. Findings are told apart by it.
        title: what a person would call it.
        seen: when.
    """

    source: str
    url: str
    place: str
    title: str
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Seen):
    """A web page, as text. Blocks are parted by line feeds.

    `pictures` are addresses of what may be photographs on it, the likeliest first; `signatures` counts the pictures
    that stand where people sign, in documents whose reader can tell.
    """

    text: str
    published: date | None = None
    pictures: tuple[str, ...] = field(default=(), repr=False)
    signatures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Seen):
    """A row of a register as (label, value) pairs. `register` is "councillor-page", "register-of-interests" or such."""

    register: str
    fields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The fields, a line each."""
        return "\n".join(f"{label}: {value}" if label else value for label, value in self.fields)


ALIKE = 0.94
"""From this likeness on one picture is taken for a copy of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Seen):
    """An account on a service.

    Attributes:
        declared: its handle or e-mail stands in the profile.
        picture: the address of the picture that it shows.
        likeness: how alike that picture and the declared portrait are, 1 being the same; None where not compared.
    """

    service: str
    handle: str
    declared: bool
    name: str = ""
    bio: str = ""
    links: tuple[str, ...] = ()
    picture: str = ""
    likeness: float | None = None

    @property
    def text(self) -> str:
        """What the account says of its owner."""
        return "\n".join(part for part in (self.name, self.bio, *self.links) if part)

    @property
    def shows_portrait(self) -> bool:
        """Whether its picture is taken for a copy of the declared portrait."""
        return self.likeness is not None and self.likeness >= ALIKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Seen):
    """Something an account published."""

    service: str
    handle: str
    declared: bool
    text: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach(Seen):
    """A leak in which one of the person's own e-mail addresses stood.

    Attributes:
        service: who lost the data.
        email: the address, as declared.
        on: the day of the leak, where that is known.
        leaked: the kinds of data that were in it, in the words of whoever keeps count: "Passwords".
        sensitive: that the address was in it at all tells something private.
        verified: it is beyond doubt that the leak is real.
    """

    service: str
    email: str
    on: date | None = None
    leaked: tuple[str, ...] = ()
    sensitive: bool = False
    verified: bool = True

    @property
    def text(self) -> str:
        """Nobody reads a leak like a page: what was in it is judged by itself."""
        return ""


TraceKind = Literal[
    "gps",
    "track",
    "place",
    "person",
    "device",
    "owner",
    "time",
    "thumbnail",
    "embedded",
    "comment",
    "provenance",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a file that gives away where, who or when. `where` names the block and field: "EXIF GPS"."""

    kind: TraceKind
    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the photo reader saw in one file. `problem` says what could not be read, in a plain sentence."""

    path: str
    format: str
    bytes: int
    taken: datetime | None = None
    location: Point | None = None
    traces: tuple[Trace, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in pixels of the picture as it is shown: x and y from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Seen):
    """A photo or video, on this computer (`source` is "photos") or found online.

    `thumbnail` is a small re-encoded JPEG without any metadata, or empty. `beside` is what the page on which it was
    found says about the person, or empty.
    `taken` in the reading is local wall-clock time without a zone unless the file gives one.
    """

    reading: Reading
    thumbnail: bytes = field(default=b"", repr=False)
    beside: str = ""

    @property
    def text(self) -> str:
        """A photo has no text of its own; its traces are judged by themselves."""
        return ""


@dataclass(frozen=True, slots=True)
class Where:
    """One place where something was seen: what a finding, or a sight, rests on."""

    source: str
    url: str
    place: str
    title: str
    seen: datetime


@dataclass(frozen=True, slots=True)
class Sight:
    """That the person, or their camera, was somewhere.

    Attributes:
        point: a position on Earth that a camera really knew.
        taken: the wall clock there, without a zone; None where no time can be believed. Midnight sharp is a day
            without an hour.
        seen: the file or page that tells it; None in tests and trials.
    """

    point: Point
    taken: datetime | None = None
    seen: Where | None = None

    @property
    def published(self) -> bool:
        """Whether anyone can see it: it was found online."""
        return self.seen is not None and self.seen.source != PHOTOS


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail(Seen):
    """Everything that the photos of an audit tell of where the person was, taken together.

    Attributes:
        sights: a sight for each position, those published included.
        posts: when the person's own accounts published something, and where that stands.
    """

    sights: tuple[Sight, ...] = field(default=(), repr=False)
    posts: tuple[tuple[datetime, Where], ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """A trail has no words of its own."""
        return ""


SignKind = Literal[
    "plate",
    "postcode",
    "street",
    "house",
    "post",
    "school",
    "care-home",
    "surgery",
    "worship",
    "club",
    "badge",
    "card",
    "medicine",
    "journey",
    "ticket",
    "screen",
    "papers",
]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that can be read in a picture and tells a stranger where, who or what.

    Attributes:
        kind: what it is; "post" is a letter or parcel with an address on it.
        text: what stands there; of a bank card only the last digits.
        certain: it is something that the profile names; anything else may be somebody else's, or nothing at all.
        reason: why it is taken for one, in plain words.
    """

    kind: SignKind
    text: str
    box: Box
    certain: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Seen):
    """What the pixels of a photo show, where they were looked at. Faces are boxed and counted, never recognised."""

    signs: tuple[Sign, ...] = ()
    faces: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """What can be read in it is judged by itself."""
        return ""


Evidence = Page | Record | Account | Post | Breach | Photo | Picture | Trail


# --- what is made of it ---------------------------------------------------------------------------------------------


class Confidence(StrEnum):
    """How sure: that the evidence is about this person and shows what is said."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"

    @property
    def rank(self) -> int:
        """3 for certain down to 0 for unlikely."""
        return (Confidence.UNLIKELY, Confidence.POSSIBLE, Confidence.LIKELY, Confidence.CERTAIN).index(self)


class Severity(StrEnum):
    """How serious: what a stranger who means harm could do with it."""

    SERIOUS = "serious"
    WORTH_MENDING = "worth-mending"
    GOOD_TO_KNOW = "good-to-know"

    @property
    def rank(self) -> int:
        """2 for serious down to 0 for good to know."""
        return (Severity.GOOD_TO_KNOW, Severity.WORTH_MENDING, Severity.SERIOUS).index(self)


class Group(StrEnum):
    """What is exposed: the headings of the report."""

    HOME = "home"
    PHONE = "phone"
    FAMILY = "family"
    ROUTINE = "routine"
    VEHICLE = "vehicle"
    PHOTOS = "photos"
    ACCOUNTS = "accounts"
    IDENTITY = "identity"
    VIEWS = "views"


@dataclass(frozen=True, slots=True)
class Match:
    """Is it about this person? A confidence, the score behind it (0 to 1), and the reasons in plain words."""

    confidence: Confidence
    score: float
    reasons: tuple[str, ...]


def remembered(address: str, salt: bytes) -> str:
    """What stands for the address of a page in a decision about it: a salted hash, nothing to read."""
    return hashlib.sha256(salt + address.partition("#")[0].rstrip("/").encode(errors="replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece of evidence with the answer to "is it about this person?": what detectors are given."""

    evidence: Evidence
    match: Match


@dataclass(frozen=True, slots=True)
class Finding:
    """One exposure. Its identity is `(detector, about)`, never when or how often it was seen.

    Attributes:
        about: what is exposed and in which place, the same in every audit; made by `detectors.identity`.
        what: one plain sentence for the person: "Your home address is on the register of interests".
        value: what a stranger reads there. None where the person has not declared it: it is never written down.
        masked: the same with all but a hint blotted out.
        declared: whether it matches a fact in the profile.
        where: every place it was seen, the first seen first.
        registers: for records, which registers, and for leaks, what was in them; remedies are chosen by it.
        remedies: names of remedies, the most fitting first; filled in by the pipeline.
        thumbnail: for photos, a small picture free of metadata.
        part: what the small picture is to show, where that is not all of the photo.
        basis: the part of the audit's basis that it rests on; filled in by the pipeline.
    """

    detector: str
    about: str
    group: Group
    what: str
    value: str | None
    masked: str
    declared: bool
    severity: Severity
    confidence: Confidence
    reasons: tuple[str, ...]
    audience: str
    where: tuple[Where, ...]
    registers: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    thumbnail: bytes = field(default=b"", repr=False)
    part: Box | None = None
    basis: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stand for `(detector, about)`."""
        return hashlib.sha256(f"{self.detector}\0{self.about}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One piece of advice: dated, sourced, with its jurisdiction. Read from `remedies/*.toml`.

    Attributes:
        section: "mend" answers a finding; "only-you" is a setting that only the person can look at; "tell" is
            someone to tell.
        who: who decides: you change it, you ask, you opt out, or it stays public by law.
        detectors: the detectors whose findings it answers.
        sources: where given, only for findings of these sources; likewise `registers`.
        declared: where given, only for what the profile declares, or only for what it does not.
        order: smaller comes first among those that fit equally well.
        minutes: of the person's own time.
        confidence: "confirmed", "reported" by a third party, or "unconfirmed".
    """

    name: str
    section: Literal["mend", "only-you", "tell"]
    title: str
    why: str
    steps: tuple[str, ...]
    who: Literal["you-change-it", "you-ask", "you-opt-out", "stays-public-by-law"]
    minutes: int
    cost: str
    source_url: str
    checked_on: date
    jurisdiction: tuple[str, ...]
    confidence: Literal["confirmed", "reported", "unconfirmed"]
    if_moved: str
    detectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    declared: bool | None = None
    order: int = 50
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What one source answered: how many pieces of evidence, in how many questions. No question: it was not asked."""

    source: str
    title: str
    questions: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Clear:
    """A kind of exposure that was looked for and not found. Never more than that."""

    detector: str
    title: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A page or record taken to be about someone else, with the reasons."""

    source: str
    url: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A photo or film of this computer that gives something away: its path, and what kinds of thing."""

    path: str
    kinds: tuple[TraceKind, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One of the photos, cleaned for trial into a folder that is thrown away: what it told before, and after."""

    path: str
    before: tuple[Trace, ...]
    after: tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Album:
    """What the photo folders hold.

    Attributes:
        folders: the folders that were walked.
        photos: how many pictures were looked at; `films`, how many films; `beside`, how many files that tell of a
            photo beside them; `broken`, how many of them all could not be read whole.
        telling: how many of both give something away; `located`, how many a position, a track or the name of a place.
        kinds: kind of trace → how many files have it, the most telling kind first.
        worst: the most telling files, the worst first; the rest is not listed.
        rehearsal: what cleaning does to the worst that can be cleaned; None where there is none.
    """

    folders: tuple[str, ...] = ()
    photos: int = 0
    films: int = 0
    beside: int = 0
    broken: int = 0
    telling: int = 0
    located: int = 0
    kinds: tuple[tuple[TraceKind, int], ...] = ()
    worst: tuple[Telling, ...] = ()
    rehearsal: Rehearsal | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit, whole: what was found, what was not, what could not be looked at, and what was sent out.

    `opened` are the addresses that were really looked at: what was once found there and no longer is, is gone.
    `basis` is what the findings rest on: a hash for each fact compared ("fact:phone …") and for each question asked
    ("asked:brave …"). What rested on another basis cannot be called gone.
    """

    subject: str
    council: str
    consent: Consent
    started: datetime
    finished: datetime
    version: str
    findings: tuple[Finding, ...]
    clear: tuple[Clear, ...]
    skipped: tuple[Skipped, ...]
    looked: tuple[Looked, ...]
    set_aside: tuple[SetAside, ...]
    sent: tuple[Sent, ...]
    opened: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    photos_read: int = 0
    album: Album = Album()
    demo: bool = False


class Fate(StrEnum):
    """What became of a finding since the audit before."""

    NEW = "new"
    STILL_THERE = "still-there"
    CAME_BACK = "came-back"
    GONE = "gone"
    COULD_NOT_CHECK = "could-not-check"


@dataclass(frozen=True, slots=True)
class PastFinding:
    """What history keeps of a finding: never its value, nor the title of a page, which may quote it.

    `basis` is the part of the audit's basis that it rested on when it was last seen.
    """

    id: str
    detector: str
    group: Group
    what: str
    masked: str
    severity: Severity
    where: tuple[Where, ...]
    first_seen: datetime
    last_seen: datetime
    gone_since: datetime | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """An audit beside the ones before it.

    Attributes:
        fates: finding id → fate, for every finding of this audit and every one that is no longer in it.
        first_seen: finding id → when it was first seen.
        past: the findings that are not in this audit: gone, or could not be checked.
        previous: when the audit before was finished; None for the first.
    """

    fates: Mapping[str, Fate]
    first_seen: Mapping[str, datetime]
    past: tuple[PastFinding, ...] = ()
    previous: datetime | None = None
