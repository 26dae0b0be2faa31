"""Plan, then gather: every question known before it is asked, every answer evidence or a reason why there is none.

This is the one place where anything unexpected of a source becomes `Skipped`.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote_plus, urlsplit

from footprint import engine
from footprint.detectors import Detector, all_detectors
from footprint.errors import CouldNotCheck, Missing
from footprint.journal import Journal
from footprint.model import (
    Cause,
    Evidence,
    Kind,
    PastFinding,
    Query,
    Remedy,
    Sent,
    Skipped,
    Subject,
    Where,
)
from footprint.photos.look.looking import Manner
from footprint.places.spelling import squeezed
from footprint.sources import Source, all_sources
from footprint.web import Web
from footprint.web.cache import Cache
from footprint.web.client import Client

PATIENCE = 600.0
"""Seconds for one question and all that follows from it: what is not read by then is said, and the audit goes on."""
BESIDE = 32
"""Threads that look names up, read pages and judge them while hosts are asked."""
_WHO = (Kind.NAME, Kind.COUNCIL, Kind.WARD, Kind.TOWN)
TELLING = 5
"""Shorter strings (a plate "A1", a son "Jo") stand in any address by chance."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is.

    Attributes:
        stage: which half.
        label: the title of a source, of which the rest is told; of photos nothing.
        done: questions answered, or files read.
        total: of how many; None while it is not known.
        read: pieces of evidence so far.
        missed: why the question just answered was not answered whole, if it was not.
        left: seconds that the rest will take, where that can be told.
    """

    stage: Literal["web", "photos", "comparing", "looking", "places"]
    label: str
    done: int
    total: int | None = None
    read: int = 0
    missed: Cause | None = None
    left: float | None = None


Tell = Callable[[Progress], None]
Take = Callable[[tuple[Evidence, ...]], None]
Items = Sequence[Evidence | Skipped]


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
        agreed: what stands for the content of each photo that everyone on it has agreed to.
        cache: what was answered today, as far as it may be used again.
        look: how pictures are looked at; None where only what their files say is read.
        journal: what this audit was told before it was stopped, and where it is written down meanwhile.
    """

    subject: Subject
    folders: tuple[Path, ...]
    key: Callable[[str], str]
    client: Callable[[], AbstractAsyncContextManager[Client]]
    remedies: Mapping[str, Remedy]
    known: tuple[Where, ...] = ()
    decided: Mapping[str, Literal["mine", "not-me"]] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()
    sources: tuple[Source, ...] = field(default_factory=all_sources)
    detectors: tuple[Detector, ...] = field(default_factory=all_detectors)
    demo: bool = False
    cache: Cache | None = None
    journal: Journal | None = None
    look: Manner | None = None


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
    return any(_stand_in(query.url, query.source, subject))


def gives_away(source: str, url: str, subject: Subject) -> bool:
    """Whether an address that was found does so: a link, or where a host sends us on. The lock at the door itself.

    One word alone ("Poppy") stands in addresses by chance, and so counts only in what is planned.
    """
    return any(" " in value.strip() or any(c.isdigit() for c in value) for value in _stand_in(url, source, subject))


def _stand_in(url: str, source: str, subject: Subject) -> Iterator[str]:
    """The values that stay here and stand in an address, however they are spelt."""
    text = squeezed(unquote_plus(url))
    secret, public = _kept_from(source, subject)
    for value, tight in secret:
        if tight in text and tight not in public:
            yield value


@lru_cache(maxsize=256)
def _kept_from(source: str, subject: Subject) -> tuple[tuple[tuple[str, str], ...], str]:
    """What a source may not be told, as it is written and squeezed; and all that it may be, squeezed."""
    may_go = {fact: fact.on_purpose or subject.may_send(source, fact) for fact in subject.identifiers}
    public = "".join(squeezed(fact.value) for fact, may in may_go.items() if may)
    secret = [fact for fact, may in may_go.items() if not may]
    values = [(i.value, _national(i.value) if i.kind is Kind.PHONE else squeezed(i.value)) for i in secret]
    parts = [part.strip() for i in secret if i.kind is Kind.ADDRESS for part in i.value.split(",") if _telling(part)]
    values += [(part, squeezed(part)) for part in parts]
    return tuple((value, tight) for value, tight in values if len(tight) >= TELLING), public


