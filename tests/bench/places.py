"""Home from the photos of invented people, beside the simplest rule there is; and how long the rest takes.

The rest: from positions to stays, and from positions to the nearest postcodes.

The rule beside is "where they were on the most days", on the same stays. The lives are ours, and so is how often their
owners take photos where: what counts is how far the two lie apart, and how both grow with the photos.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np

from footprint.model import Point
from footprint.places.distance import metres
from footprint.places.few import fewest
from footprint.places.live_postcodes import live_postcodes
from footprint.places.named import POSTCODE_M
from footprint.places.roles import CANDIDATES, SAME_M, homes
from footprint.places.stays import stays
from tests import lives_apart
from tests.bench.figure import Figure, processor, spread
from tests.lives import KINDS, Life, life

PHOTOS = (10, 30, 100, 300)
LIVES = 240
APART = 20 * len(lives_apart.KINDS)
FIRST_SEED = 100_000
"""Not the lives by which the weights were chosen."""

WANTED_AT, WANTED_FIRST, WANTED_THREE = 100, 0.75, 0.90
POINTS = (10_000, 100_000, 1_000_000)
WANTED_S, WANTED_MB = 5, 400
YEARS = 10.0
LOOK_UPS, WANTED_A_SECOND = 300_000, 300_000


def measure(work: Path) -> Iterator[Figure]:
    """Home for each number of photos and each kind of life; how few suffice; and the times."""
    for photos in PHOTOS:
        yield from _home(photos)
    for photos in PHOTOS:
        yield from _apart(photos)
    yield _few()
    for points in POINTS:
        yield _time(points)
    with patch.dict(os.environ, FOOTPRINT_DATA=str(work)):  # so that the postcodes are made
        yield from _names()


def _home(photos: int) -> Iterator[Figure]:
    lives = [life(FIRST_SEED + number, photos) for number in range(LIVES)]
    ours = [(one.kind, _ranks(one)) for one in lives]
    theirs = [_by_days(one) for one in lives]
    first, three = (sum(rank < most for _, rank in ours) / LIVES for most in (1, CANDIDATES))
    wanted = photos == WANTED_AT
    yield Figure(
        f"home within {SAME_M:.0f} m from {photos} photos",
        f"{WANTED_FIRST:.0%} first, {WANTED_THREE:.0%} among three" if wanted else "-",
        f"{first:.0%} first, {three:.0%} among three",
        {"most days": "{:.0%} first, {:.0%} among three".format(*(sum(r < n for r in theirs) / LIVES for n in (1, 3)))},
        reached=first >= WANTED_FIRST and three >= WANTED_THREE if wanted else None,
        note=f"{LIVES} invented lives, 40 of each kind",
    )
    for kind in KINDS if wanted else ():
        ranks = [rank for name, rank in ours if name == kind]
        told = f"{sum(rank < 1 for rank in ranks) / len(ranks):.0%} first"
        yield Figure(f"  {kind}", "-", told, part=True)


def _apart(photos: int) -> Iterator[Figure]:
    """The same on lives by an author who knew neither the method nor the other lives."""
    lives = [lives_apart.life(seed, photos) for seed in range(APART)]
    ours, theirs = [_ranks(one) for one in lives], [_by_days(one) for one in lives]
    first, three = (sum(rank < most for rank in ours) / APART for most in (1, CANDIDATES))
    wanted = photos == WANTED_AT
    yield Figure(
        f"lives by another author: home from {photos} photos",
        f"{WANTED_FIRST:.0%} first, {WANTED_THREE:.0%} among three" if wanted else "-",
        f"{first:.0%} first, {three:.0%} among three",
        {"most days": "{:.0%} first, {:.0%} among three".format(*(sum(r < n for r in theirs) / APART for n in (1, 3)))},
        reached=first >= WANTED_FIRST and three >= WANTED_THREE if wanted else None,
        note=f"{APART} invented lives, 20 of each kind",
    )
    for number, kind in enumerate(lives_apart.KINDS if wanted else ()):
        ranks = ours[number :: len(lives_apart.KINDS)]
        told = "{:.0%} first, {:.0%} among three".format(*(sum(r < n for r in ranks) / len(ranks) for n in (1, 3)))
        yield Figure(f"  {kind}", "-", told, part=True)


def _ranks(one: Life | lives_apart.Life) -> int:
    """At which place the true home stands, from 0 on; `CANDIDATES` where it is not among them."""
    return _rank([home.stay.centre for home in homes(stays(one.sights))], one)


def _by_days(one: Life | lives_apart.Life) -> int:
    return _rank([stay.centre for stay in stays(one.sights)[:CANDIDATES]], one)


def _rank(places: list[Point], one: Life | lives_apart.Life) -> int:
    return next((rank for rank, place in enumerate(places) if metres(place, one.home) <= SAME_M), CANDIDATES)


def _few() -> Figure:
    lives = [life(FIRST_SEED + number, 300) for number in range(LIVES // 4)]
    found = [few for one in lives if (few := fewest(one.sights, one.home))]
    spent = processor(lambda: fewest(lives[0].sights, lives[0].home))
    told = f"{spread(found).shown()} of 300 photos, for {len(found)} of {len(lives)} lives"
    return Figure("how few photos suffice", "-", told, note=f"{spent:.2f} s of one core for one life")


_ALONE = """
import resource, sys, time
from tests.bench.places import rss
from tests.lives import life
from footprint.places.stays import stays
sights = life(3, int(sys.argv[1]), {years}).sights
before, start = rss(), time.process_time()
found = stays(sights)
print(time.process_time() - start, rss() - before, len(found))
"""


def rss() -> float:
    """The most memory that this process ever held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _time(points: int) -> Figure:
    """In a process of its own, whose memory nobody else has used."""
    command = [sys.executable, "-c", _ALONE.format(years=YEARS), str(points)]
    out = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    seconds, memory, found = map(float, out.split())
    largest = points == POINTS[-1]
    return Figure(
        f"{points:,} positions to stays",
        f"{WANTED_S} s of one core, {WANTED_MB} MB" if largest else "-",
        f"{seconds:.2f} s, {memory:.0f} MB",
        reached=seconds <= WANTED_S and memory <= WANTED_MB if largest else None,
        note=f"{found:,.0f} stays; the memory is beyond that of the positions themselves",
    )


def _names() -> Iterator[Figure]:
    """The postcodes as made the first time, as kept, and asked."""
    start = time.process_time()
    live_postcodes()
    made = time.process_time() - start
    live_postcodes.cache_clear()
    start = time.process_time()
    live = live_postcodes()
    chance = np.random.default_rng(FIRST_SEED)
    rows = chance.integers(0, len(live.codes), LOOK_UPS)
    north, east = (column[rows] + chance.normal(0, 0.003, LOOK_UPS) for column in (live.latitude, live.longitude))
    live.nearest(north[:1], east[:1], POSTCODE_M)
    loaded = time.process_time() - start
    spent = min(processor(lambda: live.nearest(north, east, POSTCODE_M)) for _ in range(3))
    yield Figure(
        "nearest postcode in use",
        f"{WANTED_A_SECOND:,} a second of one core",
        f"{LOOK_UPS / spent:,.0f} a second",
        reached=LOOK_UPS / spent >= WANTED_A_SECOND,
        note=f"{len(live.codes):,} postcodes; {made:.1f} s to make them the first time, {loaded:.1f} s to load them",
    )
