"""The board that shows how far an audit is: how much is answered of all, and a line for each source."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from footprint.outline import words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from footprint import gather

STAGES = {
    "web": "Asking public sources",
    "photos": "Reading photos",
    "comparing": "Comparing with pictures online",
    "looking": "Looking at pictures",
    "places": "Working out places",
}
BESIDES = 3
"""Lines of the screen that are left free."""


class Board:
    """Lines that change in place, as many as the screen has room for: what is still under way comes first.

    Args:
        console: the screen.
        redirect: lead what is printed meanwhile past the board; not where it goes into a file or a pipe.
    """

    def __init__(self, console: Console, *, redirect: bool) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"),
        )
        self.bars = Progress(*columns, console=console, transient=True, redirect_stdout=redirect)
        self._stages: dict[str, TaskID] = {}
        self._sources: dict[str, gather.Progress] = {}
        self._lines: dict[str, TaskID] = {}

    def tell(self, step: gather.Progress) -> None:
        """Show a step."""
        if step.stage == "web":
            self._show_source(step)
            done = sum(source.done for source in self._sources.values())
            total: int | None = sum(source.total or 0 for source in self._sources.values())
        else:
            done, total = step.done, step.total
            self._clear()
        if step.stage not in self._stages:
            self._stages[step.stage] = self.bars.add_task(f"[bold]{STAGES[step.stage]}[/bold]", total=total, state="")
        self.bars.update(self._stages[step.stage], completed=done, total=total, state=_time(step.left))

    def _show_source(self, step: gather.Progress) -> None:
        title = words.plain(step.label, words.LONGEST)
        self._sources[step.label] = step
        if step.label not in self._lines:
            if not self._stages:  # the whole stands above its parts
                self._stages["web"] = self.bars.add_task(f"[bold]{STAGES['web']}[/bold]", total=None, state="")
            self._lines[step.label] = self.bars.add_task(f"  {escape(title)}", total=step.total, state="")
        self.bars.update(self._lines[step.label], completed=step.done, total=step.total, state=_state(step))
        self._make_room()

    def _make_room(self) -> None:
        """Hide lines that the screen has no room for, those of sources that are done first."""
        ahead = sorted(self._sources.values(), key=lambda source: source.done == source.total)
        room = max(1, self.bars.console.height - BESIDES)
        shown = {source.label for source in ahead[:room]}
        for label, line in self._lines.items():
            self.bars.update(line, visible=label in shown)

    def _clear(self) -> None:
        """Take the sources from the board: they are all done."""
        for line in self._lines.values():
            with suppress(KeyError):
                self.bars.remove_task(line)
        self._lines.clear()


def _time(seconds: float | None) -> str:
    """How long the rest takes, roughly."""
    if seconds is None:
        return ""
    return (
        f"about {words.count(round(seconds / 60), 'minute')} left" if seconds > _MINUTE else "less than a minute left"
    )


_MINUTE = 50


def _state(step: gather.Progress) -> str:
    """What a source gave so far, and whether it is done."""
    read = words.count(step.read, "page or record", "pages and records") if step.read else ""
    if step.missed:
        return escape(", ".join(part for part in (read, words.CAUSES[step.missed].lower()) if part))
    if step.done == step.total:
        return read or "nothing found"
    return read or "asking"
