import base64
import json
import plistlib
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import Point
from footprint.photos import HEAD, all_formats, format_of
from footprint.photos.clean import clean_file
from footprint.photos.formats.aae import Aae
from footprint.photos.formats.picasa import Picasa
from footprint.photos.formats.takeout import Takeout
from footprint.photos.formats.xmp import Xmp
from footprint.photos.read import FAULT, NOT_KNOWN, read_bytes
from tests.photos.samples import HOME, NAME, telling_xmp


def said(data):
    return {(trace.kind, trace.where, trace.value) for trace in read_bytes(data, "sidecar").traces}


# --- Google Takeout --------------------------------------------------------------------------------------------------
def stamp(seconds):
    return {"timestamp": str(seconds), "formatted": "1 Jun 2024, 11:30:59 UTC"}


def nowhere():
    return {"latitude": 0.0, "longitude": 0.0, "altitude": 0.0, "latitudeSpan": 0.0, "longitudeSpan": 0.0}


def takeout(**more):
    fields = {
        "title": "IMG_1.jpg",
        "description": "",
        "imageViews": "3",
        "creationTime": stamp(1_717_300_000),
        "photoTakenTime": stamp(1_717_241_459),
        "geoData": nowhere(),
        "geoDataExif": nowhere(),
    }
    return json.dumps(fields | more, indent=2, ensure_ascii=False).encode()


def place(latitude, longitude):
    return nowhere() | {"latitude": latitude, "longitude": longitude}


def test_takeout_tells_place_people_and_time():
    data = takeout(
        description="Garden of 14 Kingfisher Wharf",
        geoData=place(*HOME),
        geoDataExif=place(52.65, -0.64),
        people=[{"name": NAME}, {"name": "Tobias Quillfeather"}],
        url="https://photos.example/photo/AF1Q",
        googlePhotosOrigin={
            "mobileUpload": {"deviceFolder": {"localFolderName": "WhatsApp"}, "deviceType": "LANTERNA"}
        },
        sharedAlbumComments=[{"text": "Lovely!", "contentOwnerName": "Tobias Q", "creationTime": stamp(1_717_300_001)}],
        appSource={"androidPackageName": "example.camera"},
    )
    reading = read_bytes(data, "IMG_1.jpg.json")
    assert (reading.format, reading.problem) == ("Takeout JSON", None)
    assert reading.location == Point(*HOME)
    assert reading.taken == datetime(2024, 6, 1, 11, 30, 59, tzinfo=UTC)
    assert said(data) >= {
        ("gps", "Takeout position", "52.649000, -0.637000"),
        ("gps", "Takeout position in EXIF", "52.650000, -0.640000"),
        ("person", "Takeout people", NAME),
        ("person", "Takeout people", "Tobias Quillfeather"),
        ("comment", "Takeout description", "Garden of 14 Kingfisher Wharf"),
        ("provenance", "Takeout address", "https://photos.example/photo/AF1Q"),
        ("device", "Takeout device", "LANTERNA"),
        ("comment", "Takeout device folder", "WhatsApp"),
        ("comment", "Takeout comment", "Lovely!"),
        ("person", "Takeout person", "Tobias Q"),
        ("device", "Takeout source", "example.camera"),
        ("time", "Takeout date uploaded", "2024-06-02 03:46:40+00:00"),
        ("comment", "Takeout date of a comment", "2024-06-02 03:46:41+00:00"),
    }


def test_takeout_without_a_place_has_none():
    reading = read_bytes(takeout(), "x")
    assert reading.location is None
    assert {trace.kind for trace in reading.traces} == {"time", "comment"}


def test_takeout_of_an_album():
    data = json.dumps(
        {
            "title": "Thornmere 2024",
            "description": "",
            "access": "protected",
            "date": stamp(1_717_241_459),
            "enrichments": [
                {
                    "locationEnrichment": {
                        "location": [{"name": "Thornmere", "latitudeE7": 526490000, "longitudeE7": -6370000}]
                    }
                },
                {"narrativeEnrichment": {"text": "At Ros's"}},
            ],
        }
    ).encode()
    assert said(data) == {
        ("comment", "Takeout title", "Thornmere 2024"),
        ("time", "Takeout date", "2024-06-01 11:30:59+00:00"),
        ("place", "Takeout place", "Thornmere"),
        ("gps", "Takeout position", "52.649000, -0.637000"),
        ("comment", "Takeout comment", "At Ros's"),
    }


