import struct
from io import BytesIO

import pytest

from footprint.errors import Unreadable
from footprint.photos import BlockKind, Part, exif, fresh
from footprint.photos.formats import webp as module
from footprint.photos.formats.webp import Webp
from footprint.photos.stream import Stream
from tests.photos.samples import pixels, profile, riff_chunk, saved, telling_exif, telling_xmp, webp

EXIF_FLAG, XMP_FLAG, ICC_FLAG = 8, 4, 32


def split(data):
    return list(Webp().split(Stream.of(data)))


def join(data, blocks, orientation=1):
    into = BytesIO()
    stream = Stream.of(data)
    parts = [Part(block, block in blocks) for block in Webp().split(stream)]
    Webp().join(stream, parts, into, exif=fresh.exif(orientation))
    return into.getvalue()


def animation():
    frames = [pixels(shade=shade, mode="RGBA") for shade in (0, 90, 180)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=50, lossless=True)


EVERYTHING = webp(
    riff_chunk(b"EXIF", b"Exif\0\0" + telling_exif()),
    riff_chunk(b"XMP ", telling_xmp()),
    riff_chunk(b"C2PA", b"jumbf"),
    riff_chunk(b"nobd", b"knows"),
    flags=EXIF_FLAG | XMP_FLAG,
    trailer=b"behind the end",
)


def test_every_chunk_has_its_kind_and_content():
    stream = Stream.of(EVERYTHING)
    found = {b.name: (b.kind, b.content(stream).read(1 << 20)) for b in Webp().split(stream)}
    assert {name: kind for name, (kind, _) in found.items()} == {
        "RIFF": BlockKind.IMAGE,
        "VP8X": BlockKind.IMAGE,
        "VP8L": BlockKind.IMAGE,
        "EXIF": BlockKind.EXIF,
        "XMP": BlockKind.XMP,
        "C2PA": BlockKind.PROVENANCE,
        "nobd": BlockKind.UNKNOWN,
        "after the picture's end": BlockKind.TRAILER,
    }
    assert found["EXIF"][1][: len(telling_exif())] == telling_exif()
    assert found["XMP"][1].strip(b"\0") == telling_xmp()


def test_what_the_flags_do_not_announce_is_found_too():
    names = {
        block.name: block.kind
        for block in split(webp(riff_chunk(b"EXIF", telling_exif()), riff_chunk(b"XMP ", b"<x/>")))
    }
    assert names["EXIF without its flag"] is BlockKind.EXIF
    assert names["XMP"] is BlockKind.XMP


@pytest.mark.parametrize(
    "data",
    [
        EVERYTHING,
        animation(),
        saved(pixels(), "WEBP"),
        saved(pixels(), "WEBP", icc_profile=profile(), exif=b"Exif\0\0" + telling_exif()),
        webp(riff_chunk(b"XMP ", b"odd")[:-1]),
    ],
)
def test_blocks_tile_the_file_and_join_to_the_same_bytes(data):
    blocks = split(data)
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert join(data, blocks) == data


def test_size_and_flags_follow_what_is_kept():
    kept = [block for block in split(EVERYTHING) if block.kind is BlockKind.IMAGE]
    data = join(EVERYTHING, kept)
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    assert data[20] == 0
    turned = join(EVERYTHING, kept, orientation=3)
    assert struct.unpack("<I", turned[4:8])[0] == len(turned) - 8
    assert turned[20] == EXIF_FLAG
    fresh = next(block for block in split(turned) if block.kind is BlockKind.EXIF)
    assert exif.orientation(fresh.content(Stream.of(turned))) == 3


def test_a_fresh_chunk_stands_before_what_lies_behind_the_end():
    turned = join(
        EVERYTHING, [b for b in split(EVERYTHING) if b.kind in (BlockKind.IMAGE, BlockKind.TRAILER)], orientation=3
    )
    assert [block.name for block in split(turned)][-2:] == ["EXIF", "after the picture's end"]


def frame(*parts):
    return riff_chunk(b"ANMF", b"\0" * 16 + b"".join(parts))


def test_a_frame_with_something_besides_its_picture_is_unknown():
    picture = riff_chunk(b"VP8L", b"pixels")
    known = webp(frame(riff_chunk(b"ALPH", b"alpha"), picture))
    strange = webp(frame(picture, riff_chunk(b"XMP ", b"<x/>")))
    endless = webp(frame(picture, picture, picture, picture))
    assert {b.kind for b in split(known)} == {BlockKind.IMAGE}
    for data in (strange, endless):
        assert next(b.kind for b in split(data) if b.name == "ANMF") is BlockKind.UNKNOWN


@pytest.mark.parametrize("cut", [3, 20, 100])
def test_what_is_cut_off_is_said(cut):
    with pytest.raises(Unreadable, match="cut off"):
        split(saved(pixels(), "WEBP")[:-cut])


def test_odd_ends():
    data = saved(pixels(), "WEBP")
    longer = data[:4] + struct.pack("<I", len(data) + 4) + data[8:] + b"tail"
    with pytest.raises(Unreadable, match="cut off"):
        split(longer)


def test_more_chunks_than_any_real_picture_has(monkeypatch):
    monkeypatch.setattr(module, "_CHUNKS_CAP", 1)
    with pytest.raises(Unreadable, match="more chunks"):
        split(EVERYTHING)
