"""What a terminal shows: progress on a person's screen, nothing in a pipe, and no control character ever."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from footprint import gather

# Rich is loaded where it is used: a scan in which nothing has changed takes less time than loading it.

STOPPED = 130
"""What a shell expects of a program that was stopped by Ctrl-C."""


@cache
def out() -> Console:
    """Standard output."""
    from rich.console import Console  # noqa: PLC0415  see above

    return Console(highlight=False, soft_wrap=True)


@cache
def err() -> Console:
    """Standard error."""
    from rich.console import Console  # noqa: PLC0415  see above

    return Console(highlight=False, soft_wrap=True, stderr=True)


class Stopped(SystemExit):
    """Ctrl-C, after which everything that is to be said of it was said."""

    def __init__(self, text: str) -> None:
        """Say it, on standard error."""
        super().__init__(STOPPED)
        sys.stderr.write(f"footprint: {text}\n")


def bare(text: str) -> str:
    """Text from anywhere without control or direction-changing characters."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)


def plain(text: str) -> str:
    """Text from anywhere, fit for `say`: no control or direction-changing characters, no markup."""
    from rich.markup import escape  # noqa: PLC0415  see above

    return escape(bare(text))


def say(text: str = "") -> None:
    """A line for the person."""
    out().print(text)


def ask(text: str) -> None:
    """What stands before an answer, on its line."""
    out().print(text, end="")


def complain(text: str) -> None:
    """A line about what went wrong, on standard error."""
    err().print(f"footprint: {plain_lines(text)}")


def note(text: str) -> None:
    """A line for the person that must not stand among what a program reads."""
    err().print(plain_lines(text))


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


def lines(data: bytes) -> None:
    """Finished lines for a program, as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def table(*headings: str) -> Table:
    """An empty table in the house style."""
    from rich.table import Table  # noqa: PLC0415  see above

    made = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


@contextmanager
def progress() -> Iterator[gather.Tell]:
    """A board with a line for each source on a terminal; nothing in a pipe."""
    if not err().is_terminal:
        yield lambda _: None
        return
    from footprint.cli.board import Board  # noqa: PLC0415  see above

    board = Board(err(), redirect=out().is_terminal)
    with board.bars:
        yield board.tell


def show_file(path: Path) -> None:
    """Open a report in the person's browser, where there is a screen to open it on."""
    linux_without_screen = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    import webbrowser  # noqa: PLC0415  see above

    if out().is_terminal and not linux_without_screen:
        webbrowser.open(path.resolve().as_uri())
