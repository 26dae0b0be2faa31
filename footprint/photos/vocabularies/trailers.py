"""What programs and telephones put behind a picture's end, where no format looks: IPTC, XMP, Samsung's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from footprint.model import Trace
from footprint.photos import xmp
from footprint.photos.facts import Embedded, Facts, decoded, merged
from footprint.photos.samsung import Listed, blocks
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import iptc

_CAP = 1 << 22
_RUNS_CAP = 8
_IPTC = re.compile(rb"\x1c\x02\x00\x00\x02")
"""Every run of IPTC's records begins with their version."""

_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_COUNTRY, _MOMENT, _AUDIO = "MCC_Data", "Image_UTC_Data", 0x0100
_DIGITS = re.compile(r"\d{1,13}")


def read(content: Stream) -> Facts:
    """What is understood of what lies behind a picture; pictures and films in it are found elsewhere."""
    data = content.read(_CAP)
    runs = (iptc.read_records(Stream.of(data[found.start() :])) for found in islice(_IPTC.finditer(data), _RUNS_CAP))
    packets = (xmp.read(Stream.of(packet)) for packet in islice(_packets(data), _RUNS_CAP))
    return merged((*runs, *packets, samsung(content)))


def _packets(data: bytes) -> Iterator[bytes]:
    start = data.find(_XMP)
    while start >= 0:
        end = data.find(_XMP_END, start)
        if end < 0:
            return
        yield data[start : end + len(_XMP_END)]
        start = data.find(_XMP, end)


def samsung(content: Stream) -> Facts:
    """Samsung's blocks, as far as they tell something.

    The country whose telephone network was near, and the moment; sounds are read in turn.
    """
    return merged(part for listed in blocks(content) for part in _block(content, listed))


def _block(content: Stream, listed: Listed) -> Iterator[Facts]:
    """A block: its kind again, the length of its name, the name, the data."""
    block = content.part(listed.at, listed.length) if listed.at >= 0 else content.part(0, 0)
    letters = int.from_bytes(block.at(4, 4), "little")
    name, data = decoded(block.at(8, min(letters, 100))), block.part(8 + letters, block.size)
    text = decoded(data.read(64))
    if name == _COUNTRY and text:
        yield Facts((Trace("place", "Samsung MCC_Data", f"mobile country code {text}"),))
    elif name == _MOMENT and _DIGITS.fullmatch(text):
        when = datetime.fromtimestamp(int(text) / 1000, UTC)
        yield Facts((Trace("time", "Samsung Image_UTC_Data", when.isoformat(sep=" ", timespec="seconds")),))
    elif listed.kind == _AUDIO and data.size:
        where = f"Samsung {name}"
        yield Facts((Trace("embedded", where, f"{data.size:,} bytes"),), embedded=(Embedded(where, data),))
