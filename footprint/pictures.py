"""The photo half of an audit: every photo of the folders, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from footprint import engine
from footprint.gather import Progress, Task, Tell
from footprint.model import PHOTOS, Cause, Photo, Reading, Skipped, Subject
from footprint.photos.library import folders, walk
from footprint.photos.library.cache import Cache
from footprint.photos.library.folders import written
from footprint.photos.library.scan import Scan
from footprint.places.sensitive import unknown


def photos(task: Task, tell: Tell) -> Iterator[Photo | Skipped]:
    """Every photo of the folders, and what could not be read of them."""
    now = datetime.now(UTC)
    total = folders.count(task.folders)
    done = 0
    seen: set[str] = set()
    with ExitStack() as stack:
        # What the invented councillor's photos give away is not worth remembering.
        cache = None if task.demo else stack.enter_context(closing(Cache(deep=True)))
        executor = stack.enter_context(engine.executor())
        scan = Scan(task.folders, lambda: executor, deep=True, cache=cache)
        for item in stack.enter_context(closing(walk.readings(scan))):
            if scan.done > done:
                done = scan.done
                tell(Progress("photos", "", done, max(total, done)))
            if isinstance(item, Skipped):
                seen.add(item.identifier)
                yield replace(item, identifier=written(item.identifier))
                continue
            seen.add(item.path)
            yield _photo(item, now)
            if item.problem:
                yield Skipped(PHOTOS, written(item.path), Cause.UNREADABLE, item.problem)
    yield from _empty(task.folders, seen)
    yield from _unvisited(task)
    if total:
        yield from _unlocated(task.subject)


def _photo(reading: Reading, now: datetime) -> Photo:
    path = Path(written(reading.path))
    return Photo(source=PHOTOS, url=str(path), place=str(path.parent), title=path.name, seen=now, reading=reading)


def _empty(folders: tuple[Path, ...], seen: set[str]) -> Iterator[Skipped]:
    """Folders in which there was nothing to read."""
    for folder in folders:
        if not any(Path(path).is_relative_to(folder) for path in seen):
            yield Skipped(PHOTOS, written(str(folder)), Cause.EMPTY, "There is no photo or film in this folder.")


def _unvisited(task: Task) -> Iterator[Skipped]:
    """Folders in which something was found before, and which were not looked at this time."""
    folders = {Path(place.url).parent for place in task.known if place.source == PHOTOS}
    for folder in sorted(folders):
        if not any(folder.is_relative_to(root) for root in task.folders):
            yield Skipped(PHOTOS, str(folder), Cause.NOT_SET, "This folder was not looked at this time.")


def _unlocated(subject: Subject) -> Iterator[Skipped]:
    """Sensitive places that photos could not be held against."""
    for place in unknown(subject):
        reason = f"Where {place.postcode} lies is not known here. Give it latitude and longitude in the profile."
        yield Skipped(PHOTOS, f"photos near {place.name}", Cause.NOT_SET, reason)
