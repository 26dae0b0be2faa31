"""Second pictures, gain maps and films behind a JPEG: found, read, and kept where they belong to the picture."""

import json
import subprocess
from io import BytesIO

import pytest
from PIL import Image

from footprint.photos import MOTION, BlockKind, Part, amount, essence, multipicture, read, xmp
from footprint.photos import behind as behind_module
from footprint.photos.amount import SAFE, Amount, parts
from footprint.photos.clean import clean_file
from footprint.photos.formats.jpeg import Jpeg
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.films import telling_film
from tests.photos.multipictures import APPLE, GAINS, NUMBERS, VERSION, directory, gain_map, indexed, samsung
from tests.photos.samples import (
    EXIFTOOL,
    HOME,
    NAME,
    SERIAL,
    box,
    exif_segment,
    gps_tags,
    jpeg,
    mp4,
    needs_exiftool,
    profile,
    segment,
    short,
    small_jpeg,
    telling_exif,
    tiff,
    xmp_segment,
    xyz,
)

FILM = mp4(box(b"udta", xyz("+52.6490-000.6370/")))


def cleaned_film(brand):
    return amount.inside(Stream.of(telling_film(brand=brand)), amount.SAFE, frozenset(), 0)


def behind(data):
    return [
        (block.kind, block.name, data[block.offset : block.end])
        for block in list(Jpeg().split(Stream.of(data)))
        if block.offset >= data.index(b"\xff\xd9", data.index(b"\xff\xda"))
    ][1:]


def ultra_hdr(film=b"", packet=GAINS, *, iso=True, **options):
    second = gain_map(packet, *((NUMBERS,) if iso else ()))
    return indexed(
        [second],
        exif_segment(telling_exif(orientation=6)),
        xmp_segment(directory(len(second), len(film))),
        *((VERSION,) if iso else ()),
        base=small_jpeg(icc_profile=profile()),
        behind=film,
        **options,
    )


# --- finding ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("order", "<>")
def test_pictures_of_the_index_are_blocks_of_their_own(order):
    left, right = jpeg(exif_segment(telling_exif()), trailer=b"inside"), small_jpeg(20, 10)
    data = indexed([left, right], order=order, between=b"\0" * 7, behind=b"tail")
    assert behind(data) == [
        (BlockKind.TRAILER, "after the picture's end", b"\0" * 7),
        (BlockKind.EMBEDDED, "picture 2", left[:-6]),
        (BlockKind.TRAILER, "after the picture's end", b"inside"),
        (BlockKind.EMBEDDED, "picture 3", right),
        (BlockKind.TRAILER, "after the picture's end", b"tail"),
    ]
    assert NAME in str(read_bytes(data, "photo").traces)


@pytest.mark.parametrize("second", [gain_map(), gain_map(APPLE), gain_map(b"", NUMBERS)])
@pytest.mark.parametrize("listed", [True, False])
def test_gain_maps_are_told_from_other_pictures(second, listed):
    data = indexed([second]) if listed else jpeg(trailer=second)
    assert behind(data) == [(BlockKind.GAIN_MAP, "gain map", second)]
    traces = read_bytes(data, "photo").traces
    assert not {trace for trace in traces if trace.kind == "embedded"}
    assert any(trace.where == "gain map: EXIF Artist" for trace in traces)


def test_a_first_picture_that_says_it_has_a_gain_map_is_none():
    other = jpeg(xmp_segment(directory(100)), VERSION)
    assert behind(jpeg(trailer=other))[0][0] is BlockKind.EMBEDDED


@pytest.mark.parametrize(
    ("before", "behind_it"),
    [
        (b"", b""),
        (samsung(b"\0\0film")[: samsung(b"\0\0film").index(b"\0\0film")], b"SEFH" + bytes(40)),
        (b"bare words", b"LIVE_2023040"),
        (b"", b"\0\0\x0a\x30\x10\0\0\0MotionPhoto_Info"),
        (b"\0" * 100, small_jpeg()),
    ],
)
@pytest.mark.parametrize("film", [FILM, mp4(brand=b"qt  ")])
def test_a_film_is_covered_exactly(before, film, behind_it):
    data = jpeg(trailer=before + film + behind_it)
    (block,) = [b for b in Jpeg().split(Stream.of(data)) if b.name == MOTION]
    assert block.kind is BlockKind.EMBEDDED
    assert block.offset == len(data) - len(film) - len(behind_it)
    assert data[block.offset : block.end] == film


