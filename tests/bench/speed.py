"""How many 12-megapixel photos are read and cleaned in a second."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from footprint.photos import lines
from footprint.photos.clean import clean_file
from footprint.photos.read import read_file
from tests.bench import peers
from tests.bench.figure import RUNS, Figure, load, processor, python, rates, ratio, seconds
from tests.bench.pictures import library

_COUNT, _DEEP, _CLEANED, _SLOW = 500, 200, 40, 4
_ROUNDS = 20
_BATCH = 50


def measure(work: Path) -> Iterator[Figure]:
    folder = work / "photos"
    folder.mkdir()
    files = library(folder, _COUNT)
    size = sum(file.stat().st_size for file in files) / _COUNT / 1e6
    for file in files:
        file.read_bytes()  # warm from here on
    about = (
        f"12 MP, {size:.1f} MB each, every second one with XMP, warm; {python()}; {load()}; a core's own seconds count"
    )
    yield _quick(files, folder, about)
    yield _lines(files, about)
    yield _two_cores(files, about)
    yield _deep(files[:_DEEP], about)
    yield _cleaning(files[:_CLEANED], work, about)


def _read(files: list[Path], *, deep: bool) -> None:
    for file in files:
        read_file(file, deep=deep)


def _quick(files: list[Path], folder: Path, about: str) -> Figure:
    def theirs(*options: str) -> float:
        if peers.EXIFTOOL is None:
            return float("nan")
        command = [peers.EXIFTOOL, *options, "-q", "-q", "-j", "-r", str(folder)]
        return processor(lambda: subprocess.run(command, capture_output=True, check=False))

    runs = [(processor(lambda: _read(files, deep=False)), theirs(), theirs("-fast")) for _ in range(RUNS)]
    ours, plain, fast = rates(len(files), runs)
    return Figure(
        "quick scan, one core",
        "10,000 files/s, 60x exiftool",
        f"{ours:,.0f} files/s, {ratio(runs, 1, 0):.0f}x exiftool, {ratio(runs, 2, 0):.0f}x exiftool -fast",
        {"exiftool": f"{plain:,.0f} files/s", "exiftool -fast": f"{fast:,.0f} files/s"},
        f"{len(files)} files, {about}",
    )


def _lines(files: list[Path], about: str) -> Figure:
    readings = [read_file(file, deep=False) for file in files]
    runs = [(seconds(lambda: [json.dumps(lines.scanned(reading)) for reading in readings]),) for _ in range(RUNS)]
    return Figure("a reading as a line of JSON", "-", f"{rates(len(files), runs)[0]:,.0f} lines/s", note=about)


def _batch(files: list[Path]) -> list[str]:
    return [json.dumps(lines.scanned(read_file(file, deep=False))) for file in files]


def _two_cores(files: list[Path], about: str) -> Figure:
    batches = [files[at : at + _BATCH] for at in range(0, len(files), _BATCH)] * _ROUNDS
    with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(2) as two:
        for pool in (one, two):
            list(pool.map(_batch, batches[:40]))
        runs = [tuple(seconds(lambda p=pool: list(p.map(_batch, batches))) for pool in (one, two)) for _ in range(RUNS)]
    count = len(files) * _ROUNDS
    first, both = rates(count, runs)
    return Figure(
        "quick scan, two cores",
        "1.7x one core",
        f"{ratio(runs, 0, 1):.2f}x: {both:,.0f} files/s in two processes, {first:,.0f} in one",
        note=f"{count:,} files as lines of JSON; wall time; {load()}",
    )


def _deep(files: list[Path], about: str) -> Figure:
    few = files[: _SLOW * 10]

    def theirs() -> float:
        return processor(lambda: peers.exiftool("-ee", files=few)) if peers.EXIFTOOL else float("nan")

    runs = [(processor(lambda: _read(files, deep=True)), theirs()) for _ in range(RUNS)]
    ours = rates(len(files), runs)[0]
    return Figure(
        "deep scan, one core",
        "500 files/s",
        f"{ours:,.0f} files/s",
        {"exiftool -ee": f"{rates(len(few), runs)[1]:,.0f} files/s ({len(few)} files)"},
        f"{len(files)} files, {about}",
    )


def _cleaning(files: list[Path], work: Path, about: str) -> Figure:
    slow = files[:_SLOW]
    runs = []
    for number in range(RUNS):
        ours = _cost(_clean, files, work / f"ours-{number}")
        recipe = _cost(peers.recipe, files, work / f"recipe-{number}") if peers.EXIFTOOL else float("nan")
        runs.append((ours, recipe, _cost(peers.mat2, slow, work / f"mat2-{number}") if peers.MAT2 else float("nan")))
    mine, recipe, mat2 = rates(1, runs)
    return Figure(
        "cleaning with proof, one core",
        "80 files/s, 3x recipe",
        f"{mine:,.1f} files/s, {ratio(runs, 1, 0):.1f}x the recipe, {ratio(runs, 2, 0):.1f}x mat2",
        {
            "ExifCleaner's recipe": f"{recipe:,.1f} files/s, no proof",
            "mat2": f"{mat2:,.1f} files/s ({len(slow)} files)",
        },
        f"{len(files)} files, {about}",
    )


def _clean(files: Sequence[Path], into: Path) -> None:
    for file in files:
        if not clean_file(file, into).verified:
            sys.exit(f"{file} could not be cleaned.")


def _cost(cleaner: Callable[[Sequence[Path], Path], None], files: Sequence[Path], into: Path) -> float:
    """Seconds of one core for each file; the copies are thrown away."""
    into.mkdir()
    spent = processor(lambda: cleaner(files, into)) / len(files)
    shutil.rmtree(into)
    return spent
