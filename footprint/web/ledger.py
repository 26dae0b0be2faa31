"""What left this computer, to whom and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from footprint.model import Sent

UNANSWERED = "stopped before an answer came"
KEPT = "from the cache, nothing left"


class Ledger:
    """Every request that left, in the order in which they left; and those that need not leave.

    Attributes:
        heard: called with the number of a line and the line, when it is written and when it is changed.
    """

    def __init__(self) -> None:
        self._lines: list[Sent] = []
        self.heard: Callable[[int, Sent], None] = lambda *_: None

    @property
    def lines(self) -> tuple[Sent, ...]:
        """A line for each request: robots.txt, redirects and repeated attempts included."""
        return tuple(self._lines)

    def begin(self, source: str, host: str, url: str, sends: tuple[str, ...]) -> int:
        """Write down a request as it leaves. `url` is without any key. Returns the number of its line."""
        return self._add(Sent(datetime.now(UTC), source, host, "GET", url, sends, UNANSWERED))

    def reuse(self, source: str, host: str, url: str, sends: tuple[str, ...]) -> None:
        """Write down a request that was answered from what was kept, so that nothing left."""
        self._add(Sent(datetime.now(UTC), source, host, "GET", url, sends, KEPT, left=False))

    def end(self, line: int, outcome: str) -> None:
        """Add what came of it: "200", "timed out"."""
        self._lines[line] = replace(self._lines[line], outcome=outcome)
        self.heard(line, self._lines[line])

    def _add(self, sent: Sent) -> int:
        self._lines.append(sent)
        self.heard(len(self._lines) - 1, sent)
        return len(self._lines) - 1
