import errno
import os
import tempfile
from pathlib import Path

import exifread
import piexif
import pytest
from PIL import Image, ImageChops, ImageOps, ImageSequence

from footprint.errors import TargetError, Withheld
from footprint.photos import clean as module
from footprint.photos import draft as drafts
from footprint.photos import fresh as fresh_module
from footprint.photos.amount import Amount
from footprint.photos.clean import Cleaned, Manner, clean_file
from footprint.photos.copies import clean
from footprint.photos.read import read_bytes, read_file
from tests.photos.samples import (
    NAME,
    SERIAL,
    chunk,
    exif_segment,
    heic,
    iptc_segment,
    jpeg,
    judged,
    mp4,
    needs_exiftool,
    pixels,
    png,
    profile,
    raw_profile,
    riff_chunk,
    saved,
    segment,
    short,
    small_jpeg,
    telling_exif,
    telling_iptc,
    telling_xmp,
    tiff,
    webp,
    xmp,
    xmp_segment,
)

FRAMES = [pixels(shade=shade, mode="RGBA") for shade in (0, 90, 180)]
ICC = profile()


def every_jpeg(**options):
    base = small_jpeg(icc_profile=ICC, **options)
    return jpeg(
        exif_segment(telling_exif(orientation=6)),
        exif_segment(telling_exif(">")),
        xmp_segment(telling_xmp()),
        segment(0xE2, b"MPF\0II*\0" + NAME.encode()),
        segment(0xE7, NAME.encode()),
        iptc_segment(telling_iptc()),
        segment(0xFE, NAME.encode()),
        base=base,
        trailer=jpeg(exif_segment(telling_exif())) + mp4(),
    )


TELLING = {
    "picture.jpg": every_jpeg(),
    "progressive.jpg": every_jpeg(progressive=True),
    "print.jpg": jpeg(exif_segment(telling_exif()), base=saved(pixels(mode="CMYK"), "JPEG")),
    "grey.jpg": jpeg(exif_segment(telling_exif()), base=saved(pixels(mode="L"), "JPEG")),
    "picture.png": png(
        chunk(b"eXIf", telling_exif(orientation=6)),
        chunk(b"tEXt", b"Author\0" + NAME.encode()),
        chunk(b"tIME", b"\x07\xe8\6\1\x0c\x1e\x3b"),
        chunk(b"prVt", NAME.encode()),
        raw_profile("exif", telling_exif()),
        raw_profile("xmp", telling_xmp()),
        base=saved(pixels(), "PNG", icc_profile=ICC),
        trailer=NAME.encode(),
    ),
    "animated.png": png(
        chunk(b"tEXt", b"Author\0" + NAME.encode()),
        base=saved(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:], duration=50),
    ),
    "picture.webp": webp(
        riff_chunk(b"EXIF", telling_exif(orientation=6)),
        riff_chunk(b"XMP ", telling_xmp()),
        riff_chunk(b"nobd", NAME.encode()),
        flags=12,
        base=saved(pixels(), "WEBP", icc_profile=ICC),
        trailer=NAME.encode(),
    ),
    "unannounced.webp": webp(riff_chunk(b"EXIF", telling_exif()), riff_chunk(b"XMP ", telling_xmp())),
    "animated.webp": webp(
        riff_chunk(b"XMP ", telling_xmp()),
        flags=4,
        base=saved(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:], duration=50, lossless=True),
    ),
}


@pytest.fixture(params=sorted(TELLING))
def cleaned(request, tmp_path):
    """(original, copy, result) for each file that gives something away."""
    source = tmp_path / "photos" / request.param
    source.parent.mkdir()
    source.write_bytes(TELLING[request.param])
    into = tmp_path / "copies"
    into.mkdir()
    result = clean_file(source, into)
    return source, into / request.param, result


def test_a_copy_is_verified_and_has_no_trace_left(cleaned):
    source, copy, result = cleaned
    assert (result.source, result.copy, result.problem) == (str(source), str(copy), None)
    assert result.verified
    assert set(result.removed) == {trace.kind for trace in read_file(source).traces}
    assert result.kept == ()
    assert read_file(copy).traces == ()
    assert not list(copy.parent.glob(".*"))


def test_the_original_is_as_it_was(cleaned):
    source, _, _ = cleaned
    assert source.read_bytes() == TELLING[source.name]


