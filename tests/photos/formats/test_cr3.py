"""Canon's raw pictures."""

import struct

import pytest

from footprint.model import Point
from footprint.photos import BlockKind, format_of, ifd
from footprint.photos.boxes import XMP_UUID
from footprint.photos.clean import clean_file
from footprint.photos.formats import cr3
from footprint.photos.formats.cr3 import Cr3
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    box,
    exif_segment,
    full,
    gps_tags,
    jpeg,
    mvhd,
    small_jpeg,
    telling_exif,
    telling_xmp,
    tiff,
    words,
    xyz,
)

FTYP = box(b"ftyp", b"crx ", bytes(4), b"crx isom")
MAKER_NOTE = tiff({0x0006: words("Lanterna L-100"), 0x0009: words(NAME)})


def notes(*inside):
    return box(b"uuid", cr3._NOTES, *inside)


def canon():
    return notes(
        box(b"CNCV", b"CanonCR3_001/00.10.00/00.00.00"),
        box(b"CMT1", tiff({0x010F: words("Canon"), 0x013B: words(NAME)})),
        box(b"CMT2", tiff({0x9003: words("2024:06:01 12:30:59"), 0xA431: words(SERIAL)})),
        box(b"CMT3", MAKER_NOTE),
        box(b"CMT4", tiff(gps_tags(*HOME))),
        box(b"THMB", bytes(16), small_jpeg(16, 12)),
        box(b"new!", b"?"),
    )


def preview():
    return box(b"uuid", cr3._PREVIEW, bytes(8), box(b"PRVW", bytes(16), jpeg(exif_segment(telling_exif()))))


def track(kind, at, length):
    stbl = box(
        b"stbl",
        full(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
        full(b"stsz", struct.pack(">II", length, 1)),
        full(b"co64", struct.pack(">IQ", 1, at)),
    )
    return box(b"trak", box(b"mdia", full(b"hdlr", bytes(4), kind, bytes(13)), box(b"minf", stbl)))


def record(kind, body):
    return struct.pack("<IH6x", len(body) + 12, kind) + body


def measured():
    """What Canon writes for each picture: a moment, and structures of their own."""
    pieces = ((0x8769, tiff({0xA431: words(SERIAL)})), (0x8825, tiff(gps_tags(*HOME))), (0x927C, MAKER_NOTE))
    structures = b"".join(struct.pack("<IHH", len(raw) + 8, tag, 0) + raw for tag, raw in pieces)
    moment = struct.pack("<HHBBBBB", 0, 2024, 6, 1, 12, 30, 59) + bytes(3)
    return record(1, moment) + record(7, structures) + record(3, b"1234") + record(8, b"") + record(9, b"\xff" * 12)


def raw_picture(*in_moov, data=(), kinds=(b"vide",), after=b""):
    def moov(start):
        tracks = b""
        for kind, piece in zip(kinds, data, strict=False):
            tracks += track(kind, start, len(piece))
            start += len(piece)
        return box(b"moov", *in_moov, mvhd(), tracks)

    return FTYP + moov(len(FTYP) + len(moov(0)) + 8) + box(b"mdat", *data) + after


def blocks(data):
    return {block.name: block for block in Cr3().split(Stream.of(data))}


def test_it_is_told_by_its_own_name():
    assert type(format_of(FTYP)) is Cr3
    assert not Cr3().matches(box(b"ftyp", b"heic", bytes(4), b"crx "))


def test_everything_in_canons_boxes_is_found():
    reading = read_bytes(raw_picture(canon(), after=box(b"uuid", XMP_UUID, telling_xmp()) + preview()), "a.cr3")
    assert (reading.format, reading.problem) == ("CR3", None)
    assert reading.location == Point(*map(pytest.approx, HOME))
    found = {(trace.kind, trace.where) for trace in reading.traces}
    assert found >= {
        ("gps", "EXIF GPS"),
        ("owner", "EXIF Artist"),
        ("device", "EXIF BodySerialNumber"),
        ("time", "EXIF DateTimeOriginal"),
        ("gps", "XMP GPS"),
        ("time", "QuickTime header"),
        ("thumbnail", "THMB"),
        ("thumbnail", "PRVW"),
        ("gps", "PRVW: EXIF GPS"),
        ("unknown", "new!"),
    }


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_makers_own_directory_becomes_a_maker_note(order):
    raw = tiff({0x0006: words("Lanterna"), 0x0009: words(NAME)}, order=order)
    content = Stream.of(cr3.as_maker_note(raw))
    found = {entry.tag: entry for entry in ifd.Directories(content).entries()}
    note = found[0x927C]
    assert note.ifd == "EXIF"
    assert content.at(note.offset, note.length) == raw[8:]
    assert content.at(8, len(raw) - 8) == raw[8:]
    assert ifd.Directories(content).value(found[0x010F]) == b"Canon\0"
    assert blocks(raw_picture(canon()))["CMT3"].kind is BlockKind.EXIF


def test_structures_that_are_none():
    data = raw_picture(notes(box(b"CMT3", b"II"), box(b"CMT4", b""), box(b"THMB", b"no picture")))
    assert read_bytes(data, "a.cr3").location is None


def test_full_size_pictures_and_what_was_measured():
    data = raw_picture(data=(jpeg(exif_segment(telling_exif())), b"raw", measured()), kinds=(b"vide", b"vide", b"meta"))
    reading = read_bytes(data, "a.cr3")
    found = {(trace.kind, trace.where) for trace in reading.traces}
    assert found >= {
        ("embedded", "full-size JPEG"),
        ("gps", "full-size JPEG: EXIF GPS"),
        ("time", "CTMD time"),
        ("device", "EXIF BodySerialNumber"),
        ("gps", "EXIF GPS"),
        ("unknown", "timed track"),
    }
    assert [block.name for block in Cr3().split(Stream.of(data)) if block.kind is BlockKind.EMBEDDED] == [
        "full-size JPEG"
    ]


def test_a_track_whose_tables_make_no_sense_is_still_told():
    data = raw_picture(box(b"trak", box(b"mdia", full(b"hdlr", bytes(4), b"meta"), box(b"minf", box(b"stbl")))))
    assert "timed track" in {trace.where for trace in read_bytes(data, "a.cr3").traces}


def test_words_of_quicktime_are_read_too():
    assert read_bytes(raw_picture(box(b"udta", xyz("+52.6490-000.6370/"))), "a.cr3").location is not None


def test_records_without_end(monkeypatch):
    monkeypatch.setattr(cr3, "_RECORDS_CAP", 1)
    data = raw_picture(data=(measured(),), kinds=(b"meta",))
    assert "CTMD time" in blocks(data)
    assert not [name for name in blocks(data) if name.startswith("CTMD 0x")]


def test_raw_pictures_are_not_cleaned(tmp_path):
    (tmp_path / "a.cr3").write_bytes(raw_picture(canon()))
    assert "export a JPEG and clean that" in str(clean_file(tmp_path / "a.cr3", tmp_path / "copies").problem)


def test_a_real_one(real):
    reading = read_file(real / "nom-exif/testdata/canon-r6.cr3")
    assert reading.location == Point(pytest.approx(37.386505, abs=1e-6), pytest.approx(-122.0764617, abs=1e-6), -0.9)
    assert {trace.where for trace in reading.traces} >= {
        *("EXIF Artist", "EXIF BodySerialNumber", "EXIF LensSerialNumber", "THMB", "PRVW")
    }
    assert "cut off" in str(reading.problem)
