import os
import sys
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest

from footprint import engine
from footprint.engine import Here
from footprint.model import Cause, Reading, Skipped
from footprint.photos import walk as module
from footprint.photos.walk import scan, walk
from tests.photos.samples import exif_segment, jpeg, small_jpeg, telling_exif


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "photos"
    for name in (
        "b/inner/deep.jpg",
        "b/two.jpg",
        "a.jpg",
        "c.jpg",
        ".hidden/x.jpg",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg(exif_segment(telling_exif())) if name.endswith("jpg") else b"system")
    return root


def names(found, root):
    return [item.relative_to(root).as_posix() if isinstance(item, Path) else item for item in found]


def test_files_come_in_a_fixed_order_without_hidden_ones(folder):
    assert names(walk([folder]), folder) == ["a.jpg", "c.jpg", "b/two.jpg", "b/inner/deep.jpg"]


def test_files_and_folders_may_be_named(folder):
    hidden = folder / ".hidden" / "x.jpg"
    assert list(walk([hidden, folder / "b" / "inner"])) == [hidden, folder / "b" / "inner" / "deep.jpg"]


def test_a_folder_is_walked_once(folder):
    assert len(list(walk([folder, folder, folder / "b"]))) == 4


def test_what_is_not_there_is_said(tmp_path):
    (skipped,) = walk([tmp_path / "none"])
    assert isinstance(skipped, Skipped)
    assert (skipped.source, skipped.identifier, skipped.cause) == ("photos", str(tmp_path / "none"), Cause.UNREADABLE)
    assert "no such folder" in skipped.reason


def test_links_to_folders_are_not_followed_and_loops_end(folder):
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "b" / "out").symlink_to(folder.parent, target_is_directory=True)
    found = list(walk([folder]))
    assert sum(isinstance(item, Path) for item in found) == 4
    assert [Path(item.identifier).name for item in found if isinstance(item, Skipped)] == ["loop", "out"]


def test_links_to_files(folder):
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    (folder / "nowhere.jpg").symlink_to(folder / "gone.jpg")
    readings = {Path(item.path).name: item for item in scan(walk([folder]), Here())}
    assert readings["link.jpg"].problem is None
    assert readings["nowhere.jpg"].problem == "The file is no longer there."
    circle = folder / "circle.jpg"
    circle.symlink_to(circle)
    assert any(str(circle) in (str(item), getattr(item, "identifier", "")) for item in walk([folder]))
    (skipped,) = walk([folder / "nowhere.jpg"])
    assert "no such folder" in skipped.reason


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
def test_pipes_are_left_out_and_named_ones_are_reported(folder):
    os.mkfifo(folder / "pipe.jpg")
    assert "pipe.jpg" not in names(walk([folder]), folder)
    (skipped,) = walk([folder / "pipe.jpg"])
    assert "neither a folder nor an ordinary file" in skipped.reason


def refuse(monkeypatch, function, *, where):
    """A system that does not let us open one path."""
    original = getattr(os, function)

    def refusing(path, *arguments, **options):
        if str(path) == str(where):
            raise PermissionError(13, "Permission denied")
        return original(path, *arguments, **options)

    monkeypatch.setattr(os, function, refusing)


def test_a_folder_that_may_not_be_opened_is_said_and_the_others_are_walked(folder, monkeypatch):
    refuse(monkeypatch, "scandir", where=folder / "b")
    found = list(walk([folder]))
    assert names(found[:2], folder) == ["a.jpg", "c.jpg"]
    (skipped,) = found[2:]
    assert skipped == Skipped(
        "photos", str(folder / "b"), Cause.UNREADABLE, "The folder could not be opened (Permission denied)."
    )


def test_a_root_that_may_not_be_looked_at(tmp_path, monkeypatch):
    refuse(monkeypatch, "stat", where=tmp_path / "none")
    (skipped,) = walk([tmp_path / "none"])
    assert "does not let you open" in skipped.reason


def test_whether_something_is_a_folder_is_never_an_error(tmp_path, monkeypatch):
    assert module.is_folder(tmp_path)
    refuse(monkeypatch, "stat", where=tmp_path / "none")
    assert not module.is_folder(tmp_path / "none")


