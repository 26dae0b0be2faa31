"""`history`, `purge`: what is remembered between audits, and how to forget it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint import book as forgettable
from footprint import history as memory
from footprint import journal, profile, storage
from footprint.cli.audits import ProfileOption, command
from footprint.cli.terminal import out, plain, say, table
from footprint.model import Fate, Kind, Subject
from footprint.photos.library import cache
from footprint.photos.look import remembered as looked
from footprint.web import cache as answers
from footprint.web import council_book

CANNOT_PURGE = """\
What this cannot remove: copies you made or sent, backups, what is still public (the report says how to mend each),
and keys you stored (footprint sources --forget-key NAME). A deleted file may be recovered from a disk that is not
encrypted."""


_COLUMNS = {
    Fate.NEW: "New",
    Fate.STILL_THERE: "Still there",
    Fate.CAME_BACK: "Came back",
    Fate.GONE: "Gone",
    Fate.COULD_NOT_CHECK: "Not looked at again",
}
"""What an audit's findings came to, in the words of the table's head."""


def history(
    profile_file: ProfileOption = Path("profile.toml"),
    mine: Annotated[str, typer.Option("--mine", metavar="ID|ADDRESS", help="This finding or page is about me.")] = "",
    not_me: Annotated[str, typer.Option("--not-me", metavar="ID|ADDRESS", help="This finding or page is not.")] = "",
) -> None:
    """List earlier audits, or say whether a finding is yours."""
    who = profile.load(profile_file)
    if not memory.exists(who.id):
        say(f"There is no audit yet. Start with: {plain(command('audit', profile_file))}")
        return
    book = _book(who)
    if mine:
        say(f"Noted as yours: “{_decide(book, mine, 'mine')}” The next report shows what it says.")
    if not_me:
        say(f"Noted as not yours: “{_decide(book, not_me, 'not-me')}” Only a fingerprint of it is kept.")
    if not (mine or not_me):
        _list(book)


def _decide(book: memory.History, what: str, decision: memory.Decision) -> str:
    """Remember it of a page where an address is given, else of a finding; in words."""
    if "://" not in what:
        return plain(book.decide(what, decision).what)
    book.decide_page(what, decision)
    return plain(what)


def purge(
    profile_file: ProfileOption = Path("profile.toml"),
    *,
    keep_profile: Annotated[bool, typer.Option("--keep-profile", help="Keep the profile itself.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete everything kept about a subject.

    What is remembered, of all photos and council sites too, the reports and the profile; it says what it cannot remove.
    """
    if not profile_file.exists() and (left := _left()):
        _purge_left(left, yes=yes)
        return
    who = profile.load(profile_file)
    book = _book(who) if memory.exists(who.id) else None
    files = [file for file in (book.reports() if book else ()) if file.exists()]
    if not keep_profile:
        files.append(profile_file)
    remembered = (cache.path(), looked.path(), council_book.path(), answers.path(who.id), journal.path(who.id))
    kept = [file for file in remembered if file.exists()]
    say("To be deleted:")
    for file in ([book.path] if book else []) + kept + files:
        say(f"  {plain(str(file))}")
    if not yes:
        typer.confirm("Delete these for good?", abort=True)
    for file in files:
        storage.delete(file)
    cache.delete()
    forgettable.delete(looked.path())
    forgettable.delete(answers.path(who.id))
    forgettable.delete(journal.path(who.id))
    council_book.delete()
    if book:
        book.purge()
    say(f"Deleted.\n\n{CANNOT_PURGE}")


def _left() -> list[Path]:
    """What scans and audits remember, whoever it is about."""
    found = [*storage.cache_folder().glob("*.answers"), *storage.data_folder().glob("*.unfinished")]
    return [file for file in (cache.path(), looked.path(), council_book.path(), *sorted(found)) if file.exists()]


def _purge_left(files: list[Path], *, yes: bool) -> None:
    """Where there is no profile, there may still be what scans and audits remember."""
    say("There is no profile here. To be deleted:")
    for file in files:
        say(f"  {plain(str(file))}")
    if not yes:
        typer.confirm("Delete these for good?", abort=True)
    for file in files:
        forgettable.delete(file)
    say("Deleted.")


def _book(who: Subject) -> memory.History:
    book = memory.History(who.id)
    book.claim(tuple(name.value for name in who.all(Kind.NAME)))
    return book


def _list(book: memory.History) -> None:
    rows = table("No.", "Finished", *_COLUMNS.values())
    for past in book.audits():
        counts = (str(past.counts.get(fate, 0)) for fate in _COLUMNS)
        rows.add_row(str(past.number), f"{past.finished.astimezone():%d %b %Y %H:%M}", *counts)
    out().print(rows)
    open_findings = [finding for finding in book.past() if finding.gone_since is None]
    say("\nEach place is counted by itself.")
    say("“Not looked at again”: found before, and its place could not be opened that time.")
    say(f"Findings still open: {len(open_findings)}. The latest report says what to do about each.")
