"""Whether a picture shows the window of a program, whose menus are written like streets and clubs: "Split View"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from footprint.photos.look import Line
from footprint.places.spelling import words

_MENUS = words(
    "file edit view help tools insert format window windows options settings preferences properties ok cancel apply "
    "save close delete copy paste undo redo select reset actions layer layers image filters reports "
    "search bookmarks print preview presets opacity"
)
_FEW = 3
_PIECE = 5
"""A line of so many words may be a row of menus; a longer one is a sentence."""


def is_program(lines: Sequence[Line]) -> bool:
    """Whether several words of menus and buttons stand in a picture."""
    there = {
        word
        for line in lines
        for word in re.findall(r"[a-z]+", line.text.casefold())
        if len(line.text.split()) <= _PIECE or line.text.casefold().startswith("file ")
    }
    return len(there & _MENUS) >= _FEW
