import shutil
import struct
import subprocess
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Unreadable
from footprint.model import Point, Trace
from footprint.photos import BlockKind
from footprint.photos.clean import clean_file
from footprint.photos.ebml import Elements
from footprint.photos.formats.mkv import Mkv
from footprint.photos.read import FAULT, read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import HOME, NAME, exif_segment, jpeg, telling_exif

FFMPEG = shutil.which("ffmpeg")

EBML, SEGMENT, CLUSTER, INFO, TAGS, SEEK_HEAD = (
    0x1A45DFA3,
    0x18538067,
    0x1F43B675,
    0x1549A966,
    0x1254C367,
    0x114D9B74,
)
UNKNOWN_SIZE = b"\x01" + b"\xff" * 7
TAKEN = 739_110_659_000_000_000
"""2024-06-03 12:30:59, in billionths of a second from 2001 on."""


def named(number):
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def element(number, *parts, size=None):
    body = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    return named(number) + (size or (len(body) | 1 << 28).to_bytes(4, "big")) + body


def head(kind="matroska"):
    return element(EBML, element(0x4282, kind))


def info(*more, when=TAKEN):
    return element(INFO, element(0x4461, struct.pack(">q", when)), element(0x5741, "Lanterna Film"), *more)


def simple(name, value, *inside):
    return element(0x67C8, element(0x45A3, name), element(0x4487, value), *inside)


def tags(*parts):
    return element(TAGS, element(0x7373, *parts))


def attached(data, name="front door.jpg"):
    return element(
        0x1941A469, element(0x61A7, element(0x467E, "where we live"), element(0x466E, name), element(0x465C, data))
    )


def cluster(*blocks, size=None):
    return element(CLUSTER, element(0xE7, b"\0"), *(blocks or (element(0xA3, b"film"),)), size=size)


def mkv(*parts, size=None, after=b""):
    return head() + element(SEGMENT, *parts, size=size) + after


def tracks(name="Kamera von Ros"):
    return element(0x1654AE6B, element(0xAE, element(0x86, "V_VP9"), element(0x536E, name)))


def seek(*targets):
    return element(
        SEEK_HEAD,
        *(element(0x4DBB, element(0x53AB, named(n)), element(0x53AC, struct.pack(">Q", at))) for n, at in targets),
    )


def said(data):
    return {trace.where: (trace.kind, trace.value) for trace in read_bytes(data, "film").traces}


TELLING = mkv(
    info(element(0x7BA9, "Garden of 14 Kingfisher Wharf"), element(0x7384, r"C:\Users\ros\film.mkv")),
    tracks(),
    tags(simple("ARTIST", NAME), simple("com.apple.quicktime.location.ISO6709", "+52.6490-000.6370+084.500/")),
    element(0x1043A770, element(0x45B9, element(0xB6, element(0x80, element(0x85, "At Tobias's"))))),
    attached(jpeg(exif_segment(telling_exif()))),
    cluster(),
)


def test_everything_is_told():
    reading = read_bytes(TELLING, "film")
    assert (reading.format, reading.problem) == ("MKV", None)
    assert reading.taken == datetime(2024, 6, 3, 12, 30, 59, tzinfo=UTC)
    assert reading.location == Point(*HOME, 84.5)
    found = said(TELLING)
    assert found["Matroska title"] == ("comment", "Garden of 14 Kingfisher Wharf")
    assert found["Matroska file name"] == ("owner", r"C:\Users\ros\film.mkv")
    assert found["Matroska writing program"] == ("device", "Lanterna Film")
    assert found["Matroska artist"] == ("owner", NAME)
    assert found["Matroska location"][0] == "gps"
    assert found["Matroska name of a track"] == ("comment", "Kamera von Ros")
    assert found["Matroska chapter"] == ("comment", "At Tobias's")
    assert found["Matroska name of an attached file"] == ("comment", "front door.jpg")
    assert found["Matroska description of an attached file"] == ("comment", "where we live")
    assert found["Matroska attached file: EXIF GPS"][0] == "gps"


def test_a_film_with_nothing_to_tell():
    assert read_bytes(mkv(info(when=0).replace(b"Lanterna Film", b"\0" * 13), cluster()), "film").traces == ()


def test_tags_of_the_tools_are_no_traces():
    found = said(mkv(tags(simple("DURATION", "00:01"), simple("_STATISTICS_TAGS", "BPS"), simple("", "x")), cluster()))
    assert found == {"Matroska tag": ("comment", "x")}


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("DATE_RECORDED", "time", "2024-06-01 12:30:59"),
        ("RECORDING_LOCATION", "place", "Thornmere"),
        ("COMMENT", "comment", "Ring twice"),
        ("COPYRIGHT", "owner", NAME),
        ("com.apple.quicktime.model", "device", "L-100"),
        ("LOCATION", "gps", "+52.6490-000.6370/"),
    ],
)
def test_tags_are_told_by_name(name, kind, value):
    ((found, said_),) = said(mkv(tags(simple(name, value)), cluster())).values()
    assert (found, said_) == (kind, value)


