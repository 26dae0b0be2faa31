"""Cleans files and whole folders, on all cores: the copies keep their folders' tree, and nothing is written over."""

from __future__ import annotations

import secrets
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from footprint import engine
from footprint.errors import TargetError
from footprint.model import Skipped
from footprint.photos.amount import SAFE, Amount
from footprint.photos.clean import USUAL, Cleaned, Manner, clean_file, without_copy
from footprint.photos.draft import is_folder, sweep, sweep_old
from footprint.photos.library.endings import MEDIA
from footprint.photos.library.walk import walk
from footprint.photos.neutral import Names
from footprint.photos.read import EMPTY, NOT_KNOWN

if TYPE_CHECKING:
    from footprint.photos.hide import Hiding

_AHEAD = 16
"""Files handed out at once: memory does not grow with their number, and Ctrl-C need not wait for many."""

_LOST = "Something in this file ended the program that was cleaning it. No copy was made."


def clean(
    paths: Iterable[Path], into: Path, amount: Amount = SAFE, manner: Manner = USUAL, hiding: Hiding | None = None
) -> Iterator[Cleaned]:
    """Clean files and whole folders. The copies keep their folders' tree, below `into`.

    With `hiding`, what pictures show is covered in copies that are encoded anew.
    With more than one folder each has its own name below `into`. Other files in a folder are left out.

    Raises:
        TargetError: at once, when `into` will not do: inside what is cleaned, no folder, or not to be written to.
    """
    roots = tuple(paths)
    made = not into.exists()
    _check(roots, into)
    return _cleaned(_Task(roots, into, amount, manner, secrets.token_hex(4), _maker(hiding)), remove_empty=made)


@dataclass(frozen=True, slots=True)
class _Task:
    """What was asked for. `mark` stands in the names of unfinished files."""

    roots: tuple[Path, ...]
    into: Path
    amount: Amount
    manner: Manner
    mark: str
    make: Callable[..., Cleaned]


class _Waiting(NamedTuple):
    """A file whose copy is being made, or is not to be."""

    source: Path
    target: Path
    named: bool
    made: Future[Cleaned]


def _check(roots: tuple[Path, ...], into: Path) -> None:
    target = into.resolve()
    for root in roots:
        if is_folder(root) and target.is_relative_to(root.resolve()):
            raise TargetError(
                f"The copies would lie among the originals, in {root.resolve()}. Choose another folder for them."
            )
    try:
        if target.exists() and not target.is_dir():
            raise TargetError(f"{into} is not a folder. Choose a folder for the copies.")
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target):
            pass
    except OSError as error:
        raise TargetError(f"{into} cannot be written to ({error.strerror}). Choose another folder.") from error


def _cleaned(task: _Task, *, remove_empty: bool) -> Iterator[Cleaned]:
    waiting: deque[_Waiting] = deque()
    folders = {task.into}
    try:
        with _crew(task) as crew:
            for item in _handed_out(task, crew):
                if isinstance(item, Cleaned):
                    while waiting:
                        yield from _result(waiting.popleft(), folders)
                    yield item
                    continue
                waiting.append(item)
                while waiting and (len(waiting) >= _AHEAD or waiting[0].made.done()):
                    yield from _result(waiting.popleft(), folders)
            while waiting:
                yield from _result(waiting.popleft(), folders)
    finally:
        for folder in folders.union(item.target.parent for item in waiting):
            sweep(folder, task.mark)
        if remove_empty:
            with suppress(OSError):
                task.into.rmdir()  # which takes an empty folder only


def _handed_out(task: _Task, crew: Executor) -> Iterator[_Waiting | Cleaned]:
    names = Names(task.into) if task.manner.neutral_names else None
    folder: Path | None = None
    for root in task.roots:
        for found in walk((root,)):
            if isinstance(found, Skipped):
                yield without_copy(found.identifier, found.reason)
                continue
            name = _name(found, root, task.roots)
            name = names.neutral(name) if names else name
            if (task.into / name).parent != folder:
                folder = (task.into / name).parent
                sweep_old(folder)
            made: Future[Cleaned] = crew.submit(
                task.make,
                found,
                task.into,
                name=name,
                originals=task.roots,
                amount=task.amount,
                manner=task.manner,
                mark=task.mark,
            )
            yield _Waiting(found, task.into / name, found == root, made)


def _maker(hiding: Hiding | None) -> Callable[..., Cleaned]:
    """What makes one copy."""
    if hiding is None:
        return clean_file
    from footprint.photos.hide import hide_file  # noqa: PLC0415  where nothing is covered, it need not be loaded

    return partial(hide_file, hiding=hiding)


def _crew(task: _Task) -> Executor:
    """All cores; only two of them where each needs much memory."""
    return engine.executor() if task.make is clean_file else engine.Crew(min(2, engine.available()))


def _name(found: Path, root: Path, roots: tuple[Path, ...]) -> Path:
    """A copy's path below the folder of copies: in its tree, under its folder's own name where there are several."""
    if not is_folder(root):
        return Path(found.name)
    several = sum(is_folder(one) for one in roots) > 1
    return Path(root.resolve().name, found.relative_to(root)) if several else found.relative_to(root)


def _result(item: _Waiting, folders: set[Path]) -> Iterator[Cleaned]:
    """What became of a file; nothing of one that is clearly no photo, unless it was named.

    Where what cleaned it was ended, its folder goes to `folders`: something unfinished may lie there.
    """
    try:
        result = item.made.result()
    except BrokenExecutor:
        folders.add(item.target.parent)
        result = without_copy(str(item.source), _LOST)
    if result.problem not in (NOT_KNOWN, EMPTY) or item.named or item.source.suffix.casefold() in MEDIA:
        yield result
