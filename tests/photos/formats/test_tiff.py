import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from footprint.errors import Unreadable
from footprint.photos import WHOLE, BlockKind, Part, format_of
from footprint.photos.amount import Amount
from footprint.photos.clean import clean_file
from footprint.photos.copies import clean
from footprint.photos.essence import tiff as essence
from footprint.photos.formats import tiff as module
from footprint.photos.formats.tiff import Tiff
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import (
    HOME,
    NAME,
    SERIAL,
    gps_tags,
    iptc_records,
    jpeg,
    judged,
    needs_exiftool,
    pixels,
    saved,
    segment,
    telling_exif,
    words,
)
from tests.photos.tiffs import EXIF_TAGS, Builder, telling_tags, telling_tiff

KINDS = [("<", False), (">", False), ("<", True), (">", True)]
STRUCTURE = {
    *("ImageWidth", "ImageHeight", "BitsPerSample", "Compression", "PhotometricInterpretation", "StripOffsets"),
    *("SamplesPerPixel", "RowsPerStrip", "StripByteCounts", "PlanarConfiguration", "XResolution", "Orientation"),
    *("PageNumber", "SubfileType", "ProfileCMMType", "Predictor", "JPEGTables", "YCbCrSubSampling"),
}


def split(data):
    return list(Tiff().split(Stream.of(data)))


def joined(data, parts):
    into = BytesIO()
    Tiff().join(Stream.of(data), parts, into)
    return into.getvalue()


def cleaned(tmp_path, data, amount=None, name="a.tif"):
    source, into = tmp_path / name, tmp_path / "copies"
    source.write_bytes(data)
    into.mkdir(exist_ok=True)
    result = clean_file(source, into, amount=amount or Amount())
    return result, (into / name).read_bytes() if result.copy else b""


def shown(data):
    if data[:4] == b"MM\0+":
        pytest.skip("Pillow opens no BigTIFF of this order")
    with Image.open(BytesIO(data)) as image:
        return [frame.copy().tobytes() for frame in ImageSequence.Iterator(image)]


@pytest.fixture(params=KINDS, ids=["little", "big-endian", "BigTIFF", "BigTIFF big-endian"])
def telling(request):
    return telling_tiff(request.param[0], big=request.param[1])


def test_everything_in_it_is_read(telling):
    reading = read_bytes(telling, "a.tif")
    assert (reading.format, reading.problem) == ("TIFF", None)
    assert (reading.location.latitude, reading.location.longitude) == pytest.approx(HOME)
    kinds = {trace.kind for trace in reading.traces}
    assert kinds >= {"gps", "owner", "device", "time", "comment", "place", "person", "thumbnail", "unknown"}
    shallow = read_bytes(telling, "a.tif", deep=False)
    assert shallow.traces == reading.traces


def test_a_quick_reading_ends_with_the_whole(telling, monkeypatch):
    monkeypatch.setattr(module, "_plan", None)
    assert read_bytes(telling, "a.tif", deep=False).problem is None


def test_nothing_is_left_in_a_copy(telling, tmp_path):
    result, copy = cleaned(tmp_path, telling)
    assert (result.verified, result.problem, result.kept) == (True, None, ())
    assert len(copy) == len(telling)
    assert read_file(tmp_path / "copies" / "a.tif").traces == ()
    for secret in (NAME, SERIAL, "Thornmere", "Kingfisher", "Lanterna", "maker", "2024", "quillfeather-laptop"):
        assert secret.encode() not in copy


def test_the_pages_are_the_same(telling, tmp_path):
    before = shown(telling)
    _, copy = cleaned(tmp_path, telling)
    assert shown(copy) == [before[0], before[2]]
    with Image.open(BytesIO(telling)) as one, Image.open(BytesIO(copy)) as other:
        assert one.info["icc_profile"] == other.info["icc_profile"]
        assert other.getexif()[0x0112] == 6
        assert other.info["dpi"][0] == 300


@needs_exiftool
@pytest.mark.parametrize("big", [False, True])
def test_the_judge_finds_structure_only(tmp_path, big):
    result, _ = cleaned(tmp_path, telling_tiff(big=big))
    left = {name.partition(":")[2] for name in judged(result.copy)}
    assert left <= STRUCTURE


