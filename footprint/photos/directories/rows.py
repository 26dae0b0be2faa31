"""The directories of a TIFF structure row by row, for taking rows out of them: in a TIFF file or in an EXIF block.

Where `ifd` reads what is there, however damaged, this tells which bytes belong to what. Nothing moves when rows go:
those that stay move up inside their directory, and every other byte that nothing kept points at becomes zero.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from struct import Struct
from typing import Literal, NamedTuple

from footprint.errors import Unreadable
from footprint.photos import HEAD, Block, BlockKind, format_of
from footprint.photos.facts import names_one
from footprint.photos.stream import Stream

DIRECTORIES_CAP = 512
ROWS_CAP = 20_000
_POINTERS_CAP = 4_096
_PLAUSIBLE = 1_000
"""No directory of a real picture has more rows."""

_SHARED = 4
"""How many times its own length the values of a structure may have in all; real ones share next to nothing."""

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Number of a type → bytes of one value."""

EXIF, GPS, INTEROP, SUB = 0x8769, 0x8825, 0xA005, 0x014A
POINTERS = {EXIF: "EXIF", GPS: "GPS", INTEROP: "Interop", SUB: "sub"}
"""Tags that hold where another directory begins → its name."""

STRIPS, STRIP_LENGTHS, TILES, TILE_LENGTHS = 0x0111, 0x0117, 0x0144, 0x0145
JPEG, JPEG_LENGTH = 0x0201, 0x0202

PICTURE = frozenset(
    {
        *(0x00FE, 0x00FF, *range(0x0100, 0x0104), *range(0x0106, 0x010B), 0x0111, 0x0112, *range(0x0115, 0x011D)),
        *(0x011E, 0x011F, *range(0x0122, 0x0126)),  # where on the page; curves of grey, options of fax
        *(0x0128, 0x0129, 0x012C, 0x012D, 0x013D, 0x013E, 0x013F, *range(0x0140, 0x0149), 0x014C, 0x014E),
        *(0x0150, *range(0x0152, 0x0157), 0x015A, 0x015B, 0x01B1),
        *range(0x0211, 0x0215),  # how YCbCr becomes RGB
        *(0x022F, 0x80E3, 0x80E4, 0x80E5, 0x80E6, 0x923F, 0xC5F2),
    },
)
"""Tags by which a picture is decoded and shown; none is a text."""

PLACELESS = PICTURE | {
    *(0x000B, 0x010D, 0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x011D, 0x4746, 0x4749, 0x8298),
    *(0x829A, 0x829D, 0x8773, 0x8822, 0x8824, 0x8827, 0x8828, *range(0x8830, 0x8836), 0x9000, 0x9003, 0x9004),
    *(*range(0x9010, 0x9013), 0x9101, 0x9102, *range(0x9201, 0x920B), 0x9214, 0x9286, *range(0x9290, 0x9293)),
    *(*range(0x9400, 0x9406), *range(0x9C9B, 0x9CA0), *range(0xA000, 0xA005), *range(0xA20B, 0xA218)),
    *(*range(0xA300, 0xA303), *range(0xA401, 0xA40D), 0xA420, *range(0xA430, 0xA43D), *range(0xA460, 0xA463)),
    *(0xA500, 0xC4A5, 0xEA1D),
}
"""Tags of the first and of the EXIF directory that are known and tell no place, unless a text does by its words."""

_OF_INTEROP = frozenset({0x0001, 0x0002, 0x1000, 0x1001, 0x1002})
_HARMLESS = frozenset({BlockKind.IMAGE, BlockKind.ICC})
_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}


