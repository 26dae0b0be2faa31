"""What is read in pictures made for it, held against what was written there, beside rapidocr as it comes.

Each is a seeded scene of 12 megapixels, made anew by this script with a seed that was not used to build anything. False
alarms are counted on real photos, in which there is no plate and no postcode. Faces are not measured: there are no
photos here whose faces are known.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from footprint.photos.look.grammar import signs
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.grammar.layout import joined, rows, stacks
from footprint.photos.look.looking import Looked, Looking, Manner, pictures
from footprint.photos.look.view import View
from footprint.photos.look.weights import installed
from tests.bench.figure import Figure, skipped
from tests.photos.conftest import REAL

SCENES, SEED = 210, 20261126
_SIZE = (4000, 3000)
_NEARLY = 0.8
_PEERED = 42
_FONTS = sorted(Path("/usr/share/fonts").rglob("*Sans*.ttf")) + sorted(Path("/usr/share/fonts").rglob("*Serif*.ttf"))


def _has_letters(font: Path) -> bool:
    """Whether it has letters, and not a box for each."""
    made = ImageFont.truetype(str(font), 40)
    return len({bytes(made.getmask(letter)) for letter in "AEMW79"}) > 5


_UPRIGHT = [
    font
    for font in _FONTS
    if not any(word in font.stem for word in ("Mono", "Oblique", "Italic")) and _has_letters(font)
]


class Truth(NamedTuple):
    """What stands in a scene: its lines, what is to be read, and what it is."""

    lines: tuple[str, ...]
    key: str
    kind: str


def measure(work: Path) -> Iterator[Figure]:
    if not installed():
        yield skipped(
            "text read in pictures", "The extra `look` is not installed, so looking at pictures is not measured."
        )
        return
    truths = [_scene(work / f"{number:03}.jpg", random.Random(SEED + number)) for number in range(SCENES)]  # noqa: S311
    paths = [str(work / f"{number:03}.jpg") for number in range(SCENES)]
    start, before = time.perf_counter(), _processor()
    views = [item.view or View((), ()) for item in Looking(paths, Manner(seconds=1e6), None)]
    spent, worked = time.perf_counter() - start, _processor() - before
    exact, near = _read(truths, views)
    found = sum(
        any(sign.kind == t.kind and _same(t.key, sign.text) for sign in signs(v.lines, _known(t)))
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
    yield from _false_alarms()


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


def _false_alarms() -> Iterator[Figure]:
    if not REAL.exists():
        yield skipped("plates and postcodes seen where there are none", "The shared real photos are not here.")
        return
    paths = pictures(str(path) for path in sorted(REAL.rglob("*")) if path.is_file())
    looked: list[Looked] = [item for item in Looking(paths, Manner(seconds=1e6), None) if item.view]
    wrong = [
        f"{sign.text} in {Path(item.path).name}"
        for item in looked
        for sign in signs(item.view.lines if item.view else (), Known())
        if sign.kind in {"plate", "postcode"}
    ]
    yield Figure(
        "plates and postcodes seen where there are none",
        "1 in 1,000 photos",
        f"{len(wrong)} in {len(looked):,}",
        reached=not wrong,
        note=", ".join(wrong),
    )


# --- the scenes -------------------------------------------------------------------------------------------------------
_STREETS = (
    *("SLUICE LANE", "KINGFISHER CLOSE", "OLD TANNERY ROAD", "ST OSWIN'S AVENUE", "FERNLEIGH GARDENS", "HEOL Y FELIN"),
    *("MILLPOND WAY", "LANTERN STREET"),
)
_SCHOOLS = ("Larkfield Primary School", "Ysgol Glan Aber", "Little Otters Nursery", "Eastgate Academy")
_HOMES: dict[str, str] = {
    "Brookhaven Care Home": "care-home",
    "Meadow View Surgery": "surgery",
    "St Oswin's Church": "worship",
    "Thornmere Rugby Club": "club",
}


def _truth(chance: random.Random) -> tuple[Truth, str]:
    """What is written, and on which paint."""
    made, paint = chance.choice(_KINDS)
    lines, key, kind = made(chance)
    return Truth(tuple(lines), key, kind), paint


def _letters(chance: random.Random, number: int) -> str:
    return "".join(chance.choices("ABDEFGHKLMNPRSVWY", k=number))


def _half_year(chance: random.Random) -> str:
    return f"{_letters(chance, 2)}{chance.choice((*range(2, 27), *range(51, 77))):02}"


def _plate(chance: random.Random) -> tuple[list[str], str, str]:
    plate = f"{_half_year(chance)} {_letters(chance, 3)}"
    return [plate], plate, "plate"


def _older(chance: random.Random) -> tuple[list[str], str, str]:
    plate = f"{_letters(chance, 1)}{chance.randint(100, 999)} {_letters(chance, 3)}"
    return [plate], plate, "plate"


def _two_lines(chance: random.Random) -> tuple[list[str], str, str]:
    upper, lower = _half_year(chance), _letters(chance, 3)
    return [upper, lower], f"{upper} {lower}", "plate"


def _letter(chance: random.Random) -> tuple[list[str], str, str]:
    code = f"BQ{chance.randint(1, 9)} {chance.randint(1, 9)}{_letters(chance, 2).replace('K', 'H').replace('M', 'J')}"
    street = f"{chance.randint(1, 99)} {chance.choice(_STREETS).title()}"
    return ["Ms A Fernleigh", street, "Thornmere", code.replace("V", "T")], code.replace("V", "T"), "postcode"


def _street(chance: random.Random) -> tuple[list[str], str, str]:
    street = chance.choice(_STREETS)
    return [street], street, "street"


def _school(chance: random.Random) -> tuple[list[str], str, str]:
    name = chance.choice(_SCHOOLS)
    return [name, "Headteacher: Mrs P Marlow"], name, "school"


def _place(chance: random.Random) -> tuple[list[str], str, str]:
    name = chance.choice(list(_HOMES))
    return [name], name, _HOMES[name]


def _house(chance: random.Random) -> tuple[list[str], str, str]:
    number = str(chance.choice([n for n in range(11, 199) if n % 10]))
    return [f"No. {number}"], number, "house"


_KINDS = (
    (_plate, "plate"),
    (_plate, "plate"),
    (_older, "plate"),
    (_two_lines, "plate"),
    (_letter, "white"),
    (_street, "white"),
    (_school, "blue"),
    (_place, "green"),
    (_house, "brass"),
)
_PAINTS = {
    "plate": ((247, 206, 40), (25, 25, 25)),
    "white": ((238, 238, 232), (25, 25, 28)),
    "blue": ((24, 58, 130), (245, 245, 245)),
    "green": ((18, 84, 52), (240, 236, 200)),
    "brass": ((70, 58, 40), (214, 190, 120)),
}


def _scene(path: Path, chance: random.Random) -> Truth:
    truth, paint = _truth(chance)
    ground, ink = _PAINTS[paint]
    if paint == "plate" and chance.random() < 0.5:
        ground = (236, 236, 236)
    board = _leaning(_board(truth.lines, chance.choice((20, 24, 30, 40, 60, 100)), ground, ink, chance), chance)
    image = _background(chance)
    place = (chance.randint(0, _SIZE[0] - board.width), chance.randint(0, _SIZE[1] - board.height))
    image.paste(board, place, board)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.6)))
    if chance.random() < 0.25:  # night
        image = ImageEnhance.Brightness(image).enhance(chance.uniform(0.2, 0.5))
    noise = Image.effect_noise(_SIZE, chance.uniform(8, 30)).convert("RGB")
    image = ImageChops.add(image, noise, offset=-128)
    image.save(path, quality=chance.randint(45, 90))
    return truth


def _board(lines: Sequence[str], height: int, ground: Any, ink: Any, chance: random.Random) -> Image.Image:
    size = height * 1.38  # capitals are so much smaller than their font
    font = ImageFont.truetype(str(chance.choice(_UPRIGHT)), size) if _UPRIGHT else ImageFont.load_default(size)
    width = max(font.getlength(line) for line in lines)
    scale = min(1.0, (_SIZE[0] - 400) / (width + 2 * height))
    board = Image.new("RGBA", (int(width + 1.6 * height), int(height * (1.75 * len(lines) + 0.8))), (*ground, 255))
    draw = ImageDraw.Draw(board)
    for number, line in enumerate(lines):
        draw.text((height * 0.8, height * (0.25 + 1.75 * number)), line, font=font, fill=ink)
    return board.resize((int(board.width * scale), int(board.height * scale))) if scale < 1 else board


def _leaning(board: Image.Image, chance: random.Random) -> Image.Image:
    """Turned a little, and seen from the side."""
    cut = int(board.height * chance.uniform(0, 0.3))
    quad = (0, 0, 0, board.height, board.width, board.height + cut, board.width, -cut)
    seen = board.transform(board.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    return seen.rotate(chance.uniform(-12, 12), Image.Resampling.BICUBIC, expand=True)


def _background(chance: random.Random) -> Image.Image:
    """A smooth ground with shapes, bricks or foliage on it; a mirrored and tinted one each time."""
    coarse = Image.effect_noise((_SIZE[0] // 40, _SIZE[1] // 40), chance.uniform(20, 90))
    tint = tuple(chance.randint(60, 220) for _ in range(3))
    image = ImageOps.colorize(coarse, tuple(part // 3 for part in tint), tint).resize(_SIZE, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(chance.randint(10, 50)):
        left, top = chance.randint(0, _SIZE[0]), chance.randint(0, _SIZE[1])
        right, bottom = left + chance.randint(20, 900), top + chance.randint(20, 700)
        colour = tuple(chance.randint(20, 235) for _ in range(3))
        chance.choice((draw.rectangle, draw.ellipse))((left, top, right, bottom), fill=colour)
    if chance.random() < 0.4:
        _bricks(draw, chance)
    return image


def _bricks(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    top, high, wide = chance.randint(0, 1500), chance.randint(40, 90), chance.randint(120, 260)
    for row in range(12):
        for column in range(20):
            left = column * wide + (row % 2) * wide // 2
            red = chance.randint(120, 180)
            draw.rectangle(
                (left, top + row * high, left + wide - 8, top + (row + 1) * high - 8), fill=(red, red // 2, red // 3)
            )
