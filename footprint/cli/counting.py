"""Shows how far a scan is: files done, how many a second, and the time that is left."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Advance = Callable[[int], None]

SOON = 0.5
"""Seconds after which a person wants to know; what is done before then shows nothing, and loads nothing."""


class _Bar:
    """A bar that appears when it is wanted. How many files there are is counted meanwhile."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths
        self._started = time.monotonic()
        self._done = 0
        self._total: int | None = None
        self._bars: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, files: int) -> None:
        self._done += files
        if self._bars is None and time.monotonic() - self._started >= SOON:
            self._appear()
        if self._bars is not None and self._task is not None:
            known = f"of {self._total:,}" if self._total else "so far"
            rate = self._done / (time.monotonic() - self._started)
            said = f"{self._done:,} {known}, {rate:,.0f} files/s"
            self._bars.update(self._task, completed=self._done, total=self._total, said=said)

    def _appear(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415  see SOON

        from footprint.cli.terminal import err  # noqa: PLC0415  see SOON

        columns = (TextColumn("Reading photos"), BarColumn(), TextColumn("{task.fields[said]}"), TimeRemainingColumn())
        self._bars = Progress(*columns, console=err(), transient=True, redirect_stdout=sys.stdout.isatty())
        self._task = self._bars.add_task("", total=None, said="")
        self._bars.start()
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        from footprint.photos.library import folders  # noqa: PLC0415  see SOON

        self._total = folders.count(self._paths)

    def close(self) -> None:
        if self._bars is not None:
            self._bars.stop()


@contextmanager
def counting(paths: list[Path], *, shown: bool) -> Iterator[Advance]:
    """Tell it how many more files are done. Nothing is shown in a pipe."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _: None
        return
    bar = _Bar(paths)
    try:
        yield bar.advance
    finally:
        bar.close()
