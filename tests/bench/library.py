"""A library of 100,000 photos, scanned by the command as a person scans it: its time, memory, and how it stops."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figure import Figure, load, paired, ratio, reaches, seconds, skipped, spread
from tests.photos import samples

ROOT = Path(__file__).parents[2]
MANY, FEW, SOME = 100_000, 1_000, 20_000
_IN_A_FOLDER = 200
_SMALL_RUNS, _BIG_RUNS = 4, 1
"""How often memory is measured besides the first scan: one of all takes a minute of a busy computer."""
_PROC = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class Call:
    """A command and what surrounds it."""

    command: Sequence[str]
    surroundings: Mapping[str, str] = field(default_factory=dict)

    def start(self, group: int | None = None) -> subprocess.Popen[bytes]:
        """Its output goes nowhere."""
        nowhere = subprocess.DEVNULL
        env = os.environ | dict(self.surroundings)
        return subprocess.Popen(self.command, stdout=nowhere, stderr=nowhere, cwd=ROOT, env=env, process_group=group)

    def time(self) -> float:
        """Wall time of all of it."""
        return seconds(lambda: self.start().wait())


def measure(work: Path) -> Iterator[Figure]:
    many, few = (tree(work / str(count), count) for count in (MANY, FEW))
    yield _cores(many, work / "data")
    data = work / "data"
    first = peak(scan(many, data))  # from here on it is remembered
    yield _second(many, data)
    if _PROC.exists():
        yield from _memory(few, many, work, first)
        yield _stopping(many, work / "other")
    else:
        yield skipped("memory, and Ctrl-C", "Only Linux tells the memory of a program's processes while they run.")


def tree(root: Path, count: int) -> Path:
    """So many small photos, `_IN_A_FOLDER` in each folder, as if they had lain there for a while."""
    kinds = _photos(100)
    for number in range(count):
        folder = root / str(2000 + number // (_IN_A_FOLDER * 12)) / f"{number // _IN_A_FOLDER:04}"
        if number % _IN_A_FOLDER == 0:
            folder.mkdir(parents=True)
        file = folder / f"IMG_{number:06}.jpg"
        file.write_bytes(kinds[number % len(kinds)])
        os.utime(file, (1_700_000_000 + number, 1_700_000_000 + number))
    return root


def _photos(count: int, seed: int = 1) -> list[bytes]:
    """Small JPEGs with a camera, a serial and a time, half of them with a place."""
    chance = random.Random(seed)  # noqa: S311  no secret: the same files each time
    plain = [samples.saved(samples.pixels(shade=shade), "JPEG") for shade in range(4)]
    made = []
    for number in range(count):
        place = samples.gps_tags(52 + chance.random(), -chance.random(), "<", 80) if number % 2 else None
        camera = {0x010F: samples.words("Lanterna"), 0x0110: samples.words("L-100")}
        taken = {0x9003: samples.words("2024:06:01 12:30:59"), 0xA431: samples.words(samples.SERIAL)}
        block = samples.tiff(camera, taken, place)
        made.append(samples.jpeg(samples.exif_segment(block), base=plain[number % 4]) + bytes(4000))
    return made


def scan(folder: Path, data: Path, *options: str, cores: int = 0) -> Call:
    """The scan of a folder, on so many cores; 0 for all."""
    command = [sys.executable, "-m", "footprint", "scan", str(folder), "--format", "jsonl", *options]
    if cores:
        command = ["taskset", "--cpu-list", ",".join(map(str, range(cores))), *command]
    return Call(command, {"FOOTPRINT_DATA": str(data)})


def _cores(many: Path, data: Path) -> Figure:
    what = "quick scan, two cores (the command)"
    if not shutil.which("taskset") or (os.cpu_count() or 1) < 2:
        return skipped(what, "It takes two cores, and taskset to leave one out.")
    folders = sorted(many.iterdir())[: SOME // (_IN_A_FOLDER * 12)]
    count = len(folders) * _IN_A_FOLDER * 12
    calls = [scan(folders[0], data, *map(str, folders[1:]), "--no-cache", cores=cores) for cores in (1, 2)]
    runs = paired(*(call.time for call in calls))
    times = ratio(runs, 0, 1)
    one, two = (spread(column) for column in zip(*runs, strict=True))
    return Figure(
        what,
        "1.7x one core",
        f"{two.shown('.2f')} s on two, {one.shown('.2f')} s on one",
        ratio=f"{times.shown('.2f')}x one core",
        reached=reaches((times.middle, 1.7)),
        note=f"{count:,} small files; wall time of the whole command, to which a busy computer is unfair; {load()}",
    )


def _second(many: Path, data: Path) -> Figure:
    listing = Call(["find", str(many), "-printf", "%s %T@ %i\n"])
    runs = paired(scan(many, data).time, listing.time)
    again, found = (spread(column) for column in zip(*runs, strict=True))
    times = ratio(runs, 0, 1)
    return Figure(
        "second scan of 100,000 unchanged files",
        "2x find, or less",
        f"{again.shown('.2f')} s",
        {"find -printf": f"{found.shown('.2f')} s"},
        f"{times.shown('.2f')}x find",
        times.middle <= 2,
        f"wall time of the whole command, all cores; {load()}",
    )


def _memory(few: Path, many: Path, work: Path, first: tuple[float, float]) -> Iterator[Figure]:
    def peaks(folder: Path, runs: int) -> list[tuple[float, float]]:
        found = []
        for number in range(runs):
            data = work / f"memory-{folder.name}-{number}"
            found.append(peak(scan(folder, data)))
            shutil.rmtree(data)
        return found

    small, large = peaks(few, _SMALL_RUNS), [first, *peaks(many, _BIG_RUNS)]
    for at, what in enumerate(("the command's own process", "all its processes")):
        less, more = (spread([run[at] for run in runs]) for runs in (small, large))
        times = more.middle / less.middle
        yield Figure(
            f"memory, 1,000 and 100,000 files ({what})",
            "the same within 20 %",
            f"{less.shown()} MB and {more.shown()} MB",
            ratio=f"{times:.2f}x",
            reached=times <= 1.2,
            note=f"a scan that remembers what it reads; {len(large)} runs of 100,000 files, {len(small)} of 1,000",
        )


def peak(call: Call) -> tuple[float, float]:
    """Megabytes: the largest size of a command's own process, and the sum of the largest sizes of all of them."""
    largest: dict[int, int] = {}
    with call.start() as running:
        while running.poll() is None:
            for pid in family(running.pid):
                largest[pid] = max(largest.get(pid, 0), _high_water(pid))
            time.sleep(0.02)
    return largest[running.pid] / 1000, sum(largest.values()) / 1000


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for one in found:
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def _high_water(pid: int) -> int:
    """Kilobytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), 0))


def _stopping(many: Path, data: Path) -> Figure:
    took = spread([one for (one,) in paired(lambda: _stopped(scan(many, data, "--no-cache", "--deep")))])
    return Figure(
        "Ctrl-C, until every process has ended",
        "1 s",
        f"{took.shown('.2f')} s",
        reached=took.most <= 1,
        note=f"in the middle of a deep scan on all cores; {load()}",
    )


def _stopped(call: Call, after: float = 1.5) -> float:
    with call.start(group=0) as running:
        time.sleep(after)
        others = family(running.pid)
        started = time.perf_counter()
        os.killpg(running.pid, signal.SIGINT)
        running.wait()
        while any(_runs(pid) for pid in others):
            time.sleep(0.001)
        return time.perf_counter() - started


def _runs(pid: int) -> bool:
    """Whether a process is still there; one that has ended and waits for its parent to hear of it is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
