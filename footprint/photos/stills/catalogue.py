"""What a still picture in boxes consists of: its items, where they lie, and which of them are needed to show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from footprint.photos.boxes import FULL, Box, children, tiled
from footprint.photos.runs import Run
from footprint.photos.stream import Stream

ITEMS_CAP, EXTENTS_CAP, NUMBERS_CAP = 10_000, 10_000, 100_000
"""Items, pieces of all items, numbers in one of the other tables: real files have at most a tenth."""

_TABLE_CAP = 1 << 20
_ENTRY_CAP = 1024
_WIDE_PLACES = 2
"""The version of the table of places from which on items have numbers of 4 bytes."""

_TOO_MANY = "The picture has more parts than any real one."
_CUT = "The picture is damaged: a table of its parts is cut off."
_TWICE = "The picture has two tables of its parts where there should be one."

NEEDS = frozenset({b"dimg", b"base", b"tbas", b"exbl", b"scal", b"pred", b"prem"})
"""References to what an item is made of."""

_ALPHA = frozenset(
    {
        b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
        b"urn:mpeg:hevc:2015:auxid:1",
        b"urn:mpeg:avc:2015:auxid:1",
    }
)
_GAIN_MAP = b"urn:com:apple:photo:2020:aux:hdrgainmap"


class Item(NamedTuple):
    """An entry of the item list; `entry` is its box."""

    id: int
    type: bytes
    media_type: bytes
    protected: bool
    entry: Box


class Extent(NamedTuple):
    """A piece of an item's data, by its offset in the file."""

    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where the next byte lies."""
        return self.offset + self.length

    @property
    def run(self) -> Run:
        """Where it begins and ends."""
        return self.offset, self.end


class Place(NamedTuple):
    """Where an item lies.

    Attributes:
        raw: the entry of the table as it stands.
        method: 0 in the file, 1 in the `idat` box, 2 inside another item.
        elsewhere: the data are in another file.
        base: what the offsets in the table are counted from, in the file, and the field that says so.
        extents: its pieces in order.
    """

    raw: bytes
    method: int
    elsewhere: bool
    base: tuple[int, bytes]
    extents: tuple[Extent, ...]


class Widths(NamedTuple):
    """How many bytes the numbers of the table of places have."""

    offset: int = 4
    length: int = 4
    base: int = 0
    extra: int = 0
    item: int = 2
    version: int = 0


class Reference(NamedTuple):
    """What an item has to do with others."""

    type: bytes
    source: int
    targets: tuple[int, ...]


class Use(NamedTuple):
    """A property of an item: its number, from 1, and whether nobody may show the item who does not know it."""

    number: int
    essential: bool


@dataclass(slots=True)
class Catalogue:
    """Everything that a `meta` box says. What is damaged is left out; `damage` says so.

    Attributes:
        parts: the boxes inside, in order.
        damage: why it cannot be understood to its last byte, in plain sentences.
    """

    box: Box
    parts: tuple[Box, ...] = ()
    primary: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    widths: Widths = field(default_factory=Widths)
    references: list[Reference] = field(default_factory=list)
    properties: tuple[Box, ...] = ()
    uses: dict[int, tuple[Use, ...]] = field(default_factory=dict)
    alternatives: list[tuple[int, ...]] = field(default_factory=list)
    auxiliaries: dict[int, bytes] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)

    def part(self, kind: bytes) -> Box | None:
        """The first box of a type inside."""
        return next((part for part in self.parts if part.type == kind), None)

    def extents(self, item: int) -> tuple[Extent, ...]:
        """The pieces of an item; none where it lies nowhere."""
        return self.places[item].extents if item in self.places else ()

    def needed(self) -> frozenset[int]:
        """The items that make the picture: the primary one, what it is made of, its transparency and its gain map."""
        found = self._with_what_they_need({self.primary} if self.primary in self.items else set())
        toned = {
            item
            for group in self.alternatives
            if self.primary in group
            for item in group
            if item in self.items and self.items[item].type == b"tmap"
        }
        found = self._with_what_they_need(found | toned)
        beside = {
            ref.source
            for ref in self.references
            if ref.type == b"auxl" and found.intersection(ref.targets) and self.serves(ref.source)
        }
        return frozenset(self._with_what_they_need(found | beside))

    def serves(self, item: int) -> bool:
        """Whether an auxiliary picture is used in showing the one that it belongs to."""
        return self.auxiliaries.get(item, b"") in _ALPHA or self.is_gain_map(item)

    def is_gain_map(self, item: int) -> bool:
        """Whether an auxiliary picture says how much brighter another can be shown."""
        return self.auxiliaries.get(item) == _GAIN_MAP

    def _with_what_they_need(self, items: set[int]) -> set[int]:
        below: dict[int, list[int]] = {}
        for ref in self.references:
            if ref.type in NEEDS:
                below.setdefault(ref.source, []).extend(ref.targets)
        found, waiting = set(items), list(items)
        while waiting:
            new = [item for item in below.get(waiting.pop(), ()) if item not in found]
            found.update(new)
            waiting.extend(new)
        return found


class Table:
    """Numbers of any width, one after the other; zero behind the end."""

    __slots__ = ("at", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def number(self, width: int) -> int:
        """The next number."""
        self.at += width
        return int.from_bytes(self.raw[self.at - width : self.at], "big")

    @property
    def over(self) -> bool:
        """Whether more was read than there is."""
        return self.at > len(self.raw)


def catalogue(stream: Stream, box: Box) -> Catalogue:
    """Read a `meta` box."""
    parts = tuple(children(stream, box, FULL))
    found = Catalogue(box, parts)
    if parts and not tiled(stream, parts, 0, box.end):
        found.damage.append("The picture is damaged: the tables of its parts make no sense to their end.")
    counts = Counter(part.type for part in parts)
    if any(counts[kind] > 1 for kind in (b"pitm", b"iinf", b"iloc", b"iref", b"iprp", b"idat", b"grpl", b"hdlr")):
        found.damage.append(_TWICE)
    readers = {
        b"pitm": _primary,
        b"iinf": _items,
        b"iloc": _places,
        b"iref": _references,
        b"iprp": _properties,
        b"grpl": _groups,
    }
    for part in parts:
        if part.type in readers:
            readers[part.type](stream, part, found)
    for item, uses in found.uses.items():
        found.auxiliaries.update((item, name) for name in _auxiliary(stream, found, uses))
    return found


def _fields(stream: Stream, box: Box) -> Table:
    return Table(stream.at(box.offset + box.header, min(box.length - box.header, _TABLE_CAP)))


def _primary(stream: Stream, box: Box, found: Catalogue) -> None:
    table = _fields(stream, box)
    wide = table.number(1)
    table.at = FULL
    found.primary = table.number(4 if wide else 2)


def _items(stream: Stream, box: Box, found: Catalogue) -> None:
    table = _fields(stream, box)
    wide = table.number(1)
    table.at = FULL
    said = table.number(4 if wide else 2)
    entries = children(stream, box, FULL + (4 if wide else 2))
    if len(entries) != said or (entries and not tiled(stream, entries, 0, box.end)):
        found.damage.append(_CUT)
    for entry in entries[:ITEMS_CAP]:
        item = _item(stream, entry)
        if item is None or item.id in found.items:
            found.damage.append("The picture has a part of a kind that Footprint does not understand.")
        else:
            found.items[item.id] = item
    if len(entries) > ITEMS_CAP:
        found.damage.append(_TOO_MANY)


def _item(stream: Stream, entry: Box) -> Item | None:
    raw = stream.at(entry.offset + entry.header, min(entry.length - entry.header, _ENTRY_CAP))
    if entry.type != b"infe" or raw[:1] not in (b"\2", b"\3"):
        return None
    size = 2 if raw[:1] == b"\2" else 4
    table = Table(raw)
    table.at = FULL
    number, protected = table.number(size), table.number(2)
    kind = raw[table.at : table.at + 4]
    texts = raw[table.at + 4 :].split(b"\0")
    return Item(number, kind, texts[1] if len(texts) > 1 else b"", protected != 0, entry)


def _places(stream: Stream, box: Box, found: Catalogue) -> None:
    table = _fields(stream, box)
    version = table.number(1)
    table.at = FULL
    sizes, more = table.number(1), table.number(1)
    item = 4 if version == _WIDE_PLACES else 2
    found.widths = Widths(sizes >> 4, sizes & 15, more >> 4, more & 15 if version else 0, item, version)
    idat = found.part(b"idat")
    left = EXTENTS_CAP
    for _ in range(min(table.number(item), ITEMS_CAP)):
        number, place = _place(table, found.widths, idat, stream.size)
        left -= max(1, len(place.extents))
        if table.over or left < 0:
            found.damage.append(_CUT if table.over else _TOO_MANY)
            return
        if number in found.places:
            found.damage.append(_TWICE)
        found.places[number] = place


def _place(table: Table, widths: Widths, idat: Box | None, size: int) -> tuple[int, Place]:
    start = table.at
    number = table.number(widths.item)
    method = table.number(2) & 15 if widths.version else 0
    elsewhere = table.number(2) != 0
    base = table.number(widths.base)
    field = table.raw[table.at - widths.base : table.at]
    end = size
    if method == 1 and idat:
        base, end = base + idat.offset + idat.header, idat.end
    extents = []
    for _ in range(min(table.number(2), EXTENTS_CAP)):
        if table.over:
            break
        table.at += widths.extra
        offset, length = base + table.number(widths.offset), table.number(widths.length)
        # Without a length an item goes on to the end of what it lies in.
        extents.append(Extent(offset, length or max(0, end - offset)))
    # Method 2 lies inside another item, which is met by itself.
    return number, Place(
        table.raw[start : table.at],
        method,
        elsewhere,
        (base, field),
        tuple(extents) if method < 2 else (),  # noqa: PLR2004  as above
    )


def _references(stream: Stream, box: Box, found: Catalogue) -> None:
    width = 4 if stream.at(box.offset + box.header, 1) not in (b"\0", b"") else 2
    left = NUMBERS_CAP
    inside = children(stream, box, FULL)
    for inner in inside:
        table = _fields(stream, inner)
        source = table.number(width)
        count = table.number(2)
        left -= count + 1
        if left < 0:
            found.damage.append(_TOO_MANY)
            return
        targets = tuple(table.number(width) for _ in range(count))
        if table.over:
            found.damage.append(_CUT)
        else:
            found.references.append(Reference(inner.type, source, targets))
    if not tiled(stream, inside, box.offset + box.header + FULL, box.end):
        found.damage.append(_CUT)


def _properties(stream: Stream, box: Box, found: Catalogue) -> None:
    inside = children(stream, box)
    container = next((inner for inner in inside if inner.type == b"ipco"), None)
    if container:
        found.properties = tuple(children(stream, container))
        if not tiled(stream, found.properties, container.offset + container.header, container.end):
            found.damage.append(_CUT)
    if not tiled(stream, inside, 0, box.end):
        found.damage.append(_CUT)
    for inner in inside:
        if inner.type == b"ipma":
            found.uses.update(_uses(stream, inner, found))


def _uses(stream: Stream, box: Box, found: Catalogue) -> Iterator[tuple[int, tuple[Use, ...]]]:
    """Item → its properties."""
    table = _fields(stream, box)
    wide, flags = table.number(1), table.number(3)
    width, size = 4 if wide else 2, 2 if flags & 1 else 1
    left = NUMBERS_CAP
    for _ in range(min(table.number(4), ITEMS_CAP)):
        item, count = table.number(width), table.number(1)
        numbers = [table.number(size) for _ in range(count)]
        left -= count + 1
        if table.over or left < 0 or item in found.uses:
            found.damage.append(_CUT if table.over else _TWICE if item in found.uses else _TOO_MANY)
            return
        top = 1 << (8 * size - 1)
        yield item, tuple(Use(number & (top - 1), bool(number & top)) for number in numbers)


def _groups(stream: Stream, box: Box, found: Catalogue) -> None:
    for inner in children(stream, box):
        if inner.type == b"altr":
            table = _fields(stream, inner)
            table.at = FULL + 4
            numbers = tuple(table.number(4) for _ in range(min(table.number(4), ITEMS_CAP)))
            if table.over:
                found.damage.append(_CUT)
            else:
                found.alternatives.append(numbers)


def _auxiliary(stream: Stream, found: Catalogue, uses: Iterable[Use]) -> Iterator[bytes]:
    """What kind of auxiliary picture an item is."""
    for use in uses:
        if 0 < use.number <= len(found.properties) and found.properties[use.number - 1].type == b"auxC":
            box = found.properties[use.number - 1]
            raw = stream.at(box.offset + box.header + FULL, min(box.length - box.header - FULL, _ENTRY_CAP))
            yield raw.partition(b"\0")[0]
