"""`scan`, `clean`: what photos give away, and copies that do not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from footprint import engine
from footprint.cli import terminal
from footprint.cli.terminal import plain, say
from footprint.errors import UsageError
from footprint.gather import Progress
from footprint.model import Reading, Skipped
from footprint.photos import clean as cleaning
from footprint.photos import lines, walk

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Photos, or folders of them.")]
Form = Annotated[
    str, typer.Option("--format", metavar="FORM", help="What to print: text, or jsonl (a line of JSON for each file).")
]

_TELLING = {
    "gps": "where it was taken",
    "track": "a track of where it was taken",
    "place": "the name of a place",
    "person": "the name of a person",
    "owner": "who owns it",
    "device": "the camera",
    "time": "when it was taken",
    "thumbnail": "a small second picture",
    "embedded": "something else inside the file",
    "comment": "a comment",
    "provenance": "where the file came from",
    "unknown": "something we do not know",
}
_ATTENTION = {"gps", "track", "place", "person", "owner", "embedded", "unknown"}


def scan(paths: Paths, form: Form = "text") -> None:
    """Say what photos give away.

    They are only read, never changed.
    """
    _check(paths, form)
    found = list(walk.walk(paths))
    named = frozenset(path for path in paths if path.is_file())
    attention = False
    with engine.executor(len(found)) as executor, terminal.progress() as tell:

        def progress(done: int) -> None:
            tell(Progress("photos", "", done, len(found)))

        for item in walk.scan(found, executor, progress, named=named):
            attention |= _needs_attention(item)
            terminal.raw(json.dumps(lines.scanned(item))) if form == "jsonl" else _say(item)
    if attention:
        raise typer.Exit(1)


def clean(
    paths: Paths,
    into: Annotated[Path, typer.Option("--into", "-o", metavar="FOLDER", help="The folder for the cleaned copies.")],
    form: Form = "text",
) -> None:
    """Write copies of photos that give nothing away.

    Each copy is checked by reading it again before it gets its name. Originals are never changed.
    """
    _check(paths, form)
    withheld = False
    for made in cleaning.clean(paths, into):
        withheld |= not made.verified
        if form == "jsonl":
            terminal.raw(json.dumps(lines.cleaned(made)))
        elif made.verified:
            say(f"{plain(str(made.copy))}: taken out: {_words(made.removed) or 'nothing, there was nothing to take'}")
        else:
            say(f"{plain(str(made.source))}: no copy was made. {plain(made.problem or '')}")
    if withheld:
        raise typer.Exit(1)


def _check(paths: list[Path], form: str) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is nothing at {path}. Check the name.")
    if form not in {"text", "jsonl"}:
        raise UsageError(f"--format {form} is not known. There are: text, jsonl.")


def _needs_attention(item: Reading | Skipped) -> bool:
    if isinstance(item, Skipped) or item.problem:
        return True
    return any(trace.kind in _ATTENTION for trace in item.traces)


def _say(item: Reading | Skipped) -> None:
    if isinstance(item, Skipped):
        say(f"{plain(item.identifier)}: {plain(item.reason)}")
        return
    told = _words(trace.kind for trace in item.traces)
    place = f" ({item.location.latitude:.5f}, {item.location.longitude:.5f})" if item.location else ""
    say(f"{plain(item.path)}: {f'gives away {told}{place}' if told else 'gives nothing away that we know of'}")
    if item.problem:
        say(f"  {plain(item.problem)}")


def _words(kinds: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(_TELLING[kind] for kind in kinds))
