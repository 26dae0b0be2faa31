"""Photos of this computer that are online already."""

import pytest

from footprint.model import Confidence, Point, Severity
from tests.judged import HER, detect, everything
from tests.test_joins import FAR, NEAR, SITE, online, twins


def test_it_says_where_the_copy_stands_and_whether_it_tells_the_place():
    (found,) = detect("photo-public", twins(online(FAR)))
    assert found.what == (
        "The photo IMG_2041.jpg is already public: photos on www.rosalindquillfeather.example, still with its position"
    )
    assert found.about == "IMG_2041.jpg · /photos"
    assert (found.severity, found.confidence) == (Severity.WORTH_MENDING, Confidence.LIKELY)
    assert found.audience == "Anyone on the internet"
    assert [place.url for place in found.where] == [f"{SITE}/IMG_2041.jpg", "/photos/IMG_2041.jpg"]
    assert found.thumbnail == b"jpeg"


@pytest.mark.parametrize(
    ("place", "severity"),
    [
        (None, Severity.GOOD_TO_KNOW),
        (Point(0.0, 0.0), Severity.GOOD_TO_KNOW),
        (FAR, Severity.WORTH_MENDING),
        (NEAR, Severity.SERIOUS),
    ],
)
def test_it_is_as_serious_as_what_the_copy_tells(place, severity):
    (found,) = detect("photo-public", twins(online(place)))
    assert found.severity is severity
    assert ("position" in found.what) == (severity is not Severity.GOOD_TO_KNOW)


def test_of_several_copies_the_gravest_comes_first():
    (found,) = detect("photo-public", twins(online(), online(NEAR, "b.jpg")))
    assert found.what.endswith("and in 1 more, still with its position")
    assert found.where[0].url == f"{SITE}/b.jpg"


def test_a_photo_that_is_nowhere_else_is_nothing_to_any_detector():
    assert everything(twins()) == []
    assert everything(twins(name="07700 900417.jpg")) == [], "its name is judged with the photo itself"


def test_hostile_names_stay_on_one_line():
    (found,) = detect("photo-public", twins(online(), name="a\x1b[2J\nb\u202e.jpg"), HER)
    assert found.what.isprintable()
