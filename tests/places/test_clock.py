"""What the clock on the wall showed: zones, summer time, clocks that were never set."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from footprint.model import Point
from footprint.places.clock import wall_clock
from tests.examples import NOON

LONDON, TOKYO = Point(51.5, -0.12), Point(35.7, 139.7)


@pytest.mark.parametrize(
    ("taken", "point", "hour"),
    [
        (datetime.fromisoformat("2025-07-01T12:00:00"), LONDON, 12),
        (datetime(2025, 7, 1, 12, tzinfo=UTC), LONDON, 13),
        (datetime(2025, 1, 7, 12, tzinfo=UTC), LONDON, 12),
        (datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=1))), LONDON, 12),
        (datetime(2025, 7, 1, 12, tzinfo=UTC), TOKYO, 21),
        (datetime(2025, 3, 30, 0, 59, tzinfo=UTC), LONDON, 0),
        (datetime(2025, 3, 30, 1, 0, tzinfo=UTC), LONDON, 2),
        (datetime(2025, 10, 26, 0, 59, tzinfo=UTC), LONDON, 1),
        (datetime(2025, 10, 26, 1, 0, tzinfo=UTC), LONDON, 1),
    ],
)
def test_utc_becomes_the_time_on_the_wall(taken, point, hour):
    assert wall_clock(taken, point, NOON).hour == hour


@pytest.mark.parametrize(
    "taken",
    [
        None,
        datetime.fromisoformat("1970-01-01T00:00:00"),
        datetime.fromisoformat("1980-01-06T03:00:00"),
        datetime.fromisoformat("2001-01-01T12:00:00"),
        datetime.fromisoformat("2020-01-01T00:00:20"),
        NOON + timedelta(days=2),
        datetime.fromisoformat("2099-05-05T00:00:00"),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_that_cannot_be_right_is_none(taken):
    assert wall_clock(taken, LONDON, NOON) is None


def test_the_far_ends_of_the_calendar_do_not_overflow():
    far = Point(0.5, -179.0)
    assert wall_clock(datetime.max.replace(tzinfo=UTC), far, NOON) is None
    assert wall_clock(datetime.min.replace(tzinfo=UTC), far, NOON) is None
