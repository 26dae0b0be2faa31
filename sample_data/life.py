"""A year of a telephone's photos, small and harmless one by one: together they tell a life.

Nobody lives at any of these places: they are open water, the sea, and two public gardens. Hours and weekdays are those
of an ordinary year: evenings at home, days at work, the school in term, her mother on Sundays, the baths on Tuesdays, a
friend's guest room on three weekends, a week by the sea and a few days in Paris.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import scenes
from notes import Position, Shot, when

HOME: Position = (52.6490, -0.6370)
SCHOOL: Position = (52.6520, -0.6290)
CARE_HOME: Position = (52.6440, -0.6460)
WORK: Position = (52.6570, -0.6350)
BATHS: Position = (52.6530, -0.6200)
FRIENDS: Position = (52.5617, -0.3060)
"""A lake in a country park."""
THE_SEA: Position = (52.9500, 0.2000)
THE_TUILERIES: Position = (48.8635, 2.3275)

SPREAD_M = 25.0
"""How far a telephone's position strays."""

_PLACES: tuple[tuple[Position, scenes.Scene, int | None, str], ...] = (
    (HOME, scenes.garden, None, """
    01-04 21:32, 01-19 18:47, 02-02 20:15, 02-21 22:08, 03-09 10:26, 03-22 21:51, 04-06 07:35, 04-20 19:22, 05-11 08:12,
    05-25 21:17, 06-15 06:44, 06-29 19:58, 07-13 22:31, 07-27 11:05, 09-07 20:40, 10-05 18:33, 11-16 21:26, 12-14 17:49
    """),
    (WORK, scenes.street, None, """
    01-15 10:20, 02-06 13:12, 02-24 15:41, 03-18 09:52, 04-10 11:36, 05-20 16:08, 06-12 12:44, 07-02 14:25, 09-11 10:03,
    10-02 15:17, 11-19 13:30
    """),
    (SCHOOL, scenes.school, None, """
    01-09 08:46, 01-29 09:04, 02-12 08:51, 03-06 09:02, 03-26 08:44, 04-03 15:24, 05-01 08:49, 06-04 09:03, 06-20 08:52
    """),
    (CARE_HOME, scenes.lawn, None, """
    01-12 15:06, 02-09 15:31, 03-16 14:48, 04-27 15:12, 06-08 16:03, 07-20 15:20, 09-28 15:44
    """),
    (BATHS, scenes.lake, None, "02-18 07:12, 03-11 07:25, 04-29 07:08, 06-24 07:31, 09-16 07:19, 11-04 07:22"),
    (FRIENDS, scenes.hills, None, "02-15 20:41, 02-16 08:32, 05-03 21:14, 05-04 08:05, 09-20 19:36, 09-21 08:47"),
    (THE_SEA, scenes.harbour, None, "08-10 16:20, 08-11 11:04, 08-12 19:45, 08-13 10:33, 08-14 14:12, 08-15 09:50"),
    (THE_TUILERIES, scenes.fete, 2, "10-20 17:02, 10-21 11:48, 10-22 15:26, 10-23 19:55, 10-24 10:17"),
)  # fmt: skip
"""Where, what is seen there, how many hours the clock is ahead (None: as in Britain), and when in 2025."""


def shots() -> Iterator[tuple[str, scenes.Scene, int, Shot]]:
    """The name, the scene, its seed and what the telephone noted, for every photo."""
    chance = Random(2025)  # noqa: S311  the same places each time, no secrets
    for place, scene, zone, times in _PLACES:
        for number, time in enumerate(times.split(",")):
            taken = when(f"2025-{time.strip()}")
            near = (chance.uniform(-SPREAD_M, SPREAD_M), chance.uniform(-SPREAD_M, SPREAD_M))
            ahead = int((3, 30) <= (taken.month, taken.day) < (10, 26)) if zone is None else zone
            yield f"{taken:%Y%m%d_%H%M}.jpg", scene, 40 + number % 3, Shot(taken, place, near=near, zone=ahead)
