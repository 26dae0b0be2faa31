"""What phones make of where somebody is: bursts, wrong positions, missing times, clocks that are wrong, copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import cos, log, pi, radians, sin
from random import Random

from footprint.model import Point, Sight

METRES_A_DEGREE = 111_195
KM = 1000.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere to be: how far it reaches (m, one sigma), and how many of the photos there are taken under a roof."""

    centre: Point
    reach: float = 7
    indoors: float = 0.7


@dataclass(frozen=True, slots=True)
class Outing:
    """Being somewhere from one hour of a day to another; occasions for a photo an hour, and photos on each."""

    start: float
    end: float
    spot: Spot
    rate: float
    burst: float = 2


def off(point: Point, distance: float, dice: Random) -> Point:
    """The position so many metres off, in any direction."""
    angle = dice.uniform(0, 2 * pi)
    north, east = distance * cos(angle), distance * sin(angle)
    longer = METRES_A_DEGREE * cos(radians(point.latitude))
    return Point(point.latitude + north / METRES_A_DEGREE, point.longitude + east / longer)


@dataclass(frozen=True, slots=True)
class Phone:
    """What goes wrong with one person's photos."""

    noise: float
    """Metres, one sigma, in the open; twice that under a roof."""
    undated: float
    copies: float
    kept: float
    """The share of a burst that is kept."""
    clock: timedelta
    """By how much the second camera is wrong, with which a third is taken."""

    @classmethod
    def of(cls, dice: Random) -> Phone:
        hours = dice.choice((1, -1, 12, 8, -5, -24 * 365 * 8)) if dice.random() < 0.12 else 0
        undated = dice.uniform(0.15, 0.5) if dice.random() < 0.1 else dice.uniform(0, 0.05)
        return cls(dice.uniform(4, 10), undated, dice.uniform(0, 0.12), dice.uniform(0.3, 1), timedelta(hours=hours))

    def occasion(self, day: date, outing: Outing, dice: Random) -> Iterator[Sight]:
        """A burst of photos, all with much the same error, as phones give them."""
        roof = dice.random() < outing.spot.indoors
        error = abs(dice.gauss(0, self.noise * (2 if roof else 1)))
        if dice.random() < (0.12 if roof else 0.01):
            error = dice.uniform(30, 150)
        if dice.random() < 0.015:  # the fix of some minutes ago, or of the nearest mast
            error = dice.uniform(150, 2 * KM)
        there = off(off(outing.spot.centre, abs(dice.gauss(0, outing.spot.reach)), dice), error, dice)
        moment = datetime.combine(day, time()) + timedelta(hours=dice.uniform(outing.start, outing.end))
        if dice.random() < 0.33:  # the other camera
            moment += self.clock
        photos = 1 + int(-log(1 - dice.random()) * (outing.burst - 1) * self.kept + 0.5)
        for _ in range(photos):
            moment += timedelta(seconds=int(dice.expovariate(1 / 90)) + 1)
            there = off(there, abs(dice.gauss(0, 2 if roof else 6)), dice)
            sight = Sight(there, self._told(moment, dice))
            yield sight
            if dice.random() < self.copies:
                yield sight if dice.random() < 0.8 else Sight(there)  # an edited copy, some without time

    def _told(self, moment: datetime, dice: Random) -> datetime | None:
        if dice.random() < self.undated:
            return None
        return datetime.combine(moment, time()) if dice.random() < 0.01 else moment.replace(microsecond=0)
