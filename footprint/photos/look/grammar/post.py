"""Letters and parcels: a block of lines that ends in a postcode, with a name, a house or a street above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar import postcodes, streets
from footprint.photos.look.grammar.confusions import stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import blocks, joined

_ADDRESSEE = re.compile(r"(?:To:?\s)?(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Cllr|Councillor|The\sOccupier|FAO)\b", re.IGNORECASE)
_HOUSE = re.compile(r"(?:Flat|Apt|Unit)?\s?[1-9][0-9]{0,3}[A-Za-z]?,?\s+(\D{4,40})", re.IGNORECASE)
_ABOVE = 6


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """Each block of lines that is an address; certain where a line of it is of the profile."""
    for block in blocks(lines):
        for at, line in enumerate(block):
            own = any(stands(postcode, line.text) for postcode in known.postcodes)
            above = block[max(0, at - _ABOVE) : at]
            if above and (own or postcodes.read(line.text)) and (told := [one for one in above if _tells(one.text)]):
                whole = joined([*above[above.index(told[0]) :], line])
                certain = own or any(stands(street, whole.text) for street in known.streets)
                reason = "It is your address" if certain else "It is written like the address on a letter or parcel"
                yield Sign("post", whole.text, whole.box, certain=certain, reason=reason)
                break


def _tells(text: str) -> bool:
    """Whether a line is one of those above a postcode."""
    house = _HOUSE.fullmatch(text.strip(" ,"))
    street = house[1] if house else text
    return bool(_ADDRESSEE.match(text.strip()) or streets.read(street.strip(" ,").title()))
