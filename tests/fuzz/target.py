"""One process that makes damaged files and gives them to the readers, or to the cleaners.

Called by `__main__` as `python -m tests.fuzz.target reading|cleaning NOTES LIBFUZZER-OPTIONS…`. What takes longer than
any other input before is noted in the file NOTES.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["footprint.photos"]):
    from footprint.errors import Unreadable, Withheld
    from footprint.photos import HEAD, Cleanable, Part, all_formats, format_of
    from footprint.photos.amount import SAFE, Amount, parts
    from footprint.photos.read import FAULT, read_bytes
    from footprint.photos.stream import Stream

    all_formats()  # loads them

PLACES_ONLY = Amount(places_only=True)
_PLACES = frozenset({"gps", "track", "place"})
_LIMIT = 2.0
"""Seconds of one core: no file may take longer, though instrumented code is slower than what people run."""


def reading(data: bytes) -> None:
    """Any bytes at all are read to an answer."""
    said = read_bytes(data, "photo")
    if str(said.problem).startswith(FAULT):
        raise AssertionError(said.problem)


def cleaning(data: bytes) -> None:
    """What is left of any bytes when they are cleaned gives nothing away; with nothing taken out they are the same."""
    form = format_of(data[:HEAD])
    if not isinstance(form, Cleanable):
        return
    stream = Stream.of(data)
    try:
        blocks = list(form.split(stream))
    except Unreadable:
        return
    if (same := _joined(form, stream, [Part(block) for block in blocks])) is not None and same != data:
        raise AssertionError("With nothing taken out it is another file.")
    for amount in (SAFE, PLACES_ONLY):
        copy = _joined(form, stream, parts(stream, blocks, amount))
        left = read_bytes(copy, "copy") if copy is not None else None
        # A copy that is not read without a problem is withheld by the proof.
        if left and not left.problem and left.format == form.name:
            found = [t for t in left.traces if not amount.places_only or t.kind in _PLACES]
            if found:
                raise AssertionError(f"{form.name}, places only {amount.places_only}: left {found[:3]}")


def _joined(form: Cleanable, stream: Stream, made: list[Part]) -> bytes | None:
    into = BytesIO()
    try:
        form.join(stream, made, into)
    except (Unreadable, Withheld):
        return None
    return into.getvalue()


def main() -> None:
    work, notes = {"reading": reading, "cleaning": cleaning}[sys.argv[1]], Path(sys.argv[2])
    slowest = 0.1

    def one(data: bytes) -> None:
        nonlocal slowest
        start = time.process_time()
        work(data)
        spent = time.process_time() - start
        if spent > slowest:
            slowest = spent
            notes.write_text(f"{spent:.2f}")
        if spent > _LIMIT:
            raise AssertionError(f"It took {spent:.1f} s.")

    atheris.Setup([sys.argv[0], *sys.argv[3:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
