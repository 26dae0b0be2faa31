"""Painted portraits of nobody: a head and shoulders before a wall, each as like the next as portraits are."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (480, 600)
SKINS = [(236, 200, 180), (198, 150, 120), (120, 84, 60), (224, 180, 150)]
HAIRS = [(40, 30, 25), (120, 90, 50), (200, 190, 180), (90, 60, 40), (220, 200, 120)]


def portrait(seed):
    """One of them; the same seed gives the same one."""
    random = Random(seed)  # noqa: S311  the same wall each time, no secrets
    width, height = SIZE
    wall = Image.new("RGB", (6, 6))
    wall.putdata([_colour(random) for _ in range(36)])
    picture = wall.resize(SIZE, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for _ in range(random.randrange(8)):
        x, y, side = random.randrange(width), random.randrange(height), random.randrange(30, 160)
        draw.rectangle([x, y, x + side, y + random.randrange(30, 240)], _colour(random))
    x, y = width / 2 + random.uniform(-48, 48), height * random.uniform(0.35, 0.45)
    w = width * random.uniform(0.14, 0.24)
    h = w * random.uniform(1.2, 1.45)
    draw.ellipse([x - w * 2.4, y + h * 0.9, x + w * 2.4, height + h * 2], _colour(random))
    hair = y + h * random.uniform(0.2, 1.1)
    draw.ellipse([x - w * 1.15, y - h * 1.2, x + w * 1.15, hair], random.choice(HAIRS))
    draw.ellipse([x - w, y - h * 0.9, x + w, y + h], random.choice(SKINS))
    return picture.filter(ImageFilter.GaussianBlur(2))


def _colour(random):
    return tuple(random.randrange(30, 235) for _ in range(3))


def square(picture, place=0.5, zoom=1.0):
    """Cut square, at a place on the longer side, and closer."""
    side = round(min(picture.size) * zoom)
    margin = (min(picture.size) - side) / 2
    left = round(margin + (picture.width - min(picture.size)) * place)
    top = round(margin + (picture.height - min(picture.size)) * place)
    return picture.crop((left, top, left + side, top + side))


def rounded(picture):
    """Shown round: transparent beside the circle."""
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse([0, 0, picture.width - 1, picture.height - 1], fill=255)
    shown = picture.convert("RGBA")
    shown.putalpha(mask)
    return shown


def encoded(picture, form="JPEG", **options):
    """Its bytes as a file."""
    into = io.BytesIO()
    picture.save(into, form, **options)
    return into.getvalue()
