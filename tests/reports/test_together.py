"""What the report says of all photos together, sentence by sentence."""

from dataclasses import replace
from datetime import date

import pytest

from footprint.model import Candidate
from footprint.outline.redaction import redacted
from footprint.outline.whereabouts import MOST_AWAY, together
from tests.reports.sheets import make_audit, make_comparison, make_whereabouts

HOME, OTHER = make_whereabouts().candidates


def told(*, share=False, **changes):
    return together(make_audit(whereabouts=make_whereabouts(**changes)), share=share)


@pytest.mark.parametrize(
    ("changes", "lead"),
    [
        ({}, "From your photos alone, a stranger can work out where you live, to within 40 m."),
        (
            {"candidates": (replace(HOME, rough=True),)},
            "From your photos alone, a stranger can work out where you live.",
        ),
        (
            {"candidates": (replace(OTHER, place=1), replace(HOME, place=2))},
            (
                "From your photos alone, a stranger can narrow down where you live to two places. "
                "One of them is your home."
            ),
        ),
        (
            {"candidates": (OTHER,)},
            "From your photos alone, a stranger would take another place for your home.",
        ),
        (
            {
                "candidates": (Candidate(1, "on 9 different days", None, rough=False, declared=False),),
                "declared": False,
            },
            "From your photos alone, a stranger can work out one place where you probably live.",
        ),
        (
            {"candidates": (OTHER,), "clear": False},
            "Your photos do not show plainly where you live, but they show places that you come back to.",
        ),
        (
            {"candidates": ()},
            "Your photos show places where you have been. They are too few to work out where you live.",
        ),
    ],
)
def test_the_first_sentence_says_what_a_stranger_can_tell(changes, lead):
    assert told(**({"clear": True} | changes)).lead == lead


def test_who_can_see_it_and_how_few_suffice():
    few, online = told().also
    assert few.startswith("Few are enough: of the 300 positions in your photos, 14 picked at random")
    assert online == (
        "125 of these positions are online, where anyone can see them. Those alone already give your home away."
    )
    (one,) = told(published=1, public=False, enough=None).also
    assert one == "1 of these positions is online, where anyone can see it."
    assert told(published=0).also[-1] == "Nobody sees this until you send or post the photos as they are."


def test_each_candidate_is_held_against_the_profile():
    assert [home.verdict for home in told().homes] == [
        "This is the address in your profile: 40 m off",
        "Not your home: about 3 km from it",
    ]
    rough = told(candidates=(replace(HOME, rough=True),)).homes[0]
    assert rough.verdict == "This is the address in your profile: 40 m from the middle of its postcode"


def test_each_place_says_what_it_is_how_far_and_who_can_see_it():
    home, work, choir, grandma, holiday = told().haunts
    assert (home.what, work.what) == ("Your home", "Probably where you work, about 3 km from home")
    assert grandma.what == "Another house where you spend nights, about 110 km from home"
    assert (home.who, work.who, choir.who) == ("Anyone sees 3", "Only you", "Anyone")
    assert home.says == "On 41 different days, 33 of them between 21:00 and 07:00; Sep 2025 to Aug 2026"
    assert home.seen_in == "Flickr photos and Wharf"
    assert holiday.says == "On 41 different days, 33 of them between 21:00 and 07:00"


def test_the_places_of_one_holiday_share_a_row():
    home, *others = make_whereabouts().places

    def there(day, far, **more):
        return replace(
            others[-1],
            name=f"town {day}",
            home_m=far,
            days=2,
            photos=2,
            first=date(2026, 8, day),
            last=date(2026, 8, day + 1),
            **more,
        )

    trip = (there(3, 470_000), there(6, 520_000, published=1), replace(there(9, 20_000), home_m=4_000))
    rows = told(places=(home, *others[:2], *trip, others[2])).haunts
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    holiday = rows[3]
    assert holiday.what == "2 places of one time away, about 470 km to 520 km from home"
    assert holiday.says == "3 to 14 August 2026 (12 days, seen on 9 of them)"
    assert (holiday.days, holiday.photos, holiday.who) == (9, 4, "Anyone sees 1")
    assert holiday.name == "town 3; town 6"
    assert rows[4].what == "Another place, about 4 km from home"


def test_a_mark_has_the_number_of_its_row():
    home, work, choir, *_ = make_whereabouts().places
    trip = [
        replace(make_whereabouts().places[-1], first=date(2026, 8, 3), last=date(2026, 8, day), home_m=90_000)
        for day in (4, 5)
    ]
    said = told(places=(home, work, *trip, choir))
    assert [mark.number for mark in said.marks] == [1, 2, 4]
    assert said.haunts[3].what.startswith("A place on the same day of the week")


def test_only_everyday_life_is_drawn():
    assert [mark.number for mark in told().marks] == [1, 2, 3]


def test_a_week_in_which_nothing_comes_back_is_not_shown():
    once = tuple(tuple(int(hour == day) for hour in range(24)) for day in range(7))
    assert told(week=once).week == ()
    assert told().week_said.startswith("Most on ")


def test_the_newest_times_away_are_listed_and_the_others_counted():
    said = told()
    assert said.away[0] == "3 to 14 August 2026 (12 days, seen on 9 of them)"
    assert (len(said.away), said.away_more) == (MOST_AWAY, 2)


def test_a_copy_for_sharing_keeps_only_what_places_are():
    audit = make_audit(whereabouts=make_whereabouts())
    thin, _ = redacted(audit, make_comparison(audit))
    said = together(thin, share=True)
    assert [haunt.what for haunt in said.haunts] == [haunt.what.partition(",")[0] for haunt in told().haunts]
    assert {haunt.says for haunt in said.haunts} == {roof.evidence for roof in said.homes} == {""}
    assert said.lead == "From your photos alone, a stranger can work out where you live."
    assert [roof.verdict for roof in said.homes] == ["This is the address in your profile", "Not your home"]
    assert (said.marks, said.week, said.away) == ((), (), ())
    assert not any(haunt.name or haunt.seen_in for haunt in said.haunts)
    assert "RG30" not in repr(thin.whereabouts)
    assert "51.4" not in repr(thin.whereabouts)


def test_nothing_is_said_where_no_photo_has_a_position():
    assert together(make_audit(), share=False) is None
