"""Which relations are children: their names are compared here and never stand in a search.

It stands alone, because the model asks it.
"""

from __future__ import annotations

import re

_CHILDREN = frozenset(
    re.findall(
        r"\w+",
        """
    child children kid kids baby babies toddler infant boy girl twin twins triplets son sons daughter daughters
    grandchild grandchildren grandson grandsons granddaughter granddaughters stepson stepdaughter stepchild stepchildren
    godson goddaughter godchild niece nephew ward teenager pupil mab merch plentyn plant wyr wyres
        """,
    )
)
_BEFORE = re.compile(r"(?:step|grand|great|god|foster|adopted|half)+")
_BY_MARRIAGE = re.compile(r"\bin laws?\b")


def is_child(relation: str) -> bool:
    """Whether a relation is a child's: "daughter", "step-son", "my youngest girl"; a daughter-in-law is none."""
    words = re.sub(r"[^\w\s]|_", " ", relation.casefold())
    if _BY_MARRIAGE.search(words):
        return False
    return any(word in _CHILDREN or _BEFORE.sub("", word, count=1) in _CHILDREN for word in words.split())