def test_takeout_is_told_also_behind_a_long_description():
    data = takeout(description='a \\ long " story, ' * 400, people=[{"name": NAME}])
    assert ("person", "Takeout people", NAME) in said(data)
    assert b"photoTakenTime" not in data[:HEAD]


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "",
        '{"title": "Minutes", "description": "of the meeting", "author": "x"}',
        '{"name": "x", "version": "1.0.0", "description": "geoData"}',
        '{"$schema": "https://schema.example", "title": "photo", "type": "object"}',
        '{"title": "x", "photoTakenTime": 5}',
        json.dumps({"title": "Minutes", "description": "x" * 5000}),
        '{"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [0, 1]}}]}',
    ],
)
def test_other_json_is_not_reported(text):
    reading = read_bytes(text.encode(), "x.json")
    assert reading.format == "unknown"
    assert reading.traces == ()


@pytest.mark.parametrize(
    "made",
    [
        lambda: takeout()[:-9],
        lambda: takeout(people=[{"name": NAME}])[:-2] + b', "x": ' + b"[" * 200_000,
        lambda: takeout(photoTakenTime=stamp("9" * 5000)),
        lambda: takeout()[:-1] + b', "x": ' + b"9" * 5000 + b"}",
        lambda: takeout(geoData={"latitude": 1e308, "longitude": "x"}),
        lambda: takeout(geoData={"latitudeE7": 10**4000, "longitudeE7": 1}),
        lambda: takeout(geoData={"latitude": float("nan"), "longitude": float("inf")}),
        lambda: takeout(x=[[] for _ in range(30_000)]),
        lambda: takeout(x="x" * (1 << 22)),
        lambda: takeout(x={str(n): {"text": "x"} for n in range(9_000)}),
        lambda: takeout(title="\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")),
        lambda: takeout().replace(b'"IMG_1.jpg"', rb'"IMG_1\ud800.jpg"'),
    ],
)
def test_hostile_takeout_is_bounded(made):
    data = made()
    reading = read_bytes(data, "x")
    assert reading.format == "Takeout JSON"
    assert not str(reading.problem).startswith(FAULT)
    assert reading.location is None


# --- XMP -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data",
    [
        telling_xmp(),
        telling_xmp().decode().encode("utf-16"),
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n" + telling_xmp(),
        b"<!-- from darktable -->\n"
        + telling_xmp()[telling_xmp().index(b"<x:xmpmeta") : telling_xmp().index(b"<?xpacket end")],
    ],
)
def test_an_xmp_sidecar_is_read_as_xmp_is(data):
    reading = read_bytes(data, "IMG_1.xmp")
    assert (reading.format, reading.problem) == ("XMP", None)
    assert reading.location is not None
    assert NAME in {trace.value for trace in reading.traces}


@pytest.mark.parametrize("data", [b"<?xml version='1.0'?><note/>", b"<html>", b"", b"<rdf:RDF><x/></rdf:RDF>"])
def test_other_xml_is_not_reported(data):
    assert read_bytes(data, "x.xml").format == "unknown"


# --- Apple -----------------------------------------------------------------------------------------------------------
def edits(*adjustments):
    inner = plistlib.dumps({"adjustments": list(adjustments), "metadata": {"masterWidth": 4032}})
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(inner) + packer.flush()


def aae(data, form=plistlib.FMT_XML, **more):
    fields = {
        "adjustmentBaseVersion": 0,
        "adjustmentData": data,
        "adjustmentEditorBundleID": "example.mobileslideshow",
        "adjustmentFormatIdentifier": "example.photo",
        "adjustmentFormatVersion": "1.5",
        "adjustmentTimestamp": datetime(2024, 6, 1, 11, 30, 59),  # noqa: DTZ001  a property list has no zones
    }
    return plistlib.dumps(fields | more, fmt=form)


CROP = {"identifier": "Crop", "settings": {"xOrigin": 10, "yOrigin": 10}}
CROPPED = ("provenance", "AAE edit", "the picture was cropped; who has the original can see what was cut away")


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
@pytest.mark.parametrize("pack", [bytes, base64.b64encode])
def test_apple_edits_tell_when_and_that_something_was_cut_away(form, pack):
    data = pack(edits(CROP))
    data = aae(data if pack is bytes else data.decode(), form)
    assert said(data) == {
        ("time", "AAE date changed", "2024-06-01 11:30:59"),
        ("device", "AAE editor", "example.mobileslideshow"),
        ("provenance", "AAE edit", "example.photo"),
        CROPPED,
    }
    assert read_bytes(data, "x").taken == datetime(2024, 6, 1, 11, 30, 59)  # noqa: DTZ001  the same


