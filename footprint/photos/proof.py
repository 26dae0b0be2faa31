"""Proves that a copy is clean and shows the same picture, with readers that had no part in making it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import exifread

from footprint.errors import Unreadable, Withheld
from footprint.model import Point, Reading, Trace, TraceKind
from footprint.photos import HEAD, MOTION, Block, BlockKind, Cleanable, essence, exif, format_of, pixels, xmp
from footprint.photos.amount import SAFE, Amount
from footprint.photos.facts import ENCODINGS
from footprint.photos.kinds import PLACES
from footprint.photos.needles import Needles
from footprint.photos.pixels import noted, seen, shown
from footprint.photos.read import NOT_KNOWN, read_blocks
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import icc

T = TypeVar("T")

_SHORTEST = 6
"""Shorter texts are met by chance in picture data."""

_LONGEST = 100
_EXIF_CAP = 1 << 22
_TELLING = frozenset({"place", "person", "owner", "comment", "provenance"})
_ORIENTATION = "Image Orientation"
_SAYS_COLOURS = frozenset(
    {
        *("EXIF ColorSpace", "EXIF InteroperabilityOffset", "Interoperability InteroperabilityIndex"),
        "Image ExifOffset",
    }
)
_POINTER_NOTE = "EXIF tag 34665"
"""What exifread and Pillow say of a block that gives a colour space."""

_UPRIGHT = 1
_MAY_STAY_BESIDES = frozenset({"eXIf", "EXIF"})
"""Looked into by the other readers."""

_NOT_READ = (b"II+\0", b"MM\0+", b"\0\0\0\x0cJXL ")
"""How files begin that exifread misunderstands, BigTIFF and JPEG XL: `essence.notes` looks into them."""

_TOLD_BY: dict[str, tuple[TraceKind, ...]] = {
    "copyright": ("owner",),
    "author": ("owner",),
    "date": ("time",),
    "description": ("comment",),
    "camera": ("device",),
}
"""What a person may ask to keep → the kinds of trace that tell it."""

_NAMES = {
    "copyright": ("Image Copyright",),
    "author": ("Image Artist",),
    "date": ("EXIF DateTimeOriginal", "Image DateTime", "Image ExifOffset"),
    "description": ("Image ImageDescription",),
    "camera": ("Image Make", "Image Model"),
}
"""The same → exifread's names."""

# It warns of every file without EXIF, which is what is hoped for here.
logging.getLogger("exifread").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a copy should be like.

    Attributes:
        form: its format, and the original's.
        orientation: as viewers obey it in the original.
        must_not_hold: see `secrets`.
        amount: how much it keeps.
        colours: see `said_colours`.
    """

    form: Cleanable
    orientation: int
    must_not_hold: frozenset[bytes]
    amount: Amount
    colours: int = 0


def secrets(stream: Stream, blocks: Sequence[Block], reading: Reading, amount: Amount = SAFE) -> frozenset[bytes]:
    """Byte strings that must stand nowhere in a cleaned copy: names, places, serials, and positions as they stand."""
    found = {form for trace in reading.traces if _telling(trace, amount) for form in _forms(trace.value)}
    for block in blocks:
        if block.kind is BlockKind.EXIF:
            found.update(exif.raw_positions(block.content(stream)))
        elif block.kind is BlockKind.XMP:
            found.update(xmp.raw_positions(block.content(stream)))
    if reading.location:
        found.update(_spelled(reading.location))
    return frozenset(secret for secret in found if len(secret) >= _SHORTEST and secret.strip(b"\0 "))


def _spelled(point: Point) -> Iterator[bytes]:
    """A position as text: decimal degrees, degrees and minutes, and degrees, minutes and seconds."""
    for value in (abs(point.latitude), abs(point.longitude)):
        minutes = value % 1 * 60
        seconds = minutes % 1 * 60
        yield from (f"{value:.4f}".encode(), f"{int(value * 10_000) / 10_000:.4f}".encode())
        for mark, second_mark in ((",", ","), (" deg ", "' "), ("°", "'")):
            yield f"{int(value)}{mark}{minutes:.4f}"[:-1].encode()
            yield f"{int(value)}{mark}{int(minutes)}{second_mark}{seconds:.1f}".encode()


def _telling(trace: Trace, amount: Amount) -> bool:
    if trace.where.startswith(icc.WHERE):
        return False
    if amount.places_only:
        return trace.kind == "place"
    return trace.kind in _TELLING - _allowed(amount) or "serial" in trace.where.casefold()


def _allowed(amount: Amount) -> set[TraceKind]:
    """The kinds of trace that a copy may have."""
    told: set[TraceKind] = {"embedded"} if amount.motion else set()
    return told.union(kind for word in amount.keep for kind in _TOLD_BY[word])


def _forms(value: str) -> Iterator[bytes]:
    text = value.rstrip("…")[:_LONGEST]
    if len(text) >= _SHORTEST:
        yield from (text.encode(encoding, errors="ignore") for encoding in ENCODINGS)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is looked into by many readers: opened once, and held in memory where it is not too large."""

    path: Path
    stream: Stream

    @property
    def source(self) -> Path | bytes:
        """What Pillow reads it from."""
        return self.path if self.stream.held is None else self.stream.held


