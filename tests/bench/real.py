"""The real photos that are shared beside the project, and which of them can be cleaned."""

from __future__ import annotations

import functools
from pathlib import Path

from footprint.photos import HEAD, Cleanable, format_of
from tests.bench.decoders import shown
from tests.photos.conftest import REAL

HERE = (REAL / "truth.json").exists()


@functools.cache
def readable() -> tuple[Path, ...]:
    """Every photo and film that a decoder opens whole."""
    files = sorted(file for file in REAL.rglob("*") if file.is_file() and file.suffix not in (".json", ".md"))
    return tuple(file for file in files if shown(file))


@functools.cache
def cleanable() -> tuple[Path, ...]:
    """Those of a format of which copies are made; no two have the same name."""
    files = {file.name.casefold(): file for file in readable() if _cleanable(file)}
    return tuple(files.values())


def _cleanable(file: Path) -> bool:
    with file.open("rb") as opened:
        return isinstance(format_of(opened.read(HEAD)), Cleanable)
