"""Sentences weighed by their words: what their marks and signs are, and that the weights say what they should."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.telling import KINDS
from footprint.telling.marks import marks
from footprint.telling.signs import read
from footprint.telling.themes import pairs, themes
from footprint.telling.weights import likelihoods, tellings
from footprint.text.sentences import sentences
from tests.judged import HER


def of(text, hers=(), known=None):
    return marks(text, (0, len(text)), hers, known or {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Back on Tuesday", ["back", "on", "<weekday>"]),
        ("Tuesdays at 7.30pm", ["<weekdays>", "at", "<time>"]),
        ("on the 3rd of May 2026", ["on", "the", "<nth>", "of", "<month>", "<year>"]),
        ("off to Port Isaac and Looe", ["off", "to", "<name>", "and", "<name>"]),
        ("I'm away!", ["i'm", "away", "!"]),
        ("may go", ["may", "go"]),
        ("caf\u00e9", ["cafe"]),
        ("", []),
    ],
)
def test_days_times_and_names_are_made_alike(text, expected):
    assert of(text) == expected


def test_the_person_and_what_is_theirs_have_marks_of_their_own():
    said = of("Cllr Rosa Quill met Ned in Thornmere", [(0, 15)], {"ned": "<kin>", "thornmere": "<home>"})
    assert said == ["<her>", "met", "<kin>", "in", "<home>"]


def test_themes_are_told_singly_and_in_pairs():
    found = themes(["my", "son", "school"])
    assert found == ["~child", "~me", "~school"]
    assert list(pairs(found)) == ["~child~me", "~child~school", "~me~school"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are off to Majorca for a fortnight on Saturday.", "absence"),
        ("I swim at the baths every Tuesday morning at seven.", "routine"),
        ("My husband and I got married ten years ago.", "relationship"),
        ("I was diagnosed with cancer last spring.", "opinion"),
        ("I'll be at the fair on Saturday 12 December.", "future-visit"),
    ],
)
def test_the_likeliest_kind_of_plain_sentences(text, kind):
    (one,) = tellings(text, HER, "post", own=True)
    assert max(one.likely, key=one.likely.__getitem__) == kind
    assert one.likely[kind] > 0.5


def test_business_of_the_council_tells_nothing():
    text = "The committee noted the report of the Head of Finance and agreed the recommendations."
    (one,) = tellings(text, HER, "page", own=False)
    assert max(one.likely.values()) < 0.1


def test_no_sign_at_all_is_no_telling():
    assert set(likelihoods(frozenset())) == set(KINDS)
    assert max(likelihoods(frozenset()).values()) < 0.5


def test_of_a_long_text_only_what_may_be_about_the_person_is_read():
    filler = "The bridge will be shut for a week.\n" * 200
    text = f"{filler}Rosalind Quillfeather is away until Friday.\n{filler}"
    (one,) = (text[one.start : one.end].strip() for one in read(text, HER, "page", own=False))
    assert one == "Rosalind Quillfeather is away until Friday."


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aI \n.!?\"\u201c\u201d'\u20197:3rd Tue\u0130\u00df\U0001f600"), max_size=200))
def test_any_text_is_cut_into_sentences_and_weighed(text):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()
    for one in tellings(text, HER, "post", own=True):
        assert all(0 <= likely <= 1 for likely in one.likely.values())
