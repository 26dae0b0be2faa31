"""A week as a drawing (SVG): on which days and at which hours photos were taken. The darker the more, with numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = 24
_LEFT, _TOP, _CELL, _ROW = 52, 24, 44, 17
_BOLD = 0.55


def draw(counts: Sequence[Sequence[int]], what: str) -> str:
    """The week, its days side by side and the hours downwards: so narrow that a telephone shows it in full.

    Args:
        counts: for each day from Monday, for each hour from midnight, how often.
        what: what is counted, as it follows "In how many different weeks": "your photos show you there".

    Raises:
        ValueError: where there are not seven days of 24 hours.
    """
    if len(counts) != len(DAYS) or any(len(day) != HOURS for day in counts):
        msg = "a week has seven days of 24 hours"
        raise ValueError(msg)
    width, height = _LEFT + len(DAYS) * _CELL + 4, _TOP + HOURS * _ROW + 4
    return "\n".join(
        (
            (
                f'<svg class="week" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
                f' aria-label="In how many different weeks {escape(what)}, by day and hour. {said(counts)}">'
            ),
            *_hours(),
            *(part for number, day in enumerate(counts) for part in _day(number, day, most=_most(counts))),
            "</svg>",
        )
    )


def said(counts: Sequence[Sequence[int]]) -> str:
    """The fullest hours in words: "Most on Wednesday at 8:00 (12), Friday at 18:00 (9)."."""
    hours = [(n, day, hour) for day, row in enumerate(counts) for hour, n in enumerate(row) if n]
    first = sorted(hours, key=lambda one: (-one[0], one[1], one[2]))[:5]
    if not first:
        return "Nothing is known of the hours."
    return f"Most on {', '.join(f'{DAYS[day]} at {hour}:00 ({n})' for n, day, hour in first)}."


def _most(counts: Sequence[Sequence[int]]) -> int:
    return max(1, *(max(day) for day in counts))


def _hours() -> Iterator[str]:
    for hour in range(0, HOURS, 3):
        yield f'<text class="week-hour" x="{_LEFT - 8}" y="{_TOP + hour * _ROW + 13}">{hour}:00</text>'


def _day(number: int, day: Sequence[int], most: int) -> Iterator[str]:
    x = _LEFT + number * _CELL
    yield f'<text class="week-day" x="{x + _CELL / 2 - 1:.0f}" y="{_TOP - 8}">{DAYS[number][:3]}</text>'
    for hour, many in enumerate(day):
        share = many / most
        y = _TOP + hour * _ROW
        size = f'width="{_CELL - 2}" height="{_ROW - 2}"'
        yield f'<rect class="week-ground" x="{x}" y="{y}" {size}/>'
        if many:
            light = " week-light" if share > _BOLD else ""
            yield f'<rect class="week-cell" x="{x}" y="{y}" {size} fill-opacity="{share:.2f}"/>'
            yield f'<text class="week-many{light}" x="{x + _CELL / 2 - 1:.0f}" y="{y + 12}">{many}</text>'