def test_an_entry_that_cannot_be_looked_at():
    class Entry:
        name, path = "odd.jpg", "odd.jpg"

        def is_dir(self):
            raise OSError(5, "Input/output error")

    (skipped,) = module._entry(Entry(), [])
    assert skipped.reason == "It could not be looked at (Input/output error)."


def test_folders_that_windows_links_to_are_not_followed(tmp_path):
    class Junction:
        name, path = "junction", str(tmp_path)

        def is_dir(self):
            return True

        def is_symlink(self):
            return False

        def stat(self, *, follow_symlinks):
            return type("Status", (), {"st_reparse_tag": 0xA0000003})()

    (skipped,) = module._entry(Junction(), [])
    assert "link to another folder" in skipped.reason


# --- reading what was found ------------------------------------------------------------------------------------------
def test_a_scan_reads_photos_and_leaves_other_files_alone(folder):
    (folder / "notes.txt").write_bytes(b"shopping")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "really.txt").write_bytes(small_jpeg())
    (folder / "false.jpg").write_bytes(b"shopping")
    (folder / "empty.jpg").write_bytes(b"")
    read = {Path(item.path).name: item.problem for item in scan(walk([folder]), Here())}
    assert read == {
        "a.jpg": None,
        "c.jpg": None,
        "two.jpg": None,
        "deep.jpg": None,
        "really.txt": None,
        "false.jpg": "This is not a photo or film that Footprint knows, whatever its name says.",
        "empty.jpg": "The file is empty.",
    }


def test_a_file_that_was_named_is_reported_whatever_it_is(folder):
    notes = folder / "notes.txt"
    notes.write_bytes(b"shopping")
    assert list(scan(walk([notes]), Here())) == []
    (reading,) = scan(walk([notes]), Here(), named=frozenset({notes}))
    assert reading.problem is not None


def test_skipped_goes_through_in_its_place(folder, tmp_path):
    items = list(scan(walk([folder / "a.jpg", tmp_path / "none", folder / "c.jpg"]), Here()))
    assert [type(item) for item in items] == [Reading, Skipped, Reading]


def test_progress_counts_every_file(folder):
    told = []
    list(scan(walk([folder]), Here(), told.append))
    assert told == [4]


def test_a_shallow_scan_reads_headers_only(folder):
    (folder / "a.jpg").write_bytes(jpeg(trailer=b"behind the end"))
    shallow = next(scan(walk([folder / "a.jpg"]), Here(), deep=False))
    deep = next(scan(walk([folder / "a.jpg"]), Here()))
    assert (len(shallow.traces), len(deep.traces)) == (0, 1)


def test_another_process_gives_the_same_in_the_same_order(folder):
    for number in range(120):
        (folder / "b" / f"{number}.jpg").write_bytes(jpeg(exif_segment(telling_exif())))
    here = list(scan(walk([folder]), Here()))
    with engine.executor(engine.WORTH_A_POOL) as pool:
        told = []
        assert list(scan(walk([folder]), pool, told.append)) == here
    assert told[-1] == 124


class Broken(Executor):
    """Loses every piece of work."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_exception(BrokenExecutor("a worker died"))
        return future


def test_a_lost_batch_is_read_again(folder):
    assert list(scan(walk([folder]), Broken())) == list(scan(walk([folder]), Here()))


class Slow(Executor):
    """Never finishes."""

    def __init__(self):
        self.futures = []

    def submit(self, fn, /, *args, **kwargs):
        self.futures.append(Future())
        return self.futures[-1]


def test_little_is_handed_out_at_once_and_taken_back_when_nobody_waits(folder, monkeypatch):
    def interrupted(_future, _timeout=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(Future, "result", interrupted)
    executor = Slow()
    with pytest.raises(KeyboardInterrupt):
        next(scan((folder / "a.jpg" for _ in range(10_000)), executor))
    assert len(executor.futures) == module._IN_FLIGHT
    assert all(future.cancelled() for future in executor.futures[1:])
