import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.text.antecedent import is_of_the_person, is_own_voice
from tests.judged import HER


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Rosalind Quillfeather came with her husband.", True),
        ("Her husband came. Cllr Quillfeather did not.", True),
        ("Rosalind Quillfeather met a resident and her husband.", False),
        ("Rosalind Quillfeather met Jo and her husband.", False),
        ("Rosalind Quillfeather thanked Mrs Agnes Wherry. She came with her husband.", False),
        ("Her husband came, said Mrs Agnes Wherry to Rosalind Quillfeather.", False),
    ],
)
def test_whom_her_means(text, meant):
    at = text.lower().index("her husband")
    assert is_of_the_person(text, at, HER, own=False, word="her") is meant


@pytest.mark.parametrize(
    ("text", "post", "theirs"),
    [
        ("My dad was on the boats.", False, True),
        ("Uniform sewn, boxes packed.", True, True),
        ("Uniform sewn, boxes packed.", False, False),
        ("My nan has waited for weeks, and Cllr Quillfeather sorted it.", True, False),
        ("@someone can you find out why my bus is late", True, False),
        ("Thanks to Rosalind for lending my lad a ladder.", True, False),
    ],
)
def test_who_speaks(text, post, theirs):
    assert is_own_voice(text, HER, post=post) is theirs


@given(st.text(), st.integers(0, 50))
def test_any_text_can_be_asked(text, at):
    for own in (True, False):
        assert is_of_the_person(text, min(at, len(text)), HER, own=own, word="her") in (True, False)
