"""Copies in which plates, faces or text are covered: what changes, what stays, and what is held before."""

import json

import pytest
from PIL import Image, ImageCms

from footprint.model import Box
from footprint.photos import hide
from footprint.photos.hide import HIDEABLE, Hiding, hide_file
from footprint.photos.look import Line
from footprint.photos.look.grammar.known import Known
from footprint.photos.look.view import THOROUGH, view
from tests.photos.look.conftest import HERE
from tests.photos.look.scenes import jpeg, scene

PLATES = Hiding(frozenset({"plates"}))
BOX = Box(100, 50, 180, 90)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
needs_extra = pytest.mark.skipif(not HERE, reason="the extra `look` is not installed")


@pytest.fixture
def once(monkeypatch):
    """Without any network: a plate is seen as long as its place is teal."""

    def spots(image, hiding):
        if image.convert("RGB").getpixel((140, 70))[1] > 60:
            yield "plates", BOX

    monkeypatch.setattr(hide, "_spots", spots)


@pytest.fixture
def into(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    return made


def picture(path, mode="RGB", **options):
    Image.new("RGB", (400, 300), "teal").convert(mode).save(path, **options)
    return path


def opened(path):
    with Image.open(path) as image:
        image.load()
    return image


@pytest.mark.parametrize(("name", "copy"), [("a.jpg", "a.jpg"), ("a.png", "a.png"), ("a.webp", "a.webp")])
def test_what_is_seen_is_covered_by_a_solid_block(once, into, tmp_path, name, copy):
    source = picture(tmp_path / name)
    before = source.read_bytes()
    made = hide_file(source, into, hiding=PLATES)
    assert (made.verified, made.problem, made.covered) == (True, None, (("plates", 1),))
    assert made.copy == str(into / copy)
    shown = opened(into / copy).convert("RGB")
    assert shown.size == (400, 300)
    assert max(max(shown.getpixel((x, y))) for x in range(102, 178, 5) for y in range(52, 88, 5)) < 12
    assert shown.getpixel((20, 20))[1] > 100
    assert source.read_bytes() == before


def test_what_seems_to_be_seen_in_the_block_itself_does_not_hold_the_copy_back(into, tmp_path, monkeypatch):
    monkeypatch.setattr(hide, "_spots", lambda image, hiding: iter([("plates", BOX)]))
    made = hide_file(picture(tmp_path / "a.jpg"), into, hiding=PLATES)
    assert (made.verified, made.covered) == (True, (("plates", 1),))


def test_what_is_seen_beside_every_block_holds_the_copy_back(into, tmp_path, monkeypatch):
    places = iter(range(10))
    beside = lambda image, hiding: iter([("plates", Box(x := 35 * next(places), 50, x + 20, 90))])  # noqa: E731
    monkeypatch.setattr(hide, "_spots", beside)
    made = hide_file(picture(tmp_path / "a.jpg"), into, hiding=PLATES)
    assert made.copy is None
    assert "could still be seen" in made.problem
    assert list(into.iterdir()) == []


def test_what_is_seen_at_two_sizes_is_counted_once(into, tmp_path, monkeypatch):
    twice = iter([[("text", BOX), ("text", Box(98, 50, 182, 91))], []])
    monkeypatch.setattr(hide, "_spots", lambda image, hiding: iter(next(twice)))
    assert hide_file(picture(tmp_path / "a.jpg"), into, hiding=Hiding(frozenset({"text"}))).covered == (("text", 1),)


def test_one_letter_by_itself_is_covered_only_where_the_reader_is_sure_of_it(monkeypatch):
    read = [Line("O", BOX, 0.87), Line("8", BOX, 0.97), Line("TO", BOX, 0.6)]
    monkeypatch.setattr(hide, "lines", lambda pixels, side: read)
    spots = list(hide._spots(Image.new("RGB", (400, 300)), Hiding(frozenset({"text"}))))
    assert len(spots) == 2 * 2


def test_a_format_that_is_not_written_becomes_a_jpeg_and_its_name_says_so(once, into, tmp_path):
    made = hide_file(picture(tmp_path / "a.tif"), into, hiding=PLATES)
    assert made.copy == str(into / "a.tif.jpg")
    assert opened(made.copy).format == "JPEG"


def test_profile_and_turning_are_kept_and_nothing_else(once, into, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    turned = Image.new("RGB", (300, 400), "teal")
    turned.save(tmp_path / "a.jpg", exif=exif, icc_profile=PROFILE)
    made = hide_file(tmp_path / "a.jpg", into, hiding=PLATES)
    copy = opened(made.copy)
    assert copy.size == (400, 300)
    assert copy.info["icc_profile"] == PROFILE
    assert not copy.getexif()
    assert "device" in made.removed


@pytest.mark.parametrize(("mode", "kept"), [("P", True), ("RGB", True), ("CMYK", False)])
def test_a_profile_is_kept_only_where_its_colours_are(once, into, tmp_path, mode, kept):
    source = picture(tmp_path / ("a.jpg" if mode == "CMYK" else "a.png"), mode, icc_profile=PROFILE)
    made = hide_file(source, into, hiding=PLATES)
    assert made.covered
    assert (opened(made.copy).info.get("icc_profile") == PROFILE) is kept


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "RGBA", "LA"])
def test_pictures_of_every_kind_are_covered(once, into, tmp_path, mode):
    made = hide_file(picture(tmp_path / ("a.jpg" if mode == "CMYK" else "a.png"), mode), into, hiding=PLATES)
    assert made.covered == (("plates", 1),) or mode == "1"
    assert made.verified


