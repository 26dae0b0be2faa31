import struct
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import ciff, segments
from tests.photos.samples import HOME, NAME, SERIAL, jpeg, segment, small_jpeg, tiff

TAKEN = datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  a camera's clock has no zone
SECONDS = 1717245059


def read(content):
    return segments.read(Stream.of(content))


INFO = (
    b"OLYMPUS OPTICAL CO.,LTD.   \0 713\r\n[picture info]\r\nTimeDate=%d\r\nZoom=x1.0\r\n"
    b"[camera info]\r\nType=SR55\r\nSerial#=#00000001\r\nID=LANTERN CAMERA\r\n\0\0" % SECONDS
)


def test_lines_of_the_first_digital_cameras():
    facts = read(INFO)
    assert facts.taken == TAKEN
    assert facts.traces == (
        Trace("time", "picture info DateTimeOriginal", "2024-06-01 12:30:59"),
        Trace("device", "picture info CameraType", "SR55"),
        Trace("device", "picture info SerialNumber", "#00000001"),
        Trace("device", "picture info ID", "LANTERN CAMERA"),
    )
    spelled = read(b"[picture info]\nTimeDate=2024:06:01 12:30:59\n")
    assert spelled.taken == TAKEN
    assert read(b"[picture info]\nTimeDate=never\n").traces == ()


def row(tag, value, at):
    """A row of a CIFF directory whose value lies at an offset."""
    return struct.pack("<HII", tag, len(value), at)


def heap(values, nested=b"", inline=b""):
    """A CIFF block: values, a directory, and where the directory is."""
    data, rows = b"", inline
    for tag, value in values.items():
        rows += row(tag, value, len(data))
        data += value
    if nested:
        rows += struct.pack("<HII", 0x300A, len(nested), len(data))
        data += nested
    return data + struct.pack("<H", len(rows) // 10) + rows + struct.pack("<I", len(data))


def structure(block):
    return b"II" + struct.pack("<I", 14) + b"HEAPJPGM" + block


PICTURE = small_jpeg(16, 12)
INNER = heap(
    {0x180E: struct.pack("<3I", SECONDS, 0, 0), 0x0810: NAME.encode() + b"\0", 0x0805: b"\0"},
    inline=struct.pack("<HII", 0x180B | 0x4000, 730267814, 0),
)


def test_ciff_tells_owner_serial_and_moment():
    facts = read(structure(heap({0x0816: b"CRW_0001.CRW\0", 0x2007: PICTURE}, INNER)))
    assert facts.taken == TAKEN
    assert set(facts.traces) == {
        Trace("provenance", "CIFF OriginalFileName", "CRW_0001.CRW"),
        Trace("thumbnail", "CIFF preview", f"{len(PICTURE):,} bytes"),
        Trace("device", "CIFF SerialNumber", "0730267814"),
        Trace("owner", "CIFF OwnerName", NAME),
        Trace("time", "CIFF DateTimeOriginal", "2024-06-01 12:30:59"),
    }
    assert facts.embedded[0].content.read(99999) == PICTURE


def test_ciff_with_nothing_in_it():
    empty = heap({0x180E: bytes(12), 0x180B: bytes(4)})
    assert ciff.read(Stream.of(structure(empty))).traces == ()
    assert ciff.read(Stream.of(b"II\x0e\0\0\0HEAP")).traces == ()
    assert ciff.read(Stream.of(b"no such thing")).traces == ()


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=10), st.floats(0, 1))
def test_damaged_ciff_does_no_harm(changes, kept):
    damaged = bytearray(structure(heap({0x0816: b"CRW_0001.CRW\0"}, INNER)))
    for where, byte in changes:
        damaged[int(where * (len(damaged) - 1))] = byte
    read(bytes(damaged[: int(len(damaged) * kept)]))


def test_directories_that_lead_in_circles_end():
    block = heap({})
    circle = struct.pack("<H", 1) + struct.pack("<HII", 0x300A, 16, 0) + struct.pack("<I", 0)
    assert read(structure(circle)).traces == ()
    assert read(structure(block)).traces == ()


