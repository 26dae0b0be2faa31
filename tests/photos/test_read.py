import os
import struct
from datetime import UTC, datetime

import pytest
from PIL import Image

from footprint.model import Point, Trace
from footprint.photos import read as module
from footprint.photos.read import EMPTY, FAULT, NOT_KNOWN, read_bytes, read_file
from tests.photos.samples import (
    HOME,
    NAME,
    apple_meta,
    box,
    chunk,
    exif_segment,
    gps_tags,
    heic,
    iptc_segment,
    jpeg,
    mp4,
    mvhd,
    png,
    raw_profile,
    resource,
    riff_chunk,
    segment,
    small_jpeg,
    telling_exif,
    telling_iptc,
    telling_xmp,
    tiff,
    webp,
    words,
    xmp_segment,
    xyz,
)

ROOT = getattr(os, "geteuid", lambda: 1)() == 0


def kinds(reading):
    return {trace.kind for trace in reading.traces}


FILES = {
    "JPEG": jpeg(exif_segment(telling_exif())),
    "PNG": png(chunk(b"eXIf", telling_exif(">"))),
    "WebP": webp(riff_chunk(b"EXIF", telling_exif()), flags=8),
    "TIFF": telling_exif(),
    "HEIC": heic(telling_exif()),
    "AVIF": heic(telling_exif(), brand=b"avif"),
}


@pytest.mark.parametrize("form", FILES)
def test_exif_is_read_in_every_picture_format(form):
    data = FILES[form]
    reading = read_bytes(data, "photo")
    assert (reading.format, reading.bytes, reading.problem) == (form, len(data), None)
    assert reading.location is not None
    assert (reading.location.latitude, reading.location.longitude) == pytest.approx(HOME)
    assert reading.taken is not None
    assert kinds(reading) >= {"gps", "owner", "device", "time", "comment", "thumbnail"}


@pytest.mark.parametrize(
    "data",
    [
        jpeg(xmp_segment(telling_xmp())),
        png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + telling_xmp())),
        png(raw_profile("xmp", telling_xmp())),
        webp(riff_chunk(b"XMP ", telling_xmp())),
        heic(packet=telling_xmp()),
    ],
)
def test_xmp_is_read_in_every_picture_format(data):
    reading = read_bytes(data, "photo")
    assert reading.location is not None
    assert kinds(reading) >= {"gps", "person", "place", "owner", "device"}


def test_films():
    reading = read_bytes(mp4(box(b"udta", xyz("+52.6490-000.6370/"))), "film")
    assert (reading.format, reading.location) == ("MP4", Point(52.649, -0.637))
    old = read_bytes(mp4(apple_meta(creationdate="2024-06-01T12:30:59Z"), brand=b"qt  "), "film")
    assert (old.format, old.taken) == ("MOV", datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC))


def test_the_headers_clock_counts_where_there_is_nothing_better():
    assert read_bytes(mp4(), "film").taken == datetime(2024, 5, 31, 11, 33, 20, tzinfo=UTC)


def test_exif_counts_before_xmp_and_the_first_block_before_the_second():
    away = tiff(gps=gps_tags(51.0, 1.0))
    data = jpeg(xmp_segment(telling_xmp()), exif_segment(away), exif_segment(telling_exif()))
    reading = read_bytes(data, "photo")
    assert reading.location == Point(51.0, 1.0)
    assert {t.value for t in reading.traces if t.kind == "gps"} == {"51.000000, 1.000000", "52.649000, -0.637000"}


def test_the_day_a_file_was_changed_counts_last():
    changed = exif_segment(tiff({0x0132: words("2024:06:09 10:00:00")}))
    assert read_bytes(jpeg(changed), "photo").taken == datetime(2024, 6, 9, 10)  # noqa: DTZ001  a camera's clock has no zone
    reading = read_bytes(jpeg(changed, xmp_segment(telling_xmp())), "photo")
    assert reading.taken is not None
    assert reading.taken.day == 1


def test_everything_else_that_a_jpeg_may_hold():
    data = jpeg(
        iptc_segment(telling_iptc()),
        segment(0xFE, b"Ring the bell twice"),
        segment(0xE5, b"nobody knows"),
        segment(0xEB, b"JP signed"),
        segment(0xE2, b"ICC_PROFILE\0\1\1" + b"profile"),
        trailer=b"behind the end",
    )
    assert set(read_bytes(data, "photo").traces) == {
        Trace("place", "IPTC city", "Thornmere"),
        Trace("place", "IPTC sub-location", "Kingfisher Wharf"),
        Trace("owner", "IPTC by-line", NAME),
        Trace("comment", "JPEG comment", "Ring the bell twice"),
        Trace("unknown", "APP5", "16 bytes"),
        Trace("provenance", "C2PA", "13 bytes"),
        Trace("unknown", "after the picture's end", "14 bytes"),
    }


def test_zeros_behind_the_end_tell_nothing():
    assert read_bytes(jpeg(trailer=b"\0" * 5000), "photo").traces == ()


