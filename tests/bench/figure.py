"""One line of the table, and how times are taken."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

RUNS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        what: the row's name.
        reach: what is wanted.
        ours: what Footprint does.
        peers: tool → what it does; or why that is not known.
        note: how many files, with which options.
    """

    what: str
    reach: str
    ours: str
    peers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def shown(self) -> str:
        lines = [f"{self.what:38} reach {self.reach:24} Footprint {self.ours}"]
        lines += [f"{'':38}       {'':24} {tool} {value}" for tool, value in self.peers.items()]
        return "\n".join([*lines, f"{'':38} {self.note}"] if self.note else lines)


def skipped(what: str, why: str) -> Figure:
    return Figure(what, "-", "not measured", note=why)


def rates(count: int, runs: Sequence[tuple[float, ...]]) -> list[float]:
    """Files a second of each column of paired runs, as the median over the runs."""
    return [count / median(column) for column in zip(*runs, strict=True)]


def ratio(runs: Sequence[tuple[float, ...]], slow: int, fast: int) -> float:
    """How many times as quick column `fast` is as column `slow`: the median of the pairs."""
    return median(run[slow] / run[fast] for run in runs)


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


def python() -> str:
    """Which Python runs this: one built without a profile of itself takes a fifth longer for everything."""
    return f"Python {platform.python_version()}, {sys.executable}"


def load() -> str:
    """What else the computer is busy with."""
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores busy"
