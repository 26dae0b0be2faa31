from datetime import datetime, timedelta, timezone

from footprint.model import Point, Trace
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import text


def read(name, value):
    return text.read(name, Stream.of(value))


def test_the_keyword_says_what_a_text_is_about():
    assert read("PNG text Author", b"Ros").traces == (Trace("owner", "PNG text Author", "Ros"),)
    assert read("PNG text exif:GPSLatitude", b"52/1").traces[0].kind == "gps"
    assert read("PNG text date:create", b"2024").traces[0].kind == "time"
    assert read("PNG text Anything", b"words").traces[0].kind == "comment"
    assert read("JPEG comment", b"words").traces[0] == Trace("comment", "JPEG comment", "words")
    assert read("PNG text Creation Time", b"2024:06:01 12:30:59").taken == datetime(2024, 6, 1, 12, 30, 59)  # noqa: DTZ001  none given


def test_an_empty_text_is_no_trace():
    assert read("JPEG comment", b" \0").traces == ()


def test_a_date_as_png_asks_for_it():
    noon = datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))
    assert read("PNG text Creation Time", b"Sat, 01 Jun 2024 12:30:59 +0100").taken == noon
    assert read("PNG text Creation Time", b"last summer").taken is None


def test_a_position_in_words():
    facts = read("PNG text GPS", b"52.649, -0.637")
    assert facts.location == Point(52.649, -0.637)
    assert facts.traces == (Trace("gps", "PNG text GPS", "52.649, -0.637"),)
    assert read("PNG text Location", b"52.649, -0.637").traces[0].kind == "gps"
    assert read("PNG text Location", b"Thornmere").traces[0].kind == "place"
    assert read("PNG text GPS", b"0.0, 0.0").location is None
    assert read("PNG text Comment", b"52.649, -0.637").location is None
