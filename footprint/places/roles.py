"""What a stay is to somebody: home, work, a routine, a second bed; each with its evidence in words.

Nothing is said where the evidence is thin. Shares and least numbers are chosen so that somebody who takes photos at
random hours of random days shows a pattern by chance at fewer than one place in forty.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from footprint.model import Point
from footprint.places.absences import FAR_M
from footprint.places.distance import metres, nearest_m
from footprint.places.stays import NO_HOUR, Stay

CANDIDATES = 3
"""As many places are weighed as home: of a hundred photos the right one is among three nearly always."""

SAME_M = 150.0
"""Two places so near to one another are one: both are the same house to whoever stands before it."""

FIRM_DAYS, FIRM_UNDATED = 3, 10
"""From so many days on, or so many different positions without a time, a guess at a home is more than chance."""

CLEAR_DAYS, CLEAR_NIGHTS, CLEAR_LEAD = 5, 2, 1.5
"""Where nobody says where home is: so many days, so many of them by night, and so far ahead of the next place."""

LEAST_TIMES, LEAST_WEEKS, MOST_TIMES = 5, 4, 0.7
"""A pattern is of so many days in so many weeks, and of this share of all days there."""

BED_M, BED_NIGHTS, BED_OCCASIONS, BED_SHARE = 1000.0, 3, 2, 0.2
"""A second bed: so far from home, so many nights, on so many occasions (a single holiday is one).

It is also such a share of all days there: of hundreds of days some evenings and mornings meet by chance.
"""

WORK_M = 300.0
"""Nearer to home it is the garden, the neighbour or the corner shop."""

HALF_LIFE_DAYS = 365.0
"""A day a year ago weighs half: who moved house lives where the newer photos are."""

WEEK_POWER = 0.7
"""Seven days of one week weigh as much as four weeks with a day each: a fortnight's hotel is not home."""

EVERYDAY_M = 25_000.0
"""Within reach of home are shops, friends, clubs and mostly work; around a cottage or a hotel there is little.

The smallest at which homes 12 to 25 km from the town where all of that lies are found no more seldom.
"""

MOVED_SHARE = 0.2
"""Of an earlier home: while somebody lived there, they were near the present one on no more days than this share."""

LEFT_WEEKS, LEFT_CHANCE, LEFT_WEIGHT = 8, 0.01, 0.5
"""Not seen for so many weeks, longer than a holiday, with so small a chance of that had they stayed: they moved."""

SHORTLIST = 4 * CANDIDATES
"""So many places, the best by their own days, are also judged by what lies around them: those behind never win."""

_NIGHT, _MORNING, _EVENING, _OFFICE = 22, 9, 18, range(9, 17)
_BEDTIME, _WAKING, _DEEP = 21, 7, range(1, 6)
_UNDATED_WEIGHT = 0.1
_SATURDAY = 5
_OCCASION_DAYS = 3
_WINDOW_HOURS = 3
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_BROUGHT, _FETCHED, _ENDS = range(8, 9), range(14, 16), 2
"""The hours in which school begins and ends, and how often each must have been seen where neither is enough alone."""
_SCHOOL_RUN = (8, 14, 15)
"""Hours at which windows begin that hold the start or the end of a school day."""


class Role(StrEnum):
    """What a place is to somebody."""

    WORK = "work"
    SCHOOL_HOURS = "school-hours"
    WEEKDAY = "weekday"
    WEEKLY = "weekly"
    OVERNIGHT = "overnight"


@dataclass(frozen=True, slots=True)
class Home:
    """A place that is weighed as home. `evidence` is in words, as it follows "you were there"."""

    stay: Stay
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Part:
    """A place that plays a part in somebody's weeks. `evidence` as in `Home`."""

    role: Role
    stay: Stay
    evidence: str


# --- home -------------------------------------------------------------------------------------------------------------


def homes(found: Iterable[Stay]) -> tuple[Home, ...]:
    """The places that are likeliest to be home, the likeliest first, `CANDIDATES` at most.

    Home is where the most days are, those by night before all; where one is at all hours; and what one's other days
    lie around.
    """
    places = list(found)
    latest = max((stay.visits[-1][0] for stay in places if stay.visits), default=0)
    weighed = sorted(((_weight(stay, latest), stay) for stay in places), key=lambda pair: -pair[0])[:SHORTLIST]
    weeks = {_week(day) for stay in places for day in stay.days}
    judged = [
        (score * math.cbrt(_breadth(stay)) * _around(stay, places, latest) * _still(stay, weeks), stay)
        for score, stay in weighed
    ]
    kept: list[Home] = []
    for score, stay in sorted(judged, key=lambda pair: -pair[0]):
        if all(metres(stay.centre, home.stay.centre) > SAME_M for home in kept):
            kept.append(Home(stay, score, at_home(stay)))
        if len(kept) == CANDIDATES:
            break
    return tuple(kept)


def is_firm(home: Home) -> bool:
    """Whether there is enough behind a guess to speak of it, where it can be held against the true home."""
    return len(home.stay.days) >= FIRM_DAYS or home.stay.undated >= FIRM_UNDATED


