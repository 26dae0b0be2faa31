"""How much XML is made a tree of: a small file can take gigabytes, or hours."""

from __future__ import annotations

import re

_NODES_CAP, _ATTRIBUTES_CAP = 500_000, 4_000
"""Tags and attributes of a document, each of which takes a hundred bytes of memory, and attributes of one element, each
of which is compared with all before it."""

_TAG = re.compile(rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*""")
"""From a tag's name to its end, which may stand in quotations too."""


def bounded(raw: bytes) -> bool:
    """Whether a document, in UTF-8, has no more of either than any real one."""
    attributes = _attributes(raw)
    if raw.count(b"<") + attributes > _NODES_CAP:
        return False
    return attributes <= _ATTRIBUTES_CAP or not any(map(_is_crowded, raw.split(b"<")))


def _is_crowded(tag: bytes) -> bool:
    """Whether an element has too many attributes; the text behind it may well be a program full of quotations."""
    if _attributes(tag) <= _ATTRIBUTES_CAP:
        return False
    found = _TAG.match(tag)
    return found is not None and _attributes(found[0]) > _ATTRIBUTES_CAP


def _attributes(raw: bytes) -> int:
    """How many it has at most, however they are spelled: spaces may stand before the quotation mark."""
    return min(raw.count(b"="), raw.count(b'"') + raw.count(b"'"))
