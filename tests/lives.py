"""Invented people and where their telephones took photos: home, work, errands, holidays, all from one seed.

Nobody lives there: a life is laid out around a point in the North Sea.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, pi, radians, sin

from footprint.model import Point, Sight

SEA = Point(55.0, 2.5)
START = datetime(2024, 1, 1)  # noqa: DTZ001  a wall clock
KINDS = ("office", "shifts", "hybrid", "second home", "carer", "moved")
"""How somebody lives: in an office, in shifts, at home half of the week, in two, much at a parent's, moved."""

_M_A_DEGREE = 111_195.0


def away(point: Point, metres: float, bearing: float) -> Point:
    """The position so far from another, in a direction in radians."""
    north, east = metres * cos(bearing), metres * sin(bearing)
    return Point(
        point.latitude + north / _M_A_DEGREE, point.longitude + east / _M_A_DEGREE / cos(radians(point.latitude))
    )


@dataclass(frozen=True, slots=True)
class Life:
    """What a person's photos tell, and the truth: where they live now."""

    kind: str
    home: Point
    work: Point
    sights: tuple[Sight, ...]


def life(seed: int, photos: int, years: float = 2.0) -> Life:
    """One invented person with so many photos; the kinds of life come in turn."""
    return _Liver(seed, years).lived(photos)


class _Liver:
    def __init__(self, seed: int, years: float) -> None:
        self.chance = random.Random(seed)  # noqa: S311  the same each time
        self.kind = KINDS[seed % len(KINDS)]
        self.days = int(years * 365)
        self.home = self._near(SEA, 0, 4000)
        self.before = self._near(SEA, 3000, 20_000)
        self.work = self._near(self.home, 1500, 20_000)
        self.second = self._near(self.home, 80_000, 250_000)
        self.parent = self._near(self.home, 2000, 40_000)
        self.school = self._near(self.home, 400, 1500)
        self.club = self._near(self.home, 800, 6000)
        self.haunts = [self._near(self.home, 200, 6000) for _ in range(25)]
        self.trips = [
            (start, start + self.chance.randint(4, 15), self._near(SEA, 100_000, 1_500_000))
            for start in (self.chance.randrange(self.days) for _ in range(max(1, self.days // 180)))
        ]

    def lived(self, photos: int) -> Life:
        """Photos come in bursts on some of the days, many of them on holidays and outings, few at home."""
        sights: list[Sight] = []
        while len(sights) < photos:
            day = self._day()
            hour = min(
                23.9, max(0.0, self.chance.choice((8, 12.5, 13, 16, 17.5, 19, 20.5, 22)) + self.chance.gauss(0, 1.3))
            )
            where = self._where(day, hour)
            for _ in range(min(photos - len(sights), 1 + int(self.chance.expovariate(0.5)))):
                moment = START + timedelta(days=day, hours=hour, seconds=self.chance.randrange(900))
                sights.append(Sight(self._seen(where), moment.replace(microsecond=0)))
        return Life(self.kind, self.home, self.work, tuple(sights))

    def _day(self) -> int:
        """Any day; one of a holiday four times as likely."""
        if self.chance.random() < 0.25:
            start, end, _ = self.chance.choice(self.trips)
            return self.chance.randint(start, end)
        return self.chance.randrange(self.days)

    def _where(self, day: int, hour: float) -> Point:
        chance, weekend = self.chance.random(), (START + timedelta(days=day)).weekday() > 4
        for start, end, there in self.trips:
            if start <= day <= end:
                return there if chance < 0.5 else self._near(there, 300, 15_000)
        home = self.before if self.kind == "moved" and day < self.days * 0.6 else self.home
        if self.kind == "second home" and weekend and day // 7 % 3 == 0:
            home = self.second
        if self.kind == "carer" and (chance < 0.25 or (day % 9 == 0 and hour > 18)):
            return self.parent
        if self._at_work(day, hour, weekend=weekend):
            return self.work if chance < 0.6 else self.chance.choice(self.haunts)
        if not weekend and 15 <= hour < 16.5:
            return self.school
        if day % 7 == 1 and 18.5 <= hour < 21:
            return self.club
        at_home = 0.8 if hour >= 20 or hour < 8 else 0.35
        return home if self.chance.random() < at_home else self._out()

    def _at_work(self, day: int, hour: float, *, weekend: bool) -> bool:
        if self.kind == "shifts":
            early = day // 4 % 2 == 0
            return day % 6 < 4 and (6 <= hour < 14 if early else hour >= 21 or hour < 6)
        if self.kind == "hybrid" and day % 7 in (0, 2, 4):
            return False
        return not weekend and 9 <= hour < 17.5

    def _out(self) -> Point:
        return self.chance.choice(self.haunts) if self.chance.random() < 0.4 else self._near(self.home, 300, 25_000)

    def _near(self, point: Point, least: float, most: float) -> Point:
        return away(point, self.chance.uniform(least, most), self.chance.uniform(0, 2 * pi))

    def _seen(self, point: Point) -> Point:
        """As a telephone knows it: mostly right to some metres, at times far off."""
        error = abs(self.chance.gauss(0, 12)) if self.chance.random() < 0.93 else self.chance.uniform(30, 120)
        return away(point, error, self.chance.uniform(0, 2 * pi))
