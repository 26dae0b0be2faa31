"""What findings say of one another: photos and published addresses, and one picture in two places."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.detectors import NOBODY_YET, SEEN_ALREADY
from footprint.joins import joined
from footprint.model import (
    Box,
    Confidence,
    Identifier,
    Kind,
    Picture,
    Point,
    SensitivePlace,
    Severity,
    Sign,
    Twins,
)
from footprint.places.postcodes import locate
from tests.detectors.test_trails import AT_HOME, trail
from tests.examples import NOON
from tests.judged import HER, STRANGER, detect, page, photo, record

NEAR = Point(52.6493, -0.6374)
FAR = Point(52.548, -0.742)
ADDRESS = "14 Kingfisher Wharf, Thornmere, TM4 6QH"
SITE = "http://www.rosalindquillfeather.example"
(REGISTER,) = detect("home-address", record(("Land", ADDRESS), register="register-of-interests"))
(APPLICATION,) = detect("home-address", record(("Site", ADDRESS), register="planning", place="planning.example"))


def online(location=None, name="IMG_2041.jpg", **changes):
    place = "photos on www.rosalindquillfeather.example"
    return photo(location, name=name, source="ownsites", url=f"{SITE}/{name}", place=place, **changes)


def twins(*same, name="IMG_2041.jpg"):
    return Twins(source="photos", url=f"/photos/{name}", place="/photos", title=name, seen=NOON, online=same)


def picture(name="IMG_2041.jpg"):
    sign = Sign("plate", "JZ24 RQF", Box(1, 1, 9, 5), certain=True, reason="It is a plate in your profile")
    return Picture(source="photos", url=f"/photos/{name}", place="/photos", title=name, seen=NOON, signs=(sign,))


def found(detector, evidence, subject=HER):
    (finding,) = detect(detector, evidence, subject)
    return finding


LOCAL, PUBLIC = found("photo-place", photo(NEAR)), found("photo-place", online(NEAR))


def test_a_photo_near_home_names_the_register_in_which_the_address_stands():
    register, local = joined([REGISTER, LOCAL], HER)
    assert local.reasons[0] == (
        "It was taken about 40 m from the address that anyone can read on your council's register of interests"
    )
    assert (local.id, local.severity, local.reasons[1:]) == (LOCAL.id, LOCAL.severity, LOCAL.reasons)
    assert register == REGISTER


def test_two_places_are_named_and_more_are_counted():
    (*_, two) = joined([REGISTER, APPLICATION, LOCAL], HER)
    assert two.reasons[0].endswith("on your council's register of interests and in a planning application")
    third = replace(APPLICATION, about="home address · c", registers=("charity",))
    (*_, three) = joined([REGISTER, APPLICATION, third, LOCAL], HER)
    assert three.reasons[0].endswith("on your council's register of interests and in 2 more places")


def test_a_published_photo_also_confirms_the_address():
    address, public = joined([replace(REGISTER, severity=Severity.WORTH_MENDING), PUBLIC], HER)
    assert address.severity is public.severity is Severity.SERIOUS
    assert address.reasons[-1] == "A photo of yours that anyone can see was taken near this address, and says so"
    assert "about 40 m from the address that anyone can read" in public.reasons[0]


def test_where_home_is_known_by_its_postcode_the_join_is_no_more_exact():
    rough = replace(HER, places=(SensitivePlace("Home", 300, postcode="SW1A 1AA"),))
    middle = locate("SW1A 1AA")
    near = Point(middle.latitude + 0.0005, middle.longitude)
    _, local = joined([REGISTER, found("photo-place", photo(near), rough)], rough)
    assert local.reasons[0].startswith("It was taken near the postcode of the address that anyone can read on")


def test_home_worked_out_from_many_photos_names_it_too():
    together = found("home-inferable", trail(*AT_HOME))
    _, inferred = joined([REGISTER, together], HER)
    assert inferred.reasons[0] == (
        "The home that they give away is at the address that anyone can read on your council's register of interests"
    )
    assert (inferred.id, inferred.severity) == (together.id, Severity.WORTH_MENDING)


def test_an_address_that_nobody_declared_is_joined_by_its_postcode():
    middle = locate("SW1A 1AA")
    address = replace(REGISTER, declared=False, value="16 Heron Lane, London SW1A 1AA", severity=Severity.WORTH_MENDING)
    taken = Point(middle.latitude, middle.longitude + 0.001)
    local = found("photo-location", photo(taken), STRANGER)
    address_then, local_then = joined([address, local], STRANGER)
    assert local_then.reasons[0].startswith("It was taken near the postcode of the address")
    assert (local_then.severity, address_then) == (Severity.WORTH_MENDING, address), "it is on this computer only"
    public = found("photo-location", online(taken), STRANGER)
    address_then, public_then = joined([address, public], STRANGER)
    assert address_then.severity is public_then.severity is Severity.SERIOUS
    assert "16 Heron" not in repr((public_then.reasons, local_then.reasons)), "whose it is has yet to be asked"
    far = found("photo-location", photo(FAR), STRANGER)
    assert joined([address, far], STRANGER) == [address, far]


@pytest.mark.parametrize(
    "address",
    [
        replace(REGISTER, confidence=Confidence.POSSIBLE),
        replace(REGISTER, about="home street · somewhere"),
        found("home-address", photo(None, ("comment", ADDRESS))),
        replace(REGISTER, detector="postcode"),
    ],
    ids=["not sure", "the street alone", "on this computer", "a postcode"],
)
def test_what_is_no_published_address_joins_nothing(address):
    assert joined([address, LOCAL, PUBLIC], HER) == [address, LOCAL, PUBLIC]


def test_with_two_homes_only_a_postcode_tells_which():
    two = replace(HER, identifiers=(*HER.identifiers, Identifier(Kind.ADDRESS, "3 Heron Lane, London SW1A 1AA")))
    assert joined([REGISTER, LOCAL], two) == [REGISTER, LOCAL]


def test_a_photo_far_from_home_is_not_joined():
    far = found("photo-location", photo(FAR))
    assert joined([REGISTER, far], HER) == [REGISTER, far]


# --- the same picture -------------------------------------------------------------------------------------------------


def test_a_twin_that_speaks_for_itself_is_told_once_with_the_file_here():
    twin = found("photo-public", twins(online(NEAR)))
    (once,) = joined([PUBLIC, twin], HER)
    assert once.id == PUBLIC.id
    assert [place.url for place in once.where] == [f"{SITE}/IMG_2041.jpg", "/photos/IMG_2041.jpg"]
    assert once.reasons[-1].startswith("The same picture is among the photos on this computer")


def test_a_twin_of_which_nothing_else_is_told_stays():
    other = found("photo-public", twins(online(name="other.jpg")))
    assert joined([PUBLIC, other], HER) == [PUBLIC, other]
    both = found("photo-public", twins(online(NEAR), online(name="other.jpg")))
    assert joined([PUBLIC, both], HER) == [PUBLIC, both]


def test_two_files_with_the_same_picture_are_both_named():
    copies = [found("photo-public", twins(online(NEAR), name=name)) for name in ("a.jpg", "b.jpg")]
    (once,) = joined([*copies, PUBLIC], HER)
    assert [place.title for place in once.where] == ["IMG_2041.jpg", "a.jpg", "b.jpg"]
    assert len([reason for reason in once.reasons if "same picture" in reason]) == 1


def test_what_a_photo_shows_is_seen_already_where_the_same_picture_is_online():
    plate = found("photo-plate", picture())
    place, twin = found("photo-place", photo(NEAR)), found("photo-public", twins(online(name="other.jpg")))
    shown, then, _ = joined([plate, place, twin], HER)
    assert plate.audience == place.audience == NOBODY_YET
    assert (shown.audience, shown.where) == (SEEN_ALREADY, plate.where)
    assert shown.reasons[-1] == "The same picture is online already: photos on www.rosalindquillfeather.example"
    assert then == place, "the copy tells no position"
    assert joined([found("photo-plate", picture("x.jpg")), twin], HER)[0].audience == NOBODY_YET


def test_where_a_photo_was_taken_is_seen_already_where_the_copy_tells_it():
    local, public, twin = LOCAL, PUBLIC, found("photo-public", twins(online(NEAR)))
    then, _ = joined([local, public, twin], HER)
    assert then.audience == SEEN_ALREADY
    assert joined([local, public], HER) == [local, public]


MADE = [
    *(REGISTER, APPLICATION, LOCAL, PUBLIC),
    *(found("photo-public", twins(online(NEAR, name), name=name)) for name in ("IMG_2041.jpg", "x.jpg")),
    found("photo-plate", picture()),
    *(found("photo-location", made) for made in (photo(FAR), online(FAR, "far.jpg"))),
    *detect("home-address", page(f"Cllr Rosalind Quillfeather, Thornmere Borough Council: {ADDRESS}")),
    found("home-inferable", trail(*AT_HOME)),
]


@given(st.lists(st.sampled_from(MADE), unique_by=id, max_size=len(MADE)))
def test_a_join_keeps_what_findings_are_and_makes_none_milder(findings):
    then = joined(findings, HER)
    left = [finding for finding in findings if finding.id in {one.id for one in then}]
    assert [finding.id for finding in then] == [finding.id for finding in left]
    assert {finding.detector for finding in findings if finding not in left} <= {"photo-public"}
    for before, after in zip(left, then, strict=True):
        assert after.severity.rank >= before.severity.rank
        assert set(before.where) <= set(after.where)
        assert set(before.reasons) <= set(after.reasons)
        assert (after.value, after.what, after.confidence) == (before.value, before.what, before.confidence)
    assert joined(findings, HER) == then