class Layout(NamedTuple):
    """How wide the numbers of a structure are, in bytes.

    Attributes:
        endian: which byte of a number comes first.
        header: how long the header is; its last `word` bytes point to the first directory.
        counter: the number of rows, before a directory's rows.
        row: one row.
        word: offsets, and the number of values in a row.
    """

    endian: Literal["little", "big"]
    header: int
    counter: int
    row: int
    word: int

    def number(self, raw: bytes) -> int:
        """Bytes as a number."""
        return int.from_bytes(raw, self.endian)

    def raw(self, number: int, width: int) -> bytes:
        """A number as bytes."""
        return number.to_bytes(width, self.endian)


class Row(NamedTuple):
    """One row of a directory: where it stands, and where its value does.

    Attributes:
        directory: the name of the directory it stands in.
        at: where the row begins; it is `Layout.row` bytes long.
        kind: the number of the value's type.
        offset: where the value begins.
        length: how many bytes the value has; 0 where its type is none that is known.
        inside: whether it is so short that it stands in the row itself.
    """

    directory: str
    at: int
    tag: int
    kind: int
    offset: int
    length: int
    inside: bool


class Directory(NamedTuple):
    """One directory.

    Attributes:
        name: "0", "1" and so on in the chain; "EXIF", "GPS", "Interop" or "sub" below it.
        at: where it begins.
        length: its count, rows, and pointer to the next.
        following: where the next one of the chain begins, 0 for none.
        parent: the row that points to it; None in the chain.
    """

    name: str
    at: int
    length: int
    rows: tuple[Row, ...]
    following: int
    parent: Row | None

    def row(self, tag: int) -> Row | None:
        """The first row of a tag."""
        return next((row for row in self.rows if row.tag == tag), None)


