"""How many photos are read and cleaned in a second of one core, each measure in turn with its peers'."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from footprint.photos.clean import clean_file
from footprint.photos.library import batch
from footprint.photos.read import read_file
from tests.bench import peers
from tests.bench.figure import Figure, load, paired, processor, rates, ratio, reaches, seconds
from tests.bench.pictures import library
from tests.bench.real import cleanable

_COUNT, _DEEP, _SLOW_DEEP, _CLEANED = 450, 200, 30, 40
_FEW = 4, 16
"""How many of the 12-megapixel and of the real files mat2 gets: it takes a second for each."""
_ROUNDS, _BATCH = 20, 50

Cleaner = Callable[[Sequence[Path], Path], None]


def measure(work: Path) -> Iterator[Figure]:
    folder = work / "photos"
    folder.mkdir()
    files = library(folder, _COUNT)
    size = sum(file.stat().st_size for file in files) / _COUNT / 1e6
    for file in files:
        file.read_bytes()  # warm from here on
    about = f"12 MP, {size:.1f} MB each, every second one with XMP, warm"
    yield _quick(files, folder, about)
    yield _two_cores(files)
    yield _deep(files[:_DEEP], about)
    yield from _cleaning(files[:_CLEANED], _FEW[0], work, f"12-MP files, {size:.1f} MB each")
    real = cleanable()
    if real:
        size = sum(file.stat().st_size for file in real) / len(real) / 1e6
        yield from _cleaning(real, _FEW[1], work, f"real files, {size:.1f} MB each")


def _read(files: Sequence[Path], *, deep: bool) -> None:
    for file in files:
        read_file(file, deep=deep)


def _unknown() -> float:
    return float("nan")


def _exiftool(*options: str) -> Callable[[], float]:
    """Seconds of one core that one process takes."""
    command = [str(peers.EXIFTOOL), "-q", "-q", "-j", *options]
    return lambda: processor(lambda: subprocess.run(command, capture_output=True, check=False))


def _quick(files: Sequence[Path], folder: Path, about: str) -> Figure:
    theirs = [_exiftool("-r", str(folder)), _exiftool("-fast", "-r", str(folder))]
    runs = paired(
        lambda: processor(lambda: _read(files, deep=False)), *(theirs if peers.EXIFTOOL else (_unknown, _unknown))
    )
    ours, plain, fast = rates(len(files), runs)
    times = ratio(runs, 1, 0)
    return Figure(
        "quick scan, one core",
        "10,000 files/s, 60x exiftool",
        f"{ours.shown()} files/s",
        {"exiftool": f"{plain.shown()} files/s", "exiftool -fast": f"{fast.shown()} files/s"},
        f"{times.shown()}x exiftool, {ratio(runs, 2, 0).shown()}x exiftool -fast",
        reaches((ours.middle, 10_000), (times.middle, 60)),
        f"{len(files)} files, {about}; a core's own seconds; {load()}",
    )


def _batch(files: Sequence[str]) -> None:
    batch.read([("", files, False)], deep=False)


def _two_cores(files: Sequence[Path]) -> Figure:
    names = [str(file) for file in files]
    batches = [names[at : at + _BATCH] for at in range(0, len(names), _BATCH)] * _ROUNDS
    with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(2) as two:
        for pool in (one, two):
            list(pool.map(_batch, batches[:40]))
        runs = paired(*(lambda pool=pool: seconds(lambda: list(pool.map(_batch, batches))) for pool in (one, two)))
    count = len(files) * _ROUNDS
    first, both = rates(count, runs)
    return Figure(
        "quick scan, two cores (12 MP)",
        "1.7x one core",
        f"{both.shown()} files/s in two processes, {first.shown()} in one",
        ratio=f"{ratio(runs, 0, 1).shown('.2f')}x one core",
        reached=reaches((ratio(runs, 0, 1).middle, 1.7)),
        note=f"{count:,} readings as lines of JSON; wall time, to which a busy computer is unfair; {load()}",
    )


def _deep(files: Sequence[Path], about: str) -> Figure:
    few = files[:_SLOW_DEEP]
    theirs = _exiftool("-ee", *map(str, few)) if peers.EXIFTOOL else _unknown
    runs = [
        (ours / len(files), they / len(few))
        for ours, they in paired(lambda: processor(lambda: _read(files, deep=True)), theirs)
    ]
    ours, they = rates(1, runs)
    return Figure(
        "deep scan, one core",
        "500 files/s",
        f"{ours.shown()} files/s",
        {"exiftool -ee": f"{they.shown()} files/s"},
        f"{ratio(runs, 1, 0).shown()}x exiftool -ee",
        reaches((ours.middle, 500)),
        f"{len(files)} files, {len(few)} for exiftool, {about}; a core's own seconds; {load()}",
    )


def _cleaning(files: Sequence[Path], count: int, work: Path, about: str) -> Iterator[Figure]:
    few = files[:: max(1, len(files) // count)][:count]

    def cost(cleaner: Cleaner, of: Sequence[Path]) -> Callable[[], float]:
        return lambda: _cost(cleaner, of, work / "copies")

    if peers.EXIFTOOL:
        runs = paired(cost(_clean, files), cost(peers.recipe, files))
    else:
        runs = paired(cost(_clean, files), _unknown)
    ours, recipe = rates(1, runs)
    times = ratio(runs, 1, 0)
    yield Figure(
        f"cleaning with proof, one core ({about.partition(',')[0]})",
        "80 files/s, 3x the recipe",
        f"{ours.shown(',.1f')} files/s",
        {"ExifCleaner's recipe": f"{recipe.shown(',.1f')} files/s, no proof"},
        f"{times.shown('.1f')}x the recipe",
        reaches((ours.middle, 80), (times.middle, 3)),
        f"{len(files)} {about}; a core's own seconds; {load()}",
    )
    if peers.MAT2:
        runs = paired(cost(_clean, few), cost(peers.mat2, few))
        ours, mat2 = rates(1, runs)
        yield Figure(
            "  beside mat2",
            "-",
            f"{ours.shown(',.1f')} files/s",
            {"mat2": f"{mat2.shown(',.1f')} files/s, no proof"},
            f"{ratio(runs, 1, 0).shown('.1f')}x mat2",
            note=f"{len(few)} of them",
            part=True,
        )


def _clean(files: Sequence[Path], into: Path) -> None:
    for number, file in enumerate(files):
        clean_file(file, into, name=Path(f"{number}{file.suffix}"))


def _cost(cleaner: Cleaner, files: Sequence[Path], into: Path) -> float:
    """Seconds of one core for each file; the copies are thrown away."""
    into.mkdir()
    spent = processor(lambda: cleaner(files, into)) / len(files)
    shutil.rmtree(into)
    return spent
