from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from footprint.errors import Unreadable
from footprint.model import ALIKE
from footprint.photos import likeness
from tests.portraits import encoded, portrait, rounded, square

SEEDS = range(12)
COPIES = {
    "as it is": lambda p: encoded(p, quality=90),
    "small and pressed": lambda p: encoded(square(p).resize((96, 96)), quality=40),
    "tiny and pressed hard": lambda p: encoded(square(p).resize((64, 64)), quality=10),
    "cut at the top": lambda p: encoded(square(p, 0).resize((128, 128))),
    "cut a little below the top": lambda p: encoded(square(p, 0.15).resize((128, 128))),
    "round": lambda p: encoded(rounded(square(p).resize((200, 200))), "PNG"),
    "round, at the top": lambda p: encoded(rounded(square(p, 0.1).resize((200, 200))), "WEBP"),
    "mirrored": lambda p: encoded(ImageOps.mirror(square(p)).resize((150, 150))),
    "closer": lambda p: encoded(square(p, zoom=0.85).resize((150, 150))),
    "closer and mirrored": lambda p: encoded(ImageOps.mirror(square(p, 0.1, 0.75)).resize((150, 150))),
    "much closer": lambda p: encoded(square(p, 0.25, 0.65).resize((150, 150))),
    "brighter": lambda p: encoded(ImageEnhance.Brightness(square(p)).enhance(1.25)),
    "paler": lambda p: encoded(ImageEnhance.Contrast(square(p)).enhance(0.7)),
    "without colour": lambda p: encoded(square(p).convert("L")),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portraits")
    found = []
    for seed in SEEDS:
        portrait(seed).save(folder / f"{seed}.png")
        found.append(likeness.portrait(folder / f"{seed}.png"))
    return found


@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES)
def test_a_copy_is_known_however_it_was_changed(own, change):
    assert min(likeness.likeness(own[seed], change(portrait(seed))) for seed in SEEDS) >= ALIKE


def test_another_portrait_of_the_same_kind_is_none(own):
    others = [encoded(square(portrait(seed)).resize((96, 96))) for seed in range(100, 130)]
    assert max(likeness.likeness(one, other) for one in own for other in others) < ALIKE


def test_a_picture_that_lies_on_its_side_is_turned(own):
    turned = portrait(0).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    assert likeness.likeness(own[0], encoded(turned, exif=exif)) >= ALIKE


@pytest.mark.parametrize("colour", ["white", "black", "teal"])
def test_a_picture_with_nothing_on_it_is_like_none(own, colour):
    assert likeness.likeness(own[0], encoded(Image.new("RGB", (64, 64), colour))) == 0


def test_a_portrait_with_nothing_on_it_is_said(tmp_path):
    Image.new("RGB", (64, 64), "white").save(tmp_path / "white.png")
    with pytest.raises(Unreadable, match="nothing to be seen"):
        likeness.portrait(tmp_path / "white.png")


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3, 2), (2000, 3)])
def test_pictures_of_odd_sizes_are_read(own, size):
    picture = Image.radial_gradient("L").resize(size)
    assert 0 <= likeness.likeness(own[0], encoded(picture, "PNG")) <= 1


def test_a_cut_off_picture_cannot_be_read(own):
    with pytest.raises(Unreadable):
        likeness.likeness(own[0], encoded(portrait(0))[:2000])


@given(st.binary(max_size=200))
@settings(max_examples=50)
def test_what_is_no_picture_cannot_be_read(data):
    with pytest.raises(Unreadable):
        likeness.likeness((), data)