def test_tags_lie_within_tags_and_hold_pictures():
    cover = element(0x67C8, element(0x45A3, "COVER"), element(0x4485, jpeg(exif_segment(telling_exif()))))
    found = said(mkv(tags(simple("TITLE", "Film", simple("ARTIST", NAME)), cover), cluster()))
    assert found["Matroska artist"] == ("owner", NAME)
    assert found["Matroska cover: EXIF GPS"][0] == "gps"


def test_what_the_index_names_is_read_before_the_pictures():
    target = tags(simple("ARTIST", NAME))
    before = len(seek((TAGS, 0)))
    film = mkv(seek((TAGS, before + len(cluster()))), cluster(), target)
    assert [trace.value for trace in read_bytes(film, "film", deep=False).traces] == [NAME]
    assert [trace.value for trace in read_bytes(film, "film").traces] == [NAME]


def test_an_index_that_lies_is_not_believed():
    film = mkv(seek((TAGS, 1 << 40), (TAGS, 3), (0xEC, 0)), cluster(), tags(simple("ARTIST", NAME)))
    assert [trace.value for trace in read_bytes(film, "film").traces] == [NAME]


def test_a_film_written_while_it_was_made_has_no_lengths():
    film = mkv(
        info(), cluster(size=UNKNOWN_SIZE), cluster(size=UNKNOWN_SIZE), tags(simple("ARTIST", NAME)), size=UNKNOWN_SIZE
    )
    assert said(film)["Matroska artist"] == ("owner", NAME)
    assert read_bytes(film, "film").problem is None


def test_what_nobody_knows_is_named():
    reading = read_bytes(mkv(element(0x5234, b"secret"), cluster()), "film")
    assert reading.traces == (Trace("unknown", "Matroska element 5234", "12 bytes"),)


def test_what_lies_behind_the_film_is_looked_into():
    assert said(mkv(cluster(), after=jpeg(exif_segment(telling_exif()))))["behind the picture: EXIF GPS"][0] == "gps"


@pytest.mark.parametrize("data", [head(), head() + element(INFO, b""), head()[:9]])
def test_a_film_without_a_film(data):
    with pytest.raises(Unreadable):
        list(Mkv().split(Stream.of(data)))


def test_a_film_cut_off_gives_what_it_has():
    reading = read_bytes(TELLING[:-4], "film")
    assert "cut off" in reading.problem
    assert reading.location == Point(*HOME, 84.5)


def test_other_files_are_none_of_it():
    assert not Mkv().matches(b"\x1a\x45\xdf\xa3" + b"something else")
    assert not Mkv().matches(b"")


def test_elements_end_at_their_budget():
    data = element(0xAE, element(0x86, b"") * 100)
    film = Elements(Stream.of(data), 11)
    outer = film.one(0, len(data))
    assert len(list(film.within(outer))) == 10
    assert film.one(0, len(data)) is None


def test_numbers_too_long_are_none():
    data = element(0x86, b"\1" * 9)
    film = Elements(Stream.of(data), 9)
    assert film.number(film.one(0, len(data))) == 0


def test_a_bomb_of_tags_ends():
    data = b""
    for _ in range(300):
        data = element(0x67C8, data)
    film = mkv(element(TAGS, element(0x7373, data + element(0x67C8, b"") * 300_000)), cluster())
    reading = read_bytes(film, "film")
    assert reading.traces == ()
    assert "not all of it was read" in reading.problem


def test_no_copy_is_made_and_the_reason_says_what_to_do(tmp_path):
    source = tmp_path / "film.mkv"
    source.write_bytes(TELLING)
    assert "Save the film as MP4" in clean_file(source, tmp_path / "copies").problem


@settings(max_examples=150, deadline=2000, derandomize=True)
@given(st.integers(0, len(TELLING) - 1), st.binary(max_size=12))
def test_damage_is_never_a_fault(at, raw):
    reading = read_bytes(TELLING[:at] + raw + TELLING[at + len(raw) :], "film")
    assert not str(reading.problem).startswith(FAULT)


@pytest.mark.skipif(FFMPEG is None, reason="ffmpeg is not installed")
def test_a_film_that_another_program_made(tmp_path):
    path = tmp_path / "film.mkv"
    command = "-v error -f lavfi -i testsrc=d=0.2:s=64x48 -metadata title=Garden -metadata location=+52.6490-000.6370/"
    subprocess.run([FFMPEG, *command.split(), "-metadata", f"artist={NAME}", str(path)], check=True)
    reading = read_file(path)
    assert reading.location == Point(*HOME)
    assert {"Garden", NAME} <= {trace.value for trace in reading.traces}
    assert all(block.kind is not BlockKind.UNKNOWN for block in Mkv().split(Stream.of(path.read_bytes())))
