"""What cleaned copies of real photos still give away, and whether they show the same picture."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

from footprint.photos.clean import clean_file
from tests.bench import peers
from tests.bench.figure import Figure, skipped
from tests.photos.conftest import REAL

_TELLING = re.compile(
    r"GPS|Location|Sub-location|City|State|Country|Province|Artist|Creator$|By-line|Owner|Author|Copyright|Rights"
    r"|Serial|PersonInImage|RegionName|Latitude|Longitude|Contact|DocumentID|ImageUniqueID",
)
_FILMS = frozenset({".mp4", ".mov", ".m4v", ".3gp"})
_SLOW = 40

Cleaner = Callable[[Sequence[Path], Path], None]


def measure(work: Path) -> Iterator[Figure]:
    if not (REAL / "truth.json").exists() or peers.EXIFTOOL is None:
        yield skipped("cleaned copies", "The real photos, or exiftool to judge them, are not here.")
        return
    pillow_heif.register_heif_opener()
    files = [file for file in sorted(REAL.rglob("*")) if file.suffix.casefold() in _shown() and _picture(file)]
    tools: dict[str, tuple[Cleaner, Sequence[Path]]] = {
        "Footprint": (_ours, files),
        "ExifCleaner's recipe": (peers.recipe, files),
    }
    if peers.MAT2:
        tools["mat2"] = peers.mat2, files[:: max(1, len(files) // _SLOW)]
    counts = {name: _judged(clean, of, work / name.partition(" ")[0]) for name, (clean, of) in tools.items()}
    for what, reach in (
        ("place, name or serial left", "0"),
        ("pixels changed", "0"),
        ("colour profile changed", "0"),
        ("orientation changed", "0"),
        ("refused, of readable files (cleaning)", "under 1 %"),
    ):
        said = {name: f"{count[what]} of {count['files']}" for name, count in counts.items()}
        yield Figure(what, reach, said.pop("Footprint"), said, note=_which(counts["Footprint"], what))


def _shown() -> frozenset[str]:
    return frozenset(
        {".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".hif", ".avif", *_FILMS}
    )


def _which(count: Counter[str], what: str) -> str:
    return ", ".join(sorted(key.partition(": ")[2] for key in count if key.startswith(f"{what}: ")))


def _ours(files: Sequence[Path], into: Path) -> None:
    for file in files:
        clean_file(file, into, name=Path(_name(file)))


def _name(file: Path) -> str:
    return file.name


def _judged(clean: Cleaner, files: Sequence[Path], into: Path) -> Counter[str]:
    """Counts by row; under "row: file" which files they are."""
    count = Counter(files=len(files))
    for number, folder in enumerate(sorted({file.parent for file in files})):
        target = into / str(number)
        target.mkdir(parents=True)
        originals = [file for file in files if file.parent == folder]
        clean(originals, target)
        for file in originals:
            for what in _faults(file, target / _name(file)):
                count[what] += 1
                count[f"{what}: {file.name}"] += 1
    return count


def _faults(file: Path, copy: Path) -> Iterator[str]:
    if not copy.exists():
        yield "refused, of readable files (cleaning)"
        return
    (said,) = peers.exiftool("-ee", "-a", "-u", "-G1", "-n", files=[copy]) or [{}]
    if any(_TELLING.search(name) for name in said if not name.startswith(peers.STRUCTURE)):
        yield "place, name or serial left"
    before, after = _picture(file), _picture(copy)
    yield from (
        what
        for what, a, b in zip(
            ("pixels changed", "colour profile changed", "orientation changed"),
            before,
            after or ("", "", ""),
            strict=True,
        )
        if a != b
    )


def _picture(file: Path) -> tuple[str, str, str] | None:
    """Hashes of pixels and colour profile, and the size as it is shown; None where nothing opens the file."""
    if file.suffix.casefold() in _FILMS:
        return _film(file)
    try:
        with Image.open(file) as image:
            pixels = image.convert("RGBA" if image.has_transparency_data else "RGB")
            turned = ImageOps.exif_transpose(image).size
            digest = hashlib.sha256(pixels.tobytes()).hexdigest()
            return digest, hashlib.sha256(image.info.get("icc_profile") or b"").hexdigest(), str(turned)
    except Exception:  # noqa: BLE001  whatever a decoder raises: it does not open the file
        return None


def _film(file: Path) -> tuple[str, str, str] | None:
    if peers.FFMPEG is None:
        return None
    command = [peers.FFMPEG, "-v", "error", "-i", str(file), "-map", "0:v?", "-map", "0:a?", "-c", "copy"]
    done = subprocess.run([*command, "-f", "framemd5", "-"], capture_output=True, check=False)
    frames = [line for line in done.stdout.splitlines() if not line.startswith(b"#")]
    return (hashlib.sha256(b"".join(frames)).hexdigest(), "", "") if frames else None
