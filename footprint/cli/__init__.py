"""The commands. Exit status: 0 nothing needs attention, 1 something does, 2 the call or the profile is wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from footprint import __version__
from footprint.cli import audits, cleaning, memory, pictures, setup, terminal

app = typer.Typer(
    name="footprint",
    help="What could a stranger find out about you today, and what do you do about it? All on your own computer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in (
    setup.init,
    audits.audit,
    audits.plan,
    pictures.scan,
    cleaning.clean,
    audits.report,
    memory.history,
    setup.sources,
    setup.remedies,
    audits.demo,
    memory.purge,
):
    app.command()(_command)


@app.callback(invoke_without_command=True)
def _root(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version and leave.", is_eager=True)] = False
) -> None:
    if version:
        terminal.raw(__version__)
        raise typer.Exit
