"""Going through folders, a piece at a time."""

import os
import sys
from array import array

import pytest

from footprint.photos.library import folders
from footprint.photos.library.folders import NO_STAMP, PIECE, Piece, Unseen, count, pieces, written


@pytest.fixture(params=[True, False], ids=["by handle", "by path"])
def by_handle(request, monkeypatch):
    """As on Linux and Macs, and as on Windows."""
    if request.param and not folders.BY_HANDLE:
        pytest.skip("this system asks by path only")
    monkeypatch.setattr(folders, "BY_HANDLE", request.param)


def old(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"old")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def numbers(piece):
    found = array("q", piece.stamps).tolist()
    return [tuple(found[at : at + 4]) for at in range(0, len(found), 4)]


def test_a_folder_comes_in_pieces_with_stamps(tmp_path, by_handle):
    for number in range(300):
        old(tmp_path / f"{number:03}.jpg")
    found = list(pieces([tmp_path]))
    assert [name for piece in found for name in piece.names] == [f"{number:03}.jpg" for number in range(300)]
    assert {len(piece.names) for piece in found} == {PIECE, 300 - 2 * PIECE}
    assert [piece.last for piece in found] == [False, False, True]
    status = (tmp_path / "000.jpg").stat()
    assert numbers(found[0])[0] == (3, 1_700_000_000_000_000_000, status.st_ctime_ns, status.st_ino)
    assert {piece.prefix for piece in found} == {f"{tmp_path}{os.sep}"}


def test_pieces_begin_where_they_began_last_time(tmp_path, by_handle):
    for number in range(10):
        old(tmp_path / f"{number}.jpg")
    (tmp_path / "4.jpg").unlink()
    begins = ["1.jpg", "4.jpg", "7.jpg"]
    assert [piece.names[0] for piece in pieces([tmp_path], lambda _: begins)] == ["0.jpg", "5.jpg", "7.jpg"]


def test_an_empty_folder_has_one_piece_without_names(tmp_path, by_handle):
    assert list(pieces([tmp_path])) == [Piece(str(tmp_path), f"{tmp_path}{os.sep}", [], b"")]


def test_folders_below_come_after_and_links_to_them_are_said(tmp_path, by_handle):
    old(tmp_path / "b" / "inner" / "z.jpg")
    old(tmp_path / "b" / "y.jpg")
    old(tmp_path / "x.jpg")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    said, *found = pieces([tmp_path])
    assert said == Unseen(
        str(tmp_path / "loop"), "This is a link to another folder and was not followed. Name that folder itself."
    )
    assert [piece.names for piece in found] == [["x.jpg"], ["y.jpg"], ["z.jpg"]]


def test_a_folder_that_is_gone_when_its_turn_comes_is_said(tmp_path, by_handle):
    old(tmp_path / "a" / "x.jpg")
    going = pieces([tmp_path])
    assert next(going).names == []
    (tmp_path / "a" / "x.jpg").unlink()
    (tmp_path / "a").rmdir()
    (said,) = going
    assert said == Unseen(str(tmp_path / "a"), "The folder could not be opened (No such file or directory).")


def test_what_changes_just_now_or_is_gone_has_no_stamp_that_matches(tmp_path, by_handle, monkeypatch):
    old(tmp_path / "a.jpg")
    old(tmp_path / "b.jpg")
    os.utime(tmp_path / "b.jpg")  # now
    (piece,) = pieces([tmp_path])
    assert numbers(piece)[1] == NO_STAMP != numbers(piece)[0]

    def gone(_name):
        raise FileNotFoundError

    assert array("q", folders._stamps(["a.jpg"], gone)).tolist() == list(NO_STAMP)


def test_files_with_huge_numbers_have_stamps_too():
    class Status:
        st_size, st_mtime_ns, st_ctime_ns, st_ino = 5, -1_000, 0, 2**64 - 2

    assert array("q", folders._stamps(["a"], lambda _: Status)).tolist() == [5, -1_000, 0, -2]


def test_files_that_are_named_come_together_in_their_order(tmp_path):
    first, second, third = (old(tmp_path / name) for name in ("b.jpg", "a.jpg", "c.jpg"))
    found = list(pieces([first, second, tmp_path / "none", third]))
    assert found[0] == Piece("", "", [str(first), str(second)], b"")
    assert isinstance(found[1], Unseen)
    assert found[2].names == [str(third)]


def test_many_named_files_come_in_pieces(tmp_path):
    file = old(tmp_path / "a.jpg")
    assert [len(piece.names) for piece in pieces([file] * (PIECE + 1))] == [PIECE, 1]


def test_this_folder_stands_in_no_path(tmp_path, monkeypatch):
    old(tmp_path / "a.jpg")
    old(tmp_path / "b" / "c.jpg")
    monkeypatch.chdir(tmp_path)
    assert [piece.prefix for piece in pieces([folders.Path()])] == ["", f"b{os.sep}"]


def test_files_are_counted_without_being_looked_at(tmp_path):
    named = old(tmp_path / "a.jpg")
    old(tmp_path / "b" / "c.jpg")
    old(tmp_path / "b" / ".hidden.jpg")
    assert count([tmp_path, tmp_path / "b", named, tmp_path / "none"]) == 3


def test_a_folder_that_may_not_be_opened_counts_nothing(tmp_path, monkeypatch):
    def refusing(_path):
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refusing)
    assert count([tmp_path]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_names_that_are_no_text(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    with open(raw, "wb"):  # noqa: PTH123  a Path is made of text
        pass
    (piece,) = pieces([tmp_path])
    assert os.fsencode(piece.prefix + piece.names[0]) == raw
    assert written(piece.names[0]) == "caf\ufffd.jpg"
    assert written("caf\xe9") == "caf\xe9"


def test_a_tree_deeper_than_a_path_may_be_long_is_said_and_the_rest_is_walked(tmp_path):
    old(tmp_path / "z" / "a.jpg")
    here = tmp_path / "deep"
    here.mkdir()
    number = os.open(here, os.O_RDONLY) if folders.BY_HANDLE else None
    if number is None:
        pytest.skip("this system makes no such tree")
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=number)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=number)
        os.close(number)
        number = below
    os.close(number)
    found = list(pieces([tmp_path]))
    assert [item.reason for item in found if isinstance(item, Unseen)] == [
        "The folder could not be opened (File name too long)."
    ]
    assert found[-1].names == ["a.jpg"]
