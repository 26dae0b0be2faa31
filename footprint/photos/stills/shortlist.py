"""The tables of a still picture, written anew for those of its items that a copy has, in the room of the old ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from footprint.errors import Withheld
from footprint.photos.boxes import FULL, Box, children
from footprint.photos.stills.catalogue import Catalogue, Extent, Place, Widths
from footprint.photos.stream import Stream

_SMALL = 8
_HANDLER = 8
"""How many bytes of a handler's fields say what it is; the rest is reserved, and a name."""

_HANDLER_SHORTEST = 25
_ITSELF = bytes.fromhex("0000001c 64726566 00000000 00000001 0000000c 75726c20 00000001")
"""The only list of data files that has nothing to tell: all lies in this one."""

_NO_ROOM = "There is no room in the picture's tables for what should be kept."


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What a copy has.

    Attributes:
        found: the original's tables.
        items: those of its items that stay.
        moved: item → its pieces, where they are others than they were.
        view: the bytes of a range of the file as they are in the copy, without what is written here.
        stays: whether the byte at an offset does.
    """

    found: Catalogue
    items: Collection[int]
    moved: Mapping[int, Sequence[Extent]]
    view: Callable[[int, int], bytes]
    stays: Callable[[int], bool]


def written(stream: Stream, wanted: Shortlist) -> bytes:
    """What a `meta` box has behind its own header, as long as it was.

    Raises:
        Withheld: when it cannot be as long.
    """
    box = wanted.found.box
    bodies = [(part, body) for part in wanted.found.parts if (body := _part(stream, part, wanted)) is not None]
    start = box.offset + box.header
    room = box.end - start - FULL - sum(_SMALL + len(body) for _, body in bodies)
    if 0 < room < _SMALL:
        # Too little for a box of its own: the handler's name, which ends with its first zero, takes it.
        bodies = [(part, body + bytes(room if part.type == b"hdlr" else 0)) for part, body in bodies]
        room = 0 if any(part.type == b"hdlr" for part, _ in bodies) else -1
    if room < 0:
        raise Withheld(_NO_ROOM)
    whole = [_boxed(part.type, body) for part, body in bodies]
    return b"".join((stream.at(start, FULL), *whole, _boxed(b"free", bytes(room - _SMALL)) if room else b""))


def _boxed(kind: bytes, body: bytes) -> bytes:
    return (_SMALL + len(body)).to_bytes(4, "big") + kind + body


def freed(head: bytes, length: int) -> bytes:
    """The header of a box that has nothing in it any more. `head` is how it began, 16 bytes of it."""
    if int.from_bytes(head[:4], "big") == 1:
        return head[:4] + b"free" + head[8:16]
    return (length if head[:4] != bytes(4) else 0).to_bytes(4, "big") + b"free"


def _part(stream: Stream, part: Box, wanted: Shortlist) -> bytes | None:  # noqa: PLR0911  one for each kind of box
    """A box of the copy without its header; None where the copy has none."""
    body = stream.at(part.offset + part.header, part.length - part.header)
    match part.type:
        case b"hdlr":
            return body[: FULL + _HANDLER] + bytes(_HANDLER_SHORTEST - FULL - _HANDLER)
        case b"pitm":
            return body
        case b"dinf":
            return body if body == _ITSELF else None
        case b"iinf":
            return _items(stream, body, wanted)
        case b"iloc":
            return _places(body, wanted)
        case b"iref":
            return _references(body, wanted)
        case b"iprp":
            return _properties(stream, part, wanted)
        case b"grpl":
            return _groups(stream, part, wanted)
        case b"idat":
            return wanted.view(part.offset + part.header, part.end)
        case _:
            return None


def _count(number: int, width: int) -> bytes:
    try:
        return number.to_bytes(width, "big")
    except OverflowError as error:
        raise Withheld(_NO_ROOM) from error


def _items(stream: Stream, body: bytes, wanted: Shortlist) -> bytes:
    wide = 4 if body[0] else 2
    entries = [
        _nameless(stream.at(item.entry.offset, item.entry.length), item.entry.header)
        for item in wanted.found.items.values()
        if item.id in wanted.items
    ]
    return body[:FULL] + _count(len(entries), wide) + b"".join(entries)


def _nameless(entry: bytes, header: int) -> bytes:
    """An item's entry with zeros for its name, which nobody shows, and without anything behind its texts."""
    at = header + FULL + (2 if entry[header] == 2 else 4) + 2 + 4  # noqa: PLR2004  version 2 has short numbers
    texts = entry[at:].split(b"\0")
    # What a note is, and how it is packed; each text ends with a zero.
    more = (texts[1:-1] or texts[1:])[:2] if entry[at - 4 : at] == b"mime" else []
    return _boxed(b"infe", entry[header:at] + b"\0" + b"".join(text + b"\0" for text in more))


