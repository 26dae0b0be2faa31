"""What is remembered of files that have not changed."""

import os
import random
import sqlite3
import stat
import sys

import pytest

from footprint import storage
from footprint.errors import TargetError
from footprint.photos.library import cache as module
from footprint.photos.library.cache import LINE, Cache, Known, moved
from footprint.photos.library.folders import pieces


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "photos"
    root.mkdir()
    for name in "abc":
        write(root / f"{name}.jpg")
    return root


def write(path, content=b"x", when=1_700_000_000):
    path.write_bytes(content)
    os.utime(path, (when, when))


def line(name, prefix):
    return b'{"path": ' + f'"{prefix}{name}"'.encode() + b', "format": "JPEG"}\n'


@pytest.fixture
def cache():
    made = Cache(deep=False)
    yield made
    made.close()


def remember(cache, folder):
    for piece in pieces([folder], cache.cuts):
        cache.whole(piece)
        lines = b"".join(line(name, piece.prefix) for name in piece.names)
        cache.remember(piece, Known(bytes([LINE] * len(piece.names)), lines))
        cache.end_of_folder()


def recalled(cache, folder):
    """Name → line of everything known; and how many pieces were known whole."""
    known, whole = {}, 0
    for piece in pieces([folder], cache.cuts):
        whole += cache.whole(piece) is not None
        known |= {name: its[1] for name, its in cache.parts(piece).items()}
    return known, whole


def test_what_has_not_changed_is_known(cache, folder):
    assert recalled(cache, folder) == ({}, 0)
    remember(cache, folder)
    known, whole = recalled(cache, folder)
    assert whole == 1
    assert known == {f"{name}.jpg": line(f"{name}.jpg", f"{folder}{os.sep}") for name in "abc"}


def test_what_has_changed_is_not(cache, folder):
    remember(cache, folder)
    write(folder / "a.jpg", b"longer")
    write(folder / "b.jpg", when=1_700_000_001)
    (folder / "other").write_bytes(b"x")
    (folder / "other").replace(folder / "c.jpg")
    write(folder / "d.jpg")
    assert recalled(cache, folder) == ({}, 0)


def test_one_new_file_leaves_the_others_known(cache, folder):
    remember(cache, folder)
    write(folder / "aa.jpg")
    write(folder / "0.jpg")
    (folder / "b.jpg").unlink()
    known, whole = recalled(cache, folder)
    assert (list(known), whole) == (["a.jpg", "c.jpg"], 0)


def test_of_a_folder_with_many_files_a_new_one_changes_one_piece(cache, folder):
    for number in range(500):
        write(folder / f"{number:03}.jpg")
    remember(cache, folder)
    assert recalled(cache, folder)[1] == 4
    write(folder / "200-a.jpg")
    (folder / "128.jpg").unlink()  # with which a piece began
    known, whole = recalled(cache, folder)
    assert (len(known), whole) == (502, 3)
    remember(cache, folder)
    assert len(cache.cuts(str(folder))) == 4
    assert recalled(cache, folder)[1] == 4


def test_a_piece_that_has_grown_is_parted_and_all_of_it_is_still_known(cache, folder):
    remember(cache, folder)
    for number in range(400):
        write(folder / f"b{number:03}.jpg")
    assert list(recalled(cache, folder)[0]) == ["a.jpg", "b.jpg", "c.jpg"]


def test_what_changes_just_now_is_not_known(cache, folder):
    os.utime(folder / "b.jpg")
    remember(cache, folder)
    known, whole = recalled(cache, folder)
    assert (list(known), whole) == (["a.jpg", "c.jpg"], 0)


def test_another_reader_knows_nothing(cache, folder, monkeypatch):
    remember(cache, folder)
    monkeypatch.setattr(module, "reader", lambda: b"another")
    other = Cache(deep=False)
    assert recalled(other, folder) == ({}, 0)
    other.close()


@pytest.mark.parametrize("name", ["read.py", "formats/jpeg.py", "makernotes/canon.py", "library/cache.py"])
def test_the_reader_is_another_when_any_of_its_files_is(name, tmp_path, monkeypatch):
    package = tmp_path / "photos"
    for file in ("read.py", "formats/jpeg.py", "makernotes/canon.py", "library/cache.py"):
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        write(package / file)
    monkeypatch.setattr(module, "__file__", str(package / "library" / "cache.py"))
    first = module.reader()
    assert module.reader() == first
    write(package / name, b"more")
    second = module.reader()
    write(package / name, b"more", when=1_700_000_001)
    assert len({first, second, module.reader()}) == 3
    monkeypatch.setattr(module.sys, "path", [str(tmp_path / "site-packages")])
    before = module.reader()
    (tmp_path / "site-packages").mkdir()
    assert module.reader() != before


