import shutil
import struct
import subprocess
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from footprint.model import Point, Trace
from footprint.photos import HEAD, format_of
from footprint.photos.clean import clean_file
from footprint.photos.formats.avi import Avi
from footprint.photos.formats.bmp import Bmp
from footprint.photos.formats.jp2 import Jp2
from footprint.photos.read import FAULT, read_bytes, read_file
from tests.photos.samples import (
    HOME,
    NAME,
    box,
    exif_segment,
    jpeg,
    pixels,
    saved,
    telling_exif,
    telling_iptc,
    telling_xmp,
)

FFMPEG = shutil.which("ffmpeg")


def said(data):
    return {(trace.kind, trace.where, trace.value) for trace in read_bytes(data, "x").traces}


# --- AVI -------------------------------------------------------------------------------------------------------------
def chunk(name, *parts):
    body = b"".join(parts)
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def listing(kind, *parts):
    return chunk(b"LIST", kind, *parts)


def avi(*parts, inside=b"", after=b""):
    header = listing(b"hdrl", chunk(b"avih", bytes(56)), listing(b"strl", chunk(b"strh", bytes(56)), inside))
    return chunk(b"RIFF", b"AVI ", header, *parts, listing(b"movi", chunk(b"00dc", b"film"))) + after


def test_avi_tells_who_when_and_with_what():
    data = avi(
        listing(
            b"INFO", chunk(b"IART", NAME.encode() + b"\0"), chunk(b"ISFT", b"Lanterna"), chunk(b"ICMT", b"At home")
        ),
        chunk(b"IDIT", b"Sat Jun 01 12:30:59 2024\n\0"),
        listing(b"exif", chunk(b"emdl", b"L-100\0")),
        chunk(b"_PMX", telling_xmp()),
        chunk(b"JUNK", b"x"),
        inside=chunk(b"strd", b"\0\0LANTERNA L-100\0\1") + chunk(b"strn", b"Kamera von Ros\0"),
    )
    reading = read_bytes(data, "x.avi")
    assert (reading.format, reading.problem) == ("AVI", None)
    assert reading.location == Point(*HOME)
    assert said(data) >= {
        ("owner", "AVI artist", NAME),
        ("device", "AVI software", "Lanterna"),
        ("comment", "AVI comment", "At home"),
        ("time", "AVI date taken", "2024-06-01 12:30:59"),
        ("device", "AVI model", "L-100"),
        ("device", "AVI camera", "LANTERNA L-100"),
        ("comment", "AVI name of a stream", "Kamera von Ros"),
    }


@pytest.mark.parametrize("text", [b"Sat Jun  1 12:30:59 2024", b"2024/06/01 12:30:59", b"2024-06-01 12:30:59\0"])
def test_avi_dates(text):
    assert read_bytes(avi(chunk(b"IDIT", text)), "x").taken == datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  none given


def test_avi_dates_that_are_none():
    assert read_bytes(avi(chunk(b"IDIT", b"Sat Xyz 01 12:30:59 2024")), "x").taken is None


def test_avi_with_exif_beside_the_stream():
    data = avi(inside=chunk(b"strd", b"AVIF\0\0\0\0" + telling_exif()[8:]))
    assert read_bytes(data, "x").location == Point(*HOME, 84.5)


def test_avi_with_nothing_to_tell():
    assert read_bytes(avi(), "x").traces == ()


def test_avi_names_what_nobody_knows_and_looks_behind_the_end():
    found = said(avi(chunk(b"gps0", b"5249"), after=b"\0\0\0\1" + jpeg(exif_segment(telling_exif()))))
    assert ("unknown", "AVI gps0", "12 bytes") in found
    assert any(where == "behind the picture: EXIF GPS" for _, where, _ in found)


def test_avi_cut_off_gives_what_it_has():
    reading = read_bytes(avi(listing(b"INFO", chunk(b"IART", NAME.encode())))[:-6], "x")
    assert reading.problem == "The film is cut off."
    assert NAME in {trace.value for trace in reading.traces}


def test_avi_without_end():
    deep = b""
    for _ in range(50):
        deep = listing(b"INFO", deep)
    assert read_bytes(avi(deep), "x").problem is None
    assert "more chunks" in read_bytes(avi(chunk(b"JUNK") * 30_000), "x").problem


@pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not installed")
def test_avi_that_another_program_made(tmp_path):
    path = tmp_path / "film.avi"
    command = "-v error -f lavfi -i testsrc=d=0.2:s=64x48 -metadata title=Garden -metadata date=2024-06-01"
    subprocess.run([FFMPEG, *command.split(), "-metadata", f"artist={NAME}", str(path)], check=True)
    reading = read_file(path)
    assert reading.taken == datetime(2024, 6, 1)  # noqa: DTZ001  none given
    assert {"Garden", NAME} <= {trace.value for trace in reading.traces}
    assert {trace.kind for trace in reading.traces} <= {"comment", "owner", "time", "device"}


# --- BMP -------------------------------------------------------------------------------------------------------------
def bmp(**options):
    return saved(pixels(), "BMP", **options)


def test_a_bitmap_has_nothing_to_tell():
    reading = read_bytes(bmp(), "x.bmp")
    assert (reading.format, reading.traces, reading.problem) == ("BMP", (), None)


def test_what_lies_behind_a_bitmap_is_looked_into():
    assert any(kind == "gps" for kind, _, _ in said(bmp() + jpeg(exif_segment(telling_exif()))))


