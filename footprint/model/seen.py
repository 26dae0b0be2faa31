"""What was seen: pages, records, accounts, posts, leaks, photos, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from footprint.model.person import Point

PHOTOS = "photos"
"""Stands for a source's name wherever something was found in a photo folder of this computer."""


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
    "place",
    "contact",
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
    """What the pixels of a photo show, where they were looked at. Faces are boxed and counted, never recognised.

    `agreed` is whether the person noted that everyone on it has agreed.
    """

    signs: tuple[Sign, ...] = ()
    faces: tuple[Box, ...] = ()
    agreed: bool = False

    @property
    def text(self) -> str:
        """What can be read in it is judged by itself."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins(Seen):
    """A photo of this computer, held against the pictures found online. `online` are those that show the same."""

    online: tuple[Photo, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """What the photos tell is judged with each of them."""
        return ""


Evidence = Page | Record | Account | Post | Breach | Photo | Picture | Trail | Twins
