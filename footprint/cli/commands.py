"""The commands. Exit status: 0 nothing needs attention, 1 something does, 2 the call or the profile is wrong."""

from __future__ import annotations

import difflib
import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from footprint import __version__
from footprint.cli import terminal
from footprint.errors import UsageError

_COMMANDS = {
    "init": "setup",
    "audit": "audits",
    "plan": "audits",
    "scan": "pictures",
    "clean": "cleaning",
    "report": "audits",
    "review": "review",
    "history": "memory",
    "agreed": "agreed",
    "sources": "setup",
    "remedies": "setup",
    "demo": "audits",
    "purge": "memory",
}
"""Each command and the module that it is in, which is loaded when the command is called: no other need wait for it."""

_HOUSE: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": None}


class _Commands(TyperGroup):
    """The commands, each loaded when it is asked for."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # noqa: ARG002  the base class's own signature
        """Their names, as the help shows them."""
        return list(_COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]  # noqa: ANN401, ARG002  as above
        """One of them."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"footprint.cli.{_COMMANDS[cmd_name]}")
        alone = typer.Typer(**_HOUSE)
        alone.command(cmd_name)(getattr(module, cmd_name))
        return get_command(alone)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # noqa: ANN401  as above
        """The command that was typed; where there is none of that name, say which one may be meant."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            mend = f"Did you mean: footprint {near[0]}?" if near else "`footprint --help` shows the commands."
            raise UsageError(f"There is no command {args[0]}. {mend}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="footprint",
    cls=_Commands,
    help="What could a stranger find out about you today, and what do you do about it? All on your own computer.",
    no_args_is_help=True,
    **_HOUSE,
)


@app.callback(invoke_without_command=True)
def _root(
    *, version: Annotated[bool, typer.Option("--version", help="Show the version and leave.", is_eager=True)] = False
) -> None:
    if version:
        terminal.raw(__version__)
        raise typer.Exit
