"""User names that cannot exist: made up for each site by chance, as that site allows."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from itertools import product

from footprint.web.usernames import Site

COUNT = 2
_LETTERS = "bcdfghjkmnpqrtvwxz"
"""No vowels: no word comes of them, and no name."""
_VOWELS = "aeu"
_DIGITS = "23456789"
_LENGTHS = (11, 10, 12, 9, 8, 15, 7, 20, 6)
"""As long as people's own names: a site that answers overlong names in another way would tell nothing."""
_TRIES = 3


def made_up(site: Site, seed: str = "") -> tuple[str, ...]:
    """Two names for a site, the second with digits where it allows that; none where none fits.

    The same seed makes the same names for a site, so that an audit that was stopped goes on with those it began with.
    Without one they are new each time.
    """
    chance = random.Random(f"{seed or secrets.token_hex()} {site.asked}")  # noqa: S311  no secret is made of it
    letters = next((name for name in _shapes("letters", chance) if site.fits(name)), "")
    mixed = next((name for name in _shapes("mixed", chance) if site.fits(name) and name != letters), "")
    first = letters or mixed
    second = mixed if letters and mixed else next((n for n in _others(first, site, chance) if n != first), "")
    return (first, second) if first and second else ()


def _others(first: str, site: Site, chance: random.Random) -> Iterator[str]:
    """More of the kind that fitted, where the site has nothing else."""
    for shape in ("letters", "mixed") if first else ():
        yield from (name for name in _shapes(shape, chance) if site.fits(name))


def _shapes(shape: str, chance: random.Random) -> Iterator[str]:
    def some(letters: str, length: int) -> str:
        return "".join(chance.choices(letters, k=max(length, 1)))

    for length, _ in product(_LENGTHS, range(_TRIES)):
        start, middle = some(_LETTERS, 1), some(_LETTERS + _VOWELS, length - 4)
        end = some(_LETTERS, 3) if shape == "letters" else some(_DIGITS, 3)
        yield start + middle + end
        yield (start + middle + end).capitalize()
        if shape == "mixed":
            yield start + some(_DIGITS, length - 1)
            yield some("123456789", length + 6)
