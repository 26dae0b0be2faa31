import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos import exif
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.ifd import POINTERS, Directories
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    dms,
    gps_tags,
    iptc_records,
    rationals,
    resource,
    short,
    small_jpeg,
    telling_exif,
    tiff,
    words,
    xmp,
)

EMPTY = Trace("unknown", "EXIF GPS", EMPTY_GPS)


def read(block):
    return exif.read(Stream.of(block))


@pytest.mark.parametrize("order", ["<", ">"])
def test_everything_is_read_in_both_byte_orders(order):
    facts = read(telling_exif(order))
    assert facts.problem is None
    assert facts.location is not None
    assert (facts.location.latitude, facts.location.longitude) == pytest.approx(HOME, abs=1e-7)
    assert facts.location.altitude == 84.5
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert set(facts.traces) == {
        Trace("comment", "EXIF ImageDescription", "Garden of 14 Kingfisher Wharf"),
        Trace("device", "EXIF Make", "Lanterna"),
        Trace("device", "EXIF Model", "L-100"),
        Trace("owner", "EXIF Artist", NAME),
        Trace("owner", "EXIF Copyright", "(c) " + NAME),
        Trace("owner", "EXIF XPAuthor", NAME),
        Trace("time", "EXIF DateTimeOriginal", "2024-06-01 12:30:59+01:00"),
        Trace("unknown", "EXIF maker note", "28 bytes, not looked into"),
        Trace("comment", "EXIF UserComment", "Ring the bell twice"),
        Trace("owner", "EXIF CameraOwnerName", NAME),
        Trace("device", "EXIF BodySerialNumber", SERIAL),
        Trace("gps", "EXIF GPS", "52.649000, -0.637000"),
        Trace("thumbnail", "EXIF thumbnail", f"{len(small_jpeg(16, 12)):,} bytes"),
    }
    assert facts.embedded[0].content.read(4)[:2] == b"\xff\xd8"


@given(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9), st.sampled_from("<>"))
def test_any_position_is_read_back(latitude, longitude, order):
    if round(latitude, 5) == round(longitude, 5) == 0:
        return
    location = read(tiff(gps=gps_tags(latitude, longitude, order), order=order)).location
    assert location is not None
    assert location.latitude == pytest.approx(latitude, abs=1e-6)
    assert location.longitude == pytest.approx(longitude, abs=1e-6)


def changed_gps(**changes):
    tags = gps_tags(*HOME)
    for name, value in changes.items():
        tags[{"lat_ref": 1, "lat": 2, "lon_ref": 3, "lon": 4}[name]] = value
    return {number: value for number, value in tags.items() if value}


@pytest.mark.parametrize(
    "tags",
    [
        gps_tags(0, 0),
        changed_gps(lat_ref=None),
        changed_gps(lon_ref=None),
        changed_gps(lat_ref=(2, b"\0")),
        changed_gps(lat_ref=(2, b"X\0")),
        changed_gps(lat=(5, rationals("<", (52, 0), (38, 0), (56, 0)))),
        changed_gps(lat=(5, rationals("<", (52, 1), (38, 1), (0, 0)))),
        changed_gps(lat=(5, rationals("<", (152, 1), (0, 1), (0, 1)))),
        changed_gps(lon=(5, rationals("<", (181, 1), (0, 1), (0, 1)))),
        changed_gps(lon=(2, b"0.637 degrees west\0")),
        changed_gps(lon=None),
        {0x00: (1, b"\2\3\0\0")},
    ],
)
def test_an_empty_gps_block_is_no_place(tags):
    facts = read(tiff(gps=tags))
    assert facts.location is None
    assert EMPTY in facts.traces
    assert not [trace for trace in facts.traces if trace.kind == "gps"]


def test_positions_in_other_spellings():
    decimal = changed_gps(lat=(5, rationals("<", (52_649, 1000))), lon=(5, rationals("<", (637, 1000))))
    one_letter = changed_gps(lat_ref=(2, b"n"), lon_ref=(2, b"west\0"))
    signed = changed_gps(lon=(10, struct.pack("<6i", 0, 1, -38, 1, -132, 10)))
    for tags in (decimal, one_letter, signed):
        location = read(tiff(gps=tags)).location
        assert location is not None
        assert (location.latitude, location.longitude) == pytest.approx(HOME, abs=1e-6)