def test_a_film_whose_last_box_goes_to_the_end_or_beyond():
    endless = FILM + b"\0\0\0\0mdat" + b"frames"
    beyond = FILM + b"\0\0\1\0mdat" + b"frames"
    large = FILM + b"\0\0\0\1mdat" + (22).to_bytes(8, "big") + b"frames"
    for film in (endless, beyond, large):
        assert behind(jpeg(trailer=film)) == [(BlockKind.EMBEDDED, MOTION, film)]
    assert behind(jpeg(trailer=FILM + b"\0\0\0\4mdat"))[0][2] == FILM


def test_samsungs_blocks_before_a_film_have_their_part_of_the_directory():
    data = jpeg(trailer=samsung(FILM))
    stream = Stream.of(data)
    before, film, after = [b for b in Jpeg().split(stream) if b.kind in (BlockKind.TRAILER, BlockKind.EMBEDDED)]
    assert film.name == MOTION
    assert after.payload is None
    block = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1717241459000"
    rows = b"SEFH" + bytes(4) + b"\1\0\0\0" + b"\0\0\x01\x0a"
    start = len(small_jpeg())
    rows += (film.offset - start).to_bytes(4, "little") + len(block).to_bytes(4, "little")
    assert before.payload == data[start : film.offset] + rows + b"\x18\0\0\0SEFT"
    assert data[start:].startswith(block)


@pytest.mark.parametrize(
    "damage", [(b"SEFH", b"SEFX"), (b"SEFT", b"SEFX"), (b"\x24\0\0\0SEFT", b"\xff\xff\xff\xffSEFT")]
)
def test_a_damaged_directory_of_samsungs_is_none(damage):
    data = jpeg(trailer=samsung(FILM))
    assert data.count(damage[0]) == 1
    data = data.replace(*damage)
    blocks = [b for b in Jpeg().split(Stream.of(data)) if b.kind is BlockKind.TRAILER]
    assert [b.payload for b in blocks] == [None, None]


def test_a_picture_made_of_boxes_is_no_film():
    picture = box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"mdat", b"x")
    assert behind(jpeg(trailer=picture)) == [(BlockKind.EMBEDDED, "picture 2", picture)]


def test_damaged_second_pictures_reach_to_the_film_or_the_end():
    cut = jpeg(exif_segment(telling_exif()))[:-2]
    assert behind(jpeg(trailer=cut)) == [(BlockKind.EMBEDDED, "picture 2", cut)]
    assert [piece[2] for piece in behind(jpeg(trailer=cut + FILM))] == [cut, FILM]
    lying = b"\xff\xd8\xff\xe1\0\1 no picture"
    assert [piece[2] for piece in behind(jpeg(trailer=lying + FILM))] == [lying, FILM]


def test_an_index_that_lies_does_no_harm():
    second = small_jpeg(20, 10)
    good = indexed([second])
    start = good.index(second, 100)
    for data in (
        good.replace(len(second).to_bytes(4, "big"), b"\xff\xff\xff\xff"),
        good.replace(len(second).to_bytes(4, "big"), b"\0\0\0\0"),
        good.replace(b"MPF\0MM\0*", b"MPF\0no!!"),
        good.replace(b"\xb0\x02\0\x07", b"\xb0\x03\0\x07"),
    ):
        assert data != good
        assert [piece[2] for piece in behind(data)] == [data[start:]]


@pytest.mark.parametrize("shift", [-5, 300])
def test_an_index_that_was_not_brought_up_to_date_is_passed_over(shift):
    second = gain_map()
    good = indexed([second])
    at = good.index(b"MPF\0") + 4
    offset = (good.rindex(second) - at).to_bytes(4, "big")
    data = good.replace(offset, (good.rindex(second) - at + shift).to_bytes(4, "big"))
    assert data != good
    assert behind(data) == [(BlockKind.GAIN_MAP, "gain map", second)]


def test_more_pictures_than_any_file_has():
    pieces = behind(jpeg(trailer=small_jpeg(8, 8) * 100))
    assert len(pieces) == 65
    assert pieces[-1][0] is BlockKind.TRAILER


# --- cleaning --------------------------------------------------------------------------------------------------------
@pytest.fixture
def copied(tmp_path):
    def run(data, how=SAFE):
        source, into = tmp_path / "photo.jpg", tmp_path / "copies"
        source.write_bytes(data)
        into.mkdir()
        return clean_file(source, into, amount=how), into / "photo.jpg"

    return run


def judge(path, *options):
    done = subprocess.run(
        [EXIFTOOL, "-a", "-u", "-G1", "-j", "-n", *options, str(path)], capture_output=True, check=True
    )
    return json.loads(done.stdout)[0]


