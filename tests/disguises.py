"""All the ways in which a value may stand in a stream of bytes and not look like itself."""

from __future__ import annotations

import base64
import hashlib
import quopri
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus


def disguises(value: str) -> Iterator[bytes]:
    """Each of them once."""
    yield from dict.fromkeys(form for spelt in spellings(value) for form in encodings(spelt))


def spellings(value: str) -> Iterator[str]:
    """As it is, without what parts it, with other parts, and turned round."""
    words = re.findall(r"\w+", value)
    for order in (words, words[::-1]):
        for between in (" ", "", "-", "_", ".", ",", ", ", "+", "/"):
            yield between.join(order)
    yield value
    if value[:1] == "0" and value.replace(" ", "").isdigit():
        yield "+44 " + value[1:]
        yield "44" + value.replace(" ", "")[1:]


def encodings(text: str) -> Iterator[bytes]:
    """Raw, for addresses, for mail, in base64 wherever it begins, and hashed."""
    for cased in dict.fromkeys((text, text.lower(), text.upper(), text.title())):
        raw = cased.encode()
        yield raw
        yield from (quote(cased, safe="").encode(), quote(cased).encode(), quote_plus(cased).encode())
        yield from (quote(quote(cased, safe=""), safe="").encode(), cased.encode("utf-16-le"), raw.hex().encode())
        yield quopri.encodestring(raw).rstrip(b"\n")
        for shift in range(3):
            inner = base64.b64encode(b"\0" * shift + raw)
            sure = inner[(8 * shift + 5) // 6 : (8 * (shift + len(raw))) // 6]
            yield from (sure, sure.translate(bytes.maketrans(b"+/", b"-_")))
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, raw, usedforsecurity=False)
            yield from (digest.hexdigest().encode(), digest.hexdigest().upper().encode())
            yield base64.b64encode(digest.digest()).rstrip(b"=")


def found(value: str, stream: bytes) -> list[bytes]:
    """The disguises of a value that stand in a stream."""
    return [form for form in disguises(value) if len(form) >= MEANT and form in stream]


MEANT = 5
"""Shorter forms stand anywhere by chance."""
