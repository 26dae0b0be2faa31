"""User names: the same 480 sites, asked by Footprint, by Sherlock and by Maigret, each as it comes.

The sites are replayed on this computer from Sherlock's own definitions (see `replay`). Sherlock is given them as its
`--json`, Maigret as its `--db`, Footprint as the file that a profile names. Each asks one host at a time no more than
once at once; Footprint waits between its requests to a host besides, and asks robots.txt and two made-up names.
Part of the difference in time is patience: Sherlock waits a minute for a silent site, Maigret half of one, Footprint
eight seconds. The peers live in a virtual environment of their own, made on demand.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from footprint import profile
from tests.bench import asking
from tests.bench.figure import Figure, skipped
from tests.bench.replay import HANDLE, SEED, Replayed, replayed

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".bench" / "peers"
WANTED = ("sherlock-project==0.16.2", "maigret==0.6.6")
TIMES = 3.0
_PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one tool said: seconds, the numbers of the sites where it found an account, and where it could not tell."""

    seconds: float
    found: frozenset[int]
    unknown: frozenset[int]


def measure(work: Path) -> Iterator[Figure]:
    """The rows of the table."""
    data = _definitions()
    if data is None:
        yield skipped("user names", f"{' and '.join(WANTED)} could not be installed; both are only compared with.")
        return
    sites = replayed(data)
    file = work / "definitions.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    try:
        ours, maigret, sherlock = (run(work, file, sites) for run in (_footprint, _maigret, _sherlock))
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        yield skipped("user names", f"One of the three did not finish: {error}")
        return
    yield from _figures(sites, ours, {"Maigret": maigret, "Sherlock": sherlock})


def _figures(sites: Sequence[Replayed], ours: Outcome, peers: dict[str, Outcome]) -> Iterator[Figure]:
    there = [site for site in sites if site.exists]
    note = (
        f"{len(sites)} sites, seed {SEED}; {len(there)} have the account, and {sum(site.tells for site in there)} of "
        f"them answer otherwise than if they had not; {', '.join(WANTED)}; one run each"
    )
    ratio = min(peer.seconds for peer in peers.values()) / ours.seconds
    right, wrong = _right(sites, ours), _wrong(sites, ours)
    yield Figure(
        "user names, time",
        f"≥ {TIMES:g} times as fast as the faster",
        f"{ours.seconds:.1f} s",
        {name: f"{peer.seconds:.1f} s" for name, peer in peers.items()},
        f"{ratio:.1f} times",
        ratio >= TIMES,
        note,
    )
    yield Figure(
        "user names, found and right",
        "≥ theirs",
        str(right),
        {name: str(_right(sites, peer)) for name, peer in peers.items()},
        reached=right >= max(_right(sites, peer) for peer in peers.values()),
        note=f"by luck, where an answer is the same for any name: {_luck(sites, ours)}; "
        + ", ".join(f"{name} {_luck(sites, peer)}" for name, peer in peers.items())
        + f"; Footprint did not find, though there: {_missed(sites, ours)}",
    )
    yield Figure(
        "user names, found and wrong",
        "0",
        str(wrong),
        {name: str(_wrong(sites, peer)) for name, peer in peers.items()},
        reached=wrong == 0,
        note="; ".join(f"{name} on: {_misled(sites, peer)}" for name, peer in peers.items()),
    )
    yield Figure(
        "user names, said to be unknown",
        "-",
        str(len(ours.unknown)),
        {name: str(len(peer.unknown)) for name, peer in peers.items()},
    )


def _right(sites: Sequence[Replayed], outcome: Outcome) -> int:
    """Found, there, and shown by the site's answer."""
    return sum(sites[number].exists and sites[number].tells for number in outcome.found)


def _luck(sites: Sequence[Replayed], outcome: Outcome) -> int:
    """Found and there, though the site's answer is the same for any name."""
    return sum(sites[number].exists and not sites[number].tells for number in outcome.found)


def _wrong(sites: Sequence[Replayed], outcome: Outcome) -> int:
    return sum(not sites[number].exists for number in outcome.found)


def _misled(sites: Sequence[Replayed], outcome: Outcome) -> str:
    """On which kinds of sites an account was found that is not there."""
    return ", ".join(sorted({sites[number].behaves for number in outcome.found if not sites[number].exists}))


def _missed(sites: Sequence[Replayed], outcome: Outcome) -> str:
    """On which kinds of sites an account was not found that is there."""
    missed = [site.behaves for site in sites if site.exists and site.number not in outcome.found]
    return ", ".join(f"{missed.count(kind)} {kind}" for kind in sorted(set(missed))) or "none"


# --- the three --------------------------------------------------------------------------------------------------------