@pytest.mark.parametrize(
    ("data", "cropped"),
    [
        (edits({"identifier": "Exposure"}), False),
        (zlib.compress(json.dumps({"crop": {"x": 1}}).encode()), True),
        (b"", False),
        (b"no list at all", False),
        ("no base64 \u2014", False),
        ({"cropX": 1}, True),
        (5, False),
        (b"[" * 100_000, False),
        (zlib.compress(bytes(100_000_000)), False),
    ],
)
def test_edits_of_any_kind(data, cropped):
    reading = read_bytes(aae(data), "x")
    assert (CROPPED in said(aae(data))) is cropped
    assert reading.problem is None


def nested(depth):
    return b"<?xml version='1.0'?><plist><dict><key>adjustmentData</key>" + b"<array>" * depth


@pytest.mark.parametrize(
    "data",
    [
        aae(b"")[:-30],
        aae(b"", plistlib.FMT_BINARY)[:-9],
        aae(b"").replace(b"<plist", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><plist'),
        nested(100_000),
        aae(b"x" * (1 << 22)),
        b"<plist><key>adjustmentData</key></plist>",
    ],
)
def test_hostile_lists_are_bounded(data):
    reading = read_bytes(data, "x")
    assert reading.format == "AAE"
    assert "could not be read" in reading.problem or "too large" in reading.problem


def test_a_list_of_lists_without_end():
    root = inner = {}
    for _ in range(40):
        inner["crop"] = {}
        inner["x"] = [inner["crop"]] * 2
        inner = inner["crop"]
    assert CROPPED in said(aae(plistlib.dumps(root, fmt=plistlib.FMT_BINARY)))


def test_other_lists_are_not_reported():
    assert read_bytes(plistlib.dumps({"CFBundleName": "adjustment"}), "x").problem == NOT_KNOWN
    assert read_bytes(plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "x").problem == NOT_KNOWN


# --- Picasa ----------------------------------------------------------------------------------------------------------
PICASA = f"""[Picasa]
name=Thornmere 2024
location=Thornmere
[Contacts2]
0123456789abcdef={NAME};ros@example.org;
[IMG_1.jpg]
faces=rect64(3f845bcb59418507),0123456789abcdef;rect64(9f845bcb59418507),0123456789abcdef
caption=At the door
geotag=52.6490,-0.6370
star=yes
keywords=
""".encode()


def test_picasa_tells_faces_names_and_places():
    assert said(PICASA) == {
        ("comment", "Picasa album", "Thornmere 2024"),
        ("place", "Picasa place", "Thornmere"),
        ("person", "Picasa person", NAME),
        ("person", "Picasa face", "2 faces are marked in the photos of this folder"),
        ("comment", "Picasa caption", "At the door"),
        ("gps", "Picasa position", "52.649000, -0.637000"),
    }


@pytest.mark.parametrize(
    "data", [b"[IMG_1.jpg]\r\ngeotag=0.0,0.0\r\n", b"[.album:0123456789abcdef]\nx=y", b"[encoding]\nutf8=1"]
)
def test_picasa_without_anything_to_tell(data):
    reading = read_bytes(data, "x")
    assert (reading.format, reading.traces, reading.problem) == ("Picasa", (), None)


def test_picasa_without_end():
    reading = read_bytes(b"[Picasa]\n" + b"caption=a\n" * 500_000, "x")
    assert "longer than any real one" in reading.problem


def test_other_ini_files_are_not_reported():
    for data in (b"[Settings]\nname=x", b"[desktop.ini]\nowner=x", b"[.ShellClassInfo]\nIconFile=x"):
        assert read_bytes(data, "x.ini").format == "unknown"


# --- all -------------------------------------------------------------------------------------------------------------
SEEDS = (takeout(geoData=place(*HOME)), telling_xmp(), aae(edits(CROP)), aae(edits(CROP), plistlib.FMT_BINARY), PICASA)


@pytest.mark.parametrize("data", SEEDS)
def test_a_head_belongs_to_one_format(data):
    assert sum(form.matches(data[:HEAD]) for form in all_formats()) == 1
    assert isinstance(format_of(data[:HEAD]), (Aae, Picasa, Takeout, Xmp))


@pytest.mark.parametrize("data", SEEDS)
def test_no_copy_is_made_of_a_sidecar(tmp_path, data):
    source = tmp_path / "sidecar"
    source.write_bytes(data)
    assert "Leave it out when you give the photo" in clean_file(source, tmp_path / "copies").problem


@settings(max_examples=250, deadline=2000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 3000), st.binary(max_size=6))
def test_damage_is_never_a_fault(data, at, raw):
    reading = read_bytes(data[:at] + raw + data[at + len(raw) :], "x")
    assert not str(reading.problem).startswith(FAULT)
