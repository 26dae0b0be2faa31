"""Fuzzes for so many seconds: `make fuzz SECONDS=60`.

What was learnt is kept in `.fuzz/` and gone on with next time; `.fuzz/executions` counts the damaged files of all runs.
Files that break something are in `.fuzz/found/`, with what they break beside them: make a small one of invented bytes
that does the same, and put it into `tests/photos/cases/`, where a test reads and cleans it ever after.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.seeds import LONGEST, dictionary, written

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".fuzz"
TARGETS = ("reading", "cleaning")
_HARD_LIMITS = ("-timeout=60", "-rss_limit_mb=1500", "-malloc_limit_mb=1500")
"""What the fuzzer itself stops at; the target notes what is slow or large long before."""


class Run(NamedTuple):
    """What one target came to: damaged files, seconds of the slowest, megabytes of the process and of one file."""

    damaged: int = 0
    slowest: float = 0.0
    peak: int = 0
    one: int = 0


def main(seconds: int) -> int:
    """Fuzz, and tell what was found: the exit status is 1 where anything was."""
    end = time.time() + seconds
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (it comes for Linux only): nothing was fuzzed.")
        return 0
    written(KEPT)
    (KEPT / "words").write_text(dictionary())
    before = set((KEPT / "counts").iterdir()) if (KEPT / "counts").exists() else set()
    with ThreadPoolExecutor() as threads:
        ended = list(threads.map(lambda target: _fuzzed(target, end), TARGETS))
    for target in TARGETS:
        run = _run(target, before)
        print(f"{target:9} {run.damaged:,} damaged files, slowest {run.slowest} s, peak {run.peak} MB")
    total = sum(json.loads(file.read_text())["damaged"] for file in (KEPT / "counts").iterdir())
    (KEPT / "executions").write_text(str(total))
    found = sorted((KEPT / "found").glob("*.txt"))
    for file in found:
        print(f"{file.with_suffix('')}: {file.read_text().splitlines()[-1]}")
    print(f"{total:,} damaged files in all runs; {len(found)} faults found.")
    return int(bool(found) or any(ended))


def _run(target: str, before: set[Path]) -> Run:
    """What a target noted since."""
    files = [file for file in (KEPT / "counts").glob(f"{target}-*") if file not in before]
    return Run(**json.loads(files[-1].read_text())) if files else Run()


def _fuzzed(target: str, end: float) -> int:
    options = (str(end), f"-max_len={LONGEST}", f"-dict={KEPT / 'words'}", "-len_control=0")
    aside = f"-artifact_prefix={KEPT / 'found'}/{target}-"
    command = [sys.executable, "-m", "tests.fuzz.target", target, str(KEPT), *options, *_HARD_LIMITS, aside]
    with (KEPT / f"{target}.log").open("w") as log:
        folders = [KEPT / target, KEPT / "seeds"]
        ended = subprocess.run([*command, *folders], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
    if ended.returncode:
        last = (KEPT / f"{target}.log").read_text(errors="replace")[-2000:]
        (KEPT / "found" / f"{target}-ended.txt").write_text(last)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
