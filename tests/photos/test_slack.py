"""What someone put into the parts of a picture themselves: behind what a decoder takes of them."""

import io

import pytest
from PIL import Image

from footprint.photos.clean import clean_file
from tests.photos.samples import NAME, chunk, pixels, png, riff_chunk, saved, segment, small_jpeg

SECRET = NAME.encode()
_PNG = {
    b"gAMA": b"\0\0\xb1\x8f",
    b"cHRM": bytes(32),
    b"sRGB": b"\0",
    b"pHYs": bytes(9),
    b"sBIT": b"\x08\x08\x08",
    b"cICP": b"\1\x0d\0\1",
    b"mDCV": bytes(24),
    b"cLLI": bytes(8),
    b"tRNS": bytes(256),
}


@pytest.fixture
def cleaned(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()

    def run(data, name):
        source = tmp_path / "in" / name
        source.write_bytes(data)
        result = clean_file(source, tmp_path / "out")
        return result, (tmp_path / "out" / name).read_bytes() if result.copy else b""

    return run


def shown(data):
    with Image.open(io.BytesIO(data)) as image:
        return [frame.convert("RGBA").tobytes() for frame in _frames(image)]


def _frames(image):
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        yield image


@pytest.mark.parametrize("name", _PNG)
def test_a_png_chunk_longer_than_what_is_taken_of_it_goes(cleaned, name):
    data = png(chunk(name, _PNG[name] + SECRET))
    result, copy = cleaned(data, "a.png")
    assert result.verified, result.problem
    assert SECRET not in copy
    assert shown(copy) == shown(png())


@pytest.mark.parametrize("name", [name for name in _PNG if name != b"tRNS"])
def test_a_png_chunk_as_long_as_it_should_be_stays(cleaned, name):
    data = png(chunk(name, _PNG[name]))
    _, copy = cleaned(data, "a.png")
    assert copy == data


def test_what_stands_in_the_chunk_that_ends_a_png_goes(cleaned):
    result, copy = cleaned(png()[:-12] + chunk(b"IEND", SECRET), "a.png")
    assert result.verified, result.problem
    assert copy == png()


def test_a_png_that_goes_on_where_it_had_ended_is_withheld(cleaned):
    data = png()[:-12] + chunk(b"tEXt", b"Title\0x") + chunk(b"IDAT", SECRET) + png()[-12:]
    result, _ = cleaned(data, "a.png")
    assert "goes on where it had ended" in result.problem


def webp_of(*chunks):
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def webp_chunks(data):
    at = 12
    while at < len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def test_the_header_and_the_animation_of_a_webp_are_cut_to_what_is_taken_of_them(cleaned):
    plain = saved(pixels(), "WEBP", save_all=True, append_images=[pixels(shade=90)], duration=100)
    longer = {b"VP8X": SECRET, b"ANIM": SECRET}
    data = webp_of(*(riff_chunk(name, body + longer.get(name, b"")) for name, body in webp_chunks(plain)))
    result, copy = cleaned(data, "a.webp")
    assert result.verified, result.problem
    assert SECRET not in copy
    assert list(webp_chunks(copy)) == list(webp_chunks(plain))


def test_a_second_picture_beside_the_one_that_a_webp_shows_goes(cleaned):
    plain = saved(pixels(), "WEBP", icc_profile=b"", lossless=True)
    (picture,) = webp_chunks(plain)
    header = riff_chunk(b"VP8X", bytes(4) + (47).to_bytes(3, "little") + (31).to_bytes(3, "little"))
    data = webp_of(header, riff_chunk(*picture), riff_chunk(b"VP8L", SECRET))
    result, copy = cleaned(data, "a.webp")
    assert result.verified, result.problem
    assert SECRET not in copy
    assert shown(copy) == shown(plain)


_UNSOUND = {
    "Huffman codes": (0xC4, b"\x13" + bytes(7) + b"\1" + bytes(8) + b"x"),
    "quantisation": (0xDB, b"\3" + b"\1" * 64),
    "restarts": (0xDD, b"\0\0"),
    "height": (0xDC, b"\0\x20"),
    "arithmetic coding": (0xCC, b"\0\1"),
}


def before_the_scan(data, more):
    at = data.index(b"\xff\xda")
    return data[:at] + more + data[at:]


@pytest.mark.parametrize("kind", _UNSOUND)
def test_a_jpeg_segment_longer_than_what_it_says_is_in_it_is_withheld(cleaned, kind):
    marker, body = _UNSOUND[kind]
    sound, _ = cleaned(before_the_scan(small_jpeg(), segment(marker, body)), "a.jpg")
    assert sound.verified, sound.problem
    result, _ = cleaned(before_the_scan(small_jpeg(), segment(marker, body + SECRET)), "b.jpg")
    assert "longer or shorter" in result.problem


def test_a_jpeg_frame_or_scan_longer_than_its_components_is_withheld(cleaned):
    data = small_jpeg()
    for number, marker in enumerate((b"\xff\xc0", b"\xff\xda")):
        at = data.index(marker)
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        longer = marker + (length + len(SECRET)).to_bytes(2, "big") + data[at + 4 : at + 2 + length] + SECRET
        result, _ = cleaned(data[:at] + longer + data[at + 2 + length :], f"{number}.jpg")
        assert "longer or shorter" in result.problem
