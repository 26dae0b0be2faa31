from datetime import datetime, timedelta, timezone

from footprint.model import Trace
from footprint.photos import iptc
from footprint.photos.stream import Stream
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
