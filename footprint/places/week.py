"""A week as a drawing (SVG): on which days and at which hours photos were taken. The darker the more, with numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = 24
_LEFT, _TOP, _CELL, _ROW = 88, 26, 26, 26
_BOLD = 0.55


def draw(counts: Sequence[Sequence[int]], what: str) -> str:
    """The week.

    Args:
        counts: for each day from Monday, for each hour from midnight, how often.
        what: what is counted, as it follows "How many": "different weeks you were there".

    Raises:
        ValueError: where there are not seven days of 24 hours.
    """
    if len(counts) != len(DAYS) or any(len(day) != HOURS for day in counts):
        msg = "a week has seven days of 24 hours"
        raise ValueError(msg)
    width, height = _LEFT + HOURS * _CELL + 8, _TOP + len(DAYS) * _ROW + 8
    return "\n".join(
        (
            (
                f'<svg class="week" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
                f' aria-label="How many {what}, by day and hour. {said(counts)}">'
            ),
            *_hours(),
            *(part for number, day in enumerate(counts) for part in _day(number, day, most=_most(counts))),
            "</svg>",
        )
    )


def said(counts: Sequence[Sequence[int]]) -> str:
    """The fullest hours in words: "Most on Wednesday at 8 (12), Friday at 18 (9)"."""
    hours = [(n, day, hour) for day, row in enumerate(counts) for hour, n in enumerate(row) if n]
    first = sorted(hours, key=lambda one: (-one[0], one[1], one[2]))[:5]
    if not first:
        return "Nothing is known of the hours."
    return f"Most on {', '.join(f'{DAYS[day]} at {hour}:00 ({n})' for n, day, hour in first)}."


def _most(counts: Sequence[Sequence[int]]) -> int:
    return max(1, *(max(day) for day in counts))


def _hours() -> Iterator[str]:
    for hour in range(0, HOURS, 3):
        yield f'<text class="week-hour" x="{_LEFT + hour * _CELL + _CELL / 2:.0f}" y="{_TOP - 8}">{hour}:00</text>'


def _day(number: int, day: Sequence[int], most: int) -> Iterator[str]:
    y = _TOP + number * _ROW
    yield f'<text class="week-day" x="{_LEFT - 8}" y="{y + _ROW / 2 + 4:.0f}">{DAYS[number]}</text>'
    for hour, many in enumerate(day):
        share = many / most
        x = _LEFT + hour * _CELL
        yield (
            f'<rect class="week-cell" x="{x}" y="{y}" width="{_CELL - 2}" height="{_ROW - 2}"'
            f' fill-opacity="{share:.2f}"/>'
        )
        if many:
            light = " week-light" if share > _BOLD else ""
            yield f'<text class="week-many{light}" x="{x + _CELL / 2 - 1:.0f}" y="{y + _ROW / 2 + 3:.0f}">{many}</text>'
