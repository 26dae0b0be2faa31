"""Detectors: one kind of exposure, one file.

To add one, write a module here with one subclass of `Detector`: class attributes say what it looks for, and `detect`
is a pure function from one sighting and the subject to findings. A detector never fetches, stores or prints. Then
write a remedy for it; a test holds that there is one.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar, NamedTuple

from footprint import plugins
from footprint.identity.about import is_own, readable
from footprint.model import (
    PHOTOS,
    Account,
    Breach,
    Confidence,
    Finding,
    Group,
    Page,
    Photo,
    Picture,
    Point,
    Post,
    Record,
    Seen,
    Severity,
    Sighting,
    Sign,
    SignKind,
    Subject,
    Where,
)
from footprint.places.spans import Span
from footprint.telling.weights import Telling, bar, tellings
from footprint.text.owner import named, somebody_else
from footprint.text.whose import is_about


class Detector(ABC):
    """One kind of exposure.

    Attributes:
        name: short, stable; the first half of a finding's identity.
        title: what was looked for, as it follows "We looked for": "your home address".
        group: under which heading of the report it stands.
        covers: detectors that leave to it what it finds; they have found something too.
        reads: the kinds of evidence it can find something in. Where none was seen, it has not looked.
        asks: a value that was not declared may be somebody else's: it is withheld until the person says "mine".
        own: how serious it is once they said so; as serious as before where None.
        harmful_of_others: what they say is not theirs is their concern all the more: an account that poses as them.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[Group]
    covers: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[type[Seen], ...]] = (Page, Record, Account, Post)
    asks: ClassVar[bool] = False
    own: ClassVar[Severity | None] = None
    harmful_of_others: ClassVar[bool] = False

    def applies(self, subject: Subject) -> bool:
        """Whether it could look for all that it looks for. Where not, it is never called clear."""
        return bool(subject.identifiers)

    @abstractmethod
    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """The exposures of this kind in one piece of evidence."""

    def finding(
        self,
        sighting: Sighting,
        about: str,
        what: str,
        *,
        severity: Severity,
        masked: str,
        value: str | None = None,
        declared: bool = True,
        confidence: Confidence | None = None,
        reasons: Iterable[str] = (),
        seen_at: tuple[Where, ...] = (),
    ) -> Finding:
        """One exposure in this sighting.

        `about` is what is exposed, in words that stay the same from audit to audit; the place is added here. A `value`
        is given only of a fact in the profile. `confidence` is that of the match unless it is less sure, and `reasons`
        are added to those of the match. `seen_at` are the files and pages that it rests on, where the sighting is of
        many. The rest are the fields of `Finding`.
        """
        evidence = sighting.evidence
        photo = isinstance(evidence, Photo | Picture)
        return Finding(
            detector=self.name,
            about=identity(f"{about}, {evidence.title}" if photo and about != evidence.title else about, sighting),
            group=self.group,
            what=what,
            value=value,
            masked=masked,
            declared=declared,
            severity=severity,
            confidence=confidence or sighting.match.confidence,
            reasons=tuple(dict.fromkeys((*reasons, *sighting.match.reasons))),
            audience=audience(sighting, seen_at),
            where=seen_at or where(sighting),
            registers=registers(sighting),
            thumbnail=evidence.thumbnail if isinstance(evidence, Photo) else b"",
        )


class Shown(NamedTuple):
    """What a sign in a picture means.

    Attributes:
        own: how a sentence goes on that begins "The photo a.jpg shows", where the sign is of the profile; `severity`.
        other: the same, where it is not; `less` is how serious that is.
    """

    own: str
    severity: Severity
    other: str
    less: Severity


class ShownInPicture(Detector):
    """Something that can be read in a photo of this computer. `signs` says what each kind of sign means."""

    reads: ClassVar[tuple[type[Seen], ...]] = (Picture,)
    signs: ClassVar[Mapping[SignKind, Shown]]

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:  # noqa: ARG002  signs are judged
        """One finding a photo: what is certain before what may be, then in the order of `signs`."""
        picture = sighting.evidence
        if not isinstance(picture, Picture):
            return
        order = list(self.signs)
        met = [sign for sign in picture.signs if sign.kind in self.signs]
        if not met:
            return
        sign = min(met, key=lambda one: (not one.certain, order.index(one.kind)))
        yield self._told(sighting, sign, self.signs[sign.kind])

    def _told(self, sighting: Sighting, sign: Sign, shown: Shown) -> Finding:
        title = sighting.evidence.title
        hint = masked(sign.text)
        found = self.finding(
            sighting,
            title,
            f"The photo {one_line(title)} shows {shown.own if sign.certain else shown.other}",
            severity=shown.severity if sign.certain else shown.less,
            value=one_line(sign.text) if sign.certain else hint,
            masked=hint,
            declared=sign.certain,
            confidence=None if sign.certain else Confidence.POSSIBLE,
            reasons=(sign.reason,),
        )
        return replace(found, part=sign.box)


