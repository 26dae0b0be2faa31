"""How few of the photos already give home away: tried out, not reckoned."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache

from footprint.model import Point, Sight
from footprint.places.distance import is_usable, metres
from footprint.places.roles import SAME_M, homes
from footprint.places.stays import Stay, each

DRAWS = 40
"""Hands of photos are drawn so often for each number: half of them is known to about 8 per cent."""

MOST = 1024
"""More photos than this are never tried: nobody posts so many at once."""

BACK_DAYS, BACK_UNDATED = 2, 3
"""A first place that shows nobody coming back is a lucky guess, and does not count."""

_SEED = 7


@lru_cache(maxsize=2)
def fewest(sights: tuple[Sight, ...], home: Point) -> int | None:
    """The smallest number of them, drawn at random, whose likeliest home is the true one in at least half of all draws.

    None where even `MOST`, or all of them, do not suffice. The same each time; the more photos, the likelier, which
    holds but for chance, so that halving finds the number. Kept for a moment: a finding and the report ask for it.
    """
    usable = [sight for sight in sights if is_usable(sight.point)]
    most = min(len(usable), MOST)
    if not most:
        return None
    enough = 1
    while not _suffices(enough, usable, home):
        if enough == most:
            return None
        enough = min(2 * enough, most)
    too_few = enough // 2 if enough > 1 else 0
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        if _suffices(middle, usable, home):
            enough = middle
        else:
            too_few = middle
    return enough


def _suffices(number: int, sights: Sequence[Sight], home: Point) -> bool:
    chance = random.Random(_SEED + number)  # noqa: S311  a trial, not a secret
    hands = [chance.sample(sights, number) for _ in range(DRAWS)]
    return 2 * sum(_hits(homes(found)[0].stay, home) for found in each(hands)) >= DRAWS


def _hits(first: Stay, home: Point) -> bool:
    back = len(first.days) >= BACK_DAYS or first.undated >= BACK_UNDATED
    return back and metres(first.centre, home) <= SAME_M
