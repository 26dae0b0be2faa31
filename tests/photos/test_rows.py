import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint.errors import Unreadable
from footprint.photos import exif
from footprint.photos.directories import rows
from footprint.photos.directories.rows import Rows, without_places
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    exif_segment,
    gps_tags,
    jpeg,
    judged,
    needs_exiftool,
    short,
    small_jpeg,
    telling_exif,
    telling_xmp,
    tiff,
    words,
)


def kinds(block):
    return {(trace.kind, trace.where) for trace in exif.read(Stream.of(block)).traces}


@pytest.mark.parametrize("order", ["<", ">"])
def test_only_the_places_go_out_of_a_block(order):
    block = telling_exif(order, orientation=6)
    left = without_places(block)
    assert len(left) == len(block)
    before, after = kinds(block), kinds(left)
    assert before - after == {("gps", "EXIF GPS"), ("unknown", "EXIF maker note"), ("time", "EXIF GPS time")} & before
    assert after <= before
    assert exif.said_orientation(Stream.of(left)) == 6
    assert SERIAL.encode() in left
    assert not any(raw in left for raw in exif.raw_positions(Stream.of(block)))
    assert [item.content.read(1 << 20) for item in exif.read(Stream.of(left)).embedded] == [small_jpeg(16, 12)]


def test_what_stays_stands_where_it_stood():
    block = telling_exif()
    left = without_places(block)
    assert left.index(NAME.encode()) == block.index(NAME.encode())
    assert without_places(left) == left


def test_a_text_that_names_a_place_goes():
    block = tiff({0x010E: words("A garden in Thornmere"), 0x010F: words("Lanterna")})
    assert b"Thornmere" not in without_places(block, {"Thornmere"})
    assert b"Lanterna" in without_places(block, {"Thornmere"})
    assert b"Thornmere" in without_places(block)
    assert b"Lanterna" in without_places(block, {"\u6e6f\u672c", ""})
    wide = tiff({0x9C9B: (1, "Near Thornmere".encode("utf-16-le"))})
    assert without_places(wide, {"Thornmere"}).strip(b"\0") == wide[:4] + b"\x08"


def test_what_is_not_known_goes():
    block = tiff({0x010F: words("Lanterna"), 0x02BC: (1, telling_xmp()), 0x87B1: words("Thornmere grid")}) + b"behind"
    left = without_places(block)
    assert len(left) == len(block)
    assert b"Lanterna" in left
    for gone in (b"Thornmere", b"behind", b"xmpmeta"):
        assert gone not in left


def test_a_small_picture_with_a_place_of_its_own_goes():
    small = jpeg(exif_segment(tiff(gps=gps_tags(*HOME))), base=small_jpeg(16, 12))
    left = without_places(telling_exif(thumbnail=small))
    assert b"\xff\xd8" not in left
    assert ("thumbnail", "EXIF thumbnail") not in kinds(left)
    assert ("device", "EXIF BodySerialNumber") in kinds(left)


def test_a_small_picture_outside_of_the_block_goes():
    block = telling_exif()
    assert ("thumbnail", "EXIF thumbnail") not in kinds(without_places(block[:-4]))


def test_a_directory_of_which_nothing_stays_goes_with_its_pointer():
    left = without_places(tiff({0x010F: words("Lanterna")}, exif={0x927C: (7, b"a maker's own")}))
    assert [directory.name for directory in Rows(Stream.of(left)).directories()] == ["0"]
    assert b"maker" not in left


def test_a_place_that_lies_where_something_else_does_is_refused():
    block = bytearray(tiff({0x010E: words("A description as long as an angle")}, gps=gps_tags(*HOME)))
    found = list(Rows(Stream.of(bytes(block))).directories())
    text = found[0].row(0x010E)
    angle = found[1].row(0x0002)
    block[angle.at + 8 : angle.at + 12] = struct.pack("<I", text.offset)
    with pytest.raises(Unreadable, match="a place in it lies where something else does"):
        without_places(bytes(block))


def test_directories_that_point_at_one_another_end():
    block = bytearray(tiff({0x010F: words("Lan")}))
    block[-4:] = struct.pack("<I", 8)
    assert [directory.name for directory in Rows(Stream.of(bytes(block))).directories()] == ["0"]


@pytest.mark.parametrize("block", [b"", b"II", b"II*\0\x08\0\0\0", b"II*\0\xff\xff\0\0", b"II+\0\x04\0\0\0" + bytes(8)])
def test_what_is_no_block_is_refused(block):
    with pytest.raises(Unreadable):
        without_places(block)


def test_more_directories_than_any_picture_has(monkeypatch):
    monkeypatch.setattr(rows, "ROWS_CAP", 3)
    with pytest.raises(Unreadable, match="more directories"):
        without_places(telling_exif())


def test_more_pointers_than_any_picture_has(monkeypatch):
    monkeypatch.setattr(rows, "_POINTERS_CAP", 60)
    block = tiff({0x014A: (4, struct.pack("<64I", *range(1000, 1064)))})
    with pytest.raises(Unreadable, match="more directories"):
        list(Rows(Stream.of(block)).directories())


def test_a_row_of_no_known_type_has_no_value():
    (directory,) = Rows(Stream.of(tiff({0x0112: short(6)}).replace(b"\x12\1\3\0", b"\x12\1\x63\0"))).directories()
    assert (directory.rows[0].length, directory.rows[0].inside) == (0, True)
    assert Rows(Stream.of(b"II*\0\x08\0\0\0")).numbers(directory.rows[0]) == []


@needs_exiftool
def test_the_judge_finds_no_place(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(exif_segment(without_places(telling_exif()))))
    found = judged(path)
    assert not [name for name in found if "GPS" in name or "MakerNote" in name]
    assert found["ExifIFD:OwnerName" if "ExifIFD:OwnerName" in found else "ExifIFD:CameraOwnerName"] == NAME


@settings(max_examples=200, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=8), st.booleans())
def test_damaged_blocks_keep_their_length_or_are_refused(changes, big):
    block = bytearray(telling_exif(">" if big else "<"))
    for at, value in changes:
        block[at % len(block)] = value
    try:
        left = without_places(bytes(block), {"Thornmere"})
    except Unreadable:
        return
    assert len(left) == len(block)
    assert exif.read(Stream.of(left)).location is None
