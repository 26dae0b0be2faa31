"""`clean`: copies of photos that give nothing away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import terminal
from footprint.cli.scanning import Form, Paths, check, complain_of_absent, words
from footprint.cli.terminal import plain, say
from footprint.photos import clean as cleaning
from footprint.photos import lines


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
