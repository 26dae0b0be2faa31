"""Runs a command as a person would, in this process."""

import sys
from dataclasses import dataclass

from footprint.__main__ import main


@dataclass
class Outcome:
    status: int
    out: str
    err: str


class Commands:
    """Calls `footprint ARGUMENTS` and catches what it says."""

    def __init__(self, capsys, monkeypatch):
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def __call__(self, *arguments) -> Outcome:
        self.monkeypatch.setattr(sys, "argv", ["footprint", *map(str, arguments)])
        self.capsys.readouterr()
        try:
            main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        said = self.capsys.readouterr()
        return Outcome(status, said.out, said.err)
