"""What photos tell together: `home-inferable`, `routine-from-photos`, `away-from-home`."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from footprint.model import PHOTOS, Confidence, Kind, PlaceFiles, Point, SensitivePlace, Severity, Sight, Trail, Where
from footprint.places.grid import BRITISH, project
from tests.examples import NOON
from tests.judged import HER, STRANGER, detect, everything
from tests.lives import away

HOME = Point(52.6490, -0.6370)
SCHOOL = Point(52.6520, -0.6290)
CLUB, OFFICE, ABROAD, ELSEWHERE = (away(HOME, far, 1) for far in (2500, 9000, 300_000, 8000))
MONDAY = datetime.fromisoformat("2026-03-02T00:00")
NOWHERE = replace(
    STRANGER, places=(), identifiers=tuple(i for i in STRANGER.identifiers if i.kind is not Kind.POSTCODE)
)
"""Nobody said where home is."""


def local(name):
    return Where(PHOTOS, f"/photos/{name}", "/photos", name, NOON)


def online(name):
    return Where("flickr", f"https://www.flickr.example/{name}", "Flickr photos", name, NOON)


def at(point, day, hour, seen=local):
    return Sight(point, MONDAY + timedelta(days=day, hours=hour), seen(f"{day}-{hour}.jpg"))


def trail(*sights, posts=()):
    return Trail(source=PHOTOS, url="", place="your photos", title="Yours", seen=NOON, sights=sights, posts=posts)


def nights(point, days, seen=local):
    return [at(point, day, 22.5, seen) for day in days]


AT_HOME = nights(away(HOME, 35, 2), range(0, 60, 2))
AT_SCHOOL = [at(SCHOOL, day, 15.2) for day in (0, 1, 7, 10, 14, 21, 24, 28)]


# --- home -------------------------------------------------------------------------------------------------------------


def test_home_is_given_away_with_its_evidence_and_without_its_position():
    (finding,) = detect("home-inferable", trail(*AT_HOME, at(CLUB, 3, 19)))
    assert finding.what == "Your photos, taken together, give your home away to within 40 m"
    assert (finding.severity, finding.confidence) == (Severity.WORTH_MENDING, Confidence.CERTAIN)
    assert finding.declared
    assert finding.reasons[0] == "They show you there on 30 different days, 30 of them between 21:00 and 07:00"
    assert re.fullmatch(
        r"So few are enough: \d+ of these 31 positions, drawn at random, gave it away in at least half of all trials",
        finding.reasons[1],
    )
    assert finding.audience.startswith("Nobody yet")
    assert len(finding.where) == 24
    assert (finding.value, finding.masked) == ("near LE15 8, Rutland", "52.▮▮▮, -0.▮▮▮")
    assert "52.6" not in repr(replace(finding, where=()))


def test_what_anyone_can_see_is_serious_and_a_finding_by_itself():
    seen = nights(HOME, range(0, 16, 4), online)
    everyone, own = detect("home-inferable", trail(*AT_HOME[20:], *seen))
    assert everyone.what.startswith("Your photos that anyone can see, taken together, give your home away")
    assert (everyone.severity, everyone.audience) == (Severity.SERIOUS, "Anyone on the internet")
    assert {where.source for where in everyone.where} == {"flickr"}
    assert own.severity is Severity.WORTH_MENDING
    assert own.where[0].source == "flickr"
    assert own.audience.startswith("Anyone, the part of it that is online")
    assert everyone.id != own.id
    (alone,) = detect("home-inferable", trail(*seen))
    assert alone.id == everyone.id


def test_second_and_third_candidates_count_too():
    (finding,) = detect("home-inferable", trail(*AT_HOME[:4], *nights(ELSEWHERE, range(0, 90, 3))))
    assert finding.what == "Your home is among the 2 likeliest that your photos point to"
    assert finding.confidence is Confidence.LIKELY
    assert finding.reasons[-2].startswith("Weighed beside it: a place where they show you on 30 different days")


def test_another_place_that_looks_like_home_is_good_to_know():
    (finding,) = detect("home-inferable", trail(*nights(ELSEWHERE, range(0, 60, 2))))
    assert finding.what == "Your photos make another place look like your home"
    assert finding.severity is Severity.GOOD_TO_KNOW


def test_where_nobody_said_where_home_is_only_a_clear_lead_is_told():
    (finding,) = detect("home-inferable", trail(*AT_HOME), NOWHERE)
    assert finding.what == "Your photos, taken together, point to one place as your home"
    assert finding.confidence is Confidence.LIKELY
    both = nights(ELSEWHERE, range(1, 60, 2))
    assert detect("home-inferable", trail(*AT_HOME, *both), NOWHERE) == []


@pytest.mark.parametrize("days", [0, 1, 2])
def test_of_thin_evidence_nothing_is_said(days):
    for subject in (HER, NOWHERE):
        assert everything(trail(*AT_HOME[:days]), subject) == []


def test_a_home_known_by_its_postcode_may_be_a_hundred_metres_off():
    palace = replace(HER, places=(SensitivePlace("home", 300, postcode="SW1A 1AA"),), identifiers=HER.identifiers[:3])
    (finding,) = detect("home-inferable", trail(*nights(Point(51.5020, -0.1419), range(10))), palace)
    assert "give your home away" in finding.what


def test_the_identity_is_the_same_with_other_photos():
    (first,) = detect("home-inferable", trail(*AT_HOME[:9]))
    (second,) = detect("home-inferable", trail(*AT_HOME[5:], *AT_SCHOOL))
    assert first.id == second.id


# --- routine ----------------------------------------------------------------------------------------------------------


def test_school_hours_near_the_school_she_named():
    (finding,) = detect("routine-from-photos", trail(*AT_HOME, *AT_SCHOOL))
    assert finding.what == "Your photos, taken together, show where you are on weekdays when schools begin or end"
    assert finding.severity is Severity.WORTH_MENDING
    assert (finding.value, finding.masked) == ("Larkfield Primary School", "L▮▮▮ P▮▮▮ S▮▮▮")
    assert finding.reasons[0].startswith(
        "They show you at a place less than a kilometre from home on 8 days from Monday"
    )
    assert "Larkfield" not in finding.what + finding.about


def test_a_weekly_place_and_work_are_told_apart():
    club = [at(CLUB, 1 + 7 * week, 19.3) for week in range(7)]
    office = [at(OFFICE, 7 * week + day, 9 + 2 * day) for week in range(5) for day in range(4)]
    found = {f.about.partition(" ")[0]: f for f in detect("routine-from-photos", trail(*AT_HOME, *club, *office))}
    assert found.keys() == {"weekly", "work"}
    assert {f.severity for f in found.values()} == {Severity.GOOD_TO_KNOW}
    assert "7 of them Tuesdays, mostly between 18:00 and 20:00" in found["weekly"].reasons[0]
    assert "about 9 km from home" in found["work"].reasons[0]


def test_of_a_place_of_alternate_weeks_nobody_says_every_week():
    club = [at(CLUB, 1 + 14 * week, 19.3) for week in range(7)]
    (finding,) = detect("routine-from-photos", trail(*AT_HOME, *club))
    assert finding.what == "Your photos, taken together, show where you come back to on the same day of the week"
    assert "every" not in " ".join((finding.what, *finding.reasons))


def test_a_place_that_nobody_named_is_told_by_its_area_and_hidden():
    club = [at(CLUB, 1 + 7 * week, 19.3) for week in range(7)]
    (finding,) = detect("routine-from-photos", trail(*AT_HOME, *club))
    assert re.fullmatch(r"near [A-Z]{2}\d+ \d, [A-Z][a-z ]+", finding.value)
    assert finding.masked == "▮▮▮"
    assert finding.value not in " ".join((finding.what, finding.about, *finding.reasons))


def test_a_school_of_their_own_list_is_named_only_where_it_is_hidden(tmp_path):
    path = tmp_path / "edubasealldata.csv"
    easting, northing = project(CLUB, BRITISH)
    path.write_text(f"EstablishmentName,Easting,Northing\nSt Finch's,{easting:.0f},{northing:.0f}\n")
    knowing = replace(HER, place_files=PlaceFiles(schools=str(path)))
    club = [at(CLUB, 1 + 7 * week, 19.3) for week in range(7)]
    (finding,) = detect("routine-from-photos", trail(*AT_HOME, *club), knowing)
    assert finding.value.startswith("by St Finch's, near ")
    assert "Finch" not in " ".join((finding.masked, finding.what, finding.about, *finding.reasons))


def test_a_published_school_run_is_serious():
    seen = [replace(sight, seen=online(sight.seen.title)) for sight in AT_SCHOOL]
    published, _ = detect("routine-from-photos", trail(*AT_HOME, *seen))
    assert published.severity is Severity.SERIOUS
    assert published.audience == "Anyone on the internet"


def test_without_a_home_to_leave_out_no_routine_is_told():
    assert detect("routine-from-photos", trail(*AT_SCHOOL), NOWHERE) == []


# --- away -------------------------------------------------------------------------------------------------------------


HOLIDAY = [at(ABROAD, day, 12) for day in (100, 101, 103)]


def test_an_absence_in_the_folder_is_good_to_know():
    (finding,) = detect("away-from-home", trail(*AT_HOME, *HOLIDAY))
    assert finding.what == "Your photos, taken together, show when you were away from home: once"
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert finding.reasons[0].endswith("from home: 10 to 13 June 2026 (4 days, seen on 3 of them)")
    assert [where.title for where in finding.where] == ["100-12.jpg", "101-12.jpg", "103-12.jpg"]


def test_an_absence_names_town_and_country_abroad_and_the_council_at_home():
    abroad = [at(Point(45.7603, 4.8350 + day / 1000), 100 + day, 12) for day in range(3)]
    north = [at(Point(57.4778, -4.2247), 130 + day, 12) for day in range(3)]
    (finding,) = detect("away-from-home", trail(*AT_HOME, *abroad, *north))
    assert "10 to 12 June 2026 (3 days), near Lyon, France" in finding.reasons[0]
    assert "10 to 12 July 2026 (3 days), Highland" in finding.reasons[0]


def test_one_that_can_be_seen_while_it_lasts_is_serious():
    today = (NOON.replace(tzinfo=None) - MONDAY).days
    holiday = [at(ABROAD, day, 9, online) for day in (today - 2, today - 1)]
    everyone, _ = detect("away-from-home", trail(*AT_HOME, *holiday))
    assert everyone.severity is Severity.SERIOUS
    assert everyone.what.endswith("away from home: once, and perhaps now")


def test_what_was_posted_meanwhile():
    posts = [(NOON.replace(month=6, day=12), online("a")), (NOON.replace(month=8, day=1), online("b"))]
    _, finding = detect("away-from-home", trail(*AT_HOME, *HOLIDAY, posts=tuple(posts)))
    assert finding.what == "You posted while you were away from home"
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert [where.title for where in finding.where] == ["a"]


def test_the_same_month_of_two_years_can_be_guessed():
    (finding,) = detect("away-from-home", trail(*AT_HOME, *HOLIDAY, *(at(ABROAD, day, 12) for day in (-265, -263))))
    assert finding.reasons[1] == "In more than one year you were away in June: the next time can be guessed"


def test_who_is_always_away_has_no_habit():
    often = [at(ABROAD, start + day, 12) for start in range(-400, 200, 20) for day in (0, 1)]
    (finding,) = detect("away-from-home", trail(*AT_HOME[:1], *often))
    assert not any("guessed" in reason for reason in finding.reasons)


def test_who_works_far_away_is_at_home_in_the_evening():
    office = [at(ABROAD, 7 * week + day, 10 + day) for week in range(5) for day in (1, 2, 3)]
    home = nights(HOME, range(6, 60, 7))
    assert detect("away-from-home", trail(*home, *office)) == []
    night = [at(ABROAD, 7 * week + 2, 2) for week in range(5)]
    assert detect("away-from-home", trail(*home, *office, *night)), "a bed there is another matter"


EARLIER = [*nights(ABROAD, range(-400, -40, 5)), *(at(away(ABROAD, 4000, 2), day, 15) for day in range(-399, -40, 5))]


def test_who_moved_was_not_away_while_they_lived_elsewhere():
    assert detect("away-from-home", trail(*AT_HOME, *EARLIER)) == []
    viewing = [at(CLUB, day, 11) for day in (-60, -50)]
    assert detect("away-from-home", trail(*AT_HOME, *EARLIER, *viewing)) == []
    back = [at(ABROAD, day, 12) for day in (100, 101)]
    (finding,) = detect("away-from-home", trail(*AT_HOME, *EARLIER, *back))
    assert "June 2026" in finding.reasons[0]


def test_a_cottage_is_no_earlier_home_nor_is_the_only_place_that_is_shown():
    cottage = [at(ABROAD, 7 * week + day, hour) for week in range(12) for day, hour in ((5, 22), (6, 8))]
    home = [at(place, day, 20) for place in (HOME, CLUB) for day in range(2, 90, 7)]
    for sights in ((*home, *cottage), cottage):
        assert detect("away-from-home", trail(*sights))


def test_no_absence_where_nobody_knows_home():
    assert detect("away-from-home", trail(*HOLIDAY), NOWHERE) == []
    assert detect("away-from-home", trail(*AT_HOME)) == []


def test_the_other_detectors_see_nothing_in_a_trail():
    names = {finding.detector for finding in everything(trail(*AT_HOME, *AT_SCHOOL, *HOLIDAY))}
    assert names == {"home-inferable", "routine-from-photos", "away-from-home"}
