import shutil
import subprocess
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageSequence

from footprint.errors import Unreadable
from footprint.photos import BlockKind, Part, xmp
from footprint.photos.amount import Amount
from footprint.photos.clean import clean_file
from footprint.photos.essence import gif as essence
from footprint.photos.formats import gif as module
from footprint.photos.formats.gif import Gif
from footprint.photos.read import read_bytes, read_file
from footprint.photos.stream import Stream
from tests.photos.samples import NAME, SERIAL, judged, needs_exiftool, pixels, profile, saved, telling_iptc, telling_xmp

GIFSICLE = shutil.which("gifsicle")
PROFILE = profile()
MAGIC = b"\1" + bytes(range(255, -1, -1)) + b"\0"


def in_pieces(content):
    pieces = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def comment(text):
    return b"!\xfe" + in_pieces(text)


def application(name, body):
    return b"!\xff\x0b" + name + body


def animation(**options):
    frames = [pixels(shade=shade).convert("P") for shade in (0, 90, 180)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=[50, 70, 90], loop=3, **options)


def gif(*extensions, base=None, trailer=b""):
    """A GIF with extensions before its first frame, and bytes behind its end."""
    base = base or animation()
    at = 13 + 3 * 2 ** ((base[10] & 7) + 1)
    return base[:at] + b"".join(extensions) + base[at:] + trailer


EVERYTHING = gif(
    comment(f"Drawn by {NAME}".encode()),
    application(b"XMP DataXMP", telling_xmp() + MAGIC),
    application(b"ICCRGBG1012", in_pieces(PROFILE)),
    application(b"MGK8BIM0000", in_pieces(telling_iptc())),
    application(b"nobodyknows", in_pieces(NAME.encode())),
    b"!\x01\x0c" + bytes(12) + in_pieces(NAME.encode()),
    b"!\x77" + in_pieces(SERIAL.encode()),
    b"\0\0",
    trailer=NAME.encode(),
)
PLAIN = [animation(), saved(pixels(mode="L"), "GIF"), saved(pixels().convert("P"), "GIF", interlace=True)]


def split(data):
    return list(Gif().split(Stream.of(data)))


def split_as_far_as_it_goes(data):
    blocks = []
    try:
        for block in Gif().split(Stream.of(data)):
            blocks.append(block)  # noqa: PERF402  what came before an error is kept
    except Unreadable:
        pass
    return blocks


def joined(data, parts):
    into = BytesIO()
    Gif().join(Stream.of(data), parts, into, exif=b"there is no place for it")
    return into.getvalue()


def cleaned(tmp_path, data, amount=None):
    source, into = tmp_path / "a.gif", tmp_path / "copies"
    source.write_bytes(data)
    into.mkdir(exist_ok=True)
    result = clean_file(source, into, amount=amount or Amount())
    return result, (into / "a.gif").read_bytes() if result.copy else b""


def frames(data):
    with Image.open(BytesIO(data)) as image:
        found = [(f.convert("RGBA").tobytes(), f.info.get("duration")) for f in ImageSequence.Iterator(image)]
        return found, image.info.get("loop")


def test_every_block_has_its_kind():
    found = {}
    for block in split(EVERYTHING):
        found.setdefault(block.name, block.kind)
    assert found == {
        "header": BlockKind.IMAGE,
        "GIF comment": BlockKind.TEXT,
        "XMP": BlockKind.XMP,
        "ICC": BlockKind.ICC,
        "Photoshop": BlockKind.IPTC,
        "nobodyknows": BlockKind.UNKNOWN,
        "plain text": BlockKind.UNKNOWN,
        "extension 77": BlockKind.UNKNOWN,
        "bytes between blocks": BlockKind.UNKNOWN,
        "loop": BlockKind.IMAGE,
        "control": BlockKind.IMAGE,
        "frame": BlockKind.IMAGE,
        "picture": BlockKind.IMAGE,
        "end": BlockKind.IMAGE,
        "after the picture's end": BlockKind.TRAILER,
    }


