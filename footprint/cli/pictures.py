"""`scan`: what photos give away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import scanning

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