# --- only the places ------------------------------------------------------------------------------------------------
def test_only_places_go(telling, tmp_path):
    result, copy = cleaned(tmp_path, telling, Amount(places_only=True))
    assert (result.verified, result.problem) == (True, None)
    reading = read_file(tmp_path / "copies" / "a.tif")
    assert reading.location is None
    assert {trace.kind for trace in reading.traces} >= {"owner", "device", "time", "comment"}
    assert not {trace.kind for trace in reading.traces} & {"gps", "place", "track"}
    for gone in (b"Thornmere", b"maker note", b"nobody points", b"behind the end", b"own tag", b"GDAL"):
        assert gone not in copy
    for stays in (f"(c) {NAME}", SERIAL, "Lanterna", "2024:06:01"):
        assert copy.index(stays.encode()) == telling.index(stays.encode())


@needs_exiftool
def test_the_judge_finds_no_place(tmp_path):
    result, _ = cleaned(tmp_path, telling_tiff(), Amount(places_only=True))
    found = judged(result.copy)
    assert not [name for name in found if "GPS" in name or "Geo" in name or "ModelTie" in name]
    assert found["IFD0:Artist"] == NAME
    assert found["ExifIFD:SerialNumber"] == SERIAL


def test_iptc_that_tells_a_place_goes_and_other_stays(tmp_path):
    for records, stays in (((80, NAME.encode()), True), ((90, b"Thornmere"), False)):
        make = Builder()
        data = make.file(make.page({0x83BB: (7, iptc_records(records))}))
        _, copy = cleaned(tmp_path, data, Amount(places_only=True), f"{stays}.tif")
        assert (iptc_records(records) in copy) is stays


# --- what a person chose ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("word", "stays", "gone"),
    [
        ("copyright", ["(c) " + NAME], ["Lanterna", "heron", "2024"]),
        ("description", ["A heron by the pond"], [NAME, "Lanterna", "cut away"]),
        ("camera", ["Lanterna", "L-100"], [NAME, "2024"]),
        ("date", ["2024:06:02", "2024:06:01 12:30:59"], [NAME, SERIAL, "maker"]),
    ],
)
def test_what_was_asked_for_stays(telling, tmp_path, word, stays, gone):
    result, copy = cleaned(tmp_path, telling, Amount(keep=frozenset({word})))
    assert (result.verified, result.problem) == (True, None)
    assert [text for text in stays if text.encode() not in copy] == []
    assert [text for text in gone if text.encode() in copy] == []


# --- identity ---------------------------------------------------------------------------------------------------------
def test_all_parts_together_are_the_same_file(telling):
    assert joined(telling, [Part(block) for block in split(telling)]) == telling


def split_as_far_as_it_goes(data):
    blocks = []
    try:
        for block in Tiff().split(Stream.of(data)):
            blocks.append(block)  # noqa: PERF402  what came before an error is kept
    except Unreadable:
        pass
    return blocks


@settings(max_examples=150, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=6),
    st.integers(0, 1 << 14),
)
def test_damaged_files_are_the_same_too(which, changes, cut):
    data = bytearray(telling_tiff(which[0], big=which[1]))
    for at, value in changes:
        data[at % len(data)] = value
    data = bytes(data[: max(16, len(data) - cut)])
    blocks = split_as_far_as_it_goes(data)
    assert not blocks or joined(data, [Part(block) for block in blocks]) == data


