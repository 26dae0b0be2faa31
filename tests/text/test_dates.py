from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.dates import find_dates, find_days, has_time

SEEN = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 25)


def dates(text):
    return [(d.day, d.month, d.year, d.weekday) for d in find_dates(text)]


def days(text, published=None):
    return [(d.date.isoformat(), d.sure) for d in find_days(text, SEEN, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9 March 1974", (9, 3, 1974, None)),
        ("9th of March, 1974", (9, 3, 1974, None)),
        ("March 9, 1974", (9, 3, 1974, None)),
        ("09/03/1974", (9, 3, 1974, None)),
        ("9.3.74", (9, 3, 1974, None)),
        ("9-3-26", (9, 3, 2026, None)),
        ("1974-03-09", (9, 3, 1974, None)),
        ("9 Mar '74", (9, 3, 1974, None)),
        ("Saturday 12 December 10am", (12, 12, None, 5)),
        ("Sat, 12th Dec.", (12, 12, None, 5)),
        ("Weds 2 Sept 2026", (2, 9, 2026, 2)),
        ("the 3rd of May", (3, 5, None, None)),
        ("Dec 12 10:30", (12, 12, None, None)),
        ("12-14 December", (12, 12, None, None)),
        ("29 February", (29, 2, None, None)),
    ],
)
def test_dates_as_people_write_them(text, found):
    assert dates(f"It was {text}, they say.") == [found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 February",
        "29 February 2026",
        "32/01/2026",
        "12/13/2026",
        "2026-13-01",
        "1.2.3.4",
        "12/12",
        "December 2026",
        "ref 12/12/2026/FUL",
        "May 10.30",
        "112/12/2026",
        "mayday 5",
        "5 marching",
    ],
)
def test_what_is_no_date(text):
    assert dates(text) == []


def test_a_weekday_finds_the_year():
    assert days("Saturday 12 December") == [("2026-12-12", True)]
    assert days("Friday 12 December") == []
    assert days("Sunday 12 December", date(2021, 11, 1)) == [("2021-12-12", True)]


def test_without_a_weekday_the_next_half_year_is_a_guess():
    assert days("12 January") == [("2027-01-12", False)]
    assert days("12 August") == []
    assert days("12 August", date(2026, 11, 20)) == [("2027-08-12", True)]
    assert days("29 February") == []


def test_a_year_is_a_year():
    assert days("12 August 2019") == [("2019-08-12", True)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-20"),
        ("Tonight at 7", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("this Saturday", "2026-11-21"),
        ("next Tues", "2026-11-24"),
        ("on Friday", "2026-11-27"),
    ],
)
def test_days_by_name_count_from_the_day_of_publishing(text, day):
    assert days(text, date(2026, 11, 20)) == [(day, True)]
    assert days(text) == []


def test_a_weekday_with_its_date_is_one_day():
    assert days("on Saturday 12 December", date(2026, 11, 20)) == [("2026-12-12", True)]


@pytest.mark.parametrize("text", ["at 10am", "7.30 pm", "19:00", "noon", "half past seven", "8 o\u2019clock"])
def test_times_of_day(text):
    assert has_time(text)


@pytest.mark.parametrize("text", ["", "at ten", "10", "10amps", "25:00"])
def test_what_is_no_time(text):
    assert not has_time(text)


@given(st.text(), st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1))))
def test_nothing_is_too_odd(text, published):
    for day in find_days(text, SEEN, published):
        assert 0 <= day.start < day.end <= len(text)


@given(
    st.dates(date(1930, 1, 1), date(2049, 12, 31)), st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d"])
)
def test_a_date_that_was_written_is_read_again(day, form):
    if day.year < 1950 and "y" in form:
        return  # two digits stand for 1950 to 2049
    (found,) = find_dates(day.strftime(form))
    assert (found.day, found.month, found.year) == (day.day, day.month, day.year)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("see you friday night", date(2026, 11, 27)),
        ("dentist thurs 2pm", date(2026, 11, 26)),
        ("Sunday, Crystal Suite", date(2026, 11, 29)),
        ("Turkey auction, Saturday week", date(2026, 12, 5)),
        ("ddydd Sadwrn", date(2026, 11, 28)),
        ("nos Wener nesaf", date(2026, 11, 27)),
        ("Boxing Day matinee", date(2026, 12, 26)),
        ("New Year\u2019s Eve", date(2026, 12, 31)),
        ("valentines day", date(2027, 2, 14)),
        ("the evening of the 16th", date(2026, 12, 16)),
    ],
)
def test_days_that_are_named_without_more(said, day):
    assert [found.date for found in find_days(said, WEDNESDAY, WEDNESDAY)] == [day]


@pytest.mark.parametrize(
    "said", ["last Friday", "Fridays at 7", "Every Friday at 7", "Tuesday's meeting", "sat in the sun"]
)
def test_days_that_are_over_or_come_again_are_not_named_so(said):
    assert list(find_days(said, WEDNESDAY, WEDNESDAY)) == []


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("the first of December 1958, in a box bed", 1, 12, 1958),
        ("twenty-eighth of November nineteen seventy-six", 28, 11, 1976),
        ("the ninth of March nineteen hundred and eighty", 9, 3, 1980),
        ("60 next March, the twenty-second to be exact", 22, 3, None),
        ("ar yr ail o Dachwedd 1958 ym Mangor", 2, 11, 1958),
        ("b.22/3/67, polling district", 22, 3, 1967),
    ],
)
def test_a_date_in_words(text, day, month, year):
    (found,) = find_dates(text)
    assert (found.day, found.month, found.year) == (day, month, year)


@pytest.mark.parametrize("text", ["the second may be late", "a first of many", "version 1.22.3.67"])
def test_words_that_are_no_date(text):
    assert list(find_dates(text)) == []
