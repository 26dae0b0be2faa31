"""What is seen in pictures, with the networks that lie in the packages of the extra."""

from itertools import pairwise

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from footprint.errors import NotInstalled, Unreadable
from footprint.photos.look.grammar import signs
from footprint.photos.look.grammar.known import NOTHING, known
from footprint.photos.look.view import LARGEST, THOROUGH, USUAL, View, _parts, from_written, view
from tests.examples import SUBJECT
from tests.photos.look.scenes import jpeg, scene


def seen(image, tmp_path, side=USUAL, **options):
    jpeg(image, tmp_path / "a.jpg", **options)
    return view(str(tmp_path / "a.jpg"), side)


def told(image, tmp_path, facts=NOTHING, **options):
    return {(sign.kind, sign.text, sign.certain) for sign in signs(seen(image, tmp_path, **options).lines, facts)}


@pytest.mark.parametrize("height", [24, 40, 90])
@pytest.mark.parametrize(
    ("text", "paint", "kind"),
    [
        ("KV19 OTF", "plate", "plate"),
        ("SLUICE LANE", "sign", "street"),
        ("SW1A 1AA", "sign", "postcode"),
        ("Larkfield Primary School", "blue", "school"),
    ],
)
@pytest.mark.usefixtures("extra")
def test_signs_are_read_at_several_sizes(tmp_path, text, paint, kind, height):
    assert (kind, text, False) in told(scene(text, height=height, paint=paint, seed=height), tmp_path)


def test_a_plate_seen_from_the_side_is_read(extra, tmp_path):
    assert ("plate", "JZ24 RQF", True) in told(
        scene("JZ24 RQF", paint="plate", lean=0.25, blur=1.2), tmp_path, known(SUBJECT)
    )


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
@pytest.mark.usefixtures("extra")
def test_what_stands_on_its_head_or_runs_up_or_down_is_read(tmp_path, turn):
    assert ("street", "SLUICE LANE", False) in told(scene("SLUICE LANE").transpose(turn), tmp_path)


def test_an_envelope_is_read_as_one(extra, tmp_path):
    letter = scene("Rosalind Quillfeather", "14 Kingfisher Wharf", "Thornmere", "TM4 6QH", height=40)
    found = told(letter, tmp_path, known(SUBJECT))
    assert {kind for kind, _, certain in found if certain} >= {"post", "postcode", "house", "badge"}


def test_a_badge_is_read(extra, tmp_path):
    assert any(kind == "badge" for kind, _, _ in told(scene("HELLO", "my name is", "Anna", paint="blue"), tmp_path))


def test_a_picture_that_is_turned_by_its_orientation_is_read_as_it_is_shown(extra, tmp_path):
    turned = scene("KV19 OTF", paint="plate").transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    found = seen(turned, tmp_path, exif=exif)
    (plate,) = signs(found.lines, NOTHING)
    assert plate.box.width > plate.box.height, "boxes are those of the picture as it is shown"
    assert plate.text == "KV19 OTF"


def test_the_number_of_a_card_is_not_kept(extra, tmp_path):
    found = seen(scene("4111 1111 1111 1111"), tmp_path)
    assert "4111" not in found.written()
    assert [sign.kind for sign in signs(found.lines, NOTHING)] == ["card"]


def test_more_is_found_where_it_is_looked_for_thoroughly(extra, tmp_path):
    small = scene("KV19 OTF", height=22, size=(4000, 3000), blur=0.5, paint="plate")
    assert signs(seen(small, tmp_path, THOROUGH).lines, NOTHING)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_are_looked_at(extra, tmp_path, mode):
    plain = scene("SLUICE LANE", size=(900, 700), noise=4)
    image = (
        plain.convert("L").convert("I").point(lambda v: v * 257).convert("I;16")
        if mode == "I;16"
        else plain.convert(mode)
    )
    path = tmp_path / ("a.tif" if mode in {"CMYK", "I;16"} else "a.png")
    image.save(path)
    found = signs(view(str(path), USUAL).lines, NOTHING)
    assert mode == "1" or [sign.text for sign in found] == ["SLUICE LANE"]


