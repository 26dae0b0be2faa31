"""Private files: whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from footprint import storage
from footprint.errors import TargetError


def test_a_file_is_replaced_whole(tmp_path):
    path = storage.write_private(tmp_path / "a.txt", "one")
    storage.write_private(path, "two\n")
    assert path.read_bytes() == b"two\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_what_was_there_is_kept_when_writing_fails(tmp_path, monkeypatch):
    path = storage.write_private(tmp_path / "a.txt", "one")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TargetError, match="No space left"):
        storage.write_private(path, "two")
    assert path.read_text(encoding="utf-8") == "one"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_every_folder_that_is_made_on_the_way_is_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        made = storage.private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (made, made.parent)] == [0o700, 0o700]


def test_a_folder_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TargetError, match="--into"):
        storage.private_folder(tmp_path / "file" / "folder")
    with pytest.raises(TargetError, match="--into"):
        storage.private_folder(tmp_path / "file")


def test_writing_into_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(TargetError, match="cannot be written"):
        storage.write_private(tmp_path / "none" / "a.txt", "")


def test_the_data_folder_is_the_platforms_unless_named(monkeypatch):
    monkeypatch.delenv("FOOTPRINT_DATA", raising=False)
    assert storage.data_folder().name == "footprint"
    monkeypatch.setenv("FOOTPRINT_DATA", "elsewhere")
    assert storage.data_folder() == Path("elsewhere")


def test_deleting_twice_is_fine_and_a_folder_is_not(tmp_path):
    path = storage.write_private(tmp_path / "a.txt", "one")
    storage.delete(path)
    storage.delete(path)
    assert not path.exists()
    if sys.platform != "win32":
        with pytest.raises(TargetError, match="cannot be deleted"):
            storage.delete(tmp_path)
