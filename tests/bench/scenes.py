"""Pictures made to be read: boards with something written on them, before a background, as a phone would take them.

Each is of 12 megapixels and made from a seed: seen from the side, turned, blurred, noisy, some by night, saved as JPEG.
What reads them is built and mended with scenes of one seed, and measured with those of the other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

BUILDING, MEASURING = 777_000, 20_261_126
HEIGHTS = (20, 24, 30, 40, 60, 100)
"""Of capital letters, in pixels."""

_NIGHTS = 0.25
_SIZE = (4000, 3000)
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


Written = tuple[Sequence[str], str, str]


def scene(path: Path, seed: int) -> Truth:
    """Write one picture, and say what stands in it."""
    chance = random.Random(seed)  # noqa: S311  the same picture each time
    made, paint = chance.choice(_KINDS)
    lines, key, kind = made(chance)
    ground, ink = _PAINTS[paint]
    if paint == "plate" and chance.random() < 0.5:
        ground = (236, 236, 236)
    board = _leaning(_board(lines, chance.choice(HEIGHTS), ground, ink, chance), chance)
    image = background(chance)
    place = (chance.randint(0, _SIZE[0] - board.width), chance.randint(0, _SIZE[1] - board.height))
    image.paste(board, place, board)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1.6)))
    light = chance.uniform(0.2, 0.5) if chance.random() < _NIGHTS else 1.0
    image = ImageEnhance.Brightness(image).enhance(light)
    noise = _noise(_SIZE, chance.uniform(8, 30) * light**0.5).convert("RGB")  # as that of light itself
    image = ImageChops.add(image, noise, offset=-128)
    image.save(path, quality=chance.randint(45, 90))
    return Truth(tuple(lines), key, kind)


def _noise(size: tuple[int, int], sigma: float) -> Image.Image:
    """Grey, around its middle; the same each time, for it is made from how strong it is. Pillow's own takes no seed."""
    values = np.random.default_rng(int(sigma * 1e12)).normal(128, sigma, size[::-1])
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def _board(lines: Sequence[str], height: int, ground: Any, ink: Any, chance: random.Random) -> Image.Image:
    size = height * 1.38  # capitals are so much smaller than their font
    font = ImageFont.truetype(str(chance.choice(_UPRIGHT)), size) if _UPRIGHT else ImageFont.load_default(size)
    width = max(font.getlength(line) for line in lines)
    scale = min(1.0, (_SIZE[0] - 600) / (width + 2 * height))
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


