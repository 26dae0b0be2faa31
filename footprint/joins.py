"""What findings say of one another once all are known: a photo near an address that is public, and its copy online.

Pure. A join adds reasons and places, and makes graver what is public twice over; it never changes what a finding is
about, by which history knows it. Of a photo that is found online and here, what stands online is told, once; and of
what it shows here, that it can be seen there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from footprint.detectors import SEEN_ALREADY, stands
from footprint.model import PHOTOS, Confidence, Finding, Kind, Point, Severity, Subject, Where
from footprint.photos.coordinates import written
from footprint.places.address import read_address
from footprint.places.distance import metres
from footprint.places.postcodes import locate
from footprint.places.sensitive import declared_homes, nearest

_PLACED = ("photo-place", "photo-location")
_SHOWN = ("photo-plate", "photo-address", "photo-school", "photo-papers", "photo-faces")
_TOGETHER = "home-inferable"
_NEAR_M = 250.0
"""From a postcode, whose middle may be a hundred metres from the house."""
_FINE_M, _FAR_M, _ROUND_M = 10, 200, 50
"""Distances are told in tens of metres, farther ones in fifties."""


class _Near(NamedTuple):
    """How far a photo and a published address are apart; `rough` where the address is known by its postcode only."""

    metres: float
    rough: bool


def joined(findings: Iterable[Finding], subject: Subject) -> list[Finding]:
    """The findings of an audit, each with what the others add to it, in their order."""
    found = _once(list(findings))
    addresses = [finding for finding in found if _is_published_address(finding)]
    if not addresses:
        return found
    photos = {finding.id: _beside(finding, addresses, subject) for finding in found if not _is_address(finding)}
    shown = {address.id for finding in found if _is_public(finding) for address, _ in photos.get(finding.id, ())}
    return [
        _confirmed(finding) if finding.id in shown else _with_address(finding, photos.get(finding.id, []))
        for finding in found
    ]


# --- the same picture here and online -----------------------------------------------------------------------------


def _once(findings: list[Finding]) -> list[Finding]:
    """Where each copy of a photo speaks for itself, it is told there that the photo is here too, and not once more."""
    speaking = {place.url for finding in findings if finding.detector in _PLACED for place in _online(finding)}
    public = [finding for finding in findings if finding.detector == "photo-public"]
    twins = [finding for finding in public if _all_in(finding, speaking)]
    here: dict[str, list[Where]] = {}
    for finding in twins:
        for place in _online(finding):
            here.setdefault(place.url, []).extend(_local(finding))
    told = {finding.id for finding in twins}
    findings = _seen_already(findings, public, speaking)
    return [_with_twins(finding, here) for finding in findings if finding.id not in told]


def _seen_already(findings: list[Finding], public: list[Finding], speaking: set[str]) -> list[Finding]:
    """What a photo shows is public with its copy, and where it was taken, if the copy tells that too."""
    copies = {here.url: list(_online(finding)) for finding in public for here in _local(finding)}
    made = []
    for finding in findings:
        places = copies.get(finding.where[0].url, []) if len(finding.where) == 1 else []
        if finding.detector not in _SHOWN:
            places = [place for place in places if place.url in speaking and finding.detector in _PLACED]
        reason = f"The same picture is online already: {', '.join(dict.fromkeys(place.place for place in places))}"
        seen = replace(finding, audience=SEEN_ALREADY, reasons=(*finding.reasons, reason))
        made.append(seen if places else finding)
    return made


def _local(finding: Finding) -> Iterator[Where]:
    return (place for place in finding.where if place.source == PHOTOS)


def _online(finding: Finding) -> Iterator[Where]:
    return (place for place in finding.where if place.source != PHOTOS)


def _all_in(finding: Finding, speaking: set[str]) -> bool:
    return all(place.url in speaking for place in _online(finding))


def _with_twins(finding: Finding, here: dict[str, list[Where]]) -> Finding:
    own = [one for place in _online(finding) for one in here.get(place.url, ())] if finding.detector in _PLACED else []
    if not own:
        return finding
    reason = "The same picture is among the photos on this computer: clean that one, and put the copy in its place"
    return replace(finding, where=tuple(dict.fromkeys((*finding.where, *own))), reasons=(*finding.reasons, reason))


# --- a photo near an address that is public -----------------------------------------------------------------------


def _is_address(finding: Finding) -> bool:
    """A whole address, the person's or what may be theirs; not the street or the house alone."""
    return finding.detector == "home-address" and not finding.about.startswith("home street")


def _is_published_address(finding: Finding) -> bool:
    return _is_address(finding) and _is_public(finding) and finding.confidence.rank >= Confidence.LIKELY.rank


def _is_public(finding: Finding) -> bool:
    return any(_online(finding))


def _beside(finding: Finding, addresses: Sequence[Finding], subject: Subject) -> list[tuple[Finding, _Near | None]]:
    """The published addresses that a finding of photos leads to, and how near; None where only days and hours do."""
    if finding.detector == _TOGETHER and finding.about.startswith("home"):
        return [(address, None) for address in addresses if address.declared and _lives_once(subject)]
    point = written(finding.value or "") if finding.detector in _PLACED else None
    if point is None:
        return []
    pairs = ((address, _near(point, address, subject)) for address in addresses)
    return [(address, near) for address, near in pairs if near]


def _near(point: Point, address: Finding, subject: Subject) -> _Near | None:
    """By the declared home where there is one only; else by the postcode that stands in the address."""
    home = nearest(point, subject) if address.declared and _lives_once(subject) else None
    if home and home.home:
        return _Near(home.metres, home.rough)
    postcode = read_address(address.value or "").postcode
    middle = locate(postcode) if postcode else None
    away = metres(point, middle) if middle else _NEAR_M + 1
    return _Near(away, rough=True) if away <= _NEAR_M else None


def _lives_once(subject: Subject) -> bool:
    """Whether the declared address and the place declared as home can only be one."""
    return len(declared_homes(subject)) == len(subject.private(Kind.ADDRESS)) == 1


def _with_address(finding: Finding, beside: Sequence[tuple[Finding, _Near | None]]) -> Finding:
    if not beside:
        return finding
    near = beside[0][1]
    spots = list(dict.fromkeys(stands(one) for one, _ in beside))
    more = f" and in {len(spots) - 1} more places" if len(spots) > 2 else "".join(f" and {spot}" for spot in spots[1:])  # noqa: PLR2004  two are named
    reason = f"{_distance(near)} the address that anyone can read {spots[0]}{more}"
    graver = _is_public(finding) and near is not None
    return replace(
        finding,
        reasons=(reason, *finding.reasons),
        severity=Severity.SERIOUS if graver else finding.severity,
    )


def _distance(near: _Near | None) -> str:
    if near is None:
        return "The home that they give away is at"
    if near.rough:
        return "It was taken near the postcode of"
    step = _FINE_M if near.metres < _FAR_M else _ROUND_M
    away = round(near.metres / step) * step
    return f"It was taken about {away} m from" if away else "It was taken at"


def _confirmed(address: Finding) -> Finding:
    """A published address near which a published photo was taken."""
    reason = "A photo of yours that anyone can see was taken near this address, and says so"
    return replace(address, severity=Severity.SERIOUS, reasons=(*address.reasons, reason))