class Rows:
    """The directories of a stream that begins with a header of TIFF or BigTIFF."""

    __slots__ = ("layout", "stream")

    def __init__(self, stream: Stream) -> None:
        """Read the header.

        Raises:
            Unreadable: when it is none.
        """
        self.stream = stream
        self.layout = _layout(stream.at(0, 16))

    def directories(self) -> Iterator[Directory]:
        """Every directory that lies within the stream, each once, those that a directory points to after it.

        What a pointer leads to that is no directory, or was one before, is left out.

        Raises:
            Unreadable: where there is no first directory, or there are more than any real file has.
        """
        start = self.layout.number(self.stream.at(self.layout.header - self.layout.word, self.layout.word))
        pending: deque[tuple[int, str, Row | None]] = deque([(start, "0", None)])
        seen: set[int] = set()
        rows = 0
        for _ in range(_POINTERS_CAP):
            if not pending:
                return
            at, name, parent = pending.popleft()
            directory = None if at in seen else self._directory(at, name, parent)
            if directory is None:
                if name == "0":
                    raise Unreadable("The file's first directory lies outside of it.")
                continue
            seen.add(at)
            rows += len(directory.rows)
            if rows > ROWS_CAP or len(seen) > DIRECTORIES_CAP:
                raise Unreadable("The file has more directories than any real picture.")
            yield directory
            pending.extend(self._pointers(directory))
            if name.isdigit() and directory.following:
                pending.append((directory.following, str(int(name) + 1), None))
        raise Unreadable("The file has more directories than any real picture.")

    def _directory(self, at: int, name: str, parent: Row | None) -> Directory | None:
        layout = self.layout
        count = layout.number(self.stream.at(at, layout.counter))
        length = layout.counter + layout.row * count
        if at < layout.header or not 0 < count <= _PLAUSIBLE or at + length > self.stream.size:
            return None
        rows = tuple(
            self._rows(self.stream.at(at + layout.counter, length - layout.counter), at + layout.counter, name)
        )
        # Some writers leave out where the next one begins, at the end of a block.
        following = self.stream.at(at + length, layout.word)
        whole = len(following) == layout.word
        length += layout.word if whole else 0
        return Directory(name, at, length, rows, layout.number(following) if whole else 0, parent)

    def _rows(self, table: bytes, at: int, name: str) -> Iterator[Row]:
        layout = self.layout
        order, word = "<" if layout.endian == "little" else ">", "I" if layout.word == 4 else "Q"  # noqa: PLR2004  TIFF's
        cells = Struct(f"{order}HH{word}{word}")
        for number, (tag, kind, count, offset) in enumerate(cells.iter_unpack(table)):
            row = at + number * layout.row
            length = SIZES.get(kind, 0) * count
            inside = length <= layout.word
            yield Row(name, row, tag, kind, row + layout.row - layout.word if inside else offset, length, inside)

    def _pointers(self, directory: Directory) -> Iterator[tuple[int, str, Row]]:
        for row in directory.rows:
            if row.tag in POINTERS:
                yield from ((at, POINTERS[row.tag], row) for at in self.numbers(row, 64))

    def whole(self, row: Row) -> bool:
        """Whether the value is of a known type and lies within the stream."""
        return row.length > 0 and row.offset + row.length <= self.stream.size

    def value(self, row: Row, cap: int = 1 << 24) -> bytes:
        """The value's bytes, at most `cap`."""
        return self.stream.at(row.offset, min(row.length, cap))

    def numbers(self, row: Row, cap: int = 1) -> list[int]:
        """The value as whole numbers, the first `cap` of them; none where it is of another type."""
        if row.kind not in (1, 3, 4, 13, 16, 18):
            return []
        size = SIZES[row.kind]
        raw = self.value(row, cap * size)
        code = {1: "B", 2: "H", 4: "I", 8: "Q"}[size]
        cells = Struct(("<" if self.layout.endian == "little" else ">") + code)
        return [number for (number,) in cells.iter_unpack(raw[: len(raw) // size * size])]

    def check_sharing(self, rows: Iterable[Row]) -> None:
        """See that values do not lie over one another many times, so that going over all of them stays short.

        Raises:
            Unreadable: when they do.
        """
        if sum(row.length for row in set(rows) if self.whole(row)) > _SHARED * self.stream.size + _PLAUSIBLE:
            raise Unreadable("The file is damaged: much of what it says lies in one and the same place.")

    def compacted(self, directory: Directory, kept: Sequence[Row], following: int) -> bytes:
        """A directory with those rows only, zeros behind them; as long as it was.

        Args:
            directory: as it stands.
            kept: those of its rows that stay, in their order.
            following: where the next directory of the chain begins.
        """
        layout = self.layout
        rows = b"".join(self.stream.at(row.at, layout.row) for row in kept)
        raw = layout.raw(len(kept), layout.counter) + rows + layout.raw(following, layout.word)
        return raw.ljust(directory.length, b"\0")[: directory.length]


def _layout(head: bytes) -> Layout:
    endian = _ORDERS.get(head[:2])
    if endian is not None and len(head) >= 8:  # noqa: PLR2004  TIFF's header
        version = int.from_bytes(head[2:4], endian)
        if version == 42:  # noqa: PLR2004  TIFF's mark
            return Layout(endian, 8, 2, 12, 4)
        if version == 43 and head[4:8] in (b"\x08\0\0\0", b"\0\x08\0\0"):  # noqa: PLR2004  BigTIFF's, offsets of 8 bytes
            return Layout(endian, 16, 8, 20, 8)
    raise Unreadable("This does not begin as a TIFF file or an EXIF block does.")


def without_places(block: bytes, names: Iterable[str] = ()) -> bytes:
    """An EXIF block without its places, exactly as long: what stays stands where it stood.

    The GPS directory goes with its values, and with it all that is not known to tell no place: maker notes, XMP, IPTC,
    GeoTIFF's and private tags, bytes that nobody points at. A small picture stays if there is nothing else in it.

    Args:
        block: a TIFF structure, without JPEG's "Exif" header.
        names: of places, as they stand in the file elsewhere: a text that holds one goes.

    Raises:
        Unreadable: when the block is so damaged that this cannot be done: it cannot be kept.
    """
    rows = Rows(Stream.of(block))
    directories = [d for d in rows.directories() if d.name in RULES]
    rows.check_sharing(row for directory in directories for row in directory.rows)
    places = frozenset(names)
    kept = _kept(rows, directories, lambda value: names_one(value, places))
    into = bytearray(len(block))
    into[: rows.layout.header] = block[: rows.layout.header]
    ranges = list(_ranges(rows, directories, kept))
    for start, end in ranges:
        into[start:end] = block[start:end]
    for directory in directories:
        if kept[directory.at]:
            following = next((d.at for d in directories if d.name == "1" and kept[d.at]), 0)
            raw = rows.compacted(directory, kept[directory.at], following if directory.name == "0" else 0)
            into[directory.at : directory.at + directory.length] = raw
            ranges.append((directory.at, directory.at + directory.length))
    if any(at < end and start < at + length for at, length in _places(rows) for start, end in ranges):
        raise Unreadable("The EXIF block is damaged: a place in it lies where something else does.")
    return bytes(into)


RULES: dict[str, frozenset[int]] = {
    "0": PLACELESS | {EXIF},
    "1": PLACELESS | {JPEG, JPEG_LENGTH},
    "EXIF": PLACELESS | {INTEROP},
    "Interop": _OF_INTEROP,
}
"""Name of a directory → the tags that stay in it where only places go."""


def _kept(
    rows: Rows, directories: Sequence[Directory], names_a_place: Callable[[bytes], bool]
) -> dict[int, tuple[Row, ...]]:
    """Where a directory begins → the rows of it that stay; what points to one of which none stays goes too."""
    kept: dict[int, tuple[Row, ...]] = {}
    pointed: set[int] = set()
    for directory in reversed(directories):
        allowed = RULES[directory.name]
        stay = tuple(
            row
            for row in directory.rows
            if row.tag in allowed
            and rows.whole(row)
            and (row.at in pointed if row.tag in POINTERS else not names_a_place(rows.value(row)))
        )
        if directory.name == "1" and not _harmless(rows, directory):
            stay = ()
        kept[directory.at] = stay
        if stay and directory.parent is not None:
            pointed.add(directory.parent.at)
    return kept


def _thumbnails(rows: Rows, directory: Directory) -> Iterator[tuple[int, int]]:
    """(offset, length) of the pictures that a directory describes."""
    for starts, lengths in ((JPEG, JPEG_LENGTH), (STRIPS, STRIP_LENGTHS)):
        first, second = directory.row(starts), directory.row(lengths)
        if first and second:
            yield from zip(rows.numbers(first, 1 << 12), rows.numbers(second, 1 << 12), strict=False)


def _harmless(rows: Rows, directory: Directory) -> bool:
    """Whether a small picture lies within the block and has nothing to tell besides."""
    for at, length in _thumbnails(rows, directory):
        if at + length > rows.stream.size:
            return False
        content = rows.stream.part(at, length)
        form = format_of(content.at(0, HEAD))
        if form and not _only_a_picture(form.split(content)):
            return False
    return True


def _only_a_picture(blocks: Iterator[Block]) -> bool:
    try:
        return all(block.kind in _HARMLESS for block in blocks)
    except Unreadable:
        return False


def _ranges(
    rows: Rows, directories: Sequence[Directory], kept: dict[int, tuple[Row, ...]]
) -> Iterator[tuple[int, int]]:
    """(start, end) of every value that stays and does not stand in its row, and of the small picture."""
    for directory in directories:
        for row in kept[directory.at]:
            if not row.inside:
                yield row.offset, row.offset + row.length
        if directory.name == "1" and kept[directory.at]:
            yield from ((at, at + length) for at, length in _thumbnails(rows, directory))


def _places(rows: Rows) -> Iterator[tuple[int, int]]:
    """(offset, length) of every value of a GPS directory that does not stand in its row."""
    for directory in rows.directories():
        if directory.name == "GPS":
            yield from ((row.offset, row.length) for row in directory.rows if row.length and not row.inside)
