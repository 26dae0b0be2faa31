import json
from datetime import UTC, datetime

from footprint.model import Cause, Point, Reading, Skipped, Trace
from footprint.photos.clean import Cleaned
from footprint.photos.library.lines import cleaned, scanned


def test_a_reading_has_the_documented_fields():
    reading = Reading(
        "a.jpg", "JPEG", 5, datetime(2024, 6, 1, 12, tzinfo=UTC), Point(52.5, -0.5), (Trace("gps", "EXIF GPS", "x"),)
    )
    assert scanned(reading) == {
        "path": "a.jpg",
        "format": "JPEG",
        "bytes": 5,
        "taken": "2024-06-01T12:00:00+00:00",
        "location": {"latitude": 52.5, "longitude": -0.5, "altitude": None},
        "traces": [{"kind": "gps", "where": "EXIF GPS", "value": "x"}],
        "problem": None,
    }


def test_what_is_not_known_is_null():
    line = scanned(Reading("a.jpg", "unknown", 0, problem="The file is empty."))
    assert (line["taken"], line["location"], line["traces"], line["problem"]) == (None, None, [], "The file is empty.")


def test_what_could_not_be_looked_at_has_the_same_fields():
    line = scanned(Skipped("photos", "folder", Cause.UNREADABLE, "It is not there."))
    assert line == scanned(Reading("folder", "unknown", 0, problem="It is not there."))


def test_a_cleaned_copy_has_the_documented_fields():
    done = Cleaned(
        "a.jpg", "copies/a.jpg", ("gps", "device"), (), verified=True, problem=None, covered=(("plates", 1),)
    )
    assert cleaned(done) == {
        "source": "a.jpg",
        "copy": "copies/a.jpg",
        "removed": ["gps", "device"],
        "kept": [],
        "covered": {"plates": 1},
        "verified": True,
        "problem": None,
    }
    assert cleaned(Cleaned("a.jpg", None, (), (), verified=False, problem="x"))["copy"] is None


def test_names_that_are_no_text_can_be_written_down():
    line = scanned(Reading("bad\udcff.jpg", "JPEG", 1))
    assert line["path"] == "bad\ufffd.jpg"
    json.dumps(line).encode()
