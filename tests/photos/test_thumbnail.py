import struct
from io import BytesIO

import pytest
from PIL import Image

from footprint.model import Box
from footprint.photos import pixels as module
from footprint.photos.read import read_bytes
from footprint.photos.thumbnail import thumbnail
from tests.photos.samples import (
    chunk,
    exif_segment,
    jpeg,
    mp4,
    pixels,
    png,
    saved,
    small_jpeg,
    telling_exif,
    telling_xmp,
    xmp_segment,
)


def opened(data):
    return Image.open(BytesIO(data))


def test_it_is_small_and_free_of_metadata(tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(jpeg(exif_segment(telling_exif()), xmp_segment(telling_xmp()), base=small_jpeg(600, 400)))
    data = thumbnail(photo)
    assert opened(data).size == (240, 160)
    reading = read_bytes(data, "thumbnail.jpg")
    assert (reading.format, reading.traces, reading.problem) == ("JPEG", (), None)
    assert opened(data).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_it_is_turned_as_viewers_turn_it():
    data = jpeg(exif_segment(telling_exif(orientation=6)), base=small_jpeg(600, 400))
    assert opened(thumbnail(data, 100)).size in ((66, 100), (67, 100))


def test_small_pictures_are_not_blown_up():
    assert opened(thumbnail(small_jpeg(20, 10))).size == (20, 10)


@pytest.mark.parametrize(
    "data",
    [
        saved(pixels(mode="RGBA"), "PNG"),
        saved(pixels().convert("P"), "PNG"),
        saved(pixels(mode="L").convert("I;16"), "PNG"),
        saved(pixels(mode="CMYK"), "JPEG"),
        saved(pixels(), "WEBP"),
        saved(pixels(), "TIFF"),
        saved(pixels(), "GIF"),
        saved(pixels(), "AVIF"),
    ],
)
def test_every_kind_of_picture_gives_one(data):
    assert opened(thumbnail(data)).mode == "RGB"


def test_heic_gives_one():
    module._with_heif()
    assert opened(thumbnail(saved(pixels(64, 64), "HEIF"))).size == (64, 64)


def test_transparency_becomes_white():
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    assert opened(thumbnail(saved(clear, "PNG"))).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        small_jpeg(600, 400)[:800],
        mp4(),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        png(base=b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))),
        png(base=b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_001, 8, 2, 0, 0, 0))),
    ],
)
def test_where_none_can_be_made_it_is_empty(data):
    assert thumbnail(data) == b""


def test_a_file_that_went_away_gives_none(tmp_path):
    assert thumbnail(tmp_path / "gone.jpg") == b""


def test_an_animation_without_end_is_not_decoded(tmp_path, monkeypatch):
    frames = [pixels(shade=shade) for shade in range(5)]
    path = tmp_path / "animation.png"
    path.write_bytes(saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))
    assert module.shown(path, "PNG").pixels
    monkeypatch.setattr(module, "LARGEST_IN_ALL", 48 * 32 * 4)
    with pytest.raises(module.Unreadable, match="too many pixels"):
        module.shown(path, "PNG")


def test_a_picture_of_very_many_scans_is_not_decoded(monkeypatch):
    data = saved(Image.new("L", (640, 480), "grey"), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    many = data[:last] + data[last:-2] * 400 + data[-2:]
    assert thumbnail(many)
    monkeypatch.setattr(module, "_WORK", 300 * 640 * 480)
    assert thumbnail(data)
    with pytest.raises(module.Unreadable, match="very long"), module.opened(many):
        pass


def test_why_a_file_cannot_be_read_is_what_the_system_says(tmp_path):
    with pytest.raises(module.Unreadable, match="No such file"), module.opened(tmp_path / "gone.jpg"):
        pass


@pytest.mark.parametrize(
    "part",
    [Box(0, 0, 5, 5), Box(395, 295, 400, 300), Box(10, 140, 390, 160), Box(190, 0, 210, 300), Box(0, 0, 400, 300)],
)
def test_a_part_stands_whole_in_a_frame_of_the_usual_shape(part):
    image = Image.new("RGB", (400, 300), "teal")
    image.paste("yellow", (part.left, part.top, part.right, part.bottom))
    into = BytesIO()
    image.save(into, "PNG")
    small = Image.open(BytesIO(thumbnail(into.getvalue(), part=part))).convert("RGB")
    assert max(small.size) <= 240
    assert small.width / small.height == pytest.approx(4 / 3, rel=0.2)
    assert any(small.getpixel((x, y))[0] > 150 for x in range(small.width) for y in range(small.height))


def test_a_part_beside_the_picture_does_no_harm():
    into = BytesIO()
    Image.new("RGB", (40, 30)).save(into, "PNG")
    assert thumbnail(into.getvalue(), part=Box(500, 500, 900, 900))
