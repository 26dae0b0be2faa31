"""Plan, then gather: every question known before it is asked, every answer evidence or a reason why there is none.

This is the one place where anything unexpected of a source becomes `Skipped`.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import unquote_plus, urlsplit

from footprint import engine
from footprint.detectors import Detector, all_detectors
from footprint.errors import CouldNotCheck, Missing
from footprint.model import (
    MAY_BE_SENT,
    PHOTOS,
    Cause,
    Evidence,
    Kind,
    PastFinding,
    Photo,
    Query,
    Reading,
    Remedy,
    Sent,
    Skipped,
    Subject,
    Where,
)
from footprint.photos.library import folders, walk
from footprint.photos.library.cache import Cache
from footprint.photos.library.folders import written
from footprint.photos.library.scan import Scan
from footprint.places.sensitive import unknown
from footprint.places.spelling import squeezed
from footprint.sources import Source, all_sources
from footprint.web import Web
from footprint.web.client import Client

PATIENCE = 600.0
"""Seconds for one question and all that follows from it: what is not read by then is said, and the audit goes on."""
_WHO = (Kind.NAME, Kind.COUNCIL, Kind.WARD, Kind.TOWN)
TELLING = 5
"""Shorter strings (a plate "A1", a son "Jo") stand in any address by chance."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: `done` of `total` (None while it is not known), and what was just finished."""

    stage: Literal["web", "photos"]
    label: str
    done: int
    total: int | None = None


Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Task:
    """Everything an audit needs to know before it starts.

    Attributes:
        subject: the one person it is about.
        folders: photo folders to look through.
        key: source's key name → its key, or "".
        client: makes the one client that goes out.
        remedies: all advice, by name.
        known: where findings of earlier audits were seen.
        decided: finding id, or what is remembered of a page's address → what the person said of it.
    """

    subject: Subject
    folders: tuple[Path, ...]
    key: Callable[[str], str]
    client: Callable[[], AbstractAsyncContextManager[Client]]
    remedies: Mapping[str, Remedy]
    known: tuple[Where, ...] = ()
    decided: Mapping[str, Literal["mine", "not-me"]] = field(default_factory=dict)
    sources: tuple[Source, ...] = field(default_factory=all_sources)
    detectors: tuple[Detector, ...] = field(default_factory=all_detectors)
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Every question that would be asked, every page that would be opened again, and what cannot be asked at all."""

    queries: tuple[Query, ...]
    again: tuple[Query, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came back. `answers` holds a pair for each question: the question, and its evidence."""

    answers: tuple[tuple[Query, tuple[Evidence, ...]], ...]
    skipped: tuple[Skipped, ...]
    sent: tuple[Sent, ...]
    opened: tuple[str, ...]


def plan(task: Task) -> Plan:
    """Every question from the profile, without asking anything."""
    queries: list[Query] = []
    skipped: list[Skipped] = []
    for source in task.sources:
        outcome = _questions(source, task)
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            queries.extend(outcome)
            skipped.extend(_unasked(source, task))
    return Plan(tuple(queries), tuple(_again(task, {query.source for query in queries})), tuple(skipped))


def _questions(source: Source, task: Task) -> Skipped | tuple[Query, ...]:
    if not task.subject.settings(source.name).enabled:
        return Skipped(source.name, "", Cause.SWITCHED_OFF, "It is switched off in the profile.")
    try:
        queries = tuple(source.plan(task.subject))
    except Exception as error:  # noqa: BLE001  whatever a source does, the others go on
        return _unplanned(source, error)
    if not queries:
        needs = source.needs[0].lower() + source.needs[1:]
        return Skipped(source.name, "", Cause.NOT_SET, f"It needs this in the profile: {needs}.")
    if source.key and not source.key_optional and not task.key(source.key):
        how = f"Run `footprint sources --set-key {source.key}`, or set FOOTPRINT_{source.key.upper()}_KEY."
        return Skipped(source.name, "", Cause.NO_KEY, how)
    if any(betrays(query, task.subject) for query in queries):
        reason = "It would have sent something that stays on this computer, so it was not asked. Please report this."
        return Skipped(source.name, "", Cause.FAULT, reason)
    return queries


def _unasked(source: Source, task: Task) -> Iterator[Skipped]:
    try:
        yield from source.unasked(task.subject)
    except Exception as error:  # noqa: BLE001  as for its questions
        yield _unplanned(source, error)


def _unplanned(source: Source, error: Exception) -> Skipped:
    """A source that cannot say what it would ask: the profile names what is not there, or something went wrong."""
    if isinstance(error, CouldNotCheck):
        return Skipped(source.name, "", error.cause, str(error))
    return _fault(source.name, "", error)


def betrays(query: Query, subject: Subject) -> bool:
    """Whether a question holds anything that must stay on this computer. A second lock: sources are built not to."""
    text = squeezed(unquote_plus(query.url))
    may_go = [fact.on_purpose or subject.may_send(query.source, fact) for fact in subject.identifiers]
    public = "".join(squeezed(i.value) for i, may in zip(subject.identifiers, may_go, strict=True) if may)
    secret = {squeezed(i.value) for i, may in zip(subject.identifiers, may_go, strict=True) if not may}
    return any(value in text and value not in public for value in secret if len(value) >= TELLING)


