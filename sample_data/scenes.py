"""Small painted scenes of a town that does not exist: sky, water, hills, houses, boats, people."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

SIZE = (640, 427)
FINER = 2
"""Painted twice as large and shrunk, so that edges are smooth."""


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of an hour: sky from top to bottom, hills from far to near, grass, water."""

    sky: tuple[Colour, Colour]
    hills: tuple[Colour, Colour]
    grass: Colour
    water: tuple[Colour, Colour]
    sun: Colour


MORNING = Light(
    ((142, 190, 222), (250, 231, 205)), ((158, 181, 190), (104, 142, 118)), (134, 168, 96),
    ((196, 214, 214), (94, 142, 160)), (255, 246, 214),
)  # fmt: skip
NOON = Light(
    ((96, 164, 218), (205, 230, 241)), ((137, 170, 168), (84, 132, 92)), (121, 166, 84),
    ((150, 192, 208), (62, 118, 148)), (255, 252, 232),
)  # fmt: skip
DUSK = Light(
    ((72, 82, 132), (246, 176, 126)), ((130, 112, 142), (72, 72, 96)), (96, 104, 84),
    ((226, 166, 134), (70, 78, 118)), (255, 214, 150),
)  # fmt: skip

BRICK: Colour = (178, 104, 82)
STONE: Colour = (216, 202, 174)
CREAM: Colour = (240, 230, 208)
SLATE: Colour = (92, 98, 112)
TILE: Colour = (150, 84, 66)
LEAF: Colour = (82, 124, 72)
GLASS: Colour = (196, 218, 226)
RED: Colour = (194, 68, 58)
BLUE: Colour = (58, 96, 148)
YELLOW: Colour = (236, 188, 74)
WHITE: Colour = (248, 246, 240)


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