def test_what_it_says_is_read():
    reading = read_bytes(EVERYTHING, "a.gif")
    assert (reading.format, reading.problem) == ("GIF", None)
    assert reading.location is not None
    kinds = {trace.kind for trace in reading.traces}
    assert kinds >= {"gps", "comment", "owner", "place", "person", "device", "unknown"}
    assert read_bytes(EVERYTHING, "a.gif", deep=False).location == reading.location


def test_xmp_in_pieces_is_read_too():
    data = gif(application(b"XMP DataXMP", in_pieces(telling_xmp())))
    assert read_bytes(data, "a.gif").location is not None


def test_nothing_is_left_in_a_copy(tmp_path):
    result, copy = cleaned(tmp_path, EVERYTHING)
    assert (result.verified, result.problem) == (True, None)
    assert read_file(tmp_path / "copies" / "a.gif").traces == ()
    assert frames(copy) == frames(EVERYTHING) == frames(animation())
    assert {b.kind for b in split(copy)} == {BlockKind.IMAGE, BlockKind.ICC}
    for secret in (NAME, SERIAL, "Thornmere"):
        assert secret.encode() not in copy


@needs_exiftool
def test_the_judge_finds_nothing(tmp_path):
    result, _ = cleaned(tmp_path, EVERYTHING)
    left = {name.partition(":")[2] for name in judged(result.copy) if not name.startswith("ICC")}
    assert left <= {
        *("GIFVersion", "ImageWidth", "ImageHeight", "HasColorMap", "ColorResolutionDepth", "BitsPerPixel"),
        *("BackgroundColor", "PixelAspectRatio", "AnimationIterations", "FrameCount", "Duration", "TransparentColor"),
    }


@pytest.mark.skipif(GIFSICLE is None, reason="gifsicle is not installed")
def test_another_decoder_opens_the_copy(tmp_path):
    result, _ = cleaned(tmp_path, EVERYTHING)
    told = subprocess.run([GIFSICLE, "--info", result.copy], capture_output=True, text=True, check=True)
    assert "3 images" in told.stdout
    assert "comment" not in told.stdout
    assert told.stderr == ""


def test_a_comment_that_was_asked_for_stays(tmp_path):
    result, copy = cleaned(tmp_path, gif(comment(b"A heron by the pond")), Amount(keep=frozenset({"description"})))
    assert (result.verified, result.kept) == (True, ("comment",))
    assert b"A heron by the pond" in copy


def test_only_places_go(tmp_path):
    data = gif(comment(b"A heron by the pond"), application(b"nobodyknows", in_pieces(b"whatever")))
    result, copy = cleaned(tmp_path, data, Amount(places_only=True))
    assert (result.verified, result.problem) == (True, None)
    assert b"A heron by the pond" in copy
    assert b"nobodyknows" not in copy


@pytest.mark.parametrize("data", [EVERYTHING, *PLAIN, gif(application(b"XMP DataXMP", in_pieces(telling_xmp())))])
def test_blocks_tile_the_file_and_join_to_the_same_bytes(data):
    blocks = split(data)
    assert [block.offset for block in blocks[1:]] == [block.end for block in blocks[:-1]]
    assert blocks[-1].end == len(data)
    assert joined(data, [Part(block) for block in blocks]) == data


def test_other_content_is_written_as_such():
    parts = [
        Part(
            block, content={BlockKind.TEXT: b"B" * 300, BlockKind.XMP: b"<x/>", BlockKind.IPTC: b"8BIM"}.get(block.kind)
        )
        for block in split(EVERYTHING)
    ]
    copy = joined(EVERYTHING, parts)
    stream = Stream.of(copy)
    said = {block.name: block.content(stream).read(1 << 20) for block in Gif().split(stream)}
    assert (said["GIF comment"], said["XMP"], said["Photoshop"]) == (b"B" * 300, b"<x/>", b"8BIM")
    assert xmp.read(Stream.of(said["XMP"])).traces == ()
    assert frames(copy) == frames(EVERYTHING)