def test_pngs_clock():
    def read(data):
        return read_bytes(png(chunk(b"tIME", data)), "photo").traces

    moment = datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  none given
    assert read_bytes(png(chunk(b"tIME", b"\x07\xe8\6\1\x0c\x1e\x3b")), "photo").taken == moment
    assert read(b"\x07\xe8\6\1\x0c\x1e\x3b") == (Trace("time", "PNG tIME", "2024-06-01 12:30:59"),)
    assert read(b"\0\0\0\0\0\0\0") == read(b"short") == ()


def test_tracks_in_films():
    def track(codec):
        table = box(b"stsd", b"\0\0\0\0\0\0\0\1", box(codec))
        media = box(b"mdia", box(b"hdlr", b"\0" * 8, b"meta"), box(b"minf", box(b"stbl", table)))
        return next(t for t in read_bytes(mp4(box(b"trak", media)), "film").traces if t.where == "timed track")

    assert (track(b"gpmd").kind, track(b"mebx").kind) == ("track", "unknown")


# --- pictures and films inside ---------------------------------------------------------------------------------------
def test_a_motion_photos_film_is_read_in_turn():
    film = mp4(box(b"udta", xyz("+52.6490-000.6370/")))
    reading = read_bytes(jpeg(trailer=film), "photo")
    assert reading.location == Point(52.649, -0.637)
    assert Trace("embedded", "motion photo", f"{len(film):,} bytes") in reading.traces
    assert Trace("gps", "motion photo: QuickTime ©xyz", "52.649000, -0.637000") in reading.traces


def test_a_film_in_a_heic_is_read_in_turn():
    film = mp4(box(b"udta", xyz("+52.6490-000.6370/")))
    assert read_bytes(heic(telling_exif()) + box(b"mpvd", film), "photo").location is not None
    assert read_bytes(heic() + box(b"mpvd", film), "photo").location == Point(52.649, -0.637)


def test_second_and_third_pictures_are_read_in_turn():
    third = jpeg(exif_segment(telling_exif()))
    second = jpeg(segment(0xFE, b"second"), trailer=third)
    traces = read_bytes(jpeg(trailer=second), "photo").traces
    assert Trace("comment", "picture 2: JPEG comment", "second") in traces
    assert Trace("owner", "picture 3: EXIF Artist", NAME) in traces


def test_a_thumbnail_is_read_in_turn():
    small = jpeg(exif_segment(tiff(gps=gps_tags(*HOME))), base=small_jpeg(16, 12))
    reading = read_bytes(jpeg(exif_segment(telling_exif(thumbnail=small))), "photo")
    assert Trace("gps", "EXIF thumbnail: EXIF GPS", "52.649000, -0.637000") in reading.traces
    photoshop = jpeg(iptc_segment(resource(0x0422, telling_exif())))
    assert read_bytes(photoshop, "photo").location is not None


def test_a_shallow_reading_stops_where_the_picture_begins():
    data = jpeg(exif_segment(telling_exif()), trailer=mp4())
    reading = read_bytes(data, "photo", deep=False)
    assert reading.location is not None
    assert "embedded" not in kinds(reading)
    assert "embedded" in kinds(read_bytes(data, "photo"))


def test_pictures_that_point_at_one_another_end():
    """Each directory says that the whole file is its thumbnail."""
    rows = struct.pack("<HHIIHHII", 0x0201, 4, 1, 0, 0x0202, 4, 1, 600)
    directories = b"".join(
        struct.pack("<H", 2) + rows + struct.pack("<I", 8 + 30 * (number + 1)) for number in range(20)
    )
    data = b"II*\0" + struct.pack("<I", 8) + directories
    reading = read_bytes(data, "photo")
    assert len(reading.traces) < 700


def test_more_metadata_than_any_real_file_has():
    reading = read_bytes(jpeg(*[exif_segment(telling_exif())] * 65), "photo")
    assert "more metadata than any real one" in str(reading.problem)
    assert reading.location is not None


def test_more_traces_than_anyone_reads():
    data = jpeg(*(segment(0xFE, str(number).encode()) for number in range(1500)))
    reading = read_bytes(data, "photo")
    assert len(reading.traces) == 1001
    assert reading.traces[-1] == Trace("unknown", "the rest", "500 more")


# --- files that are not as they should be ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", EMPTY),
        (b"<html><body>Not found</body></html>", NOT_KNOWN),
        (b"RIFF\0\0\0\0WAVEfmt ", NOT_KNOWN),
    ],
)
def test_what_is_no_photo_says_what_it_is(data, problem):
    reading = read_bytes(data, "photo.jpg")
    assert (reading.path, reading.format, reading.problem, reading.traces) == ("photo.jpg", "unknown", problem, ())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WebP"])
def test_what_is_cut_off_gives_what_could_be_read(form):
    data = FILES[form]
    reading = read_bytes(data[:-20], "photo")
    assert "cut off" in str(reading.problem)
    assert reading.format == form