class Canvas:
    """A picture being painted; positions are in hundredths of its width and height."""

    def __init__(self, seed: int, size: tuple[int, int] = SIZE) -> None:
        self.size = size
        self.random = Random(seed)  # noqa: S311  the same clouds each time, no secrets
        self.width, self.height = size[0] * FINER, size[1] * FINER
        self.image = Image.new("RGB", (self.width, self.height), WHITE)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Hundredths → dots."""
        return x * self.width / 100, y * self.height / 100

    def finished(self) -> Image.Image:
        """The picture in its size."""
        return self.image.resize(self.size, Image.Resampling.LANCZOS)

    def fade(self, top: float, bottom: float, colours: tuple[Colour, Colour]) -> None:
        """A band from one colour to another."""
        first, last = round(top * self.height / 100), round(bottom * self.height / 100)
        for y in range(first, last):
            self.draw.line([(0, y), (self.width, y)], mixed(*colours, (y - first) / max(1, last - first)))

    def box(self, x: float, y: float, w: float, h: float, colour: Colour) -> None:
        """A rectangle; `x`, `y` is its top left."""
        self.draw.rectangle([self.at(x, y), self.at(x + w, y + h)], colour)

    def disc(self, x: float, y: float, radius: float, colour: tuple[int, ...]) -> None:
        """A circle; the radius is in hundredths of the width."""
        cx, cy = self.at(x, y)
        r = radius * self.width / 100
        self.draw.ellipse([cx - r, cy - r, cx + r, cy + r], colour)

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        """A polygon."""
        self.draw.polygon([self.at(*p) for p in points], colour)

    def sky(self, light: Light, horizon: float = 60) -> None:
        """Sky, a sun with its glow, and clouds."""
        self.fade(0, horizon, light.sky)
        x, y = self.random.uniform(15, 85), self.random.uniform(12, 26)
        glow = Image.new("L", self.image.size, 0)
        cx, cy = self.at(x, y)
        r = self.width / 9
        ImageDraw.Draw(glow).ellipse([cx - r, cy - r, cx + r, cy + r], 150)
        glow = glow.resize((160, 107)).filter(ImageFilter.GaussianBlur(9)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, light.sun), mask=glow)
        self.disc(x, y, 3, light.sun)
        for _ in range(3):
            self.cloud(self.random.uniform(5, 95), self.random.uniform(8, horizon * 0.55), self.random.uniform(2, 4))

    def cloud(self, x: float, y: float, size: float) -> None:
        """A soft white heap."""
        mask = Image.new("L", (200, 134), 0)
        pencil = ImageDraw.Draw(mask)
        for i in range(5):
            cx, cy = 2 * (x + (i - 2) * size * 0.9), 1.34 * (y - size * 0.5 * math.sin(i * 0.8))
            r = 2 * size * (1 - abs(i - 2) / 4)
            pencil.ellipse([cx - r, cy - r * 0.7, cx + r, cy + r * 0.7], 150)
        mask = mask.filter(ImageFilter.GaussianBlur(1.2)).resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", self.image.size, WHITE), mask=mask)

    def hills(self, light: Light, base: float = 60, ranges: int = 3) -> None:
        """Ranges of hills, each nearer than the one before."""
        for i in range(ranges):
            share = i / max(1, ranges - 1)
            phase, waves = self.random.uniform(0, 6), self.random.uniform(1.5, 3.5)
            tops = [
                (x, base - 13 + share * 10 - 4 * math.sin(phase + waves * x / 25) - 2 * math.sin(phase * 2 + x / 7))
                for x in range(0, 101, 2)
            ]
            self.shape([(0, 100), *tops, (100, 100)], mixed(*light.hills, share))

    def water(self, light: Light, top: float = 60, bottom: float = 100) -> None:
        """Water with ripples."""
        self.fade(top, bottom, light.water)
        for _ in range(90):
            depth = self.random.random()
            x, y = self.random.uniform(0, 100), top + (bottom - top) * depth
            length = 1 + 6 * depth
            self.draw.line([self.at(x, y), self.at(x + length, y)], (*light.sun, 90), round(1 + 3 * depth))

    def ground(self, colour: Colour, top: float) -> None:
        """Grass or paving to the picture's foot, with tufts."""
        self.fade(top, 100, (colour, mixed(colour, (40, 50, 40), 0.35)))
        for _ in range(160):
            x, y = self.random.uniform(0, 100), self.random.uniform(top + 1, 100)
            self.draw.line([self.at(x, y), self.at(x + 0.4, y - 1.4)], (*mixed(colour, WHITE, 0.25), 120), 2)

    def house(self, x: float, foot: float, w: float, h: float, wall: Colour, *, roof: Colour = SLATE) -> None:
        """A house with its door and windows; `x` is its left side, `foot` its ground."""
        top = foot - h
        ridge = top - h * 0.4
        self.shape([(x - w * 0.06, top), (x + w * 0.2, ridge), (x + w * 0.8, ridge), (x + w * 1.06, top)], roof)
        self.box(x + w * 0.68, top - h * 0.52, w * 0.1, h * 0.3, mixed(roof, BRICK, 0.6))
        self.box(x, top, w, h, wall)
        for column in (0.12, 0.62):
            for row in (0.14, 0.56):
                self.window(x + w * column, top + h * row, w * 0.24, h * 0.26)
        self.box(x + w * 0.42, foot - h * 0.42, w * 0.15, h * 0.42, self.random.choice([RED, BLUE, LEAF]))

    def window(self, x: float, y: float, w: float, h: float) -> None:
        """A window with a white frame and a glazing bar."""
        self.box(x, y, w, h, WHITE)
        self.box(x + w * 0.1, y + h * 0.1, w * 0.8, h * 0.8, GLASS)
        self.box(x + w * 0.46, y, w * 0.08, h, WHITE)

    def tree(self, x: float, foot: float, size: float, leaf: Colour = LEAF) -> None:
        """A round tree."""
        self.box(x - size * 0.05, foot - size * 0.9, size * 0.1, size * 0.9, (104, 82, 62))
        for _ in range(26):
            angle, reach = self.random.uniform(0, 6.3), self.random.random() ** 0.5 * size * 0.34
            shade = mixed(leaf, self.random.choice([YELLOW, (40, 70, 50), (40, 70, 50)]), self.random.uniform(0, 0.35))
            top = foot - size * 1.25 + 1.5 * reach * math.sin(angle)
            self.disc(x + reach * math.cos(angle), top, size * 0.13, shade)

    def boat(self, x: float, y: float, size: float, hull: Colour) -> None:
        """A sailing boat."""
        keel = y + size * 0.32
        self.shape([(x, y), (x + size, y), (x + size * 0.85, keel), (x + size * 0.15, keel)], hull)
        self.box(x + size * 0.48, y - size * 1.7, size * 0.04, size * 1.7, (92, 76, 62))
        self.shape([(x + size * 0.54, y - size * 1.6), (x + size * 0.54, y - 0.4), (x + size, y - 0.4)], WHITE)
        self.shape([(x + size * 0.46, y - size * 1.4), (x + size * 0.46, y - 0.4), (x + size * 0.1, y - 0.4)], CREAM)

    def person(self, x: float, foot: float, size: float, coat: Colour) -> None:
        """Someone seen from afar: a coat, a head, no face."""
        w, tall = size * 0.36, size * 1.5
        legs = [self.at(x - w * 0.3, foot - tall * 0.5), self.at(x + w * 0.3, foot)]
        body = [self.at(x - w / 2, foot - tall * 0.8), self.at(x + w / 2, foot - tall * 0.28)]
        self.draw.rounded_rectangle(legs, 6, (62, 62, 78))
        self.draw.rounded_rectangle(body, 14, coat)
        self.disc(x, foot - tall * 0.9, size * 0.13, (214, 176, 150))
        self.disc(x, foot - tall * 0.94, size * 0.12, (96, 70, 54))

    def bunting(self, y: float, sag: float = 8) -> None:
        """Flags on a line."""
        colours = (RED, YELLOW, BLUE, WHITE)
        line = [(x, y + sag * math.sin(math.pi * x / 100)) for x in range(0, 101, 5)]
        self.draw.line([self.at(*p) for p in line], (90, 84, 78), 3)
        for i, (x, top) in enumerate(line[:-1]):
            self.shape([(x + 0.8, top), (x + 4.2, top), (x + 2.5, top + 7)], colours[i % 4])


