"""One request at a time to one host, and time between two of them."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from footprint.errors import CouldNotCheck, Offline, Throttled, TimedOut
from footprint.web.limits import Limits

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


class Clock:
    """Seconds that only go forward, and waiting."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


@dataclass(slots=True)
class _Host:
    """What is known of one host in this run."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked: float = float("-inf")
    held: float = float("-inf")
    misses: int = 0


class Pace:
    """Keeps requests to a host apart, and remembers which hosts asked to be left alone or do not answer."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str, apart: float) -> AsyncIterator[None]:
        """Wait for a turn at a host, `apart` seconds after the end of the last request to it, and hold it.

        Raises:
            Throttled: the host asked for a longer wait than we are ready for.
            Offline: the host did not answer the last few times.
        """
        state = self._hosts[host]
        async with state.lock:
            if state.misses >= self._limits.misses:
                raise Offline(f"{host} did not answer {state.misses} times in a row, so it was not asked again.")
            if (left := state.held - self._clock.now()) > self._limits.patience:
                raise Throttled(f"{host} asked programs to come back in {in_words(left)}. Run the audit again then.")
            if (wait := max(state.held, state.asked + apart) - self._clock.now()) > 0:
                await self._clock.sleep(wait)
            try:
                yield
            finally:
                state.asked = self._clock.now()

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while, because it asked for that."""
        self._hosts[host].held = self._clock.now() + seconds

    def saw(self, host: str, problem: CouldNotCheck | None) -> None:
        """Take note of how a request ended."""
        state = self._hosts[host]
        state.misses = state.misses + 1 if isinstance(problem, Offline | TimedOut) else 0


def in_words(seconds: float) -> str:
    """About how long, as people say it: "5 minutes", "2 hours"."""
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second")):
        # Ninety minutes are better told in minutes than as two hours.
        if seconds >= 2 * size or size == 1:
            count = round(seconds / size)
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError(seconds)  # pragma: no cover  the last size takes whatever is left
