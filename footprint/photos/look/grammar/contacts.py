"""The person's own phone numbers and e-mail addresses, on a van, a leaflet or a screen. Those of others are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from footprint.model import Sign
from footprint.photos.look import Line
from footprint.photos.look.grammar.confusions import bare, stands
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import standing

_COUNTRY, _DIGITS = "44", 9
"""A number is looked for without its country and its first nought, from so many digits on."""


def judge(lines: Sequence[Line], known: Known) -> Iterator[Sign]:
    """Only what the profile names."""
    for number in known.phones:
        digits = bare(number).removeprefix("00").removeprefix(_COUNTRY).lstrip("0")
        if len(digits) >= _DIGITS:
            yield from _own(lines, number, digits, "number")
    for email in known.emails:
        yield from _own(lines, email, email, "e-mail address")


def _own(lines: Sequence[Line], value: str, looked_for: str, what: str) -> Iterator[Sign]:
    for line in standing(lines, partial(stands, looked_for)):
        yield Sign("contact", value, line.box, certain=True, reason=f"It is the {what} in your profile")
