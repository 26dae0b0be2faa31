"""Files that this project did not make, against what another tool read in them."""

import pytest

from footprint.photos.clean import clean
from footprint.photos.read import FAULT, read_file
from tests.photos.samples import judged, needs_exiftool

LATER = {"RAW", "MKV"}
"""Kinds of file that are not read yet, and say so."""

UNRECOGNISABLE = "compatible-brands-fail"
"""Made to be told by nobody."""

BEARING = {
    "gps in EXIF": "gps",
    "gps in QuickTime": "gps",
    "date taken": "time",
    "thumbnail": "thumbnail",
    "serial in EXIF": "device",
    "document id in XMP": "provenance",
    "place name in XMP": "place",
    "name in IPTC": "owner",
    "motion video": "embedded",
}

IN_MAKER_NOTES = ("Reconyx_HC500", "olympus-d320l", "sony-powershota5")
"""Their dates stand in blocks of the maker's own, which are noticed and not read yet."""


@pytest.fixture(scope="module")
def readings(real, truth):
    return {name: read_file(real / name) for name in truth}


def test_every_position_is_found_and_none_is_wrong(readings, truth):
    expected = {name: entry["exif_position"] for name, entry in truth.items() if "exif_position" in entry}
    for name, (latitude, longitude) in expected.items():
        if truth[name]["format"] in LATER and readings[name].format != "CR3":
            assert "not read yet" in str(readings[name].problem) or readings[name].format in truth[name]["format"]
            continue
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
        if truth[name]["format"] not in LATER and UNRECOGNISABLE not in name:
            assert reading.format in truth[name]["format"], name


def test_what_a_file_bears_is_found(readings, truth):
    for name, reading in readings.items():
        kinds = {trace.kind for trace in reading.traces}
        for bears in truth[name]["bears"]:
            if truth[name]["format"] in LATER or (
                bears == "date taken" and any(part in name for part in IN_MAKER_NOTES)
            ):
                continue
            assert bears not in BEARING or BEARING[bears] in kinds, (name, bears)


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