def prove(original: Path, copy: Path, expected: Expected, opened: Stream | None = None) -> tuple[Trace, ...]:
    """Compare a copy with its original, and look for what should not be in it.

    The copy is read anew from where it was written, once; each reader goes through these bytes by itself.

    Args:
        original: the file it was made from.
        copy: not yet under its final name.
        expected: what it should be like.
        opened: the original, where it is open already.

    Returns:
        What the copy still tells, all of it asked for.

    Raises:
        Withheld: with the reason, when any of it cannot be shown.
        OSError: when one of them cannot be read.
    """
    with ExitStack() as open_files:
        before = opened or open_files.enter_context(Stream.open(original, held=True))
        after = open_files.enter_context(Stream.open(copy, held=True))
        return _proven(_File(original, before), _File(copy, after), expected)


def _proven(original: _File, copy: _File, expected: Expected) -> tuple[Trace, ...]:
    blocks = _blocks(copy, expected)
    left = _own_reader(copy, blocks, expected)
    _second_reader(copy, expected)
    _raw_bytes(copy, blocks, expected)
    if essence.known(expected.form.name):
        _same_essence(original, copy, expected.form.name)
    else:
        _same_pixels(original, copy, expected.form)
    _nothing_besides(copy, expected)
    if expected.form.decoder:
        _decoder(original, copy, expected)
    if expected.amount.motion:
        _same_film(original, copy, expected.form)
    return left


def _blocks(copy: _File, expected: Expected) -> list[Block]:
    found = format_of(copy.stream.at(0, HEAD))
    if found is None or found.name != expected.form.name:
        raise Withheld(f"The copy could not be read again: {found.name if found else NOT_KNOWN}")
    try:
        return list(expected.form.split(copy.stream))
    except Unreadable as error:
        raise Withheld(f"The copy could not be read again: {error}") from error


def _same_essence(original: _File, copy: _File, form: str) -> None:
    try:
        same = essence.same(original.stream, copy.stream, form)
    except Unreadable as error:
        raise Withheld(f"It cannot be shown that the picture stays the same. {error}") from error
    if not same:
        raise Withheld("The copy would not show the same picture.")


def _same_film(original: _File, copy: _File, form: Cleanable) -> None:
    """Where a motion photo keeps its film, it is the same film."""
    try:
        left = _films(copy.stream, form)
        same = not left or sorted(left) == sorted(_films(original.stream, form))
    except Unreadable as error:
        raise Withheld(f"It cannot be shown that the film stays the same. {error}") from error
    if not same:
        raise Withheld("The copy would not have the same film.")


