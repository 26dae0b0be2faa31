"""Photoshop's resource blocks and IPTC records without the fields that name a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from footprint.photos.facts import names_one
from footprint.photos.vocabularies.iptc import PLACES, THUMBNAILS, records, resources
from footprint.photos.without import exif, xmp

_CAP = 20_000
_IPTC, _DIGEST = 0x0404, 0x0425
_EXIF, _XMP = frozenset({0x0422, 0x0423}), 0x0424
_TELLING = (b"Exif\0\0", b"http://ns.adobe.com/xap/")


def places(content: bytes, names: frozenset[str]) -> bytes | None:
    """A run of resource blocks, or of records, without places; None where nothing is left."""
    if content[:1] == b"\x1c":
        return _records(content, names) or None
    kept = (_resource(number, name, data, names) for number, name, data in islice(resources(content), _CAP))
    return b"".join(piece for piece in kept if piece) or None


def _resource(number: int, name: bytes, data: bytes, names: frozenset[str]) -> bytes:
    if number == _DIGEST:
        return b""  # It is a fingerprint of the records as they were.
    if number in THUMBNAILS:
        left: bytes | None = None if any(sign in data for sign in _TELLING) else data
    else:
        left = _READERS.get(number, _plain)(data, names)
    if left is None or _plain(name, names) is None:
        return b""
    title = bytes((len(name),)) + name
    head = b"8BIM" + number.to_bytes(2, "big") + _even(title) + len(left).to_bytes(4, "big")
    return head + _even(left)


def _even(raw: bytes) -> bytes:
    return raw + b"\0" * (len(raw) % 2)


def _plain(data: bytes, names: frozenset[str]) -> bytes | None:
    return None if names_one(data, names) else data


def _records(data: bytes, names: frozenset[str]) -> bytes:
    return b"".join(_kept(data, names))


def _kept(data: bytes, names: frozenset[str]) -> Iterator[bytes]:
    for record, dataset, raw in islice(records(data), _CAP):
        tells = (record, dataset) in PLACES or _plain(raw, names) is None
        if not tells and len(raw) < 0x8000:  # noqa: PLR2004  longer ones have another form of length
            yield bytes((0x1C, record, dataset)) + len(raw).to_bytes(2, "big") + raw


_READERS: dict[int, Callable[[bytes, frozenset[str]], bytes | None]] = {
    _IPTC: _records,
    _XMP: xmp.places,
    **dict.fromkeys(_EXIF, exif.places),
}
