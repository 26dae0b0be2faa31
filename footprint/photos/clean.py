"""Writes copies without anything that gives away where, who or when, and proves each before it gets its name.

`copies` does it for whole folders.

A copy keeps what is needed to show the picture, its colour profile and how it is turned; all else is left out,
whether or not we know what it is, unless a person asks to keep more. Originals are opened for reading only.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from footprint.errors import Unreadable, Withheld
from footprint.model import Reading, TraceKind
from footprint.photos import HEAD, BlockKind, Cleanable, Part, format_of, fresh
from footprint.photos.amount import SAFE, Amount, parts
from footprint.photos.draft import down_to_the_disk, draft, give_name, is_folder, not_written
from footprint.photos.facts import moment
from footprint.photos.proof import Expected, displayed, prove, said_colours, secrets
from footprint.photos.read import EMPTY, NOT_KNOWN, read_blocks, why
from footprint.photos.stream import Stream

_FIELDS: dict[str, dict[int, tuple[str, ...]]] = {
    "copyright": {0x8298: ("EXIF Copyright", "XMP dc:rights", "IPTC copyright", "PNG text Copyright")},
    "author": {0x013B: ("EXIF Artist", "XMP dc:creator", "IPTC by-line", "PNG text Author")},
    "date": {
        0x9003: ("EXIF DateTimeOriginal", "XMP exif:DateTimeOriginal", "IPTC date created"),
        0x0132: ("EXIF DateTime", "XMP xmp:ModifyDate"),
    },
    "description": {
        0x010E: ("EXIF ImageDescription", "XMP dc:description", "IPTC caption", "PNG text Description", "JPEG comment")
    },
    "camera": {0x010F: ("EXIF Make", "XMP tiff:Make"), 0x0110: ("EXIF Model", "XMP tiff:Model")},
}
"""Word → EXIF tag → where the text is looked for."""

_MOMENTS = frozenset({0x9003, 0x0132})


class Beside(Withheld):
    """The file only tells of a photo beside it."""


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
        beside: no copy was made, and none is wanted: the file only tells of a photo beside it.
        covered: what was covered in the picture, which was encoded anew for it, and how often.
    """

    source: str
    copy: str | None
    removed: tuple[TraceKind, ...]
    kept: tuple[TraceKind, ...]
    verified: bool
    problem: str | None
    beside: bool = False
    covered: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How copies are written.

    Attributes:
        keep_times: a copy gets the original's time of change, which tells when the photo was taken, roughly.
        neutral_names: copies and their folders are numbered, since names tell places and days.
    """

    keep_times: bool = False
    neutral_names: bool = False


USUAL = Manner()


def clean_file(
    source: Path,
    into: Path,
    *,
    name: Path | None = None,
    originals: tuple[Path, ...] = (),
    amount: Amount = SAFE,
    manner: Manner = USUAL,
    mark: str = "",
) -> Cleaned:
    """Clean one file. Never raises for what is in it, nor for a copy that cannot be written.

    Args:
        source: opened for reading only.
        into: an existing folder.
        name: the copy's path below it; the file's own name where none is given.
        originals: folders in which nothing is ever written.
        amount: how much the copy keeps.
        manner: how it is written.
        mark: stands in the name of the file that is not finished.
    """
    target = into / (name or source.name)
    try:
        _keep_out(target, originals)
        return _cleaned(source, target, amount, manner, mark)
    except Beside as error:
        return without_copy(str(source), str(error), beside=True)
    except (Withheld, Unreadable) as error:
        return without_copy(str(source), str(error))
    except OSError as error:
        return without_copy(str(source), why(error))
    except Exception as error:  # noqa: BLE001  the one place that turns a format's own fault into a reason
        fault = f"Something went wrong inside Footprint while cleaning the file ({type(error).__name__})."
        return without_copy(str(source), fault)


def _keep_out(target: Path, originals: tuple[Path, ...]) -> None:
    if any(is_folder(root) and target.resolve().is_relative_to(root.resolve()) for root in originals):
        raise Withheld("The copy would lie among the originals. Choose another folder for the copies.")


def without_copy(source: str, problem: str, *, beside: bool = False) -> Cleaned:
    """What became of a file of which no copy was made."""
    return Cleaned(source, None, (), (), verified=False, problem=problem, beside=beside)


def _cleaned(source: Path, target: Path, amount: Amount, manner: Manner, mark: str) -> Cleaned:
    with Stream.open(source, held=True) as stream:
        form = _format(stream)
        blocks = list(form.split(stream))
        reading = read_blocks(stream, str(source), blocks)
        turned = displayed(stream, blocks, form)
        places = frozenset(trace.value for trace in reading.traces if trace.kind == "place")
        made = parts(stream, blocks, amount, places)
        colours = said_colours(stream, blocks, form)
        block = fresh.exif(turned, _chosen(reading, amount), colours) if _needs_exif(made) else b""
        hidden = frozenset(secret for secret in secrets(stream, blocks, reading, amount) if secret not in block)
        expected = Expected(form, turned, hidden, amount, colours)
        with draft(target, mark) as (file, path):
            try:
                form.join(stream, made, file, exif=block)
                down_to_the_disk(file)
            except OSError as error:
                raise not_written(error) from error
            left = prove(source, path, expected, stream)
            shutil.copymode(source, path)  # a copy may be read by whoever may read the original
            if manner.keep_times:
                status = source.stat()
                os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            give_name(path, target)
    gone = dict.fromkeys(trace.kind for trace in reading.traces if trace not in left)
    kept = dict.fromkeys(trace.kind for trace in left)
    return Cleaned(str(source), str(target), tuple(gone), tuple(kept), verified=True, problem=None)


def _needs_exif(made: Sequence[Part]) -> bool:
    """Whether the copy has no EXIF block of the original's that says how it is turned."""
    return not any(part.stays and part.block.kind is BlockKind.EXIF for part in made)


def _chosen(reading: Reading, amount: Amount) -> dict[int, str]:
    """EXIF tag → text, of what a person asked to keep: the first place where the file says it."""
    said = {trace.where: trace.value for trace in reversed(reading.traces)}
    chosen: dict[int, str] = {}
    for word in amount.keep:
        for tag, wheres in _FIELDS[word].items():
            text = next((said[where] for where in wheres if where in said), "")
            if text:
                chosen[tag] = _as_exif(tag, text)
    return chosen


def _as_exif(tag: int, text: str) -> str:
    """A moment as EXIF spells it; any other text as it is."""
    when = moment(text) if tag in _MOMENTS else None
    return when.strftime("%Y:%m:%d %H:%M:%S") if when else text


def _format(stream: Stream) -> Cleanable:
    """The format of a file that can be cleaned.

    Raises:
        Withheld: when it cannot.
    """
    head = stream.at(0, HEAD)
    form = format_of(head)
    if form is None:
        raise Withheld(NOT_KNOWN if head else EMPTY)
    if form.beside:
        raise Beside(form.instead)
    if not isinstance(form, Cleanable):
        raise Withheld(form.instead or f"{form.name} files cannot be cleaned. The original is as it was.")
    return form
