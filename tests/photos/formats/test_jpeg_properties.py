"""JPEG files put together by chance: nothing left out is the same file, and whatever is left out leaves the picture."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Unreadable, Withheld
from footprint.photos import BlockKind, Part, essence, fresh
from footprint.photos.amount import SAFE, Amount, parts
from footprint.photos.formats.jpeg import Jpeg
from footprint.photos.read import FAULT, read_bytes
from footprint.photos.stream import Stream
from tests.photos.multipictures import APPLE, GAINS, NUMBERS, VERSION, directory, gain_map, indexed, samsung
from tests.photos.samples import (
    exif_segment,
    iptc_segment,
    jpeg,
    mp4,
    pixels,
    profile,
    saved,
    segment,
    small_jpeg,
    telling_exif,
    telling_iptc,
    telling_xmp,
    xmp_segment,
)

BASES = [
    small_jpeg(),
    small_jpeg(progressive=True),
    small_jpeg(restart_marker_blocks=1),
    small_jpeg(icc_profile=profile()),
    saved(pixels(mode="CMYK"), "JPEG"),
    b"\xff\xd8" + small_jpeg()[20:],
]
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0" + b"D" * 32 + (8).to_bytes(4, "big")
SEGMENTS = [
    exif_segment(telling_exif(orientation=6)),
    exif_segment(telling_exif(">")),
    xmp_segment(telling_xmp()),
    xmp_segment(directory(700, 50)),
    segment(0xE1, EXTENSION + bytes(4) + b"<x/>"),
    segment(0xE1, EXTENSION + b"\0\0\0\4<y/>"),
    iptc_segment(telling_iptc()),
    segment(0xFE, b"Ring the bell twice"),
    segment(0xE0, b"JFXX\0\x10 small"),
    segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\1\1RGB"),
    segment(0xEE, b"Adobe\0\x64\0\0\0\0\1 and more"),
    segment(0xE2, b"MPF\0II*\0"),
    segment(0xE4, b"QTI Debug Metadata\0 x"),
    segment(0xEB, b"JP\0\1 jumbf"),
    VERSION,
    b"\xff\xff\xff" + segment(0xFE, b"fill bytes")[1:],
    b"\xff\xd3",
    b"garbage",
]
SECONDS = [gain_map(), gain_map(APPLE), gain_map(b"", NUMBERS), small_jpeg(8, 8), jpeg(exif_segment(telling_exif()))]
TRAILERS = [
    *SECONDS,
    mp4(),
    mp4(brand=b"qt  "),
    samsung(mp4()),
    b"\0" * 40,
    b"words",
    small_jpeg()[:-2],
    b"\xff\xd8\xff",
]


@st.composite
def jpegs(draw):
    chosen = draw(st.lists(st.one_of(st.sampled_from(SEGMENTS), st.builds(_segment)), max_size=6))
    base = draw(st.sampled_from(BASES))
    behind = b"".join(draw(st.lists(st.one_of(st.sampled_from(TRAILERS), st.binary(max_size=20)), max_size=3)))
    seconds = draw(st.lists(st.sampled_from(SECONDS), max_size=2))
    if not seconds:
        return jpeg(*chosen, base=base, trailer=behind)
    between = draw(st.binary(max_size=4))
    return indexed(seconds, *chosen, base=base, order=draw(st.sampled_from("<>")), between=between, behind=behind)


def _segment():
    return segment(0xEF, b"any")


def blocks_of(data):
    return list(Jpeg().split(Stream.of(data)))


def join(data, made, exif=b""):
    into = BytesIO()
    Jpeg().join(Stream.of(data), made, into, exif=exif)
    return into.getvalue()


def essence_of(data):
    return b"".join(essence.jpeg.pieces(Stream.of(data)))


@settings(max_examples=150, deadline=None)
@given(jpegs())
def test_nothing_left_out_is_the_same_file(data):
    blocks = blocks_of(data)
    assert blocks[0].offset == 0
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert all(block.length > 0 for block in blocks)
    assert join(data, [Part(block) for block in blocks]) == data


@settings(max_examples=150, deadline=None)
@given(jpegs(), st.sampled_from([1, 6]))
def test_a_copy_has_the_picture_and_nothing_else(data, turned):
    copy = join(data, parts(Stream.of(data), blocks_of(data), SAFE), fresh.exif(turned))
    assert essence_of(copy) == essence_of(data)
    allowed = {BlockKind.IMAGE, BlockKind.ICC, BlockKind.EXIF, BlockKind.XMP, BlockKind.INDEX, BlockKind.GAIN_MAP}
    assert {block.kind for block in blocks_of(copy)} <= allowed
    assert read_bytes(copy, "photo").traces == ()
    assert b"Quillfeather" not in copy
    again = join(copy, parts(Stream.of(copy), blocks_of(copy), SAFE), fresh.exif(turned))
    assert essence_of(again) == essence_of(copy)
    assert len(again) == len(copy)


@settings(max_examples=100, deadline=None)
@given(jpegs(), st.data())
def test_any_blocks_left_out_leave_a_file_that_can_be_read(data, draw):
    blocks = blocks_of(data)
    needed = (BlockKind.IMAGE, BlockKind.ICC, BlockKind.GAIN_MAP)
    loose = [block for block in blocks if block.kind not in needed]
    gone = draw.draw(st.lists(st.sampled_from(loose), max_size=4)) if loose else []
    copy = join(data, [Part(block, block not in gone) for block in blocks])
    assert essence_of(copy) == essence_of(data)
    assert sum(block.length for block in blocks_of(copy)) == len(copy)


@settings(max_examples=200, deadline=None)
@given(jpegs(), st.data())
def test_damaged_files_are_read_or_said_to_be_unreadable(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    put, cut = draw.draw(st.binary(max_size=6)), draw.draw(st.integers(0, 40))
    damaged = data[:at] + put + data[at + cut :]
    reading = read_bytes(damaged, "photo")
    assert not str(reading.problem).startswith(FAULT)
    try:
        blocks = blocks_of(damaged)
    except Unreadable:
        return
    assert join(damaged, [Part(block) for block in blocks]) == damaged
    for amount in (SAFE, Amount(places_only=True), Amount(motion=True)):
        try:
            join(damaged, parts(Stream.of(damaged), blocks, amount))
        except Withheld:
            continue


def test_the_files_made_here_have_every_kind_of_block():
    data = indexed([gain_map(GAINS)], *SEGMENTS, behind=b"".join(TRAILERS))
    assert {block.kind for block in blocks_of(data)} >= {
        *(BlockKind.IMAGE, BlockKind.EXIF, BlockKind.XMP, BlockKind.IPTC, BlockKind.TEXT, BlockKind.THUMBNAIL),
        *(BlockKind.EMBEDDED, BlockKind.GAIN_MAP, BlockKind.INDEX, BlockKind.TRAILER, BlockKind.PROVENANCE),
        BlockKind.UNKNOWN,
    }
