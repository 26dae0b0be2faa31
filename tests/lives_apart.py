"""A second author's invented people, and where and when their photos were taken; written without sight of the first's.

A life is lived day by day: where the person is at each hour, and how often they take a picture there. Photos are then
drawn from all the hours of some years, in bursts, with what phones get wrong. All of it lies in the open Atlantic, far
from any dwelling. How often people take pictures where is a guess: a third at home, a councillor's fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from footprint.model import Point, Sight
from tests.phones import KM, Outing, Phone, Spot, off

LAST_DAY = date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class Life:
    """What photos tell of a person, and what they should tell: where the person lives at the end."""

    kind: str
    home: Point
    sights: tuple[Sight, ...]


AT_HOME = ((0, 6.5, 0.002), (6.5, 8.5, 0.03), (8.5, 18, 0.05), (18, 22.5, 0.06), (22.5, 24, 0.015))
"""Occasions an hour through the day, where the person sleeps."""


@dataclass(slots=True)
class Person:
    """Someone with a home, the places around it, and habits."""

    dice: Random
    home: Spot
    work: Spot
    family: Spot
    other: Spot
    """The second home, the parent's, the winter resort, the former home, the school: what the kind needs."""
    friends: list[Spot]
    walks: list[Spot]
    pubs: list[Spot]
    shops: list[Spot]
    halls: list[Spot]
    """Where one goes again and again: clubs, venues, the town hall, flats that one lets."""
    homely: float = 1
    """How many more pictures than others they take at home."""
    dog: bool = False
    away: dict[date, Spot] = field(default_factory=dict)
    moved: date | None = None

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def about(self, spot: Spot, near: float, far: float, reach: float = 7, indoors: float = 0.7) -> Spot:
        """Somewhere else, so many metres off; nearer is likelier."""
        return Spot(off(spot.centre, near * (far / near) ** self.dice.random(), self.dice), reach, indoors)

    def base(self, day: date) -> Spot:
        """Where the person lives on a day."""
        return self.other if self.moved and day < self.moved else self.home


Habit = Callable[[Person, date], Iterator[Outing]]


# What everyone does


def _working(day: date) -> bool:
    return day.weekday() < 5  # Saturday


def _school_holiday(day: date) -> bool:
    """About the English ones: half terms, Easter, summer and Christmas."""
    times = (((2, 14), (2, 21)), ((4, 3), (4, 18)), ((5, 25), (5, 31)), ((7, 23), (9, 2)), ((10, 24), (10, 31)))
    return any(first <= (day.month, day.day) <= last for first, last in times) or _christmas(day)


def _christmas(day: date) -> bool:
    return day.month == 12 and day.day > 21  # the holiday


def _leisure(person: Person, day: date) -> Iterator[Outing]:
    """What one does beside work; whatever has no room on the day falls away."""
    dice, free = person.dice, not _working(day)
    base = person.base(day)
    if person.dog:
        start = dice.uniform(6.5, 8)
        yield Outing(start, start + 0.6, person.walks[0], 0.25)
        yield Outing(17.5, 18.2, person.walks[0], 0.2)
    if free and person.chance(0.10):
        trip = person.about(base, 15 * KM, 120 * KM, reach=300, indoors=0.3)
        yield Outing(10, dice.uniform(16, 18), trip, 0.6, burst=3.5)
    if person.chance(0.10 if free else 0.01):
        start = dice.uniform(12, 18)
        event = dice.choice(person.halls) if person.chance(0.4) else person.about(base, 2 * KM, 80 * KM, 60)
        yield Outing(start, start + dice.uniform(3, 5.5), event, 0.6, burst=5)
    if free and person.chance(0.35):
        start = dice.uniform(10, 15)
        yield Outing(start, start + dice.uniform(1, 3), dice.choice(person.walks), 0.35, burst=2.5)
    if person.chance(0.30 if free else 0.12):
        start = dice.uniform(18.5, 20)
        spot, rate = (dice.choice(person.pubs), 0.25) if person.chance(0.6) else (dice.choice(person.friends), 0.2)
        yield Outing(start, start + dice.uniform(2, 4), spot, rate)
    if person.chance(0.4):
        start = dice.uniform(9, 18.5)
        yield Outing(start, start + 0.8, dice.choice(person.shops), 0.05, burst=1.3)
    if free and person.chance(0.06):
        yield Outing(11, 24, person.family, 0.12, burst=3)


