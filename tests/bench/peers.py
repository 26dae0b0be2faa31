"""The other tools, called as their makers say."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

EXIFTOOL, MAT2, FFMPEG = (shutil.which(name) for name in ("exiftool", "mat2", "ffmpeg"))
CJXL, DJXL = shutil.which("cjxl"), shutil.which("djxl")


def missing() -> list[str]:
    """A sentence for each tool that is not there."""
    found = {"exiftool": EXIFTOOL, "mat2": MAT2, "ffmpeg": FFMPEG, "cjxl": CJXL, "djxl": DJXL}
    return [f"{name} is not installed: its figures are left out." for name, path in found.items() if path is None]


def exiftool(*options: str, files: Sequence[Path]) -> list[dict[str, object]]:
    """What one exiftool process says of many files."""
    done = subprocess.run([str(EXIFTOOL), *options, "-j", *map(str, files)], capture_output=True, check=False)
    return json.loads(done.stdout or b"[]")


def recipe(files: Sequence[Path], into: Path) -> None:
    """ExifCleaner's: everything away, then the colour profile and the orientation back from the original."""
    keep = ("-tagsfromfile", "@", "-icc_profile", "-orientation")
    command = [str(EXIFTOOL), "-q", "-q", "-all=", *keep, "-o", f"{into}/", *map(str, files)]
    subprocess.run(command, capture_output=True, check=False)


def mat2(files: Sequence[Path], into: Path) -> None:
    """It writes beside the original, so it gets copies."""
    for file in files:
        shutil.copy(file, into / file.name)
    subprocess.run([str(MAT2), *(str(into / file.name) for file in files)], capture_output=True, check=False)
    for file in files:
        cleaned = into / f"{file.stem}.cleaned{file.suffix}"
        (into / file.name).unlink()
        if cleaned.exists():
            cleaned.rename(into / file.name)
