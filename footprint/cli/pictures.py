"""`scan`, `clean`: what photos give away, and copies that do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import scanning, terminal
from footprint.cli.scanning import check, complain_of_absent, words
from footprint.cli.terminal import plain, say
from footprint.photos import clean as cleaning
from footprint.photos import lines

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Photos, or folders of them.")]
Form = Annotated[
    str, typer.Option("--format", metavar="FORM", help="What to print: text, or jsonl (a line of JSON for each file).")
]


def scan(
    paths: Paths,
    form: Form = "text",
    *,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also look behind each picture, and into pictures and films inside it.")
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Say only how many files give away what.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every file anew, and remember nothing of what is read.")
    ] = False,
) -> None:
    """Say what photos give away.

    They are only read, never changed. What was read is remembered, so that the next scan reads what has changed.
    """
    if scanning.scan(paths, form, deep=deep, summary=summary, cached=not no_cache):
        raise typer.Exit(1)


def clean(
    paths: Paths,
    into: Annotated[Path, typer.Option("--into", "-o", metavar="FOLDER", help="The folder for the cleaned copies.")],
    form: Form = "text",
) -> None:
    """Write copies of photos that give nothing away.

    Each copy is checked by reading it again before it gets its name. Originals are never changed.
    """
    check(paths, form)
    withheld = False
    for made in cleaning.clean(paths, into):
        withheld |= not made.verified
        if form == "jsonl":
            terminal.raw(json.dumps(lines.cleaned(made)))
        elif made.verified:
            say(f"{plain(str(made.copy))}: taken out: {words(made.removed) or 'nothing, there was nothing to take'}")
        else:
            say(f"{plain(str(made.source))}: no copy was made. {plain(made.problem or '')}")
    complain_of_absent(paths)
    if withheld:
        raise typer.Exit(1)
