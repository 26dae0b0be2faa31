"""Pictures of every depth and colour: what is on them can be seen, whatever numbers they are written in."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageChops

from footprint.photos.colours import flat, usual
from footprint.photos.likeness import grey
from footprint.photos.pixels import opened
from footprint.photos.thumbnail import thumbnail

STEPS = np.linspace(0, 1, 64 * 48).reshape(48, 64)
RAMP = np.rint(STEPS * 255)


def saved(image, kind, **options):
    into = BytesIO()
    image.save(into, kind, **options)
    return into.getvalue()


def shown(data):
    with opened(data) as image:
        return np.asarray(flat(image)).astype(int)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((STEPS * 65_535).astype(np.uint16), "PNG"),
        ((STEPS * 65_535).astype(np.uint16), "TIFF"),
        ((STEPS * 65_535).astype(">u2"), "TIFF"),
        (RAMP.astype(np.int32), "TIFF"),
        ((STEPS * 65_535).astype(np.int32), "TIFF"),
        ((STEPS * (2**31 - 1)).astype(np.int32), "TIFF"),
        (STEPS.astype(np.float32), "TIFF"),
        (RAMP.astype(np.float32), "TIFF"),
        ((STEPS * 65_535).astype(np.float32), "TIFF"),
        ((STEPS * 8 - 4).astype(np.float32), "TIFF"),
    ],
)
def test_deep_greys_are_seen_as_what_they_mean(values, kind):
    data = saved(Image.fromarray(values), kind)
    assert np.abs(shown(data) - RAMP[:, :, None]).max() <= 1
    assert max(grey(data, side=32).tobytes()) > 240, "a picture is known again by a smaller copy"
    with Image.open(BytesIO(thumbnail(data, edge=32))) as small:
        assert small.convert("L").getextrema()[1] > 240


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(width=32)))
def test_no_value_makes_it_stumble(values):
    assert usual(Image.fromarray(values)).mode == "L"


def test_what_is_no_number_hides_nothing_of_the_rest():
    values = STEPS.astype(np.float32)
    values[0], values[1], values[2] = np.nan, np.inf, -np.inf
    assert np.abs(shown(saved(Image.fromarray(values), "TIFF"))[3:] - RAMP[3:, :, None]).max() <= 1


def test_inks_are_read_as_they_are_written():
    ramp = Image.fromarray(RAMP.astype(np.uint8)).convert("RGB")
    marked = saved(ramp.convert("CMYK"), "JPEG", quality=95)
    assert np.abs(shown(marked) - RAMP[:, :, None]).max() < 16
    at = marked.index(b"\xff\xee")
    other = saved(ImageChops.invert(ramp.convert("CMYK")), "JPEG", quality=95)
    unmarked = other[:at] + other[at + 2 + int.from_bytes(other[at + 2 : at + 4]) :]
    assert np.abs(shown(unmarked) - RAMP[:, :, None]).max() < 16


def test_a_picture_is_turned_as_it_is_shown_though_it_is_deep():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(Image.fromarray((STEPS * 65_535).astype(np.uint16)), "PNG", exif=exif)
    assert grey(data).size == (48, 64)
    with Image.open(BytesIO(thumbnail(data))) as small:
        assert small.size == (48, 64)
