"""The items and properties of a still picture as blocks: what is needed to show it, and all the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from footprint.photos import GAIN_MAP_NOTE, Block, BlockKind
from footprint.photos.boxes import EPOCH, FULL, PADDING, Box
from footprint.photos.stills.catalogue import NEEDS, Catalogue, Extent, Item
from footprint.photos.stream import Stream

_ITEM_CAP = 1 << 22
_BLOCKS_CAP = 100
"""Items with notes; real files have two."""

_TEXTS_CAP = 1 << 16
_XMP_TYPE = b"application/rdf+xml"
CODED = frozenset({b"hvc1", b"hev1", b"lhv1", b"av01", b"avc1", b"vvc1"})
DERIVED = frozenset({b"grid", b"iovl", b"iden", b"tmap"})
PICTURES = CODED | DERIVED | {b"jpeg", b"j2k1", b"unci"}
PROPERTIES = frozenset(
    {
        *(b"hvcC", b"lhvC", b"av1C", b"avcC", b"vvcC", b"ispe", b"pixi", b"irot", b"imir", b"clap", b"pasp", b"auxC"),
        *(b"clli", b"mdcv", b"cclv", b"amve", b"reve", b"ndwt", b"lsel", b"a1op", b"a1lx", b"rref", b"tols", b"prdi"),
        *(b"iscl", b"rloc"),
    },
)
_COLOURS = frozenset({b"nclx", b"nclc", b"prof", b"rICC"})
HARMLESS = frozenset({b"colr", b"free", b"skip", b"udes", b"crtt", b"mdft"})
_MOMENTS = {b"crtt": "HEIF creation time", b"mdft": "HEIF modification time"}


class Piece(NamedTuple):
    """A block that is a piece of an item, or the reading of one."""

    item: int
    block: Block


# --- properties ------------------------------------------------------------------------------------------------------
def properties(stream: Stream, found: Catalogue, needed: frozenset[int]) -> Iterator[Block]:
    """A block, or several, for every property: those of the picture stay."""
    used = {use.number for item in needed for use in found.uses.get(item, ())}
    whole = {use.number for use in found.uses.get(found.primary, ())}
    for number, box in enumerate(found.properties, 1):
        cover = Block(BlockKind.QUICKTIME, box.offset, box.length, f"property {box.name}", box.header, inner=True)
        if box.type == b"colr":
            yield _colour(stream, box, cover, is_used=number in used or not needed)
        elif box.type in PROPERTIES:
            name = box.name if number in whole else f"{box.name} of a part"
            yield Block(BlockKind.IMAGE, box.offset, box.length, name) if number in used else cover
        elif box.type == b"udes":
            yield cover
            yield from _description(stream, box)
        elif box.type in _MOMENTS:
            yield from _moment(stream, box, cover)
        elif box.type in PADDING:
            yield cover
        else:
            yield Block(BlockKind.UNKNOWN, box.offset, box.length, f"property {box.name}", box.header)


def _colour(stream: Stream, box: Box, cover: Block, *, is_used: bool) -> Block:
    kind = stream.at(box.offset + box.header, 4)
    if kind not in _COLOURS:
        return Block(BlockKind.UNKNOWN, box.offset, box.length, f"property {box.name}", box.header)
    if not is_used:
        return cover
    meant = BlockKind.ICC if kind in (b"prof", b"rICC") else BlockKind.IMAGE
    return Block(meant, box.offset, box.length, "colr", box.header + 4)


def _description(stream: Stream, box: Box) -> Iterator[Block]:
    """Language, name, description and tags, each ending with a zero."""
    at = box.offset + box.header + FULL
    texts = stream.at(at, min(box.end - at, _TEXTS_CAP)).split(b"\0")
    for name, text in zip(("language", "name", "description", "tags"), texts, strict=False):
        if text and name != "language":
            yield Block(BlockKind.TEXT, at, len(text), f"HEIF {name}")
        at += len(text) + 1


def _moment(stream: Stream, box: Box, cover: Block) -> Iterator[Block]:
    """Microseconds since 1904."""
    yield cover
    said = int.from_bytes(stream.at(box.offset + box.header + FULL, 8), "big")
    try:
        when = EPOCH + timedelta(microseconds=said)
    except OverflowError:
        return
    raw = when.year.to_bytes(2, "big") + bytes((when.month, when.day, when.hour, when.minute, when.second))
    yield Block(BlockKind.TIME, box.offset, box.length, _MOMENTS[box.type], box.header, raw)


# --- items -----------------------------------------------------------------------------------------------------------
def pieces(stream: Stream, found: Catalogue, needed: frozenset[int]) -> Iterator[Piece]:
    """The blocks of every item, those of the picture last: where two overlap, the picture is not spoiled."""
    within = {target for ref in found.references if ref.type in NEEDS for target in ref.targets}
    about = {(ref.source, ref.type): ref.targets for ref in found.references}
    of_maps = {item for (item, kind), targets in about.items() if kind == b"cdsc" and _maps(found, needed, targets)}
    notes = (item for item in found.items.values() if item.id not in needed and item.type not in PICTURES)
    others = (item for item in found.items.values() if item.id not in needed and item.type in PICTURES)
    for item in islice(notes, _BLOCKS_CAP):
        blocks = _note(stream, item, found.extents(item.id), of_map=item.id in of_maps)
        yield from (Piece(item.id, block) for block in blocks)
    for item in others:
        name = "" if item.id in within else "another picture"
        name = "depth map, or the like" if (item.id, b"auxl") in about else name
        name = "thumbnail" if (item.id, b"thmb") in about else name
        yield from (Piece(item.id, block) for block in _other_picture(found, item, name))
    for number in found.items:
        if number in needed:
            blocks = (Block(BlockKind.IMAGE, *extent, "picture") for extent in found.extents(number))
            yield from (Piece(number, block) for block in blocks)


def _maps(found: Catalogue, needed: frozenset[int], targets: Sequence[int]) -> bool:
    """Whether a note is about gain maps only, and those that are needed."""
    return all(found.is_gain_map(target) and target in needed for target in targets)


def _note(stream: Stream, item: Item, extents: Sequence[Extent], *, of_map: bool) -> Iterator[Block]:
    if not extents:
        return
    first, *more = extents
    kind, name = _kind(stream, item, first)
    name = GAIN_MAP_NOTE if of_map and kind is BlockKind.XMP else name
    # Before the EXIF block stands how many bytes there are between that number and the block.
    skip = 4 + int.from_bytes(stream.at(first.offset, 4), "big") if kind is BlockKind.EXIF else 0
    if not more:
        yield Block(kind, *first, name, skip)
        return
    cap = _ITEM_CAP // len(extents)
    whole = b"".join(stream.at(extent.offset, min(extent.length, cap)) for extent in extents)
    yield Block(kind, *first, name, skip, whole[skip:])
    for extent in more:
        yield Block(kind, *extent, f"{name}, continued", payload=b"")


def _kind(stream: Stream, item: Item, first: Extent) -> tuple[BlockKind, str]:
    name = item.type.decode("latin-1").strip()
    if item.type == b"Exif":
        return BlockKind.EXIF, name
    if item.type == b"mime" and item.media_type == _XMP_TYPE:
        return BlockKind.XMP, name
    is_signed = item.type == b"jumb" or stream.at(first.offset + 4, 4) == b"jumb"
    return BlockKind.PROVENANCE if is_signed else BlockKind.UNKNOWN, name


def _other_picture(found: Catalogue, item: Item, name: str) -> Iterator[Block]:
    """A picture that is not needed: first what it is, then that it tells no place."""
    extents = found.extents(item.id)
    if name and extents:
        kind = BlockKind.THUMBNAIL if name == "thumbnail" else BlockKind.EMBEDDED
        yield Block(kind, *extents[0], name)
    if item.type in CODED | DERIVED:
        for extent in extents:
            yield Block(BlockKind.QUICKTIME, *extent, item.type.decode(), inner=True)
