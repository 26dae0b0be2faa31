"""What a decoder is given: the same in a good copy, different in every other."""

import re
import struct
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence, UnidentifiedImageError

from footprint.errors import Unreadable, Withheld
from footprint.photos import essence
from footprint.photos.amount import SAFE, parts
from footprint.photos.clean import clean_file
from footprint.photos.formats.jpeg import Jpeg
from footprint.photos.formats.png import Png
from footprint.photos.formats.webp import Webp
from footprint.photos.proof import Expected, prove
from footprint.photos.stream import Stream
from tests.photos.multipictures import APPLE, GAINS, NUMBERS, gain_map, indexed
from tests.photos.samples import (
    chunk,
    exif_segment,
    iptc_segment,
    jpeg,
    pixels,
    png,
    profile,
    riff_chunk,
    saved,
    segment,
    small_jpeg,
    telling_exif,
    telling_iptc,
    telling_xmp,
    webp,
    xmp_segment,
)

ICC = profile()
FORMS = {"JPEG": Jpeg(), "PNG": Png(), "WebP": Webp()}
FRAMES = [pixels(shade=shade, mode="RGBA") for shade in (0, 90, 180)]
JPEGS = {
    "plain": small_jpeg(),
    "progressive": small_jpeg(progressive=True),
    "restarts": small_jpeg(restart_marker_blocks=1),
    "profile": small_jpeg(icc_profile=ICC),
    "print": saved(pixels(mode="CMYK"), "JPEG"),
    "grey": saved(pixels(mode="L"), "JPEG"),
    "sampled": small_jpeg(subsampling=0, quality=30, optimize=True),
    "kept colours": saved(pixels(), "JPEG", keep_rgb=True),
}
PNGS = {
    "plain": saved(pixels(), "PNG"),
    "alpha": saved(pixels(mode="RGBA"), "PNG"),
    "palette": saved(pixels().convert("P"), "PNG", transparency=3),
    "bits": saved(pixels(mode="L").convert("1"), "PNG"),
    "deep": saved(pixels(mode="L").convert("I;16"), "PNG"),
    "profile": saved(pixels(), "PNG", icc_profile=ICC),
    "animated": saved(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:], duration=50),
}
WEBPS = {
    "plain": saved(pixels(), "WEBP"),
    "lossless": saved(pixels(mode="RGBA"), "WEBP", lossless=True),
    "alpha": saved(pixels(mode="RGBA"), "WEBP"),
    "profile": saved(pixels(), "WEBP", icc_profile=ICC),
    "animated": saved(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:], duration=50),
}
ALL = [(form, data) for form, many in (("JPEG", JPEGS), ("PNG", PNGS), ("WebP", WEBPS)) for data in many.values()]
TOLD = {
    "JPEG": lambda data: jpeg(
        exif_segment(telling_exif()),
        xmp_segment(telling_xmp()),
        b"garbage",
        segment(0xE7, b"nobody knows"),
        iptc_segment(telling_iptc()),
        segment(0xFE, b"Ring the bell twice"),
        base=data,
        trailer=jpeg(exif_segment(telling_exif())),
    ),
    "PNG": lambda data: png(
        chunk(b"eXIf", telling_exif()), chunk(b"tEXt", b"Author\0Ros"), chunk(b"prVt", b"x"), base=data, trailer=b"more"
    ),
    "WebP": lambda data: (
        webp(riff_chunk(b"EXIF", telling_exif()), riff_chunk(b"nobd", b"x"), flags=8, base=data)
        if data[12:16] == b"VP8X"
        else data + b""
    ),
}


def digest(data, form):
    return b"".join(essence._PIECES[form](Stream.of(data)))


def decoded(data):
    with Image.open(BytesIO(data)) as image:
        frames = ImageSequence.Iterator(image) if image.format != "MPO" else [image]
        shown = [(f.mode, f.size, f.info.get("duration"), f.convert("RGBA").tobytes()) for f in frames]
        return shown, image.info.get("icc_profile")


@pytest.fixture
def proven(tmp_path):
    """Holds a copy against its original, as cleaning does."""

    def run(original, copy, form):
        (tmp_path / "original").write_bytes(original)
        (tmp_path / "copy").write_bytes(copy)
        prove(tmp_path / "original", tmp_path / "copy", Expected(FORMS[form], 1, frozenset(), SAFE))

    return run


def cleaned(data, form):
    stream, into = Stream.of(data), BytesIO()
    FORMS[form].join(stream, parts(stream, list(FORMS[form].split(stream)), SAFE), into)
    return into.getvalue()


# --- the same --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("form", "data"), ALL)
def test_it_is_the_same_with_and_without_what_tells(form, data):
    told = TOLD[form](data)
    copy = cleaned(told, form)
    assert digest(told, form) == digest(data, form) == digest(copy, form)
    assert decoded(copy) == decoded(data)


def test_it_is_known_of_these_formats():
    assert all(essence.known(form) for form in FORMS)
    assert not essence.known("BMP")