def _at_work(person: Person, start: float = 9, end: float = 17.5) -> Iterator[Outing]:
    early, late = start + person.dice.gauss(0, 0.3), end + person.dice.gauss(0, 0.5)
    way = person.about(person.work, 500, 5 * KM, reach=200, indoors=0.4)
    yield Outing(early - 0.7, early, way, 0.02, burst=1.3)
    yield Outing(early, late, person.work, 0.02)
    yield Outing(late, late + 0.7, way, 0.02, burst=1.3)


# What each kind does


def office(person: Person, day: date) -> Iterator[Outing]:
    """At a desk from Monday to Friday."""
    if _working(day):
        yield from _at_work(person)


def nights(person: Person, day: date) -> Iterator[Outing]:
    """Four nights at work, four at home; asleep after each."""
    turn = day.toordinal() % 8
    if 1 <= turn <= 4:  # the mornings after
        yield Outing(0, 7.3, person.work, 0.02)
        yield Outing(8, 15, person.base(day), 0.002)
    if turn < 4:  # the evenings before
        yield Outing(20.3, 24, person.work, 0.025)


def hybrid(person: Person, day: date) -> Iterator[Outing]:
    """Two days a week in the office, the others at the kitchen table."""
    if day.weekday() in (1, 3):
        yield from _at_work(person)
    elif _working(day):
        yield Outing(12.3, 13.1, person.walks[0], 0.15)


def second_home(person: Person, day: date) -> Iterator[Outing]:
    """The cottage on some weekends, on bank holidays and for weeks in summer."""
    weekend = Random(f"{person.home.centre} {(day - timedelta(day.weekday())).toordinal()}").random() < 0.4  # noqa: S311  invented
    if weekend and day.weekday() == 4:  # Friday
        yield from _at_work(person, end=15.5)
        yield Outing(19.5, 24, person.other, 0.07, burst=2.5)
    elif weekend and day.weekday() > 4:  # Saturday, Sunday
        sunday = day.weekday() == 6
        coast = person.about(person.other, 300, 6 * KM, reach=200, indoors=0.1)
        yield Outing(11, 14, coast, 0.5, burst=3)
        yield Outing(0, 8, person.other, 0.005)
        yield Outing(8, 11, person.other, 0.1, burst=2.5)
        yield Outing(14, 17 if sunday else 24, person.other, 0.1, burst=2.5)
    elif _working(day):
        yield from _at_work(person)


def carer(person: Person, day: date) -> Iterator[Outing]:
    """Three nights a week at a parent's, or four for who is little at home; by day with them to surgeries."""
    turns = (1, 3, 5) if person.homely > 1 else (0, 2, 4, 6)
    if (day.weekday() - 1) % 7 in turns:
        yield Outing(0, 8, person.other, 0.003)
    if day.weekday() in turns:
        yield Outing(18, 24, person.other, 0.05)
    if person.chance(0.1):
        yield Outing(10, 12, person.halls[0], 0.04)
    if _working(day) and day.weekday() % 2 == 0:
        yield from _at_work(person, 9.5, 15)


def moved_house(person: Person, day: date) -> Iterator[Outing]:
    """The old home, then the new: seen twice before, done up after."""
    if _working(day) and day.weekday() != 2:  # Wednesdays at home
        yield from _at_work(person)
    since = (day - person.moved).days if person.moved else 0
    if since in (-80, -52, -20):
        yield Outing(10, 11, person.home, 0.8, burst=6)
    if 0 <= since < 60 and person.chance(0.6):  # days of painting
        yield Outing(18.5, 21.5, person.home, 0.2, burst=2.5)


def retired(person: Person, day: date) -> Iterator[Outing]:
    """The allotment, the club, grandchildren; and long weeks away."""
    if person.chance(0.35):
        yield Outing(9.5, 12, person.halls[1], 0.2)
    if day.weekday() == 2:  # Wednesdays
        yield Outing(14, 17, person.halls[2], 0.1)
    if day.weekday() == 5 and day.day <= 7:  # first Saturdays, with a night
        yield Outing(11, 24, person.family, 0.25, burst=3)
    if day.weekday() == 6 and 2 <= day.day <= 8:  # the Sunday after
        yield Outing(0, 16, person.family, 0.12, burst=3)


