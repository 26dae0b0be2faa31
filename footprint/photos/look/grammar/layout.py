"""How lines stand to one another in a picture: side by side, below one another, in a block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from footprint.model import Box
from footprint.photos.look import Line

_LIKE = 2.2
"""Letters of one text are at most so many times as high as one another."""


def joined(lines: Sequence[Line]) -> Line:
    """Several lines as one, in their order."""
    text = lines[0].text
    for line in lines[1:]:
        text = f"{_without_half(text, line.text)} {line.text}"
    return Line(text, around(lines), min(line.score for line in lines))


def _without_half(text: str, following: str) -> str:
    """A text without the beginning of the next word, which stands in both where two regions overlap."""
    *before, last = text.split(" ")
    half = before and len(last) <= _HALF and last.isalpha() and following.startswith(last) and following != last
    return " ".join(before) if half else text


_HALF = 3


def around(lines: Sequence[Line]) -> Box:
    """The smallest box around lines."""
    boxes = [line.box for line in lines]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _alike(a: Box, b: Box) -> bool:
    return max(a.height, b.height) <= _LIKE * max(1, min(a.height, b.height))


def beside(left: Line, right: Line) -> bool:
    """Whether one goes on where the other ends, on the same row."""
    a, b = left.box, right.box
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    gap, height = b.left - a.right, min(a.height, b.height)
    return _alike(a, b) and shared * 2 >= height and -height <= 2 * gap <= 4 * height and a.left < b.left


def below(upper: Line, lower: Line) -> bool:
    """Whether one is the next line after the other."""
    a, b = upper.box, lower.box
    shared = min(a.right, b.right) - max(a.left, b.left)
    gap, height = b.top - a.bottom, max(a.height, b.height)
    return _alike(a, b) and shared * 3 >= min(a.width, b.width) and -height <= 2 * gap <= 3 * height and a.top < b.top


def rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Every two to four lines that stand side by side, as one."""
    for first in lines:
        run = [first]
        while len(run) < _MOST_BESIDE:
            following = min(
                (line for line in lines if line not in run and beside(run[-1], line)),
                key=lambda line: line.box.left,
                default=None,
            )
            if following is None:
                break
            run.append(following)
            yield joined(run)


_MOST_BESIDE = 4


def stacks(lines: Sequence[Line]) -> Iterator[Line]:
    """Every two lines below one another, as one."""
    for upper in lines:
        yield from (joined((upper, lower)) for lower in lines if lower is not upper and below(upper, lower))


def standing(lines: Sequence[Line], is_it: Callable[[str], bool]) -> list[Line]:
    """The lines in which something stands; where it stands in none, the first pieces of one that hold it together."""
    whole = [line for line in lines if is_it(line.text)]
    return whole or [line for line in (*rows(lines), *stacks(lines)) if is_it(line.text)][:1]


def blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in groups: each is the next line after one of its group."""
    left = sorted(lines, key=lambda line: line.box.top)
    while left:
        block = [left.pop(0)]
        for line in list(left):
            if any(below(before, line) or beside(before, line) or beside(line, before) for before in block):
                block.append(line)
                left.remove(line)
        yield block


def near(a: Box, b: Box) -> bool:
    """Whether there is little between two boxes, beside the size of their letters."""
    apart = max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)
    return apart <= 3 * max(a.height, b.height)