ANYONE = "Anyone on the internet"
LEAKED = "Whoever has got hold of what leaked"
SOME_OF_IT = "Anyone, the part of it that is online. The rest is on your computer only"
SEEN_ALREADY = "Anyone, as far as it can be told from the copy of the picture that is online already"
NOBODY_YET = "Nobody yet: it is on your computer. Anyone you give or post the original to"


def all_detectors() -> tuple[Detector, ...]:
    """Every detector, the package's own and those of other distributions."""
    return plugins.members(__name__, Detector)


def identity(what: str, sighting: Sighting) -> str:
    """The second half of a finding's identity: what is exposed, and in which place."""
    return f"{what} · {sighting.evidence.place}"


def fingerprint(value: str, subject: Subject) -> str:
    """Stands for a value that was not declared, in identities and history: a salted hash, nothing to read."""
    return hashlib.sha256(subject.salt + value.encode()).hexdigest()[:16]


def where(sighting: Sighting) -> tuple[Where, ...]:
    """Where the sighting was made."""
    e = sighting.evidence
    return (Where(e.source, e.url, e.place, e.title, e.seen),)


def registers(sighting: Sighting) -> tuple[str, ...]:
    """Which public register it stands in, if any."""
    return (sighting.evidence.register,) if isinstance(sighting.evidence, Record) else ()


def audience(sighting: Sighting, seen_at: Iterable[Where] = ()) -> str:
    """Who can see it. What many files tell together nobody sees without all of them."""
    if isinstance(sighting.evidence, Breach):
        return LEAKED
    places = tuple(seen_at) or where(sighting)
    local = sum(place.source == PHOTOS for place in places)
    if 0 < local < len(places):
        return SOME_OF_IT
    return NOBODY_YET if local else ANYONE


# --- how sure -------------------------------------------------------------------------------------------------------


def is_credible(sighting: Sighting) -> bool:
    """It may be about the person: facts that they declared are looked for."""
    return sighting.match.confidence is not Confidence.UNLIKELY


def is_firm(sighting: Sighting) -> bool:
    """It is taken to be about the person: what nobody declared is looked for as well."""
    return sighting.match.confidence.rank >= Confidence.LIKELY.rank


def less_sure(sighting: Sighting) -> Confidence:
    """A step below the match, for what nobody declared: likely at most."""
    return Confidence.LIKELY if sighting.match.confidence is Confidence.CERTAIN else Confidence.POSSIBLE


_DOUBTFUL = 0.05
"""A sentence that tells something with less likelihood than this does not, even where its form fits."""


def told(
    sighting: Sighting, subject: Subject, kind: str, by_form: Iterable[Span] = (), *, loose: bool = False
) -> list[Span]:
    """The sentences that tell of a kind of exposure: by their words, or by form if the words are not against it.

    By words alone only where the sentence is about the person; `loose` takes their own "Divorced, two cats" as such.
    """
    text, formed, least = readable(sighting.evidence), list(by_form), bar(kind)
    own = is_own(sighting.evidence, subject)
    found: list[Span] = []
    for one in weighed(sighting, subject):
        likely = one.likely[kind]
        if likely < _DOUBTFUL:
            continue
        fits = any(start < one.end and one.start < end for start, end in formed)
        if fits or (likely >= least and _is_of(text, one, subject, own=own, post=loose)):
            found.append((one.start, one.end))
    return found


def weighed(sighting: Sighting, subject: Subject) -> tuple[Telling, ...]:
    """The sentences of a sighting that may be about the person, weighed."""
    evidence = sighting.evidence
    return tellings(readable(evidence), subject, type(evidence).__name__.lower(), own=is_own(evidence, subject))


