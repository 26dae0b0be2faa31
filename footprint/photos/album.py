"""Counts what the photos of an audit give away, and shows on one of them what cleaning takes out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from heapq import heappush, heappushpop
from pathlib import Path

from footprint.model import Album, Reading, Rehearsal, Telling, Trace, TraceKind
from footprint.photos import all_formats
from footprint.photos.clean import clean_file
from footprint.photos.kinds import KINDS, PLACES, told
from footprint.photos.read import read_file

WORST = 6
"""As many of the most telling files are listed."""

_TRIALS = 4
"""As many of them are tried, until one can be cleaned."""

_FILMS = frozenset({"MP4", "MOV", "MKV", "AVI"})
_BESIDE = frozenset(form.name for form in all_formats() if form.beside)


class Counting:
    """What has been read so far; it does not grow with the number of files."""

    def __init__(self) -> None:
        self._files: Counter[str] = Counter()
        self._kinds: Counter[TraceKind] = Counter()
        self._worst: list[tuple[int, int, Telling]] = []

    def take(self, reading: Reading) -> None:
        """Count one file."""
        kinds = told(reading)
        self._files[_sort(reading.format)] += 1
        self._files["broken"] += bool(reading.problem)
        self._files["telling"] += bool(kinds)
        self._files["located"] += not PLACES.isdisjoint(kinds)
        self._kinds.update(kinds)
        if kinds:
            self._keep(Telling(reading.path, tuple(kind for kind in KINDS if kind in kinds)))

    def _keep(self, telling: Telling) -> None:
        weight = sum(KINDS[kind].weight for kind in telling.kinds)
        # Of two that are alike the one that was met first counts as worse.
        item = (weight, -self._files["telling"], telling)
        if len(self._worst) < WORST:
            heappush(self._worst, item)
        else:
            heappushpop(self._worst, item)

    def album(self, folders: tuple[Path, ...]) -> Album:
        """The counts, and a trial of cleaning; `folders` are those that were walked."""
        worst = tuple(telling for _, _, telling in sorted(self._worst, reverse=True))
        order = sorted(self._kinds, key=lambda kind: -KINDS[kind].weight)
        return Album(
            folders=tuple(str(folder.absolute()) for folder in folders),
            photos=self._files["photos"],
            films=self._files["films"],
            beside=self._files["beside"],
            broken=self._files["broken"],
            telling=self._files["telling"],
            located=self._files["located"],
            kinds=tuple((kind, self._kinds[kind]) for kind in order),
            worst=worst,
            rehearsal=rehearsed(Path(telling.path) for telling in worst[:_TRIALS]),
        )


def _sort(form: str) -> str:
    return "films" if form in _FILMS else "beside" if form in _BESIDE else "photos"


def rehearsed(paths: Iterable[Path]) -> Rehearsal | None:
    """Clean the first of these that can be cleaned, into a folder that is then thrown away; None where none can."""
    with suppress(OSError), tempfile.TemporaryDirectory(prefix="footprint-") as folder:
        for path in paths:
            made = clean_file(path, Path(folder))
            if made.verified and made.copy:
                return Rehearsal(str(path), _told(path), _told(Path(made.copy)))
    return None


def _told(path: Path) -> tuple[Trace, ...]:
    return read_file(path, named=False).traces
