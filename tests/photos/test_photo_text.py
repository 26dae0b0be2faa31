from datetime import datetime

from footprint.model import Trace
from footprint.photos import text
from footprint.photos.stream import Stream


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
