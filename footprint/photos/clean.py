"""Writes copies without anything that gives away where, who or when, and proves each before it gets its name.

A copy keeps what is needed to show the picture, its colour profile and how it is turned; all else is left out,
whether or not we know what it is. Originals are opened for reading only.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from footprint.errors import TargetError, Unreadable, Withheld
from footprint.model import Reading, Skipped, TraceKind
from footprint.photos import HEAD, BlockKind, Cleanable, all_formats, format_of
from footprint.photos.proof import displayed, prove, secrets
from footprint.photos.read import EMPTY, NOT_KNOWN, read_file, why
from footprint.photos.stream import Stream
from footprint.photos.walk import MEDIA, is_folder, walk

_KEPT = frozenset({BlockKind.IMAGE, BlockKind.ICC})


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of one file.

    Attributes:
        source: the original's path.
        copy: the copy's path; None where none was made, and then `problem` says why.
        removed: the kinds of trace that the original has and the copy has not.
        kept: the kinds of trace that the copy still has.
        verified: the copy was read again by two readers, searched, and shows the same picture.
        problem: one plain sentence.
    """

    source: str
    copy: str | None
    removed: tuple[TraceKind, ...]
    kept: tuple[TraceKind, ...]
    verified: bool
    problem: str | None


def clean(paths: Iterable[Path], into: Path) -> Iterator[Cleaned]:
    """Clean files and whole folders. The copies keep their folders' tree, below `into`.

    With more than one folder each has its own name below `into`. Other files in a folder are left out.

    Raises:
        TargetError: at once, when `into` will not do: inside what is cleaned, no folder, or not to be written to.
    """
    roots = tuple(paths)
    made = not into.exists()
    _check(roots, into)
    return _clean(roots, into, remove_empty=made)


def _check(roots: tuple[Path, ...], into: Path) -> None:
    target = into.resolve()
    for root in roots:
        if is_folder(root) and target.is_relative_to(root.resolve()):
            raise TargetError(f"The copies would lie among the originals. Choose a folder outside of {root}.")
    try:
        if target.exists() and not target.is_dir():
            raise TargetError(f"{into} is not a folder. Choose a folder for the copies.")
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target):
            pass
    except OSError as error:
        raise TargetError(f"{into} cannot be written to ({error.strerror}). Choose another folder.") from error


def _clean(roots: tuple[Path, ...], into: Path, *, remove_empty: bool) -> Iterator[Cleaned]:
    several = sum(is_folder(root) for root in roots) > 1
    for root in roots:
        for found in walk((root,)):
            if isinstance(found, Skipped):
                yield _without_copy(found.identifier, found.reason)
                continue
            tree = found.relative_to(root) if is_folder(root) else Path(found.name)
            name = Path(root.resolve().name) / tree if several and is_folder(root) else tree
            result = clean_file(found, into, name=name, originals=roots)
            if result.problem not in (NOT_KNOWN, EMPTY) or found == root or found.suffix.casefold() in MEDIA:
                yield result
    if remove_empty:
        with suppress(OSError):
            into.rmdir()  # which takes an empty folder only


def clean_file(source: Path, into: Path, *, name: Path | None = None, originals: tuple[Path, ...] = ()) -> Cleaned:
    """Clean one file. Never raises for what is in it, nor for a copy that cannot be written.

    Args:
        source: opened for reading only.
        into: an existing folder.
        name: the copy's path below it; the file's own name where none is given.
        originals: folders in which nothing is ever written.
    """
    target = into / (name or source.name)
    try:
        _keep_out(target, originals)
        return _cleaned(source, target)
    except (Withheld, Unreadable) as error:
        return _without_copy(str(source), str(error))
    except OSError as error:
        return _without_copy(str(source), why(error))
    except Exception as error:  # noqa: BLE001  the one place that turns a format's own fault into a reason
        fault = f"Something went wrong inside Footprint while cleaning the file ({type(error).__name__})."
        return _without_copy(str(source), fault)


def _keep_out(target: Path, originals: tuple[Path, ...]) -> None:
    if any(is_folder(root) and target.resolve().is_relative_to(root.resolve()) for root in originals):
        raise Withheld("The copy would lie among the originals. Choose another folder for the copies.")


def _without_copy(source: str, problem: str) -> Cleaned:
    return Cleaned(source, None, (), (), verified=False, problem=problem)


def _cleaned(source: Path, target: Path) -> Cleaned:
    reading = read_file(source)
    with Stream.open(source) as stream:
        form = _format(stream, reading)
        blocks = list(form.split(stream))
        orientation = displayed(stream, blocks, form)
        hidden = secrets(stream, blocks, reading)
        kept = [block for block in blocks if block.kind in _KEPT]
        with _draft(target) as (file, draft):
            try:
                form.join(stream, kept, file, orientation=orientation)
                _down_to_the_disk(file)
            except OSError as error:
                raise _not_written(error) from error
            prove(source, draft, form, orientation, hidden)
            shutil.copymode(source, draft)  # a copy may be read by whoever may read the original
            _give_name(draft, target)
    removed = tuple(dict.fromkeys(trace.kind for trace in reading.traces))
    return Cleaned(str(source), str(target), removed, (), verified=True, problem=None)


def _format(stream: Stream, reading: Reading) -> Cleanable:
    """The format of a file that can be cleaned.

    Raises:
        Withheld: when it cannot.
    """
    form = format_of(stream.at(0, HEAD))
    if form is None:
        raise Withheld(reading.problem or NOT_KNOWN)
    if not isinstance(form, Cleanable):
        others = ", ".join(other.name for other in all_formats() if isinstance(other, Cleanable))
        raise Withheld(f"{form.name} cannot be cleaned yet: only {others} can. The original is as it was.")
    return form


@contextmanager
def _draft(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file beside a name that is free, open for writing; it is gone when this ends, whatever happens."""
    try:
        if os.path.lexists(target):
            raise _clash(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(".part", ".footprint-", target.parent)
    except OSError as error:
        raise _not_written(error) from error
    file = os.fdopen(number, "wb")
    try:
        yield file, Path(name)
    finally:
        with suppress(OSError):  # what could not be written is told already
            file.close()
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _down_to_the_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()


def _give_name(draft: Path, target: Path) -> None:
    """The final name for a draft, unless somebody else took it in the meantime."""
    try:
        if os.name == "nt":
            draft.rename(target)  # refuses where there is a file of that name
        else:
            _link(draft, target)
    except FileExistsError as error:
        raise _clash(target) from error
    except OSError as error:
        raise _not_written(error) from error


def _link(path: Path, target: Path) -> None:
    """A second name for a file, never over another's; the first one is taken away later."""
    try:
        target.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems (exFAT on a memory card) know no second names.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        path.rename(target)


def _clash(target: Path) -> Withheld:
    return Withheld(f"There is already a file of that name in {target.parent}; nothing was written over.")


def _not_written(error: OSError) -> Withheld:
    if error.errno == errno.ENOSPC:
        return Withheld("The disk is full: no copy was made, and the original is as it was.")
    return Withheld(f"The copy could not be written ({error.strerror or 'no reason given'}).")
