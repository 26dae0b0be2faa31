"""Apple's timed metadata (`mebx`): boxes of values, whose keys stand in the sample entry."""

from __future__ import annotations

from footprint.model import Trace
from footprint.photos.boxes import Box, child, children
from footprint.photos.coordinates import iso6709
from footprint.photos.facts import Facts, decoded, merged
from footprint.photos.stream import Stream
from footprint.photos.timed.fixes import Fix, Samples, course

_ENTRY = 8
_NAMESPACE = 4
_PLACE = "location"
_VALUE_CAP = 300


def read(samples: Samples) -> Facts:
    """What a `mebx` track gives away: its positions, and what kinds of thing it measures."""
    keys = _keys(Stream.of(samples.entry))
    values = [(keys[box.type], raw) for sample in samples.samples for box, raw in _values(sample) if box.type in keys]
    places = [decoded(raw) for key, raw in values if _PLACE in key.casefold()]
    points = [point for text in places if (point := iso6709(text))]
    track = course("Apple timed track", [Fix(point) for point in points], samples, empty=bool(places))
    measured = tuple(Trace("unknown", "Apple timed track", key) for key in dict.fromkeys(keys.values()))
    return merged((track, Facts(measured)))


def _values(sample: bytes) -> list[tuple[Box, bytes]]:
    stream = Stream.of(sample)
    whole = Box(b"", 0, stream.size, 0)
    return [
        (box, stream.at(box.offset + box.header, min(box.length - box.header, _VALUE_CAP)))
        for box in children(stream, whole)
    ]


def _keys(stream: Stream) -> dict[bytes, str]:
    """A box's type in the samples → the key."""
    found: dict[bytes, str] = {}
    whole = Box(b"", 0, stream.size, 0)
    listing = child(stream, whole, b"keys", _ENTRY)
    for entry in children(stream, listing) if listing else ():
        declared = child(stream, entry, b"keyd")
        if declared:
            start = declared.offset + declared.header + _NAMESPACE
            found[entry.type] = decoded(stream.at(start, min(max(0, declared.end - start), _VALUE_CAP)))
    return found