def _places(body: bytes, wanted: Shortlist) -> bytes:
    widths = wanted.found.widths
    rows = [
        _row(place, wanted.moved[item], widths) if item in wanted.moved else place.raw
        for item, place in wanted.found.places.items()
        if item in wanted.items
    ]
    return body[: FULL + 2] + _count(len(rows), widths.item) + b"".join(rows)


def _row(place: Place, extents: Sequence[Extent], widths: Widths) -> bytes:
    """An entry of the table of places with other pieces."""
    start, base = place.base
    head = place.raw[: widths.item + (2 if widths.version else 0) + 2]
    pieces = [
        bytes(widths.extra) + _count(extent.offset - start, widths.offset) + _count(extent.length, widths.length)
        for extent in extents
    ]
    return head + base + _count(len(pieces), 2) + b"".join(pieces)


def _references(body: bytes, wanted: Shortlist) -> bytes | None:
    width = 4 if body[0] else 2
    rows = []
    for ref in wanted.found.references:
        targets = [item for item in ref.targets if item in wanted.items]
        if targets and ref.source in wanted.items:
            numbers = b"".join(item.to_bytes(width, "big") for item in targets)
            rows.append(_boxed(ref.type, ref.source.to_bytes(width, "big") + _count(len(targets), 2) + numbers))
    return body[:FULL] + b"".join(rows) if rows else None


def _properties(stream: Stream, part: Box, wanted: Shortlist) -> bytes:
    inner = [_property_box(stream, box, wanted) for box in children(stream, part)]
    return b"".join(inner)


def _property_box(stream: Stream, box: Box, wanted: Shortlist) -> bytes:
    if box.type == b"ipco":
        return _boxed(b"ipco", b"".join(_property(stream, inner, wanted) for inner in wanted.found.properties))
    if box.type == b"ipma":
        return _boxed(b"ipma", _uses(stream, box, wanted))
    return b""


def _property(stream: Stream, box: Box, wanted: Shortlist) -> bytes:
    raw = wanted.view(box.offset, box.end)
    # The place of a property in the list is its number: none can be left out.
    return raw if wanted.stays(box.offset) else freed(stream.at(box.offset, 16), box.length).ljust(box.length, b"\0")


def _uses(stream: Stream, box: Box, wanted: Shortlist) -> bytes:
    head = stream.at(box.offset + box.header, FULL)
    width, size = 4 if head[0] else 2, 2 if head[3] & 1 else 1
    rows = []
    for item in _users(stream, box, width, size):
        uses = [use for use in wanted.found.uses.get(item, ()) if _still_there(use.number, wanted)]
        if item in wanted.items:
            top = 1 << (8 * size - 1)
            numbers = b"".join((use.number | (top if use.essential else 0)).to_bytes(size, "big") for use in uses)
            rows.append(item.to_bytes(width, "big") + bytes((len(uses),)) + numbers)
    return head + len(rows).to_bytes(4, "big") + b"".join(rows)


def _users(stream: Stream, box: Box, width: int, size: int) -> Iterator[int]:
    """The items that a table of uses is about."""
    body = stream.at(box.offset + box.header + FULL, box.length - box.header - FULL)
    at = 4
    for _ in range(int.from_bytes(body[:4], "big")):
        yield int.from_bytes(body[at : at + width], "big")
        at += width + 1 + size * body[at + width]


def _still_there(number: int, wanted: Shortlist) -> bool:
    """Whether a property is there in the copy; number 0 stands for none, and is harmless."""
    properties = wanted.found.properties
    return number == 0 or (number <= len(properties) and wanted.stays(properties[number - 1].offset))


def _groups(stream: Stream, part: Box, wanted: Shortlist) -> bytes | None:
    """Alternatives of one another, as far as they are there; all other kinds of group are about pictures that go."""
    groups = []
    for inner in children(stream, part):
        body = stream.at(inner.offset + inner.header, inner.length - inner.header)
        numbers = [int.from_bytes(body[at : at + 4], "big") for at in range(FULL + 8, len(body) - 3, 4)]
        left = [number for number in numbers if number in wanted.items]
        if inner.type == b"altr" and len(left) > 1:
            ids = b"".join(number.to_bytes(4, "big") for number in left)
            groups.append(_boxed(b"altr", body[: FULL + 4] + len(left).to_bytes(4, "big") + ids))
    return b"".join(groups) or None