def test_no_name_or_serial_stands_anywhere_in_the_copy(cleaned):
    _, copy, _ = cleaned
    data = copy.read_bytes()
    for secret in (NAME, SERIAL, "Thornmere", "Kingfisher"):
        assert secret.encode() not in data
        assert secret.encode("utf-16-le") not in data


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of what is odd in the original
def test_the_picture_is_the_same(cleaned):
    source, copy, _ = cleaned
    with Image.open(source) as before, Image.open(copy) as after:
        assert getattr(after, "n_frames", 1) == (getattr(before, "n_frames", 1) if source.suffix != ".jpg" else 1)
        for one, other in zip(ImageSequence.Iterator(before), ImageSequence.Iterator(after), strict=False):
            assert one.mode == other.mode
            assert ImageChops.difference(one, other).getbbox() is None
            assert one.info.get("duration") == other.info.get("duration")
        assert before.info.get("icc_profile") == after.info.get("icc_profile")


def test_it_is_turned_the_same_way(cleaned):
    source, copy, _ = cleaned
    with Image.open(copy) as after:
        assert dict(after.getexif()) == ({0x0112: 6} if source.stem in ("picture", "progressive") else {})


@needs_exiftool
def test_the_judge_finds_nothing(cleaned):
    _, copy, _ = cleaned
    left = {
        name: value for name, value in judged(copy).items() if name not in ("IFD0:Orientation", "ExifIFD:ExifVersion")
    }
    assert left == {}


@needs_exiftool
def test_the_judge_finds_plenty_in_the_original(tmp_path):
    path = tmp_path / "picture.jpg"
    path.write_bytes(TELLING["picture.jpg"])
    assert NAME in str(judged(path))


def test_a_file_without_traces_is_copied_too(tmp_path):
    source = tmp_path / "plain.jpg"
    source.write_bytes(small_jpeg())
    result = clean_file(source, tmp_path, name=Path("copy.jpg"))
    assert (result.verified, result.removed) == (True, ())
    assert (tmp_path / "copy.jpg").read_bytes() == small_jpeg()


# --- withheld --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.heic", heic(telling_exif()), "does not say which of its pictures"),
        ("a.tif", tiff(), "first directory lies outside"),
        ("a.jxl", b"\0\0\0\x0cJXL \r\n\x87\n", "There is no picture in the file"),
        ("a.mp4", mp4()[:30], "The file is cut off, or damaged"),
        ("a.gif", b"GIF89a", "its end is missing"),
        ("a.jpg", b"", "The file is empty."),
        ("a.jpg", b"<html>", "not a photo or film"),
        ("a.jpg", small_jpeg()[:-2], "its end is missing"),
        ("a.jpg", b"\xff\xd8" + segment(0xFE, b"x") + b"\xff\xd9", "There is no picture"),
        ("a.png", png()[:-12], "its end is missing"),
        ("a.webp", webp(riff_chunk(b"ANMF", b"\0" * 30)), "same picture"),
    ],
)
def test_what_cannot_be_cleaned_gets_no_copy(tmp_path, name, data, reason):
    source, into = tmp_path / name, tmp_path / "copies"
    source.write_bytes(data)
    into.mkdir()
    result = clean_file(source, into)
    assert (result.copy, result.verified, result.removed, result.kept) == (None, False, (), ())
    assert reason in str(result.problem)
    assert list(into.iterdir()) == []


def test_a_file_that_went_away(tmp_path):
    assert clean_file(tmp_path / "gone.jpg", tmp_path).problem == "The file is no longer there."


