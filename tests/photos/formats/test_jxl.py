import shutil
import struct
import subprocess
from io import BytesIO

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from footprint.errors import Unreadable, Withheld
from footprint.photos import BlockKind, Part, exif, format_of, fresh
from footprint.photos.amount import Amount
from footprint.photos.clean import clean_file
from footprint.photos.essence import jxl as essence
from footprint.photos.formats import jxl as module
from footprint.photos.formats.jxl import Jxl
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    box,
    exif_segment,
    jpeg,
    judged,
    needs_exiftool,
    pixels,
    telling_exif,
    telling_xmp,
    tiff,
    words,
)

CJXL, DJXL = shutil.which("cjxl"), shutil.which("djxl")
needs_libjxl = pytest.mark.skipif(not (CJXL and DJXL), reason="cjxl and djxl are not installed")

STREAM = bytes.fromhex("ff0a") + b"\x7f\x1a" + b"invented bits of a picture" * 4
START = b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ")
GAIN_MAP = b"\0" + struct.pack(">H", 3) + b"abc" + b"\2cc" + struct.pack(">I", 2) + b"pp" + STREAM


def packed(kind, content):
    return box(b"brob", kind, brotli.compress(content))


def jxl(*before, behind=(), stream=None):
    """A picture in boxes, its stream in one box or, given a list, in parts."""
    parts = [stream or STREAM] if not isinstance(stream, list) else stream
    inside = (
        [box(b"jxlc", parts[0])]
        if len(parts) == 1
        else [
            box(b"jxlp", struct.pack(">I", number | (1 << 31 if number + 1 == len(parts) else 0)), part)
            for number, part in enumerate(parts)
        ]
    )
    return START + b"".join((*before, *inside, *behind))


EVERYTHING = jxl(
    box(b"Exif", bytes(4), telling_exif()),
    box(b"xml ", telling_xmp()),
    packed(b"Exif", bytes(4) + telling_exif(">")),
    packed(b"xml ", telling_xmp()),
    box(b"jumb", b"signed by " + NAME.encode()),
    packed(b"jumb", b"signed by " + NAME.encode()),
    box(b"jbrd", b"what the JPEG had " + NAME.encode()),
    box(b"nobd", NAME.encode()),
    behind=(box(b"jhgm", GAIN_MAP), box(b"free", SERIAL.encode())),
    stream=[STREAM[:20], STREAM[20:50], STREAM[50:]],
)


def split(data):
    return list(Jxl().split(Stream.of(data)))


def split_as_far_as_it_goes(data):
    blocks = []
    try:
        for block in Jxl().split(Stream.of(data)):
            blocks.append(block)  # noqa: PERF402  what came before an error is kept
    except Unreadable:
        pass
    return blocks


def joined(data, parts, block=b""):
    into = BytesIO()
    Jxl().join(Stream.of(data), parts, into, exif=block)
    return into.getvalue()


def cleaned(tmp_path, data, amount=None):
    source, into = tmp_path / "a.jxl", tmp_path / "copies"
    source.write_bytes(data)
    into.mkdir(exist_ok=True)
    result = clean_file(source, into, amount=amount or Amount())
    return result, (into / "a.jxl").read_bytes() if result.copy else b""


def test_every_box_has_its_kind_and_content():
    stream = Stream.of(EVERYTHING)
    found = {b.name: (b.kind, b.content(stream).read(1 << 20)) for b in Jxl().split(stream)}
    assert {name: kind for name, (kind, _) in found.items()} == {
        "JXL": BlockKind.IMAGE,
        "ftyp": BlockKind.IMAGE,
        "Exif": BlockKind.EXIF,
        "xml": BlockKind.XMP,
        "brob/Exif": BlockKind.EXIF,
        "brob/xml": BlockKind.XMP,
        "jumb": BlockKind.PROVENANCE,
        "brob/jumb": BlockKind.PROVENANCE,
        "JPEG reconstruction data": BlockKind.UNKNOWN,
        "nobd": BlockKind.UNKNOWN,
        "jxlp": BlockKind.IMAGE,
        "gain map": BlockKind.IMAGE,
        "free": BlockKind.UNKNOWN,
    }
    assert found["Exif"][1] == telling_exif()
    assert found["brob/Exif"][1] == telling_exif(">")
    assert found["xml"][1] == found["brob/xml"][1] == telling_xmp()


@pytest.mark.parametrize("data", [EVERYTHING, jxl(packed(b"Exif", bytes(4) + telling_exif()))])
def test_what_it_says_is_read(data):
    reading = read_bytes(data, "a.jxl")
    assert (reading.format, reading.problem) == ("JPEG XL", None)
    assert (reading.location.latitude, reading.location.longitude) == pytest.approx(HOME)
    assert {trace.kind for trace in reading.traces} >= {"gps", "owner", "device", "time"}


def test_a_picture_without_boxes_says_nothing():
    reading = read_bytes(STREAM, "a.jxl")
    assert (reading.format, reading.problem, reading.traces) == ("JPEG XL", None, ())


