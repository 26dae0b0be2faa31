"""Places of the profile whose names do not say what they are: "Willow Bank"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.care_homes import CARE_HOME
from footprint.photos.look.grammar.clubs import CLUB
from footprint.photos.look.grammar.confusions import stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import standing
from footprint.photos.look.grammar.schools import SCHOOL
from footprint.photos.look.grammar.surgeries import SURGERY
from footprint.photos.look.grammar.worship import WORSHIP

_TELLING = (SCHOOL, CARE_HOME, SURGERY, WORSHIP, CLUB)


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """Each of them once; of others nothing."""
    for place in known.places:
        if any(naming.told(place) for naming in _TELLING):
            continue
        for line in standing(lines, partial(stands, place))[:1]:
            yield Sign("place", place, line.box, certain=True, reason="It is a place in your profile")
