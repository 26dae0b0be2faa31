"""Scanning a library: in order, whoever reads it, and reading no more than has changed."""

import gc
import json
import os
import sys
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from pathlib import Path

import pytest

from footprint.engine import Crew
from footprint.model import Reading, Skipped
from footprint.photos.library import batch
from footprint.photos.library import scan as library
from footprint.photos.library.cache import ATTENTION, BROKEN, LINE, LOCATED, Cache
from footprint.photos.library.folders import PIECE, Unseen
from footprint.photos.library.scan import Scan, Told
from footprint.photos.library.walk import readings
from footprint.photos.read import read_file
from tests.photos.samples import exif_segment, jpeg, small_jpeg, telling_exif

TELLING = jpeg(exif_segment(telling_exif()))


def write(path, content=TELLING, when=1_700_000_000):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (when, when))
    return path


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "photos"
    for name in ("b/inner/deep.jpg", "b/two.jpg", "a.jpg", "c.jpg"):
        write(root / name)
    return root


class Watched(Executor):
    """Reads here, and notes what."""

    def __init__(self):
        self.read = []

    def submit(self, fn, work, *, deep):
        self.read += [name for _, names, _ in work for name in names]
        future = Future()
        future.set_result(fn(work, deep=deep))
        return future


@pytest.fixture
def watched():
    return Watched()


@pytest.fixture
def scan(watched):
    """Reads folders with a cache of its own; what had to be read stands in `watched`."""

    def scanning(*roots, executor=watched, deep=False):
        watched.read.clear()
        with closing(Cache(deep=deep)) as cache:
            return list(Scan(roots, lambda: executor, deep=deep, cache=cache))

    return scanning


def told(items):
    """All that is said, as one."""
    return b"".join(item.known.lines for item in items)


def read(*roots, executor=None, deep=True):
    return list(readings(Scan(roots, lambda: executor or Watched(), deep=deep, cache=None)))


# --- what is read ----------------------------------------------------------------------------------------------------
def test_a_scan_reads_photos_and_leaves_other_files_alone(folder):
    write(folder / "notes.txt", b"shopping")
    write(folder / "empty.txt", b"")
    write(folder / "really.txt", small_jpeg())
    write(folder / "false.jpg", b"shopping")
    write(folder / "empty.jpg", b"")
    assert {Path(item.path).name: item.problem for item in read(folder)} == {
        "a.jpg": None,
        "c.jpg": None,
        "two.jpg": None,
        "deep.jpg": None,
        "really.txt": None,
        "false.jpg": "This is not a photo or film that Footprint knows, whatever its name says.",
        "empty.jpg": "The file is empty.",
    }


def test_a_reading_is_what_the_reader_says(folder):
    assert read(folder) == [read_file(folder / name) for name in ("a.jpg", "c.jpg", "b/two.jpg", "b/inner/deep.jpg")]


def test_a_file_that_was_named_is_reported_whatever_it_is(folder):
    notes = write(folder / "notes.txt", b"shopping")
    assert notes.name not in {Path(item.path).name for item in read(folder)}
    (reading,) = read(notes)
    assert reading.problem is not None


def test_what_is_not_there_is_said_in_its_place(folder, tmp_path):
    assert [type(item) for item in read(folder / "a.jpg", tmp_path / "none", folder / "c.jpg")] == [
        Reading,
        Skipped,
        Reading,
    ]


def test_a_shallow_scan_reads_headers_only(folder):
    photo = write(folder / "a.jpg", jpeg(trailer=b"behind the end"))
    assert [len(read(photo, deep=deep)[0].traces) for deep in (False, True)] == [0, 1]


