"""Damages one part of a file and makes the lengths and check sums around it right again.

Most damage made blindly is found out by the first length that is wrong, and what lies behind it is never reached.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from itertools import pairwise

Mutate = Callable[[bytes, int], bytes]
"""Damages bytes; the result is at most so long."""

MAKES = (
    *("Canon", "NIKON CORPORATION", "SONY", "Panasonic", "OLYMPUS", "FUJIFILM", "PENTAX", "RICOH", "Apple"),
    *("SAMSUNG", "CASIO", "Minolta", "Kodak", "RECONYX", "SANYO", "Google", "DJI", "NIKON", "LEICA", ""),
)
"""Whose maker notes: a seed's first byte gives the number."""

_HOLDS_BOXES = frozenset(
    {
        *(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"dinf", b"edts", b"ilst", b"iprp", b"ipco", b"moof"),
        *(b"traf", b"mvex", b"jumb", b"jp2h", b"grpl", b"gmhd", b"wave"),
    }
)
_FULL = frozenset((b"meta", b"iref"))
_HEAD, _FULL_HEAD, _DEEPEST = 8, 12, 8
_PNG = b"\x89PNG\r\n\x1a\n"


def mutated(data: bytes, longest: int, seed: int, mutate: Mutate) -> bytes:
    """A damaged file: half of the time one part of it, else anything anywhere.

    Args:
        data: a whole file.
        longest: how long the result may be, in bytes.
        seed: from which the part is chosen.
        mutate: what damages bytes.
    """
    dice = random.Random(seed)  # noqa: S311  no secret: the same damage for the same seed
    if dice.random() < 0.5:
        changed = _one_part(data, longest, dice, mutate)
        if changed and len(changed) <= longest:
            return changed
    return mutate(data, longest)


def _one_part(data: bytes, longest: int, dice: random.Random, mutate: Mutate) -> bytes:
    def damaged(part: bytes) -> bytes:
        return bytes(mutate(part, max(1, longest - len(data) + len(part))))

    if data.startswith(_PNG):
        return _PNG + _chunks(data[len(_PNG) :], dice, damaged)
    if data[:4] == b"RIFF" and len(data) > 12:
        inside = data[8:12] + _riff(data[12:], dice, damaged)
        return b"RIFF" + len(inside).to_bytes(4, "little") + inside
    if data.startswith(b"\xff\xd8\xff"):
        return _segments(data, dice, damaged)
    if data[4:8] in (b"ftyp", b"JXL ", b"jP  "):
        return _boxes(data, dice, damaged)
    return b""


def _chosen(count: int, dice: random.Random) -> int:
    return dice.randrange(count) if count else -1


def _chunks(data: bytes, dice: random.Random, damaged: Callable[[bytes], bytes]) -> bytes:
    """PNG's: length, name, content, check sum."""
    parts: list[tuple[bytes, bytes]] = []
    at = 0
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    chosen = _chosen(len(parts), dice)
    made = b""
    for number, (name, content) in enumerate(parts):
        body = name + (damaged(content) if number == chosen else content)
        made += (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return made + data[at:]


def _riff(data: bytes, dice: random.Random, damaged: Callable[[bytes], bytes]) -> bytes:
    """Of WebP and AVI: name, length, content, a byte where that is odd."""
    parts: list[tuple[bytes, bytes]] = []
    at = 0
    while at + _HEAD <= len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        parts.append((data[at : at + 4], data[at + 8 : at + 8 + length]))
        at += _HEAD + length + length % 2
    chosen = _chosen(len(parts), dice)
    made = b""
    for number, (name, content) in enumerate(parts):
        body = damaged(content) if number == chosen else content
        made += name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
    return made + data[at:]


def _segments(data: bytes, dice: random.Random, damaged: Callable[[bytes], bytes]) -> bytes:
    """Of a JPEG, up to the picture: a marker, length, content."""
    starts = [2]
    while data[starts[-1] : starts[-1] + 1] == b"\xff" and data[starts[-1] + 1 : starts[-1] + 2] != b"\xda":
        length = int.from_bytes(data[starts[-1] + 2 : starts[-1] + 4], "big")
        if length < 2 or starts[-1] + 2 + length > len(data):
            break
        starts.append(starts[-1] + 2 + length)
    pairs = list(pairwise(starts))
    if not pairs:
        return b""
    start, end = dice.choice(pairs)
    body = damaged(data[start + 4 : end])[:65_533]
    return data[: start + 2] + (len(body) + 2).to_bytes(2, "big") + body + data[end:]


def _boxes(data: bytes, dice: random.Random, damaged: Callable[[bytes], bytes], depth: int = 0) -> bytes:
    """Of films, HEIC, JPEG XL and JPEG 2000: length, name, content, which may be boxes again."""
    parts: list[tuple[bytes, bytes]] = []
    at = 0
    while at + _HEAD <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < _HEAD or at + length > len(data):
            break
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + length]))
        at += length
    chosen = _chosen(len(parts), dice)
    made = b""
    for number, (name, content) in enumerate(parts):
        body = _inside(name, content, dice, damaged, depth) if number == chosen else content
        made += (_HEAD + len(body)).to_bytes(4, "big") + name + body
    return made + data[at:]


def _inside(name: bytes, content: bytes, dice: random.Random, damaged: Callable[[bytes], bytes], depth: int) -> bytes:
    skip = 4 if name in _FULL else 0
    whole = dice.random() < 0.1
    if depth < _DEEPEST and not whole and (name in _HOLDS_BOXES or name in _FULL) and len(content) > skip + _HEAD:
        return content[:skip] + _boxes(content[skip:], dice, damaged, depth + 1)
    return damaged(content)
