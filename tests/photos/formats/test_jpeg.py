from io import BytesIO

import pytest

from footprint.errors import Unreadable
from footprint.photos import MOTION, BlockKind, Part, exif, fresh
from footprint.photos.formats.jpeg import Jpeg
from footprint.photos.stream import Stream
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


def split(data):
    return list(Jpeg().split(Stream.of(data)))


def join(data, blocks, orientation=1):
    into = BytesIO()
    stream = Stream.of(data)
    parts = [Part(block, block in blocks) for block in Jpeg().split(stream)]
    Jpeg().join(stream, parts, into, exif=fresh.exif(orientation))
    return into.getvalue()


def kinds(data):
    return {block.name: block.kind for block in split(data)}


EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"


def extended(*parts, whole=None, digest=b"D" * 32):
    length = (sum(map(len, parts)) if whole is None else whole).to_bytes(4, "big")
    at = 0
    for part in parts:
        yield segment(0xE1, EXTENSION + digest + length + at.to_bytes(4, "big") + part)
        at += len(part)


EVERYTHING = jpeg(
    segment(0xE0, b"JFXX\0\x10 small picture"),
    exif_segment(telling_exif()),
    xmp_segment(telling_xmp()),
    *extended(b"<x/>", b"<y/>"),
    segment(0xE2, b"ICC_PROFILE\0\1\1" + profile()),
    segment(0xE2, b"MPF\0II*\0"),
    segment(0xE4, b"nobody knows"),
    segment(0xEB, b"JP\0\1 jumbf"),
    iptc_segment(telling_iptc()),
    segment(0xFE, b"Ring the bell twice"),
    segment(0xF3, b"reserved"),
    trailer=b"behind the end",
)


def test_every_segment_has_its_kind():
    assert kinds(EVERYTHING) == {
        "start": BlockKind.IMAGE,
        "frame": BlockKind.IMAGE,
        "JFIF": BlockKind.IMAGE,
        "JFXX thumbnail": BlockKind.THUMBNAIL,
        "EXIF": BlockKind.EXIF,
        "XMP": BlockKind.XMP,
        "extended XMP": BlockKind.XMP,
        "ICC": BlockKind.ICC,
        "index of more pictures": BlockKind.INDEX,
        "APP4": BlockKind.UNKNOWN,
        "C2PA": BlockKind.PROVENANCE,
        "Photoshop": BlockKind.IPTC,
        "JPEG comment": BlockKind.TEXT,
        "segment F3": BlockKind.UNKNOWN,
        "picture": BlockKind.IMAGE,
        "scan": BlockKind.IMAGE,
        "end": BlockKind.IMAGE,
        "after the picture's end": BlockKind.TRAILER,
    }


@pytest.mark.parametrize(
    "data",
    [
        EVERYTHING,
        small_jpeg(progressive=True),
        saved(pixels(mode="CMYK"), "JPEG"),
        saved(pixels(mode="L"), "JPEG"),
        jpeg(b"garbage", b"\xff\xff\xff" + segment(0xFE, b"fill bytes")[1:], b"\xff\xd3"),
    ],
)
def test_blocks_tile_the_file_and_join_to_the_same_bytes(data):
    blocks = split(data)
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert join(data, blocks) == data


def test_what_a_vocabulary_reads_is_the_block_without_its_header():
    stream = Stream.of(EVERYTHING)
    contents = {block.name: block.content(stream) for block in Jpeg().split(stream)}
    assert contents["EXIF"].read(1 << 16) == telling_exif()
    assert contents["XMP"].read(1 << 16) == telling_xmp()
    assert contents["Photoshop"].read(1 << 16) == telling_iptc()
    assert contents["JPEG comment"].read(1 << 16) == b"Ring the bell twice"


def test_extended_xmp_is_put_together_with_its_last_part():
    first, second = [b.payload for b in split(jpeg(*extended(b"<x>", b"</x>"))) if b.name == "extended XMP"]
    assert (first, second) == (b"", b"<x></x>")
    lonely = [b.payload for b in split(jpeg(*extended(b"<x>", whole=99))) if b.name == "extended XMP"]
    assert lonely == [b"<x>"]
    lying = [b.payload for b in split(jpeg(*extended(b"<x>", b"</x>", whole=0))) if b.name == "extended XMP"]
    assert lying == [b"", b"<x></x>"]


