"""HEIC, AVIF, MP4 and MOV: all made of boxes."""

import struct
from contextlib import suppress

import pytest

from footprint.errors import Unreadable
from footprint.photos import MOTION, BlockKind, format_of
from footprint.photos import boxes as walker
from footprint.photos.boxes import C2PA_UUID, XMP_UUID, Box, boxes, brands, children
from footprint.photos.formats.avif import Avif
from footprint.photos.formats.heic import Heic
from footprint.photos.formats.mov import Mov
from footprint.photos.formats.mp4 import Mp4
from footprint.photos.stream import Stream
from tests.photos.samples import apple_meta, box, full, heic, mp4, mvhd, profile, telling_exif, telling_xmp, xyz


def blocks(form, data):
    stream = Stream.of(data)
    return {b.name: (b.kind, b.content(stream).read(1 << 16)) for b in form.split(stream)}


# --- boxes -----------------------------------------------------------------------------------------------------------
def test_boxes_of_every_kind_of_length():
    long = struct.pack(">I4sQ", 1, b"free", 20) + b"long"
    data = box(b"ftyp", b"isom") + long + box(b"uuid", XMP_UUID, b"x") + struct.pack(">I4s", 0, b"mdat") + b"to the end"
    found = list(boxes(Stream.of(data)))
    assert [(b.type, b.length, b.header) for b in found] == [
        (b"ftyp", 12, 8),
        (b"free", 20, 16),
        (b"uuid", 25, 24),
        (b"mdat", 18, 8),
    ]
    assert found[2].uuid == XMP_UUID
    assert found[-1].end == len(data)


@pytest.mark.parametrize("data", [b"\0\0", b"\0\0\0\4ftyp", struct.pack(">I4sQ", 1, b"free", 3) + b"xx"])
def test_boxes_without_sense_end_the_walk(data):
    with pytest.raises(Unreadable, match="ends within a box"):
        list(boxes(Stream.of(data)))


def test_a_box_that_claims_more_than_there_is():
    walked = boxes(Stream.of(struct.pack(">I4s", 0xFFFFFFF0, b"moov") + b"xyz"))
    assert next(walked).length == 11
    with pytest.raises(Unreadable, match="reaches beyond its end"):
        next(walked)


def test_too_many_boxes(monkeypatch):
    monkeypatch.setattr(walker, "BOXES_CAP", 2)
    data = box(b"free") * 3
    with pytest.raises(Unreadable, match="more boxes"):
        list(boxes(Stream.of(data)))
    assert len(children(Stream.of(data), Box(b"moov", 0, len(data), 0))) == 2


def test_brands():
    assert brands(box(b"ftyp", b"heic", b"\0\0\0\0", b"mif1heic")) == (b"heic", b"mif1", b"heic")
    assert brands(box(b"free", b"heic", b"\0\0\0\0")) == brands(b"") == brands(box(b"ftyp")) == ()


def named(*listed):
    return box(b"ftyp", listed[0], b"\0\0\0\0", *listed[1:])


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (named(b"heic", b"mif1", b"heic"), Heic),
        (named(b"mif1", b"heic"), Heic),
        (named(b"mif1", b"avif", b"miaf"), Avif),
        (named(b"avis", b"avif", b"msf1", b"iso8"), Avif),
        (named(b"qt  ", b"qt  "), Mov),
        (box(b"moov"), Mov),
        (box(b"wide"), Mov),
        (named(b"isom", b"avc1"), Mp4),
        (named(b"3gp4", b"isom"), Mp4),
        (named(b"3gp6"), Mp4),
        (named(b"XAVC", b"mp42"), Mp4),
        (named(b"dash", b"iso6"), Mp4),
    ],
)
def test_formats_are_told_by_their_brands(head, form):
    assert type(format_of(head)) is form


def test_what_is_none_of_them():
    for head in (b"", named(b"jp2 ")):
        assert format_of(head) is None


# --- films -----------------------------------------------------------------------------------------------------------
def track(handler, codec, *more):
    table = full(b"stsd", struct.pack(">I", 1), box(codec))
    media = box(b"mdia", full(b"hdlr", b"\0\0\0\0", handler, b"\0" * 13), box(b"minf", box(b"stbl", table)))
    return box(b"trak", full(b"tkhd", b"\0" * 80), media, *more)


