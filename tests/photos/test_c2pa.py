import json
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import Point, Trace
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import c2pa
from tests.photos.samples import HOME, NAME, SERIAL, box, encoded, jpeg, jumbf, segment, small_jpeg


def read(data):
    return c2pa.read(Stream.of(data))


def as_cbor(label, content):
    return jumbf(label, box(b"cbor", encoded(content)))


def as_json(label, content):
    return jumbf(label, box(b"json", json.dumps(content).encode()))


def name(oid, text):
    raw = text.encode()
    return b"\x06\x03\x55\x04" + bytes((oid, 0x0C, len(raw))) + raw


CERTIFICATE = b"\x30\x82" + name(10, "Issuer Ltd") + name(3, "Issuer") + name(10, "Lanterna") + name(3, NAME)
AUTHORITY = b"\x30\x82" + name(3, "Root")
PICTURE = small_jpeg(16, 12)


def store(*assertions, signature=None, claim=None):
    parts = [jumbf("c2pa.assertions", *assertions)]
    parts += [as_cbor("c2pa.claim", claim)] if claim else []
    parts += [as_cbor("c2pa.signature", signature)] if signature else []
    return jumbf("c2pa", jumbf("urn:uuid:0001", *parts))


EXIF = as_json(
    "stds.exif",
    {
        "@context": {"exif": "http://ns.adobe.com/exif/1.0/"},
        "exif:GPSLatitude": "52,38.94N",
        "exif:GPSLongitude": "0,38.22W",
        "exif:DateTimeOriginal": "2024-06-01T12:30:59+01:00",
        "tiff:Make": "Lanterna",
        "exifEX:BodySerialNumber": SERIAL,
    },
)


def test_places_and_devices_are_read():
    facts = read(store(EXIF))
    assert facts.location == Point(pytest.approx(HOME[0]), pytest.approx(HOME[1]))  # type: ignore[arg-type]  # compares as a number
    assert set(facts.traces) == {
        Trace("gps", "C2PA stds.exif position", "52.649000, -0.637000"),
        Trace("time", "C2PA stds.exif exif:DateTimeOriginal", "2024-06-01T12:30:59+01:00"),
        Trace("device", "C2PA stds.exif tiff:Make", "Lanterna"),
        Trace("device", "C2PA stds.exif exifEX:BodySerialNumber", SERIAL),
    }


def test_people_are_named():
    work = as_json(
        "stds.schema-org.CreativeWork",
        {
            "@type": "CreativeWork",
            "author": [{"@type": "Person", "name": NAME, "identifier": "https://example.org/rosalind"}],
            "copyrightNotice": f"(c) {NAME}",
            "contentLocation": {"name": "Thornmere"},
        },
    )
    inside = json.dumps({"verifiedIdentities": [{"username": "rquillfeather", "verifiedAt": "2024-06-01"}]}).encode()
    identity = as_cbor("cawg.identity", {"signature": [b"", {}, inside, b"{broken"], "pad": bytes(9)})
    assert set(read(store(work, identity)).traces) == {
        Trace("owner", "C2PA stds.schema-org.CreativeWork name", NAME),
        Trace("owner", "C2PA stds.schema-org.CreativeWork identifier", "https://example.org/rosalind"),
        Trace("owner", "C2PA stds.schema-org.CreativeWork copyrightNotice", f"(c) {NAME}"),
        Trace("place", "C2PA stds.schema-org.CreativeWork name", "Thornmere"),
        Trace("owner", "C2PA cawg.identity username", "rquillfeather"),
    }


def test_what_was_done_and_who_signed_it():
    actions = as_cbor(
        "c2pa.actions", {"actions": [{"action": "c2pa.edited", "softwareAgent": "Lantern 1", "when": "2024"}]}
    )
    claim = {
        "claim_generator": "Lantern/1",
        "claim_generator_info": [{"name": "Lantern"}],
        "dc:title": "IMG_1.jpg",
        "alg": 1,
    }
    protected = encoded({"alg": -7, "33": [CERTIFICATE, AUTHORITY]})
    signature = [protected, {"sigTst": {"tstTokens": [{"val": b"\x30" + name(3, "Clock")}]}}, None, b"\1\2"]
    facts = read(store(actions, claim=claim, signature=signature))
    assert set(facts.traces) == {
        Trace("provenance", "C2PA c2pa.actions program", "Lantern 1"),
        Trace("time", "C2PA c2pa.actions when", "2024"),
        Trace("provenance", "C2PA c2pa.claim claim generator", "Lantern/1"),
        Trace("provenance", "C2PA c2pa.claim name", "Lantern"),
        Trace("comment", "C2PA c2pa.claim title", "IMG_1.jpg"),
        Trace("provenance", "C2PA c2pa.signature", f"signed by {NAME}"),
    }
    loose = [b"", {"sigTst": b"\x30" + name(3, "Clock"), "x5chain": [CERTIFICATE]}, None, b""]
    assert f"signed by {NAME}" in {trace.value for trace in read(store(signature=loose)).traces}
    assert read(store(signature=[b"", {}, None, b"no certificate"])).traces == ()


