"""Animated HEIF and AVIF: the header of the film that they are, and its pictures."""

import struct
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from footprint.errors import Unreadable, Withheld
from footprint.photos import Part, amount, essence
from footprint.photos.amount import SAFE, Amount
from footprint.photos.boxes import XMP_UUID
from footprint.photos.clean import clean_file
from footprint.photos.formats.avif import Avif
from footprint.photos.formats.heic import Heic
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stills import catalogue, sequence
from footprint.photos.stream import Stream
from tests.photos.samples import NAME, box, full, judged, mvhd, needs_exiftool, pixels, telling_xmp, xyz
from tests.photos.stills import avif, heif, inner, needs_avif

PICTURES = (b"first picture", b"second", b"and a third one")
SOUND = b"words that somebody said"
CLOCK = struct.pack(">II", 3_800_000_000, 3_800_000_000)


def entry(*inside):
    """How the pictures are packed, with the name of a program."""
    fixed = bytes(42) + NAME.encode().ljust(32, b"\0") + bytes(4)
    return box(b"hvc1", fixed, *inside)


def sizes(*numbers, same=0):
    return full(b"stsz", struct.pack(f">II{len(numbers)}I", same, len(numbers), *numbers))


def track(kind, stbl, *more, version=0):
    clocks = bytes(16) if version else CLOCK
    minf = box(b"minf", full(b"vmhd", bytes(8)), box(b"dinf", bytes(28)), box(b"stbl", *stbl))
    mdia = box(
        b"mdia",
        full(b"mdhd", clocks, bytes(16), version=version),
        full(b"hdlr", bytes(4), kind, bytes(12), NAME.encode() + b"\0"),
        minf,
    )
    return box(
        b"trak", full(b"tkhd", clocks, bytes(72), version=version), box(b"edts", full(b"elst", bytes(4))), mdia, *more
    )


def table(kind, numbers, letter="I"):
    return full(kind, struct.pack(f">I{len(numbers)}{letter}", len(numbers), *numbers))


def film(*more, stsz=None, stsc=None, wide=False, in_entry=(), in_moov=(), in_trak=(), stbl=(), version=0):
    """Three pictures in two chunks, and sound between them."""
    ftyp = box(b"ftyp", b"hevc", bytes(4), b"msf1hevc")

    def moov(start):
        at = (start, start + len(PICTURES[0]) + len(SOUND))
        parts = (
            full(b"stsd", struct.pack(">I", 1), entry(*in_entry)),
            table(b"stts", (1, 3, 100)[:1]),
            stsc or full(b"stsc", struct.pack(">I6I", 2, 1, 1, 1, 2, 2, 1)),
            stsz or sizes(*map(len, PICTURES)),
            table(b"co64", at, "Q") if wide else table(b"stco", at),
            *stbl,
        )
        sound = (
            full(b"stsd", struct.pack(">I", 1), box(b"mp4a", bytes(28))),
            full(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
            sizes(len(SOUND)),
            table(b"stco", (start + len(PICTURES[0]),)),
        )
        return box(b"moov", mvhd(), track(b"pict", parts, *in_trak, version=version), track(b"soun", sound), *in_moov)

    data = PICTURES[0] + SOUND + b"".join(PICTURES[1:])
    return ftyp + moov(len(ftyp) + len(moov(0)) + 8) + box(b"mdat", data) + b"".join(more)


def joined(data, chosen=SAFE, form=None):
    form, stream, into = form or Heic(), Stream.of(data), BytesIO()
    form.join(stream, amount.parts(stream, list(form.split(stream)), chosen), into)
    return into.getvalue()


def as_it_is(data, form=None):
    form, stream, into = form or Heic(), Stream.of(data), BytesIO()
    form.join(stream, [Part(block) for block in form.split(stream)], into)
    return into.getvalue()


def digest(data, path, form="HEIC"):
    path.write_bytes(data)
    return essence.digest(path, form)


TELLING = {
    "in_moov": (box(b"udta", xyz("+52.6490-000.6370/")), box(b"odd!", b"x"), box(b"uuid", XMP_UUID, telling_xmp())),
    "in_trak": (box(b"meta", NAME.encode()), box(b"free", bytes(8))),
    "in_entry": (box(b"colr", b"nclx", bytes(7)), box(b"note", NAME.encode())),
}


# --- reading ---------------------------------------------------------------------------------------------------------
def test_everything_that_tells_something_is_found():
    found = {(trace.kind, trace.where) for trace in read_bytes(film(**TELLING), "photo").traces}
    assert found >= {
        ("time", "QuickTime header"),
        ("gps", "QuickTime ©xyz"),
        ("gps", "XMP GPS"),
        ("unknown", "timed track"),
        ("unknown", "moov/odd!"),
    }


# --- copies ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("changes", [{}, {"wide": True}, {"version": 1}, {"stbl": (box(b"sdtp", bytes(7)),)}])
def test_a_copy_has_the_pictures_and_nothing_besides(changes, tmp_path):
    data = film(**TELLING, **changes)
    copy = joined(data)
    assert len(copy) == len(data)
    assert all(piece in copy for piece in PICTURES)
    assert not [secret for secret in (SOUND, NAME.encode(), b"52.6490", b"Thornmere", CLOCK) if secret in copy]
    assert read_bytes(copy, "copy").traces == ()
    assert read_bytes(copy, "copy").problem is None
    assert digest(copy, tmp_path / "a") == digest(data, tmp_path / "b")
    assert joined(copy) == copy


def test_where_only_places_go_clocks_and_names_stay():
    copy = joined(film(**TELLING), Amount(places_only=True))
    assert CLOCK in copy
    assert SOUND not in copy


def test_pictures_that_are_all_as_long():
    data = film(stsz=full(b"stsz", struct.pack(">II", 6, 3)))
    extents = list(sequence.samples(Stream.of(data), moov(data)))
    assert [extent.length for extent in extents] == [6, 12]


def moov(data):
    return next(
        found
        for found in catalogue.children(Stream.of(data), catalogue.Box(b"", 0, len(data), 0))
        if found.type == b"moov"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (film(stsz=full(b"stz2", bytes(8))), "of a kind"),
        (film(stsz=sizes(1, 2)), "not as many pictures"),
        (film(stsz=sizes(1, 2, 3, 4)), "not as many pictures"),
        (film(stsc=full(b"stsc", struct.pack(">I6I", 2, 2, 1, 1, 1, 2, 1))), "contradict"),
        (film(stsc=full(b"stsc", struct.pack(">I3I", 2, 1, 1, 1))), "cut off"),
        (film(stsc=full(b"stsc", struct.pack(">I", 1 << 30))), "more pictures"),
        (film(stsz=full(b"stsz", struct.pack(">II", 5, 1 << 30))), "more pictures"),
    ],
)
def test_tables_that_make_no_sense(data, reason):
    assert reason in str(read_bytes(data, "photo").problem)


