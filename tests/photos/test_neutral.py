from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from footprint.photos.neutral import Names


def test_files_and_folders_are_numbered(tmp_path):
    names = Names(tmp_path)
    assert names.neutral(Path("Thornmere 2024/garden.JPG")) == Path("folder-01/photo-0001.jpg")
    assert names.neutral(Path("Thornmere 2024/gate.jpg")) == Path("folder-01/photo-0002.jpg")
    assert names.neutral(Path("Thornmere 2024/school/fair.heic")) == Path("folder-01/folder-01/photo-0001.heic")
    assert names.neutral(Path("Mum/tea.jpg")) == Path("folder-02/photo-0001.jpg")
    assert names.neutral(Path("tea.jpg")) == Path("photo-0001.jpg")


def test_numbers_that_are_taken_are_passed_over(tmp_path):
    (tmp_path / "photo-0001.jpg").touch()
    assert Names(tmp_path).neutral(Path("tea.jpg")) == Path("photo-0002.jpg")


@given(st.lists(st.text("ab/", min_size=1).map(lambda text: Path(f"{text.strip('/')}/x.jpg".lstrip("/"))), unique=True))
def test_no_two_get_the_same_name(paths):
    names = Names(Path("nowhere"))
    made = [names.neutral(path) for path in dict.fromkeys(paths)]
    assert len(set(made)) == len(made)
    assert len({path.parent for path in made}) == len({path.parent for path in dict.fromkeys(paths)})