def parent(person: Person, day: date) -> Iterator[Outing]:
    """School run, a shorter working day, clubs and Saturday's match."""
    term = _working(day) and not _school_holiday(day)
    if term:
        yield Outing(8.5, 8.9, person.other, 0.12, burst=1.5)
        yield Outing(15, 15.5, person.other, 0.15, burst=1.5)
    if term and person.chance(0.03):
        yield Outing(13.5, 15, person.other, 1.2, burst=5)
    if term and day.weekday() < 4:  # Friday off
        yield from _at_work(person, 10, 14.2)
    if term and day.weekday() in (1, 3):
        yield Outing(16.2, 17.6, person.halls[day.weekday()], 0.3)
    if day.weekday() == 5 and day.month not in (6, 7, 8):  # Saturday, outside summer
        yield Outing(9, 11.5, person.halls[0], 0.5, burst=4)
    if _school_holiday(day) and _working(day) and person.chance(0.4):
        yield Outing(10, 15, person.about(person.home, KM, 40 * KM, 150, 0.4), 0.5, burst=3.5)


def councillor(person: Person, day: date) -> Iterator[Outing]:
    """Meetings at the town hall, the ward on foot, surgeries; home is hardly worth a picture."""
    ward = person.walks[1]
    if _working(day) and day.weekday() in (0, 2, 3) and person.chance(0.65) and day.month != 8:  # recess
        yield Outing(17.8, person.dice.uniform(20, 22.5), person.halls[0], 0.12)
    if person.chance(0.25):
        start = person.dice.uniform(10, 17)
        street = person.about(ward, 50, 900, reach=120, indoors=0.02)
        yield Outing(start, start + 1.7, street, 0.9, burst=2.5)
    if day.weekday() == 5 and day.day <= 14:  # surgery on two Saturdays
        yield Outing(10, 11.5, person.halls[1], 0.4)
    if person.chance(0.1):
        start = person.dice.uniform(10, 19)
        yield Outing(start, start + 2, person.about(ward, 100, 4 * KM, 20), 0.8, burst=4)
    if _working(day) and day.weekday() in (1, 4):
        yield from _at_work(person)


def landlord(person: Person, day: date) -> Iterator[Outing]:
    """Some flats to let, with many pictures of each on few days; at a desk otherwise."""
    if person.chance(0.09):
        start = person.dice.uniform(9, 18)
        yield Outing(start, start + 1.2, person.dice.choice(person.halls[:3]), 0.9, burst=7)
    if _working(day) and person.chance(0.7):
        yield from _at_work(person)


HABITS: dict[str, Habit] = {
    "office worker": office,
    "night shifts": nights,
    "hybrid work": hybrid,
    "second home": second_home,
    "carer": carer,
    "moved house": moved_house,
    "retired": retired,
    "parent": parent,
    "councillor": councillor,
    "landlord": landlord,
}
KINDS = tuple(HABITS)
HOMELY = {"parent": 1.6, "hybrid work": 1.2, "retired": 1.2, "councillor": 0.25, "landlord": 0.8}


# How they are made


def _person(kind: str, dice: Random) -> Person:
    home = Spot(Point(dice.uniform(48, 52), dice.uniform(-24, -19)))
    one = Person(dice, home, home, home, home, [], [], [], [], [])
    one.work = one.about(home, 1.5 * KM, 30 * KM, reach=25, indoors=0.85)
    one.family = one.about(home, 3 * KM, 250 * KM)
    one.other = {
        "second home": lambda: one.about(home, 60 * KM, 300 * KM, reach=12, indoors=0.5),
        "carer": lambda: one.about(home, KM, 60 * KM),
        "moved house": lambda: one.about(home, 800, 60 * KM),
        "retired": lambda: one.about(home, 200 * KM, 400 * KM, reach=15, indoors=0.4),
    }.get(kind, lambda: one.about(home, 400, 3 * KM, reach=20, indoors=0.3))()
    one.friends = [one.about(home, 300, 25 * KM) for _ in range(5)]
    one.walks = [one.about(home, 200, 4 * KM, reach=200, indoors=0) for _ in range(4)]
    one.pubs = [one.about(home, 300, 8 * KM, reach=12, indoors=0.85) for _ in range(5)]
    one.shops = [one.about(home, 300, 6 * KM, reach=40, indoors=0.8) for _ in range(4)]
    one.halls = [one.about(home, 500, 8 * KM, reach=20, indoors=0.6) for _ in range(5)]
    one.homely = HOMELY.get(kind, 1) * dice.lognormvariate(0, 0.5)
    one.dog = one.chance(0.3)
    return one


