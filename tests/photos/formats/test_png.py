import struct
import zlib
from io import BytesIO

import pytest

from footprint.errors import Unreadable
from footprint.photos import BlockKind, Part, exif, fresh
from footprint.photos.formats import png as module
from footprint.photos.formats.png import Png
from footprint.photos.stream import Stream
from tests.photos.samples import (
    chunk,
    pixels,
    png,
    profile,
    raw_profile,
    saved,
    telling_exif,
    telling_iptc,
    telling_xmp,
)


def split(data):
    return list(Png().split(Stream.of(data)))


def join(data, blocks, orientation=1):
    into = BytesIO()
    stream = Stream.of(data)
    parts = [Part(block, block in blocks) for block in Png().split(stream)]
    Png().join(stream, parts, into, exif=fresh.exif(orientation))
    return into.getvalue()


def itxt(keyword, text, *, packed=False):
    body = zlib.compress(text) if packed else text
    return chunk(b"iTXt", keyword + b"\0" + (b"\1\0" if packed else b"\0\0") + b"en\0\0" + body)


EVERYTHING = png(
    chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile())),
    chunk(b"eXIf", telling_exif(">")),
    chunk(b"tIME", b"\x07\xe8\6\1\x0c\x1e\x3b"),
    chunk(b"tEXt", b"Author\0Rosalind"),
    chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Ring twice")),
    itxt(b"Title", b"Garden"),
    itxt(b"XML:com.adobe.xmp", telling_xmp(), packed=True),
    raw_profile("exif", b"Exif\0\0" + telling_exif()),
    raw_profile("APP1", b"http://ns.adobe.com/xap/1.0/\0" + telling_xmp()),
    raw_profile("8bim", telling_iptc()),
    chunk(b"caBX", b"jumbf"),
    chunk(b"prVt", b"nobody knows"),
    trailer=b"behind the end",
)


def test_every_chunk_has_its_kind_and_content():
    stream = Stream.of(EVERYTHING)
    found = [
        (b.name, b.kind, b.content(stream).read(1 << 20)) for b in Png().split(stream) if b.kind is not BlockKind.IMAGE
    ]
    assert [entry[:2] for entry in found] == [
        ("iCCP", BlockKind.ICC),
        ("eXIf", BlockKind.EXIF),
        ("tIME", BlockKind.TIME),
        ("PNG text Author", BlockKind.TEXT),
        ("PNG text Comment", BlockKind.TEXT),
        ("PNG text Title", BlockKind.TEXT),
        ("PNG text XML:com.adobe.xmp", BlockKind.XMP),
        ("PNG text Raw profile type exif", BlockKind.EXIF),
        ("PNG text Raw profile type APP1", BlockKind.XMP),
        ("PNG text Raw profile type 8bim", BlockKind.IPTC),
        ("caBX", BlockKind.PROVENANCE),
        ("prVt", BlockKind.UNKNOWN),
        ("after the picture's end", BlockKind.TRAILER),
    ]
    contents = [content for _, _, content in found]
    assert contents[1] == telling_exif(">")
    assert contents[3:7] == [b"Rosalind", b"Ring twice", b"Garden", telling_xmp()]
    assert contents[7:10] == [telling_exif(), telling_xmp(), telling_iptc()]


def animation():
    frames = [pixels(shade=shade) for shade in (0, 90, 180)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:], duration=50)


@pytest.mark.parametrize("data", [EVERYTHING, animation(), saved(pixels(mode="RGBA"), "PNG")])
def test_blocks_tile_the_file_and_join_to_the_same_bytes(data):
    blocks = split(data)
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert join(data, blocks) == data


def test_every_frame_of_an_animation_is_picture():
    assert {block.kind for block in split(animation())} == {BlockKind.IMAGE}


def test_a_fresh_exif_chunk_says_only_how_to_turn_the_picture():
    data = join(png(), split(png()), orientation=8)
    fresh = next(block for block in split(data) if block.kind is BlockKind.EXIF)
    assert exif.orientation(fresh.content(Stream.of(data))) == 8
    raw = data[fresh.offset : fresh.end]
    assert struct.unpack(">I", raw[-4:])[0] == zlib.crc32(raw[4:-4])


def test_a_text_that_grows_without_end_is_not_unpacked():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000))
    name = "PNG text Comment, damaged or too large"
    assert next(block.kind for block in split(png(bomb)) if block.name == name) is BlockKind.UNKNOWN


def test_many_texts_together_have_a_limit_too(monkeypatch):
    monkeypatch.setattr(module, "_TEXTS_CAP", 1000)
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 600))
    found = [block.kind for block in split(png(text, text, text)) if "Comment" in block.name]
    assert found == [BlockKind.TEXT, BlockKind.UNKNOWN, BlockKind.UNKNOWN]


def test_a_long_plain_text_is_not_taken(monkeypatch):
    monkeypatch.setattr(module, "_TEXT_CAP", 100)
    assert BlockKind.UNKNOWN in {block.kind for block in split(png(chunk(b"tEXt", b"Comment\0" + b"a" * 200)))}


def test_texts_that_are_damaged_are_unknown():
    for damaged in (
        chunk(b"zTXt", b"Comment\0\0nonsense"),
        chunk(b"iTXt", b"Comment\0\1\0en\0\0nonsense"),
    ):
        assert BlockKind.UNKNOWN in {block.kind for block in split(png(damaged))}
    assert next(b.payload for b in split(png(chunk(b"iTXt", b"Comment"))) if b.kind is BlockKind.TEXT) == b""
    odd = chunk(b"tEXt", b"Raw profile type exif\0\nexif\n 4\nXYZ")
    assert next(b.payload for b in split(png(odd)) if b.kind is BlockKind.EXIF) == b""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png()[:-12], "its end is missing"),
        (png()[:-6], "cut off"),
        (png()[:8], "its end is missing"),
        (png()[:8] + b"\xff\xff\xff\xffIDAT", "cut off"),
    ],
)
def test_what_makes_no_sense_is_said(data, reason):
    with pytest.raises(Unreadable, match=reason):
        split(data)


def test_more_chunks_than_any_real_picture_has(monkeypatch):
    monkeypatch.setattr(module, "_CHUNKS_CAP", 3)
    with pytest.raises(Unreadable, match="more chunks"):
        split(png(chunk(b"tEXt", b"")))


def test_what_is_too_large_counts_as_far_as_it_was_unpacked(monkeypatch):
    monkeypatch.setattr(module, "_TEXTS_CAP", 1000)
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 6000))
    text = chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"a" * 600))
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(b"a" * 600))
    kinds = {block.name: block for block in split(png(bomb, text, profile))}
    assert "PNG text Author, damaged or too large" in kinds
    assert not kinds["iCCP"].payload


def test_a_background_colour_is_part_of_the_picture():
    kinds = {block.name: block.kind for block in split(png(chunk(b"bKGD", bytes(6)), chunk(b"bKGD", bytes(40))))}
    assert kinds["bKGD"] is BlockKind.UNKNOWN, "the second one, which no decoder takes whole"
    assert next(block.kind for block in split(png(chunk(b"bKGD", bytes(6)))) if block.name == "bKGD") is BlockKind.IMAGE
