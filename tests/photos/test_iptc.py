import struct
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Trace
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import iptc
from tests.photos.samples import NAME, iptc_records, resource, small_jpeg, telling_exif, telling_xmp


def read(data):
    return iptc.read(Stream.of(data))


def test_everything_is_read():
    records = iptc_records(
        (90, b"Thornmere"),
        (92, b"Kingfisher Wharf"),
        (95, b"Lanternshire"),
        (101, "Îles".encode("latin-1")),
        (80, NAME.encode()),
        (120, b"At home\nwith Tobias"),
        (55, b"20240601"),
        (60, b"123059+0100"),
        (62, b"20240602"),
        (63, b"nonsense"),
        (7, b"not one of ours"),
        (25, b""),
    )
    facts = read(resource(0x0404, records))
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert facts.traces == (
        Trace("place", "IPTC city", "Thornmere"),
        Trace("place", "IPTC sub-location", "Kingfisher Wharf"),
        Trace("place", "IPTC province", "Lanternshire"),
        Trace("place", "IPTC country", "Îles"),
        Trace("owner", "IPTC by-line", NAME),
        Trace("comment", "IPTC caption", "At home with Tobias"),
        Trace("time", "IPTC date created", "2024-06-01 12:30:59+01:00"),
        Trace("time", "IPTC date digitized", "2024-06-02 00:00:00"),
    )


def test_other_resources_that_tell_something():
    small = small_jpeg(16, 12)
    blocks = (
        resource(0x03ED, b"resolution")
        + resource(0x040C, b"\0" * 28 + small)
        + resource(0x040B, b"http://www.rosalindquillfeather.example")
        + resource(0x0422, telling_exif())
        + resource(0x0424, telling_xmp())
    )
    facts = read(blocks)
    assert [item.name for item in facts.embedded] == ["Photoshop thumbnail", "Photoshop"]
    assert facts.embedded[0].content.read(len(small) + 5) == small
    assert Trace("comment", "Photoshop URL", "http://www.rosalindquillfeather.example") in facts.traces
    assert Trace("place", "XMP photoshop:City", "Thornmere") in facts.traces


def test_long_records_give_the_length_of_their_length():
    long = b"\x1c\x02\x78\x80\x04" + (40_000).to_bytes(4, "big") + b"x" * 40_000
    records = long + iptc_records((90, b"Thornmere"))
    facts = read(resource(0x0404, records))
    assert [trace.where for trace in facts.traces] == ["IPTC caption", "IPTC city"]


def test_other_records_are_left_alone():
    assert iptc.read_records(Stream.of(b"\x1c\x01\x5a\x00\x03\x1b%G")).traces == ()


def test_what_is_cut_off_or_nonsense_ends_quietly():
    whole = resource(0x0404, iptc_records((90, b"Thornmere"), (101, b"Lantern Isles")))
    assert read(whole[:-8]).traces[0] == Trace("place", "IPTC city", "Thornmere")
    for data in (
        b"",
        b"8BIM",
        b"8BIM\x04\x04",
        b"nonsense",
        b"8BIM\x04\x04\xff",
        resource(0x0409, b"short"),
        resource(0x040B, b""),
    ):
        assert read(data).traces == ()


def envelope(*records):
    return b"".join(bytes((0x1C, 1, number)) + struct.pack(">H", len(raw)) + raw for number, raw in records)


def test_the_envelope_tells_who_sent_it_and_when():
    records = envelope((30, b"LANTERN"), (70, b"20240601"), (80, b"123059+0100"), (5, b""), (20, b"\0\1"))
    facts = read(resource(0x0404, records) + resource(0x0404, iptc_records((90, b"Thornmere"))))
    assert facts.taken is None
    assert facts.traces == (
        Trace("provenance", "IPTC service", "LANTERN"),
        Trace("time", "IPTC date sent", "2024-06-01 12:30:59+01:00"),
        Trace("place", "IPTC city", "Thornmere"),
    )


@pytest.mark.parametrize(
    ("charset", "raw", "expected"),
    [
        (b"\x1b%G", "Îles".encode(), "Îles"),
        (b"\x1b.A", "Îles".encode("latin-1"), "Îles"),
        (b"\x1b.A", "Îles".encode(), "Î les"),
    ],
)
def test_the_envelope_says_how_texts_are_written(charset, raw, expected):
    facts = iptc.read_records(Stream.of(envelope((90, charset)) + iptc_records((101, raw), (121, b""))))
    assert [trace.value.replace("Ã", "Î") for trace in facts.traces] == [expected]