def is_clear(candidates: Sequence[Home]) -> bool:
    """Whether the first can be called home though nobody said where home is."""
    if not candidates:
        return False
    first, score = candidates[0].stay, candidates[0].score
    lead = len(candidates) == 1 or score >= CLEAR_LEAD * candidates[1].score
    return lead and len(first.days) >= CLEAR_DAYS and _nights(first) >= CLEAR_NIGHTS


def at_home(stay: Stay) -> str:
    """The evidence for a home: "on 41 different days, 33 of them between 21:00 and 07:00"."""
    days = len(stay.days)
    if not days:
        return (
            f"in {stay.undated} photos, none of which tells a time"
            if stay.undated > 1
            else "in one photo without a time"
        )
    nights = _nights(stay)
    told = f"on {days} different days" if days > 1 else "on one day"
    of = f"{nights} of them " if days > 1 else ""
    return f"{told}, {of}between {_BEDTIME}:00 and 0{_WAKING}:00" if nights else told


def _weight(stay: Stay, latest: int) -> float:
    """The days of each week, weighed by their hours and by how long ago they were."""
    days: dict[int, float] = {}
    for day, hour in stay.visits:
        days[day] = max(days.get(day, 0.0), _hour_weight(day, hour))
    return _by_weeks(days, latest) + _UNDATED_WEIGHT * stay.undated


def _by_weeks(days: Mapping[int, float], latest: int) -> float:
    weeks: dict[int, float] = defaultdict(float)
    for day, weight in days.items():
        weeks[_week(day)] += weight
    return sum(
        math.pow(weight, WEEK_POWER) * math.pow(0.5, (_week(latest) - week) * 7 / HALF_LIFE_DAYS)
        for week, weight in weeks.items()
    )


