import struct
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Unreadable, Withheld
from footprint.photos import BlockKind, Part
from footprint.photos.amount import SAFE, Amount, parts
from footprint.photos.films import track
from footprint.photos.films.movie import HEADER_END
from footprint.photos.films.track import Samples
from footprint.photos.formats.mov import Mov
from footprint.photos.formats.mp4 import Mp4
from footprint.photos.runs import gaps, merged
from footprint.photos.stream import Stream
from tests.photos.films import (
    AVCC,
    film,
    gpmf_sample,
    insta360,
    picture_entry,
    pictures,
    sound_entry,
    sounds,
    telling_film,
    timed,
    trak,
)
from tests.photos.samples import box, full, mvhd, small_jpeg, telling_xmp
from tests.photos.test_hostile_photos import mangled


def split(data, form=None):
    return list((form or Mp4()).split(Stream.of(data)))


def joined(data, amount=None):
    stream, into = Stream.of(data), BytesIO()
    blocks = list(Mp4().split(stream))
    chosen = parts(stream, blocks, amount) if amount else [Part(block) for block in blocks]
    Mp4().join(stream, chosen, into)
    return into.getvalue()


# --- fragments -------------------------------------------------------------------------------------------------------
def fragment(number, samples, *, at=0, flags=0x20000, run=0x201, base=b"", rows=None, more=b"", first=b""):
    """A `moof` with one track, and its data behind it. `rows` replaces the lengths of the samples."""
    rows = rows if rows is not None else b"".join(struct.pack(">I", len(sample)) for sample in samples)

    def moof(offset):
        tfhd = box(b"tfhd", struct.pack(">II", flags, number), base)
        where = struct.pack(">i", offset) if run & 1 else b""
        trun = box(b"trun", struct.pack(">II", run, len(samples)), where, first, rows)
        return box(
            b"moof", full(b"mfhd", struct.pack(">I", 1)), box(b"traf", tfhd, full(b"tfdt", bytes(4)), trun, more)
        )

    return moof(len(moof(0)) + 8) + box(b"mdat", *samples)


def header(*specs, sizes=(0, 0)):
    """The header of a film in fragments."""
    extends = [full(b"trex", struct.pack(">IIIII", n, 1, 0, size, 0)) for n, size in enumerate(sizes, 1)]
    empty = [trak(n, spec._replace(samples=()), []) for n, spec in enumerate(specs, 1)]
    return box(b"ftyp", b"iso6\0\0\0\0iso6") + box(b"moov", mvhd(), *empty, box(b"mvex", *extends))


def in_fragments(*fragments, sizes=(0, 0), after=b""):
    return header(pictures(), timed(b"gpmd", b""), sizes=sizes) + b"".join(fragments) + after


def test_fragments_of_tracks_that_are_not_played_go():
    tfra = [full(b"tfra", struct.pack(">III", n, 0, 0)) for n in (1, 2)]
    data = in_fragments(
        fragment(1, [b"picture", b"another"]),
        fragment(2, [b"52.6490 -0.6370"]),
        after=box(b"mfra", *tfra, full(b"mfro", struct.pack(">I", 64))),
    )
    copy = joined(data, SAFE)
    assert len(copy) == len(data)
    assert b"picture" in copy
    assert b"another" in copy
    assert b"52.6490" not in copy
    assert copy.count(b"traf") == copy.count(b"tfra") == copy.count(b"trex") == 1
    assert joined(data) == data