def test_photoshop_for_the_web():
    comment, owner = "Ring twice".encode("utf-16-be"), f"(c) {NAME}".encode("utf-16-be")
    quality = struct.pack(">HHI", 1, 4, 60)
    body = (
        b"Ducky"
        + quality
        + b"".join(
            struct.pack(">HHI", tag, len(raw) + 4, len(raw) // 2) + raw
            for tag, raw in ((2, comment), (3, owner), (3, b""))
        )
    )
    assert read(body + b"\0\0").traces == (
        Trace("comment", "Ducky Comment", "Ring twice"),
        Trace("owner", "Ducky Copyright", f"(c) {NAME}"),
    )


def test_kodaks_second_exif():
    block = tiff(
        {
            0xC353: (7, b"ASCII\0\0\0" + NAME.encode()),
            0xC354: (7, b"UNICODE\0" + SERIAL.encode("utf-16-le")),
            0xC357: (7, bytes(12)),
        }
    )
    assert read(b"Meta\0\0" + block).traces == (
        Trace("owner", "Kodak Meta maker note CameraOwner", NAME),
        Trace("device", "Kodak Meta maker note SerialNumber", SERIAL),
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"UNICODE\0" + "Ring twice".encode("utf-16-be"), Trace("comment", "JPEG comment", "Ring twice")),
        (b"ssuniqueid\0ABC123\0", Trace("provenance", "Samsung UniqueID", "ABC123")),
    ],
)
def test_others_with_one_text(content, expected):
    assert read(content).traces == (expected,)


@pytest.mark.parametrize("content", [b"", b"UNICODE\0", b"ssuniqueid\0", b"nobody knows this", b"Ducky"])
def test_what_says_nothing(content):
    assert read(content).traces == ()


def test_a_picture_with_such_a_segment():
    reading = read_bytes(jpeg(segment(0xEC, INFO)), "photo")
    assert reading.taken == TAKEN
    assert not [trace for trace in reading.traces if trace.kind == "unknown"]
    unknown = read_bytes(jpeg(segment(0xEC, b"nobody knows this")), "photo")
    assert Trace("unknown", "APP12", "21 bytes") in unknown.traces


def flir(order=">", valid=1):
    """A heat camera's segment: a camera record and a position."""
    camera = bytearray(0x38E)
    camera[0:2] = struct.pack(f"{order}H", 2)
    camera[0x104 : 0x104 + len(SERIAL)] = SERIAL.encode()
    camera[0x384:0x38E] = struct.pack(f"{order}IIh", SECONDS, 0, 0)
    gps = struct.pack(f"{order}I", valid).ljust(16, b"\0") + struct.pack(f"{order}ddf", *HOME, 84.5)
    head = b"FFF\0".ljust(0x14, b"\0") + struct.pack(f"{order}3I", 100, 0x40, 3)
    start = 0x40 + 3 * 32
    rows = b"".join(
        struct.pack(f"{order}H10xII12x", kind, at, length)
        for kind, at, length in ((0x20, start, len(camera)), (0x2B, start + len(camera), len(gps)), (1, 0, 0))
    )
    return b"FLIR\0\1\0\0" + head.ljust(0x40, b"\0") + rows + bytes(camera) + gps


@pytest.mark.parametrize("order", ["<", ">"])
def test_heat_cameras_tell_where_and_when(order):
    facts = read(flir(order))
    assert facts.location == Point(*HOME, 84.5)
    assert facts.taken == TAKEN
    assert set(facts.traces) == {
        Trace("device", "FLIR SerialNumber", SERIAL),
        Trace("time", "FLIR DateTimeOriginal", "2024-06-01 12:30:59"),
        Trace("gps", "FLIR GPS", "52.649000, -0.637000"),
    }


