import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import Unreadable
from footprint.photos.vocabularies import cbor
from tests.photos.samples import encoded


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x17", 23),
        (b"\x18\x64", 100),
        (b"\x19\x03\xe8", 1000),
        (b"\x1a\x00\x0f\x42\x40", 1_000_000),
        (b"\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00", 1_000_000_000_000),
        (b"\x20", -1),
        (b"\x38\x63", -100),
        (b"\xf9\x3c\x00", 1.0),
        (b"\xfa\x47\xc3\x50\x00", 100_000.0),
        (b"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a", 1.1),
        (b"\xf4", False),
        (b"\xf5", True),
        (b"\xf6", None),
        (b"\xf7", None),
        (b"\xf0", 16),
        (b"\x43abc", b"abc"),
        (b"\x63abc", "abc"),
        (b"\x5f\x41a\x41b\xff", b"ab"),
        (b"\x7f\x61a\x61b\xff", "ab"),
        (b"\x83\x01\x02\x03", [1, 2, 3]),
        (b"\x9f\x01\x02\xff", [1, 2]),
        (b"\xa1\x61a\x01", {"a": 1}),
        (b"\xa1\x18\x21\x01", {"33": 1}),
        (b"\xbf\x61a\x01\xff", {"a": 1}),
        (b"\xc0\x63abc", "abc"),
    ],
)
def test_what_each_kind_of_item_is(data, expected):
    assert cbor.loads(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x18",
        b"\x63ab",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x9f\x01",
        b"\xbf\x61a\x01",
        b"\x1f",
        b"\x5f\x41a",
        b"\x81" * 100,
        b"\xc0" * 100,
        b"\x9f" + b"\x01" * 30_000 + b"\xff",
    ],
)
def test_what_is_cut_off_too_deep_or_too_long_is_refused(data):
    with pytest.raises(Unreadable):
        cbor.loads(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=30) | st.binary(max_size=30),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=20,
    )
)
def test_what_is_written_is_read(content):
    assert cbor.loads(encoded(content)) == content


@given(st.binary(max_size=200))
def test_garbage_is_refused_or_read(data):
    try:
        cbor.loads(data)
    except Unreadable:
        pass
    except struct.error:  # pragma: no cover
        pytest.fail("an error of the language's own")
