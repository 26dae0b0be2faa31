from hypothesis import given
from hypothesis import strategies as st

from footprint.places.spans import apart

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])))


def test_what_overlaps_is_left_out():
    assert list(apart([(0, 2), (1, 3), (5, 6), (6, 8)], [(2, 4), (3, 5)])) == [(0, 2), (5, 6), (6, 8)]
    assert list(apart([(1, 2)], [])) == [(1, 2)]


@given(SPANS, SPANS)
def test_it_is_the_plain_comparison_done_faster(spans, taken):
    plain = [(s, e) for s, e in spans if not any(s < end and start < e for start, end in taken)]
    assert list(apart(spans, taken)) == plain
