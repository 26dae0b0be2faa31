"""Copies of films, judged by a player and by another reader."""

import struct

import pytest

from footprint.photos.amount import Amount, inside
from footprint.photos.clean import clean_file
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.films import (
    TAGS,
    camm_long,
    camm_short,
    film,
    frames,
    gpmf_sample,
    grafted,
    insta360,
    mebx_entry,
    mebx_sample,
    needs_ffmpeg,
    novatek,
    picture_entry,
    pictures,
    played,
    rtmd_sample,
    sound_entry,
    sounds,
    subtitle,
    tags,
    telling_film,
    timed,
)
from tests.photos.samples import (
    NAME,
    apple_meta,
    box,
    exif_segment,
    full,
    jpeg,
    judged,
    needs_exiftool,
    small_jpeg,
    telling_exif,
)

H264 = ("-c:v", "libx264", "-c:a", "aac")
KINDS = {
    "plain.mp4": ("-c:v", "mpeg4", "-c:a", "aac"),
    "first.mp4": (*H264, "-movflags", "+faststart"),
    "apple.mov": ("-c:v", "libx264", "-c:a", "pcm_s16le", "-movflags", "use_metadata_tags"),
    "phone.3gp": H264,
    "pieces.mp4": (*H264, "-movflags", "frag_keyframe+empty_moov+default_base_moof", "-g", "4"),
    "old pieces.mp4": (*H264, "-movflags", "frag_keyframe", "-g", "4"),
    "streamed.mp4": (*H264, "-movflags", "dash+frag_keyframe", "-g", "5"),
}
TELLING = [
    "GPS",
    "Latitude",
    "Longitude",
    "Serial",
    "Make",
    "Model",
    "Author",
    "Artist",
    "Comment",
    "Title",
    "HandlerDescription",
    "Encoder",
    "HandlerVendor",
]


@pytest.fixture(scope="module", params=KINDS, ids=str)
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("films") / request.param
    return played(path, *KINDS[request.param], *TAGS)


def cleaned(source, tmp_path, **amount):
    into = tmp_path / f"copies {len(list(tmp_path.iterdir()))}"
    into.mkdir()
    result = clean_file(source, into, amount=Amount(**amount))
    assert result.problem is None
    assert result.verified
    return into / source.name


def telling(path):
    """What the other reader says of where, who, when and with what."""
    found = judged(path)
    return {
        name: value
        for name, value in found.items()
        if any(word in name for word in TELLING) or ("Date" in name and not str(value).startswith("0000"))
    }


@needs_ffmpeg
@needs_exiftool
def test_copies_play_the_same_and_tell_nothing(made, tmp_path):
    copy = cleaned(made, tmp_path)
    assert frames(copy) == frames(made)
    assert tags(made)
    assert not tags(copy)
    assert not telling(copy)
    assert copy.stat().st_size == made.stat().st_size
    assert read_file(copy).traces == ()


@needs_ffmpeg
@needs_exiftool
def test_copies_without_places_keep_all_else(made, tmp_path):
    copy = cleaned(made, tmp_path, places_only=True)
    assert frames(copy) == frames(made)
    before, after = judged(made), judged(copy)
    assert not [name for name in after if "GPS" in name or "Warning" in name]
    names = {name: value for name, value in before.items() if "Artist" in name or "CreateDate" in name}
    assert names
    assert names.items() <= after.items()


@needs_ffmpeg
@needs_exiftool
@pytest.mark.parametrize("kind", ["plain.mp4", "apple.mov"])
def test_a_timed_track_goes_and_the_rest_plays_on(kind, tmp_path):
    source = played(tmp_path / kind, *KINDS[kind], *TAGS)
    source.write_bytes(grafted(source.read_bytes(), timed(b"gpmd", gpmf_sample(), gpmf_sample())))
    assert any(":GPS" in name for name in judged(source) if name.startswith("Track"))
    copy = cleaned(source, tmp_path)
    assert frames(copy) == frames(source)
    assert not telling(copy)


def dashcam():
    listing = struct.pack(">IIII", 257, 1, 0, 512)
    data = film(pictures(), gap=novatek(), in_moov=box(b"gps ", listing))
    return data.replace(listing, struct.pack(">IIII", 257, 1, data.index(b"freeGPS ") - 4, 512))


DRONE = "F/3.5, SS 1000, ISO 100, EV 0, GPS (-0.6370, 52.6490, 18), D 24.26m"
NMEA = "$GPRMC,123059.00,A,5238.9400,N,00038.2200,W,0.0,0.0,010624,,,A"
TRACKS = {
    "everything": telling_film(),
    "gpmd": film(pictures(), timed(b"gpmd", gpmf_sample())),
    "camm": film(pictures(), timed(b"camm", camm_short(), camm_long(), handler=b"camm")),
    "mebx": film(pictures(), timed(b"mebx", mebx_sample(b"+52.6490-000.6370/"), entry=mebx_entry(location_ISO6709=1))),
    "rtmd": film(pictures(), timed(b"rtmd", rtmd_sample())),
    "drone": film(pictures(), timed(b"text", subtitle(DRONE), handler=b"text")),
    "receiver": film(pictures(), timed(b"text", subtitle(NMEA), handler=b"text")),
    "behind": film(pictures(), after=insta360()),
    "dashcam": dashcam(),
}


@needs_exiftool
@pytest.mark.parametrize("kind", TRACKS)
@pytest.mark.parametrize("places_only", [False, True])
def test_another_reader_finds_no_place_any_more(kind, places_only, tmp_path):
    source = tmp_path / "film.mp4"
    source.write_bytes(TRACKS[kind])
    assert [name for name in judged(source) if "GPS" in name]
    copy = cleaned(source, tmp_path, places_only=places_only)
    assert not [name for name in judged(copy) if "GPS" in name or ("Serial" in name and not places_only)]
    assert b"52.649" not in copy.read_bytes()
    if not places_only:
        assert not telling(copy)