def background(chance: random.Random, size: tuple[int, int] = _SIZE) -> Image.Image:
    """A smooth ground with shapes on it, and bricks on some; differently tinted each time."""
    coarse = _noise((size[0] // 40, size[1] // 40), chance.uniform(20, 90))
    tint = tuple(chance.randint(60, 220) for _ in range(3))
    image = ImageOps.colorize(coarse, tuple(part // 3 for part in tint), tint).resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(chance.randint(10, 50)):
        left, top = chance.randint(0, size[0]), chance.randint(0, size[1])
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


# --- what is written: every name is invented ------------------------------------------------------------------------
_STREETS = (
    *("SLUICE LANE", "KINGFISHER CLOSE", "OLD TANNERY ROAD", "ST OSWIN'S AVENUE", "FERNLEIGH GARDENS", "HEOL Y FELIN"),
    *("MILLPOND WAY", "LANTERN STREET", "FFORDD PENLAN", "BITTERN COURT"),
)
_SCHOOLS = ("Larkfield Primary School", "Ysgol Glan Aber", "Little Otters Nursery", "Eastgate Academy")
_PLACES = {
    "Brookhaven Care Home": "care-home",
    "Meadow View Surgery": "surgery",
    "St Oswin's Church": "worship",
    "Thornmere Rugby Club": "club",
}
_HOUSES = ("The Old Forge", "Rose Cottage", "Bramble Lodge", "The Old Bakehouse")
_PAPERS: tuple[Written, ...] = (
    (("MARLOW PLAYERS", "Doors open 19:30", "12 June 2027", "Row F Seat 12"), "12 June 2027", "ticket"),
    (("BOARDING PASS", "FERNLEIGH A", "Flight ZZ 417", "Gate 12 Seat 14C"), "BOARDING PASS", "journey"),
    (("From: Clerk", "To: A Fernleigh", "Subject: Draft budget"), "Subject: Draft budget", "screen"),
    (("Thornmere Council", "NOT FOR PUBLICATION", "Appendix B"), "NOT FOR PUBLICATION", "papers"),
    (("Thornmere Pharmacy", "Take one tablet daily", "Ms A Fernleigh"), "Take one tablet daily", "medicine"),
    (("HELLO", "my name is", "Annabel"), "Annabel", "badge"),
)


def _letters(chance: random.Random, number: int) -> str:
    return "".join(chance.choices("ABDEFGHKLMNPRSVWY", k=number))


def _half_year(chance: random.Random) -> str:
    return f"{_letters(chance, 2)}{chance.choice((*range(2, 27), *range(51, 77))):02}"


def _plate(chance: random.Random) -> Written:
    plate = f"{_half_year(chance)} {_letters(chance, 3)}"
    return [plate], plate, "plate"


def _older(chance: random.Random) -> Written:
    letter, number, letters = _letters(chance, 1), chance.randint(100, 999), _letters(chance, 3)
    plate = chance.choice((f"{letter}{number} {letters}", f"{letters} {number}{letter}", f"{letter}AZ {number}4"))
    return [plate], plate, "plate"


def _two_lines(chance: random.Random) -> Written:
    upper, lower = _half_year(chance), _letters(chance, 3)
    return [upper, lower], f"{upper} {lower}", "plate"


def _envelope(chance: random.Random) -> Written:
    code = f"BQ{chance.randint(1, 9)} {chance.randint(1, 9)}{''.join(chance.choices('ABDEFGHJLNPRSTWXY', k=2))}"
    street = f"{chance.randint(1, 99)} {chance.choice(_STREETS).title()}"
    return ["Ms A Fernleigh", street, "Thornmere", code], code, "postcode"


def _street(chance: random.Random) -> Written:
    street = chance.choice(_STREETS)
    return [street], street, "street"


def _school(chance: random.Random) -> Written:
    name = chance.choice(_SCHOOLS)
    return [name, "Headteacher: Mrs P Marlow"], name, "school"


def _place(chance: random.Random) -> Written:
    name = chance.choice(list(_PLACES))
    return [name], name, _PLACES[name]


def _number(chance: random.Random) -> Written:
    number = str(chance.choice([n for n in range(11, 199) if n % 10]))
    return [f"No. {number}"], number, "house"


def _house(chance: random.Random) -> Written:
    name = chance.choice(_HOUSES)
    return [name], name, "house"


def _paper(chance: random.Random) -> Written:
    return chance.choice(_PAPERS)


_KINDS: tuple[tuple[Callable[[random.Random], Written], str], ...] = (
    (_plate, "plate"),
    (_plate, "plate"),
    (_older, "plate"),
    (_two_lines, "plate"),
    (_envelope, "white"),
    (_envelope, "white"),
    (_street, "white"),
    (_street, "white"),
    (_school, "blue"),
    (_place, "green"),
    (_number, "brass"),
    (_house, "brass"),
    (_paper, "white"),
    (_paper, "white"),
)
_PAINTS = {
    "plate": ((247, 206, 40), (25, 25, 25)),
    "white": ((238, 238, 232), (25, 25, 28)),
    "blue": ((24, 58, 130), (245, 245, 245)),
    "green": ((18, 84, 52), (240, 236, 200)),
    "brass": ((70, 58, 40), (214, 190, 120)),
}