def _breadth(stay: Stay) -> float:
    """Over how many windows of the day the days there are spread, from 1 on (the inverse of Simpson's index).

    An office, a town hall and a school gate have their hours; at home one is at any.
    """
    windows: dict[int, set[int]] = defaultdict(set)
    for day, hour in stay.visits:
        if hour != NO_HOUR:
            windows[hour // _WINDOW_HOURS].add(day)
    counts = [len(days) for days in windows.values()]
    return sum(counts) ** 2 / sum(count * count for count in counts) if counts else 1.0


def _around(stay: Stay, places: Iterable[Stay], latest: int) -> float:
    """The days at and around a place, weighed as its own are but for their hours; from 1 on."""
    near = (place for place in places if metres(place.centre, stay.centre) <= EVERYDAY_M)
    return 1 + _by_weeks({day: 1.0 for place in near for day in place.days}, latest)


def _hour_weight(day: int, hour: int) -> float:
    """By night people are at home; in working hours they are not."""
    if hour == NO_HOUR:
        return 1.0
    if hour >= _NIGHT or hour < _NIGHT - 16:
        return 3.0
    if hour >= _EVENING or hour < _MORNING:
        return 1.5
    if _weekday(day) >= _SATURDAY:
        return 1.2
    return 0.6 if hour in _OFFICE else 1.0


def _nights(stay: Stay) -> int:
    """On how many days something was seen there between bedtime and waking."""
    return len({day for day, hour in stay.visits if hour >= _BEDTIME or NO_HOUR < hour < _WAKING})


def _weekday(day: int) -> int:
    return date.fromordinal(day).weekday()


def _week(day: int) -> int:
    """Weeks in a row, each from Monday."""
    return (day - 1) // 7


def _still(stay: Stay, weeks: Collection[int]) -> float:
    """Less than 1 where somebody who came as often as before would long have been seen there again.

    Args:
        stay: a place.
        weeks: all in which anything is known of the person.
    """
    if len(stay.days) < FIRM_DAYS:
        return 1.0
    mine = {_week(day) for day in stay.days}
    meanwhile = sum(min(mine) <= week <= max(mine) for week in weeks)
    since = sum(week > max(mine) for week in weeks)
    missed = math.pow(1 - (len(mine) - 1) / meanwhile, since)
    return LEFT_WEIGHT if since >= LEFT_WEEKS and missed < LEFT_CHANCE else 1.0


def earlier_homes(found: Sequence[Stay], home: Collection[Point]) -> tuple[tuple[Point, int], ...]:
    """Where somebody lived far from their present homes before they moved, each with its last day.

    Nights in many weeks with hardly a day near the present home between them, but days there after them: a cottage is
    visited in between, and whoever was never seen near home may have been away.
    """
    near = {day for stay in found if nearest_m(stay.centre, home) <= FAR_M for day in stay.days}
    far = (stay for stay in found if len(stay.days) >= LEFT_WEEKS and nearest_m(stay.centre, home) > FAR_M)
    return tuple((stay.centre, stay.days[-1]) for stay in far if _was_home(stay, near))


def _was_home(stay: Stay, near: Collection[int]) -> bool:
    first, last = stay.days[0], stay.days[-1]
    if len({_week(day) for day in stay.days}) < LEFT_WEEKS or _nights(stay) < CLEAR_NIGHTS:
        return False
    meanwhile = sum(first <= day <= last for day in near)
    return meanwhile <= MOVED_SHARE * len(stay.days) and any(day > last for day in near)


# --- the other places -------------------------------------------------------------------------------------------------


def parts(found: Iterable[Stay], home: Collection[Point]) -> tuple[Part, ...]:
    """The places besides the homes that play a part, each its plainest one; those of the most days first."""
    made: list[Part] = []
    for stay in found:
        far = nearest_m(stay.centre, home)
        if far <= SAME_M or len(stay.days) < BED_NIGHTS:
            continue
        overnight = _overnight(stay) if far > BED_M else None
        works = _work(stay) if far > WORK_M and all(p.role is not Role.WORK for p in made) else None
        if part := overnight or _weekly(stay) or _weekday_hours(stay) or works:
            made.append(part)
    return tuple(sorted(made, key=lambda part: -len(part.stay.days)))


def _overnight(stay: Stay) -> Part | None:
    """Nights there: in the small hours, or in the evening and again the next morning."""
    evenings = {day for day, hour in stay.visits if hour >= _EVENING}
    mornings = {day - 1 for day, hour in stay.visits if NO_HOUR < hour <= _MORNING}
    small = {day - 1 for day, hour in stay.visits if hour in _DEEP}
    nights = sorted(small | (evenings & mornings))
    occasions = sum(1 for before, night in zip([0, *nights], nights, strict=False) if night - before > _OCCASION_DAYS)
    if len(nights) < max(BED_NIGHTS, BED_SHARE * len(stay.days)) or occasions < BED_OCCASIONS:
        return None
    return Part(Role.OVERNIGHT, stay, f"for {len(nights)} nights on {occasions} occasions")


def _weekly(stay: Stay) -> Part | None:
    """The same day of the week, time and again: each week, each other week or now and then."""
    counts = stay.weekdays
    times = max(counts)
    if times < LEAST_TIMES or times < MOST_TIMES * len(stay.days):
        return None
    weekday = counts.index(times)
    hours = Counter(hour for day, hour in stay.visits if _weekday(day) == weekday and hour != NO_HOUR)
    about = _about(hours)
    return Part(Role.WEEKLY, stay, f"on {len(stay.days)} different days, {times} of them {_WEEKDAYS[weekday]}{about}")


def _about(hours: Counter[int]) -> str:
    if not hours:
        return ""
    start = max(range(24), key=lambda hour: (hours[hour] + hours[hour + 1], -hour))
    return f", mostly between {_window(start)}" if hours[start] + hours[start + 1] >= LEAST_TIMES else ""


def _weekday_hours(stay: Stay) -> Part | None:
    """The same two hours, from Monday to Friday."""
    days = _working_days(stay, range(24))
    if len(days) < LEAST_TIMES or len(days) < MOST_TIMES * len(stay.days):
        return None
    start = max(range(23), key=lambda hour: (len(_working_days(stay, range(hour, hour + 2))), hour in _SCHOOL_RUN))
    times = _working_days(stay, range(start, start + 2))
    if not _is_pattern(times, days):
        return _both_ends(stay, days)
    role = Role.SCHOOL_HOURS if start in _SCHOOL_RUN else Role.WEEKDAY
    told = f"on {len(days)} days from Monday to Friday, {len(times)} of them between {_window(start)}"
    return Part(role, stay, told)


def _both_ends(stay: Stay, days: set[int]) -> Part | None:
    """Brought on some days and fetched on others."""
    morning, afternoon = _working_days(stay, _BROUGHT), _working_days(stay, _FETCHED)
    if min(len(morning), len(afternoon)) < _ENDS or not _is_pattern(morning | afternoon, days):
        return None
    told = f"{len(morning)} of them between 08:00 and 09:00, {len(afternoon)} between 14:00 and 16:00"
    return Part(Role.SCHOOL_HOURS, stay, f"on {len(days)} days from Monday to Friday, {told}")


def _work(stay: Stay) -> Part | None:
    """Working hours on working days, and seldom else."""
    times = _working_days(stay, _OFFICE)
    if not _is_pattern(times, {day for day, hour in stay.visits if hour != NO_HOUR}):
        return None
    told = f"on {len(stay.days)} different days, {len(times)} of them in working hours from Monday to Friday"
    return Part(Role.WORK, stay, told)


def _working_days(stay: Stay, hours: range) -> set[int]:
    return {day for day, hour in stay.visits if hour in hours and _weekday(day) < _SATURDAY}


def _is_pattern(times: set[int], of: set[int]) -> bool:
    """Often enough, over enough weeks, and most of the time."""
    weeks = {_week(day) for day in times}
    return len(times) >= max(LEAST_TIMES, MOST_TIMES * len(of)) and len(weeks) >= LEAST_WEEKS


def _window(start: int) -> str:
    return f"{start:02}:00 and {(start + 2) % 24:02}:00"
