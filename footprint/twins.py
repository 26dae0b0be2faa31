"""Holds the photos of this computer against the pictures found online: which of them are there already?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from footprint import engine
from footprint.errors import Unreadable
from footprint.gather import Progress, Tell
from footprint.model import PHOTOS, Cause, Photo, Skipped, Twins
from footprint.photos.library.folders import written
from footprint.photos.look.remembered import Remembered
from footprint.photos.prints import Prints, Wanted, is_same, may_be, prints, wanted

_AHEAD = 16
"""Photos under way at once."""


def twins(
    paths: Sequence[str], online: Sequence[Photo], tell: Tell, *, remember: bool = True
) -> Iterator[Twins | Skipped]:
    """Each of some photos with those online that show the same; nothing where there is none to compare with.

    Args:
        paths: of pictures on this computer.
        online: pictures found, each with its small copy.
        tell: told of the progress.
        remember: keep the prints, so that none is made twice.
    """
    sought = list(_sought(online))
    if not sought:
        return
    now = datetime.now(UTC)
    for done, (path, own) in enumerate(_printed(paths, remember=remember), 1):
        tell(Progress("comparing", "", done, len(paths)))
        place = Path(written(path))
        try:
            if own is None:
                raise Unreadable(_LOST)  # noqa: TRY301  told like any other picture that cannot be read
            same = tuple(photo for photo, one in sought if may_be(own, one) and is_same(Path(path), one))
        except Unreadable as error:
            reason = f"It could not be compared with the pictures found online. {error}"
            yield Skipped(PHOTOS, str(place), Cause.UNREADABLE, reason)
            continue
        yield Twins(source=PHOTOS, url=str(place), place=str(place.parent), title=place.name, seen=now, online=same)


_LOST = "The picture could not be decoded."


def _sought(online: Sequence[Photo]) -> Iterator[tuple[Photo, Wanted]]:
    """What is known again of each picture, once for each address."""
    for photo in {photo.url: photo for photo in online}.values():
        with suppress(Unreadable):
            if one := wanted(photo.thumbnail):
                yield photo, one


class _Waiting(NamedTuple):
    path: str
    content: bytes
    known: Prints | None
    future: Future[Prints] | None


def _printed(paths: Sequence[str], *, remember: bool) -> Iterator[tuple[str, Prints | None]]:
    """The prints of each photo, in their order; None for one that cannot be read."""
    waiting: deque[_Waiting] = deque()
    with ExitStack() as stack:
        remembered = stack.enter_context(closing(Remembered())) if remember else None
        executor = stack.enter_context(engine.executor())
        for path in paths:
            waiting.append(_begun(path, executor, remembered))
            if len(waiting) > _AHEAD:
                yield _done(waiting.popleft(), remembered)
        while waiting:
            yield _done(waiting.popleft(), remembered)


def _begun(path: str, executor: Executor, remembered: Remembered | None) -> _Waiting:
    content = b""
    with suppress(OSError):  # it is not there any more: making its prints says so
        content = remembered.read(path) if remembered else b""
    known = remembered.prints(content) if remembered and content else None
    return _Waiting(path, content, known, None if known is not None else executor.submit(prints, Path(path)))


def _done(item: _Waiting, remembered: Remembered | None) -> tuple[str, Prints | None]:
    if item.future is None:
        return item.path, item.known
    try:
        made = item.future.result()
    except (Unreadable, BrokenExecutor):
        return item.path, None
    if remembered and item.content:
        remembered.remember_prints(item.content, made)
    return item.path, made
