"""Letters and digits that look alike: which one it is, the place in a plate or postcode says."""

from __future__ import annotations

import re

_TO_LETTER = dict(zip("015826", "OISBZG", strict=True))
_TO_DIGIT = dict(zip("OQDILSBZG", "000115826", strict=True))
_ALIKE = str.maketrans(_TO_DIGIT)


def bare(text: str) -> str:
    """Capital letters and digits alone."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def skeleton(text: str) -> str:
    """The same for all texts that could be taken for one another: "KVI9 0TF" and "KV19 OTF"."""
    return bare(text).translate(_ALIKE)


def mended(text: str, shape: str) -> tuple[str, int] | None:
    """A text as its shape wants it, and how many signs were exchanged; None where it cannot be so.

    Args:
        text: capital letters and digits.
        shape: "L" for a letter, "D" for a digit, one for each sign.
    """
    if len(text) != len(shape):
        return None
    made = ""
    for sign, wanted in zip(text, shape, strict=True):
        fits = sign.isalpha() if wanted == "L" else sign.isdigit()
        right = sign if fits else (_TO_LETTER if wanted == "L" else _TO_DIGIT).get(sign)
        if right is None:
            return None
        made += right
    return made, sum(before != after for before, after in zip(text, made, strict=True))


_SHORTEST = 5


def stands(value: str, text: str) -> bool:
    """Whether a known value stands in a text, as far as a reader of pictures can tell; a short one only alone."""
    wanted, there = skeleton(value), skeleton(text)
    return bool(wanted) and (wanted == there or (len(wanted) >= _SHORTEST and wanted in there))


def words(text: str) -> list[str]:
    """The words and numbers of a line."""
    return re.findall(r"[^\W_]+(?:['\u2019&.-][^\W_]+)*", text)
