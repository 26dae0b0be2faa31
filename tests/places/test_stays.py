"""From positions to stays: what they must not depend on, and odd input."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import PHOTOS, Point, Sight, Where
from footprint.places.distance import metres
from footprint.places.stays import NO_HOUR, each, stays
from tests.examples import NOON
from tests.lives import SEA, away

MONDAY = datetime.fromisoformat("2025-03-03T09:00")


def at(point, day=0, hour=9.0, **changes):
    return Sight(point, MONDAY.replace(hour=0) + timedelta(days=day, hours=hour), **changes)


def around(point, count, seed=1, error=8.0):
    chance = random.Random(seed)  # noqa: S311  the same each time
    return [at(away(point, abs(chance.gauss(0, error)), chance.uniform(0, 7)), day, 20) for day in range(count)]


def told(found):
    """All but the numbers of the sights."""
    return [replace(stay, members=()) for stay in found]


def test_nothing_makes_nothing():
    assert stays(()) == ()


def test_a_single_photo_is_a_stay_of_one_day():
    (stay,) = stays([at(SEA)])
    assert metres(stay.centre, SEA) < 0.1
    assert stay.visits == ((MONDAY.date().toordinal(), 9),)
    assert (stay.first, stay.last) == (MONDAY, MONDAY)
    assert (stay.count, stay.undated, stay.published, stay.spread_m < 0.1) == (1, 0, 0, True)
    assert stay.members == (0,)


def test_what_is_far_apart_is_parted_and_most_days_come_first():
    work = away(SEA, 3000, 1)
    found = stays([*around(work, 6), *around(SEA, 30)])
    assert [len(stay.days) for stay in found[:2]] == [30, 6]
    assert metres(found[0].centre, SEA) < 10
    assert metres(found[1].centre, work) < 15
    assert sum(stay.count for stay in found) == 36


def test_hours_and_weekdays_count_days():
    found = stays([at(SEA, 0, 9), at(SEA, 0, 9.5), at(SEA, 7, 9.2), at(SEA, 9, 22)])
    (stay,) = found
    assert (stay.hours[9], stay.hours[22], sum(stay.hours)) == (2, 1, 3)
    assert stay.weekdays == (2, 0, 1, 0, 0, 0, 0)


def test_a_burst_counts_as_one_day_and_does_not_pull_the_middle():
    party = [at(away(SEA, 30, 0), 3, 20 + number / 600) for number in range(500)]
    stay = stays([*around(SEA, 20), *party])[0]
    assert len(stay.days) == 20
    assert metres(stay.centre, SEA) < 8


def test_a_copy_counts_once_and_the_published_one_stands_for_both():
    online = Where("flickr", "https://www.flickr.example/1", "Flickr", "Swans", NOON)
    (stay,) = stays([at(SEA), at(SEA), at(SEA, seen=online)])
    assert (stay.count, stay.published, stay.members) == (1, 1, (0, 1, 2))
    assert not at(SEA, seen=replace(online, source=PHOTOS)).published


def test_a_walk_through_a_street_is_no_place_of_the_street():
    walk = [at(away(SEA, 25.0 * step, 1), 0, 9 + step / 100) for step in range(80)]
    found = stays([*walk, *around(SEA, 10)])
    assert max(stay.spread_m for stay in found) < 60
    assert len(found[0].days) == 10
    assert metres(found[0].centre, SEA) < 10


def test_in_very_many_days_a_town_centre_does_not_grow_together():
    shops = [at(away(SEA, 5_000 + 50.0 * number, 1), 30 * number + day, 12) for number in range(30) for day in range(3)]
    assert max(stay.spread_m for stay in stays(shops)) > 200
    assert max(stay.spread_m for stay in stays([*shops, *around(SEA, 1_000)])) < 60


def test_without_any_times_places_are_found_all_the_same():
    chance = random.Random(3)  # noqa: S311  the same each time
    many = [Sight(away(SEA, chance.uniform(0, 20), chance.uniform(0, 7))) for _ in range(30)]
    stay = stays([*many, Sight(away(SEA, 5000, 2))])[0]
    assert stay.count == stay.undated > 27  # those of one square metre are taken for copies
    assert (stay.visits, stay.first) == ((), None)
    assert metres(stay.centre, SEA) < 12


def test_midnight_sharp_is_a_day_without_an_hour():
    (stay,) = stays([at(SEA, 0, 0)])
    assert stay.visits == ((MONDAY.date().toordinal(), NO_HOUR),)
    assert sum(stay.hours) == 0
    assert sum(stay.weekdays) == 1


@pytest.mark.parametrize(
    "point", [Point(0, 0), Point(0.0003, -0.0004), Point(91, 0), Point(float("nan"), 3), Point(5, 181)]
)
def test_what_is_no_position_is_left_out(point):
    assert stays([at(point)]) == ()
    assert [stay.members for stay in stays([at(point), at(SEA)])] == [(1,)]


@pytest.mark.parametrize("pole", [90.0, -90.0, 89.99995, -89.99995])
def test_the_poles_are_places_like_others(pole):
    found = stays([at(Point(pole, longitude), day) for day, longitude in enumerate((-180.0, -60.0, 10.0, 180.0))])
    assert sum(stay.count for stay in found) == 4
    assert all(abs(stay.centre.latitude) <= 90 for stay in found)


def test_the_date_line_parts_nothing():
    east, west = Point(-16.8, 179.9999), Point(-16.8, -179.9999)
    (stay,) = stays([at(east, 0), at(west, 1), at(Point(-16.8, 180.0), 2), at(Point(-16.8, -180.0), 3)])
    assert abs(stay.centre.longitude) > 179.999
    assert stay.spread_m < 15


def test_a_clock_of_before_1970_says_nothing():
    (stay,) = stays([Sight(SEA, datetime.fromisoformat("1904-01-01"))])
    assert stay.undated == 1


SPOTS = [away(SEA, 900.0 * number, number) for number in range(6)]
SIGHTS = st.lists(
    st.builds(
        lambda spot, error, bearing, day, hour, dated: (
            at(away(SPOTS[spot], error, bearing), day, hour) if dated else Sight(away(SPOTS[spot], error, bearing))
        ),
        st.integers(0, 5),
        st.floats(0, 12),
        st.floats(0, 6.3),
        st.integers(0, 40),
        st.integers(0, 23),
        st.booleans(),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(SIGHTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(sights, chance):
    mixed = list(sights)
    chance.shuffle(mixed)
    first, second = stays(sights), stays(mixed)
    assert [(s.visits, s.count, s.undated) for s in first] == [(s.visits, s.count, s.undated) for s in second]
    assert all(metres(a.centre, b.centre) < 0.01 for a, b in zip(first, second, strict=True))


@settings(max_examples=60)
@given(SIGHTS, st.integers(2, 4))
def test_copies_do_not_matter(sights, times):
    assert told(stays(sights * times)) == told(stays(sights))


@settings(max_examples=60)
@given(SIGHTS)
def test_every_sight_belongs_to_one_stay(sights):
    members = [number for stay in stays(sights) for number in stay.members]
    assert sorted(members) == list(range(len(sights)))


@settings(max_examples=40)
@given(st.lists(SIGHTS, max_size=5))
def test_many_lots_at_once_are_each_as_alone(hands):
    assert each(hands) == [stays(hand) for hand in hands]


CLEAR = st.lists(st.tuples(st.integers(0, 5), st.floats(0, 5), st.floats(0, 6.3)), min_size=1, max_size=40)


@settings(max_examples=60)
@given(CLEAR, st.floats(-20_000_000, 20_000_000), st.floats(-170, 170))
def test_where_on_earth_does_not_matter(placed, north, east):
    """Places of many days, moved along the meridian and around the Earth, stay the same places."""

    def lived(middle):
        spots = [away(middle, 900.0 * number, number) for number in range(6)]
        return stays(
            at(away(spots[spot], error, bearing), day) for spot, error, bearing in placed for day in range(spot + 2)
        )

    here, there = lived(SEA), lived(Point(north / 20_000_000 * 80, _around(SEA.longitude + east)))
    assert sorted(s.days for s in here) == sorted(s.days for s in there)


def _around(longitude):
    return (longitude + 180) % 360 - 180


def test_days_are_days_of_the_calendar():
    (stay,) = stays([at(SEA)])
    assert date.fromordinal(stay.days[0]) == MONDAY.date()