def test_marks_count_what_needs_attention(folder):
    write(folder / "d.jpg", small_jpeg())
    write(folder / "e.jpg", b"")
    write(folder / "notes.txt", b"shopping")
    (first, *_) = Scan([folder], Watched, deep=False, cache=None)
    assert [first.count(mark) for mark in (LINE, ATTENTION, LOCATED, BROKEN)] == [4, 3, 2, 1]
    assert [Path(path).name for path, _ in first.lines(ATTENTION)] == ["a.jpg", "c.jpg", "e.jpg"]


# --- whoever reads it ------------------------------------------------------------------------------------------------
def test_another_process_gives_the_same_in_the_same_order(folder):
    for number in range(3 * PIECE):
        write(folder / "many" / f"{number}.jpg")
    for number in range(20):
        write(folder / "few" / str(number) / "a.jpg")
    here = read(folder)
    with Crew(2, worth=0) as crew:
        crew.submit(batch.read, [], deep=True)
        while not crew._any_ready():
            crew._listen(10)
        assert read(folder, executor=crew) == here


class Losing(Executor):
    """Loses every batch of more than one file, and a file that it cannot stand."""

    def submit(self, fn, work, *, deep):
        future = Future()
        names = [name for _, names, _ in work for name in names]
        if len(names) > 1 or "poison.jpg" in names:
            future.set_exception(BrokenExecutor("a worker died"))
        else:
            future.set_result(fn(work, deep=deep))
        return future


def test_a_file_over_which_workers_are_lost_is_named_and_all_others_are_read(folder, scan):
    write(folder / "poison.jpg")
    by_name = {Path(item.path).name: item.problem for item in read(folder, executor=Losing())}
    assert by_name == {
        "a.jpg": None,
        "c.jpg": None,
        "poison.jpg": batch.LOST,
        "two.jpg": None,
        "deep.jpg": None,
    }


def test_a_file_over_which_workers_are_lost_is_tried_again_next_time(folder, scan, watched):
    write(folder / "poison.jpg")
    scan(folder, executor=Losing())
    assert batch.LOST.encode() not in told(scan(folder))
    assert watched.read == ["poison.jpg"]


class Slow(Executor):
    """Never finishes by itself."""

    def __init__(self):
        self.futures = []

    def submit(self, fn, /, *args, **kwargs):
        self.futures.append(Future())
        self.futures[-1].work = (fn, args, kwargs)
        return self.futures[-1]

    def finish(self, number):
        fn, args, kwargs = self.futures[number].work
        self.futures[number].set_result(fn(*args, **kwargs))


@pytest.fixture
def many(tmp_path):
    """More files than are handed out at once."""
    for number in range((library._IN_FLIGHT + 4) * PIECE):
        write(tmp_path / "many" / f"{number:05}.txt", b"")
    return tmp_path / "many"


def test_little_is_handed_out_at_once_and_what_is_done_by_then_is_kept(many, monkeypatch, watched):
    slow = Slow()
    with closing(Cache(deep=False)) as cache:
        going = iter(Scan([many], lambda: slow, deep=False, cache=cache))
        result = Future.result

        def interrupted(future):
            if future.done():
                return result(future)
            slow.finish(1)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Future, "result", interrupted)
            with pytest.raises(KeyboardInterrupt):
                next(going)
    assert len(slow.futures) == library._IN_FLIGHT
    with closing(Cache(deep=False)) as cache:
        all(Scan([many], lambda: watched, deep=False, cache=cache))
    assert len(watched.read) == (library._IN_FLIGHT + 3) * PIECE


def test_what_went_out_is_let_go_at_once(many):
    """Batches that hold one another would keep their lines until rings are looked for: megabytes by then."""
    gc.collect()
    gc.disable()
    try:
        for _ in Scan([many], Watched, deep=False, cache=None):
            pass
        assert sum(isinstance(thing, library._Batch) for thing in gc.get_objects()) <= 2
    finally:
        gc.enable()


