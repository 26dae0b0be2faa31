"""What left this computer, to whom and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from footprint.model import Sent

UNANSWERED = "stopped before an answer came"


class Ledger:
    """Every request that really left, in the order in which they left."""

    def __init__(self) -> None:
        self._lines: list[Sent] = []

    @property
    def lines(self) -> tuple[Sent, ...]:
        """A line for each request: robots.txt, redirects and repeated attempts included."""
        return tuple(self._lines)

    def begin(self, source: str, host: str, url: str, sends: tuple[str, ...]) -> int:
        """Write down a request as it leaves. `url` is without any key. Returns the number of its line."""
        self._lines.append(Sent(datetime.now(UTC), source, host, "GET", url, sends, UNANSWERED))
        return len(self._lines) - 1

    def end(self, line: int, outcome: str) -> None:
        """Add what came of it: "200", "timed out"."""
        self._lines[line] = replace(self._lines[line], outcome=outcome)
