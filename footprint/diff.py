"""An audit beside what history knows: new, still there, came back, gone, could not check. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from footprint.model import PHOTOS, Audit, Cause, Comparison, Fate, PastFinding, Skipped, Where

_PLACED = frozenset({"photo-place", "photo-location", "photo-public"})
"""Detectors that tell where a photo was taken; of each photo the gravest alone does, and that may change."""

ASKED = "asked:"
"""So begins the part of a basis that is a question; `pipeline` writes it."""


def compare(audit: Audit, past: Iterable[PastFinding], previous: datetime | None) -> Comparison:
    """Give every finding of the audit, and every past one that is not in it, its fate.

    Args:
        audit: the audit that was just made.
        past: everything history knows, those gone long ago included.
        previous: when the audit before it was finished; None for the first.
    """
    known = {finding.id: finding for finding in past}
    present = {finding.id for finding in audit.findings}
    placed = {place.url for finding in audit.findings if finding.detector in _PLACED for place in finding.where}
    missing = (f for f in known.values() if f.id not in present and f.gone_since is None)
    absent = [f for f in missing if not _told_otherwise(f, placed)]
    fates = {id_: _fate_of_present(known.get(id_)) for id_ in present}
    fates |= {f.id: _fate_of_absent(f, audit) for f in absent}
    first_seen = {id_: known[id_].first_seen if id_ in known else audit.finished for id_ in fates}
    return Comparison(fates, first_seen, tuple(absent), previous)


def _told_otherwise(finding: PastFinding, placed: Container[str]) -> bool:
    """Whether another finding tells now where the same photo was taken: then nothing is gone."""
    return finding.detector in _PLACED and all(place.url in placed for place in finding.where)


def _fate_of_present(before: PastFinding | None) -> Fate:
    if before is None:
        return Fate.NEW
    return Fate.STILL_THERE if before.gone_since is None else Fate.CAME_BACK


def _fate_of_absent(finding: PastFinding, audit: Audit) -> Fate:
    """Gone only where it was looked for as before, and every place it was seen in was looked at again."""
    opened = all(place.url in audit.opened for place in finding.where)
    lost = set(finding.basis).difference(audit.basis)
    # A page that was opened again needs no question that leads to it; but without the fact nothing is recognised.
    if opened:
        lost = {entry for entry in lost if not entry.startswith(ASKED)}
    return Fate.COULD_NOT_CHECK if lost or unchecked(finding.where, audit) else Fate.GONE


def unchecked(places: Iterable[Where], audit: Audit) -> tuple[Where, ...]:
    """Those of the places that could not be looked at, by themselves or through their source."""
    unopened = (place for place in places if place.url not in audit.opened)
    return tuple(place for place in unopened if any(hides(skip, place) for skip in audit.skipped))


def hides(skip: Skipped, place: Where) -> bool:
    """Whether what was skipped could hide what was once seen at `place`.

    A whole source or a search hides everything of that source; an address hides its host, because pages lead to
    pages, but one with nothing at it hides nothing; a file or folder hides itself and what lies under it.
    """
    if skip.source != place.source:
        return False
    if place.source == PHOTOS:
        if skip.cause is Cause.EMPTY:
            return False
        return not skip.identifier or PurePath(place.url).is_relative_to(skip.identifier)
    host = urlsplit(skip.identifier).hostname
    if host is None:
        return True
    return skip.cause is not Cause.MISSING and host == urlsplit(place.url).hostname
