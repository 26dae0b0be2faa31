"""What a place is to somebody: home, work, routines, a second bed; and when they were away."""

import random
from datetime import datetime, timedelta

import pytest

from footprint.model import Sight
from footprint.places.absences import absences
from footprint.places.distance import metres
from footprint.places.few import fewest
from footprint.places.roles import SAME_M, Role, homes, is_clear, is_firm, parts
from footprint.places.stays import stays
from tests import lives_apart
from tests.lives import SEA as HOME
from tests.lives import away, life

MONDAY = datetime.fromisoformat("2025-03-03T00:00")
WORK, CLUB, MUM, ABROAD = (away(HOME, far, 1) for far in (6000, 2000, 12_000, 400_000))


def at(point, day, hour):
    return Sight(point, MONDAY + timedelta(days=day, hours=hour))


AT_HOME = [at(HOME, day, hour) for day in range(0, 120, 3) for hour in (7.5, 21.5)]
AT_WORK = [at(WORK, week * 7 + day, 9 + day * 1.5) for week in range(6) for day in range(5)]


def found(*sights):
    return [(part.role, part.evidence) for part in parts(stays([*AT_HOME, *sights]), [HOME])]


def test_home_is_where_the_nights_are_with_the_evidence_in_words():
    first, second = homes(stays([*AT_HOME, *AT_WORK]))
    assert metres(first.stay.centre, HOME) < 1
    assert first.evidence == "on 40 different days, 40 of them between 21:00 and 07:00"
    assert metres(second.stay.centre, WORK) < 1
    assert second.evidence == "on 30 different days"
    assert is_clear((first, second))


def test_three_at_most_and_never_the_same_house_twice():
    beside = [at(away(HOME, 100, 2), day, 12) for day in range(8)]
    many = [at(away(HOME, 3000 + 500 * n, n), day, 12) for n in range(6) for day in range(3)]
    made = homes(stays([*AT_HOME, *beside, *many]))
    assert len(made) == 3
    assert all(metres(made[0].stay.centre, other.stay.centre) > 150 for other in made[1:])


def test_a_fortnight_in_a_hotel_is_not_home():
    hotel = [at(ABROAD, 100 + day, hour) for day in range(14) for hour in (8, 23)]
    weekly = [at(HOME, week * 7, 20) for week in range(16)]
    assert metres(homes(stays([*hotel, *weekly]))[0].stay.centre, HOME) < 1


def test_who_moved_lives_where_the_newer_photos_are():
    old = [at(MUM, -900 + day, 22) for day in range(0, 300, 7)]
    assert metres(homes(stays([*old, *AT_HOME[:60]]))[0].stay.centre, HOME) < 1


def test_home_lies_amid_the_other_places():
    nights = [at(point, start + 6 * night, 22) for point, start in ((ABROAD, 1), (HOME, 0)) for night in range(12)]
    around = [at(away(HOME, 900 * n, n), 6 * n + 3, 12) for n in range(1, 9)]
    assert metres(homes(stays(nights))[0].stay.centre, ABROAD) < 1
    assert metres(homes(stays([*nights, *around]))[0].stay.centre, HOME) < 1


def test_at_home_one_is_at_all_hours():
    meetings = [at(CLUB, 7 * week, 19) for week in range(20)]
    hours = [at(HOME, 7 * week + 1, hour) for week, hour in zip(range(18), (7, 11, 14, 17, 20) * 4, strict=False)]
    assert metres(homes(stays([*meetings, *hours]))[0].stay.centre, HOME) < 1


@pytest.mark.parametrize(("weeks_since", "there"), [(2, HOME), (6, HOME), (30, CLUB)])
def test_where_one_would_long_have_been_again_one_lives_no_more(weeks_since, there):
    before = [at(HOME, 7 * week, 20) for week in range(60)]
    since = [at(CLUB, 7 * (60 + week), 20) for week in range(weeks_since)]
    assert metres(homes(stays([*before, *since]))[0].stay.centre, there) < 1


def test_lives_by_another_author():
    ranks = []
    for seed in range(500, 540):
        lived = lives_apart.life(seed, 100)
        there = [metres(home.stay.centre, lived.home) <= SAME_M for home in homes(stays(lived.sights))]
        ranks.append(there.index(True) if any(there) else 3)
    assert ranks.count(0) >= 0.75 * len(ranks)
    assert ranks.count(3) <= 0.10 * len(ranks)


@pytest.mark.parametrize("days", [0, 1, 2, 4])
def test_of_thin_evidence_nothing_is_called_clear(days):
    made = homes(stays(at(HOME, day, 22) for day in range(days)))
    assert not is_clear(made)
    assert all(not is_firm(home) for home in made) or days > 2


def test_two_places_that_are_nearly_alike_are_not_clear():
    both = [at(point, day, 22) for point, start in ((HOME, 0), (MUM, 1)) for day in range(start, 60, 2)]
    assert not is_clear(homes(stays(both)))


def test_without_times_the_most_photos_make_a_guess():
    chance = random.Random(5)  # noqa: S311  the same each time
    undated = [Sight(away(HOME, chance.uniform(0, 15), chance.uniform(0, 7))) for _ in range(20)]
    (first,) = homes(stays(undated))
    assert is_firm(first)
    assert not is_clear((first,))
    assert first.evidence.endswith("none of which tells a time")


