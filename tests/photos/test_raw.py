import struct

import pytest

from footprint.photos import HEAD, format_of
from footprint.photos.clean import clean_file
from footprint.photos.directories.raw import WHY_NOT
from footprint.photos.read import read_bytes
from tests.photos.samples import HOME, exif_segment, gps_tags, jpeg, short, telling_exif, tiff, words


def in_front(first, gps=None):
    return tiff(first, gps=gps if gps is not None else gps_tags(*HOME))


def with_mark(mark, block):
    return mark + block[4:]


REDUCED = {0x00FE: (4, struct.pack("<I", 1)), 0x014A: (4, struct.pack("<I", 0))}
FILES = {
    "DNG": in_front({0x010F: words("Lanterna"), 0x0132: words("2024:06:02 08:00:00"), 0xC612: (1, b"\1\4\0\0")}),
    "NEF": in_front({0x010F: words("NIKON CORPORATION"), **REDUCED}),
    "ARW": in_front({0x010F: words("SONY"), **REDUCED}),
    "SRW": in_front({0x010F: words("SAMSUNG"), **REDUCED}),
    "PEF": in_front({0x010F: words("PENTAX"), 0x0103: short(65535)}),
    "CR2": b"II*\0\x10\0\0\0CR\2\0\0\0\0\0" + telling_exif()[8:10],
    "ORF": with_mark(b"IIRO", in_front({0x010F: words("OLYMPUS IMAGING CORP.")})),
    "RW2": with_mark(b"IIU\0", in_front({0x010F: words("Panasonic")})),
}


@pytest.mark.parametrize("form", sorted(FILES))
def test_raw_pictures_are_told_apart_by_content(form):
    assert format_of(FILES[form][:HEAD]).name == form


@pytest.mark.parametrize("form", sorted(FILES.keys() - {"CR2"}))
def test_raw_pictures_are_read_like_an_exif_block(form):
    reading = read_bytes(FILES[form], "photo")
    assert (reading.format, reading.problem) == (form, None)
    assert (reading.location.latitude, reading.location.longitude) == pytest.approx(HOME)


@pytest.mark.parametrize("form", sorted(FILES))
def test_raw_pictures_are_not_cleaned(tmp_path, form):
    source, into = tmp_path / "photo", tmp_path / "copies"
    source.write_bytes(FILES[form])
    into.mkdir()
    result = clean_file(source, into)
    assert result.problem == WHY_NOT
    assert list(into.iterdir()) == []


@pytest.mark.parametrize(
    "first",
    [{0x010F: words("NIKON CORPORATION")}, {0x010F: words("Lanterna"), **REDUCED}, {0x0106: short(32803)}, {}],
)
def test_a_developed_picture_is_a_tiff(first):
    assert format_of(in_front(first)[:HEAD]).name == "TIFF"


def test_a_head_that_makes_no_sense_is_a_tiff():
    assert format_of(b"II*\0\xff\xff\xff\xff").name == "TIFF"
    assert format_of(b"IIxx\xff\xff\xff\xff") is None


# --- with a JPEG inside -----------------------------------------------------------------------------------------------
def raf(inside, offset=148):
    head = b"FUJIFILMCCD-RAW 0201FF129502".ljust(84, b"\0") + struct.pack(">II", offset, len(inside))
    return head.ljust(148, b"\0") + inside


def test_a_raf_is_read_by_the_jpeg_inside():
    reading = read_bytes(raf(jpeg(exif_segment(telling_exif()))), "photo.raf")
    assert (reading.format, reading.problem) == ("RAF", None)
    assert reading.location is not None
    assert {trace.kind for trace in reading.traces} >= {"gps", "owner", "device", "thumbnail"}


@pytest.mark.parametrize("data", [raf(b"no picture"), raf(b""), raf(jpeg(), offset=1 << 30), b"FUJIFILMCCD-RAW"])
def test_a_raf_without_its_jpeg_is_damaged(data):
    assert "the JPEG inside is missing" in read_bytes(data, "photo.raf").problem


def test_the_jpeg_in_an_rw2_is_looked_into():
    inside = jpeg(exif_segment(telling_exif()))
    data = with_mark(b"IIU\0", tiff({0x010F: words("Panasonic"), 0x002E: (7, inside)}))
    reading = read_bytes(data, "photo.rw2")
    assert (reading.format, reading.problem) == ("RW2", None)
    assert reading.location is not None
    assert any(trace.where.startswith("preview: ") for trace in reading.traces)
