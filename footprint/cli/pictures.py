"""`scan`, `clean`: what photos give away, and copies that do not."""

from __future__ import annotations

import json
from collections import Counter
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
from footprint.photos.facts import EMPTY_GPS

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
    "time": "when it was taken",
    "comment": "a title or comment",
    "device": "the camera",
    "thumbnail": "a small second picture",
    "embedded": "another picture or film inside it",
    "provenance": "how it was made or changed",
    "unknown": "data that we cannot read",
}
"""What each kind of trace is to a person, the most telling first."""

_ATTENTION = {"gps", "track", "place", "person", "owner", "embedded", "unknown"}
_LOCATING = {"gps", "track"}


def scan(paths: Paths, form: Form = "text") -> None:
    """Say what photos give away.

    They are only read, never changed.
    """
    _check(paths, form)
    found = list(walk.walk(paths))
    named = frozenset(path for path in paths if path.is_file())
    counted: Counter[str] = Counter()
    with engine.executor(len(found)) as executor, terminal.progress() as tell:

        def progress(done: int) -> None:
            tell(Progress("photos", "", done, len(found)))

        for item in walk.scan(found, executor, progress, named=named):
            counted += Counter(
                files=1, attention=_needs_attention(item), located=_located(item), broken=not _whole(item)
            )
            terminal.raw(json.dumps(lines.scanned(item))) if form == "jsonl" else _say(item)
    if form == "text":
        _sum_up(counted)
    _complain_of_absent(paths)
    if counted["attention"]:
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
    _complain_of_absent(paths)
    if withheld:
        raise typer.Exit(1)


def _check(paths: list[Path], form: str) -> None:
    if not any(path.exists() for path in paths):
        raise UsageError(f"There is nothing at {paths[0]}. Check the name.")
    if form not in {"text", "jsonl"}:
        raise UsageError(f"--format {form} is not known. There are: text, jsonl.")


def _complain_of_absent(paths: list[Path]) -> None:
    """What was there has been done by now; a name that leads nowhere is still a wrong call."""
    absent = [path for path in paths if not path.exists()]
    if absent:
        raise UsageError(f"There is nothing at {', '.join(map(str, absent))}. Check the name.")


def _whole(item: Reading | Skipped) -> bool:
    return isinstance(item, Reading) and not item.problem


def _located(item: Reading | Skipped) -> bool:
    return isinstance(item, Reading) and any(kind in _LOCATING for kind in _kinds(item))


def _needs_attention(item: Reading | Skipped) -> bool:
    return not _whole(item) or (isinstance(item, Reading) and not _ATTENTION.isdisjoint(_kinds(item)))


def _kinds(item: Reading) -> list[str]:
    """What it gives away; a camera's empty place for a position gives away nothing."""
    return [trace.kind for trace in item.traces if trace.value != EMPTY_GPS]


def _say(item: Reading | Skipped) -> None:
    if isinstance(item, Skipped):
        say(f"{plain(item.identifier)}: {plain(item.reason)}")
        return
    told = _words(_kinds(item))
    place = f" ({item.location.latitude:.5f}, {item.location.longitude:.5f})" if item.location else ""
    if told:
        say(f"{plain(item.path)}: gives away {told}{place}")
    elif not item.problem:
        say(f"{plain(item.path)}: gives nothing away that we know of")
    if item.problem:
        say(f"  {plain(item.problem)}" if told else f"{plain(item.path)}: {plain(item.problem)}")


def _sum_up(counted: Counter[str]) -> None:
    files, located, broken = counted["files"], counted["located"], counted["broken"]
    if not files:
        say("There are no photos or films there.")
    if files > 1:
        say(f"{files:,} files: {located:,} give away where they were taken, {broken:,} could not be read whole.")
    if counted["attention"]:
        say("Before you post one, make a cleaned copy: footprint clean PHOTO --into FOLDER")


def _words(kinds: Iterable[str]) -> str:
    found = set(kinds)
    return ", ".join(words for kind, words in _TELLING.items() if kind in found)