def linked(path):
    header = bytearray(struct.pack("<IiiHH", 124, 1, -1, 1, 24).ljust(124, b"\0"))
    header[56:60] = b"KNIL"
    header[112:120] = struct.pack("<II", 128, len(path))
    body = bytes(header) + bytes(4) + path
    return b"BM" + struct.pack("<IHHI", 14 + len(body), 0, 0, 138) + body


def test_the_path_of_a_colour_profile():
    path = rb"C:\Users\ros\screen.icc"
    assert said(linked(path)) == {("owner", "BMP path of its colour profile", path.decode())}


def test_bitmaps_of_any_size():
    huge = bytearray(bmp())
    huge[18:26] = struct.pack("<ii", 1 << 20, -(1 << 20))
    assert "too many pixels" in read_bytes(bytes(huge), "x").problem
    old = b"BM" + struct.pack("<IHHIIHHHH", 30, 0, 0, 26, 12, 2, 1, 1, 24) + bytes(4)
    assert read_bytes(old, "x").problem is None
    assert read_bytes(bmp()[:-9], "x").problem == "The picture is cut off."
    assert read_bytes(bmp()[:2] + bytes(4) + bmp()[6:], "x").problem is None


def test_other_files_are_no_bitmaps():
    assert read_bytes(b"BM is a party in a far country, said the paper.", "x").format == "unknown"


# --- JPEG 2000 -------------------------------------------------------------------------------------------------------
SIGNATURE = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ")


def comment(text):
    return b"\xff\x64" + struct.pack(">HH", len(text) + 4, 1) + text


def codestream(*more):
    return b"\xff\x4f\xff\x51" + struct.pack(">H", 41) + bytes(39) + b"".join(more) + b"\xff\x90" + bytes(20)


def jp2(*boxes):
    return (
        SIGNATURE
        + box(b"jp2h", b"header")
        + b"".join(boxes)
        + box(b"jp2c", codestream(comment(b"by " + NAME.encode())))
    )


def uuid(hexadecimal, *content):
    return box(b"uuid", bytes.fromhex(hexadecimal), *content)


def test_jpeg_2000_tells_what_its_boxes_hold():
    data = jp2(
        uuid("be7acfcb97a942e89c71999491e3afac", telling_xmp()),
        box(b"uuid", b"JpgTiffExif->JP2", b"Exif\0\0", telling_exif()),
        uuid("33c7a4d2b81d4723a0baf1a3e097ad38", telling_iptc()),
        uuid("b14bf8bd083d4b43a5ae8cd7d5a6ce03", telling_exif()),
        box(b"xml ", b"<note>Ring twice</note>"),
        box(b"xml ", telling_xmp()),
        box(b"url ", bytes(4), b"https://www.example.org/ros\0"),
        box(b"asoc", b"\0\0\0\1lbl Thornmere"),
        box(b"jumb", b"c2pa"),
        box(b"what", b"ever"),
    )
    reading = read_bytes(data, "x.jp2")
    assert (reading.format, reading.problem) == ("JPEG 2000", None)
    assert reading.location == Point(*HOME, 84.5)
    assert said(data) >= {
        ("comment", "JPEG 2000 comment", f"by {NAME}"),
        ("place", "JPEG 2000 GeoTIFF", "where on the map it lies"),
        ("comment", "JPEG 2000 XML", "<note>Ring twice</note>"),
        ("provenance", "JPEG 2000 address", "https://www.example.org/ros"),
        ("provenance", "JPEG 2000 provenance", "12 bytes"),
        ("unknown", "JPEG 2000 what", "12 bytes"),
        ("place", "XMP photoshop:City", "Thornmere"),
    }
    assert "Thornmere" in str([value for _, where, value in said(data) if where == "JPEG 2000 description"])


def test_a_bare_codestream():
    assert read_bytes(codestream(comment(b"Lanterna")), "x.j2k").traces == (
        Trace("comment", "JPEG 2000 comment", "Lanterna"),
    )


def test_a_header_without_end():
    assert "longer than any real one" in read_bytes(codestream(b"\xff\x52\0\2" * 1000), "x").problem
    assert read_bytes(codestream()[:30], "x").problem is None


def test_jpeg_2000_that_another_program_made(tmp_path):
    path = tmp_path / "x.jp2"
    Image.open(BytesIO(bmp())).save(path, "JPEG2000", comment=f"by {NAME}")
    assert Trace("comment", "JPEG 2000 comment", f"by {NAME}") in read_file(path).traces
    assert read_file(path).problem is None


# --- all -------------------------------------------------------------------------------------------------------------
SEEDS = (
    avi(listing(b"INFO", chunk(b"IART", b"Ros"))),
    bmp(),
    linked(b"C:\\x"),
    jp2(box(b"xml ", b"<a/>")),
    codestream(),
)


@pytest.mark.parametrize("data", SEEDS)
def test_no_copy_is_made_and_the_reason_says_what_to_do(tmp_path, data):
    assert isinstance(format_of(data[:HEAD]), (Avi, Bmp, Jp2))
    source = tmp_path / "x"
    source.write_bytes(data)
    assert "clean that. The original is as it was." in clean_file(source, tmp_path / "copies").problem


@settings(max_examples=200, deadline=2000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 400), st.binary(max_size=12))
def test_damage_is_never_a_fault(data, at, raw):
    reading = read_bytes(data[:at] + raw + data[at + len(raw) :], "x")
    assert not str(reading.problem).startswith(FAULT)
