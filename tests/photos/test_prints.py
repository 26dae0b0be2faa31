"""The same picture, made smaller, pressed, cut and mirrored, is known again; others are not."""

import io
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from footprint.errors import Unreadable
from footprint.photos.pixels import opened
from footprint.photos.prints import is_same, may_be, prints, wanted
from footprint.photos.thumbnail import thumbnail

SCENES, OTHERS = 40, 150


def scene(seed, size=(720, 540)):
    """A painted picture of nothing, as unlike the next as photos are."""
    random = Random(seed)  # noqa: S311  the same scene each time, no secrets
    spots = random.choice((4, 6, 9))
    ground = Image.new("RGB", (spots, spots))
    ground.putdata([_colour(random) for _ in range(spots * spots)])
    image = ground.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(random.randrange(5, 40)):
        x, y = random.randrange(size[0]), random.randrange(size[1])
        paint = draw.rectangle if random.random() < 0.5 else draw.ellipse
        paint((x, y, x + random.randrange(20, 180), y + random.randrange(20, 180)), _colour(random))
    return image.filter(ImageFilter.GaussianBlur(1))


def _colour(random):
    return tuple(random.randrange(256) for _ in range(3))


def encoded(image, quality=85):
    into = io.BytesIO()
    image.convert("RGB").save(into, "JPEG", quality=quality)
    return into.getvalue()


def cut(image, left=0.0, top=0.0, right=0.0, bottom=0.0):
    """Without parts of its edges."""
    width, height = image.size
    box = (width * left, height * top, width * (1 - right), height * (1 - bottom))
    return image.crop(tuple(map(round, box)))


CHANGES = {
    "as it is": encoded,
    "half": lambda image: encoded(image.resize((image.width // 2, image.height // 2))),
    "a thumbnail": lambda image: encoded(ImageOps.contain(image, (160, 160))),
    "cut at the left": lambda image: encoded(cut(image, left=0.05)),
    "cut at the top": lambda image: encoded(cut(image, top=0.05)),
    "cut at the right": lambda image: encoded(cut(image, right=0.05)),
    "cut below": lambda image: encoded(cut(image, bottom=0.05)),
    "cut at a corner": lambda image: encoded(cut(image, right=0.05, bottom=0.05)),
    "cut all around": lambda image: encoded(cut(image, 0.025, 0.025, 0.025, 0.025)),
    "closer": lambda image: encoded(cut(image, 0.05, 0.05, 0.05, 0.05)),
    "mirrored": lambda image: encoded(ImageOps.mirror(image)),
    "pressed hard": lambda image: encoded(image, quality=40),
    "mirrored, cut, small and pressed": lambda image: encoded(
        cut(ImageOps.mirror(image), left=0.03, top=0.02).resize((400, 300)), quality=60
    ),
}


def is_found(own, copy):
    """As an audit looks for it: by the small copy that it keeps of what it found online."""
    one = wanted(thumbnail(copy))
    return one is not None and may_be(prints(own), one) and is_same(own, one)


@pytest.fixture(scope="module")
def scenes():
    return [scene(seed) for seed in range(SCENES)]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_copy_is_found_however_it_was_changed(scenes, change):
    found = [is_found(encoded(image, 92), change(image)) for image in scenes]
    assert sum(found) >= 0.99 * SCENES


def test_of_eleven_thousand_pairs_of_others_none_is_taken_for_the_same():
    files = [encoded(scene(seed), 92) for seed in range(1000, 1000 + OTHERS)]
    own, sought = [prints(file) for file in files], [wanted(thumbnail(file)) for file in files]
    pairs = list(combinations(range(OTHERS), 2))
    assert len(pairs) > 11_000
    assert [(a, b) for a, b in pairs if may_be(own[a], sought[b]) and is_same(files[a], sought[b])] == []


SAME = ("landscape_", "portrait_", "hdr_", "exif-one-entry", "no-exif")
"""Real files with one picture in several: turned, without EXIF, or taken at one moment with and without HDR."""


def test_real_photos_are_told_apart_and_known_again(real):
    files = {}
    for path in sorted(real.rglob("*.jp*g")):
        try:
            with opened(path) as image:
                if min(image.size) < 200 or any(part in path.name for part in SAME):
                    continue
                files[path.name] = ImageOps.exif_transpose(image).convert("RGB")
                files[path.name].thumbnail((480, 480))
        except (Unreadable, OSError):
            continue
    own = {name: prints(encoded(image, 92)) for name, image in files.items()}
    plain = {name for name, bits in own.items() if not bits}
    sought = {name: wanted(thumbnail(encoded(image))) for name, image in files.items()}
    mixed = [
        (a, b)
        for a in own
        for b in own
        if a != b and sought[b] and may_be(own[a], sought[b]) and is_same(encoded(files[a]), sought[b])
    ]
    assert len(own) > 40
    assert mixed == []
    shown = [
        is_found(encoded(image, 92), change(image))
        for name, image in files.items()
        if name not in plain
        for change in (CHANGES["cut at the left"], CHANGES["mirrored, cut, small and pressed"])
    ]
    assert sum(shown) >= 0.99 * len(shown)


def test_a_picture_that_lies_on_its_side_is_turned(scenes):
    exif = Image.Exif()
    exif[0x0112] = 6
    into = io.BytesIO()
    scenes[0].transpose(Image.Transpose.ROTATE_90).save(into, "JPEG", exif=exif)
    assert is_found(into.getvalue(), encoded(scenes[0]))


@pytest.mark.parametrize("colour", ["white", "black", "teal"])
def test_a_picture_with_nothing_on_it_is_like_none(scenes, colour):
    plain = encoded(Image.new("RGB", (640, 480), colour))
    assert prints(plain) == ()
    assert wanted(plain) is None
    assert not may_be((), wanted(encoded(scenes[0])))


@given(st.binary(max_size=200))
@settings(max_examples=50)
def test_what_is_no_picture_cannot_be_read(data):
    for reader in (prints, wanted):
        with pytest.raises(Unreadable):
            reader(data)


@given(st.integers(0, 10_000), st.integers(300, 900), st.integers(300, 900))
@settings(max_examples=15)
def test_a_picture_of_any_shape_is_found_in_its_own_mirrored_thumbnail(seed, width, height):
    image = scene(seed, (width, height))
    small = ImageOps.contain(ImageOps.mirror(image), (320, 320))
    if prints(encoded(image)):
        assert is_found(encoded(image, 92), encoded(small))


def moved_on(seed, later):
    """One spot at two moments: the same scene but for something small that is in another place."""
    image = scene(seed)
    draw = ImageDraw.Draw(image)
    for number in range(6):
        x, y = (number * 211 + later * 60) % 640, (number * 137 + later * 45) % 480
        draw.ellipse((x, y, x + 60, y + 50), (number * 40, 250 - number * 40, 128))
    return image


@pytest.mark.parametrize("seed", range(8))
def test_another_picture_of_the_same_spot_is_not_the_same(seed):
    first, later = moved_on(seed, 0), moved_on(seed, 1)
    assert is_found(encoded(first), encoded(first.resize((360, 270))))
    assert not is_found(encoded(first), encoded(later))
