"""`scan`: what photos give away."""

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
from footprint.photos import lines, walk
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.kinds import KINDS, LOCATING

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Photos, or folders of them.")]
Form = Annotated[
    str, typer.Option("--format", metavar="FORM", help="What to print: text, or jsonl (a line of JSON for each file).")
]

_ATTENTION = {"gps", "track", "place", "person", "owner", "embedded", "unknown"}


def scan(paths: Paths, form: Form = "text") -> None:
    """Say what photos give away.

    They are only read, never changed.
    """
    check(paths, form)
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
    complain_of_absent(paths)
    if counted["attention"]:
        raise typer.Exit(1)


def check(paths: list[Path], form: str) -> None:
    """Refuse a call that names nothing that is there, or an unknown form."""
    if not any(path.exists() for path in paths):
        raise UsageError(f"There is nothing at {paths[0]}. Check the name.")
    if form not in {"text", "jsonl"}:
        raise UsageError(f"--format {form} is not known. There are: text, jsonl.")


def complain_of_absent(paths: list[Path]) -> None:
    """What was there has been done by now; a name that leads nowhere is still a wrong call."""
    absent = [path for path in paths if not path.exists()]
    if absent:
        raise UsageError(f"There is nothing at {', '.join(map(str, absent))}. Check the name.")


def _whole(item: Reading | Skipped) -> bool:
    return isinstance(item, Reading) and not item.problem


def _located(item: Reading | Skipped) -> bool:
    return isinstance(item, Reading) and any(kind in LOCATING for kind in _kinds(item))


def _needs_attention(item: Reading | Skipped) -> bool:
    return not _whole(item) or (isinstance(item, Reading) and not _ATTENTION.isdisjoint(_kinds(item)))


def _kinds(item: Reading) -> list[str]:
    """What it gives away; a camera's empty place for a position gives away nothing."""
    return [trace.kind for trace in item.traces if trace.value != EMPTY_GPS]


def _say(item: Reading | Skipped) -> None:
    if isinstance(item, Skipped):
        say(f"{plain(item.identifier)}: {plain(item.reason)}")
        return
    told = words(_kinds(item))
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


def words(kinds: Iterable[str]) -> str:
    """Kinds of trace as a person would call them, the most telling first."""
    found = set(kinds)
    return ", ".join(told.words for kind, told in KINDS.items() if kind in found)
