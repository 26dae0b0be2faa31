"""Leaves the person's details out: of what is shown at first sight, and of everything in a copy for sharing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from footprint.detectors import BLOT, one_line
from footprint.model import (
    PHOTOS,
    Audit,
    Comparison,
    Finding,
    Group,
    PastFinding,
    SetAside,
    Skipped,
    Where,
    Whereabouts,
)
from footprint.outline.words import file_name
from footprint.pictures import SHOWN
from footprint.places.spelling import squeezed

LONG_ENOUGH = 6
"""A value with fewer letters and digits than this is blotted only where it stands as a word of its own."""

_GAP = r"(?:[\W_]|%[0-9A-Fa-f]{2}){0,8}"
"""Between the parts of a value: whatever a page, an address or a file name writes there."""

TOLD_BY = frozenset(("home-inferable", "routine-from-photos", "away-from-home"))
"""Detectors whose findings rest on all photos together."""

_DISTANCE = re.compile(r" to within \d[\d,]* m\b|\babout \d[\d,]* m from\b")
"""How far what photos tell is from home, or from an address that is public."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_LIKE_A_DETAIL = re.compile(
    r"""(?<![\w+]) (?:\+44|0044|0) (?:(?:[\s().+-]|%20){0,3}\d){8,10} (?!\d)  # a phone number
      | (?<![\w.+-]) [\w.+-]+ (?:@|%40) [\w-]+ (?:\.[\w-]+)+  # an e-mail address
      | (?<![^\W_]) [a-z]{1,2}\d[a-z\d]? (?:\s|%20|\+|-)? \d[a-z]{2} (?![^\W_])  # a postcode
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Veil:
    """Blots the values of an audit's findings out of other text: titles, addresses, file names, reasons."""

    pattern: re.Pattern[str] | None
    masks: dict[str, str]

    @classmethod
    def over(cls, audit: Audit) -> Self:
        """A veil over every value that the findings hide: whole, and an address in its telling parts.

        The person's own name and council are no secret, nor is the name of an account.
        """
        masks: dict[str, str] = {}
        patterns: dict[str, str] = {}
        public = squeezed(f"{audit.subject} {audit.council}")
        known = {*_WORD.findall(f"{audit.subject} {audit.council}".casefold())}
        for finding in (f for f in audit.findings if _hides(f)):
            for part in _telling(finding, known):
                key = squeezed(part)
                if key in public:
                    continue
                masks.setdefault(key, finding.masked if part == finding.value else BLOT)
                patterns.setdefault(key, _loosely(part))
        longest_first = sorted(patterns, key=len, reverse=True)
        joined = "|".join(patterns[key] for key in longest_first)
        return cls(re.compile(joined, re.IGNORECASE) if joined else None, masks)

    def __call__(self, text: str) -> str:
        """The text with every known value blotted out."""
        return self.pattern.sub(self._mask, text) if self.pattern else text

    def strictly(self, text: str) -> str:
        """Also whatever looks like a phone number, an e-mail address or a postcode, declared or not."""
        return _LIKE_A_DETAIL.sub(BLOT, self(text))

    def address(self, url: str) -> str:
        """An address as it is where it holds no value, else its host alone, or nothing."""
        readable = unquote(url)
        if self.strictly(url) == url and self.strictly(readable) == readable:
            return url
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        origin = f"{parts.scheme}://{parts.netloc}/"
        return origin if parts.netloc and self.strictly(origin) == origin else ""

    def _mask(self, match: re.Match[str]) -> str:
        return self.masks.get(squeezed(match[0]), BLOT)


def hint(masked: str, group: Group, *shown: str) -> str:
    """What is left of a value, or "" for the name of an account that stands in the open beside it anyway."""
    if group is not Group.ACCOUNTS:
        return masked
    name = re.sub(f"(?:{re.escape(BLOT)})+", lambda _: r"[^\W_]+", re.escape(masked))
    return "" if any(re.search(rf"(?<!\w){name}(?!\w)", text) for text in shown) else masked