def test_little_is_held_where_all_is_known_behind_one_file_that_must_be_read(tmp_path, scan, watched, monkeypatch):
    for number in range(library._HELD + 2 * PIECE):
        write(tmp_path / "many" / f"{number:05}.txt", b"")
    scan(tmp_path / "many")
    write(tmp_path / "many" / "00000.txt", b"new")
    slow = Slow()
    held = []
    with closing(Cache(deep=False)) as cache:
        scanning = Scan([tmp_path / "many"], lambda: slow, deep=False, cache=cache)
        result = Future.result

        def waited(future):
            held.append(scanning._held)
            slow.finish(0)
            return result(future)

        monkeypatch.setattr(Future, "result", waited)
        assert isinstance(next(iter(scanning)), Told)
    assert held == [library._HELD]


# --- what is remembered ----------------------------------------------------------------------------------------------
def test_a_second_scan_reads_nothing_and_says_the_same(folder, scan, watched):
    first = told(scan(folder))
    assert len(watched.read) == 4
    assert told(scan(folder)) == first
    assert watched.read == []


def test_a_second_scan_reads_what_has_changed(folder, scan, watched):
    scan(folder)
    write(folder / "b" / "two.jpg", small_jpeg())
    write(folder / "b" / "one.jpg")
    (folder / "c.jpg").unlink()
    second = told(scan(folder))
    assert watched.read == ["one.jpg", "two.jpg"]
    assert second == told(Scan([folder], Watched, deep=False, cache=None))


def test_deep_and_quick_are_apart(folder, scan, watched):
    scan(folder)
    scan(folder, deep=True)
    assert len(watched.read) == 4


def test_readings_that_are_remembered_are_those_that_were_read(folder, watched):
    for _ in range(2):
        watched.read.clear()
        with closing(Cache(deep=True)) as cache:
            found = list(readings(Scan([folder], lambda: watched, deep=True, cache=cache)))
        assert found == read(folder)
    assert watched.read == []


def test_files_that_are_named_are_read_each_time(folder, scan, watched):
    for _ in range(2):
        scan(folder / "a.jpg")
        assert len(watched.read) == 1


def test_what_could_not_be_opened_is_tried_again(folder, scan, watched, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(batch, "read_file", lambda path, deep: Reading(str(path), "unknown", 0, problem="It is held."))
        assert b"It is held." in told(scan(folder))
    assert b"It is held." not in told(scan(folder))
    assert len(watched.read) == 4


def test_a_folder_that_was_deleted_is_forgotten_when_all_could_be_looked_at(folder, scan):
    scan(folder)
    (folder / "b" / "inner" / "deep.jpg").unlink()
    (folder / "b" / "inner").rmdir()
    said = scan(folder, folder.parent / "none")
    assert isinstance(said[-1], Unseen)
    with closing(Cache(deep=False)) as cache:
        assert cache.cuts(str(folder / "b" / "inner"))
    scan(folder)
    with closing(Cache(deep=False)) as cache:
        assert not cache.cuts(str(folder / "b" / "inner"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_names_that_are_no_text_are_remembered_too(folder, scan, watched):
    with open(os.fsencode(folder) + b"/caf\xe9.jpg", "wb") as file:  # noqa: PTH123  a Path is made of text
        file.write(TELLING)
    os.utime(os.fsencode(folder) + b"/caf\xe9.jpg", (1_700_000_000, 1_700_000_000))
    first = told(scan(folder))
    assert told(scan(folder)) == first
    assert watched.read == []
    assert "caf\ufffd.jpg" in {Path(json.loads(line)["path"]).name for line in first.splitlines()}


def test_a_file_that_changes_while_it_is_read_is_read_again(folder, scan, watched):
    photo = folder / "a.jpg"

    class Changing(Watched):
        def submit(self, fn, work, *, deep):
            future = super().submit(fn, work, deep=deep)
            write(photo, small_jpeg(), when=1_700_000_005)
            return future

    scan(folder, executor=Changing())
    scan(folder)
    assert watched.read == ["a.jpg"]
