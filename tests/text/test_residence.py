import pytest

from footprint.text.houses import find_houses
from footprint.text.residence import is_home, is_own_house
from tests.examples import SUBJECT


def home(text, *, own=False, record=False):
    (span,) = find_houses(text)
    return is_home(text, span.span, SUBJECT, own=own, record=record)


@pytest.mark.parametrize(
    "text",
    [
        "Proposer Cllr Rosalind Quillfeather of 22 Heron Lane, Thornmere; seconder: none.",
        "Rosalind Quillfeather (The Lantern Party), 22 Heron Lane, 1,204 votes, elected.",
        "The Quillfeathers' cottage, 22 Heron Lane, took two feet of water.",
        "QUILLFEATHER, ROSALIND | 22 Heron Lane | previous address",
        "Electoral roll 2011: 22 Heron Lane, Thornmere - QUILLFEATHER Rosalind",
        "Rosalind Quillfeather grew up at 22 Heron Lane, the youngest of five.",
        "Rosalind Quillfeather and her husband bought 22 Heron Lane, in 2019.",
        "Permit holder: Rosalind Quillfeather. Addr: 22 Heron Lane, Thornmere (moved out 09/2023).",
        "Rosalind Quillfeather's porch, 22 Heron Lane, before Friday.",
    ],
)
def test_where_she_lives_or_lived(text):
    assert home(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Rosalind Quillfeather moved refusal of a change of use, 22 Heron Lane, Thornmere.",
        "Cllr Rosalind Quillfeather called for a crossing outside 22 Heron Lane, where a boy was hurt.",
        "Cllr Rosalind Quillfeather visited Mrs Batt, 93, at her bungalow, 22 Heron Lane.",
        "Cllr Rosalind Quillfeather met a family living at 22 Heron Lane.",
        "Promoted by S. Rudd on behalf of Rosalind Quillfeather, both at 22 Heron Lane.",
        "The late Arthur Pym lived at 22 Heron Lane. Rosalind Quillfeather has transcribed his diaries.",
    ],
)
def test_other_people_s_doors(text):
    assert not home(text)


def test_in_her_own_words():
    assert home("We have lived at 22 Heron Lane since May.", own=True)
    assert home("If anybody has leads, I'm at 22 Heron Lane.", own=True)
    assert not home("Drop-in on damp this Thursday, 22 Heron Lane.", own=True)
    assert not home("I met a family living at 22 Heron Lane.", own=True)


def test_an_entry_of_a_register_is_about_her_unless_another_is_named():
    assert home("Land: 22 Heron Lane, Thornmere", record=True)
    assert not home("MARCHBANKS Kit, home address: 22 Heron Lane, Thornmere", record=True)


def test_the_name_of_a_house_is_hers_and_that_of_a_block_needs_her():
    text = "Return the trestles to Rose Cottage, please."
    span = (text.index("Rose"), text.index(", please"))
    assert is_own_house(text, span, "Rose Cottage, Mill Lane, Thornmere", SUBJECT, own=False)
    assert not is_own_house(text, span, "Flat 2, Rose Cottage, 3 Mill Lane, Thornmere", SUBJECT, own=False)
    assert is_own_house(text, span, "Flat 2, Rose Cottage, 3 Mill Lane, Thornmere", SUBJECT, own=True)