def test_the_rest_of_the_gps_block():
    tags = gps_tags(*HOME, altitude=-3.0) | {
        0x07: (5, rationals("<", (11, 1), (30, 1), (59, 1))),
        0x13: (2, b"N\0"),
        0x14: (5, rationals("<", *dms(52.652))),
        0x15: (2, b"W\0"),
        0x16: (5, rationals("<", *dms(0.629))),
        0x1B: (7, b"ASCII\0\0\0GPS"),
        0x1C: (7, b"UNICODE\0" + "Millpond".encode("utf-16-le")),
        0x1D: words("2024:06:01"),
    }
    facts = read(tiff(gps=tags))
    assert facts.location == Point(pytest.approx(HOME[0]), pytest.approx(HOME[1]), -3.0)  # type: ignore[arg-type]  # compares as a number
    assert Trace("gps", "EXIF GPS destination", "52.652000, -0.629000") in facts.traces
    assert Trace("device", "EXIF GPS processing method", "GPS") in facts.traces
    assert Trace("place", "EXIF GPS area", "Millpond") in facts.traces
    assert Trace("time", "EXIF GPS time", "2024-06-01 11:30:59+00:00") in facts.traces
    assert facts.taken == datetime(2024, 6, 1, 11, 30, 59, tzinfo=UTC)


def test_altitudes_and_clocks_that_are_none():
    tags = gps_tags(*HOME) | {0x06: (5, rationals("<", (5, 0))), 0x07: (5, rationals("<", (1, 0), (2, 1), (3, 1)))}
    facts = read(tiff(gps=tags))
    assert facts.location is not None
    assert facts.location.altitude is None
    assert not [trace for trace in facts.traces if trace.kind == "time"]


def test_comments_name_their_encoding():
    wide = "Ros läuft".encode("utf-16-be")
    japanese = "自宅".encode("iso2022_jp")
    assert _comment(b"UNICODE\0" + wide, ">") == "Ros läuft"
    assert _comment(b"JIS\0\0\0\0\0" + japanese) == "自宅"
    assert _comment(b"\0\0\0\0\0\0\0\0plain words") == "plain words"
    assert _comment(b"no charset at all") == "no charset at all"
    assert _comment(b"ASCII\0\0\0   ") is None


def _comment(raw, order="<"):
    traces = read(tiff(exif={0x9286: (7, raw)}, order=order)).traces
    return next((trace.value for trace in traces if trace.where == "EXIF UserComment"), None)


def test_a_text_that_is_a_number_is_none():
    assert read(tiff({0x010E: (5, rationals("<", (1, 2)))})).traces == ()


def test_when_it_was_changed_stands_in_for_when_it_was_taken():
    facts = read(tiff({0x0132: words("2024:06:02 10:00:00")}))
    assert (facts.taken, facts.changed) == (None, datetime(2024, 6, 2, 10))  # noqa: DTZ001  a camera's clock has no zone


def test_xmp_and_iptc_inside_are_read_too():
    packet = xmp("<photoshop:City>Thornmere</photoshop:City>")
    records = iptc_records((101, b"Lantern Isles"))
    block = tiff({0x02BC: (1, packet), 0x83BB: (7, records), 0x8649: (7, resource(0x0404, records + records))})
    traces = read(block).traces
    assert Trace("place", "XMP photoshop:City", "Thornmere") in traces
    assert traces.count(Trace("place", "IPTC country", "Lantern Isles")) == 1


@pytest.mark.parametrize("value", [(3, 6), (3, 1), (3, 0), (3, 9), (4, 6)])
def test_orientation(value):
    kind, number = value
    raw = struct.pack("<H" if kind == 3 else "<I", number)
    block = tiff({0x0112: (kind, raw)})
    assert exif.orientation(Stream.of(block)) == (number if 1 <= number <= 8 else 1)


def test_orientation_of_what_is_damaged_or_silent_is_upright():
    assert exif.orientation(Stream.of(b"nonsense")) == 1
    assert exif.orientation(Stream.of(tiff({0x010F: words("Lanterna")}))) == 1
    assert exif.orientation(Stream.of(tiff({0x0112: (2, b"6\0")}))) == 1
    assert exif.orientation(Stream.of(b"II*\0\xff\xff\xff\xff")) == 1
    assert exif.orientation(Stream.of(tiff({0x0112: short(6), 0x010F: words("Lanterna")})[:-4])) == 6


def test_the_bytes_of_positions_are_given_for_a_search():
    found = list(exif.raw_positions(Stream.of(telling_exif())))
    assert found == [rationals("<", *dms(HOME[0])), rationals("<", *dms(HOME[1]))]
    assert list(exif.raw_positions(Stream.of(b"nonsense"))) == []
    assert list(exif.raw_positions(Stream.of(b"II*\0\xff\xff\xff\xff"))) == []


# --- damaged and hostile ---------------------------------------------------------------------------------------------
def test_what_is_no_exif_block_says_so():
    for block in (b"", b"II", b"XX*\0\x08\0\0\0", b"II*\0"):
        assert read(block).problem == "The EXIF block does not begin as one."


def test_what_could_be_read_is_kept_when_the_rest_is_cut_off():
    block = tiff({0x010F: words("Lan"), 0x013B: words(NAME)})
    facts = read(block[:-10])
    assert Trace("device", "EXIF Make", "Lan") in facts.traces
    assert facts.problem == "The EXIF block is damaged: a value lies outside of it."
    assert Trace("device", "EXIF Make", "Lan") in read(block[:24]).traces
    assert read(block[:24]).problem == "The EXIF block is cut off."