def _national(number: str) -> str:
    """The digits of a British number that stand in it with and without +44."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return digits.removeprefix("0044").removeprefix("44" if not digits.startswith("0") else "0").removeprefix("0")


def _telling(part: str) -> bool:
    """Whether a part of an address gives it away by itself: "14 Kingfisher Wharf", but not "Flat 2"."""
    return len(squeezed(part)) > 2 * TELLING and any(letter.isdigit() for letter in part)


def _again(task: Task, asked: set[str]) -> Iterator[Query]:
    """What was found by a search or a crawl before: opened again, because that it is not shown now proves nothing."""
    searches = {source.name for source in task.sources if not source.exhaustive} & asked
    seen = {(place.source, place.url): place.place for place in task.known if place.source in searches}
    for (source, url), place in seen.items():
        then = "Opened again, because something was found there before."
        yield Query(source, url, then=then, about=(("place", place),))


async def gather(task: Task, made: Plan, tell: Tell, take: Take = lambda _: None) -> Harvest:
    """Ask everything that was planned, all sources at once; the client keeps the pace for each host.

    Args:
        task: what the audit knows.
        made: the plan.
        tell: told of each source's progress.
        take: given each piece of evidence as it comes, one after another, in a thread beside the asking.
    """
    asyncio.get_running_loop().set_default_executor(engine.Threads(BESIDE))
    async with task.client() as client:
        if task.cache:
            client.cache = task.cache
        client.withholds = lambda source, url: gives_away(source, url, task.subject)
        if task.journal:
            client.ledger.heard = task.journal.note
        run = _Run(task, client, tell, take)
        rounds = [_Round(source, made, run) for source in task.sources]
        await asyncio.gather(*(one.go() for one in rounds))
        return Harvest(
            answers=tuple(answer for one in rounds for answer in one.answers),
            skipped=tuple(dict.fromkeys((*made.skipped, *(skip for one in rounds for skip in one.skipped)))),
            sent=(*(task.journal.sent if task.journal else ()), *client.ledger.lines),
            opened=tuple(sorted({url for one in rounds for url in one.opened})),
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """What all rounds share; `taking` is held by the one whose evidence is being taken."""

    task: Task
    client: Client
    tell: Tell
    take: Take
    taking: asyncio.Lock = field(default_factory=asyncio.Lock)


class _Round:
    """All questions to one source, at once; then what it found before and does not show now, opened again.

    Attributes:
        answers: question and evidence, as they came.
        skipped: what could not be checked.
        opened: the addresses that were really looked at.
    """

    def __init__(self, source: Source, made: Plan, run: _Run) -> None:
        self.answers: list[tuple[Query, tuple[Evidence, ...]]] = []
        self.skipped: list[Skipped] = []
        self.opened: set[str] = set()
        self._source, self._run = source, run
        self._key = run.task.key(source.key) if source.key else ""
        self._web = run.client.web(source.name, pace=source.pace, key=self._key)
        self._queries = [query for query in made.queries if query.source == source.name]
        self._again = [query for query in made.again if query.source == source.name]
        self._done = self._read = 0

    async def go(self) -> None:
        """Ask them all."""
        if self._queries or self._again:
            self._say()
            await asyncio.gather(*(self._ask(query) for query in self._queries))
            await asyncio.gather(*(self._ask_again(query) for query in self._again))

    async def _ask(self, query: Query) -> None:
        items = await self._once(query, _answer(self._source, query, self._run.task, self._web))
        self.opened.update(_opened(items))
        await self._keep(query, items, [item for item in items if isinstance(item, Skipped)])

    async def _ask_again(self, query: Query) -> None:
        if query.url in self.opened:
            self._done += 1
            self._say()
            return
        items = await self._once(query, _once_more(self._source, query, self._run.task, self._web))
        missed = [item for item in items if isinstance(item, Skipped)]
        self.opened.update((query.url,) if len(missed) < len(items) else _opened(items))
        await self._keep(query, items, [skip for skip in missed if skip.cause is not Cause.MISSING])

    async def _once(self, query: Query, asking: Coroutine[Any, Any, Items]) -> Items:
        """The answer to a question: that of before, where the audit was stopped after it."""
        journal = self._run.task.journal
        if journal and (known := journal.answered(query)) is not None:
            asking.close()
            return known
        items = await asking
        if journal:
            journal.keep(query, items, self._key)
        return items

    async def _keep(self, query: Query, items: Items, missed: list[Skipped]) -> None:
        """Take in what was answered; judging takes its time, and the other hosts should not wait for it."""
        evidence = tuple(item for item in items if not isinstance(item, Skipped))
        self.answers.append((query, evidence))
        self.skipped.extend(missed)
        async with self._run.taking:
            await asyncio.to_thread(self._run.take, evidence)
        self._done += 1
        self._read += len(evidence)
        self._say(missed[-1].cause if missed else None)

    def _say(self, missed: Cause | None = None) -> None:
        total = len(self._queries) + len(self._again)
        self._run.tell(Progress("web", self._source.title, self._done, total, self._read, missed))


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
    """The addresses that were really looked at: those read, and those with nothing there.

    Of an answer that could be read only in part, nobody knows to whom the rest belonged.
    """
    items = list(items)
    whole = not any(isinstance(item, Skipped) and item.cause is Cause.PARTLY for item in items)
    closed = {item.identifier for item in items if isinstance(item, Skipped)}  # a search may show an extract of it
    for item in items:
        if isinstance(item, Skipped):
            if item.cause is Cause.MISSING:
                yield item.identifier
        elif whole and item.url not in closed:
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


def still_open(past: Iterable[PastFinding]) -> tuple[Where, ...]:
    """All places of earlier findings that are not gone, once each."""
    return tuple(dict.fromkeys(place for found in past if found.gone_since is None for place in found.where))
