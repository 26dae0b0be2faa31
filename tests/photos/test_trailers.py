import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Trace
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import trailers
from tests.photos.samples import box, iptc_records, jpeg, small_jpeg, xmp


def read(data):
    return trailers.read(Stream.of(data))


def samsung(*blocks):
    """Samsung's blocks from (kind, name, data), and their directory."""
    data, ends = b"", []
    for kind, name, content in blocks:
        start = len(data)
        data += struct.pack("<2HI", 0, kind, len(name)) + name.encode() + content
        ends.append((kind, start, len(data) - start))
    rows = b"".join(struct.pack("<2H2I", 0, kind, len(data) - start, length) for kind, start, length in ends)
    head = b"SEFH" + struct.pack("<2I", 106, len(blocks)) + rows
    return data + head + struct.pack("<I", len(head)) + b"SEFT"


BLOCKS = samsung(
    (0x0A01, "Image_UTC_Data", b"1717245059123"),
    (0x0A41, "MCC_Data", b"234"),
    (0x0100, "SoundShot_000", b"sound"),
    (0x0800, "SoundShot_Meta_Info", b"nothing"),
)


def test_samsung_knows_the_country():
    facts = read(BLOCKS)
    assert facts.traces == (
        Trace("time", "Samsung Image_UTC_Data", "2024-06-01 12:30:59+00:00"),
        Trace("place", "Samsung MCC_Data", "mobile country code 234"),
        Trace("embedded", "Samsung SoundShot_000", "5 bytes"),
    )
    assert facts.embedded[0].content.read(99) == b"sound"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SEFT",
        b"\xff\xff\xff\x7fSEFT",
        samsung(),
        samsung((0x0A01, "Image_UTC_Data", b"yesterday"), (0x0A41, "MCC_Data", b"")),
        samsung((0x0100, "Sound", b"")),
        BLOCKS[:-12] + struct.pack("<I", 60) + BLOCKS[-4:],
    ],
)
def test_what_says_nothing(data):
    assert read(data).traces == ()


def test_iptc_and_xmp_behind_a_picture():
    records = b"\x1c\x02\x00\x00\x02\x00\x02" + iptc_records((90, b"Thornmere"))
    packet = xmp("<photoshop:Country>Lantern Isles</photoshop:Country>")
    photo = jpeg(trailer=b"AXS!\0\1" + records + b"junk" + packet + b"<x:xmpmeta without an end")
    traces = read_bytes(photo, "photo").traces
    assert Trace("place", "IPTC city", "Thornmere") in traces
    assert Trace("place", "XMP photoshop:Country", "Lantern Isles") in traces
    assert [trace.where for trace in traces if trace.kind == "unknown"] == ["after the picture's end"]


def test_samsungs_blocks_behind_a_film():
    film = box(b"ftyp", b"isom", b"\0\0\0\0isom")
    traces = read_bytes(jpeg(trailer=film + BLOCKS), "photo").traces
    assert Trace("place", "Samsung MCC_Data", "mobile country code 234") in traces
    picture = read_bytes(jpeg(trailer=small_jpeg(8, 8)), "photo").traces
    assert [trace.kind for trace in picture] == ["embedded"]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=10), st.floats(0, 1))
def test_damage_does_no_harm(changes, kept):
    damaged = bytearray(BLOCKS)
    for where, byte in changes:
        damaged[int(where * (len(damaged) - 1))] = byte
    read(bytes(damaged[int(len(damaged) * (1 - kept)) :]))