def test_a_preview_in_a_record_is_read_in_turn():
    picture = small_jpeg(8, 8)
    facts = iptc.read_records(Stream.of(iptc_records((202, picture), (202, b""))))
    assert facts.traces == (Trace("thumbnail", "IPTC preview", f"{len(picture):,} bytes"),)
    assert facts.embedded[0].content.read(9999) == picture


def test_more_records_than_any_picture_has_are_not_all_read():
    facts = iptc.read_records(Stream.of(iptc_records((90, b"Thornmere")) + b"\x1c\x02\x19\0\1a" * 30_000))
    assert len(facts.traces) == 2


def test_more_blocks_inside_than_any_picture_has_are_not_all_read():
    blocks = b"".join(resource(0x0404, iptc_records((90, b"Town %d" % number))) for number in range(40))
    facts = read(blocks + resource(0x040B, b"http://thornmere.example"))
    assert len(facts.traces) == 17
    assert facts.traces[-1] == Trace("comment", "Photoshop URL", "http://thornmere.example")


# --- Photoshop's own -------------------------------------------------------------------------------------------------
def wide(text):
    return struct.pack(">I", len(text)) + text.encode("utf-16-be")


def pascal(text):
    return bytes((len(text),)) + text.encode()


SLICES = (
    struct.pack(">5I", 6, 0, 0, 10, 10)
    + wide("Fête")
    + struct.pack(">I", 2)
    + struct.pack(">3I", 1, 0, 0)
    + wide("garden")
    + bytes(20)
    + wide("http://thornmere.example")
    + wide("_blank")
    + wide("")
    + wide("Our garden")
    + b"\0"
    + wide("")
    + bytes(12)
    + struct.pack(">4I", 2, 0, 1, 9)
    + wide("house")
    + bytes(60)
)


@pytest.mark.parametrize(
    ("number", "data", "expected"),
    [
        (0x03EE, pascal("Tobias") + pascal("Alpha 1") + b"\0\0", [("comment", "channel name", "Tobias")]),
        (0x0415, wide("Tobias") + wide("Transparency"), [("comment", "channel name", "Tobias")]),
        (0x03F0, pascal("At home"), [("comment", "caption", "At home")]),
        (0x041B, wide("http://thornmere.example"), [("comment", "workflow URL", "http://thornmere.example")]),
        (
            0x041E,
            struct.pack(">I", 1) + bytes(8) + wide("http://thornmere.example"),
            [("comment", "URL", "http://thornmere.example")],
        ),
        (0x0421, bytes(5) + wide("Lantern Paint") + wide("x") + bytes(4), [("device", "program", "Lantern Paint")]),
        (0x043E, wide("/home/rosalind/fete.psd"), [("provenance", "path of the file", "/home/rosalind/fete.psd")]),
        (0x0BB7, pascal("Rosalind"), [("comment", "clipping path", "Rosalind")]),
        (0x03E9, b"<plist>printer</plist>", [("unknown", "print settings", "22 bytes")]),
        (
            0x041A,
            SLICES,
            [
                ("comment", "slice", "Fête"),
                ("comment", "slice", "garden"),
                ("comment", "slice", "http://thornmere.example"),
                ("comment", "slice", "_blank"),
                ("comment", "slice", "Our garden"),
                ("comment", "slice", "house"),
            ],
        ),
        (0x041A, struct.pack(">I", 7) + bytes(40), []),
        (0x0425, b"digest" * 3, []),
        (0x03EA, b"", []),
    ],
)
def test_photoshops_names_addresses_and_paths(number, data, expected):
    assert [
        (t.kind, t.where.removeprefix("Photoshop "), t.value) for t in read(resource(number, data)).traces
    ] == expected


def test_paths_have_their_name_before_them():
    def named(name):
        return b"8BIM" + struct.pack(">H", 2000) + pascal(name) + b"\0" * (len(name) % 2 == 0) + struct.pack(">I", 0)

    assert read(named("Tobias")).traces == (Trace("comment", "Photoshop path name", "Tobias"),)
    assert read(named("Path 1")).traces == ()


@given(st.integers(0x03E8, 0x0BB8), st.binary(max_size=200))
def test_damaged_resources_do_no_harm(number, data):
    read(resource(number, data))
