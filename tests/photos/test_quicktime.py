import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos.coordinates import iso6709
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import quicktime
from tests.photos.samples import NAME, SERIAL, apple_meta, box, full, mvhd, telling_xmp, xyz


def read(data):
    return quicktime.read(Stream.of(data))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+52.6490-000.6370/", Point(52.649, -0.637)),
        ("+52.6490-000.6370+084.500/", Point(52.649, -0.637, 84.5)),
        ("+5238.94-00038.22/", Point(52.649, -0.637)),
        ("+523856.4-0003813.2/", Point(52.649, -0.637)),
        ("+52.649-0.637/", Point(52.649, -0.637)),
        ("+2.5-71/", Point(2.5, -71.0)),
        ("+27.1281+100.2508+000.000/", Point(27.1281, 100.2508, 0.0)),
        ("+00.0000+000.0000/", None),
        ("52.6490,-0.6370", None),
        ("", None),
    ],
)
def test_iso_6709(text, expected):
    found = iso6709(text)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.latitude, found.longitude) == pytest.approx((expected.latitude, expected.longitude))
        assert found.altitude == expected.altitude


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_any_position_is_read_back(latitude, longitude):
    if abs(latitude) < 1e-4 and abs(longitude) < 1e-4:
        return
    found = iso6709(f"{latitude:+08.4f}{longitude:+09.4f}/")
    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=1e-4)
    assert found.longitude == pytest.approx(longitude, abs=1e-4)


def test_user_data():
    facts = read(
        box(
            b"udta",
            xyz("+52.6490-000.6370/"),
            box(b"\xa9mak", struct.pack(">HH", 8, 0x15C7), b"Lanterna"),
            box(b"auth", b"\0\0\0\0\x15\xc7", NAME.encode(), b"\0"),
            box(b"modl", b"L-100\0"),
            box(b"XMP_", telling_xmp()),
            box(b"\xa9day", struct.pack(">HH", 20, 0x15C7), b"2024-06-01T12:30:59Z"),
            box(b"abcd", b"unheard of"),
            box(b"\xa9nam", b"\0\0\0\0"),
        ),
    )
    assert facts.location == Point(52.649, -0.637)
    assert facts.traces[:3] == (
        Trace("gps", "QuickTime ©xyz", "52.649000, -0.637000"),
        Trace("device", "QuickTime make", "Lanterna"),
        Trace("owner", "QuickTime author", NAME),
    )
    assert Trace("device", "QuickTime model", "L-100") in facts.traces
    assert Trace("place", "XMP photoshop:City", "Thornmere") in facts.traces


def loci(name, longitude=-0.637, latitude=52.649, altitude=84.5):
    numbers = struct.pack(">3i", *(round(value * 65536) for value in (longitude, latitude, altitude)))
    return box(b"udta", full(b"loci", b"\x15\xc7", name, b"\0", numbers, b"earth\0\0"))


def test_3gpp_places():
    facts = read(loci(b"Kingfisher Wharf\0"))
    assert facts.location is not None
    assert facts.location.latitude == pytest.approx(52.649, abs=1e-4)
    assert facts.location.longitude == pytest.approx(-0.637, abs=1e-4)
    assert facts.traces[0] == Trace("place", "QuickTime loci", "Kingfisher Wharf")
    wide = read(loci("Kingfisher Wharf".encode("utf-16") + b"\0\0"))
    assert wide.traces[0] == Trace("place", "QuickTime loci", "Kingfisher Wharf")
    assert wide.location == facts.location


def test_3gpp_places_that_are_none():
    assert read(loci(b"\0", 0, 0, 0)).traces == (Trace("unknown", "QuickTime loci", EMPTY_GPS),)
    assert read(box(b"udta", full(b"loci", b"\x15\xc7"))).traces == ()
    assert read(box(b"udta", full(b"loci", b"\x15\xc7\xfe\xff"))).traces == ()


def test_apples_keys():
    facts = read(
        apple_meta(
            location_ISO6709="+52.6490-000.6370+084.500/",
            make="Lanterna",
            software="1.2",
            creationdate="2024-06-01T12:30:59+0100",
            author=NAME,
            content_identifier=SERIAL,
            live__photo="1",
            title="",
        ),
    )
    assert facts.location == Point(52.649, -0.637, 84.5)
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert facts.traces == (
        Trace("gps", "QuickTime location", "52.649000, -0.637000"),
        Trace("device", "QuickTime make", "Lanterna"),
        Trace("device", "QuickTime software", "1.2"),
        Trace("time", "QuickTime creation date", "2024-06-01T12:30:59+0100"),
        Trace("owner", "QuickTime author", NAME),
        Trace("provenance", "QuickTime content identifier", SERIAL),
        Trace("unknown", "QuickTime key", "com.apple.quicktime.live..photo: 1"),
        Trace("unknown", "QuickTime key", "com.apple.quicktime.title"),
    )


