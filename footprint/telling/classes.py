"""Classes of words that stand in the same company: "husband" beside "wife", "Tenerife" beside "Majorca".

`word_classes.txt` has a class on each line: a code of three letters, then its words. Classes whose codes begin alike
are alike. They were made by k-means on the 20,000 most frequent words of the GloVe vectors (Wikipedia and Gigaword, 100
dimensions; Pennington, Socher and Manning 2014, in the public domain).
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def classes() -> dict[str, tuple[str, str, str]]:
    """Word → its classes, from the widest to the narrowest."""
    text = resources.files(__package__).joinpath("word_classes.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines())
    return {word: (f"={code[:1]}", f"={code[:2]}", f"={code}") for code, *said in lines for word in said}