@pytest.mark.parametrize("packet", [GAINS, APPLE, b""])
def test_a_gain_map_stays_without_what_it_tells(copied, packet):
    result, copy = copied(ultra_hdr(packet=packet))
    assert result.problem is None
    data = copy.read_bytes()
    assert read_file(copy).traces == ()
    assert NAME.encode() not in data
    (piece,) = behind(data)
    assert piece[0] is BlockKind.GAIN_MAP
    with Image.open(BytesIO(piece[2])) as after, Image.open(BytesIO(gain_map(telling=False))) as before:
        assert after.tobytes() == before.tobytes()
    assert VERSION in data
    assert NUMBERS in piece[2]
    assert (b"2.75" in piece[2]) == (packet == GAINS)
    assert (b'hdrgm:Version="1.0"' in data[: -len(piece[2])]) == (packet == GAINS)


@needs_exiftool
@pytest.mark.parametrize("packet", [GAINS, APPLE])
def test_the_judge_finds_the_gain_map_and_nothing_else(copied, packet):
    _, copy = copied(ultra_hdr(FILM, packet, iso=False))
    found = judge(copy, "-ee")
    (piece,) = behind(copy.read_bytes())
    assert "ExifTool:Warning" not in found
    assert found["MPF0:NumberOfImages"] == 2
    assert found["MPImage1:MPImageType"] == 0x030000
    assert found["MPImage2:MPImageLength"] == len(piece[2])
    assert found["MPImage2:MPImageStart"] == copy.stat().st_size - len(piece[2])
    structure = ("ExifTool", "System", "File", "Composite", "JFIF", "ICC", "MPF0", "MPImage", "SourceFile")
    gain_maps = ("XMP-Container", "XMP-GContainer", "XMP-hdrgm", "XMP-HDRGainMap", "XMP-apdi")
    left = {name for name in found if not name.startswith((*structure, *gain_maps))}
    assert left <= {"IFD0:Orientation", "XMP-x:XMPToolkit"}
    taken = subprocess.run([EXIFTOOL, "-b", "-MPImage2", str(copy)], capture_output=True, check=True).stdout
    assert taken == piece[2]


def test_pillow_finds_both_pictures(copied):
    _, copy = copied(ultra_hdr(packet=APPLE))
    with Image.open(copy) as image:
        assert (image.format, image.n_frames) == ("MPO", 2)
        image.seek(1)
        assert image.size == (24, 16)


def test_other_second_pictures_and_films_go(copied):
    left = jpeg(exif_segment(telling_exif()))
    result, copy = copied(indexed([left, small_jpeg(20, 10)], behind=samsung(FILM)))
    assert result.verified
    assert copy.read_bytes() == small_jpeg()


def test_a_gain_map_that_cannot_be_kept_is_not_lost_in_silence(copied):
    data = ultra_hdr()
    result, copy = copied(data.replace(b'GainMapMax="2.75"', b'GainMapMax="many"'))
    assert "same picture" in str(result.problem)
    assert not copy.exists()


def test_numbers_for_each_colour_stay(copied):
    lists = "".join(f"<rdf:li>{number}</rdf:li>" for number in ("1.5", "2.5", "3.5"))
    packet = GAINS.replace(b' hdrgm:GainMapMax="2.75"', b"").replace(
        b"/></rdf:RDF>",
        f"><hdrgm:GainMapMax><rdf:Seq>{lists}</rdf:Seq></hdrgm:GainMapMax></rdf:Description></rdf:RDF>".encode(),
    )
    result, copy = copied(ultra_hdr(packet=packet))
    assert result.problem is None
    (piece,) = behind(copy.read_bytes())
    kept = piece[2]
    assert [number in kept for number in (b"1.5", b"2.5", b"3.5")] == [True] * 3


def joined(data, contents, how=SAFE):
    """A copy in which blocks of some names have a content, and the others what the amount says."""
    stream, into = Stream.of(data), BytesIO()
    blocks = list(Jpeg().split(stream))
    made = [
        Part(part.block, content=contents[part.block.name]) if part.block.name in contents else part
        for part in parts(stream, blocks, how)
    ]
    Jpeg().join(stream, made, into)
    return into.getvalue()