def test_a_fault_of_our_own_becomes_a_reason(tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()
    monkeypatch.setattr(module, "prove", fail)
    assert "inside Footprint while cleaning the file (ZeroDivisionError)" in str(clean_file(source, into).problem)
    assert list(into.iterdir()) == []


def test_a_name_that_is_taken_is_left_alone(tmp_path):
    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()
    (into / "a.jpg").write_bytes(b"somebody else's")
    result = clean_file(source, into)
    assert "already a file of that name" in str(result.problem)
    assert (into / "a.jpg").read_bytes() == b"somebody else's"
    assert "already a file of that name" in str(clean_file(source, tmp_path).problem)
    assert source.read_bytes() == small_jpeg()


def test_a_name_that_is_taken_while_the_copy_is_made(tmp_path, monkeypatch):
    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()
    monkeypatch.setattr(module, "prove", lambda *_: (into / "a.jpg").write_bytes(b"somebody else's"))
    assert "already a file of that name" in str(clean_file(source, into).problem)
    assert [path.name for path in into.iterdir()] == ["a.jpg"]
    assert (into / "a.jpg").read_bytes() == b"somebody else's"


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without a link")
@pytest.mark.parametrize("taken", [False, True])
def test_disks_without_second_names(tmp_path, monkeypatch, taken):
    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()

    def unknown(path, _other):
        if taken:
            path.write_bytes(b"somebody else's")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    result = clean_file(source, into)
    assert result.verified is not taken
    assert (into / "a.jpg").read_bytes() == (b"somebody else's" if taken else small_jpeg())
    assert [path.name for path in into.iterdir()] == ["a.jpg"]


def test_on_windows_a_name_is_given_by_renaming(tmp_path, monkeypatch):
    renamed = []
    with drafts.draft(tmp_path / "a.jpg") as (_, path):
        monkeypatch.setattr(type(path), "rename", lambda *names: renamed.append(names))
        monkeypatch.setattr(os, "name", "nt")
        drafts.give_name(path, tmp_path / "a.jpg")
        monkeypatch.undo()
    assert renamed == [(path, tmp_path / "a.jpg")]


def test_a_name_that_cannot_be_given(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(drafts, "_link", fail)
    with drafts.draft(tmp_path / "a.jpg") as (_, path), pytest.raises(Withheld, match="could not be written"):
        drafts.give_name(path, tmp_path / "a.jpg")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "The copy could not be written")]
)
@pytest.mark.parametrize("function", ["fsync", "mkstemp"])
def test_a_disk_that_takes_nothing_more(tmp_path, monkeypatch, number, reason, function):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()
    monkeypatch.setattr(os if function == "fsync" else tempfile, function, fail)
    result = clean_file(source, into)
    assert reason in str(result.problem)
    assert list(into.iterdir()) == []


def test_a_copy_that_is_interrupted_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    into.mkdir()
    monkeypatch.setattr(module, "prove", interrupt)
    with pytest.raises(KeyboardInterrupt):
        clean_file(source, into)
    assert list(into.iterdir()) == []


# --- folders ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "photos"
    (root / "party").mkdir(parents=True)
    (root / "a.jpg").write_bytes(TELLING["picture.jpg"])
    (root / "party" / "b.png").write_bytes(TELLING["picture.png"])
    (root / "notes.txt").write_bytes(b"shopping")
    (root / "false.jpg").write_bytes(b"shopping")
    return root


def test_folders_keep_their_tree(folder, tmp_path):
    into = tmp_path / "copies"
    results = {Path(result.source).name: result for result in clean([folder], into)}
    assert {name: result.verified for name, result in results.items()} == {
        "a.jpg": True,
        "false.jpg": False,
        "b.png": True,
    }
    assert sorted(path.relative_to(into).as_posix() for path in into.rglob("*.*")) == ["a.jpg", "party/b.png"]


def test_several_folders_keep_their_names(folder, tmp_path):
    other = tmp_path / "others"
    other.mkdir()
    (other / "a.jpg").write_bytes(small_jpeg())
    into = tmp_path / "copies"
    results = list(clean([folder, other, folder / "a.jpg"], into))
    assert sum(result.verified for result in results) == 4
    names = sorted(path.relative_to(into).as_posix() for path in into.rglob("*.*"))
    assert names == ["a.jpg", "others/a.jpg", "photos/a.jpg", "photos/party/b.png"]


def test_a_file_that_was_named_is_reported_whatever_it_is(folder, tmp_path):
    (result,) = clean([folder / "notes.txt"], tmp_path / "copies")
    assert "not a photo or film" in str(result.problem)


def test_what_is_not_there_is_said(tmp_path):
    (result,) = clean([tmp_path / "none"], tmp_path / "copies")
    assert result == Cleaned(str(tmp_path / "none"), None, (), (), verified=False, problem=result.problem)
    assert "no such folder" in str(result.problem)


def test_a_target_among_the_originals_is_refused_at_once(folder):
    for into in (folder, folder / "copies", folder / "party" / ".." / "copies"):
        with pytest.raises(TargetError, match="among the originals"):
            clean([folder], into)
    assert not (folder / "copies").exists()