def test_what_was_asked_for_is_kept(tmp_path):
    source = tmp_path / "film.mp4"
    source.write_bytes(telling_film())
    kinds = {trace.kind for trace in read_file(cleaned(source, tmp_path, keep=frozenset({"author", "date"}))).traces}
    assert kinds == {"owner", "time"}
    copy = cleaned(source, tmp_path, keep=frozenset({"camera"}))
    assert {(t.where, t.value) for t in read_file(copy).traces} == {
        ("QuickTime handler", "GoPro AVC"),
        ("QuickTime handler", "Core Media Audio"),
        ("QuickTime make", "Lanterna"),
    }


def test_keys_that_are_kept_keep_their_names(tmp_path):
    source = tmp_path / "film.mov"
    source.write_bytes(film(in_moov=apple_meta(location_ISO6709="+52.6490-000.6370/", author=NAME), brand=b"qt  "))
    copy = cleaned(source, tmp_path, keep=frozenset({"author"}))
    assert [(t.where, t.value) for t in read_file(copy).traces] == [("QuickTime author", NAME)]
    assert b"+52.6490" not in copy.read_bytes()


def test_a_cover_picture_is_cleaned_too(tmp_path):
    cover = jpeg(exif_segment(telling_exif(thumbnail=b"")))
    listing = box(b"ilst", box(b"covr", box(b"data", struct.pack(">II", 13, 0), cover)))
    meta = full(b"meta", full(b"hdlr", b"\0\0\0\0mdir", b"\0" * 13), listing)
    source = tmp_path / "film.mp4"
    source.write_bytes(film(in_moov=box(b"udta", meta)))
    assert read_file(source).location is not None
    assert read_file(cleaned(source, tmp_path)).traces == ()
    left = read_file(cleaned(source, tmp_path, places_only=True))
    assert {trace.kind for trace in left.traces} >= {"thumbnail"}
    assert left.location is None


# --- what cannot be cleaned ------------------------------------------------------------------------------------------
def refused(data, tmp_path, name="film.mp4"):
    source = tmp_path / name
    source.write_bytes(data)
    (tmp_path / "copies").mkdir()
    result = clean_file(source, tmp_path / "copies")
    assert result.copy is None
    assert not list((tmp_path / "copies").iterdir())
    return result.problem


def coded(codec, *boxes, sample=b"a picture"):
    return film(pictures(sample)._replace(entry=picture_entry(*boxes, codec=codec)))


def elsewhere():
    return film().replace(b"url \0\0\0\1", b"url \0\0\0\0")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (coded(b"xyzw"), "coded in a way that Footprint does not know (xyzw)"),
        (coded(b"encv"), "encrypted"),
        (coded(b"avc1", box(b"sinf", b"keys")), "encrypted"),
        (elsewhere(), "in another file"),
        (film(in_moov=box(b"cmov", b"zlib")), "compressed"),
        (film(in_moov=box(b"rmra", b"others")), "points at other films"),
        (film()[:60], "damaged"),
        (film(moov_first=True)[:-8], "cut off"),
        (film(sounds()._replace(entry=sound_entry(codec=b"twos"))), "does not know (twos)"),
        (coded(b"jpeg", sample=small_jpeg(exif=b"Exif\0\0II")), "notes"),
    ],
)
def test_what_cannot_be_cleaned_gets_a_reason(data, reason, tmp_path):
    assert reason in refused(data, tmp_path)


def test_pictures_of_a_film_may_be_jpeg_without_notes(tmp_path):
    source = tmp_path / "film.mov"
    frame = small_jpeg()
    source.write_bytes(film(pictures(frame, frame)._replace(entry=picture_entry(codec=b"jpeg")), brand=b"qt  "))
    assert read_file(cleaned(source, tmp_path)).traces == ()


def test_real_films(real, tmp_path):
    (tmp_path / "copies").mkdir()
    found = sorted(p for p in (real / "nom-exif/testdata").iterdir() if p.suffix.lower() in (".mov", ".mp4", ".3gp"))
    reasons = {path.name: clean_file(path, tmp_path / "copies").problem for path in found}
    assert {name for name, reason in reasons.items() if reason} == {
        "compatible-brands-fail.mov",
        "compatible-brands.mov",
        "sony-a7-xavc.MP4",
    }


@needs_exiftool
@needs_ffmpeg
def test_real_films_play_the_same(real, tmp_path):
    for name in ("meta.mov", "meta.mp4", "auth.mov", "udta.auth.mp4", "3gp_640x360.3gp"):
        source = real / "nom-exif/testdata" / name
        copy = cleaned(source, tmp_path)
        assert frames(copy) == frames(source)
        assert not telling(copy)
        assert not tags(copy)


@pytest.mark.parametrize("amount", [Amount(), Amount(places_only=True)])
def test_a_film_inside_a_picture_is_cleaned_in_memory(amount):
    source = Stream.of(telling_film())
    copy = inside(source, amount, frozenset(), 1)
    assert copy is not None
    assert len(copy) == source.size
    assert read_bytes(copy, "film").location is None
    assert amount.places_only or read_bytes(copy, "film").traces == ()


def test_the_film_of_a_real_motion_photo_is_only_a_beginning(real):
    data = (real / "nom-exif/testdata/motion_photo_pixel_synth.jpg").read_bytes()
    film_inside = data[data.index(b"ftyp") - 4 :]
    assert "cut off" in str(read_bytes(film_inside, "film").problem)
    assert inside(Stream.of(film_inside), Amount(), frozenset(), 1) is None
