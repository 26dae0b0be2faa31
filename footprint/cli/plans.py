"""What an audit would send: for a person to read, and for a program."""

from __future__ import annotations

import json
from typing import Any

from footprint import gather
from footprint.cli import terminal
from footprint.cli.terminal import plain, say
from footprint.model import Kind


def show(task: gather.Task, form: str) -> None:
    """Every string and host, what will not be asked, and what stays here. Sends nothing."""
    made = gather.plan(task)
    if form == "json":
        terminal.raw(json.dumps(_as_json(made, task), indent=2))
        return
    titles = {source.name: source.title for source in task.sources}
    say("[bold]What an audit would send[/bold] (nothing was sent just now)\n")
    for query in (*made.queries, *made.again):
        say(f"[bold]{plain(query.host)}[/bold]  ({plain(titles[query.source])})")
        say(f"  asks   {plain(query.url)}")
        if query.sends:
            say(f"  sends  {plain(', '.join(query.sends))}")
        if query.then:
            say(f"  then   {plain(query.then)}")
    if made.queries:
        say("\nBefore a site's pages its robots.txt is asked for, and where a host sends us on, we follow a few steps.")
    for skip in made.skipped:
        say(f"[bold]Not asked:[/bold] {plain(titles[skip.source])}. {plain(skip.reason)}")
    say(f"\nStays on this computer: {', '.join(_kept(made, task))}.")
    if searched := [fact.value for fact in task.subject.identifiers if fact.search]:
        say(f"Searched for by name, because they agreed to it: {plain(', '.join(searched))}.")
    if let_out := _let_out(made, task):
        say(f"Sent because the profile allows it for one source: {', '.join(sorted(let_out))}.")
    for folder in task.folders:
        missing = "" if folder.is_dir() else " (there is no such folder)"
        say(f"Photos would be read here, and sent nowhere: {plain(str(folder))}{missing}")


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
    here = gather.stays_here()
    declared = {fact.kind for fact in task.subject.identifiers if fact.kind in here and not fact.search}
    kept: list[str] = sorted(declared - _let_out(made, task))
    return [*kept, *(["sensitive places"] if task.subject.places else []), "photos"]
