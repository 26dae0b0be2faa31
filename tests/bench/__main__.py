"""Prints every figure of the photo half beside exiftool, mat2 and ExifCleaner's recipe: `make bench`.

Arguments choose parts ("finding leaving speed"); none means all. No figure is asserted.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import tempfile
import time
import warnings
from pathlib import Path

from tests.bench import peers
from tests.bench.figure import load

PARTS = ("finding", "leaving", "speed", "library")
"""Modules here, in the order in which they are run; one that is not there is left out."""


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"There is no part called {', '.join(sorted(unknown))}. Parts: {', '.join(PARTS)}.")
    for sentence in peers.missing():
        print(sentence)
    warnings.simplefilter("ignore")  # decoders warn of damaged files, and some of the real ones are
    start = time.perf_counter()
    for name in PARTS:
        if (not chosen or name in chosen) and importlib.util.find_spec(f"tests.bench.{name}"):
            print(f"\n--- {name} ({load()})", flush=True)
            with tempfile.TemporaryDirectory() as work:
                for figure in importlib.import_module(f"tests.bench.{name}").measure(Path(work)):
                    print(figure.shown(), flush=True)
    print(f"\n{time.perf_counter() - start:.0f} s in all.")


if __name__ == "__main__":
    main(sys.argv[1:])