def _again(task: Task, asked: set[str]) -> Iterator[Query]:
    """What was found by a search or a crawl before: opened again, because that it is not shown now proves nothing."""
    searches = {source.name for source in task.sources if not source.exhaustive} & asked
    seen = {(place.source, place.url): place.place for place in task.known if place.source in searches}
    for (source, url), place in seen.items():
        then = "Opened again, because something was found there before."
        yield Query(source, url, then=then, about=(("place", place),))


async def gather(task: Task, made: Plan, tell: Tell) -> Harvest:
    """Ask everything that was planned, all sources at once; the client keeps the pace for each host."""
    sources = {source.name: source for source in task.sources}
    total = len(made.queries) + len(made.again)
    done = 0
    answers: list[tuple[Query, tuple[Evidence, ...]]] = []
    skipped = list(made.skipped)
    opened: set[str] = set()

    async with task.client() as client:

        async def ask(query: Query) -> None:
            nonlocal done
            source = sources[query.source]
            items = await _answer(source, query, task, _web(client, source, task))
            answers.append((query, tuple(item for item in items if not isinstance(item, Skipped))))
            skipped.extend(item for item in items if isinstance(item, Skipped))
            opened.update(_opened(items))
            done += 1
            tell(Progress("web", source.title, done, total))

        async def ask_again(query: Query) -> None:
            nonlocal done
            source = sources[query.source]
            if query.url not in opened:
                items = await _once_more(source, query, task, _web(client, source, task))
                answers.append((query, tuple(item for item in items if not isinstance(item, Skipped))))
                skipped.extend(i for i in items if isinstance(i, Skipped) and i.cause is not Cause.MISSING)
                opened.update((query.url,) if any(not isinstance(i, Skipped) for i in items) else _opened(items))
            done += 1
            tell(Progress("web", source.title, done, total))

        await asyncio.gather(*(ask(query) for query in made.queries))
        await asyncio.gather(*(ask_again(query) for query in made.again))
        return Harvest(tuple(answers), tuple(dict.fromkeys(skipped)), client.ledger.lines, tuple(sorted(opened)))


def _web(client: Client, source: Source, task: Task) -> Web:
    return client.web(source.name, pace=source.pace, key=task.key(source.key) if source.key else "")


async def _answer(source: Source, query: Query, task: Task, web: Web) -> list[Evidence | Skipped]:
    """The answer to one question. What came before a failure is kept."""
    items: list[Evidence | Skipped] = []
    asked = ", ".join(query.sends) or query.url
    try:
        async with asyncio.timeout(PATIENCE):
            async for item in source.answer(query, task.subject, web):
                items.append(item)  # noqa: PERF401  what came before an error must be kept
    except TimeoutError:
        reason = f"This took longer than {PATIENCE / 60:.0f} minutes, so the rest was left. Try again another day."
        items.append(Skipped(source.name, asked, Cause.TIMED_OUT, reason))
    except CouldNotCheck as error:
        # Where the question itself leads nowhere, nothing is known of what its answer would have shown.
        cause = Cause.UNEXPECTED if isinstance(error, Missing) else error.cause
        items.append(Skipped(source.name, asked, cause, str(error)))
    except Exception as error:  # noqa: BLE001  the one place that turns the unexpected into a reason
        items.append(_fault(source.name, asked, error))
    return items


def _opened(items: Iterable[Evidence | Skipped]) -> Iterator[str]:
    """The addresses that were really looked at: those read, and those with nothing there."""
    items = list(items)
    closed = {item.identifier for item in items if isinstance(item, Skipped)}  # a search may show an extract of it
    for item in items:
        if isinstance(item, Skipped):
            if item.cause is Cause.MISSING:
                yield item.identifier
        elif item.url not in closed:
            yield item.url


async def _once_more(source: Source, query: Query, task: Task, web: Web) -> tuple[Evidence | Skipped, ...]:
    """A page or picture that was found before. A picture stood on a page about the person, which may be gone."""
    kind, _ = mimetypes.guess_type(urlsplit(query.url).path)
    try:
        async with asyncio.timeout(PATIENCE):
            if kind and kind.startswith(("image/", "video/")):
                known = [fact.value for kind in _WHO for fact in task.subject.all(kind)[:1]]
                return await source.picture(web, query.url, dict(query.about)["place"], ", ".join(known))
            return await source.again(query, task.subject, web)
    except TimeoutError:
        return (Skipped(source.name, query.url, Cause.TIMED_OUT, "It did not answer in all the time there was."),)
    except CouldNotCheck as error:
        return (Skipped(source.name, query.url, error.cause, str(error)),)
    except Exception as error:  # noqa: BLE001  as above
        return (_fault(source.name, query.url, error),)


def _fault(source: str, what: str, error: Exception) -> Skipped:
    """What went wrong inside; its text may hold anything, so only its kind is told."""
    return Skipped(source, what, Cause.FAULT, f"Something went wrong inside Footprint ({type(error).__name__}).")


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


def stays_here() -> tuple[Kind, ...]:
    """The kinds of identifier that are never sent unless the profile says so for one source."""
    return tuple(kind for kind in Kind if kind not in MAY_BE_SENT)


def still_open(past: Iterable[PastFinding]) -> tuple[Where, ...]:
    """All places of earlier findings that are not gone, once each."""
    return tuple(dict.fromkeys(place for found in past if found.gone_since is None for place in found.where))
