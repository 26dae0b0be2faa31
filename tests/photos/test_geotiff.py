import struct

import pytest

from footprint.photos import exif
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import geotiff
from tests.photos.samples import HOME, tiff, words
from tests.photos.tiffs import geo


def read(tags):
    return exif.read(Stream.of(tiff(tags)))


def told(facts):
    return [(trace.kind, trace.where, trace.value) for trace in facts.traces]


def keys(model):
    return 3, struct.pack("<8H", 1, 1, 0, 1, 1024, 0, 1, model)


def doubles(*numbers):
    return 12, struct.pack(f"<{len(numbers)}d", *numbers)


def test_a_corner_in_degrees_is_a_position():
    facts = read({**geo(), 0x87AF: keys(2)})
    assert (facts.location.latitude, facts.location.longitude) == HOME
    assert told(facts) == [("gps", "GeoTIFF", "52.649000, -0.637000"), ("place", "GeoTIFF grid", "Thornmere grid")]


def test_a_transformation_tells_the_corner_too():
    facts = read({0x85D8: doubles(1, 0, 0, HOME[1], 0, 1, 0, HOME[0], *[0] * 8), 0x87AF: keys(2)})
    assert (facts.location.latitude, facts.location.longitude) == HOME


@pytest.mark.parametrize("model", [{0x87AF: keys(1)}, {}, {0x87AF: (3, b"\1\0")}])
def test_a_corner_in_a_maps_own_numbers_is_a_place(model):
    facts = read({0x8482: doubles(0, 0, 0, 492_000, 308_000, 0), **model})
    assert facts.location is None
    assert told(facts) == [("place", "GeoTIFF corner", "492000 east, 308000 north")]


@pytest.mark.parametrize(
    "tags", [{}, {0x8482: doubles(0, 0, 0)}, {0x8482: doubles(*[0] * 6)}, {0x8482: words("no numbers here")}]
)
def test_no_corner_tells_nothing(tags):
    assert read(tags).traces == ()


def test_not_on_earth_is_no_position():
    assert geotiff.read({0x8482: [0, 0, 0, 500, 100, 0], 0x87AF: [1, 1, 0, 1, 1024, 0, 1, 2]}, "").location is None


def test_its_bytes_are_looked_for():
    block = tiff(geo())
    assert list(exif.raw_positions(Stream.of(block))) == [geo()[0x8482][1]]
