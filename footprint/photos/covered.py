"""Whether a picture was painted over: a solid block where its thumbnail still shows something.

Where the two agree but for tone, what a block hides is told apart from shadows and skies that an editor made even: the
tones of the picture follow those of the thumbnail everywhere, and only a block does not. Nothing is said where there
is doubt; a blur, a mosaic and blocks of less than a twentieth of the width are not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import fmean, median, pstdev

from PIL import Image

_CELL = 4
"""Pixels a side of the squares that are looked at."""
_LEAST = 4
"""Squares that a block has at least: two by two."""
_EVEN, _LIVELY = 3.0, 10.0
"""Standard deviations, of 255: a square of a block has less; what it hides has more."""
_OFF, _CLOSE = 24.0, 10.0
"""Steps of grey between what a square should show and does: in a block at least, and at most elsewhere."""
_SHADE = 8.0
"""Within one block squares differ by no more."""
_AGREES, _MOST = 0.85, 0.6
"""Of the squares outside of blocks so many are close; no more of all lie in blocks."""
_FULL = 0.7
"""How much of the rectangle around it a block fills: a disc more, a shadow less."""
_STEP = 16
"""Shades that are taken together to learn how an editor changed the tone."""

Cell = tuple[int, int]


def covered(small: Image.Image, large: Image.Image) -> float:
    """How much of a picture is covered by blocks that its thumbnail does not have; 0 unless that is clear.

    Args:
        small: the thumbnail in shades of grey, whole, and as its picture lies.
        large: the picture likewise, of the same shape.
    """
    shown = small.tobytes()
    is_there = large.resize(small.size, Image.Resampling.BOX).tobytes()
    expected = _toned(shown, is_there)
    width, height = small.size[0] // _CELL, small.size[1] // _CELL
    even: dict[Cell, float] = {}
    close: set[Cell] = set()
    for x, y in ((x, y) for y in range(height) for x in range(width)):
        spots = list(_spots(x, y, small.size[0]))
        square, hoped = [is_there[at] for at in spots], [expected[at] for at in spots]
        off = fmean(abs(a - b) for a, b in zip(square, hoped, strict=True))
        if off <= _CLOSE:
            close.add((x, y))
        elif pstdev(square) <= _EVEN and (off >= _OFF or pstdev(hoped) >= _LIVELY):
            even[x, y] = fmean(square)
    hidden = {cell for block in _blocks(even) if _hides(block, shown, small.size[0]) for cell in block}
    edges = {beside for cell in hidden for beside in _around(cell)} - hidden
    rest = width * height - len(hidden | edges)
    if not hidden or len(hidden) > _MOST * width * height or len(close - edges) < _AGREES * rest:
        return 0.0
    return len(hidden) / (width * height)


def _spots(x: int, y: int, width: int) -> Iterator[int]:
    """Where the dots of a square stand in the bytes of a picture."""
    for row in range(y * _CELL, (y + 1) * _CELL):
        yield from range(row * width + x * _CELL, row * width + (x + 1) * _CELL)


def _toned(shown: bytes, is_there: bytes) -> list[float]:
    """What the picture should show for each dot of the thumbnail, by what it shows for others of that shade."""
    groups: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(shown, is_there, strict=True):
        groups[one // _STEP].append(other - one)
    shift = {shade: median(values) for shade, values in groups.items()}
    return [one + shift[one // _STEP] for one in shown]


def _blocks(even: dict[Cell, float]) -> Iterator[set[Cell]]:
    """Even squares of one shade that lie together and make something like a rectangle."""
    left = set(even)
    while left:
        first = left.pop()
        block, edge = {first}, [first]
        while edge:
            for cell in _around(edge.pop()):
                if cell in left and abs(even[cell] - even[first]) <= _SHADE:
                    left.discard(cell)
                    block.add(cell)
                    edge.append(cell)
        if len(block) >= _LEAST and len(block) >= _FULL * _rectangle(block):
            yield block


def _around(cell: Cell) -> Iterator[Cell]:
    """The eight squares around one."""
    x, y = cell
    return ((x + across, y + down) for across in (-1, 0, 1) for down in (-1, 0, 1) if across or down)


def _rectangle(block: set[Cell]) -> int:
    """Squares in the rectangle around a block."""
    across, down = ({cell[way] for cell in block} for way in (0, 1))
    return (max(across) - min(across) + 1) * (max(down) - min(down) + 1)


def _hides(block: set[Cell], shown: bytes, width: int) -> bool:
    """Whether there is anything to be seen in the thumbnail where the block is."""
    return pstdev(shown[at] for x, y in block for at in _spots(x, y, width)) >= _LIVELY
