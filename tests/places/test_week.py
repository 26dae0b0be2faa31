"""The week: a cell for every hour, numbers where something is, words for those who do not see it."""

import re

import pytest

from footprint.places.week import draw, said

EMPTY = [[0] * 24 for _ in range(7)]


def week(**hours):
    counts = [row[:] for row in EMPTY]
    for place, many in hours.items():
        day, hour = map(int, place.strip("_").split("_"))
        counts[day][hour] = many
    return counts


def test_the_fullest_hour_is_the_darkest_and_has_its_number():
    drawing = draw(week(_2_8=12, _4_18=3), "you were there")
    assert drawing.count("week-ground") == 7 * 24
    assert drawing.count("week-cell") == 2
    assert re.findall(r"week-many[^>]*>(\d+)<", drawing) == ["12", "3"]
    assert re.findall(r'fill-opacity="([\d.]+)"', drawing).count("1.00") == 1
    assert 'fill-opacity="0.25"' in drawing


def test_it_is_said_in_words():
    assert said(week(_2_8=12, _4_18=3)) == "Most on Wednesday at 8:00 (12), Friday at 18:00 (3)."
    assert said(EMPTY) == "Nothing is known of the hours."
    assert "Most on Wednesday at 8:00 (12)" in draw(week(_2_8=12), "you were there")


@pytest.mark.parametrize("counts", [[], EMPTY[:6], [*EMPTY[:6], [0] * 23]])
def test_no_other_week_is_drawn(counts):
    with pytest.raises(ValueError, match="seven days"):
        draw(counts, "days")