@pytest.mark.parametrize("brand", [b"isom", b"qt  "])
def test_a_film_that_stays_is_found_by_its_directory(tmp_path, brand):
    film = cleaned_film(brand)
    data = joined(ultra_hdr(FILM, iso=False), {MOTION: film})
    assert data.endswith(film)
    (packet,) = [b.content(Stream.of(data)).read(9999) for b in Jpeg().split(Stream.of(data)) if b.name == "XMP"]
    assert multipicture.is_directory(packet)
    assert b'MicroVideoOffset="%d"' % len(film) in packet
    assert (b"video/quicktime" in packet) == (b"qt  " in film)
    assert {trace.kind for trace in read_bytes(data, "photo").traces} == {"embedded"}
    copy = tmp_path / "photo.jpg"
    copy.write_bytes(data)
    if EXIFTOOL:
        found = judge(copy)
        assert "ExifTool:Warning" not in found
        command = [EXIFTOOL, "-a", "-s3", "-n", "-DirectoryItemLength", str(copy)]
        lengths = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        assert lengths == [str(len(behind(data)[0][2])), str(len(film))]


def test_the_film_comes_last():
    data = joined(jpeg(trailer=FILM + gain_map()), {MOTION: FILM})
    assert [piece[1] for piece in behind(data)] == ["gain map", MOTION]
    assert data.endswith(FILM)


def test_where_only_places_go_the_pictures_own_packet_names_what_is_left():
    place = exif_segment(tiff(gps=gps_tags(*HOME)))
    data = ultra_hdr(FILM)
    packet = directory(1, 1)
    contents = {"XMP": packet, "EXIF": tiff({0x0112: short(6)}), "gain map": gain_map(telling=False)}
    copy = joined(data, contents, Amount(places_only=True))
    assert place not in copy
    (kept,) = [b for b in Jpeg().split(Stream.of(copy)) if b.name == "XMP"]
    text = kept.content(Stream.of(copy)).read(1 << 16)
    (gain,) = [piece[2] for piece in behind(copy) if piece[0] is BlockKind.GAIN_MAP]
    assert text.count(b"<Container:Directory") == 1
    assert b'Item:Length="%d"' % len(gain) in text
    assert b"MotionPhoto" not in text
    assert b"MicroVideo" not in text
    assert text.count(b'hdrgm:Version="1.0"') == 1
    assert NAME.encode() in text
    assert xmp.read(Stream.of(text)).problem is None


def test_packets_that_say_nothing_of_it_or_are_damaged_are_left_alone():
    for packet in (b"<x/>", directory(1)[:-40], b"<x>http://ns.google.com/photos/1.0/camera/</x>"):
        assert multipicture.updated(packet, b"") == packet
    assert multipicture.updated(b"<x/>", multipicture.directory(5)) == b"<x/>"


def test_kinds_of_pictures_in_the_index_stay():
    left, right = jpeg(exif_segment(telling_exif())), small_jpeg()
    data = indexed([right], exif_segment(telling_exif()), base=left, kinds=[0x020002, 0x020002])
    copy = joined(data, {"EXIF": tiff(), "picture 2": small_jpeg(20, 10)})
    stream = Stream.of(copy)
    (block,) = [b for b in Jpeg().split(stream) if b.kind is BlockKind.INDEX]
    listed = list(multipicture.listed(block.content(stream), block.offset + block.skip))
    first = len(copy) - len(small_jpeg(20, 10))
    assert listed == [(0, first, 0x020002), (first, len(small_jpeg(20, 10)), 0x020002)]


def test_a_directory_with_anything_else_in_it_is_none():
    packet = multipicture.directory(10, 20)
    assert multipicture.is_directory(packet)
    assert multipicture.is_directory(multipicture.directory(film=20, mime="video/quicktime"))
    assert not multipicture.is_directory(packet.replace(b"Primary", b"Rosalind"))
    assert not multipicture.is_directory(packet + b" ")
    assert not multipicture.is_directory(multipicture.directory())
    assert not multipicture.is_directory(b"")


def test_everything_unchanged_is_the_same_file():
    for data in (ultra_hdr(FILM), ultra_hdr(samsung(FILM)), indexed([gain_map(APPLE)], between=b"\0")):
        stream, into = Stream.of(data), BytesIO()
        Jpeg().join(stream, [Part(block) for block in Jpeg().split(stream)], into)
        assert into.getvalue() == data


def test_serials_in_a_gain_maps_own_blocks_are_gone(copied):
    result, copy = copied(indexed([gain_map(GAINS, segment(0xED, SERIAL.encode()))]))
    assert result.verified
    assert SERIAL.encode() not in copy.read_bytes()


# --- films that stay -------------------------------------------------------------------------------------------------
TELLING = telling_film()


