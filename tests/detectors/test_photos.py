"""Where photos were taken: `photo-location` and `photo-place`, which never both speak of one photo."""

from dataclasses import replace
from math import nan

import pytest

from footprint.model import Confidence, Point, SensitivePlace, Severity
from tests.judged import HER, detect, page, photo

AT_HOME = Point(52.6493, -0.6374)
AT_SCHOOL = Point(52.6523, -0.6290)
FAR_AWAY = Point(52.548, -0.742)


def both(evidence, subject=HER):
    return detect("photo-location", evidence, subject), detect("photo-place", evidence, subject)


def archive(location=None, *traces, name="Rosalind Quillfeather of Thornmere Borough Council.jpg"):
    return replace(
        photo(location, *traces, name=name, source="commons"), url="http://c.example/1", place="Wikimedia Commons"
    )


def test_a_position_far_from_every_sensitive_place():
    (finding,), none = both(photo(FAR_AWAY, name="IMG_2140.jpg"))
    assert none == []
    assert finding.what == "The photo IMG_2140.jpg says where it was taken"
    assert finding.about == "IMG_2140.jpg · /photos"
    assert finding.severity is Severity.WORTH_MENDING
    assert finding.masked == "52.▮▮▮, -0.▮▮▮"
    assert finding.audience.startswith("Nobody yet")
    assert finding.thumbnail == b"jpeg"


def test_a_video_is_called_one():
    ((finding,), _) = both(photo(FAR_AWAY, name="swans.mov", form="MOV"))
    assert finding.what.startswith("The video swans.mov")


def test_home_is_serious():
    none, (finding,) = both(photo(AT_HOME))
    assert none == []
    assert finding.what == "The photo IMG_2041.jpg was taken about 40 m from your home and says so"
    assert finding.severity is Severity.SERIOUS
    assert finding.confidence is Confidence.CERTAIN
    assert finding.declared
    assert finding.value == "52.64930, -0.63740"


def test_a_film_that_ends_at_home_was_taken_there():
    ride = photo(
        FAR_AWAY, ("gps", "52.548000, -0.742000"), ("gps", "52.649300, -0.637400"), name="ride.mp4", form="MP4"
    )
    none, (finding,) = both(ride)
    assert none == []
    assert finding.what == "The video ride.mp4 was taken about 40 m from your home and says so"
    assert finding.value == "52.64930, -0.63740"


def test_a_position_that_only_a_block_inside_tells_counts():
    (finding,), none = both(photo(None, ("gps", "52.548000, -0.742000")))
    assert none == []
    assert finding.value == "52.54800, -0.74200"


def test_another_place_is_called_by_its_own_name():
    none, (finding,) = both(photo(AT_SCHOOL))
    assert none == []
    assert finding.what == "The photo IMG_2041.jpg was taken about 30 m from Larkfield Primary School and says so"
    assert finding.severity is Severity.WORTH_MENDING


def test_online_every_such_place_is_serious():
    _, (finding,) = both(archive(AT_SCHOOL))
    assert finding.severity is Severity.SERIOUS
    assert "(Wikimedia Commons)" in finding.what
    assert finding.audience == "Anyone on the internet"


def test_right_at_the_place_and_far_within_it():
    _, (near,) = both(photo(Point(52.6490, -0.6370)))
    assert "taken at your home and" in near.what
    wide = replace(HER, places=(SensitivePlace("Home", 2000, Point(52.6490, -0.6370)),))
    _, (far,) = both(photo(Point(52.6590, -0.6370)), wide)
    assert "about 1100 m from your home" in far.what


def test_a_place_known_by_its_postcode_is_found_and_said_to_be_rough():
    palace = replace(HER, places=(SensitivePlace("The palace", 300, postcode="SW1A 1AA"),))
    _, (finding,) = both(photo(Point(51.5012, -0.1419)), palace)
    assert any("postcode only" in reason for reason in finding.reasons)


@pytest.mark.parametrize("point", [None, Point(0.0, 0.0), Point(0.0004, -0.0002), Point(nan, 1.0), Point(91.0, 0.0)])
def test_no_position_or_an_empty_one_is_nothing(point):
    assert both(photo(point)) == ([], [])


def test_a_position_of_the_equator_or_the_meridian_counts():
    ((finding,), _) = both(photo(Point(51.4779, 0.0)))
    assert finding.masked == "51.▮▮▮, 0.▮▮▮"


def test_place_names_are_good_to_know_and_the_own_street_is_more():
    ((finding,), _) = both(photo(None, ("place", "Thornmere"), ("place", "Millpond Green")))
    assert finding.severity is Severity.GOOD_TO_KNOW
    assert "names the place" in finding.what
    ((street,), _) = both(photo(None, ("place", "Thornmere"), ("place", "Kingfisher Wharf")))
    assert street.severity is Severity.WORTH_MENDING
    assert "names the street you live in" in street.what


def test_the_name_of_a_sensitive_place_is_enough():
    none, (finding,) = both(photo(None, ("place", "LARKFIELD PRIMARY SCHOOL")))
    assert none == []
    assert "names Larkfield Primary School" in finding.what


def test_a_path_is_a_position_too():
    ((finding,), _) = both(photo(None, ("track", "212 positions")))
    assert "path" in finding.what


@pytest.mark.parametrize(
    "traces",
    [
        (),
        (("person", "Tobias Quillfeather"),),
        (("device", "Candela C7"), ("time", "2026-05-24 15:20")),
        (("gps", "empty"),),
    ],
)
def test_people_devices_and_times_name_no_place(traces):
    assert both(photo(None, *traces)) == ([], [])


def test_a_picture_that_may_be_somebody_else_s():
    stranger = archive(FAR_AWAY, name="Rosalind_Quillfeather.jpg")
    assert both(stranger) == ([], [])
    ((finding,), _) = both(archive(FAR_AWAY, ("comment", "Cllr Rosalind Quillfeather")))
    assert "(Wikimedia Commons)" in finding.what


def test_other_evidence_is_not_looked_at():
    assert both(page("52.6492, -0.6374")) == ([], [])


def test_hostile_file_names_stay_on_one_line():
    ((finding,), _) = both(photo(FAR_AWAY, name="a\x1b[2J\nb\u202e.jpg"))
    assert finding.what.isprintable()
