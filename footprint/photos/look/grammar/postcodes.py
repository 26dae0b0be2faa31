"""Postcodes, held against those in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from footprint.errors import CouldNotCheck
from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar import plates
from footprint.photos.look.grammar.confusions import bare, mended, stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import rows
from footprint.places.live_postcodes import live_postcodes
from footprint.places.postcodes import locate, normal_postcode

_OUTWARD = ("LD", "LDD", "LLD", "LLDD", "LDL", "LLDL")
_INWARD = "DLL"
_MENDS = 2
_SURE = 0.7


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """Those of the profile, there or not; then any that there is."""
    seen: set[tuple[str, int]] = set()
    for line in (*lines, *rows(lines)):
        own = next((postcode for postcode in known.postcodes if stands(postcode, line.text)), None)
        found = own or (read(line.text) if line.score >= _SURE else None)
        if found and (found, line.box.top // max(1, line.box.height)) not in seen:
            seen.add((found, line.box.top // max(1, line.box.height)))
            reason = "It is a postcode in your profile" if own else "There is such a postcode today"
            yield Sign("postcode", found, line.box, certain=own is not None, reason=reason)


def read(text: str) -> str | None:
    """The first postcode in a line that there is, or that looks like one that there is; None for none."""
    words = [bare(word) for word in re.split(r"[\s,;:|()]+", text) if word.upper() == word]
    pairs = [f"{one}{other}" for one, other in pairwise(words) if len(other) == len(_INWARD)]
    whole = [word for word in words if len(word) > len(_INWARD) + 2]
    for exactly in (True, False):
        for signs in (*pairs, *whole):
            found = _read(signs, exactly=exactly)
            if found:
                return found
    return None


def _read(signs: str, *, exactly: bool) -> str | None:
    if exactly:
        found = normal_postcode(signs)
        return found if found and _is_in_use(found) else None
    plate = plates.read(signs)
    if (plate and not plate.mends) or signs.isalpha():  # a word, with letters that look like digits
        return None
    outward, inward = signs[: -len(_INWARD)], mended(signs[-len(_INWARD) :], _INWARD)
    for shape in _OUTWARD:
        front = mended(outward, shape)
        if front and inward and 0 < front[1] + inward[1] <= _MENDS:
            postcode = normal_postcode(front[0] + inward[0])
            if postcode and _is_in_use(postcode):
                return postcode
    return None


@cache
def _is_in_use(postcode: str) -> bool:
    """Whether letters go there today; where that cannot be told, whether they ever did."""
    try:
        return live_postcodes().position(postcode) is not None
    except CouldNotCheck:
        return locate(postcode) is not None
