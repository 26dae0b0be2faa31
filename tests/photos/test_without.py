"""Taking only places out: what tells one goes, all else stays."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.photos import BlockKind, exif
from footprint.photos import xmp as vocabulary
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import iptc
from footprint.photos.without import places
from tests.photos.samples import (
    NAME,
    exif_segment,
    iptc_records,
    jpeg,
    resource,
    small_jpeg,
    telling_exif,
    telling_iptc,
    telling_xmp,
    tiff,
    words,
    xmp,
)


@pytest.mark.parametrize(
    "telling",
    [
        '<cell:mcc xmlns:cell="http://developer.sonyericsson.com/cell/1.0/">234</cell:mcc>',
        '<plus:LicensorStreetAddress xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">234</plus:LicensorStreetAddress>',
        '<dwc:islandGroup xmlns:dwc="http://rs.tdwg.org/dwc/terms/">234</dwc:islandGroup>',
        "<dc:coverage>234</dc:coverage>",
    ],
)
def test_a_place_goes_by_the_name_of_its_property_alone(telling):
    left = places(BlockKind.XMP, xmp(telling, "<dc:creator>Rosalind</dc:creator>"), frozenset())
    assert left is not None
    assert b"234" not in left
    assert b"Rosalind" in left


def traces(packet):
    return {(trace.kind, trace.value) for trace in vocabulary.read(Stream.of(packet)).traces}


def test_xmp_keeps_all_but_places():
    left = places(BlockKind.XMP, telling_xmp(), frozenset())
    assert left is not None
    kinds = {kind for kind, _ in traces(left)}
    assert kinds == {"owner", "person", "device", "time"}
    assert b"Thornmere" not in left
    assert b"52,38" not in left
    assert NAME.encode() in left


@pytest.mark.parametrize(
    "telling",
    [
        '<photoshop:State xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">Rutland</photoshop:State>',
        "<Iptc4xmpExt:LocationCreated><Iptc4xmpExt:Event>Rutland</Iptc4xmpExt:Event></Iptc4xmpExt:LocationCreated>",
        "<dc:description>Rutland, on the water</dc:description>",
        "<dc:description>at 52.6490, -0.6370</dc:description>",
        '<n:Landmark xmlns:n="urn:nobody">Rutland</n:Landmark>',
        '<geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">Rutland</geo:lat>',
        f"<xmpGImg:image>{'Rutland' * 1000}</xmpGImg:image>",
        '<plus:LicensorCity xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">Rutland</plus:LicensorCity>',
        '<dwc:waterBody xmlns:dwc="http://rs.tdwg.org/dwc/terms/">Rutland</dwc:waterBody>',
        '<cell:cgi xmlns:cell="http://developer.sonyericsson.com/cell/1.0/">Rutland</cell:cgi>',
    ],
)
def test_what_tells_a_place_goes_whatever_it_is_called(telling):
    packet = xmp(telling, "<dc:creator>Rosalind</dc:creator>")
    left = places(BlockKind.XMP, packet, frozenset({"Rutland"}))
    assert left is not None
    assert b"Rutland" not in left
    assert b"52.6490" not in left
    assert b"Rosalind" in left


def test_attributes_go_too():
    packet = xmp(attributes='photoshop:City="Thornmere" dc:format="image/jpeg"')
    left = places(BlockKind.XMP, packet, frozenset())
    assert left is not None
    assert b"Thornmere" not in left
    assert b"image/jpeg" in left


def test_what_cannot_be_read_does_not_stay():
    assert places(BlockKind.XMP, b"<!DOCTYPE x><x/>", frozenset()) is None
    assert places(BlockKind.UNKNOWN, b"anything", frozenset()) is None


def test_a_text_stays_unless_it_names_a_place():
    assert places(BlockKind.TEXT, b"Summer fair", frozenset({"Thornmere"})) == b"Summer fair"
    assert places(BlockKind.TEXT, b"Thornmere fair", frozenset({"Thornmere"})) is None


def iptc_traces(content):
    return {(trace.where, trace.value) for trace in iptc.read(Stream.of(content)).traces}


def test_iptc_keeps_all_but_places():
    left = places(BlockKind.IPTC, telling_iptc(), frozenset())
    assert left is not None
    assert iptc_traces(left) == {("IPTC by-line", NAME)}


def test_photoshop_blocks_are_looked_into_one_by_one():
    blocks = (
        telling_iptc()
        + resource(0x0425, b"fingerprint")
        + resource(0x0424, telling_xmp())
        + resource(0x0422, telling_exif())
        + resource(0x040B, b"http://thornmere.example")
        + resource(0x03ED, b"resolution")
        + resource(0x0409, bytes(28) + jpeg(exif_segment(telling_exif())))
        + resource(0x040C, bytes(28) + small_jpeg())
    )
    left = places(BlockKind.IPTC, blocks, frozenset({"thornmere"}))
    assert left is not None
    assert [number for number, _, _ in iptc.resources(left)] == [0x0404, 0x0424, 0x0422, 0x03ED, 0x040C]
    facts = iptc.read(Stream.of(left))
    assert not {"gps", "place"} & {trace.kind for trace in facts.traces}
    for inside in facts.embedded:
        assert read_bytes(inside.content.read(1 << 16), "inside").location is None


def test_bare_records_are_iptc_too():
    records = iptc_records((90, b"Thornmere"), (80, NAME.encode()), (120, "Fête in Thornmere".encode("latin-1")))
    left = places(BlockKind.IPTC, records, frozenset({"Thornmere"}))
    assert left == iptc_records((80, NAME.encode()))
    assert places(BlockKind.IPTC, iptc_records((90, b"Thornmere")), frozenset()) is None


@given(st.binary(max_size=200))
def test_damaged_records_are_no_error(raw):
    left = places(BlockKind.IPTC, telling_iptc()[:40] + raw, frozenset({"Thornmere"}))
    assert left is None or b"Thornmere" not in left


def test_a_packet_that_tells_no_place_is_not_touched():
    packet = xmp("<dc:creator>Rosalind</dc:creator>").replace(b"'", b'"') + b" " * 40
    assert places(BlockKind.XMP, packet, frozenset({"Thornmere"})) == packet


def test_a_packet_never_becomes_longer():
    """Where nothing moves there is no room for more."""
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:City="X" p:Headline="&#60;&#62;"/></rdf:RDF>'
        b"</x:xmpmeta>"
    )
    left = places(BlockKind.XMP, packet, frozenset())
    assert left is None or len(left) <= len(packet)


def test_a_small_picture_in_letters_and_digits_goes_whatever_it_shows():
    data = b64encode(jpeg(exif_segment(telling_exif(thumbnail=b"")), base=small_jpeg(8, 8))).decode()
    assert len(data) < 4096
    space = 'xmlns:GImage="http://ns.google.com/photos/1.0/image/"'
    for packet in (xmp(f"<GImage:Data {space}>{data}</GImage:Data>"), xmp(attributes=f'{space} GImage:Data="{data}"')):
        left = places(BlockKind.XMP, packet, frozenset())
        assert left is not None
        assert vocabulary.read(Stream.of(left)).embedded == ()


@pytest.mark.parametrize("caption", ["At home, 52.6490, -0.6370", "52.6490 -0.6370", "here: 52.64901/-0.63702."])
def test_captions_with_a_position_tell_a_place_and_go(caption):
    block = tiff({0x010E: words(caption), 0x013B: words(NAME)})
    assert {trace.kind for trace in exif.read(Stream.of(block)).traces} == {"place", "owner"}
    left = places(BlockKind.EXIF, block, frozenset())
    assert left is not None
    assert {trace.value for trace in exif.read(Stream.of(left)).traces} == {NAME}
    assert places(BlockKind.TEXT, caption.encode(), frozenset()) is None
    records = iptc_records((120, caption.encode()), (80, NAME.encode()))
    assert {trace.kind for trace in iptc.read_records(Stream.of(records)).traces} == {"place", "owner"}
    assert places(BlockKind.IPTC, records, frozenset()) == iptc_records((80, NAME.encode()))


@pytest.mark.parametrize("caption", ["f/1.8, 1/250", "Version 1.234", "3.5, 10.2 and 12.75", "1920x1080"])
def test_other_numbers_in_captions_stay(caption):
    assert places(BlockKind.TEXT, caption.encode(), frozenset()) == caption.encode()
