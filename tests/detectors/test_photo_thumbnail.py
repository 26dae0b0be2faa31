"""Photos whose thumbnail shows what was hidden in them."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageStat

from footprint.model import Severity
from footprint.photos.cropped import hidden
from footprint.photos.read import read_bytes
from tests.judged import detect, everything, photo
from tests.photos.test_covered import BLOCK, painted
from tests.photos.test_cropped import SCENE
from tests.photos.test_cropped import photo as jpeg
from tests.photos.test_prints import encoded


def seen(data, **changes):
    return replace(photo(), reading=read_bytes(data, "IMG_2041.jpg"), **changes)


def test_a_cropped_photo_is_told_with_what_is_left():
    (found,) = detect("photo-thumbnail", seen(jpeg(SCENE.crop((0, 0, 400, 300)))))
    assert found.what == (
        "The photo IMG_2041.jpg was cropped, and a small picture inside it still shows what was cut away"
    )
    assert found.severity is Severity.WORTH_MENDING
    assert any(
        reason.startswith("The thumbnail inside shows more than the picture: what is") for reason in found.reasons
    )
    assert found.thumbnail == b"jpeg"


def test_online_anyone_can_look():
    online = {"source": "ownsites", "place": "photos on www.rosalindquillfeather.example"}
    online["url"] = "http://www.rosalindquillfeather.example/IMG_2041.jpg"
    (found,) = detect("photo-thumbnail", seen(jpeg(painted(BLOCK)), **online))
    assert found.what == (
        "The photo IMG_2041.jpg (photos on www.rosalindquillfeather.example) was painted over, and a small picture "
        "inside it still shows what was there"
    )
    assert found.severity is Severity.SERIOUS
    assert found.audience == "Anyone on the internet"


@pytest.mark.parametrize("traces", [(), (("thumbnail", "5,120 bytes"),), (("comment", "nothing shows more"),)])
def test_an_ordinary_thumbnail_is_nothing(traces):
    assert detect("photo-thumbnail", photo(None, *traces)) == []


def test_a_photo_as_a_camera_made_it_is_nothing():
    assert everything(seen(jpeg(SCENE))) == []


def test_somebody_elses_photo_is_left_alone():
    stranger = seen(jpeg(painted(BLOCK)), source="brave", url="http://x.example/a.jpg", place="photos on x.example")
    assert detect("photo-thumbnail", stranger) == []


def test_what_was_hidden_can_be_shown_and_nothing_else_of_the_file(tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg(SCENE.crop((0, 0, 400, 300))))
    with Image.open(io.BytesIO(hidden(tmp_path / "a.jpg"))) as shown:
        assert shown.size == (160, 120)
        assert not shown.getexif()
        likeness = ImageChops.difference(shown.convert("RGB"), SCENE.resize((160, 120)))
        assert max(ImageStat.Stat(likeness).mean) < 12
    (tmp_path / "plain.jpg").write_bytes(encoded(SCENE))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe1\x00\x08Exif\0\0")
    assert [hidden(tmp_path / name) for name in ("plain.jpg", "broken.jpg", "gone.jpg")] == [b"", b"", b""]
