"""Footprint's own run over the replayed sites, in a process of its own as its peers have.

`python -m tests.bench.asking PROFILE PORTS` audits with nothing but the search for user names, and prints as JSON what
it found and what it could not tell. The host names of the sites lead to their ports through the `Resolver`, as those of
the demonstration do; nothing else differs from an audit of real sites.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from footprint import pipeline, profile
from footprint.gather import Task
from footprint.remedies import library
from footprint.sources.usernames import Usernames
from footprint.web.addresses import Resolver
from footprint.web.client import Client


def host(number: int) -> str:
    """The name of a site."""
    return f"site-{number:03}.example"


def main(profile_file: str, ports_file: str) -> None:
    ports = json.loads(Path(ports_file).read_text(encoding="utf-8"))
    places = {host(number): ("127.0.0.1", port) for number, port in enumerate(ports)}
    task = Task(
        profile.load(Path(profile_file)),
        (),
        lambda _: "",
        lambda: Client(Resolver(places, only=True)),
        library.load(),
        sources=(Usernames(),),
    )
    audit = pipeline.audit(task, lambda _: None)
    found = [place.url for finding in audit.findings for place in finding.where]
    unknown = {skip.identifier: f"{skip.cause}: {skip.reason}" for skip in audit.skipped}
    print(json.dumps({"found": found, "unknown": unknown, "sent": len(audit.sent)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
