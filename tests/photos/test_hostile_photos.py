"""Whatever the bytes: an answer, soon, and never an error."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint.photos.clean import clean_file
from footprint.photos.read import FAULT, read_bytes, read_file
from footprint.photos.thumbnail import thumbnail
from tests.photos.samples import (
    apple_meta,
    box,
    chunk,
    exif_segment,
    heic,
    iptc_segment,
    jpeg,
    mp4,
    png,
    raw_profile,
    riff_chunk,
    telling_exif,
    telling_iptc,
    telling_xmp,
    webp,
    xmp_segment,
    xyz,
)

SEEDS = (
    jpeg(
        exif_segment(telling_exif()),
        xmp_segment(telling_xmp()),
        iptc_segment(telling_iptc()),
        trailer=mp4(box(b"udta", xyz("+52.6490-000.6370/"))),
    ),
    png(chunk(b"eXIf", telling_exif(">")), raw_profile("exif", telling_exif()), raw_profile("xmp", telling_xmp())),
    webp(riff_chunk(b"EXIF", telling_exif()), riff_chunk(b"XMP ", telling_xmp()), flags=12),
    telling_exif(">"),
    heic(telling_exif(), telling_xmp()),
    mp4(box(b"udta", xyz("+52.6490-000.6370/")), apple_meta(location_ISO6709="+52.6490-000.6370/", make="Lanterna")),
)


def mangled(data, seed):
    """Bytes flipped, cut out, doubled or cut off, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  no secret: the same damage each time
    raw = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20))):
        at = dice.randrange(len(raw))
        match dice.randrange(5):
            case 0:
                raw[at] ^= 1 << dice.randrange(8)
            case 1:
                raw[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
            case 2:
                del raw[at : at + dice.randrange(1, 30)]
            case 3:
                raw[at:at] = raw[at : at + dice.randrange(1, 60)]
            case _:
                del raw[max(at, 16) :]
        if not raw:
            break
    return bytes(raw)


@settings(max_examples=400, deadline=2000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 1 << 32))
def test_damaged_files_are_read_as_far_as_they_go(data, seed):
    reading = read_bytes(mangled(data, seed), "photo")
    assert not str(reading.problem).startswith(FAULT)
    assert all(trace.value.isprintable() and len(trace.value) <= 300 for trace in reading.traces)
    assert reading.problem or reading.format != "unknown"


@settings(max_examples=200, deadline=2000, derandomize=True)
@given(st.sampled_from([seed[:12] for seed in SEEDS] + [b"", b"II*\0\x08\0\0\0"]), st.binary(max_size=300))
def test_anything_at_all_is_read(head, rest):
    assert not str(read_bytes(head + rest, "photo").problem).startswith(FAULT)


@settings(max_examples=60, deadline=4000, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SEEDS[:3]), st.integers(0, 1 << 32))
def test_a_damaged_file_is_cleaned_or_withheld(tmp_path, data, seed):
    source, into = tmp_path / "photo", tmp_path / "copies"
    into.mkdir(exist_ok=True)
    source.write_bytes(mangled(data, seed))
    result = clean_file(source, into)
    if result.verified:
        assert read_file(into / "photo").traces == ()
        (into / "photo").unlink()
    else:
        assert result.problem
    assert list(into.iterdir()) == []


@settings(max_examples=60, deadline=4000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 1 << 32))
def test_a_damaged_file_gives_a_thumbnail_or_none(data, seed):
    assert thumbnail(mangled(data, seed))[:2] in (b"", b"\xff\xd8")


def many_tiny_segments():
    return b"\xff\xd8" + b"\xff\xe9\0\2" * 500_000


def many_scans():
    return b"\xff\xd8" + b"\xff\xda\0\2" * 500_000


def exif_after_exif():
    """Every block has as many entries as fit, all of which are texts as long as the block."""
    rows = b"".join(b"\x3b\x01\2\0" + (60_000).to_bytes(4, "little") + (8).to_bytes(4, "little") for _ in range(900))
    block = b"II*\0\x08\0\0\0" + (900).to_bytes(2, "little") + rows
    return b"\xff\xd8" + exif_segment(block.ljust(60_000, b"A")) * 150


def one_date_a_thousand_times():
    """Every entry is a date as long as the file."""
    size = 1 << 24
    row = b"\x03\x90\2\0" + size.to_bytes(4, "little") + (8).to_bytes(4, "little")
    return (b"II*\0\x08\0\0\0" + (900).to_bytes(2, "little") + row * 900).ljust(size, b"A")


def one_exif_block_in_many_segments():
    return b"\xff\xd8" + exif_segment(b"II*\0\x08\0\0\0") + exif_segment(b"A" * 60_000) * 1_000


def many_boxes():
    return b"\0\0\0\x14ftypisom\0\0\0\0isom" + b"\0\0\0\x08free" * 200_000


def deep_boxes():
    data = b""
    for _ in range(3_000):
        data = box(b"trak", data)
    return mp4(data)


def many_chunks():
    return png()[:33] + chunk(b"tEXt", b"") * 120_000


def many_bombs():
    bomb = raw_profile("exif", b"\0" * 4_000_000)
    return png(*[bomb] * 200)


@pytest.mark.parametrize(
    "make",
    [
        *(many_tiny_segments, many_scans, exif_after_exif, one_date_a_thousand_times),
        *(one_exif_block_in_many_segments, many_boxes, deep_boxes, many_chunks, many_bombs),
    ],
)
def test_files_made_to_take_long_do_not(make):
    data = make()
    start = time.process_time()
    reading = read_bytes(data, "photo")
    assert time.process_time() - start < 15
    assert not str(reading.problem).startswith(FAULT)