def test_nothing_is_left_in_a_copy(tmp_path):
    result, copy = cleaned(tmp_path, EVERYTHING)
    assert (result.verified, result.problem) == (True, None)
    assert copy == jxl(behind=(box(b"jhgm", GAIN_MAP),), stream=[STREAM[:20], STREAM[20:50], STREAM[50:]])
    assert read_file(tmp_path / "copies" / "a.jxl").traces == ()


def test_what_was_asked_for_stands_in_a_small_block(tmp_path):
    result, copy = cleaned(tmp_path, EVERYTHING, Amount(keep=frozenset({"copyright"})))
    assert (result.verified, result.problem) == (True, None)
    assert [b.name for b in split(copy)][:4] == ["JXL", "ftyp", "Exif", "jxlp"]
    assert [trace.value for trace in read_file(tmp_path / "copies" / "a.jxl").traces] == ["(c) " + NAME]


@pytest.mark.parametrize("data", [EVERYTHING, STREAM, jxl(), START + b"\0\0\0\0jxlc" + STREAM])
def test_blocks_tile_the_file_and_join_to_the_same_bytes(data):
    blocks = split(data)
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert joined(data, [Part(block) for block in blocks]) == data


def test_other_content_is_written_as_such():
    new = {BlockKind.EXIF: tiff({0x010F: words("Lanterna")}), BlockKind.XMP: b"<x/>"}
    copy = joined(EVERYTHING, [Part(block, content=new.get(block.kind)) for block in split(EVERYTHING)])
    stream = Stream.of(copy)
    found = [(b.name, b.content(stream).read(1 << 20)) for b in Jxl().split(stream) if b.kind in new]
    assert found == [("Exif", new[BlockKind.EXIF]), ("xml", b"<x/>")] * 2


def test_a_fresh_block_stands_before_the_picture():
    blocks = split(START + b"\0\0\0\0jxlc" + STREAM)
    copy = joined(START + b"\0\0\0\0jxlc" + STREAM, [Part(block) for block in blocks], fresh.exif(6))
    inside = next(b for b in split(copy) if b.name == "Exif")
    assert exif.orientation(inside.content(Stream.of(copy))) == 6
    assert [b.name for b in split(copy)] == ["JXL", "ftyp", "Exif", "jxlc"]


def test_a_picture_without_boxes_has_no_place_for_one():
    with pytest.raises(Withheld, match="no place"):
        joined(STREAM, [Part(block) for block in split(STREAM)], fresh.exif(6))


@settings(max_examples=150, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=6),
    st.integers(0, 1 << 12),
)
def test_damaged_files_are_the_same_too(changes, cut):
    raw = bytearray(EVERYTHING)
    for at, value in changes:
        raw[at % len(raw)] = value
    raw = bytes(raw[: max(12, len(raw) - cut)])
    assert raw.startswith(joined(raw, [Part(block) for block in split_as_far_as_it_goes(raw)]))


@settings(max_examples=40, deadline=4000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_damaged_file_is_cleaned_or_withheld(tmp_path, changes):
    raw = bytearray(EVERYTHING)
    for at, value in changes:
        raw[at % len(raw)] = value
    result, copy = cleaned(tmp_path, bytes(raw))
    if result.verified:
        assert NAME.encode() not in copy
        (tmp_path / "copies" / "a.jxl").unlink()
    else:
        assert result.problem
        assert "inside Footprint" not in result.problem


# --- packed boxes -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "inside",
    [
        packed(b"Exif", bytes(1 << 23)),
        box(b"brob", b"Exif", b"no brotli at all"),
        box(b"brob", b"xml ", brotli.compress(telling_xmp())[:-9]),
        packed(b"nobd", NAME.encode()),
        box(b"brob"),
    ],
)
def test_what_cannot_be_unpacked_is_of_no_known_kind(inside):
    block = next(b for b in split(jxl(inside)) if b.name.startswith("brob"))
    assert (block.kind, block.payload) == (BlockKind.UNKNOWN, None)


def test_no_more_is_unpacked_than_is_read(monkeypatch):
    monkeypatch.setattr(module, "_TEXTS_CAP", len(telling_xmp()) + 10)
    kinds = [b.kind for b in split(jxl(*[packed(b"xml ", telling_xmp())] * 3)) if b.name == "brob/xml"]
    assert kinds == [BlockKind.XMP, BlockKind.UNKNOWN, BlockKind.UNKNOWN]


@pytest.mark.parametrize("inside", [GAIN_MAP[:-200], b"\1" + GAIN_MAP[1:], GAIN_MAP[:13] + START, b""])
def test_a_gain_map_that_is_none_is_of_no_known_kind(inside):
    assert [b.kind for b in split(jxl(box(b"jhgm", inside))) if b.name == "jhgm"] == [BlockKind.UNKNOWN]


def test_a_box_cut_off_is_said():
    with pytest.raises(Unreadable, match="cut off"):
        split(EVERYTHING[:-3])