def _films(stream: Stream, form: Cleanable) -> list[bytes]:
    """What a decoder is given of each film of a motion photo."""
    found = []
    for block in form.split(stream):
        if block.name == MOTION:
            film = block.content(stream)
            kind = format_of(film.at(0, HEAD))
            if kind is None or not essence.known(kind.name):
                raise Unreadable("It is of a kind that is not known.")
            found.append(essence.of(film, kind.name))
    return found


def _same_pixels(original: _File, copy: _File, form: Cleanable) -> None:
    before, profile = _opened(seen, original, form)
    after = _opened(shown, copy, form)
    if before != after.pixels:
        raise Withheld("The copy would not show the same picture.")
    if profile != after.profile:
        raise Withheld("The copy would not have the same colour profile.")


def _nothing_besides(copy: _File, expected: Expected) -> None:
    """Of formats whose every part can be listed: the copy has what a decoder uses, and what says how it is turned."""
    left = essence.besides(copy.stream, expected.form.name) or frozenset()
    _refuse(left - _MAY_STAY_BESIDES, expected)


def _refuse(left: Iterable[str], expected: Expected) -> None:
    if left and not (expected.amount.places_only or expected.amount.keep):
        raise Withheld(f"A second reader still finds something in the copy: {', '.join(sorted(left))[:200]}.")


def _decoder(original: _File, copy: _File, expected: Expected) -> None:
    """What a decoder says of a copy besides its pixels."""
    # What a person asked for may stand behind the picture.
    whole = expected.amount.places_only or bool(expected.amount.keep)
    try:
        notes, turned = noted(copy.source, expected.form.decoder, whole=whole)
    except Unreadable as error:
        if essence.besides(copy.stream, expected.form.name) is not None and not _opens(original, expected.form):
            return  # A picture that no viewer shows; all that is in it was listed.
        raise Withheld(f"It cannot be shown that the picture stays the same. {error}") from error
    _refuse(notes - ({_POINTER_NOTE} if expected.colours else set()), expected)
    if turned != expected.orientation:
        raise Withheld("The copy would not be turned the same way.")


def _opens(file: _File, form: Cleanable) -> bool:
    try:
        noted(file.source, form.decoder)
    except Unreadable:
        return False
    return True


def _own_reader(copy: _File, blocks: Sequence[Block], expected: Expected) -> tuple[Trace, ...]:
    form, amount = expected.form, expected.amount
    reading = read_blocks(copy.stream, str(copy.path), blocks)
    if reading.problem or reading.format != form.name:
        raise Withheld(f"The copy could not be read again: {reading.problem or reading.format}")
    for trace in reading.traces:
        if trace.where.startswith(icc.WHERE):
            continue  # the profile is not to change
        if trace.kind in PLACES if amount.places_only else trace.kind not in _allowed(amount):
            raise Withheld(f"Something would be left in the copy: {trace.where}.")
    if displayed(copy.stream, blocks, form) != expected.orientation:
        raise Withheld("The copy would not be turned the same way.")
    if said_colours(copy.stream, blocks, form) != expected.colours:
        raise Withheld("The copy would not be shown in the same colours.")
    return reading.traces


def said_colours(stream: Stream, blocks: Iterable[Block], form: Cleanable) -> int:
    """The colour space that a JPEG without a colour profile gives in EXIF, where it means Adobe RGB; else 0.

    Cameras that are set to it write no profile; without these words the colours would be shown paler.
    """
    if form.decoder != "JPEG":
        return 0
    header = [block for block in blocks if block.kind in (BlockKind.EXIF, BlockKind.ICC)]
    if not header or any(block.kind is BlockKind.ICC for block in header):
        return 0
    return pixels.adobe_rgb(header[0].content(stream).read(_EXIF_CAP))


