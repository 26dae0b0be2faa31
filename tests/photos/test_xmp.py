from base64 import b64encode
from datetime import datetime, timedelta, timezone

import pytest

from footprint.model import Point, Trace
from footprint.photos import xmp as vocabulary
from footprint.photos.facts import EMPTY_GPS
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from tests.photos.samples import HOME, NAME, SERIAL, small_jpeg, telling_exif, telling_xmp, xmp


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


def spaced(uri, *properties, attributes=""):
    """A packet with properties of one namespace, whose prefix is "its"."""
    inner = f'<rdf:Description rdf:about="" xmlns:its="{uri}" {attributes}>{"".join(properties)}</rdf:Description>'
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"{inner}</rdf:RDF></x:xmpmeta>"
    ).encode()


ADOBE = "http://ns.adobe.com/"


@pytest.mark.parametrize(
    ("uri", "name", "kind", "where"),
    [
        (f"{ADOBE}xmp/1.0/DynamicMedia/", "shotLocation", "place", "xmpDM"),
        (f"{ADOBE}xmp/1.0/DynamicMedia/", "director", "owner", "xmpDM"),
        (f"{ADOBE}xap/1.0/", "creatortool", "provenance", "xmp"),
        (f"{ADOBE}creatorAtom/1.0/", "posixProjectPath", "provenance", "creatorAtom"),
        (f"{ADOBE}tiff/1.0/", "HostComputer", "device", "tiff"),
        ("http://rs.tdwg.org/dwc/terms/", "locality", "place", "dwc"),
        ("http://rs.tdwg.org/dwc/terms/", "recordedBy", "owner", "dwc"),
        ("http://ns.useplus.org/ldf/xmp/1.0/", "LicensorStreetAddress", "owner", "plus"),
        ("http://prismstandard.org/namespaces/basic/2.0/", "person", "person", "prism"),
        ("http://xmp.gettyimages.com/gift/1.0/", "Personality", "person", "GettyImagesGIFT"),
        ("http://ns.acdsee.com/regions/", "Name", "person", "acdsee-rs"),
        ("http://ns.microsoft.com/photo/1.2/t/Region#", "PersonEmailDigest", "person", "MPReg"),
        ("http://developer.sonyericsson.com/cell/1.0/", "cellid", "place", "cell"),
        ("http://www.dji.com/drone-dji/1.0/", "PilotName", "owner", "drone-dji"),
        ("http://example.org/nobody/", "HomeTown", "place", "unknown"),
        ("http://example.org/nobody/", "camera_serial", "device", "unknown"),
        ("http://example.org/nobody/", "FacesFound", "person", "unknown"),
    ],
)
def test_what_a_property_tells(uri, name, kind, where):
    expected = (Trace(kind, f"XMP {where}:{name}", "Thornmere 7"),)
    assert read(spaced(uri, f"<its:{name}>Thornmere 7</its:{name}>")).traces == expected
    assert read(spaced(uri, attributes=f'its:{name}="Thornmere 7"')).traces == expected
    nested = (
        f"<its:{name}><rdf:Bag><rdf:li><rdf:Bag><rdf:li>Thornmere 7</rdf:li></rdf:Bag></rdf:li></rdf:Bag></its:{name}>"
    )
    assert read(spaced(uri, nested)).traces == expected
    assert read(spaced(uri, f'<its:{name} rdf:resource="Thornmere 7"/>')).traces == expected


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        (f"{ADOBE}camera-raw-settings/1.0/", "LocationOfNothing"),
        ("http://example.org/nobody/", "GPSXYAccuracy"),
        ("http://example.org/nobody/", "Saturation"),
        ("http://ns.google.com/photos/1.0/panorama/", "PoseHeadingDegrees"),
    ],
)
def test_what_tells_nothing(uri, name):
    assert read(spaced(uri, f"<its:{name}>0.5</its:{name}>")).traces == ()


