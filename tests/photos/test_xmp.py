from datetime import datetime, timedelta, timezone

import pytest

from footprint.model import Point, Trace
from footprint.photos import xmp as vocabulary
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.stream import Stream
from tests.photos.samples import HOME, NAME, SERIAL, telling_xmp, xmp


def read(packet):
    return vocabulary.read(Stream.of(packet))


def test_everything_is_read():
    facts = read(telling_xmp())
    assert facts.problem is None
    assert facts.location is not None
    assert (facts.location.latitude, facts.location.longitude) == pytest.approx(HOME)
    assert facts.taken == datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert facts.traces == (
        Trace("gps", "XMP GPS", "52.649000, -0.637000"),
        Trace("owner", "XMP dc:creator", NAME),
        Trace("person", "XMP Iptc4xmpExt:PersonInImage", "Tobias Quillfeather"),
        Trace("place", "XMP photoshop:City", "Thornmere"),
        Trace("device", "XMP aux:SerialNumber", SERIAL),
        Trace("time", "XMP xmp:CreateDate", "2024-06-01T12:30:59+01:00"),
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32"]
)
def test_packets_come_in_several_encodings(encoding):
    text = telling_xmp().decode()
    assert read(text.encode(encoding)).location is not None


@pytest.mark.parametrize(
    ("text", "letters", "ref", "expected"),
    [
        ("52,38.94N", "NS", "", 52.649),
        ("0,38.22W", "EW", "", -0.637),
        ("52,38,56.4N", "NS", "", 52.649),
        ("52.649N", "NS", "", 52.649),
        ("52.649", "NS", "", 52.649),
        ("-0.637", "EW", "", -0.637),
        ("0,38.22", "EW", "W", -0.637),
        ("0,38.22", "EW", "", None),
        ("52,38.94W", "NS", "", None),
        ("north", "NS", "", None),
        ("", "NS", "", None),
    ],
)
def test_angles(text, letters, ref, expected):
    assert vocabulary.angle(text, letters, ref) == (None if expected is None else pytest.approx(expected))


def test_positions_as_attributes_with_altitude():
    packet = xmp(
        attributes='exif:GPSLatitude="52.649" exif:GPSLongitude="-0.637" '
        'exif:GPSAltitude="845/10" exif:GPSAltitudeRef="1"'
    )
    assert read(packet).location == Point(52.649, -0.637, -84.5)
    odd = xmp(attributes='exif:GPSLatitude="52.649" exif:GPSLongitude="-0.637" exif:GPSAltitude="1/0"')
    assert read(odd).location == Point(52.649, -0.637)
    worse = xmp(attributes='exif:GPSLatitude="52.649" exif:GPSLongitude="-0.637" exif:GPSAltitude="high"')
    assert read(worse).location == Point(52.649, -0.637)


def test_positions_that_are_none():
    for attributes in ('exif:GPSLatitude="0,0N" exif:GPSLongitude="0,0E"', 'exif:GPSLatitude="52,38.9N"'):
        facts = read(xmp(attributes=attributes))
        assert facts.location is None
        assert facts.traces == (Trace("unknown", "XMP GPS", EMPTY_GPS),)


def test_a_height_alone_is_no_position():
    assert read(xmp(attributes='exif:GPSAltitude="845/10"')).traces == ()


def test_the_pictures_own_place_counts_before_places_shown():
    def place(name, latitude):
        inner = f'<rdf:li exif:GPSLatitude="{latitude}" exif:GPSLongitude="1.5" Iptc4xmpExt:City="{name}"/>'
        return f"<Iptc4xmpExt:{name}><rdf:Bag>{inner}</rdf:Bag></Iptc4xmpExt:{name}>"

    shown, created = place("LocationShown", 50), place("LocationCreated", 51)
    own = 'exif:GPSLatitude="52" exif:GPSLongitude="1.5"'
    assert read(xmp(shown, created, attributes=own)).location == Point(52, 1.5)
    assert read(xmp(shown, created)).location == Point(51, 1.5)
    facts = read(xmp(shown))
    assert facts.location == Point(50, 1.5)
    assert Trace("gps", "XMP GPS of a place shown", "50.000000, 1.500000") in facts.traces
    assert Trace("place", "XMP Iptc4xmpExt:City", "LocationShown") in facts.traces


