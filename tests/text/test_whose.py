import pytest

from footprint.text.whose import is_said_of, means, stands_with
from tests.judged import HER


def number(text, *, own=False):
    at = text.index("07700")
    return stands_with(text, at, at + len("07700 900555"), HER, own=own)


@pytest.mark.parametrize(
    "text",
    [
        "Cllr Rosalind Quillfeather\nMobile: 07700 900555",
        "Rosalind Quillfeather (The Lantern Party, Millpond and Eastgate) Tel. 07700 900555",
        "Quillfeather, Rosalind - Home phone number 07700 900555\nKit Marchbanks",
    ],
)
def test_a_number_that_stands_with_her_name(text):
    assert number(text)


@pytest.mark.parametrize(
    "text",
    [
        "07700 900555",
        "Rosalind Quillfeather spoke. Ring 07700 900555",
        "Rosalind Quillfeather, Kit Marchbanks 07700 900555",
        "Rosalind Quillfeather; the clerk is on 07700 900555",
        "Rosalind Quillfeather 07700 900555 (Kit Marchbanks)",
        "Mrs Quillfeather 07700 900555",
        "Rosalind Quillfeather" + " " * 200 + "07700 900555",
    ],
)
def test_a_number_that_may_be_anybody_s(text):
    assert not number(text)


def test_in_her_own_words_me_is_she():
    assert number("Call me any evening on 07700 900555", own=True)
    assert not number("Call me any evening on 07700 900555")
    assert not number("Call me. The office is on 07700 900555", own=True)


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("Rosalind Quillfeather smiled. She left", True),
        ("The chairman and Rosalind Quillfeather smiled. She left", False),
        ("Rosalind Quillfeather met Joan Smith. She left", False),
        ("She left", False),
        ("Mrs Quillfeather smiled. She left", False),
    ],
)
def test_whom_she_means(text, hers):
    assert means(text, text.index("She"), HER) is hers


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("Rosalind Quillfeather lives at", True),
        ("Rosalind Quillfeather smiled. She still lives at", True),
        ("Rosalind Quillfeather smiled. A neighbour lives at", False),
        ("Rosalind Quillfeather knows where Edmund lives at", False),
        ("He lives at", False),
    ],
)
def test_of_whom_it_is_said(text, hers):
    assert is_said_of(text, text.index("lives"), HER) is hers