@settings(max_examples=40, deadline=4000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(KINDS), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_a_damaged_file_is_cleaned_or_withheld(tmp_path, which, changes):
    data = bytearray(telling_tiff(which[0], big=which[1]))
    for at, value in changes:
        data[-1 - at % 3000] = value
    result, copy = cleaned(tmp_path, bytes(data))
    if result.verified:
        assert NAME.encode() not in copy
        (tmp_path / "copies" / "a.tif").unlink()
    else:
        assert result.problem
        assert "inside Footprint" not in result.problem


# --- kinds of TIFF ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_what_pillow_writes_is_cleaned(tmp_path, compression, mode):
    data = saved(pixels(mode=mode), "TIFF", compression=compression, artist=NAME, description="A garden")
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert shown(copy) == shown(data)
    assert NAME.encode() not in copy


def test_tiles_and_colour_tables(tmp_path):
    make = Builder()
    tile = bytes(range(256))
    at = make.put(tile)
    palette = 3, b"".join(struct.pack("<H", n * 257) for n in (*range(256), *range(255, -1, -1), *range(256)))
    page = make.page(
        {0x013B: words(NAME), 0x0140: palette},
        x0100=make.short(16),
        x0101=make.short(16),
        x0102=make.short(8),
        x0106=make.short(3),
        x0115=make.short(1),
        x0111=None,
        x0116=None,
        x0117=None,
        x0142=make.short(16),
        x0143=make.short(16),
        x0144=make.long(at),
        x0145=make.long(256),
    )
    data = make.file(page)
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert shown(copy) == shown(data)


def test_a_compression_that_nothing_here_decodes_is_cleaned(tmp_path):
    make = Builder()
    data = make.file(make.page({0x013B: words(NAME)}, strips=[b"packed by nobody"], x0103=make.short(50_002)))
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert b"packed by nobody" in copy


def test_notes_in_jpeg_strips_go(tmp_path):
    secret = jpeg(segment(0xE1, b"Exif\0\0" + telling_exif()), segment(0xFE, b"by the pond"))
    make = Builder()
    tables = b"\xff\xd8" + segment(0xFE, b"a table of " + NAME.encode()) + b"\xff\xd9"
    page = make.page(strips=[secret], x0103=make.short(7), x0106=make.short(6), x0116=make.short(32), x015B=(7, tables))
    result, copy = cleaned(tmp_path, make.file(page))
    assert (result.verified, result.problem) == (True, None)
    for gone in (NAME.encode(), b"by the pond", SERIAL.encode()):
        assert gone not in copy
    assert saved(pixels(), "JPEG")[20:] in copy


def test_a_second_picture_below_goes(tmp_path):
    make = Builder()
    below, _ = make.page({0x010E: words("cut away: Kingfisher Wharf")}, shade=99)
    data = make.file(make.page(x014A=make.long(below)))
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert b"Kingfisher" not in copy
    assert pixels(shade=99).tobytes()[:1500] not in copy


def test_pages_in_a_circle_end(tmp_path):
    make = Builder()
    first, second = make.page({0x013B: words(NAME)}), make.page(shade=9)
    data = bytearray(make.file(first, second))
    data[second[1] : second[1] + 4] = struct.pack("<I", first[0])
    result, copy = cleaned(tmp_path, bytes(data))
    assert (result.verified, result.problem) == (True, None)
    assert len(shown(copy)) == 2


def test_a_pointer_to_nowhere_ends_the_chain(tmp_path):
    make = Builder()
    first = make.page({0x013B: words(NAME)})
    data = bytearray(make.file(first))
    data[first[1] : first[1] + 4] = b"\xff\xff\xff\x7f"
    result, copy = cleaned(tmp_path, bytes(data))
    assert (result.verified, result.problem) == (True, None)
    assert len(shown(copy)) == 1


def test_text_where_numbers_belong_goes_or_nothing_is_copied(tmp_path):
    make = Builder()
    data = make.file(make.page(x0118=(2, NAME.encode() + b"\0")))
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, NAME.encode() in copy) == (True, False)
    make = Builder()
    data = make.file(make.page(x0152=(2, NAME.encode() + b"\0")))
    result, _ = cleaned(tmp_path, data, name="b.tif")
    assert result.copy is None


# --- withheld ---------------------------------------------------------------------------------------------------------
def old_jpeg(make):
    return make.page(x0103=make.short(6))


def sensor(make):
    return make.page(x0106=make.short(32803))


def dng_of_nobody(make):
    return make.page({0xC612: (1, b"\1\4\0\0")})


def without_lengths(make):
    return make.page(x0117=None)


def large_below(make):
    below, _ = make.page(x0100=make.short(480), x0101=make.short(320))
    return make.page(x014A=make.long(below))


def sensor_below(make):
    below, _ = make.page(x0106=make.short(32803))
    return make.page(x014A=make.long(below))


