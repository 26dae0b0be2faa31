"""PDFs as text.

A PDF can be built to keep programs busy, so each is read in a process of its own, with no more than

- `BYTES` of the file,
- `SECONDS` of time, after which the process is ended, and `AT_ONCE` such processes at a time,
- `pdf_text.MEMORY` bytes of memory, `pdf_text.UNPACKED` bytes for each packed part of the file,
- `pdf_text.PAGES` pages and `pdf_text.LETTERS` letters.

What was read before the end of pages or letters is kept, and it is said that there is more. pypdf sets bounds of its
own to everything that refers to itself or is nested without end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from footprint.errors import CouldNotCheck, Illegible, TooLarge, Unexpected
from footprint.web import MEGABYTE, pdf_text
from footprint.web.markup import Marked, absolute, day, lines
from footprint.web.pdf_text import Words

BYTES = 20 * MEGABYTE
"""Of one file."""
SECONDS = 40.0
"""For one file, the start of the process included."""
AT_ONCE = 2
"""Files that are read at the same time."""

_LONGEST_TITLE = 300
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows opens one for each process where there is none yet."""
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """A PDF as a page, and what of it was not read, in a plain sentence or ""."""

    marked: Marked
    left_out: str


def read_pdf(data: bytes, host: str, seconds: float = SECONDS) -> ReadPdf:
    """Read a PDF. It takes a part of a second at least, so ask for it in a thread.

    Args:
        data: the file.
        host: for the messages.
        seconds: after which it is given up.

    Raises:
        TooLarge: it is over one of the bounds before any of it could be read.
        Illegible: it needs a password, or has no words but only pictures.
        Unexpected: it is damaged.
    """
    if len(data) > BYTES:
        raise TooLarge(f"{host} has a PDF document there of more than {BYTES // MEGABYTE} MB, so it was not read.")
    found = _asked(data, host, seconds)
    if problem := _problem(found, host):
        raise problem
    said = lines(f"{found.title}\n{found.author}\n{found.text}")
    return ReadPdf(
        Marked(
            title=" ".join(lines(found.title).split())[:_LONGEST_TITLE],
            text=said,
            links=absolute("", found.links),
            published=day(found.published),
        ),
        _left_out(found),
    )


def _asked(data: bytes, host: str, seconds: float) -> Words:
    """The answer of a process that reads it."""
    program = [sys.executable, "-P", str(Path(pdf_text.__file__))]
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603  Python itself, with a file of this package
                program, input=data, capture_output=True, timeout=seconds, check=False, creationflags=_NO_WINDOW
            )
        except subprocess.TimeoutExpired:
            done = None
        except OSError as error:
            raise Illegible(
                f"This computer could not start reading a PDF document of {host}: {error.strerror}."
            ) from None
    if done is None or done.returncode == pdf_text.OUT_OF_MEMORY:
        raise _busy(host)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # The system ended it, or it ended over what it read.
        raise _damaged(host) from None
    return Words(**answer)


def _problem(found: Words, host: str) -> CouldNotCheck | None:
    """Why nothing of it can be told."""
    if found.problem == "locked":
        return Illegible(f"{host} has a PDF document there that is locked with a password, so its words were not read.")
    if found.text.strip():
        return None
    if found.problem == "heavy":
        return _busy(host)
    if found.problem == "damaged":
        return _damaged(host)
    only = "holds only pictures of its pages" if found.pictures else "holds no words"
    return Illegible(f"{host} has a PDF document there that {only}, so nothing was read. Look through it yourself.")


def _busy(host: str) -> TooLarge:
    return TooLarge(f"{host} has a PDF document there that is built to keep programs busy, so its words were not read.")


def _damaged(host: str) -> Unexpected:
    return Unexpected(f"{host} has a PDF document there that is damaged, so its words were not read.")


def _left_out(found: Words) -> str:
    """What of it was not read."""
    if found.problem:
        return "A part of this PDF document could not be read. Look through it yourself."
    if found.read < found.pages:
        return f"The first {found.read} pages of this PDF document were read; it has {found.pages}."
    if len(found.text) >= pdf_text.LETTERS:
        return "This PDF document was read only in part: it is very long."
    if found.pictures:
        share = "One page" if found.pictures == 1 else f"{found.pictures} pages"
        return f"{share} of this PDF document are only pictures, which were not read. Look through it yourself."
    return ""