def is_doubtful(sighting: Sighting, subject: Subject, kind: str, span: Span) -> bool:
    """Whether the words of no sentence there make it likely that it tells of a kind of exposure."""
    told = weighed(sighting, subject)
    first = bisect_right(told, span[0], key=lambda one: one.end)
    last = bisect_left(told, span[1], key=lambda one: one.start)
    return all(one.likely[kind] < _DOUBTFUL for one in told[first:last])


_SPEAKS = re.compile(r"\b(?:said|says|told|tells|added|adds|warned|announced|confirmed|asked|called)\b")
_THEM = re.compile(r"\b(?:she|he|her|his|him|hers|i|my|me|we|our)\b", re.IGNORECASE)


def _is_of(text: str, one: Telling, subject: Subject, *, own: bool, post: bool) -> bool:
    """Whether a sentence is the person's own, or names them or goes on about them, and nobody else."""
    span = (one.start, one.end)
    if own:
        return is_about(text, span, subject, own=True, post=post)
    said = text[one.start : one.end]
    pronoun = _THEM.search(said)
    if somebody_else(said, subject) or (not pronoun and _SPEAKS.search(said)):
        return False
    if any(one.start <= start < one.end for start, _ in named(text, subject)):
        return not _in_quotes(said) or is_about(text, (one.start + said.find("I"), one.end), subject, own=False)
    return pronoun is not None and is_about(text, span, subject, own=False)


def _in_quotes(said: str) -> bool:
    """Somebody is quoted who speaks of themselves."""
    return any(mark in said for mark in '"\u201c') and re.search(r"\b(?:I|my|me|we|our)\b", said) is not None


# --- in plain words -----------------------------------------------------------------------------------------------

_REGISTERS = {
    "register-of-interests": "on your council's register of interests",
    "councillor-page": "on your page on the council's website",
    "councillor-list": "in your council's list of councillors",
    "commit-emails": "in commits that you published",
    "companies-house": "on the Companies House register",
    "gazette": "in a notice in The Gazette",
    "planning": "in a planning application",
    "donations": "in the Electoral Commission's list of donations",
    "charity": "on the register of charities",
    "domain": "in the public record of your web address",
    "candidate": "in Democracy Club's list of candidates",
}


def spot(sighting: Sighting) -> str:
    """Where the sighting was made, as it ends a sentence: "on your council's register of interests"."""
    match sighting.evidence:
        case Record(register=register) if register in _REGISTERS:
            return _REGISTERS[register]
        case Account(handle=handle, service=service):
            return f"in the account {handle} on {service}"
        case Post(handle=handle, service=service):
            return f"in a post by {handle} on {service}"
        case Breach(service=service):
            return f"in a leak from {service}"
        case Photo(title=title) | Picture(title=title):
            return f"in {kind_of_picture(sighting.evidence)} {title}"
        case evidence:
            return f"{'in an' if evidence.place.startswith('archived copy ') else 'on'} {evidence.place}"


def stands(finding: Finding) -> str:
    """Where a finding was made, as it ends a sentence; the register before any other place."""
    known = (_REGISTERS[register] for register in finding.registers if register in _REGISTERS)
    return next(known, f"on {finding.where[0].place}")


def kind_of_picture(photo: Photo | Picture) -> str:
    """The words "the photo", "the video", "the document", or "the file" where it only tells of a photo."""
    return _PICTURES.get(photo.reading.format, "the photo") if isinstance(photo, Photo) else "the photo"


_PICTURES = {
    **dict.fromkeys(("MP4", "MOV", "MKV", "AVI"), "the video"),
    **dict.fromkeys(("XMP", "AAE", "Picasa", "Takeout JSON"), "the file"),
    "PDF": "the document",
}
BLOT = "\u25ae\u25ae\u25ae"
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def one_line(text: str) -> str:
    """What stands in a text, on one line and without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def masked(value: str) -> str:
    """All but a hint blotted out: "14 Kingfisher Wharf" becomes "1▮▮▮ K▮▮▮ W▮▮▮"."""
    return _TOKEN.sub(lambda word: word[0][0] + BLOT, one_line(value))


def masked_point(point: Point) -> str:
    """A position by its whole degrees, some hundred kilometres wide: "52.▮▮▮, -0.▮▮▮"."""
    return ", ".join(f"{degrees:.9f}".split(".")[0] + f".{BLOT}" for degrees in (point.latitude, point.longitude))


def masked_end(value: str, kept: int = 2) -> str:
    """A number with its last digits kept: "▮▮▮17"."""
    return BLOT + re.sub(r"\W", "", value)[-kept:]