def test_pictures_of_what_it_was_are_read_in_turn():
    thumbnail = jumbf("c2pa.thumbnail.claim.jpeg", box(b"bfdb", b"\0image/jpeg\0"), box(b"bidb", PICTURE))
    facts = read(store(thumbnail))
    assert facts.traces == (Trace("thumbnail", "C2PA c2pa.thumbnail.claim.jpeg", f"{len(PICTURE):,} bytes"),)
    assert facts.embedded[0].content.read(9999) == PICTURE


def parts_of(whole, size):
    """A history in segments of a JPEG: each repeats the first box's header."""
    first, rest = whole[: 8 + size], whole[8 + size :]
    pieces = [first] + [whole[:8] + rest[at : at + size] for at in range(0, len(rest), size)]
    return [struct.pack(">HI", 7, number) + piece for number, piece in enumerate(pieces, 1)]


def test_segments_are_joined_in_their_order():
    whole = store(EXIF)
    bodies = parts_of(whole, 100)
    assert len(bodies) > 3
    assert c2pa.joined(reversed(bodies)) == whole
    assert c2pa.joined([]) == b""
    long = struct.pack(">I4sQ", 1, b"jumb", 16 + 4) + b"abcd"
    assert c2pa.joined([b"\0\1\0\0\0\1" + long[:18], b"\0\1\0\0\0\2" + long[:16] + long[18:]]) == long


def test_a_header_may_stand_before_the_first_box():
    assert read(b"\0\0\0\0manifest\0" + bytes(8) + store(EXIF)).location is not None
    reading = read_bytes(jpeg(segment(0xEB, b"JP" + parts_of(store(EXIF), 60_000)[0])), "photo")
    assert reading.location is not None
    assert "provenance" in {trace.kind for trace in reading.traces}


def test_a_history_in_many_segments_is_read_whole():
    thumbnail = jumbf("c2pa.thumbnail.claim.jpeg", box(b"bfdb", b"\0image/jpeg\0"), box(b"bidb", PICTURE))
    bodies = parts_of(store(thumbnail, EXIF), 300)
    assert len(bodies) > 3
    reading = read_bytes(jpeg(*(segment(0xEB, b"JP" + body) for body in bodies)), "photo")
    assert reading.location is not None
    assert [trace.where for trace in reading.traces].count("C2PA stds.exif tiff:Make") == 1
    assert "thumbnail" in {trace.kind for trace in reading.traces}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"\0\0\0\0jumb",
        b"\0\0\0\4jumb" + bytes(20),
        store(jumbf("broken", box(b"json", b"{"), box(b"cbor", b"\x9f"), box(b"bidb"))),
        store(jumbf("deep", box(b"json", b"[" * 5_000), box(b"json", b'{"a":' * 40 + b"1" + b"}" * 40))),
        store(box(b"jumb", box(b"jumd", b"short"))),
        store(as_json("stds.exif", {"latitude": "north", "longitude": 1, "name": " ", "flag": True})),
    ],
)
def test_what_makes_no_sense_says_nothing(data):
    assert read(data).traces == ()


def test_plain_coordinates_of_anybody():
    facts = read(store(as_json("com.example.place", {"geo": {"latitude": HOME[0], "longitude": HOME[1]}})))
    assert facts.location == Point(*HOME)


def test_a_history_of_more_text_than_anybody_writes_is_not_all_read(monkeypatch):
    monkeypatch.setattr(c2pa, "_ASSERTIONS_CAP", 500)
    long = as_json("stds.exif", {"tiff:Make": "x" * 600})
    assert {trace.value for trace in read(store(long, as_json("stds.exif", {"tiff:Make": "Lanterna"}))).traces} == {
        "Lanterna"
    }


def test_boxes_in_boxes_end():
    inner = b""
    for _ in range(40):
        inner = jumbf("deeper", inner)
    assert read(inner).traces == ()
    long = struct.pack(">I4sQ", 1, b"jumb", 16 + len(EXIF)) + EXIF
    assert read(long).location is not None


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12), st.floats(0, 1))
def test_damage_does_no_harm(changes, kept):
    damaged = bytearray(store(EXIF, as_cbor("c2pa.actions", {"actions": [{"when": "2024"}]}), signature=[b"", {}, b""]))
    for where, byte in changes:
        damaged[int(where * (len(damaged) - 1))] = byte
    read(bytes(damaged[: int(len(damaged) * kept)]))