def test_where_there_is_nothing_to_cover_no_pixel_changes(monkeypatch, into, tmp_path):
    monkeypatch.setattr(hide, "_spots", lambda image, hiding: iter(()))
    source = picture(tmp_path / "a.jpg")
    made = hide_file(source, into, hiding=PLATES)
    assert made.covered == ()
    assert opened(made.copy).tobytes() == opened(source).tobytes()


def test_what_moves_or_is_broken_is_given_to_nobody(once, into, tmp_path):
    frame = Image.new("RGB", (400, 300), "teal")
    frame.save(tmp_path / "a.gif", save_all=True, append_images=[Image.new("RGB", (400, 300), "red")])
    (tmp_path / "b.jpg").write_bytes(picture(tmp_path / "whole.jpg").read_bytes()[:200])
    for name in ("a.gif", "b.jpg"):
        made = hide_file(tmp_path / name, into, hiding=PLATES)
        assert "could not be covered" in made.problem
    assert list(into.iterdir()) == []


def test_nothing_is_written_over(once, into, tmp_path):
    (into / "a.jpg").write_bytes(b"there")
    made = hide_file(picture(tmp_path / "a.jpg"), into, hiding=PLATES)
    assert not made.verified
    assert (into / "a.jpg").read_bytes() == b"there"


@pytest.mark.parametrize(
    "arguments", [("--hide", "noses"), ("--hide", ","), ("--hide", "faces", "--location"), ("--profile", "p.toml")]
)
def test_a_wrong_call_is_refused(footprint, into, tmp_path, arguments):
    assert footprint("clean", picture(tmp_path / "a.jpg"), "--into", into, *arguments).status == 2


@pytest.mark.skipif(HERE, reason="the extra `look` is installed")
def test_without_the_extra_it_is_said_how_to_install_it(footprint, into, tmp_path):
    said = footprint("clean", picture(tmp_path / "a.jpg"), "--into", into, "--hide", "faces")
    assert said.status == 2
    assert 'pip install ".[look]"' in said.err


def test_the_command_says_what_it_covered(once, footprint, into, tmp_path, monkeypatch):
    monkeypatch.setattr("footprint.cli.cleaning.require", lambda: None)
    monkeypatch.setattr("footprint.engine.available", lambda: 1)
    source = picture(tmp_path / "a.jpg")
    said = footprint("clean", source, "--into", into, "--hide", "plates, text")
    assert "covered: plates (1). For that the picture was encoded anew." in said.out
    told = footprint("clean", source, "--into", tmp_path / "other", "--hide", "plates", "--format", "jsonl")
    assert json.loads(told.out)["covered"] == {"plates": 1}


def test_what_can_be_hidden_is_three_things():
    assert set(HIDEABLE) == {"plates", "faces", "text"}


# --- with the networks ------------------------------------------------------------------------------------------------
@needs_extra
def test_a_plate_cannot_be_read_in_the_copy(into, tmp_path):
    jpeg(scene("KV19 OTF", paint="plate"), tmp_path / "a.jpg")
    made = hide_file(tmp_path / "a.jpg", into, hiding=PLATES)
    assert dict(made.covered)["plates"] >= 1
    assert not any("KV19" in line.text for line in view(made.copy, THOROUGH).lines)


@needs_extra
def test_the_plate_of_the_profile_is_covered_though_its_form_be_odd(into, tmp_path):
    jpeg(scene("JZ24 RQF", paint="plate"), tmp_path / "a.jpg")
    assert hide_file(tmp_path / "a.jpg", into, hiding=PLATES).covered == ()
    (into / "a.jpg").unlink()
    own = Hiding(frozenset({"plates"}), Known(plates=("JZ24 RQF",)))
    assert dict(hide_file(tmp_path / "a.jpg", into, hiding=own).covered)["plates"] >= 1


@needs_extra
def test_no_text_is_left_in_the_copy(into, tmp_path):
    jpeg(scene("Larkfield Primary School", "Welcome to visitors", height=50), tmp_path / "a.jpg")
    made = hide_file(tmp_path / "a.jpg", into, hiding=Hiding(frozenset({"text"})))
    assert dict(made.covered)["text"] >= 2
    assert [line for line in view(made.copy, THOROUGH).lines if len(line.text) > 1 or line.score >= hide._ALONE] == []


@needs_extra
def test_faces_are_covered(into, tmp_path, real):
    source = real / "exif-samples" / "jpg" / "exif-org" / "canon-ixus.jpg"
    made = hide_file(source, into, hiding=Hiding(frozenset({"faces"})))
    assert dict(made.covered)["faces"] >= 3
    assert view(made.copy, THOROUGH).faces == ()


@needs_extra
def test_what_is_transparent_only_is_covered_too(into, tmp_path):
    image = scene("KV19 OTF", size=(900, 700), paint="plate").convert("RGBA")
    image.putalpha(0)
    image.save(tmp_path / "a.png")
    made = hide_file(tmp_path / "a.png", into, hiding=PLATES)
    assert made.covered == (("plates", 1),)
    opened(into / "a.png").convert("RGB").save(tmp_path / "bare.png")
    assert not [line for line in view(str(tmp_path / "bare.png"), THOROUGH).lines if "KV19" in line.text]


@needs_extra
def test_what_is_too_long_to_be_looked_at_gets_no_copy(into, tmp_path):
    Image.new("RGB", (50_000, 10)).save(tmp_path / "a.png")
    made = hide_file(tmp_path / "a.png", into, hiding=PLATES)
    assert "50,000 pixels long" in str(made.problem)
    assert not list(into.iterdir())
