"""Many pictures, looked at in their order by two other processes, until the time that was given is over.

What was seen is remembered at once, so that whoever stops goes on from there; what is remembered costs no time.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from footprint import engine
from footprint.errors import NotInstalled, Unreadable
from footprint.photos.look.remembered import Remembered
from footprint.photos.look.view import THOROUGH, USUAL, View, view
from footprint.photos.look.weights import require

ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif"}
    | {".hif", ".avif"}
)
"""Of files that are looked at; films, raw pictures and documents are not."""

_PROCESSES = 2
"""Each takes up to a gigabyte of memory."""

_AHEAD = 4
_LOST = "Something in this picture ended the program that was looking at it."
_MORE = (
    "It moves, or holds several pictures: only the first was looked at. Save the others as pictures, and look at those."
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How pictures are looked at.

    Attributes:
        thorough: look for small text too, which takes three times as long.
        seconds: after which no more pictures are begun.
    """

    thorough: bool = False
    seconds: float = 600.0

    @property
    def side(self) -> int:
        """At which size text is looked for."""
        return THOROUGH if self.thorough else USUAL

    @property
    def over(self) -> str:
        """Why the rest was left, like "the 10 minutes were over"."""
        minutes = self.seconds / 60
        return f"the {minutes:g} {'minute was' if minutes == 1 else 'minutes were'} over"


class Looked(NamedTuple):
    """What came of one picture: what was seen, and why nothing or not all was; both empty where there was no time."""

    path: str
    view: View | None = None
    problem: str = ""

    @property
    def left(self) -> bool:
        """Whether there was no time for it."""
        return self.view is None and not self.problem


class _Waiting(NamedTuple):
    path: str
    content: bytes
    future: Future[View]


def pictures(paths: Iterable[str]) -> list[str]:
    """Those of some files that are looked at."""
    return [path for path in paths if Path(path).suffix.casefold() in ENDINGS]


class Looking:
    """One look at some pictures.

    Args:
        paths: the first is looked at first.
        manner: how.
        remembered: what was seen before; None to look anew, and remember nothing.

    Raises:
        NotInstalled: the extra is missing.
    """

    def __init__(self, paths: Iterable[str], manner: Manner, remembered: Remembered | None) -> None:
        require()
        self._paths = tuple(paths)
        self._manner = manner
        self._remembered = remembered
        self._ends = 0.0
        self._began = 0.0
        self._fresh = 0
        self._gone = 0

    def __iter__(self) -> Generator[Looked, None, None]:
        """What came of each picture, in their order."""
        self._began = time.monotonic()
        self._ends = self._began + self._manner.seconds
        waiting: deque[_Waiting | Looked] = deque()
        with engine.Crew(min(_PROCESSES, engine.available()), worth=0) as crew:
            for path in self._paths:
                waiting.append(self._begun(path, crew))
                while waiting and (len(waiting) > _AHEAD or isinstance(waiting[0], Looked)):
                    yield self._done(waiting.popleft())
            while waiting:
                yield self._done(waiting.popleft())

    @property
    def time_left(self) -> float | None:
        """Seconds that the rest takes, as far as it can be told; at most until time is over."""
        if not self._fresh:
            return None
        now = time.monotonic()
        rest = (len(self._paths) - self._gone) * (now - self._began) / self._fresh
        return max(0.0, min(rest, self._ends - now))

    def _begun(self, path: str, crew: engine.Crew) -> _Waiting | Looked:
        over = time.monotonic() >= self._ends
        try:
            content = self._content(path, read=not over)
        except OSError as error:
            return Looked(path, problem=f"The file cannot be read ({error.strerror or 'no reason given'}).")
        if content is None:
            return Looked(path)
        known = self._remembered.view(content, self._manner.side) if self._remembered else None
        if known is not None or over:
            return _seen(path, known) if known else Looked(path)
        crew.call()
        executor: Executor = crew
        return _Waiting(path, content, executor.submit(view, path, self._manner.side))

    def _content(self, path: str, *, read: bool) -> bytes | None:
        if self._remembered is None:
            return b"" if read else None
        return self._remembered.read(path) if read else self._remembered.content(path)

    def _done(self, item: _Waiting | Looked) -> Looked:
        self._gone += 1
        if isinstance(item, Looked):
            return item
        self._fresh += 1
        try:
            seen = item.future.result()
        except NotInstalled:
            raise
        except Unreadable as error:
            return Looked(item.path, problem=str(error))
        except BrokenExecutor:
            return Looked(item.path, problem=_LOST)
        except Exception as error:  # noqa: BLE001  one picture, however odd, must not take the others with it; it is said
            return Looked(item.path, problem=f"Something went wrong inside Footprint ({type(error).__name__}).")
        if self._remembered:
            self._remembered.remember(item.content, self._manner.side, seen)
        return _seen(item.path, seen)


def _seen(path: str, view: View) -> Looked:
    return Looked(path, view, _MORE if view.more else "")


def moment(path: str, taken: datetime | None) -> float:
    """When a picture was taken; when its file was changed where nothing says so."""
    try:
        return taken.timestamp() if taken else Path(path).stat().st_mtime
    except (OSError, ValueError, OverflowError):
        return 0.0


def newest_first(taken: Iterable[tuple[str, float]]) -> Iterator[str]:
    """Paths by the time when each was taken."""
    return (path for path, _ in sorted(taken, key=lambda item: -item[1]))