def test_an_animation_is_looked_at_by_its_first_picture(extra, tmp_path):
    first, second = (scene(text, size=(900, 700), noise=4) for text in ("SLUICE LANE", "KV19 OTF"))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    assert [sign.text for sign in signs(view(str(tmp_path / "a.gif"), USUAL).lines, NOTHING)] == ["SLUICE LANE"]


def test_a_narrow_strip_has_nothing_to_read(extra, tmp_path):
    Image.new("RGB", (5000, 3)).save(tmp_path / "a.png")
    assert view(str(tmp_path / "a.png"), USUAL) == View((), ())


def test_a_long_picture_is_looked_at_in_parts(extra, tmp_path):
    Image.new("RGB", (30_000, 12), "white").save(tmp_path / "a.png")
    assert view(str(tmp_path / "a.png"), USUAL) == View((), ())
    page = Image.new("RGB", (1080, 12_000), "white")
    page.paste(scene("SLUICE LANE", size=(1000, 400), noise=4), (40, 9_000))
    page.save(tmp_path / "b.png")
    (sign,) = signs(view(str(tmp_path / "b.png"), USUAL).lines, NOTHING)
    assert sign.text == "SLUICE LANE"
    assert 9_000 < sign.box.top < sign.box.bottom < 9_400


@pytest.mark.parametrize("shape", [(40, 50_000, 3), (12_000, 1_080, 3), (3_300, 1_000, 3), (900, 700, 3)])
def test_parts_hold_all_of_a_picture_and_what_lies_on_a_seam(shape):
    axis = 0 if shape[0] > shape[1] else 1
    pieces = ((max(left, top), part.shape[axis]) for left, top, part in _parts(np.zeros(shape, np.uint8)))
    parts = [(start, start + length) for start, length in pieces]
    assert (parts[0][0], max(end for _, end in parts)) == (0, max(shape))
    assert all(end - start >= min(shape[:2]) // 2 for (_, end), (start, _) in pairwise(parts))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.webp", {"save_all": True}),
        ("a.png", {"save_all": True}),
        ("a.heic", {}),
        ("a.avif", {}),
        ("a.tif", {"save_all": True}),
    ],
)
def test_of_what_holds_several_pictures_the_first_is_looked_at(extra, tmp_path, name, options):
    pillow_heif.register_heif_opener()
    first, second = (scene(text, size=(900, 700), noise=4) for text in ("SLUICE LANE", "KV19 OTF"))
    more = {"append_images": [second]} if options else {}
    first.save(tmp_path / name, **options, **more)
    found = view(str(tmp_path / name), USUAL)
    assert [sign.text for sign in signs(found.lines, NOTHING)] == ["SLUICE LANE"]
    assert found.more == ("append_images" in more)


def test_a_palette_with_transparency_is_looked_at_on_white(extra, tmp_path):
    image = scene("SLUICE LANE", size=(900, 700), noise=4).quantize(64)
    image.save(tmp_path / "a.png", transparency=0)
    assert [sign.text for sign in signs(view(str(tmp_path / "a.png"), USUAL).lines, NOTHING)] == ["SLUICE LANE"]


def test_what_is_broken_or_too_large_is_told(extra, tmp_path):
    whole = jpeg(scene("SLUICE LANE", size=(900, 700)))
    for name, data in (("a.jpg", whole[: len(whole) // 2]), ("b.jpg", b""), ("c.jpg", b"no picture")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Unreadable):
            view(str(tmp_path / name), USUAL)
    Image.new("1", (LARGEST // 4000 + 1, 4000)).save(tmp_path / "d.png")
    Image.new("1", (10, 50_000)).save(tmp_path / "e.png")
    for name, why in (("d.png", "smaller copy"), ("e.png", "50,000 pixels long"), ("none.jpg", "No such file")):
        with pytest.raises(Unreadable, match=why):
            view(str(tmp_path / name), USUAL)


def test_without_the_extra_it_is_said_how_to_install_it(without_extra, tmp_path):
    jpeg(scene("SLUICE LANE", size=(300, 200), height=20), tmp_path / "a.jpg")
    with pytest.raises(NotInstalled, match=r"footprint\[look\]"):
        view(str(tmp_path / "a.jpg"), USUAL)


def test_what_was_seen_can_be_written_and_read(extra, tmp_path):
    found = seen(scene("SLUICE LANE"), tmp_path)
    assert from_written(found.written()) == found
