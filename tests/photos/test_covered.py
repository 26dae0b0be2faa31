"""Blocks painted over a picture whose thumbnail stayed as it was, and the many changes that hide nothing."""

import io
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from footprint.photos.covered import covered
from footprint.photos.read import read_bytes
from tests.photos.test_cropped import REALLY_CROPPED, SCENE, SMALL, photo

BLOCK = (600, 400, 750, 500)


def told(data):
    return [t.value for t in read_bytes(data, "photo").traces if "shows more" in t.value]


def painted(box, colour="black", image=SCENE):
    image = image.copy()
    ImageDraw.Draw(image).rectangle(box, colour)
    return image


@pytest.mark.parametrize("colour", ["black", "white", (128, 30, 30)])
@pytest.mark.parametrize("box", [BLOCK, (0, 0, 120, 120), (500, 350, 799, 599), (520, 380, 590, 420)])
def test_a_block_is_told_with_how_much_it_covers(box, colour):
    (value,) = told(photo(painted(box, colour)))
    assert value.startswith("shows more than the picture: a block covers ")
    share = (box[2] - box[0]) * (box[3] - box[1]) / (800 * 600)
    assert abs(int(value.split()[-3].rstrip("%")) / 100 - share) < max(0.02, share / 2)


def test_two_blocks_and_a_harder_compression():
    assert told(photo(painted((500, 300, 640, 420), image=painted((0, 0, 120, 120))), quality=40))


def test_a_block_in_a_picture_that_was_made_smaller():
    assert told(photo(painted(BLOCK).resize((400, 300))))


def toned(image):
    """An editor's curve: shadows and lights run together."""
    return image.point([max(0, min(255, round((shade - 90) * 2.5))) for shade in range(256)] * 3)


@pytest.mark.parametrize(
    "image",
    [
        SCENE,
        toned(SCENE),
        ImageEnhance.Brightness(SCENE).enhance(1.6),
        ImageEnhance.Contrast(SCENE).enhance(0.4),
        ImageOps.grayscale(SCENE),
        ImageOps.autocontrast(SCENE, cutoff=15),
        ImageOps.posterize(SCENE, 2),
        SCENE.filter(ImageFilter.GaussianBlur(4)),
        SCENE.filter(ImageFilter.UnsharpMask(6, 250)),
        ImageOps.mirror(SCENE),
        painted((10, 10, 14, 14)),
        Image.new("RGB", SCENE.size, "black"),
    ],
    ids=[
        "same",
        "curve",
        "brighter",
        "paler",
        "grey",
        "stretched",
        "poster",
        "soft",
        "sharp",
        "mirrored",
        "dot",
        "black",
    ],
)
def test_what_hides_nothing_is_not_told(image):
    assert told(photo(image)) == []


def test_a_block_on_a_plain_wall_hides_nothing():
    wall = painted((80, 80, 420, 320), (200, 200, 190))
    assert told(photo(painted((180, 140, 320, 250), image=wall), wall.resize(SMALL.size))) == []


def sky(seed):
    """Clouds that an editor makes even, above a dark ground."""
    random = Random(seed)  # noqa: S311  no secret
    clouds = Image.new("L", (9, 4))
    clouds.putdata([random.randrange(190, 254) for _ in range(36)])
    image = Image.new("L", (160, 120), 60)
    image.paste(clouds.resize((160, 70), Image.Resampling.BICUBIC))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = random.randrange(160), random.randrange(70, 120)
        draw.rectangle((x, y, x + 12, y + 9), random.randrange(20, 140))
    return image


@pytest.mark.parametrize("seed", range(12))
def test_a_sky_that_burns_out_is_no_block(seed):
    image = sky(seed)
    assert covered(image, image.point([min(255, round(shade * 1.4)) for shade in range(256)])) == 0


@pytest.mark.parametrize("seed", range(12))
def test_a_block_before_such_a_sky_is_one(seed):
    image = sky(seed)
    hidden = image.copy()
    ImageDraw.Draw(hidden).rectangle((60, 40, 92, 96), 0)
    assert covered(image, hidden) == pytest.approx(33 * 57 / (160 * 120), abs=0.05)


def test_pictures_saved_anew_without_a_change_are_nothing(real):
    """Every real photo, as a program would write it: smaller, brighter, pressed hard; its thumbnail as it was."""
    alarms, compared = [], 0
    for path in sorted(real.rglob("*.jp*g")):
        try:
            with Image.open(path) as image:
                exif = image.info.get("exif", b"")
                if not exif or min(image.size) < 300:
                    continue
                for name, changed in (
                    ("smaller", image.resize((image.width // 2, image.height // 2))),
                    ("brighter", ImageEnhance.Brightness(image.convert("RGB")).enhance(1.4)),
                ):
                    into = io.BytesIO()
                    changed.save(into, "JPEG", exif=exif, quality=50)
                    compared += 1
                    alarms += [(path.name, name) for _ in told(into.getvalue())]
        except OSError:
            continue
    assert compared > 40
    assert {name for name, _ in alarms} == {REALLY_CROPPED}
