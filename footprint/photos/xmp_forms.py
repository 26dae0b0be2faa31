"""The form of an XMP packet: all of it but its values. The photos of a camera or a program come in a few forms only.

To make a tree of a packet takes longer than all else about a photo, and trees of one form differ in their values alone:
so the tree is made once, of the form with a mark in each value's place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

LONGEST = 1 << 13
"""Characters: longer packets hold histories and pictures, and none is like another."""

_VALUE = re.compile(r"""(="[^"<]*(?=")|>\s*[^\s<][^<]*(?=<))""")
_SPACE = re.compile(r"\sxmlns(?::[^\s=]*)?\Z")
_MARK = "\ue000"
_ODD = ("&", "'", ">", _MARK)
"""In a value these may belong to the language. So may what is not printable: ends of lines, say."""


class Parts(NamedTuple):
    """A packet taken apart: what stands between its values, and the values."""

    form: tuple[str, ...]
    values: list[str]


def parts(text: str) -> Parts | None:
    """A packet taken apart; None where that does not serve: it is long, or what is a value cannot be told so simply."""
    if len(text) > LONGEST:
        return None
    pieces = _VALUE.split(text)
    values = [value[2:] if value[0] == "=" else value[1:] for value in pieces[1::2]]
    everything = "".join(values).replace("\ufeff", "")
    if not everything.isprintable() or any(odd in everything for odd in _ODD):
        return None
    return Parts(tuple(pieces[::2]), values)


@lru_cache(maxsize=128)
def spaces(form: tuple[str, ...]) -> tuple[int, ...]:
    """The numbers of the values that name vocabularies: trees of one form differ where these do."""
    return tuple(number for number, piece in enumerate(form[:-1]) if _SPACE.search(piece))


def marked(form: tuple[str, ...], kept: dict[int, str]) -> str:
    """The packet of a form with a mark in the place of each value, those aside that are `kept`, by their numbers.

    Raises:
        ValueError: a mark stands in the form, or something that may hide marks from whoever reads the tree.
    """
    whole = "".join(form)
    if _MARK in whole or "<!" in whole:
        raise ValueError(whole)
    opened = ('="' if piece[0] == '"' else ">" for piece in form[1:])
    values = (kept.get(number, mark(number)) for number in range(len(form) - 1))
    between = (f"{opening}{value}{piece}" for opening, value, piece in zip(opened, values, form[1:], strict=True))
    return "".join(chain(form[:1], between))


def mark(number: int) -> str:
    """What stands for a value."""
    return f"{_MARK}{number}{_MARK}"


def number_of(value: str) -> int | None:
    """The number of the value that a mark stands for; None for a value that belongs to the form.

    Raises:
        ValueError: a mark is only a part of it.
    """
    if _MARK not in value:
        return None
    return int(value.removeprefix(_MARK).removesuffix(_MARK))
