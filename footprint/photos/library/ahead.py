"""Another process that looks at folders before their turn comes, where looking is all there is to do.

Asking the system for size and times of each file takes most of a scan in which nothing has changed, and other cores
have nothing to do meanwhile. It is a help and no more: whatever goes wrong with it, folders are looked at here.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from contextlib import suppress
from typing import IO, NamedTuple

from footprint.photos.library import folders

_AT_ONCE = 4
"""Folders that are looked at before their turn at most: so many are held."""

_PROGRAM = """
import importlib.util, sys
made = importlib.util.spec_from_file_location("folders", sys.argv[1])
folders = sys.modules["folders"] = importlib.util.module_from_spec(made)
made.loader.exec_module(folders)
folders.answer(sys.stdin.buffer, sys.stdout.buffer)
"""
"""The other process loads the one module that it needs, and nothing else of Footprint."""


class Lookout(NamedTuple):
    """The other process, and how to talk to it."""

    process: subprocess.Popen[bytes]
    ask: IO[bytes]
    answers: IO[bytes]


class Ahead:
    """Looks at folders ahead of their turn once it was started."""

    def __init__(self) -> None:
        self._lookout: Lookout | None = None
        self._asked: list[str] = []
        self._seen: dict[str, folders.Looked | None] = {}

    def start(self) -> None:
        """Begin; another time this does nothing."""
        if self._lookout or not folders.BY_HANDLE:
            return
        with suppress(OSError):
            process = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-S", "-E", "-c", _PROGRAM, folders.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for the first process; this one ends when nobody asks any more
            )
            if process.stdin and process.stdout:
                self._lookout = Lookout(process, process.stdin, process.stdout)

    def ask(self, folder: str) -> None:
        """Have a folder looked at, if there are not too many already."""
        if self._lookout and len(self._asked) + len(self._seen) < _AT_ONCE and not self._knows(folder):
            try:
                marshal.dump(folder, self._lookout.ask)
                self._lookout.ask.flush()
            except OSError:
                self.close()
            else:
                self._asked.append(folder)

    def _knows(self, folder: str) -> bool:
        return folder in self._asked or folder in self._seen

    def take(self, folder: str) -> folders.Looked | None:
        """What was seen in a folder; None where it is to be looked at here."""
        while folder in self._asked and self._lookout:
            try:
                answer = marshal.load(self._lookout.answers)  # noqa: S302  it comes from our own process
            except (OSError, EOFError, ValueError, TypeError):
                self.close()
                return None
            self._seen[self._asked.pop(0)] = None if answer is None else folders.Looked(*answer)
        return self._seen.pop(folder, None)

    def close(self) -> None:
        """End the other process."""
        if self._lookout:
            process, ask, answers = self._lookout
            self._lookout = None
            self._asked.clear()
            process.kill()
            with suppress(OSError):
                ask.close()
            answers.close()
            process.wait()