def _hides(finding: Finding) -> bool:
    return finding.group is not Group.ACCOUNTS and squeezed(finding.value or "") not in squeezed(finding.masked)


def _telling(finding: Finding, known: Container[str]) -> Iterable[str]:
    """The value, and the parts that give it away alone, in whatever order.

    Of an address: house and street, the street, the postcode. Of a name in the family: what is not in the person's own.
    """
    value = finding.value or ""
    yield value
    parts = [part.strip() for part in re.split(r"[,;\n]", value)]
    if finding.group is Group.HOME:
        yield from (part for i, part in enumerate(parts) if len(parts) > 1 and _telling_alone(part, first=i == 0))
        street = re.sub(r"^\d+\s?[a-z]?\s+", "", parts[0], flags=re.IGNORECASE)
        if len(street.split()) > 1 and street != parts[0]:
            yield street
    if finding.detector == "family":
        yield from (word for word in _WORD.findall(value) if word.casefold() not in known)


def _telling_alone(part: str, *, first: bool) -> bool:
    letters = squeezed(part)
    return len(letters) >= LONG_ENOUGH - 1 and (first or any(letter.isdigit() for letter in letters))


def _loosely(value: str) -> str:
    """A pattern for a value however its parts are set apart; a number's digits may be set apart anywhere."""
    letters = squeezed(value)
    number = re.sub(r"^(?:44|0044|0)", "", letters) if letters.isdecimal() and len(letters) > LONG_ENOUGH + 2 else ""
    if number:
        return r"(?:(?:\+|%2B|00)?44" + _GAP + r"(?:0" + _GAP + r")?|0" + _GAP + r")?" + _GAP.join(number) + r"(?!\d)"
    pattern = _GAP.join(re.escape(part) for part in re.findall(r"[^\W_]+", value))
    return pattern if len(letters) >= LONG_ENOUGH else rf"(?<![^\W_]){pattern}(?![^\W_])"


def redacted(audit: Audit, comparison: Comparison) -> tuple[Audit, Comparison]:
    """The same audit, fit to be given away.

    No value, no small picture, no file or folder name, no string or address that was sent; no address that holds a
    value, and no identity that could be guessed back from one.
    """
    veil = Veil.over(audit)
    photos = _numbered((*audit.findings, *comparison.past))
    found = {f.id: _finding(f, number, veil, photos) for number, f in enumerate(audit.findings, 1)}
    past = {f.id: _past(f, number, veil, photos) for number, f in enumerate(comparison.past, 1)}
    ids = {old: new.id for old, new in found.items()} | {old: new.id for old, new in past.items()}
    thin_audit = replace(
        audit,
        findings=tuple(found.values()),
        skipped=tuple(_skipped(s, number, veil) for number, s in enumerate(audit.skipped, 1)),
        set_aside=tuple(_set_aside(s, veil) for s in audit.set_aside),
        sent=tuple(replace(s, host=veil.strictly(s.host), url="", sends=()) for s in audit.sent),
        opened=(),
        basis=(),
        album=replace(audit.album, folders=(), worst=(), rehearsal=None),
        whereabouts=_unplaced(audit.whereabouts) if audit.whereabouts else None,
    )
    thin_comparison = replace(
        comparison,
        fates={ids[old]: fate for old, fate in comparison.fates.items() if old in ids},
        first_seen={ids[old]: when for old, when in comparison.first_seen.items() if old in ids},
        past=tuple(past.values()),
    )
    return thin_audit, thin_comparison


def _unplaced(where: Whereabouts) -> Whereabouts:
    """What places are to the person, without where they are, how far, by which files, and when they are there."""
    nowhere: Any = {"name": "", "point": None, "evidence": "", "first": None, "last": None, "home_m": None, "where": ()}
    places = tuple(replace(place, **nowhere) for place in where.places)
    candidates = tuple(replace(one, evidence="", off_m=None) for one in where.candidates)
    return replace(where, places=places, candidates=candidates, away=(), week=())