@pytest.mark.parametrize(
    "piece",
    [
        fragment(1, [b"four", b"long"], run=0x1, rows=b""),
        fragment(1, [b"four", b"long"], run=0x1, rows=b"", flags=0x20010, base=struct.pack(">I", 4)),
        fragment(
            1,
            [b"four", b"long"],
            run=0xF05,
            first=bytes(4),
            rows=struct.pack(">8I", 1, 4, 0, 0, 1, 4, 0, 0),
            flags=0x20000,
        ),
        fragment(1, [b"four", b"long"], flags=0),
        fragment(1, [b"four", b"long"], flags=0x2000A, base=bytes(8)),
    ],
)
def test_lengths_and_places_in_fragments_are_found(piece):
    data = in_fragments(piece, sizes=(4, 0))
    runs = [data[b.offset : b.end] for b in split(data) if b.name == "samples"]
    assert runs == [b"fourlong"]


def test_fragments_counted_from_the_files_beginning():
    start = len(in_fragments())
    first = fragment(1, [b"four"], flags=1, base=bytes(8))
    data = in_fragments(fragment(1, [b"four"], flags=1, base=struct.pack(">Q", start), run=0x201))
    assert len(first) == len(data) - start
    assert [data[b.offset : b.end] for b in split(data) if b.name == "samples"] == [b"four"]


def test_fragments_that_make_no_sense():
    with pytest.raises(Unreadable, match="fragments"):
        split(in_fragments(fragment(1, [b"four", b"long"], rows=b"\0\0\0\4")))
    two = box(
        b"moof",
        *(box(b"traf", box(b"tfhd", struct.pack(">II", 0, n)), box(b"trun", bytes(8))) for n in (2, 1)),
    )
    with pytest.raises(Unreadable, match="fragments"):
        split(in_fragments(two))


# --- the walk --------------------------------------------------------------------------------------------------------
def test_what_is_needed_stays_and_what_tells_something_goes():
    data = telling_film()
    copy = joined(data, SAFE)
    assert len(copy) == len(data)
    for gone in (b"GoPro", b"Core Media", b"52.649", b"stale", b"Quillfeather", b"Lanterna", b"GPRO", b"appl", b"gpmd"):
        assert gone in data
        assert gone not in copy
    for kept in (b"first picture", b"second picture", b"la", b"lu", AVCC):
        assert kept in copy


def test_the_costly_part_comes_last():
    names = [block.name for block in split(telling_film())]
    end = names.index(HEADER_END)
    assert Mp4.costly_after == HEADER_END
    assert "samples" not in names[:end]
    assert "moov/udta" in names[:end]
    assert set(names[end + 1 :]) == {"gpmd", "samples", "data that no track points at"}


def test_tracks_that_belong_to_what_goes_are_mended():
    more = box(
        b"tref", box(b"cdsc", struct.pack(">I", 3)), box(b"auxl", struct.pack(">I", 2)), box(b"fall", b"\0\0\0\3")
    )
    data = film(pictures(more=more), sounds(), timed(b"gpmd", b"x"))
    copy = joined(data, SAFE)
    assert b"auxl" in copy
    assert b"cdsc" not in copy
    assert b"fall" not in copy


def test_what_stands_behind_a_tables_end_goes():
    for spare in (b"hidden!!", b"\0" * 8):
        data = film(pictures(more=box(b"tapt", full(b"clef", bytes(8), spare))))
        assert joined(data) == data
        assert spare == bytes(8) or spare not in joined(data, SAFE)
        said = [b for b in split(data) if b.name.endswith("clef rest")]
        assert [b.inner for b in said] == [spare == bytes(8)]


def test_boxes_in_the_header_that_nobody_needs():
    tables = full(b"sgpd", b"roll", bytes(8)) + full(b"sgpd", b"what", bytes(8)) + full(b"sbgp", b"seig", bytes(8))
    header = full(b"elst", struct.pack(">III", 1, 1200, 0), b"\0\1\0\0")
    data = film(
        pictures(tables=tables, header=box(b"edts", header)),
        in_moov=box(b"iods", b"terms") + box(b"mvex", box(b"odd!")),
    )
    copy = joined(data, SAFE)
    assert b"roll" in copy
    assert b"what" not in copy
    assert b"terms" not in copy
    assert b"elst" in copy
    assert joined(data) == data


