"""The proof must refuse what is not clean, whoever made it."""

import zlib

import exifread
import pytest

from footprint.errors import Withheld
from footprint.photos import essence, proof
from footprint.photos import pixels as pixels_module
from footprint.photos.amount import SAFE, Amount
from footprint.photos.clean import clean_file
from footprint.photos.formats.jpeg import Jpeg
from footprint.photos.formats.png import Png
from footprint.photos.formats.webp import Webp
from footprint.photos.proof import Expected, displayed, prove, secrets
from footprint.photos.read import read_bytes
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    chunk,
    dms,
    exif_segment,
    jpeg,
    pixels,
    png,
    profile,
    rationals,
    riff_chunk,
    saved,
    small_jpeg,
    telling_exif,
    telling_xmp,
    tiff,
    webp,
    xmp_segment,
)
from tests.photos.stills import heif


@pytest.fixture
def files(tmp_path):
    def write(original, copy):
        (tmp_path / "original").write_bytes(original)
        (tmp_path / "copy").write_bytes(copy)
        return tmp_path / "original", tmp_path / "copy"

    return write


def expected(form, must_not_hold=(), orientation=1, amount=SAFE):
    return Expected(form, orientation, frozenset(must_not_hold), amount)


def secrets_of(data):
    stream = Stream.of(data)
    return secrets(stream, list(Jpeg().split(stream)), read_bytes(data, "photo"))


def test_names_places_serials_and_positions_are_searched_for():
    found = secrets_of(jpeg(exif_segment(telling_exif()), xmp_segment(telling_xmp())))
    assert {
        NAME.encode(),
        NAME.encode("utf-16-le"),
        NAME.encode("utf-16-be"),
        SERIAL.encode(),
        b"Thornmere",
        b"52,38.94N",
        rationals("<", *dms(HOME[0])),
        rationals("<", *dms(HOME[1])),
    } <= found
    assert not {secret for secret in found if b"Lanterna" in secret}


def test_positions_are_searched_for_in_every_spelling():
    found = secrets_of(jpeg(exif_segment(telling_exif())))
    assert {b"52.6490", b"0.6370", b"52,38.940", b"52 deg 38' 56.4", b"0\xc2\xb038'13.2"} <= found


def test_compressed_text_is_searched_too(files):
    data = png()
    told = png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(NAME.encode() * 3)), base=data)
    keeps = Amount(keep=frozenset({"description"}))
    with pytest.raises(Withheld, match="still stands somewhere"):
        prove(*files(data, told), expected(Png(), {NAME.encode()}, amount=keeps))
    prove(*files(data, told), expected(Png(), {b"nowhere"}, amount=keeps))


def test_what_is_too_short_or_empty_is_not_searched_for():
    data = jpeg(exif_segment(tiff({0x013B: (2, b"Ros\0")}, gps={2: (5, b"\0" * 24)})))
    assert secrets_of(data) == set()


def test_a_block_that_two_readers_understand_differently_is_doubtful(monkeypatch):
    data = jpeg(exif_segment(telling_exif(orientation=6)))
    stream = Stream.of(data)
    blocks = list(Jpeg().split(stream))
    assert displayed(stream, blocks, Jpeg()) == 6
    assert displayed(stream, blocks[:2], Jpeg()) == 1
    monkeypatch.setattr(pixels_module, "orientation", lambda _: 1)
    with pytest.raises(Withheld, match="cannot be told how the picture is to be turned"):
        displayed(stream, blocks, Jpeg())


def test_the_second_reader_of_orientation():
    assert pixels_module.orientation(tiff({0x0112: (3, b"\6\0")})) == 6
    assert pixels_module.orientation(tiff({0x0112: (3, b"\6\0\1\0")})) == 6
    assert pixels_module.orientation(tiff({0x0112: (3, b"\x63\0")})) == 1
    assert pixels_module.orientation(tiff()) == 1
    assert pixels_module.orientation(b"nonsense that is no EXIF block") == 0


def test_a_good_copy_passes(files):
    prove(*files(jpeg(exif_segment(telling_exif())), small_jpeg()), expected(Jpeg(), {b"nowhere"}))


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (jpeg(exif_segment(telling_exif())), "left in the copy: EXIF"),
        (small_jpeg()[:-2], "could not be read again"),
        (png(), "could not be read again: PNG"),
        (jpeg(exif_segment(tiff({0x0112: (3, b"\3\0")}))), "not be turned the same way"),
        (
            jpeg(exif_segment(tiff({0x0100: (4, b"\1\0\0\0")}))),
            "A second reader still finds something in the copy: Image",
        ),
        (small_jpeg(quality=20), "same picture"),
        (small_jpeg(icc_profile=profile()), "same picture"),
    ],
)
def test_a_bad_copy_does_not(files, copy, reason):
    with pytest.raises(Withheld, match=reason):
        prove(*files(small_jpeg(), copy), expected(Jpeg(), set()))


def test_bytes_that_should_be_gone_are_found_in_the_picture_itself(files):
    data = small_jpeg()
    with pytest.raises(Withheld, match="still stands somewhere"):
        prove(*files(data, data), expected(Jpeg(), {data[300:310]}))


