"""What is read in pictures made for it, held against what was written there, beside rapidocr as it comes.

The scenes are made anew, with a seed that was not used to build anything. False alarms are counted on real photos, in
which there is no plate and no postcode.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from footprint.photos.look.grammar import signs
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import joined, rows, stacks
from footprint.photos.look.looking import Looking, Manner, pictures
from footprint.photos.look.view import View
from footprint.photos.look.weights import installed
from tests.bench import faces
from tests.bench.figure import Figure, skipped
from tests.bench.scenes import MEASURING, Truth, scene
from tests.photos.conftest import REAL

SCENES = 210
MORE = "FOOTPRINT_PICTURES"
_NEARLY = 0.8
_PEERED = 42
_BY_WORDS = frozenset({"ticket", "journey", "screen", "papers", "medicine", "badge"})
"""Kinds that are told by several words, of which a sign shows one."""


def measure(work: Path) -> Iterator[Figure]:
    if not installed():
        yield skipped(
            "text read in pictures", "The extra `look` is not installed, so looking at pictures is not measured."
        )
        return
    paths = [str(work / f"{number:03}.jpg") for number in range(SCENES)]
    with ProcessPoolExecutor(2) as pool:
        truths = list(pool.map(scene, map(Path, paths), range(MEASURING, MEASURING + SCENES)))
    start, before = time.perf_counter(), _processor()
    views = [item.view or View((), ()) for item in Looking(paths, Manner(seconds=1e6), None)]
    spent, worked = time.perf_counter() - start, _processor() - before
    exact, near = _read(truths, views)
    found = sum(
        any(
            sign.kind == t.kind and (t.kind in _BY_WORDS or _same(t.key, sign.text))
            for sign in signs(v.lines, _known(t))
        )
        for t, v in zip(truths, views, strict=True)
    )
    peer = _peer(paths[:_PEERED], truths[:_PEERED])
    yield Figure(
        "text read in pictures, exactly / nearly",
        "92 % / 97 %",
        f"{exact / SCENES:.1%} / {near / SCENES:.1%}; taken for what it is {found / SCENES:.1%}",
        peer,
        reached=exact / SCENES >= 0.92 and near / SCENES >= 0.97,
        note=f"{SCENES} scenes of 12 megapixels, letters 20 to 120 pixels high. Missed: {_missed(truths, views)}",
    )
    yield Figure(
        "a 12-megapixel picture, text and faces",
        "0.7 s, 1 GB a process",
        f"{spent / SCENES:.2f} s, {_memory():.2f} GB",
        reached=spent / SCENES <= 0.7 and _memory() <= 1,
        note=f"two processes of one thread each, their start included; {worked / SCENES:.2f} s of one core",
    )
    yield from faces.measure()
    yield from _false_alarms(work)


def _read(truths: Sequence[Truth], views: Sequence[View]) -> tuple[int, int]:
    likeness = [_likeness(truth.key, view) for truth, view in zip(truths, views, strict=True)]
    return sum(like >= 1 for like in likeness), sum(like >= _NEARLY for like in likeness)


def _missed(truths: Sequence[Truth], views: Sequence[View]) -> str:
    far = [t.key for t, v in zip(truths, views, strict=True) if _likeness(t.key, v) < 1]
    return ", ".join(far[:20]) or "none"


def _likeness(key: str, view: View) -> float:
    """How like the nearest text in a picture is to what was written."""
    lines = [*view.lines, *rows(view.lines), *stacks(view.lines)]
    lines += [joined(view.lines)] if view.lines else []
    return max((_like(key, line.text) for line in lines), default=0.0)


def _like(key: str, text: str) -> float:
    wanted, there = _plain(key), _plain(text)
    return 1.0 if wanted in there else SequenceMatcher(None, wanted, there).ratio()


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _same(key: str, text: str) -> bool:
    return _plain(key) in _plain(text)


def _known(truth: Truth) -> Known:
    """Invented postcodes are found only where the profile has them."""
    return Known(postcodes=(truth.key,)) if truth.kind == "postcode" else Known()


def _processor() -> float:
    """Seconds of one core, of this process and those that ended: what else the computer does hardly counts."""
    called = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + called.ru_utime + called.ru_stime


def _memory() -> float:
    """Gigabytes that the largest of the processes took."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e9


def _peer(paths: Sequence[str], truths: Sequence[Truth]) -> dict[str, str]:
    """The package as it comes, from which the detector is."""
    try:
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  an extra
    except ImportError as error:
        return {"rapidocr-onnxruntime": f"not measured: {error}"}
    reads: Callable[[str], Any] = RapidOCR()
    start, exact, near = time.perf_counter(), 0, 0
    for path, truth in zip(paths, truths, strict=True):
        texts = [text for _, text, _ in reads(path)[0] or ()]
        like = max((_like(truth.key, text) for text in (*texts, " ".join(texts))), default=0.0)
        exact, near = exact + (like >= 1), near + (like >= _NEARLY)
    spent = (time.perf_counter() - start) / len(paths)
    shown = f"{exact / len(paths):.1%} / {near / len(paths):.1%}, {spent:.2f} s each on all cores, first {len(paths)}"
    return {"rapidocr-onnxruntime": shown}


def _false_alarms(work: Path) -> Iterator[Figure]:
    """In real photos, and in whatever pictures packages hold; nobody wrote a British plate or postcode in those.

    `FOOTPRINT_PICTURES` names a folder of more such pictures.
    """
    folders = [REAL, *map(Path, filter(None, [os.environ.get(MORE)]))]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    paths = pictures(str(path) for path in (*found, *faces.unpacked(work)))
    looked = [(item.path, item.view) for item in Looking(paths, Manner(seconds=1e6), None) if item.view]
    if not looked:
        yield skipped("plates and postcodes seen where there are none", "There are no real photos here.")
        return
    wrong = [
        f"{sign.text} in {Path(path).name}"
        for path, view in looked
        for sign in signs(view.lines, Known())
        if sign.kind in {"plate", "postcode"}
    ]
    lines = sum(len(view.lines) for _, view in looked)
    yield Figure(
        "plates and postcodes seen where there are none",
        "1 in 1,000 photos",
        f"{len(wrong)} in {len(looked):,} pictures with {lines:,} lines of text",
        reached=not wrong,
        note=", ".join(wrong),
    )