def test_the_header_of_a_film():
    data = mp4(
        box(b"udta", xyz("+52.6490-000.6370/")),
        apple_meta(make="Lanterna"),
        track(b"vide", b"avc1", box(b"udta", box(b"name", b"about the track"))),
        track(b"meta", b"gpmd"),
        box(b"odd!", b"nobody knows"),
        before=box(b"uuid", XMP_UUID, telling_xmp())
        + box(b"uuid", b"?" * 16, b"what is it")
        + box(b"free", b"\0" * 50),
        after=box(b"skip", b"stale bytes") + box(b"meta", b"at the top") + box(b"uuid", C2PA_UUID, b"signed"),
    )
    found = {b.name: b.kind for b in Mp4().split(Stream.of(data)) if not b.inner}
    assert found == {
        "ftyp": BlockKind.IMAGE,
        "uuid": BlockKind.PROVENANCE,
        "moov/": BlockKind.IMAGE,
        "moov/mvhd": BlockKind.IMAGE,
        "moov/udta": BlockKind.QUICKTIME,
        "moov/meta": BlockKind.QUICKTIME,
        "moov/trak/": BlockKind.IMAGE,
        "moov/trak/tkhd": BlockKind.IMAGE,
        "moov/trak/mdia/": BlockKind.IMAGE,
        "moov/trak/mdia/hdlr": BlockKind.IMAGE,
        "moov/trak/mdia/minf/": BlockKind.IMAGE,
        "moov/trak/mdia/minf/stbl/": BlockKind.IMAGE,
        "moov/trak/mdia/minf/stbl/stsd/": BlockKind.IMAGE,
        "moov/trak/mdia/minf/stbl/stsd/avc1/": BlockKind.IMAGE,
        "moov/trak/udta": BlockKind.QUICKTIME,
        "gpmd": BlockKind.TRACK,
        "moov/odd!": BlockKind.UNKNOWN,
        "mdat/": BlockKind.IMAGE,
        "skip": BlockKind.UNKNOWN,
        "meta": BlockKind.QUICKTIME,
        "end of header": BlockKind.IMAGE,
        "data that no track points at": BlockKind.UNKNOWN,
    }
    assert blocks(Mov(), box(b"uuid", XMP_UUID, b"<x/>") + box(b"moov"))["uuid"] == (BlockKind.XMP, b"<x/>")


def test_tracks_of_measurements_are_told_by_handler_or_codec():
    def codec(*parts):
        found = Mp4().split(Stream.of(mp4(*parts)))
        return next((b.name for b in found if b.kind is BlockKind.TRACK), None)

    assert codec(track(b"meta", b"mebx")) == "mebx"
    assert codec(track(b"camm", b"camm")) == "camm"
    assert codec(track(b"soun", b"mp4a")) is None
    assert codec(box(b"trak", box(b"mdia"))) == codec(box(b"trak")) == "no kind"
    assert codec(box(b"trak", box(b"mdia", full(b"hdlr", b"\0\0\0\0meta")))) == "meta"
    assert codec(box(b"trak", box(b"mdia", full(b"hdlr", b"\0\0\0\0meta"), box(b"minf", box(b"stbl"))))) == "meta"


def test_the_clock_of_the_header_is_a_block():
    found = [b for b in Mov().split(Stream.of(box(b"moov", mvhd()))) if b.name.startswith("moov/mvhd")]
    assert [(b.kind, b.length, b.says) for b in found] == [
        (BlockKind.QUICKTIME, len(mvhd()), ""),
        (BlockKind.IMAGE, len(mvhd()), ""),
        (BlockKind.TIME, 8, "date"),
    ]


# --- still pictures --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("split_exif", [False, True])
def test_items_are_found_wherever_they_lie(split_exif):
    found = blocks(Heic(), heic(telling_exif(), telling_xmp(), split_exif=split_exif))
    assert found["Exif"] == (BlockKind.EXIF, telling_exif())
    assert found["mime"] == (BlockKind.XMP, telling_xmp())


