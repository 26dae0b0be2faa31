"""`scan`: what photos give away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from footprint.cli import looking, scanning

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
    look: looking.LookOption = False,
    thorough: looking.ThoroughOption = False,
    minutes: looking.MinutesOption = looking.MINUTES,
    profile_file: looking.AgainstOption = None,
) -> None:
    """Say what photos give away.

    They are only read, never changed. What was read is remembered, so that the next scan reads what has changed.
    """
    how = looking.manner(look=look, thorough=thorough, minutes=minutes)
    facts = looking.facts_of(profile_file)
    attention = scanning.scan(paths, form, deep=deep, summary=summary, cached=not no_cache)
    if how:
        attention |= looking.look(paths, how, form, facts=facts, cached=not no_cache)
    if attention:
        raise typer.Exit(1)
