import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.photos.deflated import BARE, GZIP, ZLIB, inflated


def packed(content, header=ZLIB):
    machine = zlib.compressobj(wbits=header)
    return machine.compress(content) + machine.flush()


@pytest.mark.parametrize("header", [ZLIB, GZIP, BARE])
@pytest.mark.parametrize("length", [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 300_000])
def test_what_was_packed_is_unpacked(header, length):
    found = inflated(packed(bytes(length), header), 1 << 20, header)
    assert found == (bytes(length), False, False)
    assert found.sound == bytes(length)


@given(st.binary(max_size=2000), st.integers(0, 2500))
def test_never_more_than_was_asked_for(content, cap):
    found = inflated(packed(content), cap)
    assert found.content == content[:cap]
    assert not found.damaged
    assert found.more or cap >= len(content)


def test_damaged_streams_are_unpacked_as_far_as_they_go():
    whole = packed(b"abc" * 100_000)
    cut = inflated(whole[:-30], 1 << 20)
    assert cut.content.startswith(b"abc")
    assert not cut.damaged
    spoiled = inflated(whole[:-4] + b"\0\0\0\0", 1 << 20)
    assert spoiled.damaged
    assert spoiled.sound is None
    assert len(spoiled.content) == 1 << 18
    assert inflated(b"nothing", 10) == (b"", True, False)
    assert inflated(b"", 10) == (b"", False, False)
