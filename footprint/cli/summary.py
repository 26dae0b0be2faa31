"""What an audit says on the terminal: the same words and numbers as the first screen of the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from footprint.cli import terminal
from footprint.cli.terminal import plain, say
from footprint.model import Audit
from footprint.outline import outline
from footprint.outline.nouns import Outline
from footprint.pictures import SHOWN
from footprint.reports import Sheet

NOTHING = "Nothing could be looked at, so nothing can be said. The report says why for each source."


def tell(sheet: Sheet, into: Path, *, form: str, open_report: bool) -> None:
    """Say what was found and where the report lies; exit status 1 where something needs attention."""
    page = into.absolute() / "report.html"
    if form == "json":
        terminal.raw((into / "audit.json").read_text(encoding="utf-8"))
    else:
        for line in lines(sheet):
            say(plain(line))
        say(f"\nThe report: {plain(str(page))}")
        if open_report:
            terminal.show_file(page)
    if sheet.audit.findings or not _looked(sheet.audit):
        raise typer.Exit(1)


def lines(sheet: Sheet) -> Iterator[str]:
    """The summary, line by line."""
    it = outline(sheet.audit, sheet.comparison, sheet.remedies, share=False, profile=sheet.profile)
    if not _looked(sheet.audit):
        yield NOTHING
    else:
        yield from it.headline
        yield it.seen
        if sheet.comparison.previous:
            yield it.changes
    if it.not_checked:
        yield f"{it.not_checked}; the report says why."
    yield from (skip.reason for skip in sheet.audit.skipped if skip.identifier == SHOWN)
    if it.reused:
        yield f"Requests answered from what was kept earlier today: {it.reused}. To ask anew, add --fresh."
    yield from (notice.replace("`", "") for notice in it.notices)
    yield from _next(it)


def _next(it: Outline) -> Iterator[str]:
    """What to do first, and how to answer what is asked."""
    if it.actions:
        yield ""
        yield f"Do this first: {it.actions[0].title}. {it.actions[0].time}. The report has the steps."
    if it.questions and not it.demo:
        asked = "1 question" if it.questions == 1 else f"{it.questions} questions"
        yield f"To answer the {asked} whether something is yours: {it.commands.program} review{it.commands.who}"


def _looked(made: Audit) -> bool:
    """Whether anything could be looked at."""
    return bool(made.opened or made.photos_read)
