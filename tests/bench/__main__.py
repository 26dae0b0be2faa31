"""Prints every figure: `make bench`.

The photo half stands beside exiftool, mat2 and ExifCleaner's recipe; the search for user names beside Sherlock and
Maigret; home from positions beside "most days"; looking at pictures beside rapidocr; detectors of text and going out
alone.
Arguments choose parts ("finding leaving speed"); none means all. No figure is asserted.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.bench import machine, peers
from tests.bench.figure import RUNS, Figure, load, table

PARTS = ("finding", "leaving", "speed", "library", "going", "usernames", "telling", "places", "looking")
"""Modules here, in the order in which they are run."""


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"There is no part called {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    print(machine.described(), flush=True)
    for sentence in peers.missing():
        print(sentence)
    warnings.simplefilter("ignore")  # decoders warn of damaged files, and some of the real ones are
    start = time.perf_counter()
    rows: list[Figure] = []
    for name in PARTS:
        if not chosen or name in chosen:
            print(f"\n--- {name} ({load()})", flush=True)
            with tempfile.TemporaryDirectory() as work:
                for figure in importlib.import_module(f"tests.bench.{name}").measure(Path(work)):
                    print(figure.shown(), flush=True)
                    rows.append(figure)
    print(f"\n--- the table: median (least-most) of {RUNS} runs, each in turn with its peers\n\n{table(rows)}")
    print(f"\n{machine.described()}\n{time.perf_counter() - start:.0f} s in all.")


if __name__ == "__main__":
    main(sys.argv[1:])
