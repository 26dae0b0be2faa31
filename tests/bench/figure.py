"""One line of the table, and how times are taken."""

from __future__ import annotations

import math
import os
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

RUNS = 5


class Spread(NamedTuple):
    """Several runs of one measurement: the middle one, and how far they lie apart."""

    middle: float
    least: float
    most: float

    def shown(self, form: str = ",.0f") -> str:
        """The middle, then the least and the most in brackets; a dash where nothing was measured."""
        if math.isnan(self.middle):
            return "-"
        return f"{self.middle:{form}} ({self.least:{form}}-{self.most:{form}})"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        what: the row's name.
        reach: what is wanted.
        ours: what Footprint does: "median (least-most)".
        peers: tool → what it does; or why that is not known.
        ratio: ours held against each peer's, pair by pair.
        reached: whether the reach is reached; None where there is none, or nothing was measured.
        note: how many files, with which options.
        part: it belongs to the row above, and does not stand in the table.
    """

    what: str
    reach: str
    ours: str
    peers: Mapping[str, str] = field(default_factory=dict)
    ratio: str = ""
    reached: bool | None = None
    note: str = ""
    part: bool = False

    def shown(self) -> str:
        """A few lines, as soon as it is measured."""
        lines = [f"{self.what}: {self.ours}" + (f"; {self.ratio}" if self.ratio else "")]
        lines += [f"    {tool}: {value}" for tool, value in self.peers.items()]
        if not self.part:
            lines.append(f"    wanted: {self.reach}; reached: {self.verdict}")
        return "\n".join([*lines, f"    {self.note}"] if self.note else lines)

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "yes", False: "NO", None: "-"}[self.reached]


ORDER = (
    *(
        "traces",
        "wrong",
        "place, name or serial",
        "pixels",
        "colour profile",
        "orientation",
        "refused",
        "quick scan, one",
    ),
    *("quick scan, two", "deep", "cleaning", "second scan", "memory", "Ctrl-C"),
)
"""How the table's rows begin, from the top; others come last."""


def _place(one: Figure) -> int:
    return next((number for number, begins in enumerate(ORDER) if one.what.startswith(begins)), len(ORDER))


def table(figures: Sequence[Figure]) -> str:
    """The rows in columns, for a page in Markdown; what is only a part of another row is left out."""
    rows = [("what", "reach", "Footprint", "peers", "ratio", "reached"), ("---",) * 6]
    for one in sorted((figure for figure in figures if not figure.part), key=_place):
        peers = "; ".join(f"{tool}: {value}" for tool, value in one.peers.items())
        rows.append((one.what, one.reach, one.ours, peers, one.ratio, one.verdict))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def skipped(what: str, why: str) -> Figure:
    """A row that could not be measured, with the reason in a sentence."""
    return Figure(what, "-", "not measured", note=why)


def spread(values: Sequence[float]) -> Spread:
    """The middle, the least and the most of several runs."""
    return Spread(median(values), min(values), max(values))


def rates(count: float, runs: Sequence[tuple[float, ...]]) -> list[Spread]:
    """Files a second of each column of paired runs of so many files."""
    return [spread([count / one for one in column]) for column in zip(*runs, strict=True)]


def ratio(runs: Sequence[tuple[float, ...]], slow: int, fast: int) -> Spread:
    """How many times as quick column `fast` is as column `slow`, pair by pair."""
    return spread([run[slow] / run[fast] for run in runs])


def reaches(*pairs: tuple[float, float]) -> bool | None:
    """Whether each value is as large as is wanted; None where one of them was not measured."""
    if any(math.isnan(value) for value, _ in pairs):
        return None
    return all(value >= wanted for value, wanted in pairs)


def paired(*measures: Callable[[], float], runs: int = RUNS) -> list[tuple[float, ...]]:
    """Every measure in turn, and that several times: what else the computer does is unfair to none."""
    return [tuple(measure() for measure in measures) for _ in range(runs)]


def seconds(work: Callable[[], object]) -> float:
    """Wall time: what a person waits."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor(work: Callable[[], object]) -> float:
    """Seconds of one core, ours and those of the programs called: what else the computer does hardly counts."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    called = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + called.ru_utime + called.ru_stime


def load() -> str:
    """What else the computer is busy with."""
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores busy"