def test_a_second_reader_that_fails_proves_nothing(files, monkeypatch):
    def fail(*_, **__):
        raise ValueError("surprise")

    monkeypatch.setattr(proof.exifread, "process_file", fail)
    with pytest.raises(Withheld, match="could not read the copy"):
        prove(*files(small_jpeg(), small_jpeg()), expected(Jpeg(), set()))


def test_a_disk_that_fails_is_no_proof_either(files, monkeypatch):
    def fail(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(proof.exifread, "process_file", fail)
    with pytest.raises(OSError, match="Input/output"):
        prove(*files(small_jpeg(), small_jpeg()), expected(Jpeg(), set()))


def test_what_only_pillow_sees_is_enough(files, monkeypatch):
    """As if our reader and exifread were blind."""
    monkeypatch.setattr(proof, "_own_reader", lambda *_: None)
    monkeypatch.setattr(proof, "_second_reader", lambda *_: None)
    data = saved(pixels(), "PNG")
    for told in (
        chunk(b"tEXt", b"Author\0Ros"),
        chunk(b"eXIf", telling_exif()),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + telling_xmp()),
    ):
        with pytest.raises(Withheld, match="second reader still finds"):
            prove(*files(data, png(told, base=data)), expected(Png(), set()))
    turned = png(chunk(b"eXIf", tiff({0x0112: (3, b"\6\0")})), base=data)
    with pytest.raises(Withheld, match="turned the same way"):
        prove(*files(data, turned), expected(Png(), set()))


def test_a_copy_that_can_be_decoded_no_more_is_refused(files):
    data = png()
    broken = data[:60] + b"\0\0\0\0" + data[64:]
    with pytest.raises(Withheld, match="same picture"):
        prove(*files(data, broken), expected(Png(), set()))


def test_a_picture_that_no_decoder_shows_is_the_same_if_all_of_it_is(files):
    header = png()[:29] + b"\0\0\0\0" + png()[33:]
    prove(*files(png(chunk(b"tEXt", b"Author\0Ros"), base=header), header), expected(Png(), set()))
    with pytest.raises(Withheld, match="left in the copy"):
        prove(*files(header, png(chunk(b"tEXt", b"Author\0Ros"), base=header)), expected(Png(), set()))


def test_a_picture_that_only_the_copy_does_not_show_is_refused(files, monkeypatch):
    """As if the essence did not tell."""
    monkeypatch.setattr(proof, "_same_essence", lambda *_: None)
    header = png()[:29] + b"\0\0\0\0" + png()[33:]
    with pytest.raises(Withheld, match="cannot be shown that the picture stays the same"):
        prove(*files(png(), header), expected(Png(), set()))


@pytest.mark.parametrize(
    ("form", "bare", "told"),
    [
        (Png(), png(), png(trailer=b"behind")),
        (Png(), png(), png(chunk(b"prVt", b"x"))),
        (Webp(), webp(), webp(riff_chunk(b"nobd", b"x"))),
        (Webp(), webp(), webp(trailer=b"behind")),
    ],
)
def test_what_no_decoder_uses_is_found_by_its_name_alone(files, monkeypatch, form, bare, told):
    """As if our reader and exifread were blind."""
    monkeypatch.setattr(proof, "_own_reader", lambda *_: None)
    monkeypatch.setattr(proof, "_second_reader", lambda *_: None)
    prove(*files(bare, bare), expected(form, set()))
    with pytest.raises(Withheld, match="second reader still finds"):
        prove(*files(bare, told), expected(form, set()))


def test_pictures_of_which_no_essence_is_known_are_compared_as_they_are_shown(files, monkeypatch):
    monkeypatch.setattr(essence, "_PIECES", {})
    monkeypatch.setattr(essence, "_BESIDES", {})
    turned = saved(pixels().rotate(90, expand=True), "PNG")
    prove(*files(saved(pixels(), "PNG"), png()), expected(Png(), set()))
    with pytest.raises(Withheld, match="same picture"):
        prove(*files(png(), turned), expected(Png(), set()))
    with pytest.raises(Withheld, match="same colour profile"):
        prove(*files(png(), saved(pixels(), "PNG", icc_profile=profile())), expected(Png(), set()))
    data = png()
    broken = data[:60] + b"\0\0\0\0" + data[64:]
    with pytest.raises(Withheld, match="could not be decoded"):
        prove(*files(broken, broken), expected(Png(), set()))


def test_an_exif_block_of_a_heic_without_jpegs_header_is_read_all_the_same(tmp_path):
    (tmp_path / "a.heic").write_bytes(heif(exif=telling_exif()))
    (tmp_path / "out").mkdir()
    with pytest.raises(AssertionError), (tmp_path / "a.heic").open("rb") as file:
        exifread.process_file(file, details=False)
    result = clean_file(tmp_path / "a.heic", tmp_path / "out", amount=Amount(places_only=True))
    assert result.verified, result.problem
    assert not {"gps", "place"}.intersection(result.kept)
    assert "owner" in result.kept
