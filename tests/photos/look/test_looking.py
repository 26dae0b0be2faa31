"""Many pictures: their order, the time that is given, what is remembered, and what goes wrong."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from footprint import engine
from footprint.errors import NotInstalled, Unreadable
from footprint.model import Box
from footprint.photos.look import Line, looking
from footprint.photos.look.looking import Looking, Manner, newest_first, pictures
from footprint.photos.look.remembered import Remembered, path
from footprint.photos.look.view import THOROUGH, USUAL, View

SEEN = View((Line("KV19 OTF", Box(1, 2, 3, 4), 0.9),), (Box(5, 6, 7, 8),))


@pytest.fixture
def looks(monkeypatch):
    """What is looked at, without any network: in this process, and each picture shows the same."""
    asked = []

    def see(path, side):
        asked.append((path, side))
        if "broken" in path:
            raise Unreadable("The picture is broken.")
        if "odd" in path:
            raise RuntimeError
        return SEEN

    monkeypatch.setattr(looking, "view", see)
    monkeypatch.setattr(looking, "require", lambda: None)
    monkeypatch.setattr(engine, "available", lambda: 1)
    return asked


@pytest.fixture
def files(tmp_path):
    made = [tmp_path / f"{number}.jpg" for number in range(5)]
    for number, file in enumerate(made):
        file.write_bytes(bytes([number]))
    return [str(file) for file in made]


@pytest.fixture
def remembered():
    book = Remembered()
    yield book
    book.close()


def test_pictures_are_looked_at_in_their_order(looks, files):
    found = list(Looking(files, Manner(), None))
    assert [item.path for item in found] == files
    assert all(item.view == SEEN for item in found)
    assert looks == [(file, USUAL) for file in files]


def test_none_is_looked_at_twice_whatever_it_is_called(looks, files, remembered, tmp_path):
    list(Looking(files, Manner(), remembered))
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(bytes([3]))
    found = list(Looking([*files, str(copy)], Manner(), remembered))
    assert len(looks) == len(files)
    assert [item.view for item in found] == [SEEN] * 6


def test_a_picture_that_has_changed_is_looked_at_again(looks, files, remembered):
    list(Looking(files, Manner(), remembered))
    Path(files[0]).write_bytes(b"another")
    list(Looking(files, Manner(), remembered))
    assert len(looks) == len(files) + 1


def test_what_was_looked_at_thoroughly_needs_no_second_look(looks, files, remembered):
    list(Looking(files[:1], Manner(thorough=True), remembered))
    list(Looking(files[:1], Manner(), remembered))
    assert looks == [(files[0], THOROUGH)]
    list(Looking(files[1:2], Manner(), remembered))
    list(Looking(files[1:2], Manner(thorough=True), remembered))
    assert looks[1:] == [(files[1], USUAL), (files[1], THOROUGH)]


def test_when_time_is_over_what_is_remembered_is_still_told(looks, files, remembered):
    list(Looking(files[3:], Manner(), remembered))
    found = list(Looking(files, Manner(seconds=0), remembered))
    assert [item.left for item in found] == [True, True, True, False, False]
    assert len(looks) == 2


def test_a_folder_is_the_same_from_wherever_it_is_named(looks, files, remembered, tmp_path, monkeypatch):
    list(Looking(files, Manner(), remembered))
    monkeypatch.chdir(tmp_path)
    found = list(Looking([Path(file).name for file in files], Manner(seconds=-1), remembered))
    assert [item.view for item in found] == [SEEN] * len(files)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert remembered.content(Path(files[0]).name) is None


def test_one_picture_does_not_take_the_others_with_it(looks, files, tmp_path):
    for name in ("broken.jpg", "odd.jpg"):
        (tmp_path / name).touch()
    wanted = [str(tmp_path / "broken.jpg"), str(tmp_path / "odd.jpg"), str(tmp_path / "gone.jpg"), files[0]]
    found = list(Looking(wanted, Manner(), Remembered()))
    assert [bool(item.problem) for item in found] == [True, True, True, False]
    assert "broken" in found[0].problem
    assert not any(item.left for item in found)


def test_where_only_the_first_of_several_pictures_was_looked_at_it_is_said_each_time(
    looks, files, remembered, monkeypatch
):
    monkeypatch.setattr(looking, "view", lambda *_: replace(SEEN, more=True))
    for _ in range(2):
        (found,) = Looking(files[:1], Manner(), remembered)
        assert found.view
        assert "only the first was looked at" in found.problem


def test_what_is_damaged_in_the_memory_is_looked_at_again(looks, files, remembered):
    list(Looking(files, Manner(), remembered))
    remembered._book.run("UPDATE views SET view = '{'")
    assert all(item.view == SEEN for item in Looking(files, Manner(), remembered))
    assert len(looks) == 2 * len(files)


def test_what_other_weights_saw_is_forgotten(looks, files, remembered, monkeypatch):
    list(Looking(files, Manner(), remembered))
    remembered.close()
    monkeypatch.setattr("footprint.photos.look.remembered.edition", lambda: "others")
    other = Remembered()
    list(Looking(files, Manner(), other))
    other.close()
    assert len(looks) == 2 * len(files)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_memory_belongs_to_its_owner(looks, files, remembered):
    list(Looking(files, Manner(), remembered))
    assert path().stat().st_mode & 0o777 == 0o600


def test_the_newest_come_first_and_only_pictures():
    assert list(newest_first([("a.jpg", 1.0), ("b.jpg", 3.0), ("c.jpg", 2.0)])) == ["b.jpg", "c.jpg", "a.jpg"]
    assert pictures(["a.JPG", "b.mp4", "c.heic", "d.txt", "e"]) == ["a.JPG", "c.heic"]


def test_without_the_extra_nothing_is_begun(without_extra, files):
    with pytest.raises(NotInstalled, match=r"pip install"):
        Looking(files, Manner(), None)


def test_two_processes_look_and_this_one_keeps_out(extra, tmp_path):
    from tests.photos.look.scenes import jpeg, scene  # noqa: PLC0415  with the extra only

    for number in range(3):
        jpeg(scene("KV19 OTF", size=(900, 700), seed=number, paint="plate"), tmp_path / f"{number}.jpg")
    found = list(Looking([str(tmp_path / f"{number}.jpg") for number in range(3)], Manner(), None))
    assert [[line.text for line in item.view.lines] for item in found] == [["KV19 OTF"]] * 3