def test_items_that_are_no_xmp_are_unknown():
    assert blocks(Heic(), heic(packet=b"what is it", media_type=b"text/plain"))["mime"][0] is BlockKind.UNKNOWN


def test_everything_else_in_a_still_picture():
    colours = box(b"iprp", box(b"ipco", box(b"colr", b"prof", profile()), box(b"colr", b"nclx"), box(b"ispe")))
    data = heic(extra=colours + box(b"odd!")) + box(b"mpvd", b"motion") + box(b"moov", mvhd())
    found = {name: kind for name, (kind, _) in blocks(Heic(), data).items()}
    profiles = [block for block in Heic().split(Stream.of(data)) if block.kind is BlockKind.ICC]
    assert [block.content(Stream.of(data)).read(1 << 16) for block in profiles] == [profile()]
    assert found["meta/odd!"] is BlockKind.UNKNOWN
    assert found[MOTION] is BlockKind.EMBEDDED
    assert found["moov/mvhd"] is BlockKind.QUICKTIME


def places(version, sizes, body):
    return full(b"iloc", sizes, body, version=version)


def item(number=1, version=2):
    width = ">HH" if version == 2 else ">IH"
    return full(b"infe", struct.pack(width, number, 0), b"Exif\0", version=version)


def still(*parts):
    return box(b"ftyp", b"heic", b"\0\0\0\0", b"mif1heic") + full(b"meta", *parts)


def test_other_versions_of_the_tables():
    """Version 2 of the place table, items with numbers of four bytes, and data inside the header itself."""
    block = struct.pack(">I", 0) + telling_exif()
    table = places(2, b"\x44\x44", struct.pack(">IIHHIHIII", 1, 1, 1, 0, 0, 1, 7, 0, len(block)))
    items = full(b"iinf", struct.pack(">I", 1), item(version=3), version=1)
    found = blocks(Heic(), still(items, table, box(b"idat", block)))
    assert found["Exif"] == (BlockKind.EXIF, telling_exif())


def test_an_item_without_a_length_reaches_to_the_end():
    items = full(b"iinf", struct.pack(">H", 1), item())
    zero = places(0, b"\x40\0", struct.pack(">HHHHI", 1, 1, 0, 1, 0))
    start = len(still(items, zero))
    table = places(0, b"\x40\0", struct.pack(">HHHHI", 1, 1, 0, 1, start + 8))
    data = still(items, table) + box(b"mdat", struct.pack(">I", 0) + telling_exif())
    assert blocks(Heic(), data)["Exif"] == (BlockKind.EXIF, telling_exif())


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (full(b"iinf", struct.pack(">H", 1), item()),),
        (full(b"iinf", struct.pack(">H", 1), item()), places(1, b"\x44\0", struct.pack(">HHHHH", 1, 1, 2, 0, 0))),
        (full(b"iinf", struct.pack(">H", 1), item()), places(1, b"\x44\0", struct.pack(">HHHHHI", 1, 1, 2, 0, 1, 5))),
        (full(b"iinf", struct.pack(">H", 1), full(b"infe", b"\0" * 8, version=1)), places(0, b"\x44\0", b"\xff" * 9)),
        (
            full(b"iinf", struct.pack(">H", 1), full(b"infe", struct.pack(">HH", 1, 0), b"Exif", version=2)),
            places(0, b"\0\0", b"\0\0"),
        ),
    ],
)
def test_items_that_lead_nowhere(parts):
    found = []
    with suppress(Unreadable):
        found.extend(block.name for block in Heic().split(Stream.of(still(*parts))))
    assert "Exif" not in found
    assert "meta" in found


def test_a_film_by_a_name_that_nobody_knows_is_a_film():
    head = box(b"ftyp", b"abcd", b"\0\0\0\0", b"efgh")
    assert Mp4().matches(head + box(b"moov"))
    assert not Mp4().matches(head + box(b"meta"))
    assert not Mp4().matches(box(b"ftyp", b"jp2 ", b"\0\0\0\0") + box(b"free"))