def test_deep_readings_are_apart(cache, folder):
    remember(cache, folder)
    deep = Cache(deep=True)
    assert recalled(deep, folder) == ({}, 0)
    deep.close()


def test_a_folder_that_is_spelled_otherwise_is_known_where_its_nearest_folders_are_the_same(
    cache, tmp_path, monkeypatch
):
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    write(folder / "x.jpg")
    remember(cache, folder)
    monkeypatch.chdir(tmp_path)
    near = os.path.join("a", "b", "c")  # noqa: PTH118  a text is wanted
    (known,) = recalled(cache, module.Path(near))[0].values()
    assert known == line("x.jpg", f"{near}{os.sep}".replace("\\", "\\\\"))
    monkeypatch.chdir(folder)
    assert recalled(cache, module.Path()) == ({}, 0)


def test_lines_with_another_folder():
    told = b'{"path": "a/x", "v": "{\\"path\\": \\"a/\\""}\n{"path": "a/y"}\n'
    assert moved(told, b"a/", b"b/c/") == b'{"path": "b/c/x", "v": "{\\"path\\": \\"a/\\""}\n{"path": "b/c/y"}\n'
    assert moved(told, b"a/", b"a/") == told
    assert moved(b"", b"a/", b"b/") == b""


def test_folders_that_are_gone_are_forgotten(cache, folder):
    (folder / "sub").mkdir()
    write(folder / "sub" / "x.jpg")
    beside = folder.parent / "photos2"
    beside.mkdir()
    write(beside / "y.jpg")
    remember(cache, folder)
    remember(cache, beside)
    (folder / "sub" / "x.jpg").unlink()
    (folder / "sub").rmdir()
    again = Cache(deep=False)
    recalled(again, folder)
    again.end([folder])
    assert list(again.cuts(str(folder / "sub"))) == []
    assert list(again.cuts(str(folder))) == ["a.jpg"]
    assert list(again.cuts(str(beside))) == ["y.jpg"]
    again.close()


def test_a_folder_that_is_empty_now_is_forgotten(cache, folder):
    remember(cache, folder)
    for file in folder.iterdir():
        file.unlink()
    for _ in pieces([folder], cache.cuts):
        cache.end_of_folder()
    assert list(cache.cuts(str(folder))) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_it_is_its_owners_alone(cache, folder):
    remember(cache, folder)
    files = list(cache.path.parent.iterdir())
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(cache.path.parent.stat().st_mode) == 0o700


def test_it_can_be_deleted_whole(cache, folder):
    remember(cache, folder)
    cache.close()
    module.delete()
    assert list(cache.path.parent.iterdir()) == []
    module.delete()


# --- where it cannot be used -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_one_is_begun_anew(folder, content):
    storage.private_folder(module.path().parent)
    module.path().write_bytes(content)
    cache = Cache(deep=False)
    remember(cache, folder)
    assert recalled(cache, folder)[1] == 1
    cache.close()


def test_one_of_another_layout_is_begun_anew(cache, folder):
    remember(cache, folder)
    cache.close()
    book = sqlite3.connect(cache.path)
    book.execute("PRAGMA user_version = 99")
    book.close()
    again = Cache(deep=False)
    assert recalled(again, folder) == ({}, 0)
    remember(again, folder)
    assert recalled(again, folder)[1] == 1
    again.close()


def test_one_whose_pages_are_damaged_knows_nothing_and_is_begun_anew(cache, folder):
    for number in range(600):
        write(folder / f"{number:04}.jpg")
    remember(cache, folder)
    cache.close()
    content = bytearray(cache.path.read_bytes())
    content[module._PAGE :] = random.Random(1).randbytes(len(content) - module._PAGE)  # noqa: S311  damage, no secret
    cache.path.write_bytes(content)
    again = Cache(deep=False)
    recalled(again, folder)
    remember(again, folder)
    assert recalled(again, folder)[1] > 3
    again.close()


def test_one_that_another_program_holds_is_left_alone(cache, folder, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    remember(cache, folder)
    cache.close()
    holder = sqlite3.connect(cache.path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN IMMEDIATE")
    waiting = Cache(deep=False)
    remember(waiting, folder)
    assert recalled(waiting, folder) == ({}, 0)
    waiting.close()
    holder.execute("COMMIT")
    holder.close()


def test_two_scans_may_use_it_at_once(cache, folder):
    other = Cache(deep=False)
    remember(cache, folder)
    remember(other, folder)
    assert recalled(cache, folder) == recalled(other, folder)
    assert recalled(cache, folder)[1] == 1
    other.close()


def test_where_there_can_be_none_nothing_is_known(folder, monkeypatch):
    def refusing(_path):
        raise TargetError("no")

    monkeypatch.setattr(storage, "private_folder", refusing)
    cache = Cache(deep=False)
    remember(cache, folder)
    assert recalled(cache, folder) == ({}, 0)
    cache.close()
