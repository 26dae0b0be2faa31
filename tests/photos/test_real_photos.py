"""Files that this project did not make, against what another tool read in them."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from footprint.photos.amount import Amount
from footprint.photos.clean import clean_file
from footprint.photos.copies import clean
from footprint.photos.read import FAULT, read_file
from tests.photos.samples import EXIFTOOL, judged, needs_exiftool

UNRECOGNISABLE = "compatible-brands-fail"
"""Made to be told by nobody."""

BEARING = {
    "gps in EXIF": {"gps"},
    "gps in QuickTime": {"gps"},
    "date taken": {"time"},
    "thumbnail": {"thumbnail"},
    "preview picture": {"thumbnail", "embedded"},
    "serial in EXIF": {"device"},
    "serial in maker note": {"device"},
    "document id in XMP": {"provenance"},
    "place name in XMP": {"place"},
    "place in maker note": {"place"},
    # The other tool takes a program's name, a file's and a computer's for a person's.
    "name in XMP": {"owner", "person", "provenance"},
    "name in EXIF": {"owner", "person", "device"},
    "name in maker note": {"owner", "person"},
    "name in IPTC": {"owner"},
    "motion video": {"embedded"},
}

TELLING = re.compile(
    "(?!.*(Valid|Version|Start|Length|Size|Format$)).*"
    "(SerialNumber|OwnerName|TimeZoneCity|HometownCity|DestinationCity|BabyName|ShutterCount|ImageUniqueID)"
)
"""What another tool calls the fields of maker notes that tell something."""

NO_NOTES = {"ExifTool", "System", "File", "IFD0", "IFD1", "ExifIFD", "Composite", "SourceFile"}


@pytest.fixture(scope="module")
def readings(real, truth):
    return {name: read_file(real / name) for name in truth}


def test_every_position_is_found_and_none_is_wrong(readings, truth):
    expected = {name: entry["exif_position"] for name, entry in truth.items() if "exif_position" in entry}
    for name, (latitude, longitude) in expected.items():
        found = readings[name].location
        assert found is not None, name
        assert abs(found.latitude - latitude) <= 1e-4, name
        assert abs(found.longitude - longitude) <= 1e-4, name


def test_films_give_their_positions(readings):
    assert readings["nom-exif/testdata/meta.mov"].location is not None
    assert readings["nom-exif/testdata/meta.mp4"].location is not None


def test_no_position_is_made_up(readings, truth):
    """Two damaged files give more here than there: their positions are those of their undamaged sister."""
    sister = readings["nom-exif/testdata/exif.jpg"].location
    for name, reading in readings.items():
        bears = " ".join(truth[name]["bears"])
        assert reading.location is None or "gps" in bears or reading.location == sister, name


def test_formats_are_told_by_content(readings, truth):
    for name, reading in readings.items():
        if truth[name]["format"] != "RAW" and UNRECOGNISABLE not in name:
            assert reading.format in truth[name]["format"], name


def test_what_a_file_bears_is_found(readings, truth):
    for name, reading in readings.items():
        kinds = {trace.kind for trace in reading.traces}
        for bears in truth[name]["bears"]:
            assert BEARING[bears] & kinds, (name, bears)


@pytest.mark.parametrize(("bears", "where"), [("serial", "serial"), ("name", "owner"), ("place", "city")])
def test_what_stands_in_maker_notes_names_its_maker(readings, truth, bears, where):
    names = [name for name, entry in truth.items() if f"{bears} in maker note" in entry["bears"]]
    assert names
    for name in names:
        found = [t.where for t in readings[name].traces if where in t.where.casefold()]
        assert any(re.search("[A-Z][a-z]+ maker note|CIFF", place) for place in found), name


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("exif-samples/jpg/Reconyx_HC500_Hyperfire.jpg", "Reconyx maker note"),
        ("exif-samples/jpg/exif-org/olympus-d320l.jpg", "picture info"),
        ("exif-samples/jpg/exif-org/sony-powershota5.jpg", "CIFF"),
    ],
)
def test_dates_that_stand_in_blocks_of_the_makers_own(readings, name, where):
    reading = readings[name]
    assert any(t.kind == "time" and t.where.startswith(where) for t in reading.traces)
    assert reading.taken is not None


@needs_exiftool
def test_fields_of_maker_notes_have_the_values_that_another_tool_reads(real, readings, truth):
    command = [EXIFTOOL, "-r", "-j", "-a", "-u", "-G1", *map(str, [real / "exif-samples", real / "nom-exif"])]
    compared = 0
    for there in json.loads(subprocess.run(command, capture_output=True, check=False).stdout):
        name = str(Path(there["SourceFile"]).relative_to(real))
        if name not in readings:
            continue
        values = " ".join(trace.value for trace in readings[name].traces).casefold()
        for key, value in there.items():
            group, _, field = key.partition(":")
            fits = group not in NO_NOTES and not group.startswith(("XMP", "Track", "ICC")) and TELLING.match(field)
            text = str(value).strip().removeprefix("No= ").casefold()
            if fits and text.strip("0 "):
                compared += 1
                assert text in values, (name, key, value)
    assert compared > 20


def test_nothing_goes_wrong_inside(readings):
    assert not [name for name, reading in readings.items() if str(reading.problem).startswith(FAULT)]


@needs_exiftool
def test_cleaned_copies_give_nothing_away(real, tmp_path):
    results = list(clean([real / "exif-samples" / "jpg"], tmp_path / "copies"))
    refused = [result.source for result in results if not result.verified]
    assert [source.rpartition("/")[2] for source in refused] == ["corrupted.jpg"]
    for result in results[::6]:
        if result.copy:
            assert set(judged(result.copy)) <= {"IFD0:Orientation"}


@needs_exiftool
@pytest.mark.parametrize("name", ["nom-exif/testdata/exif.avif", "exif-samples/heic/IMG_5195.HEIC"])
def test_boxed_pictures_lose_only_their_places(real, tmp_path, name):
    """One of them is laid out in a way that the second reader stumbles over."""
    result = clean_file(real / name, tmp_path, amount=Amount(places_only=True))
    assert (result.problem, result.verified) == (None, True)
    assert "time" in result.kept
    assert not [tag for tag in judged(result.copy) if "GPS" in tag]
