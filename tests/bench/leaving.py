"""What cleaned copies still give away, of real files and of planted ones, and whether they show the same picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from footprint.photos.clean import clean_file
from footprint.photos.read import read_file
from tests.bench import peers, planted, real
from tests.bench.decoders import shown
from tests.bench.figure import Figure, skipped

_TELLING = re.compile(
    r"GPS|Location|City|State|Country|Province|Artist|Creator$|By-line|Owner|Author|Copyright|Rights|XP\w+|CameraID"
    r"|Serial|PersonInImage|RegionName|Latitude|Longitude|Contact|DocumentID|InstanceID|ImageUniqueID|HostComputer",
)
_STRUCTURE = ("ExifTool", "System", "Composite", "ICC", "SourceFile")
_LONG_ENOUGH = 6
"""A shorter word can stand in a picture's own data by chance."""

Cleaner = Callable[[Sequence[Path], Path], None]
Said = Mapping[str, object]

LEFT, PIXELS, PROFILE, TURNED, REFUSED = "left", "pixels", "colour profile", "orientation", "refused"


def measure(work: Path) -> Iterator[Figure]:
    if peers.EXIFTOOL is None:
        yield skipped("cleaned copies", "exiftool, which judges the copies, is not here, so they are not measured.")
        return
    (work / "originals").mkdir()
    invented = planted.files(work / "originals")
    counts = {}
    for label, files in (("real files", real.cleanable()), ("planted set", invented)):
        if files:
            few = files[:: max(1, len(files) // 60)]
            tools: dict[str, tuple[Cleaner, Sequence[Path]]] = {"Footprint": (_ours, files)}
            tools["ExifCleaner's recipe"] = peers.recipe, files
            if peers.MAT2:
                tools["mat2"] = peers.mat2, few
            counts[label] = {
                name: judged(clean, of, work / f"{label} {number}")
                for number, (name, (clean, of)) in enumerate(tools.items())
            }
    yield from _rows(counts)
    if real.HERE:
        yield _unread()
    else:
        yield skipped("cleaned real files", "The shared real photos are not here: only planted ones were cleaned.")


def _rows(counts: Mapping[str, Mapping[str, Counter[str]]]) -> Iterator[Figure]:
    for label, tools in counts.items():
        yield _row(f"place, name or serial left ({label})", "0", LEFT, tools)
    for label, tools in counts.items():
        for what in (PIXELS, PROFILE, TURNED):
            yield _row(f"{what} changed ({label})", "0", what, tools)
    for label, tools in counts.items():
        yield _row(f"refused, of readable files ({label})", "under 1 %", REFUSED, tools, reach=0.01)


def _row(what: str, wanted: str, key: str, tools: Mapping[str, Counter[str]], reach: float = 0) -> Figure:
    said = {name: f"{count[key]} of {count['files']}" for name, count in tools.items()}
    ours = tools["Footprint"]
    reached = ours[key] <= reach * ours["files"] if reach == 0 else ours[key] < reach * ours["files"]
    which = ", ".join(sorted(one.partition(": ")[2] for one in ours if one.startswith(f"{key}: ")))
    return Figure(what, wanted, said.pop("Footprint"), said, reached=reached, note=which)


def _unread() -> Figure:
    files = real.readable()
    unread = [file.name for file in files if (reading := read_file(file)).problem and reading.format == "unknown"]
    return Figure(
        "refused, of readable files (reading)",
        "under 1 %",
        f"{len(unread)} of {len(files)}",
        reached=len(unread) < len(files) / 100,
        note=", ".join(unread),
    )


def _ours(files: Sequence[Path], into: Path) -> None:
    for file in files:
        clean_file(file, into)


def judged(clean: Cleaner, files: Sequence[Path], into: Path) -> Counter[str]:
    """Counts by what is wrong with copies; under "what: file" which files they are."""
    into.mkdir()
    count = Counter(files=len(files))
    clean(files, into)
    before, after = said(files), said([into / file.name for file in files if (into / file.name).exists()])
    for file in files:
        for what in _faults(file, into / file.name, before.get(file.name, {}), after.get(file.name, {})):
            count[what] += 1
            count[f"{what}: {file.name}"] += 1
    return count


def said(files: Sequence[Path]) -> dict[str, Said]:
    """File name → everything that exiftool says of it, with what is inside followed."""
    found = peers.exiftool("-ee", "-a", "-u", "-G1", "-n", files=files) if files else []
    return {Path(str(one["SourceFile"])).name: one for one in found}


def telling(one: Said) -> dict[str, object]:
    """Tags that tell a place, a name or a serial."""
    return {
        name: value
        for name, value in one.items()
        if not name.startswith(_STRUCTURE) and _TELLING.search(name) and str(value).strip(" 0")
    }


def secrets(one: Said) -> frozenset[str]:
    """The texts that must stand nowhere in a copy."""
    texts = (str(value).strip() for value in telling(one).values() if isinstance(value, str))
    return frozenset(text for text in texts if len(text) >= _LONG_ENOUGH and not text.startswith("(Binary"))


def bears(raw: bytes, texts: frozenset[str]) -> bool:
    """Whether one of them stands in a file, in any of the usual encodings."""
    return any(text.encode(code) in raw for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be"))


def _faults(file: Path, copy: Path, before: Said, after: Said) -> Iterator[str]:
    if not copy.exists():
        yield REFUSED
        return
    hidden = secrets(before) | (planted.SECRETS if planted.invented(file) else frozenset())
    if telling(after) or bears(copy.read_bytes(), hidden):
        yield LEFT
    old, new = shown(file), shown(copy)
    if old is not None:
        same = zip((PIXELS, PROFILE, TURNED), old, new or ("", "", ""), strict=True)
        yield from (what for what, a, b in same if a != b)