def test_a_copy_that_would_land_among_the_originals_is_withheld(tmp_path):
    inner = tmp_path / "photos" / "photos"
    inner.mkdir(parents=True)
    (inner / "a.jpg").write_bytes(small_jpeg())
    (result,) = clean([tmp_path / "photos"], tmp_path)
    assert "among the originals" in str(result.problem)


def test_a_target_that_is_a_file_is_refused(folder, tmp_path):
    (tmp_path / "copies").write_bytes(b"")
    with pytest.raises(TargetError, match="not a folder"):
        clean([folder], tmp_path / "copies")


def test_a_target_that_cannot_be_written_to_is_refused(folder, tmp_path, monkeypatch):
    def fail(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", fail)
    with pytest.raises(TargetError, match="cannot be written to"):
        clean([folder], tmp_path / "copies")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.jpg", jpeg(xmp_segment(telling_xmp()[:-150]))),
        ("utf-16.jpg", jpeg(xmp_segment(telling_xmp().decode().encode("utf-16")))),
        ("doctype.jpg", jpeg(xmp_segment(b"<!DOCTYPE x>" + telling_xmp()))),
        ("exif.jpg", jpeg(exif_segment(b"no EXIF block at all"))),
        ("checksum.png", png(chunk(b"tEXt", b"Author\0" + NAME.encode())[:-4] + b"\0\0\0\0")),
        ("packed.png", png(chunk(b"zTXt", b"Author\0\0no zlib data"))),
        ("cut.webp", webp(riff_chunk(b"XMP ", telling_xmp()[:-150]), flags=4)),
    ],
)
def test_damage_in_what_is_left_out_is_no_matter(name, data, tmp_path):
    source = tmp_path / name
    source.write_bytes(data)
    (tmp_path / "copies").mkdir()
    result = clean_file(source, tmp_path / "copies")
    assert (result.problem, result.verified) == (None, True)
    assert read_file(tmp_path / "copies" / name).traces == ()


def test_a_picture_whose_own_checksum_is_wrong_gets_a_copy_that_is_no_better(tmp_path):
    source = tmp_path / "picture.png"
    damaged = png()[:29] + b"\0\0\0\0" + png()[33:]
    source.write_bytes(png(chunk(b"tEXt", b"Author\0" + NAME.encode()), base=damaged))
    (tmp_path / "copies").mkdir()
    assert clean_file(source, tmp_path / "copies").verified
    assert (tmp_path / "copies" / "picture.png").read_bytes() == damaged


TURNED = xmp("<tiff:Orientation>6</tiff:Orientation>")


@pytest.mark.parametrize(
    ("name", "data", "turned"),
    [
        ("xmp.jpg", jpeg(xmp_segment(TURNED)), 6),
        ("xmp.png", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + TURNED)), 6),
        ("xmp.webp", webp(riff_chunk(b"XMP ", TURNED), flags=4), 6),
        ("silent exif.jpg", jpeg(exif_segment(tiff()), xmp_segment(TURNED)), 6),
        ("both.jpg", jpeg(exif_segment(tiff({0x0112: short(8)})), xmp_segment(TURNED)), 8),
        ("upright.jpg", jpeg(exif_segment(tiff({0x0112: short(1)})), xmp_segment(TURNED)), 1),
        ("profile.png", png(raw_profile("exif", b"Exif\0\0" + tiff({0x0112: short(6)}))), 6),
        ("one byte.jpg", jpeg(exif_segment(tiff({0x0112: (1, b"\6")}))), 1),
    ],
)
def test_a_copy_is_turned_as_viewers_turn_the_original(name, data, turned, tmp_path):
    source, into = tmp_path / name, tmp_path / "copies"
    source.write_bytes(data)
    into.mkdir()
    assert clean_file(source, into).verified
    with Image.open(into / name) as copy, Image.open(source) as original:
        assert copy.getexif().get(0x0112, 1) == turned
        before, after = ImageOps.exif_transpose(original), ImageOps.exif_transpose(copy)
        assert (before.size, before.tobytes()) == (after.size, after.tobytes())


def test_a_picture_that_claims_to_be_enormous_is_withheld_with_the_reason(tmp_path):
    header = chunk(b"IHDR", b"\0\0\xc3\x50" * 2 + png()[24:29])
    source = tmp_path / "picture.png"
    source.write_bytes(png()[:8] + header + png()[33:])
    (tmp_path / "copies").mkdir()
    assert "too many pixels" in clean_file(source, tmp_path / "copies").problem


