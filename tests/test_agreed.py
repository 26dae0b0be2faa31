"""`agreed`: a note by content, with its day, that can be listed and taken back, and that `purge` deletes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import history as memory
from footprint import profile
from footprint.history import History
from footprint.photos.content import content

SALT = bytes(16)


@pytest.fixture
def profile_file(footprint, tmp_path):
    path = tmp_path / "profile.toml"
    assert footprint("init", "-p", path, "--about", "me", "--name", "Rosalind Quillfeather").status == 0
    return path


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Team day"
    made.mkdir()
    for name in ("IMG_1.jpg", "IMG_2.heic", "notes.txt"):
        (made / name).write_bytes(name.encode())
    return made


def noted(profile_file):
    return History(profile.load(profile_file).id).agreements()


def test_a_folder_is_noted_at_once_with_the_day_and_nothing_but_pictures(footprint, profile_file, folder):
    before = datetime.now(UTC)
    said = footprint("agreed", "-p", profile_file, folder, "--who", "all of them, by e-mail")
    assert said.status == 0
    assert "Noted for 2 photos" in said.out
    assert "parent" in said.out
    assert [(one.photo, one.who) for one in noted(profile_file)] == [
        (f"{folder.name}/IMG_1.jpg", "all of them, by e-mail"),
        (f"{folder.name}/IMG_2.heic", "all of them, by e-mail"),
    ]
    assert all(before <= one.at <= datetime.now(UTC) for one in noted(profile_file))
    shown = footprint("agreed", "-p", profile_file).out
    assert "IMG_2.heic" in shown
    assert f"{datetime.now().astimezone():%d %b %Y}" in shown


def test_the_same_photo_under_another_name_is_noted_once_and_the_newer_words_count(footprint, profile_file, folder):
    (folder / "copy.jpg").write_bytes((folder / "IMG_1.jpg").read_bytes())
    footprint("agreed", "-p", profile_file, folder / "IMG_1.jpg", "--who", "Imogen")
    footprint("agreed", "-p", profile_file, folder / "copy.jpg", "--who", "Imogen and Tobias")
    (one,) = noted(profile_file)
    assert (one.photo, one.who) == (f"{folder.name}/copy.jpg", "Imogen and Tobias")


def test_it_is_taken_back_by_the_photo_or_by_its_name_once_that_is_gone(footprint, profile_file, folder):
    footprint("agreed", "-p", profile_file, folder)
    assert footprint("agreed", "-p", profile_file, folder / "IMG_1.jpg", "--withdraw").status == 0
    (folder / "IMG_2.heic").unlink()
    said = footprint("agreed", "-p", profile_file, folder / "IMG_2.heic", "--withdraw")
    assert "Taken back for 1 photo" in said.out
    assert noted(profile_file) == ()
    assert footprint("agreed", "-p", profile_file, folder / "IMG_1.jpg", "--withdraw").status == 2


@pytest.mark.parametrize(("name", "left"), [("IMG_1.jpg", 0), ("other/IMG_1.jpg", 1), ("gone/IMG_1.jpg", 2)])
def test_photos_of_one_name_in_two_folders_are_told_apart(footprint, profile_file, folder, monkeypatch, *, name, left):
    (folder / "other").mkdir()
    (folder / "other" / "IMG_1.jpg").write_bytes(b"another")
    footprint("agreed", "-p", profile_file, folder / "IMG_1.jpg", folder / "other" / "IMG_1.jpg")
    for one in noted(profile_file):
        (folder.parent / one.photo if "other/" not in one.photo else folder / one.photo).unlink()
    monkeypatch.chdir(folder.parent)
    footprint("agreed", "-p", profile_file, name, "--withdraw")
    assert len(noted(profile_file)) == left


def test_nothing_is_made_by_asking_what_was_noted(footprint, profile_file):
    assert "Nothing is noted yet" in footprint("agreed", "-p", profile_file).out
    assert not memory.exists(profile.load(profile_file).id)


@pytest.mark.parametrize("call", [("--who", "Imogen"), ("--withdraw",), ("missing.jpg",)])
def test_what_makes_no_sense_is_said(footprint, profile_file, call):
    assert footprint("agreed", "-p", profile_file, *call).status == 2


def test_a_text_is_no_photo(footprint, profile_file, folder):
    assert footprint("agreed", "-p", profile_file, folder / "notes.txt").status == 2
    assert noted(profile_file) == ()


def test_purge_deletes_it(footprint, profile_file, folder):
    footprint("agreed", "-p", profile_file, folder)
    id_ = profile.load(profile_file).id
    assert footprint("purge", "-p", profile_file, "--yes").status == 0
    assert not memory.exists(id_)


@given(st.binary(max_size=300), st.integers(0), st.binary(min_size=16, max_size=16))
def test_content_stands_for_every_byte_and_says_nothing_to_who_lacks_the_salt(tmp_path_factory, data, at, salt):
    folder = tmp_path_factory.mktemp("content")
    one, same, other = (folder / name for name in ("one", "same", "other"))
    one.write_bytes(data)
    same.write_bytes(data)
    at %= len(data) + 1
    other.write_bytes(data[:at] + b"x" + data[at:])
    assert content(one, salt) == content(same, salt)
    assert content(one, salt) != content(other, salt)
    assert (content(one, salt) == content(one, SALT)) == (salt == SALT)


def test_a_photo_that_cannot_be_read_is_said_and_the_others_are_noted(footprint, profile_file, folder, monkeypatch):
    def locked(path, salt):
        if path.name == "IMG_1.jpg":
            raise PermissionError(13, "Permission denied")
        return content(path, salt)

    monkeypatch.setattr("footprint.cli.agreed.content", locked)
    said = footprint("agreed", "-p", profile_file, folder)
    assert "Noted for 1 photo:" in said.out
    assert "IMG_1.jpg: The file cannot be read (Permission denied)." in said.err


def test_a_whole_library_can_be_taken_back(tmp_path):
    book = History("a", tmp_path)
    book.agree({"1": "a.jpg", "2": "b.jpg"}, "")
    assert book.withdraw({str(number) for number in range(2, 300_000)}) == 1
    assert [one.content for one in book.agreements()] == ["1"]