def small_first(make):
    below, _ = make.page()
    return make.page(x00FE=make.long(1), x014A=make.long(below))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (old_jpeg, "of an old kind"),
        (sensor, "RAW picture"),
        (without_lengths, "how long its picture is"),
        (small_first, "small copy"),
        (large_below, "small copy"),
        (sensor_below, "RAW picture"),
    ],
)
def test_what_cannot_be_cleaned_is_withheld(tmp_path, page, reason):
    make = Builder()
    result, _ = cleaned(tmp_path, make.file(page(make)))
    assert reason in result.problem


def test_a_raw_picture_that_only_its_tags_tell_is_withheld(tmp_path):
    make = Builder()
    make.put(b"\0" * 5000)
    data = make.file(dng_of_nobody(make))
    assert type(format_of(data[:4096])) is Tiff
    assert "RAW picture" in cleaned(tmp_path, data)[0].problem


def test_a_place_where_a_text_that_stays_lies_is_withheld(tmp_path):
    make = Builder()
    data = bytearray(make.file(make.page({0x013B: words(NAME), 0x8298: words("(c) Thistledown Press")})))
    rows = {block.name: block for block in split(bytes(data)) if block.length == 12}
    data[rows["0/013B"].offset + 8 : rows["0/013B"].offset + 12] = data[
        rows["0/8298"].offset + 8 : rows["0/8298"].offset + 12
    ]
    result, _ = cleaned(tmp_path, bytes(data), Amount(keep=frozenset({"copyright"})))
    assert "lies where something else does" in result.problem


@pytest.mark.parametrize("cut", [100, 3000])
def test_what_is_cut_off_is_said(cut):
    data = saved(pixels(), "TIFF")
    assert "cut off" in read_bytes(data[:-cut], "a.tif").problem


def test_a_value_outside_is_said():
    make = Builder()
    data = bytearray(make.file(make.page()))
    bits = next(b for b in split(bytes(data)) if b.name == "0/0102")
    data[bits.offset + 8 : bits.offset + 12] = b"\xff\xff\xff\x7f"
    with pytest.raises(Unreadable, match="lies outside of the file"):
        split(bytes(data))


def test_more_pieces_than_any_picture_has(monkeypatch):
    monkeypatch.setattr(module, "PIECES_CAP", 0)
    with pytest.raises(Unreadable, match="more pieces"):
        split(saved(pixels(), "TIFF"))


def test_a_copy_that_keeps_part_of_a_directory_is_mended():
    data = telling_tiff()
    blocks = split(data)
    assert blocks[0].name == WHOLE
    parts = [Part(b, b.kind in (BlockKind.IMAGE, BlockKind.ICC)) for b in blocks]
    copy = joined(data, parts)
    assert {b.kind for b in split(copy)[1:]} == {BlockKind.IMAGE, BlockKind.ICC}


# --- the essence ------------------------------------------------------------------------------------------------------
def pieces(data):
    return b"".join(essence.pieces(Stream.of(data)))


def test_the_essence_changes_with_the_picture_and_with_nothing_else(telling):
    same = telling.replace(NAME.encode(), b"?" * len(NAME))
    assert pieces(same) == pieces(telling)
    raw = pixels().tobytes()
    at = telling.index(raw[:100]) + 50
    assert pieces(telling[:at] + b"\x77" + telling[at + 1 :]) != pieces(telling)


@pytest.mark.parametrize("data", [b"", b"II*\0", b"II*\0\x08\0\0", b"GIF89a  ", b"II+\0\x08\0\0\0\0\0"])
def test_what_is_no_tiff_has_no_essence(data):
    with pytest.raises(Unreadable):
        pieces(data)


def test_a_strip_outside_has_no_essence():
    make = Builder()
    data = make.file(make.page(x0117=make.long(1 << 20, 1)))
    with pytest.raises(Unreadable, match="outside"):
        pieces(data)


def test_every_other_tag_is_noted():
    make = Builder()
    data = make.file(make.page(telling_tags(), EXIF_TAGS, gps_tags(*HOME)), make.page({0x013B: words(NAME)}))
    names = dict(essence.notes(Stream.of(data)))
    assert names.keys() >= {"Image Artist", "Image ExifOffset", "GPS Info", "Image Tag 0x02BC", "Image Tag 0xFDE8"}
    assert dict(essence.notes(Stream.of(make.file(make.page())))) == {}


