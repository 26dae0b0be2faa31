from pathlib import Path

import pytest

from footprint.photos.sidecars import beside

FOLDER = Path("album")


def names(photo, *others):
    return [path.name for path in beside(FOLDER / photo, [photo, *others])]


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("IMG_1.jpg", "IMG_1.xmp"),
        ("IMG_1.jpg", "IMG_1.jpg.xmp"),
        ("IMG_1.JPG", "img_1.XMP"),
        ("IMG_1.CR2", "IMG_1.CR2.xmp"),
        ("IMG_0001.HEIC", "IMG_0001.AAE"),
        ("IMG_0001.HEIC", "IMG_O0001.AAE"),
        ("IMG_E0001.HEIC", "IMG_0001.aae"),
        ("MVI_0001.MOV", "MVI_0001.THM"),
        ("IMG_1.jpg", "IMG_1.jpg.json"),
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"),
        ("IMG_1.jpg", "IMG_1.jpg.supplemental-me.json"),
        ("IMG_1.jpg", "IMG_1.jpg.s.json"),
        ("IMG_1(1).jpg", "IMG_1.jpg(1).json"),
        ("IMG_1(1).jpg", "IMG_1.jpg.supplemental-metadata(1).json"),
        ("IMG_1(12).jpg", "IMG_1.jpg.suppl(12).json"),
        ("IMG_1-edited.jpg", "IMG_1.jpg.json"),
        ("IMG_1-edited(1).jpg", "IMG_1.jpg(1).json"),
        ("IMG_1.MP4", "IMG_1.HEIC.json"),
        ("IMG_1.MP", "IMG_1.jpg.supplemental-metadata.json"),
        ("1b2f0a1c-5d7e-4f60-9f3e-0a1b2c3d4e5f-original.jpg", "1b2f0a1c-5d7e-4f60-9f3e-0a1b2c3d4e5f-original..json"),
        ("PXL_20240601_113059123.PORTRAIT-01.COVER-kept.jpg", "PXL_20240601_113059123.PORTRAIT-01.COVER-kept..json"),
        ("IMG_1.jpg", ".picasa.ini"),
        ("IMG_1.jpg", "Picasa.ini"),
    ],
)
def test_a_sidecar_belongs_to_its_photo(photo, sidecar):
    assert names(photo, sidecar) == [sidecar]


@pytest.mark.parametrize(
    ("photo", "other"),
    [
        ("IMG_1.jpg", "IMG_2.xmp"),
        ("IMG_1.jpg", "IMG_1.png"),
        ("IMG_1.jpg", "IMG_1.json"),
        ("IMG_1.jpg", "IMG_1.jpg(1).json"),
        ("IMG_1(1).jpg", "IMG_1.jpg.json"),
        ("IMG_1(1).jpg", "IMG_1.jpg(2).json"),
        ("IMG_1.jpg", "IMG_10.jpg.json"),
        ("IMG_1.jpg", "IMG_1.jpg.notes.json"),
        ("IMG_1.jpg", "IMG_1.jpg..json"),
        ("IMG_1.jpg", "metadata.json"),
        ("IMG_1.jpg", "IMG_1.jpg.xmp.bak"),
        ("a.jpg", ".json"),
    ],
)
def test_other_files_do_not(photo, other):
    assert names(photo, other) == []


def test_several_are_named_in_order_with_their_folder():
    found = beside(FOLDER / "a.jpg", {"a.xmp", "a.jpg.json", "b.jpg", "a.jpg"})
    assert found == [FOLDER / "a.jpg.json", FOLDER / "a.xmp"]


def test_a_photo_is_not_its_own_sidecar():
    assert beside(FOLDER / "a.thm", ["a.thm"]) == []