def test_a_file_gives_a_hash(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(small_jpeg())
    before = essence.digest(path, "JPEG")
    path.write_bytes(jpeg(exif_segment(telling_exif())))
    assert essence.digest(path, "JPEG") == before
    path.write_bytes(small_jpeg(quality=20))
    assert essence.digest(path, "JPEG") != before


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ALL), st.data())
def test_where_it_is_equal_so_are_the_pixels(case, draw):
    """Whatever is done to a file: if the essence did not change, the picture did not either."""
    form, data = case
    at = draw.draw(st.integers(0, len(data) - 1))
    cut = draw.draw(st.integers(0, 3))
    put = draw.draw(st.binary(max_size=4))
    changed = data[:at] + put + data[at + cut :]
    try:
        same = digest(changed, form) == digest(data, form)
    except Unreadable:
        return
    if same:
        with suppress(UnidentifiedImageError):  # Pillow skips less garbage than other decoders, and then shows nothing
            assert decoded(changed) == decoded(data)


@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "png"])
def test_copies_of_real_files_show_the_same(real, tmp_path, suffix):
    for number, source in enumerate(sorted(real.rglob(f"*.{suffix}"))):
        copy = clean_file(source, tmp_path, name=Path(f"{number}.{suffix}")).copy
        if copy is None or source.stat().st_size > 400_000:
            continue
        assert as_shown(source) == as_shown(Path(copy)), source.name


def as_shown(path):
    """None for a picture that no decoder shows: a few were made so."""
    with suppress(UnidentifiedImageError):
        return decoded(path.read_bytes())


# --- different -------------------------------------------------------------------------------------------------------
def segments(data):
    """(marker, where it begins, how long it is) of each segment before the data."""
    at = 2
    while data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], at, length
        at += length


def without(data, marker):
    found = next((at, length) for kind, at, length in segments(data) if kind == marker)
    return data[: found[0]] + data[found[0] + found[1] :]


def flipped(data, at):
    return data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]


ADOBE = saved(pixels(mode="CMYK"), "JPEG")


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        (JPEGS["plain"], without(JPEGS["plain"], 0xDB)),
        (JPEGS["plain"], without(JPEGS["plain"], 0xC4)),
        (JPEGS["plain"], without(JPEGS["plain"], 0xE0)),
        (JPEGS["profile"], without(JPEGS["profile"], 0xE2)),
        (ADOBE, without(ADOBE, 0xEE)),
        (JPEGS["restarts"], without(JPEGS["restarts"], 0xDD)),
        (JPEGS["plain"], JPEGS["progressive"]),
        (JPEGS["plain"], JPEGS["grey"]),
        (JPEGS["restarts"], re.sub(rb"\xff[\xd0-\xd7]", b"", JPEGS["restarts"])),
        (indexed([gain_map(telling=False)]), small_jpeg()),
        (indexed([gain_map(GAINS, NUMBERS, telling=False)]), indexed([gain_map(GAINS, telling=False)])),
        (
            indexed([gain_map(telling=False)]),
            indexed([gain_map(GAINS.replace(b'Max="2.75"', b'Max="2.5"'), telling=False)]),
        ),
        (
            indexed([gain_map(APPLE, telling=False)]),
            indexed([gain_map(APPLE.replace(b"65536", b"65537"), telling=False)]),
        ),
    ],
)
def test_a_copy_that_lacks_what_a_decoder_uses_is_refused(proven, original, copy):
    proven(original, original, "JPEG")
    with pytest.raises(Withheld, match=r"same picture|turned|could not"):
        proven(original, copy, "JPEG")
    with pytest.raises(Withheld):
        proven(copy, original, "JPEG")


@pytest.mark.parametrize(("form", "data"), ALL)
def test_every_byte_of_it_counts(form, data):
    """Each byte of a small picture, but for those that are known not to matter."""
    free = set()
    if form == "JPEG" and data[6:10] == b"JFIF":
        free = {18, 19}  # the size of a thumbnail that is not there
    if form == "WebP":
        free = {4, 5, 6, 7}  # the file's size
        if data[12:16] == b"VP8X":
            free |= {20, 21, 22, 23}  # flags of metadata, and three bytes without a meaning
        free |= {at for at in (data.find(b"VP8 ") - 1, len(data) - 1) if data[at] == 0}  # padding
    before = digest(data, form)
    for at in range(0, len(data), 7 if len(data) > 2000 else 1):
        if at in free:
            continue
        try:
            assert digest(flipped(data, at), form) != before, at
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("form", "data", "reason"),
    [
        ("JPEG", b"", "no JPEG"),
        ("JPEG", small_jpeg()[:-2], "end is missing"),
        ("JPEG", small_jpeg()[:30], "has no length"),
        ("JPEG", b"\xff\xd8", "end is missing"),
        ("JPEG", b"\xff\xd8\xff\xd9", "no picture"),
        ("JPEG", b"\xff\xd8\xff\xe1\0\1", "has no length"),
        ("JPEG", jpeg(b"\xff\xd8"), "no decoder knows"),
        ("JPEG", jpeg(segment(0xF3, b"reserved")), "no decoder knows"),
        ("JPEG", b"\xff\xd8" + b"\xff\xd0" * 50_000, "more segments"),
        ("PNG", b"", "no PNG"),
        ("PNG", png()[:-12], "end is missing"),
        ("PNG", png()[:-1], "end is missing"),
        ("PNG", png()[:8] + chunk(b"prVt", b"") * 200_000, "more chunks"),
        ("WebP", b"", "no WebP"),
        ("WebP", webp()[:-9], "cut off"),
        ("WebP", b"RIFF\x10\0\0\0WEBPVP8X\4\0\0\0\0\0\0\0", "too short"),
        ("WebP", b"RIFF\4\x6a\x18\0WEBP" + riff_chunk(b"nobd", b"") * 200_001, "more chunks"),
    ],
)
def test_what_makes_no_sense_is_said(form, data, reason):
    with pytest.raises(Unreadable, match=reason):
        digest(data, form)