def _numbered(findings: Iterable[Finding | PastFinding]) -> Mapping[str, int]:
    """A number for each photo file, by its path."""
    paths = dict.fromkeys(p.url for finding in findings for p in finding.where if p.source == PHOTOS)
    return {path: number for number, path in enumerate(paths, 1)}


def _finding(finding: Finding, number: int, veil: Veil, photos: Mapping[str, int]) -> Finding:
    return replace(
        finding,
        about=f"finding {number}",
        what=_what(finding, veil, photos),
        value=None,
        masked=veil(finding.masked),
        reasons=tuple(veil.strictly(_unnamed(reason, finding.where, photos)) for reason in _reasons(finding)),
        where=tuple(_where(place, veil, photos) for place in finding.where),
        thumbnail=b"",
        part=None,
        basis=(),
    )


def _reasons(finding: Finding) -> tuple[str, ...]:
    """Why it is thought so; of what all photos tell together nothing, for that is days, hours, distances and towns."""
    return () if finding.detector in TOLD_BY else finding.reasons


def _past(finding: PastFinding, number: int, veil: Veil, photos: Mapping[str, int]) -> PastFinding:
    return replace(
        finding,
        id=f"past {number}",
        what=_what(finding, veil, photos),
        masked=veil(finding.masked),
        where=tuple(_where(place, veil, photos) for place in finding.where),
        basis=(),
    )


def _what(finding: Finding | PastFinding, veil: Veil, photos: Mapping[str, int]) -> str:
    """The sentence without names of files, and of the places that the person wants no photo to give away."""
    if finding.detector == "photo-place":
        return "A photo was taken at a place that is to be kept private"
    return veil.strictly(_unnamed(finding.what, finding.where, photos))


def _where(place: Where, veil: Veil, photos: Mapping[str, int]) -> Where:
    if place.source == PHOTOS:
        name = _nameless("photo", photos[place.url], place.url)
        return replace(place, url=name, place="a folder of photos", title=name)
    title, where = veil.strictly(place.title), veil.strictly(place.place)
    return replace(place, url=veil.address(place.url), title=title, place=where)


def _unnamed(text: str, where: Iterable[Where], photos: Mapping[str, int]) -> str:
    """A sentence without distances, and with other names for the photo files it speaks of."""
    for place in where:
        if place.source == PHOTOS:
            name = _nameless("photo", photos[place.url], place.url)
            for known in filter(None, (place.url, place.title, one_line(place.title), file_name(place.url))):
                text = text.replace(known, name)
    return _DISTANCE.sub(lambda found: "near" if found[0].endswith("from") else "", text)


def _nameless(what: str, number: int, path: str) -> str:
    """`photo 3.jpg`: of a file's name only a usual ending is kept."""
    ending = re.search(r"\.[A-Za-z0-9]{2,4}$", path)
    return f"{what} {number}{ending[0].lower() if ending else ''}"


def _skipped(skip: Skipped, number: int, veil: Veil) -> Skipped:
    if skip.source == PHOTOS and skip.identifier not in ("", SHOWN):
        name = _nameless("file", number, skip.identifier)
        reason = skip.reason.replace(skip.identifier, name).replace(file_name(skip.identifier), name)
        return replace(skip, identifier=name, reason=veil.strictly(reason))
    if skip.identifier == SHOWN:
        return replace(skip, reason=veil.strictly(skip.reason))
    # What is no address is a string that would have been sent, which no finding need hold.
    address = veil.address(skip.identifier) if "://" in skip.identifier else ""
    return replace(skip, identifier=address, reason=veil.strictly(skip.reason))


def _set_aside(page: SetAside, veil: Veil) -> SetAside:
    reasons = tuple(veil.strictly(reason) for reason in page.reasons)
    return replace(page, url=veil.address(page.url), title=veil.strictly(page.title), reasons=reasons)
