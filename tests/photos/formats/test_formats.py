from footprint.photos import Cleanable, all_formats, format_of
from footprint.photos.formats.tiff import Tiff
from footprint.photos.stream import Stream
from tests.photos.samples import png, small_jpeg, telling_exif, webp


def test_every_format_has_a_name_of_its_own():
    names = [form.name for form in all_formats()]
    assert sorted(names) == [
        *("AAE", "ARW", "AVI", "AVIF", "BMP", "CR2", "CR3", "CRW", "DNG", "GIF", "HEIC", "JPEG", "JPEG 2000"),
        *("JPEG XL", "MKV", "MOV", "MP4", "NEF", "ORF", "PDF", "PEF", "PNG", "Picasa", "RAF", "RW2", "SRW", "SVG"),
        *("TIFF", "Takeout JSON", "WebP", "XMP"),
    ]


def test_no_head_belongs_to_two_formats():
    for head in (small_jpeg()[:512], png()[:512], webp()[:512], telling_exif()[:512], telling_exif(">")[:512]):
        assert sum(form.matches(head) for form in all_formats()) == 1


def test_of_which_formats_copies_are_made():
    assert {form.name for form in all_formats() if isinstance(form, Cleanable)} == {
        *("AVIF", "GIF", "HEIC", "JPEG", "JPEG XL", "MOV", "MP4", "PNG", "TIFF", "WebP"),
    }


def test_a_tiff_file_is_one_exif_block_and_what_lies_inside():
    block = telling_exif()
    assert type(format_of(block)) is Tiff
    whole, *inner = Tiff().split(Stream.of(block))
    assert (whole.offset, whole.length, whole.inner) == (0, len(block), False)
    assert all(part.inner and part.end <= len(block) for part in inner)