@contextmanager
def _served(file: Path) -> Iterator[list[int]]:
    """The sites, as new, while the block runs."""
    command = [sys.executable, "-m", "tests.bench.replay", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _run(command: Sequence[str], work: Path) -> tuple[float, str]:
    """How long a command takes, and what it prints. No peer writes into the person's own folders."""
    around = {**os.environ, "HOME": str(work), "XDG_CONFIG_HOME": str(work), "NO_COLOR": "1"}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=work, env=around, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    seconds = time.perf_counter() - start
    for end, text in (("out", done.stdout), ("err", done.stderr)):
        (work / f"{Path(command[0]).name}.{end}").write_text(text, encoding="utf-8")
    return seconds, done.stdout


def _at(sites: Sequence[Replayed], base) -> dict[str, dict]:
    """Sherlock's definitions with the addresses of the replayed sites."""
    made = {}
    for site in sites:
        here = base(site.number)
        addresses = {key: here + site.entry[key] for key in ("url", "urlProbe") if key in site.entry}
        made[site.name] = {**site.entry, **addresses, "urlMain": here}
    return made


def _footprint(work: Path, file: Path, sites: Sequence[Replayed]) -> Outcome:
    definitions = _at(sites, lambda number: f"http://{asking.host(number)}")
    (work / "sites.json").write_text(json.dumps(definitions), encoding="utf-8")
    (work / "profile.toml").write_text(
        f"[about]\nwho = 'me'\nagreed = {profile.today()}\n[person]\nnames = ['Rosalind Quillfeather']\n"
        f"[person.handles]\nthornmere = '{HANDLE}'\n[sources.usernames]\nfile = 'sites.json'\n",
        encoding="utf-8",
    )
    with _served(file) as ports:
        (work / "ports.json").write_text(json.dumps(ports), encoding="utf-8")
        command = [sys.executable, "-m", "tests.bench.asking", str(work / "profile.toml"), str(work / "ports.json")]
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=_PATIENCE)
        seconds = time.perf_counter() - start
    said = json.loads(done.stdout)
    numbers = {site.number: f"//{asking.host(site.number)}/" for site in sites}
    return Outcome(
        seconds,
        frozenset(n for n, mark in numbers.items() if any(mark in url for url in said["found"])),
        frozenset(n for n, mark in numbers.items() if any(mark in url for url in said["unknown"])),
    )


def _sherlock(work: Path, file: Path, sites: Sequence[Replayed]) -> Outcome:
    with _served(file) as ports:
        made = work / "sherlock.json"
        made.write_text(json.dumps(_at(sites, lambda number: f"http://127.0.0.1:{ports[number]}")), encoding="utf-8")
        options = ("--json", str(made), "--ignore-exclusions", "--print-all", "--csv", "--no-color")
        seconds, _ = _run([_peer("sherlock"), HANDLE, *options], work)
    by_name = {site.name: site.number for site in sites}
    with (work / f"{HANDLE}.csv").open(encoding="utf-8", newline="") as table:
        rows = {by_name[row["name"]]: row["exists"] for row in csv.DictReader(table)}
    return Outcome(
        seconds,
        frozenset(number for number, said in rows.items() if said == "Claimed"),
        frozenset(number for number, said in rows.items() if said in ("Unknown", "WAF")),
    )


def _maigret(work: Path, file: Path, sites: Sequence[Replayed]) -> Outcome:
    with _served(file) as ports:
        database = work / "maigret.json"
        made = {site.name: _for_maigret(site, f"http://127.0.0.1:{ports[site.number]}") for site in sites}
        database.write_text(json.dumps({"sites": made, "engines": {}, "tags": []}), encoding="utf-8")
        options = ("--db", str(database), "--no-autoupdate", "-a", "--no-recursion", "--no-color", "--no-progressbar")
        report = ("-J", "simple", "--folderoutput", str(work), "--print-errors")
        seconds, said = _run([_peer("maigret"), HANDLE, *options, *report], work)
    claimed = json.loads((work / f"report_{HANDLE}_simple.json").read_text(encoding="utf-8"))
    by_name = {site.name: site.number for site in sites}
    unknown = {name for name in by_name if f"[?] {name}:" in said}
    return Outcome(seconds, frozenset(by_name[name] for name in claimed), frozenset(by_name[name] for name in unknown))


def _for_maigret(site: Replayed, base: str) -> dict:
    """A site's definition in Maigret's form: the same addresses, words and rule for names."""
    entry = {
        "url": base + site.entry["url"].replace("{}", "{username}"),
        "urlMain": base,
        "checkType": site.kind,
        "usernameClaimed": "blue",
        "usernameUnclaimed": "noonewouldeverusethis7",
    }
    if "urlProbe" in site.entry:
        entry["urlProbe"] = base + site.entry["urlProbe"].replace("{}", "{username}")
    if site.messages:
        entry["absenceStrs"] = site.messages
    for ours, theirs in (("regexCheck", "regexCheck"), ("headers", "headers"), ("request_method", "requestMethod")):
        if ours in site.entry:
            entry[theirs] = site.entry[ours]
    return entry


# --- the peers --------------------------------------------------------------------------------------------------------


def _peer(name: str) -> str:
    return str(PEERS / ("Scripts" if os.name == "nt" else "bin") / name)


def _definitions() -> dict | None:
    """Sherlock's own list; its package is installed where it is not there yet, and None says that it cannot be."""
    if not _lists():
        print(f"Installing {' and '.join(WANTED)} into {PEERS.relative_to(ROOT)}.", flush=True)
        venv.create(PEERS, with_pip=True)
        command = [_peer("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *WANTED]
        subprocess.run(command, check=False)
    lists = _lists()
    return json.loads(lists[0].read_text(encoding="utf-8")) if lists else None


def _lists() -> list[Path]:
    return sorted(PEERS.glob("**/sherlock_project/resources/data.json"))