@settings(max_examples=150, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([EVERYTHING, *PLAIN]),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=6),
    st.integers(0, 1 << 12),
)
def test_damaged_files_are_the_same_too(data, changes, cut):
    raw = bytearray(data)
    for at, value in changes:
        raw[at % len(raw)] = value
    raw = bytes(raw[: max(6, len(raw) - cut)])
    blocks = split_as_far_as_it_goes(raw)
    joined_again = joined(raw, [Part(block) for block in blocks])
    assert joined_again == raw[: sum(block.length for block in blocks)]


@settings(max_examples=40, deadline=4000, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_damaged_file_is_cleaned_or_withheld(tmp_path, changes):
    raw = bytearray(EVERYTHING)
    for at, value in changes:
        raw[at % len(raw)] = value
    result, copy = cleaned(tmp_path, bytes(raw))
    if result.verified:
        assert NAME.encode() not in copy
        (tmp_path / "copies" / "a.gif").unlink()
    else:
        assert result.problem
        assert "inside Footprint" not in result.problem


@pytest.mark.parametrize("cut", [1, 40, 500, len(animation()) - 8])
def test_what_is_cut_off_is_said(cut):
    with pytest.raises(Unreadable, match="cut off"):
        split(animation()[:-cut])


def test_what_is_no_block_is_said():
    with pytest.raises(Unreadable, match="of no kind"):
        split(gif(b"?"))


def test_a_control_of_another_length_is_not_known():
    control = next(b for b in split(gif(b"!\xf9\5....!\0")) if b.name == "control")
    assert control.kind is BlockKind.UNKNOWN


def test_a_loop_with_more_in_it_is_not_known(tmp_path):
    data = gif(application(b"NETSCAPE2.0", b"\3\1\2\0" + in_pieces(NAME.encode())), base=saved(pixels(mode="L"), "GIF"))
    assert [b.kind for b in split(data) if b.name == "NETSCAPE2.0"] == [BlockKind.UNKNOWN]
    assert cleaned(tmp_path, data)[0].problem == "The copy would not show the same picture."


def test_more_blocks_than_any_picture_has(monkeypatch):
    monkeypatch.setattr(module, "_BLOCKS_CAP", 3)
    with pytest.raises(Unreadable, match="more blocks"):
        split(EVERYTHING)


def test_long_frames_are_walked_in_growing_steps():
    data = saved(Image.effect_noise((400, 300), 90).convert("P"), "GIF")
    assert len(data) > 60_000
    assert split(data)[-1].name == "end"


# --- the essence ------------------------------------------------------------------------------------------------------
def pieces(data):
    return b"".join(essence.pieces(Stream.of(data)))


def test_the_essence_is_picture_timing_loop_and_profile():
    bare = gif(application(b"ICCRGBG1012", in_pieces(PROFILE)))
    assert pieces(EVERYTHING) == pieces(bare)
    for other in (animation(), EVERYTHING.replace(b"\3\1\3\0\0", b"\3\1\7\0\0")):
        assert pieces(other) != pieces(EVERYTHING)
    at = EVERYTHING.index(b"\0,") + 60
    assert pieces(EVERYTHING[:at] + bytes([EVERYTHING[at] ^ 1]) + EVERYTHING[at + 1 :]) != pieces(EVERYTHING)


@pytest.mark.parametrize("data", [b"", b"JIF" + bytes(20), animation()[:-1], gif(b"?")])
def test_what_is_no_gif_has_no_essence(data):
    with pytest.raises(Unreadable):
        pieces(data)


def test_too_many_frames_have_no_essence(monkeypatch):
    monkeypatch.setattr(essence, "_FRAMES_CAP", 2)
    with pytest.raises(Unreadable, match="too many"):
        pieces(EVERYTHING)