def displayed(stream: Stream, blocks: Sequence[Block], form: Cleanable) -> int:
    """How viewers turn the picture, 1 to 8: the first of its EXIF and XMP blocks that says; 1 if it does itself.

    Raises:
        Withheld: when the block is so damaged that a second reader understands it differently.
    """
    if not form.orients:
        return _UPRIGHT
    for name in form.orients:
        block = next((b for b in blocks if b.kind is BlockKind.EXIF and b.name == name), None)
        turned = _said(block.content(stream)) if block else 0
        if turned:
            return turned
    if not form.decoder:
        return _UPRIGHT  # a film is turned by its own header, which is part of its essence
    packets = (xmp.said_orientation(b.content(stream)) for b in blocks if b.kind is BlockKind.XMP)
    return next(filter(None, packets), _UPRIGHT)


def _said(block: Stream) -> int:
    turned = exif.said_orientation(block)
    second = pixels.orientation(block.read(_EXIF_CAP))
    # What neither can read, and what says nothing, leaves the picture as it is.
    if (turned or _UPRIGHT) != (second or _UPRIGHT):
        raise Withheld("The file's EXIF block is damaged: it cannot be told how the picture is to be turned.")
    return turned


def _second_reader(copy: _File, expected: Expected) -> None:
    tags = _tags(copy, expected.form)
    numbers = {tag: getattr(value, "tag", 0) for tag, value in tags.items()} | essence.notes(
        copy.stream, expected.form.name
    )
    left = sorted(tag for tag, number in numbers.items() if not _may_stay(tag, number, expected))
    if left:
        raise Withheld(f"A second reader still finds something in the copy: {', '.join(left)[:200]}.")


def _tags(copy: _File, form: Cleanable) -> Mapping[str, object]:
    """What exifread finds. It raises whatever comes to hand; a copy that it cannot read is not proven."""
    try:
        with copy.path.open("rb") if copy.stream.held is None else BytesIO(copy.stream.held) as file:
            misread = file.read(8).startswith(_NOT_READ)
            file.seek(0)
            return {} if misread else exifread.process_file(file, details=False)
    except OSError:
        raise
    except Exception as error:
        refusal = Withheld(f"A second reader could not read the copy ({type(error).__name__}).")
        # Of HEIC and AVIF it takes for granted what not all writers do: there a decoder finds the block for it.
        block = pixels.exif_block(copy.source, form.decoder) if form.decoder in pixels.OWN_WAY else b""
        if not block:
            raise refusal from error
        try:
            return exifread.process_file(BytesIO(block), details=False)
        except Exception:  # noqa: BLE001  as above
            raise refusal from error


def _may_stay(tag: str, number: int, expected: Expected) -> bool:
    """Whether a tag, by exifread's name for it, may stand in a copy."""
    if number in expected.form.needed:
        return True
    if expected.amount.places_only:
        return not tag.startswith("GPS ")
    if expected.colours and tag in _SAYS_COLOURS:
        return True
    asked_for = {name for word in expected.amount.keep for name in _NAMES[word]}
    return tag in asked_for or (tag == _ORIENTATION and expected.orientation != _UPRIGHT)


def _raw_bytes(copy: _File, blocks: Sequence[Block], expected: Expected) -> None:
    """Whether a secret stands anywhere in a copy, as it is or in what the copy holds compressed."""
    secrets = Needles(expected.must_not_hold)
    packed = (block.payload for block in blocks if block.payload)
    if secrets.are_in_any_of(copy.stream) or any(map(secrets.are_in, packed)):
        other = " Without --location all of it goes." if expected.amount.places_only else ""
        raise Withheld(f"Something that should be gone still stands somewhere in the copy.{other}")


def _opened(read: Callable[[Path | bytes, str], T], file: _File, form: Cleanable) -> T:
    try:
        return read(file.source, form.decoder)
    except Unreadable as error:
        raise Withheld(f"It cannot be shown that the picture stays the same. {error}") from error