def test_large_boxes_keep_their_header():
    data = film(pictures(), wide=True)
    at = data.index(b"mdat") - 4
    long = data[:at] + b"\0\0\0\1mdat" + struct.pack(">Q", 8 + len(data)) + data[at:]
    assert b"co64" in data
    with pytest.raises(Unreadable):
        split(long)
    hidden = b"\0\0\0\1odd!" + struct.pack(">Q", 16 + 9) + b"something"
    copy = joined(film(after=hidden), SAFE)
    assert copy.endswith(b"\0\0\0\1free" + struct.pack(">Q", 25) + b"\0" * 9)


def test_boxes_of_any_type_become_empty():
    for kind in (b"a/bc", b"////", b"\xa9abc", b"\xff\0\1 "):
        data = film(in_moov=box(kind, b"something") + box(b"udta", box(kind, b"something")), after=box(kind, b"x"))
        copy = joined(data, SAFE)
        assert copy.count(b"free") == 3
        assert b"some" not in copy
        assert joined(copy, SAFE) == copy


def test_a_box_that_reaches_to_the_end_stays_one():
    copy = joined(film(after=b"\0\0\0\0odd!something"), SAFE)
    assert copy.endswith(b"\0\0\0\0free" + b"\0" * 9)


@pytest.mark.parametrize(
    "behind", [b"x", b"seven b", b"no box at all, but text", bytes(40), insta360(), b"\0\0\xff\xffodd!short"]
)
def test_whatever_lies_behind_the_last_box_goes(behind):
    data = film(after=behind)
    assert joined(data) == data
    copy = joined(data, SAFE)
    assert len(copy) == len(data)
    assert (
        not copy[len(film()) :]
        .replace(b"free", b"")
        .strip(b"\0\x1d\x0c\x28\x17" + bytes((len(behind) & 255, len(behind) >> 8)))
    )
    assert joined(copy, SAFE) == copy


def test_a_second_header_goes():
    data = film() + box(b"moov", mvhd(), box(b"udta", b"abc"))
    assert joined(data, SAFE).count(b"moov") == 1


def test_a_film_that_is_all_header():
    with pytest.raises(Unreadable, match="no header"):
        split(box(b"ftyp", b"isom\0\0\0\0isom") + box(b"mdat", b"data"))


def test_descriptions_at_the_top():
    data = film(after=box(b"meta", b"what") + box(b"uuid", b"?" * 16, b"x") + box(b"udta", box(b"XMP_", telling_xmp())))
    kinds = {b.name: b.kind for b in split(data)}
    assert kinds["meta"] is BlockKind.QUICKTIME
    assert kinds["udta/XMP_"] is BlockKind.XMP
    assert b"Thornmere" not in joined(data, SAFE)


# --- sample entries --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "entry",
    [
        sound_entry(),
        sound_entry(version=1, more=bytes(16)),
        sound_entry(version=1),
        sound_entry(box(b"wave", box(b"frma", b"mp4a"), full(b"esds", b"\3\2\0\1")), version=1, more=bytes(16)),
        sound_entry(version=2, more=bytes(36)),
    ],
)
def test_fields_of_sound(entry):
    data = film(sounds()._replace(entry=entry))
    assert joined(data) == data
    copy = joined(data, SAFE)
    assert b"esds" in copy
    assert b"appl" not in copy