def test_heat_cameras_that_tell_little():
    assert read(flir(valid=0)).location is None
    assert read(flir()[: 8 + 0x40 + 32 + 40]).traces == ()
    assert read(b"FLIR\0\1\0\0FFF\0").traces == read(b"FLIR\0\1\0\0nothing").traces == ()
    empty = flir().replace(struct.pack(">I", SECONDS), bytes(4))
    assert read(empty).taken is None


def rmeta(order, *sections):
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}4H", 1, 0, 0, 8)
    body = b"".join(struct.pack(f"{order}2H", kind, len(raw) + 2) + raw for kind, raw in sections)
    return b"RMETA\0" + head[:8] + struct.pack(f"{order}H", 0x0A) + bytes(10) + body + bytes(4)


@pytest.mark.parametrize("order", ["<", ">"])
def test_what_a_person_chose_from_a_list(order):
    names, values = b"Sign type\0Location\0Lit\0", b"Directional\0Roundabout\0\0"
    assert read(rmeta(order, (1, names), (2, values), (3, bytes(6)))).traces == (
        Trace("comment", "Ricoh Sign type", "Directional"),
        Trace("place", "Ricoh Location", "Roundabout"),
    )
    code = b"RMETA\0" + b"MM\1\0\0\1".ljust(20, b"\0") + b"BARCODE128,01,5012345"
    assert read(code).traces == (Trace("comment", "Ricoh BARCODE", "BARCODE128,01,5012345"),)
    assert read(b"RMETA\0" + b"MM\1\0\0\1".ljust(20, b"\0") + b"sound").traces == read(b"RMETA\0MM").traces == ()


def test_other_makers_segments():
    jukebox = b"Media Jukebox\0\1\0<MJMD>\r\n<Tool_Name>x</Tool_Name><People>Tobias</People><Name>At home</Name></MJMD>"
    assert read(jukebox).traces == (
        Trace("person", "Media Jukebox People", "Tobias"),
        Trace("comment", "Media Jukebox Name", "At home"),
    )
    assert read(b"_JPSJPS_\0\4" + bytes(6) + b"At home").traces == (Trace("comment", "JPS comment", "At home"),)
    casio = read(b"QVCI".ljust(0x4D, b"\0") + b"2024.06.01.12.30.59\0")
    assert casio.taken == TAKEN
    assert read(b"QVCI".ljust(0x4D, b"\0") + b"never").traces == read(b"_JPSJPS_").traces == ()
    listed = b"FPXR\0\0\1\0\1" + bytes(5) + "/Audio_bd01".encode("utf-16-le") + b"\0\0"
    assert read(listed).traces == (Trace("embedded", "FlashPix", "Audio_bd01"),)
    assert read(b"FPXR\0\0\2" + bytes(20)).traces == ()
    named = b"DVNMc\1\0\x0cHERO Lantern".ljust(20, b"\0")
    device = b"DEVC\0\1" + struct.pack(">H", len(named)) + named
    assert read(b"GoPro\0" + device).traces == (Trace("device", "GoPro device", "HERO Lantern"),)
    infiray = b"infisense\0".ljust(0xC0, b"\0") + SERIAL.encode()
    assert read(infiray).traces == (Trace("device", "InfiRay IRSensorSerialNumber", SERIAL),)


@given(st.sampled_from([flir(), rmeta("<", (1, b"a\0b\0"), (2, b"c\0d\0"))]), st.data())
def test_damaged_segments_do_no_harm(content, data):
    damaged = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=10)):
        damaged[at] = data.draw(st.integers(0, 255))
    read(bytes(damaged[: data.draw(st.integers(0, len(content)))]))


def test_a_raw_picture_can_be_one_such_structure():
    reading = read_bytes(structure(INNER).replace(b"HEAPJPGM", b"HEAPCCDR"), "photo")
    assert (reading.format, reading.taken, reading.problem) == ("CRW", TAKEN, None)
    assert Trace("owner", "CIFF OwnerName", NAME) in reading.traces