def test_more_tracks_than_any_real_one_has(monkeypatch):
    monkeypatch.setattr(sequence, "_TRACKS_CAP", 1)
    assert "more tracks" in str(read_bytes(film(), "photo").problem)


def test_a_second_film_is_not_walked_over():
    reading = read_bytes(film(box(b"moov", mvhd())), "photo")
    assert "more lists" in str(reading.problem)


def test_a_track_without_tables_has_no_pictures():
    data = film().replace(b"stbl", b"gone").replace(b"minf", b"gone")
    assert list(sequence.samples(Stream.of(data), moov(data))) == []
    assert sequence.handler(Stream.of(b""), catalogue.Box(b"trak", 0, 0, 0)) == b""


def test_pictures_that_lie_elsewhere_are_withheld():
    still = heif()
    meta = inner(still, b"meta")
    data = film().replace(struct.pack(">I", film().index(PICTURES[0])), struct.pack(">I", 4))
    with pytest.raises(Withheld, match="among other things"):
        joined(data + meta)


# --- identity --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("data", [film(), film(**TELLING), film(wide=True, version=1)])
def test_with_nothing_left_out_a_copy_is_the_original(data):
    assert as_it_is(data) == data


@settings(max_examples=100, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 1600), st.integers(0, 255)), max_size=6), cut=st.integers(0, 3000))
def test_damaged_files_are_split_and_joined_or_refused(changes, cut):
    data = bytearray(film(**TELLING)[: cut if cut < 1500 else None])
    for at, value in changes:
        if at < len(data):
            data[at] = value
    with suppress(Unreadable):
        assert as_it_is(bytes(data)) == data
    with suppress(Unreadable, Withheld):
        assert len(joined(bytes(data))) == len(data)


# --- end to end ------------------------------------------------------------------------------------------------------
@needs_avif
@needs_exiftool
def test_an_animated_avif_shows_the_same(tmp_path):
    frames = [pixels(64, 48, shade=shade) for shade in (0, 90, 180)]
    data = avif(frames[0], save_all=True, append_images=frames[1:], duration=80)
    assert as_it_is(data, Avif()) == data
    (tmp_path / "a.avif").write_bytes(data)
    (tmp_path / "copies").mkdir()
    result = clean_file(tmp_path / "a.avif", tmp_path / "copies")
    assert result.problem is None
    copy = tmp_path / "copies" / "a.avif"
    assert read_file(copy).traces == ()
    told = judged(copy)
    assert {value for name, value in told.items() if name.endswith(("CreateDate", "ModifyDate"))} <= {
        "0000:00:00 00:00:00"
    }
    with Image.open(tmp_path / "a.avif") as before, Image.open(copy) as after:
        assert before.n_frames == after.n_frames == 3
        for number in range(3):
            before.seek(number)
            after.seek(number)
            assert before.tobytes() == after.tobytes()
            assert before.info["duration"] == after.info["duration"]