Scene = Callable[[int], Image.Image]


def garden(seed: int) -> Image.Image:
    """A house at the water with its gate and flowers."""
    canvas = Canvas(seed)
    canvas.sky(MORNING)
    canvas.hills(MORNING)
    canvas.water(MORNING, 56, 66)
    canvas.ground(MORNING.grass, 65)
    canvas.house(30, 76, 36, 36, STONE, roof=TILE)
    canvas.shape([(45, 76), (51, 76), (62, 100), (34, 100)], (206, 194, 172))
    canvas.tree(15, 80, 26)
    canvas.tree(84, 78, 20)
    for _ in range(120):
        side = canvas.random.choice([canvas.random.uniform(2, 30), canvas.random.uniform(66, 98)])
        petals = canvas.random.choice([RED, YELLOW, WHITE, (176, 120, 176)])
        canvas.disc(side, canvas.random.uniform(80, 97), 0.7, petals)
    return canvas.finished()


def school(seed: int) -> Image.Image:
    """A fair in front of a long low building."""
    canvas = Canvas(seed)
    canvas.sky(NOON)
    canvas.hills(NOON, 58, 2)
    canvas.ground(NOON.grass, 64)
    canvas.box(8, 40, 84, 26, BRICK)
    canvas.box(6, 36, 88, 5, SLATE)
    canvas.shape([(40, 36), (50, 24), (60, 36)], SLATE)
    canvas.disc(50, 32.5, 1.8, WHITE)
    for x in range(12, 90, 10):
        canvas.window(x, 46, 6, 11)
    canvas.bunting(58)
    for x in range(10, 96, 12):
        canvas.person(x + canvas.random.uniform(-3, 3), 94, 13, canvas.random.choice([RED, BLUE, YELLOW, LEAF]))
    return canvas.finished()


def lawn(seed: int) -> Image.Image:
    """A big old house with a terrace and a bench."""
    canvas = Canvas(seed)
    canvas.sky(NOON)
    canvas.ground(NOON.grass, 60)
    for x in (8, 37, 66):
        canvas.house(x, 66, 27, 34, CREAM)
    canvas.box(4, 64, 92, 4, (204, 192, 172))
    for x in (4, 96, 33):
        canvas.tree(x, 82, 20)
    canvas.box(58, 80, 22, 2, (132, 92, 62))
    canvas.box(58, 74, 22, 2, (132, 92, 62))
    canvas.box(60, 80, 1.2, 8, (92, 66, 48))
    canvas.box(77, 80, 1.2, 8, (92, 66, 48))
    canvas.person(66, 89, 13, (150, 120, 160))
    return canvas.finished()


def lake(seed: int, light: Light = NOON) -> Image.Image:
    """Sails on a reservoir."""
    canvas = Canvas(seed)
    canvas.sky(light, 55)
    canvas.hills(light, 55)
    canvas.water(light, 55)
    for colour in (RED, BLUE, WHITE):
        canvas.boat(canvas.random.uniform(5, 85), canvas.random.uniform(64, 86), canvas.random.uniform(6, 11), colour)
    return canvas.finished()


def dusk(seed: int) -> Image.Image:
    """The same water in the evening."""
    return lake(seed, DUSK)


def hills(seed: int) -> Image.Image:
    """A path through hills."""
    canvas = Canvas(seed)
    canvas.sky(MORNING)
    canvas.hills(MORNING, 62, 5)
    canvas.ground(MORNING.grass, 72)
    canvas.shape([(52, 72), (54, 72), (70, 100), (30, 100)], (222, 206, 170))
    for x in (12, 24, 88):
        canvas.tree(x, 84, canvas.random.uniform(12, 22))
    return canvas.finished()


