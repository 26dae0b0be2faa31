"""Where faces are, with the network that lies in a package of the extra."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from footprint.photos.look import faces as looked

SOMEBODY = Path(__file__).parents[3] / "sample_data" / "photos" / "Friends" / "IMG_2233.jpg"
FACE = (380, 340, 580, 540)
"""Around the drawn face in that picture."""

SHAPE = (2400, 3200)


def crowd(*people):
    """A picture with drawn people, each so many pixels wide, at these places."""
    np = pytest.importorskip("numpy")
    drawn = Image.open(SOMEBODY).convert("RGB").crop(FACE)
    pixels = np.full((*SHAPE, 3), 150, np.uint8)
    for left, top, wide in people:
        pixels[top : top + wide, left : left + wide] = np.asarray(drawn.resize((wide, wide)))
    return pixels


@pytest.mark.parametrize("wide", [200, 320, 600])
@pytest.mark.parametrize("place", [(60, 40), (2500, 1700), (1300, 900)])
@pytest.mark.usefixtures("extra")
def test_a_face_is_boxed_where_it_is(wide, place):
    (box,) = looked.faces(crowd((*place, wide)))
    assert place[0] <= (box.left + box.right) / 2 <= place[0] + wide
    assert place[1] <= (box.top + box.bottom) / 2 <= place[1] + wide
    assert box.height < wide


@pytest.mark.usefixtures("extra")
def test_what_is_doubtful_is_looked_at_again_and_kept_only_when_sure(monkeypatch):
    pixels = crowd((300, 300, 300), (1500, 900, 400))
    usual = looked.faces(pixels)
    monkeypatch.setattr(looked, "_CERTAIN", 1.1)  # so that everything is doubtful
    again = looked.faces(pixels)
    assert len(usual) == len(again) == 2
    assert all(looked._shared(_area(a), _area(b)) > 0.5 for a, b in zip(usual, again, strict=True))
    monkeypatch.setattr(looked, "_SURE", 1.1)
    assert looked.faces(pixels) == []


@pytest.mark.usefixtures("extra")
def test_more_doubtful_ones_than_fit_into_a_batch_are_all_looked_at(monkeypatch):
    places = [(100 + 600 * column, 100 + 560 * row, 400) for row in range(4) for column in range(5)]
    monkeypatch.setattr(looked, "_CERTAIN", 1.1)
    assert len(places) > looked._BATCH
    assert len(looked.faces(crowd(*places))) == len(places)


@pytest.mark.usefixtures("extra")
def test_the_network_takes_any_number_of_pictures_of_any_size():
    (shown,) = looked._network().get_inputs()
    assert [isinstance(size, int) for size in shown.shape] == [False, True, False, False]


@given(
    st.tuples(st.floats(-50, 400), st.floats(-50, 400), st.floats(1, 500), st.floats(1, 500)),
    st.integers(1, 400),
    st.integers(1, 400),
)
@settings(deadline=None)
def test_what_is_looked_at_again_lies_in_the_picture(place, height, width):
    left, top, wide, high = place
    x, y, right, bottom = looked._square((left, top, left + wide, top + high), height, width)
    assert 0 <= x < right <= width
    assert 0 <= y < bottom <= height
    assert right - x == bottom - y


def _area(box):
    return (box.left, box.top, box.right, box.bottom)


@pytest.mark.parametrize(
    "model", [b"", b"\x08\x04\x12\x07", b"\x08\x09" + b"\n\x02\x08\n\n\x02\x08\x03\n\x02\x08 \n\x02\x08 "]
)
def test_a_network_that_is_written_otherwise_is_taken_as_it_is(model):
    assert looked._freed(model) == model