def test_itunes_items_in_a_full_box():
    def item(name, text):
        return box(name, box(b"data", struct.pack(">II", 1, 0), text))

    listing = box(
        b"ilst", item(b"\xa9too", b"Lanterna Suite"), item(b"\xa9xyz", b"nowhere"), item(b"abcd", b"x"), box(b"\xa9ART")
    )
    meta = full(b"meta", full(b"hdlr", b"\0\0\0\0mdir", b"\0" * 13), listing)
    facts = read(box(b"udta", meta))
    assert facts.traces == (
        Trace("device", "QuickTime encoder", "Lanterna Suite"),
        Trace("unknown", "QuickTime ©xyz", EMPTY_GPS),
    )


def test_the_header_has_a_clock():
    made = datetime(1904, 1, 1, tzinfo=UTC) + timedelta(seconds=3_800_000_000)
    assert read(mvhd()).taken == made
    long = full(b"mvhd", struct.pack(">QQ", 3_800_000_000, 0), version=1)
    assert read(long).taken == made
    for never in (mvhd(0), mvhd(5), full(b"mvhd", b"\xff" * 16, version=1)):
        assert read(never).traces == ()


def test_nothing_is_nothing():
    assert read(b"").traces == ()
    assert read(box(b"meta")).traces == ()


# --- cameras' own words ----------------------------------------------------------------------------------------------
SONY = """<?xml version="1.0"?><NonRealTimeMeta><CreationDate value="2024-06-01T12:30:59+01:00"/>
<Device manufacturer="Lanterna" modelName="L-100" serialNo="0123456789"/>
<AcquisitionRecord><Group name="ExifGPS"><Item name="LatitudeRef" value="N"/>
<Item name="Latitude" value="52:38:56.4"/><Item name="LongitudeRef" value="W"/><Item name="Longitude" value="{}"/>
</Group></AcquisitionRecord></NonRealTimeMeta>"""


def sonys(longitude):
    return read(
        full(b"meta", full(b"hdlr", b"\0\0\0\0nrtm", b"\0" * 13), full(b"xml ", SONY.format(longitude).encode()))
    )


def test_sonys_notes():
    facts = sonys("0:38:13.2")
    assert facts.location is not None
    assert (facts.location.latitude, facts.location.longitude) == pytest.approx((52.649, -0.637))
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert facts.traces[:4] == (
        Trace("device", "QuickTime make", "Lanterna"),
        Trace("device", "QuickTime model", "L-100"),
        Trace("device", "QuickTime serial number", "0123456789"),
        Trace("time", "QuickTime creation date", "2024-06-01T12:30:59+01:00"),
    )
    for none in ("nowhere", "400:0:0"):
        assert sonys(none).traces[-1] == Trace("unknown", "QuickTime XML", EMPTY_GPS)
    assert read(full(b"meta", full(b"hdlr", b"\0\0\0\0nrtm", b"\0" * 13), full(b"xml ", b"<x/>"))).traces == ()


def test_gopros_notes():
    name = struct.pack(">4sBBH", b"DVNM", ord("c"), 1, 8) + b"Lanterna"
    facts = read(
        box(
            b"udta",
            box(b"FIRM", b"v1.2\0"),
            box(b"LENS", SERIAL.encode()),
            box(b"CAME", bytes(range(16))),
            box(b"MUID", b"\0" * 32),
            box(b"GPMF", name),
        )
    )
    assert facts.traces == (
        Trace("device", "QuickTime firmware", "v1.2"),
        Trace("device", "QuickTime lens's serial number", SERIAL),
        Trace("device", "QuickTime hash of the serial number", "000102030405060708090a0b0c0d0e0f"),
        Trace("device", "GoPro device", "Lanterna"),
    )


def test_makers_with_and_without_a_language():
    facts = read(box(b"udta", box(b"manu", b"\0\0\0\0\x15\xc7Lanterna\0"), box(b"modl", b"L-100\0")))
    assert [trace.value for trace in facts.traces] == ["Lanterna", "L-100"]


@pytest.mark.parametrize(
    ("name", "said"),
    [(b"\x09GoPro AVC", "GoPro AVC"), (b"GoPro AVC\0", "GoPro AVC"), (b"VideoHandler\0", ""), (b"", "")],
)
def test_names_of_handlers(name, said):
    facts = read(full(b"hdlr", b"\0\0\0\0vide", bytes(12), name))
    assert [trace.value for trace in facts.traces] == ([said] if said else [])


@pytest.mark.parametrize(("atom", "kind"), [(b"\xa9prf", "person"), (b"\xa9swf", "owner"), (b"\xa9src", "owner")])
def test_who_played_it_is_told(atom, kind):
    facts = read(box(b"udta", box(atom, struct.pack(">HH", len(NAME), 0), NAME.encode())))
    assert [(trace.kind, trace.value) for trace in facts.traces] == [(kind, NAME)]


def test_who_bought_it_is_told():
    account = "rosalind@quillfeather.example"
    item = box(b"apID", box(b"data", struct.pack(">II", 1, 0), account.encode()))
    facts = read(box(b"udta", full(b"meta", full(b"hdlr", b"\0\0\0\0mdir", b"\0" * 13), box(b"ilst", item))))
    assert [(trace.kind, trace.value) for trace in facts.traces] == [("owner", account)]


def test_a_key_of_nobodys_that_holds_a_position_is_one():
    """Converters write it so."""
    facts = read(apple_meta(location="+52.6490-000.6370/"))
    assert [trace.kind for trace in facts.traces] == ["gps"]
    assert facts.location is not None
