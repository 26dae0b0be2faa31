import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Unreadable
from footprint.photos import essence
from footprint.photos.essence import film as reader
from footprint.photos.stream import Stream
from tests.photos.films import film, picture_entry, pictures, sound_entry, sounds, telling_film, timed
from tests.photos.formats.test_movie import fragment, in_fragments
from tests.photos.samples import box, full, mvhd
from tests.photos.test_hostile_photos import mangled


def pieces(data):
    return b"".join(reader.pieces(Stream.of(data)))


def test_films_have_a_reader():
    assert essence.known("MP4")
    assert essence.known("MOV")


def test_names_times_and_other_tracks_do_not_count():
    plain = film(pictures(), sounds())
    assert pieces(film(pictures()._replace(name=b"other"), sounds()._replace(name=b"other"))) == pieces(plain)
    assert pieces(plain.replace(struct.pack(">I", 3_800_000_000), bytes(4))) == pieces(plain)
    assert pieces(plain.replace(b"GoPro AVC encoder", bytes(17)).replace(b"GPRO", bytes(4))) == pieces(plain)
    assert pieces(film(pictures(), sounds(), moov_first=True)) == pieces(plain)


def test_it_is_independent_of_where_the_samples_lie():
    assert pieces(film(pictures(), sounds(), gap=b"something")) == pieces(film())


@pytest.mark.parametrize("sample", [b"first picture", b"second picture", b"la", b"li", b"lu"])
def test_every_byte_of_a_sample_counts(sample):
    data = film()
    at = data.index(sample)
    for place in range(at, at + len(sample)):
        changed = data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :]
        assert pieces(changed) != pieces(data)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\0\0\0\2\0\0\x02\x58", b"\0\0\0\2\0\0\x02\x59"),
        (b"avcC\1\x42", b"avcC\1\x43"),
        (b"colrnclx\0\1", b"colrnclx\0\2"),
        (b"\x40\0\0\0\0\x30\0\0", b"\x40\0\0\0\0\x31\0\0"),
        (b"stsc\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\1", b"stsc\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\2"),
    ],
)
def test_coding_and_timing_count(before, after):
    data = film()
    assert before in data
    changed = data.replace(before, after)
    try:
        assert pieces(changed) != pieces(data)
    except Unreadable:
        assert before.startswith(b"stsc")


def test_edits_count():
    def edited(start):
        return film(pictures(header=box(b"edts", full(b"elst", struct.pack(">IIi", 1, 1200, start), b"\0\1\0\0"))))

    assert pieces(edited(0)) != pieces(edited(10))


@pytest.mark.parametrize(
    "entry",
    [
        sound_entry(version=1),
        sound_entry(version=1, more=bytes(16)),
        sound_entry(version=2, more=bytes(36)),
        sound_entry(box(b"wave", full(b"esds", b"\3\2\0\1")), version=1, more=bytes(16)),
    ],
)
def test_sound_is_coded_by_what_is_in_its_boxes(entry):
    data = film(sounds()._replace(entry=entry))
    assert pieces(data.replace(b"\3\2\0\1", b"\3\2\0\2")) != pieces(data)


def test_fragments_count():
    data = in_fragments(fragment(1, [b"picture"]), fragment(2, [b"52.6490"]))
    assert pieces(data.replace(b"picture", b"fixture")) != pieces(data)
    assert pieces(data.replace(b"52.6490", bytes(7))) == pieces(data)
    same = fragment(1, [b"four", b"long"], run=0x1, rows=b"", flags=0x20010, base=struct.pack(">I", 4))
    assert b"fourlong" in pieces(in_fragments(same))
    behind = fragment(1, [b"four"], flags=0xA, base=bytes(8), run=0x205, first=bytes(4))
    assert b"four" in pieces(in_fragments(behind))
    start = len(in_fragments())
    assert b"four" in pieces(in_fragments(fragment(1, [b"four"], flags=1, base=struct.pack(">Q", start))))


def large(kind, body):
    return b"\0\0\0\1" + kind + struct.pack(">Q", 16 + len(body)) + body


def test_boxes_of_any_length():
    data = film(moov_first=True)
    at = data.index(b"mdat") - 4
    assert pieces(data[:at] + bytes(4) + data[at + 4 :]) == pieces(data)
    assert pieces(data + large(b"free", b"abc")) == pieces(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no header"),
        (film(moov_first=True)[:-10], "cut off"),
        (box(b"moov", box(b"trak", box(b"mdia", full(b"hdlr", b"\0\0\0\0vide")))), "no sense"),
        (film().replace(b"mdhd", b"mdxx"), "no sense"),
        (film().replace(b"stbl", b"stxx"), "no sense"),
        (film().replace(b"stsd", b"stxx"), "no sense"),
        (film().replace(b"stsz", b"stxx"), "no sense"),
        (film().replace(b"stsz\0\0\0\0\0\0\0\0\0\0\0\2", b"stsz\0\0\0\0\0\0\0\0\xff\xff\xff\xff"), "no sense"),
        (film().replace(b"stts\0\0\0\0\0\0\0\1", b"stts\0\0\0\0\0\0\0\2"), "no sense"),
        (in_fragments(fragment(1, [b"four", b"long"], rows=b"\0\0\0\4")), "no sense"),
        (box(b"moov", *[box(b"free")] * 50_001), "no sense"),
    ],
)
def test_films_that_make_no_sense(data, reason):
    with pytest.raises(Unreadable, match=reason):
        pieces(data)


def test_a_header_is_all_that_some_films_have():
    assert pieces(box(b"moov")) == b""
    assert pieces(box(b"moov", mvhd()))
    assert pieces(film().replace(b"stsc", b"stxx"))
    assert pieces(film(timed(b"gpmd", b"x")))
    assert pieces(film(pictures()._replace(entry=picture_entry(box(b"odd!", b"x"))), sounds()))


@pytest.mark.parametrize(
    "sizes",
    [
        full(b"stz2", b"\0\0\0\4", struct.pack(">I", 3), b"\x22\x20"),
        full(b"stz2", b"\0\0\0\x08", struct.pack(">I", 3), b"\2\2\2"),
        full(b"stz2", b"\0\0\0\x10", struct.pack(">I", 3), b"\0\2\0\2\0\2"),
        full(b"stsz", struct.pack(">II", 2, 3)),
    ],
)
def test_lengths_of_samples_in_every_spelling(sizes):
    usual = full(b"stsz", struct.pack(">II3I", 0, 3, 2, 2, 2))
    data = film(sounds())
    assert usual in data
    other = data.replace(usual, usual[:4] + sizes[4:].ljust(len(usual) - 4, b"\0"))
    assert b"la\0\0\0\2li\0\0\0\2lu" in pieces(other)


@settings(max_examples=200, deadline=2000, derandomize=True)
@given(st.sampled_from((telling_film(), in_fragments(fragment(1, [b"picture"])))), st.integers(0, 1 << 32))
def test_a_damaged_film_is_read_or_refused(data, seed):
    try:
        found = pieces(mangled(data, seed))
    except Unreadable:
        return
    assert isinstance(found, bytes)
