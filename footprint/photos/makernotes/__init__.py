"""Maker notes: the block in EXIF in which each camera maker writes what it likes, and tells nobody how.

`read` finds out whose note it is by the note's own header, or by the make of the camera, and gives the fields in it
that tell a place, a person, a device or a moment, and the small pictures in it. `places` says which of its bytes tell
a place, so that a copy can be made in which these are blank.

To add a maker, write a module here with one subclass of `Maker`: its name, and the forms that its notes have, each
with the fields that tell something. What the rest of a note means need not be known; only a form of which it is not
known whether the rest tells places says so (`complete=False`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from footprint import plugins
from footprint.model import Trace
from footprint.photos.facts import Embedded, Facts, moment
from footprint.photos.makernotes.note import HEAD, Camera, Finding, Form, Note, Order
from footprint.photos.stream import Stream

_FINDINGS_CAP = 200
_TAKEN = "DateTimeOriginal"
_ADOBE, _BLOCK, _ORIGIN, _BLOCKS_CAP = b"Adobe\0", 8, 6, 64
_JPEG = b"\xff\xd8\xff"
_PLACES = frozenset({"place", "gps"})


class Maker(ABC):
    """One maker of cameras or of their software."""

    @property
    @abstractmethod
    def name(self) -> str:
        """As it stands in a trace: "Canon"."""

    @property
    @abstractmethod
    def forms(self) -> tuple[Form, ...]:
        """Every shape that its notes have, the first that matches counts."""


class _Known(NamedTuple):
    maker: str
    form: Form


def read(
    structure: Stream, offset: int, length: int, *, make: str = "", model: str = "", big_endian: bool = False
) -> Facts:
    """What a maker note gives away. Never raises for what is in it.

    Args:
        structure: what its offsets may count from: the EXIF block from its TIFF header on, or the TIFF file.
        offset: where the note begins in the structure, in bytes.
        length: how long it is.
        make: the camera's maker as EXIF gives it.
        model: the camera.
        big_endian: whether the structure's numbers have their largest byte first.
    """
    note = _note(structure, offset, length, Camera(make, model, ">" if big_endian else "<"))
    if note.head.startswith(_JPEG):
        return _picture(note)
    note = _out_of_dng(note)
    known = _known(note)
    if known is None:
        return Facts((_not_looked_into(length),))
    findings = known.form.findings(note)
    if findings is None:
        return Facts((Trace("unknown", f"{known.maker} maker note", f"{length:,} bytes, not understood"),))
    return _facts(known.maker, findings)


def read_private(
    structure: Stream, offset: int, length: int, *, make: str = "", model: str = "", big_endian: bool = False
) -> Facts:
    """The same of what a DNG file keeps as private data: a camera's note in it, or one that says itself whose it is."""
    head = structure.at(offset, min(length, HEAD))
    if head.startswith(_ADOBE):
        return read(structure, offset, length, make=make, model=model, big_endian=big_endian)
    facts = read(structure, offset, length, big_endian=big_endian)
    unknown = Trace("unknown", "EXIF private data", f"{length:,} bytes, not looked into")
    return Facts((unknown,)) if facts.traces[:1] == (_not_looked_into(length),) else facts


def _not_looked_into(length: int) -> Trace:
    return Trace("unknown", "EXIF maker note", f"{length:,} bytes, not looked into")


def _picture(note: Note) -> Facts:
    """A note that is nothing but a small picture."""
    where = "EXIF maker note preview"
    picture = Embedded(where, note.structure.part(note.offset, note.length))
    return Facts((Trace("thumbnail", where, f"{note.length:,} bytes"),), embedded=(picture,))


def _out_of_dng(note: Note) -> Note:
    """The camera's note, where it stands among Adobe's blocks in a DNG file; else the note as it is.

    Such a block begins with the order of the structure that it comes from, and where in it the note was.
    """
    if not note.head.startswith(_ADOBE):
        return note
    at = len(_ADOBE)
    for _ in range(_BLOCKS_CAP):
        head = note.at(at, _BLOCK + 2)
        length = int.from_bytes(head[4:8], "big")
        if head[:4] == b"MakN" and length > _ORIGIN:
            order: Order = ">" if head[_BLOCK:] == b"MM" else "<"
            inside = note.camera._replace(order=order)
            start = note.offset + at + _BLOCK + _ORIGIN
            return _note(note.structure, start, length - _ORIGIN, inside)
        at += _BLOCK + length + length % 2
    return note


def read_structure(structure: Stream, maker: str, model: str = "") -> Facts:
    """What a maker note gives away that is a TIFF structure of its own, as Canon's is in a CR3 file (`CMT3`).

    Args:
        structure: from its TIFF header on.
        maker: the maker's name.
        model: the camera, where that is known.
    """
    head = structure.at(0, 8)
    start = int.from_bytes(head[4:], "big" if head[:2] == b"MM" else "little")
    length = structure.size - start
    return (
        read(structure, start, length, make=maker, model=model, big_endian=head[:2] == b"MM") if length > 0 else Facts()
    )


def places(
    structure: Stream, offset: int, length: int, *, make: str = "", model: str = "", big_endian: bool = False
) -> tuple[tuple[int, int], ...] | None:
    """(offset, length) in the structure of every value that tells a place; None where that cannot be known.

    The arguments are those of `read`. When these bytes are zeros, the note tells no place any more.
    """
    note = _out_of_dng(_note(structure, offset, length, Camera(make, model, ">" if big_endian else "<")))
    known = _known(note)
    if known is None or not known.form.complete:
        return None
    findings = known.form.findings(note)
    if findings is None:
        return None
    return tuple((found.offset, found.length) for found in findings if found.kind in _PLACES)


def _note(structure: Stream, offset: int, length: int, camera: Camera) -> Note:
    length = max(0, min(length, structure.size - offset))
    return Note(structure, offset, length, camera, structure.at(offset, min(length, HEAD)))


def _known(note: Note) -> _Known | None:
    """Whose note it is. One that says so itself is believed before the make of the camera."""
    return _recognised(note.head, note.camera) if note.length else None


@lru_cache(maxsize=1024)
def _recognised(head: bytes, camera: Camera) -> _Known | None:
    makers = plugins.members("footprint.photos.makernotes", Maker)
    for by_header in (True, False):
        for maker in makers:
            for form in maker.forms:
                if (form.header is not None) is by_header and form.matches(head, camera):
                    return _Known(maker.name, form)
    return None


def _facts(maker: str, findings: Iterator[Finding]) -> Facts:
    traces: list[Trace] = []
    embedded: list[Embedded] = []
    taken = None
    for found, _ in zip(findings, range(_FINDINGS_CAP), strict=False):
        where = f"{maker} maker note {found.name}"
        traces.append(Trace(found.kind, where, found.value or f"{found.length:,} bytes"))
        if found.picture is not None:
            embedded.append(Embedded(where, found.picture))
        if found.name == _TAKEN:
            taken = taken or moment(found.value)
    return Facts(tuple(dict.fromkeys(traces)), taken=taken, embedded=tuple(embedded))
