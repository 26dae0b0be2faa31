"""Where somebody lives and is, as data: homes in their order, places with their parts, no more exact than known."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model import PHOTOS, Away, Kind, Point, SensitivePlace, Sight, Trail, Where
from footprint.places.distance import metres
from footprint.places.whereabouts import EVERYDAY_M, MOST_PLACES, everyday, whereabouts
from tests.examples import NOON, SUBJECT
from tests.lives import away, life

HOME = Point(52.6490, -0.6370)
SCHOOL = Point(52.6520, -0.6290)
CLUB, OFFICE, ABROAD = (away(HOME, far, 1) for far in (2500, 9000, 300_000))
MONDAY = datetime.fromisoformat("2026-03-02T00:00")
HER = replace(
    SUBJECT, places=(SensitivePlace("Home", 200, HOME), SensitivePlace("Larkfield Primary School", 150, SCHOOL))
)
STRANGER = replace(
    HER, places=(), identifiers=tuple(i for i in HER.identifiers if i.kind not in {Kind.ADDRESS, Kind.POSTCODE})
)
"""Nobody said where home is."""


def local(name, folder="/photos"):
    return Where(PHOTOS, f"{folder}/{name}", folder, name, NOON)


def online(name):
    return Where("flickr", f"https://www.flickr.example/{name}", "Flickr photos", name, NOON)


def at(point, day, hour, seen=local):
    return Sight(point, MONDAY + timedelta(days=day, hours=hour), seen(f"{day}-{hour}.jpg"))


def seen(*sights, subject=HER, name=lambda point: f"near {point.latitude:.0f}"):
    trail = Trail(source=PHOTOS, url="", place="your photos", title="Yours", seen=NOON, sights=sights)
    return whereabouts(trail, subject, name)


AT_HOME = [at(away(HOME, 35, 2), day, 22.5) for day in range(0, 60, 2)]
AT_SCHOOL = [at(SCHOOL, day, 15.2) for day in (0, 1, 7, 10, 14, 21, 24, 28)]
AT_WORK = [at(OFFICE, week * 7 + day, 10 + day) for week in range(5) for day in (1, 3)]
IN_LISBON = [at(ABROAD, 71 + day, hour) for day in range(5) for hour in (11, 17)]


def test_without_a_position_there_is_nothing_to_say():
    assert seen() is None
    assert seen(Sight(Point(0, 0), MONDAY)) is None


def test_home_comes_first_and_is_held_against_the_profile():
    found = seen(*AT_HOME, *AT_WORK, *AT_SCHOOL)
    first, *others = found.candidates
    assert (first.place, first.off_m, first.declared, first.rough) == (1, 40, True, False)
    assert first.evidence == "on 30 different days, 30 of them between 21:00 and 07:00"
    assert not any(other.declared for other in others)
    assert (found.declared, found.public, found.positions, found.published) == (True, False, 48, 0)
    home = found.places[0]
    assert (home.role, home.days, home.photos, home.published, home.home_m) == ("home", 30, 30, 0, 40)
    assert (home.first, home.last) == (date(2026, 3, 2), date(2026, 4, 29))
    assert 2 <= found.enough < 48


def test_every_place_has_its_part_its_name_and_its_distance():
    found = seen(*AT_HOME, *AT_WORK, *AT_SCHOOL, *IN_LISBON)
    parts = {place.role: place for place in found.places}
    assert set(parts) == {"home", "work", "school-hours", "other"}
    assert parts["school-hours"].name == "Larkfield Primary School"
    assert parts["work"].name == "near 53"
    assert abs(parts["work"].home_m - 9000) <= 20
    assert parts["school-hours"].evidence.startswith("on 8 days from Monday to Friday")
    assert found.away == (Away(date(2026, 5, 12), date(2026, 5, 16), 5),)


def test_a_place_of_the_profile_is_listed_though_it_was_seen_once():
    found = seen(*AT_HOME, at(SCHOOL, 3, 11))
    assert [place.role for place in found.places] == ["home", "named"]


def test_another_place_may_be_taken_for_home():
    found = seen(*[at(CLUB, day, 23) for day in range(0, 60, 2)])
    (first,) = found.candidates
    assert (first.declared, found.clear, found.enough) == (False, True, None)
    assert found.places[0].role == "perhaps-home"


def test_where_nobody_said_where_home_is_a_clear_lead_is_home():
    found = seen(*AT_HOME, *AT_WORK, subject=STRANGER)
    assert (found.declared, found.clear) == (False, True)
    assert found.candidates[0].off_m is None
    assert [place.role for place in found.places] == ["home", "work"]


def test_where_nobody_knows_where_home_is_nothing_is_said_of_distances_and_absences():
    found = seen(*IN_LISBON[:4], subject=STRANGER)
    assert not found.clear
    assert found.candidates == found.away == ()
    assert found.places[0].home_m is None
    assert found.week[1][11] == found.week[1][17] == 1


def test_what_anyone_can_see_is_counted_and_may_suffice():
    lone = [at(HOME, 3, 23, online)]
    assert not seen(*AT_HOME, *lone).public
    many = [at(HOME, day, 23, online) for day in range(1, 20, 3)]
    found = seen(*AT_HOME, *many)
    assert (found.public, found.published, found.places[0].published) == (True, 7, 7)
    assert [where.place for where in found.places[0].where] == ["Flickr photos", "/photos"]


def test_what_anyone_can_see_gives_a_home_away_that_all_photos_together_hide():
    elsewhere = [at(away(HOME, 3000 * n, n), day + n, 23) for n in (1, 2, 3) for day in range(0, 90, 3)]
    found = seen(*elsewhere, *(at(HOME, day, 23, online) for day in range(0, 9, 3)))
    assert found.public
    assert not any(one.declared for one in found.candidates)


def test_a_film_with_many_positions_and_a_copy_of_a_photo_count_once():
    film = Where(PHOTOS, "/photos/walk.mp4", "/photos", "walk.mp4", NOON)
    walk = [
        Sight(away(CLUB, 5 * step, 1), MONDAY + timedelta(days=3, hours=12, minutes=step), film) for step in range(6)
    ]
    copy = replace(AT_HOME[0], seen=local("copy.jpg", "/photos/backup"))
    home, club = seen(*AT_HOME, copy, *walk).places
    assert (home.photos, club.photos) == (30, 1)


def test_the_week_counts_weeks_out_of_the_house_and_not_away():
    found = seen(*AT_HOME, *[at(CLUB, 7 * week + 2, 19.2 + half) for week in range(4) for half in (0, 0.3)], *IN_LISBON)
    assert found.week[2][19] == 4
    assert sum(map(sum, found.week)) == 4


def test_no_place_is_told_more_exactly_than_ten_metres():
    for place in seen(*AT_HOME, *AT_WORK).places:
        assert place.point == Point(round(place.point.latitude, 4), round(place.point.longitude, 4))
        assert place.home_m % 10 == 0


def test_the_map_shows_everyday_life():
    found = seen(*IN_LISBON, *AT_HOME, *AT_WORK)
    shown = [found.places[number - 1] for number in everyday(found.places)]
    assert {place.role for place in shown} == {"home", "work"}
    assert everyday([replace(place, point=None) for place in found.places]) == []
    assert everyday(()) == []


def test_few_places_are_listed_and_the_others_counted():
    spread = [at(away(HOME, 400 * n, 0.5), n, 12) for n in range(1, 41)]
    found = seen(*AT_HOME, *spread)
    assert len(found.places) == MOST_PLACES
    assert found.places_more == 41 - MOST_PLACES


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Sight,
            st.builds(Point, st.floats(-91, 91), st.floats(-181, 181)),
            st.none() | st.datetimes(datetime(2003, 1, 1), datetime(2026, 1, 1)),  # noqa: DTZ001
            st.sampled_from([None, local("a.jpg"), online("b.jpg")]),
        ),
        max_size=30,
    ),
    st.sampled_from([HER, STRANGER]),
)
def test_it_takes_any_sights(sights, subject):
    found = seen(*sights, subject=subject)
    if found:
        assert found.published <= found.positions <= len(sights)
        assert [one.place for one in found.candidates] == list(range(1, len(found.candidates) + 1))
        assert len(found.places) <= MOST_PLACES
        assert sum(place.photos for place in found.places) <= found.positions
        shown = everyday(found.places)
        middle = found.places[shown[0] - 1].point if shown else None
        assert all(metres(found.places[n - 1].point, middle) <= 2 * EVERYDAY_M for n in shown)


def test_a_whole_life_is_told_within_its_bounds():
    for seed in range(6):
        lived = life(seed, 200)
        found = seen(*lived.sights, subject=STRANGER)
        assert 1 <= len(found.candidates) <= 3
        assert any(metres(found.places[one.place - 1].point, lived.home) < 200 for one in found.candidates)
