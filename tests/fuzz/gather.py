"""Gathers seeds from the tests, a plugin of pytest: every small photo or film that one of them reads is kept.

`python -m pytest -q -n 2 -p tests.fuzz.gather tests/photos` fills `.fuzz/gathered/`, and `make fuzz` starts from that
too. It takes as long as the tests do: worth it before a long run.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from footprint.photos import HEAD, BlockKind, format_of, makernotes, names, without
from footprint.photos.facts import Facts
from footprint.photos.stream import Stream
from tests.fuzz.mutations import MAKES
from tests.fuzz.seeds import GATHERED, LONGEST

_A_TEST = 12
"""How many files one test gives at most: some make hundreds."""

_given: Counter[str] = Counter()
_looking: list[str] = []


def _keep(data: bytes) -> None:
    test = os.environ.get("PYTEST_CURRENT_TEST", "")
    # To tell the format is to open streams, too.
    if _looking or _given[test] >= _A_TEST or not 0 < len(data) <= LONGEST:
        return
    _looking.append(test)
    known = format_of(data[:HEAD])
    _looking.clear()
    if known:
        _write(data, test)


def _write(data: bytes, test: str) -> None:
    file = GATHERED / hashlib.sha256(data).hexdigest()[:16]
    if len(data) <= LONGEST and not file.exists():
        _given[test] += 1
        file.write_bytes(data)


def pytest_configure(config: pytest.Config) -> None:
    """Look over the shoulder of everything that opens a file or bytes."""
    del config
    GATHERED.mkdir(parents=True, exist_ok=True)
    of, opened = Stream.of, Stream.open

    def watched_of(data: bytes) -> Stream:
        _keep(bytes(data))
        return of(data)

    def watched_open(path: Path) -> Stream:
        stream = opened(path)
        if stream.size <= LONGEST:
            _keep(stream.at(0, stream.size))
        return stream

    read_name, read_note, places = names.read, makernotes.read, without.places

    def watched_name(path: Path, **options: int) -> Facts:
        _write(b"@P" + os.fsencode(path), "names")
        return read_name(path, **options)

    def watched_note(structure: Stream, offset: int, length: int, **camera: Any) -> Facts:
        make = MAKES.index(camera["make"]) if camera.get("make") in MAKES else len(MAKES) - 1
        first = make | 0x80 * camera.get("big_endian", False)
        _write(b"@M" + bytes((first,)) + structure.at(offset, length), "notes")
        return read_note(structure, offset, length, **camera)

    def watched_places(kind: BlockKind, content: bytes, known: frozenset[str]) -> bytes | None:
        _write({"exif": b"@E", "xmp": b"@X", "text": b"@T"}.get(kind, b"@I") + content, "places")
        return places(kind, content, known)

    names.read, makernotes.read, without.places = watched_name, watched_note, watched_places
    Stream.of, Stream.open = staticmethod(watched_of), staticmethod(watched_open)
