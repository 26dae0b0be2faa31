"""The second reader of HEIC and AVIF: what it holds to be the picture, and what it does not."""

import struct

import pytest

from footprint.errors import Unreadable
from footprint.photos.essence import heif as reader
from footprint.photos.stream import Stream
from tests.photos.samples import box, full, mp4, telling_exif
from tests.photos.stills import (
    ALPHA,
    DEPTH,
    Thing,
    build,
    coded,
    exif_item,
    grid,
    heif,
    inner,
    picture,
    reference,
    size,
)

PLAIN = coded(heif())


def essence(data):
    return b"".join(reader.pieces(Stream.of(data)))


def made(made=PLAIN, *things, **changes):
    return build(picture(1, made), *things, **changes)


def with_property(*more):
    return made(PLAIN._replace(properties=PLAIN.properties + more))


def auxiliary(urn, data=PLAIN.data):
    return made(
        PLAIN,
        Thing(2, PLAIN.type, data, (*PLAIN.properties, full(b"auxC", urn))),
        references=(reference(b"auxl", 2, 1),),
    )


def test_what_is_beside_the_picture_does_not_count():
    plain = essence(made())
    assert PLAIN.data in plain
    assert essence(made(PLAIN, exif_item(2, telling_exif()), loose=b"words", after=box(b"what"))) == plain
    assert essence(made(at_end=True)) == plain
    assert essence(with_property(full(b"udes", b"words"), box(b"free", b"x"))) == plain
    assert essence(auxiliary(DEPTH)) == plain


@pytest.mark.parametrize(
    "other",
    [
        made(PLAIN._replace(data=PLAIN.data[:-1] + b"\0")),
        made(PLAIN._replace(data=PLAIN.data + b"\0")),
        made(PLAIN._replace(type=b"hev1")),
        made(PLAIN._replace(properties=PLAIN.properties[:-1])),
        made(essential=()),
        with_property(box(b"irot", b"\1")),
        with_property(box(b"irot", b"\2")),
        with_property(box(b"colr", b"prof", b"another")),
        auxiliary(ALPHA),
        auxiliary(ALPHA, PLAIN.data + b"\0"),
    ],
)
def test_everything_that_shows_counts(other):
    assert essence(other) != essence(made())


def test_a_property_that_must_be_known_counts_whatever_it_is():
    def odd(body):
        return build(
            picture(1, PLAIN._replace(properties=(*PLAIN.properties, box(b"new!", body)))), essential=(b"new!",)
        )

    assert essence(odd(b"1")) != essence(odd(b"2"))


def test_the_order_of_tiles_counts():
    def tiled(*order):
        small = picture(2, PLAIN._replace(data=PLAIN.data[:50]))
        tiles = (picture(1, PLAIN), small, Thing(3, b"grid", grid(1, 2, 128, 48), (size(128, 48),), inside=True))
        return build(*tiles, references=(reference(b"dimg", 3, *order),), primary=3)

    assert essence(tiled(1, 2)) != essence(tiled(2, 1))
    assert PLAIN.data[:50] in essence(tiled(1, 2))
    assert essence(tiled(1, 1)) != essence(tiled(1, 2))
    # One that is made of itself comes to an end.
    assert essence(tiled(3, 1))


def test_a_number_of_no_property_stands_for_none():
    data = made()
    uses = inner(data, b"meta", b"iprp", b"ipma")
    assert essence(data.replace(uses, uses[:-1] + b"\0"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        box(b"ftyp", b"heic"),
        made(primary=0),
        made(primary=7),
        made(after=full(b"meta")),
        made().replace(b"iloc", b"gone"),
        made()[:-20].replace(b"mdat", b"free"),
        made(after=box(b"moov", box(b"trak"))),
        mp4(box(b"trak", box(b"mdia", full(b"hdlr", bytes(4), b"pict")))),
        made(references=(box(b"dimg", b"\0\1\0\7"),)),
    ],
)
def test_what_makes_no_sense_is_said(data):
    with pytest.raises(Unreadable):
        essence(data)


def test_a_table_of_places_that_ends_too_soon():
    table = inner(made(), b"meta", b"iloc")
    with pytest.raises(Unreadable, match="no sense"):
        essence(made().replace(table, table[:14] + struct.pack(">H", 9) + table[16:]))


def test_the_same_bytes_again_and_again(monkeypatch):
    monkeypatch.setattr(reader, "_AT_LEAST", 0)
    monkeypatch.setattr(reader, "_TIMES", 0)
    with pytest.raises(Unreadable, match="again and again"):
        essence(made())


def test_long_boxes_are_walked_over():
    data = made(before=(struct.pack(">I4sQ", 1, b"free", 20) + b"long",))
    assert essence(data) == essence(made())
    assert list(reader._boxes(Stream.of(bytes(4) + b"last"), 0, 8)) == [(b"last", 8, 8)]
    assert list(reader._boxes(Stream.of(struct.pack(">I4s", 4, b"less")), 0, 8)) == []


def test_more_boxes_than_are_walked_over(monkeypatch):
    monkeypatch.setattr(reader, "_CAP", 1)
    assert len(list(reader._boxes(Stream.of(box(b"free") * 3), 0, 24))) == 1
