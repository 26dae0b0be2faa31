"""A name with the text around it: what the signs for and against are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from footprint.model import Kind, Subject
from footprint.places.address import read_address
from footprint.places.spelling import fold, words
from footprint.text.home_ground import council_core
from footprint.text.mentions import Mention

WORD = r"[A-Z\u00c0-\u00de\u0141][\w'\u2019-]{1,20}"
"""A word that may be part of a place's name, as a pattern."""

PLACE = rf"{WORD}(?:[ -]{WORD}|[ -](?:on|upon|in|le|the|under|by|next|y|of)(?=[ -][A-Z])){{0,3}}"
"""The name of a place, as a pattern."""

_SPEAKS = re.compile(
    r"[^.!?\n]{0,60}?\b(?:said|says|told|tells|added|adds|wrote|writes|posted|tweeted|asked|asks"
    r"|called(?! (?:to|home)\b)|warned|insisted|welcomed"
    r"|paid tribute|pays tribute|explained|argued|agreed|urged|pledged|thanked|dywedodd|meddai|thuirt)\b"
)
_SENTENCE = re.compile(r"(?<!\b[A-Z])(?<!\bCllr)(?<!\bCoun)(?<!\bMrs)(?<!\bM[rs])(?<!\bDr)[.!?]\s|\n\s?\n")


@dataclass(frozen=True, slots=True)
class Around:
    """A name with the text around it.

    Attributes:
        seen: the day on which the text was seen; `published` the day it was written, where that is known.
        fields: those of a record; none for what is no record.
        bio: it is what an account says of its owner.
    """

    text: str
    mention: Mention
    subject: Subject
    seen: date
    published: date | None = None
    fields: tuple[tuple[str, str], ...] = ()
    bio: bool = False

    @property
    def before(self) -> str:
        """What leads up to the name, in its own sentence."""
        return _up_to(self.text, self.mention.start)

    @property
    def after(self) -> str:
        """What follows the name."""
        return self.text[self.mention.end : self.mention.end + 160]

    @property
    def sentence(self) -> str:
        """What follows the name in its own sentence."""
        return _from(self.text, self.mention.end)

    @property
    def speaks(self) -> bool:
        """Its bearer says something, so they are alive."""
        return _SPEAKS.match(self.after) is not None

    def near(self, reach: int) -> str:
        """The text so many characters on either side, the name blotted out."""
        start, end = self.mention.start, self.mention.end
        return f"{self.text[max(0, start - reach) : start]}\n{self.text[end : end + reach]}"


@lru_cache(maxsize=64)
def _up_to(text: str, start: int) -> str:
    return _SENTENCE.split(text[max(0, start - 100) : start])[-1]


@lru_cache(maxsize=64)
def _from(text: str, end: int) -> str:
    return _SENTENCE.split(text[end : end + 240], maxsplit=1)[0]


# --- the places that are the person's own -----------------------------------------------------------------------------

_ANYWHERE = words(
    """
    and the upon north south east west upper lower great little nether over central castle town park hill isles isle
    loch lough port bridge abbey green vale valley saint church county river lake house road street lane new old
    """
)
"""Words of places that are found in many of them."""


@dataclass(frozen=True, slots=True)
class Home:
    """The places that belong to a person: names, folded, and those of their words that tell something."""

    names: frozenset[str]
    words: frozenset[str]

    def has(self, place: str) -> bool:
        """Whether a place is one of theirs, or may be a part of one."""
        plain = fold(place)
        return plain in self.names or bool(set(re.findall(r"\w{3,}", plain)) & self.words)


@lru_cache(maxsize=16)
def home(subject: Subject) -> Home:
    """Town, council, ward, street, house, locality and business."""
    names = [fact.value for kind in (Kind.TOWN, Kind.WARD) for fact in subject.all(kind)]
    names += [council_core(fact.value) for fact in subject.all(Kind.COUNCIL)]
    for fact in subject.all(Kind.ADDRESS):
        address = read_address(fact.value)
        names += [address.street, address.house, *address.rest]
    names += [fact.value for fact in subject.all(Kind.BUSINESS)]
    names += [fact.value.split()[0] for fact in subject.all(Kind.FAMILY) if fact.value.split()]
    names += [half for name in names for half in re.split(r"\s(?:and|&|with)\s", name)]
    said = frozenset(word for name in names for word in re.findall(r"\w{3,}", fold(name)))
    return Home(frozenset(map(fold, filter(None, names))), said - _ANYWHERE)


def clean(text: str) -> str:
    """One line, for a sentence."""
    return " ".join(text.split())