@pytest.mark.parametrize("data", [jpeg(trailer=TELLING), ultra_hdr(TELLING), jpeg(trailer=samsung(TELLING))])
def test_a_motion_photo_keeps_its_film_if_asked(copied, data):
    result, copy = copied(data, Amount(motion=True))
    assert result.problem is None
    assert result.kept == ("embedded",)
    film = copy.read_bytes()[-len(TELLING) :]
    assert film[4:8] == b"ftyp"
    assert essence.of(Stream.of(film), "MP4") == essence.of(Stream.of(TELLING), "MP4")
    assert not [secret for secret in (b"52.6490", NAME.encode(), SERIAL.encode(), b"Lanterna") if secret in film]


@needs_exiftool
def test_the_judge_finds_nothing_in_a_motion_photo_that_was_cleaned(copied):
    _, copy = copied(ultra_hdr(TELLING), Amount(motion=True))
    found = " ".join(map(str, judge(copy).values()))
    assert not [secret for secret in ("52.64", NAME, SERIAL, "Lanterna") if secret in found]


def test_a_film_that_is_not_the_same_is_refused(copied, monkeypatch):
    def other(content, *more):
        cleaned = real_one(content, *more)
        return cleaned.replace(b"first picture", b"other picture") if content.at(4, 4) == b"ftyp" else cleaned

    real_one = amount.inside
    monkeypatch.setattr(amount, "inside", other)
    result, _ = copied(jpeg(trailer=TELLING), Amount(motion=True))
    assert "same film" in str(result.problem)


def test_a_film_that_cannot_be_compared_is_refused(copied, monkeypatch):
    monkeypatch.delitem(essence._PIECES, "MP4")
    result, _ = copied(jpeg(trailer=TELLING), Amount(motion=True))
    assert "cannot be shown that the film stays the same" in str(result.problem)


def test_a_film_that_cannot_be_cleaned_goes(copied):
    result, copy = copied(jpeg(trailer=TELLING[:-20]), Amount(motion=True))
    assert result.problem is None
    assert copy.read_bytes() == small_jpeg()


def test_a_film_that_still_tells_where_is_refused(copied, monkeypatch):
    real_one = amount.inside
    monkeypatch.setattr(
        amount, "inside", lambda content, *more: TELLING if content.at(4, 4) == b"ftyp" else real_one(content, *more)
    )
    result, _ = copied(jpeg(trailer=TELLING), Amount(motion=True))
    assert "left in the copy: motion photo" in str(result.problem)


@pytest.mark.parametrize("data", [jpeg(trailer=FILM), ultra_hdr(FILM), jpeg(trailer=samsung(FILM))])
def test_a_films_own_place_goes_and_the_film_stays(copied, data):
    result, copy = copied(data, Amount(motion=True))
    assert result.problem is None
    assert result.kept == ("embedded",)
    (film,) = [b for b in Jpeg().split(Stream.of(copy.read_bytes())) if b.name == MOTION]
    assert film.length == len(FILM)
    assert b"+52.6490" not in copy.read_bytes()


# --- files that were made to take long -------------------------------------------------------------------------------
EMPTY = segment(0xE5, b"")


@pytest.mark.parametrize("make", [lambda many: jpeg(trailer=b"".join(many)), indexed])
def test_pictures_of_very_many_segments_are_not_all_gone_through(make, monkeypatch):
    monkeypatch.setattr(behind_module, "_BLOCKS_CAP", 2000)
    monkeypatch.setattr(read, "_INSIDE_BLOCKS_CAP", 1000)
    data = make([jpeg(*[EMPTY] * 900)] * 20)
    blocks = [block for block in Jpeg().split(Stream.of(data)) if block.kind is BlockKind.EMBEDDED]
    assert len(blocks) == 2
    assert ("unknown", "the rest inside") in {(trace.kind, trace.where) for trace in read_bytes(data, "photo").traces}


def test_what_is_not_looked_into_is_said():
    photo = jpeg(trailer=b"".join(jpeg(segment(0xFE, b"%d" % number)) for number in range(40)))
    traces = read_bytes(photo, "photo").traces
    assert ("unknown", "the rest inside") in {(trace.kind, trace.where) for trace in traces}
    assert sum(trace.kind == "comment" for trace in traces) == 32


@pytest.mark.parametrize(
    "trailer",
    [
        b"\xff\xd8\xff\xe1\0\1" * 20_000,
        (box(b"ftyp", b"isom\0\0\0\0") + b"\0" * 4) * 20_000,
        small_jpeg()[:-2] * 200,
        mp4() + box(b"free") * 50_000,
    ],
)
def test_a_trailer_of_many_beginnings_is_covered_to_the_end(trailer):
    data = jpeg(trailer=trailer)
    blocks = list(Jpeg().split(Stream.of(data)))
    assert blocks[-1].end == len(data)
    assert len(blocks) < 200
