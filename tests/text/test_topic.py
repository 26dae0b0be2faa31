import pytest

from footprint.text.topic import is_topic
from tests.judged import HER


def topic(text, word, whose=""):
    return is_topic(text, text.index(word), HER, whose)


@pytest.mark.parametrize(
    ("text", "word", "whose"),
    [
        ("Rosalind Quillfeather keeps bees. She sells honey.", "She", "she"),
        ("Rosalind Quillfeather keeps bees.\n\nMr Hollis buys it. Her sister sells it.", "Her", "her"),
        ("Rosalind Quillfeather and her brother Edmund row. She steers.", "She", "she"),
    ],
)
def test_a_page_goes_on_about_her(text, word, whose):
    assert topic(text, word, whose)


@pytest.mark.parametrize(
    ("text", "word", "whose"),
    [
        ("Rosalind Quillfeather thanked Mrs Day. She wept.", "She", "she"),
        ("Rosalind Quillfeather met the bishop. Her sister sang.", "Her", "her"),
        ("Mrs Day told Rosalind Quillfeather that her son walks.", "her", "her"),
        ("The mill is shut. She wept.", "She", "she"),
    ],
)
def test_whoever_was_named_since_takes_the_word_over(text, word, whose):
    assert not topic(text, word, whose)
