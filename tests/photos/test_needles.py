"""Looking for many byte strings at once: nothing that is there is missed."""

from hypothesis import given
from hypothesis import strategies as st

from footprint.photos.needles import Needles
from footprint.photos.stream import LARGEST_WINDOW, Stream

_FEW_BYTES = st.binary(max_size=400).map(lambda raw: bytes(byte % 5 for byte in raw))
_SOME = st.lists(st.binary(max_size=9).map(lambda raw: bytes(byte % 5 for byte in raw)), max_size=6)


def _direct(needles, data):
    return any(needle in data for needle in needles if needle)


@given(_SOME, _FEW_BYTES)
def test_the_answer_is_that_of_one_search_after_the_other(needles, data):
    assert Needles(needles).are_in(data) == _direct(needles, data)


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=6), st.binary(max_size=200), st.data())
def test_what_is_put_in_is_found(needles, data, draw):
    at = draw.draw(st.integers(0, len(data)))
    assert Needles(needles).are_in(data[:at] + draw.draw(st.sampled_from(needles)) + data[at:])


def test_of_many_runs_that_look_like_it_the_last_is_looked_into():
    data = b"abc\xff" * 1000
    assert not Needles([b"cba"]).are_in(data)
    assert Needles([b"cba"]).are_in(data + b"cba")


def test_what_lies_across_two_pieces_of_a_file_is_found():
    needle = b"Quillfeather"
    for shift in range(len(needle) + 1):
        data = b"\xff" * (LARGEST_WINDOW - shift) + needle + b"\xff" * 9
        assert Needles([needle, b"0123456789"]).are_in_any_of(Stream.of(data))


def test_without_needles_nothing_is_found():
    assert not Needles([]).are_in(b"anything")
    assert not Needles([b""]).are_in_any_of(Stream.of(b"anything"))