@pytest.mark.parametrize(
    ("codec", "options", "length", "sound"),
    [
        (b"twos", {"channels": 2, "bits": 16}, 4, True),
        (b"twos", {"channels": 2, "bits": 16}, 2, False),
        (b"in24", {"channels": 1, "bits": 16}, 3, True),
        (b"ulaw", {"channels": 1, "bits": 16}, 1, True),
        (b"lpcm", {"version": 2, "more": bytes(28) + struct.pack(">II", 6, 1)}, 6, True),
    ],
)
def test_plain_sound_is_known_by_the_length_of_a_sample(codec, options, length, sound):
    spec = sounds(bytes(range(1, 1 + length)))._replace(entry=sound_entry(codec=codec, **options))
    sizes = full(b"stsz", struct.pack(">II", 0, 1), struct.pack(">I", length))
    data = film(spec).replace(sizes, full(b"stsz", struct.pack(">II", length, 1), b"junk"))
    if sound:
        assert bytes(range(1, 1 + length)) in joined(data, SAFE)
        assert b"junk" not in joined(data, SAFE)
    else:
        with pytest.raises(Withheld, match="twos"):
            joined(data, SAFE)


def test_a_colour_profile_is_one():
    colour = box(b"colr", b"prof", b"the profile")
    found = split(film(pictures()._replace(entry=picture_entry(AVCC, colour))))
    assert [b.kind for b in found if b.name.endswith("colr")] == [BlockKind.ICC]


def test_names_that_a_decoder_needs_are_kept():
    data = film(pictures()._replace(entry=picture_entry(name=b"Sorenson H263")))
    assert b"Sorenson H263" in joined(data, SAFE)


# --- tables ----------------------------------------------------------------------------------------------------------
def stbl(*boxes):
    data = box(b"stbl", *boxes)
    stream = Stream.of(data)
    return Samples(stream, next(iter(track.children(stream, track.Box(b"", 0, len(data), 0)))))


STCO = full(b"stco", struct.pack(">III", 2, 100, 200))
STSC = full(b"stsc", struct.pack(">IIII", 1, 1, 2, 1))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        (full(b"stsz", struct.pack(">II4I", 0, 4, 1, 2, 3, 4)), [(100, 103), (200, 207)]),
        (full(b"stsz", struct.pack(">II", 5, 4)), [(100, 110), (200, 210)]),
        (full(b"stz2", b"\0\0\0\4", struct.pack(">I", 4), b"\x12\x34"), [(100, 103), (200, 207)]),
        (full(b"stz2", b"\0\0\0\x08", struct.pack(">I", 3), b"\1\2\3"), [(100, 103), (200, 203)]),
        (full(b"stz2", b"\0\0\0\x10", struct.pack(">I", 1), b"\1\0"), [(100, 356)]),
        (b"", []),
    ],
)
def test_lengths_of_samples(sizes, expected):
    assert list(stbl(sizes, STSC, STCO).runs()) == expected


def test_single_samples_are_spread():
    table = stbl(full(b"stsz", struct.pack(">II4I", 0, 4, 1, 2, 3, 4)), STSC, STCO)
    assert list(table.spread(2)) == [(100, 101), (203, 207)]
    assert list(table.spread(200)) == [(100, 101), (101, 103), (200, 203), (203, 207)]
    assert list(stbl(STSC, STCO).spread(5)) == []


@pytest.mark.parametrize(
    "boxes",
    [
        (full(b"stsz", struct.pack(">II", 0, 9)), STSC, STCO),
        (full(b"stsz", struct.pack(">II", 0, 0xFFFFFFFF)), STSC, STCO),
        (full(b"stz2", b"\0\0\0\3", struct.pack(">I", 1), b"\1"), STSC, STCO),
        (full(b"stz2", b"\0\0\0\4", struct.pack(">I", 9), b"\1"), STSC, STCO),
        (full(b"stz2", b"\0\0\0\4", b"\xff" * 4, b"\1"), STSC, STCO),
        (full(b"stco", struct.pack(">II", 2, 100)),),
        (full(b"stsc", struct.pack(">I6I", 2, 5, 1, 1, 5, 1, 1)),),
    ],
)
def test_tables_that_lie(boxes):
    with pytest.raises(Unreadable):
        stbl(*boxes)