def test_work():
    assert found(*AT_WORK) == [
        (Role.WORK, "on 30 different days, 30 of them in working hours from Monday to Friday"),
    ]


def test_a_course_of_three_weeks_is_no_work_and_no_routine():
    weeks = [[at(WORK, week * 7 + day, 9 + day * 1.5) for week in range(many) for day in range(5)] for many in (3, 4)]
    assert found(*weeks[0]) == []
    ((role, _),) = found(*weeks[1])
    assert role is Role.WORK


@pytest.mark.parametrize("hour", [8.2, 8.9, 14.9, 15.9])
def test_the_way_to_school_is_told_by_the_start_of_the_day_alone_or_by_its_end(hour):
    ((role, _),) = found(*(at(away(HOME, 900, 4), day, hour) for day in (0, 2, 8, 15, 17, 23, 29)))
    assert role is Role.SCHOOL_HOURS


def test_the_way_to_school_is_told_by_both_ends_of_the_day_together():
    there = away(HOME, 900, 4)
    brought = [at(there, day, 8.8) for day in (0, 2, 8, 15, 17, 23, 29)]
    fetched = [at(there, day, 15.7) for day in (1, 3, 9, 16, 22)]
    ((role, evidence),) = found(*brought, *fetched)
    assert role is Role.SCHOOL_HOURS
    assert evidence.endswith("7 of them between 08:00 and 09:00, 5 between 14:00 and 16:00")
    assert not found(*brought, *(at(there, day, 11.5) for day in (1, 3, 9, 16, 22)))


def test_the_way_to_school():
    school = [at(away(HOME, 900, 4), day, 15.3) for day in (0, 2, 8, 15, 17, 23, 29)]
    ((role, evidence),) = found(*school)
    assert role is Role.SCHOOL_HOURS
    assert evidence == "on 7 days from Monday to Friday, 7 of them between 14:00 and 16:00"


def test_the_same_evening_every_week():
    ((role, evidence),) = found(*(at(CLUB, 1 + 7 * week, 19.2) for week in range(8)), at(CLUB, 20, 12))
    assert role is Role.WEEKLY
    assert evidence == "on 9 different days, 8 of them Tuesdays, mostly between 18:00 and 20:00"


def test_nights_at_somebody_elses_on_more_than_one_occasion():
    nights = [at(MUM, day, hour) for day in (10, 11, 40) for hour in (21, 32)]
    assert found(*nights) == [(Role.OVERNIGHT, "for 3 nights on 2 occasions")]
    one_holiday = [at(MUM, day, hour) for day in (10, 11, 12, 13) for hour in (21, 32)]
    assert found(*one_holiday) == []


def test_evenings_and_mornings_that_meet_by_chance_are_no_nights():
    often = [at(MUM, day, 11 + day * 7 % 10) for day in range(0, 100, 2)]
    assert found(*often, *(at(MUM, day, hour) for day in (10, 40, 70) for hour in (21, 32))) == []


def test_any_hour_of_any_day_is_no_pattern():
    shown = 0
    for seed in range(40):
        chance = random.Random(seed)  # noqa: S311  the same each time
        shown += bool(found(*(at(CLUB, chance.randrange(200), chance.uniform(7, 22)) for _ in range(12))))
    assert shown <= 1


def test_home_itself_plays_no_other_part():
    assert found() == []


# --- away -------------------------------------------------------------------------------------------------------------


def told(*sights):
    return [(a.words, a.days, a.shown) for a in absences([*sights], [HOME])]


def test_days_far_away_are_joined_over_a_gap_without_photos():
    days = [at(ABROAD, day, 12) for day in (10, 11, 14, 15)]
    assert told(*days) == [("13 to 18 March 2025 (6 days, seen on 4 of them)", 6, 4)]


def test_a_day_at_home_parts_them_and_so_does_a_long_silence():
    days = [at(ABROAD, day, 12) for day in (10, 11, 14, 15)]
    assert len(told(*days, at(HOME, 12, 9))) == 2
    assert len(told(*(at(ABROAD, day, 12) for day in (10, 11, 17, 18)))) == 2


def test_a_day_with_home_in_it_and_a_single_day_are_no_absence():
    assert told(at(ABROAD, 10, 12), at(ABROAD, 11, 9), at(HOME, 11, 22)) == []
    assert told(at(ABROAD, 10, 12)) == []
    assert told(at(WORK, 10, 12), at(WORK, 11, 12)) == []
    assert told(Sight(ABROAD), Sight(ABROAD)) == []


def test_a_second_home_is_no_absence():
    days = [at(ABROAD, day, 12) for day in (10, 11)]
    assert absences(days, [HOME, ABROAD]) == ()


def test_months_and_years_are_said_as_far_as_they_differ():
    assert told(at(ABROAD, 28, 12), at(ABROAD, 30, 12))[0][0].startswith("31 March to 2 April 2025")
    assert told(at(ABROAD, 301, 12), at(ABROAD, 304, 12))[0][0].startswith("29 December 2025 to 1 January 2026")


# --- how few ----------------------------------------------------------------------------------------------------------


def test_a_handful_of_photos_is_enough():
    lived = life(0, 300)
    few = fewest(lived.sights, lived.home)
    assert few == fewest(lived.sights, lived.home)
    assert 2 <= few <= 40


def test_never_where_home_is_not_in_the_photos():
    assert fewest(tuple(AT_WORK), HOME) is None
    assert fewest((), HOME) is None
