"""Figures of the demo audit and of the code: `make figures`.

Runs the demo in a process of its own, holds what it found against what was planted, and prints counts by detector,
wall time, peak memory (where the platform tells it), lines of code and of tests, and the longest functions.
"""

import ast
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import planted

ROOT = Path(__file__).parent.parent


def main():
    with tempfile.TemporaryDirectory() as folder:
        seconds, megabytes = demo(Path(folder))
        made = json.loads((Path(folder) / "audit.json").read_text(encoding="utf-8"))
    expected, found = planted.expected(), planted.found(made)
    print(f"demo audit: {seconds:.1f} s wall, {megabytes} peak")
    print(f"planted {sum(expected.values())}, found {sum((expected & found).values())}, ", end="")
    print(f"besides {sum((found - expected).values())}")
    for detector in sorted({name for name, _ in expected}):
        planted_here = sum(count for (name, _), count in expected.items() if name == detector)
        found_here = sum(count for (name, _), count in (expected & found).items() if name == detector)
        print(f"  {detector:16} {found_here} of {planted_here}")
    for part in ("footprint", "tests"):
        files = list((ROOT / part).rglob("*.py"))
        print(f"{part}: {len(files)} files, {sum(lines(file) for file in files)} lines")
    print("longest functions:")
    for length, name in sorted(functions(), reverse=True)[:5]:
        print(f"  {length:3} lines  {name}")


def demo(folder):
    command = [sys.executable, "-m", "footprint", "demo", "--no-open", "--into", str(folder)]
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started, peak_of_children()


def peak_of_children():
    try:
        import resource  # noqa: PLC0415  Windows has none
    except ImportError:
        return "unknown memory"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, kilobytes elsewhere
    return f"{peak / unit:.0f} MB"


def lines(file):
    return file.read_text(encoding="utf-8").count("\n")


def functions():
    for file in (ROOT / "footprint").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.end_lineno - node.lineno + 1, f"{file.relative_to(ROOT)}: {node.name}"


if __name__ == "__main__":
    main()
