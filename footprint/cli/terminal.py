"""What a terminal shows: progress on a person's screen, nothing in a pipe, and no control character ever."""

from __future__ import annotations

import io
import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from footprint import gather

_STAGES = {"web": "Asking public sources", "photos": "Reading photos"}

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def plain(text: str) -> str:
    """Text from anywhere, fit for a terminal: no control or direction-changing characters, no markup."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))


def say(text: str = "") -> None:
    """A line for the person."""
    out.print(text)


def complain(text: str) -> None:
    """A line about what went wrong, on standard error."""
    err.print(f"footprint: {plain_lines(text)}")


def plain_lines(text: str) -> str:
    """The same as `plain`, line by line."""
    return "\n".join(plain(line) for line in text.splitlines())


def prepare() -> None:
    """Let every text out: UTF-8 into pipes and files on any system, and "?" where a screen lacks a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace", newline="")


def raw(text: str) -> None:
    """Text for a program, as it is; JSON escapes its own control characters."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def table(*headings: str) -> Table:
    """An empty table in the house style."""
    made = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


@contextmanager
def progress() -> Iterator[gather.Tell]:
    """A bar for each stage on a terminal; nothing in a pipe."""
    if not err.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        tasks = {}

        def tell(step: gather.Progress) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(_STAGES[step.stage], total=step.total)
            bars.update(tasks[step.stage], completed=step.done, total=step.total)

        yield tell


def show_file(path: Path) -> None:
    """Open a report in the person's browser, where there is a screen to open it on."""
    linux_without_screen = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if out.is_terminal and not linux_without_screen:
        webbrowser.open(path.resolve().as_uri())
