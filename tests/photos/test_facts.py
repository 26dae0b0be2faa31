import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from footprint.model import Point, Trace
from footprint.photos.facts import TEXT_CAP, Facts, decoded, degrees, merged, moment, plain, position


def test_text_from_outside_is_one_short_line():
    assert plain("  a\tb\n\x1b[31mred\x00 \u202eevil ") == "a b [31mred evil"
    assert plain("é" * 1000) == "é" * (TEXT_CAP - 1) + "…"
    assert plain("x" * 10_000) == "x" * (TEXT_CAP - 1) + "…"
    assert plain("<script>alert(1)</script>") == "<script>alert(1)</script>"


def test_bytes_become_text_in_whatever_encoding():
    assert decoded("Müller\0rest".encode()) == "Müller"
    assert decoded("Müller".encode("latin-1")) == "Müller"
    assert decoded(b"\0\0") == ""


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024:06:01 12:30:59", "", datetime(2024, 6, 1, 12, 30, 59)),  # noqa: DTZ001  a camera's clock has no zone
        ("2024:06:01 12:30:59", "+01:00", datetime(2024, 6, 1, 12, 30, 59, tzinfo=timezone(timedelta(hours=1)))),
        ("2024-06-01T12:30:59.5Z", "", datetime(2024, 6, 1, 12, 30, 59, tzinfo=UTC)),
        ("2024-06-01T12:30-0500", "", datetime(2024, 6, 1, 12, 30, tzinfo=timezone(-timedelta(hours=5)))),
        ("2024-06-01", "", datetime(2024, 6, 1)),  # noqa: DTZ001  as above
        ("2024:06:01 12:30:59", "BST", datetime(2024, 6, 1, 12, 30, 59)),  # noqa: DTZ001  as above
        ("0000:00:00 00:00:00", "", None),
        ("    :  :     :  :  ", "", None),
        ("2024:13:45 99:99:99", "", None),
        ("2024:06:01 12:30:59", "+99:99", datetime(2024, 6, 1, 12, 30, 59)),  # noqa: DTZ001  as above
        ("2024: 6: 1 12:30: 9", "", datetime(2024, 6, 1, 12, 30, 9)),  # noqa: DTZ001  as above
        ("0001:01:01 00:00:00", "", None),
        ("9999:12:31 23:59:59", "+01:00", None),
        ("yesterday", "", None),
    ],
)
def test_moments(text, zone, expected):
    assert moment(text, zone) == expected


def test_positions_that_are_none():
    assert position(52.5, -0.5, 12.0) == Point(52.5, -0.5, 12.0)
    assert position(0.0, 0.0) is None
    assert position(0.0, 1.0) == Point(0.0, 1.0)
    assert position(91, 0) is None
    assert position(1, 181) is None
    assert position(math.nan, 1) is None
    assert position(1, math.inf) is None
    assert position(1, 1, math.inf) == position(1, 1, 1e9) == Point(1, 1)
    assert degrees(Point(52.649, -0.637)) == "52.649000, -0.637000"


def test_merging_keeps_the_first_of_each_and_every_trace_once():
    one, two = Trace("place", "a", "b"), Trace("place", "c", "d")
    early, late = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    facts = merged(
        [Facts((one,), problem="p"), Facts((one, two), Point(1, 2), early), Facts((), Point(3, 4), late, early)]
    )
    assert facts == Facts((one, two), Point(1, 2), early, early, (), "p")
    assert merged([]) == Facts()
