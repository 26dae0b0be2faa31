"""One process that makes damaged files and gives them to the readers, or to the cleaners.

Called by `__main__` as `python -m tests.fuzz.target reading|cleaning STATE UNTIL LIBFUZZER-OPTIONS…`, UNTIL in
seconds since 1970. It goes on when it finds something: each kind of fault is kept once, the smallest file that shows
it, in `found/` below the folder STATE; what the proof alone would hold back in `withheld/`; and in `counts/` how far
it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
import time
import traceback
import zlib
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["footprint.photos"]):
    from footprint import plugins
    from footprint.errors import Unreadable, Withheld
    from footprint.model import Reading
    from footprint.photos import (
        HEAD,
        Block,
        BlockKind,
        Cleanable,
        Format,
        Part,
        all_formats,
        essence,
        format_of,
        makernotes,
        names,
        read,
        without,
    )
    from footprint.photos.amount import SAFE, Amount, parts
    from footprint.photos.facts import EMPTY_GPS
    from footprint.photos.kinds import PLACES
    from footprint.photos.proof import displayed, secrets
    from footprint.photos.stream import Stream

    all_formats()  # loads them
    plugins.members("footprint.photos.makernotes", makernotes.Maker)

from tests.fuzz.mutations import MAKES, mutated

PLACES_ONLY = Amount(places_only=True)
KEEPING = Amount(keep=frozenset({"copyright", "date"}), motion=True)
_AMOUNTS = (SAFE, SAFE, PLACES_ONLY, KEEPING)
SLOW, MEGABYTES = 2.0, 200
"""Seconds of one core, and memory besides what the program itself takes: no file may take more."""

_NOTED_EVERY = 500
_TEXTS = {b"@P": "path", b"@M": "maker note", b"@E": "exif", b"@X": "xmp", b"@T": "text", b"@I": "iptc"}
"""What the first two bytes of a text say that is no file, but what a vocabulary reads."""

_LONGEST_VALUE = 300


class Fault(AssertionError):
    """Something that no file may bring about."""


class Late(Withheld):
    """A copy that the proof refuses, since its own reader still finds something: it was never made right."""


def reading(data: bytes) -> None:
    """Any bytes at all are read to an answer."""
    if data[:2] in _TEXTS:
        vocabulary(_TEXTS[data[:2]], data[2:])
        return
    said = read.read_bytes(data, "photo")
    if str(said.problem).startswith(read.FAULT):
        _show(data)
    for trace in said.traces:
        if not trace.value.isprintable() or len(trace.value) > _LONGEST_VALUE:
            raise Fault(f"{said.format}: {trace.where} is told as no text may be.")


def _show(data: bytes) -> None:
    """Raise what the reader caught."""
    stream = Stream.of(data)
    found = read._look(stream, deep=True)
    list(read._inside(stream, found))
    raise Fault("A fault that does not come again.")


def vocabulary(kind: str, data: bytes) -> None:
    """What a vocabulary reads, or takes places out of, without a file around it."""
    if kind == "path":
        names.read(Path(data.decode("utf-8", errors="surrogateescape").replace("\0", "")))
    elif kind == "maker note":
        _maker_note(data)
    else:
        block = {"exif": BlockKind.EXIF, "xmp": BlockKind.XMP, "text": BlockKind.TEXT, "iptc": BlockKind.IPTC}[kind]
        left = without.places(block, data, frozenset({"Thornmere"}))
        if left is not None:
            facts = read._facts(Block(block, 0, len(left)), Stream.of(left))
            if any(trace.kind in PLACES or trace.value == EMPTY_GPS for trace in facts.traces):
                raise Fault(f"Without places, {kind} has one.")


def _maker_note(data: bytes) -> None:
    """A note of a maker that the first byte names."""
    first = data[0] if data else 0
    camera = {"make": MAKES[(first & 0x7F) % len(MAKES)], "model": "L-100", "big_endian": bool(first & 0x80)}
    before = b"MM\0*\0\0\0\x08" if first & 0x80 else b"II*\0\x08\0\0\0"
    structure = Stream.of(before + data[1:])
    makernotes.places(structure, len(before), len(data) - 1, **camera)
    makernotes.read(structure, len(before), len(data) - 1, **camera)


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
        raise Fault(f"{form.name}: with nothing taken out it is another file.")
    original = read.read_bytes(data, "original")
    list(secrets(stream, blocks, original))
    try:
        displayed(stream, blocks, form)
        _essence(form, stream)
    except (Unreadable, Withheld):
        return
    told = frozenset(trace.value for trace in original.traces if trace.kind == "place")
    # One of them for each file, always the same one: the fuzzer needs what a file does to be the same again.
    amount = _AMOUNTS[zlib.crc32(data) % len(_AMOUNTS)]
    copy = _joined(form, stream, parts(stream, blocks, amount, told))
    if copy is not None:
        _held(form, copy, amount)


def _essence(form: Format, stream: Stream) -> None:
    if essence.known(form.name):
        essence.of(stream, form.name)


def _held(form: Cleanable, copy: bytes, amount: Amount) -> None:
    """Hold a copy to what it may tell. One that is not read without a problem is withheld by the proof."""
    left = read.read_bytes(copy, "copy")
    if str(left.problem).startswith(read.FAULT):
        _show(copy)
    if left.problem or left.format != form.name:
        return
    if found := _refused(left, amount):
        raise Late(f"{form.name}, {amount}: left {found[:3]}")
    try:
        _essence(form, Stream.of(copy))
    except Unreadable:
        return


def _refused(left: Reading, amount: Amount) -> list[str]:
    may = {"owner", "time", "embedded"} if amount is KEEPING else set()
    return [
        f"{t.kind}: {t.where}" for t in left.traces if (t.kind in PLACES if amount.places_only else t.kind not in may)
    ]


def _joined(form: Cleanable, stream: Stream, made: list[Part]) -> bytes | None:
    into = BytesIO()
    try:
        form.join(stream, made, into)
    except (Unreadable, Withheld):
        return None
    return into.getvalue()


class Watch:
    """Gives files to a target, and keeps what is wrong and what is slow."""

    def __init__(self, target: str, state: Path) -> None:
        self.target, self.state = target, state
        self.work = {"reading": reading, "cleaning": cleaning}[target]
        self.mutations = 0
        self.slowest = 0.0
        self.largest = 0
        self.peak = _peak()
        self.counts = state / "counts" / f"{target}-{os.getpid()}-{int(time.time())}"
        for folder in (state / "found", state / "withheld", state / "counts"):
            folder.mkdir(parents=True, exist_ok=True)

    def one(self, data: bytes) -> None:
        """Try one file."""
        start = time.process_time()
        try:
            self.work(data)
        except Late as error:
            self.keep(_named(error), data, str(error), "withheld")
        except Exception as error:  # noqa: BLE001  whatever it is, that is what is looked for
            self.keep(_named(error), data, "".join(traceback.format_exception(error)))
        spent = time.process_time() - start
        if spent > max(0.1, self.slowest):
            self.slowest = spent
            (self.state / f"slowest-{self.target}").write_bytes(data)
        if spent > SLOW:
            self.keep("slow", data, f"{spent:.1f} s")
        peak = _peak()
        self.largest = max(self.largest, peak - self.peak)
        if peak - self.peak > MEGABYTES:
            self.keep("memory", data, f"{peak - self.peak} MB")
        self.peak = peak

    def mutate(self, data: bytes, longest: int, seed: int) -> bytes:
        """Make the next file, and count it."""
        self.mutations += 1
        if self.mutations % _NOTED_EVERY == 0:
            self.note()
        return mutated(data, longest, seed, atheris.Mutate)

    def note(self) -> None:
        """Write down how far it is."""
        said = {"damaged": self.mutations, "slowest": round(self.slowest, 2), "peak": self.peak, "one": self.largest}
        self.counts.write_text(json.dumps(said))

    def keep(self, name: str, data: bytes, why: str, into: str = "found") -> None:
        """Keep a file, unless a smaller one that does the same is there."""
        file = self.state / into / f"{self.target}-{name}"
        if not file.exists() or file.stat().st_size > len(data):
            file.write_bytes(data)
            file.with_name(f"{file.name}.txt").write_text(f"{why}\n")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _named(error: BaseException) -> str:
    """One name for all that go wrong in the same way at the same place."""
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    said = str(error) if isinstance(error, (Fault, Late)) else ""
    kind = type(error).__name__
    return f"{kind}-{hashlib.sha256(f'{kind} {where} {said}'.encode()).hexdigest()[:10]}"


def main() -> None:
    """Fuzz until the time is over; what it took to load is part of it."""
    watch = Watch(sys.argv[1], Path(sys.argv[2]))
    seconds = max(3, round(float(sys.argv[3]) - time.time()))
    # With a seed the same files come in the same order, so that a check of each change does not fail by chance.
    seed = [f"-seed={os.environ['FUZZ_SEED']}"] if os.environ.get("FUZZ_SEED") else []
    options = [sys.argv[0], f"-max_total_time={seconds}", *seed, *sys.argv[4:]]
    atheris.Setup(options, watch.one, custom_mutator=watch.mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
