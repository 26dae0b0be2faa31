"""Commands as they stand in a report: what a person copies has to run, from any folder."""

import os
import shlex
import sys
from dataclasses import replace
from pathlib import PureWindowsPath

import pytest

from footprint.model import Album
from footprint.outline import commands, outline
from footprint.outline.commands import Commands, here
from footprint.remedies import library
from footprint.reports.html import Html
from tests.reports.sheets import make_audit, make_comparison, make_sheet, photo

ALBUM = Album(folders=("/home/ros/My Pictures", "/home/ros/Phone"), photos=3, telling=1)
HERE = {"profile": "/home/ros/my profile.toml", "file": "/home/ros/report/audit.json"}


def typed(text, *, share=False, **album):
    return here(make_audit(album=replace(ALBUM, **album)), **HERE, share=share).spelled(text)


@pytest.mark.skipif(os.name == "nt", reason="Windows quotes in another way")
def test_every_command_of_the_advice_names_whole_paths():
    audit = make_audit((photo(1),), album=ALBUM)
    known = outline(audit, make_comparison(audit), library.load(), share=False, **HERE)
    steps = [
        step
        for section in known.sections
        for card in section.cards
        for one in card.remedies
        for step in one.advice.steps
    ]
    steps += [step for advice in known.tell for step in advice.steps]
    written = [shlex.split(part) for step in steps for part in step.split("`")[1::2] if part.startswith("footprint ")]
    assert ["footprint", "clean", *ALBUM.folders, "--into", "/home/ros/Cleaned photos"] in written
    assert [
        *("footprint", "report", "/home/ros/report/audit.json", "--format", "html"),
        *("--share", "--into", "/home/ros/report/share.html"),
    ] in written
    assert not [word for command in written for word in command if word.startswith("..") or word == "."]


def test_no_advice_names_a_path_that_depends_on_where_one_stands():
    for remedy in library.load().values():
        for text in (*remedy.steps, remedy.if_moved):
            assert "../" not in text, remedy.name
            assert "clean . " not in text, remedy.name


def test_only_commands_are_changed():
    assert typed("Open FOLDER; `--help` helps, `footprintless FOLDER` not") == (
        "Open FOLDER; `--help` helps, `footprintless FOLDER` not"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows quotes in another way")
def test_the_copies_never_lie_among_the_originals():
    told = typed('`footprint clean FOLDER --into "Cleaned photos"`', folders=("/home/ros/Pictures/Phone", "/home/ros"))
    assert told.endswith("--into '/home/Cleaned photos'`")


def test_a_copy_for_sharing_names_nothing_of_this_computer(monkeypatch):
    monkeypatch.setattr(commands, "program", lambda: "/home/ros/bin/footprint")
    audit = make_audit((photo(1),), album=ALBUM)
    assert here(audit, **HERE, share=True) == Commands(file="FILE")
    assert "/home/ros" not in Html().render(replace(make_sheet(audit, share=True), **HERE))
    assert "/home/ros/bin/footprint" in Html().render(replace(make_sheet(audit), **HERE))


@pytest.mark.parametrize(
    ("system", "platform", "opening"),
    [
        ("nt", "win32", "Press the Windows key, type cmd, and press Enter"),
        ("posix", "darwin", "Open the program Terminal"),
        ("posix", "linux", "Open a terminal"),
    ],
)
def test_how_a_terminal_is_opened(monkeypatch, system, platform, opening):
    monkeypatch.setattr(os, "name", system)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(commands, "PurePath", PureWindowsPath)
    assert here(make_audit(), **HERE, share=False).opening == opening
