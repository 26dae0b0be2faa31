"""What a site's robots.txt asks of programs (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from protego import Protego

from footprint.errors import CouldNotCheck, Offline, RobotsForbid, ServiceFailed, Throttled, TimedOut
from footprint.web import Answer
from footprint.web.asking import Asking, Secrets, origin
from footprint.web.charsets import decode
from footprint.web.limits import Limits
from footprint.web.once import Once

TOKEN = "Footprint"  # noqa: S105  the name that a robots.txt calls us by
_AGENT = re.compile(r"user[-\s]*agent\s*[:\s](.*)", re.IGNORECASE)


class Robots:
    """The rules of each site, read once.

    Args:
        ask: makes one request and follows its redirects.
        limits: how much of a robots.txt is read, how long a wait between pages is kept.
    """

    def __init__(self, ask: Callable[[Asking], Awaitable[Answer]], limits: Limits) -> None:
        self._ask = ask
        self._limits = limits
        self._rules: Once[tuple[str, str, int], Protego] = Once()

    async def delay(self, asking: Asking) -> float:
        """The seconds that the site wants between two pages, 0 where it does not say.

        Raises:
            RobotsForbid: it wants no program there, or wants a longer wait than an audit can keep.
            CouldNotCheck: its rules could not be asked for.
        """
        rules = await self._rules.get(origin(asking.url), lambda: self._read(asking))
        if not rules.can_fetch(asking.shown, TOKEN):
            raise RobotsForbid(
                f"{asking.host} asks programs to stay away from this page. Look at it in your browser yourself."
            )
        delay = float(rules.crawl_delay(TOKEN) or 0)
        if delay > self._limits.crawl_delay:
            raise RobotsForbid(
                f"{asking.host} asks programs to wait {delay:.0f} seconds between two pages, which is longer than an "
                "audit can. Look at the page in your browser yourself."
            )
        return delay

    async def close(self) -> None:
        """Wait for no robots.txt any more."""
        await self._rules.close()

    async def _read(self, asking: Asking) -> Protego:
        url = asking.url.copy_with(raw_path=b"/robots.txt")
        plain = replace(asking, url=url, sends=(), headers=(), secrets=Secrets(), cap=self._limits.robots, cut=True)
        text, failed = "", False
        try:
            answer = await self._ask(plain)
            text = "" if answer.missing else decode(answer.body)
        except (Offline, TimedOut, Throttled):
            raise
        except ServiceFailed:
            failed = True
        except CouldNotCheck:
            # There are no rules to be had (401, 403, redirects without end…), which RFC 9309 reads as "none".
            pass
        if failed:
            raise RobotsForbid(
                f"{asking.host} could not say which pages programs may read, because it is out of order. "
                "So it was left alone. Try again another day."
            )
        return Protego.parse("\n".join(map(_ours_or_not, text.splitlines())))


def _ours_or_not(line: str) -> str:
    """Call every other program by one name: a file that lists thousands would take minutes to read."""
    named = _AGENT.match(line.strip())
    if not named:
        return line
    name = named[1].partition("#")[0].strip().lower()
    if name != "*":
        name = TOKEN if re.match(rf"{TOKEN}\b(?!-)", name, re.IGNORECASE) else "another"
    return f"User-agent: {name}"
