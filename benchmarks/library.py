"""Figures of a library of 100,000 photos: `python benchmarks/library.py [FOLDER]`.

Makes trees of small JPEGs in FOLDER (by default a temporary one), scans them as a person would, and prints each figure
beside its peer: medians of several runs, the two of a pair in turn, so that a busy machine is unfair to neither.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.photos import samples  # noqa: E402  it lies beside the package

RUNS = 5
MANY, FEW, SOME = 100_000, 1_000, 20_000
IN_A_FOLDER = 200


def photos(count, seed=1):
    """Small JPEGs, most of them with a camera and a time, half of them with a place."""
    chance = random.Random(seed)  # noqa: S311  no secret
    plain = [samples.small_jpeg(shade=shade) for shade in range(4)]
    made = []
    for number in range(count):
        place = samples.gps_tags(52 + chance.random(), -chance.random(), "<", 80) if number % 2 else None
        camera = {0x010F: samples.words("Lanterna"), 0x0110: samples.words("L-100")}
        taken = {0x9003: samples.words("2024:06:01 12:30:59"), 0xA431: samples.words(samples.SERIAL)}
        block = samples.tiff(camera, taken, place)
        made.append(samples.jpeg(samples.exif_segment(block), base=plain[number % 4]) + bytes(4000))
    return made


def tree(root, count):
    """`count` photos, `IN_A_FOLDER` a folder, as if they had lain there for a while."""
    kinds = photos(100)
    for number in range(count):
        file = root / str(2000 + number // (IN_A_FOLDER * 12)) / f"{number // IN_A_FOLDER:04}" / f"IMG_{number:06}.jpg"
        if number % IN_A_FOLDER == 0:
            file.parent.mkdir(parents=True)
        file.write_bytes(kinds[number % len(kinds)])
        os.utime(file, (1_700_000_000 + number, 1_700_000_000 + number))
    return root


def scan(folder, data, *options, cores=None):
    """The command and its surroundings, as `subprocess` takes them."""
    command = [sys.executable, "-m", "footprint", "scan", str(folder), "--format", "jsonl", *options]
    if cores:
        command = ["taskset", "--cpu-list", ",".join(map(str, range(cores))), *command]
    return {"args": command, "cwd": ROOT, "env": os.environ | {"FOOTPRINT_DATA": str(data)}}


def seconds(**call):
    """Wall time of a command whose output nobody keeps."""
    started = time.perf_counter()
    subprocess.run(stdout=subprocess.DEVNULL, check=False, **call)
    return time.perf_counter() - started


def medians(*measures, runs=RUNS):
    """The median of each, all measured in turn."""
    found = [[measure() for measure in measures] for _ in range(runs)]
    return [statistics.median(values) for values in zip(*found, strict=True)]


def second_scan(folder, data, runs=RUNS):
    """A scan in which nothing has changed, beside `find`."""
    seconds(**scan(folder, data))
    listing = ["find", str(folder), "-printf", "%s %T@ %i\n"]
    again, found = medians(lambda: seconds(**scan(folder, data)), lambda: seconds(args=listing), runs=runs)
    print(f"second scan: {again:.3f} s; find: {found:.3f} s; {again / found:.2f} times as long (reach: 2)")


def cores(folder, data, runs=RUNS):
    """A quick scan by two cores, beside one core."""
    one, two = medians(
        lambda: seconds(**scan(folder, data, "--no-cache", cores=1)),
        lambda: seconds(**scan(folder, data, "--no-cache", cores=2)),
        runs=runs,
    )
    count = sum(1 for _ in folder.rglob("*.jpg"))
    print(f"quick scan of {count:,}: one core {one:.2f} s, two cores {two:.2f} s; {one / two:.2f} times (reach: 1.7)")


def memory(few, many, data):
    """Most memory of the command and each of its processes, for few files and many."""
    small, large = (peak(scan(folder, data, "--no-cache", "--deep")) for folder in (few, many))
    print(f"memory: {small:.0f} MB for few files, {large:.0f} MB for many; {large / small:.2f} times (reach: 1.20)")


def peak(call):
    """Megabytes: the sum of the largest sizes of all processes of a command, as Linux tells them while they run."""
    largest = {}
    with subprocess.Popen(stdout=subprocess.DEVNULL, **call) as running:
        while running.poll() is None:
            for pid in family(running.pid):
                largest[pid] = max(largest.get(pid, 0), high_water(pid))
            time.sleep(0.02)
    return sum(largest.values()) / 1000


def family(pid):
    """A process and all that it started."""
    found = [pid]
    for one in found:
        try:
            found += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        except OSError:
            continue
    return found


def high_water(pid):
    """Kilobytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), 0))


def ctrl_c(folder, data, runs=RUNS):
    """From Ctrl-C to the end of every process, in the middle of a deep scan by all cores."""

    def stopped():
        call = scan(folder, data, "--no-cache", "--deep")
        with subprocess.Popen(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, process_group=0, **call) as running:
            time.sleep(1.5)
            others = family(running.pid)
            started = time.perf_counter()
            os.killpg(running.pid, signal.SIGINT)
            running.wait()
            while any(Path(f"/proc/{pid}").exists() for pid in others):
                time.sleep(0.001)
            return time.perf_counter() - started

    (took,) = medians(stopped, runs=runs)
    print(f"Ctrl-C: {took:.2f} s until all processes have ended (reach: 1)")


def main():
    """Print all figures."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", nargs="?", type=Path, help="where to make the trees, and to find them next time")
    asked.add_argument("--runs", type=int, default=RUNS)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = chosen.folder or Path(temporary)
        few, some, many = (
            base / str(count) if (base / str(count)).exists() else tree(base / str(count), count)
            for count in (FEW, SOME, MANY)
        )
        data = Path(temporary) / "data"
        second_scan(many, data, chosen.runs)
        cores(some, data, chosen.runs)
        memory(few, many, data)
        ctrl_c(many, data, chosen.runs)


if __name__ == "__main__":
    main()