def test_thumbnails_and_more_behind_needed_segments_are_blocks_of_their_own():
    thumbnail = segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\1\1" + b"RGB")
    adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + b"hidden words")
    data = b"\xff\xd8" + thumbnail + adobe + small_jpeg()[20:]
    assert kinds(data)["JFIF rest"] is BlockKind.THUMBNAIL
    assert kinds(data)["Adobe rest"] is BlockKind.UNKNOWN
    assert join(data, split(data)) == data
    bare = join(data, [b for b in split(data) if b.kind is BlockKind.IMAGE])
    assert bare.startswith(b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\1\0\x48\0\x48\0\0\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\1\xff")
    assert split(bare)[-1].name == "end"


def test_needed_segments_that_are_too_short_stay_as_they_are():
    data = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1") + small_jpeg()[20:]
    assert join(data, split(data)) == data


@pytest.mark.parametrize("base", [small_jpeg(), b"\xff\xd8" + small_jpeg()[20:]])
def test_a_fresh_exif_segment_says_only_how_to_turn_the_picture(base):
    blocks = split(base)
    data = join(base, blocks, orientation=6)
    fresh = [block for block in split(data) if block.name == "EXIF"]
    assert len(fresh) == 1
    assert exif.orientation(fresh[0].content(Stream.of(data))) == 6
    assert len(data) - len(base) < 50


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (small_jpeg()[:-2], "its end is missing"),
        (small_jpeg()[:300], "cut off"),
        (b"\xff\xd8", "its end is missing"),
        (b"\xff\xd8\xff\xff", "its end is missing"),
        (b"\xff\xd8nonsense", "its end is missing"),
        (b"\xff\xd8\xff\xe1\0\1", "has no length"),
        (b"\xff\xd8" + segment(0xFE, b"") * 20_001, "more segments"),
    ],
)
def test_what_makes_no_sense_is_said(data, reason):
    with pytest.raises(Unreadable, match=reason):
        split(data)


def test_a_segment_that_is_cut_off_is_given_before_the_error():
    data = b"\xff\xd8" + exif_segment(telling_exif())[:-100]
    walked = Jpeg().split(Stream.of(data))
    assert [next(walked).name, next(walked).name] == ["start", "EXIF"]
    with pytest.raises(Unreadable, match="cut off"):
        next(walked)


def test_the_film_behind_a_picture_without_an_end_is_still_seen():
    film = mp4()
    walked = Jpeg().split(Stream.of(small_jpeg()[:-2] + film))
    assert next(block.length for block in walked if block.name == MOTION) == len(film)
    with pytest.raises(Unreadable, match="its end is missing"):
        next(walked)


@pytest.mark.parametrize("cut", [20, 60, -4])
def test_a_block_too_long_for_one_segment_is_put_together(cut):
    exif, iptc = telling_exif(), telling_iptc()
    data = jpeg(exif_segment(exif[:cut]), exif_segment(exif[cut:]), iptc_segment(iptc[:cut]), iptc_segment(iptc[cut:]))
    payloads = [block.payload for block in split(data) if block.name in ("EXIF", "Photoshop")]
    assert payloads == [exif, b"", iptc, b""]
    assert join(data, split(data)) == data


def test_a_second_block_is_not_taken_for_the_rest_of_the_first():
    data = jpeg(*[exif_segment(telling_exif())] * 2, *[iptc_segment(telling_iptc())] * 2)
    assert [b.payload for b in split(data) if b.name in ("EXIF", "Photoshop")] == [None] * 4


def test_exif_in_small_letters_is_exif():
    assert "EXIF" in [block.name for block in split(jpeg(segment(0xE1, b"exif\0\0" + telling_exif())))]


@pytest.mark.parametrize(
    ("marker", "body", "name"),
    [
        (0xE4, b"QTI Debug Metadata\0 more", "APP4 QTI Debug Metadata"),
        (0xE1, b"FLIR\0\1\0", "APP1 FLIR"),
        (0xEC, b"Ducky\0\1", "APP12 Ducky"),
        (0xE5, b"\x1b[31m\0", "APP5"),
        (0xE5, b"A" * 60 + b"\0", "APP5"),
        (0xF7, b"words\0", "segment F7 words"),
    ],
)
def test_segments_that_are_not_known_are_named_as_they_name_themselves(marker, body, name):
    (block,) = [b for b in split(jpeg(segment(marker, body))) if b.kind is BlockKind.UNKNOWN]
    assert block.name == name


def test_a_fresh_segment_never_stands_in_the_middle_of_another():
    data = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\1\1RGB") + small_jpeg()[20:]
    copy = join(data, split(data), orientation=6)
    assert [block.name for block in split(copy)][:4] == ["start", "JFIF", "JFIF rest", "EXIF"]