def test_a_directory_that_is_cut_off_ends_the_pages_of_the_essence():
    data = telling_tiff()
    at = struct.unpack("<I", data[4:8])[0]
    assert pieces(data[: at + 1]) == pieces(data[: at + 40]) == data[:4]
    far = data[:4] + struct.pack("<I", len(data) - 1) + data[8:]
    assert pieces(far) == data[:4]


@pytest.mark.parametrize(
    "inside",
    [
        b"no JPEG at all",
        b"\xff\xd8" + b"\xff" * 3 + b"\xfe\0\6note" + b"\xff\xd9",
        b"\xff\xd8" + segment(0xFE, b"") + b"\xff\xda",
        b"\xff\xd8\xff\xfe\xff\xff" + b"it says that it is longer than it is",
        b"\xff\xd8" + segment(0xFE, b"x") * 70,
        b"\xff\xd8\xff\xfe\0\0\0\0\0\0",
    ],
)
def test_odd_jpeg_strips_keep_their_picture(tmp_path, inside):
    make = Builder()
    data = make.file(make.page({0x013B: words(NAME)}, strips=[inside], x0103=make.short(7)))
    result, copy = cleaned(tmp_path, data)
    assert (result.verified, result.problem) == (True, None)
    assert b"note" not in copy
    assert NAME.encode() not in copy


def test_more_notes_than_any_picture_has(monkeypatch):
    make = Builder()
    inside = b"\xff\xd8" + segment(0xFE, b"x") * 20
    data = make.file(make.page(strips=[inside, inside], x0103=make.short(7)))
    monkeypatch.setattr(essence, "_CUTS_CAP", 50)
    with pytest.raises(Unreadable, match="more notes"):
        pieces(data)
    monkeypatch.setattr("footprint.photos.directories.pages.SEGMENTS_CAP", 30)
    with pytest.raises(Unreadable, match="more pieces"):
        split(data)


def test_values_that_lie_over_one_another_many_times_are_refused():
    make = Builder()
    at = make.put(b"A" * 4000)
    row = struct.pack("<HHII", 0x013B, 2, 4000, at)
    directory = make.put(struct.pack("<H", 40) + row * 40 + bytes(4))
    data = bytearray(make.data)
    data[4:8] = struct.pack("<I", directory)
    with pytest.raises(Unreadable, match="one and the same place"):
        split(bytes(data))


def test_only_the_first_few_packets_are_looked_into():
    make = Builder()
    data = make.file(*(make.page({0x02BC: (1, b"<x/><x/>")}) for _ in range(10)))
    kinds = [block.kind for block in split(data) if block.name.endswith("/02BC") and block.length == 8]
    assert kinds == [BlockKind.XMP] * 8 + [BlockKind.UNKNOWN] * 2


def test_xmp_with_other_content_keeps_its_place(telling):
    parts = [
        Part(block, stays=block.name != WHOLE, content=b"<x/>" if block.kind is BlockKind.XMP else None)
        for block in split(telling)
    ]
    copy = joined(telling, parts)
    packet = next(block for block in split(copy) if block.kind is BlockKind.XMP)
    assert copy[packet.offset : packet.end].rstrip() == b"<x/>"
    assert packet in split(telling)


def test_a_file_without_a_size_has_none():
    assert [Tiff().dimensions(b, Stream.of(telling_exif())) for b in split(telling_exif())[:2]] == [None, None]


# --- real pictures ----------------------------------------------------------------------------------------------------
@needs_exiftool
def test_real_pictures_are_cleaned(real, tmp_path):
    found = [path for path in real.rglob("*") if path.suffix in (".tif", ".tiff")]
    results = list(clean(found, tmp_path / "copies"))
    assert [result.source for result in results if not result.verified] == []
    for result in results:
        left = {name.partition(":")[2] for name in judged(result.copy)}
        assert left <= STRUCTURE | {"ResolutionUnit", "YResolution", "ExtraSamples", "SampleFormat"}
        assert shown(Path(result.copy).read_bytes()) == shown(Path(result.source).read_bytes())
