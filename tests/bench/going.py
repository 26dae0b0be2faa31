"""Going out: an audit of thirty sources beside the slowest of them alone, and the same audit again on the same day."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from footprint import gather, pipeline
from footprint.cli.terminal import STOPPED
from footprint.model import Audit, Evidence, Kind, Query, Skipped, Subject
from footprint.remedies import library
from footprint.sources import Source
from footprint.web import Web
from footprint.web.addresses import Resolver
from footprint.web.cache import Cache
from footprint.web.client import Client
from footprint.web.follow import open_page
from tests.bench import hosts
from tests.bench.figure import Figure, paired, seconds, spread
from tests.examples import SUBJECT

ROOT = Path(__file__).parents[2]
SOURCES, HITS, RUNS = 30, 5, 3
SLOWEST = 1.1
"""An audit takes this many times as long as its slowest host at most."""


class Paced(Source):
    """A few pages of one host."""

    title, finds, needs, sends = "A paced source", "pages", "your name", (Kind.NAME,)

    def __init__(self, number: int, wait: int, pace: float) -> None:
        self.name = f"paced-{number:02}"  # type: ignore[misc]
        self.pace = pace  # type: ignore[misc]
        self.host = f"wait-{wait}-{number:02}.example"

    def plan(self, subject: Subject) -> Iterator[Query]:
        for hit in range(HITS):
            yield Query(self.name, f"http://{self.host}/{hit}", sends=(subject.name,))

    async def fetch(self, query: Query, subject: Subject, web: Web) -> AsyncIterator[Evidence | Skipped]:
        yield (await open_page(web, query.url, self.name)).page


def paced() -> tuple[Paced, ...]:
    """Thirty sources of different slowness; the last is the slowest."""
    usual = [Paced(n, 50 + 10 * (n % 20), 0.2 + 0.02 * n) for n in range(SOURCES - 1)]
    return (*usual, Paced(SOURCES - 1, 400, 1.0))


def measure(work: Path) -> Iterator[Figure]:
    sources = paced()
    with served() as port:
        yield _together(sources, port)
        yield _again(sources, port, work)
        yield _kept(sources, port, work)
        yield _stopped(port, work)


def _together(sources: Sequence[Paced], port: int) -> Figure:
    runs = paired(
        lambda: seconds(lambda: audited(sources, port)),
        lambda: seconds(lambda: audited(sources[-1:], port)),
        runs=RUNS,
    )
    everything, slowest = (spread(column) for column in zip(*runs, strict=True))
    times = spread([whole / part for whole, part in runs])
    return Figure(
        f"{SOURCES} sources, {HITS} hits each",
        f"at most {SLOWEST} times its slowest host",
        f"{everything.shown('.2f')} s",
        {"the slowest host alone": f"{slowest.shown('.2f')} s"},
        f"{times.shown('.2f')} times",
        reached=times.middle <= SLOWEST,
        note=f"paces of 0.2 to 1 s, answers after 50 to 400 ms, {len(hosts.PAGE) // 1000} KB a page, all judged",
    )


def _again(sources: Sequence[Paced], port: int, work: Path) -> Figure:
    """The same audit twice on one day, where the hosts say in four ways whether their answers may be kept."""
    return _repeated("the same audit again", sources, port, work / "again.answers")


def _kept(sources: Sequence[Paced], port: int, work: Path) -> Figure:
    """The same, of those hosts alone whose answers may be kept for an hour."""
    keeping = [source for source in sources if hosts.keeping(source.host) == hosts.KEEPING[0]]
    return _repeated("the same audit again, of hosts that let it be kept", keeping, port, work / "kept.answers")


def _stopped(port: int, work: Path) -> Figure:
    """Ctrl-C while ten hosts think for a minute."""
    profile, ours = work / "profile.toml", os.environ | {"FOOTPRINT_DATA": str(work / "data")}
    sites = [part for n in range(10) for part in ("--own-site", f"http://wait-60000-{n:02}.example")]
    start = [
        sys.executable,
        "-m",
        "footprint",
        "init",
        "-p",
        str(profile),
        "--about",
        "me",
        "--name",
        "Ros Quill",
        *sites,
    ]
    subprocess.run(start, check=True, cwd=ROOT, env=ours, stdout=subprocess.DEVNULL)
    call = [
        sys.executable,
        "-m",
        "tests.wired",
        str(port),
        "9",
        "audit",
        "-p",
        str(profile),
        "--into",
        str(work / "out"),
    ]
    times = []
    for _ in range(5):
        with subprocess.Popen(call, cwd=ROOT, env=ours, stderr=subprocess.PIPE, process_group=0) as audit:
            time.sleep(5)
            times.append(seconds(lambda: (os.killpg(audit.pid, signal.SIGINT), audit.communicate())))
        if audit.returncode != STOPPED:
            raise AssertionError(audit.returncode)
    took = spread(times)
    return Figure("Ctrl-C, an audit", "within 1 s", f"{took.shown('.2f')} s", reached=took.most < 1)


def _repeated(what: str, sources: Sequence[Paced], port: int, file: Path) -> Figure:
    audits: list[Audit] = []
    times = [seconds(lambda: audits.append(audited(sources, port, file))) for _ in range(2)]
    first, again = ([line for line in audit.sent if line.left] for audit in audits)
    unchanged = sum(line.outcome == "304" for line in again)
    whole = len(again) - unchanged
    return Figure(
        what,
        "nearly free",
        f"{times[1]:.2f} s, {len(again)} requests left, {unchanged} of them answered by a bare 304",
        {"first": f"{times[0]:.2f} s, {len(first)} requests left"},
        reached=whole <= sum(hosts.keeping(source.host) == hosts.KEEPING[-1] for source in sources) * HITS,
        note=f"{whole} answered whole, all by hosts that forbid keeping (no-store)" if whole else "",
    )


def audited(sources: Sequence[Paced], port: int, kept: Path | None = None) -> Audit:
    """One audit of these sources, all of whose hosts are on this computer."""
    replaced = {source.host: ("127.0.0.1", port) for source in sources}
    cache = Cache(kept) if kept else None
    task = gather.Task(
        subject=SUBJECT,
        folders=(),
        key=lambda _: "",
        client=lambda: Client(Resolver(replaced, only=True)),
        remedies=library.load(),
        sources=tuple(sources),
        cache=cache,
    )
    made = pipeline.audit(task, lambda _: None)
    if cache:
        cache.close()
    if len(made.opened) != len(sources) * HITS:
        raise AssertionError(made.skipped)
    return made


@contextmanager
def served() -> Iterator[int]:
    """The hosts, in a process of their own; gives their port."""
    command = [sys.executable, "-m", "tests.bench.hosts"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.communicate("")