@pytest.mark.parametrize(
    ("uri", "latitude", "longitude"),
    [
        ("http://www.w3.org/2003/01/geo/wgs84_pos#", "lat", "long"),
        ("http://rs.tdwg.org/dwc/terms/", "decimalLatitude", "decimalLongitude"),
        ("http://www.dji.com/drone-dji/1.0/", "GpsLatitude", "GpsLongtitude"),
        ("http://example.org/nobody/", "Latitude", "Longitude"),
    ],
)
def test_positions_under_other_names(uri, latitude, longitude):
    packet = spaced(uri, f"<its:{latitude}>+52.649</its:{latitude}><its:{longitude}>-0.637</its:{longitude}>")
    assert read(packet).location == Point(*HOME)
    assert list(vocabulary.raw_positions(Stream.of(packet))) == [b"+52.649", b"-0.637"]


def test_a_position_in_a_text_of_nobody_is_found():
    told = read(spaced("http://example.org/nobody/", "<its:Fix>at 52.6490, -0.6370 now</its:Fix>")).traces
    assert told == (Trace("gps", "XMP unknown:Fix", "52.649000, -0.637000"),)
    assert read(spaced("http://example.org/nobody/", "<its:Fix>0.0000, 0.0000</its:Fix>")).traces == ()


def test_keywords_in_branches_of_people_and_places():
    def keyword(text):
        packet = spaced(f"{ADOBE}lightroom/1.0/", f"<its:hierarchicalSubject>{text}</its:hierarchicalSubject>")
        return read(packet).traces[0].kind

    assert keyword("People|Tobias") == "person"
    assert keyword("Places/Thornmere") == "place"
    assert keyword("Birds|Heron") == keyword("People") == "comment"


def test_what_a_packet_is_about():
    packet = spaced("http://example.org/nobody/").replace(b'rdf:about=""', b'rdf:about="file:///home/rosalind/1.jpg"')
    assert read(packet).traces == (Trace("provenance", "XMP rdf:about", "file:///home/rosalind/1.jpg"),)
    windows = b'rdf:about="uuid:faf5bdd5-ba3d-11da-ad31-d33d75182f1b"'
    assert read(packet.replace(b'rdf:about="file:///home/rosalind/1.jpg"', windows)).traces == ()


def test_several_packets_in_one_block_are_all_read():
    both = telling_xmp() + b"\n" + xmp("<photoshop:Country>Lantern Isles</photoshop:Country>")
    traces = read(both).traces
    assert Trace("place", "XMP photoshop:City", "Thornmere") in traces
    assert Trace("place", "XMP photoshop:Country", "Lantern Isles") in traces


def test_pictures_in_letters_and_digits_are_read_in_turn():
    picture = small_jpeg(16, 12)
    exif = telling_exif()
    inside = picture[:2] + b"\xff\xe1" + (len(exif) + 8).to_bytes(2, "big") + b"Exif\0\0" + exif + picture[2:]
    text = b64encode(inside).decode()
    packet = spaced("http://ns.google.com/photos/1.0/image/", attributes=f'its:Data="{text}"')
    facts = read(packet)
    assert facts.traces == (Trace("embedded", "XMP GImage:Data", f"{len(text):,} characters"),)
    assert facts.embedded[0].content.read(1 << 20) == inside
    broken = read(spaced("http://ns.google.com/photos/1.0/image/", attributes='its:Data="\u00e9"'))
    assert broken.embedded == ()
    whole = picture[:2] + b"\xff\xe1" + (len(packet) + 31).to_bytes(2, "big")
    whole += b"http://ns.adobe.com/xap/1.0/\0" + packet + picture[2:]
    assert read_bytes(whole, "photo").location is not None


def test_a_list_that_stands_alone_is_read():
    alone = '</rdf:Description><rdf:Seq rdf:nodeID="a"><rdf:li>Thornmere</rdf:li></rdf:Seq><rdf:Description>'
    expected = (Trace("comment", "XMP rdf:li", "Thornmere"),)
    packet = spaced("http://example.org/nobody/", alone)
    assert read(packet).traces == expected
    bare = packet.replace(b'<x:xmpmeta xmlns:x="adobe:ns:meta/">', b"").replace(b"</x:xmpmeta>", b"")
    assert read(bare).traces == expected


def test_properties_of_a_persons_own():
    assert read(spaced(f"{ADOBE}pdfx/1.3/", "<its:Anything>At home</its:Anything>")).traces == (
        Trace("comment", "XMP pdfx:Anything", "At home"),
    )
    assert read(spaced("http://example.org/nobody/", f"<its:FullName>{NAME}</its:FullName>")).traces[0].kind == "person"
