from dataclasses import replace

import pytest

from footprint.model import Identifier, Kind, Point, SensitivePlace
from footprint.places.sensitive import declared_homes, is_home, named, nearest, places, unknown
from tests.examples import SUBJECT

HOME = SensitivePlace("Home", 200, Point(52.6490, -0.6370))
SCHOOL = SensitivePlace("Larkfield Primary School", 150, Point(52.6520, -0.6290))
CARE_HOME = SensitivePlace("Mum's care home", 150, Point(52.6440, -0.6460))
PLACED = replace(SUBJECT, places=(SCHOOL, CARE_HOME, HOME))


def test_a_position_within_the_radius_is_near():
    near = nearest(Point(52.6492, -0.6370), PLACED)
    assert near is not None
    assert near.place is HOME
    assert near.home
    assert 20 < near.metres < 25
    assert not near.rough


def test_a_position_outside_every_radius_is_not():
    assert nearest(Point(52.66, -0.70), PLACED) is None


def test_home_comes_before_a_nearer_place():
    shed = SensitivePlace("Dad's shed", 200, Point(52.6492, -0.6370))
    near = nearest(Point(52.6492, -0.6370), replace(PLACED, places=(shed, HOME)))
    assert near is not None
    assert near.place is HOME


def test_a_care_home_is_not_home():
    assert not is_home(CARE_HOME, PLACED)
    assert is_home(SensitivePlace("My home"), PLACED)
    assert is_home(SensitivePlace("Where I sleep", postcode="tm46qh"), PLACED)


def test_a_place_known_by_its_postcode_is_rough():
    palace = SensitivePlace("The palace", 300, postcode="SW1A 1AA")
    near = nearest(Point(51.5012, -0.1419), replace(PLACED, places=(palace,)))
    assert near is not None
    assert near.rough


def test_a_place_nobody_can_locate_is_near_nothing():
    nowhere = SensitivePlace("Nowhere", 300, postcode="TM4 6QH")
    assert nearest(Point(52.6490, -0.6370), replace(PLACED, places=(nowhere,))) is None


def test_home_is_known_by_the_declared_postcode_where_no_place_is_home():
    declared = (*SUBJECT.identifiers, Identifier(Kind.POSTCODE, "SW1A 1AA"))
    near = nearest(Point(51.5010, -0.1416), replace(SUBJECT, identifiers=declared, places=()))
    assert near is not None
    assert near.home


@pytest.mark.parametrize("name", ["Home", "My house", "The flat"])
def test_home_is_one_place_whatever_it_is_called(name):
    declared = (*SUBJECT.identifiers, Identifier(Kind.ADDRESS, "1 The Mall, London SW1A 1AA"))
    home = SensitivePlace(name, 200, Point(52.6490, -0.6370))
    assert places(replace(SUBJECT, identifiers=declared, places=(SCHOOL, home))) == (SCHOOL, home)
    (spot,) = declared_homes(replace(SUBJECT, identifiers=declared, places=(home,)))
    assert (spot.point, spot.rough) == (home.point, False)


def test_a_home_whose_postcode_is_in_no_list_is_unknown():
    assert [place.name for place in unknown(replace(SUBJECT, places=(SCHOOL,)))] == ["home"]
    assert unknown(PLACED) == ()


def test_a_place_is_named_in_any_spelling_but_never_by_one_word():
    assert named("the summer fair at LARKFIELD PRIMARY SCHOOL", PLACED) is SCHOOL
    assert named("Mums care home", PLACED) is CARE_HOME
    assert named("going home from school", PLACED) is None
    assert named("", PLACED) is None
