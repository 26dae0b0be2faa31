import os
import sys
from pathlib import Path

import pytest

from footprint.engine import Crew
from footprint.model import Cause, Skipped
from footprint.photos.draft import is_folder
from footprint.photos.library import folders
from footprint.photos.library.scan import Scan
from footprint.photos.library.walk import readings, walk
from tests.photos.samples import exif_segment, jpeg, telling_exif


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
    read = {Path(item.path).name: item for item in readings(Scan([folder], Crew, deep=True, cache=None))}
    assert read["link.jpg"].problem is None
    assert read["nowhere.jpg"].problem == "The file is no longer there."
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
    refuse(monkeypatch, "open" if folders.BY_HANDLE else "scandir", where=folder / "b")
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
    assert is_folder(tmp_path)
    refuse(monkeypatch, "stat", where=tmp_path / "none")
    assert not is_folder(tmp_path / "none")


class Entry:
    """Something in a folder, as the system tells of it."""

    name = "odd.jpg"

    def __init__(self, *, tag=0, error=None):
        self.tag, self.error = tag, error

    def is_file(self, *, follow_symlinks):
        if self.error:
            raise self.error
        return False

    def is_dir(self, *, follow_symlinks=True):
        return True

    def is_symlink(self):
        return False

    def stat(self, *, follow_symlinks):
        return type("Status", (), {"st_reparse_tag": self.tag})()


def test_an_entry_that_cannot_be_looked_at():
    (said,) = folders._sorted_out([Entry(error=OSError(5, "Input/output error"))], "photos").links
    assert said.reason == "It could not be looked at (Input/output error)."
    (said,) = folders._sorted_out([Entry(error=OSError())], "photos").links
    assert said.reason == "It could not be looked at (no reason given)."


def test_folders_that_windows_links_to_are_not_followed():
    listing = folders._sorted_out([Entry(tag=0xA0000003), Entry()], "photos")
    assert listing.below == ["odd.jpg"]
    assert [said.path for said in listing.links] == [os.path.join("photos", "odd.jpg")]  # noqa: PTH118  a text is told