def test_where_no_copy_was_made_no_folder_is_left(tmp_path):
    (tmp_path / "a.mp4").write_bytes(mp4()[:30])
    assert [made.copy for made in clean((tmp_path / "a.mp4",), tmp_path / "out")] == [None]
    assert not (tmp_path / "out").exists()
    (tmp_path / "there").mkdir()
    list(clean((tmp_path / "a.mp4",), tmp_path / "there"))
    assert (tmp_path / "there").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_copy_may_be_read_by_whoever_may_read_the_original(tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(small_jpeg())
    source.chmod(0o640)
    (tmp_path / "out").mkdir()
    made = clean_file(source, tmp_path / "out")
    assert Path(made.copy).stat().st_mode & 0o777 == 0o640


# --- amounts

PLACES_ONLY = Amount(places_only=True)
TELLING_AVIF = saved(pixels(64, 48), "AVIF", exif=b"Exif\0\0" + telling_exif(), xmp=telling_xmp())
LOCATED = {name: data for name, data in TELLING.items() if read_bytes(data, name).location}
LOCATED["picture.avif"] = TELLING_AVIF


@pytest.fixture(params=sorted(LOCATED))
def placeless(request, tmp_path):
    """(original, copy, result) for each file that tells a place, with only places taken out."""
    source, into = tmp_path / request.param, tmp_path / "copies"
    source.write_bytes(LOCATED[request.param])
    into.mkdir()
    result = clean_file(source, into, amount=PLACES_ONLY)
    return source, into / request.param, result


def test_where_only_places_go_names_and_times_stay(placeless):
    _, copy, result = placeless
    assert (result.problem, result.verified) == (None, True)
    assert {"gps"} <= set(result.removed)
    assert {"time", "owner"} <= set(result.kept)
    reading = read_file(copy)
    assert reading.location is None
    assert not {trace.kind for trace in reading.traces} & {"gps", "place", "track"}
    assert NAME in {trace.value for trace in reading.traces}


@needs_exiftool
def test_the_judge_finds_no_place_and_all_else(placeless):
    source, copy, _ = placeless
    before, after = judged(source), judged(copy)
    assert any("GPS" in name for name in before)
    assert not [name for name in after if "GPS" in name or "City" in name or "Location" in name]
    assert not [value for name, value in after.items() if "Warning" in name]
    assert NAME in after.values()


@pytest.mark.filterwarnings("ignore::UserWarning")  # as above
def test_where_only_places_go_the_picture_and_its_turn_stay(placeless):
    source, copy, _ = placeless
    with Image.open(source) as before, Image.open(copy) as after:
        assert before.getexif().get(0x0112, 1) == after.getexif().get(0x0112, 1)
        assert ImageChops.difference(before, after).getbbox() is None


@pytest.mark.parametrize(
    ("word", "tag", "value"),
    [
        ("copyright", 0x8298, "(c) " + NAME),
        ("author", 0x013B, NAME),
        ("description", 0x010E, "Garden of 14 Kingfisher Wharf"),
        ("camera", 0x0110, "L-100"),
    ],
)
@pytest.mark.parametrize("name", ["picture.jpg", "picture.png", "picture.webp"])
def test_what_a_person_asks_to_keep_stays_and_nothing_else(tmp_path, name, word, tag, value):
    source, into = tmp_path / name, tmp_path / "copies"
    source.write_bytes(TELLING[name])
    into.mkdir()
    result = clean_file(source, into, amount=Amount(keep=frozenset({word})))
    assert (result.problem, result.verified) == (None, True)
    with Image.open(into / name) as copy:
        tags = copy.getexif()
        assert tags[tag] == value
        assert tags[0x0112] == 6
    kinds = {"copyright": "owner", "author": "owner", "description": "comment", "camera": "device"}
    assert set(result.kept) == {kinds[word]}
    assert {trace.kind for trace in read_file(into / name).traces} == {kinds[word]}


def test_the_date_is_kept_as_exif_spells_it(tmp_path):
    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(jpeg(xmp_segment(xmp("<exif:DateTimeOriginal>2024-06-01T12:30:59</exif:DateTimeOriginal>"))))
    into.mkdir()
    assert clean_file(source, into, amount=Amount(keep=frozenset({"date"}))).kept == ("time",)
    assert str(read_file(into / "a.jpg").taken) == "2024-06-01 12:30:59"


def test_copies_can_have_the_times_of_their_originals(tmp_path):
    source, into = tmp_path / "a.jpg", tmp_path / "copies"
    source.write_bytes(small_jpeg())
    os.utime(source, (1_600_000_000, 1_600_000_000))
    into.mkdir()
    clean_file(source, into, manner=Manner(keep_times=True))
    assert (into / "a.jpg").stat().st_mtime == 1_600_000_000
    clean_file(source, into, name=Path("b.jpg"))
    assert (into / "b.jpg").stat().st_mtime > 1_700_000_000


def test_folders_are_numbered_too(tmp_path):
    for name in ("Thornmere/a.JPG", "Thornmere/b.jpg", "Mum/a.jpg"):
        (tmp_path / "photos" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "photos" / name).write_bytes(small_jpeg())
    results = list(clean([tmp_path / "photos"], tmp_path / "copies", manner=Manner(neutral_names=True)))
    assert sorted(Path(str(one.copy)).relative_to(tmp_path / "copies").as_posix() for one in results) == [
        *("folder-01/photo-0001.jpg", "folder-02/photo-0001.jpg", "folder-02/photo-0002.jpg"),
    ]


def adobe_rgb(space, mark=b"", *, profiled=False):
    """A JPEG of a camera that is set to Adobe RGB, as EXIF says it."""
    block = piexif.dump(
        {
            "0th": {0x0112: 6, 0x013B: NAME.encode()},
            "Exif": {0xA001: space, 0x9003: b"2024:06:01 12:30:59"},
            "Interop": {1: mark} if mark else {},
        }
    )
    return jpeg(segment(0xE1, block), base=small_jpeg(icc_profile=ICC) if profiled else small_jpeg())


def said_of_colours(path):
    with path.open("rb") as file:
        tags = exifread.process_file(file, details=False)
    names = ("EXIF ColorSpace", "Interoperability InteroperabilityIndex")
    return tuple(str(tags[name]) for name in names if name in tags)


@pytest.mark.parametrize("amount", [Amount(), Amount(keep=frozenset({"date", "author"})), Amount(places_only=True)])
@pytest.mark.parametrize(("space", "mark"), [(0xFFFF, b"R03"), (2, b"R03")])
def test_a_copy_says_that_its_colours_are_adobe_rgb(tmp_path, amount, space, mark):
    (tmp_path / "a.jpg").write_bytes(adobe_rgb(space, mark))
    (tmp_path / "out").mkdir()
    result = clean_file(tmp_path / "a.jpg", tmp_path / "out", amount=amount)
    assert result.verified, result.problem
    assert said_of_colours(tmp_path / "out" / "a.jpg") == said_of_colours(tmp_path / "a.jpg") != ()
    assert (NAME.encode() in (tmp_path / "out" / "a.jpg").read_bytes()) == ("owner" in result.kept)
    again = tmp_path / "again"
    again.mkdir()
    assert clean_file(tmp_path / "out" / "a.jpg", again, amount=amount).verified


@pytest.mark.parametrize("data", [adobe_rgb(1, b"R98"), adobe_rgb(0xFFFF), adobe_rgb(2, b"R03", profiled=True)])
def test_a_copy_says_nothing_of_colours_that_everybody_assumes_or_that_a_profile_tells(tmp_path, data):
    (tmp_path / "a.jpg").write_bytes(data)
    (tmp_path / "out").mkdir()
    assert clean_file(tmp_path / "a.jpg", tmp_path / "out").verified
    assert said_of_colours(tmp_path / "out" / "a.jpg") == ()


def test_a_copy_in_other_colours_is_withheld(tmp_path, monkeypatch):
    made = fresh_module.exif
    monkeypatch.setattr(fresh_module, "exif", lambda turned, texts, _: made(turned, texts))
    (tmp_path / "a.jpg").write_bytes(adobe_rgb(0xFFFF, b"R03"))
    (tmp_path / "out").mkdir()
    assert "colours" in clean_file(tmp_path / "a.jpg", tmp_path / "out").problem


def test_what_a_run_that_was_ended_left_behind_is_swept_a_day_later(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.jpg").write_bytes(small_jpeg())
    (tmp_path / "out" / "deep").mkdir(parents=True)
    old, young = (tmp_path / "out" / "deep" / f".footprint-{name}.part" for name in ("old", "young"))
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert all(item.verified for item in clean([tmp_path / "in"], tmp_path / "out"))
    assert not old.exists()
    assert young.exists()
