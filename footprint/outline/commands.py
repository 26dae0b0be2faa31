"""Commands in a report as this computer takes them: paths whole, and the program by its place where it has to be."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from footprint.model import Audit, Remedy
from footprint.outline import words

_CLEANED = "Cleaned photos"
_PROGRAM = "footprint"
_FILE = "FILE"
"""Stands for the audit where whoever reads has none."""

_FOLDER, _INTO, _AUDIT, _SHARED = "FOLDER", f'"{_CLEANED}"', "audit.json", "share.html"
"""What advice writes for the photo folders, the folder of the copies, the file of the audit, and a copy to share."""


@dataclass(frozen=True, slots=True)
class Commands:
    """How commands are written here.

    Attributes:
        program: what the program is called by.
        who: what to add so that a command is about this person; "" where that goes without saying.
        folders: the photo folders, as they are typed; "FOLDER" where none may be named.
        into: where their copies go; `file`, the audit; `shared`, a copy of it for sharing. All as they are typed.
        opening: how to open a terminal.
    """

    program: str = _PROGRAM
    who: str = ""
    folders: str = _FOLDER
    into: str = _INTO
    file: str = _AUDIT
    shared: str = _SHARED
    opening: str = "Open a terminal"

    def spelled(self, text: str) -> str:
        """A text with each command between its backticks written for this computer."""
        parts = text.split("`")
        return "`".join(self._typed(part) if number % 2 else part for number, part in enumerate(parts))

    def _typed(self, command: str) -> str:
        if not re.match(rf"{_PROGRAM}\s", command):
            return command
        for known, typed in ((_FOLDER, self.folders), (_INTO, self.into), (_AUDIT, self.file), (_SHARED, self.shared)):
            command = command.replace(f" {known}", f" {typed}")
        return self.program + command[len(_PROGRAM) :]

    def advised(self, remedies: Mapping[str, Remedy]) -> Mapping[str, Remedy]:
        """The same advice with its commands written for this computer."""
        return {name: self._advised(remedy) for name, remedy in remedies.items()}

    def _advised(self, remedy: Remedy) -> Remedy:
        steps = tuple(map(self.spelled, remedy.steps))
        return replace(remedy, steps=steps, if_moved=self.spelled(remedy.if_moved))


def here(audit: Audit, *, profile: str, file: str, share: bool) -> Commands:
    """How this computer takes them; what is for sharing names nothing of it.

    Args:
        audit: names the photo folders.
        profile: the profile's file; "" where commands need not name it.
        file: the audit's file; "" where it is not known.
        share: whether the report is for sharing.
    """
    if share:
        return Commands(file=_FILE)
    folders = audit.album.folders
    return Commands(
        program=program(),
        who=profile_option(profile),
        folders=" ".join(map(quoted, folders)) or _FOLDER,
        into=quoted(_beside(folders)) if folders else _INTO,
        file=quoted(file) if file else _AUDIT,
        shared=quoted(str(PurePath(file).with_name(_SHARED))) if file else _SHARED,
        opening=_opening(),
    )


def _beside(folders: Iterable[str]) -> str:
    """A new folder beside the first of the photo folders, in none of them."""
    known = [PurePath(folder) for folder in folders]
    place = known[0].parent
    while place != place.parent and any(place.is_relative_to(folder) for folder in known):
        place = place.parent
    return str(place / _CLEANED)


def _opening() -> str:
    """Windows has two terminals, and only the old one takes a quoted program as it is."""
    if os.name == "nt":
        return "Press the Windows key, type cmd, and press Enter"
    return "Open the program Terminal" if sys.platform == "darwin" else "Open a terminal"


def program() -> str:
    """What this program is called by on this computer: its name where that is enough, else where it lies."""
    if shutil.which(_PROGRAM):
        return _PROGRAM
    script = str(PurePath(sys.executable).with_name(f"{_PROGRAM}.exe" if os.name == "nt" else _PROGRAM))
    if os.path.exists(script):  # noqa: PTH110  a Path of another system cannot be made, and tests stand in for one
        return quoted(script)
    return f"{quoted(sys.executable)} -m {_PROGRAM}"


def profile_option(profile: str) -> str:
    """What to add to a command so that it is about the person of that profile; "" where it needs nothing."""
    return f" --profile {quoted(profile)}" if profile else ""


def quoted(path: str) -> str:
    """A path as the terminal of this computer takes it."""
    path = words.printable(path)
    return f'"{path}"' if os.name == "nt" else shlex.quote(path)