def test_markers_without_a_segment_and_garbage_are_passed_over_as_decoders_do():
    odd = jpeg(b"\xff\xd3", b"garbage\xff\0more", b"\xff\xff\xff" + segment(0xFE, b"fill")[1:])
    assert digest(odd, "JPEG") == digest(small_jpeg(), "JPEG")
    assert decoded(odd) == decoded(small_jpeg())


def test_short_headers_are_told_from_whole_ones():
    bare = b"\xff\xd8" + small_jpeg()[20:]
    whole = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + bare[2:]
    short = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0") + bare[2:]
    assert len({digest(data, "JPEG") for data in (bare, whole, short)}) == 3


def test_pictures_behind_the_first_that_are_no_gain_maps_do_not_count():
    others = b"\xff\xd8\xff\xe1\0\1" + gain_map()[:-2] + small_jpeg() + b"\xff\xd8\xff"
    assert digest(jpeg(trailer=others), "JPEG") == digest(small_jpeg(), "JPEG")


def test_no_more_pictures_behind_the_first_are_looked_at_than_any_file_has():
    many = b"\xff\xd8\xff" * 300 + gain_map()
    assert digest(jpeg(trailer=many), "JPEG") == digest(small_jpeg(), "JPEG")


def test_unknown_chunks_that_a_decoder_must_understand_count():
    assert digest(png(chunk(b"CgBI", b"\0\0")), "PNG") != digest(png(), "PNG")


def test_a_large_scan_is_read_in_pieces():
    data = small_jpeg()
    at = data.index(b"\xff\xda") + 2
    at += struct.unpack(">H", data[at : at + 2])[0]
    for room in (essence.jpeg._PIECE - 1, essence.jpeg._PIECE, essence.jpeg._PIECE * 2 + 5):
        long = data[:at] + b"\x55" * (room - 1) + b"\xff\x00" + b"\x55" * 10 + b"\xff\xd9"
        assert digest(long, "JPEG").endswith(long[at:])


def large(width, height):
    """A JPEG that says it is of a size, whatever it is."""
    data = jpeg(exif_segment(telling_exif()), base=small_jpeg())
    at = data.rindex(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def test_a_picture_too_large_to_be_decoded_is_cleaned_and_proven(tmp_path):
    before = Image.MAX_IMAGE_PIXELS
    (tmp_path / "a.jpg").write_bytes(large(16_320, 12_240))
    result = clean_file(tmp_path / "a.jpg", tmp_path, name=Path("b.jpg"))
    assert (result.problem, result.verified) == (None, True)
    (tmp_path / "c.jpg").write_bytes(large(40_000, 40_000))
    assert "too many pixels" in str(clean_file(tmp_path / "c.jpg", tmp_path, name=Path("d.jpg")).problem)
    assert before == Image.MAX_IMAGE_PIXELS


def test_a_damaged_picture_gets_a_copy_that_is_as_damaged(tmp_path):
    data = small_jpeg()
    at = len(data) - 60
    (tmp_path / "a.jpg").write_bytes(TOLD["JPEG"](data[:at] + b"\x11\x22\x33" + data[at + 30 :]))
    result = clean_file(tmp_path / "a.jpg", tmp_path, name=Path("b.jpg"))
    assert (result.problem, result.verified) == (None, True)


@given(st.lists(st.binary(max_size=4)), st.lists(st.binary(max_size=4)))
def test_the_same_bytes_are_the_same_however_they_are_cut(one, other):
    pairs = list(essence._side_by_side(iter(one), iter(other)))
    assert all(mine == theirs for mine, theirs in pairs) == (b"".join(one) == b"".join(other))


def test_a_file_that_makes_no_sense_at_its_end_is_the_same_as_none():
    whole = small_jpeg()
    assert essence.same(Stream.of(whole), Stream.of(whole), "JPEG")
    with pytest.raises(Unreadable):
        essence.same(Stream.of(whole[:-2]), Stream.of(whole[:-2]), "JPEG")
