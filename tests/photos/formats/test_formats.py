from footprint.photos import Cleanable, all_formats, format_of
from footprint.photos.formats.tiff import Tiff
from footprint.photos.stream import Stream
from tests.photos.samples import png, small_jpeg, telling_exif, webp


def test_every_format_has_a_name_of_its_own():
    names = [form.name for form in all_formats()]
    assert sorted(names) == [
        "AAE",
        "AVI",
        "AVIF",
        "BMP",
        "HEIC",
        "JPEG",
        "JPEG 2000",
        "MKV",
        "MOV",
        "MP4",
        "PDF",
        "PNG",
        "Picasa",
        "SVG",
        "TIFF",
        "Takeout JSON",
        "WebP",
        "XMP",
    ]


def test_no_head_belongs_to_two_formats():
    for head in (small_jpeg()[:512], png()[:512], webp()[:512], telling_exif()[:512], telling_exif(">")[:512]):
        assert sum(form.matches(head) for form in all_formats()) == 1


def test_copies_are_made_of_three_formats():
    assert {form.name for form in all_formats() if isinstance(form, Cleanable)} == {"JPEG", "PNG", "WebP"}


def test_a_tiff_file_is_one_exif_block():
    block = telling_exif()
    assert type(format_of(block)) is Tiff
    (whole,) = Tiff().split(Stream.of(block))
    assert (whole.offset, whole.length) == (0, len(block))