def test_the_metadata_of_a_picture_of_absurd_size_are_read_all_the_same():
    huge = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", huge) + chunk(b"eXIf", telling_exif()) + chunk(b"IEND", b"")
    reading = read_bytes(data, "photo.png")
    assert reading.format == "PNG"
    assert "too many pixels" in reading.problem
    assert reading.location is not None


def test_hostile_texts_are_harmless():
    hostile = "<img src=x onerror=alert(1)>\x1b]0;title\x07\u202e" + "A" * 5000
    reading = read_bytes(jpeg(exif_segment(tiff({0x013B: words(hostile)}))), "photo.jpg")
    value = reading.traces[0].value
    assert value.isprintable()
    assert len(value) == 300


def test_files(tmp_path):
    photo = tmp_path / "photo \x1b[31m.jpg"
    photo.write_bytes(FILES["JPEG"])
    before = photo.stat()
    reading = read_file(photo)
    assert (reading.path, reading.format) == (str(photo), "JPEG")
    assert reading == read_bytes(FILES["JPEG"], str(photo))
    assert (photo.stat().st_mtime_ns, photo.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_a_file_that_went_away(tmp_path):
    reading = read_file(tmp_path / "gone.jpg")
    assert reading.problem == "The file is no longer there."


def test_a_folder_and_a_pipe_are_no_photos(tmp_path):
    assert "no ordinary file" in str(read_file(tmp_path).problem)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        assert "no ordinary file" in str(read_file(tmp_path / "pipe.jpg").problem)


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    photo.chmod(0)
    assert "does not let you open" in str(read_file(photo).problem)


def test_errors_of_the_system_are_told_in_words():
    assert "does not let you open" in module.why(PermissionError(13, "no"))
    assert module.why(OSError(5, "Input/output error")) == "The file could not be read (Input/output error)."


def test_a_disk_that_fails_in_the_middle(tmp_path, monkeypatch):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(FILES["JPEG"])

    def fail(_stream):
        raise OSError(5, "Input/output error")

    monkeypatch.setitem(module._VOCABULARIES, module.BlockKind.EXIF, fail)
    assert read_file(photo).problem == "The file could not be read (Input/output error)."


def test_a_fault_of_our_own_becomes_a_reason(monkeypatch):
    def fail(_stream):
        raise ZeroDivisionError

    monkeypatch.setitem(module._VOCABULARIES, module.BlockKind.EXIF, fail)
    assert read_bytes(FILES["JPEG"], "photo.jpg").problem == f"{FAULT} (ZeroDivisionError)."


def test_the_clock_of_a_film_alone_is_no_block_of_keys():
    assert read_bytes(box(b"moov", mvhd()), "film.mov").format == "MOV"


def huge_jpeg():
    data = small_jpeg()
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + (50_000).to_bytes(2, "big") * 2 + data[at + 9 :]


def huge_webp():
    canvas = (49_999).to_bytes(3, "little") * 2
    return b"RIFF" + (22).to_bytes(4, "little") + b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + canvas


def huge_tiff():
    rows = b"".join(tag.to_bytes(2, "little") + b"\4\0\1\0\0\0" + (50_000).to_bytes(4, "little") for tag in (256, 257))
    return b"II*\0" + (8).to_bytes(4, "little") + b"\2\0" + rows + bytes(4)


@pytest.mark.parametrize("make", [huge_jpeg, huge_webp, huge_tiff])
def test_a_picture_larger_than_any_camera_makes_is_said_and_not_opened(make):
    assert "too many pixels to be opened: it says 50,000 by 50,000" in read_bytes(make(), "huge").problem


def test_a_tiff_without_its_end_is_said(tmp_path):
    path = tmp_path / "a.tif"
    Image.effect_noise((200, 200), 50).save(path)
    whole = path.read_bytes()
    assert read_bytes(whole, "a.tif").problem is None
    assert "cut off" in read_bytes(whole[:1000], "a.tif").problem


# --- names


def test_what_names_give_away_stands_in_a_reading(tmp_path):
    path = tmp_path / "LE15 8HY" / "IMG_20240601_123059 52.6490,-0.6370.jpg"
    path.parent.mkdir()
    path.write_bytes(small_jpeg())
    reading = read_file(path)
    assert {(trace.kind, trace.where) for trace in reading.traces} == {
        ("gps", "file name"),
        ("time", "file name"),
        ("place", "folder name"),
    }
    assert (reading.location.latitude, reading.location.longitude) == HOME
    assert str(reading.taken) == "2024-06-01 12:30:59"
    assert read_file(path, named=False).traces == ()


def test_what_the_file_says_counts_more_than_its_name(tmp_path):
    path = tmp_path / "IMG_20190101_000000 51.5000,-0.1000.jpg"
    path.write_bytes(jpeg(exif_segment(telling_exif())))
    reading = read_file(path)
    assert reading.location is not None
    assert round(reading.location.latitude, 4) == HOME[0]
    assert reading.taken is not None
    assert reading.taken.year == 2024


def test_the_name_of_what_is_no_photo_says_nothing(tmp_path):
    path = tmp_path / "IMG_20240601_123059.jpg"
    path.write_bytes(b"<html>")
    assert read_file(path).traces == ()
