"""What lines of text in a picture are, judged by their form: one file for each thing that tells a stranger something.

A judge is a pure function from all lines of one picture and what the profile says to signs. What the profile names
is certain, though letters be misread for others like them; anything else is a possibility.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar import (
    badges,
    cards,
    care_homes,
    clubs,
    contacts,
    houses,
    journeys,
    medicines,
    papers,
    places,
    plates,
    post,
    postcodes,
    schools,
    screens,
    streets,
    surgeries,
    tickets,
    worship,
)
from footprint.photos.look.grammar.known import Known

Judge = Callable[[Sequence[Line], Known], Iterator[Sign]]

JUDGES: tuple[Judge, ...] = tuple(
    module.judge
    for module in (
        *(plates, postcodes, streets, houses, post),
        *(schools, care_homes, surgeries, worship, clubs, places),
        *(contacts, badges, cards, medicines, journeys, tickets, screens, papers),
    )
)


def signs(lines: Sequence[Line], known: Known) -> tuple[Sign, ...]:
    """Everything that tells something, what is certain first."""
    found = dict.fromkeys(sign for judge in JUDGES for sign in judge(lines, known))
    return tuple(sorted(found, key=lambda sign: not sign.certain))
