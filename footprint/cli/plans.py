"""What an audit would send: for a person to read, and for a program."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from footprint import gather
from footprint.cli import terminal
from footprint.cli.terminal import plain, say
from footprint.model import STAYS_HERE, Kind, Query, Skipped
from footprint.outline import words
from footprint.places.sensitive import places


def show(task: gather.Task, form: str) -> None:
    """Every string and host, what will not be asked, and what stays here. Sends nothing."""
    made = gather.plan(task)
    if form == "json":
        terminal.raw(json.dumps(_as_json(made, task), indent=2))
        return
    titles = {source.name: source.title for source in task.sources}
    say("[bold]What an audit would send[/bold] (nothing was sent just now)\n")
    for line in _in_short(made, task):
        say(plain(line))
    say()
    _say_questions((*made.queries, *made.again), titles)
    if made.queries:
        say("\nBefore a site's pages its robots.txt is asked for, and where a host sends us on, we follow a few steps.")
    _say_skipped(made.skipped, titles)
    for folder in task.folders:
        missing = "" if folder.is_dir() else " (there is no such folder)"
        say(f"Photos would be read here, and sent nowhere: {plain(str(folder))}{missing}")


def _in_short(made: gather.Plan, task: gather.Task) -> Iterator[str]:
    """How much would be asked and of whom, what would leave, what would not, and what would not be asked."""
    queries = (*made.queries, *made.again)
    hosts = words.count(len({query.host for query in queries}), "host")
    yield f"In short: {words.count(len(queries), 'question')} to {hosts}. Some answers lead to more, as said below."
    sent = dict.fromkeys(string for query in queries for string in query.sends)
    yield f"Leaves this computer: {', '.join(sent) or 'nothing about you'}."
    yield f"Stays on this computer: {', '.join(_kept(made, task))}."
    if searched := [fact.value for fact in task.subject.identifiers if fact.search]:
        yield f"Searched for by name, because they agreed to it: {', '.join(searched)}."
    if let_out := _let_out(made, task):
        yield f"Sent because the profile allows it for one source: {', '.join(sorted(let_out))}."
    asked = {query.source for query in queries}
    causes = Counter({skip.source: skip.cause for skip in made.skipped if skip.source not in asked}.values())
    if causes:
        why = words.listed(f"{words.CAUSES[cause].lower()} ({number})" for cause, number in causes.items())
        yield f"Not asked: {words.count(sum(causes.values()), 'source')}. Why: {why}. Each is named at the end."
    if task.subject.portrait and not Path(task.subject.portrait).is_file():
        yield f"The portrait in your profile is not there: {task.subject.portrait}. Nothing is compared with it."


def _say_questions(queries: Iterable[Query], titles: Mapping[str, str]) -> None:
    """Each question. Of those one after another to one host, the host, and what is alike, is said once."""
    for (host, source), alike in groupby(queries, key=lambda query: (query.host, query.source)):
        questions = list(alike)
        times = f", {len(questions)} questions" if len(questions) > 1 else ""
        say(f"[bold]{plain(host)}[/bold]  ({plain(titles[source])}{times})")
        for number, query in enumerate(questions):
            following = questions[number + 1] if number + 1 < len(questions) else None
            say(f"  asks   {plain(query.url)}")
            if query.sends and not (following and following.sends == query.sends):
                say(f"  sends  {plain(', '.join(query.sends))}")
            if query.then and not (following and following.then == query.then):
                say(f"  then   {plain(query.then)}")


def _say_skipped(skipped: Iterable[Skipped], titles: Mapping[str, str]) -> None:
    """What would not be asked: once for each source and reason, with how often and what."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for skip in skipped:
        reasons[skip.source, skip.reason].append(skip.identifier)
    for (source, reason), asked in reasons.items():
        often = f" ({len(asked)} times)" if len(asked) > 1 else ""
        say(f"[bold]Not asked:[/bold] {plain(titles[source])}{often}. {plain(reason)}")
        if any(asked):
            say(f"  {plain(', '.join(filter(None, asked)))}")


def _as_json(made: gather.Plan, task: gather.Task) -> dict[str, Any]:
    """`queries` (each with source, host, url, sends, then), `not_asked` (source, cause, reason), `stays_here`."""
    return {
        "queries": [
            {"source": q.source, "host": q.host, "url": q.url, "sends": list(q.sends), "then": q.then}
            for q in (*made.queries, *made.again)
        ],
        "not_asked": [{"source": s.source, "cause": s.cause, "reason": s.reason} for s in made.skipped],
        "stays_here": _kept(made, task),
        "photo_folders": [str(folder) for folder in task.folders],
    }


def _let_out(made: gather.Plan, task: gather.Task) -> set[Kind]:
    """The kinds that the profile widens for a source that would be asked. An address holds its postcode."""
    kinds = {kind for query in made.queries for kind in task.subject.settings(query.source).also_send}
    return kinds | {Kind.POSTCODE} if Kind.ADDRESS in kinds else kinds


def _kept(made: gather.Plan, task: gather.Task) -> list[str]:
    declared = {fact.kind for fact in task.subject.identifiers if fact.kind in STAYS_HERE and not fact.search}
    kept: list[str] = sorted(declared - _let_out(made, task))
    return [*kept, *(["sensitive places"] if places(task.subject) else []), "photos"]