def test_a_directory_that_lies_outside_is_a_problem():
    assert read(tiff(gps=gps_tags(*HOME))[:27]).problem == "A part of the EXIF block lies outside of it."
    assert read(b"II*\0\xff\xff\xff\xff").problem == "A part of the EXIF block lies outside of it."


def test_an_empty_directory_is_no_problem():
    assert read(b"II*\0\x08\0\0\0\0\0\0\0\0\0").problem is None


def test_a_pointer_to_nowhere_is_no_problem():
    assert read(tiff({0x8825: (4, b"\0\0\0\0")})).problem is None


def test_garbage_behind_the_first_directory_is_no_problem():
    block = bytearray(tiff({0x010F: words("Lan")}))
    block[22:26] = struct.pack("<I", 9999)
    assert read(bytes(block)).problem is None


def test_directories_that_go_round_in_circles_end():
    block = bytearray(tiff({0x010F: words("Lan"), 0x8769: (4, struct.pack("<I", 8))}))
    block[34:38] = struct.pack("<I", 8)
    assert read(bytes(block)).traces == (Trace("device", "EXIF Make", "Lan"),)


def test_a_directory_with_more_entries_than_any_real_one_is_none():
    block = b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + b"\0" * 12 * 60_000
    assert read(block).problem == "A part of the EXIF block lies outside of it."


def test_values_are_free_of_control_characters_and_short():
    traces = read(tiff({0x013B: (2, b"\x1b[31m" + b"A" * 2000 + b"\0")})).traces
    assert traces[0].value.startswith("[31mAAA")
    assert len(traces[0].value) == 300


def test_pictures_without_compression_are_noticed():
    first = struct.pack("<HHHI4sI", 1, 0x0110, 2, 4, b"L-1", 26)
    second = struct.pack("<HHHIII", 1, 0x0111, 4, 1, 100, 0)
    facts = read(b"II*\0" + struct.pack("<I", 8) + first + second)
    assert facts.traces[1:] == (Trace("thumbnail", "EXIF thumbnail", "a picture without compression"),)


def test_tags_of_scanners_maps_and_editors():
    block = tiff(
        {
            0x011D: words("Garden plan"),
            0x935C: (7, b"8BIMLayr"),
            0xC573: words("fete.nef"),
            0xC65D: (1, bytes(range(16))),
            0xC68C: (7, bytes(40)),
            0xEA1C: (7, b"\x1c\xea\0\0\0\x08" + bytes(60)),
            0xFDE8: words("Owner's Name: " + NAME),
        },
        {0x882A: (3, struct.pack("<2H", 1, 0)), 0x9211: (4, bytes(4)), 0xEA1C: (7, bytes(20) + b"stale" + bytes(20))},
    )
    assert set(read(block).traces) == {
        Trace("comment", "EXIF PageName", "Garden plan"),
        Trace("unknown", "EXIF Photoshop layers", "8 bytes, not looked into"),
        Trace("provenance", "EXIF OriginalFileName", "fete.nef"),
        Trace("provenance", "EXIF RawDataUniqueID", "000102030405060708090a0b0c0d0e0f"),
        Trace("owner", "EXIF OwnerName", "Owner's Name: " + NAME),
        Trace("time", "EXIF TimeZoneOffset", "1, 0"),
        Trace("unknown", "EXIF bytes left over", "45 bytes, not looked into"),
    }


def test_directories_far_behind_a_long_text_are_read():
    facts = read(tiff({0x010E: words("A" * 30_000), 0x013B: words(NAME)}, {0xA431: words(SERIAL)}, gps_tags(*HOME)))
    assert facts.problem is None
    assert facts.location is not None
    assert Trace("device", "EXIF BodySerialNumber", SERIAL) in facts.traces


def test_only_wanted_entries_are_given():
    block = tiff({0x010F: words("Lanterna"), 0x013B: words(NAME)}, gps=gps_tags(*HOME))
    walked = dict(Directories(Stream.of(block)).walk(frozenset({0x013B, *POINTERS})))
    assert [entry.tag for entry in walked["0"]] == [0x013B, 0x8825]
    assert [entry.tag for entry in walked["GPS"]] == [1, 2, 3, 4]
    assert [entry.tag for entry in Directories(Stream.of(block)).entries()] == [0x010F, 0x013B, 1, 2, 3, 4]


def test_the_same_text_in_two_directories_is_one_trace():
    assert read(tiff({0x013B: words(NAME)}, {0x013B: words(NAME)})).traces == (Trace("owner", "EXIF Artist", NAME),)


def test_blocks_inside_have_a_limit_together():
    large = (7, bytes(9 << 20))
    facts = exif.read(Stream.of(tiff({0x83BB: large, 0x8649: large})))
    assert facts.problem == "The file has more metadata than any real one; not all of it was read."
