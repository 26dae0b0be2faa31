"""The photo half of an audit: every photo of the folders, what pictures show, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from footprint import engine
from footprint.gather import Progress, Task, Tell
from footprint.model import PHOTOS, Cause, Photo, Picture, Reading, Skipped, Subject, Twins
from footprint.photos.content import content
from footprint.photos.library import folders, walk
from footprint.photos.library.cache import Cache
from footprint.photos.library.folders import written
from footprint.photos.library.scan import Scan
from footprint.photos.look import looking
from footprint.photos.look.grammar import signs
from footprint.photos.look.grammar.known import Known, known
from footprint.photos.look.looking import Looking
from footprint.photos.look.remembered import Remembered
from footprint.photos.look.view import View
from footprint.photos.look.weights import MISSING, installed, require
from footprint.photos.read import UNKNOWN
from footprint.places.sensitive import unknown
from footprint.twins import twins


def photos(task: Task, tell: Tell, online: Sequence[Photo] = ()) -> Iterator[Photo | Picture | Twins | Skipped]:
    """Every photo of the folders, what it shows where that is asked for, and what could not be read of them.

    Those that are pictures are held against what was found `online`.

    Raises:
        NotInstalled: pictures are to be looked at, and the extra for it is missing.
    """
    if task.look:
        require()
    read = _Read()
    now = datetime.now(UTC)
    total = folders.count(task.folders)
    yield from _read(task, now, read, lambda done: tell(Progress("photos", "", done, max(total, done))))
    if any(Twins in detector.reads for detector in task.detectors):
        yield from twins(read.whole, online, tell, remember=not task.demo)
    if any(Picture in detector.reads for detector in task.detectors):
        yield from _shown(task, read, now, tell) if task.look else _not_looked_at(read.pictures)
    yield from _empty(task.folders, read.files)
    yield from _unvisited(task)
    if total:
        yield from _unlocated(task.subject)


@dataclass(slots=True)
class _Read:
    """What was there: every file; the pictures, each with when it was taken; and those that could be read whole."""

    files: set[str] = field(default_factory=set)
    pictures: list[tuple[str, float]] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)


def _read(task: Task, now: datetime, read: _Read, tell: Callable[[int], None]) -> Iterator[Photo | Skipped]:
    """What the files of all folders say; `tell` is told how many are done."""
    done = 0
    with ExitStack() as stack:
        # What the invented councillor's photos give away is not worth remembering.
        cache = None if task.demo else stack.enter_context(closing(Cache(deep=True)))
        executor = stack.enter_context(engine.executor())
        scan = Scan(task.folders, lambda: executor, deep=True, cache=cache)
        for item in stack.enter_context(closing(walk.readings(scan))):
            if scan.done > done:
                done = scan.done
                tell(done)
            if isinstance(item, Skipped):
                read.files.add(item.identifier)
                yield replace(item, identifier=written(item.identifier))
                continue
            read.files.add(item.path)
            if looking.pictures((item.path,)) and not (item.problem and item.format == UNKNOWN):
                read.pictures.append((item.path, looking.moment(item.path, item.taken) if task.look else 0.0))
                read.whole += () if item.problem else (item.path,)
            yield _photo(item, now)
            if item.problem:
                yield Skipped(PHOTOS, written(item.path), Cause.UNREADABLE, item.problem)


def _photo(reading: Reading, now: datetime) -> Photo:
    path = Path(written(reading.path))
    return Photo(source=PHOTOS, url=str(path), place=str(path.parent), title=path.name, seen=now, reading=reading)


def _shown(task: Task, read: _Read, now: datetime, tell: Tell) -> Iterator[Picture | Skipped]:
    """What pictures show, the newest first, until time is over."""
    assert task.look is not None  # noqa: S101  asked before
    facts, before = known(task.subject), {place.url for place in task.known if place.source == PHOTOS}
    taken, damaged = read.pictures, {path for path, _ in read.pictures} - {*read.whole}
    left = 0
    with ExitStack() as stack:
        remembered = None if task.demo else stack.enter_context(closing(Remembered()))
        look = Looking(looking.newest_first(taken), task.look, remembered)
        for done, item in enumerate(stack.enter_context(closing(iter(look))), 1):
            tell(Progress("looking", "", done, len(taken), left=look.time_left))
            path = written(item.path)
            left += item.left
            # What could not be read whole is listed already.
            if item.problem and (item.view or item.path not in damaged):
                yield Skipped(PHOTOS, path, Cause.PARTLY if item.view else Cause.UNREADABLE, item.problem)
            if item.left and path in before:
                yield Skipped(PHOTOS, path, Cause.LEFT, "There was no time to look at this picture again.")
            if item.view:
                agreed = bool(item.view.faces) and _agreed(item.path, task)
                yield replace(_picture(path, item.view, facts, now), agreed=agreed)
    if left:
        reason = (
            f"{left:,} of {len(taken):,} pictures were not looked at for plates, addresses and faces: "
            f"{task.look.over}. The same command goes on from there; --minutes gives it more time."
        )
        yield Skipped(PHOTOS, SHOWN, Cause.LEFT, reason)


SHOWN = "what pictures show"
"""Stands for a name of a file where all pictures are meant."""


def _agreed(path: str, task: Task) -> bool:
    """Whether everyone on a photo has agreed, as the person noted."""
    with suppress(OSError):  # it was there a moment ago
        return bool(task.agreed) and content(Path(path), task.subject.salt) in task.agreed
    return False


def _picture(path: str, view: View, facts: Known, now: datetime) -> Picture:
    place = Path(path)
    found = signs(view.lines, facts)
    return Picture(
        source=PHOTOS, url=path, place=str(place.parent), title=place.name, seen=now, signs=found, faces=view.faces
    )


def _not_looked_at(taken: list[tuple[str, float]]) -> Iterator[Skipped]:
    """What a person who did not ask for it should know, and how to ask."""
    if taken:
        reason = (
            "Number plates, addresses, papers and faces that your pictures may show were not looked for. "
            "To look for them, on this computer alone, run the check again with --look."
        )
        reason = reason if installed() else f"{reason} {MISSING}"
        yield Skipped(PHOTOS, SHOWN, Cause.LEFT, reason)


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