def test_tracks_in_the_same_place_and_outside_of_the_data():
    data = film(pictures(b"0123456789"), timed(b"gpmd", b"abcdefghij"))
    first, second = (struct.pack(">II", 1, data.index(text)) for text in (b"0123456789", b"abcdefghij"))
    with pytest.raises(Unreadable, match="same place"):
        split(data.replace(second, first))
    with pytest.raises(Unreadable, match="outside"):
        split(data.replace(first, struct.pack(">II", 1, 0)))
    with pytest.raises(Unreadable, match="cut off"):
        split(data.replace(first, struct.pack(">II", 1, 9999)))


def test_tables_of_tracks_that_go_may_be_broken():
    data = film(pictures(), timed(b"gpmd", b"abc"))
    at = data.rindex(b"stsz")
    assert b"abc" not in joined(data[: at + 12] + b"\xff" * 4 + data[at + 16 :], SAFE)


def test_more_than_any_film_has(monkeypatch):
    monkeypatch.setattr(track, "_TRACKS_CAP", 1)
    with pytest.raises(Unreadable, match="tracks"):
        split(film())
    monkeypatch.undo()
    monkeypatch.setattr("footprint.photos.films.movie._PIECES_CAP", 1)
    with pytest.raises(Unreadable, match="pieces"):
        split(film(pictures(), timed(b"gpmd", b"a", b"b")))


def test_where_picture_and_sound_lie():
    data = film(pictures(), timed(b"gpmd", b"a", b"b"))
    samples = [data[block.offset : block.end] for block in split(data) if block.name == "samples"]
    assert samples == [b"first picture", b"second picture"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))), st.integers(0, 50), st.integers(0, 50))
def test_stretches_and_what_is_between_them(runs, start, end):
    covered = {n for begin, behind in runs for n in range(begin, behind)}
    found = merged(runs)
    assert {n for begin, behind in found for n in range(begin, behind)} == covered
    assert all(a[1] < b[0] for a, b in pairwise(found))
    rest = {n for begin, behind in gaps(found, start, end) for n in range(begin, behind)}
    assert rest == set(range(start, end)) - covered


# --- pictures of a film that are files -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("frame", "noted"),
    [
        (small_jpeg(), False),
        (small_jpeg(comment=b"about"), True),
        (b"\xff\xd8\xff\xe0\0\x0cAVI1 and so on", True),
        (b"no JPEG", False),
    ],
)
def test_notes_of_single_pictures(frame, noted):
    data = film(pictures(frame, frame)._replace(entry=picture_entry(codec=b"jpeg")))
    assert any(b.name == "picture notes" for b in split(data)) is noted


# --- any film, any damage --------------------------------------------------------------------------------------------
SEEDS = (
    telling_film(),
    telling_film(moov_first=True, wide=True),
    film(sounds(), brand=b"qt  ", after=insta360()),
    in_fragments(fragment(1, [b"picture"]), fragment(2, [gpmf_sample()])),
)
AMOUNTS = (SAFE, Amount(places_only=True), Amount(keep=frozenset({"author", "date", "camera"})))


@settings(max_examples=300, deadline=2000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 1 << 32))
def test_a_film_of_which_all_stays_is_the_same(data, seed):
    raw = mangled(data, seed)
    for form in (Mp4(), Mov()):
        stream, into = Stream.of(raw), BytesIO()
        try:
            blocks = list(form.split(stream))
        except Unreadable:
            continue
        form.join(stream, [Part(block) for block in blocks], into)
        assert into.getvalue() == raw


@settings(max_examples=300, deadline=2000, derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 1 << 32), st.sampled_from(AMOUNTS))
def test_a_damaged_film_is_cleaned_or_refused(data, seed, amount):
    raw = mangled(data, seed)
    try:
        copy = joined(raw, amount)
    except (Unreadable, Withheld):
        return
    assert len(copy) == len(raw)


def test_seeds_are_cleaned_whole():
    for data in SEEDS:
        assert joined(joined(data, SAFE), SAFE) == joined(data, SAFE)
