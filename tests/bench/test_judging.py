"""The benchmark's own judgement: whether a trace counts, what tells, and what a decoder shows."""

import os
from pathlib import Path

import pytest

from footprint.model import Reading, Trace
from tests.bench import planted
from tests.bench.decoders import shown
from tests.bench.finding import says
from tests.bench.leaving import bears, secrets, telling
from tests.bench.library import family, scan, tree
from tests.photos.samples import NAME, exif_segment, jpeg, pixels, saved, small_jpeg, telling_exif


@pytest.mark.parametrize(
    ("bears_", "kind", "where", "counts"),
    [
        ("serial in maker note", "device", "Canon maker note SerialNumber", True),
        ("serial in maker note", "device", "EXIF BodySerialNumber", False),
        ("serial in maker note", "device", "Canon maker note FirmwareVersion", False),
        ("name in XMP", "owner", "XMP dc:creator", True),
        ("name in XMP", "owner", "EXIF Artist", False),
        ("name in EXIF", "device", "EXIF Make", False),
        ("place name in XMP", "place", "IPTC city", False),
        ("date taken", "time", "EXIF DateTimeOriginal", True),
        ("date taken", "time", "EXIF DateTime", False),
    ],
)
def test_only_the_right_vocabulary_counts(bears_, kind, where, counts):
    assert says(Reading("a.jpg", "JPEG", 1, traces=(Trace(kind, where, "x"),)), bears_) is counts


def test_what_tells_is_told_from_a_files_structure():
    said = {"IFD0:Artist": NAME, "PNG:Author": NAME, "System:FileName": "a", "ICC-header:ProfileCreator": "x"}
    assert set(telling(said)) == {"IFD0:Artist", "PNG:Author"}
    assert telling({"IFD0:Copyright": " ", "Canon:SerialNumber": 0}) == {}


def test_short_words_are_no_secrets():
    assert secrets({"IFD0:Artist": NAME, "XMP-photoshop:City": "Ely", "GPS:GPSLatitude": 52.6}) == {NAME}


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_secrets_are_found_in_every_encoding(code):
    assert bears(b"abc" + NAME.encode(code) + b"xyz", frozenset({NAME}))
    assert not bears(b"abc", frozenset({NAME}))


def test_a_decoder_sees_pixels_colours_and_turning_apart(tmp_path):
    files = [
        small_jpeg(),
        saved(pixels(shade=9), "JPEG"),
        jpeg(exif_segment(telling_exif(orientation=6))),
        saved(pixels(), "PNG"),
        b"nothing",
    ]
    seen = []
    for number, data in enumerate(files):
        (tmp_path / f"{number}").write_bytes(data)
        seen.append(shown(tmp_path / f"{number}"))
    plain, other, turned, lossless, nothing = seen
    assert plain.pixels == turned.pixels != other.pixels
    assert (plain.turned, turned.turned) == ("1", "6")
    assert lossless is not None
    assert nothing is None


def test_what_is_planted_can_be_told_from_what_is_real():
    assert planted.invented(Path("x/planted motion.jpg"))
    assert not planted.invented(Path("planted/IMG_1.jpg"))


def test_a_library_is_a_tree_of_photos(tmp_path):
    root = tree(tmp_path / "photos", 201)
    files = sorted(root.rglob("*.jpg"))
    assert len(files) == 201
    assert len({file.parent for file in files}) == 2
    assert shown(files[0]) is not None


def test_a_scan_can_be_kept_to_one_core(tmp_path):
    assert scan(tmp_path, tmp_path, cores=1).command[:3] == ["taskset", "--cpu-list", "0"]
    assert "taskset" not in scan(tmp_path, tmp_path).command


def test_a_process_is_of_its_own_family():
    assert family(os.getpid())[0] == os.getpid()
