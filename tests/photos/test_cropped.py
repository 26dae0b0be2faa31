"""A thumbnail that shows more than its picture, and the many that do not."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageOps

from footprint.photos import cropped
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import exif_segment, jpeg, saved, short, tiff

SIZE = (800, 600)
REALLY_CROPPED = "35-empty.jpg"
"""One of the real files was: its thumbnail shows twice as much."""


def scene(width=800, height=600):
    """A picture with something to be seen everywhere, each part different."""
    image = Image.new("RGB", (width, height), (70, 90, 120))
    draw = ImageDraw.Draw(image)
    for number in range(60):
        x, y = number * 137 % width, number * 211 % height
        shade = (number * 53 % 256, number * 97 % 256, number * 29 % 256)
        draw.ellipse((x - 40, y - 30, x + 20 + number, y + 50), fill=shade)
        draw.rectangle((y, x * height // width, y + 25, x * height // width + 30 + number % 20), fill=shade[::-1])
    return image


SCENE = scene()
SMALL = SCENE.resize((160, 120), Image.Resampling.BOX)


def photo(image, small=SMALL, said=SIZE, quality=80, *, by_a_camera=False, **options):
    """A JPEG with a thumbnail, whose EXIF says a size. Programs begin a file with JFIF, cameras do not."""
    exif = {0xA002: short(said[0]), 0xA003: short(said[1])} if said else {}
    block = tiff(exif=exif, thumbnail=saved(small, "JPEG", quality=quality))
    data = jpeg(exif_segment(block), base=saved(image, "JPEG", **options))
    return data[:2] + data[2 + 2 + int.from_bytes(data[4:6], "big") :] if by_a_camera else data


def told(data):
    return [t.value for t in read_bytes(data, "photo").traces if "shows more" in t.value]


@pytest.mark.parametrize(
    "box", [(0, 0, 400, 300), (400, 300, 800, 600), (120, 60, 640, 480), (200, 100, 600, 500), (100, 0, 700, 600)]
)
@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_cropped_picture_is_told_with_how_much_is_left(box, options):
    (value,) = told(photo(SCENE.crop(box), **options))
    assert value.startswith("shows more than the picture: what is left is ")
    left = int(value.split()[-3].rstrip("%")) / 100
    share = (box[2] - box[0]) * (box[3] - box[1]) / (800 * 600)
    assert abs(left - share) < 0.08


@pytest.mark.parametrize("box", [(0, 0, 760, 570), (30, 20, 790, 590), (40, 0, 800, 560)])
def test_a_crop_of_so_little_that_it_may_be_the_thumbnail_s_own_is_not_told(box):
    assert told(photo(SCENE.crop(box))) == []


def test_it_is_a_trace_of_its_own():
    traces = read_bytes(photo(SCENE.crop((0, 0, 400, 300))), "photo").traces
    assert [(t.kind, t.where) for t in traces if "shows" in t.value] == [("thumbnail", "EXIF thumbnail")]
    assert not [
        t for t in read_bytes(photo(SCENE.crop((0, 0, 400, 300))), "photo", deep=False).traces if "shows" in t.value
    ]


def test_a_crop_that_was_turned_is_told():
    assert told(photo(SCENE.crop((100, 100, 500, 480)).transpose(Image.Transpose.ROTATE_90)))


def test_a_crop_of_an_odd_size_is_told_though_exif_was_brought_up_to_date():
    assert told(photo(SCENE.crop((0, 0, 402, 301)), said=(402, 301)))


def letterboxed(image, size=(160, 120)):
    return ImageOps.pad(image, size, color="black")


@pytest.mark.parametrize(
    ("image", "small"),
    [
        (SCENE, SMALL),
        (SCENE.resize((400, 300)), SMALL),
        (SCENE.transpose(Image.Transpose.ROTATE_90), SMALL),
        (SCENE.transpose(Image.Transpose.ROTATE_270).resize((302, 401)), SMALL),
        (SCENE.crop((0, 50, 800, 583)), letterboxed(SCENE.crop((0, 50, 800, 583)))),
        (SCENE.crop((0, 0, 400, 600)), letterboxed(SCENE.crop((0, 0, 400, 600)))),
        (SCENE.crop((0, 75, 800, 525)), SCENE.crop((100, 75, 700, 525)).resize((160, 120))),
        (SCENE.crop((0, 75, 800, 525)), SCENE.crop((0, 75, 800, 525)).resize((160, 120))),
        (ImageOps.autocontrast(ImageOps.grayscale(SCENE.resize((400, 300)))), SMALL),
        (ImageOps.invert(SCENE.crop((0, 0, 400, 300))), SMALL),
        (Image.new("RGB", (402, 301), "grey"), SMALL),
        (SCENE.crop((0, 0, 400, 300)), Image.new("RGB", (160, 120), "black")),
        (scene(400, 300).transpose(Image.Transpose.FLIP_LEFT_RIGHT), SMALL),
    ],
    ids=[
        *("whole", "smaller", "turned", "turned and smaller", "bars above and below", "bars beside", "thumbnail cut"),
        *("squeezed", "grey", "negative", "plain picture", "plain thumbnail", "another picture"),
    ],
)
def test_where_nothing_was_cut_away_or_there_is_doubt_nothing_is_told(image, small):
    assert told(photo(image, small)) == []


def test_bars_around_what_is_there_are_nothing_that_was_cut_away():
    grey = ImageOps.pad(SCENE.crop((0, 100, 800, 450)), (160, 120), color=(90, 90, 90))
    assert told(photo(SCENE.crop((0, 100, 800, 450)), grey)) == []


def test_where_sizes_agree_nothing_is_decoded(monkeypatch):
    monkeypatch.setattr(cropped, "_decoded", lambda _: pytest.fail("it was decoded"))
    sizes = (SIZE, None, (600, 800))
    assert [told(photo(SCENE, said=said, by_a_camera=True)) for said in sizes] == [[], [], []]


def test_a_shape_that_only_bars_make_different_does_not_cost_the_picture(monkeypatch):
    wide = SCENE.crop((0, 0, 800, 532))
    calls, real_one = [], cropped._decoded
    monkeypatch.setattr(cropped, "_decoded", lambda data: calls.append(len(data)) or real_one(data))
    assert told(photo(wide, letterboxed(wide), said=(800, 532), by_a_camera=True)) == []
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_FILE_CAP", 1000),
        ("_THUMBNAIL_CAP", 100),
        ("_THUMBNAIL_PIXELS", 100),
        ("_PIXELS_CAP", 100),
        ("_SCANS_CAP", 0),
    ],
)
def test_what_would_take_too_long_is_not_compared(monkeypatch, name, value):
    data = photo(SCENE.crop((0, 0, 400, 300)))
    assert told(data)
    monkeypatch.setattr(cropped, name, value)
    assert told(data) == []


def test_a_large_picture_in_many_scans_is_not_compared(monkeypatch):
    data = photo(SCENE.crop((0, 0, 400, 300)), progressive=True)
    assert told(data)
    monkeypatch.setattr(cropped, "_BUFFERED_CAP", 100)
    assert told(data) == []


def test_damage_is_no_reason_to_tell_anything():
    data = photo(SCENE.crop((0, 0, 400, 300)))
    at = data.index(b"\xff\xc0", data.index(b"\xff\xd9"))
    assert told(data[: at + 4] + b"\x07" + data[at + 5 :]) == []
    assert told(data.replace(b"\xff\xdb", b"\xff\xfe", 1)) == []
    assert cropped.shows_more(Stream.of(b""), None, None, Stream.of(b""), (1, 1)) is None
    assert cropped.shows_more(Stream.of(b""), (0, 1), None, Stream.of(b""), (1, 1)) is None
    assert cropped.shows_more(Stream.of(b""), (10, 5), Stream.of(b"no EXIF"), Stream.of(b""), (9, 9)) is None


def test_other_formats_are_left_alone():
    into = BytesIO()
    exif = tiff(exif={0xA002: short(800), 0xA003: short(600)}, thumbnail=saved(SMALL, "JPEG"))
    SCENE.crop((0, 0, 400, 300)).save(into, "WEBP", exif=b"Exif\0\0" + exif)
    assert told(into.getvalue()) == []


def test_real_files_raise_no_false_alarm(real):
    found = [
        path.name
        for path in sorted(real.rglob("*.jp*g"))
        if any("shows more" in trace.value for trace in read_file(path).traces)
    ]
    assert found == [REALLY_CROPPED]
