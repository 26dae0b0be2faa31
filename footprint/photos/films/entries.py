"""How a film's picture and sound are coded: the sample entries of its tracks, and what in them is not needed."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.photos import Block, BlockKind
from footprint.photos.boxes import FULL, Box, child, children
from footprint.photos.films.track import Track, number
from footprint.photos.stream import Stream

_PICTURES = frozenset(
    b"avc1 avc2 avc3 avc4 hvc1 hev1 hvc2 hev2 dvh1 dvhe dva1 dvav dav1 av01 vp08 vp09 mp4v s263 h263 H263 vvc1 vvi1 "
    b"apcn apch apcs apco ap4h ap4x jpeg mjpa mjpb AVDJ dmb1 SVQ1 SVQ3 cvid CFHD av02".split()
) | {b"rle ", b"raw ", b"2vuy", b"v210", b"rpza", b"smc ", b"png "}
_UNPACKED = frozenset(b"twos sowt in24 in32 fl32 fl64 NONE lpcm ulaw alaw".split()) | {b"raw "}
_SOUNDS = _UNPACKED | frozenset(
    b"mp4a samr sawb sawp sqcp sevc secb ac-3 ec-3 ac-4 alac Opus fLaC dtsc dtsh dtsl dtse mlpa mha1 mhm1 ipcm "
    b"fpcm".split()
)
"""Codecs whose samples hold picture and sound, as far as their makers say. Others may hold anything."""

_NEEDED = frozenset(
    b"avcC hvcC vvcC esds av1C vpcC dvcC dvvC dvwC lhvC colr pasp clap clli mdcv cclv amve fiel st3d sv3d vexu hfov "
    b"btrt d263 damr dac3 dec3 dac4 alac dOps dfLa chan chnl SA3D pcmC enda frma mp4a samr ddts dmlp mhaC srat gama "
    b"chrm glbl SmDm CoLL proj prhd equi svhd ster bitr auxi ccst".split()
) | {b"SMI "}
LOOKED_AT = 4096
"""Bytes of what is not needed that are looked at, whether they are zeros."""

_END, _LONGEST_END = b"\0\0\0\0", 12
"""The box without a type that a QuickTime list ends with."""

_PICTURE_FIELDS, _SOUND_FIELDS = 78, 28
_SOUND_MORE = {0: 0, 1: 16, 2: 36}
"""Version of a sound entry → bytes of fields besides."""

_ENTRY, _VENDOR, _NAME, _NAME_LENGTH = 8, 12, 42, 32
"""Where the maker of the encoder stands, from behind the box's header, and the encoder's name."""

_MEANT = frozenset({b"Planar Y'CbCr 8:4:2:0", b"Sorenson H263"})
"""Names that tell a decoder what to do."""


def rest(stream: Stream, offset: int, length: int, name: str, skip: int = 0) -> Block:
    """Bytes that nothing needs: worth a word only where they are no zeros."""
    empty = not any(stream.at(offset + skip, min(length - skip, LOOKED_AT)))
    return Block(BlockKind.UNKNOWN, offset, length, name, skip, inner=empty)


def entries(stream: Stream, box: Box, track: Track, path: str) -> Iterator[Block]:
    """The blocks of a `stsd` box of a track that is played."""
    name = f"{path}{box.name}"
    yield Block(BlockKind.UNKNOWN, box.offset, box.length, f"{name}/", inner=True)
    yield Block(BlockKind.IMAGE, box.offset, box.header + FULL + 4, f"{name}/")
    for entry in track.entries:
        if known(stream, entry, track):
            yield from _entry(stream, entry, track, f"{name}/")
        else:
            yield Block(BlockKind.UNKNOWN, entry.offset, entry.length, f"{name}/{entry.name}")


def known(stream: Stream, entry: Box, track: Track) -> bool:
    """Whether it is known what the samples of such an entry hold, and how long they are."""
    if track.handler != b"soun":
        return entry.type in _PICTURES
    return entry.type in _SOUNDS and (entry.type not in _UNPACKED or _sized(stream, entry, track))


def _sized(stream: Stream, entry: Box, track: Track) -> bool:
    """Whether the length of a sample of plain sound is what its channels and bits make: in old films it is not."""
    table = child(stream, track.table, b"stsz") if track.table else None
    if table is None:
        return False
    start = entry.offset + entry.header
    if number(stream, start + _ENTRY, 2) == 2:  # noqa: PLR2004  fields as in Core Audio
        expected = number(stream, start + 56)
    else:
        bits = 8 if entry.type in (b"ulaw", b"alaw") else _BITS.get(entry.type, number(stream, start + 18, 2))
        expected = number(stream, start + 16, 2) * bits // 8
    return number(stream, table.offset + table.header + FULL) == expected > 0


_BITS = {b"in24": 24, b"in32": 32, b"fl32": 32, b"fl64": 64}


def _entry(stream: Stream, entry: Box, track: Track, path: str) -> Iterator[Block]:
    path += entry.name
    start = entry.offset + entry.header
    fields = _fields(stream, start, track)
    yield Block(BlockKind.UNKNOWN, entry.offset, entry.length, f"{path}/", inner=True)
    yield Block(BlockKind.IMAGE, entry.offset, entry.header + fields, f"{path}/")
    yield Block(BlockKind.QUICKTIME, start + _VENDOR, 4, f"{path} vendor", inner=True, says="camera")
    if track.handler != b"soun" and stream.at(start + _NAME + 1, _NAME_LENGTH - 1).rstrip(b"\0") not in _MEANT:
        yield Block(BlockKind.QUICKTIME, start + _NAME, _NAME_LENGTH, f"{path} compressor", inner=True, says="camera")
    yield from _below(stream, entry, fields, f"{path}/")


def _fields(stream: Stream, start: int, track: Track) -> int:
    if track.handler != b"soun":
        return _PICTURE_FIELDS
    more = _SOUND_MORE.get(number(stream, start + _ENTRY, 2), 0)
    # An MP4 of a later kind has version 1 without more fields: a box follows at once.
    if more == _SOUND_MORE[1] and stream.at(start + _SOUND_FIELDS + 4, 4) in _NEEDED:
        more = 0
    return _SOUND_FIELDS + more


def _below(stream: Stream, box: Box, fields: int, path: str) -> Iterator[Block]:
    for inner in children(stream, box, fields):
        name = path + inner.name
        if inner.type == b"wave" and box.type != b"wave":
            yield Block(BlockKind.UNKNOWN, inner.offset, inner.length, f"{name}/", inner=True)
            yield Block(BlockKind.IMAGE, inner.offset, inner.header, f"{name}/")
            yield from _below(stream, inner, 0, f"{name}/")
        elif inner.type == b"colr" and stream.at(inner.offset + inner.header, 4) in (b"prof", b"rICC"):
            yield Block(BlockKind.ICC, inner.offset, inner.length, name, inner.header + 4)
        else:
            ends = inner.type == _END and inner.length <= _LONGEST_END
            if ends or inner.type in _NEEDED:
                yield Block(BlockKind.IMAGE, inner.offset, inner.length, name, inner.header)
            else:
                yield rest(stream, inner.offset, inner.length, name, inner.header)
