"""What a maker note is made of: fields in directories like EXIF's own, or at fixed places of a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from struct import iter_unpack, unpack
from typing import Literal, NamedTuple

from footprint.model import TraceKind
from footprint.photos.stream import Stream

Order = Literal["<", ">"]
"""The smallest byte of a number first, or the largest."""

VALUE_CAP = 1 << 12
"""No name, place or number is longer, in bytes."""

HEAD = 64
"""How many bytes of a note's beginning tell whose it is."""

_ROWS_CAP = 1_000
_DEEPEST = 2
_DIRECTORIES_CAP = 32
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_COUNT, _WIDE_COUNT, _ROW, _INLINE, _POINTER = 2, 4, 12, 8, 4
_JPEG = b"\xff\xd8\xff"


class Value(NamedTuple):
    """What stands in a field.

    Attributes:
        kind: the number of the TIFF type; 0 in a record, which has none.
        model: the camera's, as EXIF gives it: some fields are laid out by model.
    """

    raw: bytes
    order: Order
    kind: int
    model: str


@dataclass(frozen=True, slots=True)
class Field:
    """One telling piece of a value.

    Attributes:
        reads: makes text of it; empty text for nothing.
        start: where it begins in the value, in bytes.
        length: how many bytes it has; 0 for all that follow.
        models: a pattern for the cameras that have it; empty for all.
    """

    kind: TraceKind
    name: str
    reads: Callable[[Value], str]
    start: int = 0
    length: int = 0
    models: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture, found by two numbers in one value.

    Attributes:
        start: where in the value the number stands that says where the picture begins.
        length: where the number of its bytes stands.
        size: of each number, in bytes.
    """

    start: int
    length: int
    size: int = 4


@dataclass(frozen=True, slots=True)
class Table:
    """What the tags of a directory mean.

    Attributes:
        fields: tag → the pieces of its value.
        below: tag → the directory that it holds or points at.
        pictures: (tag of a picture's beginning, tag of its length).
        whole: tags whose value is a picture.
        packed: tag → where in its value a picture is described.
    """

    fields: Mapping[int, tuple[Field, ...]] = field(default_factory=dict)
    below: Mapping[int, Table] = field(default_factory=dict)
    pictures: tuple[tuple[int, int], ...] = ()
    whole: frozenset[int] = frozenset()
    packed: Mapping[int, Picture] = field(default_factory=dict)


class Camera(NamedTuple):
    """What the structure around a note says of the camera, and the order that it is written in."""

    make: str
    model: str
    order: Order


@dataclass(frozen=True, slots=True)
class Note:
    """A maker note in the structure (an EXIF block, a TIFF file) that it lies in.

    Attributes:
        offset: where it begins in the structure, in bytes.
        head: its first `HEAD` bytes.
    """

    structure: Stream
    offset: int
    length: int
    camera: Camera
    head: bytes

    def at(self, start: int, length: int) -> bytes:
        """Bytes of the note."""
        return self.structure.at(self.offset + start, min(length, max(0, self.length - start)))


class Finding(NamedTuple):
    """A field with something in it, and where it lies in the structure."""

    kind: TraceKind
    name: str
    value: str
    offset: int
    length: int
    picture: Stream | None = None


class _Row(NamedTuple):
    tag: int
    kind: int
    size: int
    cell: int
    pointer: int


@dataclass(frozen=True, slots=True)
class Form:
    """One of the shapes that a maker's notes have.

    Attributes:
        header: how such a note begins; None where only the maker's name tells it.
        make: a pattern for the maker's name in EXIF; None where the header is enough.
        models: a pattern for the models that write this shape; empty for all.
        complete: whether all of it is known well enough to say that no other field tells a place.
    """

    header: re.Pattern[bytes] | None = None
    make: re.Pattern[str] | None = None
    models: str = ""
    complete: bool = True

    def matches(self, head: bytes, camera: Camera) -> bool:
        """Whether a note that begins so, of such a camera, is of this shape."""
        return (
            (self.header is None or self.header.match(head) is not None)
            and (self.make is None or self.make.match(camera.make) is not None)
            and (not self.models or re.search(self.models, camera.model) is not None)
        )

    def findings(self, note: Note) -> Iterator[Finding] | None:
        """Everything telling; None where the note makes no sense in this shape."""
        del note
        return iter(())


@dataclass(frozen=True, slots=True)
class Directory(Form):
    """A note that holds a directory.

    Attributes:
        start: where the directory begins in the note, in bytes.
        start_at: where four bytes stand that say it, the smallest first; negative where it is `start`.
        base: from which byte of the note offsets count; None where they count from the structure's beginning.
        gaps: how many bytes stand between the directory and its first value. Where it is none of these, a program
            has moved the note. Empty where that is not known.
        wide: the directory's count has four bytes, and the note begins with the order it is written in ("II", "MM").
    """

    table: Table = field(default_factory=Table)
    start: int = 0
    start_at: int = -1
    base: int | None = None
    gaps: tuple[int, ...] = ()
    wide: bool = False

    def findings(self, note: Note) -> Iterator[Finding] | None:
        """Those of the directory and of the ones below it."""
        start = self.start
        if self.start_at >= 0:
            start = int.from_bytes(note.at(self.start_at, 4), "little")
        if start + _COUNT + _ROW > note.length:
            return None
        base = 0 if self.base is None else note.offset + self.base
        walk = _Walk(note, base)
        rows = walk.rows(note.offset + start, self)
        return walk.findings(rows, self.table, note.offset + start) if rows else None


@dataclass(frozen=True, slots=True)
class Record(Form):
    """A note with fields at fixed places.

    Attributes:
        order: that of its numbers.
        fields: their places count from the note's beginning.
        picture: where the place of a small picture stands.
    """

    fields: tuple[Field, ...] = ()
    order: Order = "<"
    picture: Picture | None = None

    def findings(self, note: Note) -> Iterator[Finding] | None:
        """Those fields that have something in them."""
        return self._all(note)

    def _all(self, note: Note) -> Iterator[Finding]:
        raw = note.at(0, VALUE_CAP)
        yield from _pieces(self.fields, Value(raw, self.order, 0, note.camera.model), note.offset)
        if self.picture:
            yield from _described(note, self.picture, raw, self.order, note.offset)


class _Walk:
    """One reading of a note's directories, bounded whatever they say."""

    __slots__ = ("_base", "_left", "_note", "_order")

    def __init__(self, note: Note, base: int) -> None:
        self._note = note
        self._base = base
        self._order: Order = note.camera.order
        self._left = _DIRECTORIES_CAP

    def rows(self, start: int, form: Directory) -> list[_Row]:
        """The rows of the note's own directory; from here on its order and base are known."""
        if form.wide:
            self._order = ">" if self._note.head[:2] == b"MM" else "<"
            rows = self._rows(start, _WIDE_COUNT)
        else:
            self._order = _order(self._note.structure, start, self._note.camera.order)
            rows = self._rows(start)
        self._base += _shift(rows, self._note, start, self._base, form.gaps)
        return rows

    def _rows(self, start: int, size: int = _COUNT) -> list[_Row]:
        structure = self._note.structure
        count = int.from_bytes(structure.at(start, size), _endian(self._order))
        # Some write two bytes, and two more that are empty.
        count = count >> 16 if count > _ROWS_CAP and size == _WIDE_COUNT else count
        if not 0 < count <= _ROWS_CAP:
            return []
        first = start + size
        table = structure.at(first, count * _ROW)
        found = []
        rows = iter_unpack(f"{self._order}HHII", table[: len(table) // _ROW * _ROW])
        for number, (tag, kind, items, cell) in enumerate(rows):
            length = _SIZES.get(kind, 0) * items
            pointer = cell >> 16 if length == _COUNT and self._order == ">" else cell
            if length:
                found.append(_Row(tag, kind, length, first + number * _ROW + _INLINE, pointer))
        return found

    def findings(self, rows: list[_Row], table: Table, start: int, depth: int = 0) -> Iterator[Finding]:
        """What the rows tell, and the directories below them."""
        seen: dict[int, _Row] = {}
        for row in rows:
            seen.setdefault(row.tag, row)
            yield from self._field(row, table)
            if row.tag in table.below and depth < _DEEPEST and self._left:
                self._left -= 1
                inner = self._at(row) if row.size > _POINTER else self._base + row.pointer
                if inner not in (start, 0):
                    yield from self.findings(self._rows(inner), table.below[row.tag], inner, depth + 1)
        for first, second in table.pictures:
            if first in seen and second in seen:
                yield from self._picture(seen[first], seen[second])

    def _at(self, row: _Row) -> int:
        """Where a value lies in the structure."""
        return row.cell if row.size <= _POINTER else self._base + row.pointer

    def _field(self, row: _Row, table: Table) -> Iterator[Finding]:
        at = self._at(row)
        if row.tag in table.fields:
            raw = self._note.structure.at(at, min(row.size, VALUE_CAP))
            yield from _pieces(table.fields[row.tag], Value(raw, self._order, row.kind, self._note.camera.model), at)
        if row.tag in table.packed:
            raw = self._note.structure.at(at, min(row.size, VALUE_CAP))
            yield from _described(self._note, table.packed[row.tag], raw, self._order, self._base)
        if row.tag in table.whole and row.size > HEAD:
            yield Finding("thumbnail", "preview", "", at, row.size, _found(self._note, (at,), row.size))

    def _picture(self, start: _Row, length: _Row) -> Iterator[Finding]:
        if length.pointer:
            places = (self._base + start.pointer, start.pointer, self._note.offset + start.pointer)
            picture = _found(self._note, places, length.pointer)
            yield Finding("thumbnail", "preview", "", places[0], length.pointer, picture)


def _endian(order: Order) -> Literal["little", "big"]:
    return "little" if order == "<" else "big"


def _order(structure: Stream, start: int, usual: Order) -> Order:
    """The order in which the directory's beginning makes sense: a small count, and a type that there is."""
    head = structure.at(start, 6)
    other: Order = ">" if usual == "<" else "<"
    for order in (usual, other):
        count, kind = int.from_bytes(head[:2], _endian(order)), int.from_bytes(head[4:6], _endian(order))
        if 0 < count <= _ROWS_CAP and kind in _SIZES:
            return order
    return usual


def _shift(rows: list[_Row], note: Note, start: int, base: int, gaps: tuple[int, ...]) -> int:
    """By how much the note was moved by a program that left its offsets as they were; 0 where they make sense."""
    far = [(row.pointer + base, row.size) for row in rows if row.size > _POINTER]
    if not far:
        return 0
    behind, end = start + _COUNT + len(rows) * _ROW, note.offset + note.length
    first = min(at for at, _ in far)

    def fitting(shift: int) -> int:
        return sum(behind <= shift + at and shift + at + size <= end for at, size in far)

    as_it_is = fitting(0)
    if first - behind in gaps or (not gaps and as_it_is * 2 > len(far)):
        return 0
    choices = (behind + _POINTER - first, behind - first, note.offset - base, -base)
    best = max(choices, key=fitting)
    return best if fitting(best) >= as_it_is else 0


def _pieces(fields: tuple[Field, ...], value: Value, at: int) -> Iterator[Finding]:
    for piece in fields:
        if piece.models and not re.search(piece.models, value.model):
            continue
        raw = value.raw[piece.start : piece.start + piece.length if piece.length else None]
        text = piece.reads(value._replace(raw=raw)) if raw else ""
        if text:
            yield Finding(piece.kind, piece.name, text, at + piece.start, len(raw))


def _described(note: Note, picture: Picture, raw: bytes, order: Order, base: int) -> Iterator[Finding]:
    """The picture whose place stands in a record."""
    code = f"{order}{'I' if picture.size == _POINTER else 'H'}"
    cells = (raw[at : at + picture.size] for at in (picture.start, picture.length))
    start, length = (unpack(code, cell)[0] if len(cell) == picture.size else 0 for cell in cells)
    if start and length:
        places = (base + start, start, note.offset + start)
        yield Finding("thumbnail", "preview", "", places[0], length, _found(note, places, length))


def _found(note: Note, places: tuple[int, ...], length: int) -> Stream | None:
    """The picture at the first of several places at which one begins; None where none does."""
    for place in places:
        head = note.structure.at(place, len(_JPEG))
        # Some cameras blot out the first byte or two, so that nobody takes the small picture for the large one.
        if head == _JPEG or head[1:] == _JPEG[1:]:
            return note.structure.part(place, length)
    return None
