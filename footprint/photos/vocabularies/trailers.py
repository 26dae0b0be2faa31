"""What programs and telephones put behind a picture's end, where no format looks: IPTC, XMP, Samsung's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from footprint.model import Trace
from footprint.photos import xmp
from footprint.photos.facts import Embedded, Facts, decoded, merged
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import iptc

_CAP = 1 << 22
_RUNS_CAP = 8
_IPTC = re.compile(rb"\x1c\x02\x00\x00\x02")
"""Every run of IPTC's records begins with their version."""

_XMP, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_END, _FOOT, _HEAD, _ROW, _BLOCKS_CAP = b"SEFT", 8, 12, 12, 100
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
    """Samsung's blocks: found from the end, where their directory is. The same stand in HEIC's `sefd` box.

    The country whose telephone network was near, and the moment; sounds are read in turn.
    """
    foot = content.at(content.size - _FOOT, _FOOT)
    length = int.from_bytes(foot[:4], "little")
    start = content.size - _FOOT - length
    head = content.at(start, min(length, _HEAD + _ROW * _BLOCKS_CAP))
    if foot[4:] != _END or head[:4] != b"SEFH":
        return Facts()
    count = min(int.from_bytes(head[8:12], "little"), _BLOCKS_CAP)
    rows = (head[_HEAD + _ROW * number : _HEAD + _ROW * (number + 1)] for number in range(count))
    return merged(part for row in rows if len(row) == _ROW for part in _block(content, start, row))


def _block(content: Stream, directory: int, row: bytes) -> Iterator[Facts]:
    """A block: its kind again, the length of its name, the name, the data."""
    kind, before, length = (int.from_bytes(row[at:end], "little") for at, end in ((2, 4), (4, 8), (8, 12)))
    block = content.part(directory - before, length) if before <= directory else content.part(0, 0)
    letters = int.from_bytes(block.at(4, 4), "little")
    name, data = decoded(block.at(8, min(letters, 100))), block.part(8 + letters, block.size)
    text = decoded(data.read(64))
    if name == _COUNTRY and text:
        yield Facts((Trace("place", "Samsung MCC_Data", f"mobile country code {text}"),))
    elif name == _MOMENT and _DIGITS.fullmatch(text):
        when = datetime.fromtimestamp(int(text) / 1000, UTC)
        yield Facts((Trace("time", "Samsung Image_UTC_Data", when.isoformat(sep=" ", timespec="seconds")),))
    elif kind == _AUDIO and data.size:
        where = f"Samsung {name}"
        yield Facts((Trace("embedded", where, f"{data.size:,} bytes"),), embedded=(Embedded(where, data),))
