import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.text.mentions import MOST, Naming, mentions
from tests.judged import HER


def namings(text):
    return [(mention.text, mention.naming) for mention in mentions(text, HER)]


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("Cllr Rosalind Quillfeather", Naming.FULL),
        ("Ros Quillfeather", Naming.FULL),
        ("QUILLFEATHER, Rosalind Mary", Naming.FULL),
        ("Quillfeather Rosalind Mary", Naming.FULL),
        ("Quillfeather R", Naming.INITIAL),
        ("Rosalind and Tobias Quillfeather", Naming.FULL),
        ("Rosalind M. Quillfeather", Naming.FORM),
        ("R. Quillfeather", Naming.INITIAL),
        ("RM Quillfeather", Naming.INITIAL),
        ("Mrs Quillfeather", Naming.SURNAME),
        ("Mr and Mrs Quillfeather", Naming.SURNAME),
        ("Rosalind Jane Quillfeather", Naming.OTHER_MIDDLE),
        ("Rosalind J Quillfeather", Naming.OTHER_MIDDLE),
    ],
)
def test_in_which_way_she_is_named(text, naming):
    ((_, found),) = namings(text)
    assert found is naming


def test_a_name_does_not_begin_before_another():
    assert namings("Rosalind Quillfeather married Tobias Quillfeather") == [("Rosalind Quillfeather", Naming.FULL)]


def test_a_word_that_opens_the_sentence_is_no_name_of_hers():
    assert [naming for _, naming in namings("Yesterday Rosalind M. Quillfeather spoke")] == [Naming.FORM]


@pytest.mark.parametrize("text", ["", "Tobias Quillfeather", "Rosalind Quill", "Quillfeather Road", "quill, feather"])
def test_where_she_is_not_named(text):
    assert namings(text) == []


def test_every_mention_is_found_in_order_and_once():
    text = "Cllr Rosalind Quillfeather spoke. Mrs Quillfeather sat. Roz Quillfeather left."
    assert [naming for _, naming in namings(text)] == [Naming.FULL, Naming.SURNAME, Naming.FULL]


def test_a_flood_of_names_is_cut_off():
    start = time.process_time()
    assert len(mentions("Rosalind Quillfeather, " * 40_000, HER)) <= 4 * MOST
    assert time.process_time() - start < 15


def test_without_a_name_nothing_is_named():
    assert mentions("Rosalind Quillfeather", type(HER)(HER.id, HER.consent, ())) == ()


@settings(deadline=None)
@given(st.text())
def test_nothing_is_too_odd(text):
    for mention in mentions(f"{text} Quillfeather {text}", HER):
        assert mention.text
