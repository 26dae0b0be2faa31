"""Takes the positions of an audit's photos together: a stranger reads a folder, not one picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

from footprint.model import (
    PHOTOS,
    Confidence,
    Photo,
    Point,
    Post,
    Seen,
    Sight,
    Sighting,
    Skipped,
    Subject,
    Trail,
    Where,
)
from footprint.photos.coordinates import positions
from footprint.places.clock import wall_clock
from footprint.places.named import gazetteer


def unnamed(trail: Trail, subject: Subject) -> Iterator[Skipped]:
    """The lists by which places were named that are missing or damaged, where there is a place to be named."""
    if trail.sights:
        for what, error in chain(gazetteer(subject.place_files).problems(), gazetteer().problems()):
            yield Skipped(PHOTOS, what, error.cause, str(error))


class Tracing:
    """Collects what is taken to be the person's own; it grows with the positions, not with the photos."""

    def __init__(self) -> None:
        self._sights: list[Sight] = []
        self._posts: list[tuple[datetime, Where]] = []
        self._last: datetime | None = None

    def take(self, sighting: Sighting) -> None:
        """Keep the positions of a photo, and when one of the person's accounts published something."""
        evidence = sighting.evidence
        if sighting.match.confidence.rank < Confidence.LIKELY.rank:
            return
        if isinstance(evidence, Photo):
            told = list(_sights(evidence))
            if told or not evidence.reading.problem:  # what could not be read was not looked at
                self._last = max(self._last or evidence.seen, evidence.seen)
            self._sights.extend(told)
        if isinstance(evidence, Post) and evidence.declared and evidence.published:
            self._posts.append((evidence.published, _where(evidence)))

    def trail(self) -> Trail | None:
        """All of it as one piece of evidence; None where no photo could be read."""
        if self._last is None:
            return None
        return Trail(
            source=PHOTOS,
            url="",
            place="your photos",
            title="Your photos, taken together",
            seen=self._last,
            sights=tuple(self._sights),
            posts=tuple(self._posts),
        )


def _sights(photo: Photo) -> Iterator[Sight]:
    """One for each position in the file: that of the picture, and others that a film or a second block tells."""
    seen = _where(photo)
    now = photo.seen if photo.seen.tzinfo else photo.seen.replace(tzinfo=UTC)
    for point in positions(photo.reading):
        yield Sight(Point(point.latitude, point.longitude), wall_clock(photo.reading.taken, point, now), seen)


def _where(evidence: Seen) -> Where:
    return Where(evidence.source, evidence.url, evidence.place, evidence.title, evidence.seen)
