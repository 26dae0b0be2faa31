"""An audit beside what history knows: new, still there, came back, gone, could not check. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from footprint.model import PHOTOS, Audit, Comparison, Fate, PastFinding, Skipped, Where


def compare(audit: Audit, past: Iterable[PastFinding], previous: datetime | None) -> Comparison:
    """Give every finding of the audit, and every past one that is not in it, its fate.

    Args:
        audit: the audit that was just made.
        past: everything history knows, those gone long ago included.
        previous: when the audit before it was finished; None for the first.
    """
    known = {finding.id: finding for finding in past}
    present = {finding.id for finding in audit.findings}
    absent = [f for f in known.values() if f.id not in present and f.gone_since is None]
    fates = {id_: _fate_of_present(known.get(id_)) for id_ in present}
    fates |= {f.id: _fate_of_absent(f, audit) for f in absent}
    first_seen = {id_: known[id_].first_seen if id_ in known else audit.finished for id_ in fates}
    return Comparison(fates, first_seen, tuple(absent), previous)


def _fate_of_present(before: PastFinding | None) -> Fate:
    if before is None:
        return Fate.NEW
    return Fate.STILL_THERE if before.gone_since is None else Fate.CAME_BACK


def _fate_of_absent(finding: PastFinding, audit: Audit) -> Fate:
    """Gone only where every place it was seen in was looked at again, by itself or through its source."""
    unopened = [place for place in finding.where if place.url not in audit.opened]
    unchecked = any(hides(skip, place) for skip in audit.skipped for place in unopened)
    return Fate.COULD_NOT_CHECK if unchecked else Fate.GONE


def hides(skip: Skipped, place: Where) -> bool:
    """Whether what was skipped could hide what was once seen at `place`.

    A whole source or a search hides everything of that source; an address hides its host, because pages lead to
    pages; a file or folder hides itself and what lies under it.
    """
    if skip.source != place.source:
        return False
    if place.source == PHOTOS:
        return not skip.identifier or PurePath(place.url).is_relative_to(skip.identifier)
    host = urlsplit(skip.identifier).hostname
    return host is None or host == urlsplit(place.url).hostname
