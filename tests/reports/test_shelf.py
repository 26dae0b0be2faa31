import os
import shlex
import shutil
import sys
from dataclasses import replace

import pytest

from footprint.model import Album, Rehearsal, Telling, Trace
from footprint.outline import outline
from footprint.outline.commands import here
from footprint.outline.shelf import shelf
from footprint.remedies import library
from footprint.reports.html import Html
from footprint.reports.json import Json, load
from footprint.reports.text import Text
from tests.reports.sheets import make_audit, make_comparison, make_sheet

GPS = Trace("gps", "EXIF GPS", "52.649000, -0.637000")
OWNER = Trace("owner", "EXIF Artist", "Rosalind Quillfeather")
ALBUM = Album(
    folders=("/home/ros/My Pictures", "/home/ros/Phone"),
    photos=1200,
    films=1,
    broken=2,
    telling=3,
    located=2,
    kinds=(("gps", 2), ("owner", 1)),
    worst=(Telling("/home/ros/My Pictures/Garden/IMG_1.jpg", ("gps", "owner")),),
    rehearsal=Rehearsal("/home/ros/My Pictures/Garden/IMG_1.jpg", (OWNER, GPS), (OWNER,)),
)


def shelf_of(album, *, share=False):
    audit = make_audit(album=album)
    return shelf(audit, commands_of(audit, share=share), share=share)


def commands_of(audit, *, share=False):
    return here(audit, profile="", file="", share=share)


def test_no_photos_no_shelf():
    assert shelf_of(Album()) is None
    assert "Your photos on this computer" not in Html().render(make_sheet(make_audit()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            (
                "1,200 photos and 1 video, 1,201 in all; 2 of them could not be read whole. 3 hold something besides "
                "the picture, if only when it was taken or by which camera; 2 say where they were taken, or name "
                "the place."
            ),
        ),
        (
            {"films": 0, "photos": 1, "broken": 0, "telling": 1, "located": 1},
            (
                "1 photo. 1 holds something besides the picture, if only when it was taken or by which camera; "
                "1 says where it was taken, or names the place."
            ),
        ),
        (
            {"films": 0, "broken": 0, "located": 0},
            (
                "1,200 photos. 3 hold something besides the picture, if only when it was taken or by which camera; "
                "none says where it was taken."
            ),
        ),
        (
            {"photos": 0, "films": 2, "telling": 0, "broken": 1},
            "2 videos; 1 of them could not be read whole. We found nothing in them that gives anything away.",
        ),
        (
            {"beside": 3, "telling": 0, "broken": 0},
            (
                "1,200 photos, 1 video and 3 files that tell of a photo beside it, 1,204 in all. "
                "We found nothing in them that gives anything away."
            ),
        ),
    ],
)
def test_the_counts_in_words(changes, said):
    assert shelf_of(replace(ALBUM, **changes)).counts == f"We looked at {said}"


@pytest.mark.parametrize("beside", [0, 1])
def test_every_part_of_the_report_counts_the_same_files(beside):
    audit = make_audit(album=replace(ALBUM, beside=beside), photos_read=1199 + beside)
    it = outline(audit, make_comparison(audit), library.load(), share=False)
    for said in (it.shelf.counts, it.seen, it.photos_read):
        assert f"{1201 + beside:,} " in said
        assert "; 2 of them could not be read whole" in said
        assert "1,199" not in said


def test_what_they_give_away_and_which_are_worst():
    it = shelf_of(ALBUM)
    assert [(count.what, count.files) for count in it.kinds] == [("Where it was taken", 2), ("Who owns it", 1)]
    (worst,) = it.worst
    assert (worst.name, worst.folder) == ("IMG_1.jpg", "Garden")
    assert worst.says == "Where it was taken and who owns it"


@pytest.mark.skipif(os.name == "nt", reason="Windows quotes in another way")
def test_the_command_is_one_that_a_shell_takes():
    assert shlex.split(shelf_of(ALBUM).command) == [
        *("footprint", "clean", "/home/ros/My Pictures", "/home/ros/Phone"),
        *("--into", "/home/ros/Cleaned photos"),
    ]


def test_on_windows_it_is_quoted_as_windows_does(monkeypatch):
    monkeypatch.setattr(os, "name", "nt")
    assert shelf_of(ALBUM).command.startswith('footprint clean "/home/ros/My Pictures" "/home/ros/Phone" --into "')


@pytest.mark.skipif(os.name == "nt", reason="Windows quotes in another way")
@pytest.mark.parametrize("installed", [True, False])
def test_a_program_that_is_not_found_by_its_name_is_named_whole(monkeypatch, tmp_path, installed):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my venv" / "python"))
    (tmp_path / "my venv").mkdir()
    if installed:
        (tmp_path / "my venv" / "footprint").touch()
    words = shlex.split(shelf_of(ALBUM).command)
    program = ["footprint"] if installed else ["python", "-m", "footprint"]
    assert words[: len(program)] == [str(tmp_path / "my venv" / program[0]), *program[1:]]
    assert words[len(program)] == "clean"


def test_before_and_after():
    it = shelf_of(ALBUM)
    assert it.trial == "IMG_1.jpg"
    assert [(told.what, told.where, told.value) for told in it.lost] == [("Where it was taken", GPS.where, GPS.value)]
    assert [told.where for told in it.left] == [OWNER.where]


def test_the_page_shows_it_with_the_values_behind_a_button():
    page = Html().render(make_sheet(make_audit(album=ALBUM)))
    assert "Clean them before you post them" in page
    before_opening = page.split('<summary><span class="opens">Show what it told</span>')[0]
    assert GPS.value not in before_opening
    assert GPS.value in page
    assert "Still there" in page


def test_a_copy_for_sharing_names_no_file_and_no_value():
    sheet = make_sheet(make_audit(album=ALBUM), share=True)
    for form in (Html(), Json(), Text()):
        text = form.render(sheet)
        for secret in ("IMG_1", "Garden", "/home/ros", GPS.value, OWNER.value):
            assert secret not in text.replace(sheet.audit.subject, "")
    assert "footprint clean FOLDER" in Html().render(sheet)


def test_it_is_read_back_from_json():
    audit, _ = load(Json().render(make_sheet(make_audit(album=ALBUM))))
    assert audit.album == ALBUM


def test_hostile_names_are_harmless():
    path = "/home/ros/<script>alert(1)</script>/\u202egpj.\x1b[2Jevil.jpg"
    album = replace(ALBUM, worst=(Telling(path, ("gps",)),), folders=(path,), rehearsal=None)
    page = Html().render(make_sheet(make_audit(album=album)))
    assert "<script>" not in page
    assert not {"\u202e", "\x1b"} & set(page)


def test_the_text_report_says_it_too():
    text = " ".join(Text().render(make_sheet(make_audit(album=ALBUM))).split())
    assert "Where it was taken: 2" in text
    assert "footprint clean" in text


def test_the_outline_has_it():
    audit = make_audit(album=ALBUM)
    assert outline(audit, make_comparison(audit), library.load(), share=False).shelf == shelf(
        audit, commands_of(audit), share=False
    )