# --- the size ---------------------------------------------------------------------------------------------------------
def bits(*fields):
    """Fields of (value, width), the lowest bit first."""
    whole = at = 0
    for value, width in fields:
        whole |= value << at
        at += width
    return b"\xff\x0a" + whole.to_bytes(12, "little")


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ([(1, 1), (3, 5), (0, 3), (5, 5)], (48, 32)),
        ([(1, 1), (3, 5), (1, 3)], (32, 32)),
        ([(0, 1), (1, 2), (2999, 13), (3, 3)], (4000, 3000)),
        ([(0, 1), (0, 2), (99, 9), (0, 3), (3, 2), ((1 << 30) - 1, 30)], (1 << 30, 100)),
    ],
)
def test_the_size_stands_in_the_first_bits(fields, size):
    for data in (bits(*fields), jxl(stream=bits(*fields)), jxl(stream=[bits(*fields), b"more"])):
        stream = Stream.of(data)
        sizes = [Jxl().dimensions(block, stream) for block in Jxl().split(stream)]
        assert list(filter(None, sizes)) == [size]


def test_a_picture_larger_than_any_camera_makes_is_said():
    side = ((1 << 18) - 1, 18)
    huge = bits((0, 1), (2, 2), side, (0, 3), (2, 2), side)
    assert "too many pixels" in read_bytes(jxl(stream=huge), "a.jxl").problem


# --- the essence ------------------------------------------------------------------------------------------------------
def pieces(data):
    return b"".join(essence.pieces(Stream.of(data)))


def test_the_essence_is_the_stream_however_it_is_wrapped():
    assert pieces(jxl()) == pieces(STREAM) == pieces(jxl(stream=[STREAM[:9], STREAM[9:]])) == STREAM
    assert pieces(EVERYTHING) == STREAM + b"jhgm" + GAIN_MAP
    assert pieces(START + b"\0\0\0\1jxlc" + struct.pack(">Q", len(STREAM) + 16) + STREAM) == STREAM


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (START, "no picture"),
        (b"", "no picture"),
        (jxl()[:-1], "beyond"),
        (START + b"\0\0\0\4jxlc", "beyond"),
        (START + box(b"jxlp", struct.pack(">I", 1), STREAM), "order"),
        (START + b"\0\0\0\x08free" * 20_001, "too many"),
    ],
)
def test_what_is_no_picture_has_no_essence(data, reason):
    with pytest.raises(Unreadable, match=reason):
        pieces(data)


def test_what_is_besides_the_picture_is_noted():
    data = jxl(box(b"Exif", bytes(4), telling_exif()), box(b"xml ", telling_xmp()), behind=(box(b"jhgm", GAIN_MAP),))
    names = dict(essence.notes(Stream.of(data)))
    assert names.keys() >= {"Image Artist", "GPS GPSLatitude", "xml box"}
    assert dict(essence.notes(Stream.of(STREAM))) == dict(essence.notes(Stream.of(jxl()))) == {}
    assert dict(essence.notes(Stream.of(jxl(box(b"Exif", b"\0\0\0\0no EXIF"))))) == {"Exif box": 0}


def test_an_exif_box_that_the_second_reader_stumbles_over(monkeypatch):
    monkeypatch.setattr(essence.exifread, "process_file", None)
    data = jxl(box(b"Exif", bytes(4), telling_exif()))
    with pytest.raises(Unreadable, match="EXIF block"):
        dict(essence.notes(Stream.of(data)))


# --- real pictures ----------------------------------------------------------------------------------------------------
def encoded(tmp_path, data, suffix, *options):
    source, target = tmp_path / f"source.{suffix}", tmp_path / "source.jxl"
    source.write_bytes(data)
    subprocess.run([CJXL, str(source), str(target), *options], check=True, capture_output=True)
    return target.read_bytes()


def decoded(tmp_path, data):
    source, target = tmp_path / "again.jxl", tmp_path / "again.png"
    source.write_bytes(data)
    subprocess.run([DJXL, str(source), str(target)], check=True, capture_output=True)
    with Image.open(target) as image:
        return image.size, image.convert("RGB").tobytes()


@needs_libjxl
@pytest.mark.parametrize("options", [[], ["-j", "0"]])
def test_decoders_see_the_same_picture(tmp_path, options):
    photo = jpeg(exif_segment(telling_exif(orientation=6)))
    data = encoded(tmp_path, photo, "jpg", *options)
    assert type(format_of(data[:512])) is Jxl
    data += box(b"Exif", bytes(4), telling_exif()) + packed(b"xml ", telling_xmp())
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert decoded(tmp_path, copy) == decoded(tmp_path, data)
    assert b"jbrd" not in copy


@needs_libjxl
def test_a_bare_stream_is_copied(tmp_path):
    into = BytesIO()
    pixels().save(into, "PNG")
    data = encoded(tmp_path, into.getvalue(), "png", "-d", "0")
    assert data[:2] == b"\xff\x0a"
    assert [Jxl().dimensions(b, Stream.of(data)) for b in split(data)] == [(48, 32)]
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, copy) == (True, data)
    assert decoded(tmp_path, copy) == ((48, 32), pixels().tobytes())


@needs_exiftool
def test_the_judge_finds_nothing(tmp_path):
    result, _ = cleaned(tmp_path, EVERYTHING)
    assert {name for name in judged(result.copy) if not name.startswith("Jpeg2000:")} == set()