def test_destinations_are_traces_and_not_where_it_was_taken():
    facts = read(xmp(attributes='exif:GPSDestLatitude="52.652" exif:GPSDestLongitude="-0.629"'))
    assert facts.location is None
    assert facts.traces == (Trace("gps", "XMP GPS destination", "52.652000, -0.629000"),)


def test_people_are_named_in_regions():
    region = (
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<mwg-rs:Name>Tobias</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )
    assert Trace("person", "XMP mwg-rs:Name", "Tobias") in read(xmp(region)).traces
    windows = '<rdf:Bag><rdf:li MPReg:PersonDisplayName="Tobias" MPReg:Rectangle="0,0,1,1"/></rdf:Bag>'
    assert Trace("person", "XMP MPReg:PersonDisplayName", "Tobias") in read(xmp(windows)).traces


def test_thumbnails_are_told_by_their_size():
    packet = xmp(
        "<xmpGImg:image>QUJD</xmpGImg:image><photoshop:City> </photoshop:City><photoshop:State>\x85</photoshop:State>"
    )
    assert read(packet).traces == (Trace("thumbnail", "XMP xmpGImg:image", "4 characters"),)


def test_documents_that_tell_the_parser_what_to_do_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + telling_xmp()
    elsewhere = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    for packet in (bomb, elsewhere, bomb.decode().encode("utf-16")):
        facts = read(packet)
        assert facts.problem == "The XMP block is damaged and could not be read."
        assert facts.traces == ()


def test_what_stands_before_the_damage_is_read():
    whole = telling_xmp()
    facts = read(whole[: whole.index(b"<photoshop:City>") + 25])
    assert facts.location is not None
    assert Trace("owner", "XMP dc:creator", NAME) in facts.traces


def test_what_is_no_xml_says_so():
    assert read(b"not xml at all").problem == "The XMP block is damaged and could not be read."
    assert read(b"").problem == "The XMP block is damaged and could not be read."


def test_a_packet_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(vocabulary, "PACKET_CAP", 100)
    assert read(telling_xmp()).problem == "The XMP block is too large to be read."


def test_many_values_and_deep_nesting_end():
    many = xmp(*("<dc:title>x</dc:title>" for _ in range(60_000)))
    assert read(many).traces[0] == Trace("comment", "XMP dc:title", "x")
    deep = xmp("<dc:title>" * 5_000 + "x" + "</dc:title>" * 5_000)
    assert read(deep).location is None


def test_positions_as_they_are_spelled_are_given_for_a_search():
    assert list(vocabulary.raw_positions(Stream.of(telling_xmp()))) == [b"52,38.94N", b"0,38.22W"]
    assert list(vocabulary.raw_positions(Stream.of(b""))) == []
    assert list(vocabulary.raw_positions(Stream.of(b"not xml"))) == []


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("52 deg 38' 56.40\" N", "NS", 52.649),
        ("0°38\u203213.2\u2033W", "EW", -0.637),
        ("52.649° N", "NS", 52.649),
        ("-6.37e-1", "EW", -0.637),
        ("10.5E", "EW", 10.5),
        ("52,649", "NS", None),
        ("52 deg 38' 56.40\"", "NS", None),
    ],
)
def test_angles_as_people_write_them(text, letters, expected):
    assert vocabulary.angle(text, letters) == (None if expected is None else pytest.approx(expected))


def test_two_descriptions_side_by_side_are_about_one_picture():
    packet = xmp(
        "<exif:GPSLatitude>52,38.94N</exif:GPSLatitude></rdf:Description>",
        '<rdf:Description rdf:about=""><exif:GPSLongitude>0,38.22W</exif:GPSLongitude>',
    )
    location = read(packet).location
    assert (location.latitude, location.longitude) == (pytest.approx(52.649), pytest.approx(-0.637))