def _holidays(person: Person, kind: str, days: list[date]) -> None:
    """Fills in where the person is away: summer, short breaks, Christmas with family; more for the retired."""
    dice = person.dice
    same = person.about(person.home, 80 * KM, 350 * KM, reach=12, indoors=0.5)
    weeks = {"retired": ((1, 35), (5, 21), (9, 18))}.get(
        kind, ((dice.choice((6, 7, 8)), 12), (dice.choice((4, 10)), 6))
    )
    for year in {day.year for day in days}:
        breaks = [(date(year, month, dice.randint(1, 20)), length + dice.randint(-4, 3)) for month, length in weeks]
        breaks += [(date(year, dice.randint(1, 12), dice.randint(1, 28)), 3) for _ in range(dice.randint(0, 3))]
        for start, length in breaks:
            new = person.about(person.home, 80 * KM, 350 * KM, reach=12, indoors=0.5)
            stay = same if person.chance(0.3) else new
            if length > 4 and (kind == "second home" or (kind == "retired" and start.month == 1)):  # days
                stay = person.other
            person.away |= {start + timedelta(number): stay for number in range(length)}
        if person.chance(0.4):
            person.away |= {date(year, 12, number): person.family for number in range(24, 28)}


def _holiday(person: Person, stay: Spot) -> Iterator[Outing]:
    sight = person.about(stay, 200, 30 * KM, reach=250, indoors=0.2)
    yield Outing(person.dice.uniform(9.5, 11), person.dice.uniform(14, 18), sight, 0.7, burst=3.5)
    yield Outing(19, 21.5, person.about(stay, 50, 3 * KM, reach=20), 0.3)


def _day(person: Person, kind: str, day: date) -> list[Outing]:
    """All the hours of a day, each in one place; where nothing else is on, the person is where they sleep."""
    stay = person.away.get(day)
    base, factor = (stay, 1.7) if stay else (person.base(day), person.homely * (2 if _christmas(day) else 1))
    wishes = [*_holiday(person, stay)] if stay else [*HABITS[kind](person, day), *_leisure(person, day)]
    done: list[Outing] = []
    for wish in wishes:
        if wish.end <= 24 and all(wish.end <= other.start or wish.start >= other.end for other in done):
            done.append(wish)
    inside: list[Outing] = []
    for first, last, rate in AT_HOME:
        start = first
        for outing in sorted(done, key=lambda outing: outing.start):
            if outing.end > first and outing.start < last:
                inside.append(Outing(start, max(start, outing.start), base, rate * factor))
                start = outing.end
        inside.append(Outing(start, max(start, last), base, rate * factor))
    return [outing for outing in (*done, *inside) if outing.end > outing.start]


def life(seed: int, photos: int, years: float = 3.0) -> Life:
    """The person of a seed, of each kind in turn, with so many photos taken over the years until the last day."""
    kind, dice = KINDS[seed % len(KINDS)], Random(f"apart {seed}")  # noqa: S311  invented
    person, phone = _person(kind, dice), Phone.of(dice)
    days = [LAST_DAY - timedelta(number) for number in range(max(1, int(years * 365.25)))]
    if kind == "moved house":
        person.moved = LAST_DAY - timedelta(int(len(days) * dice.uniform(0.35, 0.65)))
    _holidays(person, kind, days)
    hours: list[tuple[date, Outing]] = []
    weights: list[float] = []
    for day in days:
        mood = dice.gammavariate(0.8, 1.25)  # on some days one takes many, on most few
        for outing in _day(person, kind, day):
            hours.append((day, outing))
            weights.append(outing.rate * (outing.end - outing.start) * mood)
    sums, sights = list(accumulate(weights)), list[Sight]()
    while len(sights) < photos:
        for day, outing in dice.choices(hours, cum_weights=sums, k=max(1, (photos - len(sights)) // 4)):
            sights += phone.occasion(day, outing, dice)
    return Life(kind, person.home.centre, tuple(sights[:photos]))
