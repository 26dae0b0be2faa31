"""Whole folders, on all cores: in order, whole, and nothing left over however it ends."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from footprint.photos import copies
from footprint.photos.copies import clean
from footprint.photos.read import read_file
from tests.photos.samples import exif_segment, jpeg, small_jpeg, telling_exif, telling_xmp

TELLING = jpeg(exif_segment(telling_exif(orientation=6)), base=small_jpeg(640, 480))


@pytest.fixture
def library(tmp_path):
    """A hundred and twenty photos in three folders, and the folder for their copies."""
    for number in range(120):
        path = tmp_path / "photos" / f"{number % 3}" / f"{number:03}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TELLING)
    return tmp_path / "photos", tmp_path / "copies"


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_many_are_cleaned_in_order(library):
    photos, into = library
    results = list(clean([photos], into))
    assert all(result.verified for result in results)
    assert [os.path.relpath(str(result.source), photos) for result in results] == [
        os.path.relpath(str(result.copy), into) for result in results
    ]
    assert [result.source for result in results] == sorted(result.source for result in results)
    assert files(into) == files(photos)


def test_whoever_stops_early_finds_whole_copies_only(library):
    photos, into = library
    working = clean([photos], into)
    done = [next(working) for _ in range(60)]
    working.close()
    assert all(read_file(path, named=False).traces == () for path in into.rglob("*.jpg"))
    assert not list(into.rglob(".*"))
    assert len(files(into)) >= len(done)


class Losing(Executor):
    """As if every worker was lost."""

    def submit(self, _fn, /, *_args, **_kwargs):
        made = Future()
        made.set_exception(BrokenExecutor("lost"))
        return made


def test_a_file_over_which_workers_are_lost_is_named(library, monkeypatch):
    photos, into = library
    monkeypatch.setattr(copies.engine, "executor", Losing)
    results = list(clean([photos / "0"], into))
    assert len(results) == 40
    assert {(result.copy, result.verified, result.problem) for result in results} == {(None, False, copies._LOST)}


def test_sidecars_are_left_out_and_said(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(small_jpeg())
    (tmp_path / "photos" / "a.xmp").write_bytes(telling_xmp())
    first, second = clean([tmp_path / "photos"], tmp_path / "copies")
    assert (first.verified, first.beside) == (True, False)
    assert (second.copy, second.verified, second.beside) == (None, False, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_leaves_whole_copies_and_says_how_many(library):
    photos, into = library
    for number in range(1500):
        (photos / f"{number:04}.jpg").write_bytes(TELLING)
    command = [sys.executable, "-m", "footprint", "clean", str(photos), "--into", str(into), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        for _ in range(300):
            running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "each of them is whole. No original was changed." in said
    assert "Traceback" not in said
    time.sleep(0.1)
    assert not list(into.rglob(".*"))
    assert 300 <= len(files(into)) < 1620
    assert all(path.read_bytes()[:2] == b"\xff\xd8" for path in into.rglob("*.jpg"))
    assert all(path.read_bytes() == TELLING for path in photos.rglob("*.jpg"))
