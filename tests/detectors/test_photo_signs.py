"""What can be seen in photos of this computer, as findings."""

import pytest

from footprint.model import Box, Confidence, Picture, Severity, Sign
from tests.examples import NOON
from tests.judged import everything

BOX = Box(10, 20, 110, 60)


def picture(*signs, name="IMG_1.jpg", **shown):
    return Picture(source="photos", url=f"/photos/{name}", place="/photos", title=name, seen=NOON, signs=signs, **shown)


def sign(kind, text="KV19 OTF", *, certain=False, box=BOX):
    return Sign(kind, text, box, certain=certain, reason="It has the form of one")


@pytest.mark.parametrize(
    ("kind", "detector", "certain", "possible"),
    [
        ("plate", "photo-plate", Severity.WORTH_MENDING, Severity.GOOD_TO_KNOW),
        ("post", "photo-address", Severity.SERIOUS, Severity.WORTH_MENDING),
        ("house", "photo-address", Severity.SERIOUS, Severity.GOOD_TO_KNOW),
        ("postcode", "photo-address", Severity.SERIOUS, Severity.GOOD_TO_KNOW),
        ("street", "photo-address", Severity.WORTH_MENDING, Severity.GOOD_TO_KNOW),
        ("school", "photo-school", Severity.WORTH_MENDING, Severity.GOOD_TO_KNOW),
        ("care-home", "photo-school", Severity.WORTH_MENDING, Severity.GOOD_TO_KNOW),
        ("card", "photo-papers", Severity.SERIOUS, Severity.SERIOUS),
        ("contact", "photo-papers", Severity.SERIOUS, Severity.GOOD_TO_KNOW),
        ("papers", "photo-papers", Severity.WORTH_MENDING, Severity.WORTH_MENDING),
        ("badge", "photo-papers", Severity.GOOD_TO_KNOW, Severity.GOOD_TO_KNOW),
    ],
)
def test_each_sign_is_a_finding_as_serious_as_it_is_sure(kind, detector, certain, possible):
    (sure,) = everything(picture(sign(kind, certain=True)))
    assert (sure.detector, sure.severity, sure.confidence) == (detector, certain, Confidence.CERTAIN)
    assert (sure.declared, sure.value, sure.part) == (True, "KV19 OTF", BOX)
    (unsure,) = everything(picture(sign(kind)))
    assert (unsure.detector, unsure.severity, unsure.confidence) == (detector, possible, Confidence.POSSIBLE)
    assert unsure.value == unsure.masked, "what may be somebody else's is not written down"
    assert "KV19" not in unsure.value


def test_a_photo_gives_one_finding_of_a_kind_and_what_is_certain_comes_first():
    other = Box(1, 1, 2, 2)
    (found,) = everything(picture(sign("post", box=other), sign("street", "Kingfisher Wharf", certain=True)))
    assert found.what == "The photo IMG_1.jpg shows the name of your street"
    assert found.part == BOX


def test_people_are_counted_and_asked_after():
    faces = (Box(0, 0, 10, 10), Box(50, 20, 60, 40))
    (two,) = everything(picture(faces=faces))
    assert two.what == "The photo IMG_1.jpg shows two people; have they agreed?"
    assert (two.value, two.part, two.severity) == ("", Box(0, 0, 60, 40), Severity.GOOD_TO_KNOW)
    (one,) = everything(picture(faces=faces[:1]))
    assert "one person" in one.what
    (many,) = everything(picture(faces=faces * 10))
    assert "20 people" in many.what


def test_people_who_have_agreed_are_not_asked_after_and_what_else_is_seen_stays():
    (found,) = everything(picture(sign("plate"), faces=(Box(0, 0, 10, 10),), agreed=True))
    assert found.detector == "photo-plate"


def test_a_picture_that_shows_nothing_gives_nothing():
    assert everything(picture()) == []
    assert everything(picture(name="07700 900417.jpg")) == [], "its name is judged with the photo itself"


def test_a_finding_is_the_same_from_audit_to_audit_whatever_was_read():
    (one,), (other,) = (everything(picture(sign("plate", text))) for text in ("KV19 OTF", "KV19 OTE"))
    assert one.id == other.id
