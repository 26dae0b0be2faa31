"""Fuzzes for so many seconds: `make fuzz SECONDS=60`.

What was learnt is kept in `.fuzz/` and gone on with next time; `.fuzz/executions` counts the damaged files of all runs.
Files that break something are in `.fuzz/found/`: make a small one of invented bytes that does the same, and put it into
`tests/photos/cases/`, where a test reads and cleans it ever after.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.seeds import LONGEST, dictionary, written

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".fuzz"
TARGETS = ("reading", "cleaning")
_MEGABYTES = 300
_HANG = 20
_STAT = re.compile(r"stat::(\w+):\s+(\d+)")
_DONE = re.compile(r"#(\d+)\s")
_WHY = re.compile(r"=== Uncaught Python exception: ===\n(.*)|ERROR: libFuzzer: (.*)")


@dataclass(slots=True)
class Run:
    """What one target came to."""

    executions: int = 0
    peak: int = 0
    slowest: str = "under 0.1"
    reasons: Counter[str] = field(default_factory=Counter)


def main(seconds: int) -> int:
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (it comes for Linux only): nothing was fuzzed.")
        return 0
    (KEPT / "found").mkdir(parents=True, exist_ok=True)
    (KEPT / "words").write_text(dictionary())
    with ThreadPoolExecutor() as threads:
        runs = dict(zip(TARGETS, threads.map(lambda target: _fuzzed(target, seconds), TARGETS), strict=True))
    total = sum(run.executions for run in runs.values()) + _before()
    (KEPT / "executions").write_text(str(total))
    for target, run in runs.items():
        print(f"{target:9} {run.executions:,} damaged files, slowest {run.slowest} s, peak {run.peak} MB", end="")
        print(f", {sum(run.reasons.values())} found")
        for reason, count in run.reasons.most_common():
            print(f"          {count} x {reason}")
    print(f"{total:,} damaged files in all runs. What was found is in {KEPT / 'found'}.")
    return int(any(run.reasons for run in runs.values()))


def _before() -> int:
    count = KEPT / "executions"
    return int(count.read_text()) if count.exists() else 0


def _fuzzed(target: str, seconds: int) -> Run:
    """Start anew whenever something was found, until the time is over."""
    run = Run()
    corpus, notes = KEPT / target, KEPT / f"slowest-{target}"
    written(corpus)
    notes.unlink(missing_ok=True)
    end = time.monotonic() + seconds
    while (left := round(end - time.monotonic())) > 0:
        _once(target, run, corpus, notes, left)
    if notes.exists():
        run.slowest = notes.read_text()
    return run


def _once(target: str, run: Run, corpus: Path, notes: Path, seconds: int) -> None:
    options = (
        *(f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-dict={KEPT / 'words'}", f"-timeout={_HANG}"),
        *(f"-rss_limit_mb={_MEGABYTES}", f"-artifact_prefix={KEPT / 'found'}/{target}-", "-print_final_stats=1"),
    )
    command = [sys.executable, "-m", "tests.fuzz.target", target, str(notes), *options, str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    stats = {name: int(number) for name, number in _STAT.findall(done.stderr)}
    counted = [int(number) for number in _DONE.findall(done.stderr)]
    run.executions += stats.get("number_of_executed_units", max(counted, default=0))
    run.peak = max(run.peak, stats.get("peak_rss_mb", 0))
    if done.returncode:
        why = _WHY.search(done.stdout + done.stderr)
        run.reasons[next(filter(None, why.groups()), "") if why else done.stderr[-300:]] += 1
        _put_aside(corpus)


def _put_aside(corpus: Path) -> None:
    """Leave out of the next start what would break it at once."""
    broken = {file.read_bytes() for file in (KEPT / "found").iterdir()}
    sizes = {len(data) for data in broken}
    for file in corpus.iterdir():
        if file.stat().st_size in sizes and file.read_bytes() in broken:
            file.unlink()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
