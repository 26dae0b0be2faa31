"""Taking only places out: what tells one goes, all else stays."""

import pytest

from footprint.photos import BlockKind
from footprint.photos import xmp as vocabulary
from footprint.photos.stream import Stream
from footprint.photos.without import places
from tests.photos.samples import NAME, telling_xmp, xmp


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
