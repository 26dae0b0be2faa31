"""Looking at folders before their turn comes."""

import io
import marshal
import os
from contextlib import closing
from pathlib import Path

import pytest

from footprint.photos.library import ahead as module
from footprint.photos.library import folders
from footprint.photos.library import scan as library
from footprint.photos.library.ahead import Ahead
from footprint.photos.library.cache import Cache
from footprint.photos.library.scan import Scan
from tests.photos.test_library import Watched

pytestmark = pytest.mark.skipif(not folders.BY_HANDLE, reason="this system tells all in the listing")


@pytest.fixture
def root(tmp_path):
    for number in range(12):
        folder = tmp_path / "photos" / f"{number:02}"
        folder.mkdir(parents=True)
        for name in ("a.txt", "b.txt"):
            (folder / name).write_bytes(b"x")
            os.utime(folder / name, (1_700_000_000, 1_700_000_000))
        (folder / "link").symlink_to(tmp_path, target_is_directory=True)
    return tmp_path / "photos"


@pytest.fixture
def ahead():
    made = Ahead()
    made.start()
    made.start()
    yield made
    made.close()


class Eager(Ahead):
    """Counts what was seen before its turn."""

    taken = 0

    def take(self, folder):
        looked = super().take(folder)
        self.taken += looked is not None
        return looked


def test_it_is_the_same_wherever_it_was_looked_at(root):
    with closing(Eager()) as eager:
        eager.start()
        assert list(folders.pieces([root, root], ahead=eager)) == list(folders.pieces([root, root]))
        assert eager.taken > 5


def test_pieces_begin_where_they_began_last_time(root, ahead):
    ahead.ask(str(root / "00"))
    looked = ahead.take(str(root / "00"))
    found = list(folders._seen(str(root / "00"), looked, set(), lambda _: ["a.txt", "b.txt"]))
    assert [piece.names for piece in found[1:]] == [["a.txt"], ["b.txt"]]
    assert [len(piece.stamps) for piece in found[1:]] == [32, 32]


def test_a_folder_that_cannot_be_looked_at_is_left_to_whoever_asks(root, ahead):
    ahead.ask(str(root / "none"))
    ahead.ask(str(root / "none"))
    assert ahead.take(str(root / "none")) is None
    assert ahead.take(str(root / "none")) is None


def test_not_too_many_are_held(root, ahead):
    for number in range(12):
        ahead.ask(str(root / f"{number:02}"))
    assert ahead.take(str(root / "03")) is not None
    assert ahead.take(str(root / "04")) is None


@pytest.mark.parametrize("when", ["before", "after"])
def test_where_the_other_process_is_lost_folders_are_looked_at_here(root, ahead, when):
    if when == "after":
        ahead.ask(str(root / "00"))
        ahead.take(str(root / "00"))
    ahead._lookout.process.kill()
    ahead._lookout.process.wait()
    for _ in range(3):
        ahead.ask(str(root / "01"))
    assert ahead.take(str(root / "01")) is None
    assert len(list(folders.pieces([root], ahead=ahead))) == len(list(folders.pieces([root])))


def test_where_there_can_be_no_other_process_folders_are_looked_at_here(root, monkeypatch):
    monkeypatch.setattr(module.sys, "executable", str(root / "none"))
    with closing(Ahead()) as none:
        none.start()
        none.ask(str(root))
        assert none.take(str(root)) is None


def test_where_it_is_no_help_it_is_not_started(monkeypatch):
    monkeypatch.setattr(folders, "BY_HANDLE", False)
    with closing(Ahead()) as none:
        none.start()
        assert none._lookout is None


def test_the_other_process_answers_until_nobody_asks(root):
    asked, told = io.BytesIO(), io.BytesIO()
    for folder in (root / "00", root / "none"):
        marshal.dump(str(folder), asked)
    asked.seek(0)
    folders.answer(asked, told)
    told.seek(0)
    number, files, below, links, stamps = marshal.load(told)  # noqa: S302  we wrote it
    assert number == ((root / "00").stat().st_dev, (root / "00").stat().st_ino)
    assert (files, below, len(links), len(stamps)) == (["a.txt", "b.txt"], [], 1, 64)
    assert marshal.load(told) is None  # noqa: S302  as above


def test_a_scan_looks_ahead_where_nothing_has_changed_and_stops_where_something_must_be_read(root, monkeypatch):
    monkeypatch.setattr(library, "_WORTH_LOOKING_AHEAD", 4)
    watched = Watched()
    said = []
    for _ in range(2):
        watched.read.clear()
        with closing(Cache(deep=False)) as cache:
            scan = Scan([root], lambda: watched, deep=False, cache=cache)
            said.append(list(scan))
            assert scan._ahead._lookout is None  # it has ended
    assert watched.read == []
    assert said[0] == said[1]
    Path(root / "11" / "c.txt").touch()
    with closing(Cache(deep=False)) as cache:
        list(Scan([root], lambda: watched, deep=False, cache=cache))
    assert watched.read == ["c.txt"]