def harbour(seed: int) -> Image.Image:
    """Painted houses on a quay."""
    canvas = Canvas(seed)
    canvas.sky(NOON, 50)
    canvas.hills(NOON, 48, 2)
    for i, wall in enumerate([CREAM, (222, 150, 136), (150, 186, 196), YELLOW, STONE, (186, 204, 160)]):
        canvas.house(2 + i * 16.3, 62, 14, 26 + 5 * (i % 3), wall, roof=TILE)
    canvas.box(0, 62, 100, 5, (150, 142, 132))
    canvas.water(NOON, 67)
    for colour in (BLUE, RED):
        canvas.boat(canvas.random.uniform(10, 80), canvas.random.uniform(74, 88), 9, colour)
    return canvas.finished()


def street(seed: int) -> Image.Image:
    """A terrace with people out in front."""
    canvas = Canvas(seed)
    canvas.sky(NOON, 45)
    for i in range(5):
        canvas.house(1 + i * 20, 68, 18, 40, BRICK if i % 2 else STONE)
    canvas.fade(68, 100, ((176, 172, 168), (128, 126, 126)))
    canvas.box(0, 80, 100, 1, (210, 206, 200))
    for x in (18, 27, 61, 72):
        canvas.person(x, 92, 14, canvas.random.choice([YELLOW, BLUE, RED]))
    return canvas.finished()


def fete(seed: int) -> Image.Image:
    """Tents and flags in a park in the evening."""
    canvas = Canvas(seed)
    canvas.sky(DUSK)
    canvas.hills(DUSK, 60, 2)
    canvas.ground(DUSK.grass, 66)
    for x, colour in ((6, RED), (38, CREAM), (70, BLUE)):
        canvas.shape([(x, 60), (x + 12, 42), (x + 24, 60)], colour)
        canvas.box(x + 1, 60, 22, 16, mixed(colour, WHITE, 0.5))
    canvas.bunting(30, 12)
    for x in range(8, 96, 11):
        canvas.person(x, 95, 12, canvas.random.choice([YELLOW, WHITE, RED, BLUE]))
        canvas.disc(x + 3, 84, 1.2, (*YELLOW, 220))
    return canvas.finished()


def portrait(seed: int) -> Image.Image:
    """Somebody in a yellow coat before a plain wall; no face."""
    canvas = Canvas(seed, (240, 300))
    canvas.fade(0, 100, ((206, 216, 220), (166, 180, 188)))
    canvas.draw.rounded_rectangle([canvas.at(18, 68), canvas.at(82, 120)], 90, YELLOW)
    canvas.box(42, 56, 16, 16, (206, 168, 142))
    canvas.disc(50, 36, 20, (96, 70, 54))
    canvas.draw.rounded_rectangle([canvas.at(30, 36), canvas.at(70, 60)], 40, (96, 70, 54))
    canvas.draw.ellipse([canvas.at(36, 27), canvas.at(64, 61)], (214, 176, 150))
    return canvas.finished()


def leaflet(seed: int) -> Image.Image:
    """A leaflet with a lantern and lines of text."""
    canvas = Canvas(seed, (420, 594))
    canvas.box(0, 0, 100, 34, (44, 62, 92))
    canvas.box(41, 10, 18, 16, YELLOW)
    canvas.shape([(38, 10), (50, 3), (62, 10)], WHITE)
    canvas.box(38, 26, 24, 2, WHITE)
    for i, length in enumerate([62, 80, 76, 84, 40, 0, 82, 78, 80, 52]):
        canvas.box(8, 42 + i * 4.6, length, 1.5, (150, 156, 166) if i else (44, 62, 92))
    return canvas.finished()


def screen(seed: int) -> Image.Image:
    """A telephone's screen with a conversation."""
    canvas = Canvas(seed, (300, 533))
    canvas.box(0, 0, 100, 100, (240, 242, 245))
    canvas.box(0, 0, 100, 9, BLUE)
    for i, (x, w) in enumerate([(6, 58), (34, 60), (6, 44), (44, 50), (6, 66)]):
        colour = WHITE if x == 6 else (206, 226, 246)  # noqa: PLR2004  what stands left was received
        canvas.draw.rounded_rectangle([canvas.at(x, 14 + i * 14), canvas.at(x + w, 24 + i * 14)], 18, colour)
        canvas.box(x + 4, 17 + i * 14, w * 0.7, 1, (150, 156, 166))
        canvas.box(x + 4, 20 + i * 14, w * 0.5, 1, (176, 182, 190))
    return canvas.finished()


def frames(scene: Scene, seed: int, count: int) -> Iterator[Image.Image]:
    """A scene that drifts, small, for a video."""
    still = scene(seed).resize((352, 235), Image.Resampling.LANCZOS)
    for i in range(count):
        yield still.crop((i * 8, 2, i * 8 + 288, 218))
