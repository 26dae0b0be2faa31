"""What was packed by deflating it (zlib, gzip, PNG, PDF), unpacked to a bounded length."""

from __future__ import annotations

import zlib
from typing import NamedTuple

ZLIB, GZIP, BARE = zlib.MAX_WBITS, zlib.MAX_WBITS | 16, -zlib.MAX_WBITS
"""With zlib's header, with gzip's, with none."""

_AT_ONCE = 1 << 18
"""So much of what stands before damage is still given."""


class Inflated(NamedTuple):
    """What was unpacked.

    Attributes:
        content: its first bytes; where it is damaged, those before that place.
        damaged: it is no such stream, or not to its end. One that is cut off is not damaged.
        more: there is more of it than was asked for.
    """

    content: bytes
    damaged: bool
    more: bool

    @property
    def sound(self) -> bytes | None:
        """The content if nothing is wrong with it, as far as it goes."""
        return None if self.damaged else self.content


def inflated(raw: bytes, cap: int, header: int = ZLIB) -> Inflated:
    """At most `cap` bytes of what a stream holds; `header` is one of the three above."""
    machine = zlib.decompressobj(header)
    pieces: list[bytes] = []
    left = cap
    while left > 0 and not machine.eof:
        room = min(left, _AT_ONCE)
        try:
            piece = machine.decompress(raw, room)
        except zlib.error:
            return Inflated(b"".join(pieces), damaged=True, more=False)
        raw = machine.unconsumed_tail
        left -= len(piece)
        pieces.append(piece)
        if not raw and len(piece) < room:
            break  # it is cut off
    return Inflated(b"".join(pieces), damaged=False, more=bool(raw) and not machine.eof)
